use super::{WHY, act, entry};
use crate::sessions::closes_within_a_second;
use chrono::Duration;
use serde_json::json;
use testkit::{PASSWORD, Session, TestApp};

/// Somebody who is a member of two workspaces.
async fn member_of_two(app: &TestApp) -> (Session, Session, Session) {
    let (a, b) = (app.register("Aardvark").await, app.register("Badger").await);
    let dana = app.member(&a, "agent").await;
    app.advance(Duration::seconds(1));
    let token = app.invite(&b, &dana.email, "viewer").await;
    dana.post("/invitations/accept", json!({ "token": token })).await.ok(200);
    (a, b, dana)
}

async fn login(app: &TestApp, email: &str, password: &str) -> testkit::Reply {
    app.api().post("/auth/login", json!({ "email": email, "password": password })).await
}

#[tokio::test]
async fn users_are_listed_searched_and_shown_with_places_and_sessions() {
    let app = TestApp::builder().without_workers().start().await;
    let operator = app.operator().await;
    let (_, b, dana) = member_of_two(&app).await;
    app.advance(Duration::seconds(1));
    app.login(&dana.email).await;
    let found = operator.get(&format!("/admin/users?q={}", testkit::encoded(&dana.email.to_uppercase()))).await.list();
    assert_eq!((found.len(), &found[0]["tenants"]), (1, &json!(2)));
    let by_email: Vec<String> =
        operator.get("/admin/users?sort=email").await.list().iter().map(|u| u["email"].as_str().unwrap().to_owned()).collect();
    assert!(by_email[0].starts_with("agent-") && by_email.last().unwrap().starts_with("owner@"), "{by_email:?}");
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = operator.get(&format!("/admin/users?sort=email&limit=1{cursor}")).await;
        seen.extend(page.clone().list().iter().map(|u| u["email"].as_str().unwrap().to_owned()));
        match page.json["page"]["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, by_email);
    assert_eq!(operator.get("/admin/users?operator=true").await.list().len(), 1);
    let shown = operator.get(&format!("/admin/users/{}", dana.user_id)).await.ok(200);
    let places: Vec<&str> = shown["memberships"].as_array().unwrap().iter().map(|m| m["role"].as_str().unwrap()).collect();
    assert_eq!(places, ["agent", "viewer"]);
    assert_eq!(shown["memberships"][1]["tenant"]["id"], json!(b.tenant_id));
    assert_eq!((shown["sessions"].as_array().unwrap().len(), &shown["has_password"]), (2, &json!(true)));
    for secret in ["argon2", "hash", &dana.refresh_token] {
        assert!(!shown.to_string().contains(secret), "{secret} is shown");
    }
    // Looking at somebody, and for somebody, is written down.
    let looked = operator.get("/admin/log?action=user").await.list();
    let actions: Vec<&str> = looked.iter().map(|e| e["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["user.read", "users.searched"]);
}

#[tokio::test]
async fn a_suspended_account_is_out_everywhere_and_not_let_in() {
    let app = TestApp::builder().without_workers().start().await;
    let there = app.beside().without_workers().start().await;
    let operator = app.operator().await;
    let (a, b, dana) = member_of_two(&app).await;
    let elsewhere = there.login(&dana.email).await;
    let (mut socket, mut socket_there) = (dana.socket(None).await, elsewhere.socket(None).await);
    let shown = act(&operator, &format!("/admin/users/{}/suspend", dana.user_id)).await;
    assert_eq!(shown["suspension"]["reason"], WHY);
    assert!(shown["sessions"].as_array().unwrap().is_empty());
    assert_eq!(dana.get("/users/me").await.problem(401), "session_ended");
    for socket in [&mut socket, &mut socket_there] {
        closes_within_a_second(socket).await;
    }
    testkit::wait_until("the other process refuses", || async { (elsewhere.get("/users/me").await.status == 401).then_some(()) }).await;
    let refreshed = app.api().post("/auth/refresh", json!({ "refresh_token": dana.refresh_token })).await;
    assert_eq!(refreshed.problem(401), "session_ended");
    // Only who knows the password is told.
    assert_eq!(login(&app, &dana.email, PASSWORD).await.problem(403), "account_suspended");
    assert_eq!(login(&app, &dana.email, "not the password").await.problem(401), "wrong_credentials");
    for owner in [&a, &b] {
        let entry = entry(owner, "operator.user.suspended").await;
        assert_eq!((&entry["target"]["id"], &entry["after"]["reason"]), (&json!(dana.user_id.to_string()), &json!(WHY)));
    }
    assert_eq!(operator.get("/admin/users?suspended=true").await.list().len(), 1);
    act(&operator, &format!("/admin/users/{}/unsuspend", dana.user_id)).await;
    assert_eq!(dana.get("/users/me").await.problem(401), "session_ended", "what ended stays so");
    app.login(&dana.email).await.get("/users/me").await.expect(200);
}

#[tokio::test]
async fn sessions_are_ended_and_a_password_made_unusable() {
    let app = TestApp::builder().without_workers().start().await;
    let operator = app.operator().await;
    let (a, b, dana) = member_of_two(&app).await;
    let second = app.login(&dana.email).await;
    act(&operator, &format!("/admin/users/{}/end-sessions", dana.user_id)).await;
    for session in [&dana, &second] {
        assert_eq!(session.get("/users/me").await.problem(401), "session_ended");
    }
    assert_eq!(entry(&b, "operator.user.sessions_ended").await["after"]["sessions"], 2);
    let third = app.login(&dana.email).await;
    let shown = act(&operator, &format!("/admin/users/{}/require-password-reset", dana.user_id)).await;
    assert_eq!(shown["has_password"], false);
    assert_eq!(third.get("/users/me").await.problem(401), "session_ended");
    for password in [PASSWORD, "!", ""] {
        let status = login(&app, &dana.email, password).await.status;
        assert!([401, 422].contains(&status), "{password} is let in with {status}");
    }
    assert_eq!(entry(&a, "operator.user.password_reset_required").await["after"]["reason"], WHY);
    let asked: i64 =
        sqlx::query_scalar("SELECT count(*) FROM jobs WHERE kind = 'identity.forgot' AND payload->>'email' = $1 AND tenant_id = $2")
            .bind(&dana.email)
            .bind(kernel::INSTALLATION)
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();
    assert_eq!(asked, 1, "the letter with the link is on its way");
}

#[tokio::test]
async fn somebody_who_lost_their_factors_gets_in_again() {
    let app = TestApp::builder().without_workers().start().await;
    let operator = app.operator().await;
    let (a, b, dana) = member_of_two(&app).await;
    let path = format!("/admin/users/{}/remove-factors", dana.user_id);
    assert_eq!(operator.post(&path, json!({ "reason": WHY })).await.problem(409), "no_factor");
    let secret = dana.post("/auth/mfa/totp", serde_json::Value::Null).await.ok(200)["secret"].as_str().unwrap().to_owned();
    let code = testkit::totp_code(&secret, app.now());
    dana.post("/auth/mfa/totp/confirm", json!({ "code": code })).await.ok(200);
    assert_eq!(login(&app, &dana.email, PASSWORD).await.ok(200)["mfa_required"], true);
    let shown = operator.get(&format!("/admin/users/{}", dana.user_id)).await.ok(200);
    assert_eq!((&shown["factors"]["totp"], shown["factors"]["recovery_codes"].as_i64().unwrap() > 0), (&json!(true), true));
    assert!(!shown.to_string().contains(&secret));
    let shown = act(&operator, &path).await;
    assert_eq!(shown["factors"], json!({ "totp": false, "passkeys": 0, "recovery_codes": 0 }));
    assert_eq!(dana.get("/users/me").await.problem(401), "session_ended");
    app.login(&dana.email).await.get("/users/me").await.expect(200);
    for owner in [&a, &b] {
        assert_eq!(entry(owner, "operator.user.factors_removed").await["after"]["reason"], WHY);
    }
    let letter: serde_json::Value = sqlx::query_scalar(
        "SELECT payload FROM jobs WHERE kind = 'email.send' AND payload->>'template' = 'factor_removed' AND payload->>'to' = $1",
    )
    .bind(&dana.email)
    .fetch_one(&mut app.superuser().await)
    .await
    .unwrap();
    assert_eq!(letter["data"]["kind"], "totp");
    let own = operator.post(&format!("/admin/users/{}/remove-factors", operator.user_id), json!({ "reason": WHY })).await;
    assert_eq!(own.problem(409), "own_place");
}
