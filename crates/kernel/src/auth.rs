//! Who is asking, and authority in a handler's signature.

use crate::{
    Kernel,
    db::{Actor, TenantCtx, TenantTx},
    operator::Impersonation,
    permission::{Grant, PermissionSet, Role},
    problem::{Problem, Result},
};
use async_trait::async_trait;
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, StatusCode, header, request::Parts},
};
use chrono::{DateTime, Duration, Utc};
use std::marker::PhantomData;
use uuid::Uuid;

/// For so long after a proof of who one is, sensitive changes need no other.
pub const PROOF_MINUTES: i64 = 10;

/// A signed-in member of one tenant, or a program with an API key of the tenant.
#[derive(Debug, Clone)]
pub struct Principal {
    /// Of an API key its own id, which is no user's: see [`Principal::person`].
    pub user_id: Uuid,
    pub tenant_id: Uuid,
    /// Of an API key its own id.
    pub session_id: Uuid,
    /// As it is now; of a custom role, the one it is based on. Of an API key, the greatest whose permissions it has.
    pub role: Role,
    pub permissions: PermissionSet,
    /// Sees only the conversations that are assigned to them or their teams.
    pub only_assigned: bool,
    /// When the session's person last proved who they are: at sign-in, or asked again.
    pub proved_at: Option<DateTime<Utc>>,
    /// When they last did so by a second factor, in this session or in the browser that it trusts.
    pub second_factor_at: Option<DateTime<Utc>>,
    /// Whether the user runs this installation.
    pub operator: bool,
    /// Set when it is an operator who is in the member's name here.
    pub impersonation: Option<Impersonation>,
    /// The session was begun at this workspace's own provider, which vouches for the user here alone: it is no way to what
    /// belongs to their account.
    pub confined: bool,
    pub kind: PrincipalKind,
}

impl Principal {
    /// For sensitive changes: whether the person proved who they are within the last [`PROOF_MINUTES`].
    ///
    /// # Errors
    /// 403 `proof_required`; `POST /auth/step-up` takes the proof.
    pub fn recently_proved(&self, now: DateTime<Utc>) -> Result<()> {
        if self.proved_at.is_some_and(|at| now - at < Duration::minutes(PROOF_MINUTES)) {
            return Ok(());
        }
        Err(Problem::new(StatusCode::FORBIDDEN, "proof_required", "Confirm that it is you, then try again."))
    }

