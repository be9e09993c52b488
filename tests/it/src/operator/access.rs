use super::{WHY, act};
use chrono::Duration;
use serde_json::json;
use server::commands::operator::{Action, act as command};
use testkit::{PASSWORD, TestApp};

async fn refreshed(app: &TestApp, session: &testkit::Session) -> (testkit::Api, String) {
    let data = app.api().post("/auth/refresh", json!({ "refresh_token": session.refresh_token })).await.ok(200);
    let refresh_token = data["refresh_token"].as_str().unwrap().to_owned();
    (app.api().with_token(data["access_token"].as_str().unwrap()), refresh_token)
}

#[tokio::test]
async fn the_command_line_makes_the_first_one_and_takes_the_last() {
    let app = TestApp::builder().without_workers().start().await;
    let ann = app.register("Ann's").await;
    let mut owner = app.owner().await;
    let email = ann.email.to_uppercase();
    let unknown = command(&mut owner, &Action::Grant { email: "nobody@nowhere.example".into() }).await;
    assert!(unknown.unwrap_err().to_string().contains("nobody@nowhere.example"));
    assert!(command(&mut owner, &Action::List).await.unwrap().contains("no operator"));
    app.show_second_factor(&ann).await;
    assert_eq!(ann.get("/admin/stats").await.problem(403), "forbidden");
    command(&mut owner, &Action::Grant { email: email.clone() }).await.unwrap();
    assert!(command(&mut owner, &Action::Grant { email: email.clone() }).await.unwrap().contains("already"));
    assert!(command(&mut owner, &Action::List).await.unwrap().contains(&ann.email));
    // Another process did it, and this one heard.
    testkit::wait_until("she is let in", || async { (ann.get("/admin/stats").await.status == 200).then_some(()) }).await;
    assert_eq!(ann.get("/users/me").await.ok(200)["operator"], true);
    let entries = ann.get("/admin/log?action=operator.").await.list();
    assert_eq!((&entries[0]["operator_id"], &entries[0]["target_name"]), (&json!(null), &json!(ann.email)));
    command(&mut owner, &Action::Revoke { email: email.clone() }).await.unwrap();
    testkit::wait_until("she is out", || async { (ann.get("/admin/stats").await.status == 403).then_some(()) }).await;
    assert!(command(&mut owner, &Action::Revoke { email }).await.unwrap().contains("no operator"));
    assert_eq!(ann.get("/users/me").await.ok(200)["operator"], false);
}

#[tokio::test]
async fn a_second_factor_not_long_ago_is_needed() {
    let app = TestApp::builder().without_workers().start().await;
    let operator = app.operator().await;
    operator.get("/admin/tenants").await.expect(200);
    // A session without one, of the same user.
    let plain = app.login(&operator.email).await;
    assert_eq!(plain.get("/admin/tenants").await.problem(403), "factor_required");
    plain.get("/users/me").await.expect(200);
    app.advance(Duration::hours(12) - Duration::minutes(1));
    let (api, refresh_token) = refreshed(&app, &operator).await;
    api.get("/admin/tenants").await.expect(200);
    app.advance(Duration::minutes(1));
    assert_eq!(api.get("/admin/tenants").await.problem(403), "factor_required");
    let again = app.api().post("/auth/refresh", json!({ "refresh_token": refresh_token })).await.ok(200);
    let again = app.api().with_token(again["access_token"].as_str().unwrap());
    assert_eq!(again.get("/admin/tenants").await.problem(403), "factor_required", "a refresh is no factor");
}

#[tokio::test]
async fn a_session_that_a_workspaces_provider_vouched_for_is_no_operators() {
    let app = TestApp::builder().without_workers().start().await;
    let operator = app.operator().await;
    operator.get("/admin/stats").await.expect(200);
    sqlx::query("UPDATE sessions SET confined = true WHERE user_id = $1")
        .bind(operator.user_id)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    // As if asked for the first time.
    app.show_second_factor(&operator).await;
    assert_eq!(operator.get("/admin/stats").await.problem(403), "forbidden");
}

