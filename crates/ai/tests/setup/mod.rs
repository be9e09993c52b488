//! The feature on a tenant of its own.

use std::sync::{Arc, Mutex, Once};
use std::time::Duration;

use ai::providers::breaker::BreakerSettings;
use ai::providers::retry::RetryPolicy;
use ai::{Ai, AiSettings, Gateway};
use async_trait::async_trait;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use chrono::DateTime;
use contracts::grounding::Turn;
use contracts::{Answer, Question};
use kernel::{Authenticator, Db, FakeClock, Kernel, Principal, Problem, Role, Tasks, TenantCtx};
use serde_json::Value;
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use testkit::TestDatabase;
use tower::ServiceExt;
use uuid::Uuid;

use super::fakes::{FakeModel, FakeRetriever};

pub struct App {
    pub ai: Ai,
    pub ctx: TenantCtx,
    pub clock: Arc<FakeClock>,
    db: Db,
    waits: Arc<Mutex<Vec<Duration>>>,
    router: Router,
    _database: TestDatabase,
}

/// Provider, outcome, input and output tokens, micro-dollars.
pub type Call = (String, String, i32, i32, i64);

pub fn ask(from_customer: bool, text: &str) -> Turn {
    Turn { from_customer, text: text.to_owned() }
}

impl App {
    pub async fn new(models: &[(&str, &FakeModel)], retriever: Arc<FakeRetriever>) -> Self {
        static CRYPTO: Once = Once::new();
        CRYPTO.call_once(|| {
            let _ = rustls::crypto::ring::default_provider().install_default();
        });
        let database = TestDatabase::create().await;
        let pool = pool(&database).await;
        let clock = Arc::new(FakeClock::at(DateTime::parse_from_rfc3339("2026-11-10T12:00:00Z").unwrap().to_utc()));
        let db = Db::new(pool, clock.clone());
        let settings = settings(models);
        let waits = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&waits);
        let retry =
            RetryPolicy::new(1, Duration::from_millis(1), Duration::from_secs(1), Duration::from_secs(30)).with_sleep(move |wait| {
                seen.lock().unwrap().push(wait);
                Box::pin(async {})
            });
        let client = kernel::http::provider_client(Duration::from_secs(30)).unwrap();
        let gateway = Gateway::with_policy(settings, &client, db.clone(), clock.clone(), retry, BreakerSettings::default());
        let ai = Ai::with_gateway(gateway, &db, retriever);
        let ctx = tenant(&db).await;
        let kernel = Kernel {
            db: db.clone(),
            clock: clock.clone(),
            tasks: Tasks::default(),
            auth: Arc::new(ByRole(ctx.tenant_id)),
            places: kernel::Places::default(),
            limits: kernel::Limits::new(Arc::new(kernel::limit::LocalLimiter::new(clock.clone())), kernel::limit::Policies::off()),
        };
        let (router, _) = ai::routes(&ai).split_for_parts();
        Self { ai, ctx, clock, db, waits, router: router.with_state(kernel), _database: database }
    }

    pub async fn answer(&self, text: &str) -> Answer {
        self.answer_as(&self.ctx, text).await
    }

    pub async fn answer_as(&self, ctx: &TenantCtx, text: &str) -> Answer {
        let question = Question { text: text.to_owned(), purpose: "answer", ..Question::default() };
        self.ai.answerer().answer(ctx, &question).await.unwrap()
    }

    pub async fn neighbour(&self) -> TenantCtx {
        tenant(&self.db).await
    }

    /// In alphabetical order: calls of one moment have no other.
    pub async fn outcomes(&self) -> Vec<String> {
        let mut outcomes: Vec<String> = self.calls().await.into_iter().map(|call| call.1).collect();
        outcomes.sort();
        outcomes
    }

    /// Booked calls of this tenant.
    pub async fn calls(&self) -> Vec<Call> {
        let mut tx = self.db.tenant(&self.ctx).await.unwrap();
        sqlx::query_as("SELECT provider, outcome, input_tokens, output_tokens, cost_micros FROM ai_calls ORDER BY id")
            .fetch_all(&mut *tx)
            .await
            .unwrap()
    }

    pub async fn spent(&self) -> i64 {
        let mut tx = self.db.tenant(&self.ctx).await.unwrap();
        sqlx::query_scalar("SELECT coalesce(sum(spent_micros), 0)::bigint FROM ai_months").fetch_one(&mut *tx).await.unwrap()
    }

    pub async fn reserved(&self) -> i64 {
        let mut tx = self.db.tenant(&self.ctx).await.unwrap();
        sqlx::query_scalar("SELECT count(*) FROM ai_reservations").fetch_one(&mut *tx).await.unwrap()
    }

    pub async fn cap(&self, cap_micros: Option<i64>) {
        let body = serde_json::json!({ "cap_micros": cap_micros }).to_string();
        assert_eq!(self.patch("/ai/budget", "admin", &body).await.0, 200);
    }

    pub fn waits(&self) -> Vec<Duration> {
        self.waits.lock().unwrap().clone()
    }

    pub async fn get(&self, path: &str, role: &str) -> (u16, Value) {
        self.send("GET", path, role, "").await
    }

    pub async fn patch(&self, path: &str, role: &str, body: &str) -> (u16, Value) {
        self.send("PATCH", path, role, body).await
    }

    async fn send(&self, method: &str, path: &str, role: &str, body: &str) -> (u16, Value) {
        let mut request = Request::builder().method(method).uri(path).header("content-type", "application/json");
        if !role.is_empty() {
            request = request.header("authorization", format!("Bearer {role}"));
        }
        let response = self.router.clone().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap();
        let status = response.status().as_u16();
        let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }
}

