//! The tenant itself: its name, its place on the map, its looks.

use crate::slug;
use chrono::{DateTime, Utc};
use contracts::events::TenantUpdated;
use garde::Validate;
use kernel::{AccessChange, Audit, Can, Data, Principal, Result, TenantTx, Valid, extract::given, grants};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Debug, Serialize, ToSchema)]
pub struct Tenant {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    /// By its IANA name, such as `Europe/Oslo`.
    pub time_zone: String,
    /// As BCP 47 has it, such as `en` or `nb-NO`.
    pub locale: String,
    /// As ISO 4217 has it, such as `USD`.
    pub currency: String,
    /// The workspace's colour as `#rrggbb`; new chatbots begin with it.
    pub accent: Option<String>,
    /// Where the logo is, as a path of this server that needs no token; another one for every logo.
    pub logo: Option<String>,
    /// Days for which the audit log is kept.
    pub audit_days: i32,
    /// Whether members need a second factor to come in.
    pub mfa_required: bool,
    /// When it is erased; null while nobody wants that.
    pub delete_at: Option<DateTime<Utc>>,
    /// Who asked for that.
    pub deleted_by: Option<String>,
    pub created_at: DateTime<Utc>,
}

/// The transaction's tenant.
pub(crate) async fn load(tx: &mut TenantTx) -> Result<Tenant> {
    let tenant_id = tx.tenant_id();
    let row = sqlx::query!(
        r#"SELECT t.slug, t.name, t.time_zone, t.locale, t.currency, t.accent, l.hash AS "logo?", t.audit_days, t.mfa_required, t.delete_at,
             u.name AS "deleted_by?", t.created_at
           FROM tenants t
           LEFT JOIN tenant_logos l ON l.tenant_id = t.tenant_id
           LEFT JOIN users u ON u.id = t.deleted_by
           WHERE t.tenant_id = $1"#,
        tenant_id
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(Tenant {
        id: tenant_id,
        slug: row.slug,
        name: row.name,
        time_zone: row.time_zone,
        locale: row.locale,
        currency: row.currency,
        accent: row.accent,
        logo: row.logo.map(|hash| crate::logo::path(tenant_id, &hash)),
        audit_days: row.audit_days,
        mfa_required: row.mfa_required,
        delete_at: row.delete_at,
        deleted_by: row.deleted_by,
        created_at: row.created_at,
    })
}

/// Until the transaction ends, nobody else changes the tenant's settings. Not the row's own lock: every event of the tenant
/// waits for that one.
pub(crate) async fn lock(tx: &mut TenantTx) -> Result<()> {
    let tenant_id = tx.tenant_id();
    sqlx::query_scalar!("SELECT pg_advisory_xact_lock(hashtextextended('settings:' || $1::text, 0))", tenant_id.to_string())
        .fetch_one(&mut **tx)
        .await?;
    Ok(())
}

/// Writes what changed into the audit log, and tells the workspace's screens.
pub(crate) fn changed(tx: &mut TenantTx, action: &'static str, before: &Tenant, after: &Tenant) -> Result<()> {
    tx.audit(Audit::new(action, "tenant").target(after.id).before(before).after(after));
    tx.emit(&TenantUpdated {}).map(|_| ())
}

/// The workspace that the token is for.
#[utoipa::path(get, path = "/tenant", tag = "tenancy", security(("bearer" = [])), responses((status = 200, body = Data<Tenant>)))]
pub async fn get_tenant(ctx: Can<grants::TenantRead>) -> Result<Data<Tenant>> {
    let mut tx = ctx.tenant_tx().await?;
    Ok(Data { data: load(&mut tx).await? })
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct TenantChange {
    #[garde(inner(length(chars, min = 1, max = 100), custom(crate::not_blank)))]
    pub name: Option<String>,
    /// 3 to 40 lower-case letters, digits and single dashes. The one before stays reserved for this workspace for 90 days.
    #[garde(inner(custom(slug::is_slug)))]
    pub slug: Option<String>,
    #[garde(inner(custom(is_time_zone)))]
    pub time_zone: Option<String>,
    #[garde(inner(custom(is_locale)))]
    pub locale: Option<String>,
    #[garde(inner(custom(crate::currency::is_currency)))]
    pub currency: Option<String>,
    /// As `#rrggbb`; null for none.
    #[garde(inner(inner(custom(is_colour))))]
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    pub accent: Option<Option<String>>,
    /// Days for which the audit log is kept, 30 to 3650.
    #[garde(inner(range(min = 30, max = 3650)))]
    pub audit_days: Option<i32>,
    /// Whether members need a second factor to come in. Those without one are led to set one up, and see nothing until then.
    #[garde(skip)]
    pub mfa_required: Option<bool>,
}

fn is_time_zone(name: &str, (): &()) -> garde::Result {
    name.parse::<chrono_tz::Tz>().map(|_| ()).map_err(|_| garde::Error::new("is no time zone; write it like Europe/Oslo"))
}

/// Language, and perhaps script and region, as BCP 47 writes them.
fn is_locale(text: &str, (): &()) -> garde::Result {
    let mut parts = text.split('-').peekable();
    let lower = |part: &str| part.chars().all(|c| c.is_ascii_lowercase());
    let language = parts.next().is_some_and(|part| (2..=3).contains(&part.len()) && lower(part));
    let is_script = |part: &&str| {
        part.len() == 4
            && part.chars().next().is_some_and(|c| c.is_ascii_uppercase())
            && part.chars().skip(1).all(|c| c.is_ascii_lowercase())
    };
    parts.next_if(is_script);
    let is_region = |part: &&str| {
        (part.len() == 2 && part.chars().all(|c| c.is_ascii_uppercase())) || (part.len() == 3 && part.chars().all(|c| c.is_ascii_digit()))
    };
    parts.next_if(is_region);
    if language && parts.next().is_none() { Ok(()) } else { Err(garde::Error::new("is no locale; write it like en or nb-NO")) }
}

fn is_colour(text: &str, (): &()) -> garde::Result {
    let digits = text.strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit()) {
        Ok(())
    } else {
        Err(garde::Error::new("is no colour; write it like #0f766e"))
    }
}

/// Who asks others for a second factor has shown their own; who lets go of it has shown just now that it is they.
fn may_require(principal: &Principal, change: &TenantChange, before: &Tenant, now: DateTime<Utc>) -> Result<()> {
    match change.mfa_required {
        Some(wanted) if wanted == before.mfa_required => Ok(()),
        Some(true) => principal.proved_twice(),
        Some(false) => principal.proved_twice().and_then(|()| principal.recently_proved(now)),
        None => Ok(()),
    }
}

/// Changes the workspace's settings; what is absent stays. 409 `slug_taken`. To require second factors one has shown one's own (403
/// `factor_required`); to require them no more, also within the last ten minutes (403 `proof_required`). What members without one have
/// open ends at once.
#[utoipa::path(patch, path = "/tenant", tag = "tenancy", security(("bearer" = [])), request_body = TenantChange, responses((status = 200, body = Data<Tenant>)))]
pub async fn update_tenant(ctx: Can<grants::TenantWrite>, Valid(change): Valid<TenantChange>) -> Result<Data<Tenant>> {
    let mut tx = ctx.tenant_tx().await?;
    lock(&mut tx).await?;
    let before = load(&mut tx).await?;
    may_require(&ctx.principal, &change, &before, tx.now())?;
    if let Some(new) = change.slug.as_deref().filter(|new| *new != before.slug) {
        slug::change(&mut tx, &before.slug, new).await?;
    }
    sqlx::query!(
        "UPDATE tenants SET name = coalesce($2, name), slug = coalesce($3, slug), time_zone = coalesce($4, time_zone), locale = coalesce($5, locale),
           currency = coalesce($6, currency), accent = CASE WHEN $7 THEN $8 ELSE accent END, audit_days = coalesce($9, audit_days),
           mfa_required = coalesce($10, mfa_required)
         WHERE tenant_id = $1",
        ctx.principal.tenant_id,
        change.name.map(|name| name.trim().to_owned()),
        change.slug,
        change.time_zone,
        change.locale,
        change.currency,
        change.accent.is_some(),
        change.accent.flatten().map(|accent| accent.to_lowercase()),
        change.audit_days,
        change.mfa_required
    )
    .execute(&mut *tx)
    .await?;
    let after = load(&mut tx).await?;
    changed(&mut tx, "tenant.changed", &before, &after)?;
    if after.mfa_required != before.mfa_required {
        tx.access_changed(AccessChange::Tenant(after.id));
    }
    tx.commit().await?;
    Ok(Data { data: after })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_the_worlds_own_words() {
        for good in ["en", "nb-NO", "zh-Hant", "zh-Hant-TW", "es-419", "fil"] {
            assert!(is_locale(good, &()).is_ok(), "{good}");
        }
        for bad in ["", "e", "EN", "en-", "en-us", "en-US-US", "en_US", "english", "en-Hant-x", "é-NO", "-"] {
            assert!(is_locale(bad, &()).is_err(), "{bad}");
        }
        assert!(is_time_zone("Europe/Oslo", &()).is_ok() && is_time_zone("UTC", &()).is_ok());
        assert!(is_time_zone("Mars/Olympus", &()).is_err() && is_time_zone("", &()).is_err());
        assert!(is_colour("#0F766e", &()).is_ok());
        for bad in ["", "#", "0f766e", "#0f766", "#0f766g", "#0f766e0", "red", "#é0766"] {
            assert!(is_colour(bad, &()).is_err(), "{bad}");
        }
    }
}
