//! Visitors of a widget.

use crate::{Api, Session, Socket, TestApp};
use serde_json::{Value, json};
use std::ops::Deref;

/// As a client, it sends the visitor token.
#[derive(Clone)]
pub struct Visitor {
    pub api: Api,
    pub token: String,
    pub key: String,
}

impl Deref for Visitor {
    type Target = Api;
    fn deref(&self) -> &Api {
        &self.api
    }
}

impl Visitor {
    /// Writes, and gives the message back.
    pub async fn say(&self, content: &str) -> Value {
        self.post("/widget/messages", json!({ "content": content, "client_id": uuid::Uuid::new_v4().to_string() })).await.ok(201)
    }

    pub async fn messages(&self) -> Vec<Value> {
        self.get("/widget/messages").await.list()
    }

    pub async fn ticket(&self) -> String {
        self.post("/widget/realtime-tickets", Value::Null).await.ok(201)["ticket"].as_str().expect("a ticket").to_owned()
    }

    pub async fn socket(&self, after: Option<i64>) -> Socket {
        let after = after.map(|after| format!("&after={after}")).unwrap_or_default();
        let path = format!("/api/v1/widget/realtime?ticket={}{after}", self.ticket().await);
        Socket::connect(self.address, &path, None).await.expect("a socket")
    }
}

impl TestApp {
    /// A new visitor of the workspace's first chatbot.
    pub async fn visitor(&self, staff: &Session) -> Visitor {
        self.visitor_of(&staff.chatbot_key().await, json!({})).await
    }

    /// A new visitor who says who they are.
    pub async fn visitor_of(&self, key: &str, details: Value) -> Visitor {
        let api = self.api();
        let data = api.post(&format!("/widget/{key}/sessions"), details).await.ok(201);
        let token = data["visitor_token"].as_str().expect("a visitor token").to_owned();
        Visitor { api: api.with_token(&token), token, key: key.to_owned() }
    }
}
