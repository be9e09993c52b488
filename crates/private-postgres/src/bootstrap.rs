//! What a new database gets before the first migration: the roles, the extensions, the database itself.
//!
//! The statements are plain text and not `sqlx::query!`: this crate starts the very database that those
//! macros are checked against.

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection, Executor};

use crate::endpoint::{DATABASE, Endpoint};
use crate::settings::Purpose;

const ROLES: &str = include_str!("sql/roles.sql");
const EXTENSIONS: &str = include_str!("sql/extensions.sql");
const IS_THERE: &str = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = 'dealsmart')";
const CREATE: &str = "CREATE DATABASE dealsmart OWNER dealsmart_owner";
const ACCESS: &str = "REVOKE ALL ON DATABASE dealsmart FROM PUBLIC;
                      GRANT CONNECT, TEMPORARY ON DATABASE dealsmart TO dealsmart_program";
const TESTS_MAY_CREATE_DATABASES: &str = "ALTER ROLE dealsmart_owner CREATEDB";

pub(crate) async fn run(endpoint: &Endpoint, purpose: Purpose) -> Result<(), sqlx::Error> {
    let options = endpoint.superuser_options().disable_statement_logging();
    let mut connection = connect(&options, "postgres").await?;
    let is_there: bool = sqlx::query_scalar(IS_THERE).fetch_one(&mut connection).await?;
    if is_there && purpose == Purpose::Tests {
        // The database is made last, so all is done; and a look into template1 would disturb other tests,
        // which cannot create databases from it while anybody is connected to it.
        return connection.close().await;
    }
    connection.execute(sqlx::raw_sql(ROLES)).await?;
    if !is_there {
        let mut template = connect(&options, "template1").await?;
        template.execute(sqlx::raw_sql(EXTENSIONS)).await?;
        template.close().await?;
        if purpose == Purpose::Tests {
            connection.execute(sqlx::raw_sql(TESTS_MAY_CREATE_DATABASES)).await?;
        }
        connection.execute(sqlx::raw_sql(CREATE)).await?;
    }
    connection.execute(sqlx::raw_sql(ACCESS)).await?;
    connection.close().await?;

    if purpose == Purpose::Production {
        let mut database = connect(&options, DATABASE).await?;
        database.execute(sqlx::raw_sql(EXTENSIONS)).await?;
        database.close().await?;
    }
    Ok(())
}

async fn connect(options: &PgConnectOptions, database: &str) -> Result<PgConnection, sqlx::Error> {
    PgConnection::connect_with(&options.clone().database(database)).await
}
