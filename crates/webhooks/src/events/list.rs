use super::read::{EventView, Row};
use axum::http::StatusCode;
use chrono::{DateTime, Datelike, Duration, Utc};
use kernel::{Can, Cursor, Page, PageQuery, Problem, Query, Result, TenantTx, grants};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// Numbers are given in the order of commits, times are taken a moment before: so far apart they may be.
const SLACK: Duration = Duration::minutes(5);

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EventFilter {
    /// Such as `message.created`.
    #[serde(rename = "type")]
    kind: Option<String>,
    conversation_id: Option<Uuid>,
    /// Not before.
    since: Option<DateTime<Utc>>,
    /// Before.
    until: Option<DateTime<Utc>>,
    /// Go on from this `seq`: what came after it, oldest first. 410 `events_gone` when some of that was let go.
    after: Option<i64>,
    limit: Option<i64>,
    cursor: Option<String>,
}

/// What is listed.
struct Wanted {
    kind: Option<String>,
    conversation_id: Option<Uuid>,
    since: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
    /// Bounds of `seq`, both included: what the times come to.
    from: i64,
    to: i64,
}

/// Years that PostgreSQL has no place for.
fn known(field: &str, at: Option<DateTime<Utc>>) -> Result<Option<DateTime<Utc>>> {
    match at {
        Some(at) if !(1..=9_999).contains(&at.year()) => Err(Problem::invalid(field, "out_of_range", "must be in a year from 1 to 9999")),
        at => Ok(at),
    }
}

/// The workspace's events, the newest first, or with `after` what came after a point, the oldest first.
#[utoipa::path(get, path = "/events", tag = "events", security(("bearer" = [])), params(EventFilter), responses((status = 200, body = Page<EventView>)))]
pub async fn list_events(ctx: Can<grants::WebhooksRead>, Query(filter): Query<EventFilter>) -> Result<Page<EventView>> {
    let page = PageQuery { limit: filter.limit, cursor: filter.cursor, total: None };
    let (limit, cursor) = (page.limit()?, page.cursor()?);
    let before = cursor.map(|cursor| place(&cursor)).transpose()?;
    let (since, until) = (known("since", filter.since)?, known("until", filter.until)?);
    let mut tx = ctx.tenant_tx().await?;
    let from = match since {
        Some(since) => seq_at(&mut tx, since - SLACK).await?,
        None => 0,
    };
    let to = match until {
        Some(until) => seq_at(&mut tx, until + SLACK).await?,
        None => i64::MAX,
    };
    let mut wanted = Wanted { kind: filter.kind, conversation_id: filter.conversation_id, since, until, from, to };
    let rows = match filter.after {
        Some(after) => {
            let after = before.unwrap_or(after);
            if !is_whole(&mut tx, after).await? {
                return Err(gone());
            }
            wanted.from = wanted.from.max(after.saturating_add(1));
            forwards(&mut tx, &wanted, limit.saturating_add(1)).await?
        }
        None => {
            wanted.to = wanted.to.min(before.map_or(i64::MAX, |seq| seq.saturating_sub(1)));
            backwards(&mut tx, &wanted, limit.saturating_add(1)).await?
        }
    };
    Ok(Page::new(rows.into_iter().map(EventView::from).collect(), limit, |event: &EventView| Cursor::text(event.seq.to_string(), event.id)))
}

fn place(cursor: &Cursor) -> Result<i64> {
    let seq = cursor.text.as_deref().and_then(|text| text.parse().ok());
    seq.ok_or_else(|| Problem::invalid("cursor", "unknown_cursor", "is not a cursor of this list"))
}

fn gone() -> Problem {
    Problem::new(
        StatusCode::GONE,
        "events_gone",
        "Some of what came after this was let go, as the workspace's policy says. Load anew what you keep, and go on from the newest `seq`.",
    )
}

async fn seq_at(tx: &mut TenantTx, at: DateTime<Utc>) -> Result<i64> {
    Ok(sqlx::query_scalar!(r#"SELECT app.event_seq_at($1) AS "seq!""#, at).fetch_one(&mut **tx).await?)
}

async fn backwards(tx: &mut TenantTx, wanted: &Wanted, limit: i64) -> Result<Vec<Row>> {
    let tenant_id = tx.tenant_id();
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT e.seq, e.id, e.kind, e.version, e.audience, e.conversation_id,
             coalesce(e.actor_kind, CASE WHEN e.actor_id IS NOT NULL THEN 'user' END) AS actor_kind,
             coalesce(e.actor_id, e.api_key_id) AS actor_id, coalesce(u.name, k.name) AS actor_name, e.data, e.created_at
           FROM events e LEFT JOIN users u ON u.id = e.actor_id
             LEFT JOIN api_keys k ON k.tenant_id = e.tenant_id AND k.id = e.api_key_id
           WHERE e.tenant_id = $1 AND e.seq >= $2 AND e.seq <= $3 AND ($4::text IS NULL OR e.kind = $4)
             AND ($5::uuid IS NULL OR e.conversation_id = $5) AND ($6::timestamptz IS NULL OR e.created_at >= $6)
             AND ($7::timestamptz IS NULL OR e.created_at < $7)
           ORDER BY e.seq DESC LIMIT $8"#,
        tenant_id,
        wanted.from,
        wanted.to,
        wanted.kind,
        wanted.conversation_id,
        wanted.since,
        wanted.until,
        limit
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows)
}

async fn forwards(tx: &mut TenantTx, wanted: &Wanted, limit: i64) -> Result<Vec<Row>> {
    let tenant_id = tx.tenant_id();
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT e.seq, e.id, e.kind, e.version, e.audience, e.conversation_id,
             coalesce(e.actor_kind, CASE WHEN e.actor_id IS NOT NULL THEN 'user' END) AS actor_kind,
             coalesce(e.actor_id, e.api_key_id) AS actor_id, coalesce(u.name, k.name) AS actor_name, e.data, e.created_at
           FROM events e LEFT JOIN users u ON u.id = e.actor_id
             LEFT JOIN api_keys k ON k.tenant_id = e.tenant_id AND k.id = e.api_key_id
           WHERE e.tenant_id = $1 AND e.seq >= $2 AND e.seq <= $3 AND ($4::text IS NULL OR e.kind = $4)
             AND ($5::uuid IS NULL OR e.conversation_id = $5) AND ($6::timestamptz IS NULL OR e.created_at >= $6)
             AND ($7::timestamptz IS NULL OR e.created_at < $7)
           ORDER BY e.seq LIMIT $8"#,
        tenant_id,
        wanted.from,
        wanted.to,
        wanted.kind,
        wanted.conversation_id,
        wanted.since,
        wanted.until,
        limit
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows)
}

/// Whether everything after this point is still there.
async fn is_whole(tx: &mut TenantTx, after: i64) -> Result<bool> {
    let tenant_id = tx.tenant_id();
    let row = sqlx::query!(
        "SELECT t.event_seq, (SELECT e.seq FROM events e WHERE e.tenant_id = $1 ORDER BY e.seq LIMIT 1) AS oldest
         FROM tenants t WHERE t.tenant_id = $1",
        tenant_id
    )
    .fetch_one(&mut **tx)
    .await?;
    // Numbers are dense, so the oldest that is there tells where the gap ends.
    Ok(after >= row.event_seq || row.oldest.is_some_and(|oldest| oldest <= after.saturating_add(1)))
}
