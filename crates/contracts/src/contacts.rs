//! What others need of contacts.

use async_trait::async_trait;
use kernel::{Result, TenantTx};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A contact as conversations show it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ContactSummary {
    pub id: Uuid,
    pub name: Option<String>,
    pub email: Option<String>,
}

/// `crm` implements it.
#[async_trait]
pub trait Contacts: Send + Sync {
    /// The contact with this e-mail, made when there is none; without an e-mail always a new, anonymous one.
    /// A name is filled in where the contact has none, never overwritten.
    ///
    /// # Errors
    /// 503 when the database is not there.
    async fn find_or_create(&self, tx: &mut TenantTx, email: Option<&str>, name: Option<&str>) -> Result<ContactSummary>;

    /// Gives an anonymous contact an e-mail and a name. When another contact already has the e-mail, that one
    /// is returned and the caller moves over to it.
    ///
    /// # Errors
    /// 404 when there is no such contact.
    async fn identify(&self, tx: &mut TenantTx, id: Uuid, email: Option<&str>, name: Option<&str>) -> Result<ContactSummary>;
}
