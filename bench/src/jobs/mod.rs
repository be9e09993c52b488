//! Measures the job engine and its peers, one after the other, on the same PostgreSQL.

mod ours;
mod peers;
mod redis;

use anyhow::Result;
use clap::Parser;
use serde::{Deserialize, Serialize};
use sqlx::{Connection, PgConnection};
use std::path::PathBuf;

#[derive(Debug, Parser)]
pub struct Arguments {
    /// A migrated database, as the role that owns it; the peers make schemas of their own in it.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: String,
    /// Jobs of the backlog that is drained.
    #[arg(long, default_value_t = 100_000)]
    pub jobs: u32,
    /// Jobs per second while pick-up is measured, and for how many seconds.
    #[arg(long, default_value_t = 200)]
    pub rate: u32,
    #[arg(long, default_value_t = 20)]
    pub seconds: u32,
    /// How often everything is measured.
    #[arg(long, default_value_t = 1)]
    pub rounds: u32,
    /// Places of our queue: the jobs that run at the same time.
    #[arg(long, default_value_t = 1_000)]
    pub places: usize,
    /// Tenants that the backlog is spread over.
    #[arg(long, default_value_t = 10)]
    pub tenants: u32,
    /// Only ours.
    #[arg(long)]
    pub alone: bool,
    /// The folder with the peers' programs.
    #[arg(long, default_value = "bench/peers/jobs")]
    pub peers: PathBuf,
}

/// What was measured of one.
#[derive(Debug, Serialize, Deserialize)]
pub struct Figures {
    pub name: String,
    pub drained_per_second: f64,
    pub picked_up: usize,
    pub lost: i64,
    pub p50_ms: Option<f64>,
    pub p99_ms: Option<f64>,
    pub max_ms: Option<f64>,
}

/// # Errors
/// When the database or a peer cannot be used.
pub async fn run(arguments: Arguments) -> Result<()> {
    print_durability(&arguments.database_url).await?;
    println!("{} jobs drained; picked up at {}/s for {} s\n", arguments.jobs, arguments.rate, arguments.seconds);
    println!("{:<44} {:>10} {:>9} {:>9} {:>9} {:>6}", "", "drained/s", "p50 ms", "p99 ms", "max ms", "lost");
    for _ in 0..arguments.rounds.max(1) {
        for figures in ours::measure(&arguments).await? {
            print(&figures);
        }
        if !arguments.alone {
            peers::measure(&arguments, print).await?;
        }
        println!();
    }
    Ok(())
}

fn print(figures: &Figures) {
    let ms = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"));
    println!(
        "{:<44} {:>10.0} {:>9} {:>9} {:>9} {:>6}",
        figures.name,
        figures.drained_per_second,
        ms(figures.p50_ms),
        ms(figures.p99_ms),
        ms(figures.max_ms),
        figures.lost
    );
}

/// Figures without fsync are none.
async fn print_durability(url: &str) -> Result<()> {
    let mut db = PgConnection::connect(url).await?;
    let (version, fsync, commit, sync): (String, String, String, String) = sqlx::query_as(
        "SELECT current_setting('server_version'), current_setting('fsync'), current_setting('synchronous_commit'), current_setting('wal_sync_method')",
    )
    .fetch_one(&mut db)
    .await?;
    println!("PostgreSQL {version}: fsync {fsync}, synchronous_commit {commit}, wal_sync_method {sync}");
    if fsync != "on" || commit != "on" {
        println!("NOT DURABLE: these figures say nothing about a production database");
    }
    Ok(())
}
