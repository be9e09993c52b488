//! The kind of answer that a question wants, and whether a text holds such a thing.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::{normalise, terms};
use crate::verify::{Unit, Value, facts, spellings, unit_of};

/// The kind of answer that a question wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    Money,
    /// "How long", "when", "until what time".
    Time,
    /// "How many", "how far", "what percentage".
    Amount,
    /// "How many miles".
    Unit(Unit),
    /// "How hot", "how deep": a number beside one of these words.
    Measure(&'static [&'static str]),
    Color,
    /// "Which brand", "which firm": a name.
    Maker,
    Phone,
    Email,
    Place,
    Person,
    /// "Do you", "can I".
    YesNo,
    Other,
}

pub(super) fn has(text: &str, phrases: &[&str]) -> bool {
    let padded = format!(" {} ", text.replace(|c: char| !c.is_alphanumeric() && c != '\'', " "));
    let padded = padded.split_whitespace().collect::<Vec<_>>().join(" ");
    let padded = format!(" {padded} ");
    phrases.iter().any(|phrase| padded.contains(&format!(" {phrase} ")))
}

const MONEY_WORDS: &[&str] = &[
    "price",
    "prices",
    "cost",
    "costs",
    "fee",
    "fees",
    "how expensive",
    "pricing",
    "charge me",
    "do you charge",
    "salary",
    "revenue",
    "fare",
    "wage",
    "wages",
    "hourly pay",
    "worth",
    "rent",
];

/// "How much is it" asks for money, "how much oil" and "how much longer" for an amount.
fn asks_a_sum(text: &str) -> bool {
    text.match_indices("how much").any(|(at, found)| {
        let next = text.get(at + found.len()..).unwrap_or_default().split_whitespace().next().unwrap_or_default();
        let next = next.trim_matches(|c: char| !c.is_alphanumeric());
        matches!(
            next,
            "" | "is"
                | "are"
                | "was"
                | "does"
                | "do"
                | "did"
                | "would"
                | "will"
                | "to"
                | "for"
                | "can"
                | "could"
                | "should"
                | "per"
                | "it"
                | "at"
                | "money"
                | "you"
                | "i"
                | "we"
                | "a"
                | "the"
        )
    })
}

/// What is measured, and the words that such a measure is told with.
const MEASURES: [(&str, &[&str]); 8] = [
    ("how hot", &["degree", "degrees", "°", "°c", "°f", "warm", "hot"]),
    ("how warm", &["degree", "degrees", "°", "°c", "°f", "warm", "heated"]),
    ("how cold", &["degree", "degrees", "°", "°c", "°f", "cold"]),
    ("how deep", &["deep", "depth", "feet", "foot", "inches", "metres", "meters", "m"]),
    ("how tall", &["tall", "high", "height", "feet", "foot", "inches", "cm", "metres", "meters", "m"]),
    ("how wide", &["wide", "width", "feet", "foot", "inches", "cm", "metres", "meters", "m"]),
    ("how heavy", &["weighs", "weight", "heavy", "kg", "lb", "lbs", "pounds", "tons"]),
    ("how loud", &["decibel", "decibels", "db", "quiet", "silent", "loud"]),
];

const COLORS: &[&str] = &[
    "red", "blue", "green", "black", "white", "grey", "gray", "yellow", "brown", "silver", "beige", "orange", "pink", "purple", "gold",
    "color", "colors", "colour", "colours",
];

static MAKER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(what|which) (brand|make of|maker|manufacturer|firm|carrier|provider|supplier|company)\b|\b(brand|maker|manufacturer)s? (of|are|is|do)\b|\bmade by\b|\bwho makes\b").ok()
});

pub(super) fn wants(text: &str) -> Wants {
    if let Some((_, words)) = MEASURES.iter().find(|(asked, _)| has(text, &[asked])) {
        return Wants::Measure(words);
    }
    if has(
        text,
        &["what color", "what colour", "which color", "which colour", "what colors", "what colours", "which colors", "which colours"],
    ) {
        return Wants::Color;
    }
    if MAKER.as_ref().is_some_and(|pattern| pattern.is_match(text)) {
        return Wants::Maker;
    }
    if has(text, &["phone", "phone number", "number do i call", "call you", "telephone", "what number", "who do i ring", "who do i call"]) {
        return Wants::Phone;
    }
    if has(text, &["email address", "e mail address", "email"]) && has(text, &["what", "which", "address"]) {
        return Wants::Email;
    }
    if has(text, MONEY_WORDS) || asks_a_sum(text) {
        return Wants::Money;
    }
    if has(
        text,
        &[
            "how long",
            "when",
            "how soon",
            "how quick",
            "how quickly",
            "what time",
            "how late",
            "how early",
            "what hours",
            "opening hours",
            "how fast",
            "which days",
            "what days",
            "what day",
            "which day",
            "how much time",
            "how much notice",
        ],
    ) {
        return Wants::Time;
    }
    if let Some(unit) = unit_asked(text) {
        return Wants::Unit(unit);
    }
    if has(
        text,
        &[
            "how many",
            "how much",
            "how far",
            "how big",
            "how often",
            "how old",
            "how worn",
            "how high",
            "how heavy",
            "how large",
            "percentage",
            "what percent",
            "what rate",
            "maximum",
            "minimum",
            "limit",
            "apr",
            "oldest",
            "how deep",
            "how tall",
        ],
    ) {
        return Wants::Amount;
    }
    if has(text, &["where", "which location", "what address", "address", "directions"]) {
        return Wants::Place;
    }
    if has(text, &["who", "whom", "whose"]) {
        return Wants::Person;
    }
    let first = text.split_whitespace().next().unwrap_or_default();
    let asks = ["do", "does", "did", "is", "are", "was", "can", "could", "may", "will", "would", "should", "am", "have", "has", "any"];
    if asks.contains(&first) || has(text, &["do you", "can i", "can you", "may i", "is it", "are there", "is there", "allowed"]) {
        return Wants::YesNo;
    }
    Wants::Other
}

