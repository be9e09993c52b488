//! How much a workspace may have.

use crate::words;
use async_trait::async_trait;
use kernel::{Problem, Result, TenantTx, problem::FieldError};

words! {
    /// What is counted.
    Limit {
        /// Members, suspended ones too.
        Members => "members",
        Chatbots => "chatbots",
        Documents => "documents",
        /// Bytes of all documents together.
        StorageBytes => "storage_bytes",
    }
}

impl Limit {
    /// 409 `plan_limit_reached`, naming the limit, what is used, and what may be.
    #[must_use]
    pub fn reached(self, used: i64, most: i64) -> Problem {
        let name = self.as_str();
        let message = format!("is at {used} of {most}");
        let mut problem = Problem::conflict(
            "plan_limit_reached",
            format!("This workspace has {used} of at most {most} {name}. Remove something, or ask who runs the installation for more."),
        );
        problem.errors.push(FieldError { field: name.into(), code: "plan_limit_reached".into(), message });
        problem
    }
}

/// Whether there is room for more. `tenancy` implements it.
#[async_trait]
pub trait Limits: Send + Sync {
    /// Fails unless `more` of it fit. Until its transaction ends, whoever asks for the same waits: two at once cannot share
    /// the last place.
    ///
    /// # Errors
    /// 409 `plan_limit_reached`.
    async fn make_room(&self, tx: &mut TenantTx, limit: Limit, more: i64) -> Result<()>;
}
