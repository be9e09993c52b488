//! Asks the providers in their order until one answers. Every attempt passes the meter.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use kernel::Clock;
use uuid::Uuid;

use super::breaker::{Breaker, BreakerSettings, BreakerState};
use super::pricing::Pricing;
use super::retry::RetryPolicy;
use super::{ChatReply, ChatRequest, Provider, ProviderError, ProviderKind, TokenUsage};

/// One provider with what is known about its health.
pub struct Link {
    pub provider: Arc<dyn Provider>,
    pub breaker: Breaker,
}

pub struct Chain {
    links: Vec<Link>,
    pub pricing: Pricing,
    retry: RetryPolicy,
    clock: Arc<dyn Clock>,
}

/// How one attempt at one provider went.
#[derive(Debug, Clone)]
pub struct Attempt {
    pub kind: ProviderKind,
    pub model: String,
    pub outcome: &'static str,
    pub usage: TokenUsage,
    pub cost_micros: i64,
    pub latency: Duration,
}

#[derive(Debug, thiserror::Error)]
pub enum MeterError {
    /// The tenant's cap is reached: no provider may be asked.
    #[error("the monthly cap is reached")]
    BudgetExhausted,
    #[error(transparent)]
    Failed(#[from] anyhow::Error),
}

/// Sets money aside before an attempt and books what it really cost after.
#[async_trait]
pub trait Meter: Send + Sync {
    type Reservation: Send;
    /// Not called for what costs nothing.
    async fn reserve(&self, estimate_micros: i64) -> Result<Self::Reservation, MeterError>;
    /// Books the attempt and gives back what was set aside for it. Answers the booking's id.
    async fn settle(&self, reservation: Option<Self::Reservation>, attempt: Attempt) -> Result<Uuid, MeterError>;
}

#[derive(Debug, thiserror::Error)]
pub enum ChainError {
    #[error(transparent)]
    Meter(#[from] MeterError),
    /// None is configured, or every breaker is open.
    #[error("no provider is available")]
    NoneAvailable,
    #[error("every provider failed; the last one: {0}")]
    AllFailed(ProviderError),
}

#[derive(Debug, Clone)]
pub struct Completion {
    pub reply: ChatReply,
    pub kind: ProviderKind,
    pub model: String,
    /// The booking of this call.
    pub call_id: Uuid,
}

impl Chain {
    pub fn new(
        providers: Vec<Arc<dyn Provider>>,
        pricing: Pricing,
        retry: RetryPolicy,
        breaker: BreakerSettings,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let links = providers.into_iter().map(|provider| Link { provider, breaker: Breaker::new(breaker) }).collect();
        Self { links, pricing, retry, clock }
    }

    pub fn is_empty(&self) -> bool {
        self.links.is_empty()
    }

    /// Kind, model and breaker state, in the order in which they are asked.
    pub fn states(&self) -> Vec<(ProviderKind, String, BreakerState)> {
        let now = self.clock.now();
        self.links
            .iter()
            .map(|link| {
                let provider = &link.provider;
                (provider.kind(), provider.model().to_owned(), link.breaker.state(now))
            })
            .collect()
    }

    pub async fn complete<M: Meter>(&self, request: &ChatRequest, meter: &M) -> Result<Completion, ChainError> {
        let mut last_error = None;
        for link in &self.links {
            let Some(permit) = link.breaker.admit(self.clock.now()) else {
                continue;
            };
            let provider = &link.provider;
            match self.attempt(provider, request, meter).await? {
                Ok((reply, call_id)) => {
                    permit.succeeded();
                    return Ok(Completion { reply, kind: provider.kind(), model: provider.model().to_owned(), call_id });
                }
                Err(error) => {
                    tracing::warn!(
                        provider = provider.kind().as_str(),
                        model = provider.model(),
                        outcome = error.kind.outcome(),
                        detail = %error.detail,
                        "a language model failed"
                    );
                    permit.failed(error.kind, self.clock.now());
                    last_error = Some(error);
                }
            }
        }
        Err(last_error.map_or(ChainError::NoneAvailable, ChainError::AllFailed))
    }

    /// All tries at one provider, reserved and booked as one call.
    async fn attempt<M: Meter>(
        &self,
        provider: &Arc<dyn Provider>,
        request: &ChatRequest,
        meter: &M,
    ) -> Result<Result<(ChatReply, Uuid), ProviderError>, MeterError> {
        let estimate = TokenUsage { input_tokens: request.estimated_input_tokens(), output_tokens: request.max_output_tokens };
        let cost = |usage| self.pricing.cost_micros(provider.kind(), provider.model(), usage);
        // What costs nothing is not held back by a cap on spending.
        let reservation = match cost(estimate) {
            0 => None,
            estimate => Some(meter.reserve(estimate).await?),
        };
        let started = tokio::time::Instant::now();
        let (asked, sent) = (Arc::clone(provider), Arc::new(request.clone()));
        let result = self
            .retry
            .run(move || {
                let (asked, sent) = (Arc::clone(&asked), Arc::clone(&sent));
                Box::pin(async move { asked.complete(&sent).await })
            })
            .await;
        let (outcome, usage) = match &result {
            Ok(reply) => ("ok", reply.usage),
            Err(error) => (error.kind.outcome(), TokenUsage::default()),
        };
        let attempt = Attempt {
            kind: provider.kind(),
            model: provider.model().to_owned(),
            outcome,
            usage,
            cost_micros: cost(usage),
            latency: started.elapsed(),
        };
        let call_id = meter.settle(reservation, attempt).await?;
        Ok(result.map(|reply| (reply, call_id)))
    }
}
