//! The model in this process, on threads of its own with low priority, so that embedding never delays a message.
//!
//! Questions and batches have a thread and a pool each: a question waits behind other questions only. Both queues are
//! bounded. The model is loaded on first use and let go of after a while without any.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use async_trait::async_trait;
use tokenizers::{Tokenizer, TruncationParams};
use tokio::sync::oneshot;

use super::align::{Read, Small};
use super::bert::Bert;
use super::{EmbedError, Embedder, Embedding};

/// The model was made for no more; the rest of a longer text is not read.
const MAX_TOKENS: usize = 256;
/// Tokens worked on at once: enough to keep the processor's caches busy, few enough to stay small in memory.
const BATCH_TOKENS: usize = 1_024;
const QUERY_QUEUE: usize = 64;
const BATCH_QUEUE: usize = 4;
const IDLE: Duration = Duration::from_secs(600);
/// "Nice" values: people's questions before documents, messages before both.
const QUERY_NICE: i32 = 5;
const BATCH_NICE: i32 = 15;

struct Model {
    bert: Bert,
    tokenizer: Tokenizer,
}

/// One model for both threads, while either needs it.
struct Shared {
    folder: PathBuf,
    loaded: Mutex<Weak<Model>>,
}

enum Work {
    Embed { texts: Vec<String>, answer: Answer<Vec<Embedding>> },
    Read { texts: Vec<String>, answer: Answer<Vec<Arc<Read>>> },
}

type Answer<T> = oneshot::Sender<Result<T, EmbedError>>;

pub struct LocalEmbedder {
    folder: PathBuf,
    queries: SyncSender<Work>,
    batches: SyncSender<Work>,
    /// Holds callers back before the bounded queue is full.
    batch_turns: tokio::sync::Semaphore,
}

impl LocalEmbedder {
    pub const MODEL: &'static str = "all-minilm-l6-v2";
    pub const DIMENSIONS: usize = 384;

    /// `folder` has `model.safetensors`, `tokenizer.json` and `config.json`. Nothing is read yet.
    pub fn new(folder: &Path) -> Result<Self, EmbedError> {
        let shared = Arc::new(Shared { folder: folder.to_owned(), loaded: Mutex::new(Weak::new()) });
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Ok(Self {
            folder: folder.to_owned(),
            queries: worker("embed-query", &shared, QUERY_QUEUE, QUERY_NICE, cores.min(2))?,
            batches: worker("embed-batch", &shared, BATCH_QUEUE, BATCH_NICE, cores)?,
            batch_turns: tokio::sync::Semaphore::new(BATCH_QUEUE),
        })
    }
}

#[async_trait]
impl Embedder for LocalEmbedder {
    fn model(&self) -> &str {
        Self::MODEL
    }

    async fn embed_now(&self, texts: Vec<String>) -> Result<Vec<Embedding>, EmbedError> {
        let (answer, result) = oneshot::channel();
        send(&self.queries, Work::Embed { texts, answer }, result).await
    }

    async fn embed_batch(&self, texts: Vec<String>) -> Result<Vec<Embedding>, EmbedError> {
        let _turn = self.batch_turns.acquire().await.map_err(|_| EmbedError::Busy)?;
        let (answer, result) = oneshot::channel();
        send(&self.batches, Work::Embed { texts, answer }, result).await
    }

    async fn read_now(&self, texts: Vec<String>) -> Result<Option<Vec<Arc<Read>>>, EmbedError> {
        let (answer, result) = oneshot::channel();
        send(&self.queries, Work::Read { texts, answer }, result).await.map(Some)
    }

    async fn check(&self) -> Result<(), EmbedError> {
        for name in ["model.safetensors", "tokenizer.json", "config.json"] {
            let path = self.folder.join(name);
            if !path.is_file() {
                return Err(EmbedError::Unavailable(format!("{} is missing", path.display())));
            }
        }
        Ok(())
    }
}

async fn send<T>(queue: &SyncSender<Work>, work: Work, result: oneshot::Receiver<Result<T, EmbedError>>) -> Result<T, EmbedError> {
    queue.try_send(work).map_err(|error| match error {
        TrySendError::Full(_) => EmbedError::Busy,
        TrySendError::Disconnected(_) => EmbedError::Failed("the embedding thread has stopped".to_owned()),
    })?;
    result.await.map_err(|_| EmbedError::Failed("the embedding thread dropped the work".to_owned()))?
}

fn worker(name: &str, shared: &Arc<Shared>, queue: usize, nice: i32, threads: usize) -> Result<SyncSender<Work>, EmbedError> {
    let (send, receive) = sync_channel(queue);
    let shared = Arc::clone(shared);
    let pool_name = name.to_owned();
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(move || {
            lower_priority(nice);
            serve(&receive, &shared, &pool_name, nice, threads);
        })
        .map_err(|error| EmbedError::Unavailable(error.to_string()))?;
    Ok(send)
}

/// On Linux the priority belongs to the thread that asks.
fn lower_priority(nice: i32) {
    let _ = rustix::process::setpriority_process(None, nice);
}

