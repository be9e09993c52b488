//! `/demo`: the dealership's own site, with the widget on it.

use crate::assets;
use axum::{
    extract::State,
    response::{Html, IntoResponse, Response},
};
use kernel::{Kernel, Problem};

pub async fn show(State(kernel): State<Kernel>) -> Response {
    let state = match super::state(kernel.db.outside_tenants()).await {
        Ok(state) => state,
        Err(error) => return Problem::from(error).into_response(),
    };
    let (Some(state), Some(asset)) = (state, assets::find("/demo/index.html")) else {
        return Problem::not_found("demo").into_response();
    };
    let html = String::from_utf8_lossy(asset.plain).replace("{{chatbot_key}}", &state.chatbot_key);
    Html(html).into_response()
}
