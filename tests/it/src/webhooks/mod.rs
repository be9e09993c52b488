//! Outgoing webhooks, against a server that really answers.

mod deliver;
mod endpoints;
mod events;
mod failures;
mod recovery;

use contracts::events::CatalogueChanged;
use serde_json::{Value, json};
use testkit::{Session, Sink, TestApp, wait_until};
use uuid::Uuid;

/// An endpoint that is told of `catalogue.changed`, with its secret.
async fn endpoint(owner: &Session, sink: &Sink) -> Value {
    let body = json!({ "url": sink.url(), "event_types": ["catalogue.changed"] });
    owner.post("/webhooks/endpoints", body).await.ok(201)
}

fn path(endpoint: &Value) -> String {
    format!("/webhooks/endpoints/{}", endpoint["id"].as_str().unwrap())
}

/// Something happens.
async fn happen(app: &TestApp, owner: &Session) -> Uuid {
    let mut tx = app.app.kernel.db.tenant(&TestApp::ctx(owner.tenant_id)).await.unwrap();
    let id = tx.emit(&CatalogueChanged { item_ids: vec![Uuid::new_v4()] }).unwrap();
    tx.commit().await.unwrap();
    id
}

async fn deliveries(owner: &Session) -> Vec<Value> {
    owner.get("/webhooks/deliveries?limit=200").await.list()
}

/// Waits for the delivery of an event to be as `is` says.
async fn delivery(owner: &Session, event: Uuid, what: &str, is: impl Fn(&Value) -> bool) -> Value {
    wait_until(what, async || deliveries(owner).await.into_iter().find(|one| one["event_id"] == json!(event) && is(one))).await
}

async fn detail(owner: &Session, delivery: &Value) -> Value {
    owner.get(&format!("/webhooks/deliveries/{}", delivery["id"].as_str().unwrap())).await.ok(200)
}
