use super::{assert_orderly, assert_refused};
use crate::{
    operations::{Operation, operations},
    seed::Seed,
};
use serde_json::{Value, json};
use testkit::{Api, Reply, TestApp};

const JSON: &str = "application/json";
const MIB: usize = 1024 * 1024;

/// A body may be left out; then none is as good as an empty one.
const OPTIONAL: &[&str] =
    &["refresh", "logout", "accept_suggestion", "start_session", "rotate_api_key", "rotate_webhook_secret", "send_test_event"];

/// The client that may, so that nothing but the body can be wrong.
fn client(operation: &Operation, seed: &Seed, app: &TestApp) -> Api {
    match operation.security.as_deref() {
        Some("visitor") => seed.visitor.api.clone(),
        Some("operator") => seed.operator.api.clone(),
        Some(_) => seed.owner.api.clone(),
        None => app.api(),
    }
}

fn with_bodies(app: &TestApp) -> Vec<Operation> {
    let operations: Vec<_> = operations(app).into_iter().filter(|o| o.body.is_some()).collect();
    assert!(operations.len() > 15, "the document says which operations take a body");
    operations
}

/// A body that fits, so that what a test puts wrong is all that is wrong.
pub fn sample(operation: &str) -> Value {
    match operation {
        "register" => json!({ "email": "x@bad-input.example", "password": "long enough", "name": "X", "workspace": "X" }),
        "login" => json!({ "email": "x@bad-input.example", "password": "long enough" }),
        "add_member" => json!({ "email": "y@bad-input.example", "name": "Y", "role": "viewer", "password": "long enough" }),
        "resend_registration" => json!({ "registration": "none" }),
        "confirm_registration" | "verify_email" | "confirm_email_change" | "undo_email_change" => json!({ "token": "none" }),
        "forgot_password" => json!({ "email": "x@bad-input.example" }),
        "reset_password" => json!({ "token": "none", "password": "long enough" }),
        "change_password" => json!({ "current_password": "not this", "password": "long enough" }),
        "change_email" => json!({ "email": "x@bad-input.example", "password": "not this" }),
        "delete_account" => json!({ "password": "not this" }),
        "update_member" => json!({ "role": "viewer" }),
        "recover_webhook_endpoint" => json!({ "since": "2026-03-10T09:00:00Z" }),
        "replay_webhook_deliveries" => json!({ "endpoint_id": "00000000-0000-7000-8000-000000000000", "since": "2026-03-10T09:00:00Z" }),
        "create_webhook_endpoint" => json!({ "url": "https://hooks.bad-input.example/" }),
        "register_invited" => json!({ "token": "none", "name": "X", "password": "long enough" }),
        "read_invitation" | "accept_invitation" => json!({ "token": "none" }),
        "create_invitation" => json!({ "email": "z@bad-input.example", "role": "viewer" }),
        "create_role" => json!({ "name": "Role", "base": "viewer", "permissions": [] }),
        "set_availability" => json!({ "availability": "away" }),
        "transfer_ownership" => json!({ "user_id": uuid::Uuid::nil() }),
        "switch_tenant" => json!({ "tenant_id": uuid::Uuid::nil() }),
        "update_tenant" => json!({ "name": "Aardvark" }),
        "verify_second_factor" => json!({ "mfa_token": "none", "proof": { "kind": "totp", "code": "000000" } }),
        "begin_passkey_verification" => json!({ "mfa_token": "none" }),
        "login_with_passkey" | "add_passkey" => json!({ "credential": {} }),
        "rename_passkey" => json!({ "name": "Key" }),
        "confirm_totp" => json!({ "code": "000000" }),
        "create_team" => json!({ "name": "Team" }),
        "update_features" => json!({ "features": {} }),
        "delete_tenant" => json!({ "name": "Another" }),
        "verify_age" => json!({ "date_of_birth": "1990-02-28" }),
        "send_message" | "send_visitor_message" => json!({ "content": "Hello" }),
        "open_conversation" => json!({ "contact": {} }),
        "query_knowledge" => json!({ "question": "What?" }),
        "rate_suggestion" => json!({ "rating": 3 }),
        "create_chatbot" => json!({ "name": "Bot" }),
        "show_typing" | "show_visitor_typing" => json!({ "typing": true }),
        "mark_visitor_read" => json!({ "seq": 1 }),
        "assign_conversation" => json!({ "assignee_id": null }),
        "admin_suspend_tenant"
        | "admin_unsuspend_tenant"
        | "admin_suspend_user"
        | "admin_unsuspend_user"
        | "admin_end_sessions"
        | "admin_require_password_reset"
        | "admin_remove_factors"
        | "grant_operator"
        | "revoke_operator" => json!({ "reason": "A test of input" }),
        "impersonate" => json!({ "user_id": uuid::Uuid::nil(), "reason": "A test of input", "minutes": 5 }),
        "update_ai_budget" => json!({ "cap_micros": null }),
        _ => json!({}),
    }
}

