//! One WebSocket: frames out, a few small frames in, and a heartbeat.

use crate::{frame::Frame, hub::Subscription};
use axum::extract::ws::{CloseFrame, Message, WebSocket};
use futures_util::{SinkExt, StreamExt};
use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;
use tokio::time::{Instant, timeout};

/// How often the server asks whether the client is there, and how long it waits for any sign.
#[derive(Debug, Clone, Copy)]
pub struct Heartbeat {
    pub every: Duration,
    pub patience: Duration,
}

impl Default for Heartbeat {
    fn default() -> Self {
        Self { every: Duration::from_secs(25), patience: Duration::from_secs(60) }
    }
}

/// How long a client may take to accept what is written to it.
const WRITE_PATIENCE: Duration = Duration::from_secs(10);
/// Frames written together before the socket is flushed.
const BATCH: usize = 64;

/// What a client may say.
#[derive(Debug, Deserialize)]
pub struct ClientFrame {
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub data: Value,
}

/// Runs until either side ends. `first` goes out before the subscription's frames; of those, the ones with a `seq` at
/// or below `seen` are left out, since `first` has them.
pub async fn run(
    socket: WebSocket,
    first: Vec<Frame>,
    mut seen: i64,
    mut subscription: Subscription,
    heartbeat: Heartbeat,
    on_frame: impl Fn(ClientFrame) + Send,
) {
    let (mut sink, mut stream) = socket.split();
    for frame in first {
        if sink.feed(Message::Text(frame.text)).await.is_err() {
            return;
        }
    }
    if !matches!(timeout(WRITE_PATIENCE, sink.flush()).await, Ok(Ok(()))) {
        return;
    }
    let mut batch = Vec::with_capacity(8);
    let mut ask = tokio::time::interval_at(Instant::now() + heartbeat.every, heartbeat.every);
    let mut heard = Instant::now();
    loop {
        let written = tokio::select! {
            count = subscription.frames.recv_many(&mut batch, BATCH) => {
                if count == 0 {
                    // Too slow, or the server stops: the client comes back and catches up.
                    let close = CloseFrame { code: axum::extract::ws::close_code::AGAIN, reason: "reconnect".into() };
                    let _ = timeout(Duration::from_secs(1), sink.send(Message::Close(Some(close)))).await;
                    return;
                }
                let write = async {
                    for frame in batch.drain(..) {
                        if frame.seq.is_some_and(|seq| seq <= seen) {
                            continue;
                        }
                        seen = frame.seq.unwrap_or(seen);
                        sink.feed(Message::Text(frame.text)).await?;
                    }
                    sink.flush().await
                };
                timeout(WRITE_PATIENCE, write).await
            }
            message = stream.next() => {
                heard = Instant::now();
                match message {
                    Some(Ok(Message::Text(text))) => match serde_json::from_str::<ClientFrame>(&text) {
                        Ok(frame) if frame.kind == "ping" => {
                            let pong = Frame::new("pong", None, &serde_json::json!({}));
                            timeout(WRITE_PATIENCE, sink.send(Message::Text(pong.text))).await
                        }
                        Ok(frame) => {
                            on_frame(frame);
                            Ok(Ok(()))
                        }
                        // Unknown words are no reason to hang up on a newer client.
                        Err(_) => Ok(Ok(())),
                    },
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                    Some(Ok(_)) => Ok(Ok(())),
                }
            }
            _ = ask.tick() => {
                if heard.elapsed() > heartbeat.patience {
                    return;
                }
                timeout(WRITE_PATIENCE, sink.send(Message::Ping(bytes::Bytes::new()))).await
            }
        };
        if !matches!(written, Ok(Ok(()))) {
            return;
        }
    }
}
