//! The two ways out: a mail server, or the outbox.

use crate::{
    compose::{Composer, Letter},
    settings::MailSettings,
};
use chrono::{DateTime, Utc};
use contracts::mail::Mail;
use kernel::{Problem, Result};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{Header, HeaderName, HeaderValue},
    },
    transport::smtp::{self, PoolConfig},
};
use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};
use uuid::Uuid;

/// How long a mail server may take over each step.
const PATIENCE: Duration = Duration::from_secs(20);
/// Connections to it that are kept.
const CONNECTIONS: u32 = 4;

type Smtp = AsyncSmtpTransport<Tokio1Executor>;

/// Writes letters and sends them.
#[derive(Clone)]
pub struct Mailer {
    composer: Arc<Composer>,
    smtp: Option<Smtp>,
    from: Mailbox,
    production: bool,
}

/// What became of a letter at the mail server.
pub(crate) enum Sent {
    Accepted,
    /// There is no such mailbox, or it wants nothing of us: asking again would not help.
    Refused(String),
}

impl Mailer {
    /// # Errors
    /// When the mail server's address cannot be used.
    pub fn new(settings: &MailSettings) -> Result<Self, String> {
        let smtp = settings.smtp.as_deref().map(|url| -> Result<Smtp, String> {
            let builder = Smtp::from_url(url).map_err(|error| format!("SMTP_URL cannot be used: {}", described(&error)))?;
            Ok(builder.timeout(Some(PATIENCE)).pool_config(PoolConfig::new().max_size(CONNECTIONS)).build())
        });
        Ok(Self {
            composer: Arc::new(Composer::new(&settings.url)?),
            smtp: smtp.transpose()?,
            from: settings.from.clone(),
            production: settings.production,
        })
    }

    /// Whether letters reach people: a mail server is set.
    #[must_use]
    pub fn delivers(&self) -> bool {
        self.smtp.is_some()
    }

    /// Whether the outbox is shown: nowhere but in development, and only while it is where letters go.
    #[must_use]
    pub fn shows_outbox(&self) -> bool {
        !self.production && self.smtp.is_none()
    }

    /// Whether the mail server lets us in.
    ///
    /// # Errors
    /// What it said, in a few words.
    pub async fn check(&self) -> Result<(), String> {
        match &self.smtp {
            None => Ok(()),
            Some(smtp) => match smtp.test_connection().await {
                Ok(true) => Ok(()),
                Ok(false) => Err("the mail server closed the connection".into()),
                Err(error) => Err(described(&error)),
            },
        }
    }

    pub(crate) fn compose(&self, mail: &Mail, brand: &str) -> Result<Letter> {
        self.composer.compose(mail, brand)
    }

    /// Gives a letter to the mail server; nothing, when there is none. `id` makes the `Message-ID`: the same letter sent twice is
    /// one to those who receive it.
    ///
    /// # Errors
    /// 503 when it should be tried again.
    pub(crate) async fn send(&self, id: Uuid, letter: &Letter, brand: &str, now: DateTime<Utc>) -> Result<Option<Sent>> {
        let Some(smtp) = &self.smtp else { return Ok(None) };
        let message = match self.message(id, letter, brand, now) {
            Ok(message) => message,
            // Such an address came past the checks of whoever took it; no time makes it better.
            Err(reason) => return Ok(Some(Sent::Refused(reason))),
        };
        match smtp.send(message).await {
            Ok(_) => Ok(Some(Sent::Accepted)),
            Err(error) if is_final(&error) => Ok(Some(Sent::Refused(described(&error)))),
            Err(error) => Err(Problem::unavailable("mail_server", described(&error))),
        }
    }

    fn message(&self, id: Uuid, letter: &Letter, brand: &str, now: DateTime<Utc>) -> Result<Message, String> {
        let to: Mailbox = letter.to.parse().map_err(|_| "the recipient is no address".to_owned())?;
        // In the workspace's name, from the address that the mail server lets us use.
        let name = if brand == kernel::db::INSTALLATION_NAME { self.from.name.clone() } else { Some(brand.to_owned()) };
        Message::builder()
            .from(Mailbox::new(name, self.from.email.clone()))
            .to(to)
            .subject(&letter.subject)
            .date(SystemTime::from(now))
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())))
            .header(AutoSubmitted)
            .multipart(MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone()))
            .map_err(|_| "the letter has no recipient".to_owned())
    }
}

/// Says that no person wrote this, so that no absence note comes back (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".into())
    }
}

/// 550, 551 and 553 speak of the mailbox (RFC 5321, 4.2.2). Other refusals may speak of us: a password, a limit, a policy, which
/// somebody mends.
fn is_final(error: &smtp::Error) -> bool {
    error.status().is_some_and(|code| matches!(u16::from(code), 550 | 551 | 553))
}

/// What happened without the server's own words, which may repeat addresses and more.
fn described(error: &smtp::Error) -> String {
    match error.status() {
        Some(code) => format!("the mail server answered {code}"),
        None if error.is_timeout() => "the mail server did not answer in time".into(),
        None if error.is_tls() => "the mail server's certificate or encryption was not accepted".into(),
        None if error.is_response() => "the mail server did not speak SMTP".into(),
        None if error.is_client() => "the mail server lacks what SMTP_URL asks for, such as a way to sign in or STARTTLS".into(),
        None => "the mail server could not be reached".into(),
    }
}
