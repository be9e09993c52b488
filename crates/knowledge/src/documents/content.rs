//! The original file, and the pieces it was cut into.

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kernel::{Can, Cursor, Page, PageQuery, PathId, Problem, Query, Result, TenantCtx, grants};
use uuid::Uuid;

use super::{ChunkView, find};

/// The chunks in the document's order.
#[utoipa::path(get, path = "/knowledge/documents/{id}/chunks", tag = "knowledge", security(("bearer" = [])), params(("id" = Uuid, Path), PageQuery), responses((status = 200, body = Page<ChunkView>)))]
pub async fn document_chunks(
    ctx: Can<grants::KnowledgeRead>,
    PathId(id): PathId,
    Query(page): Query<PageQuery>,
) -> Result<Page<ChunkView>> {
    let limit = page.limit()?;
    let after = match page.cursor()? {
        Some(cursor) => {
            let position = cursor.text.as_deref().and_then(|position| position.parse::<i32>().ok());
            position.ok_or_else(|| Problem::invalid("cursor", "unknown_cursor", "is not a cursor of this list"))?
        }
        None => -1,
    };
    let mut tx = ctx.tenant_tx().await?;
    let tenant_id = tx.tenant_id();
    find(&mut tx, id).await?;
    let chunks = sqlx::query_as!(
        ChunkView,
        "SELECT id, position, locator, content FROM chunks
         WHERE tenant_id = $1 AND document_id = $2 AND position > $3 ORDER BY position LIMIT $4",
        tenant_id,
        id,
        after,
        limit.saturating_add(1)
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Page::new(chunks, limit, |chunk: &ChunkView| Cursor::text(chunk.position.to_string(), chunk.id)))
}

/// The file as it was uploaded.
#[utoipa::path(get, path = "/knowledge/documents/{id}/content", tag = "knowledge", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 200, description = "The original file", body = Vec<u8>, content_type = "application/octet-stream")))]
pub async fn document_content(ctx: Can<grants::KnowledgeRead>, PathId(id): PathId) -> Result<Response> {
    let mut tx = ctx.tenant_tx().await?;
    let document = find(&mut tx, id).await?;
    let tenant = tx.ctx().clone();
    drop(tx);
    let db = ctx.kernel().db.clone();
    // One part at a time, each in its own transaction: a slow reader holds neither memory nor a connection.
    let parts = futures_util::stream::try_unfold(0_i32, move |part| {
        let (db, tenant) = (db.clone(), tenant.clone());
        async move { Ok::<_, Problem>(read_part(&db, &tenant, id, part).await?.map(|bytes| (bytes, part.saturating_add(1)))) }
    });
    let mut response = Body::from_stream(parts).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(&document.media_type).map_err(Problem::internal)?);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(document.size));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // An uploaded page must not run as one of ours.
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"),
    );
    headers.insert(header::CONTENT_DISPOSITION, disposition(&document.filename)?);
    Ok(response)
}

/// RFC 6266: an ASCII name for old readers, the true one for the rest.
fn disposition(filename: &str) -> Result<HeaderValue> {
    let plain: String =
        filename.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' }).collect();
    let encoded: String = filename
        .bytes()
        .map(|b| if b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_') { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect();
    HeaderValue::from_str(&format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")).map_err(Problem::internal)
}

pub(crate) async fn read_part(db: &kernel::Db, tenant: &TenantCtx, document_id: Uuid, part: i32) -> Result<Option<Bytes>> {
    let mut tx = db.tenant(tenant).await?;
    let tenant_id = tx.tenant_id();
    let content = sqlx::query_scalar!(
        "SELECT content FROM document_files WHERE tenant_id = $1 AND document_id = $2 AND part = $3",
        tenant_id,
        document_id,
        part
    )
    .fetch_optional(&mut *tx)
    .await?;
    Ok(content.map(Bytes::from))
}
