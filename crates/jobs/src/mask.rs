//! What a screen shows of a payload and of an error. Payloads carry links with secrets and customers' words, so only what a kind
//! declares is shown, and ids, which tell what a job is about and open nothing.

use serde_json::Value;
use uuid::Uuid;

const MASK: &str = "••••";
/// Words of an error that are longer and of one piece look like a token.
const LONGEST_WORD: usize = 40;

/// The payload with all but the declared fields and ids hidden.
pub(crate) fn payload(payload: &Value, shows: &[&str]) -> Value {
    match payload {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| {
                let shown = if shows.contains(&name.as_str()) || is_id(name, value) { value.clone() } else { self::payload(value, shows) };
                (name.clone(), shown)
            })
            .collect(),
        Value::Array(values) => values.iter().map(|value| self::payload(value, shows)).collect(),
        Value::Null => Value::Null,
        Value::Bool(_) | Value::Number(_) | Value::String(_) => Value::from(MASK),
    }
}

fn is_id(name: &str, value: &Value) -> bool {
    let id = |value: &Value| value.as_str().is_some_and(|text| Uuid::parse_str(text).is_ok());
    if name == "id" || name.ends_with("_id") {
        id(value)
    } else {
        name.ends_with("_ids") && value.as_array().is_some_and(|values| values.iter().all(id))
    }
}

/// An error's text without what follows `?` or `#` in addresses, without what stands before an `@` in them, and without long
/// words of one piece.
pub(crate) fn text(error: &str) -> String {
    let word = |word: &str| {
        let Some((scheme, rest)) = word.split_once("://") else {
            let long = word.chars().count() > LONGEST_WORD && word.chars().all(|c| c.is_ascii_alphanumeric() || "-_.+/=".contains(c));
            return if long { MASK.to_owned() } else { word.to_owned() };
        };
        let end = rest.find(['?', '#']).unwrap_or(rest.len());
        let (address, secret) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let (authority, path) = address.split_once('/').map_or((address, None), |(authority, path)| (authority, Some(path)));
        let authority = authority.rsplit_once('@').map_or_else(|| authority.to_owned(), |(_, host)| format!("{MASK}@{host}"));
        let path = path.map(|path| format!("/{path}")).unwrap_or_default();
        let path = if path.split('/').any(|part| part.chars().count() > LONGEST_WORD / 2) { format!("/{MASK}") } else { path };
        let hidden = if secret.is_empty() { "" } else { "?••••" };
        format!("{scheme}://{authority}{path}{hidden}")
    };
    error.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_is_declared_and_ids_are_shown() {
        let id = Uuid::from_u128(9);
        let letter = json!({
            "to": "ann@x.example", "template": "invitation",
            "data": { "link": "https://x.example/i?token=abc", "count": 3, "seen": null, "parts": ["a", { "user_id": id, "code_id": "secret" }] },
            "item_ids": [id], "secret_ids": ["word"],
        });
        let shown = json!({
            "to": MASK, "template": "invitation",
            "data": { "link": MASK, "count": MASK, "seen": null, "parts": [MASK, { "user_id": id, "code_id": MASK }] },
            "item_ids": [id], "secret_ids": [MASK],
        });
        assert_eq!(payload(&letter, &["template"]), shown);
        assert_eq!(payload(&json!("words"), &["template"]), json!(MASK));
    }

    #[test]
    fn an_error_keeps_its_sense_and_loses_its_secrets() {
        let hidden = text("503 x: https://u:p@host.example/hook?sig=abc answered 500");
        assert_eq!(hidden, "503 x: https://••••@host.example/hook?•••• answered 500");
        assert_eq!(text("the key sk-0123456789012345678901234567890123456789 is wrong"), "the key •••• is wrong");
        assert_eq!(text("see https://h.example/invite/0123456789abcdef0123456789"), "see https://h.example/••••");
        assert_eq!(text("409 lease_lost: Another worker has this job now."), "409 lease_lost: Another worker has this job now.");
    }
}
