//! The wiring of single subjects, so that `app.rs` stays readable.

pub(crate) mod jobs;
pub(crate) mod operator;
pub mod workspaces;
