//! Usage, budget and providers over HTTP.

use std::sync::Arc;

use axum::Extension;
use chrono::{Datelike, Days, NaiveDate};
use garde::Validate;
use kernel::{Audit, Can, Data, Kernel, Problem, Query, Result, Valid, extract::given, grants};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::gateway::Gateway;
use crate::gateway::budget::{Budget, month_end, month_of};
use crate::gateway::usage::Usage;
use crate::providers::ProviderKind;
use crate::providers::breaker::BreakerState;

/// A report over more days would be a scan of everything.
const MOST_DAYS: i64 = 366;

pub(crate) fn router(gateway: Arc<Gateway>) -> OpenApiRouter<Kernel> {
    OpenApiRouter::new()
        .routes(routes!(get_ai_usage))
        .routes(routes!(get_ai_budget, update_ai_budget))
        .routes(routes!(list_ai_providers))
        .layer(Extension(gateway))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct UsageQuery {
    /// First day, `2026-11-01`; the first of this month when absent.
    from: Option<NaiveDate>,
    /// Last day; the last of `from`'s month when absent.
    to: Option<NaiveDate>,
}

/// What the workspace's AI calls used and cost, by provider and by day (UTC).
#[utoipa::path(get, path = "/ai/usage", tag = "ai", security(("bearer" = [])), params(UsageQuery), responses((status = 200, body = Data<Usage>)))]
async fn get_ai_usage(ctx: Can<grants::AiRead>, Query(query): Query<UsageQuery>) -> Result<Data<Usage>> {
    let mut tx = ctx.tenant_tx().await?;
    let month = month_of(tx.now());
    let from = query.from.unwrap_or(month);
    let last_of_month = || month_end(from.checked_sub_days(Days::new(u64::from(from.day0()))).unwrap_or(from)).pred_opt().unwrap_or(from);
    let to = query.to.unwrap_or_else(last_of_month);
    for (field, day) in [("from", from), ("to", to)] {
        if !(2_000..=9_999).contains(&day.year()) {
            return Err(Problem::invalid(field, "out_of_range", "must be a day from the year 2000 on"));
        }
    }
    if to < from {
        return Err(Problem::invalid("to", "before_from", "The last day must not come before the first."));
    }
    if (to - from).num_days() > MOST_DAYS {
        return Err(Problem::invalid("to", "range_too_long", "At most 366 days can be reported at once."));
    }
    Ok(Data { data: Usage::load(&mut tx, from, to, month).await? })
}

/// The workspace's monthly cap and what is spent of it.
#[utoipa::path(get, path = "/ai/budget", tag = "ai", security(("bearer" = [])), responses((status = 200, body = Data<Budget>)))]
async fn get_ai_budget(ctx: Can<grants::AiRead>) -> Result<Data<Budget>> {
    let mut tx = ctx.tenant_tx().await?;
    let month = month_of(tx.now());
    Ok(Data { data: Budget::load(&mut tx, month).await? })
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
struct BudgetChange {
    /// Micro-dollars a month; null takes the cap away. Absent: unchanged.
    #[serde(default, deserialize_with = "given")]
    #[garde(inner(inner(range(min = 0, max = 1_000_000_000_000))))]
    #[schema(value_type = Option<i64>, minimum = 0)]
    cap_micros: Option<Option<i64>>,
}

/// Sets or removes the monthly cap.
#[utoipa::path(patch, path = "/ai/budget", tag = "ai", security(("bearer" = [])), request_body = BudgetChange, responses((status = 200, body = Data<Budget>)))]
async fn update_ai_budget(ctx: Can<grants::AiWrite>, Valid(change): Valid<BudgetChange>) -> Result<Data<Budget>> {
    let mut tx = ctx.tenant_tx().await?;
    let month = month_of(tx.now());
    let before = Budget::load(&mut tx, month).await?;
    if let Some(cap_micros) = change.cap_micros {
        Budget::set_cap(&mut tx, cap_micros).await?;
    }
    let budget = Budget::load(&mut tx, month).await?;
    tx.audit(Audit::new("ai_budget.changed", "ai_budget").before(&before).after(&budget));
    tx.commit().await?;
    Ok(Data { data: budget })
}

#[derive(Debug, Serialize, ToSchema)]
struct ProviderStatus {
    name: String,
    /// Null when unconfigured.
    model: Option<String>,
    /// `openai`, `anthropic`, `ollama` or `extractive`.
    kind: &'static str,
    /// `ready`, `open` (failing, not asked for the moment) or `unconfigured`.
    state: &'static str,
    /// Place in the order in which they are asked, from 1; null when unconfigured.
    order: Option<usize>,
}

/// The language models, in the order in which they are asked, and the built-in answerer.
#[utoipa::path(get, path = "/ai/providers", tag = "ai", security(("bearer" = [])), responses((status = 200, body = Data<Vec<ProviderStatus>>)))]
async fn list_ai_providers(_ctx: Can<grants::AiRead>, Extension(gateway): Extension<Arc<Gateway>>) -> Result<Data<Vec<ProviderStatus>>> {
    let states = gateway.states();
    let mut providers: Vec<ProviderStatus> = states
        .iter()
        .zip(1..)
        .map(|((kind, model, state), order)| ProviderStatus {
            name: display_name(*kind).to_owned(),
            model: Some(model.clone()),
            kind: kind.as_str(),
            state: if *state == BreakerState::Closed { "ready" } else { "open" },
            order: Some(order),
        })
        .collect();
    providers.push(ProviderStatus {
        name: display_name(ProviderKind::Extractive).to_owned(),
        model: Some("built-in".to_owned()),
        kind: ProviderKind::Extractive.as_str(),
        state: "ready",
        order: Some(providers.len() + 1),
    });
    for kind in [ProviderKind::OpenAi, ProviderKind::Anthropic, ProviderKind::Ollama] {
        if !states.iter().any(|(configured, _, _)| *configured == kind) {
            providers.push(ProviderStatus {
                name: display_name(kind).to_owned(),
                model: None,
                kind: kind.as_str(),
                state: "unconfigured",
                order: None,
            });
        }
    }
    Ok(Data { data: providers })
}

fn display_name(kind: ProviderKind) -> &'static str {
    match kind {
        ProviderKind::OpenAi => "OpenAI-compatible",
        ProviderKind::Anthropic => "Anthropic",
        ProviderKind::Ollama => "Ollama",
        ProviderKind::Extractive => "Built-in (quotes your sources)",
    }
}
