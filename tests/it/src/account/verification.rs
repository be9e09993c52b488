//! Whether an address is its account's.

use super::{actions, letters, quiet};
use chrono::Duration;
use serde_json::{Value, json};
use testkit::{PASSWORD, Reply, Session, TestApp};

async fn verified(session: &Session) -> bool {
    session.get("/users/me").await.ok(200)["email_verified"] == json!(true)
}

async fn verify(api: &testkit::Api, body: Value) -> Reply {
    api.post("/auth/verify-email", body).await
}

#[tokio::test]
async fn an_address_is_verified_by_code_or_link() {
    let app = TestApp::start().await;
    let (a, b, c) = (app.register("Aardvark").await, app.register("Badger").await, app.register("Cat").await);
    assert!(!verified(&a).await);
    // By the code, signed in.
    let letter = app.letter(&a.email, "verify-email", 1).await;
    verify(&a, json!({ "code": letter.code() })).await.expect(204);
    assert!(verified(&a).await);
    let welcome = app.letter(&a.email, "welcome", 1).await;
    assert!(welcome.text.contains(&a.name));
    assert!(actions(&app, a.user_id).await.contains(&"account.verified".into()));
    assert_eq!(
        verify(&app.api(), json!({ "token": letter.token(), "password": PASSWORD })).await.problem(404),
        "not_found",
        "used up with the code"
    );
    assert_eq!(a.post("/auth/verify-email/resend", Value::Null).await.problem(409), "verified_already");
    // By the link, signed in.
    let token = app.letter(&b.email, "verify-email", 1).await.token();
    verify(&b, json!({ "token": token })).await.expect(204);
    assert!(verified(&b).await);
    // By the link in another browser, with the password.
    let token = app.letter(&c.email, "verify-email", 1).await.token();
    assert_eq!(verify(&app.api(), json!({ "token": token, "password": "not this" })).await.json["errors"][0]["code"], "wrong_password");
    verify(&app.api(), json!({ "token": token, "password": PASSWORD })).await.expect(204);
    assert!(verified(&c).await);
}

#[tokio::test]
async fn a_click_alone_verifies_nobodys_account() {
    let app = TestApp::start().await;
    let (attacker, victim) = (app.register("Attacker").await, app.register("Victim").await);
    let token = app.letter(&attacker.email, "verify-email", 1).await.token();
    assert_eq!(verify(&app.api(), json!({ "token": token })).await.problem(403), "password_needed");
    assert_eq!(
        verify(&victim, json!({ "token": token })).await.problem(403),
        "password_needed",
        "nor does being signed in as somebody else"
    );
    // A code is its own person's.
    let code = app.letter(&attacker.email, "verify-email", 1).await.code();
    if app.letter(&victim.email, "verify-email", 1).await.code() != code {
        assert_eq!(verify(&victim, json!({ "code": code })).await.json["errors"][0]["code"], "wrong_code");
    }
    assert_eq!(verify(&app.api(), json!({ "code": code })).await.problem(401), "unauthenticated");
    assert!(!verified(&attacker).await && !verified(&victim).await);
}

#[tokio::test]
async fn codes_are_tried_five_times_and_letters_asked_for_five_times_an_hour() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let first = app.letter(&owner.email, "verify-email", 1).await;
    let wrong = if first.code() == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        assert_eq!(verify(&owner, json!({ "code": wrong })).await.json["errors"][0]["code"], "wrong_code");
    }
    assert_eq!(verify(&owner, json!({ "code": first.code() })).await.json["errors"][0]["code"], "code_over");
    for _ in 0..4 {
        app.advance(Duration::seconds(1));
        owner.post("/auth/verify-email/resend", Value::Null).await.expect(202);
    }
    let refused = owner.post("/auth/verify-email/resend", Value::Null).await;
    assert_eq!(refused.problem(429), "too_many_letters");
    let wait: i64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=3600).contains(&wait), "{wait}");
    quiet(&app).await;
    assert_eq!(letters(&app, &owner.email, "verify-email").await, 5);
    let newest = app.letter(&owner.email, "verify-email", 5).await;
    assert_eq!(verify(&app.api(), json!({ "token": first.token(), "password": PASSWORD })).await.problem(404), "not_found", "overtaken");
    verify(&owner, json!({ "code": newest.code() })).await.expect(204);
}

#[tokio::test]
async fn a_letter_is_good_for_a_day_and_for_nothing_else() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let letter = app.letter(&owner.email, "verify-email", 1).await;
    let reset = json!({ "token": letter.token(), "password": "another good one" });
    assert_eq!(app.api().post("/auth/password/reset", reset).await.problem(404), "not_found", "not for a new password");
    assert_eq!(app.api().post("/auth/email-change/undo", json!({ "token": letter.token() })).await.problem(404), "not_found");
    app.advance(Duration::hours(24));
    assert_eq!(verify(&app.api(), json!({ "token": letter.token(), "password": PASSWORD })).await.problem(404), "not_found");
    let owner = app.login(&owner.email).await;
    assert_eq!(verify(&owner, json!({ "code": letter.code() })).await.json["errors"][0]["code"], "code_over");
}

#[tokio::test]
async fn who_comes_by_invitation_has_shown_their_address() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let token = app.invite(&owner, "nina@people.example", "viewer").await;
    app.api().post("/auth/accept-invitation", json!({ "token": token, "name": "Nina", "password": PASSWORD })).await.ok(201);
    assert!(verified(&app.login("nina@people.example").await).await);
    let member = app.member(&owner, "viewer").await;
    assert!(!verified(&member).await, "who was added by an admin has not");
}

#[tokio::test]
async fn secrets_are_kept_nowhere_but_in_their_letter() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let mut superuser = app.superuser().await;
    let payload: Value =
        sqlx::query_scalar("SELECT payload FROM jobs WHERE payload->>'template' = 'verify-email'").fetch_one(&mut superuser).await.unwrap();
    let token = testkit::token(payload["data"]["link"].as_str().unwrap());
    let code = payload["data"]["code"].as_str().unwrap().to_owned();
    let kept: Vec<String> = sqlx::query_scalar(
        "SELECT to_jsonb(p)::text FROM email_proofs p UNION ALL SELECT to_jsonb(a)::text FROM audit_log a UNION ALL SELECT to_jsonb(e)::text FROM events e",
    )
    .fetch_all(&mut superuser)
    .await
    .unwrap();
    assert!(kept.iter().all(|row| !row.contains(&token) && !row.contains(&format!("\"{code}\""))));
    // The letter is no workspace's: its admins see nothing of it.
    let tenant: uuid::Uuid = sqlx::query_scalar("SELECT tenant_id FROM jobs WHERE payload->>'template' = 'verify-email'")
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    assert_ne!(tenant, owner.tenant_id);
}
