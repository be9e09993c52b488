use super::Contact;
use kernel::{Can, Cursor, Page, PageQuery, Query, Result, grants};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ContactFilter {
    /// The beginning of the name or e-mail.
    pub q: Option<String>,
    limit: Option<i64>,
    cursor: Option<String>,
    total: Option<bool>,
}

/// Contacts, the newest first.
#[utoipa::path(get, path = "/contacts", tag = "crm", security(("bearer" = [])), params(ContactFilter), responses((status = 200, body = Page<Contact>)))]
pub async fn list_contacts(ctx: Can<grants::ContactsRead>, Query(filter): Query<ContactFilter>) -> Result<Page<Contact>> {
    let page = PageQuery { limit: filter.limit, cursor: filter.cursor, total: filter.total };
    let (limit, cursor) = (page.limit()?, page.cursor()?);
    let q = filter.q.map(|q| q.trim().to_lowercase()).filter(|q| !q.is_empty());
    let mut tx = ctx.tenant_tx().await?;
    let rows = sqlx::query_as!(
        Contact,
        r#"SELECT c.id, c.name, c.email, c.phone, c.created_at, c.updated_at,
             (SELECT count(*) FROM conversations v WHERE v.tenant_id = c.tenant_id AND v.contact_id = c.id) AS "conversation_count!"
           FROM contacts c
           WHERE c.tenant_id = $1
             AND ($2::text IS NULL OR starts_with(lower(c.name), $2) OR starts_with(lower(c.email), $2))
             AND ($3::timestamptz IS NULL OR (c.created_at, c.id) < ($3, $4))
           ORDER BY c.created_at DESC, c.id DESC LIMIT $5"#,
        ctx.principal.tenant_id,
        q,
        cursor.as_ref().and_then(|c| c.at),
        cursor.map(|c| c.id).unwrap_or_default(),
        limit.saturating_add(1)
    )
    .fetch_all(&mut *tx)
    .await?;
    let total = if page.total == Some(true) {
        sqlx::query_scalar!(
            "SELECT count(*) FROM contacts c WHERE c.tenant_id = $1 AND ($2::text IS NULL OR starts_with(lower(c.name), $2) OR starts_with(lower(c.email), $2))",
            ctx.principal.tenant_id,
            q
        )
        .fetch_one(&mut *tx)
        .await?
    } else {
        None
    };
    Ok(Page::new(rows, limit, |c| Cursor::at(c.created_at, c.id)).with_total(total))
}
