//! A workspace's own providers, as its admins set them up.

use super::{OpenId, providers::secret_of};
use crate::Identity;
use axum::Extension;
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{
    Audit, Can, ConstraintExt, Created, Data, NoContent, Page, PathId, Problem, Result, Role, TenantTx, Valid, grants, http::Url,
};
use serde::{Deserialize, Deserializer, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use uuid::Uuid;

/// Of a workspace.
const MOST: i64 = 10;

/// A provider of the workspace's own. Its secret is never shown.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct IdentityProvider {
    pub id: Uuid,
    /// On the button of the sign-in page, after "Continue with".
    pub label: String,
    pub issuer: String,
    pub client_id: String,
    /// Whether a secret is kept; a public client has none.
    pub has_secret: bool,
    /// Of the e-mail addresses that it is for.
    pub domains: Vec<String>,
    /// What somebody becomes whom it vouches for and who is no member yet; none: only members come in.
    pub join_role: Option<Role>,
    pub enabled: bool,
    /// What the provider must know as the place to send people back to.
    pub redirect_uri: String,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

struct Row {
    id: Uuid,
    label: String,
    issuer: String,
    client_id: String,
    has_secret: bool,
    domains: Vec<String>,
    join_role: Option<String>,
    enabled: bool,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl Row {
    fn shown(self, identity: &Identity) -> Result<IdentityProvider> {
        Ok(IdentityProvider {
            redirect_uri: format!("{}/api/v1/auth/oauth/{}/callback", identity.url, self.id),
            id: self.id,
            label: self.label,
            issuer: self.issuer,
            client_id: self.client_id,
            has_secret: self.has_secret,
            domains: self.domains,
            join_role: self.join_role.map(|role| role.parse()).transpose().map_err(Problem::internal)?,
            enabled: self.enabled,
            created_at: self.created_at,
            updated_at: self.updated_at,
        })
    }
}

async fn load(tx: &mut TenantTx, identity: &Identity, id: Uuid) -> Result<IdentityProvider> {
    let tenant_id = tx.tenant_id();
    sqlx::query_as!(
        Row,
        r#"SELECT id, label, issuer, client_id, client_secret IS NOT NULL AS "has_secret!", domains, join_role, enabled, created_at, updated_at
           FROM identity_providers WHERE tenant_id = $1 AND id = $2"#,
        tenant_id,
        id
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(super::no_such_provider)?
    .shown(identity)
}

/// The workspace's own providers, the oldest first; ten at most.
#[utoipa::path(get, path = "/identity-providers", tag = "tenancy", security(("bearer" = [])), responses((status = 200, body = Page<IdentityProvider>)))]
pub async fn list_identity_providers(
    ctx: Can<grants::IdentityProvidersWrite>,
    Extension(identity): Extension<Arc<Identity>>,
) -> Result<Page<IdentityProvider>> {
    let mut tx = ctx.tenant_tx().await?;
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id, label, issuer, client_id, client_secret IS NOT NULL AS "has_secret!", domains, join_role, enabled, created_at, updated_at
           FROM identity_providers WHERE tenant_id = $1 ORDER BY created_at, id LIMIT 100"#,
        ctx.principal.tenant_id
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Page::whole(rows.into_iter().map(|row| row.shown(&identity)).collect::<Result<_>>()?))
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct NewIdentityProvider {
    #[garde(length(chars, min = 1, max = 60), custom(crate::registration::not_blank))]
    pub label: String,
    /// Exactly as the provider writes it.
    #[garde(length(min = 1, max = 500))]
    pub issuer: String,
    #[garde(length(min = 1, max = 300))]
    pub client_id: String,
    #[garde(length(min = 1, max = 1000))]
    pub client_secret: Option<String>,
    /// Such as `corp.example`. None: any address, but nobody joins.
    #[serde(default)]
    #[garde(length(max = 50), inner(length(max = 253)))]
    pub domains: Vec<String>,
    /// Needs at least one domain, and may be no more than one's own role.
    #[garde(skip)]
    pub join_role: Option<Role>,
}

/// What is left out stays as it is.
#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct IdentityProviderChange {
    #[garde(inner(length(chars, min = 1, max = 60), custom(crate::registration::not_blank)))]
    pub label: Option<String>,
    #[garde(inner(length(min = 1, max = 500)))]
    pub issuer: Option<String>,
    #[garde(inner(length(min = 1, max = 300)))]
    pub client_id: Option<String>,
    #[garde(inner(length(min = 1, max = 1000)))]
    pub client_secret: Option<String>,
    #[garde(inner(length(max = 50), inner(length(max = 253))))]
    pub domains: Option<Vec<String>>,
    /// Null: only members come in. Absent: unchanged.
    #[serde(default, deserialize_with = "given")]
    #[garde(skip)]
    #[schema(value_type = Option<Role>)]
    pub join_role: Option<Option<Role>>,
    #[garde(skip)]
    pub enabled: Option<bool>,
}

/// Tells an absent field from one that is null.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Option<Option<Role>>, D::Error> {
    Option::<Role>::deserialize(deserializer).map(Some)
}

/// Lower case, without an @ in front; each a name that mail can go to.
fn domains(given: Vec<String>) -> Result<Vec<String>> {
    let mut domains = Vec::new();
    for domain in given {
        let domain = domain.trim().trim_start_matches('@').to_lowercase();
        let labels = domain.split('.').all(|label| {
            !label.is_empty() && label.len() <= 63 && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        });
        if !labels || !domain.contains('.') {
            return Err(Problem::invalid("domains", "invalid_domain", format!("\"{domain}\" is no domain; write it like corp.example")));
        }
        if !domains.contains(&domain) {
            domains.push(domain);
        }
    }
    Ok(domains)
}

fn issuer(given: &str) -> Result<String> {
    let text = given.trim();
    let url = Url::parse(text);
    let fits = url.is_ok_and(|url| {
        matches!(url.scheme(), "https" | "http")
            && url.host_str().is_some()
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none()
    });
    // Whether a host may be called without TLS is decided at the call.
    if fits { Ok(text.to_owned()) } else { Err(Problem::invalid("issuer", "invalid_issuer", "an issuer is an https:// address")) }
}

/// Nobody lets newcomers be more than they are, and an owner is made by hand.
fn check_join(role: Option<Role>, domains: &[String], mine: Role) -> Result<()> {
    match role {
        Some(Role::Owner) => Err(Problem::invalid("join_role", "invalid_role", "newcomers cannot be owners")),
        Some(role) if role > mine => {
            Err(Problem::new(axum::http::StatusCode::FORBIDDEN, "role_above_own", "You cannot give a role above your own."))
        }
        Some(_) if domains.is_empty() => Err(Problem::invalid("domains", "missing", "say for which domains people may join by themselves")),
        _ => Ok(()),
    }
}

fn taken() -> Problem {
    Problem::conflict("provider_taken", "This provider is set up already.")
}

impl OpenId {
    fn seal_secret(&self, tenant_id: Uuid, id: Uuid, secret: &str) -> Result<Vec<u8>> {
        self.provider_secrets.seal(&secret_of(tenant_id, id), secret.as_bytes())
    }
}

/// Sets up a provider for this workspace's people. It is enabled at once; test it. 409 `provider_taken`, `too_many_providers`.
#[utoipa::path(post, path = "/identity-providers", tag = "tenancy", security(("bearer" = [])), request_body = NewIdentityProvider, responses((status = 201, body = Data<IdentityProvider>)))]
pub async fn create_identity_provider(
    ctx: Can<grants::IdentityProvidersWrite>,
    Extension(identity): Extension<Arc<Identity>>,
    Valid(new): Valid<NewIdentityProvider>,
) -> Result<Created<IdentityProvider>> {
    let tenant_id = ctx.principal.tenant_id;
    let (issuer, domains) = (issuer(&new.issuer)?, domains(new.domains)?);
    check_join(new.join_role, &domains, ctx.principal.role)?;
    let mut tx = ctx.tenant_tx().await?;
    let (id, now) = (tx.new_id(), tx.now());
    let count = sqlx::query_scalar!(r#"SELECT count(*) AS "count!" FROM identity_providers WHERE tenant_id = $1"#, tenant_id)
        .fetch_one(&mut *tx)
        .await?;
    if count >= MOST {
        return Err(Problem::conflict("too_many_providers", format!("A workspace has at most {MOST} providers.")));
    }
    let secret = new.client_secret.map(|secret| identity.openid.seal_secret(tenant_id, id, &secret)).transpose()?;
    sqlx::query!(
        "INSERT INTO identity_providers (tenant_id, id, label, issuer, client_id, client_secret, domains, join_role, enabled, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, true, $9, $9)",
        tenant_id,
        id,
        new.label.trim(),
        issuer,
        new.client_id.trim(),
        secret,
        &domains,
        new.join_role.map(Role::as_str),
        now
    )
    .execute(&mut *tx)
    .await
    .on_constraint("identity_providers_client_key", taken)?;
    let provider = load(&mut tx, &identity, id).await?;
    tx.audit(Audit::new("identity_provider.created", "identity_provider").target(id).after(&provider));
    tx.commit().await?;
    Ok(Created(provider))
}

/// Changes a provider, or turns it off: from then on nobody begins a session with it; those that live go on.
#[utoipa::path(patch, path = "/identity-providers/{id}", tag = "tenancy", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = IdentityProviderChange, responses((status = 200, body = Data<IdentityProvider>)))]
pub async fn update_identity_provider(
    ctx: Can<grants::IdentityProvidersWrite>,
    Extension(identity): Extension<Arc<Identity>>,
    PathId(id): PathId,
    Valid(change): Valid<IdentityProviderChange>,
) -> Result<Data<IdentityProvider>> {
    let tenant_id = ctx.principal.tenant_id;
    let mut tx = ctx.tenant_tx().await?;
    let before = load(&mut tx, &identity, id).await?;
    let domains = change.domains.map(domains).transpose()?.unwrap_or_else(|| before.domains.clone());
    let join_role = change.join_role.unwrap_or(before.join_role);
    if join_role != before.join_role || domains != before.domains {
        check_join(join_role, &domains, ctx.principal.role)?;
    }
    let issuer = change.issuer.as_deref().map(issuer).transpose()?.unwrap_or_else(|| before.issuer.clone());
    let secret = change.client_secret.map(|secret| identity.openid.seal_secret(tenant_id, id, &secret)).transpose()?;
    let now = tx.now();
    // A secret is for one client at one provider; it does not go along to another.
    let elsewhere = issuer != before.issuer;
    sqlx::query!(
        "UPDATE identity_providers SET label = coalesce($3, label), issuer = $4, client_id = coalesce($5, client_id),
           client_secret = CASE WHEN $6::bytea IS NOT NULL THEN $6 WHEN $7 THEN NULL ELSE client_secret END,
           domains = $8, join_role = $9, enabled = coalesce($10, enabled), updated_at = $11
         WHERE tenant_id = $1 AND id = $2",
        tenant_id,
        id,
        change.label.as_deref().map(str::trim),
        issuer,
        change.client_id.as_deref().map(str::trim),
        secret,
        elsewhere,
        &domains,
        join_role.map(Role::as_str),
        change.enabled,
        now
    )
    .execute(&mut *tx)
    .await
    .on_constraint("identity_providers_client_key", taken)?;
    let after = load(&mut tx, &identity, id).await?;
    tx.audit(Audit::new("identity_provider.changed", "identity_provider").target(id).before(&before).after(&after));
    tx.commit().await?;
    Ok(Data { data: after })
}

/// Removes a provider. Who signed in with it stays a member, and needs another way.
#[utoipa::path(delete, path = "/identity-providers/{id}", tag = "tenancy", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 204, description = "Removed")))]
pub async fn delete_identity_provider(
    ctx: Can<grants::IdentityProvidersWrite>,
    Extension(identity): Extension<Arc<Identity>>,
    PathId(id): PathId,
) -> Result<NoContent> {
    let mut tx = ctx.tenant_tx().await?;
    let before = load(&mut tx, &identity, id).await?;
    sqlx::query!("DELETE FROM identity_providers WHERE tenant_id = $1 AND id = $2", ctx.principal.tenant_id, id).execute(&mut *tx).await?;
    tx.audit(Audit::new("identity_provider.deleted", "identity_provider").target(id).before(&before));
    tx.commit().await?;
    Ok(NoContent)
}

/// What a provider says of itself, or why it could not be asked.
#[derive(Debug, Serialize, ToSchema)]
pub struct IdentityProviderTest {
    pub ok: bool,
    pub problem: Option<String>,
    pub authorization_endpoint: Option<String>,
    /// Keys that it signs with.
    pub keys: Option<usize>,
}

/// Fetches the provider's description and keys afresh, as signing in does.
#[utoipa::path(post, path = "/identity-providers/{id}/test", tag = "tenancy", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 200, body = Data<IdentityProviderTest>)))]
pub async fn test_identity_provider(
    ctx: Can<grants::IdentityProvidersWrite>,
    Extension(identity): Extension<Arc<Identity>>,
    PathId(id): PathId,
) -> Result<Data<IdentityProviderTest>> {
    let mut tx = ctx.tenant_tx().await?;
    let provider = load(&mut tx, &identity, id).await?;
    // No connection is held while another party takes its time.
    tx.commit().await?;
    let outcome = identity.openid.discover(&provider.issuer).await;
    let data = match outcome {
        Ok(metadata) => IdentityProviderTest {
            ok: true,
            problem: None,
            authorization_endpoint: Some(metadata.description.authorization_endpoint),
            keys: Some(metadata.keys.len()),
        },
        Err(error) => IdentityProviderTest { ok: false, problem: Some(error.words()), authorization_endpoint: None, keys: None },
    };
    if data.ok {
        // What is kept may be older.
        identity.openid.forget_guarded(&provider.issuer).await;
    }
    Ok(Data { data })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_and_issuers_are_read_and_junk_is_refused() {
        assert_eq!(domains(vec![" @Corp.Example ".into(), "corp.example".into()]).unwrap(), ["corp.example"]);
        for junk in ["", "corp", "corp..example", "a b.example", "*.example", "corp.example/"] {
            assert!(domains(vec![junk.into()]).is_err(), "{junk}");
        }
        assert_eq!(issuer(" https://login.corp.example/realms/a ").unwrap(), "https://login.corp.example/realms/a");
        for junk in ["", "corp", "ftp://corp.example", "https://a:b@corp.example", "https://corp.example?x=1", "https://corp.example#x"] {
            assert!(issuer(junk).is_err(), "{junk}");
        }
    }

    #[test]
    fn newcomers_are_no_more_than_who_lets_them_in() {
        let some = ["corp.example".to_owned()];
        check_join(Some(Role::Agent), &some, Role::Admin).unwrap();
        check_join(None, &[], Role::Viewer).unwrap();
        assert!(check_join(Some(Role::Owner), &some, Role::Owner).is_err());
        assert!(check_join(Some(Role::Admin), &some, Role::Agent).is_err());
        assert!(check_join(Some(Role::Agent), &[], Role::Admin).is_err(), "everybody could join");
    }
}
