//! Invitations: a secret by mail, redeemed once, by the address that it was sent to.

use crate::seed::id;
use chrono::Duration;
use contracts::mail::{Mail, SEND};
use serde_json::{Value, json};
use testkit::{PASSWORD, Session, TestApp};

/// The letters that wait to be sent.
async fn letters(app: &TestApp) -> Vec<Mail> {
    let mut superuser = app.superuser().await;
    let payloads: Vec<Value> =
        sqlx::query_scalar("SELECT payload FROM jobs WHERE kind = $1 AND payload->>'template' = 'invitation' ORDER BY created_at, id")
            .bind(SEND)
            .fetch_all(&mut superuser)
            .await
            .unwrap();
    payloads.into_iter().map(|payload| serde_json::from_value(payload).unwrap()).collect()
}

fn token(mail: &Mail) -> String {
    mail.data["link"].as_str().unwrap().split_once("/invitation#").unwrap().1.to_owned()
}

async fn invite(owner: &Session, email: &str, role: &str) -> Value {
    owner.post("/invitations", json!({ "email": email, "role": role })).await.ok(201)
}

#[tokio::test]
async fn somebody_new_comes_by_invitation() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let invitation = invite(&owner, "New@People.example", "supervisor").await;
    assert_eq!(invitation["email"], "new@people.example");
    let letter = letters(&app).await.pop().unwrap();
    assert_eq!((letter.to.as_str(), letter.template.as_str()), ("new@people.example", "invitation"));
    assert_eq!(
        (&letter.data["workspace"], &letter.data["inviter"], &letter.data["role"]),
        (&json!("Northwind"), &json!(owner.name), &json!("supervisor"))
    );
    let token = token(&letter);
    let shown = app.api().post("/invitations/read", json!({ "token": token })).await.ok(200);
    assert_eq!((&shown["workspace"], &shown["has_account"]), (&json!("Northwind"), &json!(false)));
    assert_eq!(owner.get("/invitations").await.list().len(), 1);

    let accept = json!({ "token": token, "name": "Nova", "password": PASSWORD });
    let reply = app.api().post("/auth/accept-invitation", accept.clone()).await;
    assert!(reply.header("set-cookie").contains("dealsmart_refresh="));
    let session = reply.ok(201);
    assert_eq!((&session["role"], &session["tenant"]["name"]), (&json!("supervisor"), &json!("Northwind")));
    let nova = app.login("new@people.example").await;
    assert_eq!(nova.get("/users/me").await.ok(200)["name"], "Nova");
    assert!(owner.get("/invitations").await.list().is_empty());
    // Used up.
    assert_eq!(app.api().post("/auth/accept-invitation", accept).await.problem(404), "not_found");
    assert_eq!(app.api().post("/invitations/read", json!({ "token": token })).await.problem(404), "not_found");
    assert_eq!(owner.post("/invitations", json!({ "email": "new@people.example", "role": "agent" })).await.problem(409), "already_member");
}

#[tokio::test]
async fn somebody_known_accepts_with_their_own_account_only() {
    let app = TestApp::builder().without_workers().start().await;
    let (a, b) = (app.register("Aardvark").await, app.register("Badger").await);
    app.advance(Duration::seconds(1));
    invite(&a, &b.email, "viewer").await;
    let token = token(&letters(&app).await[0]);
    assert_eq!(app.api().post("/invitations/read", json!({ "token": token })).await.ok(200)["has_account"], true);
    let takeover = json!({ "token": token, "name": "Not them", "password": "another password" });
    assert_eq!(app.api().post("/auth/accept-invitation", takeover).await.problem(409), "email_taken");
    let stranger = app.register("Cat").await;
    assert_eq!(stranger.post("/invitations/accept", json!({ "token": token })).await.problem(403), "other_account");
    let joined = b.post("/invitations/accept", json!({ "token": token })).await.ok(200);
    assert_eq!((&joined["tenant"]["name"], &joined["role"]), (&json!("Aardvark"), &json!("viewer")));
    assert_eq!(b.post("/invitations/accept", json!({ "token": token })).await.problem(404), "not_found");
    assert_eq!(a.get("/members").await.list().len(), 2);
    assert_eq!(app.login(&b.email).await.tenant_id, b.tenant_id, "at home first");
}

