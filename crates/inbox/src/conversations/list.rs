//! The inbox list.

use super::conversation_query;
use contracts::{Channel, Conversation, ConversationStatus};
use kernel::{Can, Cursor, Page, PageQuery, Problem, Query, Result, grants};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ConversationFilter {
    pub status: Option<ConversationStatus>,
    /// `me`, `none`, or a user's id.
    pub assignee: Option<String>,
    /// `mine` for one's own teams, `none`, or a team's id.
    pub team: Option<String>,
    pub channel: Option<Channel>,
    pub contact_id: Option<Uuid>,
    /// Only those that wait for a person (true), or only the others.
    pub handover: Option<bool>,
    /// Words in the messages, or the contact's name or e-mail.
    pub q: Option<String>,
    limit: Option<i64>,
    cursor: Option<String>,
    total: Option<bool>,
}

/// How many hits a search looks at.
const MOST_FOUND: i32 = 1_000;

/// Conversations, the latest activity first.
#[utoipa::path(get, path = "/conversations", tag = "inbox", security(("bearer" = [])), params(ConversationFilter), responses((status = 200, body = Page<Conversation>)))]
pub async fn list_conversations(
    ctx: Can<grants::ConversationsRead>,
    Query(filter): Query<ConversationFilter>,
) -> Result<Page<Conversation>> {
    let page = PageQuery { limit: filter.limit, cursor: filter.cursor, total: filter.total };
    let (limit, cursor) = (page.limit()?, page.cursor()?);
    let (status, channel) = (filter.status.map(ConversationStatus::as_str), filter.channel.map(Channel::as_str));
    let (unassigned, assignee) = match filter.assignee.as_deref() {
        None => (false, None),
        Some("none") => (true, None),
        Some("me") => (false, Some(ctx.principal.person()?)),
        Some(id) => {
            (false, Some(Uuid::parse_str(id).map_err(|_| Problem::invalid("assignee", "invalid_id", "is me, none or a user's id"))?))
        }
    };
    let (teamless, team) = match filter.team.as_deref() {
        None | Some("mine") => (false, None),
        Some("none") => (true, None),
        Some(id) => (false, Some(Uuid::parse_str(id).map_err(|_| Problem::invalid("team", "invalid_id", "is mine, none or a team's id"))?)),
    };
    let mut tx = ctx.tenant_tx().await?;
    let teams = match (filter.team.as_deref(), team) {
        (Some("mine"), _) => Some(sqlx::query_scalar!(r#"SELECT app.my_teams() AS "teams!""#).fetch_one(&mut *tx).await?),
        (_, team) => team.map(|id| vec![id]),
    };
    let found = match filter.q.as_deref().map(str::trim).filter(|q| !q.is_empty()) {
        None => None,
        Some(q) => Some(
            sqlx::query_scalar!(r#"SELECT conversation_id AS "id!" FROM app.search_conversations($1, $2)"#, q, MOST_FOUND)
                .fetch_all(&mut *tx)
                .await?,
        ),
    };
    let rows = conversation_query!(
        r#"WHERE c.tenant_id = $1
             AND (c.last_seq > 0 OR c.channel <> 'widget')
             AND ($2::text IS NULL OR c.status = $2)
             AND (NOT $3 OR c.assignee_id IS NULL) AND ($4::uuid IS NULL OR c.assignee_id = $4)
             AND ($5::text IS NULL OR c.channel = $5) AND ($6::uuid IS NULL OR c.contact_id = $6)
             AND ($7::boolean IS NULL OR (c.handover_reason IS NOT NULL) = $7)
             AND ($8::uuid[] IS NULL OR c.id = ANY ($8))
             AND (NOT $9 OR c.team_id IS NULL) AND ($10::uuid[] IS NULL OR c.team_id = ANY ($10))
             AND ($11::timestamptz IS NULL OR (c.last_message_at, c.id) < ($11, $12))
           ORDER BY c.last_message_at DESC, c.id DESC LIMIT $13"#,
        ctx.principal.tenant_id,
        status,
        unassigned,
        assignee,
        channel,
        filter.contact_id,
        filter.handover,
        found.as_deref(),
        teamless,
        teams.as_deref(),
        cursor.as_ref().and_then(|c| c.at),
        cursor.map(|c| c.id).unwrap_or_default(),
        limit.saturating_add(1)
    )
    .fetch_all(&mut *tx)
    .await?;
    let total = if page.total == Some(true) {
        sqlx::query_scalar!(
            r#"SELECT count(*) FROM conversations c WHERE c.tenant_id = $1
                 AND (c.last_seq > 0 OR c.channel <> 'widget')
                 AND ($2::text IS NULL OR c.status = $2)
                 AND (NOT $3 OR c.assignee_id IS NULL) AND ($4::uuid IS NULL OR c.assignee_id = $4)
                 AND ($5::text IS NULL OR c.channel = $5) AND ($6::uuid IS NULL OR c.contact_id = $6)
                 AND ($7::boolean IS NULL OR (c.handover_reason IS NOT NULL) = $7)
                 AND ($8::uuid[] IS NULL OR c.id = ANY ($8))
                 AND (NOT $9 OR c.team_id IS NULL) AND ($10::uuid[] IS NULL OR c.team_id = ANY ($10))"#,
            ctx.principal.tenant_id,
            status,
            unassigned,
            assignee,
            channel,
            filter.contact_id,
            filter.handover,
            found.as_deref(),
            teamless,
            teams.as_deref()
        )
        .fetch_one(&mut *tx)
        .await?
    } else {
        None
    };
    let conversations = rows.into_iter().map(Conversation::from).collect();
    Ok(Page::new(conversations, limit, |c: &Conversation| Cursor::at(c.last_message_at, c.id)).with_total(total))
}
