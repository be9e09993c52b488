//! How an account begins.
//!
//! Directly, in development: the account and its workspace at once, and a letter to verify the address. With confirmation, where
//! letters reach people: whoever asks gets the same answer after the same work, whether the address has an account or not; what is
//! written to it differs. The account begins once its reader shows the letter's code or link, and holds what the browser that asked
//! holds (or the password): the reader alone could be confirming somebody else's account under their address.

use crate::{
    Identity, accounts, mail_limits, password_rules,
    proof::{self, Purpose, Secret, TRIES},
    session::{self, SignedInResponse, UserSummary},
    users,
};
use async_trait::async_trait;
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Duration, Utc};
use garde::Validate;
use jobs::{Handler, Job};
use kernel::{Accepted, Audit, Data, INSTALLATION, Kernel, NewJob, Problem, Result, Role, TenantCtx, Valid, audit::origin};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;
use utoipa::ToSchema;
use uuid::Uuid;

pub(crate) const WRITE: &str = "identity.registration";
const LIVES_HOURS: i64 = 24;
/// Letters of one registration.
const MOST_LETTERS: i32 = 5;
/// Letters to one address within an hour, whoever causes them.
const MOST_LETTERS_TO_ONE: i64 = 5;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct Registration {
    #[garde(email, length(max = 254))]
    pub email: String,
    /// 8 to 128 characters; long is what makes it good. None that everyone uses, or that is little more than the names beside it.
    #[garde(length(chars, min = password_rules::SHORTEST, max = password_rules::LONGEST))]
    pub password: String,
    #[garde(length(chars, min = 1, max = 100), custom(not_blank))]
    pub name: String,
    /// The name of the business.
    #[garde(length(chars, min = 1, max = 100), custom(not_blank))]
    pub workspace: String,
    /// The version of the terms that the person agreed to, as `GET /auth/options` has it.
    #[garde(inner(length(max = 40)))]
    pub terms_version: Option<String>,
}

pub(crate) fn not_blank(text: &str, (): &()) -> garde::Result {
    if text.trim().is_empty() { Err(garde::Error::new("must not be blank")) } else { Ok(()) }
}

/// A registration that waits for its address to be confirmed.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegistrationBegun {
    /// A secret of whoever registers; `POST /auth/register/confirm` takes it together with the letter's code.
    pub registration: String,
    pub email: String,
    pub expires_at: DateTime<Utc>,
}

/// What is known of an account that begins.
struct NewAccount {
    email: String,
    name: String,
    workspace: String,
    password_hash: String,
    terms_version: Option<String>,
    /// Whether its reader has shown that the address is theirs.
    verified: bool,
}

fn email_taken() -> Problem {
    Problem::conflict("email_taken", "There is an account with this e-mail already. Sign in instead.")
}

/// Makes a user and their workspace, with them as its owner and a first chatbot: 201 with a session. Where addresses are confirmed
/// first (`GET /auth/options`), 202 for every address, whether it has an account or not; a letter to it says how to go on. Else
/// 409 `email_taken`. 422 `common_password` and `personal_password` for passwords that would be guessed.
#[utoipa::path(post, path = "/auth/register", tag = "auth", request_body = Registration,
    responses((status = 201, body = Data<session::Session>), (status = 202, body = Data<RegistrationBegun>)))]
pub async fn register(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    Valid(new): Valid<Registration>,
) -> Result<Response> {
    password_rules::check("password", &new.password, &[&new.name, &new.email, &new.workspace])?;
    if new.terms_version.as_deref().is_some_and(|version| version != &*identity.accounts.terms.version) {
        return Err(Problem::invalid("terms_version", "terms_changed", "is not the version that is in force; read the terms again"));
    }
    if identity.accounts.confirm_first {
        identity.mail_limits.take(origin().ip())?;
    }
    // Hashed before anything is asked of the database, so that a known address takes the same time.
    let account = NewAccount {
        email: new.email.trim().to_lowercase(),
        name: new.name.trim().to_owned(),
        workspace: new.workspace.trim().to_owned(),
        password_hash: identity.passwords.hash(new.password).await?,
        terms_version: new.terms_version,
        verified: false,
    };
    if identity.accounts.confirm_first {
        Ok(Accepted(begin(&kernel, account).await?).into_response())
    } else {
        let session = create(&kernel, &identity, account).await?;
        Ok(identity.welcome(StatusCode::CREATED, session).into_response())
    }
}

