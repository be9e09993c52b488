//! Makes the demo workspace.

use super::{DemoState, KEY, PASSWORD, state, stories};
use crate::{app::App, assets::DEMO};
use contracts::catalogue::CatalogueEntry;
use kernel::{Problem, Result, Role, TenantCtx};
use serde::Deserialize;
use uuid::Uuid;

const NAME: &str = "Northwind Motors";

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Staff {
    pub name: String,
    pub email: String,
    pub role: Role,
}

/// Makes what is missing of the demo workspace.
///
/// # Errors
/// When the database is not there, or the demo's files are not in this binary.
pub async fn ensure(app: &App) -> Result<()> {
    let known = state(app.kernel.db.outside_tenants()).await?;
    if known.as_ref().is_some_and(|demo| demo.done) {
        return Ok(());
    }
    let staff: Vec<Staff> = file("staff.json")?;
    let demo = match known {
        Some(demo) => demo,
        None => found(app, &staff).await?,
    };
    let ctx = TenantCtx::system(demo.tenant_id);
    let items: Vec<CatalogueEntry> = file("catalogue.json")?;
    let mut tx = app.kernel.db.tenant(&ctx).await?;
    app.catalogue.upsert(&mut tx, &items).await?;
    tx.commit().await?;
    for (name, bytes) in DEMO.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("documents/")?, bytes))) {
        let mut tx = app.kernel.db.tenant(&ctx).await?;
        knowledge::add_document(&mut tx, name, None, bytes).await?;
        tx.commit().await?;
    }
    stories::tell(app, &ctx, &file::<Vec<stories::Story>>("conversations.json")?).await?;
    remember(app, &DemoState { done: true, ..demo }).await
}

/// The tenant and its people, in one transaction with the note that they are there.
async fn found(app: &App, staff: &[Staff]) -> Result<DemoState> {
    let owner = staff.iter().find(|s| s.role == Role::Owner).ok_or_else(|| Problem::internal("the demo has no owner"))?;
    let tenant_id = app.kernel.clock.id();
    let mut tx = app.kernel.db.tenant(&TenantCtx::system(tenant_id)).await?;
    let owner_id = app.users.create(&mut tx, &owner.email, &owner.name, PASSWORD).await?;
    app.tenancy.found(&mut tx, NAME, owner_id).await?;
    for member in staff.iter().filter(|s| s.role != Role::Owner) {
        let user_id = app.users.create(&mut tx, &member.email, &member.name, PASSWORD).await?;
        app.tenancy.add_member(&mut tx, user_id, member.role).await?;
    }
    // Nobody reads these addresses, so nobody shall be asked to verify them. Each user's row is their own to change.
    let now = tx.now();
    for member in staff {
        sqlx::query!("SELECT set_config('app.user_id', id::text, true) FROM users WHERE email = $1", member.email)
            .fetch_one(&mut *tx)
            .await?;
        sqlx::query!("UPDATE users SET email_verified_at = $1 WHERE id = app.user_id()", now).execute(&mut *tx).await?;
    }
    sqlx::query!("SELECT set_config('app.user_id', '', true)").fetch_one(&mut *tx).await?;
    let chatbot_key: String =
        sqlx::query_scalar!("SELECT public_key FROM chatbots WHERE tenant_id = $1 LIMIT 1", tenant_id).fetch_one(&mut *tx).await?;
    sqlx::query!(
        "UPDATE chatbots SET name = 'Northwind assistant',
           greeting = 'Hi, welcome to Northwind Motors! Ask me about our vehicles, service, financing or warranty.'
         WHERE tenant_id = $1",
        tenant_id
    )
    .execute(&mut *tx)
    .await?;
    let demo = DemoState { tenant_id, chatbot_key, done: false };
    let value = serde_json::to_value(&demo).map_err(Problem::internal)?;
    sqlx::query!(
        "INSERT INTO installation (key, value, updated_at) VALUES ($1, $2, $3) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        KEY,
        value,
        now
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(demo)
}

async fn remember(app: &App, demo: &DemoState) -> Result<()> {
    let value = serde_json::to_value(demo).map_err(Problem::internal)?;
    sqlx::query!("UPDATE installation SET value = $2, updated_at = $3 WHERE key = $1", KEY, value, app.kernel.clock.now())
        .execute(app.kernel.db.outside_tenants())
        .await?;
    Ok(())
}

fn file<T: serde::de::DeserializeOwned>(name: &str) -> Result<T> {
    let bytes = DEMO
        .iter()
        .find(|(path, _)| *path == name)
        .map(|(_, bytes)| *bytes)
        .ok_or_else(|| Problem::internal(format!("the demo's {name} is not in this binary")))?;
    serde_json::from_slice(bytes).map_err(|error| Problem::internal(format!("the demo's {name}: {error}")))
}

/// Says where to go and how to sign in.
pub fn welcome(url: &str) {
    let owner: Option<Staff> = file::<Vec<Staff>>("staff.json").ok().and_then(|staff| staff.into_iter().find(|s| s.role == Role::Owner));
    let email = owner.map(|owner| owner.email).unwrap_or_default();
    eprintln!(
        "\n  DealSmart is ready.\n\n    The dealership's site, with the chat   {url}/demo\n    The inbox of its staff                 {url}\n      sign in as                           {email}\n      password                             {PASSWORD}\n    The API                                {url}/docs\n"
    );
}

/// The user with this e-mail among the demo's staff.
pub(super) async fn member(tx: &mut kernel::TenantTx, email: &str) -> Result<(Uuid, String)> {
    let row = sqlx::query!("SELECT id, name FROM users WHERE email = $1", email).fetch_one(&mut **tx).await?;
    Ok((row.id, row.name))
}
