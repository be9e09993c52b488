use crate::tenants::list::looked_for;
use chrono::{DateTime, Utc};
use kernel::{Cursor, IsOperator, OperatorEntry, Page, PageQuery, Problem, Query, Result};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A user as the list shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct InstallationUser {
    pub id: Uuid,
    pub email: String,
    pub name: String,
    pub created_at: DateTime<Utc>,
    /// Set while the account is suspended.
    pub suspended_at: Option<DateTime<Utc>>,
    pub operator_since: Option<DateTime<Utc>>,
    /// Of how many they are a member.
    pub tenants: i64,
    /// When a session of theirs was last used, to about a quarter of an hour.
    pub used_at: Option<DateTime<Utc>>,
    /// Its place in a list by address, as the database writes it.
    #[serde(skip)]
    pub place_email: String,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
pub enum UserSort {
    /// The newest first.
    #[default]
    #[serde(rename = "-created_at")]
    Newest,
    #[serde(rename = "email")]
    Email,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UserFilter {
    /// A part of address or name.
    q: Option<String>,
    /// Only those that are, or are not.
    suspended: Option<bool>,
    /// Only those who are, or are not.
    operator: Option<bool>,
    #[param(inline)]
    sort: Option<UserSort>,
    limit: Option<i64>,
    cursor: Option<String>,
}

/// Every user of the installation. A search is an entry in the operator log.
#[utoipa::path(get, path = "/admin/users", tag = "operator", security(("operator" = [])), params(UserFilter), responses((status = 200, body = Page<InstallationUser>)))]
pub async fn admin_list_users(operator: IsOperator, Query(filter): Query<UserFilter>) -> Result<Page<InstallationUser>> {
    let page = PageQuery { limit: filter.limit, cursor: filter.cursor, total: None };
    let (limit, cursor) = (page.limit()?, page.cursor()?);
    let by_email = filter.sort.unwrap_or_default() == UserSort::Email;
    let first = cursor.is_none();
    let (after_at, after_email, after_id) = cursor.map_or((None, None, None), |c| (c.at, c.text, Some(c.id)));
    if !first && after_email.is_some() != by_email {
        return Err(Problem::invalid("cursor", "unknown_cursor", "is of a list in another order"));
    }
    let q = looked_for(filter.q.as_deref());
    let mut tx = operator.tx().await?;
    let rows = sqlx::query_as!(
        InstallationUser,
        r#"SELECT id AS "id!", email AS "email!", name AS "name!", created_at AS "created_at!", suspended_at, operator_since, tenants AS "tenants!", used_at,
             place_email AS "place_email!"
           FROM app.operator_users($1, $2, $3, $4, $5, $6, $7, $8)"#,
        q,
        filter.suspended,
        filter.operator,
        by_email,
        after_at,
        after_email,
        after_id,
        i32::try_from(limit.saturating_add(1)).unwrap_or(i32::MAX)
    )
    .fetch_all(&mut *tx)
    .await?;
    if let Some(q) = q.filter(|_| first) {
        tx.log(OperatorEntry::new("users.searched", "users").after(&json!({ "q": q })));
        tx.commit().await?;
    }
    Ok(Page::new(rows, limit, |row| match by_email {
        true => Cursor::text(row.place_email.clone(), row.id),
        false => Cursor::at(row.created_at, row.id),
    }))
}
