use kernel::{Can, Cursor, Data, Page, PageQuery, PathId, Query, Result, grants};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{Document, DocumentStatus, Row, find};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DocumentQuery {
    pub status: Option<DocumentStatus>,
    /// Part of the title or of the file name.
    pub q: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

/// The newest first.
#[utoipa::path(get, path = "/knowledge/documents", tag = "knowledge", security(("bearer" = [])), params(DocumentQuery), responses((status = 200, body = Page<Document>)))]
pub async fn list_documents(ctx: Can<grants::KnowledgeRead>, Query(query): Query<DocumentQuery>) -> Result<Page<Document>> {
    let page = PageQuery { limit: query.limit, cursor: query.cursor, total: None };
    let limit = page.limit()?;
    let (at, id) = page.cursor()?.map_or((None, None), |cursor| (cursor.at, Some(cursor.id)));
    let like = query
        .q
        .filter(|q| !q.trim().is_empty())
        .map(|q| format!("%{}%", q.trim().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")));
    let mut tx = ctx.tenant_tx().await?;
    let tenant_id = tx.tenant_id();
    let rows = sqlx::query_as!(
        Row,
        "SELECT id, title, filename, media_type, size, status AS \"status: _\", progress, error_code, error_message, chunk_count, page_count, created_at, updated_at
         FROM documents
         WHERE tenant_id = $1
           AND ($2::text IS NULL OR status = $2)
           AND ($3::text IS NULL OR title ILIKE $3 OR filename ILIKE $3)
           AND ($4::timestamptz IS NULL OR (created_at, id) < ($4, $5))
         ORDER BY created_at DESC, id DESC
         LIMIT $6",
        tenant_id,
        query.status.map(DocumentStatus::as_str),
        like,
        at,
        id,
        limit.saturating_add(1)
    )
    .fetch_all(&mut *tx)
    .await?;
    let documents = rows.into_iter().map(Document::from).collect();
    Ok(Page::new(documents, limit, |document: &Document| Cursor::at(document.created_at, document.id)))
}

#[utoipa::path(get, path = "/knowledge/documents/{id}", tag = "knowledge", security(("bearer" = [])), params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Data<Document>)))]
pub async fn get_document(ctx: Can<grants::KnowledgeRead>, PathId(id): PathId) -> Result<Data<Document>> {
    let mut tx = ctx.tenant_tx().await?;
    Ok(Data { data: find(&mut tx, id).await? })
}
