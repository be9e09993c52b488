use super::Chatbot;
use kernel::{Can, Data, PathId, Result, grants};

/// One chatbot.
#[utoipa::path(get, path = "/chatbots/{id}", tag = "chatbots", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 200, body = Data<Chatbot>)))]
pub async fn get_chatbot(ctx: Can<grants::ChatbotsRead>, PathId(id): PathId) -> Result<Data<Chatbot>> {
    let mut tx = ctx.tenant_tx().await?;
    Ok(Data { data: super::load(&mut tx, id).await? })
}
