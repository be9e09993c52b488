//! Letters: taken as jobs of [`contracts::mail::SEND`], written from templates, and sent by SMTP or kept in the outbox.
//!
//! Invariants: a letter's secrets stand in its job and in the letter, never in a log; the `Message-ID` is made of the job, so
//! that a letter sent twice after a crash is one letter to whoever receives it; a letter that is of no use any more is not sent.

mod compose;
mod letters;
mod outbox;
mod send;
mod settings;
mod transport;

pub use settings::MailSettings;
pub use transport::Mailer;

use axum::Extension;
use contracts::mail::SEND;
use jobs::Queue;
use kernel::{Db, Kernel};
use std::sync::Arc;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Letters on their way at once; a slow mail server holds up no more than letters.
const AT_ONCE: usize = 4;

/// The queue of this feature's jobs.
#[must_use]
pub fn queue(db: &Db, mailer: &Mailer) -> Queue {
    Queue::new("email", AT_ONCE).on(SEND, Arc::new(send::SendLetter { db: db.clone(), mailer: mailer.clone() }))
}

#[must_use]
pub fn routes(mailer: &Mailer) -> OpenApiRouter<Kernel> {
    OpenApiRouter::new().routes(routes!(outbox::list_outbox)).layer(Extension(outbox::Open(mailer.shows_outbox())))
}
