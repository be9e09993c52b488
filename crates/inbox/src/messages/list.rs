//! A conversation's messages, by page or waiting for the next.

use super::message_query;
use crate::{Shared, conversations};
use axum::Extension;
use contracts::Message;
use kernel::{Can, Page, PathId, Query, Result, SignedIn, grants, page};
use realtime::Listener;
use serde::Deserialize;
use std::time::Duration;
use utoipa::IntoParams;
use uuid::Uuid;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MessageFilter {
    /// Only messages with a `seq` above this one.
    pub since: Option<i64>,
    /// Seconds, 30 at most, to wait for a message when there is none.
    pub wait: Option<u64>,
    /// Only messages with a `seq` below this one: the page of older ones.
    pub before: Option<i64>,
    pub limit: Option<i64>,
}

/// Messages, oldest first: the latest ones, those after `since`, or those right before `before`.
#[utoipa::path(get, path = "/conversations/{id}/messages", tag = "inbox", security(("bearer" = [])), params(("id" = Uuid, Path), MessageFilter), responses((status = 200, body = Page<Message>)))]
pub async fn list_messages(
    ctx: Can<grants::ConversationsRead>,
    Extension(shared): Extension<Shared>,
    PathId(id): PathId,
    Query(filter): Query<MessageFilter>,
) -> Result<Page<Message>> {
    let limit = page::limit(filter.limit)?;
    let Some(wait) = filter.wait.filter(|wait| *wait > 0) else {
        return read(&ctx, id, &filter, limit).await;
    };
    // Joined before reading, so that a message between the two wakes us.
    let listener =
        Listener { user_id: ctx.principal.user_id, session_id: ctx.principal.session_id, hidden: ctx.principal.impersonation.is_some() };
    let mut subscription = shared.hub.join_conversation(&ctx.ctx(), id, Some(listener)).await?;
    ctx.still().await?;
    let page = read(&ctx, id, &filter, limit).await?;
    if !page.data.is_empty() {
        return Ok(page);
    }
    let deadline = tokio::time::Instant::now() + Duration::from_secs(wait.min(30));
    while tokio::time::timeout_at(deadline, subscription.frames.recv()).await.is_ok_and(|frame| frame.is_some()) {
        let page = read(&ctx, id, &filter, limit).await?;
        if !page.data.is_empty() {
            return Ok(page);
        }
    }
    Ok(page)
}

async fn read(ctx: &SignedIn, id: Uuid, filter: &MessageFilter, limit: i64) -> Result<Page<Message>> {
    let mut tx = ctx.tenant_tx().await?;
    conversations::load(&mut tx, id).await?;
    let tenant_id = ctx.principal.tenant_id;
    let mut rows = match filter.since {
        Some(since) => {
            message_query!("WHERE tenant_id = $1 AND conversation_id = $2 AND seq > $3 ORDER BY seq LIMIT $4", tenant_id, id, since, limit)
                .fetch_all(&mut *tx)
                .await?
        }
        None => {
            message_query!(
                "WHERE tenant_id = $1 AND conversation_id = $2 AND seq < $3 ORDER BY seq DESC LIMIT $4",
                tenant_id,
                id,
                filter.before.unwrap_or(i64::MAX),
                limit
            )
            .fetch_all(&mut *tx)
            .await?
        }
    };
    rows.sort_by_key(|row| row.seq);
    let mut page = Page::whole(rows.into_iter().map(Message::from).collect());
    page.page.limit = limit;
    Ok(page)
}
