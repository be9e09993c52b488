//! The phone's side: it sees who asks, and decides.

use super::{QrStatus, code, unknown};
use crate::{Identity, devices};
use axum::Extension;
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Audit, Data, NoContent, PathId, Person, Place, Problem, Result, TenantTx, Valid};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;
use utoipa::ToSchema;
use uuid::Uuid;

/// From the link of the code, or typed.
#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct QrScan {
    #[garde(skip)]
    pub id: Option<Uuid>,
    #[garde(length(max = 20))]
    pub user_code: Option<String>,
}

/// Who asks to be signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct QrRequest {
    pub id: Uuid,
    /// Must be the one that stands beside the QR code on the other screen.
    pub user_code: String,
    /// Such as "Firefox on Windows".
    pub browser: String,
    pub address: Option<String>,
    pub place: Option<Place>,
    pub asked_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// Opens a request, so that it can be approved or denied. Nothing is given by it. 404 for one that is unknown, over or
/// decided; 429 `too_many_codes` after ten wrong codes in a quarter of an hour.
#[utoipa::path(post, path = "/auth/qr/scan", tag = "auth", security(("bearer" = [])), request_body = QrScan, responses((status = 200, body = Data<QrRequest>)))]
pub async fn scan_qr(caller: Person, Extension(identity): Extension<Arc<Identity>>, Valid(scan): Valid<QrScan>) -> Result<Data<QrRequest>> {
    let me = &caller.principal;
    let by_code = match (scan.id, scan.user_code.as_deref()) {
        (Some(_), _) => None,
        (None, Some(typed)) => {
            let code = code::normal(typed)
                .ok_or_else(|| Problem::invalid("user_code", "invalid_code", "A code has eight letters, such as BCDF-GHJK."))?;
            identity.code_tries.take(me.user_id)?;
            Some(code)
        }
        (None, None) => return Err(Problem::invalid("user_code", "missing", "Enter the code, or scan it.")),
    };
    let mut tx = caller.tenant_tx().await?;
    let now = tx.now();
    let row = sqlx::query!(
        "UPDATE qr_sign_ins SET status = 'scanned', user_id = $3, session_id = $4, tenant_id = $5
         WHERE (id = $1 OR user_code = $2) AND status IN ('pending', 'scanned') AND expires_at > $6
         RETURNING id, user_code, user_agent, address, created_at, expires_at",
        scan.id,
        by_code,
        me.user_id,
        me.session_id,
        me.tenant_id,
        now
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(unknown)?;
    tx.commit().await?;
    if by_code.is_some() {
        identity.code_tries.give_back(me.user_id);
    }
    Ok(Data {
        data: QrRequest {
            id: row.id,
            user_code: row.user_code,
            browser: devices::name(row.user_agent.as_deref()),
            place: row.address.as_deref().and_then(|address| caller.kernel().places.of(address)),
            address: row.address,
            asked_at: row.created_at,
            expires_at: row.expires_at,
        },
    })
}

/// Signs the other browser in as oneself, in this workspace. 404 for a request that was not opened with this session before,
/// that is over, or that was decided already.
#[utoipa::path(post, path = "/auth/qr/{id}/approve", tag = "auth", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 204, description = "Approved")))]
pub async fn approve_qr(caller: Person, PathId(id): PathId) -> Result<NoContent> {
    let mut tx = caller.tenant_tx().await?;
    decide(&mut tx, &caller, id, QrStatus::Approved).await?;
    tx.commit().await?;
    Ok(NoContent)
}

/// Turns the request down; the other browser is told. 404 as for approving.
#[utoipa::path(post, path = "/auth/qr/{id}/deny", tag = "auth", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 204, description = "Denied")))]
pub async fn deny_qr(caller: Person, PathId(id): PathId) -> Result<NoContent> {
    let mut tx = caller.tenant_tx().await?;
    decide(&mut tx, &caller, id, QrStatus::Denied).await?;
    tx.commit().await?;
    Ok(NoContent)
}

/// Only what this very session has before it is decided: whoever was not shown who asks cannot approve.
async fn decide(tx: &mut TenantTx, caller: &Person, id: Uuid, decision: QrStatus) -> Result<()> {
    let (status, action) = match decision {
        QrStatus::Approved => ("approved", "qr_sign_in.approved"),
        _ => ("denied", "qr_sign_in.denied"),
    };
    let (me, now) = (&caller.principal, tx.now());
    let row = sqlx::query!(
        "UPDATE qr_sign_ins SET status = $2
         WHERE id = $1 AND status = 'scanned' AND user_id = $3 AND session_id = $4 AND tenant_id = $5 AND expires_at > $6
         RETURNING user_agent, address",
        id,
        status,
        me.user_id,
        me.session_id,
        me.tenant_id,
        now
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(unknown)?;
    let browser = devices::name(row.user_agent.as_deref());
    tx.audit(Audit::new(action, "sign_in").target(id).after(&json!({ "browser": browser, "address": row.address })));
    Ok(())
}
