//! `dealsmart reseal`: after the master secret was changed, everything that the old one sealed is sealed with the new one.

use crate::{
    database::Database,
    reseal::{SEALED, reseal},
    settings::Settings,
};
use kernel::{Db, SystemClock};
use std::{process::ExitCode, sync::Arc};

pub fn run(settings: Settings) -> ExitCode {
    super::run(settings, work)
}

async fn work(settings: Settings) -> anyhow::Result<()> {
    if settings.edge.secret_previous.is_none() {
        anyhow::bail!("Set DEALSMART_SECRET to the new secret and DEALSMART_SECRET_PREVIOUS to the one before, then run this again.");
    }
    let secret = settings.master_secret()?;
    let database = Database::beside(&settings).await?;
    database.migrate().await?;
    let pool = database.pool(4, "dealsmart reseal").await?;
    let db = Db::new(pool.clone(), Arc::new(SystemClock));
    let mut lost = 0_u64;
    for column in SEALED {
        let done = reseal(&db, &secret, column).await?;
        println!(
            "{}.{}: {} sealed anew, {} were already, {} can be read with neither secret",
            column.table, column.column, done.sealed_anew, done.current, done.lost
        );
        lost = lost.saturating_add(done.lost);
    }
    pool.close().await;
    if let Some(private) = &database.private {
        private.stop().await.map_err(anyhow::Error::msg)?;
    }
    if lost > 0 {
        anyhow::bail!("{lost} secret(s) can be read with neither DEALSMART_SECRET nor DEALSMART_SECRET_PREVIOUS.");
    }
    println!("Everything is sealed with DEALSMART_SECRET.");
    Ok(())
}
