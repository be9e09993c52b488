//! Tenancy as other features use it: founding, members, and invitations, which a secret redeems.

use async_trait::async_trait;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use contracts::{
    Limit, Limits,
    events::MemberUpdated,
    tenancy::{Founder, Invitation, Invite, Invited, Tenancy, TenantSummary},
};
use kernel::{AccessChange, Audit, ConstraintExt, Db, Problem, Result, Role, TenantCtx, TenantTx, secret};
use serde_json::json;
use std::sync::Arc;
use uuid::Uuid;

pub struct TenancyService {
    pub founders: Vec<Arc<dyn Founder>>,
    pub limits: Arc<dyn Limits>,
}

/// Names its invitation, so that no look-up across tenants is needed, and proves it by its random part.
struct Token {
    tenant_id: Uuid,
    id: Uuid,
    random: [u8; 32],
}

impl Token {
    fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode([self.tenant_id.as_bytes().as_slice(), self.id.as_bytes(), &self.random].concat())
    }

    fn decode(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text.trim()).ok()?;
        let (tenant, rest) = bytes.split_at_checked(16)?;
        let (id, random) = rest.split_at_checked(16)?;
        Some(Self { tenant_id: Uuid::from_slice(tenant).ok()?, id: Uuid::from_slice(id).ok()?, random: random.try_into().ok()? })
    }
}

fn gone() -> Problem {
    Problem::not_found("invitation: it was used or withdrawn, or it has expired")
}

#[async_trait]
impl Tenancy for TenancyService {
    async fn found(&self, tx: &mut TenantTx, name: &str, owner: Uuid) -> Result<TenantSummary> {
        let tenant = crate::found::insert(tx, name).await?;
        self.add_member(tx, owner, Role::Owner).await?;
        for founder in &self.founders {
            founder.found(tx, &tenant).await?;
        }
        Ok(tenant)
    }

    async fn add_member(&self, tx: &mut TenantTx, user_id: Uuid, role: Role) -> Result<()> {
        crate::members::insert(tx, user_id, role, None).await
    }

    async fn remove_member(&self, tx: &mut TenantTx, user_id: Uuid) -> Result<()> {
        crate::members::place_of(tx, user_id).await?;
        crate::members::remove(tx, user_id, "member.left").await
    }

