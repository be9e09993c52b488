//! Proving again who one is, within a session: before sensitive changes, and where a workspace wants a second factor that the
//! session has not shown. The one way for both.

use super::{
    proved, recovery,
    show::{self, FactorProof, Shown},
};
use crate::{
    Identity,
    passkeys::{PasskeyOptions, answer, challenge::Purpose},
};
use axum::{Extension, http::StatusCode};
use chrono::{DateTime, Duration, Utc};
use garde::Validate;
use kernel::{Audit, Data, Person, Problem, Result, Valid, audit::origin, auth::PROOF_MINUTES};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct StepUp {
    /// Instead of a factor. It does not count as one where a second factor is wanted.
    #[garde(inner(length(min = 1, max = 512)))]
    pub password: Option<String>,
    #[garde(dive)]
    pub factor: Option<FactorProof>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Proved {
    /// Until then sensitive changes need no other proof.
    pub proved_until: DateTime<Utc>,
}

fn wrong() -> Problem {
    // Not 401: the session is as good as before.
    Problem::new(StatusCode::FORBIDDEN, "wrong_proof", "That is not right. Check it, and try again.")
}

/// Proves again who one is, by the password or by a factor: one of the two. 403 `wrong_proof`; 429 after too many.
#[utoipa::path(post, path = "/auth/step-up", tag = "auth", security(("bearer" = [])), request_body = StepUp, responses((status = 200, body = Data<Proved>)))]
pub async fn step_up(caller: Person, Extension(identity): Extension<Arc<Identity>>, Valid(given): Valid<StepUp>) -> Result<Data<Proved>> {
    let (user_id, session_id, tenant_id) = (caller.principal.user_id, caller.principal.session_id, caller.principal.tenant_id);
    let mut tx = caller.kernel().db.person(user_id).await?;
    let (by, shown) = match (given.password, given.factor) {
        (Some(password), None) => {
            let user = sqlx::query!("SELECT email, password_hash FROM users WHERE id = $1", user_id).fetch_one(&mut *tx).await?;
            // The connection is not held while the password is worked on.
            drop(tx);
            let address = origin().ip();
            identity.limits.check(&user.email, address).await?;
            if !identity.passwords.verify(password, Some(user.password_hash)).await? {
                identity.limits.failed(&user.email, address).await;
                return Err(wrong());
            }
            identity.limits.succeeded(&user.email, address).await;
            tx = caller.kernel().db.person(user_id).await?;
            ("password", Shown::Right)
        }
        (None, Some(factor)) => {
            let expected = (Purpose::StepUp, session_id);
            ("factor", show::check(&identity, &caller.kernel().db, &mut tx, user_id, &factor, expected).await?)
        }
        _ => return Err(Problem::invalid("factor", "one_of_two", "give the password or a factor, not both")),
    };
    match shown {
        Shown::Right | Shown::RightByRecoveryCode => {}
        Shown::Wrong => {
            tx.commit().await?;
            return Err(wrong());
        }
        Shown::Copied(passkey_id) => {
            answer::block(tx.enter(tenant_id).await?, user_id, passkey_id).await?;
            return Err(wrong());
        }
    }
    let mut tx = tx.enter(tenant_id).await?;
    if shown == Shown::RightByRecoveryCode {
        recovery::tell_used(&mut tx, user_id).await?;
    }
    proved(&mut tx, session_id, by == "factor").await?;
    tx.audit(Audit::new("session.proved", "session").target(session_id).after(&json!({ "by": by })));
    let proved_until = tx.now() + Duration::minutes(PROOF_MINUTES);
    tx.commit().await?;
    Ok(Data { data: Proved { proved_until } })
}

/// Asks for one of one's passkeys, to prove again who one is. 409 `no_passkey`.
#[utoipa::path(post, path = "/auth/step-up/passkey", tag = "auth", security(("bearer" = [])), responses((status = 200, body = Data<PasskeyOptions>)))]
pub async fn begin_passkey_step_up(caller: Person, Extension(identity): Extension<Arc<Identity>>) -> Result<Data<PasskeyOptions>> {
    let (user_id, session_id) = (caller.principal.user_id, caller.principal.session_id);
    let mut tx = caller.tenant_tx().await?;
    let data = answer::options(&identity, &caller.kernel().db, &mut tx, user_id, Purpose::StepUp, session_id).await?;
    Ok(Data { data })
}
