use crate::kind::{NotificationKind, Ways};
use chrono::NaiveTime;
use garde::Validate;
use kernel::{Data, Problem, Result, SignedIn, TenantTx, Valid};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How one wants to be told of one kind of thing.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub struct NotificationPreference {
    pub kind: NotificationKind,
    pub in_app: bool,
    /// Some minutes later, if it was not read in the app until then.
    pub by_email: bool,
}

/// Hours without letters, in one's own time zone, else the workspace's. The end may be on the next day.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct QuietHours {
    /// Such as `22:00`.
    pub begins: String,
    pub ends: String,
}

#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
pub struct NotificationPreferences {
    /// Kinds that are left out stay as they are.
    #[garde(length(max = 20))]
    pub kinds: Vec<NotificationPreference>,
    #[garde(skip)]
    pub quiet_hours: Option<QuietHours>,
}

/// How one wants to be told of what, in this workspace.
#[utoipa::path(get, path = "/notifications/preferences", tag = "notifications", security(("bearer" = [])), responses((status = 200, body = Data<NotificationPreferences>)))]
pub async fn get_notification_preferences(caller: SignedIn) -> Result<Data<NotificationPreferences>> {
    let mut tx = caller.tenant_tx().await?;
    Ok(Data { data: load(&mut tx, &caller).await? })
}

/// Sets how one wants to be told of what, in this workspace.
#[utoipa::path(put, path = "/notifications/preferences", tag = "notifications", security(("bearer" = [])), request_body = NotificationPreferences, responses((status = 200, body = Data<NotificationPreferences>)))]
pub async fn set_notification_preferences(
    caller: SignedIn,
    Valid(wanted): Valid<NotificationPreferences>,
) -> Result<Data<NotificationPreferences>> {
    let (tenant_id, user_id) = (caller.principal.tenant_id, caller.principal.user_id);
    let hours = wanted.quiet_hours.as_ref().map(times).transpose()?;
    let mut tx = caller.tenant_tx().await?;
    for NotificationPreference { kind, in_app, by_email } in wanted.kinds {
        sqlx::query!(
            "INSERT INTO notification_preferences (tenant_id, user_id, kind, in_app, by_email) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (tenant_id, user_id, kind) DO UPDATE SET in_app = excluded.in_app, by_email = excluded.by_email",
            tenant_id,
            user_id,
            kind.as_str(),
            in_app,
            by_email
        )
        .execute(&mut *tx)
        .await?;
    }
    match hours {
        Some((begins, ends)) => {
            sqlx::query!(
                "INSERT INTO quiet_hours (tenant_id, user_id, begins, ends) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (tenant_id, user_id) DO UPDATE SET begins = excluded.begins, ends = excluded.ends",
                tenant_id,
                user_id,
                begins,
                ends
            )
            .execute(&mut *tx)
            .await?;
        }
        None => {
            sqlx::query!("DELETE FROM quiet_hours WHERE tenant_id = $1 AND user_id = $2", tenant_id, user_id).execute(&mut *tx).await?;
        }
    }
    let preferences = load(&mut tx, &caller).await?;
    tx.commit().await?;
    Ok(Data { data: preferences })
}

/// # Errors
/// 422 when a time is none, or both are the same.
fn times(hours: &QuietHours) -> Result<(NaiveTime, NaiveTime)> {
    let read = |text: &str, field: &str| {
        NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| Problem::invalid(field, "no_time", "must be a time such as 22:00"))
    };
    let (begins, ends) = (read(&hours.begins, "quiet_hours.begins")?, read(&hours.ends, "quiet_hours.ends")?);
    if begins == ends {
        return Err(Problem::invalid("quiet_hours.ends", "no_time_between", "must be another time than the beginning"));
    }
    Ok((begins, ends))
}

async fn load(tx: &mut TenantTx, caller: &SignedIn) -> Result<NotificationPreferences> {
    let (tenant_id, user_id) = (caller.principal.tenant_id, caller.principal.user_id);
    let own = sqlx::query!(
        "SELECT kind, in_app, by_email FROM notification_preferences WHERE tenant_id = $1 AND user_id = $2",
        tenant_id,
        user_id
    )
    .fetch_all(&mut **tx)
    .await?;
    let hours = sqlx::query!("SELECT begins, ends FROM quiet_hours WHERE tenant_id = $1 AND user_id = $2", tenant_id, user_id)
        .fetch_optional(&mut **tx)
        .await?;
    let kinds = NotificationKind::ALL.iter().map(|kind| {
        let ways = own
            .iter()
            .find(|row| row.kind == kind.as_str())
            .map_or_else(|| kind.by_default(), |row| Ways { in_app: row.in_app, by_email: row.by_email });
        NotificationPreference { kind: *kind, in_app: ways.in_app, by_email: ways.by_email }
    });
    let written = |time: NaiveTime| time.format("%H:%M").to_string();
    Ok(NotificationPreferences {
        kinds: kinds.collect(),
        quiet_hours: hours.map(|hours| QuietHours { begins: written(hours.begins), ends: written(hours.ends) }),
    })
}
