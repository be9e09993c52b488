//! Taking a file in: spooled to disk while it arrives, looked at, stored in parts, and left to a job.

use std::io::SeekFrom;
use std::sync::Arc;

use axum::Extension;
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use contracts::{Limit, Limits};
use kernel::{Accepted, Audit, Can, Data, Problem, Result, TenantTx, grants};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Document, Row, announce, find};
use crate::ingest;
use crate::parse::{Format, MAX_FILE_BYTES, ParseFailure, detect};

/// Room for the form around the largest file.
pub const MAX_BODY_BYTES: usize = MAX_FILE_BYTES + 64 * 1024;
const PART_BYTES: usize = 1024 * 1024;
/// What detection looks at: the start of the file, and the end, where an archive lists its names.
const LOOK_BYTES: usize = 64 * 1024;
static DUPLICATE: HeaderName = HeaderName::from_static("x-dealsmart-duplicate");

/// The form of an upload, for the API's description.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes a multipart form; never built")]
pub struct DocumentUpload {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// The document's own title, or its file name, when absent.
    title: Option<String>,
}

/// Takes a file of at most 50 MiB and reads it in the background. A file that is there already (by content) is answered with
/// 200, the document, and `x-dealsmart-duplicate: true`. 409 `plan_limit_reached`.
#[utoipa::path(
    post, path = "/knowledge/documents", tag = "knowledge", security(("bearer" = [])),
    request_body(content = DocumentUpload, content_type = "multipart/form-data"),
    responses((status = 202, body = Data<Document>), (status = 200, body = Data<Document>, description = "The same file was there"))
)]
pub async fn upload_document(
    ctx: Can<grants::KnowledgeWrite>,
    Extension(limits): Extension<Arc<dyn Limits>>,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let form = form.map_err(|rejection| {
        if rejection.status() == StatusCode::UNSUPPORTED_MEDIA_TYPE || rejection.status() == StatusCode::BAD_REQUEST {
            Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "Send the file as a form (multipart/form-data) with the field `file`.",
            )
        } else {
            unreadable()
        }
    })?;
    let upload = Upload::receive(form).await?;
    let format = detect(&upload.look, &upload.filename).map_err(refused)?;
    let mut tx = ctx.tenant_tx().await?;
    upload.make_room(&mut tx, limits.as_ref()).await?;
    let Some(document) = upload.store(&mut tx, format).await? else {
        let existing = existing(&mut tx, &upload.hash).await?;
        let mut response = Data { data: existing }.into_response();
        response.headers_mut().insert(DUPLICATE.clone(), HeaderValue::from_static("true"));
        return Ok(response);
    };
    announce(&document, &mut tx)?;
    tx.enqueue(ingest::job(document.id, 1));
    tx.audit(Audit::new("document.uploaded", "document").target(document.id).after(&document));
    tx.commit().await?;
    Ok(Accepted(document).into_response())
}

fn unreadable() -> Problem {
    Problem::bad_request("unreadable_body", "The form could not be read to its end.")
}

fn broken_form(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { too_large() } else { unreadable() }
}

fn too_large() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "file_too_large", "The file is larger than 50 MiB.")
}

fn spool_failed(error: &std::io::Error) -> Problem {
    Problem::internal(format_args!("spooling an upload: {error}"))
}

/// What is plain at a look is refused at once; what only reading shows fails the document later.
fn refused(failure: ParseFailure) -> Problem {
    match failure.code.as_str() {
        "file_type_unsupported" => Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "file_type_unsupported", failure.message),
        "file_encrypted" => Problem::unprocessable("file_encrypted", failure.message),
        "file_empty" => Problem::unprocessable("file_empty", failure.message),
        _ => Problem::unprocessable("file_unreadable", failure.message),
    }
}

struct Upload {
    title: Option<String>,
    filename: String,
    /// Start and end of the file.
    look: Vec<u8>,
    hash: Vec<u8>,
    size: usize,
    spool: tokio::sync::Mutex<tokio::fs::File>,
}

impl Upload {
    async fn receive(mut form: Multipart) -> Result<Self> {
        let mut file = None;
        let mut title = None;
        while let Some(field) = form.next_field().await.map_err(|error| broken_form(&error))? {
            match field.name() {
                Some("file") if file.is_none() => file = Some(Self::spool(field).await?),
                Some("title") => title = Some(field.text().await.map_err(|error| broken_form(&error))?),
                _ => {}
            }
        }
        let mut upload = file.ok_or_else(|| Problem::invalid("file", "missing", "is missing: choose a file"))?;
        let title = title.map(|title| crate::parse::clean(&title)).filter(|title| !title.is_empty());
        if title.as_ref().is_some_and(|title| title.chars().count() > 300) {
            return Err(Problem::invalid("title", "too_long", "must have at most 300 characters"));
        }
        upload.title = title;
        Ok(upload)
    }

    async fn spool(mut field: Field<'_>) -> Result<Self> {
        let filename = file_name(field.file_name().unwrap_or_default());
        let spool = tempfile::tempfile().map_err(|error| spool_failed(&error))?;
        let mut spool = tokio::fs::File::from_std(spool);
        let mut hash = Sha256::new();
        let mut size: usize = 0;
        let mut look: Vec<u8> = Vec::new();
        let mut tail: Vec<u8> = Vec::new();
        while let Some(bytes) = field.chunk().await.map_err(|error| broken_form(&error))? {
            size = size.saturating_add(bytes.len());
            if size > MAX_FILE_BYTES {
                return Err(too_large());
            }
            hash.update(&bytes);
            let room = LOOK_BYTES.saturating_sub(look.len()).min(bytes.len());
            look.extend_from_slice(bytes.get(..room).unwrap_or_default());
            tail.extend_from_slice(bytes.get(room..).unwrap_or_default());
            if tail.len() > LOOK_BYTES {
                tail.drain(..tail.len() - LOOK_BYTES);
            }
            spool.write_all(&bytes).await.map_err(|error| spool_failed(&error))?;
        }
        spool.flush().await.map_err(|error| spool_failed(&error))?;
        look.append(&mut tail);
        Ok(Self { title: None, filename, look, hash: hash.finalize().to_vec(), size, spool: tokio::sync::Mutex::new(spool) })
    }

