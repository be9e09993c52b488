use crate::{
    Shared,
    reason::says_something,
    tenants::read::{self, InstallationMember},
};
use axum::{
    Extension, Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Duration, Utc};
use contracts::{mail::Mail, operator::ImpersonationSession, tenancy::TenantSummary};
use garde::Validate;
use kernel::{Data, IsOperator, OperatorEntry, OperatorTx, PathId, Problem, Result, Role, Valid, audit::origin, secret};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct NewImpersonation {
    /// A member of the tenant.
    #[garde(skip)]
    pub user_id: Uuid,
    /// 5 to 500 characters. The tenant reads it in its audit log and in a letter to its owners.
    #[garde(custom(says_something))]
    pub reason: String,
    /// 1 to 60.
    #[garde(range(min = 1, max = 60))]
    pub minutes: i64,
    /// To change something, and not only to read.
    #[serde(default)]
    #[garde(skip)]
    pub writes: bool,
}

/// A session in a member's name.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImpersonationStarted {
    pub id: Uuid,
    /// Good until the end. There is no refresh token.
    pub access_token: String,
    /// Seconds.
    pub expires_in: i64,
    pub user_id: Uuid,
    pub user_name: String,
    pub user_email: String,
    pub role: Role,
    pub tenant: TenantSummary,
    pub writes: bool,
    pub ends_at: DateTime<Utc>,
}

/// Enters a tenant in the name of one of its members. The tenant's audit log tells it, its owners get a letter, and everything
/// that is then done stands there as the operator's, in the member's name. It never reaches passwords, factors, keys, roles,
/// members or ownership, and ends with the session that it was begun from. 404 for who is no member; 409 `is_operator`, `suspended`.
#[utoipa::path(post, path = "/admin/tenants/{id}/impersonate", tag = "operator", security(("operator" = [])), params(("id" = Uuid, Path)), request_body = NewImpersonation, responses((status = 201, body = Data<ImpersonationStarted>)))]
pub async fn impersonate(
    operator: IsOperator,
    Extension(shared): Extension<Shared>,
    PathId(tenant_id): PathId,
    Valid(new): Valid<NewImpersonation>,
) -> Result<Response> {
    let mut tx = operator.tx().await?;
    let (now, id, reason) = (tx.now(), tx.new_id(), new.reason.trim());
    let tenant = read::load(&mut tx, tenant_id).await?;
    let member = tenant.members.iter().find(|member| member.user_id == new.user_id).ok_or_else(|| Problem::not_found("member"))?;
    let ends_at = begin(&mut tx, &operator, tenant_id, id, &new, now + Duration::minutes(new.minutes)).await?;
    tx.log(
        OperatorEntry::new("impersonation.begun", "user")
            .target(new.user_id, &member.email)
            .tenant(tenant_id)
            .reason(reason)
            .after(&json!({ "writes": new.writes, "ends_at": ends_at })),
    );
    let operator_name = sqlx::query_scalar!(r#"SELECT app.operator_name(app.operator_id()) AS "name!""#).fetch_one(&mut *tx).await?;
    let mut tx = tx.enter(tenant_id).await?;
    for owner in tenant.members.iter().filter(|m| m.role == Role::Owner && !m.suspended) {
        tx.enqueue(letter(owner, member, &tenant.name, &operator_name, reason, new.writes, ends_at).job()?);
    }
    tx.commit().await?;
    let session =
        ImpersonationSession { operator_id: operator.principal().user_id, user_id: new.user_id, tenant_id, session_id: id, ends_at };
    let token = shared.tokens.impersonation(&session).await?;
    let data = ImpersonationStarted {
        id,
        access_token: token.token,
        expires_in: token.seconds,
        user_id: member.user_id,
        user_name: member.name.clone(),
        user_email: member.email.clone(),
        role: member.role,
        tenant: TenantSummary { id: tenant.id, slug: tenant.slug, name: tenant.name },
        writes: new.writes,
        ends_at,
    };
    let mut response = (StatusCode::CREATED, Json(Data { data })).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Writes the session and returns its end, which is not after that of the operator's own.
async fn begin(
    tx: &mut OperatorTx,
    operator: &IsOperator,
    tenant_id: Uuid,
    id: Uuid,
    new: &NewImpersonation,
    until: DateTime<Utc>,
) -> Result<DateTime<Utc>> {
    let (now, origin) = (tx.now(), origin());
    let begun = sqlx::query!(
        r#"SELECT outcome AS "outcome!", ends_at FROM app.impersonate($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"#,
        id,
        operator.principal().session_id,
        tenant_id,
        new.user_id,
        new.reason.trim(),
        new.writes,
        // Of nothing that anybody has: this session is not refreshed.
        &secret::hash(&secret::random()),
        now,
        until,
        origin.user_agent,
        origin.address
    )
    .fetch_one(&mut **tx)
    .await?;
    match (begun.outcome.as_str(), begun.ends_at) {
        ("begun", Some(ends_at)) => Ok(ends_at),
        ("operator", _) => Err(crate::users::is_operator()),
        ("no_member", _) => Err(Problem::not_found("member")),
        ("suspended", _) => {
            Err(Problem::conflict("suspended", "The tenant, the account or the member is suspended; nobody comes in there."))
        }
        // The operator's own session ended meanwhile.
        _ => Err(Problem::unauthenticated()),
    }
}

fn letter(
    owner: &InstallationMember,
    member: &InstallationMember,
    workspace: &str,
    operator: &str,
    reason: &str,
    writes: bool,
    ends_at: DateTime<Utc>,
) -> Mail {
    let data = json!({
        "workspace": workspace, "operator": operator, "member": member.name, "reason": reason, "writes": writes, "ends_at": ends_at,
    });
    Mail::new(owner.email.as_str(), "impersonated", data)
}
