//! Every letter, by the name that `contracts::mail::Mail::template` has. Each is a folder of `templates/`:
//!
//! | file | what it holds |
//! |---|---|
//! | `subject.txt` | the subject, one line |
//! | `body.txt` | the plain text, within `layout.txt` |
//! | `body.html` | the same as HTML, within `layout.html` |
//! | `sample.json` | data that fills it; tests write the letter from it |
//!
//! To add one: its folder, its name below, and its data in the table at `contracts::mail::Mail`.

/// A letter's parts, as they stand in the program.
pub struct Template {
    pub name: &'static str,
    pub subject: &'static str,
    pub text: &'static str,
    pub html: &'static str,
    #[cfg_attr(not(test), allow(dead_code, reason = "what the tests write letters from"))]
    pub sample: &'static str,
}

macro_rules! letters {
    ($($name:literal),+ $(,)?) => {
        pub const LETTERS: &[Template] = &[$(Template {
            name: $name,
            subject: include_str!(concat!("../templates/", $name, "/subject.txt")),
            text: include_str!(concat!("../templates/", $name, "/body.txt")),
            html: include_str!(concat!("../templates/", $name, "/body.html")),
            sample: include_str!(concat!("../templates/", $name, "/sample.json")),
        }),+];
    };
}

letters! {
    "account-deletion",
    "account-erased",
    "account-known",
    "email-change",
    "email-changed",
    "factor_added",
    "factor_removed",
    "impersonated",
    "invitation",
    "new_device",
    "notifications",
    "password-changed",
    "password-reset",
    "recovery_code_used",
    "registration",
    "verify-email",
    "welcome",
}

pub const LAYOUT_TEXT: &str = include_str!("../templates/layout.txt");
pub const LAYOUT_HTML: &str = include_str!("../templates/layout.html");
