//! The operator's area: it needs identity for the tokens of impersonations.

use crate::app::App;
use contracts::operator::ImpersonationTokens;
use kernel::Kernel;
use operator::Shared;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;

pub fn routes(app: &App) -> OpenApiRouter<Kernel> {
    let identity = &app.identity;
    let tokens: Arc<dyn ImpersonationTokens> = identity.tokens.clone();
    operator::routes(Shared { tokens, idle: identity.policy.idle, version: env!("CARGO_PKG_VERSION") })
}
