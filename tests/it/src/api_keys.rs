//! API keys: what they open and what they do not, and how they end.

use crate::sweep::NEVER;
use chrono::Duration;
use kernel::{Permission, Role};
use serde_json::{Value, json};
use testkit::{Api, Reply, Session, TestApp, wait_until};

/// Makes a key; gives its client and what was shown.
async fn key(app: &TestApp, by: &Session, body: Value) -> (Api, Value) {
    let mut wanted = json!({ "name": "Shop", "scopes": ["contacts:read", "conversations:read", "conversations:write"] });
    for (name, value) in body.as_object().unwrap() {
        wanted[name] = value.clone();
    }
    let shown = by.post("/api-keys", wanted).await.ok(201);
    (app.api().with_token(shown["secret"].as_str().unwrap()), shown)
}

async fn as_from(api: &Api, address: &str, path: &str) -> Reply {
    api.send(api.request(reqwest::Method::GET, path).header("x-forwarded-for", address)).await
}

#[tokio::test]
async fn a_key_opens_what_its_scopes_say_and_is_shown_once() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let (client, shown) = key(&app, &owner, json!({})).await;
    let secret = shown["secret"].as_str().unwrap();
    assert!(secret.starts_with(shown["prefix"].as_str().unwrap()) && secret.starts_with("ds_live_") && secret.len() == 58);
    client.get("/contacts").await.expect(200);
    assert_eq!(client.get("/knowledge/documents").await.problem(403), "forbidden");
    assert_eq!(client.post("/chatbots", json!({ "name": "x" })).await.problem(403), "forbidden");
    // A person's own things are nobody's here, and it says so.
    for path in ["/users/me", "/users/me/tenants", "/auth/sessions", "/conversations?assignee=me"] {
        assert_eq!(client.get(path).await.problem(403), "person_needed", "{path}");
    }
    assert_eq!(client.post("/realtime/tickets", Value::Null).await.problem(403), "person_needed");

    let listed = owner.get("/api-keys").await;
    assert!(!listed.text.contains(secret) && !listed.text.contains("hash"), "{}", listed.text);
    let log = owner.get("/audit-log").await;
    assert!(log.text.contains("api_key.created") && !log.text.contains(secret));
    let mut superuser = app.superuser().await;
    let rows: Vec<String> = sqlx::query_scalar("SELECT api_keys::text FROM api_keys").fetch_all(&mut superuser).await.unwrap();
    assert!(rows.len() == 1 && !rows[0].contains(&secret[8..]), "only the hash is kept");
}

#[tokio::test]
async fn what_a_key_does_is_told_as_the_keys() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let (client, shown) = key(
        &app,
        &owner,
        json!({ "name": "Web shop", "scopes": ["conversations:write", "conversations:read", "tenant:write", "chatbots:write"] }),
    )
    .await;
    let opened = client.post("/conversations", json!({ "contact": { "email": "c@x.example" }, "content": "Hello" })).await.ok(201);
    let path = format!("/conversations/{}/messages", opened["id"].as_str().unwrap());
    let sent = client.post(&path, json!({ "content": "Your order is on its way." })).await.ok(201);
    assert_eq!((&sent["sender"]["kind"], &sent["sender"]["name"]), (&json!("staff"), &json!("Web shop")));
    client.patch("/tenant", json!({ "name": "Northwind Motors" })).await.ok(200);
    let entry = owner.get("/audit-log?action=tenant.changed").await.list().remove(0);
    assert_eq!(entry["actor"], json!({ "kind": "api_key", "id": shown["id"], "name": "Web shop" }));
    let event = owner.get("/events?type=message.created&limit=1").await.list().remove(0);
    assert_eq!(event["actor"], json!({ "kind": "api_key", "id": shown["id"], "name": "Web shop" }));
    let event = owner.get("/events?type=conversation.created&limit=1").await.list().remove(0);
    assert_eq!(event["actor"]["kind"], json!("api_key"), "{event}");
}

