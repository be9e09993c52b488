use crate::kind::NotificationKind;
use chrono::{DateTime, Utc};
use kernel::{Cursor, Data, Page, PageQuery, Query, Result, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// What one was told.
#[derive(Debug, Serialize, ToSchema)]
pub struct Notification {
    pub id: Uuid,
    pub kind: NotificationKind,
    pub title: String,
    /// What was written last, or why.
    pub body: String,
    /// Where it leads, if to a conversation.
    pub conversation_id: Option<Uuid>,
    /// How often it happened before one looked.
    pub count: i32,
    pub created_at: DateTime<Utc>,
    /// Of the last time it happened.
    pub updated_at: DateTime<Utc>,
    pub read_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct NotificationFilter {
    /// `true`: only what one has not read.
    unread: Option<bool>,
    limit: Option<i64>,
    cursor: Option<String>,
}

/// One's own notifications in this workspace, the newest first.
#[utoipa::path(get, path = "/notifications", tag = "notifications", security(("bearer" = [])), params(NotificationFilter), responses((status = 200, body = Page<Notification>)))]
pub async fn list_notifications(caller: SignedIn, Query(filter): Query<NotificationFilter>) -> Result<Page<Notification>> {
    let page = PageQuery { limit: filter.limit, cursor: filter.cursor, total: None };
    let (limit, cursor) = (page.limit()?, page.cursor()?);
    let (before, before_id) = cursor.map_or((None, None), |cursor| (cursor.at, Some(cursor.id)));
    let mut tx = caller.tenant_tx().await?;
    let notifications = sqlx::query_as!(
        Notification,
        r#"SELECT id, kind AS "kind: NotificationKind", title, body, conversation_id, count, created_at, updated_at, read_at
           FROM notifications
           WHERE tenant_id = $1 AND user_id = $2 AND in_app AND (NOT $3 OR read_at IS NULL)
             AND ($4::timestamptz IS NULL OR (updated_at, id) < ($4, $5))
           ORDER BY updated_at DESC, id DESC LIMIT $6"#,
        caller.principal.tenant_id,
        caller.principal.user_id,
        filter.unread.unwrap_or(false),
        before,
        before_id,
        limit.saturating_add(1)
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Page::new(notifications, limit, |one: &Notification| Cursor::at(one.updated_at, one.id)))
}

#[derive(Debug, Serialize, ToSchema)]
pub struct UnreadCount {
    pub count: i64,
}

/// How many of one's notifications are unread.
#[utoipa::path(get, path = "/notifications/unread-count", tag = "notifications", security(("bearer" = [])), responses((status = 200, body = Data<UnreadCount>)))]
pub async fn count_unread_notifications(caller: SignedIn) -> Result<Data<UnreadCount>> {
    let mut tx = caller.tenant_tx().await?;
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM notifications WHERE tenant_id = $1 AND user_id = $2 AND in_app AND read_at IS NULL"#,
        caller.principal.tenant_id,
        caller.principal.user_id
    )
    .fetch_one(&mut *tx)
    .await?;
    Ok(Data { data: UnreadCount { count } })
}
