use crate::{kind::NotificationKind, list::Notification};
use garde::Validate;
use kernel::{Data, PathId, Problem, Result, SignedIn, Valid};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct Mark {
    /// `false` makes it unread again.
    #[garde(skip)]
    #[serde(default = "yes")]
    pub read: bool,
}

fn yes() -> bool {
    true
}

/// Marks one of one's notifications as read, or as unread again.
#[utoipa::path(patch, path = "/notifications/{id}/read", tag = "notifications", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = Mark, responses((status = 200, body = Data<Notification>)))]
pub async fn mark_notification(caller: SignedIn, PathId(id): PathId, Valid(mark): Valid<Mark>) -> Result<Data<Notification>> {
    let (tenant_id, user_id) = (caller.principal.tenant_id, caller.principal.user_id);
    let mut tx = caller.tenant_tx().await?;
    let now = tx.now();
    // Of two about the same only one is unread: the one that came since stays it.
    let row = sqlx::query_as!(
        Notification,
        r#"UPDATE notifications n SET read_at = CASE
             WHEN $4 THEN coalesce(n.read_at, $5)
             WHEN EXISTS (SELECT FROM notifications o WHERE o.tenant_id = $1 AND o.user_id = $2 AND o.kind = n.kind AND o.subject_key = n.subject_key
               AND o.read_at IS NULL AND o.id <> n.id) THEN n.read_at
             END
           WHERE n.tenant_id = $1 AND n.user_id = $2 AND n.id = $3 AND n.in_app
           RETURNING id, kind AS "kind: NotificationKind", title, body, conversation_id, count, created_at, updated_at, read_at"#,
        tenant_id,
        user_id,
        id,
        mark.read,
        now
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(|| Problem::not_found("notification"))?;
    tx.commit().await?;
    Ok(Data { data: row })
}

#[derive(Debug, Default, Deserialize, Validate, ToSchema)]
pub struct WhichToRead {
    /// Only those about this conversation.
    #[garde(skip)]
    pub conversation_id: Option<Uuid>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ReadCount {
    /// How many were unread.
    pub read: u64,
}

/// Marks all of one's notifications as read, or those about a conversation.
#[utoipa::path(post, path = "/notifications/read-all", tag = "notifications", security(("bearer" = [])), request_body = WhichToRead, responses((status = 200, body = Data<ReadCount>)))]
pub async fn read_notifications(caller: SignedIn, Valid(which): Valid<WhichToRead>) -> Result<Data<ReadCount>> {
    let mut tx = caller.tenant_tx().await?;
    let now = tx.now();
    let read = sqlx::query!(
        "UPDATE notifications SET read_at = $3
         WHERE tenant_id = $1 AND user_id = $2 AND read_at IS NULL AND ($4::uuid IS NULL OR conversation_id = $4)",
        caller.principal.tenant_id,
        caller.principal.user_id,
        now,
        which.conversation_id
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    tx.commit().await?;
    Ok(Data { data: ReadCount { read } })
}
