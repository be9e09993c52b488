use super::find;
use kernel::{Audit, Can, NoContent, PathId, Problem, Result, grants};

/// Removes the document, its file and its chunks; a job under way for it changes nothing any more.
#[utoipa::path(delete, path = "/knowledge/documents/{id}", tag = "knowledge", security(("bearer" = [])), params(("id" = uuid::Uuid, Path)), responses((status = 204, description = "Removed")))]
pub async fn remove_document(ctx: Can<grants::KnowledgeWrite>, PathId(id): PathId) -> Result<NoContent> {
    let mut tx = ctx.tenant_tx().await?;
    let tenant_id = tx.tenant_id();
    let before = find(&mut tx, id).await?;
    let removed = sqlx::query!("DELETE FROM documents WHERE tenant_id = $1 AND id = $2", tenant_id, id).execute(&mut *tx).await?;
    if removed.rows_affected() == 0 {
        return Err(Problem::not_found("document"));
    }
    tx.audit(Audit::new("document.removed", "document").target(id).before(&before));
    tx.commit().await?;
    Ok(NoContent)
}
