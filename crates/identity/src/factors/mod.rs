//! Second factors: what somebody has beside the password, and what is left for the day it is lost.
//!
//! Invariants: a code of the app is good for one step of thirty seconds and once; a recovery code is good once; wrong ones
//! are counted for the person, wherever they were entered; whoever changes their factors has proved within the last minutes
//! who they are, is told by mail, and trusts no browser any more.

pub(crate) mod attempts;
pub(crate) mod overview;
pub(crate) mod recovery;
pub(crate) mod show;
pub(crate) mod step_up;
pub(crate) mod totp;
pub(crate) mod trusted;
pub(crate) mod verify;

use crate::passkeys::RelyingParty;
use chrono::{DateTime, Utc};
use contracts::mail::Mail;
use kernel::{AccessChange, Audit, MasterSecret, NewJob, Result, TenantTx, audit::origin, seal::Sealer};
use serde_json::json;
use uuid::Uuid;

/// What secrets of authenticator apps are sealed for, each to its person.
pub const TOTP_SECRETS: &str = "totp secrets";

/// The keys that factors are kept with, and who we are to passkeys.
pub struct Factors {
    pub(crate) totp: Sealer,
    pub(crate) recovery: [u8; 32],
    /// Of the master secret before this one: codes on paper outlive it.
    pub(crate) previous_recovery: Option<[u8; 32]>,
    pub(crate) relying_party: RelyingParty,
}

impl Factors {
    /// `url` is the address that people use.
    ///
    /// # Errors
    /// When it is none that a passkey could be bound to.
    pub fn new(secret: &MasterSecret, url: &str) -> anyhow::Result<Self> {
        Ok(Self {
            totp: secret.sealer(TOTP_SECRETS),
            recovery: secret.key("recovery codes"),
            previous_recovery: secret.previous_key("recovery codes"),
            relying_party: RelyingParty::of(url)?,
        })
    }
}

/// What changed about somebody's factors.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Change {
    Added,
    Removed,
}

/// Notes a change of the person's factors, tells them by mail, and ends what stood on the factors of before.
pub(crate) async fn changed(tx: &mut TenantTx, user_id: Uuid, change: Change, kind: &'static str, name: Option<&str>) -> Result<()> {
    let (action, template) = match change {
        Change::Added => ("factor.added", "factor_added"),
        Change::Removed => ("factor.removed", "factor_removed"),
    };
    tx.audit(Audit::new(action, "user").target(user_id).after(&json!({ "kind": kind, "name": name })));
    let letter = letter(tx, user_id, template, json!({ "kind": kind, "factor": name })).await?;
    tx.enqueue(letter);
    sqlx::query!("DELETE FROM trusted_browsers WHERE user_id = $1", user_id).execute(&mut **tx).await?;
    if matches!(change, Change::Removed) && !any(tx, user_id).await? {
        // Nothing is left that their sessions could have shown.
        sqlx::query!("DELETE FROM recovery_codes WHERE user_id = $1", user_id).execute(&mut **tx).await?;
        let sessions = sqlx::query_scalar!(
            "UPDATE sessions SET second_factor_at = NULL WHERE user_id = $1 AND second_factor_at IS NOT NULL AND ended_at IS NULL RETURNING id",
            user_id
        )
        .fetch_all(&mut **tx)
        .await?;
        for id in sessions {
            tx.access_changed(AccessChange::Session(id));
        }
    }
    Ok(())
}

/// Takes away what was added since somebody else may have had the account: factors, recovery codes, accounts at providers.
pub(crate) async fn remove_added_since(tx: &mut TenantTx, user_id: Uuid, since: DateTime<Utc>) -> Result<()> {
    let gone = sqlx::query!(
        r#"WITH totp AS (DELETE FROM totp_secrets WHERE user_id = $1 AND created_at >= $2 RETURNING 1),
             keys AS (DELETE FROM passkeys WHERE user_id = $1 AND created_at >= $2 RETURNING 1),
             codes AS (DELETE FROM recovery_codes WHERE user_id = $1 AND created_at >= $2 RETURNING 1),
             accounts AS (DELETE FROM identities WHERE user_id = $1 AND created_at >= $2 RETURNING 1)
           SELECT (SELECT count(*) FROM totp) AS "totp!", (SELECT count(*) FROM keys) AS "passkeys!",
             (SELECT count(*) FROM codes) AS "recovery_codes!", (SELECT count(*) FROM accounts) AS "identities!""#,
        user_id,
        since
    )
    .fetch_one(&mut **tx)
    .await?;
    if gone.totp + gone.passkeys + gone.recovery_codes + gone.identities > 0 {
        let what =
            json!({ "totp": gone.totp, "passkeys": gone.passkeys, "recovery_codes": gone.recovery_codes, "identities": gone.identities });
        tx.audit(Audit::new("account.additions_removed", "user").target(user_id).before(&what));
    }
    if !any(tx, user_id).await? {
        sqlx::query!("DELETE FROM recovery_codes WHERE user_id = $1", user_id).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Whether the person has a factor that signs in.
pub(crate) async fn any(tx: &mut TenantTx, user_id: Uuid) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM totp_secrets WHERE user_id = $1 AND confirmed_at IS NOT NULL)
             OR EXISTS (SELECT FROM passkeys WHERE user_id = $1 AND blocked_at IS NULL) AS "any!""#,
        user_id
    )
    .fetch_one(&mut **tx)
    .await?)
}

/// A security notice to the transaction's person: what happened, from where, when.
pub(crate) async fn letter(tx: &mut TenantTx, user_id: Uuid, template: &str, mut data: serde_json::Value) -> Result<NewJob> {
    let to = sqlx::query!("SELECT email, name FROM users WHERE id = $1", user_id).fetch_one(&mut **tx).await?;
    let origin = origin();
    if let Some(fields) = data.as_object_mut() {
        fields.insert("name".into(), to.name.into());
        fields.insert("device".into(), crate::devices::name(origin.user_agent.as_deref()).into());
        fields.insert("place".into(), json!(origin.address));
        fields.insert("at".into(), json!(tx.now()));
    }
    Mail::new(to.email, template, data).job()
}

/// Writes that a session's person proved again who they are, by a factor or by the password alone.
pub(crate) async fn proved(tx: &mut TenantTx, session_id: Uuid, by_factor: bool) -> Result<()> {
    let now = tx.now();
    sqlx::query!(
        "UPDATE sessions SET proved_at = $2, second_factor_at = CASE WHEN $3 THEN $2 ELSE second_factor_at END WHERE id = $1",
        session_id,
        now,
        by_factor
    )
    .execute(&mut **tx)
    .await?;
    tx.access_changed(AccessChange::Proof(session_id));
    Ok(())
}
