//! `docs/events.md`, made from the catalogue of events; a test holds the file to it.

use contracts::events::{EventType, TYPES};
use kernel::record::Audience;
use serde_json::Value;
use std::{collections::BTreeMap, fmt::Write};

const HEAD: &str = "# Events

Made from the catalogue (`crates/contracts/src/events/catalogue.rs`) by `dealsmart events`; do not edit it.

An event is a fact that happened in a workspace, written in the transaction of the change that it tells of. Whoever has an event knows that
the change is there, and no change is without its event.

```json
{
  \"id\": \"019cd7a1-0d00-7000-8000-000000000070\",
  \"seq\": 42,
  \"type\": \"message.created\",
  \"version\": 1,
  \"conversation_id\": \"019cd7a1-0d00-7000-8000-000000000010\",
  \"created_at\": \"2026-03-10T10:00:00Z\",
  \"data\": { }
}
```

- **`seq`** rises by one with each event of the workspace, in the order of the changes. Whoever has seen N has seen all before N; a number left out is an
  event that is kept from that reader, or was let go.
- **`id`** stays the same however often an event is delivered: keep the ids that you have handled, and skip what comes again.
- **`type` and `version`** say what `data` holds. Fields are added without a new version, so pass over those that you do not know.
  `GET /api/v1/webhooks/event-types` has the JSON Schema (2020-12) of each.
- **How to get them**: live over the WebSocket ([api.md](api.md)), and in pages with `GET /api/v1/events`, which needs the permission `webhooks:read`; or signed,
  at an address of yours: [webhooks.md](webhooks.md).
  `?after=<seq>` goes on from a point, oldest first; 410 `events_gone` says that what came after it was let go, so load anew what you keep.

| event | when |
|---|---|
";

/// The whole page.
#[must_use]
pub fn page() -> String {
    let mut page = HEAD.to_owned();
    for known in TYPES {
        let _ = writeln!(page, "| [`{}`](#{}) | {} |", known.kind, anchor(known.kind), known.summary);
    }
    let mut shapes = BTreeMap::new();
    for known in TYPES {
        show(known, &mut page, &mut shapes);
    }
    page.push_str("\n# Shapes\n");
    for (name, schema) in &shapes {
        let _ = write!(page, "\n## {name}\n\n");
        if let Some(about) = text(schema, "description") {
            let _ = write!(page, "{about}\n\n");
        }
        fields(schema, &mut page);
    }
    page
}

fn show(known: &EventType, page: &mut String, shapes: &mut BTreeMap<String, Value>) {
    let schema = known.schema();
    let live = match known.audience {
        Audience::Everyone => "staff, and the visitor of the conversation",
        Audience::Staff => "staff",
        Audience::Internal => "nobody; for subscribers",
        Audience::Member => "the member whom `user_id` names",
    };
    let _ = write!(page, "\n## `{}`\n\n{}\n\nVersion {}. Live for {live}.\n\n", known.kind, known.summary, known.version);
    match schema.get("$ref").and_then(Value::as_str).and_then(|target| target.rsplit('/').next()) {
        Some(name) => {
            let _ = writeln!(page, "`data` is a [{name}](#{}).", anchor(name));
        }
        None => fields(&schema, page),
    }
    let example = serde_json::to_string_pretty(&known.example()).unwrap_or_default();
    let _ = write!(page, "\n```json\n{example}\n```\n");
    for (name, shape) in schema.get("$defs").and_then(Value::as_object).into_iter().flatten() {
        shapes.entry(name.clone()).or_insert_with(|| shape.clone());
    }
}

/// A table of an object's fields, or the words of an enumeration.
fn fields(schema: &Value, page: &mut String) {
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
        let _ = writeln!(page, "{}", kind(schema));
        return;
    };
    page.push_str("| field | type | |\n|---|---|---|\n");
    for (name, property) in properties {
        let about = text(property, "description").unwrap_or_default().replace('\n', " ");
        let _ = writeln!(page, "| `{name}` | {} | {about} |", kind(property));
    }
}

/// What a value is, in words.
fn kind(schema: &Value) -> String {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str).and_then(|target| target.rsplit('/').next()) {
        return format!("[{name}](#{})", anchor(name));
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        return values.iter().filter_map(Value::as_str).map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    }
    let choices = ["oneOf", "anyOf", "allOf"].iter().find_map(|name| schema.get(*name)).and_then(Value::as_array);
    if let Some(choices) = choices {
        return choices.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    let names: Vec<&str> = match schema.get("type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => return "anything".into(),
    };
    names.into_iter().map(|name| one(name, schema)).collect::<Vec<_>>().join(" or ")
}

fn one(name: &str, schema: &Value) -> String {
    match (name, text(schema, "format")) {
        ("array", _) => format!("list of {}", schema.get("items").map_or_else(|| "anything".into(), kind)),
        ("string", Some("date-time")) => "time".into(),
        ("string", Some(format)) => format.to_owned(),
        (name, _) => name.to_owned(),
    }
}

fn text<'a>(schema: &'a Value, name: &str) -> Option<&'a str> {
    schema.get(name).and_then(Value::as_str)
}

/// As renderers of Markdown make them of headings.
fn anchor(heading: &str) -> String {
    heading.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == '_' || *c == '-').collect()
}
