//! Who may do what. One table says which role each permission begins at; higher roles inherit it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A member's role, weakest first, so that the order is the inheritance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Viewer,
    Agent,
    Supervisor,
    Admin,
    Owner,
}

impl Role {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Agent => "agent",
            Self::Supervisor => "supervisor",
            Self::Admin => "admin",
            Self::Owner => "owner",
        }
    }

    /// Every permission of this role, its own and the inherited.
    #[must_use]
    pub fn permissions(self) -> Vec<&'static str> {
        Permission::ALL.iter().filter(|p| self >= p.begins_at()).map(|p| p.as_str()).collect()
    }
}

impl std::str::FromStr for Role {
    type Err = UnknownRole;
    fn from_str(s: &str) -> Result<Self, UnknownRole> {
        match s {
            "viewer" => Ok(Self::Viewer),
            "agent" => Ok(Self::Agent),
            "supervisor" => Ok(Self::Supervisor),
            "admin" => Ok(Self::Admin),
            "owner" => Ok(Self::Owner),
            _ => Err(UnknownRole),
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("unknown role")]
pub struct UnknownRole;

/// A type that stands for one permission in a handler's signature: `Can<ContactsWrite>`.
pub trait Grant: Send + Sync + 'static {
    const PERMISSION: Permission;
}

macro_rules! permissions {
    ($($name:ident = $text:literal from $role:ident),+ $(,)?) => {
        /// Everything that may be allowed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Permission { $($name),+ }

        impl Permission {
            pub const ALL: &'static [Permission] = &[$(Permission::$name),+];

            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }

            /// The weakest role that has it.
            #[must_use]
            pub fn begins_at(self) -> Role {
                match self { $(Self::$name => Role::$role),+ }
            }
        }

        /// One type per permission, for signatures.
        pub mod grants {
            use super::{Grant, Permission};
            $(#[derive(Debug, Clone, Copy)] pub struct $name;
              impl Grant for $name { const PERMISSION: Permission = Permission::$name; })+
        }
    };
}

permissions! {
    TenantRead = "tenant:read" from Viewer,
    TenantWrite = "tenant:write" from Admin,
    MembersRead = "members:read" from Viewer,
    MembersWrite = "members:write" from Admin,
    ContactsRead = "contacts:read" from Viewer,
    ContactsWrite = "contacts:write" from Agent,
    CatalogueRead = "catalogue:read" from Viewer,
    CatalogueWrite = "catalogue:write" from Admin,
    ConversationsRead = "conversations:read" from Viewer,
    ConversationsWrite = "conversations:write" from Agent,
    ConversationsAssign = "conversations:assign" from Agent,
    ChatbotsRead = "chatbots:read" from Viewer,
    ChatbotsWrite = "chatbots:write" from Admin,
    KnowledgeRead = "knowledge:read" from Viewer,
    KnowledgeWrite = "knowledge:write" from Supervisor,
    AiRead = "ai:read" from Supervisor,
    AiWrite = "ai:write" from Admin,
    JobsRead = "jobs:read" from Admin,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_has_all_that_weaker_roles_have() {
        let roles = [Role::Viewer, Role::Agent, Role::Supervisor, Role::Admin, Role::Owner];
        for pair in roles.windows(2) {
            let (weak, strong) = (pair[0].permissions(), pair[1].permissions());
            assert!(weak.iter().all(|p| strong.contains(p)), "{:?} lacks something of {:?}", pair[1], pair[0]);
        }
        assert_eq!(Role::Owner.permissions().len(), Permission::ALL.len());
        assert!(!Role::Viewer.permissions().contains(&"conversations:write"));
    }
}
