//! How a passkey comes to an account.

use super::{PasskeyOptions, answer, challenge, challenge::Purpose, handle, manage::Passkey};
use crate::{Identity, devices, factors, factors::recovery};
use axum::{Extension, http::StatusCode, response::Response};
use garde::Validate;
use kernel::{ConstraintExt, Created, Data, Person, Problem, Result, Valid, audit::origin};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;
use utoipa::ToSchema;
use webauthn_rp::{
    PublicKeyCredentialCreationOptions, Registration, RegistrationServerState,
    bin::{Decode, Encode},
    request::{
        ExtensionInfo,
        register::{CredProtect, Nickname, PublicKeyCredentialUserEntity, RegistrationVerificationOptions, Username},
    },
    response::Backup,
};

const MOST: i64 = 20;

/// Asks for a new passkey on this device. Needs a recent proof (403 `proof_required`). 409 `too_many_passkeys`.
#[utoipa::path(post, path = "/auth/mfa/passkeys/options", tag = "auth", security(("bearer" = [])), responses((status = 200, body = Data<PasskeyOptions>)))]
pub async fn begin_passkey(caller: Person, Extension(identity): Extension<Arc<Identity>>) -> Result<Data<PasskeyOptions>> {
    let user_id = caller.principal.user_id;
    let mut tx = caller.tenant_tx().await?;
    caller.principal.recently_proved(tx.now())?;
    let user = sqlx::query!(
        r#"SELECT email, name, (SELECT count(*) FROM passkeys WHERE user_id = $1) AS "passkeys!" FROM users WHERE id = $1"#,
        user_id
    )
    .fetch_one(&mut *tx)
    .await?;
    if user.passkeys >= MOST {
        return Err(Problem::conflict("too_many_passkeys", "There are twenty passkeys on this account. Remove one first."));
    }
    let known = answer::descriptors(&mut tx, user_id).await?;
    drop(tx);
    let id = handle(user_id);
    let entity = PublicKeyCredentialUserEntity {
        // What the device shows in its list; names that its rules do not take are left out.
        display_name: Nickname::try_from(user.name.as_str()).ok(),
        ..match Username::try_from(user.email.as_str()) {
            Ok(name) => PublicKeyCredentialUserEntity { name, id: &id, display_name: None },
            Err(_) => PublicKeyCredentialUserEntity::from(&id),
        }
    };
    let mut options = PublicKeyCredentialCreationOptions::passkey(&identity.factors.relying_party.id, entity, known);
    // Every signature must show that its person was verified, so the device's own protection is welcome and no condition:
    // browsers turn devices away that don't have it, among them those built into phones and laptops.
    options.extensions.cred_protect = CredProtect::UserVerificationRequired(ExtensionInfo::AllowDontEnforceValue);
    let asked = options.challenge.as_data();
    let (server, client) = options.start_ceremony().map_err(Problem::internal)?;
    let public_key = serde_json::to_value(&client).map_err(Problem::internal)?;
    let state = server.encode().map_err(Problem::internal)?;
    challenge::keep(&caller.kernel().db, Purpose::Registration, Some(caller.principal.session_id), asked, &state).await?;
    Ok(Data { data: PasskeyOptions { public_key } })
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct NewPasskey {
    /// What `navigator.credentials.create` gave, as its `toJSON` writes it.
    #[garde(skip)]
    #[schema(value_type = Object)]
    pub credential: Value,
    /// To tell it from others; the browser's name when absent.
    #[garde(inner(length(chars, min = 1, max = 60)))]
    pub name: Option<String>,
}

/// A new passkey and, with the first factor, the recovery codes.
#[derive(Debug, Serialize, ToSchema)]
pub struct PasskeyAdded {
    pub passkey: Passkey,
    /// With the first factor only: ten codes, shown this once.
    pub recovery_codes: Option<Vec<String>>,
}

/// Keeps the passkey that the browser made. From here on it signs in, alone or as the second factor. 409 `passkey_exists`; 422
/// `challenge_expired`, `passkey_invalid`.
#[utoipa::path(post, path = "/auth/mfa/passkeys", tag = "auth", security(("bearer" = [])), request_body = NewPasskey, responses((status = 201, body = Data<PasskeyAdded>)))]
pub async fn add_passkey(caller: Person, Extension(identity): Extension<Arc<Identity>>, Valid(new): Valid<NewPasskey>) -> Result<Response> {
    let (user_id, session_id) = (caller.principal.user_id, caller.principal.session_id);
    let given = Registration::from_json_relaxed(new.credential.to_string().as_bytes()).map_err(|_| answer::unreadable())?;
    let asked = given.challenge_relaxed().map_err(|_| answer::unreadable())?;
    let state = challenge::take(&caller.kernel().db, Purpose::Registration, Some(session_id), asked).await?;
    let state = RegistrationServerState::<16>::decode(&state).map_err(Problem::internal)?;
    let origins = [identity.factors.relying_party.origin.as_str()];
    let demands = RegistrationVerificationOptions::<&str, &str> {
        allowed_origins: &origins,
        error_on_unsolicited_extensions: false,
        ..Default::default()
    };
    let made = state.verify(&identity.factors.relying_party.id, &given, &demands).map_err(|error| {
        tracing::info!(%error, "a new passkey was refused");
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "passkey_invalid", "The passkey could not be verified. Try again on this page.")
    })?;
    let mut tx = caller.tenant_tx().await?;
    let now = tx.now();
    caller.principal.recently_proved(now)?;
    // Encoding these cannot fail; the types say so.
    let (Ok(transports), Ok(dynamic_state)) = (made.transports().encode(), made.dynamic_state().encode());
    let static_state = made.static_state().encode().map_err(Problem::internal)?;
    if made.user_id().as_ref() != user_id.as_bytes() {
        return Err(Problem::internal("a passkey was made for another user than the session's"));
    }
    let name = new.name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    let passkey = Passkey {
        id: tx.new_id(),
        name: name.unwrap_or_else(|| devices::name(origin().user_agent.as_deref())),
        backed_up: matches!(made.dynamic_state().backup, Backup::Exists),
        created_at: now,
        used_at: None,
        blocked: false,
    };
    sqlx::query!(
        "INSERT INTO passkeys (id, user_id, credential_id, static_state, dynamic_state, transports, backed_up, name, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        passkey.id,
        user_id,
        made.id().into_inner(),
        static_state,
        &dynamic_state,
        i16::from(transports),
        passkey.backed_up,
        passkey.name,
        now
    )
    .execute(&mut *tx)
    .await
    .on_constraint("passkeys_credential_id_key", || Problem::conflict("passkey_exists", "This passkey is known already."))?;
    factors::changed(&mut tx, user_id, factors::Change::Added, "passkey", Some(&passkey.name)).await?;
    let recovery_codes = recovery::with_first_factor(&identity, &mut tx, user_id).await?;
    // It verified its user just now.
    factors::proved(&mut tx, session_id, true).await?;
    tx.commit().await?;
    Ok(recovery::secret_answer(Created(PasskeyAdded { passkey, recovery_codes })))
}
