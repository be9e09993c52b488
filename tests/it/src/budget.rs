//! The meter and the monthly cap.

use serde_json::{Value, json};
use testkit::{TestApp, wait_until};

#[tokio::test]
async fn the_cap_is_set_shown_and_taken_away() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    assert!(owner.get("/ai/budget").await.ok(200)["cap_micros"].is_null());
    let set = owner.patch("/ai/budget", json!({ "cap_micros": 0 })).await.ok(200);
    assert_eq!((&set["cap_micros"], &set["spent_micros"], &set["month"]), (&json!(0), &json!(0), &json!("2026-03")));
    assert_eq!(owner.patch("/ai/budget", json!({ "cap_micros": -1 })).await.problem(422), "invalid");
    assert_eq!(owner.patch("/ai/budget", json!({})).await.ok(200)["cap_micros"], 0, "what is not named stays");
    assert!(owner.patch("/ai/budget", json!({ "cap_micros": null })).await.ok(200)["cap_micros"].is_null());
}

#[tokio::test]
async fn calls_are_metered_and_decisions_counted() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let document = owner.upload_and_wait("hours.md", b"# Hours\n\nThe workshop opens at 7:30 on weekdays.\n").await;
    assert_eq!(document["status"], "ready");
    let answer = owner.post("/rag/query", json!({ "question": "When does the workshop open on weekdays?" })).await.ok(200);
    assert_eq!(answer["provider"], "extractive", "{answer}");
    let usage = wait_until("the call is metered", || async {
        let usage = owner.get("/ai/usage").await.ok(200);
        (usage["calls"].as_i64() > Some(0)).then_some(usage)
    })
    .await;
    assert_eq!((&usage["month"], &usage["cost_micros"]), (&json!("2026-03"), &json!(0)));
    assert_eq!(usage["by_provider"][0]["provider"], "extractive");
    let visitor = app.visitor(&owner).await;
    let message = visitor.say("Do you sell submarines?").await;
    let path = format!("/conversations/{}", message["conversation_id"].as_str().unwrap());
    let draft = owner.post(&format!("{path}/ai-suggest"), Value::Null).await.ok(201)["id"].as_str().unwrap().to_owned();
    owner.post(&format!("/messages/{draft}/reject"), Value::Null).await.ok(200);
    let counted = owner.get("/ai/usage").await.ok(200)["suggestions"].clone();
    assert_eq!(counted["rejected"], 1, "{counted}");
    let providers = owner.get("/ai/providers").await.ok(200);
    assert!(providers.as_array().unwrap().iter().any(|p| p["kind"] == "extractive" && p["state"] == "ready"), "{providers}");
}
