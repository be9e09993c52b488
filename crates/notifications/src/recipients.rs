//! Who is told. Only members who are not suspended; the query that writes sees to that.

use contracts::features::Feature;
use kernel::{Result, TenantTx};
use uuid::Uuid;

/// With whom a conversation stands.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    pub assignee_id: Option<Uuid>,
    pub team_id: Option<Uuid>,
}

/// Whoever should look at a conversation: who has it, else the team it stands with, else everyone who answers and may see it.
pub async fn responsible(tx: &mut TenantTx, standing: Standing, assigned_only: bool) -> Result<Vec<Uuid>> {
    if let Some(assignee_id) = standing.assignee_id {
        return Ok(vec![assignee_id]);
    }
    if let Some(team_id) = standing.team_id {
        return team(tx, team_id).await;
    }
    let tenant_id = tx.tenant_id();
    // The rule of `Feature::AssignedOnly`: what stands with nobody is seen by who sees all.
    Ok(sqlx::query_scalar!(
        "SELECT m.user_id FROM members m LEFT JOIN roles r ON r.tenant_id = m.tenant_id AND r.id = m.role_id
         WHERE m.tenant_id = $1 AND m.role <> 'viewer' AND m.availability = 'available'
           AND (NOT $2 OR m.role <> 'agent' OR 'conversations:read_all' = ANY (r.permissions))",
        tenant_id,
        assigned_only
    )
    .fetch_all(&mut **tx)
    .await?)
}

pub async fn team(tx: &mut TenantTx, team_id: Uuid) -> Result<Vec<Uuid>> {
    let tenant_id = tx.tenant_id();
    Ok(sqlx::query_scalar!("SELECT user_id FROM team_members WHERE tenant_id = $1 AND team_id = $2", tenant_id, team_id)
        .fetch_all(&mut **tx)
        .await?)
}

/// Owners and admins.
pub async fn admins(tx: &mut TenantTx) -> Result<Vec<Uuid>> {
    let tenant_id = tx.tenant_id();
    Ok(sqlx::query_scalar!("SELECT user_id FROM members WHERE tenant_id = $1 AND role IN ('owner', 'admin')", tenant_id)
        .fetch_all(&mut **tx)
        .await?)
}

/// The feature that decides who sees what stands with nobody.
pub const LIMITING: Feature = Feature::AssignedOnly;
