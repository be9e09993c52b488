//! The job that makes a document answer questions: read, parse, cut, embed, then put the new chunks in the old ones' place
//! in one transaction. Running twice, or beside a newer revision, changes nothing.

use std::sync::Arc;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use jobs::{Handler, Job};
use kernel::{NewJob, Problem, Result, TenantCtx, TenantTx};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Knowledge;
use crate::analyse;
use crate::chunk::{self, Chunk};
use crate::documents::{Document, DocumentStatus, announce, find, read_part};
use crate::embed::{EmbedError, Embedding};
use crate::parse::{ParseFailure, ParsedDocument};
use crate::write::{NewChunk, Source, insert_chunks};

pub const KIND: &str = "knowledge.ingest";
const ATTEMPTS: i32 = 4;
/// Texts sent to the model at once, and so the step of the progress bar.
const BATCH: usize = 16;
const ANNOUNCE_EVERY: Duration = Duration::from_millis(700);

#[derive(Serialize, Deserialize)]
struct Payload {
    document_id: Uuid,
    revision: i32,
}

pub(crate) fn job(document_id: Uuid, revision: i32) -> NewJob {
    NewJob::new(KIND, serde_json::json!({ "document_id": document_id, "revision": revision }))
        .unique(format!("{document_id}:{revision}"))
        .attempts(ATTEMPTS)
}

pub(crate) struct Ingest(pub(crate) Arc<Knowledge>);

#[async_trait]
impl Handler for Ingest {
    async fn run(&self, job: &Job) -> Result<()> {
        let payload: Payload = job.payload()?;
        let work = Work { knowledge: &self.0, ctx: job.ctx(), document_id: payload.document_id, revision: payload.revision };
        match Box::pin(work.ingest(job)).await {
            Ok(()) => Ok(()),
            Err(Stop::Superseded) => work.end(job, None).await,
            Err(Stop::Unreadable(failure)) => work.end(job, Some(&failure)).await,
            Err(Stop::Problem(problem)) => {
                if job.is_cancelled() {
                    work.mark_failed(&stopped()).await?;
                } else if job.is_last_attempt() {
                    let failure = ParseFailure::new("processing_failed", "The document could not be processed. Try again later.");
                    work.mark_failed(&failure).await?;
                }
                Err(problem)
            }
        }
    }

    async fn removed(&self, tx: &mut TenantTx, payload: &serde_json::Value) -> Result<()> {
        let payload: Payload = serde_json::from_value(payload.clone()).map_err(Problem::internal)?;
        let work = Work { knowledge: &self.0, ctx: tx.ctx().clone(), document_id: payload.document_id, revision: payload.revision };
        work.fail(tx, &stopped()).await
    }

    fn shows(&self) -> &'static [&'static str] {
        &["revision"]
    }
}

fn stopped() -> ParseFailure {
    ParseFailure::new("cancelled", "Processing was stopped. Process the document again to use it.")
}

/// Why a run ends early.
enum Stop {
    /// The document is gone or has a newer revision.
    Superseded,
    Unreadable(ParseFailure),
    Problem(Problem),
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<sqlx::Error> for Stop {
    fn from(error: sqlx::Error) -> Self {
        Self::Problem(error.into())
    }
}

impl From<EmbedError> for Stop {
    fn from(error: EmbedError) -> Self {
        Self::Problem(crate::embedding_problem(&error))
    }
}

struct Work<'a> {
    knowledge: &'a Knowledge,
    ctx: TenantCtx,
    document_id: Uuid,
    revision: i32,
}

