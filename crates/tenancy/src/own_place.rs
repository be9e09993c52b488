//! One's own place in the workspace: availability, leaving, and handing the workspace over.

use crate::members::{self, Member, Online};
use axum::Extension;
use contracts::events::MemberUpdated;
use garde::Validate;
use kernel::{Audit, Can, Data, NoContent, Problem, Result, Role, SignedIn, Valid, grants};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

/// Whether someone takes conversations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Availability {
    Available,
    Away,
}

impl Availability {
    fn as_str(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Away => "away",
        }
    }
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct AvailabilityChange {
    #[garde(skip)]
    pub availability: Availability,
}

/// Says whether one takes conversations now.
#[utoipa::path(patch, path = "/members/me", tag = "tenancy", security(("bearer" = [])), request_body = AvailabilityChange, responses((status = 200, body = Data<Member>)))]
pub async fn set_availability(
    caller: SignedIn,
    Extension(online): Extension<Online>,
    Valid(change): Valid<AvailabilityChange>,
) -> Result<Data<Member>> {
    let (tenant_id, user_id) = (caller.principal.tenant_id, caller.principal.user_id);
    let mut tx = caller.tenant_tx().await?;
    sqlx::query!(
        "UPDATE members SET availability = $3 WHERE tenant_id = $1 AND user_id = $2",
        tenant_id,
        user_id,
        change.availability.as_str()
    )
    .execute(&mut *tx)
    .await?;
    let row = members::load(&mut tx, user_id).await?;
    tx.emit(&MemberUpdated { user_id: Some(user_id) })?;
    tx.commit().await?;
    Ok(Data { data: row.shown(&(online.0)(tenant_id))? })
}

/// Leaves the workspace. One's conversations stay, without an assignee. 409 `last_owner`.
#[utoipa::path(delete, path = "/members/me", tag = "tenancy", security(("bearer" = [])), responses((status = 204, description = "Left")))]
pub async fn leave_tenant(caller: SignedIn) -> Result<NoContent> {
    let user_id = caller.principal.user_id;
    let mut tx = caller.tenant_tx().await?;
    members::place_of(&mut tx, user_id).await?;
    members::remove(&mut tx, user_id, "member.left").await?;
    tx.commit().await?;
    Ok(NoContent)
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct OwnershipTransfer {
    /// A member who is not suspended.
    #[garde(skip)]
    pub user_id: Uuid,
}

/// Makes another member the owner in one's own place; oneself becomes an admin. 404 for who is no member; 409 `suspended`, `own_place`.
#[utoipa::path(post, path = "/tenant/transfer-ownership", tag = "tenancy", security(("bearer" = [])), request_body = OwnershipTransfer, responses((status = 200, body = Data<Member>)))]
pub async fn transfer_ownership(
    ctx: Can<grants::OwnershipTransfer>,
    Extension(online): Extension<Online>,
    Valid(transfer): Valid<OwnershipTransfer>,
) -> Result<Data<Member>> {
    let (tenant_id, from, to) = (ctx.principal.tenant_id, ctx.principal.person()?, transfer.user_id);
    if from == to {
        return Err(Problem::conflict("own_place", "You are the owner already."));
    }
    let mut tx = ctx.tenant_tx().await?;
    // Locks both, and every owner.
    let before = members::place_of(&mut tx, to).await?;
    if members::place_of(&mut tx, from).await?.role != Role::Owner {
        return Err(Problem::forbidden("ownership:transfer"));
    }
    let given = sqlx::query!(
        "UPDATE members SET role = 'owner', role_id = NULL WHERE tenant_id = $1 AND user_id = $2 AND suspended_at IS NULL",
        tenant_id,
        to
    )
    .execute(&mut *tx)
    .await?;
    if given.rows_affected() == 0 {
        return Err(Problem::conflict("suspended", "This member is suspended. Let them in again first."));
    }
    sqlx::query!("UPDATE members SET role = 'admin', role_id = NULL WHERE tenant_id = $1 AND user_id = $2", tenant_id, from)
        .execute(&mut *tx)
        .await?;
    let audit = Audit::new("ownership.transferred", "member")
        .before(&json!({ "owner": from, "role": before.role }))
        .after(&json!({ "owner": to, "former_owner": { "user_id": from, "role": Role::Admin } }));
    members::changed(&mut tx, to, audit)?;
    tx.access_changed(kernel::AccessChange::Member { tenant_id, user_id: from });
    let row = members::load(&mut tx, to).await?;
    tx.commit().await?;
    Ok(Data { data: row.shown(&(online.0)(tenant_id))? })
}
