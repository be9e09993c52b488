//! Which providers there are: the installation's, by name, and workspaces', by id.

use super::{OpenId, no_such_provider, settings::GOOGLE};
use crate::Identity;
use axum::{Extension, extract::State};
use contracts::tenancy::TenantSummary;
use kernel::{Db, Kernel, Page, Problem, Query, Result, Role, TenantCtx};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A provider as sign-in needs it.
pub(super) struct Provider {
    /// In the callback's address.
    pub key: String,
    pub label: String,
    pub issuer: String,
    pub client_id: String,
    pub client_secret: Option<String>,
    /// Whose own it is; none for the installation's.
    pub workspace: Option<Workspace>,
}

pub(super) struct Workspace {
    pub tenant: TenantSummary,
    pub domains: Vec<String>,
    pub join_role: Option<Role>,
}

/// What a provider's secret is sealed for.
pub(super) fn secret_of(tenant_id: Uuid, id: Uuid) -> String {
    format!("identity provider {tenant_id} {id}")
}

impl OpenId {
    /// The provider that an address names: enabled, and there.
    pub(super) async fn provider(&self, db: &Db, key: &str) -> Result<Provider> {
        if let Some(known) = self.installation.iter().find(|provider| provider.name == key) {
            return Ok(Provider {
                key: known.name.clone(),
                label: known.label.clone(),
                issuer: known.issuer.clone(),
                client_id: known.client_id.clone(),
                client_secret: known.client_secret.clone(),
                workspace: None,
            });
        }
        let id = Uuid::parse_str(key).map_err(|_| no_such_provider())?;
        let tenant_id = sqlx::query_scalar!("SELECT app.tenant_of_identity_provider($1)", id)
            .fetch_one(db.outside_tenants())
            .await?
            .ok_or_else(no_such_provider)?;
        let mut tx = db.tenant(&TenantCtx::system(tenant_id)).await?;
        let row = sqlx::query!(
            "SELECT p.label, p.issuer, p.client_id, p.client_secret, p.domains, p.join_role, t.slug, t.name
             FROM identity_providers p JOIN tenants t ON t.tenant_id = p.tenant_id
             WHERE p.tenant_id = $1 AND p.id = $2 AND p.enabled",
            tenant_id,
            id
        )
        .fetch_optional(&mut *tx)
        .await?
        .ok_or_else(no_such_provider)?;
        let client_secret = match row.client_secret {
            Some(sealed) => Some(self.open_secret(tenant_id, id, &sealed)?),
            None => None,
        };
        let join_role = row.join_role.map(|role| role.parse()).transpose().map_err(Problem::internal)?;
        let tenant = TenantSummary { id: tenant_id, slug: row.slug, name: row.name };
        Ok(Provider {
            key: id.to_string(),
            label: row.label,
            issuer: row.issuer,
            client_id: row.client_id,
            client_secret,
            workspace: Some(Workspace { tenant, domains: row.domains, join_role }),
        })
    }

    fn open_secret(&self, tenant_id: Uuid, id: Uuid, sealed: &[u8]) -> Result<String> {
        self.provider_secrets
            .open(&secret_of(tenant_id, id), sealed)
            .and_then(|plain| String::from_utf8(plain).ok())
            .ok_or_else(|| Problem::internal("a provider's secret was sealed with another master secret"))
    }

    /// Whether an issuer is one that the operator configured.
    pub(super) fn is_installations(&self, issuer: &str) -> bool {
        self.installation.iter().any(|provider| provider.issuer == issuer)
    }
}

/// A button of the sign-in page.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignInProvider {
    /// Leads on: `GET /auth/oauth/{id}`.
    pub id: String,
    /// After "Continue with".
    pub label: String,
    /// `google` or `openid`.
    pub kind: String,
    /// The name of the workspace whose own it is, and for which alone it is good.
    pub workspace: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProvidersQuery {
    /// The slug of a workspace whose own providers are wanted as well.
    workspace: Option<String>,
}

/// Where one can sign in beside here. A workspace that does not exist has none, like one that set none up.
#[utoipa::path(get, path = "/auth/providers", tag = "auth", params(ProvidersQuery), responses((status = 200, body = Page<SignInProvider>)))]
pub async fn list_sign_in_providers(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    Query(query): Query<ProvidersQuery>,
) -> Result<Page<SignInProvider>> {
    let kind = |issuer: &str| if issuer == GOOGLE { "google" } else { "openid" };
    let mut providers: Vec<SignInProvider> = identity
        .openid
        .installation
        .iter()
        .map(|p| SignInProvider { id: p.name.clone(), label: p.label.clone(), kind: kind(&p.issuer).into(), workspace: None })
        .collect();
    if let Some(slug) = query.workspace.filter(|slug| !slug.contains('\0')) {
        let rows = sqlx::query!(
            r#"SELECT id AS "id!", label AS "label!", workspace AS "workspace!" FROM app.identity_providers_of($1)"#,
            slug.trim()
        )
        .fetch_all(kernel.db.outside_tenants())
        .await?;
        providers.extend(rows.into_iter().map(|row| SignInProvider {
            id: row.id.to_string(),
            label: row.label,
            kind: "openid".into(),
            workspace: Some(row.workspace),
        }));
    }
    Ok(Page::whole(providers))
}
