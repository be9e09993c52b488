//! How letters leave, from the settings.

use lettre::message::Mailbox;
use std::net::Ipv4Addr;
use url::{Host, Url};

/// Who letters come from when nothing is sent and so nothing is set.
const LOCAL_SENDER: &str = "DealSmart <dealsmart@localhost>";

/// What is set about mail.
#[derive(Clone)]
pub struct MailSettings {
    /// The mail server; none: letters go to the outbox.
    pub(crate) smtp: Option<String>,
    pub(crate) from: Mailbox,
    /// The address that people use, which letters lead to.
    pub(crate) url: String,
    pub(crate) production: bool,
}

// The address of the mail server holds its password.
impl std::fmt::Debug for MailSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailSettings").field("smtp", &self.smtp.is_some()).field("from", &self.from).finish_non_exhaustive()
    }
}

impl MailSettings {
    /// `smtp_url` and `from` as set, the address that people use, and whether this is production.
    ///
    /// # Errors
    /// Everything that is wrong, each with its cure. The server's password is in none.
    pub fn new(smtp_url: Option<&str>, from: Option<&str>, url: &str, production: bool) -> Result<Self, Vec<String>> {
        let smtp = smtp_url.map(str::trim).filter(|text| !text.is_empty());
        let from = from.map(str::trim).filter(|text| !text.is_empty());
        let mut problems: Vec<String> = smtp.and_then(|text| smtp_problem(text, production)).into_iter().collect();
        if smtp.is_none() && production {
            problems.push("SMTP_URL is missing; in production letters (invitations, password resets) must reach people. Set smtps://user:password@host.".into());
        }
        if smtp.is_some() && from.is_none() {
            problems.push("DEALSMART_MAIL_FROM is missing; with SMTP_URL it must say who letters come from, such as \"Example Support <support@example.com>\".".into());
        }
        let sender = from.unwrap_or(LOCAL_SENDER).parse::<Mailbox>();
        if sender.is_err() {
            problems.push(
                "DEALSMART_MAIL_FROM is no sender; it looks like \"Example Support <support@example.com>\" or support@example.com.".into(),
            );
        }
        match (sender, problems.is_empty()) {
            (Ok(from), true) => Ok(Self { smtp: smtp.map(str::to_owned), from, url: url.to_owned(), production }),
            _ => Err(problems),
        }
    }
}

fn smtp_problem(text: &str, production: bool) -> Option<String> {
    const LOOKS: &str = "it looks like smtps://user:password@host or smtp://user:password@host:587?tls=required";
    let Ok(url) = text.parse::<Url>() else { return Some(format!("SMTP_URL is no address; {LOOKS}.")) };
    if !matches!(url.scheme(), "smtp" | "smtps") || url.host().is_none() {
        return Some(format!("SMTP_URL must begin with smtps:// or smtp:// and name a host; {LOOKS}."));
    }
    let tls = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
    if tls.as_deref().is_some_and(|tls| !matches!(tls, "required" | "opportunistic")) {
        return Some("SMTP_URL says tls= something other than required or opportunistic.".into());
    }
    let local = match url.host() {
        // Schemes that the URL standard does not know keep an IPv4 address as a name.
        Some(Host::Domain(name)) => name == "localhost" || name.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback()),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    let encrypted = url.scheme() == "smtps" || tls.as_deref() == Some("required");
    (production && !encrypted && !local).then(|| {
        "SMTP_URL would send letters, and the secrets in their links, without encryption. Use smtps://, or add ?tls=required.".into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(smtp: Option<&str>, from: Option<&str>, production: bool) -> Vec<String> {
        MailSettings::new(smtp, from, "https://support.example.com", production).err().unwrap_or_default()
    }

    #[test]
    fn good_settings_are_taken() {
        let from = Some("Example <support@example.com>");
        assert!(problems(None, None, false).is_empty());
        assert!(problems(Some(" "), Some(""), false).is_empty(), "empty is not set");
        for url in [
            "smtps://user:pass@mail.example.com",
            "smtp://user:pass@mail.example.com:587?tls=required",
            "smtp://127.0.0.1:2525",
            "smtp://localhost",
        ] {
            assert!(problems(Some(url), from, true).is_empty(), "{url}");
        }
    }

    #[test]
    fn bad_ones_are_named_and_show_no_password() {
        let from = Some("support@example.com");
        for (smtp, from, production, named) in [
            (Some("mail.example.com"), from, false, "SMTP_URL"),
            (Some("https://user:hunter22@mail.example.com"), from, false, "SMTP_URL"),
            (Some("smtp://user:hunter22@mail.example.com"), from, true, "encryption"),
            (Some("smtp://user:hunter22@mail.example.com?tls=opportunistic"), from, true, "encryption"),
            (Some("smtp://user:hunter22@mail.example.com?tls=yes"), from, false, "tls="),
            (Some("smtps://mail.example.com"), None, false, "DEALSMART_MAIL_FROM"),
            (None, Some("nobody"), false, "DEALSMART_MAIL_FROM"),
            (None, None, true, "SMTP_URL"),
        ] {
            let problems = problems(smtp, from, production);
            assert!(problems.iter().any(|p| p.contains(named)), "{smtp:?}: {problems:?}");
            assert!(problems.iter().all(|p| !p.contains("hunter22")), "{problems:?}");
        }
    }
}
