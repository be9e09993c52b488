//! From a question to passages: documents by words and meaning, catalogue items by both and by what is asked of them.

mod ask;
mod fuse;
mod items;
mod terms;
mod vocabulary;

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use contracts::grounding::{Aligned, CatalogueFact};
use contracts::{Passage, Retrieval, Retriever};
use kernel::{Result, TenantCtx, TenantTx};
use uuid::Uuid;

use crate::embed::Embedding;
use crate::{Knowledge, catalogue, embedding_problem};
use ask::Ask;
use fuse::{Candidate, fuse};
use terms::Terms;
pub(crate) use vocabulary::Vocabularies;

/// Candidates that each kind of search brings.
const CANDIDATES: i32 = 40;
/// No question of a person is longer; the rest is not read.
const MAX_QUESTION_CHARS: usize = 2_000;

#[async_trait]
impl Retriever for Knowledge {
    async fn retrieve(&self, ctx: &TenantCtx, question: &str, limit: usize) -> Result<Retrieval> {
        let question: String = question.chars().filter(|c| *c != '\0').take(MAX_QUESTION_CHARS).collect();
        if question.trim().is_empty() {
            return Ok(Retrieval::default());
        }
        // The words are looked up while the question is embedded; in a transaction of their own, so that no connection waits
        // for the model.
        let (vector, terms) = tokio::join!(self.embedder.embed_query(question.trim()), self.terms(ctx, &question));
        let search = Search { terms: terms?, vector: vector.map_err(|error| embedding_problem(&error))?, model: self.embedder.model() };
        let mut tx = self.db.tenant(ctx).await?;

        let documents = fuse(&search.candidates(&mut tx, false).await?);
        let documents: Vec<(Candidate, f32)> = documents.into_iter().take(limit).collect();
        let mut passages = document_passages(&mut tx, &documents).await?;

        let vocabulary = self.vocabularies.of(&mut tx).await?;
        let asked = ask::ask(&question, &vocabulary);
        let found = if vocabulary.is_empty() { Items::default() } else { Items::find(&mut tx, &search, &asked, limit).await? };
        passages.extend(found.passages);
        passages.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.chunk_id.cmp(&b.chunk_id)));
        passages.truncate(limit);
        Ok(Retrieval { passages, catalogue: found.facts, catalogue_filter: asked.described() })
    }

    async fn align(&self, question: &str, words: &[String], texts: &[String]) -> Result<Aligned> {
        self.embedder.align(question.trim(), words, texts).await.map_err(|error| embedding_problem(&error))
    }
}

impl Knowledge {
    async fn terms(&self, ctx: &TenantCtx, question: &str) -> Result<Terms> {
        let mut tx = self.db.tenant(ctx).await?;
        terms::terms(&mut tx, &terms::significant(question)).await
    }
}

struct Search<'a> {
    terms: Terms,
    vector: Embedding,
    model: &'a str,
}

impl Search<'_> {
    async fn candidates(&self, tx: &mut TenantTx, catalogue: bool) -> Result<Vec<Candidate>> {
        let rows = sqlx::query_as!(
            Candidate,
            r#"SELECT chunk_id AS "chunk_id!", bm25 AS "bm25!", cosine AS "cosine!", sentence AS "sentence!" FROM app.search_chunks($1, $2, $3, $4, $5, $6)"#,
            &self.terms.lexemes,
            &self.terms.weights,
            &self.vector[..],
            self.model,
            catalogue,
            CANDIDATES
        )
        .fetch_all(&mut **tx)
        .await?;
        Ok(rows)
    }
}

async fn document_passages(tx: &mut TenantTx, chosen: &[(Candidate, f32)]) -> Result<Vec<Passage>> {
    let tenant_id = tx.tenant_id();
    let ids: Vec<Uuid> = chosen.iter().map(|(candidate, _)| candidate.chunk_id).collect();
    let rows = sqlx::query!(
        r#"SELECT c.id, c.document_id AS "document_id!", d.title, c.locator, c.content
           FROM chunks c JOIN documents d ON d.tenant_id = c.tenant_id AND d.id = c.document_id
           WHERE c.tenant_id = $1 AND c.id = ANY($2)"#,
        tenant_id,
        &ids
    )
    .fetch_all(&mut **tx)
    .await?;
    let scores: HashMap<Uuid, (Candidate, f32)> =
        chosen.iter().map(|(candidate, score)| (candidate.chunk_id, (*candidate, *score))).collect();
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let (candidate, score) = scores.get(&row.id)?;
            Some(Passage {
                chunk_id: row.id,
                document_id: Some(row.document_id),
                catalogue_item_id: None,
                title: row.title,
                locator: row.locator,
                content: row.content,
                score: *score,
                lexical: candidate.bm25,
                semantic: candidate.cosine,
            })
        })
        .collect())
}

