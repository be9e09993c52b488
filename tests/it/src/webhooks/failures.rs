use super::{delivery, detail, endpoint, happen, path};
use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};
use testkit::{Answer, Sink, TestApp, wait_until};

fn next_at(delivery: &Value) -> DateTime<Utc> {
    delivery["next_at"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn what_fails_is_tried_again_by_the_schedule() {
    let app = TestApp::start().await;
    let mut owner = app.register("Northwind").await;
    let sink = Sink::start(&app).await;
    endpoint(&owner, &sink).await;
    sink.always(Answer::status(500));
    let event = happen(&app, &owner).await;
    for (attempts, wait) in [(1, 5), (2, 300), (3, 1_800), (4, 7_200)] {
        let failed = delivery(&owner, event, "an attempt", |one| one["attempts"] == attempts).await;
        assert_eq!((failed["state"].as_str(), failed["last_status"].as_i64()), (Some("pending"), Some(500)));
        let until = next_at(&failed) - app.now();
        assert!(until >= Duration::seconds(wait) && until <= Duration::seconds(wait * 11 / 10 + 1), "{attempts}: {until}");
        app.advance(until);
        // Access tokens do not last so long.
        owner = app.login(&owner.email).await;
    }
    delivery(&owner, event, "the fifth", |one| one["attempts"] == 5).await;
    sink.always(Answer::status(204));
    app.advance(Duration::hours(6));
    let owner = app.login(&owner.email).await;
    let done = delivery(&owner, event, "delivered", |one| one["state"] == "delivered").await;
    let log = detail(&owner, &done).await["log"].as_array().unwrap().clone();
    assert_eq!(log.len(), 6);
    assert_eq!((log[0]["status"].as_i64(), log[5]["status"].as_i64()), (Some(204), Some(500)));
    assert!(sink.received().iter().all(|hook| hook.header("webhook-id") == event.to_string()));
}

#[tokio::test]
async fn after_ten_attempts_a_delivery_has_failed() {
    let app = TestApp::start().await;
    let mut owner = app.register("Northwind").await;
    let sink = Sink::start(&app).await;
    endpoint(&owner, &sink).await;
    sink.always(Answer::status(400));
    let event = happen(&app, &owner).await;
    for attempts in 1..10 {
        let failed = delivery(&owner, event, "an attempt", |one| one["attempts"] == attempts).await;
        app.advance(next_at(&failed) - app.now());
        owner = app.login(&owner.email).await;
    }
    let failed = delivery(&owner, event, "failed", |one| one["state"] == "failed").await;
    assert_eq!((failed["attempts"].as_i64(), failed["next_at"].is_null()), (Some(10), true));
}

#[tokio::test]
async fn redirects_are_failures_and_not_followed() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let (sink, elsewhere) = (Sink::start(&app).await, Sink::start(&app).await);
    endpoint(&owner, &sink).await;
    sink.next(Answer::status(302).header("location", elsewhere.url()));
    let event = happen(&app, &owner).await;
    let failed = delivery(&owner, event, "an attempt", |one| one["attempts"] == 1).await;
    assert_eq!((failed["state"].as_str(), failed["last_status"].as_i64()), (Some("pending"), Some(302)));
    assert!(failed["last_error"].as_str().unwrap().contains("redirects are not followed"));
    assert!(elsewhere.received().is_empty());
}

#[tokio::test]
async fn retry_after_is_honoured_for_the_whole_endpoint() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let sink = Sink::start(&app).await;
    endpoint(&owner, &sink).await;
    sink.next(Answer::status(503).header("retry-after", "600"));
    let event = happen(&app, &owner).await;
    let failed = delivery(&owner, event, "an attempt", |one| one["attempts"] == 1).await;
    assert_eq!(next_at(&failed), app.now() + Duration::seconds(600));
    let second = happen(&app, &owner).await;
    delivery(&owner, second, "it waits", |one| one["state"] == "pending").await;
    app.advance(Duration::seconds(300));
    let third = happen(&app, &owner).await;
    delivery(&owner, third, "it waits", |one| one["state"] == "pending").await;
    assert_eq!(sink.received().len(), 1);
    app.advance(Duration::seconds(301));
    for event in [event, second, third] {
        delivery(&owner, event, "delivered", |one| one["state"] == "delivered").await;
    }
}

