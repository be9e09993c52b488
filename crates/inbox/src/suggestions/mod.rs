pub mod create;
pub mod decide;
pub mod list;

use chrono::{DateTime, Utc};
use contracts::{Answer, Suggestion, SuggestionStatus, events::SuggestionCreated};
use kernel::{Problem, Result, TenantTx};
use serde_json::Value;
use uuid::Uuid;

pub(crate) struct Row {
    pub id: Uuid,
    pub conversation_id: Uuid,
    pub in_reply_to: Option<Uuid>,
    pub content: String,
    pub grounded: bool,
    pub confidence: f32,
    pub citations: Value,
    pub reason: Option<String>,
    pub provider: String,
    pub status: SuggestionStatus,
    pub rating: Option<i16>,
    pub created_at: DateTime<Utc>,
}

impl From<Row> for Suggestion {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            conversation_id: row.conversation_id,
            in_reply_to: row.in_reply_to,
            content: row.content,
            grounded: row.grounded,
            confidence: row.confidence,
            citations: serde_json::from_value(row.citations).unwrap_or_default(),
            reason: row.reason,
            provider: row.provider,
            status: row.status,
            rating: row.rating,
            created_at: row.created_at,
        }
    }
}

macro_rules! suggestion_query {
    ($tail:literal $(, $arg:expr)* $(,)?) => {
        sqlx::query_as!(
            $crate::suggestions::Row,
            "SELECT id, conversation_id, in_reply_to, content, grounded, confidence, citations, reason, provider, status AS \"status: _\", rating, created_at
             FROM suggestions " + $tail
            $(, $arg)*
        )
    };
}
pub(crate) use suggestion_query;

/// Keeps a draft. None when the message already has one.
pub(crate) async fn insert(
    tx: &mut TenantTx,
    conversation_id: Uuid,
    in_reply_to: Option<Uuid>,
    answer: &Answer,
) -> Result<Option<Suggestion>> {
    let (tenant_id, id, now) = (tx.tenant_id(), tx.new_id(), tx.now());
    let reason = answer.handover.map(|reason| reason.as_str().to_owned());
    let written = sqlx::query!(
        "INSERT INTO suggestions (tenant_id, id, conversation_id, in_reply_to, content, grounded, confidence, citations, reason, provider, status, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'pending', $11)
         ON CONFLICT (tenant_id, in_reply_to) WHERE in_reply_to IS NOT NULL DO NOTHING",
        tenant_id,
        id,
        conversation_id,
        in_reply_to,
        answer.content,
        answer.grounded,
        answer.confidence,
        serde_json::to_value(&answer.citations).map_err(Problem::internal)?,
        reason,
        answer.provider,
        now
    )
    .execute(&mut **tx)
    .await?;
    if written.rows_affected() == 0 {
        return Ok(None);
    }
    let suggestion = Suggestion {
        id,
        conversation_id,
        in_reply_to,
        content: answer.content.clone(),
        grounded: answer.grounded,
        confidence: answer.confidence,
        citations: answer.citations.clone(),
        reason,
        provider: answer.provider.clone(),
        status: SuggestionStatus::Pending,
        rating: None,
        created_at: now,
    };
    tx.emit(&SuggestionCreated(suggestion.clone()))?;
    Ok(Some(suggestion))
}
