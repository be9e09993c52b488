use super::entry;
use crate::seed::id;
use kernel::NewJob;
use serde_json::{Value, json};
use testkit::{Session, TestApp};
use uuid::Uuid;

async fn enqueue(app: &TestApp, owner: &Session, kind: &'static str) {
    let mut tx = app.app.kernel.db.tenant(&TestApp::ctx(owner.tenant_id)).await.unwrap();
    tx.enqueue(NewJob::new(kind, json!({ "password": "of nobody's business", "document_id": Uuid::nil() })));
    tx.commit().await.unwrap();
}

async fn jobs(operator: &Session, filter: &str) -> Vec<Value> {
    operator.get(&format!("/admin/jobs?{filter}")).await.list()
}

async fn queue(operator: &Session, name: &str) -> Value {
    operator.get("/admin/jobs/queues").await.list().into_iter().find(|queue| queue["name"] == name).expect("the queue")
}

#[tokio::test]
async fn an_operator_mends_what_is_stuck_in_any_workspace() {
    let app = TestApp::builder().without_workers().start().await;
    let operator = app.operator().await;
    let (a, b) = (app.register("Aardvark").await, app.register("Badger").await);
    for owner in [&a, &b] {
        enqueue(&app, owner, "knowledge.ingest").await;
        enqueue(&app, owner, "nobody.does.this").await;
    }
    sqlx::query(
        "UPDATE jobs SET state = 'failed', attempt = 10, failed_at = created_at, last_error = 'it broke' WHERE kind = 'knowledge.ingest'",
    )
    .execute(&mut app.superuser().await)
    .await
    .unwrap();
    let failed = jobs(&operator, "state=failed").await;
    assert_eq!(failed.len(), 2);
    assert_eq!((&failed[0]["tenant_name"], &failed[0]["job"]["queue"]), (&json!("Badger"), &json!("knowledge")), "the newest first");
    assert!(!failed[0].to_string().contains("nobody's business") && failed[0]["job"]["error"] == "it broke");
    assert_eq!(jobs(&operator, &format!("kind=nobody.does.this&tenant_id={}", a.tenant_id)).await.len(), 1);
    // In pages, each once.
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = operator.get(&format!("/admin/jobs?kind=nobody.does.this&limit=1{cursor}")).await;
        seen.extend(page.clone().list().iter().map(|one| one["tenant_name"].clone()));
        match page.json["page"]["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, ["Aardvark", "Badger"]);
    assert_eq!((&queue(&operator, "knowledge").await["failed"], &queue(&operator, "knowledge").await["queued"]), (&json!(2), &json!(0)));

    let path = |tenant: Uuid, job: &Value| format!("/admin/jobs/{tenant}/{}", id(&job["job"]));
    operator.post(&format!("{}/retry", path(b.tenant_id, &failed[0])), Value::Null).await.expect(204);
    assert_eq!(jobs(&operator, "state=failed").await.len(), 1);
    assert_eq!(queue(&operator, "knowledge").await["queued"], 1);
    let told = entry(&b, "operator.job.retried").await;
    assert_eq!(told["target"]["id"], failed[0]["job"]["id"]);
    operator.delete(&path(a.tenant_id, &failed[1])).await.expect(204);
    entry(&a, "operator.job.deleted").await;
    let waiting = jobs(&operator, "kind=nobody.does.this").await;
    let cancelled = operator.post(&format!("{}/cancel", path(a.tenant_id, &waiting[0])), Value::Null).await.ok(200);
    assert_eq!(cancelled, json!({ "removed": true }));
    entry(&a, "operator.job.cancelled").await;
    let logged = operator.get("/admin/log?action=job").await.list();
    let actions: Vec<&str> = logged.iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["job.cancelled", "job.deleted", "job.retried"]);

    // Nobody else, and nothing that is not there or is somebody else's.
    assert_eq!(a.get("/admin/jobs").await.problem(403), "forbidden");
    for strange in
        [format!("/admin/jobs/{}/{}", a.tenant_id, id(&waiting[1]["job"])), format!("/admin/jobs/{}/{}", Uuid::nil(), Uuid::nil())]
    {
        assert_eq!(operator.delete(&strange).await.problem(404), "not_found", "{strange}");
    }
    assert_eq!(operator.delete("/admin/jobs/x/y").await.problem(404), "not_found");
}

#[tokio::test]
async fn a_queue_is_stopped_and_goes_on() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let owner = app.register("Aardvark").await;
    let pause = async |name: &str, paused: bool| {
        operator.json(reqwest::Method::PUT, &format!("/admin/jobs/queues/{name}/pause"), json!({ "paused": paused })).await
    };
    assert_eq!(pause("nobody", true).await.problem(404), "not_found");
    for _ in 0..2 {
        pause("knowledge", true).await.ok(200);
    }
    assert_eq!(queue(&operator, "knowledge").await["paused"], true);
    let document = owner.upload("handbook.md", b"# Handbook\n\nThe workshop opens at seven.\n").await.ok(202);
    testkit::wait_until("it waits", || async { (queue(&operator, "knowledge").await["queued"] == 1).then_some(()) }).await;
    pause("knowledge", false).await.ok(200);
    owner.settled(document["id"].as_str().unwrap()).await;
    assert_eq!(queue(&operator, "knowledge").await["paused"], false);
    let logged = operator.get("/admin/log?action=queue").await.list();
    let actions: Vec<&str> = logged.iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["queue.resumed", "queue.paused"], "twice the same is once");
    let schedules = operator.get("/admin/jobs/schedules").await.list();
    assert!(schedules.iter().any(|schedule| schedule["name"] == "events.prune" && schedule["expression"] == "15 4 * * *"));
}
