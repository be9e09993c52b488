use super::{deliveries, delivery, detail, endpoint, happen, path};
use serde_json::{Value, json};
use std::{collections::HashSet, time::Duration};
use testkit::{Answer, Sink, TestApp, wait_until};

#[tokio::test]
async fn an_event_is_delivered_signed_and_logged() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let sink = Sink::start(&app).await;
    let endpoint = endpoint(&owner, &sink).await;
    let event = happen(&app, &owner).await;
    let hook = sink.hooks(1).await.remove(0);
    assert_eq!(hook.header("webhook-id"), event.to_string());
    assert_eq!(hook.header("webhook-timestamp"), app.now().timestamp().to_string());
    assert_eq!(hook.header("content-type"), "application/json");
    assert!(hook.is_signed_by(endpoint["secret"].as_str().unwrap()));
    assert_eq!((hook.json["type"].as_str(), hook.json["version"].as_i64()), (Some("catalogue.changed"), Some(1)));
    assert_eq!(hook.json["id"], json!(event));
    assert_eq!(hook.json["data"]["item_ids"].as_array().unwrap().len(), 1);
    let done = delivery(&owner, event, "delivered", |one| one["state"] == "delivered").await;
    assert_eq!((done["attempts"].as_i64(), done["last_status"].as_i64()), (Some(1), Some(200)));
    let detail = detail(&owner, &done).await;
    assert_eq!(detail["body"], hook.json);
    assert_eq!(detail["log"][0]["response"], "answered 200");
    assert!(detail["log"][0]["duration_ms"].as_i64().is_some());
}

#[tokio::test]
async fn every_event_that_it_asked_for_arrives_once() {
    let app = TestApp::start().await;
    let other = app.beside().start().await;
    let owner = app.register("Northwind").await;
    let sink = Sink::start(&app).await;
    endpoint(&owner, &sink).await;
    let mut events = HashSet::new();
    for n in 0..60 {
        events.insert(happen(if n % 2 == 0 { &app } else { &other }, &owner).await.to_string());
        if n % 10 == 0 {
            owner.patch("/users/me", json!({ "name": format!("Name {n}") })).await.expect(200);
        }
    }
    sink.hooks(60).await;
    wait_until("all delivered", async || deliveries(&owner).await.iter().all(|one| one["state"] == "delivered").then_some(())).await;
    let ids: Vec<String> = sink.received().iter().map(|hook| hook.header("webhook-id").to_owned()).collect();
    assert_eq!(ids.len(), 60);
    assert_eq!(ids.into_iter().collect::<HashSet<_>>(), events);
}

#[tokio::test]
async fn a_slow_endpoint_delays_no_other() {
    let app = TestApp::builder().with_settings(|settings| settings.webhook_timeout_seconds = 30).start().await;
    let owner = app.register("Northwind").await;
    let (slow, quick) = (Sink::start(&app).await, Sink::start(&app).await);
    slow.always(Answer::status(200).after(Duration::from_secs(20)));
    endpoint(&owner, &slow).await;
    endpoint(&owner, &quick).await;
    let began = std::time::Instant::now();
    for _ in 0..40 {
        happen(&app, &owner).await;
    }
    quick.hooks(40).await;
    assert!(began.elapsed() < Duration::from_secs(15), "{:?}", began.elapsed());
    assert!(slow.received().len() <= 8, "no more than so many requests are open at once");
}

#[tokio::test]
async fn what_happened_while_no_worker_ran_is_delivered_when_one_does() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let sink = Sink::start(&app).await;
    endpoint(&owner, &sink).await;
    let event = happen(&app, &owner).await;
    let _worker = app.beside().start().await;
    assert_eq!(sink.hooks(1).await[0].header("webhook-id"), event.to_string());
}

#[tokio::test]
async fn an_endpoint_that_a_dead_job_held_is_delivered_to_again() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let sink = Sink::start(&app).await;
    endpoint(&owner, &sink).await;
    let mut superuser = app.superuser().await;
    sqlx::query("UPDATE webhook_endpoints SET lane_job = $1, lane_until = $2")
        .bind(uuid::Uuid::new_v4())
        .bind(app.now() + chrono::Duration::seconds(60))
        .execute(&mut superuser)
        .await
        .unwrap();
    happen(&app, &owner).await;
    wait_until("a delivery that waits", async || (!deliveries(&owner).await.is_empty()).then_some(())).await;
    app.advance(chrono::Duration::seconds(61));
    happen(&app, &owner).await;
    assert_eq!(sink.hooks(2).await.len(), 2);
}

#[tokio::test]
async fn while_a_secret_is_rotated_both_sign() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let sink = Sink::start(&app).await;
    let endpoint = endpoint(&owner, &sink).await;
    let old = endpoint["secret"].as_str().unwrap().to_owned();
    let rotated = owner.post(&format!("{}/rotate-secret", path(&endpoint)), json!({ "overlap_hours": 2 })).await.ok(200);
    let new = rotated["secret"].as_str().unwrap().to_owned();
    assert_ne!(old, new);
    happen(&app, &owner).await;
    let hook = sink.hooks(1).await.remove(0);
    assert!(hook.is_signed_by(&old) && hook.is_signed_by(&new));
    app.advance(chrono::Duration::hours(2));
    happen(&app, &owner).await;
    let hook = sink.hooks(2).await.remove(1);
    assert!(!hook.is_signed_by(&old) && hook.is_signed_by(&new));
    // By now the owner's token is too old.
    let owner = app.login(&owner.email).await;
    let at_once = owner.post(&format!("{}/rotate-secret", path(&endpoint)), json!({ "overlap_hours": 0 })).await.ok(200);
    happen(&app, &owner).await;
    let hook = sink.hooks(3).await.remove(2);
    assert!(!hook.is_signed_by(&new) && hook.is_signed_by(at_once["secret"].as_str().unwrap()));
}

#[tokio::test]
async fn a_test_event_is_sent_as_one() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let sink = Sink::start(&app).await;
    let endpoint = endpoint(&owner, &sink).await;
    let sent = owner.post(&format!("{}/test", path(&endpoint)), json!({ "event_type": "message.created" })).await.ok(202);
    assert_eq!(sent["test"], true);
    let hook = sink.hooks(1).await.remove(0);
    assert_eq!((hook.json["test"].as_bool(), hook.json["type"].as_str()), (Some(true), Some("message.created")));
    assert_eq!(hook.json["data"]["content"], "How long is the battery covered?");
    owner.post(&format!("{}/test", path(&endpoint)), Value::Null).await.ok(202);
    let unknown = owner.post(&format!("{}/test", path(&endpoint)), json!({ "event_type": "message.written" })).await;
    assert_eq!(unknown.problem(422), "invalid");
}
