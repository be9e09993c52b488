//! The values that a tenant's catalogue uses (`fuel: electric`, `body: SUV`), so that a question's words can be told to be one.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

use kernel::{Result, TenantTx};
use uuid::Uuid;

use crate::analyse;

/// A key with more values than this (a serial number) names nothing.
const MAX_VALUES: usize = 300;
const KEEP: Duration = Duration::from_secs(30);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Value {
    pub(crate) key: String,
    /// Lower case, as compared in SQL.
    pub(crate) value: String,
    /// See [`tokens`].
    pub(crate) tokens: Vec<String>,
    /// One of several in a list attribute.
    pub(crate) listed: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    pub(crate) values: Vec<Value>,
    /// Values by each of their tokens.
    by_token: HashMap<String, Vec<usize>>,
    pub(crate) numbers: BTreeSet<String>,
}

impl Vocabulary {
    pub(crate) fn new(rows: Vec<(String, Option<String>, bool)>) -> Self {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for (key, _, _) in &rows {
            *counts.entry(key.clone()).or_default() += 1;
        }
        let mut made = Self::default();
        for (key, value, listed) in rows {
            let Some(value) = value else {
                made.numbers.insert(key);
                continue;
            };
            if counts.get(&key).is_some_and(|count| *count > MAX_VALUES) || key == "vin" {
                continue;
            }
            let tokens = tokens(&value);
            if tokens.is_empty() || tokens.len() > 6 {
                continue;
            }
            let at = made.values.len();
            for token in &tokens {
                made.by_token.entry(token.clone()).or_default().push(at);
            }
            made.values.push(Value { key, value, tokens, listed });
        }
        made
    }

    /// Values that share a word with the question.
    pub(crate) fn touched<'a>(&'a self, tokens: impl Iterator<Item = &'a str>) -> Vec<&'a Value> {
        let at: BTreeSet<usize> = tokens.filter_map(|token| self.by_token.get(token)).flatten().copied().collect();
        at.into_iter().filter_map(|at| self.values.get(at)).collect()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.values.is_empty() && self.numbers.is_empty()
    }
}

/// Words as written, without plural and inner marks: `Plug-in hybrids` is `plugin`, `hybrid`. Stems would take "uses" for
/// "used" and "electricity" for "electric".
pub(crate) fn tokens(text: &str) -> Vec<String> {
    analyse::fold(text)
        .split_whitespace()
        .map(|word| {
            let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            let word = word.strip_suffix("'s").unwrap_or(word);
            singular(word.chars().filter(|c| c.is_alphanumeric()).collect())
        })
        .filter(|word| !word.is_empty())
        .collect()
}

fn singular(word: String) -> String {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() >= 2 && !stem.ends_with('s') => stem.to_owned(),
        _ => word,
    }
}

/// Kept for half a minute; what an item costs is never read from here.
pub(crate) struct Vocabularies(moka::future::Cache<Uuid, Arc<Vocabulary>>);

impl Default for Vocabularies {
    fn default() -> Self {
        Self(moka::future::Cache::builder().max_capacity(200).time_to_live(KEEP).build())
    }
}

impl Vocabularies {
    pub(crate) async fn of(&self, tx: &mut TenantTx) -> Result<Arc<Vocabulary>> {
        let tenant_id = tx.tenant_id();
        if let Some(vocabulary) = self.0.get(&tenant_id).await {
            return Ok(vocabulary);
        }
        let rows = sqlx::query!(
            r#"SELECT a.key AS "key!", v.value, bool_or(v.listed) AS "listed!"
               FROM catalogue_items i
               CROSS JOIN LATERAL jsonb_each(CASE WHEN jsonb_typeof(i.attributes) = 'object' THEN i.attributes ELSE '{}' END) a
               CROSS JOIN LATERAL (
                   SELECT lower(a.value #>> '{}') AS value, false AS listed WHERE jsonb_typeof(a.value) = 'string'
                   UNION ALL SELECT NULL, false WHERE jsonb_typeof(a.value) = 'number'
                   UNION ALL SELECT lower(e), true FROM jsonb_array_elements_text(CASE WHEN jsonb_typeof(a.value) = 'array' THEN a.value ELSE '[]' END) e
               ) v
               WHERE i.tenant_id = $1
               GROUP BY 1, 2
               ORDER BY 1, 2
               LIMIT 20000"#,
            tenant_id
        )
        .fetch_all(&mut **tx)
        .await?;
        let vocabulary = Arc::new(Vocabulary::new(rows.into_iter().map(|row| (row.key, row.value, row.listed)).collect()));
        self.0.insert(tenant_id, Arc::clone(&vocabulary)).await;
        Ok(vocabulary)
    }
}
