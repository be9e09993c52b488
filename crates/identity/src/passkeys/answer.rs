//! A passkey's answer, and whether it is right.

use super::{PasskeyOptions, challenge, challenge::Purpose, handle};
use crate::{Identity, factors};
use kernel::{Audit, Db, PersonTx, Problem, Result, TenantTx};
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;
use webauthn_rp::{
    AuthenticatedCredential, DiscoverableAuthenticationServerState, NonDiscoverableAuthenticationServerState,
    bin::{Decode, Encode},
    request::{
        Credentials, PublicKeyCredentialDescriptor, UserVerificationRequirement,
        auth::{AllowedCredentials, AuthenticationVerificationOptions, NonDiscoverableCredentialRequestOptions},
        register::UserHandle16,
    },
    response::{
        AuthTransports, Backup, CredentialId,
        auth::{DiscoverableAuthentication, NonDiscoverableAuthentication, error::AuthCeremonyErr},
        register::{CompressedPubKey, DynamicState, StaticState},
    },
};

type PublicKey = CompressedPubKey<[u8; 32], [u8; 32], [u8; 48], Vec<u8>>;

pub(crate) fn refused() -> Problem {
    Problem::new(axum::http::StatusCode::UNAUTHORIZED, "passkey_refused", "That passkey does not open this account.")
}

pub(crate) fn unreadable() -> Problem {
    Problem::invalid("credential", "invalid_credential", "is not what navigator.credentials gave")
}

/// A passkey as it is kept.
struct Kept {
    id: Uuid,
    static_state: Vec<u8>,
    dynamic_state: Vec<u8>,
}

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Right,
    Wrong,
    /// The counter of this passkey went back: its key is in two places.
    Copied(Uuid),
}

/// The person's passkeys, for the browser to choose among. None when there is none.
pub(crate) async fn options(
    identity: &Identity,
    db: &Db,
    tx: &mut PgConnection,
    user_id: Uuid,
    purpose: Purpose,
    bound_to: Uuid,
) -> Result<PasskeyOptions> {
    let mut allowed = AllowedCredentials::new();
    for descriptor in descriptors(tx, user_id).await? {
        allowed.push(descriptor.into());
    }
    let none = |_| Problem::conflict("no_passkey", "There is no passkey on this account.");
    let mut options = NonDiscoverableCredentialRequestOptions::second_factor(&identity.factors.relying_party.id, allowed).map_err(none)?;
    options.options().user_verification = UserVerificationRequirement::Required;
    let asked = options.options().challenge.as_data();
    let (server, client) = options.start_ceremony().map_err(Problem::internal)?;
    let public_key = serde_json::to_value(&client).map_err(Problem::internal)?;
    challenge::keep(db, purpose, Some(bound_to), asked, &server.encode().map_err(Problem::internal)?).await?;
    Ok(PasskeyOptions { public_key })
}

/// The person's passkeys as browsers know them.
pub(crate) async fn descriptors(tx: &mut PgConnection, user_id: Uuid) -> Result<Vec<PublicKeyCredentialDescriptor<Vec<u8>>>> {
    let rows = sqlx::query!("SELECT credential_id, transports FROM passkeys WHERE user_id = $1 AND blocked_at IS NULL LIMIT 100", user_id)
        .fetch_all(tx)
        .await?;
    rows.into_iter()
        .map(|row| {
            let id = CredentialId::<Vec<u8>>::decode(row.credential_id).map_err(Problem::internal)?;
            let transports = u8::try_from(row.transports).map_err(Problem::internal)?;
            Ok(PublicKeyCredentialDescriptor { id, transports: AuthTransports::decode(transports).map_err(Problem::internal)? })
        })
        .collect()
}

/// Whether the answer to [`options`] is one of the person's passkeys.
pub(crate) async fn check(
    identity: &Identity,
    tx: &mut PersonTx,
    user_id: Uuid,
    state: &[u8],
    answer: &NonDiscoverableAuthentication<16>,
) -> Result<Verdict> {
    let state = NonDiscoverableAuthenticationServerState::decode(state).map_err(Problem::internal)?;
    let Some(kept) = kept(tx, user_id, answer.raw_id()).await? else { return Ok(Verdict::Wrong) };
    let user = handle(user_id);
    let mut credential = credential(&kept, answer.raw_id(), &user)?;
    let origins = [identity.factors.relying_party.origin.as_str()];
    let verified = state.verify(&identity.factors.relying_party.id, answer, &mut credential, &demands(&origins));
    settle(tx, &kept, verified, credential.dynamic_state()).await
}

