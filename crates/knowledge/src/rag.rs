//! Asking what the business knows: with an answer, or only the passages.

use std::sync::Arc;

use axum::Extension;
use contracts::{Answerer, Citation, Question, Retriever};
use garde::Validate;
use kernel::{Can, Data, Problem, Query, Result, grants};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::Knowledge;

const MAX_QUESTION: usize = 2_000;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct RagQuestion {
    #[garde(length(chars, min = 1, max = 2000), custom(not_blank))]
    pub question: String,
}

fn not_blank(text: &str, _: &()) -> garde::Result {
    if text.trim().is_empty() { Err(garde::Error::new("must not be blank")) } else { Ok(()) }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct RagAnswer {
    pub answer: String,
    /// False when nothing supports an answer; no model was asked then.
    pub grounded: bool,
    /// 0 to 1.
    pub confidence: f32,
    pub citations: Vec<Citation>,
    pub provider: String,
}

/// Answers from documents and catalogue, with sources, or says that they hold no answer.
#[utoipa::path(post, path = "/rag/query", tag = "knowledge", security(("bearer" = [])), request_body = RagQuestion, responses((status = 200, body = Data<RagAnswer>)))]
pub async fn query_knowledge(
    ctx: Can<grants::KnowledgeRead>,
    Extension(answerer): Extension<Arc<dyn Answerer>>,
    kernel::Valid(asked): kernel::Valid<RagQuestion>,
) -> Result<Data<RagAnswer>> {
    let question = Question { text: asked.question, purpose: "query", ..Question::default() };
    let answer = answerer.answer(&ctx.ctx(), &question).await?;
    Ok(Data {
        data: RagAnswer {
            answer: answer.content,
            grounded: answer.grounded,
            confidence: answer.confidence,
            citations: answer.citations,
            provider: answer.provider,
        },
    })
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ContextQuery {
    pub q: String,
    /// 1 to 50; 10 when absent.
    #[param(minimum = 1, maximum = 50)]
    pub limit: Option<usize>,
}

/// A passage that a question found.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContextPassage {
    pub chunk_id: Uuid,
    /// Null when the passage is a catalogue item.
    pub document_id: Option<Uuid>,
    pub catalogue_item_id: Option<Uuid>,
    pub title: String,
    pub locator: Option<String>,
    pub content: String,
    /// 0 to 1: by what the passages are ordered.
    pub score: f32,
    /// BM25 of the words in common.
    pub lexical: f32,
    /// Cosine of the meanings.
    pub semantic: f32,
}

/// The passages that a question finds, best first.
#[utoipa::path(get, path = "/rag/context", tag = "knowledge", security(("bearer" = [])), params(ContextQuery), responses((status = 200, body = Data<Vec<ContextPassage>>)))]
pub async fn knowledge_context(
    ctx: Can<grants::KnowledgeRead>,
    Extension(knowledge): Extension<Arc<Knowledge>>,
    Query(query): Query<ContextQuery>,
) -> Result<Data<Vec<ContextPassage>>> {
    let question = query.q.trim();
    if question.is_empty() {
        return Err(Problem::invalid("q", "missing", "must not be blank"));
    }
    if question.chars().count() > MAX_QUESTION {
        return Err(Problem::invalid("q", "too_long", "must have at most 2000 characters"));
    }
    let limit = match query.limit.unwrap_or(10) {
        limit @ 1..=50 => limit,
        _ => return Err(Problem::invalid("limit", "out_of_range", "must be from 1 to 50")),
    };
    let found = knowledge.retrieve(&ctx.ctx(), question, limit).await?;
    Ok(Data {
        data: found
            .passages
            .into_iter()
            .map(|passage| ContextPassage {
                chunk_id: passage.chunk_id,
                document_id: passage.document_id,
                catalogue_item_id: passage.catalogue_item_id,
                title: passage.title,
                locator: passage.locator,
                content: passage.content,
                score: passage.score,
                lexical: passage.lexical,
                semantic: passage.semantic,
            })
            .collect(),
    })
}
