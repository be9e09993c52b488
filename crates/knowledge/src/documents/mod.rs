//! Documents: uploaded, listed, shown, removed, read again.

pub(crate) mod content;
pub(crate) mod list;
mod model;
pub(crate) mod remove;
pub(crate) mod reprocess;
pub(crate) mod upload;

pub(crate) use content::read_part;
pub use contracts::documents::{Document, DocumentFailure, DocumentStatus};
pub use model::ChunkView;
pub use upload::{MAX_BODY_BYTES, add_document};

pub(crate) use model::{Row, announce, find};
