//! The letter with what was not looked at in the app: a while after the first, so that several make one letter, and never
//! in somebody's quiet hours.

use async_trait::async_trait;
use chrono::{DateTime, Duration, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use contracts::mail::Mail;
use jobs::{Handler, Job};
use kernel::{Db, NewJob, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

pub const DIGEST: &str = "notifications.digest";
/// How long there is to look in the app first.
const WAIT: Duration = Duration::minutes(5);
/// Notifications that a letter shows; it says how many more there are.
const MOST_SHOWN: usize = 20;

#[derive(Deserialize)]
struct Whose {
    user_id: Uuid,
}

fn payload(user_id: Uuid) -> Value {
    json!({ "user_id": user_id })
}

/// One that waits is enough.
pub fn job(user_id: Uuid) -> NewJob {
    NewJob::new(DIGEST, payload(user_id)).unless_waiting(user_id.to_string()).after(WAIT)
}

pub struct Digest {
    pub db: Db,
}

#[async_trait]
impl Handler for Digest {
    async fn run(&self, job: &Job) -> Result<()> {
        let Whose { user_id } = job.payload()?;
        let mut tx = self.db.tenant(&job.ctx()).await?;
        let now = tx.now();
        let reader = sqlx::query!(
            r#"SELECT u.name, u.email, u.email_verified_at, coalesce(nullif(u.time_zone, ''), t.time_zone) AS "time_zone!", t.name AS workspace,
                 q.begins AS "begins?", q.ends AS "ends?"
               FROM members m JOIN users u ON u.id = m.user_id JOIN tenants t ON t.tenant_id = m.tenant_id
               LEFT JOIN quiet_hours q ON q.tenant_id = m.tenant_id AND q.user_id = m.user_id
               WHERE m.tenant_id = $1 AND m.user_id = $2 AND m.suspended_at IS NULL"#,
            job.tenant_id,
            user_id
        )
        .fetch_optional(&mut *tx)
        .await?
        .filter(|reader| reader.email_verified_at.is_some());
        let Some(reader) = reader else {
            job.finish(&mut tx).await?;
            return tx.commit().await;
        };
        let quiet = reader.begins.zip(reader.ends).and_then(|hours| quiet_until(now, &reader.time_zone, hours));
        if let Some(until) = quiet {
            tx.enqueue(NewJob::new(DIGEST, payload(user_id)).unless_waiting(user_id.to_string()).at(until));
            job.finish(&mut tx).await?;
            return tx.commit().await;
        }
        let unseen = sqlx::query!(
            "UPDATE notifications SET emailed_at = $3
             WHERE tenant_id = $1 AND user_id = $2 AND by_email AND emailed_at IS NULL AND read_at IS NULL
             RETURNING title, body, count, conversation_id, updated_at",
            job.tenant_id,
            user_id,
            now
        )
        .fetch_all(&mut *tx)
        .await?;
        if !unseen.is_empty() {
            let mut unseen = unseen;
            unseen.sort_by_key(|one| one.updated_at);
            let items: Vec<Value> = unseen
                .iter()
                .take(MOST_SHOWN)
                .map(|one| {
                    let path = one.conversation_id.map_or_else(|| "/settings/webhooks".to_owned(), |id| format!("/inbox/{id}"));
                    json!({ "title": one.title, "body": one.body, "count": one.count, "path": path })
                })
                .collect();
            let data = json!({
                "name": reader.name,
                "workspace": reader.workspace,
                "count": unseen.len(),
                "more": unseen.len().saturating_sub(items.len()),
                "items": items,
            });
            tx.enqueue(Mail::new(reader.email, "notifications", data).job()?);
        }
        job.finish(&mut tx).await?;
        tx.commit().await
    }
}

/// When the quiet hours that `now` is in end; none when it is in none. An unknown time zone counts as UTC. An end that a change of
/// clocks leaves out is an hour later.
fn quiet_until(now: DateTime<Utc>, time_zone: &str, (begins, ends): (NaiveTime, NaiveTime)) -> Option<DateTime<Utc>> {
    let zone: Tz = time_zone.parse().unwrap_or(Tz::UTC);
    let local = now.with_timezone(&zone);
    let time = local.time();
    let quiet = if begins < ends { (begins..ends).contains(&time) } else { time >= begins || time < ends };
    if !quiet {
        return None;
    }
    let today = local.date_naive();
    let day = if time < ends { today } else { today.succ_opt()? };
    let end = day.and_time(ends);
    let at = zone.from_local_datetime(&end).earliest().or_else(|| zone.from_local_datetime(&(end + Duration::hours(1))).earliest())?;
    Some(at.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn until(now: &str, zone: &str, begins: u32, ends: u32) -> Option<String> {
        let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
        quiet_until(now.parse().unwrap(), zone, (at(begins), at(ends))).map(|at| at.to_rfc3339())
    }

    #[test]
    fn nights_go_over_midnight_and_days_do_not() {
        assert_eq!(until("2026-03-10T23:00:00Z", "UTC", 22, 7).unwrap(), "2026-03-11T07:00:00+00:00");
        assert_eq!(until("2026-03-10T05:00:00Z", "UTC", 22, 7).unwrap(), "2026-03-10T07:00:00+00:00");
        assert_eq!(until("2026-03-10T07:00:00Z", "UTC", 22, 7), None);
        assert_eq!(until("2026-03-10T12:30:00Z", "UTC", 12, 13).unwrap(), "2026-03-10T13:00:00+00:00");
        assert_eq!(until("2026-03-10T13:00:00Z", "UTC", 12, 13), None);
    }

    #[test]
    fn they_are_the_members_own_hours() {
        // 07:30 in Berlin, and 23:30 in Los Angeles.
        assert_eq!(until("2026-03-10T06:30:00Z", "Europe/Berlin", 22, 7), None);
        assert_eq!(until("2026-03-10T06:30:00Z", "America/Los_Angeles", 22, 7).unwrap(), "2026-03-10T14:00:00+00:00");
        assert_eq!(until("2026-03-10T06:30:00Z", "Nowhere/Atlantis", 22, 7).unwrap(), "2026-03-10T07:00:00+00:00");
        // Two o'clock is left out that night in Berlin.
        assert_eq!(until("2026-03-29T00:30:00Z", "Europe/Berlin", 1, 2).unwrap(), "2026-03-29T01:00:00+00:00");
    }
}
