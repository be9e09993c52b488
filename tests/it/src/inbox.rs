//! Conversations as staff work with them.

use chrono::Duration;
use serde_json::{Value, json};
use std::collections::HashSet;
use testkit::{Session, TestApp, Visitor};

/// A visitor who has written, and the conversation's address.
async fn conversation(app: &TestApp, staff: &Session, text: &str) -> (Visitor, String) {
    let visitor = app.visitor(staff).await;
    let message = visitor.say(text).await;
    (visitor, format!("/conversations/{}", message["conversation_id"].as_str().unwrap()))
}

#[tokio::test]
async fn a_conversation_is_assigned_answered_closed_and_reopened_by_its_customer() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let agent = app.member(&owner, "agent").await;
    let (visitor, path) = conversation(&app, &owner, "Is my car ready?").await;
    let fresh = owner.get(&path).await.ok(200);
    assert_eq!((&fresh["status"], &fresh["unread_count"], &fresh["channel"]), (&json!("open"), &json!(1), &json!("widget")));
    let assigned = owner.post(&format!("{path}/assign"), json!({ "assignee_id": agent.user_id })).await.ok(200);
    assert_eq!(assigned["assignee"]["name"], json!(agent.name));
    let reply = agent.post(&format!("{path}/messages"), json!({ "content": "At four." })).await.ok(201);
    assert_eq!(reply["sender"]["kind"], "staff");
    assert_eq!(owner.get(&path).await.ok(200)["unread_count"], 0, "who answers has read");
    let messages = visitor.messages().await;
    assert_eq!(messages.iter().map(|m| m["content"].as_str().unwrap()).collect::<Vec<_>>(), ["Is my car ready?", "At four."]);

    let closed = agent.post(&format!("{path}/close"), Value::Null).await.ok(200);
    assert_eq!(closed["status"], "resolved");
    assert!(closed["resolved_at"].is_string());
    agent.post(&format!("{path}/close"), Value::Null).await.ok(200);
    visitor.say("It was not ready.").await;
    let reopened = owner.get(&path).await.ok(200);
    assert_eq!((&reopened["status"], &reopened["resolved_at"], &reopened["unread_count"]), (&json!("open"), &json!(null), &json!(1)));
    assert_eq!(reopened["assignee"]["id"], json!(agent.user_id), "nobody's conversation goes back");
    owner.post(&format!("{path}/read"), Value::Null).await.expect(204);
    assert_eq!(owner.get(&path).await.ok(200)["unread_count"], 0);
    let status = owner.get(&format!("{path}/status")).await.ok(200);
    assert_eq!((&status["status"], &status["assignee"]["id"]), (&json!("open"), &json!(agent.user_id)));
    let changed = owner.patch(&path, json!({ "priority": "urgent", "subject": "A late car", "status": "pending" })).await.ok(200);
    assert_eq!(
        (&changed["priority"], &changed["subject"], &changed["status"]),
        (&json!("urgent"), &json!("A late car"), &json!("pending"))
    );
}

#[tokio::test]
async fn notes_never_reach_the_visitor() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let (visitor, path) = conversation(&app, &owner, "Hello?").await;
    let mut socket = visitor.socket(Some(0)).await;
    let waiting = {
        let visitor = visitor.clone();
        async move { visitor.get("/widget/messages?since=1&wait=20").await }
    };
    let writing = async {
        owner.post(&format!("{path}/messages"), json!({ "content": "A difficult customer", "private": true })).await.ok(201);
        owner.post(&format!("{path}/messages"), json!({ "content": "Good morning!" })).await.ok(201);
    };
    let (waited, ()) = tokio::join!(waiting, writing);
    let frames = socket.until("the reply", |f| f["data"]["content"] == "Good morning!").await;
    let older = visitor.socket(Some(0)).await.until("the reply again", |f| f["data"]["content"] == "Good morning!").await;
    let resumed = visitor.post(&format!("/widget/{}/sessions", visitor.key), json!({})).await;
    for (what, text) in [
        ("the list", json!(visitor.messages().await).to_string()),
        ("the long poll", waited.text),
        ("the socket", json!(frames).to_string()),
        ("a later socket", json!(older).to_string()),
        ("the session", resumed.text),
    ] {
        assert!(!text.contains("difficult"), "{what} shows a note: {text}");
    }
    let shown = owner.get(&format!("{path}/messages")).await.list();
    assert!(shown.iter().any(|m| m["private"] == true && m["content"] == "A difficult customer"));
    let listed = owner.get(&path).await.ok(200);
    assert_eq!(listed["last_message"]["content"], "Good morning!");
}

