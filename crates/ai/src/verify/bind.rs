//! Binds each fact of a draft to the part of the sources that speaks of the same thing.

use std::ops::Range;

use super::facts::{Class, Fact, Value, facts_of_days};
use super::read::facts;
use super::units::{Unit, spellings};
use super::{Finding, FindingKind, Source};
use crate::text::{SegmentKind, Term, normalise, segments, sentences, terms};

/// A clause this much closer to the same subject speaks against the one that holds the fact.
const OUTWEIGHS: usize = 3;
/// What another fact of the same clause, or the right day of the week, adds to closeness.
const COMPANION: usize = 3;
/// How much a document must share with a statement about a catalogue item to speak of that item.
const ABOUT_ITEM: usize = 4;

struct Clause {
    source: usize,
    terms: Vec<Term>,
    /// Of the whole sentence or row, with what introduces it.
    around: Vec<Term>,
    /// In lower case, to look for a unit that a label names.
    text: String,
    facts: Vec<Fact>,
    /// Of the whole sentence or row.
    companions: Vec<Fact>,
}

pub(super) struct Sources<'a> {
    sources: &'a [Source],
    clauses: Vec<Clause>,
    /// Words of each catalogue row's name, lower case.
    names: Vec<(usize, Vec<String>)>,
}

impl<'a> Sources<'a> {
    pub fn new(sources: &'a [Source]) -> Self {
        let mut clauses = Vec::new();
        let mut names = Vec::new();
        for (index, source) in sources.iter().enumerate() {
            if let Some(item) = &source.item {
                names.push((index, words(&item.name)));
            }
            let text = normalise(&source.text);
            let cut = segments(&text);
            for segment in &cut {
                let own = segment.text(&text);
                let mut around = format!("{own}\n{}", source.title);
                let mut lead = segment.lead;
                while let Some(above) = lead.and_then(|lead| cut.get(lead)) {
                    around.push('\n');
                    around.push_str(above.text(&text));
                    lead = above.lead;
                }
                let found = facts(own);
                let around_terms = content(&around, &found, 0);
                let ranges = match segment.kind {
                    SegmentKind::TableRow => cell_ranges(own),
                    _ => clause_ranges(own, &found),
                };
                for range in ranges {
                    let text = own.get(range.clone()).unwrap_or_default();
                    clauses.push(Clause {
                        source: index,
                        terms: content(text, &found, range.start),
                        around: around_terms.clone(),
                        text: text.to_lowercase(),
                        facts: within(&found, &range),
                        companions: found.clone(),
                    });
                }
            }
        }
        Self { sources, clauses, names }
    }

    fn is_item(&self, source: usize) -> bool {
        self.sources.get(source).is_some_and(|source| source.item.is_some())
    }

    /// The catalogue rows that a text speaks of: those whose name it gives most fully.
    fn mentioned(&self, text: &str) -> Vec<usize> {
        let said = words(text);
        let mut best = 0;
        let mut rows = Vec::new();
        for (source, name) in &self.names {
            let is_year = |word: &str| word.len() == 4 && word.parse::<u32>().is_ok();
            // The year alone, or the make alone when every row has it, names nothing.
            let shared = |word: &String| self.names.len() > 1 && self.names.iter().all(|(_, other)| other.contains(word));
            let score: usize = name
                .iter()
                .filter(|word| said.contains(word))
                .map(|word| {
                    if is_year(word) {
                        1
                    } else if shared(word) {
                        0
                    } else {
                        3
                    }
                })
                .sum();
            let named = name.iter().any(|word| !is_year(word) && said.contains(word));
            if !named || score == 0 && self.names.len() > 1 {
                continue;
            }
            if score > best {
                best = score;
                rows.clear();
            }
            if score == best {
                rows.push(*source);
            }
        }
        rows
    }
}

pub(super) fn check(draft: &str, sources: &Sources<'_>) -> Vec<Finding> {
    let found = facts(draft);
    let mut findings = Vec::new();
    let mut subject = Vec::new();
    for sentence in sentence_ranges(draft) {
        let sentence_text = draft.get(sentence.clone()).unwrap_or_default();
        let local = shift(&found, &sentence);
        let in_sentence = content(sentence_text, &local, 0);
        let sentence_rows = sources.mentioned(sentence_text);
        for range in clause_ranges(sentence_text, &local) {
            let clause_text = sentence_text.get(range.clone()).unwrap_or_default();
            let rows = sources.mentioned(clause_text);
            if !rows.is_empty() {
                subject = rows;
            } else if subject.is_empty() || !sentence_rows.is_empty() && !sentence_rows.iter().any(|row| subject.contains(row)) {
                subject = sentence_rows.clone();
            }
            let clause = DraftClause {
                terms: content(clause_text, &local, range.start),
                sentence: &in_sentence,
                facts: within(&local, &range),
                rows: &subject,
            };
            for fact in within(&local, &range) {
                if let Some(kind) = clause.judge(&fact, sources) {
                    findings.push(Finding::new(kind, fact.text(sentence_text)));
                }
            }
        }
    }
    findings
}

