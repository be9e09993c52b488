//! `dealsmart limits`: what one workspace may have.

use crate::{database::Database, settings::Settings};
use anyhow::{Context, bail};
use contracts::Limit;
use kernel::{Db, SystemClock, TenantCtx};
use std::{process::ExitCode, sync::Arc};
use tenancy::OwnLimit;

pub fn run(settings: Settings, workspace: String, limits: String) -> ExitCode {
    super::run(settings, |settings| async move {
        let limits = read(&limits)?;
        let database = Database::beside(&settings).await?;
        database.migrate().await?;
        let pool = database.pool(4, &super::serve::node()).await?;
        set(&Db::new(pool.clone(), Arc::new(SystemClock)), &workspace, &limits).await?;
        println!("The limits of {workspace} hold from now on.");
        pool.close().await;
        if let Some(private) = &database.private {
            private.stop().await.map_err(anyhow::Error::msg)?;
        }
        Ok(())
    })
}

/// `members=50,chatbots=none,documents=default`.
///
/// # Errors
/// What cannot be read, with what could be.
pub fn read(text: &str) -> anyhow::Result<Vec<(Limit, OwnLimit)>> {
    let pair = |pair: &str| -> Option<(Limit, OwnLimit)> {
        let (name, value) = pair.split_once('=')?;
        let limit = Limit::ALL.iter().copied().find(|limit| limit.as_str() == name.trim())?;
        let own = match value.trim() {
            "none" => OwnLimit::None,
            "default" => OwnLimit::Default,
            number => OwnLimit::Most(number.parse().ok().filter(|most| *most >= 0)?),
        };
        Some((limit, own))
    };
    text.split(',')
        .map(|text| {
            pair(text).with_context(|| {
                let names: Vec<&str> = Limit::ALL.iter().map(|limit| limit.as_str()).collect();
                format!("\"{text}\" is no limit; write name=number, name=none or name=default, of {}", names.join(", "))
            })
        })
        .collect()
}

/// Sets limits of the workspace with this short name.
///
/// # Errors
/// When there is none, or the database is not there.
pub async fn set(db: &Db, workspace: &str, limits: &[(Limit, OwnLimit)]) -> anyhow::Result<()> {
    let tenant = sqlx::query_scalar!("SELECT app.tenant_of_slug($1)", workspace).fetch_one(db.outside_tenants()).await?;
    let Some(tenant) = tenant else { bail!("No workspace has the short name {workspace}.") };
    let mut tx = db.tenant(&TenantCtx::system(tenant)).await?;
    tenancy::set_limits(&mut tx, limits).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_or_named() {
        let read_well = read("members=50, chatbots=none,documents=default").unwrap();
        assert_eq!(
            read_well,
            [(Limit::Members, OwnLimit::Most(50)), (Limit::Chatbots, OwnLimit::None), (Limit::Documents, OwnLimit::Default)]
        );
        for bad in ["", "members", "members=-1", "members=many", "people=1"] {
            assert!(read(bad).unwrap_err().to_string().contains("storage_bytes"), "{bad}");
        }
    }
}