/// The unit after "how many", when it is one.
fn unit_asked(text: &str) -> Option<Unit> {
    let (_, after) = text.split_once("how many ")?;
    let after = after.replace("kilowatt-hours", "kwh").replace("kilowatt hours", "kwh");
    let word = after
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| !matches!(*word, "business" | "more" | "extra" | "additional" | "total"))?;
    unit_of(word).map(|(unit, _)| unit)
}

/// Whether a text holds the kind of thing that is asked for; `None` when no kind is asked for.
pub fn answers_kind(wants: Wants, text: &str) -> Option<bool> {
    let text = normalise(text);
    let lower = text.to_lowercase();
    let found = facts(&text);
    let any = |fits: fn(&Value) -> bool| found.iter().any(|fact| fits(&fact.value));
    let says = |words: &[&str]| has(&lower, words);
    Some(match wants {
        Wants::Money => {
            any(|value| matches!(value, Value::Money { .. } | Value::Free | Value::Percent(_)))
                || says(&["included", "not charged", "no fee", "quoted", "no deductible", "waived", "nothing"])
        }
        Wants::Time => {
            any(|value| {
                matches!(value, Value::Time(_) | Value::Date(_) | Value::Days(_))
                    || matches!(value, Value::Quantity { unit, .. } if unit.is_time() || *unit == Unit::Miles)
            }) || says(&[
                "immediately",
                "at once",
                "the same day",
                "overnight",
                "never",
                "always",
                "closed",
                "any time",
                "at any time",
                "until",
                "before",
                "after",
                "within",
            ])
        }
        Wants::Amount => {
            !found.is_empty() || says(&["one", "two", "three", "once", "twice", "no limit", "unlimited", "none", "half", "all"])
        }
        Wants::Unit(unit) => {
            found.iter().any(|fact| matches!(fact.value, Value::Quantity { unit: stated, .. } if stated == unit))
                || spellings(unit).iter().any(|word| says(&[word])) && !found.is_empty()
                || says(&["unlimited", "no limit"])
        }
        Wants::Measure(words) => says(words) && !found.is_empty(),
        Wants::Color => says(COLORS),
        Wants::Maker => terms(&text).iter().any(|term| term.is_name),
        Wants::Phone => any(|value| matches!(value, Value::Phone(_))),
        Wants::Email => any(|value| matches!(value, Value::Address(_))),
        Wants::Place => {
            says(&["street", "drive", "avenue", "road", "lane", "boulevard", "at", "in", "near", "location", "exit", "lot", "building"])
        }
        Wants::Person => {
            terms(&text).iter().any(|term| term.is_name)
                || says(&["manager", "adviser", "advisor", "owner", "team", "technician", "we", "you", "department"])
        }
        Wants::YesNo | Wants::Other => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_is_wanted() {
        for (text, expected) in [
            ("how much is an oil change?", Wants::Money),
            ("how much range will i lose", Wants::Amount),
            ("when do you close on saturday?", Wants::Time),
            ("how quick do i get an answer", Wants::Time),
            ("how many rescues per year?", Wants::Amount),
            ("what number do i call at 3am", Wants::Phone),
            ("who fixes dents?", Wants::Person),
            ("do you sell my data?", Wants::YesNo),
            ("winter tires", Wants::Other),
            ("what color are your trucks", Wants::Color),
            ("which brand of oil do you use?", Wants::Maker),
        ] {
            assert_eq!(wants(text), expected, "{text}");
        }
        assert!(matches!(wants("how hot is the sauna?"), Wants::Measure(_)));
    }

    #[test]
    fn a_measure_needs_its_unit() {
        let hot = wants("how hot is the sauna?");
        assert_eq!(answers_kind(hot, "The pool is heated to 28 degrees."), Some(true));
        assert_eq!(answers_kind(hot, "The sauna is heated from 16:00."), Some(false));
    }
}
