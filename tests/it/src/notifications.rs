//! Who is told of what, once, in the app and by mail.

use crate::seed::id;
use chrono::Duration;
use serde_json::{Value, json};
use testkit::{Session, TestApp, wait_until};
use uuid::Uuid;

async fn conversation(owner: &Session, name: &str) -> Uuid {
    let contact = json!({ "name": name, "email": format!("{}@customers.example", name.to_lowercase()) });
    id(&owner.post("/conversations", json!({ "contact": contact, "content": format!("{name} asks about the sunroof") })).await.ok(201))
}

async fn assign(by: &Session, conversation: Uuid, to: Value) {
    by.post(&format!("/conversations/{conversation}/assign"), to).await.ok(200);
}

async fn list(session: &Session) -> Vec<Value> {
    session.get("/notifications").await.list()
}

async fn unread(session: &Session) -> i64 {
    session.get("/notifications/unread-count").await.ok(200)["count"].as_i64().unwrap()
}

/// Waits until somebody has so many unread.
async fn told(session: &Session, count: i64) -> Vec<Value> {
    wait_until(&format!("{count} unread"), || async { (unread(session).await == count).then_some(()) }).await;
    list(session).await
}

/// Waits until nothing that happened has yet to be told.
async fn all_is_told(app: &TestApp) {
    wait_until("everything is told", || async {
        let left: i64 = sqlx::query_scalar("SELECT count(*) FROM jobs WHERE kind = 'notifications.notify'")
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();
        (left == 0).then_some(())
    })
    .await;
}

async fn verify(app: &TestApp, session: &Session) {
    sqlx::query("UPDATE users SET email_verified_at = created_at WHERE id = $1")
        .bind(session.user_id)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
}

#[tokio::test]
async fn who_is_given_a_conversation_is_told_live_and_nobody_else() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let (agent, colleague) = (app.member(&owner, "agent").await, app.member(&owner, "agent").await);
    let (mut socket, mut other) = (agent.socket(None).await, colleague.socket(None).await);
    let ada = conversation(&owner, "Ada").await;
    assign(&owner, ada, json!({ "assignee_id": agent.user_id })).await;
    let frame = socket.frame("notification.created").await;
    assert_eq!((&frame["data"]["user_id"], &frame["data"]["kind"]), (&json!(agent.user_id), &json!("assignment")));
    let told = told(&agent, 1).await;
    assert_eq!(told[0]["title"], json!("Owner of Northwind gave you the conversation with Ada"));
    assert_eq!((&told[0]["conversation_id"], &told[0]["body"]), (&json!(ada), &json!("Ada asks about the sunroof")));
    assert_eq!(told[0]["id"], frame["data"]["id"]);
    // Taking it oneself is no news, and the others' sockets say nothing of it.
    let bo = conversation(&owner, "Bo").await;
    assign(&colleague, bo, json!({ "assignee_id": colleague.user_id })).await;
    all_is_told(&app).await;
    assert_eq!((unread(&colleague).await, unread(&owner).await), (0, 0));
    assert!(other.flush().await.iter().all(|frame| frame["type"] != "notification.created"));
    // Nor does a replay: what was somebody's alone stays theirs.
    let mut again = colleague.socket(Some(0)).await;
    assert!(again.flush().await.iter().all(|frame| frame["type"] != "notification.created"));
    let mut again = agent.socket(Some(0)).await;
    again.frame("notification.created").await;
    // In the same workspace it is nobody else's either.
    let path = format!("/notifications/{}/read", told[0]["id"].as_str().unwrap());
    assert_eq!(colleague.patch(&path, json!({})).await.problem(404), "not_found");
    assert!(!agent.patch(&path, json!({})).await.ok(200)["read_at"].is_null());
    assert_eq!(unread(&agent).await, 0);
    assert!(agent.get("/notifications?unread=true").await.list().is_empty());
    assert!(agent.patch(&path, json!({ "read": false })).await.ok(200)["read_at"].is_null());
    assert_eq!(unread(&agent).await, 1);
}

