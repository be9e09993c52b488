//! Whether somebody is of age: from the date of birth, which is kept sealed and shown to nobody.

use async_trait::async_trait;
use axum::Extension;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;
use contracts::age::Ages;
use garde::Validate;
use kernel::{Audit, Data, Kernel, MasterSecret, Person, Problem, Result, TenantTx, Valid, seal::Sealer};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

const OF_AGE: i32 = 18;
/// Nobody was ever older.
const OLDEST: i32 = 125;
/// Different dates that one may give before it counts for good.
const MOST_ATTEMPTS: i32 = 3;

/// What dates of birth are sealed for, each to its person.
pub const BIRTH_DATES: &str = "dates of birth";

/// Age checks, and the key that dates of birth are sealed with.
pub struct AgeChecks {
    sealer: Sealer,
}

impl AgeChecks {
    #[must_use]
    pub fn new(secret: &MasterSecret) -> Arc<Self> {
        Arc::new(Self { sealer: secret.sealer(BIRTH_DATES) })
    }
}

#[must_use]
pub fn age_routes(checks: Arc<AgeChecks>) -> OpenApiRouter<Kernel> {
    OpenApiRouter::new().routes(routes!(verify_age)).routes(routes!(get_age)).layer(Extension(checks))
}

#[async_trait]
impl Ages for AgeChecks {
    async fn is_adult(&self, tx: &mut PgConnection) -> Result<bool> {
        let adult = sqlx::query_scalar!("SELECT adult FROM age_checks WHERE user_id = app.user_id()").fetch_optional(tx).await?;
        Ok(adult.unwrap_or(false))
    }
}

/// What is known of one's age. The date itself is never shown.
#[derive(Debug, Serialize, ToSchema)]
pub struct Age {
    /// Found to be 18 or older.
    pub verified: bool,
    /// When that was looked at last; null when never.
    pub checked_at: Option<DateTime<Utc>>,
    /// How many other dates may still be given; none once verified.
    pub attempts_left: i32,
}

struct Row {
    birth_date: Vec<u8>,
    adult: bool,
    attempts: i32,
    checked_at: DateTime<Utc>,
}

impl Age {
    fn of(row: Option<&Row>) -> Self {
        match row {
            None => Self { verified: false, checked_at: None, attempts_left: MOST_ATTEMPTS },
            Some(row) => Self {
                verified: row.adult,
                checked_at: Some(row.checked_at),
                attempts_left: if row.adult { 0 } else { MOST_ATTEMPTS.saturating_sub(row.attempts).max(0) },
            },
        }
    }
}

