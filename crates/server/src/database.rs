//! The database: the private PostgreSQL or someone's own, brought to this version as its owner, used as the program.

use crate::settings::Settings;
use anyhow::{Context, bail};
use private_postgres::PrivatePostgres;
use sqlx::{
    ConnectOptions, Connection, Executor, PgPool,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgConnection, PgPoolOptions},
};
use std::time::Duration;

/// Every migration, in the binary.
pub static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

/// Where the database is and who may do what there.
pub struct Database {
    /// Ours, when no DATABASE_URL is set. Stopped last.
    pub private: Option<PrivatePostgres>,
    owner: PgConnectOptions,
    program: PgConnectOptions,
    /// The owner's login takes the program's role after connecting.
    take_role: bool,
}

impl Database {
    /// Starts the private PostgreSQL, or finds one that runs already, or takes the one of DATABASE_URL.
    ///
    /// # Errors
    /// A sentence that says what is wrong and how to mend it.
    pub async fn open(settings: &Settings) -> anyhow::Result<Self> {
        if let Some(url) = &settings.database_url {
            let owner: PgConnectOptions = url.parse().context("DATABASE_URL")?;
            let (program, take_role) = match &settings.database_program_url {
                Some(url) => (url.parse().context("DATABASE_PROGRAM_URL")?, false),
                None => (owner.clone(), true),
            };
            return Ok(Self { private: None, owner, program, take_role });
        }
        let installation = settings.tools_dir.join("postgres");
        let private = PrivatePostgres::start(private_postgres::Settings::new(installation, settings.data_dir.clone())).await?;
        let (owner, program) = (private.owner_options(), private.program_options());
        Ok(Self { private: Some(private), owner, program, take_role: false })
    }

    /// The database of a `serve` that runs with the same settings, for a command beside it; else as [`Database::open`].
    ///
    /// # Errors
    /// As [`Database::open`].
    pub async fn beside(settings: &Settings) -> anyhow::Result<Self> {
        if settings.database_url.is_none()
            && let Some(endpoint) = private_postgres::attach(&settings.data_dir)?
        {
            return Ok(Self { private: None, owner: endpoint.owner_options(), program: endpoint.program_options(), take_role: false });
        }
        Self::open(settings).await
    }

    /// For tests, which have a database of their own.
    #[must_use]
    pub fn at(owner: PgConnectOptions, program: PgConnectOptions) -> Self {
        Self { private: None, owner, program, take_role: false }
    }

    /// Checks version and extensions, and applies what is missing. Several processes may do so at once.
    ///
    /// # Errors
    /// A sentence that says what is wrong and how to mend it.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        let mut owner = self.owner_connection().await?;
        check_version(&mut owner).await?;
        ensure_extensions(&mut owner).await?;
        MIGRATIONS.run(&mut owner).await.context("a migration failed; nothing of it was kept")?;
        // The program shows which migrations there are.
        owner.execute("GRANT SELECT ON _sqlx_migrations TO dealsmart_program").await?;
        owner.close().await?;
        Ok(())
    }

    /// # Errors
    /// When the database cannot be reached.
    pub async fn owner_connection(&self) -> anyhow::Result<PgConnection> {
        self.owner.clone().disable_statement_logging().connect().await.context("could not connect to the database as its owner")
    }

    /// The program's connections. `node` is their `application_name`.
    ///
    /// # Errors
    /// When the database cannot be reached as the program.
    pub async fn pool(&self, connections: u32, node: &str) -> anyhow::Result<PgPool> {
        let options = self
            .program
            .clone()
            .application_name(node)
            .options([("statement_timeout", "30s"), ("idle_in_transaction_session_timeout", "60s"), ("lock_timeout", "10s")])
            .log_slow_statements(log::LevelFilter::Warn, Duration::from_secs(2))
            .log_statements(log::LevelFilter::Off);
        let take_role = self.take_role;
        PgPoolOptions::new()
            .max_connections(connections)
            .min_connections(2)
            .acquire_timeout(Duration::from_secs(10))
            .idle_timeout(Duration::from_secs(600))
            .test_before_acquire(false)
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    if take_role {
                        connection.execute("SET ROLE dealsmart_program").await?;
                    }
                    Ok(())
                })
            })
            .connect_with(options)
            .await
            .context("could not connect to the database as the program (role dealsmart_program)")
    }
}

async fn check_version(connection: &mut PgConnection) -> anyhow::Result<()> {
    let version: String = sqlx::query_scalar("SHOW server_version_num").fetch_one(&mut *connection).await?;
    let major = version.parse::<u32>().unwrap_or(0) / 10_000;
    if !(15..=18).contains(&major) {
        bail!("This database is PostgreSQL {major}; DealSmart needs 15, 16, 17 or 18.");
    }
    Ok(())
}

async fn ensure_extensions(connection: &mut PgConnection) -> anyhow::Result<()> {
    for (name, package) in [("vector", "pgvector"), ("pg_trgm", "the PostgreSQL contrib package")] {
        let there: bool = sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_extension WHERE extname = $1)")
            .bind(name)
            .fetch_one(&mut *connection)
            .await?;
        if there {
            continue;
        }
        let available: bool = sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = $1)")
            .bind(name)
            .fetch_one(&mut *connection)
            .await?;
        if !available {
            bail!("The extension {name} is not installed on this PostgreSQL server. Install {package} there, then start again.");
        }
        let create = match name {
            "vector" => "CREATE EXTENSION IF NOT EXISTS vector",
            _ => "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        };
        connection.execute(create).await.with_context(|| {
            format!("The extension {name} is there but this role may not create it. As a superuser run in this database: {create}")
        })?;
    }
    let vector: String =
        sqlx::query_scalar("SELECT extversion FROM pg_extension WHERE extname = 'vector'").fetch_one(&mut *connection).await?;
    if !scans_on(&vector) {
        bail!(
            "This database has pgvector {vector}; DealSmart needs 0.8 or newer. Install it there, then run: ALTER EXTENSION vector UPDATE"
        );
    }
    Ok(())
}

/// Whether this pgvector goes on with an index scan that found too few of a tenant's rows (since 0.8).
fn scans_on(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    (parts.next().unwrap_or(0), parts.next().unwrap_or(0)) >= (0, 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_vectors_are_refused() {
        assert!(scans_on("0.8.0") && scans_on("0.10.1") && scans_on("1.0"));
        assert!(!scans_on("0.7.4") && !scans_on("") && !scans_on("new"));
    }
}