/// The token is the role.
struct ByRole(Uuid);

#[async_trait]
impl Authenticator for ByRole {
    async fn authenticate(&self, token: &str) -> kernel::Result<Principal> {
        let role: Role = token.parse().map_err(|_| Problem::unauthenticated())?;
        Ok(Principal {
            user_id: Uuid::nil(),
            tenant_id: self.0,
            session_id: Uuid::nil(),
            role,
            permissions: role.permissions(),
            proved_at: None,
            second_factor_at: None,
            operator: false,
            impersonation: None,
            confined: false,
            only_assigned: false,
            kind: kernel::PrincipalKind::Person,
        })
    }

    async fn authority(&self, _: Uuid, _: Uuid, _: Uuid) -> kernel::Result<Principal> {
        Err(Problem::unauthenticated())
    }
}

async fn pool(database: &TestDatabase) -> PgPool {
    PgPoolOptions::new().max_connections(6).connect_with(database.program_options()).await.unwrap()
}

async fn tenant(db: &Db) -> TenantCtx {
    let ctx = TenantCtx::system(Uuid::new_v4());
    let mut tx = db.tenant(&ctx).await.unwrap();
    sqlx::query("INSERT INTO tenants (tenant_id, slug, name, created_at) VALUES ($1, $2, 'Northwind Motors', $3)")
        .bind(ctx.tenant_id)
        .bind(format!("ai-{}", ctx.tenant_id))
        .bind(db.clock().now())
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    ctx
}

fn settings(models: &[(&str, &FakeModel)]) -> AiSettings {
    let order = models.iter().map(|(kind, _)| *kind).collect::<Vec<_>>().join(",");
    let mut settings = AiSettings::from_env(|name| {
        let url = |kind: &str| models.iter().find(|(known, _)| *known == kind).map(|(_, model)| model.url.clone());
        match name {
            "OPENAI_API_KEY" => url("openai").map(|_| "key".to_owned()),
            "OPENAI_BASE_URL" => url("openai").map(|url| format!("{url}/v1")),
            "ANTHROPIC_API_KEY" => url("anthropic").map(|_| "key".to_owned()),
            "ANTHROPIC_BASE_URL" => url("anthropic"),
            "DEALSMART_AI_ORDER" => Some(order.clone()).filter(|order| !order.is_empty()),
            _ => None,
        }
    })
    .unwrap();
    for provider in &mut settings.providers {
        provider.timeout = Duration::from_millis(700);
    }
    settings
}
