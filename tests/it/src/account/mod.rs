//! What people do with their own accounts, mostly through letters; and what attackers try there.

mod deletion;
mod email_change;
mod passwords;
mod profile;
mod registration;
mod verification;

use testkit::{TestApp, wait_until};

/// Waits until nothing that is due writes or sends a letter any more.
async fn quiet(app: &TestApp) {
    let mut superuser = app.superuser().await;
    let busy = "SELECT count(*) FROM jobs WHERE (kind LIKE 'identity.%' OR kind = 'email.send') AND state <> 'failed' AND run_at <= $1";
    let connection = tokio::sync::Mutex::new(&mut superuser);
    wait_until("all letters are written", || async {
        let left: i64 = sqlx::query_scalar(busy).bind(app.now()).fetch_one(&mut **connection.lock().await).await.unwrap();
        (left == 0).then_some(())
    })
    .await;
}

/// How many letters of a kind an address got.
async fn letters(app: &TestApp, to: &str, template: &str) -> usize {
    app.outbox(to).await.iter().filter(|letter| letter.template == template).count()
}

/// The actions of a person's in all audit logs, the newest last.
async fn actions(app: &TestApp, user_id: uuid::Uuid) -> Vec<String> {
    sqlx::query_scalar("SELECT action FROM audit_log WHERE actor_id = $1 OR target_id = $1::text ORDER BY created_at, id")
        .bind(user_id)
        .fetch_all(&mut app.superuser().await)
        .await
        .unwrap()
}
