//! A question beside texts, word by word: for each word of the question the nearest word of the text, by the model's vectors
//! of single words (late interaction). What the question is about and a text does not speak of stays far, however near
//! the two are as a whole.

use contracts::grounding::{Aligned, Alignment};

use super::{Embedding, cosine};

/// A text as the model reads it: its pieces of words, each with a vector in its context and one out of it.
pub struct Read {
    pub(super) ids: Vec<u32>,
    /// Where each piece stands in the text, in bytes; empty for the marks at both ends.
    pub(super) places: Vec<(usize, usize)>,
    pub(super) whole: Embedding,
    pub(super) near: Small,
    pub(super) alike: Small,
}

impl Read {
    /// In memory, about.
    pub(super) fn bytes(&self) -> usize {
        self.near.values.len() + self.alike.values.len() + self.whole.len() * 4 + self.ids.len() * 32
    }
}

/// Vectors of length 1 in a byte a number, each with a scale of its own. Cosines change in the third digit.
pub(super) struct Small {
    width: usize,
    values: Vec<i8>,
    scales: Vec<f32>,
}

impl Small {
    /// `values` are vectors of `width` numbers laid end to end, of any length.
    pub(super) fn new(values: &[f32], width: usize) -> Self {
        let mut made = Self { width, values: Vec::with_capacity(values.len()), scales: Vec::new() };
        for vector in values.chunks_exact(width.max(1)) {
            let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
            let most = vector.iter().fold(0.0_f32, |most, x| most.max(x.abs())).max(f32::MIN_POSITIVE);
            #[allow(clippy::cast_possible_truncation, clippy::as_conversions, reason = "between -127 and 127")]
            made.values.extend(vector.iter().map(|x| (x / most * 127.0).round() as i8));
            made.scales.push(most / 127.0 / length);
        }
        made
    }

    fn vectors(&self) -> impl Iterator<Item = (&[i8], f32)> {
        self.values.chunks_exact(self.width.max(1)).zip(self.scales.iter().copied())
    }
}

/// Of every vector of `from` the cosines to all of `to`, row by row.
fn cosines(from: &Small, to: &Small) -> Vec<Vec<f32>> {
    from.vectors()
        .map(|(a, scale)| {
            to.vectors()
                .map(|(b, other)| {
                    let sum: i32 = a.iter().zip(b).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum();
                    // At most 384 products of seven bits each: exact in a float's 24.
                    #[allow(clippy::cast_precision_loss, clippy::as_conversions, reason = "below 2^24")]
                    let sum = sum as f32;
                    sum * scale * other
                })
                .collect()
        })
        .collect()
}

/// The vocabulary of the model is ordered by how common its words are; what it must put together from pieces is rare.
const FIRST_WORD: u32 = 1_996;
const LAST_WORD: u32 = 30_522;

fn rarity(ids: &[u32]) -> f32 {
    match ids {
        [] => 1.0,
        [id] if *id < FIRST_WORD => 0.5,
        [id] => {
            let place = |id: u32| f64::from(id.saturating_sub(FIRST_WORD) + 6).ln();
            let share = (place(*id) - place(FIRST_WORD)) / (place(LAST_WORD) - place(FIRST_WORD));
            // Between 0 and 1.
            #[allow(clippy::cast_possible_truncation, clippy::as_conversions, reason = "a share")]
            let share = share as f32;
            share.clamp(0.0, 1.0)
        }
        _ => 1.0,
    }
}

/// The pieces of the question that write this word, where it first stands.
fn pieces_of(question: &str, word: &str, read: &Read) -> Vec<usize> {
    let folded = question.to_ascii_lowercase();
    let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let found = folded.match_indices(&word.to_ascii_lowercase()).map(|(at, found)| (at, at + found.len())).find(|(start, end)| {
        free(folded.get(..*start).and_then(|before| before.chars().next_back()))
            && folded.get(*end..).and_then(|after| after.chars().next()).is_none_or(|c| !c.is_alphanumeric() || c == 's')
    });
    let Some((start, end)) = found.filter(|(start, end)| start < end) else { return Vec::new() };
    read.places.iter().enumerate().filter(|(_, (from, to))| from < to && *from < end && *to > start).map(|(at, _)| at).collect()
}

