//! The end of an account: asked for with the password, taken back by signing in within fourteen days, then carried out by a job.

use crate::{Identity, accounts, session, sessions, workspaces};
use async_trait::async_trait;
use axum::{
    Extension, Json,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Duration, Utc};
use garde::Validate;
use jobs::{Handler, Job};
use kernel::{Audit, Data, INSTALLATION, Kernel, NewJob, NoContent, Person, Problem, Result, TenantCtx, TenantTx, Valid, audit::origin};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;
use utoipa::ToSchema;
use uuid::Uuid;

pub(crate) const ERASE: &str = "identity.erase";
const GRACE_DAYS: i64 = 14;
/// How long is waited for somebody to take over a workspace that would have no owner.
const AGAIN_DAYS: i64 = 1;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct AccountDeletion {
    #[garde(length(max = 512))]
    pub password: String,
}

/// An account that will be deleted.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeletionPlanned {
    pub deletes_at: DateTime<Utc>,
}

/// Deletes one's account, in fourteen days. All sessions end now; who signs in before can take it back (`POST /users/me/restore`). 409
/// `sole_owner` while a workspace has no other owner: transfer or delete it first. 422 `wrong_password`.
#[utoipa::path(delete, path = "/users/me", tag = "users", security(("bearer" = [])), request_body = AccountDeletion, responses((status = 200, body = Data<DeletionPlanned>)))]
pub async fn delete_account(
    caller: Person,
    Extension(identity): Extension<Arc<Identity>>,
    Valid(asked): Valid<AccountDeletion>,
) -> Result<Response> {
    let user_id = caller.principal.user_id;
    accounts::ask_password(caller.kernel(), &identity, user_id, "password", asked.password, origin().ip()).await?;
    let mut tx = caller.tenant_tx().await?;
    let delete_at = tx.now() + Duration::days(GRACE_DAYS);
    let person = accounts::lock(&mut tx, user_id).await?;
    let owned = sole_ownerships(&mut tx).await?;
    if !owned.is_empty() {
        let detail = format!("You alone own {}. Make somebody else owner, or delete the workspace first.", owned.join(", "));
        return Err(Problem::conflict("sole_owner", detail));
    }
    sqlx::query!("UPDATE users SET delete_at = $2 WHERE id = $1", user_id, delete_at).execute(&mut *tx).await?;
    sessions::end_all(&mut tx, user_id, None, None, "account_deletion").await?;
    tx.audit(Audit::new("account.deletion_asked", "user").target(user_id).after(&json!({ "delete_at": delete_at })));
    tx.enqueue_personal(identity.deletion_letter(&person.email, &person.name, delete_at)?);
    tx.enqueue_personal(erase_job(user_id, delete_at));
    tx.commit().await?;
    let mut response = Json(Data { data: DeletionPlanned { deletes_at: delete_at } }).into_response();
    response.headers_mut().extend(session::signed_out(&identity).headers().clone());
    Ok(response)
}

fn erase_job(user_id: Uuid, at: DateTime<Utc>) -> NewJob {
    NewJob::new(ERASE, json!({ "user_id": user_id })).at(at).unique(format!("{user_id} {}", at.timestamp()))
}

async fn sole_ownerships(tx: &mut TenantTx) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!(r#"SELECT name AS "name!" FROM app.sole_ownerships()"#).fetch_all(&mut **tx).await?)
}

/// Takes back that one's account is to be deleted.
#[utoipa::path(post, path = "/users/me/restore", tag = "users", security(("bearer" = [])), responses((status = 204, description = "It stays")))]
pub async fn restore_account(caller: Person) -> Result<NoContent> {
    let user_id = caller.principal.user_id;
    let mut tx = caller.tenant_tx().await?;
    accounts::lock(&mut tx, user_id).await?;
    sqlx::query!("UPDATE users SET delete_at = NULL WHERE id = $1", user_id).execute(&mut *tx).await?;
    tx.audit(Audit::new("account.restored", "user").target(user_id));
    tx.commit().await?;
    Ok(NoContent)
}

/// Erases an account whose time has come.
pub(crate) struct Erase {
    pub kernel: Kernel,
    pub identity: Arc<Identity>,
}

#[derive(Deserialize)]
struct Payload {
    user_id: Uuid,
}

#[async_trait]
impl Handler for Erase {
    async fn run(&self, job: &Job) -> Result<()> {
        let Payload { user_id } = job.payload()?;
        let db = &self.kernel.db;
        let mut tx = db.person(user_id).await?;
        let now = tx.now();
        let due =
            sqlx::query_scalar!(r#"SELECT delete_at <= $2 AS "due!" FROM users WHERE id = $1 AND delete_at IS NOT NULL"#, user_id, now)
                .fetch_optional(&mut *tx)
                .await?;
        if due != Some(true) {
            // Restored, perhaps asked for anew: that has a job of its own.
            return Ok(());
        }
        let places = workspaces::all(&mut tx).await?;
        let mut tx = tx.enter(INSTALLATION).await?;
        if !sole_ownerships(&mut tx).await?.is_empty() {
            // The other owner left meanwhile. A workspace without an owner is nobody's; it has to be handed over first.
            tracing::warn!(user = %user_id, "an account is not erased yet: it is the only owner of a workspace");
            tx.enqueue(erase_job(user_id, now + Duration::days(AGAIN_DAYS)));
            job.finish(&mut tx).await?;
            return tx.commit().await;
        }
        drop(tx);
        for tenant_id in places {
            let mut tx = db.tenant(&TenantCtx::user(tenant_id, user_id)).await?;
            self.identity.tenancy.remove_member(&mut tx, user_id).await?;
            tx.commit().await?;
        }
        let mut tx = db.person(user_id).await?.enter(INSTALLATION).await?;
        let person = accounts::lock(&mut tx, user_id).await?;
        // Sessions and open links go with the row.
        let gone =
            sqlx::query!("DELETE FROM users WHERE id = $1 AND delete_at <= $2", user_id, now).execute(&mut *tx).await?.rows_affected();
        if gone == 1 {
            tx.audit(Audit::new("account.erased", "user").target(user_id));
            tx.enqueue(self.identity.erased_letter(&person.email)?);
        }
        job.finish(&mut tx).await?;
        tx.commit().await
    }
}
