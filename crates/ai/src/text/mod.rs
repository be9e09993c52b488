//! Reading text: one normal form, terms with their stems and synonyms, and segments that can be quoted.

pub mod injection;
pub mod normal;
pub mod segments;
pub mod synonyms;
pub mod terms;

pub use injection::{is_instruction, without_instructions};
pub use normal::normalise;
pub use segments::{Segment, SegmentKind, segments, sentences};
pub use terms::{Term, stem, terms};
