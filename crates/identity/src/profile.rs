//! What one says of oneself.

use crate::registration::not_blank;
use chrono_tz::Tz;
use contracts::events::MemberUpdated;
use garde::Validate;
use kernel::{Audit, Data, Person, Result, Valid};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct ProfileChange {
    #[garde(inner(length(chars, min = 1, max = 100), custom(not_blank)))]
    pub name: Option<String>,
    /// A language tag (BCP 47), such as `en-GB`; an empty text: as the browser says.
    #[garde(inner(custom(language_tag)))]
    pub locale: Option<String>,
    /// A name of the IANA time zone database, such as `Europe/Oslo`; an empty text: as the browser says.
    #[garde(inner(custom(known_zone)))]
    pub time_zone: Option<String>,
}

fn language_tag(text: &str, (): &()) -> garde::Result {
    let part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let first = text.split('-').next().unwrap_or_default();
    let fits =
        text.len() <= 35 && text.split('-').all(part) && (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
    if text.is_empty() || fits { Ok(()) } else { Err(garde::Error::new("is no language tag, such as en-GB")) }
}

fn known_zone(text: &str, (): &()) -> garde::Result {
    if text.is_empty() || text.parse::<Tz>().is_ok() { Ok(()) } else { Err(garde::Error::new("is no time zone, such as Europe/Oslo")) }
}

/// One's own profile.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Profile {
    pub name: String,
    /// None: as the browser says.
    pub locale: Option<String>,
    pub time_zone: Option<String>,
}

/// Changes one's name, language or time zone; what is left out stays.
#[utoipa::path(patch, path = "/users/me", tag = "users", security(("bearer" = [])), request_body = ProfileChange, responses((status = 200, body = Data<Profile>)))]
pub async fn update_profile(caller: Person, Valid(change): Valid<ProfileChange>) -> Result<Data<Profile>> {
    let user_id = caller.principal.user_id;
    let mut tx = caller.tenant_tx().await?;
    let now = tx.now();
    let before =
        sqlx::query_as!(Profile, "SELECT name, locale, time_zone FROM users WHERE id = $1 FOR UPDATE", user_id).fetch_one(&mut *tx).await?;
    let after = sqlx::query_as!(
        Profile,
        "UPDATE users SET name = coalesce($2, name), locale = CASE WHEN $3::text IS NULL THEN locale ELSE nullif($3, '') END,
           time_zone = CASE WHEN $4::text IS NULL THEN time_zone ELSE nullif($4, '') END, updated_at = $5
         WHERE id = $1 RETURNING name, locale, time_zone",
        user_id,
        change.name.as_deref().map(str::trim),
        change.locale,
        change.time_zone,
        now
    )
    .fetch_one(&mut *tx)
    .await?;
    if before != after {
        tx.audit(Audit::new("account.changed", "user").target(user_id).before(&before).after(&after));
        tx.emit(&MemberUpdated { user_id: Some(user_id) })?;
    }
    tx.commit().await?;
    Ok(Data { data: after })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_and_time_zones_are_known_ones() {
        for good in ["", "en", "en-GB", "zh-Hant-TW", "gsw"] {
            assert!(language_tag(good, &()).is_ok(), "{good}");
        }
        for bad in ["e", "english language", "en_GB", "1n", "en-", "en-waytoolongone"] {
            assert!(language_tag(bad, &()).is_err(), "{bad}");
        }
        assert!(known_zone("Asia/Kolkata", &()).is_ok() && known_zone("", &()).is_ok());
        assert!(known_zone("Mars/Olympus", &()).is_err() && known_zone("../etc", &()).is_err());
    }
}
