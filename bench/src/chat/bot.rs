//! Visitors who ask the bot as fast as it answers.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde::Serialize;
use serde_json::Value;
use tokio::task::JoinSet;

use super::dealsmart::{Chatbot, DealSmart};
use super::frame;
use super::percentile::Percentiles;
use super::target::Visitor;
use crate::wire::http::Connection;

/// Marks the client ids of questions; no load has this run.
const QUESTIONS: u32 = u32::MAX;
/// What a customer would wait at most.
const PATIENCE: Duration = Duration::from_secs(30);

pub const DOCUMENTS: [(&str, &str); 3] = [
    (
        "opening.md",
        "# Visiting us\n\n## Opening hours\n\nThe showroom is open from Monday to Friday from 09:00 to 19:00 and on \
         Saturday from 10:00 to 16:00. We are closed on Sundays and public holidays.\n\n## Parking\n\nThere are 40 free \
         parking spaces behind the building; six of them have a charging point of 22 kW.\n\n## Test drives\n\nA test \
         drive takes 45 minutes. Please bring a driving licence that you have held for at least two years.\n",
    ),
    (
        "warranty.md",
        "# Warranty\n\n## New vehicles\n\nEvery new vehicle has a warranty of 5 years or 100,000 km, whichever comes \
         first.\n\n## Traction battery\n\nThe battery of an electric vehicle is covered for 8 years or 160,000 km and \
         keeps at least 70 percent of its capacity in that time.\n\n## Used vehicles\n\nUsed vehicles that we sell carry \
         a warranty of 12 months on engine and gearbox.\n",
    ),
    (
        "service.md",
        "# Service and payment\n\n## Service intervals\n\nPetrol and diesel vehicles are serviced every 15,000 km or \
         once a year; electric vehicles every 30,000 km or every two years.\n\n## Courtesy car\n\nDuring a service that \
         takes longer than four hours you get a courtesy car free of charge.\n\n## Financing\n\nFinancing is possible \
         over 24, 36, 48 or 60 months with a deposit of at least 10 percent.\n",
    ),
];

const ASKED: [&str; 8] = [
    "When is the showroom open on Saturday?",
    "How long does a test drive take?",
    "What is the warranty of a new vehicle?",
    "For how long is the traction battery covered?",
    "How often is a petrol vehicle serviced?",
    "Do I get a courtesy car during a service?",
    "Over how many months is financing possible?",
    "How many free parking spaces are there?",
];

/// Customers say the same in many ways; two thousand different questions leave no cache to answer from.
const BEFORE: [&str; 16] = [
    "",
    "Hello! ",
    "Good morning. ",
    "Hi there, ",
    "Good evening, ",
    "Excuse me, ",
    "One question: ",
    "Quick question: ",
    "Hey, ",
    "Dear team, ",
    "Could you help me? ",
    "Please tell me: ",
    "I wonder: ",
    "Sorry to bother you. ",
    "Just curious, ",
    "Before I come by: ",
];
const AFTER: [&str; 16] = [
    "",
    " Thanks!",
    " Thank you very much.",
    " Please let me know.",
    " Many thanks in advance.",
    " Best regards, Anna",
    " Cheers, Tom",
    " Greetings, Ravi",
    " Thanks, Mei",
    " I am in a hurry.",
    " My wife would like to know.",
    " I could not find it on your page.",
    " Thank you for your help.",
    " Looking forward to your answer.",
    " Regards, Olu",
    " That would help me a lot.",
];