/// The same for who is not known before they answer: the answer says whose passkey it is.
pub(crate) async fn check_discovered(
    identity: &Identity,
    tx: &mut PersonTx,
    user_id: Uuid,
    state: &[u8],
    answer: &DiscoverableAuthentication<16>,
) -> Result<Verdict> {
    let state = DiscoverableAuthenticationServerState::decode(state).map_err(Problem::internal)?;
    let Some(kept) = kept(tx, user_id, answer.raw_id()).await? else { return Ok(Verdict::Wrong) };
    let user = handle(user_id);
    let mut credential = credential(&kept, answer.raw_id(), &user)?;
    let origins = [identity.factors.relying_party.origin.as_str()];
    let verified = state.verify(&identity.factors.relying_party.id, answer, &mut credential, &demands(&origins));
    settle(tx, &kept, verified, credential.dynamic_state()).await
}

/// From our own pages alone, none of them framed by others; extensions that nobody asked for do no harm.
fn demands<'o>(origins: &'o [&'o str]) -> AuthenticationVerificationOptions<'o, 'o, &'o str, &'o str> {
    AuthenticationVerificationOptions { allowed_origins: origins, error_on_unsolicited_extensions: false, ..Default::default() }
}

async fn kept(tx: &mut PersonTx, user_id: Uuid, credential_id: CredentialId<&[u8]>) -> Result<Option<Kept>> {
    // Locked, so that of two answers at once the second sees the first one's counter.
    Ok(sqlx::query_as!(
        Kept,
        "SELECT id, static_state, dynamic_state FROM passkeys
         WHERE credential_id = $1 AND user_id = $2 AND blocked_at IS NULL FOR UPDATE",
        *credential_id.inner(),
        user_id
    )
    .fetch_optional(&mut **tx)
    .await?)
}

fn credential<'a>(
    kept: &Kept,
    id: CredentialId<&'a [u8]>,
    user: &'a UserHandle16,
) -> Result<AuthenticatedCredential<'a, 'a, 16, PublicKey>> {
    let static_state = StaticState::<PublicKey>::decode(&kept.static_state).map_err(Problem::internal)?;
    let dynamic: [u8; 7] = kept.dynamic_state.as_slice().try_into().map_err(Problem::internal)?;
    let dynamic_state = DynamicState::decode(dynamic).map_err(Problem::internal)?;
    AuthenticatedCredential::new(id, user, static_state, dynamic_state).map_err(Problem::internal)
}

async fn settle(tx: &mut PersonTx, kept: &Kept, verified: Result<bool, AuthCeremonyErr>, state: DynamicState) -> Result<Verdict> {
    match verified {
        Ok(_) => {
            let (now, backed_up) = (tx.now(), matches!(state.backup, Backup::Exists));
            let Ok(state) = state.encode();
            sqlx::query!(
                "UPDATE passkeys SET dynamic_state = $2, backed_up = $3, used_at = $4 WHERE id = $1",
                kept.id,
                &state,
                backed_up,
                now
            )
            .execute(&mut **tx)
            .await?;
            Ok(Verdict::Right)
        }
        Err(AuthCeremonyErr::SignatureCounter) => Ok(Verdict::Copied(kept.id)),
        Err(error) => {
            tracing::info!(%error, "a passkey's answer was refused");
            Ok(Verdict::Wrong)
        }
    }
}

/// Takes a passkey that may be copied out of use, and says so to its person. Commits.
pub(crate) async fn block(mut tx: TenantTx, user_id: Uuid, passkey_id: Uuid) -> Result<()> {
    let now = tx.now();
    let name = sqlx::query_scalar!("UPDATE passkeys SET blocked_at = $2 WHERE id = $1 RETURNING name", passkey_id, now)
        .fetch_one(&mut *tx)
        .await?;
    tracing::warn!(passkey = %passkey_id, "a passkey's counter went back; it is blocked");
    tx.audit(Audit::new("passkey.blocked", "passkey").target(passkey_id).after(&json!({ "name": name, "reason": "counter" })));
    factors::changed(&mut tx, user_id, factors::Change::Removed, "passkey", Some(&name)).await?;
    tx.commit().await
}

/// The answer of a browser, as JSON gave it.
pub(crate) fn read(credential: &Value) -> Result<NonDiscoverableAuthentication<16>> {
    NonDiscoverableAuthentication::from_json_relaxed(credential.to_string().as_bytes()).map_err(|_| unreadable())
}
