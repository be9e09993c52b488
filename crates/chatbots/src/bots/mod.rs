pub mod create;
pub mod delete;
pub mod found;
pub mod list;
pub mod read;
pub mod update;

use crate::hours::BusinessHours;
use chrono::{DateTime, Utc};
use kernel::{Problem, Result, TenantTx};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// The widget's colours as `#rrggbb`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Colors {
    pub primary: String,
    pub on_primary: String,
}

impl Default for Colors {
    fn default() -> Self {
        Self { primary: "#0f766e".into(), on_primary: "#ffffff".into() }
    }
}

impl Colors {
    /// A colour, and black or white on it, whichever is easier to read.
    pub fn on(primary: String) -> Self {
        let channel = |at: usize| {
            let value = primary.get(at..at.saturating_add(2)).and_then(|digits| u8::from_str_radix(digits, 16).ok()).unwrap_or(0);
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        // Relative luminance as WCAG 2.2 defines it; above this one black has the greater contrast.
        let luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
        let on_primary = if luminance > 0.179 { "#000000" } else { "#ffffff" };
        Self { primary, on_primary: on_primary.into() }
    }
}

contracts::words! {
    ChatbotMode {
        /// Answers alone when grounded, and hands over when not.
        Auto => "auto",
        /// Only drafts for staff.
        Assist => "assist",
    }
}

/// The tenant's AI on a channel.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Chatbot {
    pub id: Uuid,
    /// Names it in the embed snippet; not a secret.
    pub public_key: String,
    pub name: String,
    pub greeting: String,
    /// Said outside business hours.
    pub away_message: String,
    pub mode: ChatbotMode,
    /// Off: the widget stays, and people answer.
    pub enabled: bool,
    pub colors: Colors,
    /// Pages that may embed it, such as `https://www.example.com`; empty for any.
    pub allowed_origins: Vec<String>,
    pub business_hours: Option<BusinessHours>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

pub(crate) struct Row {
    pub id: Uuid,
    pub public_key: String,
    pub name: String,
    pub greeting: String,
    pub away_message: String,
    pub mode: ChatbotMode,
    pub enabled: bool,
    pub colors: Value,
    pub allowed_origins: Vec<String>,
    pub business_hours: Option<Value>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl From<Row> for Chatbot {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            public_key: row.public_key,
            name: row.name,
            greeting: row.greeting,
            away_message: row.away_message,
            mode: row.mode,
            enabled: row.enabled,
            colors: serde_json::from_value(row.colors).unwrap_or_default(),
            allowed_origins: row.allowed_origins,
            business_hours: row.business_hours.and_then(|hours| serde_json::from_value(hours).ok()),
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

macro_rules! chatbot_query {
    ($tail:literal $(, $arg:expr)* $(,)?) => {
        sqlx::query_as!(
            $crate::bots::Row,
            "SELECT id, public_key, name, greeting, away_message, mode AS \"mode: _\", enabled, colors, allowed_origins, business_hours, created_at, updated_at
             FROM chatbots " + $tail
            $(, $arg)*
        )
    };
}
pub(crate) use chatbot_query;

/// # Errors
/// 404.
pub(crate) async fn load(tx: &mut TenantTx, id: Uuid) -> Result<Chatbot> {
    let tenant_id = tx.tenant_id();
    let row = chatbot_query!("WHERE tenant_id = $1 AND id = $2", tenant_id, id).fetch_optional(&mut **tx).await?;
    row.map(Chatbot::from).ok_or_else(|| Problem::not_found("chatbot"))
}

pub(crate) async fn insert(tx: &mut TenantTx, bot: &Chatbot) -> Result<()> {
    let tenant_id = tx.tenant_id();
    sqlx::query!(
        "INSERT INTO chatbots (tenant_id, id, public_key, name, greeting, away_message, mode, enabled, colors, allowed_origins, business_hours, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)",
        tenant_id,
        bot.id,
        bot.public_key,
        bot.name,
        bot.greeting,
        bot.away_message,
        bot.mode.as_str(),
        bot.enabled,
        serde_json::to_value(&bot.colors).map_err(Problem::internal)?,
        &bot.allowed_origins,
        bot.business_hours.as_ref().map(serde_json::to_value).transpose().map_err(Problem::internal)?,
        bot.created_at
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A chatbot with everything at its default.
pub(crate) fn default_bot(tx: &TenantTx, name: &str) -> Chatbot {
    let (id, now) = (tx.new_id(), tx.now());
    let random: String = kernel::secret::random().iter().take(10).map(|byte| format!("{byte:02x}")).collect();
    Chatbot {
        id,
        public_key: format!("cb_{random}"),
        name: name.into(),
        greeting: "Hi! Ask me anything about us. I answer from our own documents and show you where it stands.".into(),
        away_message: "We are closed right now. Leave your message and your e-mail, and we will get back to you.".into(),
        mode: ChatbotMode::Auto,
        enabled: true,
        colors: Colors::default(),
        allowed_origins: Vec::new(),
        business_hours: None,
        created_at: now,
        updated_at: now,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_on_a_colour_is_readable() {
        for (primary, on) in
            [("#0f766e", "#ffffff"), ("#ffffff", "#000000"), ("#000000", "#ffffff"), ("#facc15", "#000000"), ("#777777", "#000000")]
        {
            assert_eq!(Colors::on(primary.into()).on_primary, on, "{primary}");
        }
    }
}
