//! What the operations on one's own account share.

use crate::{Identity, workspaces};
use axum::http::{HeaderMap, StatusCode};
use kernel::{INSTALLATION, Kernel, PersonTx, Problem, Result, TenantTx, auth::bearer};
use sqlx::PgConnection;
use std::{net::IpAddr, sync::Arc};
use uuid::Uuid;

/// What is set about accounts.
#[derive(Debug, Clone)]
pub struct AccountPolicy {
    /// The address that people use, which letters lead to.
    pub url: Arc<str>,
    /// Whether an address is confirmed before there is an account for it.
    pub confirm_first: bool,
    pub terms: Terms,
}

/// What people agree to when they register.
#[derive(Debug, Clone)]
pub struct Terms {
    /// Kept with the account, so that it is known what was agreed to.
    pub version: Arc<str>,
    pub url: Option<Arc<str>>,
    pub privacy_url: Option<Arc<str>>,
}

/// A person as the operations on their account need them.
pub(crate) struct Person {
    pub email: String,
    pub name: String,
    pub password_hash: String,
}

/// The transaction's person, locked.
pub(crate) async fn lock(tx: &mut PgConnection, user_id: Uuid) -> Result<Person> {
    sqlx::query_as!(Person, "SELECT email, name, password_hash FROM users WHERE id = $1 FOR UPDATE", user_id)
        .fetch_optional(tx)
        .await?
        .ok_or_else(Problem::unauthenticated)
}

async fn read(tx: &mut PgConnection, user_id: Uuid) -> Result<Person> {
    sqlx::query_as!(Person, "SELECT email, name, password_hash FROM users WHERE id = $1", user_id)
        .fetch_optional(tx)
        .await?
        .ok_or_else(Problem::unauthenticated)
}

/// Goes on in the person's first workspace, whose log tells of it, or, when they are in none, where what is no workspace's is.
pub(crate) async fn at_home(mut tx: PersonTx) -> Result<TenantTx> {
    let home = workspaces::active(&mut tx).await?.into_iter().next().map_or(INSTALLATION, |membership| membership.tenant.id);
    tx.enter(home).await
}

/// Asks again for the password of who is signed in already. Wrong ones count as on the sign-in.
///
/// # Errors
/// 422 `wrong_password` at `field`; 429 after too many.
pub(crate) async fn ask_password(
    kernel: &Kernel,
    identity: &Identity,
    user_id: Uuid,
    field: &str,
    password: String,
    address: IpAddr,
) -> Result<Person> {
    let person = read(&mut *kernel.db.person(user_id).await?, user_id).await?;
    let email = person.email.to_lowercase();
    identity.limits.check(&email, address).await?;
    if !identity.passwords.verify(password, Some(person.password_hash.clone())).await? {
        identity.limits.failed(&email, address).await;
        return Err(Problem::invalid(field, "wrong_password", "is not your password"));
    }
    identity.limits.succeeded(&email, address).await;
    Ok(person)
}

/// Whether whoever opened a link in a letter is the person whose account it is about: signed in as them in this browser, or knowing
/// their password. Reading the letter is not enough: somebody could have entered another's address in an account of their own, and
/// wait for a good-natured click.
///
/// # Errors
/// 403 `password_needed` when neither is there; else as [`ask_password`].
pub(crate) async fn is_them(
    kernel: &Kernel,
    identity: &Identity,
    user_id: Uuid,
    headers: &HeaderMap,
    password: Option<String>,
    address: IpAddr,
) -> Result<()> {
    if let Some(token) = bearer(headers)
        && let Ok(caller) = kernel.auth.person(token).await
        && caller.user_id == user_id
        && caller.impersonation.is_none()
        && !caller.confined
    {
        return Ok(());
    }
    let password = password.ok_or_else(password_needed)?;
    ask_password(kernel, identity, user_id, "password", password, address).await.map(|_| ())
}

pub(crate) fn password_needed() -> Problem {
    Problem::new(StatusCode::FORBIDDEN, "password_needed", "Enter the password of the account, so that it is certain whose it is.")
}
