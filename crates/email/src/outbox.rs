//! Where letters go while there is no mail server: a table that a developer's screen and the tests read.

use crate::compose::Letter;
use axum::{
    Extension,
    extract::{ConnectInfo, State},
    http::HeaderMap,
};
use chrono::{DateTime, Duration, Utc};
use kernel::{Cursor, Kernel, Page, PageQuery, Problem, Query, Result, TenantTx};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Days after which a kept letter goes when the next one comes.
const KEPT_DAYS: i64 = 30;

/// Whether the outbox is shown at all.
#[derive(Clone, Copy)]
pub struct Open(pub bool);

/// Keeps a letter instead of sending it. The job's id is its own, so that it is kept once.
pub async fn keep(tx: &mut TenantTx, id: Uuid, template: &str, letter: &Letter) -> Result<()> {
    let (tenant_id, now) = (tx.tenant_id(), tx.now());
    sqlx::query!("DELETE FROM outbox_letters WHERE tenant_id = $1 AND created_at < $2", tenant_id, now - Duration::days(KEPT_DAYS))
        .execute(&mut **tx)
        .await?;
    sqlx::query!(
        "INSERT INTO outbox_letters (tenant_id, id, recipient, template, subject, body_text, body_html, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        tenant_id,
        id,
        letter.to,
        template,
        letter.subject,
        letter.text,
        letter.html,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A letter that would have been sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct OutboxLetter {
    pub id: Uuid,
    pub to: String,
    /// Which letter it is, such as `invitation`.
    pub template: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OutboxFilter {
    /// Only letters to this address.
    pub to: Option<String>,
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

/// The letters of all workspaces that nobody received, the newest first. For development: 404 in production and where a mail
/// server is set, and to everyone but this machine itself.
#[utoipa::path(get, path = "/outbox", tag = "email", params(OutboxFilter), responses((status = 200, body = Page<OutboxLetter>)))]
pub async fn list_outbox(
    State(kernel): State<Kernel>,
    Extension(Open(open)): Extension<Open>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Query(filter): Query<OutboxFilter>,
) -> Result<Page<OutboxLetter>> {
    // Letters open accounts. A proxy on this machine asks for others.
    let forwarded = ["forwarded", "x-forwarded-for"].iter().any(|name| headers.contains_key(*name));
    if !open || forwarded || !address.ip().to_canonical().is_loopback() {
        return Err(Problem::not_found("outbox"));
    }
    let page = PageQuery { limit: filter.limit, cursor: filter.cursor, total: None };
    let (limit, cursor) = (page.limit()?, page.cursor()?);
    let (before, before_id) = cursor.map_or((None, None), |c| (c.at, Some(c.id)));
    let letters = sqlx::query_as!(
        OutboxLetter,
        r#"SELECT id AS "id!", recipient AS "to!", template AS "template!", subject AS "subject!", body_text AS "text!", body_html AS "html!",
             created_at AS "created_at!" FROM app.outbox($1, $2, $3, $4)"#,
        filter.to,
        before,
        before_id,
        limit.saturating_add(1)
    )
    .fetch_all(kernel.db.outside_tenants())
    .await?;
    Ok(Page::new(letters, limit, |letter: &OutboxLetter| Cursor::at(letter.created_at, letter.id)))
}
