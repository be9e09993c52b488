use chrono::{DateTime, Utc};
use contracts::{
    documents::{Document, DocumentFailure, DocumentStatus},
    events::DocumentUpdated,
};
use kernel::{Problem, Result, TenantTx};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

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

pub(crate) async fn find(tx: &mut TenantTx, id: Uuid) -> Result<Document> {
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
pub(crate) fn announce(document: &Document, tx: &mut TenantTx) -> Result<()> {
    tx.emit(&DocumentUpdated(document.clone())).map(|_| ())
}
