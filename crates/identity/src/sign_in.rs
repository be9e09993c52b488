//! Log in.

use crate::{
    Identity,
    admission::{Admission, Arrival, Proof, SignIn, admit},
    session::UserSummary,
};
use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use garde::Validate;
use kernel::{Data, Kernel, Problem, Result, Valid, audit::origin};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

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
