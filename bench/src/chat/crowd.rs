//! Agents and visitors with their sockets open, and messages offered to them at a steady rate.
//!
//! All of it runs on one thread (`LocalSet`); only the clock that says when a message is due has a
//! thread of its own, since the runtime's timer counts whole milliseconds.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::frame::{self, Frame, Protocol};
use super::ledger::{Ledger, MOST_AGENTS};
use super::target::{Target, Visitor};
use crate::wire::Origin;
use crate::wire::http::Connection;
use crate::wire::websocket::Socket;

/// Shorter than any server's patience with a silent socket.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// Sockets opened at once.
const DOORS: usize = 8;
/// A run that stands still for so long has lost what is missing.
const STANDSTILL: Duration = Duration::from_secs(8);
/// Neighbours in time are not neighbours in the list of visitors (a prime).
const STRIDE: usize = 7919;
const SENTENCES: [&str; 4] = [
    "Hello, is the grey estate from your page still there, and could I come by on Saturday morning?",
    "Thank you. Could you tell me how long a test drive takes and what I should bring along for it?",
    "One more thing: I would like to trade in my old car, it is from 2016 and has run 98,000 km.",
    "That sounds good to me, please call me back this afternoon so that we can fix a time for it.",
];

type SharedLedger = Rc<RefCell<Ledger>>;

pub struct Crowd {
    ledger: SharedLedger,
    writers: Vec<mpsc::UnboundedSender<usize>>,
    /// Ends the sockets' tasks with the value.
    _tasks: JoinSet<()>,
}

/// What is offered: `rate` messages per second for `time`.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    pub rate: u64,
    pub time: Duration,
}

impl Load {
    fn messages(self) -> usize {
        let nanos = u64::try_from(self.time.as_nanos()).unwrap_or(u64::MAX);
        usize::try_from(nanos.saturating_mul(self.rate) / 1_000_000_000).unwrap_or(usize::MAX)
    }

    fn due(self, number: usize) -> Duration {
        let number = u64::try_from(number).unwrap_or(u64::MAX);
        Duration::from_nanos(number.saturating_mul(1_000_000_000) / self.rate.max(1))
    }
}

impl Crowd {
    /// Opens all sockets and lets each visitor write once, which makes its conversation.
    pub async fn gather(target: &Target, agents: usize, visitors: usize) -> Result<Self> {
        anyhow::ensure!((1..=MOST_AGENTS).contains(&agents), "1 to {MOST_AGENTS} agents");
        let ledger: SharedLedger = Rc::new(RefCell::new(Ledger::new(0, agents, visitors)));
        let protocol = target.protocol();
        let mut tasks = JoinSet::new();
        for number in 0..agents {
            let socket = target.agent(number).await.with_context(|| format!("connecting agent {number}"))?;
            tasks.spawn_local(agent(socket, protocol, number, Rc::clone(&ledger)));
        }
        let mut writers = Vec::with_capacity(visitors);
        while writers.len() < visitors {
            let batch = (visitors - writers.len()).min(DOORS);
            let opened = futures_util::future::try_join_all((0..batch).map(|_| target.visitor())).await;
            for Visitor { socket, request_head } in opened.context("connecting a visitor")? {
                let number = writers.len();
                let (writer, due) = mpsc::unbounded_channel();
                writers.push(writer);
                tasks.spawn_local(visitor(socket, protocol, number, Rc::clone(&ledger)));
                tasks.spawn_local(write(target.origin().clone(), request_head, due, Rc::clone(&ledger)));
            }
        }
        let crowd = Self { ledger, writers, _tasks: tasks };
        let seconds = u64::try_from(visitors.div_ceil(200)).unwrap_or(1);
        crowd.offer(1, Load { rate: 200, time: Duration::from_secs(seconds) }).await;
        if let Some(said) = crowd.ledger.borrow().faults.first.clone() {
            anyhow::bail!("the first messages failed: {said}");
        }
        Ok(crowd)
    }

    pub fn ledger(&self) -> &RefCell<Ledger> {
        &self.ledger
    }

    /// Offers a load and waits until all of it arrived, or nothing more does. Gives the time that
    /// the offering took.
    pub async fn offer(&self, run: u32, load: Load) -> Duration {
        let total = load.messages();
        let start = Instant::now() + Duration::from_millis(5);
        self.ledger.borrow_mut().begin(run, total, start);
        let (tick, mut ticks) = mpsc::unbounded_channel();
        let clock = std::thread::spawn(move || {
            for number in 0..total {
                let due = start + load.due(number);
                std::thread::sleep(due.saturating_duration_since(Instant::now()));
                if tick.send(number).is_err() {
                    return;
                }
            }
        });
        while let Some(number) = ticks.recv().await {
            let visitor = number.wrapping_mul(STRIDE) % self.writers.len();
            let number = self.ledger.borrow_mut().offer(visitor, load.due(number));
            if let Some(writer) = self.writers.get(visitor) {
                let _ = writer.send(number);
            }
        }
        let offering = start.elapsed();
        let _ = clock.join();
        self.settle().await;
        offering
    }

