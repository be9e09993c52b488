//! Sessions: the refresh cookie, rotation, the end.

use crate::{
    Identity,
    tokens::{ACCESS_SECONDS, RefreshToken},
};
use axum::{
    Extension, Json,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::Duration;
use contracts::tenancy::TenantSummary;
use garde::Validate;
use kernel::{Actor, Data, Kernel, Principal, Problem, Result, Role, TenantCtx, TenantTx, Valid, auth::bearer};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use uuid::Uuid;

const COOKIE: &str = "dealsmart_refresh";
/// A session that is not used for this long ends.
const IDLE_DAYS: i64 = 30;
/// Two tabs may refresh at the same moment.
const GRACE_SECONDS: i64 = 10;

#[derive(Debug, Serialize, ToSchema)]
pub struct UserSummary {
    pub id: Uuid,
    pub email: String,
    pub name: String,
}

/// What signing in gives.
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    pub access_token: String,
    /// Seconds.
    pub expires_in: i64,
    pub refresh_token: String,
    pub user: UserSummary,
    pub tenant: TenantSummary,
    pub role: Role,
}

/// A session, and the cookie that browsers keep it by.
pub struct SignedInResponse {
    pub status: StatusCode,
    pub session: Session,
    pub secure: bool,
}

impl IntoResponse for SignedInResponse {
    fn into_response(self) -> Response {
        let cookie = cookie(&self.session.refresh_token, IDLE_DAYS.saturating_mul(86_400), self.secure);
        let mut response = (self.status, Json(Data { data: self.session })).into_response();
        response.headers_mut().insert(header::SET_COOKIE, cookie);
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

fn cookie(value: &str, seconds: i64, secure: bool) -> HeaderValue {
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{COOKIE}={value}; Path=/api/v1/auth; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    // base64url and digits only, so it always is a header value.
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

/// Makes the session of a user who just proved who they are.
pub async fn begin(
    identity: &Identity,
    tx: &mut TenantTx,
    user: UserSummary,
    tenant: TenantSummary,
    role: Role,
    headers: &HeaderMap,
    address: &str,
) -> Result<Session> {
    let (now, session_id) = (tx.now(), tx.new_id());
    let refresh = identity.tokens.refresh(tenant.id, session_id, None);
    let user_agent: Option<String> =
        headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).map(|text| text.chars().take(300).collect());
    sqlx::query!(
        "INSERT INTO sessions (tenant_id, id, user_id, refresh_hash, user_agent, address, created_at, used_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)",
        tenant.id,
        session_id,
        user.id,
        &refresh.hash(),
        user_agent,
        address,
        now,
        now + Duration::days(IDLE_DAYS)
    )
    .execute(&mut **tx)
    .await?;
    let principal = Principal { user_id: user.id, tenant_id: tenant.id, session_id, role };
    Ok(Session {
        access_token: identity.tokens.access(&principal)?,
        expires_in: ACCESS_SECONDS,
        refresh_token: refresh.encode(),
        user,
        tenant,
        role,
    })
}

#[derive(Debug, Default, Deserialize, Validate, ToSchema)]
pub struct Refresh {
    /// Left out by browsers, which send the cookie.
    #[garde(length(max = 200))]
    pub refresh_token: Option<String>,
}

fn presented(headers: &HeaderMap, body: Option<Valid<Refresh>>) -> Option<RefreshToken> {
    let from_body = body.and_then(|Valid(body)| body.refresh_token);
    let from_cookie = || {
        headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(';')).find_map(|pair| {
            let (name, value) = pair.trim().split_once('=')?;
            (name == COOKIE).then(|| value.to_owned())
        })
    };
    RefreshToken::decode(&from_body.or_else(from_cookie)?)
}

fn signed_out() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "session_ended", "This session has ended. Sign in again.")
}

