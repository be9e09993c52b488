//! Business hours, in the time zone of the business.

use chrono::{DateTime, Datelike, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;
use kernel::{Problem, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BusinessHours {
    /// An IANA name, such as `America/Chicago`.
    pub time_zone: String,
    /// When somebody is there; a day may have several spans. A span that closes before it opens ends the next day.
    pub days: Vec<OpenSpan>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpenSpan {
    /// `mon` to `sun`.
    pub day: String,
    /// `HH:MM`.
    pub opens: String,
    /// `HH:MM`; `24:00` is midnight.
    pub closes: String,
}

impl BusinessHours {
    /// # Errors
    /// 422 that names the field.
    pub fn check(&self) -> Result<()> {
        if self.time_zone.parse::<Tz>().is_err() {
            return Err(Problem::invalid("business_hours.time_zone", "unknown_time_zone", "must be an IANA name such as America/Chicago"));
        }
        if self.days.len() > 50 {
            return Err(Problem::invalid("business_hours.days", "too_many", "has at most 50 spans"));
        }
        for span in &self.days {
            if span.day.parse::<Weekday>().is_err() {
                return Err(Problem::invalid("business_hours.days", "unknown_day", "day must be mon to sun"));
            }
            if minutes(&span.opens).is_none() || minutes(&span.closes).is_none() || span.opens == span.closes {
                return Err(Problem::invalid("business_hours.days", "invalid_time", "opens and closes must be different times as HH:MM"));
            }
        }
        Ok(())
    }

    #[must_use]
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        let Ok(zone) = self.time_zone.parse::<Tz>() else { return true };
        let local = now.with_timezone(&zone);
        let (today, time) = (local.weekday(), local.time().signed_duration_since(NaiveTime::MIN).num_minutes());
        self.days.iter().any(|span| {
            let (Ok(day), Some(opens), Some(closes)) = (span.day.parse::<Weekday>(), minutes(&span.opens), minutes(&span.closes)) else {
                return false;
            };
            if opens < closes {
                day == today && (opens..closes).contains(&time)
            } else {
                (day == today && time >= opens) || (day.succ() == today && time < closes)
            }
        })
    }
}

fn minutes(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    if hours.len() != 2 || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    let total = hours.checked_mul(60)?.checked_add(minutes)?;
    ((0..=24).contains(&hours) && (0..60).contains(&minutes) && (0..=1440).contains(&total)).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(day: &str, opens: &str, closes: &str) -> OpenSpan {
        OpenSpan { day: day.into(), opens: opens.into(), closes: closes.into() }
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn open_by_the_clock_of_the_business() {
        let hours = BusinessHours { time_zone: "America/Chicago".into(), days: vec![span("mon", "09:00", "18:00")] };
        hours.check().unwrap();
        // 15:00 UTC on a Monday in winter is 09:00 in Chicago; in summer 14:00 UTC is.
        assert!(hours.is_open(at("2026-01-05T15:00:00Z")));
        assert!(!hours.is_open(at("2026-01-05T14:59:00Z")));
        assert!(hours.is_open(at("2026-07-06T14:00:00Z")));
        assert!(!hours.is_open(at("2026-01-06T00:00:00Z")));
    }

    #[test]
    fn a_night_shift_ends_the_next_day() {
        let hours = BusinessHours { time_zone: "UTC".into(), days: vec![span("sun", "22:00", "02:00")] };
        assert!(hours.is_open(at("2026-01-05T01:59:00Z")));
        assert!(!hours.is_open(at("2026-01-05T02:00:00Z")));
        assert!(hours.is_open(at("2026-01-04T23:00:00Z")));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for (zone, open) in
            [("Nowhere", span("mon", "09:00", "10:00")), ("UTC", span("mon", "9", "10:00")), ("UTC", span("xyz", "09:00", "10:00"))]
        {
            assert!(BusinessHours { time_zone: zone.into(), days: vec![open] }.check().is_err());
        }
    }
}
