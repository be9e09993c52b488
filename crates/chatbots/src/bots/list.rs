use super::{Chatbot, chatbot_query};
use kernel::{Can, Cursor, Page, PageQuery, Query, Result, grants};

/// The workspace's chatbots, the first one first.
#[utoipa::path(get, path = "/chatbots", tag = "chatbots", security(("bearer" = [])), params(PageQuery), responses((status = 200, body = Page<Chatbot>)))]
pub async fn list_chatbots(ctx: Can<grants::ChatbotsRead>, Query(page): Query<PageQuery>) -> Result<Page<Chatbot>> {
    let (limit, cursor) = (page.limit()?, page.cursor()?);
    let mut tx = ctx.tenant_tx().await?;
    let rows = chatbot_query!(
        "WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3",
        ctx.principal.tenant_id,
        cursor.map(|c| c.id),
        limit.saturating_add(1)
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Page::new(rows.into_iter().map(Chatbot::from).collect(), limit, |bot: &Chatbot| Cursor::at(bot.created_at, bot.id)))
}
