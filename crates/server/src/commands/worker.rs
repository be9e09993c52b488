//! `dealsmart worker`: jobs only, beside any number of `serve`.

use crate::{
    app::{App, Options},
    database::Database,
    settings::Settings,
};
use kernel::SystemClock;
use std::{process::ExitCode, sync::Arc, time::Duration};

pub fn run(settings: Settings) -> ExitCode {
    super::run(settings, work)
}

async fn work(settings: Settings) -> anyhow::Result<()> {
    let secret = settings.master_secret()?;
    let database = Database::beside(&settings).await?;
    database.migrate().await?;
    let node = super::serve::node();
    let pool = database.pool(settings.database_connections, &node).await?;
    let options = Options { clock: Arc::new(SystemClock), workers: true, node, parser: std::env::current_exe().ok() };
    let app = App::build(&settings, &secret, pool.clone(), options)?;
    tracing::info!("the worker is ready");
    super::asked_to_stop().await;
    if !app.kernel.tasks.stop(Duration::from_secs(8)).await {
        tracing::warn!("some jobs did not end in time; another worker takes them");
    }
    pool.close().await;
    Ok(())
}
