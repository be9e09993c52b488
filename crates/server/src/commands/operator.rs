//! `dealsmart operator`: who runs this installation. The way in for the first one, and the way out for the last.
//!
//! It acts as the owner of the database, which nobody reaches over the network; the program may not do what it does.

use crate::{database::Database, settings::Settings};
use clap::{Args, Subcommand};
use kernel::{Clock, SystemClock};
use sqlx::{Connection, PgConnection};
use std::process::ExitCode;

#[derive(Debug, Args)]
pub struct Operators {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Debug, Subcommand)]
pub enum Action {
    /// Make a user operator; they sign in with a second factor for it
    Grant { email: String },
    /// Take it from them again, at once
    Revoke { email: String },
    /// Show who is
    List,
}

pub fn run(Operators { action, settings }: Operators) -> ExitCode {
    super::run(settings, |settings| async move {
        let database = Database::beside(&settings).await?;
        database.migrate().await?;
        let mut owner = database.owner_connection().await?;
        let done = act(&mut owner, &action).await;
        owner.close().await?;
        if let Some(private) = &database.private {
            private.stop().await.map_err(anyhow::Error::msg)?;
        }
        println!("{}", done?);
        Ok(())
    })
}

/// Does it and says what was done.
///
/// # Errors
/// When nobody has that address, or the database cannot be reached.
pub async fn act(owner: &mut PgConnection, action: &Action) -> anyhow::Result<String> {
    let (id, now) = (SystemClock.id(), SystemClock.now());
    let (email, outcome) = match action {
        Action::List => return list(owner).await,
        Action::Grant { email } => {
            (email, sqlx::query_scalar!(r#"SELECT app.appoint_operator($1, $2, $3) AS "outcome!""#, email, id, now).fetch_one(owner).await?)
        }
        Action::Revoke { email } => {
            (email, sqlx::query_scalar!(r#"SELECT app.dismiss_operator($1, $2, $3) AS "outcome!""#, email, id, now).fetch_one(owner).await?)
        }
    };
    Ok(match outcome.as_str() {
        "granted" => format!("{email} is operator now. They sign in with a second factor and open /operator."),
        "revoked" => format!("{email} is no operator any more."),
        "already" => format!("{email} was operator already."),
        "none" => format!("{email} was no operator."),
        _ => anyhow::bail!("Nobody here has the address {email}. They register first: an operator is a user."),
    })
}

async fn list(owner: &mut PgConnection) -> anyhow::Result<String> {
    let operators =
        sqlx::query!(r#"SELECT email AS "email!", name AS "name!", since AS "since!" FROM app.list_operators()"#).fetch_all(owner).await?;
    if operators.is_empty() {
        return Ok("There is no operator. Make one with: dealsmart operator grant <e-mail>".into());
    }
    let lines: Vec<String> =
        operators.iter().map(|o| format!("{}  {}  since {}", o.email, o.name, o.since.format("%Y-%m-%d %H:%M UTC"))).collect();
    Ok(lines.join("\n"))
}
