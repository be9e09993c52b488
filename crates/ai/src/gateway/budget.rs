//! A tenant's monthly cap and what was spent against it.
//!
//! Before a call its greatest cost is set aside in the tenant's row of the month, which is locked
//! meanwhile; after it the real cost is booked. Calls made at the same time see each other's
//! reservations, so together they overshoot the cap by no more than one call.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeDelta, Utc};
use kernel::{Clock, Db, Problem, Result, TenantCtx, TenantTx};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::providers::chain::{Attempt, Meter, MeterError};

/// A reservation older than this belongs to a process that died: no call takes so long.
const RESERVATION_LIFE: TimeDelta = TimeDelta::minutes(5);

/// The first day of the month, UTC.
pub fn month_of(now: DateTime<Utc>) -> NaiveDate {
    let day = now.date_naive();
    day.checked_sub_days(Days::new(u64::from(day.day0()))).unwrap_or(day)
}

/// The problem that names the cap.
pub fn exhausted() -> Problem {
    Problem::too_many(
        "ai_budget_exhausted",
        "The workspace's monthly cap for AI is reached. Raise it under AI usage, or wait for the next month.",
        24 * 60 * 60,
    )
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Budget {
    /// Micro-dollars a month; null: no cap.
    pub cap_micros: Option<i64>,
    pub spent_micros: i64,
    /// `2026-11`.
    pub month: String,
    /// Calls that cost money are not made any more this month.
    pub exhausted: bool,
}

impl Budget {
    pub async fn load(tx: &mut TenantTx, month: NaiveDate) -> Result<Self> {
        let tenant_id = tx.tenant_id();
        let row = sqlx::query!(
            r#"SELECT (SELECT cap_micros FROM ai_budgets WHERE tenant_id = $1) AS cap_micros,
                      coalesce((SELECT spent_micros FROM ai_months WHERE tenant_id = $1 AND month = $2), 0) AS "spent_micros!""#,
            tenant_id,
            month
        )
        .fetch_one(&mut **tx)
        .await?;
        Ok(Self {
            cap_micros: row.cap_micros,
            spent_micros: row.spent_micros,
            month: month.format("%Y-%m").to_string(),
            exhausted: row.cap_micros.is_some_and(|cap| row.spent_micros >= cap),
        })
    }

    pub async fn set_cap(tx: &mut TenantTx, cap_micros: Option<i64>) -> Result<()> {
        let (tenant_id, now) = (tx.tenant_id(), tx.now());
        sqlx::query!(
            "INSERT INTO ai_budgets (tenant_id, cap_micros, updated_at) VALUES ($1, $2, $3)
             ON CONFLICT (tenant_id) DO UPDATE SET cap_micros = excluded.cap_micros, updated_at = excluded.updated_at",
            tenant_id,
            cap_micros,
            now
        )
        .execute(&mut **tx)
        .await?;
        Ok(())
    }
}

/// Meters the calls of one tenant for one purpose.
pub struct TenantMeter {
    db: Db,
    clock: Arc<dyn Clock>,
    ctx: TenantCtx,
    purpose: &'static str,
}

pub struct Reservation {
    id: Uuid,
    /// A call that runs over midnight is booked where it was admitted.
    month: NaiveDate,
}

impl TenantMeter {
    pub fn new(db: Db, clock: Arc<dyn Clock>, ctx: TenantCtx, purpose: &'static str) -> Self {
        Self { db, clock, ctx, purpose }
    }

    async fn set_aside(&self, estimate_micros: i64) -> Result<Option<Reservation>> {
        let mut tx = self.db.tenant(&self.ctx).await?;
        let (tenant_id, now) = (self.ctx.tenant_id, self.clock.now());
        let month = month_of(now);
        sqlx::query!("INSERT INTO ai_months (tenant_id, month) VALUES ($1, $2) ON CONFLICT DO NOTHING", tenant_id, month)
            .execute(&mut *tx)
            .await?;
        let spent =
            sqlx::query_scalar!("SELECT spent_micros FROM ai_months WHERE tenant_id = $1 AND month = $2 FOR UPDATE", tenant_id, month)
                .fetch_one(&mut *tx)
                .await?;
        sqlx::query!("DELETE FROM ai_reservations WHERE tenant_id = $1 AND expires_at <= $2", tenant_id, now).execute(&mut *tx).await?;
        let row = sqlx::query!(
            r#"SELECT (SELECT cap_micros FROM ai_budgets WHERE tenant_id = $1) AS cap_micros,
                      (SELECT coalesce(sum(amount_micros), 0)::bigint FROM ai_reservations WHERE tenant_id = $1 AND month = $2) AS "reserved!""#,
            tenant_id,
            month
        )
        .fetch_one(&mut *tx)
        .await?;
        if row.cap_micros.is_some_and(|cap| spent.saturating_add(row.reserved) >= cap) {
            return Ok(None);
        }
        let id = tx.new_id();
        sqlx::query!(
            "INSERT INTO ai_reservations (tenant_id, id, month, amount_micros, expires_at) VALUES ($1, $2, $3, $4, $5)",
            tenant_id,
            id,
            month,
            estimate_micros,
            now + RESERVATION_LIFE
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(Some(Reservation { id, month }))
    }

    /// Books an attempt, also one that cost nothing.
    pub async fn book(&self, reservation: Option<Reservation>, attempt: Attempt) -> Result<Uuid> {
        let mut tx = self.db.tenant(&self.ctx).await?;
        let (tenant_id, now, id) = (self.ctx.tenant_id, tx.now(), tx.new_id());
        let month = reservation.as_ref().map_or_else(|| month_of(now), |reservation| reservation.month);
        if let Some(reservation) = &reservation {
            sqlx::query!("DELETE FROM ai_reservations WHERE tenant_id = $1 AND id = $2", tenant_id, reservation.id)
                .execute(&mut *tx)
                .await?;
        }
        if attempt.cost_micros > 0 {
            sqlx::query!(
                "INSERT INTO ai_months (tenant_id, month, spent_micros) VALUES ($1, $2, $3)
                 ON CONFLICT (tenant_id, month) DO UPDATE SET spent_micros = ai_months.spent_micros + excluded.spent_micros",
                tenant_id,
                month,
                attempt.cost_micros
            )
            .execute(&mut *tx)
            .await?;
        }
        let request_id = Some(kernel::problem::request_id()).filter(|id| !id.is_empty());
        sqlx::query!(
            "INSERT INTO ai_calls (tenant_id, id, purpose, provider, model, outcome, input_tokens, output_tokens, cost_micros, latency_ms, request_id, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            tenant_id,
            id,
            self.purpose,
            attempt.kind.as_str(),
            attempt.model,
            attempt.outcome,
            i32::try_from(attempt.usage.input_tokens).unwrap_or(i32::MAX),
            i32::try_from(attempt.usage.output_tokens).unwrap_or(i32::MAX),
            attempt.cost_micros,
            i32::try_from(attempt.latency.as_millis()).unwrap_or(i32::MAX),
            request_id,
            now
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Says afterwards that a booked call's draft was refused by the verifier.
    pub async fn mark_rejected(&self, call_id: Uuid) -> Result<()> {
        let mut tx = self.db.tenant(&self.ctx).await?;
        sqlx::query!("UPDATE ai_calls SET outcome = 'rejected' WHERE tenant_id = $1 AND id = $2", self.ctx.tenant_id, call_id)
            .execute(&mut *tx)
            .await?;
        tx.commit().await
    }
}

#[async_trait]
impl Meter for TenantMeter {
    type Reservation = Reservation;

    async fn reserve(&self, estimate_micros: i64) -> std::result::Result<Reservation, MeterError> {
        match self.set_aside(estimate_micros).await {
            Ok(Some(reservation)) => Ok(reservation),
            Ok(None) => Err(MeterError::BudgetExhausted),
            Err(problem) => Err(MeterError::Failed(problem.into())),
        }
    }

    async fn settle(&self, reservation: Option<Reservation>, attempt: Attempt) -> std::result::Result<Uuid, MeterError> {
        self.book(reservation, attempt).await.map_err(|problem| MeterError::Failed(problem.into()))
    }
}

/// The first moment after the month.
pub fn month_end(month: NaiveDate) -> NaiveDate {
    month.checked_add_months(Months::new(1)).unwrap_or(month)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_month_begins_on_its_first_day_in_utc() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().with_timezone(&Utc);
        assert_eq!(month_of(at("2026-11-30T23:59:59Z")).to_string(), "2026-11-01");
        assert_eq!(month_of(at("2026-12-01T00:30:00+02:00")).to_string(), "2026-11-01");
        assert_eq!(month_end(month_of(at("2026-12-15T00:00:00Z"))).to_string(), "2027-01-01");
    }
}
