//! One measured load: a line for a reader and one for a program.

use std::time::{Duration, Instant};

use serde::Serialize;

use super::crowd::{Crowd, Load};
use super::ledger::Faults;
use super::percentile::Percentiles;
use crate::process::{self, Memory};

/// The processes whose memory and processor time are read.
#[derive(Debug, Clone, Copy)]
pub struct Meter {
    pub program: u32,
    /// The postmaster.
    pub postgres: Option<u32>,
}

/// Processors in use: 1.0 is one core all the time.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Cores {
    pub program: f64,
    pub postgres: f64,
    pub generator: f64,
    /// Everything else on the machine, the kernel's network included: a measurement beside a compiler
    /// says little.
    pub others: f64,
}

impl Meter {
    fn cpu(self) -> Cores {
        let postgres = self.postgres.map(process::family).unwrap_or_default();
        let program = process::cpu_seconds(self.program);
        let postgres = postgres.into_iter().map(process::cpu_seconds).sum();
        let generator = process::cpu_seconds(std::process::id());
        Cores { program, postgres, generator, others: process::machine_seconds() - program - postgres - generator }
    }

    fn postgres_mib(self) -> f64 {
        process::proportional_mib(&self.postgres.map(process::family).unwrap_or_default())
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct Outcome {
    pub target: &'static str,
    pub rate: u64,
    pub seconds: f64,
    pub offered: usize,
    pub unanswered: usize,
    pub refused: usize,
    /// Deliveries to agents that are missing.
    pub lost: usize,
    pub echoes_missing: usize,
    pub duplicates: usize,
    pub out_of_order: usize,
    pub other_id: usize,
    pub resyncs: usize,
    pub agents_dropped: usize,
    pub visitors_dropped: usize,
    pub first_fault: Option<String>,
    /// From when a message was due to each agent's socket.
    pub agents: Percentiles,
    /// From when a message was due to its visitor's own socket.
    pub echo: Percentiles,
    /// From when a message was due to the answer 201.
    pub answer: Percentiles,
    pub memory: Memory,
    pub postgres_mib: f64,
    pub cores: Cores,
}

impl Outcome {
    /// Offers a load to a crowd and reads everything.
    pub async fn measure(target: &'static str, crowd: &Crowd, meter: Meter, run: u32, load: Load) -> Self {
        let (before, clock) = (meter.cpu(), Instant::now());
        let offering = crowd.offer(run, load).await;
        let (after, passed) = (meter.cpu(), clock.elapsed().as_secs_f64());
        let cores = Cores {
            program: (after.program - before.program) / passed,
            postgres: (after.postgres - before.postgres) / passed,
            generator: (after.generator - before.generator) / passed,
            others: (after.others - before.others) / passed,
        };
        let mut ledger = crowd.ledger().borrow_mut();
        let [agents, echo, answer] = ledger.percentiles();
        let Faults { refused, duplicates, out_of_order, other_id, resyncs, agents_dropped, visitors_dropped, first } =
            ledger.faults.clone();
        Self {
            target,
            rate: load.rate,
            seconds: offering.max(Duration::from_millis(1)).as_secs_f64(),
            offered: ledger.offered(),
            unanswered: ledger.unanswered(),
            refused,
            lost: ledger.lost(),
            echoes_missing: ledger.echoes_missing(),
            duplicates,
            out_of_order,
            other_id,
            resyncs,
            agents_dropped,
            visitors_dropped,
            first_fault: first,
            agents,
            echo,
            answer,
            memory: process::memory(meter.program).unwrap_or_default(),
            postgres_mib: meter.postgres_mib(),
            cores,
        }
    }

    /// Everything that was answered arrived everywhere, once and in order.
    pub fn nothing_lost(&self) -> bool {
        let faults = [
            self.unanswered,
            self.refused,
            self.lost,
            self.echoes_missing,
            self.duplicates,
            self.out_of_order,
            self.other_id,
            self.agents_dropped,
        ];
        faults.iter().all(|count| *count == 0)
    }

    pub fn within(&self, p99: Duration) -> bool {
        self.nothing_lost() && self.agents.p99_ms <= p99.as_secs_f64() * 1000.0
    }

    pub fn heading() -> String {
        format!(
            "{:<22}{:>7}{:>9}{:>9}{:>9}{:>9}{:>10}{:>10}{:>6}{:>9}{:>9}{:>7}{:>7}{:>7}{:>7}",
            "target",
            "msg/s",
            "p50 ms",
            "p90 ms",
            "p99 ms",
            "max ms",
            "echo p99",
            "201 p99",
            "lost",
            "RSS MiB",
            "PG MiB",
            "cpu",
            "PG cpu",
            "gen",
            "others"
        )
    }

    pub fn line(&self) -> String {
        let Self { agents, cores, .. } = self;
        let mut line = format!(
            "{:<22}{:>7}{:>9.2}{:>9.2}{:>9.2}{:>9.2}{:>10.2}{:>10.2}{:>6}{:>9.1}{:>9.1}{:>7.2}{:>7.2}{:>7.2}{:>7.2}",
            self.target,
            self.rate,
            agents.p50_ms,
            agents.p90_ms,
            agents.p99_ms,
            agents.max_ms,
            self.echo.p99_ms,
            self.answer.p99_ms,
            self.lost + self.echoes_missing,
            self.memory.resident_mib,
            self.postgres_mib,
            cores.program,
            cores.postgres,
            cores.generator,
            cores.others
        );
        if !self.nothing_lost() {
            line.push_str(&format!(
                "\n  faults: {} refused, {} unanswered, {} twice, {} out of order, {} with another id, {} agents and {} \
                 visitors dropped; first: {}",
                self.refused,
                self.unanswered,
                self.duplicates,
                self.out_of_order,
                self.other_id,
                self.agents_dropped,
                self.visitors_dropped,
                self.first_fault.as_deref().unwrap_or("none")
            ));
        }
        line
    }
}