pub(super) fn align(question: &str, words: &[String], asked: &Read, texts: &[std::sync::Arc<Read>]) -> Aligned {
    let pieces: Vec<Vec<usize>> = words.iter().map(|word| pieces_of(question, word, asked)).collect();
    let rarity = pieces.iter().map(|at| rarity(&at.iter().filter_map(|at| asked.ids.get(*at).copied()).collect::<Vec<_>>())).collect();
    let texts = texts
        .iter()
        .map(|text| {
            let near = cosines(&asked.near, &text.near);
            let alike = cosines(&asked.alike, &text.alike);
            Alignment {
                cosine: cosine(&asked.whole, &text.whole),
                near: nearest(&near, &pieces),
                alike: nearest(&alike, &pieces),
                whole: mean(inner(&near).iter().map(|row| greatest(row))),
                reverse: mean(
                    (1..text.ids.len().saturating_sub(1)).map(|at| near.iter().filter_map(|row| row.get(at).copied()).fold(-1.0, f32::max)),
                ),
            }
        })
        .collect();
    Aligned { rarity, texts }
}

/// Without the marks at both ends, which are near one another in any two texts.
fn inner<T>(row: &[T]) -> &[T] {
    row.get(1..row.len().saturating_sub(1)).unwrap_or_default()
}

fn greatest(row: &[f32]) -> f32 {
    inner(row).iter().copied().fold(-1.0, f32::max)
}

fn nearest(cosines: &[Vec<f32>], words: &[Vec<usize>]) -> Vec<f32> {
    let best = |at: &usize| cosines.get(*at).map_or(0.0, |row| greatest(row).max(0.0));
    words.iter().map(|pieces| mean(pieces.iter().map(best))).collect()
}

fn mean(values: impl Iterator<Item = f32>) -> f32 {
    let (sum, count) = values.fold((0.0, 0.0_f32), |(sum, count), value| (sum + value, count + 1.0));
    if count > 0.0 { sum / count } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    /// Every letter is a piece with a vector of its own.
    fn read(text: &str) -> Arc<Read> {
        let vector = |c: char| {
            let mut vector = vec![0.0_f32; 26];
            vector[usize::from(u8::try_from(c).unwrap() - b'a')] = 2.0;
            vector
        };
        let letters: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| c.is_ascii_lowercase()).collect();
        let mut values = vec![0.5_f32; 26];
        let mut places = vec![(0, 0)];
        for (at, c) in &letters {
            values.extend(vector(*c));
            places.push((*at, at + 1));
        }
        values.extend([0.5_f32; 26]);
        places.push((0, 0));
        let count = u32::try_from(places.len()).unwrap();
        Arc::new(Read {
            ids: (0..count).map(|n| 2_000 + n).collect(),
            places,
            whole: Arc::from([1.0_f32].as_slice()),
            near: Small::new(&values, 26),
            alike: Small::new(&values, 26),
        })
    }

    #[test]
    fn each_word_finds_its_nearest() {
        let question = "ab cd";
        let aligned = align(question, &["ab".to_owned(), "cd".to_owned(), "xy".to_owned()], &read(question), &[read("b a z"), read("c")]);
        let near: Vec<Vec<f32>> =
            aligned.texts.iter().map(|text| text.near.iter().map(|x| (x * 100.0).round() / 100.0).collect()).collect();
        assert_eq!(near, [[1.0, 0.0, 0.0], [0.0, 0.5, 0.0]]);
        // Of "b a z" two letters in three are asked about.
        assert!((aligned.texts[0].reverse - 2.0 / 3.0).abs() < 0.15, "{}", aligned.texts[0].reverse);
    }

    #[test]
    fn a_word_is_found_whole() {
        let read = read("cab ab");
        assert_eq!(pieces_of("cab ab", "ab", &read), [4, 5]);
        assert!(pieces_of("cab", "a", &read).is_empty());
        assert!(pieces_of("", "", &read).is_empty());
    }

    #[test]
    fn common_words_weigh_less() {
        assert!(rarity(&[2_010]) < rarity(&[20_000]));
        assert!(rarity(&[20_000]) < rarity(&[3_000, 20_000]));
    }
}
