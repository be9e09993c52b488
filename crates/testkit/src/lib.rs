//! What tests stand on: the whole program over a database of its own, and clients that speak to it as browsers do.
//!
//! [`TestApp`] serves the real router on a loopback port. Its database is a clone of a template that is migrated once for
//! each set of migrations, and is dropped with it. Time stands still unless a test moves it. Effects of background work
//! are waited for with [`wait_until`], which fails after a deadline; no test sleeps and hopes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on panics, here as well as in its own file"
)]

mod api;
mod app;
mod database;
mod factors;
mod letters;
mod mail_server;
pub mod openid;
mod people;
mod sink;
mod socket;
mod visitor;
mod wait;

pub use api::{Api, Reply, encoded};
pub use app::{Builder, TestApp, parser_binary, project};
pub use database::TestDatabase;
pub use factors::{Authenticator, totp_code};
pub use letters::{Letter, link, token};
pub use mail_server::{MailServer, Mishap, Received};
pub use people::{PASSWORD, Session};
pub use sink::{Answer, Hook, Sink};
pub use socket::Socket;
pub use visitor::Visitor;
pub use wait::wait_until;
