//! The page behind a citation: the passage that an answer quotes, with the quote marked.

use super::Widget;
use axum::{Extension, extract::State, response::Html};
use kernel::{Kernel, Problem, Query, Result, Segments, TenantCtx};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SourceQuery {
    quote: String,
}

/// The passage of a document that holds the quote. Who does not know the words sees nothing of the document.
#[utoipa::path(get, path = "/widget/{key}/sources/{document_id}", tag = "widget", params(("key" = String, Path), ("document_id" = Uuid, Path), SourceQuery), responses((status = 200, content_type = "text/html", body = String)))]
pub async fn show_source(
    State(kernel): State<Kernel>,
    Extension(widget): Extension<Widget>,
    Segments((key, document_id)): Segments<(String, String)>,
    Query(query): Query<SourceQuery>,
) -> Result<Html<String>> {
    let found = widget.chatbots.find(&key).await?;
    found.check_open()?;
    let document_id = Uuid::parse_str(&document_id).map_err(|_| Problem::not_found("document"))?;
    let quote = spaced(&query.quote);
    // A word or two would let a stranger leaf through a document.
    if quote.chars().count() < 4 {
        return Err(Problem::invalid("quote", "too_short", "must have at least 4 characters"));
    }
    let mut tx = kernel.db.tenant(&TenantCtx::system(found.tenant_id)).await?;
    let rows = sqlx::query!(
        "SELECT d.title, c.locator, c.content FROM chunks c JOIN documents d ON d.tenant_id = c.tenant_id AND d.id = c.document_id
         WHERE c.tenant_id = $1 AND c.document_id = $2 ORDER BY c.position",
        found.tenant_id,
        document_id
    )
    .fetch_all(&mut *tx)
    .await?;
    let row = rows.into_iter().find(|row| spaced(&row.content).contains(&quote)).ok_or_else(|| Problem::not_found("source"))?;
    Ok(Html(page(&found.tenant_name, &row.title, row.locator.as_deref(), &row.content, &quote)))
}

/// White space of any kind as single spaces.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn page(tenant: &str, title: &str, locator: Option<&str>, content: &str, quote: &str) -> String {
    let mut body = String::new();
    for paragraph in content.split("\n\n").map(spaced) {
        let marked = match paragraph.split_once(quote) {
            Some((before, after)) => format!("{}<mark>{}</mark>{}", escaped(before), escaped(quote), escaped(after)),
            None => escaped(&paragraph),
        };
        body.push_str(&format!("<p>{marked}</p>\n"));
    }
    if !body.contains("<mark>") {
        // The quote runs over a paragraph's end.
        let whole = spaced(content);
        if let Some((before, after)) = whole.split_once(quote) {
            body = format!("<p>{}<mark>{}</mark>{}</p>\n", escaped(before), escaped(quote), escaped(after));
        }
    }
    let locator = locator.map(|l| format!("<p class=\"locator\">{}</p>", escaped(l))).unwrap_or_default();
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"robots\" content=\"noindex\"><title>{title}</title><link rel=\"stylesheet\" href=\"/widget/source.css\"></head>\
         <body><main><p class=\"tenant\">{tenant}</p><h1>{title}</h1>{locator}{body}</main></body></html>",
        title = escaped(title),
        tenant = escaped(tenant),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quote_is_marked_and_nothing_is_markup() {
        let html = page("T", "A <b>title</b>", Some("page 3"), "One <i>two</i>\nthree four five.\n\nSix.", "three four five.");
        assert!(html.contains("<mark>three four five.</mark>"));
        assert!(html.contains("&lt;i&gt;two&lt;/i&gt;"));
        assert!(!html.contains("<b>"));
    }
}
