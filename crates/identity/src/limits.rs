//! Wrong passwords are limited by account and address together: five within a quarter of an hour, then a pause that grows with
//! each round. More loosely, each address is limited alone, and each account; the last leaves out addresses that its owner has
//! signed in from, so that strangers lock nobody out, from however many places they try.
//!
//! A try is counted before it is known how it ends, so that many at once get no more than one after another would.

use kernel::{
    Db, Limits, Problem, Result,
    limit::{Pauses, Quota, address_key},
    secret,
};
use std::{net::IpAddr, time::Duration};
use uuid::Uuid;

const WINDOW: Duration = Duration::from_secs(15 * 60);
const PAIR: Pauses = Pauses { name: "login", most: 5, window: WINDOW, longest: Duration::from_secs(4 * 60 * 60) };
/// Wrong ones of everybody at an address: an office, or a guesser.
const ADDRESS: Quota = Quota::new("login-address", 50, WINDOW);
/// Wrong ones for an account from wherever.
const ACCOUNT: Quota = Quota::new("login-account", 100, WINDOW);

pub struct LoginLimits {
    limits: Limits,
    db: Db,
}

impl LoginLimits {
    #[must_use]
    pub fn new(limits: Limits, db: Db) -> Self {
        Self { limits, db }
    }

    /// Counts a try. To be followed by [`Self::failed`] or [`Self::succeeded`].
    ///
    /// # Errors
    /// 429 `too_many_attempts` while one of the limits is reached.
    pub async fn check(&self, email: &str, address: IpAddr) -> Result<()> {
        let from_here = self.limits.look(&ADDRESS, &address_key(address)).await;
        if !from_here.allowed {
            return Err(refused(from_here.retry_after));
        }
        let for_account = self.limits.look(&ACCOUNT, &account(email)).await;
        if !for_account.allowed && !self.has_signed_in_from(email, address).await? {
            return Err(refused(for_account.retry_after));
        }
        match self.limits.attempt(&PAIR, &pair(email, address)).await {
            Some(wait) => Err(refused(wait)),
            None => Ok(()),
        }
    }

    pub async fn failed(&self, email: &str, address: IpAddr) {
        self.limits.take(&ADDRESS, &address_key(address)).await;
        self.limits.take(&ACCOUNT, &account(email)).await;
    }

    /// A right password clears what was counted for this account from this address.
    pub async fn succeeded(&self, email: &str, address: IpAddr) {
        self.limits.forget(&PAIR, &pair(email, address)).await;
    }

    /// Whether this account was in use at this address lately. Asked in the same way for an address that has no account.
    async fn has_signed_in_from(&self, email: &str, address: IpAddr) -> Result<bool> {
        let user_id = sqlx::query_scalar!("SELECT app.user_of_email($1)", email).fetch_one(self.db.outside_tenants()).await?;
        let user_id = user_id.unwrap_or(Uuid::nil());
        let mut tx = self.db.person(user_id).await?;
        Ok(sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT FROM sessions WHERE user_id = $1 AND address = $2) AS "there!""#,
            user_id,
            address.to_string()
        )
        .fetch_one(&mut *tx)
        .await?)
    }
}

fn refused(wait: Duration) -> Problem {
    let seconds = wait.as_secs().saturating_add(u64::from(wait.subsec_nanos() > 0));
    Problem::too_many("too_many_attempts", "Too many wrong passwords. Wait a little, or reset your password.", seconds)
}

/// E-mail addresses are nobody's business where counts are kept.
fn account(email: &str) -> String {
    secret::hash(email.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn pair(email: &str, address: IpAddr) -> String {
    format!("{}:{}", account(email), address_key(address))
}
