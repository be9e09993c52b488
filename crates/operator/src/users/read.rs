use crate::{Shared, tenants::read::Suspension};
use axum::Extension;
use chrono::{DateTime, Utc};
use contracts::tenancy::TenantSummary;
use kernel::{Data, IsOperator, OperatorEntry, OperatorTx, PathId, Problem, Result, Role};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A user, where they are a member, and where they are signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct InstallationUserDetail {
    pub id: Uuid,
    pub email: String,
    pub name: String,
    pub created_at: DateTime<Utc>,
    /// Set while the account is suspended.
    pub suspension: Option<Suspension>,
    pub operator_since: Option<DateTime<Utc>>,
    /// Whether there is a password that fits; not so after a reset was required.
    pub has_password: bool,
    pub factors: FactorFigures,
    pub memberships: Vec<InstallationMembership>,
    /// Those that live, the last used first, a hundred at most.
    pub sessions: Vec<InstallationSession>,
}

/// With what the user can show a second factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FactorFigures {
    /// Whether an authenticator app is set up.
    pub totp: bool,
    pub passkeys: i64,
    /// Those that are left.
    pub recovery_codes: i64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct InstallationMembership {
    pub tenant: TenantSummary,
    pub role: Role,
    /// In this tenant, by its own people.
    pub suspended: bool,
    /// The whole tenant, by an operator.
    pub tenant_suspended: bool,
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct InstallationSession {
    pub id: Uuid,
    /// As the browser names itself.
    pub user_agent: Option<String>,
    pub address: Option<String>,
    pub created_at: DateTime<Utc>,
    pub used_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    /// The operator who is there in the user's name.
    pub impersonated_by: Option<String>,
}

/// A user with memberships and sessions. The look is an entry in the operator log.
#[utoipa::path(get, path = "/admin/users/{id}", tag = "operator", security(("operator" = [])), params(("id" = Uuid, Path)), responses((status = 200, body = Data<InstallationUserDetail>)))]
pub async fn admin_read_user(
    operator: IsOperator,
    Extension(shared): Extension<Shared>,
    PathId(id): PathId,
) -> Result<Data<InstallationUserDetail>> {
    let mut tx = operator.tx().await?;
    let data = load(&mut tx, &shared, id).await?;
    tx.log(OperatorEntry::new("user.read", "user").target(id, &data.email));
    tx.commit().await?;
    Ok(Data { data })
}

pub(crate) async fn load(tx: &mut OperatorTx, shared: &Shared, id: Uuid) -> Result<InstallationUserDetail> {
    let row = sqlx::query!(
        r#"SELECT email AS "email!", name AS "name!", created_at AS "created_at!", suspended_at, suspension_reason, suspended_by, operator_since,
             has_password AS "has_password!", totp AS "totp!", passkeys AS "passkeys!", recovery_codes AS "recovery_codes!"
           FROM app.operator_user($1)"#,
        id
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(|| Problem::not_found("user"))?;
    let now = tx.now();
    let sessions = sqlx::query_as!(
        InstallationSession,
        r#"SELECT id AS "id!", user_agent, address, created_at AS "created_at!", used_at AS "used_at!", expires_at AS "expires_at!", impersonated_by
           FROM app.operator_sessions($1, $2, $3)"#,
        id,
        now,
        now - shared.idle
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(InstallationUserDetail {
        id,
        email: row.email,
        name: row.name,
        created_at: row.created_at,
        suspension: row.suspended_at.map(|since| Suspension {
            since,
            reason: row.suspension_reason.unwrap_or_default(),
            by: row.suspended_by,
        }),
        operator_since: row.operator_since,
        has_password: row.has_password,
        factors: FactorFigures { totp: row.totp, passkeys: row.passkeys, recovery_codes: row.recovery_codes },
        memberships: memberships(tx, id).await?,
        sessions,
    })
}

async fn memberships(tx: &mut OperatorTx, user_id: Uuid) -> Result<Vec<InstallationMembership>> {
    let rows = sqlx::query!(
        r#"SELECT tenant_id AS "id!", slug AS "slug!", name AS "name!", role AS "role!", suspended AS "suspended!",
             tenant_suspended AS "tenant_suspended!", created_at AS "created_at!"
           FROM app.operator_memberships($1)"#,
        user_id
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(InstallationMembership {
                tenant: TenantSummary { id: row.id, slug: row.slug, name: row.name },
                role: row.role.parse().map_err(Problem::internal)?,
                suspended: row.suspended,
                tenant_suspended: row.tenant_suspended,
                created_at: row.created_at,
            })
        })
        .collect()
}
