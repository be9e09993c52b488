//! `dealsmart demo`.

use crate::{
    app::{App, Options},
    database::Database,
    demo,
    settings::Settings,
};
use kernel::SystemClock;
use std::{process::ExitCode, sync::Arc};

pub fn run(settings: Settings) -> ExitCode {
    super::run(settings, |settings| async move {
        anyhow::ensure!(!settings.is_production(), "The demo workspace has a known password and is not made in production.");
        let secret = settings.master_secret()?;
        let database = Database::beside(&settings).await?;
        database.migrate().await?;
        let node = super::serve::node();
        let pool = database.pool(4, &node).await?;
        let options = Options { clock: Arc::new(SystemClock), workers: false, node, parser: None };
        let app = App::build(&settings, &secret, pool.clone(), options)?;
        demo::ensure(&app).await?;
        demo::welcome(&settings.url());
        println!("  Its documents are read as soon as `dealsmart serve` or `dealsmart worker` runs.");
        pool.close().await;
        if let Some(private) = &database.private {
            private.stop().await.map_err(anyhow::Error::msg)?;
        }
        Ok(())
    })
}
