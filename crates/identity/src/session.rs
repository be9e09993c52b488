//! Sessions: their beginning, the refresh cookie, rotation, the end.
//!
//! A session is a person's, in one browser, whichever of their workspaces they look at.

use crate::{
    Identity, Tokens,
    authority::{Standing, session_ended},
    cookies,
    tokens::{RefreshToken, Subject},
    workspaces::{self, Membership},
};
use axum::{
    Extension, Json,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Duration, Utc};
use contracts::tenancy::TenantSummary;
use garde::Validate;
use kernel::{AccessChange, Audit, Data, Kernel, PersonTx, Problem, Result, Role, TenantTx, Valid, audit::origin, auth::bearer};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;
use utoipa::ToSchema;
use uuid::Uuid;

/// Two tabs may refresh at the same moment.
const GRACE_SECONDS: i64 = 10;
/// Sessions that are over are forgotten after this long.
const FORGOTTEN_DAYS: i64 = 90;

/// How long sessions live.
#[derive(Debug, Clone, Copy)]
pub struct SessionPolicy {
    /// However much one is used.
    pub absolute: Duration,
    /// When it is not used.
    pub idle: Duration,
}

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
    /// Whether the workspace asks for more before it lets this session in: until then its operations answer 403 with
    /// `second_factor_required` or `mfa_enrolment_required`.
    pub mfa: Standing,
}

/// A session, and the cookie that browsers keep it by.
pub struct SignedInResponse {
    pub status: StatusCode,
    pub session: Session,
    /// Until when the cookie is good, from now.
    pub cookie: Duration,
    pub secure: bool,
    /// Others that go with it.
    pub cookies: Vec<HeaderValue>,
}

impl SignedInResponse {
    /// The session's cookie and what else the browser keeps, for answers of another shape.
    pub(crate) fn all_cookies(&self) -> Vec<HeaderValue> {
        let session = cookies::set(cookies::REFRESH, &self.session.refresh_token, self.cookie.num_seconds(), self.secure);
        [session].into_iter().chain(self.cookies.iter().cloned()).collect()
    }
}

impl IntoResponse for SignedInResponse {
    fn into_response(self) -> Response {
        let cookies = self.all_cookies();
        let mut response = (self.status, Json(Data { data: self.session })).into_response();
        for cookie in cookies {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

/// 204, and no cookie any more.
pub(crate) fn signed_out(identity: &Identity) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.headers_mut().insert(header::SET_COOKIE, cookies::set(cookies::REFRESH, "", 0, identity.secure_cookies));
    response
}

/// What was shown for a session at its beginning.
#[derive(Default)]
pub(crate) struct Begin {
    pub proved_at: Option<DateTime<Utc>>,
    pub second_factor_at: Option<DateTime<Utc>>,
    pub device_hash: Option<[u8; 32]>,
    /// Good for its tenant alone, and not for what belongs to the account.
    pub confined: bool,
}

/// Makes the first session of a new account. Everyone else comes in by [`crate::admit`]. The transaction is that user's, in
/// the tenant.
pub async fn begin(identity: &Identity, tx: &mut TenantTx, user: UserSummary, tenant: TenantSummary, role: Role) -> Result<Session> {
    let begun = Begin { proved_at: Some(tx.now()), ..Begin::default() };
    begin_as(identity, tx, user, tenant, role, begun).await
}

/// Makes a session for who has shown all that was asked for.
pub(crate) async fn begin_as(
    identity: &Identity,
    tx: &mut TenantTx,
    user: UserSummary,
    tenant: TenantSummary,
    role: Role,
    begun: Begin,
) -> Result<Session> {
    refuse_suspended(tx, user.id).await?;
    let (now, session_id, origin) = (tx.now(), tx.new_id(), origin());
    let refresh = identity.tokens.refresh(user.id, session_id, None);
    let expires_at = now + identity.policy.absolute;
    sqlx::query!(
        "DELETE FROM sessions WHERE user_id = $1 AND coalesce(ended_at, expires_at) < $2",
        user.id,
        now - Duration::days(FORGOTTEN_DAYS)
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "INSERT INTO sessions (id, user_id, tenant_id, refresh_hash, rotated_at, user_agent, address, created_at, used_at, expires_at,
           proved_at, second_factor_at, device_hash, confined)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $5, $5, $8, $9, $10, $11, $12)",
        session_id,
        user.id,
        tenant.id,
        &refresh.hash(),
        now,
        origin.user_agent,
        origin.address,
        expires_at,
        begun.proved_at,
        begun.second_factor_at,
        begun.device_hash.as_ref().map(<[u8; 32]>::as_slice),
        begun.confined
    )
    .execute(&mut **tx)
    .await?;
    tx.audit(Audit::new("session.started", "session").target(session_id));
    let subject = Subject { user_id: user.id, tenant_id: tenant.id, session_id, session_expires_at: expires_at };
    let mfa = standing(tx, user.id, session_id).await?;
    session(&identity.tokens, subject, &refresh, user, Membership { tenant, role }, mfa).await
}

