//! People who come by an invitation and have no account yet.

use crate::{
    Identity, password_rules,
    registration::not_blank,
    session::{self, SignedInResponse, UserSummary},
};
use axum::{Extension, extract::State, http::StatusCode};
use garde::Validate;
use kernel::{Data, Kernel, Problem, Result, TenantCtx, Valid};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct InvitedRegistration {
    /// From the invitation's link.
    #[garde(length(max = 200))]
    pub token: String,
    #[garde(length(chars, min = 1, max = 100), custom(not_blank))]
    pub name: String,
    /// 8 to 128 characters; long is what makes it good.
    #[garde(length(chars, min = password_rules::SHORTEST, max = password_rules::LONGEST))]
    pub password: String,
}

/// Makes an account for an invited address, with the place in the workspace that the invitation names. 404 for an invitation that
/// is unknown, used, expired or withdrawn; 409 `email_taken` when the address has an account: sign in, and accept.
#[utoipa::path(post, path = "/auth/accept-invitation", tag = "auth", request_body = InvitedRegistration, responses((status = 201, body = Data<session::Session>)))]
pub async fn register_invited(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    Valid(new): Valid<InvitedRegistration>,
) -> Result<SignedInResponse> {
    let invitation = identity.tenancy.invitation(&kernel.db, &new.token).await?;
    let taken =
        || Problem::conflict("email_taken", "There is an account with this e-mail already. Sign in, and accept the invitation then.");
    if invitation.has_account {
        return Err(taken());
    }
    password_rules::check("password", &new.password, &[&new.name, &invitation.email, &invitation.tenant.name])?;
    let user_id = identity.clock.id();
    let ctx = TenantCtx::user(invitation.tenant.id, user_id);
    let user = UserSummary { id: user_id, email: invitation.email.clone(), name: new.name.trim().to_owned() };
    let hash = identity.passwords.hash(new.password).await?;
    let mut tx = kernel.db.tenant(&ctx).await?;
    crate::users::insert(&mut tx, user_id, &user.email, &user.name, &hash).await?;
    // The invitation's secret came to the address by mail.
    crate::users::mark_verified(&mut tx, user_id).await?;
    let role = identity.tenancy.accept_invitation(&mut tx, &invitation, user_id).await?;
    let session = session::begin(&identity, &mut tx, user, invitation.tenant, role).await?;
    tx.commit().await?;
    Ok(identity.welcome(StatusCode::CREATED, session))
}