struct DraftClause<'a> {
    terms: Vec<Term>,
    sentence: &'a [Term],
    facts: Vec<Fact>,
    /// Sources that are rows of the items it speaks of.
    rows: &'a [usize],
}

impl DraftClause<'_> {
    /// `None` when the fact holds.
    fn judge(&self, fact: &Fact, sources: &Sources<'_>) -> Option<FindingKind> {
        let supporting: Vec<&Clause> = sources.clauses.iter().filter(|clause| supports(clause, fact)).collect();
        if supporting.is_empty() {
            let by_days = matches!(fact.value, Value::Days(_)) && days_supported(fact, sources);
            return (!by_days).then_some(FindingKind::UnsupportedFact);
        }
        if matches!(fact.value.class(), Class::Other) {
            return None;
        }
        let of_item = !self.rows.is_empty();
        if supporting.iter().any(|clause| self.rows.contains(&clause.source)) {
            return None;
        }
        let documents: Vec<&&Clause> = supporting.iter().filter(|clause| !sources.is_item(clause.source)).collect();
        if documents.is_empty() {
            // Rows of other items, or of several with none named: it cannot be said whose it is.
            let distinct = supporting.iter().map(|clause| clause.source).collect::<std::collections::HashSet<_>>();
            let rows = sources.sources.iter().filter(|source| source.item.is_some()).count();
            let unambiguous = !of_item && (rows == 1 || distinct.len() == rows);
            return (!unambiguous).then_some(FindingKind::WrongSubject);
        }
        let best = documents.iter().map(|clause| self.closeness(clause, fact)).max().unwrap_or(0);
        if of_item && best < ABOUT_ITEM {
            return Some(FindingKind::WrongSubject);
        }
        let class = fact.value.class();
        let rival = sources
            .clauses
            .iter()
            .filter(|clause| !sources.is_item(clause.source))
            .filter(|clause| !supports(clause, fact))
            .filter(|clause| {
                let competes = |other: &Fact| other.value.class() == class || is_labelled(clause, &fact.value, &other.value);
                clause.facts.iter().any(competes)
            })
            .map(|clause| self.closeness(clause, fact))
            .max()
            .unwrap_or(0);
        (rival >= best + OUTWEIGHS).then_some(FindingKind::WrongSubject)
    }

    /// How much the source's clause speaks of what the draft says `fact` of.
    fn closeness(&self, clause: &Clause, fact: &Fact) -> usize {
        let companions = self
            .facts
            .iter()
            .filter(|other| *other != fact)
            .filter(|other| clause.companions.iter().any(|source| accompanies(&other.value, &source.value)))
            .count();
        4 * shared(&self.terms, &clause.terms)
            + 2 * shared(&self.terms, &clause.around)
            + shared(self.sentence, &clause.around)
            + COMPANION * companions
    }
}

fn supports(clause: &Clause, fact: &Fact) -> bool {
    clause.facts.iter().any(|source| {
        fact.value.is_supported_by(&source.value)
            || is_labelled(clause, &fact.value, &source.value)
                && match (&fact.value, &source.value) {
                    (Value::Quantity { amount, unit }, Value::Number(bare)) => {
                        amount == bare || *unit == Unit::Months && *amount == bare * 12 && clause.text.contains("year")
                    }
                    (Value::Money { amount, .. } | Value::Percent(amount), Value::Number(bare)) => amount == bare,
                    (Value::Time(times), Value::Number(hour)) => {
                        times.iter().any(|time| time % 60 == 0 && i64::from((time / 60 + 11) % 12 + 1) * 1000 == *hour)
                    }
                    _ => false,
                }
    })
}