#[tokio::test]
async fn several_messages_are_counted_until_somebody_looks() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let agent = app.member(&owner, "agent").await;
    let visitor = app.visitor_of(&owner.chatbot_key().await, json!({ "name": "Kit" })).await;
    let conversation = id(&json!({ "id": visitor.say("Is it blue?").await["conversation_id"] }));
    assign(&owner, conversation, json!({ "assignee_id": agent.user_id })).await;
    told(&agent, 1).await;
    agent.post("/notifications/read-all", json!({})).await.ok(200);
    for text in ["Hello?", "Anybody?", "It is   urgent"] {
        visitor.say(text).await;
    }
    wait_until("three are counted", || async {
        let told = agent.get("/notifications?unread=true").await.list();
        (told.len() == 1 && told[0]["count"] == 3).then_some(())
    })
    .await;
    let told = agent.get("/notifications?unread=true").await.list();
    assert_eq!((&told[0]["title"], &told[0]["body"]), (&json!("Kit wrote to you"), &json!("It is urgent")));
    let elsewhere = json!({ "conversation_id": Uuid::new_v4() });
    assert_eq!(agent.post("/notifications/read-all", elsewhere).await.ok(200)["read"], 0);
    assert_eq!(agent.post("/notifications/read-all", json!({ "conversation_id": conversation })).await.ok(200)["read"], 1);
    visitor.say("And another thing").await;
    wait_until("a new one", || async { (unread(&agent).await == 1).then_some(()) }).await;
    let told = list(&agent).await;
    assert_eq!((&told[0]["count"], &told[1]["count"]), (&json!(1), &json!(3)));
    // Unread again it would be the second about the same; the one that came since stays it.
    let path = format!("/notifications/{}/read", told[1]["id"].as_str().unwrap());
    assert!(!agent.patch(&path, json!({ "read": false })).await.ok(200)["read_at"].is_null());
}

#[tokio::test]
async fn a_hand_over_is_told_to_those_who_may_see_it_and_are_there() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let mut people = Vec::new();
    for role in ["agent", "agent", "supervisor", "viewer"] {
        people.push(app.member(&owner, role).await);
    }
    people[1].patch("/members/me", json!({ "availability": "away" })).await.ok(200);
    app.visitor(&owner).await.say("What does the moon weigh?").await;
    told(&people[0], 1).await;
    all_is_told(&app).await;
    let mut counts = Vec::new();
    for person in [&owner, &people[0], &people[1], &people[2], &people[3]] {
        counts.push(unread(person).await);
    }
    assert_eq!(counts, [1, 1, 0, 1, 0]);
    assert_eq!(list(&owner).await[0]["title"], json!("A visitor waits for a person"));
    // Where agents see only their own, what stands with nobody is not theirs to know of; a shown one is hidden again.
    owner.patch("/features", json!({ "features": { "assigned_only": true } })).await.expect(200);
    app.visitor(&owner).await.say("What does the sun weigh?").await;
    told(&people[2], 2).await;
    all_is_told(&app).await;
    wait_until("the agent sees none", || async { list(&people[0]).await.is_empty().then_some(()) }).await;
    assert_eq!((unread(&people[0]).await, unread(&owner).await), (0, 2));
}

#[tokio::test]
async fn what_nobody_looked_at_comes_by_mail_together_and_once() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let agent = app.member(&owner, "agent").await;
    verify(&app, &agent).await;
    let [ada, bo, cy] = [conversation(&owner, "Ada").await, conversation(&owner, "Bo").await, conversation(&owner, "Cy").await];
    for one in [ada, bo, cy] {
        assign(&owner, one, json!({ "assignee_id": agent.user_id })).await;
    }
    told(&agent, 3).await;
    agent.post("/notifications/read-all", json!({ "conversation_id": cy })).await.ok(200);
    app.advance(Duration::minutes(5));
    let letter = app.letter(&agent.email, "notifications", 1).await;
    assert_eq!(letter.subject, "2 things wait for you in Northwind");
    assert!(
        letter.text.contains("the conversation with Ada")
            && letter.text.contains("the conversation with Bo")
            && !letter.text.contains("Cy")
    );
    assert!(letter.text.contains(&format!("/inbox/{ada}")) && letter.text.contains(&format!("/inbox/{bo}")), "{}", letter.text);
    // Then only what is new. Nobody's quiet hours are disturbed.
    agent
        .json(
            reqwest::Method::PUT,
            "/notifications/preferences",
            json!({ "kinds": [], "quiet_hours": { "begins": "09:00", "ends": "11:00" } }),
        )
        .await
        .ok(200);
    assign(&owner, conversation(&owner, "Di").await, json!({ "assignee_id": agent.user_id })).await;
    told(&agent, 3).await;
    app.advance(Duration::minutes(5));
    let held = || async {
        let due: Option<chrono::DateTime<chrono::Utc>> = sqlx::query_scalar("SELECT run_at FROM jobs WHERE kind = 'notifications.digest'")
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();
        due.filter(|due| *due == app.now().date_naive().and_hms_opt(11, 0, 0).unwrap().and_utc())
    };
    let until = wait_until("the letter waits for the end of the quiet hours", held).await;
    assert_eq!(app.outbox(&agent.email).await.iter().filter(|letter| letter.template == "notifications").count(), 1);
    app.advance(until - app.now());
    let letter = app.letter(&agent.email, "notifications", 2).await;
    assert_eq!(letter.subject, "Owner of Northwind gave you the conversation with Di");
    assert!(!letter.text.contains("Ada"));
}

