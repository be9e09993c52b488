//! Documents as everyone sees them.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

crate::words! {
    DocumentStatus { Queued => "queued", Processing => "processing", Ready => "ready", Failed => "failed" }
}

/// Why a document could not be read, for the person who uploaded it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DocumentFailure {
    pub code: String,
    pub message: String,
}

/// A source of knowledge.
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
