//! What the bot does: answer with its sources, or hand over with a reason, or stay out of it.

use serde_json::{Value, json};
use testkit::{Session, TestApp, Visitor, encoded, wait_until};

const WARRANTY: &str = "# Warranty\n\n## Battery\n\nThe high-voltage battery is covered for 8 years or 160,000 km, whichever comes first.\n\n\
## Paint\n\nPaint is covered for 3 years against peeling.\n\n# Test drives\n\nA test drive takes 45 minutes and needs a valid driving licence.\n";
const ANSWERABLE: &str = "How many years is the battery covered?";
const UNANSWERABLE: &str = "Do you rent out submarines for weddings?";

async fn with_knowledge(app: &TestApp) -> Session {
    let owner = app.register("Northwind").await;
    let document = owner.upload_and_wait("warranty.md", WARRANTY.as_bytes()).await;
    assert_eq!(document["status"], "ready", "{document}");
    owner
}

/// The first message from `kind`.
async fn message_from(visitor: &Visitor, kind: &str) -> Value {
    wait_until(&format!("a message from {kind}"), || async { visitor.messages().await.into_iter().find(|m| m["sender"]["kind"] == kind) })
        .await
}

/// The conversation, once it is handed over.
async fn handed_over(staff: &Session, message: &Value) -> Value {
    let path = format!("/conversations/{}", message["conversation_id"].as_str().unwrap());
    wait_until("the hand-over", || async {
        let conversation = staff.get(&path).await.ok(200);
        (!conversation["handover"].is_null()).then_some(conversation)
    })
    .await
}

/// No job is left that is due, so nothing more will happen. Letters wait for their time.
async fn quiet(app: &TestApp) {
    wait_until("the jobs are done", || async {
        let due: i64 = sqlx::query_scalar("SELECT count(*) FROM jobs WHERE run_at <= $1 AND state <> 'failed'")
            .bind(app.now())
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();
        (due == 0).then_some(())
    })
    .await;
}

#[tokio::test]
async fn what_the_documents_say_is_answered_with_its_source() {
    let app = TestApp::start().await;
    let owner = with_knowledge(&app).await;
    let visitor = app.visitor(&owner).await;
    let question = visitor.say(ANSWERABLE).await;
    let answer = message_from(&visitor, "ai").await;
    assert!(answer["content"].as_str().unwrap().contains("8 years"), "{answer}");
    let citation = &answer["citations"][0];
    let quote = citation["quote"].as_str().unwrap();
    assert!(quote.contains("8 years"), "{citation}");
    let document = citation["document_id"].as_str().unwrap();
    let source = app.api().get(&format!("/widget/{}/sources/{document}?quote={}", visitor.key, encoded(quote))).await;
    source.expect(200);
    assert!(source.text.contains("<mark>"), "{}", source.text);
    quiet(&app).await;
    assert_eq!(visitor.messages().await.iter().filter(|m| m["sender"]["kind"] == "ai").count(), 1, "answered once");
    assert!(owner.get(&format!("/conversations/{}", question["conversation_id"].as_str().unwrap())).await.ok(200)["handover"].is_null());
}

