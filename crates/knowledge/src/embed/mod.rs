//! Texts to vectors of meaning, by a model in this process or behind HTTP.

mod align;
mod bert;
mod local;
mod remote;
mod weights;

use std::sync::Arc;

use async_trait::async_trait;
use contracts::grounding::{Aligned, Alignment};

pub use align::Read;
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

    /// For a person who waits; goes before any batch. One vector for each text, in order.
    async fn embed_now(&self, texts: Vec<String>) -> Result<Vec<Embedding>, EmbedError>;

    async fn embed_query(&self, text: &str) -> Result<Embedding, EmbedError> {
        self.embed_now(vec![text.to_owned()]).await?.pop().ok_or_else(|| EmbedError::Failed("no vector".to_owned()))
    }

    /// For ingestion; waits its turn. One vector for each text, in order.
    async fn embed_batch(&self, texts: Vec<String>) -> Result<Vec<Embedding>, EmbedError>;

    /// Texts word by word, for a person who waits. `None` when the model gives vectors of whole texts only.
    async fn read_now(&self, _texts: Vec<String>) -> Result<Option<Vec<Arc<Read>>>, EmbedError> {
        Ok(None)
    }

    /// How a question and its words stand to texts.
    async fn align(&self, question: &str, words: &[String], texts: &[String]) -> Result<Aligned, EmbedError> {
        let mut all = vec![question.to_owned()];
        all.extend_from_slice(texts);
        if let Some(read) = self.read_now(all.clone()).await? {
            let Some((asked, texts)) = read.split_first() else { return Ok(Aligned::default()) };
            return Ok(align::align(question, words, asked, texts));
        }
        let vectors = self.embed_now(all).await?;
        let Some((asked, rest)) = vectors.split_first() else { return Ok(Aligned::default()) };
        let texts = rest.iter().map(|text| Alignment { cosine: cosine(asked, text), ..Alignment::default() }).collect();
        Ok(Aligned { rarity: Vec::new(), texts })
    }

    /// Whether the model could answer, without loading it.
    async fn check(&self) -> Result<(), EmbedError>;
}

/// Remembers the vectors of recent questions and of sentences that answers were chosen from.
pub struct Cached {
    inner: Arc<dyn Embedder>,
    recent: moka::future::Cache<String, Embedding>,
    read: moka::future::Cache<String, Arc<Read>>,
}

impl Cached {
    /// About 8 MiB when full.
    const ENTRIES: u64 = 3_000;
    /// Texts word by word, in bytes: the sentences of a few hundred chunks.
    const READ: u64 = 24 * 1024 * 1024;

    pub fn new(inner: Arc<dyn Embedder>) -> Self {
        let read = moka::future::Cache::builder()
            .max_capacity(Self::READ)
            .weigher(|text: &String, read: &Arc<Read>| u32::try_from(text.len().saturating_add(read.bytes())).unwrap_or(u32::MAX))
            .build();
        Self { inner, recent: moka::future::Cache::new(Self::ENTRIES), read }
    }
}

#[async_trait]
impl Embedder for Cached {
    fn model(&self) -> &str {
        self.inner.model()
    }

    async fn embed_now(&self, texts: Vec<String>) -> Result<Vec<Embedding>, EmbedError> {
        let mut found: Vec<Option<Embedding>> = Vec::with_capacity(texts.len());
        for text in &texts {
            found.push(self.recent.get(text).await);
        }
        let missing: Vec<String> = texts.into_iter().zip(&found).filter(|(_, vector)| vector.is_none()).map(|(text, _)| text).collect();
        if !missing.is_empty() {
            let made = self.inner.embed_now(missing.clone()).await?;
            for (text, vector) in missing.into_iter().zip(&made) {
                self.recent.insert(text, Arc::clone(vector)).await;
            }
            let mut made = made.into_iter();
            for slot in found.iter_mut().filter(|slot| slot.is_none()) {
                *slot = made.next();
            }
        }
        found.into_iter().map(|vector| vector.ok_or_else(|| EmbedError::Failed("a vector is missing".to_owned()))).collect()
    }

    async fn embed_batch(&self, texts: Vec<String>) -> Result<Vec<Embedding>, EmbedError> {
        self.inner.embed_batch(texts).await
    }

    async fn read_now(&self, texts: Vec<String>) -> Result<Option<Vec<Arc<Read>>>, EmbedError> {
        let mut found: Vec<Option<Arc<Read>>> = Vec::with_capacity(texts.len());
        for text in &texts {
            found.push(self.read.get(text).await);
        }
        let missing: Vec<String> = texts.into_iter().zip(&found).filter(|(_, read)| read.is_none()).map(|(text, _)| text).collect();
        if !missing.is_empty() {
            let Some(made) = self.inner.read_now(missing.clone()).await? else { return Ok(None) };
            for (text, read) in missing.into_iter().zip(&made) {
                self.read.insert(text, Arc::clone(read)).await;
            }
            let mut made = made.into_iter();
            for slot in found.iter_mut().filter(|slot| slot.is_none()) {
                *slot = made.next();
            }
        }
        found
            .into_iter()
            .map(|read| read.ok_or_else(|| EmbedError::Failed("a text is missing".to_owned())))
            .collect::<Result<_, _>>()
            .map(Some)
    }

    async fn check(&self) -> Result<(), EmbedError> {
        self.inner.check().await
    }
}

/// Cosine similarity of two vectors of length 1.
pub fn cosine(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
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
