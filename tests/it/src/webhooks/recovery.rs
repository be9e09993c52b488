use super::{deliveries, delivery, endpoint, happen, path};
use serde_json::{Value, json};
use testkit::{Answer, Sink, TestApp, wait_until};

#[tokio::test]
async fn what_was_missed_while_it_was_disabled_is_recovered_and_the_rest_not_repeated() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let sink = Sink::start(&app).await;
    let since = app.now();
    let before = happen(&app, &owner).await;
    let endpoint = endpoint(&owner, &sink).await;
    let first = happen(&app, &owner).await;
    delivery(&owner, first, "delivered", |one| one["state"] == "delivered").await;
    owner.patch(&path(&endpoint), json!({ "enabled": false })).await.ok(200);
    let missed = happen(&app, &owner).await;
    owner.patch(&path(&endpoint), json!({ "enabled": true })).await.ok(200);
    sink.next(Answer::status(410));
    let gone = happen(&app, &owner).await;
    delivery(&owner, gone, "failed", |one| one["state"] == "failed").await;
    owner.patch(&path(&endpoint), json!({ "enabled": true })).await.ok(200);
    assert!(deliveries(&owner).await.iter().all(|one| one["event_id"] != json!(missed)));
    let recovered = owner.post(&format!("{}/recover", path(&endpoint)), json!({ "since": since })).await.ok(202);
    assert_eq!(recovered["retried"], 1);
    for event in [before, missed, gone] {
        delivery(&owner, event, "delivered", |one| one["state"] == "delivered").await;
    }
    let of_first = sink.received().iter().filter(|hook| hook.header("webhook-id") == first.to_string()).count();
    assert_eq!(of_first, 1);
}

#[tokio::test]
async fn one_or_a_span_is_replayed_under_the_same_id() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let sink = Sink::start(&app).await;
    let endpoint = endpoint(&owner, &sink).await;
    let event = happen(&app, &owner).await;
    let done = delivery(&owner, event, "delivered", |one| one["state"] == "delivered").await;
    owner.post(&format!("/webhooks/deliveries/{}/replay", done["id"].as_str().unwrap()), Value::Null).await.ok(202);
    let hooks = sink.hooks(2).await;
    assert_eq!(hooks[0].header("webhook-id"), hooks[1].header("webhook-id"));
    assert_eq!(hooks[0].text, hooks[1].text);
    delivery(&owner, event, "twice", |one| one["state"] == "delivered" && one["attempts"] == 2).await;
    app.advance(chrono::Duration::seconds(10));
    let since = app.now();
    let later = happen(&app, &owner).await;
    delivery(&owner, later, "delivered", |one| one["state"] == "delivered").await;
    let replay = json!({ "endpoint_id": endpoint["id"], "since": since });
    assert_eq!(owner.post("/webhooks/deliveries/replay", replay).await.ok(202)["replayed"], 1);
    sink.hooks(4).await;
    let failed = json!({ "endpoint_id": endpoint["id"], "since": "2020-01-01T00:00:00Z", "state": "failed" });
    assert_eq!(owner.post("/webhooks/deliveries/replay", failed).await.ok(202)["replayed"], 0);
    let elsewhere = json!({ "endpoint_id": uuid::Uuid::new_v4(), "since": since });
    assert_eq!(owner.post("/webhooks/deliveries/replay", elsewhere).await.problem(422), "invalid");
}

#[tokio::test]
async fn what_waits_at_a_disabled_endpoint_goes_on_when_it_is_enabled() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let sink = Sink::start(&app).await;
    let endpoint = endpoint(&owner, &sink).await;
    sink.next(Answer::status(500));
    let event = happen(&app, &owner).await;
    delivery(&owner, event, "an attempt", |one| one["attempts"] == 1).await;
    owner.patch(&path(&endpoint), json!({ "enabled": false })).await.ok(200);
    app.advance(chrono::Duration::minutes(1));
    owner.patch(&path(&endpoint), json!({ "enabled": true })).await.ok(200);
    delivery(&owner, event, "delivered", |one| one["state"] == "delivered").await;
    owner.delete(&path(&endpoint)).await.expect(204);
    assert!(wait_until("gone", async || Some(deliveries(&owner).await)).await.is_empty());
}