/// Whether a bare number of the source is of the kind that the draft states, because a label beside
/// it says so: `Term (months): 36`, `Mon-Fri 9-6`.
fn is_labelled(clause: &Clause, said: &Value, source: &Value) -> bool {
    let says = |words: &[&str]| words.iter().any(|word| clause.text.contains(word));
    matches!(source, Value::Number(_))
        && match said {
            Value::Quantity { unit, .. } => label_names(clause, *unit),
            Value::Money { .. } => says(&["price", "cost", "fee", "usd", "$"]),
            Value::Percent(_) => says(&["%", "percent", "apr", "rate"]),
            Value::Time(_) => clause.companions.iter().any(|other| matches!(other.value, Value::Days(_))),
            _ => false,
        }
}

fn label_names(clause: &Clause, unit: Unit) -> bool {
    clause.text.split(|c: char| !c.is_alphanumeric()).any(|word| spellings(unit).contains(&word))
}

/// Opening days may be spread over several lines of one source.
fn days_supported(fact: &Fact, sources: &Sources<'_>) -> bool {
    (0..sources.sources.len()).any(|source| {
        let all = sources.clauses.iter().filter(|clause| clause.source == source).flat_map(|clause| clause.facts.iter());
        matches!(&fact.value, Value::Days(days) if facts_of_days(all).contains(*days))
    })
}

/// What a text speaks of: its terms without those inside facts (a unit is no subject) and without
/// words for price, which stand beside every price. `offset` is where the text starts in the one
/// that the facts were read from.
fn content(text: &str, facts: &[Fact], offset: usize) -> Vec<Term> {
    let mut bare = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let inside = facts.iter().any(|fact| fact.range.contains(&(at + offset)));
        bare.push(if inside { ' ' } else { c });
    }
    let price = terms("price");
    let mut found: Vec<Term> = Vec::new();
    for term in terms(&bare) {
        let is_price = price.iter().any(|price| price.means(&term));
        if !is_price && !found.iter().any(|known| known.stem == term.stem) {
            found.push(term);
        }
    }
    found
}

fn shared(draft: &[Term], source: &[Term]) -> usize {
    draft.iter().filter(|term| source.iter().any(|other| term.means(other))).count()
}

fn words(text: &str) -> Vec<String> {
    normalise(text)
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '.'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).trim_end_matches("'s").to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

fn sentence_ranges(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        found.extend(sentences(line).into_iter().map(|range| start + range.start..start + range.end));
        start += line.len();
    }
    found
}

/// Whether both are the same fact, in a table also without its unit.
fn accompanies(said: &Value, source: &Value) -> bool {
    said.is_supported_by(source)
        || matches!(
            (said, source),
            (Value::Quantity { amount: a, .. } | Value::Percent(a) | Value::Money { amount: a, .. }, Value::Number(b)) if a == b
        )
}

/// The cells of a row.
fn cell_ranges(row: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    row.split_inclusive([';', '|', '\t'])
        .map(|cell| {
            let range = start..start + cell.len();
            start = range.end;
            range
        })
        .collect()
}

/// Splits at commas, semicolons and "and"/"but"/"while", never inside a fact. A piece without a fact
/// belongs to the next one that has one ("front pads, for an Alder, are $299"), a last one to the one
/// before it.
fn clause_ranges(sentence: &str, facts: &[Fact]) -> Vec<Range<usize>> {
    let mut cuts: Vec<(usize, usize)> = ["; ", ", ", " and ", " but ", " while "]
        .into_iter()
        .flat_map(|separator| sentence.match_indices(separator).map(|(at, text)| (at, at + text.len())))
        .filter(|(end, next)| !facts.iter().any(|fact| fact.range.start < *next && *end < fact.range.end))
        .collect();
    cuts.sort_unstable();
    let holds_fact = |range: &Range<usize>| facts.iter().any(|fact| range.contains(&fact.range.start));
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for (end, next) in cuts {
        if end < start || !holds_fact(&(start..end)) || content(sentence.get(start..end).unwrap_or_default(), facts, start).is_empty() {
            continue;
        }
        ranges.push(start..end);
        start = next;
    }
    let rest = start..sentence.len();
    match ranges.last_mut() {
        Some(last) if !holds_fact(&rest) => last.end = rest.end,
        _ => ranges.push(rest),
    }
    ranges
}

fn within(facts: &[Fact], range: &Range<usize>) -> Vec<Fact> {
    facts.iter().filter(|fact| range.contains(&fact.range.start)).cloned().collect()
}

/// The facts inside `range`, counted from its start.
fn shift(facts: &[Fact], range: &Range<usize>) -> Vec<Fact> {
    within(facts, range)
        .into_iter()
        .map(|mut fact| {
            fact.range = fact.range.start - range.start..fact.range.end.saturating_sub(range.start);
            fact
        })
        .collect()
}
