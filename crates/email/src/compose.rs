//! From a job's data to a letter.

use crate::letters::{LAYOUT_HTML, LAYOUT_TEXT, LETTERS};
use contracts::mail::Mail;
use kernel::{Problem, Result};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context, syntax::SyntaxConfig, value::Serde};

/// A letter as it is read.
#[derive(Debug, Clone)]
pub struct Letter {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// The templates, read once.
pub struct Composer {
    templates: Environment<'static>,
    url: String,
}

impl Composer {
    /// # Errors
    /// When a template cannot be read; the tests read all.
    pub fn new(url: &str) -> Result<Self, String> {
        let mut templates = Environment::new();
        // What a letter lacks is a fault of whoever asked for it, and must not become a hole in its text.
        templates.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        templates.set_auto_escape_callback(|name| if name.ends_with(".html") { AutoEscape::Html } else { AutoEscape::None });
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        templates.set_syntax(syntax.map_err(|error| described(&error))?);
        templates.add_filter("day", day);
        templates.add_filter("moment", moment);
        let mut add = |name: String, source: &'static str| templates.add_template_owned(name, source).map_err(|error| described(&error));
        add("layout.txt".into(), LAYOUT_TEXT)?;
        add("layout.html".into(), LAYOUT_HTML)?;
        for letter in LETTERS {
            add(format!("{}/subject.txt", letter.name), letter.subject)?;
            add(format!("{}/body.txt", letter.name), letter.text)?;
            add(format!("{}/body.html", letter.name), letter.html)?;
        }
        Ok(Self { templates, url: url.to_owned() })
    }

    /// Writes the letter, in the name of `brand`.
    ///
    /// # Errors
    /// 500 when there is no such template, or its data lacks something. The data is in no message.
    pub fn compose(&self, mail: &Mail, brand: &str) -> Result<Letter> {
        let part = |file: &str| -> Result<String> {
            let render = || {
                let template = self.templates.get_template(&format!("{}/{file}", mail.template))?;
                let data = Value::from(Serde(&mail.data));
                template.render(context! { brand => one_line(brand), url => self.url.as_str(), to => mail.to.as_str(), ..data })
            };
            render().map_err(|error| Problem::internal(format!("a letter could not be written: {}", described(&error))).permanent())
        };
        Ok(Letter {
            to: mail.to.clone(),
            subject: one_line(&part("subject.txt")?),
            text: tidy(&part("body.txt")?),
            html: part("body.html")?,
        })
    }
}

/// What went wrong and where; not with what data, which holds secrets.
fn described(error: &minijinja::Error) -> String {
    format!("{:?} in {} line {}", error.kind(), error.name().unwrap_or("?"), error.line().unwrap_or_default())
}

/// A text on one line: a subject with a line break would begin another header.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// At most one empty line between paragraphs, whatever the template's conditions left.
fn tidy(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && lines.last().is_none_or(|last| last.is_empty())) {
            lines.push(line);
        }
    }
    format!("{}\n", lines.join("\n").trim_end())
}

/// `2026-03-10T10:00:00Z` as "10 March 2026".
fn day(time: &str) -> String {
    formatted(time, "%-d %B %Y")
}

/// `2026-03-10T10:00:00Z` as "10 March 2026, 10:00 UTC".
fn moment(time: &str) -> String {
    formatted(time, "%-d %B %Y, %H:%M UTC")
}

fn formatted(time: &str, format: &str) -> String {
    match chrono::DateTime::parse_from_rfc3339(time) {
        Ok(time) => time.to_utc().format(format).to_string(),
        Err(_) => time.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value as Json, json};

    fn composer() -> Composer {
        Composer::new("https://support.example.com").unwrap()
    }

    fn sample(name: &str) -> Json {
        let letter = LETTERS.iter().find(|letter| letter.name == name).unwrap();
        serde_json::from_str(letter.sample).unwrap()
    }

    #[test]
    fn every_letter_is_whole_in_both_parts() {
        for letter in LETTERS {
            let data = sample(letter.name);
            let mail = Mail::new("reader@example.com", letter.name, data.clone());
            let written = composer().compose(&mail, "Northwind").unwrap();
            assert!(!written.subject.is_empty() && written.subject.chars().count() <= 78, "{}: {}", letter.name, written.subject);
            assert!(written.text.chars().count() > 100 && written.text.contains("Northwind"), "{}: {}", letter.name, written.text);
            assert!(written.html.starts_with("<!doctype html>") && written.html.contains("Northwind"), "{}: {}", letter.name, written.html);
            for part in [&written.subject, &written.text, &written.html] {
                assert!(!part.contains("{{") && !part.contains("{%"), "{}: {part}", letter.name);
            }
            // Whatever one needs of a letter is in both parts.
            for name in ["link", "code"] {
                if let Some(value) = data[name].as_str() {
                    assert!(written.text.contains(value), "the {name} of {} is not in its text", letter.name);
                    assert!(
                        written.html.contains(&value.replace('/', "&#x2f;")) || written.html.contains(value),
                        "the {name} of {} is not in its HTML",
                        letter.name
                    );
                }
            }
        }
    }

    #[test]
    fn what_people_call_themselves_is_text_and_nothing_else() {
        let mut data = sample("invitation");
        data["workspace"] = json!("<script>x</script>\r\nBcc: all@example.com");
        let letter = composer().compose(&Mail::new("a@example.com", "invitation", data), "A & B").unwrap();
        assert!(!letter.html.contains("<script>") && letter.html.contains("&lt;script&gt;"));
        assert!(letter.html.contains("A &amp; B") && letter.text.contains("A & B"));
        assert!(!letter.subject.contains(['\r', '\n']), "{:?}", letter.subject);
    }

    #[test]
    fn what_is_missing_fails_and_shows_nothing() {
        let mut data = sample("invitation");
        data.as_object_mut().unwrap().remove("workspace");
        let problem = composer().compose(&Mail::new("a@example.com", "invitation", data), "Northwind").unwrap_err();
        assert!(!problem.to_string().contains("token"), "{problem}");
        assert!(composer().compose(&Mail::new("a@example.com", "no-such-letter", json!({})), "Northwind").is_err());
    }

    #[test]
    fn times_are_for_people() {
        assert_eq!(day("2026-03-10T23:30:00+00:00"), "10 March 2026");
        assert_eq!(moment("2026-03-10T09:05:00Z"), "10 March 2026, 09:05 UTC");
        assert_eq!(day("soon"), "soon");
    }
}