#[tokio::test]
async fn no_operation_of_a_tenant_makes_an_operator() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    app.show_second_factor(&owner).await;
    for (path, body) in [
        ("/tenant", json!({ "name": "Northwind", "operator": true, "operator_since": "2026-01-01T00:00:00Z" })),
        (&format!("/members/{}", owner.user_id), json!({ "role": "owner", "operator": true })),
    ] {
        owner.patch(path, body).await.expect(200);
    }
    let member = json!({ "email": "new@northwind.example", "name": "N", "role": "admin", "password": PASSWORD, "operator": true });
    owner.post("/members", member).await.ok(201);
    owner.post("/roles", json!({ "name": "Root", "base": "admin", "permissions": ["operator"] })).await.problem(422);
    let registration = json!({ "email": "x@y.example", "password": PASSWORD, "name": "X", "workspace": "X", "operator": true });
    app.api().post("/auth/register", registration).await.ok(201);
    let operators: i64 = sqlx::query_scalar("SELECT count(*) FROM operators").fetch_one(&mut app.superuser().await).await.unwrap();
    assert_eq!(operators, 0);
    assert_eq!(owner.get("/admin/stats").await.problem(403), "forbidden");
}

#[tokio::test]
async fn operators_make_and_dismiss_each_other_at_once() {
    let app = TestApp::builder().without_workers().start().await;
    let ann = app.operator().await;
    let bob = app.register("Bob's").await;
    app.show_second_factor(&bob).await;
    let shown = act(&ann, &format!("/admin/users/{}/grant-operator", bob.user_id)).await;
    assert!(shown["operator_since"].is_string());
    bob.get("/admin/users?operator=true").await.expect(200);
    assert_eq!(
        ann.post(&format!("/admin/users/{}/revoke-operator", ann.user_id), json!({ "reason": WHY })).await.problem(409),
        "own_place"
    );
    assert_eq!(ann.post(&format!("/admin/users/{}/suspend", bob.user_id), json!({ "reason": WHY })).await.problem(409), "is_operator");
    act(&ann, &format!("/admin/users/{}/revoke-operator", bob.user_id)).await;
    assert_eq!(bob.get("/admin/stats").await.problem(403), "forbidden");
    // Two who dismiss each other at the same moment follow one another: one remains.
    act(&ann, &format!("/admin/users/{}/grant-operator", bob.user_id)).await;
    let (of_bob, of_ann) =
        (format!("/admin/users/{}/revoke-operator", bob.user_id), format!("/admin/users/{}/revoke-operator", ann.user_id));
    let (one, other) = tokio::join!(ann.post(&of_bob, json!({ "reason": WHY })), bob.post(&of_ann, json!({ "reason": WHY })));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 403], "{} {}", one.text, other.text);
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM operators").fetch_one(&mut app.superuser().await).await.unwrap();
    assert_eq!(left, 1);
}

#[tokio::test]
async fn what_is_done_needs_a_reason_that_says_something() {
    let app = TestApp::builder().without_workers().start().await;
    let operator = app.operator().await;
    let tenant = app.register("Northwind").await;
    let path = format!("/admin/tenants/{}/suspend", tenant.tenant_id);
    for body in [json!({}), json!({ "reason": "" }), json!({ "reason": "      x      " }), json!({ "reason": "x".repeat(501) })] {
        assert_eq!(operator.post(&path, body).await.problem(422), "invalid");
    }
    tenant.get("/users/me").await.expect(200);
}

#[tokio::test]
async fn a_factor_that_is_set_up_or_shown_again_opens_the_area() {
    let app = TestApp::builder().without_workers().start().await;
    let ann = app.register("Ann's").await;
    command(&mut app.owner().await, &Action::Grant { email: ann.email.clone() }).await.unwrap();
    testkit::wait_until("she is operator", || async { (ann.get("/admin/stats").await.json["code"] == "factor_required").then_some(()) })
        .await;
    let secret = ann.post("/auth/mfa/totp", serde_json::Value::Null).await.ok(200)["secret"].as_str().unwrap().to_owned();
    ann.post("/auth/mfa/totp/confirm", json!({ "code": testkit::totp_code(&secret, app.now()) })).await.ok(200);
    ann.get("/admin/stats").await.expect(200);
    app.advance(Duration::hours(13));
    let (api, _) = refreshed(&app, &ann).await;
    assert_eq!(api.get("/admin/stats").await.problem(403), "factor_required");
    // The password alone is no second factor.
    api.post("/auth/step-up", json!({ "password": PASSWORD })).await.expect(200);
    assert_eq!(api.get("/admin/stats").await.problem(403), "factor_required");
    let proof = json!({ "kind": "totp", "code": testkit::totp_code(&secret, app.now()) });
    api.post("/auth/step-up", json!({ "factor": proof })).await.expect(200);
    api.get("/admin/stats").await.expect(200);
}