impl Work<'_> {
    async fn ingest(&self, job: &Job) -> Result<(), Stop> {
        let document = self.progress(job, 5, "Reading the file").await?;
        let bytes = self.read(&document).await?;
        let parsed = self.knowledge.parser.parse(bytes, &document.filename).await.map_err(Stop::Unreadable)?;
        self.progress(job, 20, "Cutting it into passages").await?;
        let title = self.title(&parsed).await?;
        let page_count = parsed.page_count.and_then(|count| i32::try_from(count).ok());
        let (chunks, lexemes) = cut(parsed, title.clone()).await?;
        let vectors = self.embed(job, &chunks, &title).await?;
        let rows: Vec<NewChunk> = chunks
            .into_iter()
            .zip(lexemes)
            .zip(vectors)
            .map(|((chunk, lexemes), (vector, sentences))| NewChunk { chunk, lexemes, vector, sentences, hash: None })
            .collect();

        let mut tx = self.knowledge.db.tenant(&self.ctx).await?;
        let (tenant_id, now) = (tx.tenant_id(), tx.now());
        self.lock(&mut tx).await?;
        sqlx::query!("DELETE FROM chunks WHERE tenant_id = $1 AND document_id = $2", tenant_id, self.document_id).execute(&mut *tx).await?;
        insert_chunks(&mut tx, Source::Document(self.document_id), self.knowledge.embedder.model(), &rows).await?;
        sqlx::query!(
            "UPDATE documents SET status = 'ready', progress = 100, error_code = NULL, error_message = NULL, title = $3, chunk_count = $4, page_count = $5, updated_at = $6
             WHERE tenant_id = $1 AND id = $2",
            tenant_id,
            self.document_id,
            title,
            i32::try_from(rows.len()).unwrap_or(i32::MAX),
            page_count,
            now
        )
        .execute(&mut *tx)
        .await?;
        announce(&find(&mut tx, self.document_id).await?, &mut tx)?;
        job.finish(&mut tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Locks the document's row if this is still its revision.
    async fn lock(&self, tx: &mut TenantTx) -> Result<(), Stop> {
        let tenant_id = tx.tenant_id();
        sqlx::query_scalar!(
            "SELECT revision FROM documents WHERE tenant_id = $1 AND id = $2 AND revision = $3 FOR UPDATE",
            tenant_id,
            self.document_id,
            self.revision
        )
        .fetch_optional(&mut **tx)
        .await?
        .map(|_| ())
        .ok_or(Stop::Superseded)
    }

    async fn progress(&self, job: &Job, progress: i16, note: &str) -> Result<Document, Stop> {
        job.progress(f32::from(progress) / 100.0, note).await?;
        let mut tx = self.knowledge.db.tenant(&self.ctx).await?;
        self.lock(&mut tx).await?;
        let (tenant_id, now) = (tx.tenant_id(), tx.now());
        sqlx::query!(
            "UPDATE documents SET status = $3, progress = $4, updated_at = $5 WHERE tenant_id = $1 AND id = $2",
            tenant_id,
            self.document_id,
            DocumentStatus::Processing.as_str(),
            progress,
            now
        )
        .execute(&mut *tx)
        .await?;
        let document = find(&mut tx, self.document_id).await?;
        announce(&document, &mut tx)?;
        tx.commit().await?;
        Ok(document)
    }

    async fn read(&self, document: &Document) -> Result<Vec<u8>, Stop> {
        let mut bytes = Vec::with_capacity(usize::try_from(document.size).unwrap_or(0));
        for part in 0_i32.. {
            match read_part(&self.knowledge.db, &self.ctx, self.document_id, part).await? {
                Some(content) => bytes.extend_from_slice(&content),
                None => break,
            }
        }
        Ok(bytes)
    }

    /// The given title, else the document's own, else what the file's name says.
    async fn title(&self, parsed: &ParsedDocument) -> Result<String, Stop> {
        let mut tx = self.knowledge.db.tenant(&self.ctx).await?;
        let tenant_id = tx.tenant_id();
        let row = sqlx::query!("SELECT title, title_given FROM documents WHERE tenant_id = $1 AND id = $2", tenant_id, self.document_id)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(Stop::Superseded)?;
        Ok(match &parsed.title {
            Some(own) if !row.title_given && own.chars().count() <= 300 => own.clone(),
            _ => row.title,
        })
    }

    /// For each chunk its vector and those of its sentences.
    async fn embed(&self, job: &Job, chunks: &[Chunk], title: &str) -> Result<Vec<(Embedding, Vec<Embedding>)>, Stop> {
        let mut vectors = Vec::with_capacity(chunks.len());
        let mut announced = Instant::now();
        for batch in chunks.chunks(BATCH) {
            let sentences: Vec<Vec<String>> = batch.iter().map(|chunk| chunk::telling_sentences(&chunk.content)).collect();
            let texts = batch.iter().map(|chunk| chunk.embedding_text(title)).chain(sentences.iter().flatten().cloned()).collect();
            let mut made = self.knowledge.embedder.embed_batch(texts).await?.into_iter();
            let whole: Vec<Embedding> = made.by_ref().take(batch.len()).collect();
            for (vector, sentences) in whole.into_iter().zip(&sentences) {
                vectors.push((vector, made.by_ref().take(sentences.len()).collect()));
            }
            if announced.elapsed() >= ANNOUNCE_EVERY {
                let share = vectors.len().saturating_mul(75) / chunks.len().max(1);
                let note = format!("{} of {} passages", vectors.len(), chunks.len());
                self.progress(job, i16::try_from(share).unwrap_or(75).saturating_add(20), &note).await?;
                announced = Instant::now();
            }
        }
        Ok(vectors)
    }

    /// Ends the job, with the document failed where there is a reason.
    async fn end(&self, job: &Job, failure: Option<&ParseFailure>) -> Result<()> {
        let mut tx = self.knowledge.db.tenant(&self.ctx).await?;
        if let Some(failure) = failure {
            self.fail(&mut tx, failure).await?;
        }
        job.finish(&mut tx).await?;
        tx.commit().await
    }

    async fn mark_failed(&self, failure: &ParseFailure) -> Result<()> {
        let mut tx = self.knowledge.db.tenant(&self.ctx).await?;
        self.fail(&mut tx, failure).await?;
        tx.commit().await
    }

    async fn fail(&self, tx: &mut TenantTx, failure: &ParseFailure) -> Result<()> {
        let (tenant_id, now) = (tx.tenant_id(), tx.now());
        let changed = sqlx::query!(
            "UPDATE documents SET status = 'failed', progress = 0, error_code = $4, error_message = $5, updated_at = $6
             WHERE tenant_id = $1 AND id = $2 AND revision = $3",
            tenant_id,
            self.document_id,
            self.revision,
            failure.code,
            failure.message,
            now
        )
        .execute(&mut **tx)
        .await?;
        if changed.rows_affected() == 1 {
            announce(&find(tx, self.document_id).await?, tx)?;
        }
        Ok(())
    }
}

/// Seconds of work for a large file, so not on the threads that answer requests.
async fn cut(parsed: ParsedDocument, title: String) -> Result<(Vec<Chunk>, Vec<analyse::Lexemes>), Stop> {
    let cut = tokio::task::spawn_blocking(move || {
        let chunks = chunk::chunk(&parsed, &title);
        let lexemes = chunks.iter().map(|chunk| chunk_lexemes(chunk, &title)).collect();
        (chunks, lexemes)
    });
    cut.await.map_err(|error| Stop::Problem(Problem::internal(error)))
}

pub(crate) fn chunk_lexemes(chunk: &Chunk, title: &str) -> analyse::Lexemes {
    analyse::lexemes(
        std::iter::once(title).chain(chunk.heading_path.iter().map(String::as_str)).chain(std::iter::once(chunk.content.as_str())),
    )
}
