//! Who works in the tenant, and as what.

use axum::Extension;
use chrono::{DateTime, Utc};
use contracts::{events::MemberRemoved, tenancy::Users};
use garde::Validate;
use kernel::{Can, ConstraintExt, Created, Data, NoContent, Page, PathId, Problem, Result, Role, TenantTx, Valid, grants};
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
    pub role: Role,
    /// `online` or `offline`.
    pub presence: String,
    pub created_at: DateTime<Utc>,
}

struct Row {
    user_id: Uuid,
    name: String,
    email: String,
    role: String,
    created_at: DateTime<Utc>,
}

impl Row {
    fn shown(self, online: &[Uuid]) -> Result<Member> {
        let presence = if online.contains(&self.user_id) { "online" } else { "offline" };
        Ok(Member {
            user_id: self.user_id,
            name: self.name,
            email: self.email,
            role: self.role.parse().map_err(Problem::internal)?,
            presence: presence.into(),
            created_at: self.created_at,
        })
    }
}

/// All members, the longest first. A workspace has at most a few hundred, so the list is whole.
#[utoipa::path(get, path = "/members", tag = "tenancy", security(("bearer" = [])), responses((status = 200, body = Page<Member>)))]
pub async fn list_members(ctx: Can<grants::MembersRead>, Extension(online): Extension<Online>) -> Result<Page<Member>> {
    let mut tx = ctx.tenant_tx().await?;
    let rows = sqlx::query_as!(
        Row,
        "SELECT m.user_id, u.name, u.email, m.role, m.created_at FROM members m JOIN users u ON u.id = m.user_id
         WHERE m.tenant_id = $1 ORDER BY m.created_at, m.user_id LIMIT 1000",
        ctx.principal.tenant_id
    )
    .fetch_all(&mut *tx)
    .await?;
    let online = (online.0)(ctx.principal.tenant_id);
    Ok(Page::whole(rows.into_iter().map(|row| row.shown(&online)).collect::<Result<_>>()?))
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

/// Adds a member with an account of their own. 409 `email_taken`; 403 for a role above one's own.
#[utoipa::path(post, path = "/members", tag = "tenancy", security(("bearer" = [])), request_body = NewMember, responses((status = 201, body = Data<Member>)))]
pub async fn add_member(
    ctx: Can<grants::MembersWrite>,
    Extension(users): Extension<Arc<dyn Users>>,
    Valid(new): Valid<NewMember>,
) -> Result<Created<Member>> {
    may_give(ctx.principal.role, new.role)?;
    let email = new.email.trim().to_lowercase();
    let mut tx = ctx.tenant_tx().await?;
    let user_id = users.create(&mut tx, &email, new.name.trim(), &new.password).await?;
    let (tenant_id, created_at) = (tx.tenant_id(), tx.now());
    sqlx::query!(
        "INSERT INTO members (tenant_id, user_id, role, created_at) VALUES ($1, $2, $3, $4)",
        tenant_id,
        user_id,
        new.role.as_str(),
        created_at
    )
    .execute(&mut *tx)
    .await
    .on_constraint("members_pkey", || Problem::conflict("already_member", "This person is a member already."))?;
    tx.commit().await?;
    Ok(Created(Member { user_id, name: new.name.trim().to_owned(), email, role: new.role, presence: "offline".into(), created_at }))
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct MemberChange {
    #[garde(skip)]
    pub role: Role,
}

/// Changes a member's role. Their sessions end: the new role holds with the next sign-in, and an access token given before runs out within 15 minutes. 409 `last_owner`.
#[utoipa::path(patch, path = "/members/{user_id}", tag = "tenancy", security(("bearer" = [])), params(("user_id" = Uuid, Path)), request_body = MemberChange, responses((status = 200, body = Data<Member>)))]
pub async fn update_member(
    ctx: Can<grants::MembersWrite>,
    Extension(users): Extension<Arc<dyn Users>>,
    Extension(online): Extension<Online>,
    PathId(user_id): PathId,
    Valid(change): Valid<MemberChange>,
) -> Result<Data<Member>> {
    let mut tx = ctx.tenant_tx().await?;
    let before = role_of(&mut tx, user_id).await?;
    may_give(ctx.principal.role, before)?;
    may_give(ctx.principal.role, change.role)?;
    if before == Role::Owner && change.role != Role::Owner {
        keep_an_owner(&mut tx, user_id).await?;
    }
    let row = sqlx::query_as!(
        Row,
        "UPDATE members m SET role = $3 FROM users u WHERE m.tenant_id = $1 AND m.user_id = $2 AND u.id = m.user_id
         RETURNING m.user_id, u.name, u.email, m.role, m.created_at",
        ctx.principal.tenant_id,
        user_id,
        change.role.as_str()
    )
    .fetch_one(&mut *tx)
    .await?;
    if before != change.role {
        users.end_sessions(&mut tx, user_id).await?;
    }
    tx.commit().await?;
    Ok(Data { data: row.shown(&(online.0)(ctx.principal.tenant_id))? })
}

/// Takes a member out. Their conversations stay, without an assignee. 409 `last_owner`.
#[utoipa::path(delete, path = "/members/{user_id}", tag = "tenancy", security(("bearer" = [])), params(("user_id" = Uuid, Path)), responses((status = 204, description = "Removed")))]
pub async fn remove_member(ctx: Can<grants::MembersWrite>, PathId(user_id): PathId) -> Result<NoContent> {
    let mut tx = ctx.tenant_tx().await?;
    let before = role_of(&mut tx, user_id).await?;
    may_give(ctx.principal.role, before)?;
    if before == Role::Owner {
        keep_an_owner(&mut tx, user_id).await?;
    }
    sqlx::query!("DELETE FROM members WHERE tenant_id = $1 AND user_id = $2", ctx.principal.tenant_id, user_id).execute(&mut *tx).await?;
    tx.emit(&MemberRemoved { user_id })?;
    tx.commit().await?;
    Ok(NoContent)
}

fn may_give(own: Role, role: Role) -> Result<()> {
    if role <= own { Ok(()) } else { Err(Problem::forbidden("to act on a role above your own")) }
}

/// Locks the member and the owners, in the same order whoever asks, so that two who leave at the same time follow one another.
async fn role_of(tx: &mut TenantTx, user_id: Uuid) -> Result<Role> {
    let tenant_id = tx.tenant_id();
    let locked = sqlx::query!(
        "SELECT user_id, role FROM members WHERE tenant_id = $1 AND (user_id = $2 OR role = 'owner') ORDER BY user_id FOR UPDATE",
        tenant_id,
        user_id
    )
    .fetch_all(&mut **tx)
    .await?;
    let member = locked.into_iter().find(|member| member.user_id == user_id).ok_or_else(|| Problem::not_found("member"))?;
    member.role.parse().map_err(Problem::internal)
}

/// The owners are locked by [`role_of`], so that two who leave at the same time cannot both go.
async fn keep_an_owner(tx: &mut TenantTx, leaving: Uuid) -> Result<()> {
    let tenant_id = tx.tenant_id();
    let others = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM members WHERE tenant_id = $1 AND role = 'owner' AND user_id <> $2) AS "others!""#,
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
