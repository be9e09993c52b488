//! A question's lexemes with weights: its own words, what they may have meant, and near synonyms.

use std::collections::BTreeMap;

use kernel::{Result, TenantTx};

use crate::analyse::{self, Word};

const SYNONYM_WEIGHT: f32 = 0.4;
const CORRECTED_WEIGHT: f32 = 0.7;
/// The second reading of a compound (`plugin` of `plug-in`).
const EXTRA_WEIGHT: f32 = 0.5;
const LEAST_SIMILARITY: f32 = 0.45;
/// A longer question than a person types is searched by its first words.
const MAX_TERMS: usize = 48;

/// Words that customers use for one another, where the meaning model alone is slow to see it. Few on purpose: a synonym
/// that is none hurts more questions than a true one helps.
const SYNONYMS: [&[&str]; 24] = [
    &["car", "vehicle", "automobile", "auto"],
    &["price", "cost", "fee", "charge"],
    &["cancel", "cancellation"],
    &["refund", "money back", "return"],
    &["warranty", "guarantee", "coverage"],
    &["deductible", "excess"],
    &["tire", "tyre"],
    &["ev", "electric"],
    &["gas", "gasoline", "petrol", "fuel"],
    &["phone", "telephone", "call"],
    &["email", "mail"],
    &["hours", "open", "opening"],
    &["close", "closed", "closing"],
    &["location", "address", "located"],
    &["loaner", "courtesy"],
    &["loan", "financing", "finance", "credit"],
    &["deposit", "hold"],
    &["trade", "tradein"],
    &["tow", "towing"],
    &["repair", "fix", "fixed"],
    &["buy", "purchase"],
    &["delivery", "deliver", "ship"],
    &["license", "licence"],
    &["secondhand", "used", "preowned"],
];

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Terms {
    pub(crate) lexemes: Vec<String>,
    pub(crate) weights: Vec<f32>,
}

impl Terms {
    fn from(weights: BTreeMap<String, f32>) -> Self {
        let (lexemes, weights) = weights.into_iter().unzip();
        Self { lexemes, weights }
    }
}

/// The words that carry the question; all of them when none does ("what do you do?").
pub(crate) fn significant(question: &str) -> Vec<Word> {
    let words = analyse::words(question);
    let kept: Vec<Word> = words.iter().filter(|word| !word.stop).take(MAX_TERMS).cloned().collect();
    if kept.is_empty() { words.into_iter().take(MAX_TERMS).collect() } else { kept }
}

pub(crate) async fn terms(tx: &mut TenantTx, words: &[Word]) -> Result<Terms> {
    let mut weights: BTreeMap<String, f32> = BTreeMap::new();
    for word in words {
        raise(&mut weights, &word.lexeme, if word.extra { EXTRA_WEIGHT } else { 1.0 });
    }
    for corrected in corrections(tx, words).await? {
        raise(&mut weights, &corrected, CORRECTED_WEIGHT);
    }
    for word in words.iter().filter(|word| !word.extra) {
        for synonym in synonyms(&word.folded) {
            for lexeme in analyse::words(synonym).into_iter().filter(|word| !word.extra) {
                raise(&mut weights, &lexeme.lexeme, SYNONYM_WEIGHT);
            }
        }
    }
    Ok(Terms::from(weights))
}

fn raise(weights: &mut BTreeMap<String, f32>, lexeme: &str, weight: f32) {
    let entry = weights.entry(lexeme.to_owned()).or_insert(0.0);
    *entry = entry.max(weight);
}

fn synonyms(word: &str) -> impl Iterator<Item = &'static str> {
    let stem = analyse::words(word).into_iter().next().map(|word| word.lexeme).unwrap_or_default();
    SYNONYMS
        .iter()
        .filter(move |group| {
            group.iter().any(|member| analyse::words(member).first().is_some_and(|first| first.lexeme == stem) && !member.contains(' '))
        })
        .flat_map(|group| group.iter().copied())
}

/// For words that the tenant's texts do not have: the nearest that they have.
async fn corrections(tx: &mut TenantTx, words: &[Word]) -> Result<Vec<String>> {
    let tenant_id = tx.tenant_id();
    let lexemes: Vec<String> =
        words.iter().filter(|word| !word.extra && word.lexeme.chars().count() >= 4).map(|word| word.lexeme.clone()).collect();
    if lexemes.is_empty() {
        return Ok(Vec::new());
    }
    let known = sqlx::query_scalar!(
        "SELECT DISTINCT lexeme FROM knowledge_terms WHERE tenant_id = $1 AND lexeme = ANY($2) AND chunk_count > 0",
        tenant_id,
        &lexemes
    )
    .fetch_all(&mut **tx)
    .await?;
    let unknown: Vec<String> =
        lexemes.into_iter().filter(|lexeme| !known.contains(lexeme) && !lexeme.chars().any(|c| c.is_ascii_digit())).collect();
    if unknown.is_empty() {
        return Ok(Vec::new());
    }
    let near = sqlx::query_scalar!(r#"SELECT lexeme AS "lexeme!" FROM app.similar_terms($1, $2, 2)"#, &unknown, LEAST_SIMILARITY)
        .fetch_all(&mut **tx)
        .await?;
    Ok(near)
}