    async fn invite(&self, tx: &mut TenantTx, invite: &Invite) -> Result<Invited> {
        let (tenant_id, now, id) = (tx.tenant_id(), tx.now(), tx.new_id());
        let member = sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT FROM users u JOIN members m ON m.user_id = u.id AND m.tenant_id = $1 WHERE lower(u.email) = lower($2)) AS "member!""#,
            tenant_id,
            invite.email
        )
        .fetch_one(&mut **tx)
        .await?;
        if member {
            return Err(crate::members::already_member());
        }
        // Places that were offered are taken, as far as invitations go; who accepts is counted anew.
        let offered = sqlx::query_scalar!(
            r#"SELECT count(*) AS "offered!" FROM invitations
               WHERE tenant_id = $1 AND accepted_at IS NULL AND expires_at > $2 AND lower(email) <> lower($3)"#,
            tenant_id,
            now,
            invite.email
        )
        .fetch_one(&mut **tx)
        .await?;
        self.limits.make_room(tx, Limit::Members, offered.saturating_add(1)).await?;
        let random = secret::random();
        // The id is new each time, so that a renewed invitation's old link is none any more.
        sqlx::query!(
            "INSERT INTO invitations (tenant_id, id, email, role, role_id, token_hash, invited_by, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (tenant_id, lower(email)) WHERE accepted_at IS NULL
             DO UPDATE SET id = excluded.id, role = excluded.role, role_id = excluded.role_id, token_hash = excluded.token_hash,
               invited_by = excluded.invited_by, created_at = excluded.created_at, expires_at = excluded.expires_at",
            tenant_id,
            id,
            invite.email,
            invite.role.as_str(),
            invite.role_id,
            &secret::hash(&random),
            tx.ctx().user_id(),
            now,
            invite.expires_at
        )
        .execute(&mut **tx)
        .await
        .on_constraint("invitations_tenant_id_role_id_fkey", || Problem::not_found("role"))?;
        tx.audit(Audit::new("invitation.created", "invitation").target(id).after(&json!({
            "email": invite.email, "role": invite.role, "role_id": invite.role_id, "expires_at": invite.expires_at,
        })));
        Ok(Invited { id, token: Token { tenant_id, id, random }.encode() })
    }

    async fn invitation(&self, db: &Db, token: &str) -> Result<Invitation> {
        let token = Token::decode(token).ok_or_else(gone)?;
        let mut tx = db.tenant(&TenantCtx::system(token.tenant_id)).await?;
        let now = tx.now();
        let row = sqlx::query!(
            r#"SELECT i.email, i.role, i.role_id, i.expires_at, i.token_hash, t.slug, t.name AS tenant_name, r.name AS "role_name?",
                 u.name AS "invited_by?", app.user_of_email(i.email) IS NOT NULL AS "has_account!"
               FROM invitations i
               JOIN tenants t ON t.tenant_id = i.tenant_id
               LEFT JOIN roles r ON r.tenant_id = i.tenant_id AND r.id = i.role_id
               LEFT JOIN users u ON u.id = i.invited_by
               WHERE i.tenant_id = $1 AND i.id = $2 AND i.accepted_at IS NULL AND i.expires_at > $3"#,
            token.tenant_id,
            token.id,
            now
        )
        .fetch_optional(&mut *tx)
        .await?
        .filter(|row| row.token_hash == secret::hash(&token.random))
        .ok_or_else(gone)?;
        let role: Role = row.role.parse().map_err(Problem::internal)?;
        Ok(Invitation {
            id: token.id,
            tenant: TenantSummary { id: token.tenant_id, slug: row.slug, name: row.tenant_name },
            email: row.email,
            role,
            role_id: row.role_id,
            role_name: row.role_name.unwrap_or_else(|| role.as_str().to_owned()),
            invited_by: row.invited_by,
            expires_at: row.expires_at,
            has_account: row.has_account,
        })
    }

    async fn accept_invitation(&self, tx: &mut TenantTx, invitation: &Invitation, user_id: Uuid) -> Result<Role> {
        let (tenant_id, now) = (tx.tenant_id(), tx.now());
        // Role and id as they are under the lock: it may have been renewed since it was read.
        let row = sqlx::query!(
            "UPDATE invitations SET accepted_at = $3 WHERE tenant_id = $1 AND id = $2 AND accepted_at IS NULL AND expires_at > $3
             RETURNING role, role_id",
            tenant_id,
            invitation.id,
            now
        )
        .fetch_optional(&mut **tx)
        .await?
        .ok_or_else(gone)?;
        let role: Role = row.role.parse().map_err(Problem::internal)?;
        self.limits.make_room(tx, Limit::Members, 1).await?;
        crate::members::insert(tx, user_id, role, row.role_id).await?;
        tx.audit(Audit::new("invitation.accepted", "invitation").target(invitation.id).after(&json!({
            "user_id": user_id, "email": invitation.email, "role": role, "role_id": row.role_id,
        })));
        tx.access_changed(AccessChange::Member { tenant_id, user_id });
        tx.emit(&MemberUpdated { user_id: Some(user_id) })?;
        Ok(role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_the_way_out_and_back() {
        let token = Token { tenant_id: Uuid::from_u128(1), id: Uuid::from_u128(2), random: [3; 32] };
        let back = Token::decode(&token.encode()).unwrap();
        assert_eq!((back.tenant_id, back.id, back.random), (token.tenant_id, token.id, token.random));
        assert!(Token::decode("junk").is_none() && Token::decode("").is_none());
    }
}
