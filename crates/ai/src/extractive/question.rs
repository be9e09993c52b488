//! What a question asks for: its terms, the names and numbers in it, and the kind of answer it wants.

use crate::text::{Term, normalise, terms};
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
    Phone,
    Email,
    Place,
    Person,
    /// "Do you", "can I".
    YesNo,
    Other,
}

#[derive(Debug, Clone)]
pub struct Question {
    /// With what an earlier turn adds when this one leaves it out.
    pub text: String,
    pub terms: Vec<Term>,
    pub wants: Wants,
    pub is_follow_up: bool,
    /// About this customer's own affairs, which no document knows: "is my car ready", "why was I charged".
    pub is_personal: bool,
    /// Wants more than one thing: "what do I need", "which states".
    pub wants_list: bool,
}

impl Question {
    /// `earlier` are the customer's messages before, oldest first.
    pub fn new(text: &str, earlier: &[&str]) -> Self {
        let own = normalise(text).trim().to_owned();
        let own_terms = distinct(&own);
        let is_follow_up = !earlier.is_empty() && leans_on_context(&own, own_terms.len());
        let mut text = own.clone();
        let mut all = own_terms;
        if is_follow_up && let Some(before) = earlier.iter().rev().find(|before| !terms(before).is_empty()) {
            let before = normalise(before);
            text = format!("{} {own}", before.trim());
            for term in distinct(&before) {
                if !all.iter().any(|known| known.means(&term)) {
                    all.push(term);
                }
            }
        }
        let wants = wants(&own.to_lowercase());
        let wants = if is_follow_up && matches!(wants, Wants::Other) { self::wants(&text.to_lowercase()) } else { wants };
        let lower = own.to_lowercase();
        Self { wants_list: wants_list(&lower), is_personal: is_personal(&lower), text, terms: all, wants, is_follow_up }
    }
}

fn distinct(text: &str) -> Vec<Term> {
    let mut found: Vec<Term> = Vec::new();
    for term in terms(text) {
        if !found.iter().any(|known| known.stem == term.stem) {
            found.push(term);
        }
    }
    found
}

/// "And for used ones?", "what about leases", "how much is it".
fn leans_on_context(text: &str, content: usize) -> bool {
    let lower = text.to_lowercase();
    let starts = ["and ", "what about", "how about", "also ", "same ", "ok and", "or ", "but ", "then ", "so "];
    let points = [" it", " that", " those", " they", " them", " this", " these", " one", " ones", " there", " he", " she"];
    let points_back = points.iter().any(|word| {
        lower
            .match_indices(word)
            .any(|(at, found)| lower.get(at + found.len()..).and_then(|rest| rest.chars().next()).is_none_or(|c| !c.is_alphanumeric()))
    });
    starts.iter().any(|start| lower.starts_with(start)) && content <= 4 || points_back && content <= 3 || content <= 1
}

fn has(text: &str, phrases: &[&str]) -> bool {
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

fn wants(text: &str) -> Wants {
    if has(text, &["phone", "phone number", "number do i call", "call you", "telephone", "what number"]) {
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

const PERSONAL: &[&str] = &[
    "was i charged",
    "am i charged",
    "did you charge me",
    "you charged me",
    "status of my",
    "is my car ready",
    "is my vehicle ready",
    "my order",
    "my account",
    "my balance",
    "my bill",
    "my invoice",
    "when will my",
    "has my",
    "have my",
    "did my",
    "where is my",
    "where's my",
    "did you get my",
    "did you receive my",
    "my appointment",
    "my application",
    "be approved",
    "will i get approved",
    "my last visit",
    "my payment due",
    "previous customer",
    "other customers",
    "will you give me for my",
    "would you give me for my",
    "my car worth",
    "my trade worth",
];

fn is_personal(text: &str) -> bool {
    has(text, PERSONAL)
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

fn wants_list(text: &str) -> bool {
    has(
        text,
        &[
            "what do i need",
            "which",
            "what documents",
            "what all",
            "list",
            "what are",
            "what is included",
            "what's included",
            "options",
            "what should i bring",
            "what does",
            "how do i",
            "steps",
        ],
    )
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
            ("How much is an oil change?", Wants::Money),
            ("how much range will I lose", Wants::Amount),
            ("When do you close on Saturday?", Wants::Time),
            ("how quick do I get an answer", Wants::Time),
            ("How many rescues per year?", Wants::Amount),
            ("what number do I call at 3am", Wants::Phone),
            ("Who fixes dents?", Wants::Person),
            ("Do you sell my data?", Wants::YesNo),
            ("winter tires", Wants::Other),
        ] {
            assert_eq!(Question::new(text, &[]).wants, expected, "{text}");
        }
    }

    #[test]
    fn a_follow_up_takes_the_subject_from_before() {
        let question = Question::new("and for used ones?", &["hi", "How long is the battery warranty?"]);
        assert!(question.is_follow_up);
        assert!(question.terms.iter().any(|term| term.word == "battery"));
        let own = Question::new("What is your holiday schedule for Thanksgiving weekend?", &["How long is the battery warranty?"]);
        assert!(!own.is_follow_up);
    }
}
