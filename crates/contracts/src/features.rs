//! What a workspace can switch on and off.

use crate::words;
use async_trait::async_trait;
use axum::http::StatusCode;
use kernel::{Problem, Result, TenantTx};

/// The one table of features: word, whether it is on where nobody says otherwise, and what it means when it is on.
macro_rules! features {
    ($($variant:ident = $word:literal, $default:literal, $about:literal);+ $(;)?) => {
        words! {
            /// What a workspace can switch on and off.
            Feature { $(#[doc = $about] $variant => $word),+ }
        }

        impl Feature {
            /// Whether it is on where neither the workspace nor the installation says otherwise.
            #[must_use]
            pub fn by_default(self) -> bool {
                match self { $(Self::$variant => $default),+ }
            }
            /// What it means when it is on, in a sentence.
            #[must_use]
            pub fn about(self) -> &'static str {
                match self { $(Self::$variant => $about),+ }
            }
        }
    };
}

features! {
    AssignedOnly = "assigned_only", false,
        "Members without the permission to see all conversations, such as agents, see only those that are assigned to them or to one of their teams.";
    DraftsOnRequest = "drafts_on_request", true,
        "Staff may ask the AI for a draft in any conversation.";
    DirectMembers = "direct_members", true,
        "Admins may add a member with a first password, without an invitation by mail.";
}

impl std::str::FromStr for Feature {
    type Err = ();
    fn from_str(word: &str) -> std::result::Result<Self, ()> {
        Self::ALL.iter().copied().find(|feature| feature.as_str() == word).ok_or(())
    }
}

/// What is on in a workspace. `tenancy` implements it.
#[async_trait]
pub trait Features: Send + Sync {
    /// # Errors
    /// 503 when the database is not there.
    async fn is_on(&self, tx: &mut TenantTx, feature: Feature) -> Result<bool>;

    /// # Errors
    /// 403 `feature_off`.
    async fn need(&self, tx: &mut TenantTx, feature: Feature) -> Result<()> {
        if self.is_on(tx, feature).await? {
            return Ok(());
        }
        let detail = format!("The feature {} is off in this workspace. An admin can switch it on in the settings.", feature.as_str());
        Err(Problem::new(StatusCode::FORBIDDEN, "feature_off", detail))
    }
}
