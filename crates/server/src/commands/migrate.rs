//! `dealsmart migrate`.

use crate::{database::Database, settings::Settings};
use std::process::ExitCode;

pub fn run(settings: Settings) -> ExitCode {
    super::run(settings, |settings| async move {
        let database = Database::beside(&settings).await?;
        database.migrate().await?;
        println!("The database is at this version.");
        if let Some(private) = &database.private {
            private.stop().await.map_err(anyhow::Error::msg)?;
        }
        Ok(())
    })
}
