//! Texts to vectors of meaning, by a model in this process or behind HTTP.

mod bert;
mod local;
mod remote;
mod weights;

use std::sync::Arc;

use async_trait::async_trait;

pub use local::LocalEmbedder;
pub use remote::{RemoteEmbedder, RemoteKind};

#[derive(Debug, Clone, thiserror::Error)]
pub enum EmbedError {
    /// The model's files are missing or damaged; says how to mend it.
    #[error("the embedding model cannot be loaded: {0}")]
    Unavailable(String),
    /// Too much is waiting already.
    #[error("the embedding queue is full")]
    Busy,
    #[error("embedding failed: {0}")]
    Failed(String),
}

/// Vectors have length 1.
pub type Embedding = Arc<[f32]>;

#[async_trait]
pub trait Embedder: Send + Sync {
    /// Stored with every vector: those of different models cannot be compared.
    fn model(&self) -> &str;

    /// For a person who waits; goes before any batch.
    async fn embed_query(&self, text: &str) -> Result<Embedding, EmbedError>;

    /// For ingestion; waits its turn. One vector for each text, in order.
    async fn embed_batch(&self, texts: Vec<String>) -> Result<Vec<Embedding>, EmbedError>;

    /// Whether the model could answer, without loading it.
    async fn check(&self) -> Result<(), EmbedError>;
}

/// Remembers the vectors of recent questions.
pub struct Cached {
    inner: Arc<dyn Embedder>,
    queries: moka::future::Cache<String, Embedding>,
}

impl Cached {
    pub fn new(inner: Arc<dyn Embedder>) -> Self {
        Self { inner, queries: moka::future::Cache::new(2_000) }
    }
}

#[async_trait]
impl Embedder for Cached {
    fn model(&self) -> &str {
        self.inner.model()
    }

    async fn embed_query(&self, text: &str) -> Result<Embedding, EmbedError> {
        let text = text.trim();
        self.queries
            .try_get_with(text.to_owned(), self.inner.embed_query(text))
            .await
            .map_err(|error: Arc<EmbedError>| EmbedError::clone(&error))
    }

    async fn embed_batch(&self, texts: Vec<String>) -> Result<Vec<Embedding>, EmbedError> {
        self.inner.embed_batch(texts).await
    }

    async fn check(&self) -> Result<(), EmbedError> {
        self.inner.check().await
    }
}

/// Scales to length 1; a zero vector stays.
fn normalise(vector: &mut [f32]) {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 {
        for x in vector {
            *x /= length;
        }
    }
}
