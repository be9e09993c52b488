//! How somebody's sign-in is protected, at a glance.

use crate::{Identity, authority::Standing, session};
use axum::Extension;
use chrono::{DateTime, Duration, Utc};
use kernel::{Data, Person, Result, auth::PROOF_MINUTES};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// An authenticator app.
#[derive(Debug, Serialize, ToSchema)]
pub struct TotpState {
    pub confirmed_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct RecoveryCodesState {
    pub left: i64,
    pub of: i64,
    pub created_at: DateTime<Utc>,
}

/// How one's own sign-in is protected.
#[derive(Debug, Serialize, ToSchema)]
pub struct Protection {
    /// None while no app is confirmed.
    pub totp: Option<TotpState>,
    /// Passkeys that open the account.
    pub passkeys: i64,
    pub recovery_codes: Option<RecoveryCodesState>,
    /// Whether there is a password to prove with.
    pub has_password: bool,
    /// Whether the workspace of the token requires a second factor.
    pub required: bool,
    /// What that workspace still asks of this session.
    pub mfa: Standing,
    /// Until then sensitive changes need no other proof.
    pub proved_until: Option<DateTime<Utc>>,
    /// The address that passkeys are bound to; no other page can make or use them.
    pub passkey_origin: String,
}

/// One's authenticator app, passkeys and recovery codes, and what the workspace asks for.
#[utoipa::path(get, path = "/auth/mfa", tag = "auth", security(("bearer" = [])), responses((status = 200, body = Data<Protection>)))]
pub async fn get_protection(caller: Person, Extension(identity): Extension<Arc<Identity>>) -> Result<Data<Protection>> {
    let (user_id, session_id) = (caller.principal.user_id, caller.principal.session_id);
    let mut tx = caller.tenant_tx().await?;
    let now = tx.now();
    let mfa = session::standing(&mut tx, user_id, session_id).await?;
    let row = sqlx::query!(
        r#"SELECT f.confirmed_at AS "confirmed_at?", f.used_at AS "used_at?", coalesce(u.password_hash, '') LIKE '$argon2%' AS "has_password!",
             t.mfa_required,
             (SELECT count(*) FROM passkeys p WHERE p.user_id = u.id AND p.blocked_at IS NULL) AS "passkeys!",
             (SELECT count(*) FROM recovery_codes c WHERE c.user_id = u.id) AS "codes!",
             (SELECT count(*) FROM recovery_codes c WHERE c.user_id = u.id AND c.used_at IS NULL) AS "codes_left!",
             (SELECT max(c.created_at) FROM recovery_codes c WHERE c.user_id = u.id) AS codes_at
           FROM users u
           JOIN tenants t ON t.tenant_id = $2
           LEFT JOIN totp_secrets f ON f.user_id = u.id
           WHERE u.id = $1"#,
        user_id,
        caller.principal.tenant_id
    )
    .fetch_one(&mut *tx)
    .await?;
    let proved_until = caller.principal.proved_at.map(|at| at + Duration::minutes(PROOF_MINUTES)).filter(|until| *until > now);
    Ok(Data {
        data: Protection {
            totp: row.confirmed_at.map(|confirmed_at| TotpState { confirmed_at, used_at: row.used_at }),
            passkeys: row.passkeys,
            recovery_codes: row.codes_at.map(|created_at| RecoveryCodesState { left: row.codes_left, of: row.codes, created_at }),
            has_password: row.has_password,
            required: row.mfa_required,
            mfa,
            proved_until,
            passkey_origin: identity.factors.relying_party.origin.clone(),
        },
    })
}
