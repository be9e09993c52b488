//! Whether somebody is of age, for what is not for everyone.

use async_trait::async_trait;
use kernel::Result;
use sqlx::PgConnection;

/// `identity` implements it.
#[async_trait]
pub trait Ages: Send + Sync {
    /// Whether the transaction's own person was found to be of age. A person who was never checked is not.
    ///
    /// # Errors
    /// 503 when the database is not there.
    async fn is_adult(&self, tx: &mut PgConnection) -> Result<bool>;
}
