//! How letters leave, and what accounts do with them.

use crate::settings::Settings;
use email::Mailer;
use identity::{AccountPolicy, Terms};

/// # Errors
/// When the settings of the mail server cannot be used.
pub fn mailer(settings: &Settings) -> anyhow::Result<Mailer> {
    let mail = settings.mail().map_err(|problems| anyhow::anyhow!(problems.join("\n")))?;
    Mailer::new(&mail).map_err(anyhow::Error::msg)
}

/// What is set about accounts. Addresses are confirmed first where letters reach people, unless set otherwise.
pub fn accounts(settings: &Settings, mailer: &Mailer) -> AccountPolicy {
    AccountPolicy {
        url: settings.url().into(),
        confirm_first: settings.confirm_registrations.unwrap_or_else(|| mailer.delivers()),
        terms: Terms {
            version: settings.terms_version.as_str().into(),
            url: settings.terms_url.as_deref().map(Into::into),
            privacy_url: settings.privacy_url.as_deref().map(Into::into),
        },
    }
}