async fn send(api: &Api, operation: &Operation, seed: &Seed, content_type: &str, body: impl Into<reqwest::Body>) -> Reply {
    api.raw(operation.method.clone(), &operation.path_to(seed), content_type, body).await
}

#[tokio::test]
async fn bodies_that_are_no_json_are_refused() {
    let app = TestApp::builder().without_workers().start().await;
    let seed = Seed::plant(&app, "Aardvark").await;
    let bodies: &[(&str, Vec<u8>, u16)] = &[
        ("malformed", b"{\"name\":".to_vec(), 400),
        ("two values", b"{} {}".to_vec(), 400),
        ("invalid UTF-8", b"{\"name\":\"\xff\xfe\"}".to_vec(), 400),
        ("a lone surrogate", br#"{"name":"\ud800"}"#.to_vec(), 400),
        ("deeper than anyone needs", "[".repeat(200_000).into_bytes(), 400),
        ("a list of lists", [b"[".repeat(100), b"]".repeat(100)].concat(), 422),
        ("a text", b"\"text\"".to_vec(), 422),
        ("a number", b"1e400".to_vec(), 400),
        ("null", b"null".to_vec(), 422),
    ];
    for operation in with_bodies(&app) {
        let api = client(&operation, &seed, &app);
        for (what, body, status) in bodies {
            let reply = send(&api, &operation, &seed, JSON, body.clone()).await;
            let what = format!("{} with {what}", operation.id);
            assert_refused(&reply, &what);
            // Some readers see the fault of type before the fault of form.
            assert!(reply.status == *status || [400, 422].contains(&reply.status), "{what}: {}", reply.text);
        }
        let empty = send(&api, &operation, &seed, JSON, Vec::new()).await;
        if OPTIONAL.contains(&operation.id.as_str()) {
            assert_orderly(&empty, &operation.id);
        } else {
            assert_refused(&empty, &format!("{} with nothing", operation.id));
        }
        let text = send(&api, &operation, &seed, "text/plain", "{\"name\":\"x\"}").await;
        assert_refused(&text, &operation.id);
        assert_eq!(text.status, 415, "{} as text/plain: {}", operation.id, text.text);
        let huge = format!("{{\"name\":\"{}\"}}", "x".repeat(MIB + 1));
        let reply = send(&api, &operation, &seed, JSON, huge).await;
        assert_refused(&reply, &format!("{} with too much", operation.id));
        assert_eq!(reply.status, 413, "{}: {}", operation.id, reply.text);
    }
}

#[tokio::test]
async fn fields_of_a_wrong_kind_are_refused() {
    let app = TestApp::builder().without_workers().start().await;
    let seed = Seed::plant(&app, "Aardvark").await;
    let strange = [
        json!({ "deep": [{}] }),
        json!([]),
        json!(-1),
        json!(0),
        json!(1.5e300),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(true),
        json!(""),
        json!(" \u{200b}\u{feff}\t"),
        json!("a\u{0}b"),
        json!("x".repeat(300_000)),
        json!("\u{202e}\u{1f4a9}\u{10ffff}"),
        json!("'; DROP TABLE users; --"),
        json!("00000000-0000-0000-0000-000000000000"),
        json!("9999999-99-99T99:99:99Z"),
        json!(null),
    ];
    for operation in with_bodies(&app) {
        let api = client(&operation, &seed, &app);
        let properties = operation.body.as_ref().and_then(|b| b["properties"].as_object()).cloned().unwrap_or_default();
        assert!(!properties.is_empty(), "{} says what its body has", operation.id);
        for property in properties.keys() {
            for value in &strange {
                let mut body = sample(&operation.id);
                body[property] = value.clone();
                let reply = api.json(operation.method.clone(), &operation.path_to(&seed), body).await;
                let shown: String = value.to_string().chars().take(40).collect();
                assert_orderly(&reply, &format!("{} with {property} = {shown}", operation.id));
            }
        }
    }
}

#[tokio::test]
async fn nested_fields_are_looked_at_as_well() {
    let app = TestApp::builder().without_workers().start().await;
    let seed = Seed::plant(&app, "Aardvark").await;
    let chatbot = format!("/chatbots/{}", seed.chatbot);
    for change in [
        json!({ "mode": "both" }),
        json!({ "colors": { "primary": "red", "on_primary": "#ffffff" } }),
        json!({ "colors": { "primary": "#12345\u{0}", "on_primary": "#ffffff" } }),
        json!({ "allowed_origins": ["javascript:alert(1)"] }),
        json!({ "allowed_origins": vec!["https://a.example"; 1_000] }),
        json!({ "business_hours": { "time_zone": "Mars/Olympus", "days": [] } }),
        json!({ "business_hours": { "time_zone": "Europe/Oslo", "days": [{ "day": "mon", "opens": "25:00", "closes": "26:00" }] } }),
        json!({ "business_hours": { "time_zone": "Europe/Oslo", "days": [{ "day": "someday", "opens": "09:00", "closes": "10:00" }] } }),
    ] {
        assert_refused(&seed.owner.patch(&chatbot, change.clone()).await, &change.to_string());
    }
    for contact in
        [json!({ "email": "not an address" }), json!({ "name": "" }), json!({ "email": "a\u{0}@x.example" }), json!([]), json!(null)]
    {
        assert_refused(&seed.owner.post("/conversations", json!({ "contact": contact })).await, &contact.to_string());
    }
    let name = json!({ "contact": { "name": "nul\u{0}" }, "content": "x" });
    assert_refused(&seed.owner.post("/conversations", name).await, "a name with U+0000");
    let member = json!({ "email": "z@bad-input.example", "name": "Z", "role": "emperor", "password": "long enough" });
    assert_refused(&seed.owner.post("/members", member).await, "a role that is none");
}

#[tokio::test]
async fn a_bad_message_does_not_take_others_with_it() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Aardvark").await;
    let visitor = app.visitor(&owner).await;
    // They arrive together and share a transaction.
    let sends = (0..40).map(|n| {
        let content = if n % 4 == 0 { format!("bad \u{0} {n}") } else { format!("good {n}") };
        visitor.post("/widget/messages", json!({ "content": content, "client_id": format!("c{n}") }))
    });
    for (n, reply) in futures_util::future::join_all(sends.collect::<Vec<_>>()).await.into_iter().enumerate() {
        if n % 4 == 0 {
            assert_refused(&reply, "a message with U+0000");
        } else {
            reply.expect(201);
        }
    }
    assert_eq!(visitor.messages().await.len(), 30);
}

