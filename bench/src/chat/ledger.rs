//! What was offered, answered and delivered: one entry per message, one figure per delivery.

use std::time::{Duration, Instant};

use super::frame::{Delivered, Id};
use super::percentile::Percentiles;

/// One bit per agent in an entry.
pub const MOST_AGENTS: usize = 32;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Awaited,
    Created(Id),
    Failed,
}

#[derive(Debug)]
struct Entry {
    /// Microseconds since the epoch at which the message was due, not at which it could be sent:
    /// a generator or server that falls behind cannot hide it (no coordinated omission).
    due: u64,
    visitor: usize,
    answer: Answer,
    /// As the first delivery named it.
    id: Option<Id>,
    agents: u32,
    echoed: bool,
}

/// What must not happen, counted.
#[derive(Debug, Default, Clone)]
pub struct Faults {
    pub refused: usize,
    pub duplicates: usize,
    pub out_of_order: usize,
    pub other_id: usize,
    pub resyncs: usize,
    pub agents_dropped: usize,
    pub visitors_dropped: usize,
    /// The first refusal or broken connection, for the reader.
    pub first: Option<String>,
}

impl Faults {
    pub fn note(&mut self, said: impl FnOnce() -> String) {
        self.first.get_or_insert_with(said);
    }
}

pub struct Ledger {
    run: u32,
    agents: usize,
    visitors: usize,
    epoch: Instant,
    entries: Vec<Entry>,
    /// Per agent and visitor, one more than the last number seen: a visitor sends in order, so an agent receives in order.
    order: Vec<usize>,
    seqs: Vec<u64>,
    /// Microseconds.
    delivered: Vec<u32>,
    echoed: Vec<u32>,
    answered: Vec<u32>,
    open: usize,
    pub faults: Faults,
}

impl Ledger {
    pub fn new(run: u32, agents: usize, visitors: usize) -> Self {
        Self {
            run,
            agents,
            visitors,
            epoch: Instant::now(),
            entries: Vec::new(),
            order: vec![0; agents * visitors],
            seqs: vec![0; agents],
            delivered: Vec::new(),
            echoed: Vec::new(),
            answered: Vec::new(),
            open: 0,
            faults: Faults::default(),
        }
    }

    /// Begins a run; what still arrives of the last one is not counted.
    pub fn begin(&mut self, run: u32, messages: usize, epoch: Instant) {
        let seqs = std::mem::take(&mut self.seqs);
        *self = Self { epoch, seqs, ..Self::new(run, self.agents, self.visitors) };
        self.entries.reserve(messages);
        self.delivered.reserve(messages * self.agents);
    }

    pub fn run(&self) -> u32 {
        self.run
    }

    /// A message that is due now, or was and could not be sent yet. Gives its number.
    pub fn offer(&mut self, visitor: usize, due: Duration) -> usize {
        let due = u64::try_from(due.as_micros()).unwrap_or(u64::MAX);
        let answer = Answer::Awaited;
        self.entries.push(Entry { due, visitor, answer, id: None, agents: 0, echoed: false });
        self.open += 1;
        self.entries.len() - 1
    }

    fn since(&self, due: u64) -> u32 {
        let now = u64::try_from(self.epoch.elapsed().as_micros()).unwrap_or(u64::MAX);
        u32::try_from(now.saturating_sub(due)).unwrap_or(u32::MAX)
    }

    pub fn created(&mut self, number: usize, id: Id) {
        let Some(entry) = self.entries.get_mut(number) else {
            return;
        };
        entry.answer = Answer::Created(id);
        if entry.id.is_some_and(|seen| seen != id) {
            self.faults.other_id += 1;
        }
        entry.id = Some(id);
        let due = entry.due;
        self.open -= 1;
        let took = self.since(due);
        self.answered.push(took);
    }

    pub fn failed(&mut self, number: usize, said: impl FnOnce() -> String) {
        if let Some(entry) = self.entries.get_mut(number) {
            entry.answer = Answer::Failed;
            self.open -= 1;
            self.faults.refused += 1;
            self.faults.note(said);
        }
    }

    pub fn stream_position(&mut self, agent: usize, seq: Option<u64>) {
        if let (Some(seq), Some(last)) = (seq, self.seqs.get_mut(agent)) {
            if seq <= *last {
                self.faults.out_of_order += 1;
            }
            *last = seq;
        }
    }

