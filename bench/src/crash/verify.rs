//! Reads everything back as the tenant's owner and compares it with what was promised.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Figures;
use super::stream::{Book, Promise};
use crate::chat::DealSmart;
use crate::wire::http::{Connection, Request};

/// Jobs whose worker was killed wait for their lease to end.
const DRAIN: Duration = Duration::from_secs(180);
const PAGE: usize = 200;

/// Reads as one person.
pub struct Reader<'a> {
    target: &'a DealSmart,
    http: Connection,
    token: String,
}

struct Seen {
    id: String,
    seq: i64,
    sender: String,
    client_id: Option<String>,
}

impl<'a> Reader<'a> {
    pub async fn new(target: &'a DealSmart) -> Result<Self> {
        let mut http = Connection::open(&target.origin).await?;
        let token = target.sign_in_again(&mut http).await?;
        Ok(Self { target, http, token })
    }

    async fn get(&mut self, path: &str) -> Result<Value> {
        self.http.call(&Request::get(&self.target.origin, path, Some(&self.token))).await
    }

    /// Waits until no job waits or runs. Gives the number of jobs that failed for good.
    pub async fn drained(&mut self) -> Result<u64> {
        let since = Instant::now();
        loop {
            let status = self.get("/api/v1/status").await?;
            let count = |name: &str| status.pointer(&format!("/workers/{name}")).and_then(Value::as_u64);
            let (queued, running) = (count("queued"), count("running"));
            match queued.zip(running).with_context(|| format!("no workers in {status}"))? {
                (0, 0) => return Ok(count("failed").unwrap_or(0)),
                (queued, running) if since.elapsed() > DRAIN => {
                    bail!("jobs are stuck: {queued} queued and {running} running after {DRAIN:?}")
                }
                _ => tokio::time::sleep(Duration::from_millis(250)).await,
            }
        }
    }

    async fn messages(&mut self, conversation: &str) -> Result<Vec<Seen>> {
        let mut all = Vec::new();
        let mut since = 0;
        loop {
            let page = self.get(&format!("/api/v1/conversations/{conversation}/messages?since={since}&limit={PAGE}")).await?;
            let page = page.as_array().context("messages that are no list")?;
            for message in page {
                let text = |pointer: &str| message.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
                since = message.get("seq").and_then(Value::as_i64).context("a message without seq")?;
                all.push(Seen {
                    id: text("/id").context("a message without id")?,
                    seq: since,
                    sender: text("/sender/kind").context("a message without sender")?,
                    client_id: text("/client_id"),
                });
            }
            if page.len() < PAGE {
                return Ok(all);
            }
        }
    }

    /// Every promise kept once; every question with one outcome.
    pub async fn compare(&mut self, book: &Book, figures: &mut Figures) -> Result<()> {
        let mut conversations: HashMap<&str, Vec<&Promise>> = HashMap::new();
        for promise in book.messages.iter().chain(&book.questions) {
            conversations.entry(&promise.conversation).or_default().push(promise);
        }
        let mut read = HashMap::new();
        for (conversation, promises) in conversations {
            let seen = self.messages(conversation).await?;
            check_once(conversation, &promises, &seen, figures);
            read.insert(conversation, seen);
        }
        for question in &book.questions {
            let seen = read.get(question.conversation.as_str()).map(Vec::as_slice).unwrap_or_default();
            let status = self.get(&format!("/api/v1/conversations/{}", question.conversation)).await?;
            let handed_over = status.get("handover").is_some_and(|handover| !handover.is_null());
            check_outcome(question, seen, handed_over, figures);
        }
        Ok(())
    }
}

fn check_once(conversation: &str, promises: &[&Promise], seen: &[Seen], figures: &mut Figures) {
    let mut times: HashMap<&str, Vec<&str>> = HashMap::new();
    for message in seen {
        if let Some(client_id) = &message.client_id {
            times.entry(client_id).or_default().push(&message.id);
        }
    }
    for (client_id, ids) in &times {
        if ids.len() > 1 {
            figures.violate(format!("{client_id} is there {} times in {conversation}", ids.len()));
        }
    }
    for promise in promises {
        match times.get(promise.client_id.as_str()).and_then(|ids| ids.first()) {
            None => figures.violate(format!("{} was answered 201 and is not in {conversation}", promise.client_id)),
            Some(id) if *id != promise.id => {
                figures.violate(format!("{} was promised as {} and is {id}", promise.client_id, promise.id));
            }
            Some(_) => figures.kept += 1,
        }
    }
    if !seen.is_sorted_by(|first, second| first.seq < second.seq) {
        figures.violate(format!("sequence numbers of {conversation} do not rise"));
    }
}

/// Answered once, or handed over once; never both, never neither.
fn check_outcome(question: &Promise, seen: &[Seen], handed_over: bool, figures: &mut Figures) {
    let count = |kind: &str| seen.iter().filter(|message| message.sender == kind).count();
    let (answers, notices) = (count("ai"), count("system"));
    figures.ai_answers += answers;
    figures.handovers += usize::from(handed_over);
    let conversation = &question.conversation;
    match (answers, handed_over) {
        (1, false) | (0, true) => {}
        (0, false) => figures.violate(format!("the question in {conversation} has no outcome")),
        (1, true) => figures.violate(format!("{conversation} was answered and handed over")),
        _ => figures.violate(format!("the question in {conversation} was answered {answers} times")),
    }
    if notices > 1 {
        figures.violate(format!("{notices} notices about one question in {conversation}"));
    }
}
