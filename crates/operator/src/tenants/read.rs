use chrono::{DateTime, Utc};
use kernel::{Data, IsOperator, OperatorEntry, OperatorTx, PathId, Problem, Result, Role};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A tenant, what it uses, and who works there.
#[derive(Debug, Serialize, ToSchema)]
pub struct InstallationTenantDetail {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    pub created_at: DateTime<Utc>,
    /// Set while it is suspended.
    pub suspension: Option<Suspension>,
    pub usage: InstallationTenantUsage,
    /// The longest first, a thousand at most.
    pub members: Vec<InstallationMember>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Suspension {
    pub since: DateTime<Utc>,
    pub reason: String,
    pub by: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct InstallationTenantUsage {
    pub members: i64,
    pub contacts: i64,
    pub conversations: i64,
    pub conversations_open: i64,
    pub last_message_at: Option<DateTime<Utc>>,
    /// Of the last thirty days.
    pub messages: i64,
    pub chatbots: i64,
    pub documents: i64,
    pub document_bytes: i64,
    /// Of this month (UTC).
    pub ai_cost_micros: i64,
    /// The tenant's own monthly cap; none when null.
    pub ai_cap_micros: Option<i64>,
    /// Queued or running.
    pub jobs: i64,
    pub jobs_failed: i64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct InstallationMember {
    pub user_id: Uuid,
    pub name: String,
    pub email: String,
    pub role: Role,
    /// In this tenant, by its own people.
    pub suspended: bool,
    /// The whole account, by an operator.
    pub account_suspended: bool,
    pub operator: bool,
    pub created_at: DateTime<Utc>,
}

/// A tenant with usage and members. The look is an entry in the operator log.
#[utoipa::path(get, path = "/admin/tenants/{id}", tag = "operator", security(("operator" = [])), params(("id" = Uuid, Path)), responses((status = 200, body = Data<InstallationTenantDetail>)))]
pub async fn admin_read_tenant(operator: IsOperator, PathId(id): PathId) -> Result<Data<InstallationTenantDetail>> {
    let mut tx = operator.tx().await?;
    let data = load(&mut tx, id).await?;
    tx.log(OperatorEntry::new("tenant.read", "tenant").target(id, &data.name).about(id));
    tx.commit().await?;
    Ok(Data { data })
}

pub(crate) async fn load(tx: &mut OperatorTx, id: Uuid) -> Result<InstallationTenantDetail> {
    let now = tx.now();
    let row = sqlx::query!(
        r#"SELECT slug AS "slug!", name AS "name!", created_at AS "created_at!", suspended_at, suspension_reason, suspended_by, members AS "members!",
             contacts AS "contacts!", conversations AS "conversations!", conversations_open AS "conversations_open!", last_message_at,
             messages_month AS "messages!", chatbots AS "chatbots!", documents AS "documents!", document_bytes AS "document_bytes!",
             cost_micros AS "cost_micros!", cap_micros, jobs_queued AS "jobs!", jobs_failed AS "jobs_failed!"
           FROM app.operator_tenant($1, $2)"#,
        id,
        now
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(|| Problem::not_found("tenant"))?;
    Ok(InstallationTenantDetail {
        id,
        slug: row.slug,
        name: row.name,
        created_at: row.created_at,
        suspension: row.suspended_at.map(|since| Suspension {
            since,
            reason: row.suspension_reason.unwrap_or_default(),
            by: row.suspended_by,
        }),
        usage: InstallationTenantUsage {
            members: row.members,
            contacts: row.contacts,
            conversations: row.conversations,
            conversations_open: row.conversations_open,
            last_message_at: row.last_message_at,
            messages: row.messages,
            chatbots: row.chatbots,
            documents: row.documents,
            document_bytes: row.document_bytes,
            ai_cost_micros: row.cost_micros,
            ai_cap_micros: row.cap_micros,
            jobs: row.jobs,
            jobs_failed: row.jobs_failed,
        },
        members: members(tx, id).await?,
    })
}

async fn members(tx: &mut OperatorTx, tenant_id: Uuid) -> Result<Vec<InstallationMember>> {
    let rows = sqlx::query!(
        r#"SELECT user_id AS "user_id!", name AS "name!", email AS "email!", role AS "role!", suspended AS "suspended!",
             account_suspended AS "account_suspended!", operator AS "operator!", created_at AS "created_at!"
           FROM app.operator_members($1)"#,
        tenant_id
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(InstallationMember {
                user_id: row.user_id,
                name: row.name,
                email: row.email,
                role: row.role.parse().map_err(Problem::internal)?,
                suspended: row.suspended,
                account_suspended: row.account_suspended,
                operator: row.operator,
                created_at: row.created_at,
            })
        })
        .collect()
}