async fn load(tx: &mut TenantTx, user_id: Uuid) -> Result<Option<Row>> {
    let row = sqlx::query_as!(Row, "SELECT birth_date, adult, attempts, checked_at FROM age_checks WHERE user_id = $1 FOR UPDATE", user_id);
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// The day on which somebody is of age. Born on 29 February one comes of age on 1 March: on 28 February the day has not come.
fn comes_of_age(born: NaiveDate) -> Option<NaiveDate> {
    let year = born.year().checked_add(OF_AGE)?;
    NaiveDate::from_ymd_opt(year, born.month(), born.day()).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
}

fn is_of_age(born: NaiveDate, today: NaiveDate) -> bool {
    comes_of_age(born).is_some_and(|day| day <= today)
}

/// Whether one's age was verified.
#[utoipa::path(get, path = "/users/me/age", tag = "users", security(("bearer" = [])), responses((status = 200, body = Data<Age>)))]
async fn get_age(caller: Person) -> Result<Data<Age>> {
    let mut tx = caller.tenant_tx().await?;
    Ok(Data { data: Age::of(load(&mut tx, caller.principal.user_id).await?.as_ref()) })
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
struct BirthDate {
    #[garde(skip)]
    date_of_birth: NaiveDate,
}

/// Looks whether one is 18 or older today, in the workspace's time zone. Verified, it stays so; else another date may be given twice, and
/// the same one again at any time. 409 `already_verified`, `no_attempts_left`; 422 for a date that nobody alive was born on.
#[utoipa::path(post, path = "/users/verify-age", tag = "users", security(("bearer" = [])), request_body = BirthDate, responses((status = 200, body = Data<Age>)))]
async fn verify_age(caller: Person, Extension(checks): Extension<Arc<AgeChecks>>, Valid(birth): Valid<BirthDate>) -> Result<Data<Age>> {
    let user_id = caller.principal.user_id;
    let born = birth.date_of_birth;
    let mut tx = caller.tenant_tx().await?;
    // Two at once follow one another, also when there is no row yet.
    sqlx::query_scalar!("SELECT pg_advisory_xact_lock(hashtextextended('age:' || $1::text, 0))", user_id.to_string())
        .fetch_one(&mut *tx)
        .await?;
    let (tenant_id, now) = (tx.tenant_id(), tx.now());
    let zone = sqlx::query_scalar!("SELECT time_zone FROM tenants WHERE tenant_id = $1", tenant_id).fetch_one(&mut *tx).await?;
    let zone: Tz = zone.parse().map_err(|_| Problem::internal(format!("the workspace's time zone {zone} is unknown")))?;
    let today = now.with_timezone(&zone).date_naive();
    if born > today || born.year() < today.year().saturating_sub(OLDEST) {
        return Err(Problem::invalid("date_of_birth", "impossible", "is no date on which somebody alive was born"));
    }
    let before = load(&mut tx, user_id).await?;
    if before.as_ref().is_some_and(|row| row.adult) {
        return Err(Problem::conflict("already_verified", "Your age is verified already, and stays so."));
    }
    let about = user_id.to_string();
    let text = born.to_string();
    let same = before.as_ref().is_some_and(|row| checks.sealer.open(&about, &row.birth_date).is_some_and(|date| date == text.as_bytes()));
    let given = before.as_ref().map_or(0, |row| row.attempts);
    if !same && given >= MOST_ATTEMPTS {
        return Err(Problem::conflict("no_attempts_left", "You have given as many dates as may be. The last one counts."));
    }
    let row = Row {
        birth_date: checks.sealer.seal(&about, text.as_bytes())?,
        adult: is_of_age(born, today),
        attempts: if same { given } else { given.saturating_add(1) },
        checked_at: now,
    };
    sqlx::query!(
        "INSERT INTO age_checks (user_id, birth_date, adult, attempts, checked_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (user_id) DO UPDATE SET birth_date = excluded.birth_date, adult = excluded.adult, attempts = excluded.attempts,
           checked_at = excluded.checked_at",
        user_id,
        row.birth_date,
        row.adult,
        row.attempts,
        row.checked_at
    )
    .execute(&mut *tx)
    .await?;
    // Never the date: the log is read by others.
    tx.audit(Audit::new("age.checked", "user").target(user_id).after(&json!({ "of_age": row.adult, "attempt": row.attempts })));
    tx.commit().await?;
    Ok(Data { data: Age::of(Some(&row)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn one_comes_of_age_on_ones_birthday_and_not_the_day_before() {
        assert!(!is_of_age(date("2008-03-11"), date("2026-03-10")));
        assert!(is_of_age(date("2008-03-10"), date("2026-03-10")));
        assert!(is_of_age(date("1990-12-31"), date("2026-03-10")));
    }

    #[test]
    fn who_was_born_on_a_leap_day_waits_for_the_first_of_march() {
        assert!(!is_of_age(date("2008-02-29"), date("2026-02-28")));
        assert!(is_of_age(date("2008-02-29"), date("2026-03-01")));
        assert!(is_of_age(date("2008-02-28"), date("2026-02-28")));
        assert_eq!(comes_of_age(NaiveDate::MAX), None);
    }
}