/// New tokens for the refresh token in the body or the cookie. The old one is used up; used again later, it ends the session.
#[utoipa::path(post, path = "/auth/refresh", tag = "auth", request_body = Refresh, responses((status = 200, body = Data<Session>)))]
pub async fn refresh(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    headers: HeaderMap,
    body: Option<Valid<Refresh>>,
) -> Result<SignedInResponse> {
    let token = presented(&headers, body).ok_or_else(signed_out)?;
    let ctx = TenantCtx { tenant_id: token.tenant_id, actor: Actor::System };
    let mut tx = kernel.db.tenant(&ctx).await?;
    let now = tx.now();
    let row = sqlx::query!(
        "SELECT s.user_id, s.refresh_hash, s.previous_hash, s.used_at, u.email, u.name, m.role, t.slug, t.name AS tenant_name
         FROM sessions s
         JOIN members m ON m.tenant_id = s.tenant_id AND m.user_id = s.user_id
         JOIN users u ON u.id = s.user_id
         JOIN tenants t ON t.tenant_id = s.tenant_id
         WHERE s.tenant_id = $1 AND s.id = $2 AND s.ended_at IS NULL AND s.expires_at > $3
         FOR UPDATE OF s",
        token.tenant_id,
        token.session_id,
        now
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(signed_out)?;
    let (shown, next) = (token.hash(), identity.tokens.refresh(token.tenant_id, token.session_id, Some(&token)));
    let current = row.refresh_hash == shown;
    let just_rotated = row.previous_hash.as_deref() == Some(&shown) && now - row.used_at < Duration::seconds(GRACE_SECONDS);
    if !current && !just_rotated {
        // Someone else has used this token: whoever holds the follower is out as well.
        sqlx::query!("UPDATE sessions SET ended_at = $3 WHERE tenant_id = $1 AND id = $2", token.tenant_id, token.session_id, now)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        tracing::warn!(session = %token.session_id, "a refresh token was used twice; its session is ended");
        return Err(signed_out());
    }
    if current {
        sqlx::query!(
            "UPDATE sessions SET refresh_hash = $3, previous_hash = $4, used_at = $5, expires_at = $6 WHERE tenant_id = $1 AND id = $2",
            token.tenant_id,
            token.session_id,
            &next.hash(),
            &shown,
            now,
            now + Duration::days(IDLE_DAYS)
        )
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    let role: Role = row.role.parse().map_err(Problem::internal)?;
    let principal = Principal { user_id: row.user_id, tenant_id: token.tenant_id, session_id: token.session_id, role };
    let session = Session {
        access_token: identity.tokens.access(&principal)?,
        expires_in: ACCESS_SECONDS,
        refresh_token: next.encode(),
        user: UserSummary { id: row.user_id, email: row.email, name: row.name },
        tenant: TenantSummary { id: token.tenant_id, slug: row.slug, name: row.tenant_name },
        role,
    };
    Ok(SignedInResponse { status: StatusCode::OK, session, secure: identity.secure_cookies })
}

/// Ends the session of the bearer token, the refresh token or the cookie. Ending an ended one is fine.
#[utoipa::path(post, path = "/auth/logout", tag = "auth", request_body = Refresh, responses((status = 204, description = "Signed out")))]
pub async fn logout(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    headers: HeaderMap,
    body: Option<Valid<Refresh>>,
) -> Result<Response> {
    let session = match presented(&headers, body) {
        Some(token) => Some((token.tenant_id, token.session_id, Some(token.hash()))),
        None => match bearer(&headers) {
            Some(token) => kernel.auth.authenticate(token).await.ok().map(|p| (p.tenant_id, p.session_id, None)),
            None => None,
        },
    };
    if let Some((tenant_id, session_id, hash)) = session {
        let mut tx = kernel.db.tenant(&TenantCtx::system(tenant_id)).await?;
        let (now, hash) = (tx.now(), hash.map(|h| h.to_vec()));
        sqlx::query!(
            "UPDATE sessions SET ended_at = $3 WHERE tenant_id = $1 AND id = $2 AND ended_at IS NULL
             AND ($4::bytea IS NULL OR refresh_hash = $4 OR previous_hash = $4)",
            tenant_id,
            session_id,
            now,
            hash
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.headers_mut().insert(header::SET_COOKIE, cookie("", 0, identity.secure_cookies));
    Ok(response)
}
