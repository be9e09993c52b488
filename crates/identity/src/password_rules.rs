//! Which passwords are taken: by length, never by kinds of characters (NIST SP 800-63B, 3.1.1; ASVS 5.0, 6.2). What everyone
//! tries first is refused, and what is little more than the person's or the workspace's own name.

use kernel::{Problem, Result};
use std::{collections::HashSet, sync::LazyLock};

pub(crate) const SHORTEST: usize = 8;
pub(crate) const LONGEST: usize = 128;

/// Where they come from stands beside the list.
const COMMON: &str = include_str!("../common-passwords/list.txt");
static IS_COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| COMMON.lines().collect());

/// Words of the context that are shorter say nothing about whose they are.
const SHORTEST_WORD: usize = 4;
/// So many characters beside the words of the context make a password of one's own.
const ENOUGH_BESIDE: usize = 4;

/// Refuses what would be guessed. `field` is the body's; `about` are names and addresses that anybody knows of the person.
///
/// # Errors
/// 422 with the code `too_short`, `too_long`, `common_password` or `personal_password`.
pub(crate) fn check(field: &str, password: &str, about: &[&str]) -> Result<()> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(Problem::invalid(
            field,
            "too_short",
            format!("must have at least {SHORTEST} characters; a few unrelated words work well"),
        ));
    }
    if length > LONGEST {
        return Err(Problem::invalid(field, "too_long", format!("must have at most {LONGEST} characters")));
    }
    let lower = password.to_lowercase();
    if IS_COMMON.contains(lower.as_str()) || is_pattern(&lower) {
        return Err(Problem::invalid(field, "common_password", "is among the passwords that are tried first; choose one that is your own"));
    }
    if beside(&lower, about) < ENOUGH_BESIDE {
        return Err(Problem::invalid(
            field,
            "personal_password",
            "is little more than your name, address or workspace; add unrelated words",
        ));
    }
    Ok(())
}

/// One character again and again.
fn is_pattern(lower: &str) -> bool {
    lower.chars().collect::<HashSet<_>>().len() < 3
}

/// How many letters and digits remain without the words of the context.
fn beside(lower: &str, about: &[&str]) -> usize {
    let mut words: Vec<String> = about
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .map(str::to_lowercase)
        .chain(std::iter::once("dealsmart".to_owned()))
        .filter(|word| word.chars().count() >= SHORTEST_WORD)
        .collect();
    // The longest first, so that no part of it is left over.
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let rest = words.iter().fold(lower.to_owned(), |rest, word| rest.replace(word.as_str(), " "));
    rest.chars().filter(|c| c.is_alphanumeric()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(password: &str) -> Option<String> {
        let about = ["Ingrid Halvorsen", "ingrid.halvorsen@northwind.example", "Northwind Motors"];
        check("password", password, &about).err().map(|problem| problem.errors[0].code.clone())
    }

    #[test]
    fn length_is_what_makes_a_password_good() {
        for good in ["correct horse battery", "aaaabbbbcccc", "ünïcödé wörds", "        x y z w", "only lower case", "49201736"] {
            assert_eq!(code(good), None, "{good}");
        }
        assert_eq!(code("seven77").as_deref(), Some("too_short"));
        assert_eq!(code(&"é".repeat(8)).as_deref(), Some("common_password"), "one character again and again");
        assert_eq!(code(&"long ".repeat(26)).as_deref(), Some("too_long"));
        assert_eq!(code(&"a long one, ".repeat(10)), None);
    }

    #[test]
    fn what_everyone_tries_first_is_refused() {
        for common in ["password", "PassWord1", "qwertyuiop", "iloveyou", "baseball", "12345678", "trustno1", "superman"] {
            assert_eq!(code(common).as_deref(), Some("common_password"), "{common}");
        }
        assert!(COMMON.lines().count() >= 3_000, "ASVS asks for 3,000");
        assert!(COMMON.lines().all(|line| line.chars().count() >= SHORTEST && line.to_lowercase() == line));
    }

    #[test]
    fn names_that_anybody_knows_are_no_password() {
        for personal in ["Halvorsen1", "northwind-motors", "ingrid.halvorsen", "NORTHWIND202", "DealSmart123"] {
            assert_eq!(code(personal).as_deref(), Some("personal_password"), "{personal}");
        }
        assert_eq!(code("halvorsen likes green tea"), None);
    }
}
