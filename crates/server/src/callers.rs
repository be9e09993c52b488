//! Persons and programs, behind one door: an access token is `identity`'s to judge, an API key `tenancy`'s.

use async_trait::async_trait;
use identity::Authority;
use kernel::{Authenticator, Principal, Result};
use std::sync::Arc;
use tenancy::{KeyRing, is_api_key};
use uuid::Uuid;

pub struct Callers {
    pub people: Arc<Authority>,
    pub keys: Arc<KeyRing>,
}

#[async_trait]
impl Authenticator for Callers {
    async fn authenticate(&self, token: &str) -> Result<Principal> {
        if is_api_key(token) { self.keys.authenticate(token).await } else { self.people.authenticate(token).await }
    }

    async fn person(&self, token: &str) -> Result<Principal> {
        // A key is no person, and whoever asks for one is told so.
        if is_api_key(token) { self.keys.authenticate(token).await } else { self.people.person(token).await }
    }

    async fn authority(&self, tenant_id: Uuid, user_id: Uuid, session_id: Uuid) -> Result<Principal> {
        // A key stands in the place of both.
        if user_id == session_id {
            self.keys.authority(tenant_id, user_id, session_id).await
        } else {
            self.people.authority(tenant_id, user_id, session_id).await
        }
    }
}
