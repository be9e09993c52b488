//! From an account at a provider to a user here.

use super::{
    providers::{Provider, Workspace},
    wire::Proof,
};
use crate::{
    Identity,
    admission::{self, Admission, Arrival},
    session::UserSummary,
    workspaces::{self, Membership},
};
use axum::http::{HeaderMap, StatusCode};
use contracts::events::MemberUpdated;
use kernel::{Audit, ConstraintExt, Kernel, PersonTx, Problem, Result, Role, TenantCtx, TenantTx};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// Who came.
pub(super) enum Arrived {
    In(Admission),
    /// Nobody here yet, with an address that the provider verified.
    New(Proof),
}

fn refused(code: &'static str, detail: &'static str) -> Problem {
    Problem::new(StatusCode::FORBIDDEN, code, detail)
}

fn email_unverified() -> Problem {
    refused("email_unverified", "The provider has not confirmed your e-mail address. Sign in another way, and link it in your profile.")
}

fn not_a_member() -> Problem {
    refused("not_a_member", "You are no member of this workspace. Ask for an invitation.")
}

fn identity_taken() -> Problem {
    Problem::conflict("identity_taken", "This account at the provider belongs to another account here.")
}

/// Somebody's account here, by its address.
struct Account {
    user_id: Uuid,
    /// Whoever has it has shown that the address is theirs.
    verified: bool,
}

