//! What this process does, per kind and minute: for Prometheus at once, and for the operator's charts in the table `job_minutes`.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use kernel::Db;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// Upper limits of the histograms' places, in milliseconds; the last place has none.
pub(crate) const LIMITS_MS: [u32; 15] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 60_000, 600_000];
const PLACES: usize = LIMITS_MS.len() + 1;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    Done,
    Retried,
    Failed,
}

impl Ended {
    fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Retried => "retried",
            Self::Failed => "failed",
        }
    }
}

#[derive(Debug, Clone)]
struct Minute {
    queue: &'static str,
    done: i64,
    retried: i64,
    failed: i64,
    waits: [i64; PLACES],
    runs: [i64; PLACES],
    /// Whether something came since it was written.
    news: bool,
}

/// Handles of the metrics of one kind; looking them up for each job would cost more than the rest.
struct Metrics {
    seconds: metrics::Histogram,
    wait_seconds: metrics::Histogram,
    ended: [metrics::Counter; 3],
}

#[derive(Default)]
struct Inner {
    minutes: HashMap<(DateTime<Utc>, &'static str), Minute>,
    metrics: HashMap<&'static str, Metrics>,
}

pub(crate) struct Figures {
    node: String,
    inner: Mutex<Inner>,
}

/// A time's place in a histogram.
fn place(time: Duration) -> usize {
    LIMITS_MS.iter().position(|limit| time <= Duration::from_millis(u64::from(*limit))).unwrap_or(PLACES - 1)
}

fn minute_of(now: DateTime<Utc>) -> DateTime<Utc> {
    now.duration_trunc(TimeDelta::minutes(1)).unwrap_or(now)
}

fn count(counts: &mut [i64; PLACES], time: Duration) {
    if let Some(count) = counts.get_mut(place(time)) {
        *count = count.saturating_add(1);
    }
}

impl Metrics {
    fn of(queue: &'static str, kind: &'static str) -> Self {
        let ended =
            |ended: Ended| metrics::counter!("dealsmart_jobs_ended_total", "queue" => queue, "kind" => kind, "how" => ended.as_str());
        Self {
            seconds: metrics::histogram!("dealsmart_job_seconds", "queue" => queue, "kind" => kind),
            wait_seconds: metrics::histogram!("dealsmart_job_wait_seconds", "queue" => queue, "kind" => kind),
            ended: [ended(Ended::Done), ended(Ended::Retried), ended(Ended::Failed)],
        }
    }
}

impl Figures {
    pub(crate) fn new(node: &str) -> Self {
        Self { node: node.to_owned(), inner: Mutex::default() }
    }

    pub(crate) fn add(&self, queue: &'static str, kind: &'static str, now: DateTime<Utc>, ended: Ended, waited: Duration, ran: Duration) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let metrics = inner.metrics.entry(kind).or_insert_with(|| Metrics::of(queue, kind));
        metrics.seconds.record(ran.as_secs_f64());
        metrics.wait_seconds.record(waited.as_secs_f64());
        let [done, retried, failed] = &metrics.ended;
        let minute = Minute { queue, done: 0, retried: 0, failed: 0, waits: [0; PLACES], runs: [0; PLACES], news: true };
        match ended {
            Ended::Done => done.increment(1),
            Ended::Retried => retried.increment(1),
            Ended::Failed => failed.increment(1),
        }
        let minute = inner.minutes.entry((minute_of(now), kind)).or_insert(minute);
        let counter = match ended {
            Ended::Done => &mut minute.done,
            Ended::Retried => &mut minute.retried,
            Ended::Failed => &mut minute.failed,
        };
        *counter = counter.saturating_add(1);
        count(&mut minute.waits, waited);
        count(&mut minute.runs, ran);
        minute.news = true;
    }

    /// Writes what is new, and forgets the minutes that are over.
    pub(crate) async fn flush(&self, db: &Db) {
        let current = minute_of(db.clock().now());
        let news: Vec<((DateTime<Utc>, &'static str), Minute)> = {
            let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
            inner.minutes.retain(|(at, _), minute| minute.news || *at >= current);
            let news = inner.minutes.iter_mut().filter(|(_, minute)| minute.news);
            news.map(|(mark, minute)| {
                minute.news = false;
                (*mark, minute.clone())
            })
            .collect()
        };
        for ((at, kind), minute) in news {
            if let Err(error) = self.write(db, at, kind, &minute).await {
                tracing::debug!(%error, "could not write the figures of jobs");
                let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
                inner.minutes.entry((at, kind)).or_insert(minute).news = true;
            }
        }
    }

    async fn write(&self, db: &Db, at: DateTime<Utc>, kind: &str, minute: &Minute) -> Result<(), sqlx::Error> {
        sqlx::query!(
            "INSERT INTO job_minutes (minute, kind, node, queue, done, retried, failed, waits, runs) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (minute, kind, node) DO UPDATE SET done = excluded.done, retried = excluded.retried, failed = excluded.failed,
               waits = excluded.waits, runs = excluded.runs",
            at,
            kind,
            self.node,
            minute.queue,
            minute.done,
            minute.retried,
            minute.failed,
            minute.waits.as_slice(),
            minute.runs.as_slice()
        )
        .execute(db.outside_tenants())
        .await
        .map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_in_the_first_place_that_holds_it() {
        let ms = Duration::from_millis;
        assert_eq!((place(ms(0)), place(ms(1)), place(Duration::from_micros(1_001)), place(ms(5))), (0, 0, 1, 2));
        assert_eq!((place(ms(600_000)), place(ms(600_001))), (PLACES - 2, PLACES - 1));
    }
}