    /// For what needs a second factor whatever the workspace says.
    ///
    /// # Errors
    /// 403 `factor_required`; `POST /auth/step-up` takes the factor.
    pub fn proved_twice(&self) -> Result<()> {
        if self.second_factor_at.is_some() {
            return Ok(());
        }
        let detail = "This needs your second factor. Set one up if you have none, and confirm with it.";
        Err(Problem::new(StatusCode::FORBIDDEN, "factor_required", detail))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrincipalKind {
    Person,
    ApiKey {
        /// Requests per minute, where the key has a limit of its own.
        per_minute: Option<u32>,
    },
}

impl Principal {
    /// The user; none where it is an API key.
    #[must_use]
    pub fn user(&self) -> Option<Uuid> {
        (self.kind == PrincipalKind::Person).then_some(self.user_id)
    }

    /// The user, for what only a person does.
    ///
    /// # Errors
    /// 403 `person_needed` where it is an API key.
    pub fn person(&self) -> Result<Uuid> {
        self.user().ok_or_else(|| {
            Problem::new(StatusCode::FORBIDDEN, "person_needed", "An API key belongs to no person. Sign in as somebody for this.")
        })
    }

    #[must_use]
    pub fn actor(&self) -> Actor {
        match (self.kind, &self.impersonation) {
            (PrincipalKind::ApiKey { .. }, _) => Actor::ApiKey(self.user_id),
            (PrincipalKind::Person, None) => Actor::User(self.user_id),
            (PrincipalKind::Person, Some(by)) => {
                Actor::Impersonating { operator_id: by.operator_id, user_id: self.user_id, writes: by.writes }
            }
        }
    }
}

/// Turns an access token or an API key into a principal. `identity` and `tenancy` implement it.
#[async_trait]
pub trait Authenticator: Send + Sync {
    /// # Errors
    /// 401 for a token that is malformed, expired or not ours; 403 where the tenant requires a second factor that this
    /// session has not shown.
    async fn authenticate(&self, token: &str) -> Result<Principal>;

    /// The same, also where a second factor is missing: for one's own sign-in matters, and nothing of the tenant's.
    ///
    /// # Errors
    /// 401 as for [`Authenticator::authenticate`].
    async fn person(&self, token: &str) -> Result<Principal> {
        self.authenticate(token).await
    }

    /// What a session of a user may in a tenant now. For what stays open after the request: sockets, long polls.
    ///
    /// # Errors
    /// 401 when the session has ended, or its user is no active member of the tenant; 403 where a second factor is missing.
    async fn authority(&self, tenant_id: Uuid, user_id: Uuid, session_id: Uuid) -> Result<Principal>;
}

/// The bearer token of a request, if it has one.
#[must_use]
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The signed-in person who calls, whatever they may do. An API key is refused; [`Can`] takes both.
pub struct SignedIn {
    pub principal: Principal,
    kernel: Kernel,
}

impl SignedIn {
    #[must_use]
    pub fn ctx(&self) -> TenantCtx {
        let Principal { tenant_id, only_assigned, .. } = self.principal;
        TenantCtx { tenant_id, actor: self.principal.actor(), only_assigned }
    }
    /// # Errors
    /// 503 when the database is not reachable.
    pub async fn tenant_tx(&self) -> Result<TenantTx> {
        self.kernel.db.tenant(&self.ctx()).await
    }
    #[must_use]
    pub fn kernel(&self) -> &Kernel {
        &self.kernel
    }
    /// Whether the caller still is who they were when the request came in.
    ///
    /// # Errors
    /// 401 when they are not.
    pub async fn still(&self) -> Result<()> {
        let Principal { tenant_id, user_id, session_id, .. } = self.principal;
        self.kernel.auth.authority(tenant_id, user_id, session_id).await.map(|_| ())
    }
}

impl SignedIn {
    /// Who asks, whoever it is, person or program.
    pub(crate) async fn identified(parts: &mut Parts, kernel: &Kernel) -> Result<Self> {
        // Whoever counted the request has asked already. Only who stands whole in the tenant is put there.
        let principal = match parts.extensions.get::<Principal>() {
            Some(known) => known.clone(),
            None => {
                let token = bearer(&parts.headers).ok_or_else(Problem::unauthenticated)?;
                kernel.auth.authenticate(token).await?
            }
        };
        name_in_log(&principal);
        Ok(Self { principal, kernel: kernel.clone() })
    }

    /// What asks for no permission is about oneself: sessions, password, factors, one's place. An operator in a member's name
    /// looks at it, no more.
    fn only_looking(self, parts: &Parts) -> Result<Self> {
        if self.principal.impersonation.is_some() && !parts.method.is_safe() {
            let detail = "Operators change nothing of a member's own while they are in their name.";
            return Err(Problem::new(StatusCode::FORBIDDEN, "impersonating", detail));
        }
        Ok(self)
    }
}

/// The request log names who asked.
fn name_in_log(principal: &Principal) {
    let span = tracing::Span::current();
    span.record("user", tracing::field::display(principal.user_id));
    span.record("tenant", tracing::field::display(principal.tenant_id));
}

/// Whatever person is signed in, also where the workspace requires a second factor that they have yet to set up or show. Handlers
/// that take this touch what is the person's own, their factors and sessions, and nothing of the tenant's but its audit log.
/// Whoever runs a workspace's provider could begin a session as any of its members, so such a session is refused here, with
/// 403 `workspace_session`.
pub struct Person(SignedIn);

impl std::ops::Deref for Person {
    type Target = SignedIn;
    fn deref(&self) -> &SignedIn {
        &self.0
    }
}

impl FromRequestParts<Kernel> for Person {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, kernel: &Kernel) -> Result<Self> {
        let token = bearer(&parts.headers).ok_or_else(Problem::unauthenticated)?;
        let principal = kernel.auth.person(token).await?;
        principal.person()?;
        name_in_log(&principal);
        if principal.confined {
            return Err(Problem::new(
                StatusCode::FORBIDDEN,
                "workspace_session",
                "You signed in with your workspace's provider, which is good for this workspace only. Sign in another way to manage your account.",
            ));
        }
        Ok(Self(SignedIn { principal, kernel: kernel.clone() }.only_looking(parts)?))
    }
}

impl FromRequestParts<Kernel> for SignedIn {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, kernel: &Kernel) -> Result<Self> {
        let caller = Self::identified(parts, kernel).await?;
        caller.principal.person()?;
        caller.only_looking(parts)
    }
}

/// The caller, person or API key, who has the permission `P`. Without it the handler is not reached.
pub struct Can<P: Grant> {
    signed_in: SignedIn,
    grant: PhantomData<P>,
}

impl<P: Grant> std::ops::Deref for Can<P> {
    type Target = SignedIn;
    fn deref(&self) -> &SignedIn {
        &self.signed_in
    }
}

impl<P: Grant> FromRequestParts<Kernel> for Can<P> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, kernel: &Kernel) -> Result<Self> {
        // In a member's name the permissions are fewer; see `PermissionSet::impersonated`.
        let signed_in = SignedIn::identified(parts, kernel).await?;
        if !signed_in.principal.permissions.contains(P::PERMISSION) {
            return Err(match &signed_in.principal.impersonation {
                Some(_) => Problem::new(
                    StatusCode::FORBIDDEN,
                    "impersonating",
                    "Operators may not do this in a member's name, or chose to read only.",
                ),
                None => Problem::forbidden(P::PERMISSION.as_str()),
            });
        }
        Ok(Self { signed_in, grant: PhantomData })
    }
}