async fn account_of(kernel: &Kernel, email: &str) -> Result<Option<Account>> {
    let row = sqlx::query!(r#"SELECT user_id AS "user_id!", verified AS "verified!" FROM app.account_of_email($1)"#, email)
        .fetch_optional(kernel.db.outside_tenants())
        .await?;
    Ok(row.map(|row| Account { user_id: row.user_id, verified: row.verified }))
}

/// Finds whom a proof leads to. An e-mail links an unknown account at a provider to a user only when both sides have verified
/// it: an unverified one here may have been registered by somebody who waits for its owner to come, and an unverified one there
/// may be anybody's.
pub(super) async fn sign_in(
    kernel: &Kernel,
    identity: &Identity,
    provider: &Provider,
    proof: Proof,
    headers: &HeaderMap,
) -> Result<Arrived> {
    let known = sqlx::query_scalar!("SELECT app.user_of_identity($1, $2)", proof.issuer, proof.subject)
        .fetch_one(kernel.db.outside_tenants())
        .await?;
    if let Some(user_id) = known {
        return enter(kernel, identity, provider, &proof, (user_id, false), headers).await;
    }
    let email = proof.email.as_deref().filter(|_| proof.email_verified).ok_or_else(email_unverified)?;
    if let Some(workspace) = &provider.workspace {
        check_domain(workspace, email)?;
    }
    match account_of(kernel, email).await? {
        Some(account) if account.verified => enter(kernel, identity, provider, &proof, (account.user_id, true), headers).await,
        Some(_) => Err(refused(
            "account_unverified",
            "There is an account with your e-mail address that was never confirmed. Reset its password by e-mail, and link the provider in your profile.",
        )),
        None => match &provider.workspace {
            None => Ok(Arrived::New(proof)),
            Some(workspace) => {
                let user = join(kernel, identity, provider, workspace, &proof, email).await?;
                arrive(kernel, identity, provider, user, workspace.tenant.id, headers).await
            }
        },
    }
}

/// A workspace's provider vouches for addresses of the workspace's domains alone, where it names any.
fn check_domain(workspace: &Workspace, email: &str) -> Result<()> {
    let domain = email.rsplit_once('@').map(|(_, domain)| domain);
    if workspace.domains.is_empty() || workspace.domains.iter().any(|allowed| Some(allowed.as_str()) == domain) {
        Ok(())
    } else {
        Err(refused("domain_not_allowed", "This provider is not for e-mail addresses like yours."))
    }
}

/// Lets in a user who is here already.
async fn enter(
    kernel: &Kernel,
    identity: &Identity,
    provider: &Provider,
    proof: &Proof,
    (user_id, first_time): (Uuid, bool),
    headers: &HeaderMap,
) -> Result<Arrived> {
    let mut tx = kernel.db.person(user_id).await?;
    let Membership { tenant, .. } = place(&mut tx, provider).await?;
    let user = user(&mut tx, user_id).await?;
    if first_time {
        let mut tx = tx.enter(tenant.id).await?;
        insert(&mut tx, user_id, provider, proof).await?;
        tx.commit().await?;
    } else {
        let now = tx.now();
        sqlx::query!(
            "UPDATE identities SET used_at = $3, email = coalesce($4, email) WHERE issuer = $1 AND subject = $2",
            proof.issuer,
            proof.subject,
            now,
            proof.email
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
    }
    arrive(kernel, identity, provider, user, tenant.id, headers).await
}

/// The one way in: with a second factor where the account has one.
async fn arrive(
    kernel: &Kernel,
    identity: &Identity,
    provider: &Provider,
    user: UserSummary,
    tenant_id: Uuid,
    headers: &HeaderMap,
) -> Result<Arrived> {
    let proof = if provider.workspace.is_some() { admission::Proof::WorkspaceOidc } else { admission::Proof::Oidc };
    let arrival = Arrival { user, proof, tenant_id: Some(tenant_id), headers };
    admission::admit(identity, &kernel.db, arrival).await.map(Arrived::In)
}

/// Where to: the workspace whose provider it is, else the first of one's own.
async fn place(tx: &mut PersonTx, provider: &Provider) -> Result<Membership> {
    let mut mine = workspaces::active(tx).await?.into_iter();
    match &provider.workspace {
        Some(workspace) => mine.find(|m| m.tenant.id == workspace.tenant.id).ok_or_else(not_a_member),
        None => mine.next().ok_or_else(|| refused("no_workspace", "Your account belongs to no workspace any more.")),
    }
}

async fn user(tx: &mut PgConnection, user_id: Uuid) -> Result<UserSummary> {
    sqlx::query_as!(UserSummary, "SELECT id, email, name FROM users WHERE id = $1", user_id)
        .fetch_optional(tx)
        .await?
        .ok_or_else(not_a_member)
}

/// Makes an account for somebody whom a workspace's provider vouches for, where the workspace says so. Their address counts as
/// not verified: beyond the workspace, its provider's word is nobody's.
async fn join(
    kernel: &Kernel,
    identity: &Identity,
    provider: &Provider,
    workspace: &Workspace,
    proof: &Proof,
    email: &str,
) -> Result<UserSummary> {
    let role: Role = workspace.join_role.ok_or_else(not_a_member)?;
    // Without domains it would be everybody.
    if workspace.domains.is_empty() {
        return Err(not_a_member());
    }
    let user_id = identity.clock.id();
    let ctx = TenantCtx::user(workspace.tenant.id, user_id);
    let mut tx = kernel.db.tenant(&ctx).await?;
    let user = UserSummary { id: user_id, email: email.to_owned(), name: display_name(proof, email) };
    crate::users::insert(&mut tx, user_id, &user.email, &user.name, "").await?;
    identity.tenancy.add_member(&mut tx, user_id, role).await?;
    insert(&mut tx, user_id, provider, proof).await?;
    tx.audit(Audit::new("member.joined", "member").target(user_id).after(&json!({
        "email": email, "role": role, "provider": provider.label,
    })));
    tx.emit(&MemberUpdated { user_id: Some(user_id) })?;
    tx.commit().await?;
    Ok(user)
}

/// As the provider says, else the part before the @.
pub(super) fn display_name(proof: &Proof, email: &str) -> String {
    let said = proof.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let name = said.unwrap_or_else(|| email.split('@').next().unwrap_or(email));
    name.chars().filter(|c| !c.is_control()).take(100).collect()
}

/// Adds a way to sign in. 409 `identity_taken`.
pub(super) async fn insert(tx: &mut TenantTx, user_id: Uuid, provider: &Provider, proof: &Proof) -> Result<()> {
    let (id, now) = (tx.new_id(), tx.now());
    sqlx::query!(
        "INSERT INTO identities (id, user_id, issuer, subject, label, email, created_at, used_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7)",
        id,
        user_id,
        proof.issuer,
        proof.subject,
        provider.label,
        proof.email,
        now
    )
    .execute(&mut **tx)
    .await
    .on_constraint("identities_subject_key", identity_taken)?;
    tx.audit(Audit::new("identity.linked", "user").target(user_id).after(&json!({
        "provider": provider.label, "issuer": proof.issuer, "email": proof.email,
    })));
    Ok(())
}

/// Adds a proven account to the ways of who asked for it, while the session that asked still lives.
pub(super) async fn link(
    kernel: &Kernel,
    identity: &Identity,
    provider: &Provider,
    proof: &Proof,
    user_id: Uuid,
    session_id: Uuid,
) -> Result<()> {
    let known = sqlx::query_scalar!("SELECT app.user_of_identity($1, $2)", proof.issuer, proof.subject)
        .fetch_one(kernel.db.outside_tenants())
        .await?;
    match known {
        Some(owner) if owner == user_id => return Ok(()),
        Some(_) => return Err(identity_taken()),
        None => {}
    }
    let mut tx = kernel.db.person(user_id).await?;
    let now = tx.now();
    let tenant_id = sqlx::query_scalar!(
        "SELECT tenant_id FROM sessions
         WHERE id = $1 AND user_id = $2 AND ended_at IS NULL AND NOT confined AND expires_at > $3 AND used_at > $4",
        session_id,
        user_id,
        now,
        now - identity.policy.idle
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(crate::authority::session_ended)?;
    let mut tx = tx.enter(tenant_id).await?;
    insert(&mut tx, user_id, provider, proof).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;
    use contracts::tenancy::TenantSummary;

    #[test]
    fn domains_are_compared_whole() {
        let tenant = TenantSummary { id: Uuid::nil(), slug: String::new(), name: String::new() };
        let workspace = |domains: &[&str]| Workspace {
            tenant: tenant.clone(),
            domains: domains.iter().map(|&domain| domain.to_owned()).collect(),
            join_role: None,
        };
        let corp = workspace(&["corp.example"]);
        check_domain(&corp, "ada@corp.example").unwrap();
        for other in ["ada@evilcorp.example", "ada@corp.example.evil", "ada@sub.corp.example", "ada"] {
            assert_eq!(check_domain(&corp, other).unwrap_err().code, "domain_not_allowed", "{other}");
        }
        check_domain(&workspace(&[]), "ada@anywhere.example").unwrap();
    }
}