    async fn settle(&self) {
        let (mut progress, mut since) = (0, Instant::now());
        while !self.ledger.borrow().whole() && since.elapsed() < STANDSTILL {
            tokio::time::sleep(Duration::from_millis(50)).await;
            let now = self.ledger.borrow().progress();
            if now != progress {
                (progress, since) = (now, Instant::now());
            }
        }
        // A duplicate would come now.
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// Reads one socket to its end and answers what keeps it open.
async fn listen(mut socket: Socket, protocol: Protocol, mut each: impl FnMut(Frame)) -> String {
    let mut heartbeat = tokio::time::interval(HEARTBEAT);
    heartbeat.reset();
    loop {
        tokio::select! {
            read = socket.next() => {
                let frame = match read {
                    Ok(Some(bytes)) => protocol.read(bytes),
                    Ok(None) => return "the server closed it".to_owned(),
                    Err(error) => return format!("{error:#}"),
                };
                if frame == Frame::Ping {
                    if let Err(error) = socket.send_text(protocol.pong()).await {
                        return format!("{error:#}");
                    }
                } else {
                    each(frame);
                }
            }
            _ = heartbeat.tick(), if protocol == Protocol::DealSmart => {
                if let Err(error) = socket.send_text(br#"{"type":"ping"}"#).await {
                    return format!("{error:#}");
                }
            }
        }
    }
}

async fn agent(socket: Socket, protocol: Protocol, number: usize, ledger: SharedLedger) {
    let end = listen(socket, protocol, |frame| {
        let mut ledger = ledger.borrow_mut();
        match frame {
            Frame::Message { seq, delivered } => {
                ledger.stream_position(number, seq);
                ledger.at_agent(number, delivered);
            }
            Frame::Other { seq } => ledger.stream_position(number, seq),
            Frame::Resync => ledger.faults.resyncs += 1,
            Frame::Ping => {}
        }
    });
    let end = end.await;
    let mut ledger = ledger.borrow_mut();
    ledger.faults.agents_dropped += 1;
    ledger.faults.note(|| format!("the socket of agent {number} ended: {end}"));
}

async fn visitor(socket: Socket, protocol: Protocol, number: usize, ledger: SharedLedger) {
    let end = listen(socket, protocol, |frame| match frame {
        Frame::Message { delivered, .. } => ledger.borrow_mut().at_visitor(number, delivered),
        Frame::Resync => ledger.borrow_mut().faults.resyncs += 1,
        Frame::Other { .. } | Frame::Ping => {}
    });
    let end = end.await;
    let mut ledger = ledger.borrow_mut();
    ledger.faults.visitors_dropped += 1;
    ledger.faults.note(|| format!("the socket of visitor {number} ended: {end}"));
}

/// Writes what is due, one message after the other on one kept-alive connection, as a browser does.
async fn write(origin: Origin, head: Vec<u8>, mut due: mpsc::UnboundedReceiver<usize>, ledger: SharedLedger) {
    let mut connection = None;
    let mut request = Vec::new();
    while let Some(number) = due.recv().await {
        let run = ledger.borrow().run();
        let sentence = SENTENCES.get(number % SENTENCES.len()).unwrap_or(&"Hello");
        let body = format!(r#"{{"client_id":"{}","content":"{sentence}"}}"#, frame::client_id(run, number));
        request.clear();
        request.extend_from_slice(&head);
        request.extend_from_slice(format!("content-length: {}\r\n\r\n{body}", body.len()).as_bytes());

        // A kept-alive connection may have been closed meanwhile; the same client id makes a second try safe.
        let mut result = post(&mut connection, &origin, &request).await;
        if result.is_err() {
            connection = None;
            result = post(&mut connection, &origin, &request).await;
        }
        match result {
            Ok(id) => ledger.borrow_mut().created(number, id),
            Err(error) => {
                connection = None;
                ledger.borrow_mut().failed(number, || format!("{error:#}"));
            }
        }
    }
}

async fn post(connection: &mut Option<Connection>, origin: &Origin, request: &[u8]) -> Result<frame::Id> {
    let open = match connection {
        Some(open) => open,
        None => connection.insert(Connection::open(origin).await?),
    };
    let response = open.exchange(request).await?;
    if response.status != 201 {
        response.data()?;
    }
    frame::answered_id(response.body).context("an answer without an id")
}
