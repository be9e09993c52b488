//! The end of an account.

use super::{actions, quiet};
use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{PASSWORD, Reply, Session, TestApp, wait_until};

async fn delete(session: &Session, password: &str) -> Reply {
    session.json(Method::DELETE, "/users/me", json!({ "password": password })).await
}

async fn exists(app: &TestApp, session: &Session) -> bool {
    sqlx::query_scalar("SELECT EXISTS (SELECT FROM users WHERE id = $1)")
        .bind(session.user_id)
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn an_account_goes_after_fourteen_days() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let agent = app.member(&owner, "agent").await;
    assert_eq!(delete(&agent, "not this").await.json["errors"][0]["code"], "wrong_password");
    let reply = delete(&agent, PASSWORD).await;
    assert!(reply.header("set-cookie").contains("Max-Age=0"), "this browser is signed out");
    let deletes_at: chrono::DateTime<chrono::Utc> = reply.ok(200)["deletes_at"].as_str().unwrap().parse().unwrap();
    assert_eq!(deletes_at, app.now() + Duration::days(14));
    assert_eq!(agent.get("/users/me").await.problem(401), "session_ended");
    app.letter(&agent.email, "account-deletion", 1).await;
    app.advance(Duration::days(14) - Duration::seconds(1));
    quiet(&app).await;
    assert!(exists(&app, &agent).await);
    app.advance(Duration::seconds(1));
    wait_until("the account is erased", || async { (!exists(&app, &agent).await).then_some(()) }).await;
    app.letter(&agent.email, "account-erased", 1).await;
    let login = json!({ "email": agent.email, "password": PASSWORD });
    assert_eq!(app.api().post("/auth/login", login).await.problem(401), "wrong_credentials");
    let owner = app.login(&owner.email).await;
    assert_eq!(owner.get("/members").await.list().len(), 1, "they are no member any more");
    let left: i64 = sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM sessions WHERE user_id = $1) + (SELECT count(*) FROM email_proofs WHERE user_id = $1)",
    )
    .bind(agent.user_id)
    .fetch_one(&mut app.superuser().await)
    .await
    .unwrap();
    assert_eq!(left, 0);
    let actions = actions(&app, agent.user_id).await;
    for action in ["account.deletion_asked", "member.left", "account.erased"] {
        assert!(actions.iter().any(|a| a == action), "{action} is missing in {actions:?}");
    }
}

#[tokio::test]
async fn signing_in_before_offers_to_stay() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let agent = app.member(&owner, "agent").await;
    delete(&agent, PASSWORD).await.ok(200);
    app.advance(Duration::days(13));
    let back = app.login(&agent.email).await;
    assert!(back.get("/users/me").await.ok(200)["deletes_at"].is_string(), "the app asks what they want");
    back.post("/users/me/restore", Value::Null).await.expect(204);
    assert!(back.get("/users/me").await.ok(200)["deletes_at"].is_null());
    app.advance(Duration::days(2));
    quiet(&app).await;
    assert!(exists(&app, &agent).await);
    // Asked for anew, the time begins anew.
    let back = app.login(&agent.email).await;
    delete(&back, PASSWORD).await.ok(200);
    app.advance(Duration::days(13));
    quiet(&app).await;
    assert!(exists(&app, &agent).await);
    app.advance(Duration::days(1));
    wait_until("the account is erased", || async { (!exists(&app, &agent).await).then_some(()) }).await;
}

#[tokio::test]
async fn who_alone_owns_a_workspace_hands_it_over_first() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let colleague = app.member(&owner, "admin").await;
    let refused = delete(&owner, PASSWORD).await;
    assert_eq!(refused.problem(409), "sole_owner");
    assert!(refused.json["detail"].as_str().unwrap().contains("Northwind"), "it says which: {}", refused.text);
    owner.post("/tenant/transfer-ownership", json!({ "user_id": colleague.user_id })).await.ok(200);
    delete(&owner, PASSWORD).await.ok(200);
}

#[tokio::test]
async fn an_account_that_became_a_sole_owner_waits() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let second = app.member(&owner, "owner").await;
    delete(&owner, PASSWORD).await.ok(200);
    second.delete("/members/me").await.expect(204);
    app.advance(Duration::days(14));
    quiet(&app).await;
    assert!(exists(&app, &owner).await, "a workspace without an owner would be nobody's");
    // They come back, find somebody, and leave.
    let back = app.login(&owner.email).await;
    let heir = app.member(&back, "admin").await;
    back.post("/tenant/transfer-ownership", json!({ "user_id": heir.user_id })).await.ok(200);
    app.advance(Duration::days(1));
    wait_until("the account is erased", || async { (!exists(&app, &owner).await).then_some(()) }).await;
    app.letter(&owner.email, "account-erased", 1).await;
}

#[tokio::test]
async fn nobody_deletes_another_and_nobody_is_deleted_unasked() {
    let app = TestApp::builder().without_workers().start().await;
    let (a, b) = (app.register("Aardvark").await, app.register("Badger").await);
    let mut program = app.program().await;
    // As the program's role, in the name of a person.
    sqlx::query("SELECT set_config('app.user_id', $1, false), set_config('app.tenant_id', $2, false)")
        .bind(a.user_id.to_string())
        .bind(a.tenant_id.to_string())
        .execute(&mut program)
        .await
        .unwrap();
    sqlx::query("DELETE FROM members WHERE user_id = $1").bind(a.user_id).execute(&mut program).await.unwrap();
    for id in [a.user_id, b.user_id] {
        let gone = sqlx::query("DELETE FROM users WHERE id = $1").bind(id).execute(&mut program).await.unwrap().rows_affected();
        assert_eq!(gone, 0);
    }
}
