//! When a delivery that failed is tried again.

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

/// Seconds from an attempt that failed to the next. The first of all is made at once.
const WAITS: [i64; 9] = [5, 5 * 60, 30 * 60, 2 * 3_600, 5 * 3_600, 10 * 3_600, 14 * 3_600, 20 * 3_600, 24 * 3_600];
/// Nobody's `Retry-After` is waited for longer.
const LONGEST: Duration = Duration::hours(24);

/// When the attempt after the one at place `step` (0 the first) is made; none when that was the last. Up to a tenth more than
/// the schedule's wait, so that what failed together does not come back together, and not before the receiver's `Retry-After`.
pub fn next(delivery_id: Uuid, step: i16, retry_after: Option<Duration>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let wait = usize::try_from(step).ok().and_then(|step| WAITS.get(step)).copied()?;
    // The same in every run of a test: it follows from the id and the place alone.
    let part = delivery_id.as_bytes().iter().chain(&step.to_le_bytes()).fold(7_i64, |hash, byte| (hash * 31 + i64::from(*byte)) % 1_009);
    let wait = Duration::milliseconds(wait * 1_000 + wait * 100 * part / 1_009);
    Some(now + retry_after.map_or(wait, |asked| wait.max(asked.min(LONGEST))))
}

/// What `Retry-After` says (RFC 9110): seconds, or a date.
pub fn retry_after(value: &str, now: DateTime<Utc>) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u32>() {
        return Some(Duration::seconds(i64::from(seconds)).min(LONGEST));
    }
    let until = DateTime::parse_from_rfc2822(value).ok()?.to_utc();
    (until > now).then(|| (until - now).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn ten_attempts_within_about_three_days() {
        let mut now = at(0);
        let mut waits = Vec::new();
        for step in 0.. {
            let Some(next) = next(Uuid::from_u128(7), step, None, now) else { break };
            waits.push((next - now).num_seconds());
            now = next;
        }
        assert_eq!(waits.len() + 1, 10);
        for (wait, least) in waits.iter().zip(WAITS) {
            assert!((least..=least * 11 / 10).contains(wait), "{wait} for {least}");
        }
        assert!(now < at(4 * 86_400));
    }

    #[test]
    fn what_failed_together_comes_back_apart() {
        let times: std::collections::HashSet<_> = (0..100).filter_map(|id| next(Uuid::from_u128(id), 3, None, at(0))).collect();
        assert!(times.len() > 50, "{}", times.len());
    }

    #[test]
    fn retry_after_is_read_and_honoured() {
        assert_eq!(retry_after("120", at(0)), Some(Duration::seconds(120)));
        assert_eq!(retry_after("Thu, 01 Jan 1970 00:10:00 GMT", at(0)), Some(Duration::minutes(10)));
        assert_eq!(retry_after("Thu, 01 Jan 1970 00:10:00 GMT", at(601)), None);
        assert_eq!(retry_after("4000000000", at(0)), Some(LONGEST));
        for junk in ["", "soon", "-5", "1.5"] {
            assert_eq!(retry_after(junk, at(0)), None, "{junk}");
        }
        let id = Uuid::from_u128(1);
        assert_eq!(next(id, 0, Some(Duration::seconds(90)), at(0)), Some(at(90)));
        assert!(next(id, 3, Some(Duration::seconds(90)), at(0)) >= Some(at(7_200)));
    }
}
