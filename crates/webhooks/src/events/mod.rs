//! Events as subscribers and people see them: the catalogue, and the list with its ways of narrowing it.

pub mod list;
pub mod prune;
pub mod read;
pub mod types;
