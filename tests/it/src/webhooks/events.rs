use crate::seed::Seed;
use serde_json::{Value, json};
use std::collections::HashSet;
use testkit::{TestApp, wait_until};

#[tokio::test]
async fn the_catalogue_knows_every_event_that_is_written() {
    let app = TestApp::start().await;
    let seed = Seed::plant(&app, "Aardvark").await;
    let types = seed.owner.get("/webhooks/event-types").await.list();
    let known: HashSet<&str> = types.iter().map(|known| known["type"].as_str().unwrap()).collect();
    let mut superuser = app.superuser().await;
    let written: Vec<(String, i16)> = sqlx::query_as("SELECT DISTINCT kind, version FROM events").fetch_all(&mut superuser).await.unwrap();
    assert!(written.len() >= 5, "{written:?}");
    for (kind, version) in written {
        assert!(known.contains(kind.as_str()), "{kind} is not in the catalogue");
        assert_eq!(version, 1);
    }
    for known in &types {
        let schema = &known["schema"];
        let shape = schema["$ref"].as_str().map_or(schema, |target| schema.pointer(target.trim_start_matches('#')).unwrap());
        for field in shape["required"].as_array().into_iter().flatten() {
            assert!(known["example"].get(field.as_str().unwrap()).is_some(), "the example of {} has no {field}", known["type"]);
        }
    }
}

#[test]
fn the_reference_is_the_catalogues() {
    let committed = std::fs::read_to_string(testkit::project().join("docs/events.md")).unwrap();
    assert!(
        committed == server::events_reference::page(),
        "docs/events.md is not what the catalogue says; refresh it: cargo run -p server --bin dealsmart -- events > docs/events.md"
    );
}

#[tokio::test]
async fn events_are_listed_and_gone_on_from() {
    let app = TestApp::builder().without_workers().start().await;
    let seed = Seed::plant(&app, "Aardvark").await;
    let newest = seed.owner.get("/events?limit=3").await.list();
    let seq = |event: &Value| event["seq"].as_i64().unwrap();
    assert!(newest.len() == 3 && seq(&newest[0]) > seq(&newest[1]));
    let after = seed.owner.get(&format!("/events?after={}", seq(&newest[2]))).await.list();
    assert_eq!(after.iter().map(seq).collect::<Vec<_>>(), [seq(&newest[1]), seq(&newest[0])]);
    let messages = seed.owner.get("/events?type=message.created").await.list();
    assert!(!messages.is_empty() && messages.iter().all(|event| event["type"] == "message.created"));
    let page = seed.owner.get("/events?limit=2").await;
    let cursor = page.json["page"]["next_cursor"].as_str().unwrap().to_owned();
    assert_eq!(seq(&seed.owner.get(&format!("/events?limit=2&cursor={cursor}")).await.list()[0]), seq(&page.list()[1]) - 1);
    let one = seed.owner.get(&format!("/events/{}", newest[0]["id"].as_str().unwrap())).await.ok(200);
    assert_eq!(one["seq"], json!(seq(&newest[0])));
    let early = seed.owner.get("/events?since=2020-01-01T00:00:00Z&until=2021-01-01T00:00:00Z").await.list();
    assert!(early.is_empty());
}

#[tokio::test]
async fn old_events_are_let_go_and_whoever_goes_on_from_them_is_told() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let sink = testkit::Sink::start(&app).await;
    for _ in 0..2 {
        super::happen(&app, &owner).await;
    }
    let newest = async |owner: &testkit::Session| owner.get("/events?limit=1").await.list()[0]["seq"].as_i64().unwrap();
    let prune = async || {
        let mut tx = app.app.kernel.db.tenant(&TestApp::ctx(owner.tenant_id)).await.unwrap();
        tx.enqueue(kernel::NewJob::new("events.prune", json!({})));
        tx.commit().await.unwrap();
        wait_until("it is pruned", || async {
            let left: i64 = sqlx::query_scalar("SELECT count(*) FROM jobs WHERE kind = 'events.prune'")
                .fetch_one(&mut app.superuser().await)
                .await
                .unwrap();
            (left == 0).then_some(())
        })
        .await;
    };
    let old = newest(&owner).await;
    app.advance(chrono::Duration::days(89));
    prune().await;
    let owner = app.login(&owner.email).await;
    assert!(!owner.get("/events?after=0").await.list().is_empty(), "not before their time");
    // One that is told nothing new since holds back what it has yet to be told.
    let endpoint = super::endpoint(&owner, &sink).await;
    let id: uuid::Uuid = endpoint["id"].as_str().unwrap().parse().unwrap();
    let mut superuser = app.superuser().await;
    sqlx::query("UPDATE webhook_endpoints SET seq = $2 WHERE id = $1").bind(id).bind(old - 1).execute(&mut superuser).await.unwrap();
    app.advance(chrono::Duration::days(2));
    prune().await;
    let owner = app.login(&owner.email).await;
    assert_eq!(owner.get(&format!("/events?after={}", old - 1)).await.list()[0]["seq"], json!(old));
    assert_eq!(owner.get("/events?after=0").await.problem(410), "events_gone");
    owner.delete(&super::path(&endpoint)).await.expect(204);
    prune().await;
    assert_eq!(owner.get(&format!("/events?after={}", old - 1)).await.problem(410), "events_gone");
    // So is a screen that was closed for as long.
    let mut socket = owner.socket(Some(old - 1)).await;
    socket.frame("resync").await;
    // Numbers go on where they were.
    super::happen(&app, &owner).await;
    assert_eq!(newest(&owner).await, old + 1);
}
