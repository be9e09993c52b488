//! Sign-in at OpenID Connect providers, over a provider that speaks the real wire format.

mod accounts;
mod attacks;
mod workspaces;

use serde_json::{Value, json};
use testkit::{
    Session, TestApp,
    openid::{Browser, CLIENT_ID, CLIENT_SECRET, Provider},
};

/// An app whose installation offers a provider named `corp`.
async fn app() -> (TestApp, Provider) {
    Provider::installed("corp", TestApp::builder().without_workers()).await
}

/// The address of somebody's account becomes a confirmed one.
async fn confirm(app: &TestApp, email: &str) {
    let done = sqlx::query("UPDATE users SET email_verified_at = now() WHERE email = $1")
        .bind(email)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    assert_eq!(done.rows_affected(), 1);
}

/// A provider of a workspace's own.
async fn own_provider(app: &TestApp, owner: &Session, more: Value) -> (Provider, String) {
    let provider = Provider::start(app).await;
    let mut body = json!({ "label": "Own", "issuer": provider.issuer, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET });
    for (name, value) in more.as_object().unwrap() {
        body[name.as_str()] = value.clone();
    }
    let id = owner.post("/identity-providers", body).await.ok(201)["id"].as_str().unwrap().to_owned();
    (provider, id)
}

/// Links the account at the provider to a signed-in person's.
async fn link(browser: &Browser, session: &Session, provider: &Provider, key: &str) -> String {
    let body = json!({ "provider": key, "from": "/settings/security" });
    let reply = browser.send(reqwest::Method::POST, "/auth/identities", Some(&session.token), body).await;
    let url = reply.ok(200)["url"].as_str().unwrap().to_owned();
    assert!(url.starts_with(&provider.issuer));
    browser.come_back(&browser.at_provider(&url).await).await
}