#[tokio::test]
async fn an_endpoint_that_is_gone_is_disabled_with_an_entry() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let sink = Sink::start(&app).await;
    let endpoint = endpoint(&owner, &sink).await;
    sink.next(Answer::status(410));
    let event = happen(&app, &owner).await;
    delivery(&owner, event, "failed", |one| one["state"] == "failed").await;
    let now = owner.get(&path(&endpoint)).await.ok(200);
    assert_eq!((now["enabled"].as_bool(), now["disabled_reason"].as_str()), (Some(false), Some("gone")));
    let entries = owner.get("/audit-log?limit=10").await.list();
    assert!(entries.iter().any(|entry| entry["action"] == "webhook_endpoint.disabled" && entry["after"]["reason"] == "gone"));
    let events = owner.get("/events?type=webhook_endpoint.disabled").await.list();
    assert_eq!(events[0]["data"]["endpoint_id"], endpoint["id"]);
    assert_eq!(owner.post(&format!("{}/test", path(&endpoint)), Value::Null).await.problem(409), "endpoint_disabled");
}

#[tokio::test]
async fn an_endpoint_that_fails_for_five_days_is_disabled() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let sink = Sink::start(&app).await;
    let endpoint = endpoint(&owner, &sink).await;
    sink.always(Answer::status(500));
    let event = happen(&app, &owner).await;
    delivery(&owner, event, "an attempt", |one| one["attempts"] == 1).await;
    assert!(owner.get(&path(&endpoint)).await.ok(200)["failing_since"].is_string());
    // Not as long as it says something else now and then.
    sink.next(Answer::status(200));
    app.advance(Duration::seconds(6));
    delivery(&owner, event, "delivered", |one| one["state"] == "delivered").await;
    assert!(owner.get(&path(&endpoint)).await.ok(200)["failing_since"].is_null());
    let event = happen(&app, &owner).await;
    delivery(&owner, event, "an attempt", |one| one["attempts"] == 1).await;
    app.advance(Duration::days(4));
    let owner = app.login(&owner.email).await;
    delivery(&owner, event, "the second", |one| one["attempts"] == 2).await;
    assert_eq!(owner.get(&path(&endpoint)).await.ok(200)["enabled"], true);
    app.advance(Duration::days(1) + Duration::minutes(1));
    let owner = app.login(&owner.email).await;
    wait_until("disabled", async || {
        let now = owner.get(&path(&endpoint)).await.ok(200);
        (now["enabled"] == false && now["disabled_reason"] == "failing").then_some(())
    })
    .await;
}

#[tokio::test]
async fn what_answers_too_late_has_not_answered() {
    let app = TestApp::builder().with_settings(|settings| settings.webhook_timeout_seconds = 1).start().await;
    let owner = app.register("Northwind").await;
    let sink = Sink::start(&app).await;
    endpoint(&owner, &sink).await;
    sink.next(Answer::status(200).after(std::time::Duration::from_secs(30)));
    let event = happen(&app, &owner).await;
    let failed = delivery(&owner, event, "an attempt", |one| one["attempts"] == 1).await;
    assert_eq!((failed["last_status"].is_null(), failed["last_error"].as_str()), (true, Some("no answer in time")));
    assert!(detail(&owner, &failed).await["log"][0]["duration_ms"].as_i64().unwrap() >= 1_000);
}

#[tokio::test]
async fn of_long_answers_the_beginning_is_kept() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let sink = Sink::start(&app).await;
    endpoint(&owner, &sink).await;
    sink.next(Answer { body: "a\0b".to_owned() + &"x".repeat(3_000_000), ..Answer::status(200) });
    let event = happen(&app, &owner).await;
    let done = delivery(&owner, event, "delivered", |one| one["state"] == "delivered").await;
    let kept = detail(&owner, &done).await["log"][0]["response"].clone();
    assert!(kept.as_str().unwrap().starts_with("a\u{fffd}bxxx") && kept.as_str().unwrap().len() < 1_100);
    assert_eq!(json!(done["attempts"]), 1);
}
