use chrono::{DateTime, Utc};
use kernel::{Cursor, IsOperator, Page, PageQuery, Query, Result};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// An operator's session in a member's name.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImpersonationRow {
    pub id: Uuid,
    pub operator_id: Uuid,
    pub operator_name: Option<String>,
    pub tenant_id: Uuid,
    pub tenant_name: Option<String>,
    pub user_id: Uuid,
    pub user_name: Option<String>,
    pub reason: String,
    pub writes: bool,
    pub created_at: DateTime<Utc>,
    /// When it ended, or will at the latest.
    pub ends_at: DateTime<Utc>,
    /// Whether it goes on.
    pub live: bool,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ImpersonationFilter {
    /// Only those that go on.
    live: Option<bool>,
    limit: Option<i64>,
    cursor: Option<String>,
}

/// Operators in members' names, the newest first. What is longer over than sessions are kept is in the operator log alone.
#[utoipa::path(get, path = "/admin/impersonations", tag = "operator", security(("operator" = [])), params(ImpersonationFilter), responses((status = 200, body = Page<ImpersonationRow>)))]
pub async fn list_impersonations(operator: IsOperator, Query(filter): Query<ImpersonationFilter>) -> Result<Page<ImpersonationRow>> {
    let page = PageQuery { limit: filter.limit, cursor: filter.cursor, total: None };
    let (limit, cursor) = (page.limit()?, page.cursor()?);
    let mut tx = operator.tx().await?;
    let now = tx.now();
    let rows = sqlx::query_as!(
        ImpersonationRow,
        r#"SELECT id AS "id!", operator_id AS "operator_id!", operator_name, tenant_id AS "tenant_id!", tenant_name, user_id AS "user_id!", user_name,
             reason AS "reason!", writes AS "writes!", created_at AS "created_at!", ends_at AS "ends_at!", live AS "live!"
           FROM app.operator_impersonations($1, $2, $3, $4, $5)"#,
        filter.live.unwrap_or(false),
        now,
        cursor.as_ref().and_then(|c| c.at),
        cursor.as_ref().map(|c| c.id),
        i32::try_from(limit.saturating_add(1)).unwrap_or(i32::MAX)
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Page::new(rows, limit, |row: &ImpersonationRow| Cursor::at(row.created_at, row.id)))
}