    /// None when the tenant has the same file.
    /// A file that is there already takes no more room.
    async fn make_room(&self, tx: &mut TenantTx, limits: &dyn Limits) -> Result<()> {
        let tenant_id = tx.tenant_id();
        let known = sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT FROM documents WHERE tenant_id = $1 AND content_hash = $2) AS "known!""#,
            tenant_id,
            self.hash
        )
        .fetch_one(&mut **tx)
        .await?;
        if known {
            return Ok(());
        }
        limits.make_room(tx, Limit::Documents, 1).await?;
        limits.make_room(tx, Limit::StorageBytes, i64::try_from(self.size).unwrap_or(i64::MAX)).await
    }

    async fn store(&self, tx: &mut TenantTx, format: Format) -> Result<Option<Document>> {
        let (tenant_id, id, now, user) = (tx.tenant_id(), tx.new_id(), tx.now(), tx.ctx().user_id());
        let title = self.title.clone().unwrap_or_else(|| title_of(&self.filename));
        let row = sqlx::query_as!(
            Row,
            "INSERT INTO documents (tenant_id, id, title, title_given, filename, media_type, size, content_hash, created_by, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
             ON CONFLICT (tenant_id, content_hash) DO NOTHING
             RETURNING id, title, filename, media_type, size, status AS \"status: _\", progress, error_code, error_message, chunk_count, page_count, created_at, updated_at",
            tenant_id,
            id,
            title,
            self.title.is_some(),
            self.filename,
            format.media_type(),
            i64::try_from(self.size).unwrap_or(i64::MAX),
            self.hash,
            user,
            now
        )
        .fetch_optional(&mut **tx)
        .await?;
        let Some(row) = row else { return Ok(None) };
        self.store_parts(tx, tenant_id, id).await?;
        Ok(Some(row.into()))
    }

    async fn store_parts(&self, tx: &mut TenantTx, tenant_id: Uuid, id: Uuid) -> Result<()> {
        let mut spool = self.spool.lock().await;
        spool.seek(SeekFrom::Start(0)).await.map_err(|error| spool_failed(&error))?;
        for part in 0_i32.. {
            let mut content = Vec::new();
            let limit = u64::try_from(PART_BYTES).unwrap_or(u64::MAX);
            (&mut *spool).take(limit).read_to_end(&mut content).await.map_err(|error| spool_failed(&error))?;
            if content.is_empty() {
                break;
            }
            sqlx::query!(
                "INSERT INTO document_files (tenant_id, document_id, part, content) VALUES ($1, $2, $3, $4)",
                tenant_id,
                id,
                part,
                content
            )
            .execute(&mut **tx)
            .await?;
        }
        Ok(())
    }
}

async fn existing(tx: &mut TenantTx, hash: &[u8]) -> Result<Document> {
    let tenant_id = tx.tenant_id();
    let id = sqlx::query_scalar!("SELECT id FROM documents WHERE tenant_id = $1 AND content_hash = $2", tenant_id, hash)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or_else(|| Problem::conflict("document_changing", "The same file is being removed right now. Try again."))?;
    find(tx, id).await
}

/// The last part of a path, whichever way its separators lean, without characters that no name needs.
fn file_name(sent: &str) -> String {
    let name = crate::parse::clean(sent.rsplit(['/', '\\']).next().unwrap_or_default());
    let name: String = name.chars().take(255).collect();
    if name.is_empty() { "document".to_owned() } else { name }
}

/// `new-vehicle_warranty.pdf` as `New vehicle warranty`, until the document says its own.
fn title_of(filename: &str) -> String {
    let stem = filename.rsplit_once('.').map_or(filename, |(stem, _)| stem);
    let words = crate::parse::clean(&stem.replace(['-', '_'], " "));
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => filename.to_owned(),
    }
}

/// Writes a file that the program itself brings (the demo's). False when the tenant has it already.
///
/// # Errors
/// 415 and 422 as for an upload.
pub async fn add_document(tx: &mut TenantTx, filename: &str, title: Option<&str>, bytes: &[u8]) -> Result<bool> {
    let format = detect(bytes, filename).map_err(refused)?;
    let spool = tempfile::tempfile().map_err(|error| spool_failed(&error))?;
    let mut spool = tokio::fs::File::from_std(spool);
    spool.write_all(bytes).await.map_err(|error| spool_failed(&error))?;
    spool.flush().await.map_err(|error| spool_failed(&error))?;
    let upload = Upload {
        title: title.map(str::to_owned),
        filename: file_name(filename),
        look: Vec::new(),
        hash: Sha256::digest(bytes).to_vec(),
        size: bytes.len(),
        spool: tokio::sync::Mutex::new(spool),
    };
    let Some(document) = upload.store(tx, format).await? else { return Ok(false) };
    announce(&document, tx)?;
    tx.enqueue(ingest::job(document.id, 1));
    Ok(true)
}
