//! Answers about what is for sale, from the catalogue's rows and nothing else.
//!
//! Every word of the question must be accounted for: it narrows the rows down, names an attribute to
//! tell, orders the rows, or is glue. A word that is none of these ("trunk volume", "Platinum") means
//! that the rows cannot answer.

mod asks;
mod row;
#[cfg(test)]
mod tests;

use contracts::{Citation, Retrieval};

use super::question::Question;
use super::{Extraction, Wants};
use crate::text::Term;
use asks::{Asks, Order};
pub use row::{Row, money};

const MOST_ROWS: usize = 4;
/// Rows answer exactly or not at all; what remains is the doubt whether they were what was meant.
const CONFIDENCE: f32 = 0.92;

pub fn answer(question: &Question, retrieval: &Retrieval) -> Option<Extraction> {
    let rows: Vec<Row> = retrieval.catalogue.iter().map(Row::new).collect();
    let (asks, fitting) = study(question, &rows)?;
    let shown: Vec<&Row> = fitting.iter().take(asks.most_rows(MOST_ROWS)).copied().collect();
    let sentences: Vec<String> = shown.iter().map(|row| row.sentence(&asks.attributes)).collect::<Option<_>>()?;
    let mut content = String::new();
    if fitting.len() > shown.len() && asks.order.is_none() {
        content = format!("{} vehicles match, among them: ", fitting.len());
    }
    content.push_str(&sentences.join("; "));
    content.push('.');
    let citations = shown
        .iter()
        .zip(&sentences)
        .map(|(row, sentence)| Citation {
            document_id: None,
            catalogue_item_id: Some(row.id),
            title: row.name.clone(),
            locator: Some(format!("Catalogue · {}", row.sku)),
            quote: sentence.clone(),
        })
        .collect();
    Some(Extraction { content, citations, confidence: CONFIDENCE, grounded: true, trace: None })
}

/// What is asked of the rows, and the rows that fit; `None` when the rows are not what is asked for.
fn study<'a>(question: &Question, rows: &'a [Row]) -> Option<(Asks, Vec<&'a Row>)> {
    if rows.is_empty() || matches!(question.wants, Wants::Place | Wants::Person | Wants::Phone | Wants::Email) {
        return None;
    }
    let mut asks = Asks::read(question)?;
    let mut narrowing: Vec<&Term> = Vec::new();
    for term in &question.terms {
        if asks.accounts_for(term) {
            continue;
        }
        // A condition may be a figure of speech: "a new car" of a used-car buyer.
        let held = rows.iter().any(|row| row.holds(term));
        if !held {
            return None;
        }
        narrowing.push(term);
    }
    if narrowing.is_empty() && !asks.narrows() {
        return None;
    }
    let within: Vec<&Row> = rows.iter().filter(|row| asks.admits(row)).collect();
    let mut fitting: Vec<&Row> = within.iter().filter(|row| narrowing.iter().all(|term| row.holds(term))).copied().collect();
    if fitting.is_empty() {
        fitting = best_of(&within, &narrowing, question.text.to_lowercase().contains(" or "))?;
    }
    // What narrowed the rows down and is not in their names is told: it is why they are shown.
    if let Some(row) = fitting.first() {
        let told: Vec<asks::Attribute> = narrowing.iter().filter_map(|term| row.attribute_holding(term)).collect();
        asks.tell(&told);
    }
    match asks.order {
        Some(order) => {
            fitting.retain(|row| order.key(row).is_some());
            fitting.sort_by_key(|row| order.key(row));
            if order == Order::MostExpensive || order == Order::Newest || order == Order::LongestRange || order == Order::BestEconomy {
                fitting.reverse();
            }
        }
        // What can be bought now comes first.
        None => fitting.sort_by_key(|row| (row.stock == 0, row.price)),
    }
    (!fitting.is_empty()).then_some((asks, fitting))
}

/// "The 2027 and the 2026 Current": no row holds both years, but together the rows hold every word.
fn best_of<'a>(rows: &[&'a Row], narrowing: &[&Term], either: bool) -> Option<Vec<&'a Row>> {
    let held = |row: &Row| narrowing.iter().filter(|term| row.holds(term)).count();
    let most = rows.iter().map(|row| held(row)).max().filter(|most| *most > 0)?;
    let best: Vec<&Row> = rows.iter().filter(|row| held(row) == most).copied().collect();
    let alternatives = narrowing.iter().filter(|term| !best.iter().all(|row| row.holds(term))).count();
    let all_held = narrowing.iter().all(|term| best.iter().any(|row| row.holds(term)));
    // Only alternatives of one kind: two years, two models. Anything else is a car that is not there.
    (either || all_held && alternatives >= 2 && best.len() <= 2 * MOST_ROWS).then_some(best)
}

/// Whether a term of the question is the same word as one of a row. Synonyms are not: a charger is no plug-in hybrid.
pub(super) fn same(term: &Term, other: &Term) -> bool {
    term.stem == other.stem
}
