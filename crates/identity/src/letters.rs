//! The letters of this feature. All are to a person about their account, so they are the installation's.
//!
//! What a stranger may have typed (a name, a workspace) stands in no letter to an address that is not known to be theirs.

use crate::{Identity, devices, proof::Issued};
use chrono::{DateTime, Utc};
use contracts::mail::Mail;
use kernel::{NewJob, Result, audit::origin};
use serde_json::json;

impl Identity {
    /// Where a link leads. The secret stands behind `#`, which browsers keep to themselves: no server's log and no referrer has it.
    fn link(&self, page: &str, token: &str) -> String {
        format!("{}/{page}#{token}", self.accounts.url)
    }

    fn page(&self, page: &str) -> String {
        format!("{}/{page}", self.accounts.url)
    }

    pub(crate) fn verify_letter(&self, to: &str, issued: &Issued) -> Result<NewJob> {
        let data = json!({ "code": issued.code, "link": self.link("verify", &issued.token), "expires_at": issued.expires_at });
        Mail::new(to, "verify-email", data).until(issued.expires_at).job()
    }

    pub(crate) fn welcome_letter(&self, to: &str, name: &str) -> Result<NewJob> {
        Mail::new(to, "welcome", json!({ "name": name, "link": self.page("inbox") })).job()
    }

    pub(crate) fn registration_letter(&self, to: &str, code: &str, token: &str, expires_at: DateTime<Utc>) -> Result<NewJob> {
        let data = json!({ "code": code, "link": self.link("register/confirm", token), "expires_at": expires_at });
        Mail::new(to, "registration", data).until(expires_at).job()
    }

    /// To somebody with an account, whose address was entered as if there were none.
    pub(crate) fn known_letter(&self, to: &str) -> Result<NewJob> {
        Mail::new(to, "account-known", json!({ "link": self.page("sign-in"), "reset": self.page("forgot") })).job()
    }

    pub(crate) fn reset_letter(&self, to: &str, issued: &Issued) -> Result<NewJob> {
        let data = json!({ "link": self.link("reset", &issued.token), "expires_at": issued.expires_at });
        Mail::new(to, "password-reset", data).until(issued.expires_at).job()
    }

    /// With when and where, since it is this letter that tells of an intruder.
    pub(crate) fn password_changed_letter(&self, to: &str, at: DateTime<Utc>) -> Result<NewJob> {
        let origin = origin();
        let data = json!({
            "at": at, "device": devices::name(origin.user_agent.as_deref()), "address": origin.address, "link": self.page("forgot"),
        });
        Mail::new(to, "password-changed", data).job()
    }

    pub(crate) fn email_change_letter(&self, to: &str, issued: &Issued) -> Result<NewJob> {
        let data = json!({ "link": self.link("email-change", &issued.token), "expires_at": issued.expires_at });
        Mail::new(to, "email-change", data).until(issued.expires_at).job()
    }

    /// To the address of before, with the way back.
    pub(crate) fn email_changed_letter(&self, to: &str, new: &str, issued: &Issued) -> Result<NewJob> {
        let data = json!({ "new_email": new, "link": self.link("email-undo", &issued.token), "expires_at": issued.expires_at });
        Mail::new(to, "email-changed", data).until(issued.expires_at).job()
    }

    pub(crate) fn deletion_letter(&self, to: &str, name: &str, delete_at: DateTime<Utc>) -> Result<NewJob> {
        Mail::new(to, "account-deletion", json!({ "name": name, "delete_at": delete_at, "link": self.page("sign-in") })).job()
    }

    pub(crate) fn erased_letter(&self, to: &str) -> Result<NewJob> {
        Mail::new(to, "account-erased", json!({})).job()
    }
}