#[tokio::test]
async fn nobody_makes_a_key_that_may_more_than_they_and_no_key_makes_keys() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let agent = app.member(&owner, "agent").await;
    assert_eq!(agent.get("/api-keys").await.problem(403), "forbidden");
    let role = json!({ "name": "Integrator", "base": "agent", "permissions": ["api_keys:read", "api_keys:write"] });
    let role = owner.post("/roles", role).await.ok(201)["id"].clone();
    let path = format!("/members/{}", agent.user_id);
    owner.patch(&path, json!({ "role": "agent", "role_id": role })).await.ok(200);
    key(&app, &agent, json!({})).await;
    let more = json!({ "name": "More", "scopes": ["members:write"] });
    assert_eq!(agent.post("/api-keys", more.clone()).await.problem(403), "forbidden");
    let strong = key(&app, &owner, more).await.1["id"].as_str().unwrap().to_owned();
    assert_eq!(agent.post(&format!("/api-keys/{strong}/rotate"), json!({})).await.problem(403), "forbidden", "rotating shows the secret");
    assert_eq!(agent.patch(&format!("/api-keys/{strong}"), json!({ "name": "Mine" })).await.problem(403), "forbidden");
    for never in NEVER {
        let reply = owner.post("/api-keys", json!({ "name": "x", "scopes": [never] })).await;
        assert_eq!((reply.problem(422), reply.json["errors"][0]["field"].as_str()), ("invalid", Some("scopes")));
    }
    // One that may add members adds none above itself.
    let everything: Vec<&str> = Role::Admin.permissions().iter().map(Permission::as_str).filter(|name| !NEVER.contains(name)).collect();
    let (client, _) = key(&app, &owner, json!({ "scopes": everything })).await;
    for (role, status) in [("viewer", 201), ("supervisor", 201), ("owner", 403)] {
        let member = json!({ "email": format!("{role}@x.example"), "name": "X", "role": role, "password": "long enough" });
        client.post("/members", member).await.expect(status);
    }
    // Unknown fields, such as a role or a user, raise nobody.
    let sneaky = json!({ "name": "x", "scopes": ["ai:read"], "role": "owner", "permissions": ["members:write"], "hash": "00", "tenant_id": uuid::Uuid::nil() });
    let made = owner.post("/api-keys", sneaky).await.ok(201);
    assert_eq!(made["scopes"], json!(["ai:read"]));
}

#[tokio::test]
async fn a_revoked_key_is_refused_at_once_in_every_process() {
    let app = TestApp::builder().without_workers().start().await;
    let other = app.beside().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let (here, shown) = key(&app, &owner, json!({})).await;
    let there = other.api().with_token(shown["secret"].as_str().unwrap());
    let path = format!("/api-keys/{}", shown["id"].as_str().unwrap());
    here.get("/contacts").await.expect(200);
    there.get("/contacts").await.expect(200);
    // Less from one moment to the next.
    owner.patch(&path, json!({ "scopes": ["conversations:read"] })).await.ok(200);
    assert_eq!(here.get("/contacts").await.problem(403), "forbidden");
    wait_until("the other process hears of the scopes", || async { (there.get("/contacts").await.status == 403).then_some(()) }).await;
    owner.delete(&path).await.expect(204);
    assert_eq!(here.get("/conversations").await.problem(401), "api_key_revoked");
    wait_until("the other process hears of the end", || async { (there.get("/conversations").await.status == 401).then_some(()) }).await;
    owner.delete(&path).await.expect(204);
    assert_eq!(owner.patch(&path, json!({ "name": "x" })).await.problem(409), "api_key_inactive");
    assert_eq!(owner.post(&format!("{path}/rotate"), json!({})).await.problem(409), "api_key_inactive");
    assert_eq!(owner.get(&path).await.ok(200)["status"], "revoked");
}

#[tokio::test]
async fn a_long_poll_of_a_key_ends_with_the_key() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let (client, shown) = key(&app, &owner, json!({})).await;
    let opened = client.post("/conversations", json!({ "contact": { "email": "c@x.example" }, "content": "Hello" })).await.ok(201);
    let wait = format!("/conversations/{}/messages?since=100&wait=30", opened["id"].as_str().unwrap());
    let began = std::time::Instant::now();
    let revoke = async {
        wait_until("the poll waits", || async { (app.app.hub.tenants().contains(&owner.tenant_id)).then_some(()) }).await;
        owner.delete(&format!("/api-keys/{}", shown["id"].as_str().unwrap())).await.expect(204);
    };
    let (reply, ()) = tokio::join!(client.get(&wait), revoke);
    assert!(began.elapsed().as_secs() < 25, "it did not wait to its end");
    assert!(reply.status == 401 || reply.json["data"] == json!([]), "{}", reply.text);
}

