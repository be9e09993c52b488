//! When something recurs: a cron expression in a time zone of the IANA database.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use std::str::FromStr;

/// Five fields (minute, hour, day of the month, month, day of the week; POSIX, with names, `L`, `#`, `W`), read on the clocks of
/// a place. Where clocks go forward, a fixed time that does not exist is right after the gap; where they go back, a fixed time is
/// its first occurrence only, and something hourly or more frequent goes through both.
#[derive(Debug, Clone)]
pub struct Cron {
    pattern: croner::Cron,
    expression: String,
    zone: Tz,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CronError {
    #[error("\"{0}\" is no cron expression: {1}")]
    Expression(String, String),
    #[error("\"{0}\" is no time zone; one is Europe/Berlin, for example")]
    Zone(String),
    #[error("\"{0}\" never comes")]
    Never(String),
}

impl Cron {
    /// # Errors
    /// For an expression that cannot be read or never comes, and for an unknown time zone.
    pub fn parse(expression: &str, zone: &str) -> Result<Self, CronError> {
        let zone = Tz::from_str(zone).map_err(|_| CronError::Zone(zone.to_owned()))?;
        if expression.split_whitespace().count() != 5 && !expression.trim_start().starts_with('@') {
            return Err(CronError::Expression(expression.to_owned(), "it has five fields".to_owned()));
        }
        let pattern =
            croner::Cron::from_str(expression).map_err(|error| CronError::Expression(expression.to_owned(), error.to_string()))?;
        let cron = Self { pattern, expression: expression.to_owned(), zone };
        cron.after(DateTime::UNIX_EPOCH).map(|_| cron)
    }

    #[must_use]
    pub fn expression(&self) -> &str {
        &self.expression
    }

    #[must_use]
    pub fn zone(&self) -> &'static str {
        self.zone.name()
    }

    /// The first time after `time`.
    ///
    /// # Errors
    /// When there is none, as for the 30th of February.
    pub fn after(&self, time: DateTime<Utc>) -> Result<DateTime<Utc>, CronError> {
        let local = time.with_timezone(&self.zone);
        let next = self.pattern.find_next_occurrence(&local, false).map_err(|_| CronError::Never(self.expression.clone()))?;
        Ok(next.with_timezone(&Utc))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(expression: &str, zone: &str, from: &str, count: usize) -> Vec<String> {
        let cron = Cron::parse(expression, zone).unwrap();
        let mut at: DateTime<Utc> = from.parse().unwrap();
        (0..count)
            .map(|_| {
                at = cron.after(at).unwrap();
                at.format("%m-%d %H:%M").to_string()
            })
            .collect()
    }

    #[test]
    fn a_fixed_time_in_the_hour_that_is_left_out_comes_right_after_it() {
        // Berlin, 29 March 2026: from 02:00 (UTC+1) to 03:00 (UTC+2).
        assert_eq!(times("30 2 * * *", "Europe/Berlin", "2026-03-27T12:00:00Z", 3), ["03-28 01:30", "03-29 01:00", "03-30 00:30"]);
    }

    #[test]
    fn a_fixed_time_in_the_hour_that_comes_twice_comes_once() {
        // Berlin, 25 October 2026: from 03:00 (UTC+2) back to 02:00 (UTC+1).
        assert_eq!(times("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2), ["10-25 00:30", "10-26 01:30"]);
    }

    #[test]
    fn what_is_hourly_stays_hourly_through_both_changes() {
        assert_eq!(
            times("0 * * * *", "America/New_York", "2026-03-08T05:30:00Z", 4),
            ["03-08 06:00", "03-08 07:00", "03-08 08:00", "03-08 09:00"]
        );
        assert_eq!(
            times("0 * * * *", "America/New_York", "2026-11-01T04:30:00Z", 4),
            ["11-01 05:00", "11-01 06:00", "11-01 07:00", "11-01 08:00"]
        );
    }

    #[test]
    fn half_hour_zones_and_last_days_are_known() {
        assert_eq!(times("0 9 * * MON", "Asia/Kolkata", "2026-03-10T00:00:00Z", 1), ["03-16 03:30"]);
        assert_eq!(times("0 0 L * *", "UTC", "2028-02-01T00:00:00Z", 1), ["02-29 00:00"]);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        assert!(matches!(Cron::parse("* * *", "UTC"), Err(CronError::Expression(..))));
        assert!(matches!(Cron::parse("61 * * * *", "UTC"), Err(CronError::Expression(..))));
        assert!(matches!(Cron::parse("* * * * * *", "UTC"), Err(CronError::Expression(..))), "no seconds");
        assert!(matches!(Cron::parse("0 0 30 2 *", "UTC"), Err(CronError::Never(_))));
        assert!(matches!(Cron::parse("0 0 * * *", "Mars/Olympus"), Err(CronError::Zone(_))));
        assert!(Cron::parse("", "UTC").is_err());
    }
}
