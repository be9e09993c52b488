//! Secrets at rest, sealed anew under the present master secret, so that the one before can be forgotten.
//!
//! Every sealed column of the database stands in [`SEALED`]. A feature that seals something adds its line there.

use kernel::{Db, MasterSecret, Result, TenantCtx, seal::Sealer};
use sqlx::{AssertSqlSafe, PgConnection};
use uuid::Uuid;

/// Whose rows a table holds, which decides how they are reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The installation's; no policy hides them.
    Installation,
    /// A tenant's, by `app.tenant_id()`.
    Tenant,
    /// A person's, by `app.user_id()`.
    Person,
}

/// A column of sealed secrets (`bytea`).
#[derive(Debug, Clone, Copy)]
pub struct SealedColumn {
    pub table: &'static str,
    pub column: &'static str,
    pub whose: Whose,
    /// What the secret is sealed for: the purpose given to `MasterSecret::sealer`.
    pub purpose: &'static str,
    /// SQL that gives, as text, what the secret was bound to when it was sealed.
    pub about: &'static str,
    /// SQL that tells a row from the others of the same table and owner, as text.
    pub row: &'static str,
}

/// All of them.
pub const SEALED: &[SealedColumn] = &[
    SealedColumn {
        table: "signing_keys",
        column: "private_key",
        whose: Whose::Installation,
        purpose: identity::SIGNING_KEYS,
        about: "kid",
        row: "kid",
    },
    SealedColumn {
        table: "totp_secrets",
        column: "secret",
        whose: Whose::Person,
        purpose: identity::TOTP_SECRETS,
        about: "'totp ' || user_id::text",
        row: "user_id::text",
    },
    SealedColumn {
        table: "identity_providers",
        column: "client_secret",
        whose: Whose::Tenant,
        purpose: identity::PROVIDER_SECRETS,
        about: "'identity provider ' || tenant_id::text || ' ' || id::text",
        row: "id::text",
    },
    SealedColumn {
        table: "age_checks",
        column: "birth_date",
        whose: Whose::Person,
        purpose: identity::BIRTH_DATES,
        about: "user_id::text",
        row: "user_id::text",
    },
    SealedColumn {
        table: "idempotency_keys",
        column: "answer",
        whose: Whose::Tenant,
        purpose: kernel::idempotency::PURPOSE,
        about: "tenant_id::text || ' ' || actor_id::text || ' ' || key",
        row: "actor_id::text || ' ' || key",
    },
];

/// What was done in a column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    pub sealed_anew: u64,
    /// Under the present secret already.
    pub current: u64,
    /// Under neither secret: nobody can read them.
    pub lost: u64,
}

/// Seals one column anew. It may run beside the program, and again.
///
/// # Errors
/// 503 when the database is not there.
pub async fn reseal(db: &Db, secret: &MasterSecret, column: &SealedColumn) -> Result<Done> {
    let sealer = secret.sealer(column.purpose);
    let mut done = Done::default();
    match column.whose {
        Whose::Installation => {
            let mut connection = db.outside_tenants().acquire().await?;
            reseal_rows(&mut connection, &sealer, column, &mut done).await?;
        }
        Whose::Tenant => {
            let tenants: Vec<Uuid> =
                sqlx::query_scalar!(r#"SELECT tenant_id AS "tenant_id!" FROM app.all_tenants()"#).fetch_all(db.outside_tenants()).await?;
            for tenant_id in tenants {
                let mut tx = db.tenant(&TenantCtx::system(tenant_id)).await?;
                reseal_rows(&mut tx, &sealer, column, &mut done).await?;
                tx.commit().await?;
            }
        }
        Whose::Person => {
            let users: Vec<Uuid> =
                sqlx::query_scalar!(r#"SELECT id AS "id!" FROM app.all_users() AS id"#).fetch_all(db.outside_tenants()).await?;
            for user_id in users {
                let mut tx = db.person(user_id).await?;
                reseal_rows(&mut tx, &sealer, column, &mut done).await?;
                tx.commit().await?;
            }
        }
    }
    Ok(done)
}

async fn reseal_rows(connection: &mut PgConnection, sealer: &Sealer, column: &SealedColumn, done: &mut Done) -> Result<()> {
    let SealedColumn { table, column, about, row, .. } = column;
    // Names and expressions of the list above. Which tables there are is not known to the compiler, so these are checked by a test.
    let select = format!("SELECT {row}, {about}, {column} FROM {table} WHERE {column} IS NOT NULL");
    let update = format!("UPDATE {table} SET {column} = $1 WHERE {row} = $2 AND {column} = $3");
    let rows: Vec<(String, String, Vec<u8>)> = sqlx::query_as(AssertSqlSafe(select)).fetch_all(&mut *connection).await?;
    for (row, about, sealed) in rows {
        match sealer.anew(&about, &sealed) {
            Some(anew) => {
                // What was changed meanwhile was sealed by a program that has the present secret.
                sqlx::query(AssertSqlSafe(update.clone())).bind(anew).bind(row).bind(sealed).execute(&mut *connection).await?;
                done.sealed_anew = done.sealed_anew.saturating_add(1);
            }
            None if sealer.open(&about, &sealed).is_some() => done.current = done.current.saturating_add(1),
            None => done.lost = done.lost.saturating_add(1),
        }
    }
    Ok(())
}
