//! What follows a failed attempt.

use chrono::{DateTime, Duration, Utc};
use kernel::Problem;
use uuid::Uuid;

const LONGEST_SECONDS: i64 = 600;
/// Characters of an error that are kept.
const MOST_ERROR: usize = 2_000;
const STOPPED: &str = "job_stopped";

/// How an attempt ended.
#[derive(Debug, Clone)]
pub(crate) enum Outcome {
    Done,
    /// Somebody wanted it stopped, and it did.
    Stopped,
    Again {
        run_at: DateTime<Utc>,
        error: String,
    },
    Failed {
        error: String,
    },
}

pub(crate) fn stopped() -> Problem {
    Problem::conflict(STOPPED, "Somebody asked for this job to stop.")
}

/// What becomes of a job after an attempt ended with `result`.
pub(crate) fn outcome(
    result: Result<(), Problem>,
    id: Uuid,
    attempt: i32,
    max_attempts: i32,
    wanted_stopped: bool,
    now: DateTime<Utc>,
) -> Outcome {
    let Err(problem) = result else { return Outcome::Done };
    if wanted_stopped {
        return Outcome::Stopped;
    }
    let error: String = problem.to_string().chars().take(MOST_ERROR).collect();
    if problem.permanent || attempt >= max_attempts {
        return Outcome::Failed { error };
    }
    let wait = backoff(id, attempt);
    let not_before = problem.retry_after_seconds.and_then(|seconds| i64::try_from(seconds).ok()).and_then(Duration::try_seconds);
    let run_at = not_before.map_or(wait, |least| wait.max(least));
    Outcome::Again { run_at: now.checked_add_signed(run_at).unwrap_or(now), error }
}

/// 1 s, 2 s, 4 s … up to ten minutes, less up to a quarter, so that what failed together does not come back together. The
/// quarter's part follows from the job and the attempt alone: the same in every run of a test.
pub(crate) fn backoff(id: Uuid, attempt: i32) -> Duration {
    let doublings = u32::try_from(attempt.saturating_sub(1)).unwrap_or(0).min(10);
    let whole = 2_i64.saturating_pow(doublings).min(LONGEST_SECONDS).saturating_mul(1_000);
    // FNV-1a over the id and the attempt.
    let hash = id
        .as_bytes()
        .iter()
        .chain(&attempt.to_le_bytes())
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3));
    let part = i64::try_from((hash >> 32) % 1_000).unwrap_or(0);
    Duration::milliseconds(whole - whole / 4 * part / 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn waits_double_up_to_ten_minutes_less_a_quarter_at_most() {
        for (attempt, whole) in [(1, 1_000), (2, 2_000), (5, 16_000), (10, 512_000), (11, 600_000), (i32::MAX, 600_000)] {
            for id in 0..200 {
                let wait = backoff(Uuid::from_u128(id), attempt).num_milliseconds();
                assert!((whole * 3 / 4..=whole).contains(&wait), "attempt {attempt}: {wait} ms");
            }
        }
    }

    #[test]
    fn what_failed_together_does_not_come_back_together() {
        let waits: std::collections::HashSet<i64> = (0..100).map(|id| backoff(Uuid::from_u128(id), 9).num_milliseconds()).collect();
        assert!(waits.len() > 80, "only {} different waits", waits.len());
        assert_eq!(backoff(Uuid::from_u128(7), 3), backoff(Uuid::from_u128(7), 3));
        assert_ne!(backoff(Uuid::from_u128(7), 8), backoff(Uuid::from_u128(7), 9));
    }

    #[test]
    fn a_problem_says_whether_and_when_to_try_again() {
        let after = |problem: Problem, attempt| outcome(Err(problem), Uuid::nil(), attempt, 3, false, at(0));
        let busy = || Problem::too_many("busy", "Come back later.", 90);
        assert!(matches!(after(busy(), 1), Outcome::Again { run_at, .. } if run_at == at(90)));
        assert!(matches!(after(Problem::conflict("x", "y").retry_after(0), 2), Outcome::Again { run_at, .. } if run_at >= at(1)));
        assert!(matches!(after(busy(), 3), Outcome::Failed { .. }), "attempts are used up");
        assert!(matches!(after(Problem::conflict("x", "y").permanent(), 1), Outcome::Failed { error } if error == "409 x: y"));
        assert!(matches!(after(busy().retry_after(u64::MAX), 1), Outcome::Again { .. }));
        assert!(matches!(outcome(Err(stopped()), Uuid::nil(), 1, 3, true, at(0)), Outcome::Stopped));
        assert!(matches!(outcome(Ok(()), Uuid::nil(), 1, 3, true, at(0)), Outcome::Done), "it was done before it heard");
    }
}
