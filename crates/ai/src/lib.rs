//! The AI gateway: language models behind one door, answers that rest on the tenant's sources.
//!
//! Invariants: no call is made that is not metered in the tenant's transaction; no call that costs
//! money is made above the tenant's cap; no draft leaves that the verifier did not pass; text from
//! customers and documents reaches a model as delimited data only.

mod answers;
pub mod extractive;
mod gateway;
pub mod prompt;
pub mod providers;
mod routes;
pub mod text;
pub mod verify;

use std::sync::Arc;

use contracts::{Answerer, Retriever};
use kernel::{Db, Kernel};
use utoipa_axum::router::OpenApiRouter;

pub use answers::{Answers, extract};
pub use gateway::{AiSettings, Gateway, GatewayError};

/// The feature, wired: its gateway and what answers with it.
#[derive(Clone)]
pub struct Ai {
    gateway: Arc<Gateway>,
    answers: Arc<Answers>,
}

impl Ai {
    /// # Errors
    /// When the system's certificates cannot be loaded.
    pub fn new(db: &Db, retriever: Arc<dyn Retriever>, settings: &AiSettings) -> anyhow::Result<Self> {
        let client = kernel::http::provider_client(settings.timeout())?;
        let gateway = Gateway::new(settings.clone(), &client, db.clone(), Arc::clone(db.clock()));
        Ok(Self::with_gateway(gateway, db, retriever))
    }

    pub fn with_gateway(gateway: Gateway, db: &Db, retriever: Arc<dyn Retriever>) -> Self {
        let gateway = Arc::new(gateway);
        let answers = Arc::new(Answers::new(Arc::clone(&gateway), retriever, db.clone()));
        Self { gateway, answers }
    }

    pub fn answerer(&self) -> Arc<dyn Answerer> {
        Arc::<Answers>::clone(&self.answers)
    }

    /// Name of each configured provider and whether it is asked at the moment, for `/status`.
    pub fn providers(&self) -> Vec<(String, bool)> {
        self.gateway
            .states()
            .into_iter()
            .map(|(kind, model, state)| (format!("{}/{model}", kind.as_str()), state == providers::breaker::BreakerState::Closed))
            .chain(std::iter::once(("extractive".to_owned(), true)))
            .collect()
    }
}

/// `/ai/usage`, `/ai/budget`, `/ai/providers`.
pub fn routes(ai: &Ai) -> OpenApiRouter<Kernel> {
    routes::router(Arc::clone(&ai.gateway))
}