#[tokio::test]
async fn everyone_chooses_what_they_are_told_and_how() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let agent = app.member(&owner, "agent").await;
    verify(&app, &agent).await;
    let set = async |body: Value| agent.json(reqwest::Method::PUT, "/notifications/preferences", body).await;
    let before = agent.get("/notifications/preferences").await.ok(200);
    assert_eq!(before["kinds"][0], json!({ "kind": "assignment", "in_app": true, "by_email": true }));
    assert_eq!((before["kinds"].as_array().unwrap().len(), &before["quiet_hours"]), (4, &Value::Null));
    let by_mail = json!({ "kinds": [{ "kind": "assignment", "in_app": false, "by_email": true }], "quiet_hours": null });
    assert_eq!(set(by_mail).await.ok(200)["kinds"][0]["in_app"], false);
    assign(&owner, conversation(&owner, "Ada").await, json!({ "assignee_id": agent.user_id })).await;
    all_is_told(&app).await;
    assert!(list(&agent).await.is_empty());
    app.advance(Duration::minutes(5));
    app.letter(&agent.email, "notifications", 1).await;
    let not_at_all = json!({ "kinds": [{ "kind": "assignment", "in_app": false, "by_email": false }], "quiet_hours": null });
    set(not_at_all).await.ok(200);
    assign(&owner, conversation(&owner, "Bo").await, json!({ "assignee_id": agent.user_id })).await;
    all_is_told(&app).await;
    let kept: i64 = sqlx::query_scalar("SELECT count(*) FROM notifications").fetch_one(&mut app.superuser().await).await.unwrap();
    assert_eq!(kept, 1, "what nobody wants is not kept");
    for (begins, ends) in [("22", "07:00"), ("25:00", "07:00"), ("22:00", "22:00"), ("", "")] {
        let body = json!({ "kinds": [], "quiet_hours": { "begins": begins, "ends": ends } });
        assert_eq!(set(body).await.problem(422), "invalid", "{begins} {ends}");
    }
    assert_eq!(set(json!({ "kinds": [{ "kind": "weather", "in_app": true, "by_email": true }] })).await.status, 422);
}

#[tokio::test]
async fn owners_and_admins_hear_of_a_dead_endpoint() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let (admin, agent) = (app.member(&owner, "admin").await, app.member(&owner, "agent").await);
    let sink = testkit::Sink::start(&app).await;
    sink.always(testkit::Answer::status(410));
    let endpoint = owner.post("/webhooks/endpoints", json!({ "url": sink.url(), "event_types": ["message.created"] })).await.ok(201);
    owner.post(&format!("/webhooks/endpoints/{}/test", endpoint["id"].as_str().unwrap()), json!({})).await.ok(202);
    let told = told(&admin, 1).await;
    assert_eq!(told[0]["title"], json!("A webhook endpoint was switched off"));
    assert!(told[0]["body"].as_str().unwrap().contains("gone"));
    wait_until("the owner hears of it", || async { (unread(&owner).await == 1).then_some(()) }).await;
    assert_eq!(unread(&agent).await, 0);
}
