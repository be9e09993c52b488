//! Dates, days of the week and times of day as people write them.

/// A date, or the part of it that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    pub year: Option<i64>,
    pub month: u8,
    pub day: Option<u8>,
}

impl Date {
    /// Whether everything that `self` states, `whole` states too.
    pub fn is_part_of(&self, whole: &Self) -> bool {
        self.month == whole.month && (self.year.is_none() || self.year == whole.year) && (self.day.is_none() || self.day == whole.day)
    }

    pub fn has_number(&self, number: i64) -> bool {
        self.year == Some(number) || self.day.is_some_and(|day| i64::from(day) == number)
    }
}

/// Days of the week as bits, Monday lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days(pub u8);

impl Days {
    pub const ALL: Self = Self(0b111_1111);
    pub const WEEKDAYS: Self = Self(0b001_1111);
    pub const WEEKEND: Self = Self(0b110_0000);

    pub fn one(day: u8) -> Self {
        Self(1 << (day % 7))
    }

    /// From `self` (one day) through `last` (one day), over Sunday where needed.
    pub fn through(self, last: Self) -> Self {
        let mut days = self.0;
        let mut day = self.0;
        while day != last.0 && days != Self::ALL.0 {
            day = if day == 0b100_0000 { 1 } else { day << 1 };
            days |= day;
        }
        Self(days)
    }

    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// A day's number from Monday, and whether the word is its full name.
pub fn day_of(word: &str) -> Option<(u8, bool)> {
    let word = word.trim_end_matches('s');
    const NAMES: [(&str, &[&str]); 7] = [
        ("monday", &["mon"]),
        ("tuesday", &["tue"]),
        ("wednesday", &["wed", "weds"]),
        ("thursday", &["thu", "thur"]),
        ("friday", &["fri"]),
        ("saturday", &["sat"]),
        ("sunday", &["sun"]),
    ];
    (0_u8..).zip(NAMES).find_map(|(number, (name, short))| {
        if word == name { Some((number, true)) } else { (short.contains(&word) || word == "tue" && number == 1).then_some((number, false)) }
    })
}

/// 1 to 12, and whether the word can be nothing but a month.
pub fn month_of(word: &str) -> Option<(u8, bool)> {
    const NAMES: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    (1_u8..).zip(NAMES).find_map(|(number, name)| {
        let short = word == "sept" && number == 9 || word.len() == 3 && name.starts_with(word);
        (word == name || short).then_some((number, !matches!(word, "may" | "march" | "mar" | "dec" | "sep")))
    })
}

/// `9:30 pm`, `9am`, `21:30` as minutes after midnight; both halves of the day when it does not say.
pub fn time_of(text: &str) -> Option<Vec<u16>> {
    let text = text.replace(['.', ' '], "");
    let (digits, half) = match text.find(['a', 'p']) {
        Some(at) => (text.get(..at)?, text.get(at..)),
        None => (text.as_str(), None),
    };
    let (hour, minute) = digits.split_once(':').unwrap_or((digits, "0"));
    let hour: u16 = hour.parse().ok().filter(|hour| *hour < 25)?;
    let minute: u16 = minute.parse().ok().filter(|minute| *minute < 60)?;
    let at = |hour: u16| hour % 24 * 60 + minute;
    Some(match half {
        Some(half) if half.starts_with('a') => vec![at(hour % 12)],
        Some(_) => vec![at(hour % 12 + 12)],
        // A leading zero is the 24-hour notation.
        None if (1..=12).contains(&hour) && !digits.starts_with('0') => {
            vec![at(hour), at(hour + 12)]
        }
        None => vec![at(hour)],
    })
}

/// `2026-11-21`, `11/21/2026`, `21/11/26`: every reading that is a date.
pub fn numeric_date(text: &str) -> Option<Vec<Date>> {
    let parts: Vec<i64> = text.split(['-', '/']).map(str::parse).collect::<Result<_, _>>().ok()?;
    let [a, b, c] = parts.as_slice() else {
        return None;
    };
    let date = |year: i64, month: i64, day: i64| {
        let year = if year < 100 { year + 2000 } else { year };
        let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        let day = u8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
        Some(Date { year: Some(year), month, day: Some(day) })
    };
    let readings: Vec<Date> = if *a > 31 {
        date(*a, *b, *c).into_iter().collect()
    } else {
        let mut readings: Vec<Date> = date(*c, *a, *b).into_iter().chain(date(*c, *b, *a)).collect();
        readings.dedup();
        readings
    };
    (!readings.is_empty()).then_some(readings)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn times_are_read_in_every_spelling() {
        assert_eq!(time_of("9am"), Some(vec![540]));
        assert_eq!(time_of("9 a.m."), Some(vec![540]));
        assert_eq!(time_of("12 pm"), Some(vec![720]));
        assert_eq!(time_of("12am"), Some(vec![0]));
        assert_eq!(time_of("21:30"), Some(vec![1290]));
        assert_eq!(time_of("9:30"), Some(vec![570, 1290]));
        assert_eq!(time_of("31:00"), None);
    }

    #[test]
    fn ranges_of_days_go_over_the_weekend() {
        let day = |word| Days::one(day_of(word).unwrap().0);
        assert_eq!(day("mon").through(day("friday")), Days::WEEKDAYS);
        assert_eq!(day("saturday").through(day("sundays")), Days::WEEKEND);
        assert_eq!(day("fri").through(day("mon")).0, 0b111_0001);
    }

    #[test]
    fn numeric_dates_keep_both_readings() {
        assert_eq!(numeric_date("5/6/2026").unwrap().len(), 2);
        assert_eq!(numeric_date("2026-11-21").unwrap().len(), 1);
        assert_eq!(numeric_date("45/67/89"), None);
    }
}
