use chrono::{DateTime, Utc};
use kernel::{Can, Data, PathId, Problem, Result, grants};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// A fact that happened in the workspace.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventView {
    pub id: Uuid,
    /// Rises by one with each event of the workspace.
    pub seq: i64,
    /// Such as `message.created`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Of the shape of `data`; see `GET /webhooks/event-types`.
    pub version: i16,
    /// Who sees it live: `staff`, `everyone` (the conversation's visitor too), or `internal`.
    pub audience: String,
    pub conversation_id: Option<Uuid>,
    /// Who brought it about; null for events of before this was kept.
    pub actor: Option<EventActor>,
    #[schema(value_type = Object)]
    pub data: Value,
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct EventActor {
    /// `user`, `api_key`, `visitor`, `operator` (one of the installation's, in the name of the user) or `system`.
    pub kind: String,
    /// Of the user or API key; null for all others.
    pub id: Option<Uuid>,
    /// Null when the user is no member any more, and where there is no id.
    pub name: Option<String>,
}

/// A row as queries select it.
pub(crate) struct Row {
    pub seq: i64,
    pub id: Uuid,
    pub kind: String,
    pub version: i16,
    pub audience: String,
    pub conversation_id: Option<Uuid>,
    pub actor_kind: Option<String>,
    pub actor_id: Option<Uuid>,
    pub actor_name: Option<String>,
    pub data: Value,
    pub created_at: DateTime<Utc>,
}

impl From<Row> for EventView {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            seq: row.seq,
            kind: row.kind,
            version: row.version,
            audience: row.audience,
            conversation_id: row.conversation_id,
            actor: row.actor_kind.map(|kind| EventActor { kind, id: row.actor_id, name: row.actor_name }),
            data: row.data,
            created_at: row.created_at,
        }
    }
}

/// One event.
#[utoipa::path(get, path = "/events/{id}", tag = "events", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 200, body = Data<EventView>)))]
pub async fn get_event(ctx: Can<grants::WebhooksRead>, PathId(id): PathId) -> Result<Data<EventView>> {
    let mut tx = ctx.tenant_tx().await?;
    let row = sqlx::query_as!(
        Row,
        r#"SELECT e.seq, e.id, e.kind, e.version, e.audience, e.conversation_id,
             coalesce(e.actor_kind, CASE WHEN e.actor_id IS NOT NULL THEN 'user' END) AS actor_kind,
             coalesce(e.actor_id, e.api_key_id) AS actor_id, coalesce(u.name, k.name) AS actor_name, e.data, e.created_at
           FROM events e LEFT JOIN users u ON u.id = e.actor_id
             LEFT JOIN api_keys k ON k.tenant_id = e.tenant_id AND k.id = e.api_key_id WHERE e.tenant_id = $1 AND e.id = $2"#,
        ctx.principal.tenant_id,
        id
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(|| Problem::not_found("event"))?;
    Ok(Data { data: row.into() })
}
