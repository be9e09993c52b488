use kernel::{Accepted, Can, Data, PathId, Problem, Result, grants};

use super::{Document, announce, find};
use crate::ingest;

/// Reads the document again. Its present chunks answer questions until the new ones take their place.
#[utoipa::path(post, path = "/knowledge/documents/{id}/reprocess", tag = "knowledge", security(("bearer" = [])), params(("id" = uuid::Uuid, Path)), responses((status = 202, body = Data<Document>)))]
pub async fn reprocess_document(ctx: Can<grants::KnowledgeWrite>, PathId(id): PathId) -> Result<Accepted<Document>> {
    let mut tx = ctx.tenant_tx().await?;
    let (tenant_id, now) = (tx.tenant_id(), tx.now());
    let revision = sqlx::query_scalar!(
        "UPDATE documents SET status = 'queued', progress = 0, error_code = NULL, error_message = NULL, revision = revision + 1, updated_at = $3
         WHERE tenant_id = $1 AND id = $2 RETURNING revision",
        tenant_id,
        id,
        now
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(|| Problem::not_found("document"))?;
    let document = find(&mut tx, id).await?;
    announce(&document, &mut tx)?;
    tx.enqueue(ingest::job(id, revision));
    tx.commit().await?;
    Ok(Accepted(document))
}
