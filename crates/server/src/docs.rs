//! The API's docs for people, made from the OpenAPI document: no script, nothing from elsewhere.

use serde_json::Value;
use std::fmt::Write;
use utoipa::openapi::OpenApi;

/// The whole page.
#[must_use]
pub fn page(api: &OpenApi) -> String {
    let document = serde_json::to_value(api).unwrap_or_default();
    let mut areas: Vec<(String, String)> = Vec::new();
    for (path, methods) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            let tag = operation.pointer("/tags/0").and_then(Value::as_str).unwrap_or("other").to_owned();
            let html = show(path, method, operation);
            match areas.iter_mut().find(|(name, _)| *name == tag) {
                Some((_, text)) => text.push_str(&html),
                None => areas.push((tag, html)),
            }
        }
    }
    let mut nav = String::new();
    let mut body = String::new();
    for (tag, html) in &areas {
        let _ = write!(nav, "<li><a href=\"#{tag}\">{tag}</a></li>");
        let _ = write!(body, "<section id=\"{tag}\"><h2>{tag}</h2>{html}</section>");
    }
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>DealSmart API</title><link rel=\"stylesheet\" href=\"/docs-assets/docs.css\"></head><body>\
         <nav aria-label=\"Areas\"><strong>DealSmart API</strong><ul>{nav}</ul><a href=\"/api/v1/openapi.json\">openapi.json</a></nav>\
         <main><h1>DealSmart API</h1><p>Send <code>Authorization: Bearer &lt;access token&gt;</code> from <code>POST /api/v1/auth/login</code>. \
         Success is <code>{{\"data\": …}}</code>; a failure is <code>application/problem+json</code> with a stable <code>code</code>.</p>{body}</main></body></html>"
    )
}

fn show(path: &str, method: &str, operation: &Value) -> String {
    let text = |name: &str| escaped(operation.get(name).and_then(Value::as_str).unwrap_or_default());
    let mut html = format!(
        "<article><h3><span class=\"method {method}\">{}</span> <code>{}</code></h3><p>{} {}</p>",
        method.to_uppercase(),
        escaped(path),
        text("summary"),
        text("description")
    );
    let parameters = operation.get("parameters").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if !parameters.is_empty() {
        html.push_str("<table><thead><tr><th>Parameter</th><th>In</th><th>What it is</th></tr></thead><tbody>");
        for parameter in parameters {
            let text = |name: &str| escaped(parameter.get(name).and_then(Value::as_str).unwrap_or_default());
            let _ = write!(html, "<tr><td><code>{}</code></td><td>{}</td><td>{}</td></tr>", text("name"), text("in"), text("description"));
        }
        html.push_str("</tbody></table>");
    }
    if let Some(name) = operation.pointer("/requestBody/content").and_then(schema_name) {
        let _ = write!(html, "<p>Body: <code>{}</code></p>", escaped(&name));
    }
    for (status, response) in operation.get("responses").and_then(Value::as_object).into_iter().flatten() {
        let name = response.get("content").and_then(schema_name).unwrap_or_default();
        let _ = write!(html, "<p>{} <code>{}</code></p>", escaped(status), escaped(&name));
    }
    html + "</article>"
}

fn schema_name(content: &Value) -> Option<String> {
    let (kind, body) = content.as_object()?.iter().next()?;
    let name = body.pointer("/schema/$ref").and_then(Value::as_str).and_then(|r| r.rsplit('/').next());
    Some(name.unwrap_or(kind).replace("Data_", "").replace("Page_", "list of "))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
