use super::{
    Chatbot,
    update::{ChatbotChange, apply},
};
use garde::Validate;
use kernel::{Audit, Can, Created, Data, Result, Valid, grants};
use serde::Deserialize;
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

/// Makes a chatbot.
#[utoipa::path(post, path = "/chatbots", tag = "chatbots", security(("bearer" = [])), request_body = NewChatbot, responses((status = 201, body = Data<Chatbot>)))]
pub async fn create_chatbot(ctx: Can<grants::ChatbotsWrite>, Valid(new): Valid<NewChatbot>) -> Result<Created<Chatbot>> {
    let mut tx = ctx.tenant_tx().await?;
    let mut bot = super::default_bot(&tx, &new.name);
    apply(&mut bot, new.settings)?;
    bot.name = new.name;
    super::insert(&mut tx, &bot).await?;
    tx.audit(Audit::new("chatbot.created", "chatbot").target(bot.id).after(&bot));
    tx.commit().await?;
    Ok(Created(bot))
}
