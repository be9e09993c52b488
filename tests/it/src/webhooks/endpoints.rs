use super::{endpoint, happen, path};
use serde_json::json;
use testkit::{Sink, TestApp};

#[tokio::test]
async fn secrets_and_headers_are_shown_once_or_never() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let sink = Sink::start(&app).await;
    let body = json!({ "url": sink.url(), "event_types": ["catalogue.changed"], "headers": { "Authorization": "Bearer open-sesame", "X-Env": "live" } });
    let made = owner.post("/webhooks/endpoints", body).await.ok(201);
    let secret = made["secret"].as_str().unwrap();
    assert!(secret.starts_with("whsec_"));
    let shown =
        [owner.get("/webhooks/endpoints").await.text, owner.get(&path(&made)).await.text, owner.get("/audit-log").await.text].concat();
    assert!(!shown.contains(secret) && !shown.contains("open-sesame"));
    assert_eq!(owner.get(&path(&made)).await.ok(200)["header_names"], json!(["authorization", "x-env"]));
    happen(&app, &owner).await;
    let hook = sink.hooks(1).await.remove(0);
    assert_eq!((hook.header("authorization"), hook.header("x-env")), ("Bearer open-sesame", "live"));
    let mut superuser = app.superuser().await;
    let kept: String = sqlx::query_scalar("SELECT w::text FROM webhook_endpoints w").fetch_one(&mut superuser).await.unwrap();
    assert!(!kept.contains(&secret[6..]) && !kept.contains("open-sesame"));
}

#[tokio::test]
async fn addresses_headers_and_types_are_checked() {
    let app = TestApp::builder().without_workers().with_settings(|settings| settings.private_hosts = None).start().await;
    let owner = app.register("Northwind").await;
    for (body, field) in [
        (json!({ "url": "http://hooks.example.com/" }), "url"),
        (json!({ "url": "https://127.0.0.1/" }), "url"),
        (json!({ "url": "https://0x7f.1/" }), "url"),
        (json!({ "url": "https://[::ffff:10.0.0.1]/" }), "url"),
        (json!({ "url": "https://169.254.169.254/latest/meta-data" }), "url"),
        (json!({ "url": "https://user:pass@hooks.example.com/" }), "url"),
        (json!({ "url": "not an address" }), "url"),
        (json!({ "url": "https://hooks.example.com/", "headers": { "webhook-id": "x" } }), "headers"),
        (json!({ "url": "https://hooks.example.com/", "headers": { "x": "a\r\nb: c" } }), "headers"),
        (json!({ "url": "https://hooks.example.com/", "event_types": ["message.written"] }), "event_types"),
        (json!({ "url": "https://hooks.example.com/", "rate_limit": 0 }), "rate_limit"),
    ] {
        let reply = owner.post("/webhooks/endpoints", body.clone()).await;
        assert_eq!(reply.problem(422), "invalid", "{body}");
        assert_eq!(reply.json["errors"][0]["field"], field, "{body}: {}", reply.text);
    }
    let fine = owner.post("/webhooks/endpoints", json!({ "url": "https://Hooks.Example.com/in#part" })).await.ok(201);
    assert_eq!(fine["url"], "https://hooks.example.com/in");
    let moved = owner.patch(&path(&fine), json!({ "url": "https://10.0.0.1/" })).await;
    assert_eq!(moved.json["errors"][0]["code"], "internal_address");
}

#[tokio::test]
async fn a_workspace_has_twenty_endpoints_at_the_most() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let sink = Sink::start(&app).await;
    for _ in 0..20 {
        endpoint(&owner, &sink).await;
    }
    let more = owner.post("/webhooks/endpoints", json!({ "url": sink.url() })).await;
    assert_eq!(more.problem(409), "too_many_endpoints");
}
