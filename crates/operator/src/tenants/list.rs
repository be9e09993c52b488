use chrono::{DateTime, Utc};
use kernel::{Cursor, IsOperator, Page, PageQuery, Problem, Query, Result};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A tenant as the list shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct InstallationTenant {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    pub created_at: DateTime<Utc>,
    /// Set while it is suspended.
    pub suspended_at: Option<DateTime<Utc>>,
    pub members: i64,
    /// When anybody last wrote or answered.
    pub last_message_at: Option<DateTime<Utc>>,
    /// Spent on AI in the month in which anything was last spent.
    pub ai_cost_micros: i64,
    /// Its place in a list by name, as the database writes it.
    #[serde(skip)]
    pub place_name: String,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
pub enum TenantSort {
    /// The newest first.
    #[default]
    #[serde(rename = "-created_at")]
    Newest,
    #[serde(rename = "name")]
    Name,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TenantFilter {
    /// A part of name or slug.
    q: Option<String>,
    /// Only those that are, or are not.
    suspended: Option<bool>,
    #[param(inline)]
    sort: Option<TenantSort>,
    limit: Option<i64>,
    cursor: Option<String>,
}

/// Every tenant of the installation.
#[utoipa::path(get, path = "/admin/tenants", tag = "operator", security(("operator" = [])), params(TenantFilter), responses((status = 200, body = Page<InstallationTenant>)))]
pub async fn admin_list_tenants(operator: IsOperator, Query(filter): Query<TenantFilter>) -> Result<Page<InstallationTenant>> {
    let page = PageQuery { limit: filter.limit, cursor: filter.cursor, total: None };
    let (limit, cursor) = (page.limit()?, page.cursor()?);
    let by_name = filter.sort.unwrap_or_default() == TenantSort::Name;
    let (after_at, after_name, after_id) = cursor.map_or((None, None, None), |c| (c.at, c.text, Some(c.id)));
    if after_id.is_some() && after_name.is_some() != by_name {
        return Err(Problem::invalid("cursor", "unknown_cursor", "is of a list in another order"));
    }
    let mut tx = operator.tx().await?;
    let rows = sqlx::query_as!(
        InstallationTenant,
        r#"SELECT tenant_id AS "id!", slug AS "slug!", name AS "name!", created_at AS "created_at!", suspended_at, members AS "members!",
             last_message_at, cost_micros AS "ai_cost_micros!", place_name AS "place_name!"
           FROM app.operator_tenants($1, $2, $3, $4, $5, $6, $7)"#,
        looked_for(filter.q.as_deref()),
        filter.suspended,
        by_name,
        after_at,
        after_name,
        after_id,
        i32::try_from(limit.saturating_add(1)).unwrap_or(i32::MAX)
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Page::new(rows, limit, |row| match by_name {
        true => Cursor::text(row.place_name.clone(), row.id),
        false => Cursor::at(row.created_at, row.id),
    }))
}

/// What is searched for: nothing, when it is blank.
pub(crate) fn looked_for(q: Option<&str>) -> Option<&str> {
    q.map(str::trim).filter(|q| !q.is_empty())
}