/// Makes the user, their workspace and a session.
async fn create(kernel: &Kernel, identity: &Identity, new: NewAccount) -> Result<session::Session> {
    let (user_id, tenant_id) = (identity.clock.id(), identity.clock.id());
    let user = UserSummary { id: user_id, email: new.email.clone(), name: new.name.clone() };
    let mut tx = kernel.db.tenant(&TenantCtx::user(tenant_id, user_id)).await?;
    let now = tx.now();
    if !users::is_free(&mut tx, &new.email, now).await? {
        return Err(email_taken());
    }
    users::insert(&mut tx, user_id, &new.email, &new.name, &new.password_hash).await?;
    sqlx::query!(
        "UPDATE users SET terms_version = $2, terms_accepted_at = CASE WHEN $2::text IS NOT NULL THEN $3::timestamptz END,
           email_verified_at = CASE WHEN $4 THEN $3 END WHERE id = $1",
        user_id,
        new.terms_version,
        now,
        new.verified
    )
    .execute(&mut *tx)
    .await?;
    let tenant = identity.tenancy.found(&mut tx, &new.workspace, user_id).await?;
    let session = session::begin(identity, &mut tx, user, tenant, Role::Owner).await?;
    tx.audit(Audit::new("tenant.founded", "tenant").target(tenant_id).after(&json!({ "name": session.tenant.name })));
    if new.verified {
        tx.enqueue_personal(identity.welcome_letter(&new.email, &new.name)?);
    } else {
        let issued = proof::issue(&mut tx, identity, user_id, Purpose::Verify, &new.email).await?;
        tx.enqueue_personal(identity.verify_letter(&new.email, &issued)?);
    }
    tx.commit().await?;
    Ok(session)
}

/// Keeps the registration, whoever has the address, and leaves it to a job to look.
async fn begin(kernel: &Kernel, new: NewAccount) -> Result<RegistrationBegun> {
    let mut tx = kernel.db.tenant(&TenantCtx::installation()).await?;
    let (now, id) = (tx.now(), tx.new_id());
    let secret = Secret::new(Uuid::nil(), id);
    let expires_at = now + Duration::hours(LIVES_HOURS);
    sqlx::query!("DELETE FROM registrations WHERE tenant_id = $1 AND expires_at <= $2", INSTALLATION, now).execute(&mut *tx).await?;
    sqlx::query!(
        "INSERT INTO registrations (tenant_id, id, email, name, workspace, password_hash, terms_version, secret_hash, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        INSTALLATION,
        id,
        new.email,
        new.name,
        new.workspace,
        new.password_hash,
        new.terms_version,
        &secret.hash(),
        now,
        expires_at
    )
    .execute(&mut *tx)
    .await?;
    tx.enqueue(write_job(id));
    tx.commit().await?;
    Ok(RegistrationBegun { registration: secret.encode(), email: new.email, expires_at })
}

