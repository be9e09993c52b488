//! The job that sends one letter.

use crate::{
    outbox,
    transport::{Mailer, Sent},
};
use async_trait::async_trait;
use contracts::mail::Mail;
use jobs::{Handler, Job};
use kernel::{Db, Result};

pub struct SendLetter {
    pub db: Db,
    pub mailer: Mailer,
}

#[async_trait]
impl Handler for SendLetter {
    async fn run(&self, job: &Job) -> Result<()> {
        let mail: Mail = job.payload()?;
        let now = self.db.clock().now();
        if mail.expires_at.is_some_and(|at| at <= now) {
            tracing::warn!(job = %job.id, template = mail.template, "a letter came too late to be of use, and was not sent");
            return self.end(job, "late").await;
        }
        let mut tx = self.db.tenant(&job.ctx()).await?;
        let brand = sqlx::query_scalar!("SELECT name FROM tenants WHERE tenant_id = $1", job.tenant_id).fetch_one(&mut *tx).await?;
        let letter = self.mailer.compose(&mail, &brand)?;
        if !self.mailer.delivers() {
            outbox::keep(&mut tx, job.id, &mail.template, &letter).await?;
            job.finish(&mut tx).await?;
            return tx.commit().await;
        }
        // A mail server takes its time; no connection to the database waits for it.
        drop(tx);
        match self.mailer.send(job.id, &letter, &brand, now).await? {
            Some(Sent::Refused(reason)) => {
                tracing::warn!(job = %job.id, template = mail.template, reason, "a letter was refused");
                self.end(job, "refused").await
            }
            _ => self.end(job, "sent").await,
        }
    }
}

impl SendLetter {
    async fn end(&self, job: &Job, outcome: &'static str) -> Result<()> {
        let mut tx = self.db.tenant(&job.ctx()).await?;
        job.finish(&mut tx).await?;
        tx.commit().await?;
        metrics::counter!("dealsmart_letters_total", "outcome" => outcome).increment(1);
        Ok(())
    }
}