#[derive(Default)]
struct Items {
    passages: Vec<Passage>,
    facts: Vec<CatalogueFact>,
}

/// What fitting the wishes adds to an item's score, by how clearly the question is about the catalogue.
const POINTED: f32 = 0.35;
const SHOPPING: f32 = 0.2;
const MENTIONED: f32 = 0.05;
/// Taken from items when nothing in the question is about buying: their texts are alike and stand close to any question
/// that names a model.
const ASIDE: f32 = -0.1;
/// The least, before the bonus, of an item that fits a limit or an extreme: its text need not sound like the question.
const FITS: f32 = 0.45;
/// Lost with each place in the order that was asked for.
const STEP: f32 = 0.01;

impl Items {
    async fn find(tx: &mut TenantTx, search: &Search<'_>, asked: &Ask, limit: usize) -> Result<Self> {
        let fused = fuse(&search.candidates(tx, true).await?);
        let by_item = items_of(tx, &fused).await?;
        let fitting = if asked.is_empty() { items::Fitting { items: Vec::new(), exact: false } } else { items::fitting(tx, asked).await? };
        let pointed = asked.is_pointed();
        let bonus = match (pointed, asked.shopping, fitting.exact) {
            (true, true, true) => POINTED,
            (true, _, true) => SHOPPING,
            (_, true, true) if !asked.owned => SHOPPING,
            (true, ..) => MENTIONED,
            (_, true, _) if !asked.owned => MENTIONED,
            _ => ASIDE,
        };
        let others_bonus = if asked.shopping && !asked.owned { if pointed { 0.0 } else { MENTIONED } } else { ASIDE };

        let known: HashSet<Uuid> = fitting.items.iter().map(|item| item.id).collect();
        let others: Vec<Uuid> = fused
            .iter()
            .filter_map(|(candidate, _)| by_item.get(&candidate.chunk_id))
            .filter(|id| !known.contains(id))
            .take(limit)
            .copied()
            .collect();
        let mut facts = fitting.items;
        let mut rest = catalogue::facts(tx, &others).await?;
        rest.sort_by_key(|item| others.iter().position(|id| *id == item.id));
        facts.extend(rest);

        let scored: HashMap<Uuid, (Candidate, f32)> =
            fused.iter().filter_map(|(candidate, score)| Some((*by_item.get(&candidate.chunk_id)?, (*candidate, *score)))).collect();
        let mut place: f32 = 0.0;
        let passages = facts
            .iter()
            .map(|item| {
                let found = scored.get(&item.id);
                let mut score = found.map_or(0.2, |(_, score)| *score);
                if known.contains(&item.id) {
                    // An asked order stands above likeness; without one, likeness orders.
                    if asked.order.is_some() {
                        score = 0.5 - place;
                        place += STEP;
                    }
                    if pointed && asked.shopping && fitting.exact {
                        score = score.max(FITS);
                    }
                    score += bonus;
                } else {
                    score += others_bonus;
                }
                Passage {
                    chunk_id: found.map_or(item.id, |(candidate, _)| candidate.chunk_id),
                    document_id: None,
                    catalogue_item_id: Some(item.id),
                    title: item.name.clone(),
                    locator: None,
                    content: catalogue::passage(item),
                    score: score.clamp(0.0, 1.0),
                    lexical: found.map_or(0.0, |(candidate, _)| candidate.bm25),
                    semantic: found.map_or(0.0, |(candidate, _)| candidate.cosine),
                }
            })
            .collect();
        Ok(Self { passages, facts })
    }
}

/// The items that catalogue chunks stand for.
async fn items_of(tx: &mut TenantTx, fused: &[(Candidate, f32)]) -> Result<HashMap<Uuid, Uuid>> {
    let tenant_id = tx.tenant_id();
    let ids: Vec<Uuid> = fused.iter().map(|(candidate, _)| candidate.chunk_id).collect();
    let rows = sqlx::query!(
        r#"SELECT id, catalogue_item_id AS "item!" FROM chunks WHERE tenant_id = $1 AND id = ANY($2) AND catalogue_item_id IS NOT NULL"#,
        tenant_id,
        &ids
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.item)).collect())
}
