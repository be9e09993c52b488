//! Every call to a language model goes through here: metered, capped, and booked in the tenant's own
//! transaction.

pub mod budget;
pub mod settings;
pub mod usage;

use std::sync::Arc;

use kernel::{Clock, Db, Problem, TenantCtx};

use crate::providers::anthropic::Anthropic;
use crate::providers::breaker::{BreakerSettings, BreakerState};
use crate::providers::chain::{Chain, ChainError, Completion, MeterError};
use crate::providers::openai::OpenAi;
use crate::providers::retry::RetryPolicy;
use crate::providers::{ChatRequest, Provider, ProviderKind};
use budget::TenantMeter;
pub use settings::AiSettings;

pub struct Gateway {
    chain: Chain,
    db: Db,
    clock: Arc<dyn Clock>,
}

/// Why no model answered.
#[derive(Debug, thiserror::Error)]
pub enum GatewayError {
    /// Code `ai_budget_exhausted`.
    #[error("the workspace's monthly cap for AI is reached")]
    BudgetExhausted,
    #[error("no language model is available: {0}")]
    Unavailable(String),
    #[error(transparent)]
    Failed(Problem),
}

impl From<GatewayError> for Problem {
    fn from(error: GatewayError) -> Self {
        match error {
            GatewayError::BudgetExhausted => budget::exhausted(),
            GatewayError::Unavailable(_) => {
                Self::unavailable("ai_unavailable", "No language model is reachable right now. Try again in a moment.")
            }
            GatewayError::Failed(problem) => problem,
        }
    }
}

impl Gateway {
    pub fn new(settings: AiSettings, client: &reqwest::Client, db: Db, clock: Arc<dyn Clock>) -> Self {
        Self::with_policy(settings, client, db, clock, RetryPolicy::default(), BreakerSettings::default())
    }

    pub fn with_policy(
        settings: AiSettings,
        client: &reqwest::Client,
        db: Db,
        clock: Arc<dyn Clock>,
        retry: RetryPolicy,
        breaker: BreakerSettings,
    ) -> Self {
        let providers = settings
            .providers
            .into_iter()
            .map(|provider| -> Arc<dyn Provider> {
                match provider.kind {
                    ProviderKind::Anthropic => Arc::new(Anthropic::new(client.clone(), provider, Arc::clone(&clock))),
                    _ => Arc::new(OpenAi::new(client.clone(), provider, Arc::clone(&clock))),
                }
            })
            .collect();
        let chain = Chain::new(providers, settings.pricing, retry, breaker, Arc::clone(&clock));
        Self { chain, db, clock }
    }

    /// Whether any language model is configured. Without one the built-in answerer does the work.
    pub fn has_models(&self) -> bool {
        !self.chain.is_empty()
    }

    pub fn states(&self) -> Vec<(ProviderKind, String, BreakerState)> {
        self.chain.states()
    }

    pub fn meter(&self, ctx: &TenantCtx, purpose: &'static str) -> TenantMeter {
        TenantMeter::new(self.db.clone(), Arc::clone(&self.clock), ctx.clone(), purpose)
    }

    pub async fn complete(&self, ctx: &TenantCtx, purpose: &'static str, request: &ChatRequest) -> Result<Completion, GatewayError> {
        let meter = self.meter(ctx, purpose);
        self.chain.complete(request, &meter).await.map_err(|error| match error {
            ChainError::Meter(MeterError::BudgetExhausted) => GatewayError::BudgetExhausted,
            ChainError::Meter(MeterError::Failed(error)) => GatewayError::Failed(error.into()),
            error @ (ChainError::NoneAvailable | ChainError::AllFailed(_)) => GatewayError::Unavailable(error.to_string()),
        })
    }
}
