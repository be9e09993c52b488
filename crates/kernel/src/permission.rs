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
    pub fn permissions(self) -> PermissionSet {
        Permission::ALL.iter().copied().filter(|p| self >= p.begins_at()).collect()
    }

    pub const ALL: [Self; 5] = [Self::Viewer, Self::Agent, Self::Supervisor, Self::Admin, Self::Owner];

    /// The role that this one inherits from.
    #[must_use]
    pub fn inherits(self) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|role| *role < self)
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

/// A set of permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PermissionSet(u128);

impl PermissionSet {
    #[must_use]
    pub fn contains(self, permission: Permission) -> bool {
        self.0 & permission.bit() != 0
    }
    #[must_use]
    pub fn includes(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
    /// In the order of the table.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |p| self.contains(*p))
    }
    #[must_use]
    pub fn names(self) -> Vec<String> {
        self.iter().map(|p| p.as_str().to_owned()).collect()
    }
    /// Those that are known; a name from a later version gives nothing.
    #[must_use]
    pub fn from_names(names: &[String]) -> Self {
        Permission::ALL.iter().copied().filter(|p| names.iter().any(|name| name == p.as_str())).collect()
    }
}

impl FromIterator<Permission> for PermissionSet {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        Self(permissions.into_iter().fold(0, |set, permission| set | permission.bit()))
    }
}

/// What an operator may change in a member's name, when they chose to write: daily work. Never members, roles, ownership,
/// keys, money or the workspace itself. A permission that is new is not among them until somebody puts it here.
const WRITTEN_IMPERSONATING: &[Permission] = &[
    Permission::ContactsWrite,
    Permission::CatalogueWrite,
    Permission::ConversationsWrite,
    Permission::ConversationsAssign,
    Permission::ChatbotsWrite,
    Permission::KnowledgeWrite,
];

impl PermissionSet {
    /// What is left of a member's permissions while an operator is there in their name: reading, and with `writes` daily work.
    #[must_use]
    pub fn impersonated(self, writes: bool) -> Self {
        self.iter().filter(|p| p.as_str().ends_with(":read") || (writes && WRITTEN_IMPERSONATING.contains(p))).collect()
    }
}

/// A type that stands for one permission in a handler's signature: `Can<ContactsWrite>`.
pub trait Grant: Send + Sync + 'static {
    const PERMISSION: Permission;
}

macro_rules! permissions {
    ($($name:ident = $text:literal from $role:ident),+ $(,)?) => {
        /// Everything that may be allowed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Permission { $(#[serde(rename = $text)] $name),+ }

        impl Permission {
            pub const ALL: &'static [Permission] = &[$(Permission::$name),+];

            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }

            /// Its place in a set.
            fn bit(self) -> u128 {
                let place = Self::ALL.iter().position(|p| *p == self).and_then(|place| u32::try_from(place).ok());
                place.and_then(|place| 1_u128.checked_shl(place)).unwrap_or(0)
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

// By hand: the derive does not see names that a macro puts in.
impl utoipa::PartialSchema for Permission {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        let names = Self::ALL.iter().map(|permission| permission.as_str());
        utoipa::openapi::ObjectBuilder::new().schema_type(utoipa::openapi::schema::Type::String).enum_values(Some(names)).into()
    }
}
impl ToSchema for Permission {}

permissions! {
    TenantRead = "tenant:read" from Viewer,
    TenantWrite = "tenant:write" from Admin,
    MembersRead = "members:read" from Viewer,
    MembersWrite = "members:write" from Admin,
    RolesWrite = "roles:write" from Admin,
    AuditRead = "audit:read" from Admin,
    OwnershipTransfer = "ownership:transfer" from Owner,
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
    JobsWrite = "jobs:write" from Admin,
    IdentityProvidersWrite = "identity_providers:write" from Admin,
    ConversationsReadAll = "conversations:read_all" from Supervisor,
    TeamsWrite = "teams:write" from Supervisor,
    TenantDelete = "tenant:delete" from Owner,
    ApiKeysRead = "api_keys:read" from Admin,
    ApiKeysWrite = "api_keys:write" from Admin,
    WebhooksRead = "webhooks:read" from Admin,
    WebhooksWrite = "webhooks:write" from Admin,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_has_all_that_weaker_roles_have() {
        for role in Role::ALL {
            if let Some(weaker) = role.inherits() {
                assert!(role.permissions().includes(weaker.permissions()), "{role:?} lacks something of {weaker:?}");
            }
        }
        assert_eq!(Role::Owner.permissions().names().len(), Permission::ALL.len());
        assert!(!Role::Viewer.permissions().contains(Permission::ConversationsWrite));
    }

    #[test]
    fn impersonation_takes_everything_but_reading_and_daily_work() {
        let all = Role::Owner.permissions();
        assert!(all.impersonated(false).iter().all(|p| p.as_str().ends_with(":read")));
        assert!(all.impersonated(true).includes(all.impersonated(false)));
        for never in
            [Permission::MembersWrite, Permission::RolesWrite, Permission::OwnershipTransfer, Permission::TenantWrite, Permission::AiWrite]
        {
            assert!(!all.impersonated(true).contains(never), "{never:?}");
        }
        let viewer = Role::Viewer.permissions();
        assert_eq!(viewer.impersonated(true), viewer, "nobody may more for being impersonated");
    }

    #[test]
    fn every_permission_has_a_place_of_its_own() {
        assert!(Permission::ALL.len() <= 128);
        let places: std::collections::HashSet<u128> = Permission::ALL.iter().map(|p| p.bit()).collect();
        assert_eq!(places.len(), Permission::ALL.len());
        assert!(!places.contains(&0));
        let names = Role::Agent.permissions().names();
        assert_eq!(PermissionSet::from_names(&names), Role::Agent.permissions());
        assert_eq!(PermissionSet::from_names(&["nonsense:write".to_owned()]), PermissionSet::default());
    }
}
