use super::{Chatbot, ChatbotMode, Colors};
use crate::{hours::BusinessHours, public::PublicChatbots};
use axum::Extension;
use garde::Validate;
use kernel::{Audit, Can, Data, PathId, Problem, Result, Valid, extract::given, grants};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Default, Deserialize, Validate, ToSchema)]
pub struct ChatbotChange {
    #[garde(inner(length(chars, min = 1, max = 100)))]
    pub name: Option<String>,
    #[garde(inner(length(chars, max = 1_000)))]
    pub greeting: Option<String>,
    #[garde(inner(length(chars, max = 1_000)))]
    pub away_message: Option<String>,
    #[garde(skip)]
    pub mode: Option<ChatbotMode>,
    #[garde(skip)]
    pub enabled: Option<bool>,
    #[garde(skip)]
    pub colors: Option<Colors>,
    #[garde(inner(length(max = 50)))]
    pub allowed_origins: Option<Vec<String>>,
    /// Null: always open.
    #[garde(skip)]
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<BusinessHours>)]
    pub business_hours: Option<Option<BusinessHours>>,
}

/// Changes the fields that are given; widgets that are open follow within seconds.
#[utoipa::path(patch, path = "/chatbots/{id}", tag = "chatbots", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = ChatbotChange, responses((status = 200, body = Data<Chatbot>)))]
pub async fn update_chatbot(
    ctx: Can<grants::ChatbotsWrite>,
    Extension(public): Extension<PublicChatbots>,
    PathId(id): PathId,
    Valid(change): Valid<ChatbotChange>,
) -> Result<Data<Chatbot>> {
    let mut tx = ctx.tenant_tx().await?;
    let tenant_id = ctx.principal.tenant_id;
    sqlx::query!("SELECT id FROM chatbots WHERE tenant_id = $1 AND id = $2 FOR UPDATE", tenant_id, id).fetch_optional(&mut *tx).await?;
    let before = super::load(&mut tx, id).await?;
    let mut bot = before.clone();
    apply(&mut bot, change)?;
    bot.updated_at = tx.now();
    sqlx::query!(
        "UPDATE chatbots SET name = $3, greeting = $4, away_message = $5, mode = $6, enabled = $7, colors = $8, allowed_origins = $9,
           business_hours = $10, updated_at = $11
         WHERE tenant_id = $1 AND id = $2",
        tenant_id,
        id,
        bot.name,
        bot.greeting,
        bot.away_message,
        bot.mode.as_str(),
        bot.enabled,
        serde_json::to_value(&bot.colors).map_err(Problem::internal)?,
        &bot.allowed_origins,
        bot.business_hours.as_ref().map(serde_json::to_value).transpose().map_err(Problem::internal)?,
        bot.updated_at
    )
    .execute(&mut *tx)
    .await?;
    tx.audit(Audit::new("chatbot.changed", "chatbot").target(id).before(&before).after(&bot));
    tx.commit().await?;
    public.forget(ctx.principal.tenant_id, &bot).await;
    Ok(Data { data: bot })
}

/// Puts the given fields in, each checked.
pub(crate) fn apply(bot: &mut Chatbot, change: ChatbotChange) -> Result<()> {
    bot.mode = change.mode.unwrap_or(bot.mode);
    if let Some(colors) = change.colors {
        for (field, color) in [("colors.primary", &colors.primary), ("colors.on_primary", &colors.on_primary)] {
            if !is_color(color) {
                return Err(Problem::invalid(field, "invalid_color", "must be a colour as #rrggbb"));
            }
        }
        bot.colors = colors;
    }
    if let Some(origins) = change.allowed_origins {
        bot.allowed_origins = origins.iter().map(|origin| normal_origin(origin)).collect::<Result<_>>()?;
    }
    if let Some(hours) = change.business_hours {
        if let Some(hours) = &hours {
            hours.check()?;
        }
        bot.business_hours = hours;
    }
    bot.name = change.name.unwrap_or_else(|| bot.name.clone());
    bot.greeting = change.greeting.unwrap_or_else(|| bot.greeting.clone());
    bot.away_message = change.away_message.unwrap_or_else(|| bot.away_message.clone());
    bot.enabled = change.enabled.unwrap_or(bot.enabled);
    Ok(())
}

fn is_color(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// `https://host[:port]` in lower case, as browsers send it (RFC 6454).
fn normal_origin(text: &str) -> Result<String> {
    let origin = text.trim().trim_end_matches('/').to_lowercase();
    let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && host.len() <= 255 && !host.contains(['/', ' ', '@', '*', '?', '#', '"']) => Ok(origin),
        _ => Err(Problem::invalid("allowed_origins", "invalid_origin", "must be like https://www.example.com")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_kept_as_browsers_send_them() {
        assert_eq!(normal_origin(" https://WWW.Example.com/ ").unwrap(), "https://www.example.com");
        assert_eq!(normal_origin("http://localhost:3000").unwrap(), "http://localhost:3000");
        for bad in ["", "example.com", "https://", "https://a/b", "javascript:alert(1)", "https://*"] {
            assert!(normal_origin(bad).is_err(), "{bad}");
        }
    }
}