#[tokio::test]
async fn what_they_do_not_say_goes_to_a_person_with_a_draft() {
    let app = TestApp::start().await;
    let owner = with_knowledge(&app).await;
    let agent = app.member(&owner, "agent").await;
    let mut socket = agent.socket(None).await;
    let visitor = app.visitor(&owner).await;
    let question = visitor.say(UNANSWERABLE).await;
    let conversation = handed_over(&owner, &question).await;
    assert_eq!(conversation["handover"]["reason"], "not_grounded");
    assert!(!conversation["handover"]["summary"].as_str().unwrap().is_empty());
    assert_eq!(owner.get("/conversations?handover=true").await.list().len(), 1);
    socket.frame("suggestion.created").await;
    message_from(&visitor, "system").await;
    assert!(!visitor.messages().await.iter().any(|m| m["sender"]["kind"] == "ai"), "nothing is made up");

    let path = format!("/conversations/{}", question["conversation_id"].as_str().unwrap());
    let drafts = agent.get(&format!("{path}/suggestions")).await.list();
    assert_eq!(drafts.len(), 1);
    assert_eq!(
        (&drafts[0]["status"], &drafts[0]["grounded"], &drafts[0]["in_reply_to"]),
        (&json!("pending"), &json!(false), &question["id"])
    );
    let draft = format!("/messages/{}", drafts[0]["id"].as_str().unwrap());
    let sent = agent.post(&format!("{draft}/accept"), json!({ "content": "We have no submarines, only boats." })).await.ok(201);
    assert_eq!(sent["sender"]["kind"], "staff");
    assert!(visitor.messages().await.iter().any(|m| m["content"] == "We have no submarines, only boats."));
    assert_eq!(agent.get(&format!("{path}/suggestions")).await.list()[0]["status"], "edited");
    assert_eq!(agent.post(&format!("{draft}/accept"), Value::Null).await.problem(409), "already_decided");
    assert_eq!(agent.post(&format!("{draft}/reject"), Value::Null).await.problem(409), "already_decided");
    assert_eq!(agent.post(&format!("{draft}/feedback"), json!({ "rating": 2, "comment": "Too vague" })).await.ok(200)["rating"], 2);
    assert_eq!(owner.get(&path).await.ok(200)["assignee"]["id"], json!(agent.user_id), "who replies has the conversation");

    // With a person now: the bot drafts and does not answer.
    app.advance(chrono::Duration::seconds(1));
    visitor.say(ANSWERABLE).await;
    quiet(&app).await;
    assert!(!visitor.messages().await.iter().any(|m| m["sender"]["kind"] == "ai"));
    let drafts = agent.get(&format!("{path}/suggestions")).await.list();
    assert_eq!(drafts.len(), 2);
    assert!(drafts[0]["content"].as_str().unwrap().contains("8 years"), "{drafts:#?}");
    let accepted = agent.post(&format!("/messages/{}/accept", drafts[0]["id"].as_str().unwrap()), Value::Null).await.ok(201);
    assert_eq!(accepted["content"], drafts[0]["content"]);
    assert!(!accepted["citations"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn two_who_decide_on_one_draft_at_once_send_one_message() {
    let app = TestApp::start().await;
    let owner = with_knowledge(&app).await;
    let visitor = app.visitor(&owner).await;
    let question = visitor.say(UNANSWERABLE).await;
    handed_over(&owner, &question).await;
    let path = format!("/conversations/{}", question["conversation_id"].as_str().unwrap());
    let draft = owner.get(&format!("{path}/suggestions")).await.list()[0]["id"].as_str().unwrap().to_owned();
    let accept = format!("/messages/{draft}/accept");
    let replies = futures_util::future::join_all((0..8).map(|_| owner.post(&accept, Value::Null))).await;
    assert_eq!(replies.iter().filter(|r| r.status == 201).count(), 1);
    assert!(replies.iter().all(|r| r.status == 201 || r.status == 409));
    assert_eq!(visitor.messages().await.iter().filter(|m| m["sender"]["kind"] == "staff").count(), 1);
}

#[tokio::test]
async fn who_asks_for_a_person_gets_one() {
    let app = TestApp::start().await;
    let owner = with_knowledge(&app).await;
    let visitor = app.visitor(&owner).await;
    let message = visitor.say("I would like to talk to a real person, please.").await;
    assert_eq!(handed_over(&owner, &message).await["handover"]["reason"], "asked_for_person");
}

#[tokio::test]
async fn in_assist_mode_it_only_drafts() {
    let app = TestApp::start().await;
    let owner = with_knowledge(&app).await;
    let bot = owner.chatbot().await;
    owner.patch(&format!("/chatbots/{}", bot["id"].as_str().unwrap()), json!({ "mode": "assist" })).await.ok(200);
    let visitor = app.visitor(&owner).await;
    let question = visitor.say(ANSWERABLE).await;
    let conversation = handed_over(&owner, &question).await;
    assert_eq!(conversation["handover"]["reason"], "assist_mode");
    quiet(&app).await;
    assert_eq!(visitor.messages().await.len(), 1, "the visitor hears from people only");
    let drafts = owner.get(&format!("/conversations/{}/suggestions", question["conversation_id"].as_str().unwrap())).await.list();
    assert_eq!(drafts.len(), 1);
    assert!(drafts[0]["grounded"].as_bool().unwrap() && drafts[0]["content"].as_str().unwrap().contains("8 years"));
}

#[tokio::test]
async fn a_disabled_bot_is_silent() {
    let app = TestApp::start().await;
    let owner = with_knowledge(&app).await;
    let bot = owner.chatbot().await;
    owner.patch(&format!("/chatbots/{}", bot["id"].as_str().unwrap()), json!({ "enabled": false })).await.ok(200);
    let visitor = app.visitor(&owner).await;
    let question = visitor.say(ANSWERABLE).await;
    quiet(&app).await;
    assert_eq!(visitor.messages().await.len(), 1);
    let path = format!("/conversations/{}", question["conversation_id"].as_str().unwrap());
    assert!(owner.get(&format!("{path}/suggestions")).await.list().is_empty());
    assert_eq!(owner.get("/conversations?status=open").await.list().len(), 1, "people see it");
}

#[tokio::test]
async fn outside_business_hours_the_visitor_is_told_so() {
    let app = TestApp::start().await;
    let owner = with_knowledge(&app).await;
    let bot = owner.chatbot().await;
    // The clock stands at ten on a Tuesday, UTC.
    let hours = json!({ "time_zone": "UTC", "days": [{ "day": "wed", "opens": "09:00", "closes": "18:00" }] });
    owner
        .patch(
            &format!("/chatbots/{}", bot["id"].as_str().unwrap()),
            json!({ "business_hours": hours, "away_message": "Back on Wednesday." }),
        )
        .await
        .ok(200);
    let visitor = app.visitor(&owner).await;
    assert_eq!(app.api().get(&format!("/widget/{}/config", visitor.key)).await.ok(200)["online"], false);
    visitor.say(UNANSWERABLE).await;
    assert_eq!(message_from(&visitor, "system").await["content"], "Back on Wednesday.");
}

#[tokio::test]
async fn after_a_resolved_hand_over_the_bot_answers_again() {
    let app = TestApp::start().await;
    let owner = with_knowledge(&app).await;
    let visitor = app.visitor(&owner).await;
    let question = visitor.say(UNANSWERABLE).await;
    handed_over(&owner, &question).await;
    let path = format!("/conversations/{}", question["conversation_id"].as_str().unwrap());
    owner.post(&format!("{path}/close"), Value::Null).await.ok(200);
    visitor.say(ANSWERABLE).await;
    assert!(message_from(&visitor, "ai").await["content"].as_str().unwrap().contains("8 years"));
    assert!(owner.get(&path).await.ok(200)["handover"].is_null());
}

#[tokio::test]
async fn a_draft_on_request_needs_something_to_answer() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let empty = owner.post("/conversations", json!({ "contact": { "name": "Nobody" } })).await.ok(201)["id"].as_str().unwrap().to_owned();
    assert_eq!(owner.post(&format!("/conversations/{empty}/ai-suggest"), Value::Null).await.problem(409), "nothing_to_answer");
}

#[tokio::test]
async fn a_dead_workers_answer_is_given_by_another_once() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let visitor = app.visitor(&owner).await;
    let question = visitor.say(UNANSWERABLE).await;
    let mut superuser = app.superuser().await;
    let claimed = sqlx::query(
        "UPDATE jobs SET state = 'running', attempt = 1, worker = 'dealsmart dead', lease_until = $1 WHERE kind = 'chatbots.answer'",
    )
    .bind(app.now() - chrono::Duration::seconds(1))
    .execute(&mut superuser)
    .await
    .unwrap();
    assert_eq!(claimed.rows_affected(), 1);
    let (one, two) = tokio::join!(app.beside().start(), app.beside().start());
    handed_over(&owner, &question).await;
    quiet(&app).await;
    assert_eq!(visitor.messages().await.len(), 2, "the question, and one notice");
    let drafts = owner.get(&format!("/conversations/{}/suggestions", question["conversation_id"].as_str().unwrap())).await.list();
    assert_eq!(drafts.len(), 1);
    drop((one, two));
}
