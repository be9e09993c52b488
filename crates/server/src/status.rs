//! How the program is.

use axum::{Extension, extract::State, http::StatusCode, response::IntoResponse};
use chrono::{DateTime, Utc};
use kernel::{Data, Kernel, Page, Result};
use metrics_exporter_prometheus::PrometheusHandle;
use serde::Serialize;
use std::{sync::Arc, time::Instant};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

/// What status shows beside what it asks the database.
pub struct About {
    pub started: Instant,
    pub works: bool,
    pub embedding_model: String,
    pub embedding_ready: Box<dyn Fn() -> bool + Send + Sync>,
    pub providers: Box<dyn Fn() -> Vec<ProviderStatus> + Send + Sync>,
    pub metrics: PrometheusHandle,
}

#[must_use]
pub fn routes(about: Arc<About>) -> OpenApiRouter<Kernel> {
    OpenApiRouter::new().routes(routes!(get_info)).routes(routes!(get_status)).routes(routes!(list_migrations)).layer(Extension(about))
}

/// Probes, which have no place in the API's document.
pub fn probes(about: Arc<About>) -> axum::Router<Kernel> {
    axum::Router::new()
        .route("/healthz", axum::routing::get(|| async { "ok\n" }))
        .route("/readyz", axum::routing::get(ready))
        .route("/metrics", axum::routing::get(show_metrics))
        .layer(Extension(about))
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Info {
    pub name: String,
    pub version: String,
    pub openapi: String,
    pub docs: String,
}

/// What this is.
#[utoipa::path(get, path = "/", tag = "status", responses((status = 200, body = Data<Info>)))]
async fn get_info() -> Data<Info> {
    Data {
        data: Info {
            name: "DealSmart".into(),
            version: env!("CARGO_PKG_VERSION").into(),
            openapi: "/api/v1/openapi.json".into(),
            docs: "/docs".into(),
        },
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Status {
    /// `ok`, or `degraded` when a dependency is not there.
    pub status: String,
    pub version: String,
    pub uptime_seconds: u64,
    pub database: DatabaseStatus,
    pub workers: WorkerStatus,
    pub model: ModelStatus,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct DatabaseStatus {
    pub ok: bool,
    pub version: Option<String>,
    pub latency_ms: Option<f64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct WorkerStatus {
    pub ok: bool,
    /// Whether this process runs jobs itself.
    pub here: bool,
    pub queued: i64,
    pub running: i64,
    pub failed: i64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ModelStatus {
    pub embedding: EmbeddingStatus,
    pub providers: Vec<ProviderStatus>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct EmbeddingStatus {
    pub ok: bool,
    pub name: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProviderStatus {
    pub name: String,
    pub ok: bool,
}

/// Database, workers, models, version and uptime.
#[utoipa::path(get, path = "/status", tag = "status", responses((status = 200, body = Data<Status>)))]
async fn get_status(State(kernel): State<Kernel>, Extension(about): Extension<Arc<About>>) -> Data<Status> {
    let asked = Instant::now();
    let version =
        sqlx::query_scalar!(r#"SELECT current_setting('server_version') AS "version!""#).fetch_one(kernel.db.outside_tenants()).await.ok();
    let latency_ms = version.as_ref().map(|_| (asked.elapsed().as_secs_f64() * 100_000.0).round() / 100.0);
    let counts = jobs::counts(&kernel.db).await.ok();
    let database = DatabaseStatus { ok: version.is_some(), version, latency_ms };
    let embedding = EmbeddingStatus { ok: (about.embedding_ready)(), name: about.embedding_model.clone() };
    let ok = database.ok && embedding.ok;
    let counted = counts.unwrap_or_default();
    Data {
        data: Status {
            status: if ok { "ok" } else { "degraded" }.into(),
            version: env!("CARGO_PKG_VERSION").into(),
            uptime_seconds: about.started.elapsed().as_secs(),
            workers: WorkerStatus {
                ok: counts.is_some(),
                here: about.works,
                queued: counted.queued,
                running: counted.running,
                failed: counted.failed,
            },
            model: ModelStatus { embedding, providers: (about.providers)() },
            database,
        },
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Migration {
    pub version: i64,
    pub description: String,
    pub applied_at: DateTime<Utc>,
}

/// The migrations that this database has.
#[utoipa::path(get, path = "/migrations", tag = "status", responses((status = 200, body = Page<Migration>)))]
async fn list_migrations(State(kernel): State<Kernel>) -> Result<Page<Migration>> {
    // sqlx makes this table itself, so there is none to check the query against at compile time.
    let rows: Vec<(i64, String, DateTime<Utc>)> =
        sqlx::query_as("SELECT version, description, installed_on FROM _sqlx_migrations WHERE success ORDER BY version")
            .fetch_all(kernel.db.outside_tenants())
            .await?;
    Ok(Page::whole(rows.into_iter().map(|(version, description, applied_at)| Migration { version, description, applied_at }).collect()))
}

async fn ready(State(kernel): State<Kernel>) -> impl IntoResponse {
    match sqlx::query_scalar!(r#"SELECT 1 AS "one!""#).fetch_one(kernel.db.outside_tenants()).await {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database is not reachable\n"),
    }
}

async fn show_metrics(Extension(about): Extension<Arc<About>>) -> String {
    about.metrics.render()
}
