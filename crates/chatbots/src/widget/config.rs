use super::Widget;
use crate::bots::{ChatbotMode, Colors};
use axum::{Extension, extract::State, http::HeaderMap};
use kernel::{Data, Kernel, Result, Segments};
use serde::Serialize;
use utoipa::ToSchema;

contracts::words! {
    /// Who answers in the widget.
    WidgetMode {
        /// The AI, when its sources support the answer.
        Auto => "auto",
        /// People, with drafts by the AI.
        Assist => "assist",
        /// People alone: the chatbot is disabled.
        Off => "off",
    }
}

/// What the widget needs before anyone writes.
#[derive(Debug, Serialize, ToSchema)]
pub struct WidgetConfig {
    pub name: String,
    pub greeting: String,
    pub colors: Colors,
    /// Whether it is within business hours.
    pub online: bool,
    pub away_message: String,
    pub mode: WidgetMode,
    pub tenant_name: String,
    /// False while the workspace is suspended: nothing can be written.
    pub available: bool,
}

/// A chatbot's looks and words.
#[utoipa::path(get, path = "/widget/{key}/config", tag = "widget", params(("key" = String, Path)), responses((status = 200, body = Data<WidgetConfig>)))]
pub async fn get_widget_config(
    State(kernel): State<Kernel>,
    Extension(widget): Extension<Widget>,
    Segments(key): Segments<String>,
    headers: HeaderMap,
) -> Result<Data<WidgetConfig>> {
    let found = widget.chatbots.find(&key).await?;
    found.check_origin(&headers, &widget.own_origins)?;
    let bot = &found.bot;
    Ok(Data {
        data: WidgetConfig {
            name: bot.name.clone(),
            greeting: bot.greeting.clone(),
            colors: bot.colors.clone(),
            online: bot.business_hours.as_ref().is_none_or(|hours| hours.is_open(kernel.clock.now())),
            away_message: bot.away_message.clone(),
            mode: match bot.mode {
                _ if !bot.enabled => WidgetMode::Off,
                ChatbotMode::Auto => WidgetMode::Auto,
                ChatbotMode::Assist => WidgetMode::Assist,
            },
            tenant_name: found.tenant_name.clone(),
            available: !found.suspended,
        },
    })
}
