//! Real time: what is missed is caught up, in order and once; the slow do not hurt the quick.

use serde_json::{Value, json};
use std::time::Duration;
use testkit::{Session, TestApp, Visitor};

async fn talk(app: &TestApp, workspace: &str) -> (Session, Visitor, String) {
    let owner = app.register(workspace).await;
    let visitor = app.visitor(&owner).await;
    let message = visitor.say("Message 1").await;
    let path = format!("/conversations/{}", message["conversation_id"].as_str().unwrap());
    (owner, visitor, path)
}

fn seqs(frames: &[Value]) -> Vec<i64> {
    frames.iter().filter_map(|f| f["seq"].as_i64()).collect()
}

#[tokio::test]
async fn staff_hear_of_everything_as_it_happens() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let mut socket = owner.socket(None).await;
    let hello = socket.next().await.unwrap();
    assert_eq!(hello["type"], "hello");
    assert_eq!(hello["data"]["heartbeat_seconds"], 25);
    let visitor = app.visitor(&owner).await;
    visitor.say("Hello").await;
    let frames = socket.until("the message", |f| f["type"] == "message.created").await;
    assert!(frames.iter().any(|f| f["type"] == "conversation.created"));
    visitor.post("/widget/typing", json!({ "typing": true })).await.expect(204);
    assert_eq!(socket.frame("typing").await["data"]["sender"]["kind"], "customer");
    socket.send(&json!({ "type": "ping" })).await;
    socket.frame("pong").await;
    // Words that it does not know are no reason to hang up.
    for text in ["", "null", "[]", "{\"type\":7}", "{\"type\":\"dance\"}", "{\"type\":\"typing\",\"data\":{\"conversation_id\":7}}"] {
        socket.send_text(text).await;
    }
    socket.send(&json!({ "type": "ping" })).await;
    socket.frame("pong").await;
}

#[tokio::test]
async fn who_comes_back_receives_exactly_what_was_missed() {
    let app = TestApp::builder().without_workers().start().await;
    let (owner, visitor, path) = talk(&app, "Northwind").await;
    let mut socket = owner.socket(None).await;
    let seen = socket.next().await.unwrap()["seq"].as_i64().unwrap();
    socket.close().await;
    for n in 2..=9 {
        visitor.say(&format!("Message {n}")).await;
        owner.post(&format!("{path}/messages"), json!({ "content": format!("Note {n}"), "private": true })).await.ok(201);
    }
    let mut again = owner.socket(Some(seen)).await;
    let now = again.next().await.unwrap()["seq"].as_i64().unwrap();
    visitor.say("Message 10").await;
    let frames = again.until("the last message", |f| f["data"]["content"] == "Message 10").await;
    let got = seqs(&frames);
    assert_eq!(got, (seen + 1..=got[got.len() - 1]).collect::<Vec<_>>(), "dense and in order across the gap at {now}");
    let contents: Vec<&str> = frames
        .iter()
        .filter(|f| f["type"] == "message.created")
        .map(|f| f["data"]["content"].as_str().unwrap())
        .filter(|c| c.starts_with("Message"))
        .collect();
    assert_eq!(contents, (2..=10).map(|n| format!("Message {n}")).collect::<Vec<_>>());
}

#[tokio::test]
async fn who_was_away_for_too_long_is_told_to_load_anew() {
    let app = TestApp::builder().without_workers().start().await;
    let (owner, visitor, _) = talk(&app, "Northwind").await;
    let mut superuser = app.superuser().await;
    // More than is ever replayed, written beside the program.
    sqlx::query(
        "WITH moved AS (UPDATE tenants SET event_seq = event_seq + 1500 WHERE tenant_id = $1 RETURNING event_seq)
         INSERT INTO events (tenant_id, seq, id, kind, audience, data, created_at)
         SELECT $1, m.event_seq - 1500 + n, gen_random_uuid(), 'test', 'staff', '{}', now() FROM moved m, generate_series(1, 1500) n",
    )
    .bind(owner.tenant_id)
    .execute(&mut superuser)
    .await
    .unwrap();
    for after in [0, 1_000_000_000, i64::MAX, i64::MIN] {
        let mut socket = owner.socket(Some(after)).await;
        assert_eq!(socket.next().await.unwrap()["type"], "hello");
        assert_eq!(socket.next().await.unwrap()["type"], "resync", "after {after}");
        visitor.say("Still here").await;
        socket.frame("message.created").await;
    }
    for after in [1_000, i64::MAX, i64::MIN] {
        let mut socket = visitor.socket(Some(after)).await;
        assert_eq!(socket.next().await.unwrap()["type"], "hello");
        assert_eq!(socket.next().await.unwrap()["type"], "resync", "after {after}");
    }
}

