//! A mail server that keeps what it is given. It speaks SMTP (RFC 5321) as far as a sender needs, and is told what to refuse.

use crate::wait_until;
use kernel::Tasks;
use mail_parser::{Message, MessageParser};
use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// What it does with the next letter instead of taking it.
#[derive(Debug, Clone)]
pub enum Mishap {
    /// Answers the recipient with this line.
    Refuse(&'static str),
    /// Takes the letter, and is gone before it says so.
    Vanish,
}

/// A letter as it came over the wire.
#[derive(Debug, Clone)]
pub struct Received {
    pub from: String,
    pub to: Vec<String>,
    /// What the sender signed in with, as `AUTH PLAIN` has it.
    pub credentials: Option<String>,
    raw: Vec<u8>,
}

impl Received {
    /// Read by a parser that knows nothing of who wrote it.
    fn parsed(&self) -> Message<'_> {
        MessageParser::default().parse(&self.raw).expect("a letter")
    }
    #[must_use]
    pub fn subject(&self) -> String {
        self.parsed().subject().expect("a subject").to_owned()
    }
    #[must_use]
    pub fn text(&self) -> String {
        self.parsed().body_text(0).expect("a plain text").replace("\r\n", "\n")
    }
    #[must_use]
    pub fn html(&self) -> String {
        self.parsed().body_html(0).expect("an HTML part").into_owned()
    }
    #[must_use]
    pub fn message_id(&self) -> String {
        self.parsed().message_id().expect("a Message-ID").to_owned()
    }
    /// A header's raw text.
    #[must_use]
    pub fn header(&self, name: &str) -> String {
        self.parsed().header_raw(name).unwrap_or_default().trim().to_owned()
    }
}

#[derive(Default)]
struct State {
    letters: Mutex<Vec<Received>>,
    mishaps: Mutex<VecDeque<Mishap>>,
}

/// Ends with this value.
pub struct MailServer {
    pub address: SocketAddr,
    state: Arc<State>,
    tasks: Tasks,
}

impl MailServer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (state, tasks) = (Arc::<State>::default(), Tasks::default());
        let (all, stopping) = (Arc::clone(&state), tasks.stopping());
        let visits = tasks.clone();
        tasks.spawn("mail server", async move {
            loop {
                tokio::select! {
                    () = stopping.cancelled() => break,
                    Ok((stream, _)) = listener.accept() => {
                        let (state, stopping) = (Arc::clone(&all), stopping.clone());
                        visits.spawn("mail", async move {
                            // A sender that goes away is no fault of ours.
                            tokio::select! { () = stopping.cancelled() => {}, _ = converse(stream, &state) => {} }
                        });
                    }
                }
            }
        });
        Self { address, state, tasks }
    }

    /// For `SMTP_URL`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Lets the next letter fail in this way; several stand in a queue.
    pub fn next(&self, mishap: Mishap) {
        self.state.mishaps.lock().expect("the lock").push_back(mishap);
    }

    #[must_use]
    pub fn letters(&self) -> Vec<Received> {
        self.state.letters.lock().expect("the lock").clone()
    }

    /// Waits until so many letters came.
    pub async fn received(&self, count: usize) -> Vec<Received> {
        wait_until(&format!("{count} letter(s) arrive"), || async {
            let letters = self.letters();
            (letters.len() >= count).then_some(letters)
        })
        .await
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.tasks.stopping().cancel();
    }
}

async fn converse(stream: TcpStream, state: &State) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let (mut from, mut to, mut credentials) = (String::new(), Vec::new(), None);
    stream.write_all(b"220 test.example ESMTP\r\n").await?;
    let mut line = String::new();
    loop {
        line.clear();
        // 512 bytes are what a command may take (RFC 5321, 4.5.3.1.4); ours is no server to attack.
        if (&mut stream).take(4096).read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let (command, rest) = line.trim_end().split_at_checked(4).unwrap_or((line.trim_end(), ""));
        let answer = match command.to_ascii_uppercase().as_str() {
            "EHLO" => "250-test.example\r\n250-8BITMIME\r\n250-AUTH PLAIN\r\n250 SMTPUTF8".into(),
            "HELO" | "NOOP" => "250 ok".into(),
            "AUTH" => {
                credentials = rest.trim().strip_prefix("PLAIN ").map(str::to_owned);
                "235 signed in".into()
            }
            "MAIL" => {
                from = address(rest);
                to.clear();
                "250 ok".into()
            }
            "RCPT" => match refusal(state) {
                Some(reply) => reply.to_owned(),
                None => {
                    to.push(address(rest));
                    "250 ok".into()
                }
            },
            "RSET" => {
                to.clear();
                "250 ok".into()
            }
            "DATA" if !to.is_empty() => {
                stream.write_all(b"354 go on, end with a dot\r\n").await?;
                let raw = content(&mut stream).await?;
                let letter = Received { from: from.clone(), to: std::mem::take(&mut to), credentials: credentials.clone(), raw };
                // Asked before anybody can see the letter, so that what is told next is about the next one.
                let vanish = vanishes(state);
                state.letters.lock().expect("the lock").push(letter);
                if vanish {
                    return Ok(());
                }
                "250 taken".into()
            }
            "QUIT" => {
                stream.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => "503 not now".into(),
        };
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}

/// `FROM:<a@b.c> BODY=8BITMIME` as `a@b.c`.
fn address(rest: &str) -> String {
    rest.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(address, _)| address.to_owned()).unwrap_or_default()
}

/// Up to the line with a single dot; doubled dots at a line's beginning are one (RFC 5321, 4.5.2).
async fn content(stream: &mut BufReader<TcpStream>) -> std::io::Result<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let mut line = Vec::new();
        if stream.read_until(b'\n', &mut line).await? == 0 || line == b".\r\n" {
            return Ok(whole);
        }
        whole.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
}

fn refusal(state: &State) -> Option<&'static str> {
    let mut mishaps = state.mishaps.lock().expect("the lock");
    match mishaps.front() {
        Some(Mishap::Refuse(reply)) => {
            let reply = *reply;
            mishaps.pop_front();
            Some(reply)
        }
        _ => None,
    }
}

fn vanishes(state: &State) -> bool {
    let mut mishaps = state.mishaps.lock().expect("the lock");
    let vanishes = matches!(mishaps.front(), Some(Mishap::Vanish));
    if vanishes {
        mishaps.pop_front();
    }
    vanishes
}