#[tokio::test]
async fn invitations_expire_are_withdrawn_and_renewed() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let read = async |token: String| app.api().post("/invitations/read", json!({ "token": token })).await.status;
    let invitation = invite(&owner, "a@people.example", "agent").await;
    let first = token(&letters(&app).await[0]);
    app.advance(Duration::days(6));
    let owner = app.login(&owner.email).await;
    assert_eq!(read(first.clone()).await, 200);
    // Inviting again renews it, and the old link is none any more.
    let renewed = invite(&owner, "a@people.example", "viewer").await;
    assert_ne!(invitation["id"], renewed["id"]);
    assert_eq!(owner.get("/invitations").await.list().len(), 1);
    let second = token(&letters(&app).await[1]);
    assert_eq!((read(first).await, read(second.clone()).await), (404, 200));
    app.advance(Duration::days(7));
    let owner = app.login(&owner.email).await;
    assert_eq!(read(second).await, 404);
    assert_eq!(owner.get("/invitations").await.list()[0]["expired"], true);
    let third = {
        invite(&owner, "a@people.example", "viewer").await;
        letters(&app).await
    };
    let path = format!("/invitations/{}", id(&owner.get("/invitations").await.list()[0]));
    owner.delete(&path).await.expect(204);
    assert_eq!(owner.delete(&path).await.problem(404), "not_found");
    assert_eq!(read(token(&third[2])).await, 404);
    for junk in ["", "junk", &"A".repeat(200)] {
        assert_eq!(read((*junk).to_owned()).await, 404, "{junk:.20}");
    }
    let bad = json!({ "email": "b@people.example", "role": "agent", "days": 31 });
    assert_eq!(owner.post("/invitations", bad).await.problem(422), "invalid");
}

#[tokio::test]
async fn nobody_invites_above_their_own_role_and_the_token_is_kept_nowhere() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let admin = app.member(&owner, "admin").await;
    let above = json!({ "email": "boss@people.example", "role": "owner" });
    assert_eq!(admin.post("/invitations", above).await.problem(403), "forbidden");
    let raised = json!({ "email": "x@people.example", "role": "viewer", "role_id": null, "permissions": ["tenant:write"], "invited_by": admin.user_id });
    let invitation = owner.post("/invitations", raised).await.ok(201);
    assert_eq!(invitation["invited_by"], json!(owner.name), "fields that are not offered change nothing");
    let token = token(&letters(&app).await[0]);
    let mut superuser = app.superuser().await;
    let kept: Vec<String> = sqlx::query_scalar("SELECT to_jsonb(i)::text FROM invitations i UNION ALL SELECT to_jsonb(a)::text FROM audit_log a UNION ALL SELECT to_jsonb(e)::text FROM events e")
        .fetch_all(&mut superuser)
        .await
        .unwrap();
    assert!(kept.iter().all(|row| !row.contains(&token)), "only the letter has it");
    assert!(!owner.get("/invitations").await.text.contains(&token));
}

#[tokio::test]
async fn two_who_accept_at_once_join_once() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let token = app.invite(&owner, "twice@people.example", "agent").await;
    let accept = json!({ "token": token, "name": "Twice", "password": PASSWORD });
    let api = app.api();
    let (one, two) = tokio::join!(api.post("/auth/accept-invitation", accept.clone()), api.post("/auth/accept-invitation", accept.clone()));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert!(statuses == [201, 404] || statuses == [201, 409], "{} {}", one.text, two.text);
    assert_eq!(owner.get("/members").await.list().len(), 2);
}
