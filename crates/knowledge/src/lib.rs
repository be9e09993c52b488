//! Knowledge: what the business knows, found again when a customer asks.
//!
//! A document is parsed (isolated, see [`parse`]), cut into chunks by its structure ([`chunk`]), embedded ([`embed`]) and
//! written with its lexemes in one transaction ([`ingest`]); a question finds chunks by words (BM25) and by meaning
//! (vectors), and catalogue items by both and by what it asks of them ([`search`]).
//!
//! Invariants: a document answers questions from its last complete reading or not at all; a chunk never crosses a top
//! heading; prices and stock come from the catalogue's rows of this moment and never from an index.

pub mod analyse;
mod catalogue;
pub mod chunk;
pub mod documents;
pub mod embed;
mod ingest;
pub mod parse;
mod rag;
pub mod search;
mod write;

use std::sync::Arc;

use axum::Extension;
use axum::extract::DefaultBodyLimit;
use contracts::Answerer;
use kernel::{Db, Kernel, Problem};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use documents::add_document;
pub use parse::isolate::{Parser, run_parser_child};

use embed::{Cached, EmbedError, Embedder};
use search::Vocabularies;

/// What the feature works with; one for the program.
pub struct Knowledge {
    db: Db,
    embedder: Arc<dyn Embedder>,
    parser: Parser,
    vocabularies: Vocabularies,
}

impl Knowledge {
    pub fn new(db: Db, embedder: Arc<dyn Embedder>, parser: Parser) -> Arc<Self> {
        Arc::new(Self { db, embedder: Arc::new(Cached::new(embedder)), parser, vocabularies: Vocabularies::default() })
    }

    pub fn embedder(&self) -> &Arc<dyn Embedder> {
        &self.embedder
    }
}

pub fn routes(answerer: Arc<dyn Answerer>, knowledge: &Arc<Knowledge>) -> OpenApiRouter<Kernel> {
    OpenApiRouter::new()
        .routes(routes!(documents::upload::upload_document))
        // The largest file and the form around it; the other routes keep the small default.
        .layer(DefaultBodyLimit::max(documents::MAX_BODY_BYTES))
        .merge(
            OpenApiRouter::new()
                .routes(routes!(documents::list::list_documents))
                .routes(routes!(documents::list::get_document, documents::remove::remove_document))
                .routes(routes!(documents::reprocess::reprocess_document))
                .routes(routes!(documents::content::document_chunks))
                .routes(routes!(documents::content::document_content))
                .routes(routes!(rag::query_knowledge))
                .routes(routes!(rag::knowledge_context)),
        )
        .layer(Extension(answerer))
        .layer(Extension(Arc::clone(knowledge)))
}

/// One document at a time: embedding takes both cores as it is.
pub fn queue(knowledge: &Arc<Knowledge>) -> jobs::Queue {
    jobs::Queue::new("knowledge", 1)
        .on(ingest::KIND, Arc::new(ingest::Ingest(Arc::clone(knowledge))))
        .on(catalogue::KIND, Arc::new(catalogue::IndexItems(Arc::clone(knowledge))))
}

/// Event kinds and the jobs that follow them.
pub fn subscriptions() -> [(&'static str, &'static str); 1] {
    [("catalogue.changed", catalogue::KIND)]
}

fn embedding_problem(error: &EmbedError) -> Problem {
    tracing::warn!(%error, "embedding failed");
    match error {
        EmbedError::Busy => Problem::unavailable("embedding_busy", "Too many questions are being asked at once. Try again in a moment."),
        EmbedError::Unavailable(_) | EmbedError::Failed(_) => {
            Problem::unavailable("embedding_unavailable", "The embedding model is not available right now.")
        }
    }
}
