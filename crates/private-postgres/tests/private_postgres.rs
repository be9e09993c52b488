//! The private PostgreSQL as its user meets it: real servers in real folders, killed for real.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use private_postgres::{Error, PrivatePostgres, Purpose, Settings, State, attach, stop_running};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, PgConnection};
use tempfile::TempDir;

fn installed() -> PathBuf {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let tools = std::env::var_os("DEALSMART_TOOLS_DIR").map_or_else(|| project.join(".dealsmart"), PathBuf::from);
    let folder = tools.join("postgres");
    assert!(folder.join("bin/postgres").is_file(), "no PostgreSQL: run `python3 setup postgres` in the project folder");
    folder
}

/// A folder that only its owner may enter, as `/root` is: the hardest place to run from.
fn closed_folder() -> TempDir {
    let folder = tempfile::Builder::new().prefix("private-postgres-").tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o700)).unwrap();
    folder
}

fn settings(data_dir: &Path) -> Settings {
    Settings { purpose: Purpose::Production, ..Settings::new(installed(), data_dir) }
}

async fn ask<T>(options: PgConnectOptions, question: &'static str) -> Result<T, sqlx::Error>
where
    T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
{
    let mut connection = PgConnection::connect_with(&options.disable_statement_logging()).await?;
    let answer = sqlx::query_scalar(question).fetch_one(&mut connection).await?;
    connection.close().await?;
    Ok(answer)
}

async fn tell(options: PgConnectOptions, statements: &'static str) -> Result<(), sqlx::Error> {
    let mut connection = PgConnection::connect_with(&options.disable_statement_logging()).await?;
    sqlx::raw_sql(statements).execute(&mut connection).await?;
    connection.close().await
}

fn pid(postgres: &PrivatePostgres) -> i32 {
    match postgres.state() {
        State::Running { pid } => pid,
        other => panic!("not running: {other:?}"),
    }
}

fn kill(pid: i32) {
    rustix::process::kill_process(rustix::process::Pid::from_raw(pid).unwrap(), rustix::process::Signal::KILL).unwrap();
}

async fn until(what: &str, mut done: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !done() {
        assert!(Instant::now() < deadline, "{what}: not within 20 s");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn starts_from_nothing_and_again() {
    let folder = closed_folder();
    let began = Instant::now();
    let postgres = PrivatePostgres::start(settings(folder.path())).await.unwrap();
    println!("first start: {:?}", began.elapsed());

    let owner = || postgres.owner_options();
    assert_eq!(ask::<String>(owner(), "SELECT current_setting('data_checksums')").await.unwrap(), "on");
    assert_eq!(ask::<String>(owner(), "SELECT current_setting('fsync')").await.unwrap(), "on");
    assert_eq!(ask::<String>(owner(), "SELECT current_setting('listen_addresses')").await.unwrap(), "");
    assert_eq!(ask::<String>(owner(), "SELECT current_setting('server_encoding')").await.unwrap(), "UTF8");
    let extensions = "SELECT string_agg(extname, ' ' ORDER BY extname) FROM pg_extension WHERE extname <> 'plpgsql'";
    assert_eq!(ask::<String>(owner(), extensions).await.unwrap(), "pg_trgm vector");
    tell(
        owner(),
        "CREATE TABLE kept (v vector(3)); INSERT INTO kept VALUES ('[1,2,3]');
         CREATE INDEX ON kept USING hnsw (v vector_l2_ops)",
    )
    .await
    .unwrap();

    let cluster = folder.path().join("postgres");
    assert_eq!(std::fs::metadata(&cluster).unwrap().mode() & 0o777, 0o700);
    let server = std::fs::metadata(format!("/proc/{}", pid(&postgres))).unwrap();
    assert_ne!(server.uid(), 0, "PostgreSQL must not run as root");
    let own = rustix::process::geteuid();
    if !own.is_root() {
        assert_eq!(server.uid(), own.as_raw());
    }
    let version = postgres.version().to_owned();
    assert!(version.starts_with("18."), "{version}");
    postgres.stop().await.unwrap();
    assert_eq!(postgres.state(), State::Stopped);
    assert!(!cluster.join("postmaster.pid").exists(), "stopped cleanly");

    let began = Instant::now();
    let postgres = PrivatePostgres::start(settings(folder.path())).await.unwrap();
    let took = began.elapsed();
    println!("second start: {took:?}");
    assert!(took < Duration::from_secs(3), "a second start took {took:?}");
    assert!(!postgres.was_adopted());
    assert_eq!(ask::<i64>(postgres.owner_options(), "SELECT count(*) FROM kept").await.unwrap(), 1);
}

#[tokio::test]
async fn the_roles_have_what_they_need_and_no_more() {
    let folder = closed_folder();
    let postgres = PrivatePostgres::start(settings(folder.path())).await.unwrap();
    tell(
        postgres.owner_options(),
        "CREATE TABLE deals (tenant_id int, title text);
         ALTER TABLE deals ENABLE ROW LEVEL SECURITY;
         ALTER TABLE deals FORCE ROW LEVEL SECURITY;
         CREATE POLICY own ON deals TO dealsmart_program USING (tenant_id = 1);
         CREATE POLICY all_of_them ON deals FOR SELECT TO dealsmart_reader USING (true);
         CREATE POLICY seed ON deals FOR INSERT TO dealsmart_owner WITH CHECK (true);
         INSERT INTO deals VALUES (1, 'ours'), (2, 'theirs');
         GRANT SELECT ON deals TO dealsmart_program, dealsmart_reader;
         GRANT USAGE, CREATE ON SCHEMA public TO dealsmart_reader;
         CREATE FUNCTION count_all() RETURNS bigint LANGUAGE sql SECURITY DEFINER
             SET search_path = public RETURN (SELECT count(*) FROM deals);
         ALTER FUNCTION count_all() OWNER TO dealsmart_reader",
    )
    .await
    .unwrap();

    let program = || postgres.program_options();
    assert_eq!(ask::<i64>(program(), "SELECT count(*) FROM deals").await.unwrap(), 1, "bound by row-level security");
    assert_eq!(ask::<i64>(program(), "SELECT count_all()").await.unwrap(), 2, "a function may see more");
    for forbidden in [
        "ALTER TABLE deals DISABLE ROW LEVEL SECURITY",
        "ALTER ROLE dealsmart_program BYPASSRLS",
        "SET ROLE dealsmart_owner",
        "SET ROLE dealsmart_reader",
        "CREATE TABLE public.mine (id int)",
        "CREATE ROLE friend",
        "ALTER SYSTEM SET fsync = off",
        "COPY deals TO PROGRAM 'true'",
        "SET row_security = off; SELECT * FROM deals",
    ] {
        let refused = tell(program(), forbidden).await;
        assert!(refused.is_err(), "the program's role may: {forbidden}");
    }
    for forbidden in ["SET ROLE postgres", "ALTER ROLE dealsmart_owner SUPERUSER", "CREATE DATABASE other"] {
        assert!(tell(postgres.owner_options(), forbidden).await.is_err(), "the owner may: {forbidden}");
    }
}

#[tokio::test]
async fn comes_back_after_its_server_is_killed() {
    let folder = closed_folder();
    let postgres = PrivatePostgres::start(settings(folder.path())).await.unwrap();
    tell(postgres.owner_options(), "CREATE TABLE kept (n int)").await.unwrap();
    let pool = PgPoolOptions::new().max_connections(4).connect_with(postgres.owner_options()).await.unwrap();

    for round in 1..=3 {
        sqlx::query("INSERT INTO kept VALUES ($1)").bind(round).execute(&pool).await.unwrap();
        let before = pid(&postgres);
        let began = Instant::now();
        kill(before);
        until("a new server", || matches!(postgres.state(), State::Running { pid } if pid != before)).await;
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM kept").fetch_one(&pool).await.unwrap();
        println!("back after kill -9 in {:?}", began.elapsed());
        assert_eq!(count, i64::from(round), "what was committed is there, over the same pool");
    }
    pool.close().await;
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn a_second_dealsmart_is_told_who_has_the_folder() {
    let folder = closed_folder();
    let first = PrivatePostgres::start(settings(folder.path())).await.unwrap();
    let refused = PrivatePostgres::start(settings(folder.path())).await.unwrap_err();
    assert!(matches!(refused, Error::InUse { holder: Some(_), .. }), "{refused:?}");
    let said = refused.to_string();
    assert!(said.contains("in use") && said.contains(&std::process::id().to_string()), "{said}");
    assert!(matches!(stop_running(folder.path()).await, Err(Error::InUse { .. })), "not stopped under its feet");

    let beside = attach(folder.path()).unwrap().expect("a command beside it finds it");
    assert_eq!(ask::<i32>(beside.program_options(), "SELECT 1").await.unwrap(), 1);
    first.stop().await.unwrap();
    assert!(attach(folder.path()).unwrap().is_none());
    PrivatePostgres::start(settings(folder.path())).await.expect("free again after a stop");
}

#[tokio::test]
async fn a_database_of_another_version_is_left_alone() {
    let folder = closed_folder();
    PrivatePostgres::start(settings(folder.path())).await.unwrap().stop().await.unwrap();
    std::fs::write(folder.path().join("postgres/PG_VERSION"), "16\n").unwrap();
    let refused = PrivatePostgres::start(settings(folder.path())).await.unwrap_err();
    let said = refused.to_string();
    assert!(said.contains("made by PostgreSQL 16") && said.contains("18."), "{said}");
}

#[tokio::test]
async fn missing_tools_are_named() {
    let folder = closed_folder();
    let nowhere = Settings::new(folder.path().join("tools"), folder.path());
    let said = PrivatePostgres::start(nowhere).await.unwrap_err().to_string();
    assert!(said.contains("python3 setup") && said.contains("DATABASE_URL"), "{said}");
}

#[tokio::test]
async fn an_unfinished_creation_is_begun_anew_and_a_long_path_will_do() {
    let folder = closed_folder();
    // Longer than a socket's path may be.
    let data = folder.path().join("a-long-name-".repeat(12)).join("data");
    std::fs::create_dir_all(data.join("postgres.new/base")).unwrap();
    let postgres = PrivatePostgres::start(settings(&data)).await.unwrap();
    assert_eq!(ask::<i32>(postgres.program_options(), "SELECT 1").await.unwrap(), 1);
    assert!(!data.join("postgres.new").exists());
}

#[tokio::test]
async fn a_start_that_fails_shows_the_log() {
    let folder = closed_folder();
    PrivatePostgres::start(settings(folder.path())).await.unwrap().stop().await.unwrap();
    std::fs::write(folder.path().join("postgres/custom.conf"), "shared_buffers = 'much'\n").unwrap();
    let said = PrivatePostgres::start(settings(folder.path())).await.unwrap_err().to_string();
    assert!(said.contains("shared_buffers") && said.contains("postgres.log"), "{said}");
}

/// Not a test of its own: the program that `outlives_its_program` kills. Waits to be killed.
#[tokio::test]
#[ignore = "started by outlives_its_program"]
async fn program_to_be_killed() {
    let folder = PathBuf::from(std::env::var_os("PRIVATE_POSTGRES_TEST_FOLDER").unwrap());
    let postgres = PrivatePostgres::start(settings(&folder)).await.unwrap();
    std::fs::write(folder.join("ready"), pid(&postgres).to_string()).unwrap();
    std::future::pending::<()>().await;
}

fn program(folder: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "program_to_be_killed"])
        .env("PRIVATE_POSTGRES_TEST_FOLDER", folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

async fn started(folder: &Path) -> i32 {
    let ready = folder.join("ready");
    until("the program is ready", || ready.exists()).await;
    tokio::time::sleep(Duration::from_millis(20)).await;
    let pid = std::fs::read_to_string(&ready).unwrap().parse().unwrap();
    std::fs::remove_file(ready).unwrap();
    pid
}

#[tokio::test]
async fn outlives_its_program_and_is_taken_over() {
    let folder = closed_folder();
    for round in 0..3 {
        let mut killed = program(folder.path());
        let left_behind = started(folder.path()).await;
        killed.kill().unwrap();
        killed.wait().unwrap();

        let began = Instant::now();
        let postgres = PrivatePostgres::start(settings(folder.path())).await.unwrap();
        let took = began.elapsed();
        println!("start after kill -9 of the program: {took:?}");
        assert!(took < Duration::from_secs(3), "{took:?}");
        assert!(postgres.was_adopted(), "round {round}");
        assert_eq!(pid(&postgres), left_behind);
        assert_eq!(ask::<i32>(postgres.program_options(), "SELECT 1").await.unwrap(), 1);
        // One that was taken over is supervised like one's own.
        kill(left_behind);
        until("a new server", || matches!(postgres.state(), State::Running { pid } if pid != left_behind)).await;
        postgres.stop().await.unwrap();
    }
}

#[tokio::test]
async fn survives_the_death_of_both_and_a_foreign_process_with_the_old_number() {
    let folder = closed_folder();
    let mut killed = program(folder.path());
    let server = started(folder.path()).await;
    killed.kill().unwrap();
    killed.wait().unwrap();
    kill(server);
    // As after a restart of the machine, when the number in the file belongs to somebody else.
    let cluster = folder.path().join("postgres");
    let text = std::fs::read_to_string(cluster.join("postmaster.pid")).unwrap();
    let mut bystander = Command::new("sleep").arg("60").spawn().unwrap();
    let text = text.replacen(&server.to_string(), &bystander.id().to_string(), 1);
    std::fs::write(cluster.join("postmaster.pid"), text).unwrap();

    let began = Instant::now();
    let postgres = PrivatePostgres::start(settings(folder.path())).await.unwrap();
    println!("start after kill -9 of both: {:?}", began.elapsed());
    assert!(!postgres.was_adopted());
    assert!(bystander.try_wait().unwrap().is_none(), "a process that is not PostgreSQL is left alone");
    postgres.stop().await.unwrap();
    bystander.kill().unwrap();
    bystander.wait().unwrap();
}

#[tokio::test]
async fn a_changed_setting_replaces_a_server_that_was_left_behind() {
    let folder = closed_folder();
    let mut killed = program(folder.path());
    started(folder.path()).await;
    killed.kill().unwrap();
    killed.wait().unwrap();
    let postgres = PrivatePostgres::start(Settings { max_connections: 37, ..settings(folder.path()) }).await.unwrap();
    assert!(!postgres.was_adopted());
    let connections = ask::<String>(postgres.owner_options(), "SELECT current_setting('max_connections')");
    assert_eq!(connections.await.unwrap(), "37");
}

#[tokio::test]
async fn test_processes_share_one_server() {
    let folder = closed_folder();
    let shared = || Settings::for_tests(installed(), folder.path());
    let (one, two) = tokio::join!(private_postgres::start_for_tests(shared()), private_postgres::start_for_tests(shared()));
    let (one, two) = (one.unwrap(), two.unwrap());
    tell(one.owner_options(), "CREATE DATABASE mine").await.unwrap();
    let made = ask::<bool>(two.owner_options().database("mine"), "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'vector')");
    assert!(made.await.unwrap(), "new databases come with the extensions");
    assert!(stop_running(folder.path()).await.unwrap());
    assert!(!stop_running(folder.path()).await.unwrap());
}

#[tokio::test]
async fn a_server_that_cannot_start_again_is_given_up_with_the_reason() {
    let folder = closed_folder();
    let postgres = PrivatePostgres::start(settings(folder.path())).await.unwrap();
    let cluster = folder.path().join("postgres");
    // The disk goes bad while it runs.
    std::fs::remove_file(cluster.join("global/pg_control")).unwrap();
    kill(pid(&postgres));
    let reason = tokio::time::timeout(Duration::from_secs(60), postgres.wait_for_exit()).await.unwrap();
    assert!(reason.unwrap().contains("pg_control"));
    assert!(matches!(postgres.state(), State::Failed(_)));
}

#[tokio::test]
async fn dropping_it_stops_the_server() {
    let folder = closed_folder();
    let postgres = PrivatePostgres::start(settings(folder.path())).await.unwrap();
    let server = pid(&postgres);
    drop(postgres);
    assert!(!Path::new(&format!("/proc/{server}")).exists());
    assert!(!folder.path().join("postgres/postmaster.pid").exists(), "stopped cleanly");
}