fn write_job(id: Uuid) -> NewJob {
    NewJob::new(WRITE, json!({ "registration": id })).unique(id.to_string())
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct Resend {
    /// What `POST /auth/register` gave.
    #[garde(length(max = 200))]
    pub registration: String,
}

/// Sends the letter of a registration again, with a new code; the one before is void. 404 when it is over; 429 `too_many_letters`.
#[utoipa::path(post, path = "/auth/register/resend", tag = "auth", request_body = Resend, responses((status = 202, description = "On its way")))]
pub async fn resend_registration(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    Valid(asked): Valid<Resend>,
) -> Result<StatusCode> {
    let secret = Secret::decode(&asked.registration)?;
    identity.mail_limits.take(origin().ip())?;
    let mut tx = kernel.db.tenant(&TenantCtx::installation()).await?;
    let now = tx.now();
    let row = sqlx::query!(
        "SELECT secret_hash, letters FROM registrations WHERE tenant_id = $1 AND id = $2 AND expires_at > $3 FOR UPDATE",
        INSTALLATION,
        secret.id,
        now
    )
    .fetch_optional(&mut *tx)
    .await?
    .filter(|row| row.secret_hash == secret.hash())
    .ok_or_else(proof::over)?;
    if row.letters >= MOST_LETTERS {
        return Err(mail_limits::too_many(Duration::hours(1)));
    }
    sqlx::query!("UPDATE registrations SET letters = letters + 1 WHERE tenant_id = $1 AND id = $2", INSTALLATION, secret.id)
        .execute(&mut *tx)
        .await?;
    tx.enqueue(write_job(secret.id));
    tx.commit().await?;
    Ok(StatusCode::ACCEPTED)
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct Confirmation {
    /// What `POST /auth/register` gave.
    #[garde(inner(length(max = 200)))]
    pub registration: Option<String>,
    /// From the letter's link.
    #[garde(inner(length(max = 200)))]
    pub token: Option<String>,
    /// From the letter; with `registration`.
    #[garde(inner(length(max = 20)))]
    pub code: Option<String>,
    /// The password that was chosen, when the link is opened in a browser that does not have `registration`.
    #[garde(inner(length(max = 512)))]
    pub password: Option<String>,
}

/// A registration as it stands while a confirmation is tried.
struct Pending {
    email: String,
    name: String,
    workspace: String,
    password_hash: String,
    terms_version: Option<String>,
    secret_hash: Vec<u8>,
    token_hash: Option<Vec<u8>>,
    code_hash: Option<Vec<u8>>,
}

/// Confirms a registration's address and makes the account: with `registration` and `code`, with `token` and `registration`, or with
/// `token` and `password`. 404 when the link is over; 403 `password_needed` when the link alone is there; 422 `wrong_code`,
/// `code_over` or `wrong_password`; 409 `email_taken` when the address got an account meanwhile.
#[utoipa::path(post, path = "/auth/register/confirm", tag = "auth", request_body = Confirmation, responses((status = 201, body = Data<session::Session>)))]
pub async fn confirm_registration(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    Valid(shown): Valid<Confirmation>,
) -> Result<SignedInResponse> {
    let holder = shown.registration.as_deref().map(Secret::decode).transpose()?;
    let link = shown.token.as_deref().map(Secret::decode).transpose()?;
    let id = match (&link, &holder, &shown.code) {
        (Some(link), _, _) => link.id,
        (None, Some(holder), Some(_)) => holder.id,
        _ => return Err(Problem::invalid("code", "missing", "send the letter's code with the registration, or its link's token")),
    };
    let pending = take_a_try(&kernel, id).await?;
    let holds = holder.as_ref().is_some_and(|holder| holder.id == id && pending.secret_hash == holder.hash());
    match (&link, shown.code) {
        (Some(link), _) => {
            if pending.token_hash.as_deref() != Some(link.hash().as_slice()) {
                return Err(proof::over());
            }
            if !holds {
                let password = shown.password.ok_or_else(accounts::password_needed)?;
                if !identity.passwords.verify(password, Some(pending.password_hash.clone())).await? {
                    return Err(Problem::invalid("password", "wrong_password", "is not the password that you chose"));
                }
            }
        }
        (None, code) => {
            if !holds {
                return Err(proof::over());
            }
            let code = code.unwrap_or_default();
            if !pending.code_hash.as_deref().is_some_and(|kept| identity.codes.matches(id, &code, kept)) {
                return Err(proof::wrong_code());
            }
        }
    }
    let Pending { email, name, workspace, password_hash, terms_version, .. } = pending;
    let account = NewAccount { email, name, workspace, password_hash, terms_version, verified: true };
    // The address has one account, so whoever confirms twice is told at the second time.
    let session = create(&kernel, &identity, account).await?;
    let mut tx = kernel.db.tenant(&TenantCtx::installation()).await?;
    sqlx::query!("DELETE FROM registrations WHERE tenant_id = $1 AND lower(email) = $2", INSTALLATION, session.user.email)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(identity.welcome(StatusCode::CREATED, session))
}

/// Counts a try, whatever comes of it, so that neither code nor password is found by trying.
async fn take_a_try(kernel: &Kernel, id: Uuid) -> Result<Pending> {
    let mut tx = kernel.db.tenant(&TenantCtx::installation()).await?;
    let now = tx.now();
    let pending = sqlx::query_as!(
        Pending,
        "UPDATE registrations SET tries = tries + 1 WHERE tenant_id = $1 AND id = $2 AND expires_at > $3 AND tries < $4
         RETURNING email, name, workspace, password_hash, terms_version, secret_hash, token_hash, code_hash",
        INSTALLATION,
        id,
        now,
        TRIES
    )
    .fetch_optional(&mut *tx)
    .await?;
    let known = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM registrations WHERE tenant_id = $1 AND id = $2 AND expires_at > $3) AS "known!""#,
        INSTALLATION,
        id,
        now
    )
    .fetch_one(&mut *tx)
    .await?;
    tx.commit().await?;
    pending.ok_or_else(|| if known { proof::dead_code() } else { proof::over() })
}

