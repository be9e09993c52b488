//! A model behind HTTP: any OpenAI-compatible embeddings endpoint, or Ollama.

use async_trait::async_trait;
use serde::Deserialize;
use serde_json::json;

use super::{EmbedError, Embedder, Embedding, normalise};

const BATCH: usize = 64;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemoteKind {
    /// `POST {base}/embeddings`, as <https://platform.openai.com/docs/api-reference/embeddings>.
    OpenAi,
    /// `POST {base}/api/embed`, as <https://docs.ollama.com/api/embed>.
    Ollama,
}

/// `client` comes from the kernel, with its timeouts and guard.
pub struct RemoteEmbedder {
    pub client: reqwest::Client,
    pub kind: RemoteKind,
    pub base_url: String,
    pub api_key: Option<String>,
    pub model: String,
}

#[derive(Deserialize)]
struct OpenAiAnswer {
    data: Vec<OpenAiRow>,
}

#[derive(Deserialize)]
struct OpenAiRow {
    index: usize,
    embedding: Vec<f32>,
}

#[derive(Deserialize)]
struct OllamaAnswer {
    embeddings: Vec<Vec<f32>>,
}

fn failed(error: impl std::fmt::Display) -> EmbedError {
    EmbedError::Failed(error.to_string())
}

impl RemoteEmbedder {
    async fn request(&self, texts: &[String]) -> Result<Vec<Embedding>, EmbedError> {
        let base = self.base_url.trim_end_matches('/');
        let url = match self.kind {
            RemoteKind::OpenAi => format!("{base}/embeddings"),
            RemoteKind::Ollama => format!("{base}/api/embed"),
        };
        let mut request = self.client.post(url).json(&json!({ "model": self.model, "input": texts }));
        if let Some(key) = &self.api_key {
            request = request.bearer_auth(key);
        }
        let response = request.send().await.map_err(|error| failed(error.without_url()))?;
        let status = response.status();
        if !status.is_success() {
            return Err(failed(format_args!("the embeddings endpoint answered {status}")));
        }
        let vectors = match self.kind {
            RemoteKind::OpenAi => {
                let mut rows = response.json::<OpenAiAnswer>().await.map_err(|error| failed(error.without_url()))?.data;
                rows.sort_by_key(|row| row.index);
                rows.into_iter().map(|row| row.embedding).collect()
            }
            RemoteKind::Ollama => response.json::<OllamaAnswer>().await.map_err(|error| failed(error.without_url()))?.embeddings,
        };
        if vectors.len() != texts.len() || vectors.iter().any(Vec::is_empty) {
            return Err(failed("the embeddings endpoint answered another number of vectors"));
        }
        Ok(vectors
            .into_iter()
            .map(|mut vector| {
                normalise(&mut vector);
                Embedding::from(vector)
            })
            .collect())
    }
}

#[async_trait]
impl Embedder for RemoteEmbedder {
    fn model(&self) -> &str {
        &self.model
    }

    async fn embed_now(&self, texts: Vec<String>) -> Result<Vec<Embedding>, EmbedError> {
        let mut out = Vec::with_capacity(texts.len());
        for batch in texts.chunks(BATCH) {
            out.extend(self.request(batch).await?);
        }
        Ok(out)
    }

    async fn embed_batch(&self, texts: Vec<String>) -> Result<Vec<Embedding>, EmbedError> {
        self.embed_now(texts).await
    }

    async fn check(&self) -> Result<(), EmbedError> {
        self.embed_query("ready?").await.map(|_| ())
    }
}
