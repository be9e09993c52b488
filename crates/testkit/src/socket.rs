//! A WebSocket client that reads frames as JSON.

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use std::{net::SocketAddr, time::Duration};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Error, Message, client::IntoClientRequest, http::HeaderValue},
};

const DEADLINE: Duration = Duration::from_secs(30);

pub struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    /// # Errors
    /// The status with which the server refused.
    pub async fn connect(address: SocketAddr, path: &str, origin: Option<&str>) -> Result<Self, u16> {
        let mut request = format!("ws://{address}{path}").into_client_request().expect("a request");
        if let Some(origin) = origin {
            request.headers_mut().insert("origin", HeaderValue::from_str(origin).expect("an origin"));
        }
        match connect_async(request).await {
            Ok((stream, _)) => Ok(Self(stream)),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("{path}: {error}"),
        }
    }

    /// The next frame; none when the server closed the socket.
    pub async fn next(&mut self) -> Option<Value> {
        let frame = async {
            loop {
                match self.0.next().await {
                    Some(Ok(Message::Text(text))) => return Some(serde_json::from_str(&text).expect("JSON")),
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                    Some(Ok(_)) => {}
                }
            }
        };
        timeout(DEADLINE, frame).await.expect("a frame before the deadline")
    }

    /// Reads up to the first frame that fits, and gives everything read, that frame last.
    pub async fn until(&mut self, what: &str, fits: impl Fn(&Value) -> bool) -> Vec<Value> {
        let mut frames = Vec::new();
        loop {
            let frame = self.next().await.unwrap_or_else(|| panic!("the socket closed before {what}; there came {frames:#?}"));
            let done = fits(&frame);
            frames.push(frame);
            if done {
                return frames;
            }
        }
    }

    /// The first frame of a type; what comes before is passed over.
    pub async fn frame(&mut self, kind: &str) -> Value {
        self.until(kind, |frame| frame["type"] == kind).await.pop().unwrap_or_default()
    }

    /// Everything that was on its way when this is called: the answer to a ping comes after it.
    pub async fn flush(&mut self) -> Vec<Value> {
        self.send(&serde_json::json!({ "type": "ping" })).await;
        let mut frames = self.until("pong", |frame| frame["type"] == "pong").await;
        frames.pop();
        frames
    }

    pub async fn send(&mut self, frame: &Value) {
        self.0.send(Message::text(frame.to_string())).await.expect("an open socket");
    }

    pub async fn send_text(&mut self, text: &str) {
        self.0.send(Message::text(text.to_owned())).await.expect("an open socket");
    }

    pub async fn close(mut self) {
        let _ = self.0.close(None).await;
    }
}