/// Writes the letter of a registration: with a code, or, when the address has an account, that it has one.
pub(crate) struct WriteLetter {
    pub kernel: Kernel,
    pub identity: Arc<Identity>,
}

#[derive(Deserialize)]
struct Payload {
    registration: Uuid,
}

#[async_trait]
impl Handler for WriteLetter {
    async fn run(&self, job: &Job) -> Result<()> {
        let Payload { registration: id } = job.payload()?;
        let mut tx = self.kernel.db.tenant(&job.ctx()).await?;
        let now = tx.now();
        let row = sqlx::query!(
            "SELECT email, expires_at FROM registrations WHERE tenant_id = $1 AND id = $2 AND expires_at > $3 FOR UPDATE",
            INSTALLATION,
            id,
            now
        )
        .fetch_optional(&mut *tx)
        .await?;
        if let Some(row) = row {
            let letters = sqlx::query_scalar!(
                r#"SELECT coalesce(sum(letters), 0) AS "letters!" FROM registrations WHERE tenant_id = $1 AND lower(email) = lower($2) AND created_at > $3"#,
                INSTALLATION,
                row.email,
                now - Duration::hours(1)
            )
            .fetch_one(&mut *tx)
            .await?;
            if letters > MOST_LETTERS_TO_ONE {
                // Whoever asks is not told: the mailbox is somebody's.
                tracing::warn!(registration = %id, "too many letters to one address; this one is not written");
            } else if users::is_free(&mut tx, &row.email, now).await? {
                let secret = Secret::new(Uuid::nil(), id);
                let (code, code_hash) = self.identity.codes.make(id);
                sqlx::query!(
                    "UPDATE registrations SET token_hash = $3, code_hash = $4, tries = 0 WHERE tenant_id = $1 AND id = $2",
                    INSTALLATION,
                    id,
                    &secret.hash(),
                    &code_hash
                )
                .execute(&mut *tx)
                .await?;
                tx.enqueue(self.identity.registration_letter(&row.email, &code, &secret.encode(), row.expires_at)?);
            } else {
                // So that the number of tries tells nothing either.
                sqlx::query!("UPDATE registrations SET tries = 0 WHERE tenant_id = $1 AND id = $2", INSTALLATION, id)
                    .execute(&mut *tx)
                    .await?;
                tx.enqueue(self.identity.known_letter(&row.email)?);
            }
        }
        job.finish(&mut tx).await?;
        tx.commit().await
    }
}
