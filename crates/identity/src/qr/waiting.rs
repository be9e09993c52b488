//! A request's news, live: who waits opens a WebSocket, says the secret, and is told of each change. What it leads to is
//! fetched as usual; no token goes over the socket.

use super::{Waited, unknown};
use crate::Identity;
use axum::{
    Extension,
    extract::{
        State, WebSocketUpgrade,
        ws::{Message, WebSocket, rejection::WebSocketUpgradeRejection},
    },
    response::Response,
};
use kernel::{
    AccessChange, Db, Kernel, PathId, Problem, Result,
    record::{CommitListener, CommittedEvent},
};
use serde_json::json;
use std::{sync::Arc, time::Duration};
use tokio::sync::broadcast::{self, error::RecvError};
use uuid::Uuid;

/// How long a new socket may take to say its secret.
const SECRET_WITHIN: Duration = Duration::from_secs(10);
/// Should news get lost, what is in the table is looked at this often.
const LOOK_AGAIN: Duration = Duration::from_secs(20);

/// Tells those who wait in this process which requests changed.
#[derive(Clone)]
pub struct Waiting(broadcast::Sender<Uuid>);

impl Default for Waiting {
    fn default() -> Self {
        Self(broadcast::Sender::new(256))
    }
}

impl CommitListener for Waiting {
    fn events(&self, _: Uuid, _: &[CommittedEvent]) {}
    fn jobs(&self, _: &[&'static str]) {}
    fn access(&self, changes: &[AccessChange]) {
        for change in changes {
            if let AccessChange::Waiting(id) = change {
                // Nobody may be waiting.
                let _ = self.0.send(*id);
            }
        }
    }
}

/// The WebSocket of whoever waits. The first thing that the client sends is the request's secret; then it receives
/// `{"type": "qr.updated", "data": {"status"}}` now and at each change, until the request is decided or has expired.
#[utoipa::path(get, path = "/auth/qr/{id}/live", tag = "auth", params(("id" = Uuid, Path)), responses((status = 101, description = "Switching to WebSocket")))]
pub async fn watch_qr(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    PathId(id): PathId,
    upgrade: std::result::Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response> {
    let there = sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM qr_sign_ins WHERE id = $1) AS "there!""#, id)
        .fetch_one(kernel.db.outside_tenants())
        .await?;
    if !there {
        return Err(unknown());
    }
    let upgrade = upgrade.map_err(|_| Problem::bad_request("websocket_expected", "Open this address as a WebSocket."))?;
    let small = upgrade.max_message_size(1024).max_frame_size(1024).read_buffer_size(1024).write_buffer_size(1024);
    Ok(small.on_upgrade(move |socket| async move {
        let stopping = kernel.tasks.stopping();
        tokio::select! {
            () = stopping.cancelled() => {}
            () = watch(socket, &kernel.db, &identity.waiting, id) => {}
        }
    }))
}

async fn watch(mut socket: WebSocket, db: &Db, waiting: &Waiting, id: Uuid) {
    let Ok(Some(Ok(Message::Text(secret)))) = tokio::time::timeout(SECRET_WITHIN, socket.recv()).await else { return };
    // Joined before it is looked at, so that no change falls between.
    let mut news = waiting.0.subscribe();
    let mut told = None;
    loop {
        let Ok(now) = Waited::load(db, id, &secret).await else { return };
        if told != Some(now.status) {
            told = Some(now.status);
            let frame = json!({ "type": "qr.updated", "data": { "status": now.status } }).to_string();
            if socket.send(Message::Text(frame.into())).await.is_err() {
                return;
            }
        }
        if !now.status.waits() {
            let _ = socket.send(Message::Close(None)).await;
            return;
        }
        if !next(&mut socket, &mut news, id, left(db, &now)).await {
            return;
        }
    }
}

/// Until when to wait at most: a little past the request's end, so that it is seen as ended.
fn left(db: &Db, now: &Waited) -> Duration {
    let left = (now.expires_at - db.clock().now()).to_std().unwrap_or_default();
    left.saturating_add(Duration::from_millis(50)).min(LOOK_AGAIN)
}

/// Waits until there may be news. False when the client went away.
async fn next(socket: &mut WebSocket, news: &mut broadcast::Receiver<Uuid>, id: Uuid, most: Duration) -> bool {
    let end = tokio::time::sleep(most);
    tokio::pin!(end);
    loop {
        tokio::select! {
            () = &mut end => return true,
            heard = news.recv() => match heard {
                Ok(other) if other != id => {}
                Ok(_) | Err(RecvError::Lagged(_)) => return true,
                Err(RecvError::Closed) => return false,
            },
            received = socket.recv() => match received {
                // Pings are answered by themselves; nothing else is expected.
                Some(Ok(Message::Close(_)) | Err(_)) | None => return false,
                Some(Ok(_)) => {}
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_request_that_changed_is_told_of() {
        let waiting = Waiting::default();
        let mut news = waiting.0.subscribe();
        waiting.access(&[AccessChange::Hearing, AccessChange::Waiting(Uuid::from_u128(7)), AccessChange::Session(Uuid::from_u128(8))]);
        assert_eq!(news.try_recv(), Ok(Uuid::from_u128(7)));
        assert!(news.try_recv().is_err());
    }
}
