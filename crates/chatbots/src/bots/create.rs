use super::{
    Chatbot, Colors,
    update::{ChatbotChange, apply},
};
use axum::Extension;
use contracts::{Limit, Limits};
use garde::Validate;
use kernel::{Audit, Can, Created, Data, Result, Valid, grants};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct NewChatbot {
    #[garde(length(chars, min = 1, max = 100))]
    pub name: String,
    /// The rest, where it should differ from the defaults.
    #[serde(flatten)]
    #[garde(dive)]
    pub settings: ChatbotChange,
}

/// Makes a chatbot, in the workspace's colour where none is given. 409 `plan_limit_reached`.
#[utoipa::path(post, path = "/chatbots", tag = "chatbots", security(("bearer" = [])), request_body = NewChatbot, responses((status = 201, body = Data<Chatbot>)))]
pub async fn create_chatbot(
    ctx: Can<grants::ChatbotsWrite>,
    Extension(limits): Extension<Arc<dyn Limits>>,
    Valid(new): Valid<NewChatbot>,
) -> Result<Created<Chatbot>> {
    let mut tx = ctx.tenant_tx().await?;
    limits.make_room(&mut tx, Limit::Chatbots, 1).await?;
    let mut bot = super::default_bot(&tx, &new.name);
    let accent =
        sqlx::query_scalar!("SELECT accent FROM tenants WHERE tenant_id = $1", ctx.principal.tenant_id).fetch_one(&mut *tx).await?;
    if let Some(accent) = accent {
        bot.colors = Colors::on(accent);
    }
    apply(&mut bot, new.settings)?;
    bot.name = new.name;
    super::insert(&mut tx, &bot).await?;
    tx.audit(Audit::new("chatbot.created", "chatbot").target(bot.id).after(&bot));
    tx.commit().await?;
    Ok(Created(bot))
}
