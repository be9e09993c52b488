//! A database per test: cloned from a template, dropped in the end.

use crate::app::project;
use private_postgres::{Endpoint, Settings, start_for_tests};
use server::database::{Database, MIGRATIONS};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, postgres::PgConnectOptions};
use std::path::PathBuf;

const TEMPLATES: &str = "dealsmart_template_";

/// Dropped with this value.
pub struct TestDatabase {
    endpoint: Endpoint,
    name: String,
}

impl TestDatabase {
    /// A database of this version, for one test.
    ///
    /// # Panics
    /// When the tests' PostgreSQL cannot be started.
    pub async fn create() -> Self {
        let folder = |variable: &str, inside: &str| std::env::var_os(variable).map_or_else(|| project().join(inside), PathBuf::from);
        let tools = folder("DEALSMART_TOOLS_DIR", ".dealsmart").join("postgres");
        let data = folder("DEALSMART_TEST_DATA_DIR", "target/test-data");
        let endpoint = start_for_tests(Settings::for_tests(tools, data)).await.expect("the tests' PostgreSQL");
        let template = template(&endpoint).await;
        let random: String = kernel::secret::random().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let name = format!("dealsmart_test_{random}");
        let mut owner = endpoint.owner_options().connect().await.expect("the owner's connection");
        run(&mut owner, format!("CREATE DATABASE {name} TEMPLATE {template}")).await.expect("a clone of the template");
        owner.close().await.expect("close");
        Self { endpoint, name }
    }

    #[must_use]
    pub fn owner_options(&self) -> PgConnectOptions {
        self.endpoint.owner_options().database(&self.name)
    }
    #[must_use]
    pub fn program_options(&self) -> PgConnectOptions {
        self.endpoint.program_options().database(&self.name)
    }
    #[must_use]
    pub fn superuser_options(&self) -> PgConnectOptions {
        self.endpoint.superuser_options().database(&self.name)
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let (options, name) = (self.endpoint.superuser_options(), self.name.clone());
        // A thread of its own, because the test's runtime may be the one that is going away.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let mut superuser = options.connect().await?;
                run(&mut superuser, format!("DROP DATABASE {name} WITH (FORCE)")).await?;
                superuser.close().await?;
                anyhow::Ok(())
            })
        });
        if let Ok(Err(error)) = dropped.join() {
            eprintln!("the test's database {} stays: {error:#}", self.name);
        }
    }
}

/// The migrated template's name. Made by the first who needs it; the others wait.
async fn template(endpoint: &Endpoint) -> String {
    let checksums: Vec<u8> = MIGRATIONS.iter().flat_map(|migration| migration.checksum.to_vec()).collect();
    let hash: String = kernel::secret::hash(&checksums).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("{TEMPLATES}{hash}");
    let mut owner = endpoint.owner_options().connect().await.expect("the owner's connection");
    if !exists(&mut owner, &name).await {
        owner.execute("SELECT pg_advisory_lock(hashtext('dealsmart template'))").await.expect("the lock");
        if !exists(&mut owner, &name).await {
            remove_old(&mut owner).await;
            make(endpoint, &mut owner, &name).await;
        }
    }
    // Closing gives the lock back.
    owner.close().await.expect("close");
    name
}

async fn exists(connection: &mut PgConnection, name: &str) -> bool {
    let found: bool = sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)")
        .bind(name)
        .fetch_one(connection)
        .await
        .expect("pg_database");
    found
}

/// Those of migrations that changed since, and of attempts that did not end.
async fn remove_old(owner: &mut PgConnection) {
    let old: Vec<String> = sqlx::query_scalar("SELECT datname::text FROM pg_database WHERE starts_with(datname, $1)")
        .bind(TEMPLATES)
        .fetch_all(&mut *owner)
        .await
        .expect("pg_database");
    for name in old {
        // One that another checkout is cloning right now stays.
        let _ = run(owner, format!("DROP DATABASE IF EXISTS {name}")).await;
    }
}

async fn make(endpoint: &Endpoint, owner: &mut PgConnection, name: &str) {
    let building = format!("{name}_building");
    run(owner, format!("CREATE DATABASE {building}")).await.expect("a new database");
    let database = Database::at(endpoint.owner_options().database(&building), endpoint.program_options().database(&building));
    database.migrate().await.expect("the migrations");
    run(owner, format!("ALTER DATABASE {building} RENAME TO {name}")).await.expect("the finished template");
}

async fn run(connection: &mut PgConnection, statement: String) -> Result<(), sqlx::Error> {
    // Names of databases cannot be parameters; these are letters, digits and underscores that we chose.
    connection.execute(AssertSqlSafe(statement)).await.map(|_| ())
}
