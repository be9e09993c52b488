//! A workspace's short name, in addresses.

use chrono::Duration;
use kernel::{Problem, Result, TenantTx};

/// For so long a slug that was given up stays its workspace's: links to it lead to nobody else.
const KEPT_DAYS: i64 = 90;
/// What our own addresses begin with, or might.
const RESERVED: &[&str] = &[
    "admin",
    "api",
    "app",
    "assets",
    "auth",
    "dealsmart",
    "demo",
    "docs",
    "help",
    "login",
    "mail",
    "operator",
    "register",
    "settings",
    "sign-in",
    "static",
    "status",
    "support",
    "widget",
    "www",
];

/// 3 to 40 lower-case letters, digits and single dashes, which are neither first nor last; none of ours.
pub(crate) fn is_slug(text: &str, (): &()) -> garde::Result {
    let fits = (3..=40).contains(&text.len())
        && text.split('-').all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()));
    if !fits {
        return Err(garde::Error::new("must be 3 to 40 lower-case letters, digits and single dashes between them"));
    }
    if RESERVED.contains(&text) { Err(garde::Error::new("is a word that the installation needs itself")) } else { Ok(()) }
}

/// Whether another workspace has it, or had it lately. Nobody else gets an answer until this transaction ends.
pub(crate) async fn is_taken(tx: &mut TenantTx, slug: &str) -> Result<bool> {
    let now = tx.now();
    Ok(sqlx::query_scalar!(r#"SELECT app.slug_taken($1, $2) AS "taken!""#, slug, now).fetch_one(&mut **tx).await?)
}

/// Keeps the former slug and looks whether the new one is free. 409 `slug_taken`.
pub(crate) async fn change(tx: &mut TenantTx, from: &str, to: &str) -> Result<()> {
    if is_taken(tx, to).await? {
        return Err(Problem::conflict("slug_taken", "Another workspace has this short name. Choose another one."));
    }
    let (tenant_id, now) = (tx.tenant_id(), tx.now());
    sqlx::query!("DELETE FROM former_slugs WHERE tenant_id = $1 AND (kept_until <= $2 OR slug = $3)", tenant_id, now, to)
        .execute(&mut **tx)
        .await?;
    sqlx::query!(
        "INSERT INTO former_slugs (tenant_id, slug, kept_until) VALUES ($1, $2, $3)
         ON CONFLICT (tenant_id, slug) DO UPDATE SET kept_until = excluded.kept_until",
        tenant_id,
        from,
        now + Duration::days(KEPT_DAYS)
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_plain_and_not_ours() {
        for good in ["abc", "northwind-motors", "a1-b2-c3", "2026"] {
            assert!(is_slug(good, &()).is_ok(), "{good}");
        }
        for bad in ["", "ab", "-abc", "abc-", "a--b", "Abc", "a b c", "a_b_c", "añb", "api", "www", &"a".repeat(41)] {
            assert!(is_slug(bad, &()).is_err(), "{bad}");
        }
    }
}
