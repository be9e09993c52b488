use chrono::{DateTime, Utc};
use contracts::events::DocumentUpdated;
use kernel::{Problem, Result, TenantTx};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

contracts::words! {
    DocumentStatus { Queued => "queued", Processing => "processing", Ready => "ready", Failed => "failed" }
}

/// Why a document could not be read, for the person who uploaded it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DocumentFailure {
    pub code: String,
    pub message: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Document {
    pub id: Uuid,
    pub title: String,
    pub filename: String,
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    pub status: DocumentStatus,
    /// 0 to 100.
    pub progress: i16,
    pub error: Option<DocumentFailure>,
    pub chunk_count: i32,
    /// Null for formats without pages.
    pub page_count: Option<i32>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A retrievable piece of a document.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChunkView {
    pub id: Uuid,
    pub position: i32,
    /// Such as `page 3 · Warranty › Battery`.
    pub locator: Option<String>,
    pub content: String,
}

/// A row of `documents` as queries select it.
pub(crate) struct Row {
    pub id: Uuid,
    pub title: String,
    pub filename: String,
    pub media_type: String,
    pub size: i64,
    pub status: DocumentStatus,
    pub progress: i16,
    pub error_code: Option<String>,
    pub error_message: Option<String>,
    pub chunk_count: i32,
    pub page_count: Option<i32>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl From<Row> for Document {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            title: row.title,
            filename: row.filename,
            media_type: row.media_type,
            size: row.size,
            status: row.status,
            progress: row.progress,
            error: row.error_code.map(|code| DocumentFailure { code, message: row.error_message.unwrap_or_default() }),
            chunk_count: row.chunk_count,
            page_count: row.page_count,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

impl Document {
    pub(crate) async fn find(tx: &mut TenantTx, id: Uuid) -> Result<Self> {
        let tenant_id = tx.tenant_id();
        sqlx::query_as!(
            Row,
            "SELECT id, title, filename, media_type, size, status AS \"status: _\", progress, error_code, error_message, chunk_count, page_count, created_at, updated_at
             FROM documents WHERE tenant_id = $1 AND id = $2",
            tenant_id,
            id
        )
        .fetch_optional(&mut **tx)
        .await?
        .map(Into::into)
        .ok_or_else(|| Problem::not_found("document"))
    }

    /// Tells the screens.
    pub(crate) fn announce(&self, tx: &mut TenantTx) -> Result<()> {
        let shown = serde_json::to_value(self).map_err(Problem::internal)?;
        tx.emit(&DocumentUpdated(shown)).map(|_| ())
    }
}
