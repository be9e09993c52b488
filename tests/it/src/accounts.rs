//! Register, sign in, refresh, sign out; and what keeps guessers out.

use chrono::Duration;
use serde_json::{Value, json};
use testkit::{Api, PASSWORD, Reply, TestApp};

async fn refresh(api: &Api, token: &str) -> Reply {
    api.post("/auth/refresh", json!({ "refresh_token": token })).await
}

fn token(data: &Value) -> String {
    data["refresh_token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_session_from_its_beginning_to_its_end() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind Motors").await;
    assert_eq!(owner.role, "owner");
    let me = owner.get("/users/me").await.ok(200);
    assert_eq!(me["email"], json!(owner.email));
    assert_eq!(me["tenant"]["name"], "Northwind Motors");
    assert!(me["permissions"].as_array().unwrap().contains(&json!("members:write")));
    assert_eq!(owner.get("/chatbots").await.list().len(), 1, "a first chatbot comes with the workspace");

    let session = app.login(&owner.email).await;
    assert_eq!(session.tenant_id, owner.tenant_id);
    let api = app.api();
    app.advance(Duration::minutes(16));
    assert_eq!(session.get("/users/me").await.problem(401), "token_expired");
    let second = refresh(&api, &session.refresh_token).await.ok(200);
    assert_ne!(token(&second), session.refresh_token, "the refresh token is rotated");
    api.with_token(second["access_token"].as_str().unwrap()).get("/users/me").await.expect(200);

    api.post("/auth/logout", json!({ "refresh_token": token(&second) })).await.expect(204);
    assert_eq!(refresh(&api, &token(&second)).await.problem(401), "session_ended");
    api.post("/auth/logout", json!({ "refresh_token": token(&second) })).await.expect(204);
    // The owner's other session goes on.
    refresh(&api, &owner.refresh_token).await.expect(200);
}

#[tokio::test]
async fn a_refresh_token_that_was_used_before_ends_the_session() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let api = app.api();
    let second = refresh(&api, &owner.refresh_token).await.ok(200);
    // Two tabs at the same moment get the same successor.
    let twin = refresh(&api, &owner.refresh_token).await.ok(200);
    assert_eq!(token(&second), token(&twin));
    app.advance(Duration::seconds(11));
    assert_eq!(refresh(&api, &owner.refresh_token).await.problem(401), "session_ended");
    assert_eq!(refresh(&api, &token(&second)).await.problem(401), "session_ended");
}

#[tokio::test]
async fn browsers_keep_the_session_in_a_cookie() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let api = app.api();
    let reply = api.post("/auth/login", json!({ "email": owner.email, "password": PASSWORD })).await;
    let cookie = reply.header("set-cookie").to_owned();
    for part in ["dealsmart_refresh=", "HttpOnly", "SameSite=Lax", "Path=/api/v1/auth"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_eq!(reply.header("cache-control"), "no-store");
    let pair = cookie.split(';').next().unwrap();
    let again = api.send(api.request(reqwest::Method::POST, "/auth/refresh").header("cookie", pair)).await;
    again.expect(200);
    let left = api
        .send(api.request(reqwest::Method::POST, "/auth/logout").header("cookie", again.header("set-cookie").split(';').next().unwrap()))
        .await;
    left.expect(204);
    assert!(left.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(api.send(api.request(reqwest::Method::POST, "/auth/refresh").header("cookie", pair)).await.problem(401), "session_ended");
}

#[tokio::test]
async fn guessing_is_slowed_down_and_says_for_how_long() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let other = app.register("Southwind").await;
    let api = app.api();
    let guess = |email: String, password: &'static str| {
        let api = api.clone();
        async move { api.post("/auth/login", json!({ "email": email, "password": password })).await }
    };
    for _ in 0..5 {
        assert_eq!(guess(owner.email.clone(), "not the password").await.problem(401), "wrong_credentials");
    }
    let refused = guess(owner.email.to_uppercase(), PASSWORD).await;
    refused.problem(429);
    let wait: i64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=15 * 60).contains(&wait), "{wait}");
    // Others at the same address still get in, and a stranger's address has no account to find.
    guess(other.email.clone(), PASSWORD).await.expect(200);
    assert_eq!(guess("nobody@northwind.example".into(), PASSWORD).await.problem(401), "wrong_credentials");
    app.advance(Duration::seconds(wait + 1));
    guess(owner.email.clone(), PASSWORD).await.expect(200);
}

#[tokio::test]
async fn an_address_has_one_account() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let again = json!({ "email": owner.email.to_uppercase(), "password": PASSWORD, "name": "Other", "workspace": "Other" });
    assert_eq!(app.api().post("/auth/register", again).await.problem(409), "email_taken");
    let weak = json!({ "email": "x@y.example", "password": "short", "name": "X", "workspace": "X" });
    let reply = app.api().post("/auth/register", weak).await;
    assert_eq!((reply.problem(422), reply.json["errors"][0]["field"].as_str()), ("invalid", Some("password")));
}

#[tokio::test]
async fn two_workspaces_of_one_name_have_their_own_slugs() {
    let app = TestApp::builder().without_workers().start().await;
    let mut slugs = Vec::new();
    for email in ["a@x.example", "b@x.example"] {
        let body = json!({ "email": email, "password": PASSWORD, "name": "X", "workspace": "Same Name" });
        slugs.push(app.api().post("/auth/register", body).await.ok(201)["tenant"]["slug"].clone());
    }
    assert_ne!(slugs[0], slugs[1]);
}

#[tokio::test]
async fn workspaces_that_begin_at_once_under_one_name_have_addresses_of_their_own() {
    let app = TestApp::builder().without_workers().start().await;
    let api = app.api();
    let begin = (0..8).map(|n| {
        let body = json!({ "email": format!("founder{n}@x.example"), "password": "long enough", "name": "X", "workspace": "Same Name" });
        api.post("/auth/register", body)
    });
    let replies = futures_util::future::join_all(begin.collect::<Vec<_>>()).await;
    let slugs: std::collections::HashSet<String> =
        replies.into_iter().map(|reply| reply.ok(201)["tenant"]["slug"].as_str().unwrap().to_owned()).collect();
    assert_eq!(slugs.len(), 8, "{slugs:?}");
}
