//! What was used and what it cost.

use chrono::NaiveDate;
use kernel::{Result, TenantTx};
use serde::Serialize;
use utoipa::ToSchema;

use super::budget::Budget;

#[derive(Debug, Serialize, ToSchema)]
pub struct Usage {
    /// Month of the first day, `2026-11`.
    pub month: String,
    pub from: NaiveDate,
    /// The last day that is counted.
    pub to: NaiveDate,
    pub calls: i64,
    pub cost_micros: i64,
    pub input_tokens: i64,
    pub output_tokens: i64,
    pub budget: Budget,
    pub by_provider: Vec<ProviderUsage>,
    pub by_day: Vec<DayUsage>,
    pub suggestions: SuggestionUsage,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ProviderUsage {
    pub provider: String,
    pub model: String,
    pub calls: i64,
    pub input_tokens: i64,
    pub output_tokens: i64,
    pub cost_micros: i64,
    pub p50_ms: i32,
    pub p95_ms: i32,
    /// Calls that gave no answer; a refusal or a rejected draft is not one.
    pub failures: i64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct DayUsage {
    pub date: NaiveDate,
    pub calls: i64,
    pub cost_micros: i64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestionUsage {
    pub total: i64,
    pub accepted: i64,
    pub edited: i64,
    pub rejected: i64,
}

impl Usage {
    /// From the first day through the last, UTC.
    pub async fn load(tx: &mut TenantTx, from: NaiveDate, to: NaiveDate, month: NaiveDate) -> Result<Self> {
        let tenant_id = tx.tenant_id();
        let by_provider = sqlx::query_as!(
            ProviderUsage,
            r#"SELECT provider, model, count(*) AS "calls!", sum(input_tokens)::bigint AS "input_tokens!",
                      sum(output_tokens)::bigint AS "output_tokens!", sum(cost_micros)::bigint AS "cost_micros!",
                      percentile_disc(0.5) WITHIN GROUP (ORDER BY latency_ms) AS "p50_ms!",
                      percentile_disc(0.95) WITHIN GROUP (ORDER BY latency_ms) AS "p95_ms!",
                      count(*) FILTER (WHERE outcome NOT IN ('ok', 'refused', 'rejected')) AS "failures!"
               FROM ai_calls
               WHERE tenant_id = $1 AND created_at >= $2::date::timestamp AT TIME ZONE 'UTC'
                 AND created_at < ($3::date + 1)::timestamp AT TIME ZONE 'UTC'
               GROUP BY provider, model ORDER BY sum(cost_micros) DESC, count(*) DESC, provider, model"#,
            tenant_id,
            from,
            to
        )
        .fetch_all(&mut **tx)
        .await?;
        let by_day = sqlx::query_as!(
            DayUsage,
            r#"SELECT (created_at AT TIME ZONE 'UTC')::date AS "date!", count(*) AS "calls!", sum(cost_micros)::bigint AS "cost_micros!"
               FROM ai_calls
               WHERE tenant_id = $1 AND created_at >= $2::date::timestamp AT TIME ZONE 'UTC'
                 AND created_at < ($3::date + 1)::timestamp AT TIME ZONE 'UTC'
               GROUP BY 1 ORDER BY 1"#,
            tenant_id,
            from,
            to
        )
        .fetch_all(&mut **tx)
        .await?;
        let suggestions = sqlx::query_as!(
            SuggestionUsage,
            r#"SELECT count(*) AS "total!", count(*) FILTER (WHERE status = 'accepted') AS "accepted!",
                      count(*) FILTER (WHERE status = 'edited') AS "edited!", count(*) FILTER (WHERE status = 'rejected') AS "rejected!"
               FROM suggestions
               WHERE tenant_id = $1 AND created_at >= $2::date::timestamp AT TIME ZONE 'UTC'
                 AND created_at < ($3::date + 1)::timestamp AT TIME ZONE 'UTC'"#,
            tenant_id,
            from,
            to
        )
        .fetch_one(&mut **tx)
        .await?;
        Ok(Self {
            month: from.format("%Y-%m").to_string(),
            from,
            to,
            calls: by_provider.iter().map(|row| row.calls).sum(),
            cost_micros: by_provider.iter().map(|row| row.cost_micros).sum(),
            input_tokens: by_provider.iter().map(|row| row.input_tokens).sum(),
            output_tokens: by_provider.iter().map(|row| row.output_tokens).sum(),
            budget: Budget::load(tx, month).await?,
            by_provider,
            by_day,
            suggestions,
        })
    }
}