struct Ready {
    model: Arc<Model>,
    pool: rayon::ThreadPool,
}

fn serve(work: &Receiver<Work>, shared: &Shared, name: &str, nice: i32, threads: usize) {
    let mut ready: Option<Ready> = None;
    loop {
        match work.recv_timeout(IDLE) {
            Ok(work) => {
                let given_up = match &work {
                    Work::Embed { answer, .. } => answer.is_closed(),
                    Work::Read { answer, .. } => answer.is_closed(),
                };
                if given_up {
                    continue;
                }
                let model = match ready.take() {
                    Some(made) => Ok(made),
                    None => prepare(shared, name, nice, threads),
                };
                match (work, model) {
                    (Work::Embed { texts, answer }, Ok(model)) => {
                        let _ = answer.send(embed(&model, &texts));
                        ready = Some(model);
                    }
                    (Work::Read { texts, answer }, Ok(model)) => {
                        let _ = answer.send(read(&model, &texts));
                        ready = Some(model);
                    }
                    (Work::Embed { answer, .. }, Err(error)) => drop(answer.send(Err(error))),
                    (Work::Read { answer, .. }, Err(error)) => drop(answer.send(Err(error))),
                }
            }
            Err(RecvTimeoutError::Timeout) => ready = None,
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

fn prepare(shared: &Shared, name: &str, nice: i32, threads: usize) -> Result<Ready, EmbedError> {
    let name = name.to_owned();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .thread_name(move |n| format!("{name}-{n}"))
        .start_handler(move |_| lower_priority(nice))
        .build()
        .map_err(|error| EmbedError::Unavailable(error.to_string()))?;
    let mut loaded = shared.loaded.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(model) = loaded.upgrade() {
        return Ok(Ready { model, pool });
    }
    let mut tokenizer =
        Tokenizer::from_file(shared.folder.join("tokenizer.json")).map_err(|error| EmbedError::Unavailable(error.to_string()))?;
    // The file asks to fill every text up to 128; texts here keep their length.
    tokenizer.with_padding(None);
    tokenizer
        .with_truncation(Some(TruncationParams { max_length: MAX_TOKENS, ..TruncationParams::default() }))
        .map_err(|error| EmbedError::Unavailable(error.to_string()))?;
    let model = Arc::new(Model { bert: Bert::load(&shared.folder)?, tokenizer });
    *loaded = Arc::downgrade(&model);
    Ok(Ready { model, pool })
}

fn embed(ready: &Ready, texts: &[String]) -> Result<Vec<Embedding>, EmbedError> {
    let mut out = Vec::with_capacity(texts.len());
    let mut ids: Vec<Vec<u32>> = Vec::new();
    for text in texts {
        // A hostile megabyte need not be tokenised to use its first 256 tokens.
        let start: String = text.chars().take(MAX_TOKENS * 24).collect();
        let encoding = ready.model.tokenizer.encode_fast(start, true).map_err(|error| EmbedError::Failed(error.to_string()))?;
        ids.push(encoding.get_ids().to_vec());
        if ids.iter().map(Vec::len).sum::<usize>() >= BATCH_TOKENS {
            run(ready, &mut ids, &mut out)?;
        }
    }
    run(ready, &mut ids, &mut out)?;
    Ok(out)
}

fn run(ready: &Ready, ids: &mut Vec<Vec<u32>>, out: &mut Vec<Embedding>) -> Result<(), EmbedError> {
    if ids.is_empty() {
        return Ok(());
    }
    let texts: Vec<&[u32]> = ids.iter().map(Vec::as_slice).collect();
    // Inside the pool, the matrix library's parallel parts run on the pool's threads and on no other.
    let vectors = ready.pool.install(|| ready.model.bert.embed(&texts))?;
    out.extend(vectors.into_iter().map(Embedding::from));
    ids.clear();
    Ok(())
}

fn read(ready: &Ready, texts: &[String]) -> Result<Vec<Arc<Read>>, EmbedError> {
    let mut encodings = Vec::with_capacity(texts.len());
    for text in texts {
        let start: String = text.chars().take(MAX_TOKENS * 24).collect();
        encodings.push(ready.model.tokenizer.encode(start, true).map_err(|error| EmbedError::Failed(error.to_string()))?);
    }
    let ids: Vec<&[u32]> = encodings.iter().map(tokenizers::Encoding::get_ids).collect();
    let tokens = ready.pool.install(|| ready.model.bert.embed_tokens(&ids))?;
    let made = encodings.iter().zip(tokens).map(|(encoding, tokens)| {
        Arc::new(Read {
            ids: encoding.get_ids().to_vec(),
            places: encoding.get_offsets().to_vec(),
            whole: Embedding::from(tokens.whole),
            near: Small::new(&tokens.near, tokens.width),
            alike: Small::new(&tokens.alike, tokens.width),
        })
    });
    Ok(made.collect())
}

#[cfg(test)]
mod tests;
