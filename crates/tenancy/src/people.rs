//! The workspace's people as an administrator looks after them: pages, search and filters over the same members that
//! `/members` shows to everyone who works here. A change goes through the members' own functions, so that both ways have the same
//! rules, entries and effects.

use crate::members::{self, Member, MemberChange, Online, Row, member_query};
use axum::Extension;
use contracts::words;
use kernel::{Can, Cursor, Data, NoContent, Page, PageQuery, PathId, Query, Result, Role, Valid, grants};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

words! {
    /// Whether somebody may come in.
    PersonState { Active => "active", Suspended => "suspended" }
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PeopleFilter {
    /// A part of the name or the e-mail.
    pub q: Option<String>,
    pub role: Option<Role>,
    #[param(inline)]
    pub state: Option<PersonState>,
    /// Only who is in this team.
    pub team_id: Option<Uuid>,
    limit: Option<i64>,
    cursor: Option<String>,
    total: Option<bool>,
}

/// The workspace's people, who came last first.
#[utoipa::path(get, path = "/users", tag = "users", security(("bearer" = [])), params(PeopleFilter), responses((status = 200, body = Page<Member>)))]
pub async fn list_users(
    ctx: Can<grants::MembersWrite>,
    Extension(online): Extension<Online>,
    Query(filter): Query<PeopleFilter>,
) -> Result<Page<Member>> {
    let page = PageQuery { limit: filter.limit, cursor: filter.cursor, total: filter.total };
    let (limit, cursor) = (page.limit()?, page.cursor()?);
    let q = filter.q.as_deref().map(str::trim).filter(|q| !q.is_empty());
    let (role, suspended) = (filter.role.map(Role::as_str), filter.state.map(|state| state == PersonState::Suspended));
    let mut tx = ctx.tenant_tx().await?;
    let rows = member_query!(
        r#"WHERE m.tenant_id = $1
             AND ($2::text IS NULL OR strpos(lower(u.name), lower($2)) > 0 OR strpos(lower(u.email), lower($2)) > 0)
             AND ($3::text IS NULL OR m.role = $3) AND ($4::boolean IS NULL OR (m.suspended_at IS NOT NULL) = $4)
             AND ($5::uuid IS NULL OR EXISTS (
               SELECT FROM team_members x WHERE x.tenant_id = m.tenant_id AND x.team_id = $5 AND x.user_id = m.user_id))
             AND ($6::timestamptz IS NULL OR (m.created_at, m.user_id) < ($6, $7))
           ORDER BY m.created_at DESC, m.user_id DESC LIMIT $8"#,
        ctx.principal.tenant_id,
        q,
        role,
        suspended,
        filter.team_id,
        cursor.as_ref().and_then(|c| c.at),
        cursor.map(|c| c.id).unwrap_or_default(),
        limit.saturating_add(1)
    )
    .fetch_all(&mut *tx)
    .await?;
    let total = if page.total == Some(true) {
        sqlx::query_scalar!(
            r#"SELECT count(*) FROM members m JOIN users u ON u.id = m.user_id
               WHERE m.tenant_id = $1
                 AND ($2::text IS NULL OR strpos(lower(u.name), lower($2)) > 0 OR strpos(lower(u.email), lower($2)) > 0)
                 AND ($3::text IS NULL OR m.role = $3) AND ($4::boolean IS NULL OR (m.suspended_at IS NOT NULL) = $4)
                 AND ($5::uuid IS NULL OR EXISTS (
                   SELECT FROM team_members x WHERE x.tenant_id = m.tenant_id AND x.team_id = $5 AND x.user_id = m.user_id))"#,
            ctx.principal.tenant_id,
            q,
            role,
            suspended,
            filter.team_id
        )
        .fetch_one(&mut *tx)
        .await?
    } else {
        None
    };
    let online = (online.0)(ctx.principal.tenant_id);
    let people = rows.into_iter().map(|row: Row| row.shown(&online)).collect::<Result<_>>()?;
    Ok(Page::new(people, limit, |person: &Member| Cursor::at(person.created_at, person.user_id)).with_total(total))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PeopleSearch {
    /// A part of the name or the e-mail.
    pub q: String,
}

/// Somebody to choose.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonName {
    pub user_id: Uuid,
    pub name: String,
    pub email: String,
    pub role: Role,
}

/// Up to twenty colleagues who are not suspended, by name, for whoever wants to name one.
#[utoipa::path(get, path = "/users/search", tag = "users", security(("bearer" = [])), params(PeopleSearch), responses((status = 200, body = Page<PersonName>)))]
pub async fn search_users(ctx: Can<grants::MembersRead>, Query(search): Query<PeopleSearch>) -> Result<Page<PersonName>> {
    let mut tx = ctx.tenant_tx().await?;
    let rows = sqlx::query!(
        "SELECT m.user_id, u.name, u.email, m.role FROM members m JOIN users u ON u.id = m.user_id
         WHERE m.tenant_id = $1 AND m.suspended_at IS NULL
           AND (strpos(lower(u.name), lower($2)) > 0 OR strpos(lower(u.email), lower($2)) > 0)
         ORDER BY lower(u.name), m.user_id LIMIT 20",
        ctx.principal.tenant_id,
        search.q.trim()
    )
    .fetch_all(&mut *tx)
    .await?;
    let people = rows
        .into_iter()
        .map(|row| {
            let role = row.role.parse().map_err(kernel::Problem::internal)?;
            Ok(PersonName { user_id: row.user_id, name: row.name, email: row.email, role })
        })
        .collect::<Result<_>>()?;
    Ok(Page::whole(people))
}

/// One of the workspace's people.
#[utoipa::path(get, path = "/users/{id}", tag = "users", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 200, body = Data<Member>)))]
pub async fn get_user(ctx: Can<grants::MembersWrite>, Extension(online): Extension<Online>, PathId(id): PathId) -> Result<Data<Member>> {
    let mut tx = ctx.tenant_tx().await?;
    let row = members::load(&mut tx, id).await?;
    Ok(Data { data: row.shown(&(online.0)(ctx.principal.tenant_id))? })
}

/// Changes somebody's role here, suspends them or lets them in again, as `PATCH /members/{user_id}` does. Name, e-mail and password
/// are their own.
#[utoipa::path(patch, path = "/users/{id}", tag = "users", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = MemberChange, responses((status = 200, body = Data<Member>)))]
pub async fn update_user(
    ctx: Can<grants::MembersWrite>,
    Extension(online): Extension<Online>,
    PathId(id): PathId,
    Valid(change): Valid<MemberChange>,
) -> Result<Data<Member>> {
    let mut tx = ctx.tenant_tx().await?;
    let row = members::change_place(&mut tx, &ctx.principal, id, &change).await?;
    tx.commit().await?;
    Ok(Data { data: row.shown(&(online.0)(ctx.principal.tenant_id))? })
}

/// Takes somebody out of the workspace, as `DELETE /members/{user_id}` does. Their account is theirs, and stays.
#[utoipa::path(delete, path = "/users/{id}", tag = "users", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 204, description = "Removed")))]
pub async fn remove_user(ctx: Can<grants::MembersWrite>, PathId(id): PathId) -> Result<NoContent> {
    let mut tx = ctx.tenant_tx().await?;
    members::place_of(&mut tx, id).await?.may_be_given_by(&ctx.principal)?;
    members::remove(&mut tx, id, "member.removed").await?;
    tx.commit().await?;
    Ok(NoContent)
}
