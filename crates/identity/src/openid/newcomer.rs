//! Somebody whom a provider of the installation has proven, and whom nobody here knows: they name a workspace, and are in.

use super::{
    account::{display_name, insert},
    attempt::{opened, sealed},
    no_such_provider,
    providers::Provider,
    wire::Proof,
};
use crate::{
    Identity, cookies,
    registration::not_blank,
    session::{self, Session, SignedInResponse, UserSummary},
    users,
};
use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Duration, Utc};
use garde::Validate;
use kernel::{Audit, ConstraintExt, Data, Kernel, Problem, Result, Role, TenantCtx, Valid};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;
use utoipa::ToSchema;

const COOKIE: &str = "dealsmart_newcomer";
/// How long one may take to name a workspace.
const LIFE: Duration = Duration::minutes(30);

/// Kept by the browser, sealed, between coming back and registering.
#[derive(Serialize, Deserialize)]
struct Pending {
    provider: String,
    issuer: String,
    subject: String,
    email: String,
    name: String,
    from: String,
    expires_at: DateTime<Utc>,
}

pub(super) fn cookie(identity: &Identity, provider: &Provider, proof: Proof, from: String) -> Result<HeaderValue> {
    let email = proof.email.clone().ok_or_else(|| Problem::internal("a newcomer has no address"))?;
    let pending = Pending {
        provider: provider.key.clone(),
        name: display_name(&proof, &email),
        issuer: proof.issuer,
        subject: proof.subject,
        email,
        from,
        expires_at: identity.clock.now() + LIFE,
    };
    Ok(cookies::set(COOKIE, &sealed(&identity.openid.attempt_key, "newcomer", &pending)?, LIFE.num_seconds(), identity.secure_cookies))
}

fn read(identity: &Identity, headers: &HeaderMap) -> Result<Pending> {
    cookies::read(headers, COOKIE)
        .and_then(|text| opened::<Pending>(&identity.openid.attempt_key, "newcomer", &text))
        .filter(|pending| pending.expires_at > identity.clock.now())
        .ok_or_else(|| Problem::not_found("registration: begin again at the provider"))
}

/// Who is about to register, as the provider said.
#[derive(Debug, Serialize, ToSchema)]
pub struct Newcomer {
    pub email: String,
    pub name: String,
    /// The provider's name.
    pub provider: String,
    /// The page that they came for.
    pub from: String,
}

/// Whom a provider has just proven in this browser, and who has no account yet. 404 when there is nobody, or half an hour has passed.
#[utoipa::path(get, path = "/auth/newcomer", tag = "auth", responses((status = 200, body = Data<Newcomer>)))]
pub async fn get_newcomer(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    headers: HeaderMap,
) -> Result<Data<Newcomer>> {
    let pending = read(&identity, &headers)?;
    let provider = identity.openid.provider(&kernel.db, &pending.provider).await?;
    Ok(Data { data: Newcomer { email: pending.email, name: pending.name, provider: provider.label, from: pending.from } })
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct NewcomerRegistration {
    #[garde(length(chars, min = 1, max = 100), custom(not_blank))]
    pub name: String,
    /// The name of the business.
    #[garde(length(chars, min = 1, max = 100), custom(not_blank))]
    pub workspace: String,
}

fn email_taken() -> Problem {
    Problem::conflict("email_taken", "There is an account with this e-mail already. Sign in instead.")
}

/// Makes a user without a password and their workspace, for whom a provider has just proven in this browser. Address and account at
/// the provider are the proven ones. 404 as for reading; 409 `email_taken`, `identity_taken`.
#[utoipa::path(post, path = "/auth/newcomer", tag = "auth", request_body = NewcomerRegistration, responses((status = 201, body = Data<Session>)))]
pub async fn register_newcomer(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    headers: HeaderMap,
    Valid(new): Valid<NewcomerRegistration>,
) -> Result<Response> {
    let pending = read(&identity, &headers)?;
    let provider = identity.openid.provider(&kernel.db, &pending.provider).await?;
    if provider.workspace.is_some() || provider.issuer != pending.issuer {
        return Err(no_such_provider());
    }
    let (user_id, tenant_id) = (identity.clock.id(), identity.clock.id());
    let user = UserSummary { id: user_id, email: pending.email.clone(), name: new.name.trim().to_owned() };
    let proof = Proof { issuer: pending.issuer, subject: pending.subject, email: Some(pending.email), email_verified: true, name: None };
    let mut tx = kernel.db.tenant(&TenantCtx::user(tenant_id, user_id)).await?;
    let now = tx.now();
    // Also when the address is kept for who can still take it back.
    if !users::is_free(&mut tx, &user.email, now).await? {
        return Err(email_taken());
    }
    sqlx::query!(
        "INSERT INTO users (id, email, name, password_hash, email_verified_at, created_at, updated_at) VALUES ($1, $2, $3, '', $4, $4, $4)",
        user_id,
        user.email,
        user.name,
        now
    )
    .execute(&mut *tx)
    .await
    .on_constraint("users_email_key", email_taken)?;
    let tenant = identity.tenancy.found(&mut tx, new.workspace.trim(), user_id).await?;
    insert(&mut tx, user_id, &provider, &proof).await?;
    let session = session::begin(&identity, &mut tx, user, tenant, Role::Owner).await?;
    tx.audit(Audit::new("tenant.founded", "tenant").target(tenant_id).after(&json!({ "name": session.tenant.name })));
    tx.commit().await?;
    let welcome: SignedInResponse = identity.welcome(StatusCode::CREATED, session);
    let mut response = welcome.into_response();
    let forget = cookies::set(COOKIE, "", 0, identity.secure_cookies);
    response.headers_mut().append(header::SET_COOKIE, forget);
    Ok(response)
}