#[tokio::test]
async fn the_same_message_again_is_the_same_message_however_many_send_it_at_once() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let (visitor, path) = conversation(&app, &owner, "Hello?").await;
    let body = |client_id: &str| json!({ "content": "Once only", "client_id": client_id });
    let customers = futures_util::future::join_all((0..20).map(|_| visitor.post("/widget/messages", body("c-1")))).await;
    let staff_path = format!("{path}/messages");
    let staff = futures_util::future::join_all((0..20).map(|_| owner.post(&staff_path, body("c-1")))).await;
    for (who, replies) in [("customer", customers), ("staff", staff)] {
        let ids: HashSet<String> = replies.into_iter().map(|r| r.ok(201)["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(ids.len(), 1, "{who}");
    }
    let again = visitor.post("/widget/messages", body("c-1")).await.ok(201);
    assert_eq!(again["content"], "Once only");
    let messages = owner.get(&format!("{path}/messages")).await.list();
    assert_eq!(messages.len(), 3, "{messages:#?}");
    let seqs: Vec<i64> = messages.iter().map(|m| m["seq"].as_i64().unwrap()).collect();
    assert_eq!(seqs, [1, 2, 3]);
    assert_eq!(owner.get(&path).await.ok(200)["unread_count"], 0);
}

#[tokio::test]
async fn the_list_is_filtered_searched_and_counted() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let agent = app.member(&owner, "agent").await;
    let key = owner.chatbot_key().await;
    let named = app.visitor_of(&key, json!({ "name": "Grace Hopper", "email": "grace@navy.example" })).await;
    let first = named.say("The gearbox whistles").await["conversation_id"].as_str().unwrap().to_owned();
    let (_, second) = conversation(&app, &owner, "The windscreen leaks").await;
    let second = second.trim_start_matches("/conversations/").to_owned();
    let third = owner
        .post("/conversations", json!({ "contact": { "email": "ada@engine.example" }, "content": "By telephone" }))
        .await
        .ok(201)["id"]
        .as_str()
        .unwrap()
        .to_owned();
    owner.post(&format!("/conversations/{first}/assign"), json!({ "assignee_id": agent.user_id })).await.ok(200);
    owner.post(&format!("/conversations/{second}/close"), Value::Null).await.ok(200);

    let agent_id = agent.user_id.to_string();
    for (who, filter, expected) in [
        (&owner, "status=open", vec![&first, &third]),
        (&owner, "status=resolved", vec![&second]),
        (&owner, "assignee=none", vec![&second, &third]),
        (&agent, "assignee=me", vec![&first]),
        (&owner, &format!("assignee={agent_id}"), vec![&first]),
        (&owner, "channel=api", vec![&third]),
        (&owner, "handover=true", vec![]),
        (&owner, "q=gearbox", vec![&first]),
        (&owner, "q=GEARBOX+whistles", vec![&first]),
        (&owner, "q=grace", vec![&first]),
        (&owner, "q=hopper", vec![&first]),
        (&owner, "q=ada%40engine", vec![&third]),
        (&owner, "q=leaks&status=open", vec![]),
        (&owner, "q=submarine", vec![]),
        (&owner, "q=%20", vec![&first, &second, &third]),
    ] {
        let reply = who.get(&format!("/conversations?total=true&{filter}")).await;
        assert_eq!(reply.json["page"]["total"], expected.len(), "{filter}: {}", reply.text);
        let found: HashSet<String> = reply.list().iter().map(|c| c["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(found, expected.into_iter().cloned().collect(), "{filter}");
    }
    let contact = owner.get(&format!("/conversations/{first}")).await.ok(200)["contact"]["id"].as_str().unwrap().to_owned();
    assert_eq!(owner.get(&format!("/conversations?contact_id={contact}")).await.list().len(), 1);
    assert_eq!(owner.get(&format!("/contacts/{contact}")).await.ok(200)["conversation_count"], 1);
    assert_eq!(owner.get("/contacts?q=grace").await.list().len(), 1);
}

#[tokio::test]
async fn pages_follow_one_another_without_gaps_or_repeats() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let mut made = HashSet::new();
    for n in 0..23 {
        if n % 5 == 0 {
            // Some at the same moment, some later.
            app.advance(Duration::seconds(1));
        }
        let body = json!({ "contact": { "name": format!("Contact {n}") }, "content": format!("Message {n}") });
        made.insert(owner.post("/conversations", body).await.ok(201)["id"].as_str().unwrap().to_owned());
    }
    for list in ["/conversations", "/contacts"] {
        let (mut cursor, mut seen, mut pages) = (String::new(), Vec::new(), 0);
        loop {
            let page = owner.get(&format!("{list}?limit=7{cursor}")).await;
            assert_eq!(page.json["page"]["limit"], 7);
            let next = page.json["page"]["next_cursor"].as_str().map(str::to_owned);
            seen.extend(page.list().into_iter().map(|row| row["id"].as_str().unwrap().to_owned()));
            pages += 1;
            match next {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!((pages, seen.len()), (4, 23), "{list}");
        assert_eq!(seen.iter().collect::<HashSet<_>>().len(), 23, "{list} repeats rows");
        if list == "/conversations" {
            assert_eq!(seen.into_iter().collect::<HashSet<_>>(), made);
        }
    }
}

#[tokio::test]
async fn messages_are_read_in_pages_both_ways() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let (visitor, path) = conversation(&app, &owner, "Message 1").await;
    for n in 2..=12 {
        visitor.say(&format!("Message {n}")).await;
    }
    let seqs = async |query: &str| -> Vec<i64> {
        owner.get(&format!("{path}/messages?{query}")).await.list().iter().map(|m| m["seq"].as_i64().unwrap()).collect()
    };
    assert_eq!(seqs("limit=3").await, [10, 11, 12], "the latest, oldest first");
    assert_eq!(seqs("limit=3&before=10").await, [7, 8, 9]);
    assert_eq!(seqs("limit=3&before=2").await, [1]);
    assert_eq!(seqs("since=9").await, [10, 11, 12]);
    assert_eq!(seqs("since=2&limit=3").await, [3, 4, 5]);
    assert_eq!(seqs("since=12").await, Vec::<i64>::new());
}

#[tokio::test]
async fn a_contact_is_found_again_by_e_mail() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let key = owner.chatbot_key().await;
    let mut contacts = HashSet::new();
    for email in ["ada@engine.example", "ADA@engine.example "] {
        let visitor = app.visitor_of(&key, json!({ "email": email.trim() })).await;
        let message = visitor.say("Hello").await;
        let conversation = owner.get(&format!("/conversations/{}", message["conversation_id"].as_str().unwrap())).await.ok(200);
        contacts.insert(conversation["contact"]["id"].as_str().unwrap().to_owned());
    }
    assert_eq!(contacts.len(), 1);
    let (visitor, path) = conversation(&app, &owner, "I am nobody yet").await;
    let anonymous = owner.get(&path).await.ok(200)["contact"].clone();
    assert!(anonymous["email"].is_null());
    visitor.patch("/widget/session", json!({ "email": "ada@engine.example", "name": "Ada" })).await.ok(200);
    let known = owner.get(&path).await.ok(200)["contact"].clone();
    assert!(contacts.contains(known["id"].as_str().unwrap()), "{known}");
    assert_eq!(visitor.messages().await.len(), 1, "nothing of the contact's other conversations");
}
