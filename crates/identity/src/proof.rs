//! What is sent to an address to show that its reader has it: the secret of a link, and for some a code of six digits.
//!
//! Invariants: a secret is kept by its hash only, is good once, for one purpose, one address and a time; a code is good for few
//! tries, and knows its proof.

use crate::Identity;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use kernel::{MasterSecret, Problem, Result, secret};
use sqlx::PgConnection;
use uuid::Uuid;

/// Tries that a code is good for. With five letters an hour, a guesser has one chance in forty thousand in each.
pub(crate) const TRIES: i32 = 5;
/// Proofs that are over are forgotten after this long.
const FORGOTTEN_DAYS: i64 = 30;

/// What the reader of an address may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Say that the address is theirs.
    Verify,
    /// Set a new password.
    Reset,
    /// Make the address their account's.
    Change,
    /// Take back that it was another's.
    Undo,
}

impl Purpose {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::Reset => "reset",
            Self::Change => "change",
            Self::Undo => "undo",
        }
    }

    fn lives(self) -> Duration {
        match self {
            Self::Verify | Self::Change => Duration::hours(24),
            Self::Reset => Duration::minutes(30),
            Self::Undo => Duration::days(7),
        }
    }
}

/// The secret of a link. It names its person and its row, so that no look-up across people is needed, and proves itself by its
/// random part.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Secret {
    pub of: Uuid,
    pub id: Uuid,
    random: [u8; 32],
}

impl Secret {
    pub(crate) fn new(of: Uuid, id: Uuid) -> Self {
        Self { of, id, random: secret::random() }
    }

    pub(crate) fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode([self.of.as_bytes().as_slice(), self.id.as_bytes(), &self.random].concat())
    }

    /// # Errors
    /// 404 as for one that is over: what does not read as a secret never was one.
    pub(crate) fn decode(text: &str) -> Result<Self> {
        let read = || {
            let bytes = URL_SAFE_NO_PAD.decode(text.trim()).ok()?;
            let (of, rest) = bytes.split_at_checked(16)?;
            let (id, random) = rest.split_at_checked(16)?;
            Some(Self { of: Uuid::from_slice(of).ok()?, id: Uuid::from_slice(id).ok()?, random: random.try_into().ok()? })
        };
        read().ok_or_else(over)
    }

    pub(crate) fn hash(&self) -> [u8; 32] {
        secret::hash(&self.random)
    }
}

/// A link that is of no use any more, or never was.
pub(crate) fn over() -> Problem {
    Problem::not_found("link: it was used, or replaced by a newer one, or its time is over")
}

pub(crate) fn wrong_code() -> Problem {
    Problem::invalid("code", "wrong_code", "is not the code of the newest letter")
}

/// A code that was tried too often, or whose time is over.
pub(crate) fn dead_code() -> Problem {
    Problem::invalid("code", "code_over", "is of no use any more; ask for a new letter")
}

/// Makes codes, and knows them again.
pub struct Codes {
    key: [u8; 32],
}

impl Codes {
    #[must_use]
    pub fn new(secret: &MasterSecret) -> Self {
        Self { key: secret.key("codes in letters") }
    }

    /// Six digits, and what is kept of them. They are bound to the row that they stand in.
    pub(crate) fn make(&self, of: Uuid) -> (String, [u8; 32]) {
        // So large a number leaves no digit likelier than another by more than a part in 10^13.
        let code = format!("{:06}", rand::random::<u64>() % 1_000_000);
        let hash = self.hash(of, &code);
        (code, hash)
    }

    pub(crate) fn hash(&self, of: Uuid, code: &str) -> [u8; 32] {
        secret::sign(&self.key, &[of.as_bytes().as_slice(), code.trim().as_bytes()].concat())
    }

    pub(crate) fn matches(&self, of: Uuid, code: &str, kept: &[u8]) -> bool {
        secret::verify(&self.key, &[of.as_bytes().as_slice(), code.trim().as_bytes()].concat(), kept)
    }
}

/// What a letter carries.
pub(crate) struct Issued {
    pub token: String,
    /// For [`Purpose::Verify`].
    pub code: Option<String>,
    pub expires_at: DateTime<Utc>,
}

/// Makes a proof. The transaction is its person's.
pub(crate) async fn issue(tx: &mut PgConnection, identity: &Identity, user_id: Uuid, purpose: Purpose, email: &str) -> Result<Issued> {
    let (now, id) = (identity.clock.now(), identity.clock.id());
    let secret = Secret::new(user_id, id);
    let code = (purpose == Purpose::Verify).then(|| identity.codes.make(id));
    let expires_at = now + purpose.lives();
    sqlx::query!("DELETE FROM email_proofs WHERE user_id = $1 AND expires_at < $2", user_id, now - Duration::days(FORGOTTEN_DAYS))
        .execute(&mut *tx)
        .await?;
    sqlx::query!(
        "INSERT INTO email_proofs (id, user_id, purpose, email, token_hash, code_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        user_id,
        purpose.as_str(),
        email,
        &secret.hash(),
        code.as_ref().map(|(_, hash)| hash.as_slice()),
        now,
        expires_at
    )
    .execute(&mut *tx)
    .await?;
    Ok(Issued { token: secret.encode(), code: code.map(|(code, _)| code), expires_at })
}