/// Every way in ends in a session, so here is where a suspended account is kept out.
async fn refuse_suspended(tx: &mut TenantTx, user_id: Uuid) -> Result<()> {
    let suspended = sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM user_suspensions WHERE user_id = $1) AS "suspended!""#, user_id)
        .fetch_one(&mut **tx)
        .await?;
    if suspended {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "account_suspended",
            "Your account is suspended. Whoever runs this installation can tell why.",
        ));
    }
    Ok(())
}

async fn session(
    tokens: &Tokens,
    subject: Subject,
    refresh: &RefreshToken,
    user: UserSummary,
    place: Membership,
    mfa: Standing,
) -> Result<Session> {
    let (access, Membership { tenant, role }) = (tokens.access(&subject).await?, place);
    Ok(Session { access_token: access.token, expires_in: access.seconds, refresh_token: refresh.encode(), user, tenant, role, mfa })
}

/// What the tenant of the transaction still asks of a session.
pub(crate) async fn standing(tx: &mut TenantTx, user_id: Uuid, session_id: Uuid) -> Result<Standing> {
    let tenant_id = tx.tenant_id();
    let row = sqlx::query!(
        r#"SELECT t.mfa_required AND NOT s.confined AS "mfa_required!", s.second_factor_at,
             (EXISTS (SELECT FROM totp_secrets WHERE user_id = $2 AND confirmed_at IS NOT NULL)
               OR EXISTS (SELECT FROM passkeys WHERE user_id = $2 AND blocked_at IS NULL)) AS "has_factor!"
           FROM tenants t, sessions s WHERE t.tenant_id = $1 AND s.id = $3"#,
        tenant_id,
        user_id,
        session_id
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(Standing::of(row.mfa_required, row.second_factor_at, row.has_factor))
}

impl Identity {
    /// The answer to who just signed in.
    pub(crate) fn welcome(&self, status: StatusCode, session: Session) -> SignedInResponse {
        SignedInResponse {
            status,
            session,
            cookie: self.policy.idle.min(self.policy.absolute),
            secure: self.secure_cookies,
            cookies: Vec::new(),
        }
    }
}

#[derive(Debug, Default, Deserialize, Validate, ToSchema)]
pub struct Refresh {
    /// Left out by browsers, which send the cookie.
    #[garde(length(max = 200))]
    pub refresh_token: Option<String>,
    /// The workspace that the access token shall be for; the one last used when absent.
    #[garde(skip)]
    pub tenant_id: Option<Uuid>,
}

fn presented(headers: &HeaderMap, from_body: Option<String>) -> Option<RefreshToken> {
    RefreshToken::decode(&from_body.or_else(|| cookies::read(headers, cookies::REFRESH))?)
}

/// A live session as the refresh needs it.
struct Live {
    tenant_id: Uuid,
    refresh_hash: Vec<u8>,
    previous_hash: Option<Vec<u8>>,
    rotated_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    confined: bool,
    email: String,
    name: String,
}

/// New tokens for the refresh token in the body or the cookie. The old one is used up; used again later, it ends the
/// session. 401 `session_ended`; 403 `no_workspace` when the workspace asked for is none of yours.
#[utoipa::path(post, path = "/auth/refresh", tag = "auth", request_body = Refresh, responses((status = 200, body = Data<Session>)))]
pub async fn refresh(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    headers: HeaderMap,
    body: Option<Valid<Refresh>>,
) -> Result<SignedInResponse> {
    let Refresh { refresh_token, tenant_id } = body.map(|Valid(body)| body).unwrap_or_default();
    let token = presented(&headers, refresh_token).ok_or_else(session_ended)?;
    let mut tx = kernel.db.person(token.user_id).await?;
    let now = tx.now();
    let live = sqlx::query_as!(
        Live,
        "SELECT s.tenant_id, s.refresh_hash, s.previous_hash, s.rotated_at, s.expires_at, s.confined, u.email, u.name
         FROM sessions s JOIN users u ON u.id = s.user_id
         WHERE s.id = $1 AND s.user_id = $2 AND s.ended_at IS NULL AND s.expires_at > $3 AND s.used_at > $4
         FOR UPDATE OF s",
        token.session_id,
        token.user_id,
        now,
        now - identity.policy.idle
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(session_ended)?;
    let (shown, next) = (token.hash(), identity.tokens.refresh(token.user_id, token.session_id, Some(&token)));
    let current = live.refresh_hash == shown;
    let just_rotated = live.previous_hash.as_deref() == Some(&shown) && now - live.rotated_at < Duration::seconds(GRACE_SECONDS);
    if !current && !just_rotated {
        // Someone else has used this token: whoever holds the follower is out as well.
        tracing::warn!(session = %token.session_id, "a refresh token was used twice; its session is ended");
        end(tx, token.session_id, "reuse").await?;
        return Err(session_ended());
    }
    let place = choose(&mut tx, tenant_id, &live).await?;
    let tenant_id = place.tenant.id;
    if current {
        sqlx::query!(
            "UPDATE sessions SET refresh_hash = $2, previous_hash = $3, rotated_at = $4, used_at = $4, tenant_id = $5, address = $6 WHERE id = $1",
            token.session_id,
            &next.hash(),
            &shown,
            now,
            tenant_id,
            origin().address
        )
        .execute(&mut *tx)
        .await?;
    }
    let mut tx = tx.enter(tenant_id).await?;
    let mfa = standing(&mut tx, token.user_id, token.session_id).await?;
    tx.commit().await?;
    let subject = Subject { user_id: token.user_id, tenant_id, session_id: token.session_id, session_expires_at: live.expires_at };
    let user = UserSummary { id: token.user_id, email: live.email, name: live.name };
    let session = session(&identity.tokens, subject, &next, user, place, mfa).await?;
    let cookie = identity.policy.idle.min(live.expires_at - now);
    Ok(SignedInResponse { status: StatusCode::OK, session, cookie, secure: identity.secure_cookies, cookies: Vec::new() })
}

/// The workspace asked for, else the one last used, else any that the session is good for.
async fn choose(tx: &mut PersonTx, asked: Option<Uuid>, live: &Live) -> Result<Membership> {
    let mut mine = workspaces::active(tx).await?;
    if live.confined {
        mine.retain(|m| m.tenant.id == live.tenant_id);
    }
    if let Some(place) = mine.iter().position(|m| m.tenant.id == asked.unwrap_or(live.tenant_id)) {
        return Ok(mine.swap_remove(place));
    }
    match asked {
        Some(_) => Err(Problem::new(StatusCode::FORBIDDEN, "no_workspace", "Your access to this workspace has ended.")),
        None => mine.into_iter().next().ok_or_else(session_ended),
    }
}

/// Ends a session of the transaction's person, and says so in the workspace that it was last used for.
async fn end(mut tx: PersonTx, session_id: Uuid, reason: &str) -> Result<()> {
    let now = tx.now();
    let tenant_id = sqlx::query_scalar!(
        "UPDATE sessions SET ended_at = $2, end_reason = $3 WHERE id = $1 AND ended_at IS NULL RETURNING tenant_id",
        session_id,
        now,
        reason
    )
    .fetch_optional(&mut *tx)
    .await?;
    if let Some(tenant_id) = tenant_id {
        let mut tx = tx.enter(tenant_id).await?;
        tx.audit(Audit::new("session.ended", "session").target(session_id).after(&json!({ "reason": reason })));
        tx.access_changed(AccessChange::Session(session_id));
        tx.commit().await?;
    }
    Ok(())
}

/// Ends the session of the refresh token, the cookie or the bearer token. Ending an ended one is fine.
#[utoipa::path(post, path = "/auth/logout", tag = "auth", request_body = Refresh, responses((status = 204, description = "Signed out")))]
pub async fn logout(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    headers: HeaderMap,
    body: Option<Valid<Refresh>>,
) -> Result<Response> {
    let from_body = body.and_then(|Valid(body)| body.refresh_token);
    match presented(&headers, from_body) {
        Some(token) => {
            let mut tx = kernel.db.person(token.user_id).await?;
            // Only who holds the token may end its session; that it was used before does no harm here.
            let held = sqlx::query_scalar!(
                r#"SELECT EXISTS (SELECT FROM sessions WHERE id = $1 AND user_id = $2 AND (refresh_hash = $3 OR previous_hash = $3)) AS "held!""#,
                token.session_id,
                token.user_id,
                &token.hash()
            )
            .fetch_one(&mut *tx)
            .await?;
            if held {
                end(tx, token.session_id, "signed_out").await?;
            }
        }
        None => {
            if let Some(token) = bearer(&headers)
                && let Ok(caller) = kernel.auth.person(token).await
            {
                end(kernel.db.person(caller.user_id).await?, caller.session_id, "signed_out").await?;
            }
        }
    }
    Ok(signed_out(&identity))
}
