//! Knowledge: what the business knows, found again when a customer asks.
//!
//! A document is parsed (isolated, see [`parse`]), cut into chunks by its structure ([`chunk`]), embedded ([`embed`]) and
//! written with its lexemes in one transaction; a question finds chunks by words (BM25) and by meaning (vectors).

pub mod analyse;
pub mod chunk;
pub mod embed;
pub mod parse;

pub use parse::isolate::run_parser_child;
