use super::suggestion_query;
use crate::conversations;
use contracts::Suggestion;
use kernel::{Can, Cursor, Page, PageQuery, PathId, Query, Result, grants};

/// The AI's drafts for a conversation, the newest first.
#[utoipa::path(get, path = "/conversations/{id}/suggestions", tag = "inbox", security(("bearer" = [])), params(("id" = Uuid, Path), PageQuery), responses((status = 200, body = Page<Suggestion>)))]
pub async fn list_suggestions(
    ctx: Can<grants::ConversationsRead>,
    PathId(id): PathId,
    Query(page): Query<PageQuery>,
) -> Result<Page<Suggestion>> {
    let (limit, cursor) = (page.limit()?, page.cursor()?);
    let mut tx = ctx.tenant_tx().await?;
    conversations::load(&mut tx, id).await?;
    let rows = suggestion_query!(
        "WHERE tenant_id = $1 AND conversation_id = $2 AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4))
         ORDER BY created_at DESC, id DESC LIMIT $5",
        ctx.principal.tenant_id,
        id,
        cursor.as_ref().and_then(|c| c.at),
        cursor.map(|c| c.id).unwrap_or_default(),
        limit.saturating_add(1)
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Page::new(rows.into_iter().map(Suggestion::from).collect(), limit, |s: &Suggestion| Cursor::at(s.created_at, s.id)))
}