/// How many of a purpose a person was sent within the last hour, and when the oldest of them.
pub(crate) async fn recent(
    tx: &mut PgConnection,
    user_id: Uuid,
    purpose: Purpose,
    now: DateTime<Utc>,
) -> Result<(i64, Option<DateTime<Utc>>)> {
    let row = sqlx::query!(
        r#"SELECT count(*) AS "count!", min(created_at) AS oldest FROM email_proofs WHERE user_id = $1 AND purpose = $2 AND created_at > $3"#,
        user_id,
        purpose.as_str(),
        now - Duration::hours(1)
    )
    .fetch_one(&mut *tx)
    .await?;
    Ok((row.count, row.oldest))
}

/// A proof that is still good, locked until the transaction ends.
pub(crate) struct Proof {
    pub id: Uuid,
    pub email: String,
    pub created_at: DateTime<Utc>,
}

/// The proof that a secret stands for. The transaction is its person's.
///
/// # Errors
/// 404 when it was used, made void, is over, or is for something else.
pub(crate) async fn open(tx: &mut PgConnection, secret: &Secret, purpose: Purpose, now: DateTime<Utc>) -> Result<Proof> {
    let row = sqlx::query!(
        "SELECT email, token_hash, created_at FROM email_proofs
         WHERE id = $1 AND user_id = $2 AND purpose = $3 AND used_at IS NULL AND expires_at > $4 FOR UPDATE",
        secret.id,
        secret.of,
        purpose.as_str(),
        now
    )
    .fetch_optional(&mut *tx)
    .await?
    .filter(|row| row.token_hash == secret.hash())
    .ok_or_else(over)?;
    Ok(Proof { id: secret.id, email: row.email, created_at: row.created_at })
}

/// Makes a person's proofs of some purposes void: used, or overtaken.
pub(crate) async fn void(tx: &mut PgConnection, user_id: Uuid, purposes: &[Purpose], now: DateTime<Utc>) -> Result<()> {
    let purposes: Vec<String> = purposes.iter().map(|purpose| purpose.as_str().to_owned()).collect();
    sqlx::query!(
        "UPDATE email_proofs SET used_at = $3 WHERE user_id = $1 AND purpose = ANY ($2) AND used_at IS NULL",
        user_id,
        &purposes,
        now
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// Counts a try at a person's newest code, and gives its proof when it is the right one. Commit whatever comes of it.
pub(crate) async fn try_code(tx: &mut PgConnection, identity: &Identity, user_id: Uuid, code: &str) -> Result<Result<Proof>> {
    let now = identity.clock.now();
    let row = sqlx::query!(
        "UPDATE email_proofs SET tries = tries + 1
         WHERE id = (SELECT id FROM email_proofs WHERE user_id = $1 AND purpose = 'verify' AND used_at IS NULL AND expires_at > $2
                     ORDER BY created_at DESC, id DESC LIMIT 1)
           AND tries < $3 AND used_at IS NULL
         RETURNING id, email, code_hash, created_at",
        user_id,
        now,
        TRIES
    )
    .fetch_optional(&mut *tx)
    .await?;
    Ok(match row {
        None => Err(dead_code()),
        Some(row) if row.code_hash.as_deref().is_some_and(|kept| identity.codes.matches(row.id, code, kept)) => {
            Ok(Proof { id: row.id, email: row.email, created_at: row.created_at })
        }
        Some(_) => Err(wrong_code()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_survives_the_way_out_and_back() {
        let secret = Secret::new(Uuid::from_u128(1), Uuid::from_u128(2));
        let back = Secret::decode(&secret.encode()).unwrap();
        assert_eq!((back.of, back.id, back.hash()), (secret.of, secret.id, secret.hash()));
        for junk in ["", "junk", &"A".repeat(200)] {
            assert!(Secret::decode(junk).is_err(), "{junk:.10}");
        }
    }

    #[test]
    fn a_code_is_known_again_beside_its_own_row_only() {
        let codes = Codes::new(&MasterSecret::new(&[7; 32]));
        let (row, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let (code, hash) = codes.make(row);
        assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()), "{code}");
        assert!(codes.matches(row, &format!(" {code} "), &hash), "spaces that came along do no harm");
        assert!(!codes.matches(other, &code, &hash) && !codes.matches(row, "", &hash));
    }
}
