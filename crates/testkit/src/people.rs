//! Staff who sign in.

use crate::{Api, Socket, TestApp, wait_until};
use contracts::tenancy::Invite;
use kernel::AccessChange;
use serde_json::{Value, json};
use std::ops::Deref;
use uuid::Uuid;

/// Everyone's password.
pub const PASSWORD: &str = "correct horse battery";

/// A signed-in member; as a client, it sends their token.
#[derive(Clone)]
pub struct Session {
    pub api: Api,
    pub token: String,
    pub refresh_token: String,
    pub user_id: Uuid,
    pub tenant_id: Uuid,
    pub email: String,
    pub name: String,
    pub role: String,
}

impl Deref for Session {
    type Target = Api;
    fn deref(&self) -> &Api {
        &self.api
    }
}

impl Session {
    fn new(api: &Api, data: &Value) -> Self {
        let text = |pointer: &str| {
            data.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("{pointer} is missing in {data}")).to_owned()
        };
        let token = text("/access_token");
        Self {
            api: api.with_token(&token),
            token,
            refresh_token: text("/refresh_token"),
            user_id: text("/user/id").parse().expect("an id"),
            tenant_id: text("/tenant/id").parse().expect("an id"),
            email: text("/user/email"),
            name: text("/user/name"),
            role: text("/role"),
        }
    }

    /// The same session with a new access token.
    pub async fn refreshed(&self) -> Self {
        Self::new(&self.api, &self.api.post("/auth/refresh", json!({ "refresh_token": self.refresh_token })).await.ok(200))
    }

    /// The tenant's first chatbot.
    pub async fn chatbot(&self) -> Value {
        self.get("/chatbots").await.list().into_iter().next().expect("a chatbot")
    }

    pub async fn chatbot_key(&self) -> String {
        self.chatbot().await["public_key"].as_str().expect("a key").to_owned()
    }

    /// Uploads a document and waits until it is ready or has failed.
    pub async fn upload_and_wait(&self, filename: &str, content: &[u8]) -> Value {
        let id = self.upload(filename, content).await.ok(202)["id"].as_str().expect("an id").to_owned();
        self.settled(&id).await
    }

    /// The document, once it is ready or has failed.
    pub async fn settled(&self, id: &str) -> Value {
        wait_until(&format!("document {id} settles"), || async {
            let document = self.get(&format!("/knowledge/documents/{id}")).await.ok(200);
            matches!(document["status"].as_str(), Some("ready" | "failed")).then_some(document)
        })
        .await
    }

    /// A ticket for the staff's socket.
    pub async fn ticket(&self) -> String {
        self.post("/realtime/tickets", Value::Null).await.ok(201)["ticket"].as_str().expect("a ticket").to_owned()
    }

    /// The staff's socket, with what came after `after`.
    pub async fn socket(&self, after: Option<i64>) -> Socket {
        let after = after.map(|after| format!("&after={after}")).unwrap_or_default();
        let path = format!("/api/v1/realtime?ticket={}{after}", self.ticket().await);
        Socket::connect(self.address, &path, None).await.expect("a socket")
    }
}

impl TestApp {
    /// A new workspace, and its owner.
    pub async fn register(&self, workspace: &str) -> Session {
        let email = format!("owner@{}.example", workspace.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
        let body = json!({ "email": email, "password": PASSWORD, "name": format!("Owner of {workspace}"), "workspace": workspace });
        let api = self.api();
        Session::new(&api, &api.post("/auth/register", body).await.ok(201))
    }

    pub async fn login(&self, email: &str) -> Session {
        let api = self.api();
        Session::new(&api, &api.post("/auth/login", json!({ "email": email, "password": PASSWORD })).await.ok(200))
    }

    /// Signs in from a browser that sends these cookies.
    pub async fn login_as(&self, email: &str, cookies: &str) -> Session {
        let api = self.api();
        let body = json!({ "email": email, "password": PASSWORD });
        let request = api.request(reqwest::Method::POST, "/auth/login").header("cookie", cookies);
        Session::new(&api, &api.send(request.json(&body)).await.ok(200))
    }

    /// The token of a new invitation to the owner's workspace, as its letter has it.
    pub async fn invite(&self, owner: &Session, email: &str, role: &str) -> String {
        let mut tx = self.app.kernel.db.tenant(&Self::ctx(owner.tenant_id)).await.expect("a transaction");
        let expires_at = tx.now() + chrono::Duration::days(7);
        let invite = Invite { email: email.to_owned(), role: role.parse().expect("a role"), role_id: None, expires_at };
        let invited = self.app.tenancy.invite(&mut tx, &invite).await.expect("an invitation");
        tx.commit().await.expect("a commit");
        invited.token
    }

    /// An operator of the installation, signed in with a second factor; in a workspace of their own.
    pub async fn operator(&self) -> Session {
        let random: String = kernel::secret::random().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        let session = self.register(&format!("Operations {random}")).await;
        self.appoint(&session).await;
        session
    }

    /// Makes somebody operator, as the command line does, and lets them have shown a second factor just now.
    pub async fn appoint(&self, session: &Session) {
        self.show_second_factor(session).await;
        sqlx::query("SELECT app.appoint_operator($1, $2, $3)")
            .bind(&session.email)
            .bind(kernel::Clock::id(self.app.kernel.clock.as_ref()))
            .bind(self.now())
            .execute(&mut self.owner().await)
            .await
            .expect("an operator");
        self.app.kernel.db.tell_access(&[AccessChange::User(session.user_id)]);
    }

    /// As if all sessions of this user had shown a second factor just now.
    pub async fn show_second_factor(&self, session: &Session) {
        sqlx::query("UPDATE sessions SET second_factor_at = $2 WHERE user_id = $1")
            .bind(session.user_id)
            .bind(self.now())
            .execute(&mut self.superuser().await)
            .await
            .expect("a second factor");
        self.app.kernel.db.tell_access(&[AccessChange::User(session.user_id)]);
    }

    /// A new member of the owner's workspace, signed in.
    pub async fn member(&self, owner: &Session, role: &str) -> Session {
        let random: String = kernel::secret::random().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        let email = format!("{role}-{random}@members.example");
        owner.post("/members", json!({ "email": email, "name": format!("A {role}"), "role": role, "password": PASSWORD })).await.ok(201);
        self.login(&email).await
    }
}
