//! Who works in the tenant, and as what.

use crate::{
    features::FeatureFlags,
    limits::PlanLimits,
    roles::{self, Place},
    teams::TeamName,
};
use axum::Extension;
use chrono::{DateTime, Utc};
use contracts::{
    Feature, Features, Limit, Limits,
    events::{MemberRemoved, MemberUpdated},
    tenancy::Users,
};
use garde::Validate;
use kernel::{
    AccessChange, Audit, Can, ConstraintExt, Created, Data, NoContent, Page, PathId, Principal, Problem, Result, Role, TenantTx, Valid,
    grants,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use uuid::Uuid;

/// Who has an open connection now.
#[derive(Clone)]
pub struct Online(pub Arc<dyn Fn(Uuid) -> Vec<Uuid> + Send + Sync>);

#[derive(Debug, Serialize, ToSchema)]
pub struct Member {
    pub user_id: Uuid,
    pub name: String,
    pub email: String,
    /// Of a custom role, the one it is based on.
    pub role: Role,
    /// A custom role.
    pub role_id: Option<Uuid>,
    pub role_name: String,
    /// `online` or `offline`.
    pub presence: String,
    /// `available` or `away`.
    pub availability: String,
    /// By name.
    pub teams: Vec<TeamName>,
    /// Keeps the place, and may not come in.
    pub suspended: bool,
    pub created_at: DateTime<Utc>,
}

pub(crate) struct Row {
    pub user_id: Uuid,
    pub name: String,
    pub email: String,
    pub role: String,
    pub role_id: Option<Uuid>,
    pub role_name: Option<String>,
    pub availability: String,
    pub teams: serde_json::Value,
    pub suspended: bool,
    pub created_at: DateTime<Utc>,
}

/// Members with what is shown of them, with a tail of one's own, checked at compile time like any other query.
macro_rules! member_query {
    ($tail:literal $(, $arg:expr)* $(,)?) => {
        sqlx::query_as!(
            $crate::members::Row,
            r#"SELECT m.user_id, u.name, u.email, m.role, m.role_id, r.name AS "role_name?", m.availability,
                 (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) ORDER BY lower(t.name), t.id), '[]')
                  FROM team_members tm JOIN teams t ON t.tenant_id = tm.tenant_id AND t.id = tm.team_id
                  WHERE tm.tenant_id = m.tenant_id AND tm.user_id = m.user_id) AS "teams!",
                 m.suspended_at IS NOT NULL AS "suspended!", m.created_at
               FROM members m JOIN users u ON u.id = m.user_id
               LEFT JOIN roles r ON r.tenant_id = m.tenant_id AND r.id = m.role_id "# + $tail
            $(, $arg)*
        )
    };
}
pub(crate) use member_query;

impl Row {
    pub fn shown(self, online: &[Uuid]) -> Result<Member> {
        let presence = if online.contains(&self.user_id) { "online" } else { "offline" };
        Ok(Member {
            user_id: self.user_id,
            name: self.name,
            email: self.email,
            role_name: self.role_name.unwrap_or_else(|| self.role.clone()),
            role: self.role.parse().map_err(Problem::internal)?,
            role_id: self.role_id,
            presence: presence.into(),
            availability: self.availability,
            teams: serde_json::from_value(self.teams).map_err(Problem::internal)?,
            suspended: self.suspended,
            created_at: self.created_at,
        })
    }
}

/// What the audit log says of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Standing {
    email: String,
    role: String,
    role_id: Option<Uuid>,
    suspended: bool,
}

impl From<&Row> for Standing {
    fn from(row: &Row) -> Self {
        Self { email: row.email.clone(), role: row.role.clone(), role_id: row.role_id, suspended: row.suspended }
    }
}

/// All members, the longest first. A workspace has at most a few hundred, so the list is whole.
#[utoipa::path(get, path = "/members", tag = "tenancy", security(("bearer" = [])), responses((status = 200, body = Page<Member>)))]
pub async fn list_members(ctx: Can<grants::MembersRead>, Extension(online): Extension<Online>) -> Result<Page<Member>> {
    let mut tx = ctx.tenant_tx().await?;
    let rows = member_query!("WHERE m.tenant_id = $1 ORDER BY m.created_at, m.user_id LIMIT 1000", ctx.principal.tenant_id)
        .fetch_all(&mut *tx)
        .await?;
    let online = (online.0)(ctx.principal.tenant_id);
    Ok(Page::whole(rows.into_iter().map(|row| row.shown(&online)).collect::<Result<_>>()?))
}

