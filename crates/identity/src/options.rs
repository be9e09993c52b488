//! What the screens before the sign-in need to know.

use crate::{Identity, password_rules};
use axum::Extension;
use kernel::Data;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// How one registers here.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuthOptions {
    /// Whether an address is confirmed before it has an account: then `POST /auth/register` answers 202.
    pub confirm_first: bool,
    pub terms: TermsView,
    pub password: PasswordLength,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct TermsView {
    pub version: String,
    pub url: Option<String>,
    pub privacy_url: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct PasswordLength {
    pub min: usize,
    pub max: usize,
}

/// How one registers here: whether the address is confirmed first, which terms are in force, how long passwords are.
#[utoipa::path(get, path = "/auth/options", tag = "auth", responses((status = 200, body = Data<AuthOptions>)))]
pub async fn get_auth_options(Extension(identity): Extension<Arc<Identity>>) -> Data<AuthOptions> {
    let terms = &identity.accounts.terms;
    Data {
        data: AuthOptions {
            confirm_first: identity.accounts.confirm_first,
            terms: TermsView {
                version: terms.version.as_ref().to_owned(),
                url: terms.url.as_deref().map(str::to_owned),
                privacy_url: terms.privacy_url.as_deref().map(str::to_owned),
            },
            password: PasswordLength { min: password_rules::SHORTEST, max: password_rules::LONGEST },
        },
    }
}
