//! Rule 4: a change, its event and its jobs are one transaction.

use contracts::{
    catalogue::{CatalogueEntry, Money},
    events::CatalogueChanged,
};
use kernel::NewJob;
use serde_json::json;
use sqlx::PgConnection;
use testkit::TestApp;
use uuid::Uuid;

async fn written(db: &mut PgConnection, tenant_id: Uuid) -> (i64, i64, i64) {
    sqlx::query_as(
        "SELECT (SELECT count(*) FROM contacts WHERE tenant_id = $1), (SELECT count(*) FROM events WHERE tenant_id = $1),
                (SELECT count(*) FROM jobs WHERE tenant_id = $1)",
    )
    .bind(tenant_id)
    .fetch_one(db)
    .await
    .unwrap()
}

#[tokio::test]
async fn a_job_about_a_person_is_the_installations_and_shares_the_commit() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let tenants = async || -> Vec<Uuid> {
        sqlx::query_scalar("SELECT tenant_id FROM jobs WHERE kind = 'test.personal'").fetch_all(&mut app.superuser().await).await.unwrap()
    };
    for commits in [false, true] {
        let mut tx = app.app.kernel.db.tenant(&TestApp::ctx(owner.tenant_id)).await.unwrap();
        tx.enqueue_personal(kernel::NewJob::new("test.personal", serde_json::json!({})));
        tx.enqueue(kernel::NewJob::new("test.of_the_tenant", serde_json::json!({})));
        if commits {
            tx.commit().await.unwrap();
        }
    }
    assert_eq!(tenants().await, [kernel::INSTALLATION]);
}

#[tokio::test]
async fn a_rolled_back_change_leaves_neither_event_nor_job_and_a_committed_one_both() {
    let app = TestApp::builder().without_workers().start().await;
    let tenant_id = app.register("Northwind").await.tenant_id;
    let mut db = app.superuser().await;
    let before = written(&mut db, tenant_id).await;
    for commit in [false, true] {
        let mut tx = app.app.kernel.db.tenant(&TestApp::ctx(tenant_id)).await.unwrap();
        let id = tx.new_id();
        sqlx::query("INSERT INTO contacts (tenant_id, id, created_at, updated_at) VALUES ($1, $2, now(), now())")
            .bind(tenant_id)
            .bind(id)
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.emit(&CatalogueChanged { item_ids: Vec::new() }).unwrap();
        tx.enqueue(NewJob::new("test.job", json!({})));
        if commit {
            tx.commit().await.unwrap();
            // One job is the test's, the other follows the event.
            assert_eq!(written(&mut db, tenant_id).await, (before.0 + 1, before.1 + 1, before.2 + 2));
        } else {
            drop(tx);
            assert_eq!(written(&mut db, tenant_id).await, before);
        }
    }
}

#[tokio::test]
async fn a_commit_that_fails_leaves_nothing() {
    let app = TestApp::builder().without_workers().start().await;
    let tenant_id = app.register("Northwind").await.tenant_id;
    let mut db = app.superuser().await;
    let before = written(&mut db, tenant_id).await;
    let mut tx = app.app.kernel.db.tenant(&TestApp::ctx(tenant_id)).await.unwrap();
    let id = tx.new_id();
    sqlx::query("INSERT INTO contacts (tenant_id, id, created_at, updated_at) VALUES ($1, $2, now(), now())")
        .bind(tenant_id)
        .bind(id)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.emit(&CatalogueChanged { item_ids: Vec::new() }).unwrap();
    tx.enqueue(NewJob::new("test.job", json!({})));
    let backend: i32 = sqlx::query_scalar("SELECT pg_backend_pid()").fetch_one(&mut *tx).await.unwrap();
    sqlx::query("SELECT pg_terminate_backend($1)").bind(backend).execute(&mut db).await.unwrap();
    assert_eq!(tx.commit().await.unwrap_err().status.as_u16(), 503);
    assert_eq!(written(&mut db, tenant_id).await, before);
}

#[tokio::test]
async fn a_subscribers_job_carries_the_event() {
    let app = TestApp::builder().without_workers().start().await;
    let tenant_id = app.register("Northwind").await.tenant_id;
    let entry = CatalogueEntry {
        sku: "A-1".into(),
        name: "Aurora".into(),
        kind: "vehicle".into(),
        price: Money { amount: 1, currency: "USD".into() },
        stock: 1,
        attributes: json!({}),
        url: None,
    };
    let mut tx = app.app.kernel.db.tenant(&TestApp::ctx(tenant_id)).await.unwrap();
    app.app.catalogue.upsert(&mut tx, &[entry]).await.unwrap();
    tx.commit().await.unwrap();
    let mut db = app.superuser().await;
    let (event, job): (serde_json::Value, serde_json::Value) = sqlx::query_as(
        "SELECT e.data, j.payload FROM events e JOIN jobs j ON j.tenant_id = e.tenant_id AND j.payload->>'event_id' = e.id::text
         WHERE e.tenant_id = $1 AND e.kind = 'catalogue.changed' AND j.kind = 'knowledge.catalogue'",
    )
    .bind(tenant_id)
    .fetch_one(&mut db)
    .await
    .unwrap();
    assert_eq!(job["data"], event);
    assert_eq!(event["item_ids"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn sequence_numbers_of_events_are_dense_whoever_writes_at_once() {
    let app = TestApp::builder().without_workers().start().await;
    let tenant_id = app.register("Northwind").await.tenant_id;
    let writers = (0..20).map(|_| async {
        let mut tx = app.app.kernel.db.tenant(&TestApp::ctx(tenant_id)).await.unwrap();
        tx.emit(&CatalogueChanged { item_ids: Vec::new() }).unwrap();
        tx.emit(&CatalogueChanged { item_ids: Vec::new() }).unwrap();
        tx.commit().await.unwrap();
    });
    futures_util::future::join_all(writers).await;
    let mut db = app.superuser().await;
    let seqs: Vec<i64> =
        sqlx::query_scalar("SELECT seq FROM events WHERE tenant_id = $1 ORDER BY seq").bind(tenant_id).fetch_all(&mut db).await.unwrap();
    let first = seqs[0];
    assert!(seqs.len() >= 40);
    assert_eq!(seqs, (first..first + i64::try_from(seqs.len()).unwrap()).collect::<Vec<_>>());
}
