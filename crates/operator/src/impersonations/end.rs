use kernel::{AccessChange, Impersonating, IsOperator, NoContent, OperatorEntry, OperatorTx, PathId, Problem, Result};
use uuid::Uuid;

/// Ends any operator's session in a member's name. 404 when it is over.
#[utoipa::path(delete, path = "/admin/impersonations/{id}", tag = "operator", security(("operator" = [])), params(("id" = Uuid, Path)), responses((status = 204, description = "Ended")))]
pub async fn end_impersonation(operator: IsOperator, PathId(id): PathId) -> Result<NoContent> {
    end(operator.tx().await?, id).await
}

/// Ends the session in a member's name that asks. 403 for a session of one's own.
#[utoipa::path(delete, path = "/impersonation", tag = "operator", security(("operator" = [])), responses((status = 204, description = "Ended")))]
pub async fn stop_impersonating(impersonating: Impersonating) -> Result<NoContent> {
    let id = impersonating.principal.session_id;
    end(impersonating.operator_tx().await?, id).await
}

async fn end(mut tx: OperatorTx, id: Uuid) -> Result<NoContent> {
    let now = tx.now();
    let ended = sqlx::query!(
        r#"SELECT tenant_id AS "tenant_id!", user_id AS "user_id!", email AS "email!" FROM app.end_impersonation($1, $2)"#,
        id,
        now
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(|| Problem::not_found("impersonation"))?;
    tx.log(OperatorEntry::new("impersonation.ended", "user").target(ended.user_id, ended.email).tenant(ended.tenant_id));
    tx.access_changed(AccessChange::Session(id));
    tx.commit().await?;
    Ok(NoContent)
}
