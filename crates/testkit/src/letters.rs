//! Letters that the program wrote, out of the outbox.

use crate::{Api, TestApp, encoded, wait_until};
use serde_json::Value;

/// A letter in the outbox.
#[derive(Debug, Clone)]
pub struct Letter {
    pub to: String,
    pub template: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

impl Letter {
    fn new(data: &Value) -> Self {
        let text = |name: &str| data[name].as_str().unwrap_or_else(|| panic!("{name} is missing in {data}")).to_owned();
        Self { to: text("to"), template: text("template"), subject: text("subject"), text: text("text"), html: text("html") }
    }

    /// The secret of its link, which stands behind `#`.
    #[must_use]
    pub fn token(&self) -> String {
        token(&link(&self.text))
    }

    /// Its code of six digits, which stands on a line of its own.
    #[must_use]
    pub fn code(&self) -> String {
        let code = |line: &&str| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit());
        self.text.lines().map(str::trim).find(code).unwrap_or_else(|| panic!("no code in {}", self.text)).to_owned()
    }
}

/// The first link with a secret in a text.
#[must_use]
pub fn link(text: &str) -> String {
    let link = |word: &&str| word.starts_with("http") && word.contains('#');
    text.split_whitespace().find(link).unwrap_or_else(|| panic!("no link in {text}")).to_owned()
}

/// What stands behind `#` in a link.
#[must_use]
pub fn token(link: &str) -> String {
    link.split_once('#').map(|(_, token)| token.to_owned()).unwrap_or_else(|| panic!("no secret in {link}"))
}

impl TestApp {
    /// What was written to an address, the newest first.
    pub async fn outbox(&self, to: &str) -> Vec<Letter> {
        Api::new(self.address).get(&format!("/outbox?to={}&limit=200", encoded(to))).await.list().iter().map(Letter::new).collect()
    }

    /// Waits for so many letters of a kind to an address, and gives the newest.
    pub async fn letter(&self, to: &str, template: &str, count: usize) -> Letter {
        wait_until(&format!("letter {count} of the kind {template} to {to}"), || async {
            let letters: Vec<Letter> = self.outbox(to).await.into_iter().filter(|letter| letter.template == template).collect();
            (letters.len() >= count).then(|| letters.into_iter().next()).flatten()
        })
        .await
    }
}
