//! Sign-ins at a steady rate beside everyday requests. A password takes a core for some tens of milliseconds and 19 MiB, on
//! purpose; everybody else must not notice.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde::Serialize;
use serde_json::json;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

use crate::chat::{DealSmart, Percentiles};
use crate::process;
use crate::wire::Origin;
use crate::wire::http::{Connection, Request};

/// Everyday requests per second, so spread over the accounts that each stays below its limit.
const PROBES: u64 = 20;
/// How long they run alone first.
const ALONE: Duration = Duration::from_secs(5);
/// What answers and sockets may still need after the last was sent.
const LAST: Duration = Duration::from_secs(30);

#[derive(Debug, Clone)]
pub struct Plan {
    pub origin: Origin,
    /// Process id of the program, for its memory.
    pub program: u32,
    /// Sign-ins per second.
    pub rate: u64,
    pub time: Duration,
    /// People who sign in, in turn.
    pub accounts: usize,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct Figures {
    pub offered: usize,
    pub signed_in: usize,
    /// 503 with `Retry-After`, by design when more come than the machine can check.
    pub turned_away: usize,
    /// Of these without `Retry-After`.
    pub without_a_time: usize,
    /// Other answers, by status; 0 for none at all.
    pub others: BTreeMap<u16, usize>,
    pub sign_in: Percentiles,
    pub turned_away_within: Percentiles,
    /// An everyday request without and with the sign-ins.
    pub probe_alone: Percentiles,
    pub probe_beside: Percentiles,
    pub probes_failed: usize,
    pub resident_before_mib: f64,
    pub resident_most_mib: f64,
    pub cores: f64,
}

#[derive(Default)]
struct Samples {
    figures: Figures,
    sign_ins: Vec<u32>,
    turned_away: Vec<u32>,
    probes: Vec<u32>,
}

type Shared = Rc<RefCell<Samples>>;

/// Connections that wait for the next request; new ones are opened when all are busy.
#[derive(Clone)]
struct Connections {
    origin: Origin,
    free: Rc<RefCell<Vec<Connection>>>,
}

impl Connections {
    fn new(origin: Origin) -> Self {
        Self { origin, free: Rc::default() }
    }

    async fn take(&self) -> Result<Connection> {
        let waiting = self.free.borrow_mut().pop();
        match waiting {
            Some(connection) => Ok(connection),
            None => Ok(Connection::open(&self.origin).await?),
        }
    }
}

fn micros(since: Instant) -> u32 {
    u32::try_from(since.elapsed().as_micros()).unwrap_or(u32::MAX)
}

/// Runs the plan. To be called within a `LocalSet`.
///
/// # Errors
/// When the accounts cannot be made, or the program is gone.
pub async fn run(plan: &Plan, mark: &str) -> Result<Figures> {
    let target = Rc::new(DealSmart::register(plan.origin.clone(), mark, plan.accounts).await?);
    anyhow::ensure!(target.accounts() > 0, "nobody could sign in");
    let samples = Shared::default();
    let before = process::memory(plan.program).context("the program's memory")?.resident_mib;

    probe(&target, &samples, ALONE).await;
    let mut alone = std::mem::take(&mut samples.borrow_mut().probes);

    let (began, cpu) = (Instant::now(), process::cpu_seconds(plan.program));
    let watched = watch_memory(plan.program, plan.time);
    let ((), (), most) = tokio::join!(sign_in(plan, &target, &samples), probe(&target, &samples, plan.time), watched);
    let cores = (process::cpu_seconds(plan.program) - cpu) / began.elapsed().as_secs_f64();

    let mut samples = samples.borrow_mut();
    let mut figures = std::mem::take(&mut samples.figures);
    figures.sign_in = Percentiles::of(&mut samples.sign_ins);
    figures.turned_away_within = Percentiles::of(&mut samples.turned_away);
    figures.probe_alone = Percentiles::of(&mut alone);
    figures.probe_beside = Percentiles::of(&mut samples.probes);
    (figures.resident_before_mib, figures.resident_most_mib, figures.cores) = (before, most, cores);
    Ok(figures)
}

/// Offers sign-ins whether or not the ones before are answered.
async fn sign_in(plan: &Plan, target: &Rc<DealSmart>, samples: &Shared) {
    let connections = Connections::new(plan.origin.clone());
    let mut ticks = interval(Duration::from_secs(1) / u32::try_from(plan.rate.max(1)).unwrap_or(1));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let began = Instant::now();
    let mut under_way = JoinSet::new();
    let mut number = 0;
    while began.elapsed() < plan.time {
        ticks.tick().await;
        let (target, connections, samples) = (Rc::clone(target), connections.clone(), Rc::clone(samples));
        samples.borrow_mut().figures.offered += 1;
        under_way.spawn_local(async move {
            let since = Instant::now();
            let (status, told) = sign_in_once(&target, &connections, number).await.unwrap_or((0, false));
            let took = micros(since);
            let mut samples = samples.borrow_mut();
            match status {
                200 => {
                    samples.figures.signed_in += 1;
                    samples.sign_ins.push(took);
                }
                503 => {
                    samples.figures.turned_away += 1;
                    samples.figures.without_a_time += usize::from(!told);
                    samples.turned_away.push(took);
                }
                other => *samples.figures.others.entry(other).or_default() += 1,
            }
        });
        number += 1;
    }
    let _ = tokio::time::timeout(LAST, under_way.join_all()).await;
}

/// The status, and whether a time to come back was told.
async fn sign_in_once(target: &DealSmart, connections: &Connections, number: usize) -> Result<(u16, bool)> {
    let (email, password) = target.credentials(number % target.accounts().max(1));
    let login = json!({ "email": email, "password": password });
    let mut connection = connections.take().await?;
    let request = Request::post(&target.origin, "/api/v1/auth/login", None, &login).bytes();
    let answer = connection.exchange(&request).await?;
    let outcome = (answer.status, answer.header("retry-after").is_some());
    connections.free.borrow_mut().push(connection);
    Ok(outcome)
}

/// Everyday requests of the accounts in turn.
async fn probe(target: &Rc<DealSmart>, samples: &Shared, time: Duration) {
    let connections = Connections::new(target.origin.clone());
    let mut ticks = interval(Duration::from_secs(1) / u32::try_from(PROBES).unwrap_or(1));
    let began = Instant::now();
    let mut under_way = JoinSet::new();
    let mut number = 0;
    while began.elapsed() < time {
        ticks.tick().await;
        let (target, connections, samples) = (Rc::clone(target), connections.clone(), Rc::clone(samples));
        under_way.spawn_local(async move {
            let since = Instant::now();
            let asked = async {
                let mut connection = connections.take().await?;
                let token = target.token(number % target.accounts().max(1));
                let request = Request::get(&target.origin, "/api/v1/conversations?limit=20", token).bytes();
                let status = connection.exchange(&request).await?.status;
                connections.free.borrow_mut().push(connection);
                anyhow::Ok(status)
            };
            let good = asked.await.is_ok_and(|status| status == 200);
            let took = micros(since);
            let mut samples = samples.borrow_mut();
            samples.probes.push(took);
            samples.figures.probes_failed += usize::from(!good);
        });
        number += 1;
    }
    let _ = tokio::time::timeout(LAST, under_way.join_all()).await;
}

/// The most memory that was seen.
async fn watch_memory(program: u32, time: Duration) -> f64 {
    let began = Instant::now();
    let mut most = 0.0_f64;
    while began.elapsed() < time {
        if let Ok(memory) = process::memory(program) {
            most = most.max(memory.resident_mib);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    most
}