#[tokio::test]
async fn a_rotated_key_overlaps_for_as_long_as_chosen() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let (first, shown) = key(&app, &owner, json!({})).await;
    let path = format!("/api-keys/{}/rotate", shown["id"].as_str().unwrap());
    let rotated = async |body| {
        let shown = owner.post(&path, body).await.ok(200);
        (app.api().with_token(shown["secret"].as_str().unwrap()), shown)
    };
    let (second, after) = rotated(json!({ "overlap_hours": 2 })).await;
    assert_ne!(after["prefix"], shown["prefix"]);
    first.get("/contacts").await.expect(200);
    second.get("/contacts").await.expect(200);
    app.advance(Duration::hours(2));
    assert_eq!(first.get("/contacts").await.problem(401), "api_key_expired");
    second.get("/contacts").await.expect(200);
    let owner = app.login(&owner.email).await;
    let path = format!("/api-keys/{}/rotate", shown["id"].as_str().unwrap());
    let third = owner.post(&path, json!({ "overlap_hours": 0 })).await.ok(200);
    assert_eq!(second.get("/contacts").await.problem(401), "invalid_api_key");
    app.api().with_token(third["secret"].as_str().unwrap()).get("/contacts").await.expect(200);
    assert_eq!(owner.post(&path, json!({ "overlap_hours": 169 })).await.problem(422), "invalid");
}

#[tokio::test]
async fn a_key_ends_by_itself_and_comes_from_where_it_may() {
    let app = TestApp::builder().without_workers().with_settings(|s| s.edge.trusted_proxies = Some("127.0.0.1".into())).start().await;
    let owner = app.register("Northwind").await;
    let expires_at = app.now() + Duration::days(1);
    let (client, _) =
        key(&app, &owner, json!({ "expires_at": expires_at, "allowed_addresses": ["203.0.113.0/24", "2001:db8::/32"] })).await;
    as_from(&client, "203.0.113.9", "/contacts").await.expect(200);
    as_from(&client, "2001:db8::9", "/contacts").await.expect(200);
    as_from(&client, "::ffff:203.0.113.9", "/contacts").await.expect(200);
    for elsewhere in ["198.51.100.1", "203.0.113.9, 198.51.100.1", "junk"] {
        assert_eq!(as_from(&client, elsewhere, "/contacts").await.problem(403), "address_not_allowed", "{elsewhere}");
    }
    app.advance(Duration::days(1));
    assert_eq!(as_from(&client, "203.0.113.9", "/contacts").await.problem(401), "api_key_expired");
    let owner = app.login(&owner.email).await;
    assert_eq!(owner.get("/api-keys").await.list()[0]["status"], "expired");
    let reply = owner.post("/api-keys", json!({ "name": "x", "scopes": ["ai:read"], "expires_at": "2020-01-01T00:00:00Z" })).await;
    assert_eq!(reply.json["errors"][0]["field"], "expires_at", "{}", reply.text);
}

#[tokio::test]
async fn the_last_use_is_written_once_a_minute() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let (client, shown) = key(&app, &owner, json!({})).await;
    let path = format!("/api-keys/{}", shown["id"].as_str().unwrap());
    let used = async || owner.get(&path).await.ok(200)["last_used_at"].clone();
    assert_eq!(used().await, Value::Null);
    let first = app.now();
    client.get("/contacts").await.expect(200);
    wait_until("the first use is written", || async { (used().await != Value::Null).then_some(()) }).await;
    app.advance(Duration::seconds(30));
    client.get("/contacts").await.expect(200);
    app.advance(Duration::seconds(31));
    let second = app.now();
    client.get("/contacts").await.expect(200);
    let at = |time: &Value| time.as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    wait_until("the later use is written", || async { (at(&used().await) == second).then_some(()) }).await;
    assert!(first < second);
    assert_eq!(owner.get(&path).await.ok(200)["last_used_address"], "127.0.0.1");
}

#[tokio::test]
async fn keys_that_are_none_are_told_without_a_query() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let other = app.register("Southwind").await;
    let (_, shown) = key(&app, &owner, json!({})).await;
    let secret = shown["secret"].as_str().unwrap();
    let mut changed = secret.to_owned();
    changed.replace_range(20..21, if &secret[20..21] == "a" { "b" } else { "a" });
    for junk in ["ds_live_", "ds_live_x", "ds_test_abc", &changed, &secret[..57], &secret.to_uppercase()] {
        let reply = app.api().with_token(junk).get("/contacts").await;
        assert!(["invalid_api_key", "unauthenticated"].contains(&reply.problem(401)), "{junk}");
    }
    // Another workspace finds, changes and ends nothing.
    let path = format!("/api-keys/{}", shown["id"].as_str().unwrap());
    other.get(&path).await.expect(404);
    other.patch(&path, json!({ "name": "x" })).await.expect(404);
    other.post(&format!("{path}/rotate"), json!({})).await.expect(404);
    other.delete(&path).await.expect(404);
    assert_eq!(other.get("/api-keys").await.list().len(), 0);
}
