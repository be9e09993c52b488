//! A model's answer: drafted, verified, tried once more, or given up.

use contracts::grounding::HandoverReason;
use contracts::{Answer, Question, Retrieval};
use kernel::{Result, TenantCtx};
use uuid::Uuid;

use super::cite::{attribute, cite, sources_of};
use super::{Answers, purpose, refusal};
use crate::extractive::Extraction;
use crate::gateway::GatewayError;
use crate::prompt::{AnswerPrompt, Draft, read_draft};
use crate::providers::chain::Completion;
use crate::providers::{ChatRequest, Finish, Speaker};
use crate::verify::{Source, Verdict, verify};

pub(super) enum Drafted {
    Answer(Answer),
    BudgetExhausted,
    Unavailable,
}

/// A draft that did not pass, with what was wrong with it.
struct Refused {
    draft: String,
    findings: Vec<String>,
}

enum Checked {
    Passed { text: String, citations: Vec<usize> },
    CannotAnswer,
    Refused(Refused),
}

impl Answers {
    pub(super) async fn draft(
        &self,
        ctx: &TenantCtx,
        question: &Question,
        retrieval: &Retrieval,
        extraction: &Extraction,
    ) -> Result<Drafted> {
        let sources = sources_of(retrieval);
        let business = self.business(ctx).await?;
        let persona = question.persona.as_deref().unwrap_or_default();
        let history: Vec<(Speaker, String)> = question
            .history
            .iter()
            .map(|turn| (if turn.from_customer { Speaker::User } else { Speaker::Assistant }, turn.text.clone()))
            .collect();
        let boundary = Uuid::new_v4().simple().to_string();
        let persona_rule = if persona.is_empty() { String::new() } else { format!("You write as {persona}.") };
        let prompt = AnswerPrompt {
            business: &business,
            persona: &persona_rule,
            question: &question.text,
            history: &history,
            sources: &sources,
            boundary: &boundary,
        };
        let known = [business.as_str(), persona];
        let mut request: ChatRequest = prompt.request();
        let mut provider = "none";
        for attempt in 0..2 {
            let completion = match self.gateway.complete(ctx, purpose(question), &request).await {
                Ok(completion) => completion,
                // A draft was refused and its second try could not be made: a person it is.
                Err(GatewayError::BudgetExhausted | GatewayError::Unavailable(_)) if attempt > 0 => {
                    break;
                }
                Err(GatewayError::BudgetExhausted) => return Ok(Drafted::BudgetExhausted),
                Err(GatewayError::Unavailable(_)) => return Ok(Drafted::Unavailable),
                Err(GatewayError::Failed(problem)) => return Err(problem),
            };
            provider = completion.kind.as_str();
            match check(&completion, &sources, &known) {
                Checked::Passed { text, citations } => {
                    return Ok(Drafted::Answer(Answer {
                        citations: cite(&text, &citations, &sources, retrieval),
                        content: text,
                        grounded: true,
                        confidence: verified_confidence(extraction.confidence),
                        provider: provider.to_owned(),
                        handover: None,
                    }));
                }
                Checked::CannotAnswer => {
                    return Ok(Drafted::Answer(refusal(HandoverReason::NotGrounded, extraction.confidence.min(0.5), provider)));
                }
                Checked::Refused(refused) => {
                    tracing::info!(provider, findings = refused.findings.len(), "a draft did not pass the verifier");
                    self.gateway.meter(ctx, purpose(question)).mark_rejected(completion.call_id).await?;
                    request = prompt.retry(&refused.draft, &refused.findings);
                }
            }
        }
        Ok(Drafted::Answer(refusal(HandoverReason::VerifierRejected, 0.0, provider)))
    }

    async fn business(&self, ctx: &TenantCtx) -> Result<String> {
        let mut tx = self.db.tenant(ctx).await?;
        let name = sqlx::query_scalar!("SELECT name FROM tenants WHERE tenant_id = $1", ctx.tenant_id).fetch_one(&mut *tx).await?;
        Ok(name)
    }
}

/// A verified draft is as good as its sources: at least even, at most nearly sure.
fn verified_confidence(retrieved: f32) -> f32 {
    (0.55 + 0.4 * retrieved).clamp(0.0, 0.95)
}

fn check(completion: &Completion, sources: &[Source], known: &[&str]) -> Checked {
    let reply = &completion.reply;
    let refuse = |draft: &str, findings: Vec<String>| Checked::Refused(Refused { draft: draft.to_owned(), findings });
    if reply.finish == Finish::Length {
        return refuse(&reply.text, vec!["The answer was cut off: keep it to three sentences.".to_owned()]);
    }
    if reply.finish == Finish::Filtered {
        return Checked::CannotAnswer;
    }
    let (text, mut citations) = match read_draft(&reply.text) {
        Draft::CannotAnswer => return Checked::CannotAnswer,
        Draft::Answer { text, citations } => (text, citations),
    };
    if citations.is_empty() {
        citations = attribute(&text, sources);
    }
    let cited: Vec<Source> = sources.iter().filter(|source| citations.contains(&source.number)).cloned().collect();
    let verdict: Verdict = verify(&text, &cited, known);
    if verdict.is_accepted() {
        Checked::Passed { text, citations }
    } else {
        refuse(&text, verdict.findings.iter().map(crate::verify::Finding::explain).collect())
    }
}
