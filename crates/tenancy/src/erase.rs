//! Erases a workspace whose grace is over: every row of every tenant table, in small transactions, the workspace last.
//!
//! The tables come from the database's own catalogue, so that a later migration's are erased as well.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use jobs::{Handler, Job};
use kernel::{Db, NewJob, Problem, Result, TenantTx};
use serde_json::json;
use sqlx::AssertSqlSafe;

pub(crate) const ERASE: &str = "tenancy.erase";
/// Rows in one transaction; of files' parts, which are a megabyte each, fewer.
const ROWS: i64 = 1_000;
const PARTS: i64 = 32;

/// Due when the grace is over.
pub(crate) fn job(at: DateTime<Utc>) -> NewJob {
    // Whatever is in the way today (a lock, a restart) may not be tomorrow.
    NewJob::new(ERASE, json!({})).unique("tenant").at(at).priority(200).attempts(1_000)
}

pub(crate) struct EraseTenant {
    pub db: Db,
}

#[async_trait]
impl Handler for EraseTenant {
    async fn run(&self, job: &Job) -> Result<()> {
        let mut tx = self.db.tenant(&job.ctx()).await?;
        let delete_at =
            sqlx::query_scalar!("SELECT delete_at FROM tenants WHERE tenant_id = $1", job.tenant_id).fetch_one(&mut *tx).await?;
        let due = delete_at.is_some_and(|at| at <= tx.now());
        if !due {
            // Taken back, or asked for anew since.
            job.finish(&mut tx).await?;
            if let Some(at) = delete_at {
                tx.enqueue(self::job(at));
            }
            return tx.commit().await;
        }
        let tables = tables(&mut tx).await?;
        drop(tx);
        for table in tables {
            self.empty(job, &table).await?;
        }
        while self.erase_some_of_the_audit_log(job).await? {}
        let mut tx = self.db.tenant(&job.ctx()).await?;
        job.finish(&mut tx).await?;
        // Other jobs, and what came in while the tables were emptied.
        sqlx::query!("DELETE FROM tenants WHERE tenant_id = $1", job.tenant_id).execute(&mut *tx).await?;
        tx.commit().await?;
        tracing::info!(tenant = %job.tenant_id, "a workspace was erased");
        Ok(())
    }
}

impl EraseTenant {
    async fn empty(&self, job: &Job, table: &str) -> Result<()> {
        let most = if table.ends_with("document_files") { PARTS } else { ROWS };
        // The name comes out of the catalogue, quoted there.
        let delete = format!("DELETE FROM {table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM {table} WHERE tenant_id = $1 LIMIT $2))");
        loop {
            let mut tx = self.db.tenant(&job.ctx()).await?;
            let gone = sqlx::query(AssertSqlSafe(delete.clone())).bind(job.tenant_id).bind(most).execute(&mut *tx).await?.rows_affected();
            tx.commit().await?;
            if gone == 0 {
                return Ok(());
            }
        }
    }

    async fn erase_some_of_the_audit_log(&self, job: &Job) -> Result<bool> {
        let mut tx = self.db.tenant(&job.ctx()).await?;
        let gone = sqlx::query_scalar!(r#"SELECT app.erase_audit_log($1) AS "gone!""#, 1_000).fetch_one(&mut *tx).await?;
        tx.commit().await?;
        Ok(gone > 0)
    }
}

/// The tenant tables that the program may empty, each before those that it refers to.
async fn tables(tx: &mut TenantTx) -> Result<Vec<String>> {
    let mut left = sqlx::query!(
        r#"SELECT format('%I.%I', n.nspname, c.relname) AS "name!",
             ARRAY(SELECT format('%I.%I', rn.nspname, r.relname) FROM pg_constraint k
                   JOIN pg_class r ON r.oid = k.conrelid JOIN pg_namespace rn ON rn.oid = r.relnamespace
                   WHERE k.confrelid = c.oid AND k.contype = 'f' AND k.conrelid <> c.oid) AS "referring!"
           FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname NOT IN ('tenants', 'jobs')
             AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'tenant')
             AND has_table_privilege(c.oid, 'DELETE')
           ORDER BY 1"#
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut ordered: Vec<String> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let names: Vec<String> = left.iter().map(|table| table.name.clone()).collect();
        let (free, bound): (Vec<_>, Vec<_>) = left.into_iter().partition(|table| !table.referring.iter().any(|name| names.contains(name)));
        if free.is_empty() {
            return Err(Problem::internal(format!("tables that refer to each other in a circle: {names:?}")));
        }
        ordered.extend(free.into_iter().map(|table| table.name));
        left = bound;
    }
    Ok(ordered)
}
