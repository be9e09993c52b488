//! The workspace's logo: a small PNG, of which nothing but the pixels is kept.

use crate::{
    picture::{self, Fault},
    tenant::{self, Tenant},
};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use kernel::{Can, Data, Kernel, Problem, Result, Segments, TenantCtx, extract::body_problem, grants, secret};
use uuid::Uuid;

/// What is taken, and what is kept.
pub(crate) const MOST_BYTES: usize = 256 * 1024;
/// Pixels, each way.
const SIDE: std::ops::RangeInclusive<u32> = 16..=1024;

/// Where it is shown. Every logo has an address of its own, so that browsers and mails may keep it for good.
pub(crate) fn path(tenant_id: Uuid, hash: &[u8]) -> String {
    let hash: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("/api/v1/logos/{tenant_id}/{hash}")
}

fn refused(fault: Fault) -> Problem {
    match fault {
        Fault::Unreadable => Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "image_unreadable",
            "The file is no PNG image, not interlaced, that can be read.",
        ),
        Fault::Size => Problem::invalid("logo", "wrong_size", "must be 16 to 1024 pixels wide and high"),
    }
}

fn too_large() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "image_too_large", "A logo has at most 256 KiB.")
}

/// Sets the logo: a PNG of at most 256 KiB, 16 to 1024 pixels each way, as the body. 413 `image_too_large`; 415 `image_unreadable`.
#[utoipa::path(
    put, path = "/tenant/logo", tag = "tenancy", security(("bearer" = [])),
    request_body(content = Vec<u8>, content_type = "image/png"),
    responses((status = 200, body = Data<Tenant>))
)]
pub async fn set_logo(
    ctx: Can<grants::TenantWrite>,
    body: std::result::Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<Data<Tenant>> {
    let file = body.map_err(|rejection| body_problem(&rejection))?;
    if file.len() > MOST_BYTES {
        return Err(too_large());
    }
    // Some milliseconds of work for the largest one.
    let content =
        tokio::task::spawn_blocking(move || picture::stripped(&file, &SIDE)).await.map_err(Problem::internal)?.map_err(refused)?;
    let mut tx = ctx.tenant_tx().await?;
    tenant::lock(&mut tx).await?;
    let (before, now) = (tenant::load(&mut tx).await?, tx.now());
    sqlx::query!(
        "INSERT INTO tenant_logos (tenant_id, content, hash, updated_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (tenant_id) DO UPDATE SET content = excluded.content, hash = excluded.hash, updated_at = excluded.updated_at",
        ctx.principal.tenant_id,
        content,
        &secret::hash(&content),
        now
    )
    .execute(&mut *tx)
    .await?;
    let after = tenant::load(&mut tx).await?;
    tenant::changed(&mut tx, "tenant.logo_changed", &before, &after)?;
    tx.commit().await?;
    Ok(Data { data: after })
}

/// Takes the logo away.
#[utoipa::path(delete, path = "/tenant/logo", tag = "tenancy", security(("bearer" = [])), responses((status = 200, body = Data<Tenant>)))]
pub async fn remove_logo(ctx: Can<grants::TenantWrite>) -> Result<Data<Tenant>> {
    let mut tx = ctx.tenant_tx().await?;
    tenant::lock(&mut tx).await?;
    let before = tenant::load(&mut tx).await?;
    sqlx::query!("DELETE FROM tenant_logos WHERE tenant_id = $1", ctx.principal.tenant_id).execute(&mut *tx).await?;
    let after = tenant::load(&mut tx).await?;
    tenant::changed(&mut tx, "tenant.logo_changed", &before, &after)?;
    tx.commit().await?;
    Ok(Data { data: after })
}

/// A logo, for who knows its address: pages and mails show it to anyone.
#[utoipa::path(
    get, path = "/logos/{tenant_id}/{hash}", tag = "tenancy", params(("tenant_id" = Uuid, Path), ("hash" = String, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "image/png"))
)]
pub async fn show_logo(State(kernel): State<Kernel>, Segments((tenant_id, hash)): Segments<(Uuid, String)>) -> Result<Response> {
    let mut tx = kernel.db.tenant(&TenantCtx::system(tenant_id)).await?;
    let logo = sqlx::query!("SELECT content, hash FROM tenant_logos WHERE tenant_id = $1", tenant_id)
        .fetch_optional(&mut *tx)
        .await?
        .filter(|logo| path(tenant_id, &logo.hash).ends_with(&format!("/{hash}")))
        .ok_or_else(|| Problem::not_found("logo"))?;
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/png"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    Ok((headers, logo.content).into_response())
}
