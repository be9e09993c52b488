//! Register and log in.

use crate::{
    Identity,
    admission::{Admission, Arrival, Proof, SignIn, admit},
    session::{self, SignedInResponse, UserSummary},
};
use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use garde::Validate;
use kernel::{Actor, Audit, ConstraintExt, Data, Kernel, Problem, Result, Role, TenantCtx, Valid, audit::origin};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct Registration {
    #[garde(email, length(max = 254))]
    pub email: String,
    /// 8 to 128 characters; long is what makes it good.
    #[garde(length(chars, min = 8, max = 128))]
    pub password: String,
    #[garde(length(chars, min = 1, max = 100), custom(not_blank))]
    pub name: String,
    /// The name of the business.
    #[garde(length(chars, min = 1, max = 100), custom(not_blank))]
    pub workspace: String,
}

pub(crate) fn not_blank(text: &str, (): &()) -> garde::Result {
    if text.trim().is_empty() { Err(garde::Error::new("must not be blank")) } else { Ok(()) }
}

/// Makes a user and their workspace, with them as its owner and a first chatbot. 409 `email_taken`.
#[utoipa::path(post, path = "/auth/register", tag = "auth", request_body = Registration, responses((status = 201, body = Data<session::Session>)))]
pub async fn register(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    Valid(new): Valid<Registration>,
) -> Result<SignedInResponse> {
    let hash = identity.passwords.hash(new.password).await?;
    let (user_id, tenant_id) = (identity.clock.id(), identity.clock.id());
    let user = UserSummary { id: user_id, email: new.email.trim().to_lowercase(), name: new.name.trim().to_owned() };
    let mut tx = kernel.db.tenant(&TenantCtx { tenant_id, actor: Actor::User(user_id) }).await?;
    let now = tx.now();
    sqlx::query!(
        "INSERT INTO users (id, email, name, password_hash, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)",
        user_id,
        user.email,
        user.name,
        hash,
        now
    )
    .execute(&mut *tx)
    .await
    .on_constraint("users_email_key", || {
        Problem::conflict("email_taken", "There is an account with this e-mail already. Sign in instead.")
    })?;
    let tenant = identity.tenancy.found(&mut tx, new.workspace.trim(), user_id).await?;
    let session = session::begin(&identity, &mut tx, user, tenant, Role::Owner).await?;
    tx.audit(Audit::new("tenant.founded", "tenant").target(tenant_id).after(&json!({ "name": session.tenant.name })));
    tx.commit().await?;
    Ok(identity.welcome(StatusCode::CREATED, session))
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct Login {
    #[garde(length(min = 1, max = 254))]
    pub email: String,
    #[garde(length(min = 1, max = 512))]
    pub password: String,
}

/// Signs in. For accounts with a second factor the answer is the question for it (`mfa_required`). 401 `wrong_credentials` says
/// nothing about which of the two was wrong; 429 after too many of them.
#[utoipa::path(post, path = "/auth/login", tag = "auth", request_body = Login, responses((status = 200, body = Data<SignIn>)))]
pub async fn login(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    headers: HeaderMap,
    Valid(login): Valid<Login>,
) -> Result<Admission> {
    let email = login.email.trim().to_lowercase();
    let address = origin().ip();
    identity.limits.check(&email, address).await?;
    let row = sqlx::query!(
        r#"SELECT user_id AS "user_id!", email AS "email!", name AS "name!", password_hash AS "password_hash!" FROM app.user_for_login($1)"#,
        email
    )
    .fetch_optional(kernel.db.outside_tenants())
    .await?;
    let right = identity.passwords.verify(login.password, row.as_ref().map(|r| r.password_hash.clone())).await?;
    let Some(row) = row.filter(|_| right) else {
        identity.limits.failed(&email, address).await;
        return Err(Problem::new(StatusCode::UNAUTHORIZED, "wrong_credentials", "E-mail or password is wrong."));
    };
    identity.limits.succeeded(&email, address).await;
    let user = UserSummary { id: row.user_id, email: row.email, name: row.name };
    admit(&identity, &kernel.db, Arrival { user, proof: Proof::Password, tenant_id: None, headers: &headers }).await
}
