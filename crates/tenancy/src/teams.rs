//! Teams: members who share conversations.

use chrono::{DateTime, Utc};
use contracts::events::MemberUpdated;
use garde::Validate;
use kernel::{
    AccessChange, Audit, Can, ConstraintExt, Created, Data, NoContent, Page, PathId, Problem, Result, Segments, TenantTx, Valid, grants,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

const MOST_TEAMS: i64 = 100;

/// A team by its name.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct TeamName {
    pub id: Uuid,
    pub name: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Team {
    pub id: Uuid,
    pub name: String,
    pub description: String,
    /// Who is in it, by name.
    pub members: Vec<TeamMember>,
    /// Conversations that stand with it and are not resolved.
    pub open_conversations: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct TeamMember {
    pub user_id: Uuid,
    pub name: String,
}

struct Row {
    id: Uuid,
    name: String,
    description: String,
    members: serde_json::Value,
    open_conversations: i64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl Row {
    fn shown(self) -> Result<Team> {
        Ok(Team {
            id: self.id,
            name: self.name,
            description: self.description,
            members: serde_json::from_value(self.members).map_err(Problem::internal)?,
            open_conversations: self.open_conversations,
            created_at: self.created_at,
            updated_at: self.updated_at,
        })
    }
}

macro_rules! team_query {
    ($tail:literal $(, $arg:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            r#"SELECT t.id, t.name, t.description, t.created_at, t.updated_at,
                 (SELECT coalesce(jsonb_agg(jsonb_build_object('user_id', u.id, 'name', u.name) ORDER BY lower(u.name), u.id), '[]')
                  FROM team_members m JOIN users u ON u.id = m.user_id
                  WHERE m.tenant_id = t.tenant_id AND m.team_id = t.id) AS "members!",
                 (SELECT count(*) FROM conversations c
                  WHERE c.tenant_id = t.tenant_id AND c.team_id = t.id AND c.status <> 'resolved') AS "open_conversations!"
               FROM teams t "# + $tail
            $(, $arg)*
        )
    };
}

async fn load(tx: &mut TenantTx, id: Uuid) -> Result<Team> {
    let tenant_id = tx.tenant_id();
    team_query!("WHERE t.tenant_id = $1 AND t.id = $2", tenant_id, id)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or_else(|| Problem::not_found("team"))?
        .shown()
}

/// Nobody else changes the team until this transaction ends.
async fn lock(tx: &mut TenantTx, id: Uuid) -> Result<Team> {
    let tenant_id = tx.tenant_id();
    sqlx::query!("SELECT id FROM teams WHERE tenant_id = $1 AND id = $2 FOR UPDATE", tenant_id, id).fetch_optional(&mut **tx).await?;
    load(tx, id).await
}

/// All teams, by name. A workspace has at most a hundred, so the list is whole.
#[utoipa::path(get, path = "/teams", tag = "tenancy", security(("bearer" = [])), responses((status = 200, body = Page<Team>)))]
pub async fn list_teams(ctx: Can<grants::MembersRead>) -> Result<Page<Team>> {
    let mut tx = ctx.tenant_tx().await?;
    let rows =
        team_query!("WHERE t.tenant_id = $1 ORDER BY lower(t.name), t.id LIMIT 100", ctx.principal.tenant_id).fetch_all(&mut *tx).await?;
    Ok(Page::whole(rows.into_iter().map(Row::shown).collect::<Result<_>>()?))
}

/// One team.
#[utoipa::path(get, path = "/teams/{id}", tag = "tenancy", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 200, body = Data<Team>)))]
pub async fn get_team(ctx: Can<grants::MembersRead>, PathId(id): PathId) -> Result<Data<Team>> {
    let mut tx = ctx.tenant_tx().await?;
    Ok(Data { data: load(&mut tx, id).await? })
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct NewTeam {
    #[garde(length(chars, min = 1, max = 60), custom(crate::not_blank))]
    pub name: String,
    #[garde(length(chars, max = 300))]
    #[serde(default)]
    pub description: String,
    /// Members of the workspace.
    #[garde(length(max = 1_000))]
    #[serde(default)]
    pub member_ids: BTreeSet<Uuid>,
}

fn name_taken() -> Problem {
    Problem::conflict("name_taken", "There is a team of this name already.")
}

/// Makes a team. 409 `name_taken`, `too_many_teams`; 422 for somebody who is no member.
#[utoipa::path(post, path = "/teams", tag = "tenancy", security(("bearer" = [])), request_body = NewTeam, responses((status = 201, body = Data<Team>)))]
pub async fn create_team(ctx: Can<grants::TeamsWrite>, Valid(new): Valid<NewTeam>) -> Result<Created<Team>> {
    let mut tx = ctx.tenant_tx().await?;
    crate::tenant::lock(&mut tx).await?;
    let (tenant_id, id, now) = (tx.tenant_id(), tx.new_id(), tx.now());
    let count =
        sqlx::query_scalar!(r#"SELECT count(*) AS "count!" FROM teams WHERE tenant_id = $1"#, tenant_id).fetch_one(&mut *tx).await?;
    if count >= MOST_TEAMS {
        return Err(Problem::conflict("too_many_teams", format!("A workspace has at most {MOST_TEAMS} teams.")));
    }
    sqlx::query!(
        "INSERT INTO teams (tenant_id, id, name, description, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)",
        tenant_id,
        id,
        new.name.trim(),
        new.description.trim(),
        now
    )
    .execute(&mut *tx)
    .await
    .on_constraint("teams_name_key", name_taken)?;
    set_members(&mut tx, id, &[], &new.member_ids).await?;
    let team = load(&mut tx, id).await?;
    tx.audit(Audit::new("team.created", "team").target(id).after(&team));
    tx.commit().await?;
    Ok(Created(team))
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct TeamChange {
    #[garde(inner(length(chars, min = 1, max = 60), custom(crate::not_blank)))]
    pub name: Option<String>,
    #[garde(inner(length(chars, max = 300)))]
    pub description: Option<String>,
    /// Who is in it, in place of who was.
    #[garde(inner(length(max = 1_000)))]
    pub member_ids: Option<BTreeSet<Uuid>>,
}

/// Changes what is given. Who leaves a team and sees only their own loses its conversations at once. 409 `name_taken`.
#[utoipa::path(patch, path = "/teams/{id}", tag = "tenancy", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = TeamChange, responses((status = 200, body = Data<Team>)))]
pub async fn update_team(ctx: Can<grants::TeamsWrite>, PathId(id): PathId, Valid(change): Valid<TeamChange>) -> Result<Data<Team>> {
    let mut tx = ctx.tenant_tx().await?;
    let before = lock(&mut tx, id).await?;
    let now = tx.now();
    sqlx::query!(
        "UPDATE teams SET name = coalesce($3, name), description = coalesce($4, description), updated_at = $5 WHERE tenant_id = $1 AND id = $2",
        ctx.principal.tenant_id,
        id,
        change.name.map(|name| name.trim().to_owned()),
        change.description.map(|text| text.trim().to_owned()),
        now
    )
    .execute(&mut *tx)
    .await
    .on_constraint("teams_name_key", name_taken)?;
    if let Some(members) = change.member_ids {
        set_members(&mut tx, id, &before.members, &members).await?;
    } else {
        tx.emit(&MemberUpdated { user_id: None })?;
    }
    let after = load(&mut tx, id).await?;
    tx.audit(Audit::new("team.changed", "team").target(id).before(&before).after(&after));
    tx.commit().await?;
    Ok(Data { data: after })
}

/// Deletes a team. Its conversations stay, with whom they were assigned to.
#[utoipa::path(delete, path = "/teams/{id}", tag = "tenancy", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 204, description = "Deleted")))]
pub async fn delete_team(ctx: Can<grants::TeamsWrite>, PathId(id): PathId) -> Result<NoContent> {
    let mut tx = ctx.tenant_tx().await?;
    let before = lock(&mut tx, id).await?;
    set_members(&mut tx, id, &before.members, &BTreeSet::new()).await?;
    sqlx::query!("DELETE FROM teams WHERE tenant_id = $1 AND id = $2", ctx.principal.tenant_id, id).execute(&mut *tx).await?;
    tx.audit(Audit::new("team.deleted", "team").target(id).before(&before));
    tx.commit().await?;
    Ok(NoContent)
}

/// Puts a member into a team; one who is in it already stays.
#[utoipa::path(put, path = "/teams/{id}/members/{user_id}", tag = "tenancy", security(("bearer" = [])), params(("id" = Uuid, Path), ("user_id" = Uuid, Path)), responses((status = 200, body = Data<Team>)))]
pub async fn add_team_member(ctx: Can<grants::TeamsWrite>, Segments((id, user_id)): Segments<(Uuid, Uuid)>) -> Result<Data<Team>> {
    change_member(&ctx, id, |members| {
        members.insert(user_id);
    })
    .await
}

/// Takes a member out of a team.
#[utoipa::path(delete, path = "/teams/{id}/members/{user_id}", tag = "tenancy", security(("bearer" = [])), params(("id" = Uuid, Path), ("user_id" = Uuid, Path)), responses((status = 200, body = Data<Team>)))]
pub async fn remove_team_member(ctx: Can<grants::TeamsWrite>, Segments((id, user_id)): Segments<(Uuid, Uuid)>) -> Result<Data<Team>> {
    change_member(&ctx, id, |members| {
        members.remove(&user_id);
    })
    .await
}

async fn change_member(ctx: &Can<grants::TeamsWrite>, id: Uuid, change: impl FnOnce(&mut BTreeSet<Uuid>)) -> Result<Data<Team>> {
    let mut tx = ctx.tenant_tx().await?;
    let before = lock(&mut tx, id).await?;
    let mut members = before.members.iter().map(|member| member.user_id).collect();
    change(&mut members);
    set_members(&mut tx, id, &before.members, &members).await?;
    let after = load(&mut tx, id).await?;
    tx.audit(Audit::new("team.changed", "team").target(id).before(&before).after(&after));
    tx.commit().await?;
    Ok(Data { data: after })
}

/// Writes who comes and who goes, and says that their authority is another.
async fn set_members(tx: &mut TenantTx, id: Uuid, before: &[TeamMember], after: &BTreeSet<Uuid>) -> Result<()> {
    let (tenant_id, now) = (tx.tenant_id(), tx.now());
    let before: BTreeSet<Uuid> = before.iter().map(|member| member.user_id).collect();
    let (come, go): (Vec<Uuid>, Vec<Uuid>) = (after.difference(&before).copied().collect(), before.difference(after).copied().collect());
    sqlx::query!("DELETE FROM team_members WHERE tenant_id = $1 AND team_id = $2 AND user_id = ANY ($3)", tenant_id, id, &go)
        .execute(&mut **tx)
        .await?;
    sqlx::query!(
        "INSERT INTO team_members (tenant_id, team_id, user_id, created_at) SELECT $1, $2, m.user_id, $4 FROM unnest($3::uuid[]) AS m (user_id)",
        tenant_id,
        id,
        &come,
        now
    )
    .execute(&mut **tx)
    .await
    .on_constraint("team_members_member_fkey", || Problem::invalid("member_ids", "unknown_member", "names somebody who is no member"))?;
    for user_id in come.into_iter().chain(go) {
        tx.access_changed(AccessChange::Member { tenant_id, user_id });
    }
    tx.emit(&MemberUpdated { user_id: None }).map(|_| ())
}
