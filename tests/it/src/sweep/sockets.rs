//! The same over WebSocket.

use crate::seed::Seed;
use serde_json::{Value, json};
use testkit::{Session, Socket, TestApp};

fn path(ticket: &str) -> String {
    format!("/api/v1/realtime?ticket={ticket}")
}

async fn reply(staff: &Session, seed: &Seed, content: &str) {
    staff.post(&format!("/conversations/{}/messages", seed.conversation), json!({ "content": content })).await.ok(201);
}

#[tokio::test]
async fn a_socket_receives_its_own_tenants_frames_only() {
    let app = TestApp::builder().without_workers().start().await;
    let a = Seed::plant(&app, "Aardvark").await;
    let b = Seed::plant(&app, "Badger").await;
    let (mut of_a, mut of_b) = (a.owner.socket(None).await, b.owner.socket(Some(0)).await);
    let mut stranger = b.visitor.socket(Some(0)).await;
    a.visitor.say("Do the Aardvark keys open it?").await;
    reply(&a.owner, &a, "Aardvark keys do").await;
    a.visitor.post("/widget/typing", json!({ "typing": true })).await.expect(204);
    of_a.until("the reply", |f| f["data"]["content"] == "Aardvark keys do").await;
    of_a.frame("typing").await;
    // What is on its way to the others comes before the answer to a ping, and before a message of their own.
    reply(&b.owner, &b, "The last one").await;
    for (socket, whose) in [(&mut of_b, "staff"), (&mut stranger, "a visitor")] {
        let frames = socket.until("its own message", |f| f["data"]["content"] == "The last one").await;
        let frames = [frames, socket.flush().await].concat();
        for mark in a.marks() {
            assert!(!json!(frames).to_string().contains(&mark), "{whose} of another tenant received {mark}");
        }
    }
}

#[tokio::test]
async fn typing_about_another_tenants_conversation_reaches_nobody_there() {
    let app = TestApp::builder().without_workers().start().await;
    let a = Seed::plant(&app, "Aardvark").await;
    let b = Seed::plant(&app, "Badger").await;
    let mut of_a = a.owner.socket(None).await;
    let mut visitor = a.visitor.socket(Some(0)).await;
    let mut of_b = b.owner.socket(None).await;
    of_b.send(&json!({ "type": "typing", "data": { "conversation_id": a.conversation, "typing": true } })).await;
    of_b.flush().await;
    for socket in [&mut of_a, &mut visitor] {
        let frames = socket.flush().await;
        assert!(!frames.iter().any(|f| f["type"] == "typing"), "{frames:#?}");
    }
}

#[tokio::test]
async fn a_ticket_is_good_once_for_thirty_seconds_and_for_its_own_kind() {
    let app = TestApp::builder().without_workers().start().await;
    let a = Seed::plant(&app, "Aardvark").await;
    let status = async |path: &str, origin: Option<&str>| Socket::connect(app.address, path, origin).await.err().unwrap_or(101);
    let used = a.owner.ticket().await;
    assert_eq!(status(&path(&used), None).await, 101);
    assert_eq!(status(&path(&used), None).await, 401, "used");
    let late = a.owner.ticket().await;
    app.advance(chrono::Duration::seconds(31));
    assert_eq!(status(&path(&late), None).await, 401, "expired");
    for junk in ["", "junk", "AAAA", &"A".repeat(10_000)] {
        assert_eq!(status(&path(junk), None).await, 401, "{junk:.20}");
    }
    assert_eq!(status(&path(&a.visitor.ticket().await), None).await, 401, "a visitor's");
    let widget = |ticket: &str| format!("/api/v1/widget/realtime?ticket={ticket}");
    assert_eq!(status(&widget(&a.owner.ticket().await), None).await, 401, "staff's");
    let used = a.visitor.ticket().await;
    assert_eq!(status(&widget(&used), None).await, 101);
    assert_eq!(status(&widget(&used), None).await, 401, "used");
}

#[tokio::test]
async fn pages_of_other_origins_may_not_connect() {
    let app = TestApp::builder().without_workers().start().await;
    let a = Seed::plant(&app, "Aardvark").await;
    let status = async |path: &str, origin: &str| Socket::connect(app.address, path, Some(origin)).await.err().unwrap_or(101);
    assert_eq!(status(&path(&a.owner.ticket().await), "https://evil.example").await, 403);
    assert_eq!(status(&path(&a.owner.ticket().await), "null").await, 403);
    let own = format!("http://{}", app.address);
    assert_eq!(status(&path(&a.owner.ticket().await), &own).await, 101);
    let origins = json!({ "allowed_origins": ["https://www.aardvark.example"] });
    a.owner.patch(&format!("/chatbots/{}", a.chatbot), origins).await.ok(200);
    let widget = |ticket: &str| format!("/api/v1/widget/realtime?ticket={ticket}");
    assert_eq!(status(&widget(&a.visitor.ticket().await), "https://evil.example").await, 403);
    assert_eq!(status(&widget(&a.visitor.ticket().await), "https://www.aardvark.example").await, 101);
    for (method, path, body) in [("GET", "config", Value::Null), ("POST", "sessions", json!({}))] {
        let request =
            app.api().request(method.parse().unwrap(), &format!("/widget/{}/{path}", a.key)).header("origin", "https://evil.example");
        let request = if body.is_null() { request } else { request.json(&body) };
        assert_eq!(app.api().send(request).await.problem(403), "origin_not_allowed");
    }
}

#[tokio::test]
async fn what_a_removed_member_has_open_ends() {
    let app = TestApp::builder().without_workers().start().await;
    let a = Seed::plant(&app, "Aardvark").await;
    let (mut socket, mut owners) = (a.agent.socket(None).await, a.owner.socket(None).await);
    let ticket = a.agent.ticket().await;
    a.owner.delete(&format!("/members/{}", a.agent.user_id)).await.expect(204);
    reply(&a.owner, &a, "Behind their back").await;
    let mut seen = Vec::new();
    while let Some(frame) = socket.next().await {
        seen.push(frame);
    }
    assert!(!json!(seen).to_string().contains("Behind their back"), "{seen:#?}");
    owners.until("the reply", |f| f["data"]["content"] == "Behind their back").await;
    assert_eq!(Socket::connect(app.address, &path(&ticket), None).await.err(), Some(401), "a ticket from before");
    // The access token would be good for some minutes, and opens nothing.
    let late = a.agent.post(&format!("/conversations/{}/messages", a.conversation), json!({ "content": "Still me" })).await;
    assert_eq!(late.problem(401), "no_workspace");
    assert_eq!(a.agent.post(&format!("/messages/{}/accept", a.suggestion), Value::Null).await.problem(401), "no_workspace");
}
