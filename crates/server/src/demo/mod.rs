//! The demo workspace: a dealership with its vehicles, documents, staff and past conversations. Made once, in steps that
//! can be repeated, so that a start that was interrupted goes on where it stopped.

pub mod page;
mod seed;
mod stories;

pub use seed::{ensure, welcome};

use serde::Deserialize;
use serde_json::Value;
use sqlx::PgPool;

/// Everyone's password in the demo.
pub const PASSWORD: &str = "northwind-demo";
const KEY: &str = "demo";

/// What is remembered of it.
#[derive(Debug, Clone, Deserialize, serde::Serialize)]
pub(crate) struct DemoState {
    pub tenant_id: uuid::Uuid,
    pub chatbot_key: String,
    pub done: bool,
}

/// # Errors
/// When the database is not there.
pub(crate) async fn state(pool: &PgPool) -> Result<Option<DemoState>, sqlx::Error> {
    let value: Option<Value> = sqlx::query_scalar!("SELECT value FROM installation WHERE key = $1", KEY).fetch_optional(pool).await?;
    Ok(value.and_then(|value| serde_json::from_value(value).ok()))
}
