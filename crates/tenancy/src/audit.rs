//! The audit log: what was done, by whom, on what, from where, and what it was before. Entries are written by
//! `TenantTx::audit` in the transaction of what they tell of; nobody changes them.

use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use kernel::{Audit, Can, Cursor, Db, Page, PageQuery, Place, Problem, Query, Result, TenantCtx, grants};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Entries of an export that are read at once.
const EXPORTED_AT_ONCE: i64 = 500;

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AuditActor {
    /// `user`, `visitor`, `system`, or `operator`: somebody who runs the installation.
    pub kind: String,
    pub id: Option<Uuid>,
    /// As it was then.
    pub name: Option<String>,
}

/// The member in whose name an operator did it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ActingAs {
    pub id: Uuid,
    /// As it was then.
    pub name: Option<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AuditTarget {
    pub kind: String,
    pub id: Option<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AuditEntry {
    pub id: Uuid,
    /// Such as `member.role_changed`.
    pub action: String,
    pub actor: AuditActor,
    pub acting_as: Option<ActingAs>,
    pub target: AuditTarget,
    /// What it was; secrets are masked.
    pub before: Option<Value>,
    pub after: Option<Value>,
    pub address: Option<String>,
    /// Where the address is, as far as is known.
    pub place: Option<Place>,
    pub user_agent: Option<String>,
    pub request_id: Option<String>,
    pub created_at: DateTime<Utc>,
}

/// What a list and an export leave out.
#[derive(Debug, Clone)]
struct Wanted {
    actor_id: Option<Uuid>,
    action: Option<String>,
    target_id: Option<String>,
    since: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AuditFilter {
    /// Who did it.
    pub actor_id: Option<Uuid>,
    /// What was done, or its beginning, such as `member.`.
    pub action: Option<String>,
    /// On what.
    pub target_id: Option<String>,
    /// Not before.
    pub since: Option<DateTime<Utc>>,
    /// Before.
    pub until: Option<DateTime<Utc>>,
    limit: Option<i64>,
    cursor: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AuditExport {
    /// Who did it.
    pub actor_id: Option<Uuid>,
    /// What was done, or its beginning, such as `member.`.
    pub action: Option<String>,
    /// On what.
    pub target_id: Option<String>,
    /// Not before.
    pub since: Option<DateTime<Utc>>,
    /// Before.
    pub until: Option<DateTime<Utc>>,
}

async fn read(db: &Db, ctx: &TenantCtx, wanted: &Wanted, after: Option<&Cursor>, limit: i64) -> Result<Vec<AuditEntry>> {
    let mut tx = db.tenant(ctx).await?;
    let rows = sqlx::query!(
        "SELECT id, action, actor_kind, actor_id, actor_name, target_kind, target_id, before, after, address, user_agent, request_id, created_at,
           acting_as, acting_as_name
         FROM audit_log
         WHERE tenant_id = $1 AND ($2::uuid IS NULL OR actor_id = $2) AND ($3::text IS NULL OR starts_with(action, $3))
           AND ($4::text IS NULL OR target_id = $4) AND ($5::timestamptz IS NULL OR created_at >= $5)
           AND ($6::timestamptz IS NULL OR created_at < $6) AND ($7::timestamptz IS NULL OR (created_at, id) < ($7, $8))
         ORDER BY created_at DESC, id DESC LIMIT $9",
        ctx.tenant_id,
        wanted.actor_id,
        wanted.action,
        wanted.target_id,
        wanted.since,
        wanted.until,
        after.and_then(|c| c.at),
        after.map(|c| c.id).unwrap_or_default(),
        limit
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| AuditEntry {
            id: row.id,
            action: row.action,
            actor: AuditActor { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
            acting_as: row.acting_as.map(|id| ActingAs { id, name: row.acting_as_name }),
            target: AuditTarget { kind: row.target_kind, id: row.target_id },
            before: row.before,
            after: row.after,
            address: row.address,
            place: None,
            user_agent: row.user_agent,
            request_id: row.request_id,
            created_at: row.created_at,
        })
        .collect())
}

fn place(entry: &AuditEntry) -> Cursor {
    Cursor::at(entry.created_at, entry.id)
}

/// Years that PostgreSQL has no place for.
fn known(field: &str, at: Option<DateTime<Utc>>) -> Result<()> {
    use chrono::Datelike;
    match at {
        Some(at) if !(1..=9_999).contains(&at.year()) => Err(Problem::invalid(field, "out_of_range", "must be in a year from 1 to 9999")),
        _ => Ok(()),
    }
}

impl Wanted {
    fn checked(self) -> Result<Self> {
        known("since", self.since)?;
        known("until", self.until)?;
        Ok(self)
    }
}

/// The audit log, the newest first.
#[utoipa::path(get, path = "/audit-log", tag = "tenancy", security(("bearer" = [])), params(AuditFilter), responses((status = 200, body = Page<AuditEntry>)))]
pub async fn list_audit_log(ctx: Can<grants::AuditRead>, Query(filter): Query<AuditFilter>) -> Result<Page<AuditEntry>> {
    let page = PageQuery { limit: filter.limit, cursor: filter.cursor, total: None };
    let (limit, cursor) = (page.limit()?, page.cursor()?);
    let AuditFilter { actor_id, action, target_id, since, until, .. } = AuditFilter { limit: None, cursor: None, ..filter };
    let wanted = Wanted { actor_id, action, target_id, since, until }.checked()?;
    let mut entries = read(&ctx.kernel().db, &ctx.ctx(), &wanted, cursor.as_ref(), limit.saturating_add(1)).await?;
    for entry in &mut entries {
        entry.place = entry.address.as_deref().and_then(|address| ctx.kernel().places.of(address));
    }
    Ok(Page::new(entries, limit, place))
}

/// The audit log as CSV (RFC 4180), the newest first. The export is itself an entry.
#[utoipa::path(get, path = "/audit-log/export", tag = "tenancy", security(("bearer" = [])), params(AuditExport), responses((status = 200, description = "CSV with a header line", body = String, content_type = "text/csv")))]
pub async fn export_audit_log(ctx: Can<grants::AuditRead>, Query(filter): Query<AuditExport>) -> Result<Response> {
    let AuditExport { actor_id, action, target_id, since, until } = filter;
    let wanted = Wanted { actor_id, action, target_id, since, until }.checked()?;
    let mut tx = ctx.tenant_tx().await?;
    tx.audit(Audit::new("audit_log.exported", "audit_log").after(&json!({
        "actor_id": actor_id, "action": wanted.action, "target_id": wanted.target_id, "since": since, "until": until,
    })));
    tx.commit().await?;
    let (db, tenant) = (ctx.kernel().db.clone(), ctx.ctx());
    // A piece at a time, each in its own transaction: a slow reader holds neither memory nor a connection.
    let pieces = futures_util::stream::try_unfold(Next::Header, move |next| {
        let (db, tenant, wanted) = (db.clone(), tenant.clone(), wanted.clone());
        async move {
            let after = match next {
                Next::Header => return Ok::<_, Problem>(Some((Bytes::from_static(HEADER), Next::After(None)))),
                Next::After(cursor) => cursor,
                Next::End => return Ok(None),
            };
            let entries = read(&db, &tenant, &wanted, after.as_ref(), EXPORTED_AT_ONCE).await?;
            let Some(last) = entries.last().map(place) else { return Ok(None) };
            let full = i64::try_from(entries.len()).is_ok_and(|count| count == EXPORTED_AT_ONCE);
            Ok(Some((lines(&entries)?, if full { Next::After(Some(last)) } else { Next::End })))
        }
    });
    let mut response = Body::from_stream(pieces).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"audit-log.csv\""));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

enum Next {
    Header,
    After(Option<Cursor>),
    End,
}

const HEADER: &[u8] = b"time,action,actor_kind,actor_id,actor_name,target_kind,target_id,before,after,address,user_agent,request_id,id,acting_as,acting_as_name\r\n";

fn lines(entries: &[AuditEntry]) -> Result<Bytes> {
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let json = |value: &Option<Value>| value.as_ref().map(Value::to_string).unwrap_or_default();
    for entry in entries {
        let cells = [
            entry.created_at.to_rfc3339(),
            entry.action.clone(),
            entry.actor.kind.clone(),
            entry.actor.id.map(|id| id.to_string()).unwrap_or_default(),
            entry.actor.name.clone().unwrap_or_default(),
            entry.target.kind.clone(),
            entry.target.id.clone().unwrap_or_default(),
            json(&entry.before),
            json(&entry.after),
            entry.address.clone().unwrap_or_default(),
            entry.user_agent.clone().unwrap_or_default(),
            entry.request_id.clone().unwrap_or_default(),
            entry.id.to_string(),
            entry.acting_as.as_ref().map(|member| member.id.to_string()).unwrap_or_default(),
            entry.acting_as.as_ref().and_then(|member| member.name.clone()).unwrap_or_default(),
        ];
        csv.write_record(cells.iter().map(|cell| harmless(cell))).map_err(Problem::internal)?;
    }
    csv.into_inner().map(Bytes::from).map_err(Problem::internal)
}

/// A name or a browser's words may look like a formula, which spreadsheets would run.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_run_no_formulas() {
        let entry = AuditEntry {
            id: Uuid::nil(),
            action: "member.added".into(),
            actor: AuditActor { kind: "user".into(), id: None, name: Some("=HYPERLINK(\"x\")".into()) },
            acting_as: None,
            target: AuditTarget { kind: "member".into(), id: None },
            before: None,
            after: Some(json!({ "a": "b, c" })),
            address: None,
            place: None,
            user_agent: Some("@x".into()),
            request_id: None,
            created_at: DateTime::from_timestamp(0, 0).unwrap(),
        };
        let text = String::from_utf8(lines(&[entry]).unwrap().to_vec()).unwrap();
        assert!(text.contains("\"'=HYPERLINK(\"\"x\"\")\"") && text.contains(",'@x,"), "{text}");
        assert!(text.contains("\"{\"\"a\"\":\"\"b, c\"\"}\"") && text.ends_with("\r\n"), "{text}");
    }
}
