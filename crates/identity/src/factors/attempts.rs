//! How many wrong codes somebody may enter. Only who has the password, or the session, gets as far as a code, so nobody is
//! locked out by strangers; and who has the password and guesses on waits longer each time.

use chrono::{DateTime, Duration, Utc};
use kernel::{Problem, Result};
use sqlx::PgConnection;
use uuid::Uuid;

/// So many, then a pause.
const IN_A_ROW: i32 = 5;

/// After how many wrong ones how long a pause.
fn pause(failed: i32) -> Duration {
    match failed.checked_div(IN_A_ROW) {
        Some(0) | None => Duration::zero(),
        Some(1) => Duration::minutes(15),
        Some(2) => Duration::hours(1),
        Some(3) => Duration::hours(4),
        Some(_) => Duration::hours(24),
    }
}

/// Locks the person's count until the transaction ends, so that guesses sent at once are counted one by one.
///
/// # Errors
/// 429 `too_many_attempts` during a pause.
pub(crate) async fn check(tx: &mut PgConnection, user_id: Uuid, now: DateTime<Utc>) -> Result<()> {
    let row = sqlx::query!(
        "INSERT INTO factor_attempts (user_id, failed, since) VALUES ($1, 0, $2)
         ON CONFLICT (user_id) DO UPDATE SET failed = factor_attempts.failed RETURNING failed, since",
        user_id,
        now
    )
    .fetch_one(tx)
    .await?;
    let until = row.since + pause(row.failed);
    if row.failed.checked_rem(IN_A_ROW) == Some(0) && now < until {
        let wait = u64::try_from((until - now).num_seconds()).unwrap_or(1);
        return Err(Problem::too_many("too_many_attempts", "Too many wrong codes. Wait a little, then try again.", wait));
    }
    Ok(())
}

pub(crate) async fn failed(tx: &mut PgConnection, user_id: Uuid, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("UPDATE factor_attempts SET failed = failed + 1, since = $2 WHERE user_id = $1", user_id, now).execute(tx).await?;
    Ok(())
}

pub(crate) async fn succeeded(tx: &mut PgConnection, user_id: Uuid) -> Result<()> {
    sqlx::query!("DELETE FROM factor_attempts WHERE user_id = $1", user_id).execute(tx).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_begin_with_the_fifth() {
        assert_eq!((pause(0), pause(4)), (Duration::zero(), Duration::zero()));
        let grown: Vec<i64> = [5, 10, 15, 20, 500].into_iter().map(|failed| pause(failed).num_minutes()).collect();
        assert_eq!(grown, [15, 60, 240, 1440, 1440]);
    }
}
