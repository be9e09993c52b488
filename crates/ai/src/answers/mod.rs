//! Answers a customer's question from what the tenant knows, or says that it cannot.
//!
//! 1. `intent`: greetings get a polite word, the wish for a person is granted.
//! 2. `knowledge` retrieves; the built-in answerer ranks what was found and says how likely it is that
//!    the answer is among it. When nothing supports one, no model is called.
//! 3. With a model configured, it drafts from the numbered passages; `verify` checks the draft, one
//!    retry names what was wrong, then a person takes over. Without a model, at the cap, or when all
//!    providers fail, the built-in answerer quotes the sources.

mod cite;
mod draft;
mod summary;
mod words;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use contracts::grounding::{Aligned, HandoverReason, Turn};
use contracts::{Answer, Answerer, Question, Retrieval, Retriever};
use kernel::{Db, Result, TenantCtx};

use crate::extractive::{self, Extraction, Intent, Study, intent};
use crate::gateway::Gateway;
use crate::providers::chain::Attempt;
use crate::providers::{ProviderKind, TokenUsage};
use draft::Drafted;

/// Passages that are asked for; those made of catalogue rows stand among them, and ten documents' are
/// looked at.
const PASSAGES: usize = 20;
/// Below this probability nothing supports an answer, and no model is asked.
const FLOOR: f32 = 0.2;
/// No one asks so much in one message; the rest is not read.
const MOST_CHARS: usize = 4_000;

pub struct Answers {
    gateway: Arc<Gateway>,
    retriever: Arc<dyn Retriever>,
    db: Db,
}

impl Answers {
    pub fn new(gateway: Arc<Gateway>, retriever: Arc<dyn Retriever>, db: Db) -> Self {
        Self { gateway, retriever, db }
    }

    /// The built-in answerer's word on it, metered like any other call.
    async fn quote(
        &self,
        ctx: &TenantCtx,
        question: &Question,
        extraction: Extraction,
        latency: Duration,
        unless: HandoverReason,
    ) -> Result<Answer> {
        let attempt = Attempt {
            kind: ProviderKind::Extractive,
            model: "built-in".to_owned(),
            outcome: if extraction.grounded { "ok" } else { "refused" },
            usage: TokenUsage::default(),
            cost_micros: 0,
            latency,
        };
        self.gateway.meter(ctx, purpose(question)).book(None, attempt).await?;
        if !extraction.grounded {
            return Ok(refusal(unless, extraction.confidence, ProviderKind::Extractive.as_str()));
        }
        Ok(Answer {
            content: extraction.content,
            grounded: true,
            confidence: extraction.confidence,
            citations: extraction.citations,
            provider: ProviderKind::Extractive.as_str().to_owned(),
            handover: None,
        })
    }
}

#[async_trait]
impl Answerer for Answers {
    async fn answer(&self, ctx: &TenantCtx, question: &Question) -> Result<Answer> {
        if let Some(answer) = small_talk(&question.text) {
            return Ok(answer);
        }
        let started = tokio::time::Instant::now();
        let earlier: Vec<&str> = question.history.iter().filter(|turn| turn.from_customer).map(|turn| turn.text.as_str()).collect();
        let (retrieval, extraction) = extract(self.retriever.as_ref(), ctx, &question.text, &earlier).await?;
        if !self.gateway.has_models() || extraction.confidence < FLOOR {
            return self.quote(ctx, question, extraction, started.elapsed(), HandoverReason::NotGrounded).await;
        }
        match self.draft(ctx, question, &retrieval, &extraction).await? {
            Drafted::Answer(answer) => Ok(answer),
            Drafted::BudgetExhausted => self.quote(ctx, question, extraction, started.elapsed(), HandoverReason::BudgetExhausted).await,
            Drafted::Unavailable => self.quote(ctx, question, extraction, started.elapsed(), HandoverReason::ProviderFailed).await,
        }
    }

    async fn summarize(&self, ctx: &TenantCtx, turns: &[Turn], contact: Option<&str>) -> Result<String> {
        self.summary(ctx, turns, contact).await
    }
}

/// Retrieves, and lets the built-in answerer look. `earlier` are the customer's messages before.
///
/// # Errors
/// 503 when the database or the embedding model is not there.
pub async fn extract(retriever: &dyn Retriever, ctx: &TenantCtx, question: &str, earlier: &[&str]) -> Result<(Retrieval, Extraction)> {
    let text: String = question.chars().take(MOST_CHARS).collect();
    let asked = extractive::Question::new(&text, earlier);
    let retrieval = retriever.retrieve(ctx, &asked.text, PASSAGES).await?;
    let study = Study::new(asked, &retrieval);
    let texts = study.texts();
    let aligned = if texts.is_empty() { Aligned::default() } else { retriever.align(&study.question.text, &study.words(), &texts).await? };
    let extraction = study.answer(&aligned);
    Ok((retrieval, extraction))
}

/// The purposes that the meter knows.
fn purpose(question: &Question) -> &'static str {
    match question.purpose {
        "suggestion" => "suggestion",
        "query" => "query",
        _ => "answer",
    }
}

fn small_talk(text: &str) -> Option<Answer> {
    let (content, handover) = match intent(text) {
        Intent::Question => return None,
        Intent::Greeting => (words::GREETING, None),
        Intent::Thanks => (words::THANKS, None),
        Intent::Goodbye => (words::GOODBYE, None),
        Intent::Empty => (words::EMPTY, None),
        Intent::Person => (words::PERSON, Some(HandoverReason::AskedForPerson)),
    };
    Some(Answer {
        content: content.to_owned(),
        grounded: false,
        confidence: 1.0,
        citations: Vec::new(),
        provider: "none".to_owned(),
        handover,
    })
}

fn refusal(reason: HandoverReason, confidence: f32, provider: &str) -> Answer {
    Answer {
        content: words::REFUSAL.to_owned(),
        grounded: false,
        confidence,
        citations: Vec::new(),
        provider: provider.to_owned(),
        handover: Some(reason),
    }
}
