//! Second factors and passkeys: setting them up, signing in with them, and everything somebody else may try.

mod passkeys;
mod recovery;
mod required;
mod step_up;
mod totp;
mod trusted;

use chrono::Duration;
use serde_json::{Value, json};
use testkit::{Api, Authenticator, PASSWORD, Reply, Session, TestApp, totp_code};

/// An authenticator app that somebody set up, and the recovery codes that came with it.
pub(crate) struct App {
    secret: String,
    recovery_codes: Vec<String>,
}

impl App {
    /// Sets one up. The code that confirms it is used up, so time goes on by a step.
    pub(crate) async fn of(app: &TestApp, session: &Session) -> Self {
        let secret = session.post("/auth/mfa/totp", Value::Null).await.ok(200)["secret"].as_str().unwrap().to_owned();
        let code = totp_code(&secret, app.now());
        let added = session.post("/auth/mfa/totp/confirm", json!({ "code": code })).await.ok(200);
        app.advance(Duration::seconds(30));
        let recovery_codes = added["recovery_codes"].as_array().into_iter().flatten().map(|code| code.as_str().unwrap().to_owned());
        Self { secret, recovery_codes: recovery_codes.collect() }
    }

    fn code(&self, app: &TestApp) -> String {
        totp_code(&self.secret, app.now())
    }

    /// As the proof that a request takes.
    pub(crate) fn proof(&self, app: &TestApp) -> Value {
        json!({ "kind": "totp", "code": self.code(app) })
    }
}

/// A passkey that somebody added.
pub(crate) async fn passkey(app: &TestApp, session: &Session) -> Authenticator {
    let mut device = Authenticator::of(app);
    let asked = session.post("/auth/mfa/passkeys/options", Value::Null).await.ok(200);
    session.post("/auth/mfa/passkeys", json!({ "credential": device.create(&asked["public_key"]) })).await.ok(201);
    device
}

async fn login(api: &Api, email: &str) -> Reply {
    api.post("/auth/login", json!({ "email": email, "password": PASSWORD })).await
}

/// The first step of signing in: the token that waits for the second.
async fn first_step(api: &Api, email: &str) -> String {
    let answer = login(api, email).await.ok(200);
    assert_eq!(answer["mfa_required"], true, "{answer}");
    assert!(answer["access_token"].is_null(), "no session without the second factor: {answer}");
    answer["mfa_token"].as_str().unwrap().to_owned()
}

async fn verify(api: &Api, token: &str, proof: Value) -> Reply {
    api.post("/auth/mfa/verify", json!({ "mfa_token": token, "proof": proof })).await
}

/// The client of a session that an answer gave.
fn client(api: &Api, data: &Value) -> Api {
    api.with_token(data["access_token"].as_str().unwrap_or_else(|| panic!("no session in {data}")))
}

/// The letters of their workspaces that wait to be sent to somebody, by template, the oldest first.
async fn letters(app: &TestApp, to: &str) -> Vec<(String, Value)> {
    let mut superuser = app.superuser().await;
    sqlx::query_as(
        "SELECT payload->>'template', payload->'data' FROM jobs WHERE kind = 'email.send' AND payload->>'to' = $1 AND tenant_id <> $2 ORDER BY created_at, id",
    )
    .bind(to)
    .bind(kernel::INSTALLATION)
    .fetch_all(&mut superuser)
    .await
    .unwrap()
}

#[tokio::test]
async fn signing_in_with_a_second_factor_or_a_passkey_is_an_entry() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let totp = App::of(&app, &owner).await;
    let mut device = passkey(&app, &owner).await;
    let api = app.api();
    let began = async || owner.get("/audit-log?action=session.started").await.list().len();
    let before = began().await;
    let token = first_step(&api, &owner.email).await;
    assert_eq!(began().await, before, "half a sign-in is none");
    verify(&api, &token, totp.proof(&app)).await.ok(200);
    assert_eq!(began().await, before + 1);
    let asked = api.post("/auth/login/passkey/options", Value::Null).await.ok(200);
    api.post("/auth/login/passkey", json!({ "credential": device.get(&asked["public_key"]) })).await.ok(200);
    assert_eq!(began().await, before + 2);
}
