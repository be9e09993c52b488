//! Roles: the built-in ones, each inheriting from the one before, and a workspace's own.

use contracts::events::MemberUpdated;
use garde::Validate;
use kernel::{
    AccessChange, Audit, Can, ConstraintExt, Created, Data, NoContent, Page, PathId, Permission, PermissionSet, Principal, Problem, Result,
    Role, TenantTx, Valid, grants,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

const MOST_CUSTOM_ROLES: i64 = 50;

/// A permission of a role, and where the role has it from.
#[derive(Debug, Serialize, ToSchema)]
pub struct RolePermission {
    pub permission: Permission,
    /// The built-in role that it is inherited from; null when it is the role's own.
    pub inherited_from: Option<Role>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct RoleView {
    /// Null for the built-in ones.
    pub id: Option<Uuid>,
    pub name: String,
    /// A built-in role: itself. A custom one: the role it is based on.
    pub role: Role,
    /// The role that it inherits from.
    pub inherits: Option<Role>,
    pub permissions: Vec<RolePermission>,
    /// How many members have it.
    pub members: i64,
}

impl RoleView {
    fn of(id: Option<Uuid>, name: String, role: Role, own: Option<PermissionSet>, members: i64) -> Self {
        let inherits = if id.is_some() { Some(role) } else { role.inherits() };
        let all = role.permissions().with(own.unwrap_or_default());
        let inherited = inherits.map(Role::permissions).unwrap_or_default();
        let permissions = all
            .iter()
            .map(|permission| RolePermission { permission, inherited_from: inherited.contains(permission).then(|| permission.begins_at()) })
            .collect();
        Self { id, name, role, inherits, permissions, members }
    }
}

struct Row {
    id: Uuid,
    name: String,
    base: String,
    permissions: Vec<String>,
    members: i64,
}

impl Row {
    fn view(self) -> Result<RoleView> {
        let base = self.base.parse().map_err(Problem::internal)?;
        Ok(RoleView::of(Some(self.id), self.name, base, Some(PermissionSet::from_names(&self.permissions)), self.members))
    }
}

/// Every role with all that it may: the built-in ones, weakest first, then the workspace's own by name.
#[utoipa::path(get, path = "/roles", tag = "tenancy", security(("bearer" = [])), responses((status = 200, body = Page<RoleView>)))]
pub async fn list_roles(ctx: Can<grants::MembersRead>) -> Result<Page<RoleView>> {
    let mut tx = ctx.tenant_tx().await?;
    let tenant_id = tx.tenant_id();
    let counts = sqlx::query!(
        r#"SELECT role, count(*) AS "members!" FROM members WHERE tenant_id = $1 AND role_id IS NULL GROUP BY role"#,
        tenant_id
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut roles: Vec<RoleView> = Role::ALL
        .into_iter()
        .map(|role| {
            let members = counts.iter().find(|count| count.role == role.as_str()).map_or(0, |count| count.members);
            RoleView::of(None, role.as_str().to_owned(), role, None, members)
        })
        .collect();
    let custom = sqlx::query_as!(
        Row,
        r#"SELECT r.id, r.name, r.base, r.permissions,
             (SELECT count(*) FROM members m WHERE m.tenant_id = r.tenant_id AND m.role_id = r.id) AS "members!"
           FROM roles r WHERE r.tenant_id = $1 ORDER BY lower(r.name) LIMIT 50"#,
        tenant_id
    )
    .fetch_all(&mut *tx)
    .await?;
    for row in custom {
        roles.push(row.view()?);
    }
    Ok(Page::whole(roles))
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct NewRole {
    #[garde(length(chars, min = 1, max = 60), custom(crate::not_blank))]
    pub name: String,
    /// The built-in role that it inherits from; not owner.
    #[garde(skip)]
    pub base: Role,
    /// What it may beyond its base.
    #[garde(length(max = 128))]
    pub permissions: Vec<Permission>,
}

fn name_taken() -> Problem {
    Problem::conflict("name_taken", "There is a role of this name already.")
}

/// Makes a role of the workspace's own. 403 when it may more than oneself; 409 `name_taken`, `too_many_roles`.
#[utoipa::path(post, path = "/roles", tag = "tenancy", security(("bearer" = [])), request_body = NewRole, responses((status = 201, body = Data<RoleView>)))]
pub async fn create_role(ctx: Can<grants::RolesWrite>, Valid(new): Valid<NewRole>) -> Result<Created<RoleView>> {
    if new.base == Role::Owner || Role::ALL.iter().any(|role| role.as_str().eq_ignore_ascii_case(new.name.trim())) {
        let (field, message) = if new.base == Role::Owner { ("base", "must not be owner") } else { ("name", "is a built-in role's") };
        return Err(Problem::invalid(field, "not_allowed", message));
    }
    let own: PermissionSet = new.permissions.iter().copied().collect();
    let own = own.without(new.base.permissions());
    within(&ctx.principal, new.base.permissions().with(own))?;
    let mut tx = ctx.tenant_tx().await?;
    let (tenant_id, id, now, name) = (tx.tenant_id(), tx.new_id(), tx.now(), new.name.trim().to_owned());
    let count =
        sqlx::query_scalar!(r#"SELECT count(*) AS "count!" FROM roles WHERE tenant_id = $1"#, tenant_id).fetch_one(&mut *tx).await?;
    if count >= MOST_CUSTOM_ROLES {
        return Err(Problem::conflict("too_many_roles", "A workspace has at most 50 roles of its own."));
    }
    sqlx::query!(
        "INSERT INTO roles (tenant_id, id, name, base, permissions, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $6)",
        tenant_id,
        id,
        name,
        new.base.as_str(),
        &own.names(),
        now
    )
    .execute(&mut *tx)
    .await
    .on_constraint("roles_name_key", name_taken)?;
    let view = RoleView::of(Some(id), name, new.base, Some(own), 0);
    tx.audit(Audit::new("role.created", "role").target(id).after(&view));
    tx.commit().await?;
    Ok(Created(view))
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct RoleChange {
    #[garde(inner(length(chars, min = 1, max = 60), custom(crate::not_blank)))]
    pub name: Option<String>,
    /// What it may beyond its base, in place of what it was.
    #[garde(inner(length(max = 128)))]
    pub permissions: Option<Vec<Permission>>,
}

/// Renames a role or changes what it may. It holds at once for all who have it. 403 when it may, or might, more than oneself.
#[utoipa::path(patch, path = "/roles/{id}", tag = "tenancy", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = RoleChange, responses((status = 200, body = Data<RoleView>)))]
pub async fn update_role(ctx: Can<grants::RolesWrite>, PathId(id): PathId, Valid(change): Valid<RoleChange>) -> Result<Data<RoleView>> {
    let mut tx = ctx.tenant_tx().await?;
    let before = load(&mut tx, id).await?;
    let name = change.name.map_or_else(|| before.name.clone(), |name| name.trim().to_owned());
    let base: Role = before.base.parse().map_err(Problem::internal)?;
    let was = PermissionSet::from_names(&before.permissions);
    let own = change.permissions.map_or(was, |permissions| permissions.into_iter().collect::<PermissionSet>().without(base.permissions()));
    within(&ctx.principal, base.permissions().with(was).with(own))?;
    let (tenant_id, now, members) = (tx.tenant_id(), tx.now(), before.members);
    sqlx::query!(
        "UPDATE roles SET name = $3, permissions = $4, updated_at = $5 WHERE tenant_id = $1 AND id = $2",
        tenant_id,
        id,
        name,
        &own.names(),
        now
    )
    .execute(&mut *tx)
    .await
    .on_constraint("roles_name_key", name_taken)?;
    let after = RoleView::of(Some(id), name, base, Some(own), members);
    tx.audit(Audit::new("role.changed", "role").target(id).before(&before.view()?).after(&after));
    tx.access_changed(AccessChange::Tenant(tenant_id));
    tx.emit(&MemberUpdated { user_id: None })?;
    tx.commit().await?;
    Ok(Data { data: after })
}

/// Deletes a role that nobody has. 409 `role_in_use`.
#[utoipa::path(delete, path = "/roles/{id}", tag = "tenancy", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 204, description = "Deleted")))]
pub async fn delete_role(ctx: Can<grants::RolesWrite>, PathId(id): PathId) -> Result<NoContent> {
    let in_use = || Problem::conflict("role_in_use", "Members or open invitations have this role. Give them another one first.");
    let mut tx = ctx.tenant_tx().await?;
    let before = load(&mut tx, id).await?.view()?;
    // What was accepted is history, and does not hold the role.
    sqlx::query!(
        "UPDATE invitations SET role_id = NULL WHERE tenant_id = $1 AND role_id = $2 AND accepted_at IS NOT NULL",
        ctx.principal.tenant_id,
        id
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("DELETE FROM roles WHERE tenant_id = $1 AND id = $2", ctx.principal.tenant_id, id).execute(&mut *tx).await.map_err(
        |error| match &error {
            sqlx::Error::Database(inner) if inner.is_foreign_key_violation() => in_use(),
            _ => error.into(),
        },
    )?;
    tx.audit(Audit::new("role.deleted", "role").target(id).before(&before));
    tx.commit().await?;
    Ok(NoContent)
}

async fn load(tx: &mut TenantTx, id: Uuid) -> Result<Row> {
    let tenant_id = tx.tenant_id();
    sqlx::query_as!(
        Row,
        r#"SELECT r.id, r.name, r.base, r.permissions,
             (SELECT count(*) FROM members m WHERE m.tenant_id = r.tenant_id AND m.role_id = r.id) AS "members!"
           FROM roles r WHERE r.tenant_id = $1 AND r.id = $2 FOR UPDATE"#,
        tenant_id,
        id
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(|| Problem::not_found("role"))
}

/// A place that a member may have.
pub(crate) struct Place {
    pub role: Role,
    pub role_id: Option<Uuid>,
    pub name: String,
    pub permissions: PermissionSet,
}

impl Place {
    /// Nobody gives, takes or touches a place that may more than they.
    pub fn may_be_given_by(&self, principal: &Principal) -> Result<()> {
        if self.role > principal.role {
            return Err(Problem::forbidden("to act on a role above your own"));
        }
        within(principal, self.permissions)
    }
}

fn within(principal: &Principal, permissions: PermissionSet) -> Result<()> {
    if principal.permissions.includes(permissions) { Ok(()) } else { Err(Problem::forbidden("to act on a role that may more than you")) }
}

/// The place of a role, or of a custom role that is based on it. 422 when it is not.
pub(crate) async fn place(tx: &mut TenantTx, role: Role, role_id: Option<Uuid>) -> Result<Place> {
    let Some(id) = role_id else {
        return Ok(Place { role, role_id: None, name: role.as_str().to_owned(), permissions: role.permissions() });
    };
    let tenant_id = tx.tenant_id();
    let row = sqlx::query!("SELECT name, base, permissions FROM roles WHERE tenant_id = $1 AND id = $2", tenant_id, id)
        .fetch_optional(&mut **tx)
        .await?
        .filter(|row| row.base == role.as_str())
        .ok_or_else(|| Problem::invalid("role_id", "unknown_role", "is no role based on this one"))?;
    let permissions = role.permissions().with(PermissionSet::from_names(&row.permissions));
    Ok(Place { role, role_id, name: row.name, permissions })
}