#[tokio::test]
async fn a_visitor_catches_up_as_well() {
    let app = TestApp::builder().without_workers().start().await;
    let (owner, visitor, path) = talk(&app, "Northwind").await;
    owner.post(&format!("{path}/messages"), json!({ "content": "Answer", "private": false })).await.ok(201);
    owner.post(&format!("{path}/messages"), json!({ "content": "Note", "private": true })).await.ok(201);
    visitor.say("Message 4").await;
    let mut socket = visitor.socket(Some(1)).await;
    let frames = socket.until("the last message", |f| f["data"]["content"] == "Message 4").await;
    let messages: Vec<i64> = frames.iter().filter(|f| f["type"] == "message.created").map(|f| f["seq"].as_i64().unwrap()).collect();
    assert_eq!(messages, [2, 4], "the note's number is left out");
    let state = socket.frame("conversation.updated").await;
    assert_eq!(state["data"]["assignee_name"], json!(owner.name));
    assert!(state["data"].get("contact").is_none() && state["data"].get("priority").is_none(), "staff's view is not for visitors: {state}");
    owner.post(&format!("{path}/typing"), json!({ "typing": true })).await.expect(204);
    let typing = socket.frame("typing").await;
    assert_eq!(typing["data"]["sender"], json!({ "kind": "staff", "name": owner.name }));
}

#[tokio::test]
async fn a_long_poll_returns_when_something_arrives() {
    let app = TestApp::builder().without_workers().start().await;
    let (owner, visitor, path) = talk(&app, "Northwind").await;
    let (staff_path, visitor_path) = (format!("{path}/messages?since=1&wait=30"), "/widget/messages?since=1&wait=30");
    let began = tokio::time::Instant::now();
    let write = async {
        // Both polls are under way by then; if one is not, it finds the message at once, and that is right as well.
        tokio::time::sleep(Duration::from_millis(200)).await;
        owner.post(&format!("{path}/messages"), json!({ "content": "There" })).await.ok(201);
    };
    let (staff, customer, ()) = tokio::join!(owner.get(&staff_path), visitor.get(visitor_path), write);
    for reply in [staff, customer] {
        let messages = reply.list();
        assert_eq!(messages.len(), 1);
        assert_eq!(messages[0]["content"], "There");
    }
    assert!(began.elapsed() < Duration::from_secs(20), "the polls did not wait for their end");
    let nothing = visitor.get("/widget/messages?since=99&wait=1").await;
    assert_eq!(nothing.json["conversation"]["status"], "open");
    assert!(nothing.list().is_empty());
}

#[tokio::test]
async fn a_reader_that_stops_reading_hurts_nobody() {
    let app = TestApp::builder().without_workers().start().await;
    let (owner, visitor, path) = talk(&app, "Northwind").await;
    let _stuck = owner.socket(None).await;
    let mut quick = owner.socket(None).await;
    // Long messages fill the stuck reader's buffers.
    let long = "x".repeat(9_000);
    let last = 700;
    let writing = async {
        for n in 0..last {
            owner.post(&format!("{path}/messages"), json!({ "content": format!("{n} {long}") })).await.ok(201);
        }
    };
    let end = format!("{} ", last - 1);
    let reading = quick.until("the last message", |f| f["data"]["content"].as_str().is_some_and(|c| c.starts_with(&end)));
    let ((), frames) = tokio::join!(writing, reading);
    let got = frames.iter().filter(|f| f["type"] == "message.created").count();
    assert_eq!(got, last, "the quick reader has every message");
    assert_eq!(visitor.messages().await.len(), 50, "and the first page of a visitor is as ever");
}

#[tokio::test]
async fn presence_comes_and_goes_with_the_sockets() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let agent = app.member(&owner, "agent").await;
    let mut socket = owner.socket(None).await;
    let of_agent = agent.socket(None).await;
    let came = socket.until("the agent", |f| f["type"] == "presence" && f["data"]["user_id"] == json!(agent.user_id)).await;
    assert_eq!(came.last().unwrap()["data"]["online"], true);
    let presence = |members: Vec<Value>| members.into_iter().find(|m| m["user_id"] == json!(agent.user_id)).unwrap()["presence"].clone();
    assert_eq!(presence(owner.get("/members").await.list()), "online");
    of_agent.close().await;
    let went = socket.until("the agent's leaving", |f| f["type"] == "presence" && f["data"]["user_id"] == json!(agent.user_id)).await;
    assert_eq!(went.last().unwrap()["data"]["online"], false);
    assert_eq!(presence(owner.get("/members").await.list()), "offline");
}

#[tokio::test]
async fn processes_hear_of_one_another() {
    let here = TestApp::builder().without_workers().start().await;
    let (owner, visitor, path) = talk(&here, "Northwind").await;
    let there = here.beside().without_workers().start().await;
    // A token is good at either.
    let elsewhere = Session { api: there.api().with_token(&owner.token), ..owner.clone() };
    let mut socket = elsewhere.socket(None).await;
    visitor.say("Written here").await;
    socket.until("the message", |f| f["data"]["content"] == "Written here").await;
    let mut visitors = visitor.socket(Some(2)).await;
    elsewhere.post(&format!("{path}/messages"), json!({ "content": "Answered there" })).await.ok(201);
    visitors.until("the answer", |f| f["data"]["content"] == "Answered there").await;
    let waiting = visitor.get("/widget/messages?since=3&wait=20");
    let messages = format!("{path}/messages");
    let (waited, _) = tokio::join!(waiting, elsewhere.post(&messages, json!({ "content": "And again" })));
    assert_eq!(waited.list()[0]["content"], "And again");
}