pub(crate) async fn load(tx: &mut TenantTx, user_id: Uuid) -> Result<Row> {
    let tenant_id = tx.tenant_id();
    member_query!("WHERE m.tenant_id = $1 AND m.user_id = $2", tenant_id, user_id)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or_else(|| Problem::not_found("member"))
}

pub(crate) fn already_member() -> Problem {
    Problem::conflict("already_member", "This person is a member already.")
}

/// Writes a member. 409 `already_member`.
pub(crate) async fn insert(tx: &mut TenantTx, user_id: Uuid, role: Role, role_id: Option<Uuid>) -> Result<()> {
    let (tenant_id, now) = (tx.tenant_id(), tx.now());
    sqlx::query!(
        "INSERT INTO members (tenant_id, user_id, role, role_id, created_at) VALUES ($1, $2, $3, $4, $5)",
        tenant_id,
        user_id,
        role.as_str(),
        role_id,
        now
    )
    .execute(&mut **tx)
    .await
    .on_constraint("members_pkey", already_member)?;
    Ok(())
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct NewMember {
    #[garde(email, length(max = 254))]
    pub email: String,
    #[garde(length(chars, min = 1, max = 100))]
    pub name: String,
    #[garde(skip)]
    pub role: Role,
    /// A first password, which the member changes.
    #[garde(length(chars, min = 8, max = 128))]
    pub password: String,
}

/// Adds a member with an account of their own. 409 `email_taken`, `plan_limit_reached`; 403 for a role above one's own, or
/// `feature_off`.
#[utoipa::path(post, path = "/members", tag = "tenancy", security(("bearer" = [])), request_body = NewMember, responses((status = 201, body = Data<Member>)))]
pub async fn add_member(
    ctx: Can<grants::MembersWrite>,
    Extension(users): Extension<Arc<dyn Users>>,
    Extension(features): Extension<Arc<FeatureFlags>>,
    Extension(limits): Extension<Arc<PlanLimits>>,
    Valid(new): Valid<NewMember>,
) -> Result<Created<Member>> {
    let mut tx = ctx.tenant_tx().await?;
    roles::place(&mut tx, new.role, None).await?.may_be_given_by(&ctx.principal)?;
    features.need(&mut tx, Feature::DirectMembers).await?;
    limits.make_room(&mut tx, Limit::Members, 1).await?;
    let email = new.email.trim().to_lowercase();
    let user_id = users.create(&mut tx, &email, new.name.trim(), &new.password).await?;
    insert(&mut tx, user_id, new.role, None).await?;
    let row = load(&mut tx, user_id).await?;
    tx.audit(Audit::new("member.added", "member").target(user_id).after(&Standing::from(&row)));
    tx.emit(&MemberUpdated { user_id: Some(user_id) })?;
    tx.commit().await?;
    Ok(Created(row.shown(&[])?))
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct MemberChange {
    #[garde(skip)]
    pub role: Option<Role>,
    /// A custom role, based on `role`; without it the member has `role` itself.
    #[garde(skip)]
    pub role_id: Option<Uuid>,
    /// A suspended member keeps the place, and may not come in.
    #[garde(skip)]
    pub suspended: Option<bool>,
}

/// Changes a member's role, or suspends them or lets them in again. It holds from their next request on, and their sockets end.
/// 403 for a role above one's own; 409 `last_owner`.
#[utoipa::path(patch, path = "/members/{user_id}", tag = "tenancy", security(("bearer" = [])), params(("user_id" = Uuid, Path)), request_body = MemberChange, responses((status = 200, body = Data<Member>)))]
pub async fn update_member(
    ctx: Can<grants::MembersWrite>,
    Extension(online): Extension<Online>,
    PathId(user_id): PathId,
    Valid(change): Valid<MemberChange>,
) -> Result<Data<Member>> {
    let mut tx = ctx.tenant_tx().await?;
    let row = change_place(&mut tx, &ctx.principal, user_id, &change).await?;
    tx.commit().await?;
    Ok(Data { data: row.shown(&(online.0)(ctx.principal.tenant_id))? })
}

/// Gives a member another role, suspends them, or lets them in again, as far as whoever asks may.
pub(crate) async fn change_place(tx: &mut TenantTx, by: &Principal, user_id: Uuid, change: &MemberChange) -> Result<Row> {
    let before = place_of(tx, user_id).await?;
    before.may_be_given_by(by)?;
    let after = match (change.role, change.role_id) {
        (None, None) => roles::place(tx, before.role, before.role_id).await?,
        (None, Some(_)) => return Err(Problem::invalid("role", "missing", "say which role the custom one is based on")),
        (Some(role), role_id) => roles::place(tx, role, role_id).await?,
    };
    after.may_be_given_by(by)?;
    if change.suspended == Some(true) && user_id == by.user_id {
        return Err(Problem::conflict("own_place", "You cannot suspend yourself."));
    }
    if before.role == Role::Owner && (after.role != Role::Owner || change.suspended == Some(true)) {
        keep_an_owner(tx, user_id).await?;
    }
    let was = Standing::from(&load(tx, user_id).await?);
    let (tenant_id, now) = (tx.tenant_id(), tx.now());
    sqlx::query!(
        "UPDATE members SET role = $3, role_id = $4,
           suspended_at = CASE WHEN $5::boolean IS NULL THEN suspended_at WHEN $5 THEN coalesce(suspended_at, $6) END
         WHERE tenant_id = $1 AND user_id = $2",
        tenant_id,
        user_id,
        after.role.as_str(),
        after.role_id,
        change.suspended,
        now
    )
    .execute(&mut **tx)
    .await?;
    let row = load(tx, user_id).await?;
    let is = Standing::from(&row);
    if was != is {
        let action = match (was.suspended, is.suspended) {
            (false, true) => "member.suspended",
            (true, false) => "member.restored",
            _ => "member.role_changed",
        };
        changed(tx, user_id, Audit::new(action, "member").before(&was).after(&is))?;
    }
    Ok(row)
}

/// Says everywhere that a member is not what they were.
pub(crate) fn changed(tx: &mut TenantTx, user_id: Uuid, audit: Audit) -> Result<()> {
    tx.audit(audit.target(user_id));
    tx.access_changed(AccessChange::Member { tenant_id: tx.tenant_id(), user_id });
    tx.emit(&MemberUpdated { user_id: Some(user_id) }).map(|_| ())
}

/// Takes a member out, at once. Their conversations stay, without an assignee. 409 `last_owner`.
#[utoipa::path(delete, path = "/members/{user_id}", tag = "tenancy", security(("bearer" = [])), params(("user_id" = Uuid, Path)), responses((status = 204, description = "Removed")))]
pub async fn remove_member(ctx: Can<grants::MembersWrite>, PathId(user_id): PathId) -> Result<NoContent> {
    let mut tx = ctx.tenant_tx().await?;
    place_of(&mut tx, user_id).await?.may_be_given_by(&ctx.principal)?;
    remove(&mut tx, user_id, "member.removed").await?;
    tx.commit().await?;
    Ok(NoContent)
}

/// Takes out whom [`place_of`] locked. 409 `last_owner`.
pub(crate) async fn remove(tx: &mut TenantTx, user_id: Uuid, action: &'static str) -> Result<()> {
    let was = load(tx, user_id).await?;
    if was.role == Role::Owner.as_str() {
        keep_an_owner(tx, user_id).await?;
    }
    let tenant_id = tx.tenant_id();
    sqlx::query!("DELETE FROM members WHERE tenant_id = $1 AND user_id = $2", tenant_id, user_id).execute(&mut **tx).await?;
    tx.audit(Audit::new(action, "member").target(user_id).before(&Standing::from(&was)));
    tx.access_changed(AccessChange::Member { tenant_id, user_id });
    tx.emit(&MemberRemoved { user_id })?;
    tx.emit(&MemberUpdated { user_id: Some(user_id) })?;
    Ok(())
}

/// Locks the member and the owners, in the same order whoever asks, so that two who leave at the same time follow one another.
pub(crate) async fn place_of(tx: &mut TenantTx, user_id: Uuid) -> Result<Place> {
    let tenant_id = tx.tenant_id();
    let locked = sqlx::query!(
        "SELECT user_id, role, role_id FROM members WHERE tenant_id = $1 AND (user_id = $2 OR role = 'owner') ORDER BY user_id FOR UPDATE",
        tenant_id,
        user_id
    )
    .fetch_all(&mut **tx)
    .await?;
    let member = locked.into_iter().find(|member| member.user_id == user_id).ok_or_else(|| Problem::not_found("member"))?;
    roles::place(tx, member.role.parse().map_err(Problem::internal)?, member.role_id).await
}

/// The owners are locked by [`place_of`], so that two who leave at the same time cannot both go.
async fn keep_an_owner(tx: &mut TenantTx, leaving: Uuid) -> Result<()> {
    let tenant_id = tx.tenant_id();
    let others = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM members WHERE tenant_id = $1 AND role = 'owner' AND suspended_at IS NULL AND user_id <> $2) AS "others!""#,
        tenant_id,
        leaving
    )
    .fetch_one(&mut **tx)
    .await?;
    if others {
        Ok(())
    } else {
        Err(Problem::conflict("last_owner", "A workspace keeps at least one owner. Make someone else owner first."))
    }
}
