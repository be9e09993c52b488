//! The operator log: what operators did, across the installation. Entries are written by `OperatorTx`; nobody changes them.

use chrono::{DateTime, Datelike, Utc};
use kernel::{Cursor, IsOperator, Page, PageQuery, Problem, Query, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

#[derive(Debug, Serialize, ToSchema)]
pub struct OperatorLogEntry {
    pub id: Uuid,
    /// Such as `tenant.suspended`.
    pub action: String,
    /// Null: the command line.
    pub operator_id: Option<Uuid>,
    /// As it was then.
    pub operator_name: Option<String>,
    pub target_kind: String,
    pub target_id: Option<String>,
    /// As it was then.
    pub target_name: Option<String>,
    pub tenant_id: Option<Uuid>,
    pub reason: Option<String>,
    /// Secrets are masked.
    pub before: Option<Value>,
    pub after: Option<Value>,
    pub address: Option<String>,
    pub user_agent: Option<String>,
    pub request_id: Option<String>,
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OperatorLogFilter {
    /// Who did it.
    operator_id: Option<Uuid>,
    /// What was done, or its beginning, such as `tenant.`.
    action: Option<String>,
    /// On what.
    target_id: Option<String>,
    /// About which tenant.
    tenant_id: Option<Uuid>,
    /// Not before.
    since: Option<DateTime<Utc>>,
    /// Before.
    until: Option<DateTime<Utc>>,
    limit: Option<i64>,
    cursor: Option<String>,
}

/// Years that PostgreSQL has no place for.
fn known(field: &str, at: Option<DateTime<Utc>>) -> Result<Option<DateTime<Utc>>> {
    match at {
        Some(at) if !(1..=9_999).contains(&at.year()) => Err(Problem::invalid(field, "out_of_range", "must be in a year from 1 to 9999")),
        at => Ok(at),
    }
}

/// The operator log, the newest first.
#[utoipa::path(get, path = "/admin/log", tag = "operator", security(("operator" = [])), params(OperatorLogFilter), responses((status = 200, body = Page<OperatorLogEntry>)))]
pub async fn list_operator_log(operator: IsOperator, Query(filter): Query<OperatorLogFilter>) -> Result<Page<OperatorLogEntry>> {
    let page = PageQuery { limit: filter.limit, cursor: filter.cursor, total: None };
    let (limit, cursor) = (page.limit()?, page.cursor()?);
    let mut tx = operator.tx().await?;
    let rows = sqlx::query_as!(
        OperatorLogEntry,
        r#"SELECT id AS "id!", action AS "action!", operator_id, operator_name, target_kind AS "target_kind!", target_id, target_name, tenant_id, reason,
             before, after, address, user_agent, request_id, created_at AS "created_at!"
           FROM app.operator_log_entries($1, $2, $3, $4, $5, $6, $7, $8, $9)"#,
        filter.operator_id,
        filter.action,
        filter.target_id,
        filter.tenant_id,
        known("since", filter.since)?,
        known("until", filter.until)?,
        cursor.as_ref().and_then(|c| c.at),
        cursor.as_ref().map(|c| c.id),
        i32::try_from(limit.saturating_add(1)).unwrap_or(i32::MAX)
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Page::new(rows, limit, |row: &OperatorLogEntry| Cursor::at(row.created_at, row.id)))
}