#[tokio::test]
async fn uploads_that_are_no_uploads_are_refused() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Aardvark").await;
    let upload = |content_type: &'static str, body: Vec<u8>| owner.raw(reqwest::Method::POST, "/knowledge/documents", content_type, body);
    for (what, content_type, body, status) in [
        ("no form", "text/plain", b"hello".to_vec(), 415),
        ("JSON", JSON, b"{}".to_vec(), 415),
        ("no boundary", "multipart/form-data", b"hello".to_vec(), 415),
        ("no part", "multipart/form-data; boundary=x", b"--x--\r\n".to_vec(), 422),
        (
            "an unfinished part",
            "multipart/form-data; boundary=x",
            b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhello".to_vec(),
            400,
        ),
        ("nonsense", "multipart/form-data; boundary=x", b"\xff\xfe\x00".to_vec(), 400),
        (
            "another field",
            "multipart/form-data; boundary=x",
            b"--x\r\nContent-Disposition: form-data; name=\"elif\"\r\n\r\nhello\r\n--x--\r\n".to_vec(),
            422,
        ),
    ] {
        let reply = upload(content_type, body).await;
        assert_refused(&reply, what);
        assert_eq!(reply.status, status, "{what}: {}", reply.text);
    }
    // Names are text like any other.
    for name in ["../../etc/passwd", "a\u{0}b.txt", &"long".repeat(5_000), "\u{202e}txt.exe", ""] {
        let reply = owner.upload(name, format!("Some words in a file named {}.", name.len()).as_bytes()).await;
        assert_orderly(&reply, &format!("a file named {name:.40}"));
    }
}