    pub fn at_agent(&mut self, agent: usize, message: Delivered) {
        if message.run != self.run {
            return;
        }
        let Some(entry) = self.entries.get_mut(message.number) else {
            return;
        };
        let bit = 1_u32 << agent;
        if entry.agents & bit != 0 {
            self.faults.duplicates += 1;
            return;
        }
        entry.agents |= bit;
        if entry.id.is_some_and(|id| id != message.id) {
            self.faults.other_id += 1;
        }
        entry.id = Some(message.id);
        let (due, visitor) = (entry.due, entry.visitor);
        if let Some(next) = self.order.get_mut(agent * self.visitors + visitor) {
            if message.number < *next {
                self.faults.out_of_order += 1;
            }
            *next = message.number + 1;
        }
        let took = self.since(due);
        self.delivered.push(took);
    }

    pub fn at_visitor(&mut self, visitor: usize, message: Delivered) {
        if message.run != self.run {
            return;
        }
        let Some(entry) = self.entries.get_mut(message.number).filter(|entry| entry.visitor == visitor) else {
            self.faults.other_id += 1;
            return;
        };
        if std::mem::replace(&mut entry.echoed, true) {
            self.faults.duplicates += 1;
            return;
        }
        let due = entry.due;
        let took = self.since(due);
        self.echoed.push(took);
    }

    /// Grows while anything happens; a run that is not whole but stands still has lost something.
    pub fn progress(&self) -> usize {
        self.delivered.len() + self.echoed.len() + self.answered.len() + self.faults.refused
    }

    pub fn whole(&self) -> bool {
        self.open == 0 && self.lost() == 0 && self.echoes_missing() == 0
    }

    /// Deliveries to agents that messages answered with 201 still miss.
    pub fn lost(&self) -> usize {
        let created = self.entries.iter().filter(|entry| matches!(entry.answer, Answer::Created(_)));
        created.map(|entry| self.agents - usize::try_from(entry.agents.count_ones()).unwrap_or(0)).sum()
    }

    pub fn echoes_missing(&self) -> usize {
        self.entries.iter().filter(|entry| matches!(entry.answer, Answer::Created(_)) && !entry.echoed).count()
    }

    pub fn offered(&self) -> usize {
        self.entries.len()
    }

    pub fn unanswered(&self) -> usize {
        self.open
    }

    pub fn percentiles(&mut self) -> [Percentiles; 3] {
        [&mut self.delivered, &mut self.echoed, &mut self.answered].map(|samples| Percentiles::of(samples))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
    use super::*;

    fn ledger() -> Ledger {
        let mut ledger = Ledger::new(1, 2, 2);
        ledger.begin(1, 4, Instant::now());
        for visitor in [0, 1, 0] {
            ledger.offer(visitor, Duration::ZERO);
        }
        ledger
    }

    fn message(number: usize) -> Delivered {
        Delivered { run: 1, number, id: [u8::try_from(number).unwrap(); 36] }
    }

    #[test]
    fn a_run_is_whole_when_all_agents_and_the_visitor_have_all() {
        let mut ledger = ledger();
        for number in 0..3 {
            ledger.created(number, message(number).id);
            ledger.at_visitor(number % 2, message(number));
            ledger.at_agent(0, message(number));
            assert!(!ledger.whole());
            ledger.at_agent(1, message(number));
        }
        assert!(ledger.whole());
        assert_eq!(ledger.percentiles()[0].count, 6);
    }

    #[test]
    fn what_is_missing_twice_or_turned_round_is_counted() {
        let mut ledger = ledger();
        ledger.created(0, message(0).id);
        ledger.created(2, message(0).id);
        ledger.at_agent(0, message(2));
        ledger.at_agent(0, message(0));
        ledger.at_agent(0, message(0));
        assert_eq!(ledger.lost(), 2, "agent 1 has neither");
        assert_eq!(ledger.faults.out_of_order, 1, "visitor 0 sent 0 before 2");
        assert_eq!(ledger.faults.duplicates, 1);
        assert_eq!(ledger.faults.other_id, 1, "the answer to 2 named another message");
        assert_eq!(ledger.echoes_missing(), 2);
        assert_eq!(ledger.unanswered(), 1);
    }

    #[test]
    fn a_late_guest_of_another_run_is_not_counted() {
        let mut ledger = ledger();
        ledger.at_agent(0, Delivered { run: 9, ..message(0) });
        assert_eq!(ledger.progress(), 0);
    }
}
