//! Between what was retrieved and what an answer cites.

use contracts::{Citation, Retrieval};

use crate::extractive::catalogue::Row;
use crate::extractive::weights::matches;
use crate::text::{SegmentKind, Term, is_instruction, normalise, segments, terms, without_instructions};
use crate::verify::{Item, Source, facts};

/// Rows beyond these would crowd out the documents.
const MOST_ROWS: usize = 12;
/// Of a model's uncited answer, at most so many sources are taken for its support.
const MOST_ATTRIBUTED: usize = 2;

/// What a model may cite: documents' passages, then catalogue rows as they are now. A passage made
/// from a row is left out, because it may be older than the row.
pub(super) fn sources_of(retrieval: &Retrieval) -> Vec<Source> {
    let documents = retrieval.passages.iter().filter(|passage| passage.catalogue_item_id.is_none()).map(|passage| {
        let place = passage.locator.as_deref().map(|locator| format!(" — {locator}")).unwrap_or_default();
        (format!("{}{place}", passage.title), without_instructions(&passage.content), None)
    });
    let rows = retrieval.catalogue.iter().take(MOST_ROWS).map(|fact| {
        let item = Item { id: fact.id, name: fact.name.clone() };
        (fact.name.clone(), Row::new(fact).in_full(), Some(item))
    });
    documents.chain(rows).zip(1..).map(|((title, text, item), number)| Source { number, title, text, item }).collect()
}

/// The sources that a draft without citations seems to rest on: those that share most with it.
pub(super) fn attribute(draft: &str, sources: &[Source]) -> Vec<usize> {
    let draft = normalise(draft);
    let (said, stated) = (terms(&draft), facts(&draft));
    let mut scored: Vec<(usize, usize)> = sources
        .iter()
        .map(|source| {
            let text = normalise(&format!("{}\n{}", source.title, source.text));
            let (held, known) = (terms(&text), facts(&text));
            let words = said.iter().filter(|term| held.iter().any(|other| matches(term, other) > 0.8)).count();
            let supported = stated.iter().filter(|fact| known.iter().any(|other| fact.value.is_supported_by(&other.value))).count();
            (words + 3 * supported, source.number)
        })
        .filter(|(score, _)| *score > 0)
        .collect();
    scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let best = scored.first().map_or(0, |(score, _)| *score);
    scored.into_iter().filter(|(score, _)| *score * 2 > best).take(MOST_ATTRIBUTED).map(|(_, number)| number).collect()
}

/// The citations of a verified answer, each with the words of the source that say it.
pub(super) fn cite(answer: &str, numbers: &[usize], sources: &[Source], retrieval: &Retrieval) -> Vec<Citation> {
    let said = terms(&normalise(answer));
    let documents = retrieval.passages.iter().filter(|passage| passage.catalogue_item_id.is_none()).count();
    sources
        .iter()
        .filter(|source| numbers.contains(&source.number))
        .filter_map(|source| {
            if let Some(item) = &source.item {
                let fact = retrieval.catalogue.iter().find(|fact| fact.id == item.id)?;
                return Some(Citation {
                    document_id: None,
                    catalogue_item_id: Some(item.id),
                    title: item.name.clone(),
                    locator: Some(format!("Catalogue · {}", fact.sku)),
                    quote: Row::new(fact).sentence(&[])?,
                });
            }
            let index = source.number.checked_sub(1).filter(|index| *index < documents)?;
            let passage = retrieval.passages.iter().filter(|passage| passage.catalogue_item_id.is_none()).nth(index)?;
            Some(Citation {
                document_id: passage.document_id,
                catalogue_item_id: None,
                title: passage.title.clone(),
                locator: passage.locator.clone(),
                quote: quote(&passage.content, &said),
            })
        })
        .collect()
}

/// The one or two neighbouring segments that share most with the answer.
fn quote(content: &str, said: &[Term]) -> String {
    let cut = segments(content);
    let score = |text: &str| {
        let held = terms(text);
        said.iter().filter(|term| held.iter().any(|other| matches(term, other) > 0.8)).count()
    };
    let best = cut
        .iter()
        .filter(|segment| segment.kind != SegmentKind::Heading && !is_instruction(segment.text(content)))
        .max_by_key(|segment| (score(segment.text(content)), std::cmp::Reverse(segment.range.start)));
    best.map_or_else(|| content.chars().take(300).collect(), |segment| segment.text(content).to_owned())
}
