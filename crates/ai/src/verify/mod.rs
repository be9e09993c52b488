//! Checks a draft against what it cites, before anyone sees it.
//!
//! Every number, price, date, percentage, unit and name in the draft must stand in a cited source,
//! and in the part of it that speaks of the same thing: a price of item A in A's own row, "36 months"
//! not where the source says "36,000 miles". A draft that fails is not sent.

mod bind;
mod calendar;
mod commitments;
mod facts;
mod lexer;
mod names;
mod numbers;
mod read;
mod support;
mod units;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod properties;

use uuid::Uuid;

pub use facts::{Fact, Value};
pub use read::facts;
pub use units::{Unit, spellings, unit_of};

/// What a draft may cite.
#[derive(Debug, Clone)]
pub struct Source {
    /// As cited in the draft, counted from 1.
    pub number: usize,
    pub title: String,
    pub text: String,
    /// Set when this is a row of the catalogue.
    pub item: Option<Item>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub id: Uuid,
    pub name: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingKind {
    /// The draft cites nothing, or a source that was not given.
    NoSource,
    /// A number, price, date … that no cited source holds.
    UnsupportedFact,
    /// The source holds it, but for another item or another thing.
    WrongSubject,
    /// A name that no cited source holds.
    UnknownName,
    /// A statement that shares too little with the sources.
    UnsupportedStatement,
    /// Binds the business to something that the source does not.
    Commitment,
}

impl FindingKind {
    pub fn code(self) -> &'static str {
        match self {
            Self::NoSource => "no_source",
            Self::UnsupportedFact => "unsupported_fact",
            Self::WrongSubject => "wrong_subject",
            Self::UnknownName => "unknown_name",
            Self::UnsupportedStatement => "unsupported_statement",
            Self::Commitment => "commitment",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub kind: FindingKind,
    /// The words of the draft that it is about.
    pub text: String,
}

impl Finding {
    fn new(kind: FindingKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into() }
    }

    /// Told to the model on the one retry.
    pub fn explain(&self) -> String {
        let text = &self.text;
        match self.kind {
            FindingKind::NoSource => "The answer cites no passage that was given.".to_owned(),
            FindingKind::UnsupportedFact => format!("\"{text}\" is in none of the cited passages."),
            FindingKind::WrongSubject => {
                format!("\"{text}\" is said of something else in the cited passages.")
            }
            FindingKind::UnknownName => {
                format!("The name \"{text}\" is in none of the cited passages.")
            }
            FindingKind::UnsupportedStatement => {
                format!("The cited passages do not say \"{text}\".")
            }
            FindingKind::Commitment => {
                format!("\"{text}\" commits the business to something that the passages do not.")
            }
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Empty: the draft may be sent.
    pub findings: Vec<Finding>,
    /// Commitments in the draft's words, also those that the source makes.
    pub commitments: Vec<String>,
}

impl Verdict {
    pub fn is_accepted(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Verifies `draft` against the sources it cites. `known_names` are names that need no source: the
/// business, its chatbot, the customer.
pub fn verify(draft: &str, cited: &[Source], known_names: &[&str]) -> Verdict {
    let draft = crate::text::normalise(draft);
    let commitments = commitments::find(&draft);
    let mut findings = Vec::new();
    if cited.is_empty() {
        findings.push(Finding::new(FindingKind::NoSource, ""));
        return Verdict { findings, commitments };
    }
    let sources = bind::Sources::new(cited);
    findings.extend(bind::check(&draft, &sources));
    findings.extend(names::check(&draft, cited, known_names));
    findings.extend(support::check(&draft, cited));
    findings.extend(commitments::check(&commitments, cited));
    Verdict { findings, commitments }
}
