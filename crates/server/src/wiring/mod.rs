//! The wiring of single subjects, so that `app.rs` stays readable.

mod hooks;
pub(crate) mod jobs;
mod mail;
pub(crate) mod operator;
pub mod workspaces;

pub use hooks::webhooks;
pub use mail::{accounts, mailer};
