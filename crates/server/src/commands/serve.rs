//! `dealsmart serve`.

use crate::{
    app::{App, Options},
    database::Database,
    demo,
    listen::{self, Patience},
    router,
    settings::Settings,
};
use anyhow::Context;
use kernel::SystemClock;
use std::{process::ExitCode, sync::Arc, time::Duration};
use tokio::net::TcpListener;

/// How long requests and jobs under way may take when the program stops.
const PATIENCE: Duration = Duration::from_secs(8);

pub fn run(settings: Settings) -> ExitCode {
    super::run(settings, serve)
}

#[allow(clippy::disallowed_methods, reason = "the server's task is awaited below")]
async fn serve(settings: Settings) -> anyhow::Result<()> {
    let listener = TcpListener::bind(&settings.listen).await.with_context(|| {
        format!(
            "could not listen on {}. If another DealSmart or another program uses that port, stop it, or set DEALSMART_LISTEN",
            settings.listen
        )
    })?;
    let secret = settings.master_secret()?;
    let database = Database::open(&settings).await?;
    database.migrate().await?;
    let node = node();
    let pool = database.pool(settings.database_connections, &node).await?;
    let options = Options { clock: Arc::new(SystemClock), workers: settings.workers, node, parser: std::env::current_exe().ok() };
    let app = Arc::new(App::build(&settings, &secret, pool.clone(), options)?);
    let tasks = app.kernel.tasks.clone();

    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let router = router::router(&app);
    let server = tokio::spawn(listen::serve(listener, router, Patience::default(), async move {
        let _ = stopped.await;
    }));
    tracing::info!(url = settings.url(), version = env!("CARGO_PKG_VERSION"), "DealSmart is ready");
    if settings.demo {
        let app = Arc::clone(&app);
        let url = settings.url();
        tasks.spawn("demo", async move {
            match demo::ensure(&app).await {
                Ok(()) => demo::welcome(&url),
                Err(problem) => tracing::error!(%problem, "the demo workspace could not be created"),
            }
        });
    } else {
        eprintln!("\n  DealSmart is ready: {}\n", settings.url());
    }

    let gave_up = tokio::select! {
        () = super::asked_to_stop() => None,
        reason = database_gone(&database) => Some(reason),
    };
    tracing::info!("stopping");
    let _ = stop.send(());
    app.hub.close();
    if tokio::time::timeout(PATIENCE, server).await.is_err() {
        tracing::warn!("some requests did not end in time");
    }
    if !tasks.stop(PATIENCE).await {
        tracing::warn!("some background tasks did not end in time");
    }
    pool.close().await;
    if let Some(private) = &database.private
        && let Err(error) = private.stop().await
    {
        tracing::warn!(error, "PostgreSQL did not stop cleanly");
    }
    match gave_up {
        None => Ok(()),
        Some(reason) => anyhow::bail!("the database is gone: {reason}"),
    }
}

/// Resolves when the private PostgreSQL cannot be kept running.
async fn database_gone(database: &Database) -> String {
    match &database.private {
        Some(private) => match private.wait_for_exit().await {
            Some(reason) => reason,
            None => std::future::pending().await,
        },
        None => std::future::pending().await,
    }
}

/// A name for this process among those on the same database.
pub(crate) fn node() -> String {
    let random: String = kernel::secret::random().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("dealsmart {random}")
}
