//! Visitors who write and ask all the while, and try again with the same client id until answered.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::chat::{Chatbot, DealSmart, client_id};
use crate::wire::http::{Connection, Request};

/// No answer for so long is no answer; the client tries again.
const ANSWER: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(100);
/// A message that nobody takes for so long is counted as given up.
const PATIENCE: Duration = Duration::from_secs(120);

/// One in so many messages is sent again although it was answered.
const REPEATED: usize = 8;

/// What was promised: a message with this id, under this client id, in this conversation.
#[derive(Debug, Clone)]
pub struct Promise {
    pub conversation: String,
    pub client_id: String,
    pub id: String,
}

#[derive(Debug, Default)]
pub struct Book {
    pub messages: Vec<Promise>,
    pub questions: Vec<Promise>,
    /// Sent and never answered 201: allowed to be there or not, but not twice.
    pub given_up: Vec<String>,
    /// The same client id, answered with another message.
    pub contradicted: Vec<String>,
    pub tries_again: usize,
    /// Answers other than 201, by status.
    pub refusals: BTreeMap<u16, usize>,
    pub last_refusal: Option<String>,
    pub stopping: bool,
}

impl Book {
    pub fn answered(&self) -> usize {
        self.messages.len() + self.questions.len()
    }
}

pub type SharedBook = Rc<RefCell<Book>>;

/// A client with its connection and its place in the client ids.
struct Client {
    target: Rc<DealSmart>,
    book: SharedBook,
    connection: Option<Connection>,
    number: u32,
    sent: usize,
}

impl Client {
    fn new(target: &Rc<DealSmart>, book: &SharedBook, number: usize) -> Self {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        Self { target: Rc::clone(target), book: Rc::clone(book), connection: None, number, sent: 0 }
    }

    /// A session, made as often as it takes.
    async fn session(&mut self, bot: &Chatbot) -> Result<String> {
        let since = Instant::now();
        loop {
            match tokio::time::timeout(ANSWER, self.target.session(bot)).await {
                Ok(Ok(token)) => return Ok(token),
                _ if since.elapsed() > PATIENCE => bail!("no session within {PATIENCE:?}"),
                _ => tokio::time::sleep(PAUSE).await,
            }
        }
    }

    /// Sends a message until it is answered 201. `None` when that took too long.
    async fn send(&mut self, token: &str, content: &str) -> Option<Promise> {
        let client_id = client_id(self.number, self.sent);
        self.sent += 1;
        let promise = self.insist(token, &client_id, content).await?;
        if self.sent.is_multiple_of(REPEATED) {
            match self.insist(token, &client_id, content).await {
                Some(again) if again.id != promise.id => self.book.borrow_mut().contradicted.push(client_id),
                _ => {}
            }
        }
        Some(promise)
    }

    async fn insist(&mut self, token: &str, client_id: &str, content: &str) -> Option<Promise> {
        let since = Instant::now();
        loop {
            match tokio::time::timeout(ANSWER, self.attempt(token, client_id, content)).await {
                Ok(Ok(promise)) => return Some(promise),
                Ok(Err(_)) | Err(_) => self.connection = None,
            }
            if since.elapsed() > PATIENCE {
                self.book.borrow_mut().given_up.push(client_id.to_owned());
                return None;
            }
            self.book.borrow_mut().tries_again += 1;
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn attempt(&mut self, token: &str, client_id: &str, content: &str) -> Result<Promise> {
        let origin = &self.target.origin;
        let body = json!({ "client_id": client_id, "content": content });
        let request = Request::post(origin, "/api/v1/widget/messages", Some(token), &body).bytes();
        let connection = match &mut self.connection {
            Some(open) => open,
            None => self.connection.insert(Connection::open(origin).await?),
        };
        let answer = connection.exchange(&request).await?;
        if answer.status != 201 {
            let mut book = self.book.borrow_mut();
            *book.refusals.entry(answer.status).or_default() += 1;
            book.last_refusal = Some(String::from_utf8_lossy(answer.body).chars().take(300).collect());
        }
        let message = answer.data()?;
        let field = |name: &str| message.get(name).and_then(Value::as_str).map(str::to_owned).context("a field");
        let promise = Promise { conversation: field("conversation_id")?, client_id: client_id.to_owned(), id: field("id")? };
        if field("client_id")? != client_id {
            self.book.borrow_mut().contradicted.push(client_id.to_owned());
        }
        Ok(promise)
    }
}

/// A visitor of a quiet bot who writes without end.
pub async fn write(target: Rc<DealSmart>, book: SharedBook, number: usize, pause: Duration) {
    let mut client = Client::new(&target, &book, number);
    let Ok(token) = client.session(&target.quiet_bot).await else {
        return;
    };
    while !book.borrow().stopping {
        if let Some(promise) = client.send(&token, &format!("Line {} of visitor {number}", client.sent)).await {
            book.borrow_mut().messages.push(promise);
        }
        tokio::time::sleep(pause).await;
    }
}

/// A stream of visitors who ask the bot one question each.
pub async fn ask(target: Rc<DealSmart>, bot: Chatbot, book: SharedBook, number: usize, pause: Duration) {
    const QUESTIONS: [&str; 4] = [
        "When is the showroom open on Saturday?",
        "Which films did the manager's grandmother like?",
        "For how long is the traction battery covered?",
        "Please let me talk to a person.",
    ];
    let mut client = Client::new(&target, &book, number);
    while !book.borrow().stopping {
        let question = QUESTIONS.get(client.sent % QUESTIONS.len()).unwrap_or(&"Hello?");
        let Ok(token) = client.session(&bot).await else {
            return;
        };
        if let Some(promise) = client.send(&token, question).await {
            book.borrow_mut().questions.push(promise);
        }
        tokio::time::sleep(pause).await;
    }
}
