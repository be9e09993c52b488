//! The wiring of single subjects, so that `app.rs` stays readable.

pub(crate) mod jobs;
mod mail;
pub(crate) mod operator;
pub mod workspaces;

pub use mail::{accounts, mailer};