/// A question in other words each time, all pairs before any repeats.
fn question(number: usize) -> String {
    let pick = |list: &[&'static str], at: usize| list.get(at % list.len()).copied().unwrap_or_default();
    let (asked, before) = (pick(&ASKED, number), pick(&BEFORE, number / ASKED.len()));
    format!("{before}{asked}{}", pick(&AFTER, number / (ASKED.len() * BEFORE.len()) + number))
}

#[derive(Debug, Default)]
struct Tally {
    asked: usize,
    answers: usize,
    handovers: usize,
    unanswered: usize,
    latencies: Vec<u32>,
    first_fault: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Answers {
    pub askers: usize,
    pub answers: usize,
    pub handovers: usize,
    pub unanswered: usize,
    pub answers_per_second: f64,
    /// From the question's POST to the answer at the visitor's socket.
    pub answer: Percentiles,
    pub first_fault: Option<String>,
}

/// Asks with `askers` visitors at once until told to stop.
pub struct Askers {
    tally: Rc<RefCell<Tally>>,
    tasks: JoinSet<()>,
    since: Instant,
    count: usize,
}

impl Askers {
    pub fn begin(target: &Rc<DealSmart>, bot: &Chatbot, askers: usize) -> Self {
        let tally = Rc::new(RefCell::new(Tally::default()));
        let mut tasks = JoinSet::new();
        for _ in 0..askers {
            let (target, bot, tally) = (Rc::clone(target), bot.clone(), Rc::clone(&tally));
            tasks.spawn_local(async move {
                loop {
                    if let Err(error) = ask(&target, &bot, &tally).await {
                        tally.borrow_mut().first_fault.get_or_insert_with(|| format!("{error:#}"));
                        tokio::time::sleep(Duration::from_millis(200)).await;
                    }
                }
            });
        }
        Self { tally, tasks, since: Instant::now(), count: askers }
    }

    pub fn end(mut self) -> Answers {
        self.tasks.abort_all();
        let mut tally = self.tally.borrow_mut();
        let answered = u32::try_from(tally.answers).unwrap_or(u32::MAX);
        Answers {
            askers: self.count,
            answers: tally.answers,
            handovers: tally.handovers,
            unanswered: tally.unanswered,
            answers_per_second: f64::from(answered) / self.since.elapsed().as_secs_f64(),
            answer: Percentiles::of(&mut tally.latencies),
            first_fault: tally.first_fault.clone(),
        }
    }
}

enum Said {
    Answer,
    HandOver,
}

/// One visitor's conversation: question after question until it is handed to a person.
async fn ask(target: &DealSmart, bot: &Chatbot, tally: &RefCell<Tally>) -> Result<()> {
    let Visitor { mut socket, request_head } = target.visitor(bot).await?;
    let mut http = Connection::open(&target.origin).await?;
    for number in 0.. {
        let question = question(tally.borrow().asked);
        tally.borrow_mut().asked += 1;
        let body = format!(r#"{{"client_id":"{}","content":"{question}"}}"#, frame::client_id(QUESTIONS, number));
        let mut request = request_head.clone();
        request.extend_from_slice(format!("content-length: {}\r\n\r\n{body}", body.len()).as_bytes());
        let asked = Instant::now();
        http.exchange(&request).await?.data()?;
        let heard = tokio::time::timeout(PATIENCE, async {
            loop {
                let bytes = socket.next().await?.context("the visitor's socket was closed")?;
                if let Some(said) = said(bytes) {
                    return anyhow::Ok(said);
                }
            }
        });
        let heard = heard.await;
        let mut tally = tally.borrow_mut();
        match heard {
            Ok(Ok(Said::Answer)) => {
                tally.answers += 1;
                tally.latencies.push(u32::try_from(asked.elapsed().as_micros()).unwrap_or(u32::MAX));
            }
            Ok(Ok(Said::HandOver)) => {
                tally.handovers += 1;
                return Ok(());
            }
            Ok(Err(error)) => return Err(error),
            Err(_) => {
                tally.unanswered += 1;
                return Ok(());
            }
        }
    }
    Ok(())
}

fn said(bytes: &[u8]) -> Option<Said> {
    let frame: Value = serde_json::from_slice(bytes).ok()?;
    match frame.get("type")?.as_str()? {
        "message.created" if frame.pointer("/data/sender/kind")? == "ai" => Some(Said::Answer),
        "conversation.updated" if frame.pointer("/data/handover")? == true => Some(Said::HandOver),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
    use super::*;

    #[test]
    fn questions_do_not_repeat_soon() {
        let all: std::collections::HashSet<String> = (0..2000).map(question).collect();
        assert_eq!(all.len(), 2000);
    }
}
