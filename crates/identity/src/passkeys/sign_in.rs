//! Signing in with a passkey alone: no address is typed, the passkey says whose it is.

use super::{
    PasskeyOptions,
    answer::{self, Verdict},
    challenge,
    challenge::Purpose,
};
use crate::{
    Identity,
    admission::{self, Admission, Arrival, Proof, SignIn, admit},
    session::UserSummary,
};
use axum::{Extension, extract::State, http::HeaderMap};
use garde::Validate;
use kernel::{Data, Kernel, Problem, Result, Valid};
use serde::Deserialize;
use serde_json::Value;
use std::sync::Arc;
use utoipa::ToSchema;
use uuid::Uuid;
use webauthn_rp::{bin::Encode, request::auth::DiscoverableCredentialRequestOptions, response::auth::DiscoverableAuthentication};

/// Asks for any passkey of this address, for signing in. The same for everyone.
#[utoipa::path(post, path = "/auth/login/passkey/options", tag = "auth", responses((status = 200, body = Data<PasskeyOptions>)))]
pub async fn begin_passkey_login(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
) -> Result<Data<PasskeyOptions>> {
    let options = DiscoverableCredentialRequestOptions::passkey(&identity.factors.relying_party.id);
    let asked = options.0.challenge.as_data();
    let (server, client) = options.start_ceremony().map_err(Problem::internal)?;
    let public_key = serde_json::to_value(&client).map_err(Problem::internal)?;
    challenge::keep(&kernel.db, Purpose::SignIn, None, asked, &server.encode().map_err(Problem::internal)?).await?;
    Ok(Data { data: PasskeyOptions { public_key } })
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct PasskeyLogin {
    /// What `navigator.credentials.get` gave, as its `toJSON` writes it.
    #[garde(skip)]
    #[schema(value_type = Object)]
    pub credential: Value,
    /// The workspace to begin in; the oldest membership when absent.
    #[garde(skip)]
    pub tenant_id: Option<Uuid>,
}

/// Signs in with a passkey. It has verified its user, so nothing else is asked. 401 `passkey_refused`; 422 `challenge_expired`.
#[utoipa::path(post, path = "/auth/login/passkey", tag = "auth", request_body = PasskeyLogin, responses((status = 200, body = Data<SignIn>)))]
pub async fn login_with_passkey(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    headers: HeaderMap,
    Valid(login): Valid<PasskeyLogin>,
) -> Result<Admission> {
    // The library panics on a discovered passkey's answer that is without its user.
    if !login.credential.pointer("/response/userHandle").is_some_and(Value::is_string) {
        return Err(answer::unreadable());
    }
    let given =
        DiscoverableAuthentication::<16>::from_json_relaxed(login.credential.to_string().as_bytes()).map_err(|_| answer::unreadable())?;
    let asked = given.challenge_relaxed().map_err(|_| answer::unreadable())?;
    let state = challenge::take(&kernel.db, Purpose::SignIn, None, asked).await?;
    let user_id = Uuid::from_slice(given.response().user_handle().as_ref()).map_err(|_| answer::refused())?;
    let mut tx = kernel.db.person(user_id).await?;
    match answer::check_discovered(&identity, &mut tx, user_id, &state, &given).await? {
        Verdict::Right => {}
        Verdict::Wrong => return Err(answer::refused()),
        Verdict::Copied(passkey_id) => {
            let place = admission::place(&mut tx, None).await?;
            answer::block(tx.enter(place.tenant.id).await?, user_id, passkey_id).await?;
            return Err(answer::refused());
        }
    }
    let user = sqlx::query_as!(UserSummary, "SELECT id, email, name FROM users WHERE id = $1", user_id).fetch_one(&mut *tx).await?;
    tx.commit().await?;
    admit(&identity, &kernel.db, Arrival { user, proof: Proof::Passkey, tenant_id: login.tenant_id, headers: &headers }).await
}
