//! The keys that access tokens are signed with. Every process reads them from the database; the newest signs, the ones
//! before verify what they signed until it has run out.

use axum::{
    Extension,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use jsonwebtoken::{DecodingKey, EncodingKey};
use kernel::{Clock, Db, MasterSecret, Problem, Result, seal::Sealer, secret};
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde::Serialize;
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::Instant,
};
use tokio::sync::Mutex;
use utoipa::ToSchema;

/// What private keys are sealed for, each to its `kid`.
pub const SEALED_FOR: &str = "signing keys";
/// A key signs for so long.
const SIGNS_DAYS: i64 = 30;
/// And is kept for so long after its successor came: longer than any token that it signed.
const VERIFIES_MINUTES: i64 = 60;
/// Keys that another process made are found this late at most; an unknown one is looked for at once.
const LOOK_EVERY: std::time::Duration = std::time::Duration::from_secs(300);
const LOOK_AT_MOST_EVERY: std::time::Duration = std::time::Duration::from_secs(1);
/// An Ed25519 key as PKCS#8 (RFC 8410), up to the seed.
const PKCS8: [u8; 16] = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/// The key that signs now.
pub(crate) struct Signing {
    pub kid: String,
    pub key: EncodingKey,
    created_at: DateTime<Utc>,
}

#[derive(Default)]
struct Ring {
    signing: Option<Arc<Signing>>,
    verifying: HashMap<String, Arc<DecodingKey>>,
    public: Vec<Jwk>,
    read: Option<Instant>,
}

/// A public key (RFC 8037).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Jwk {
    pub kty: &'static str,
    pub crv: &'static str,
    pub alg: &'static str,
    #[serde(rename = "use")]
    pub usage: &'static str,
    pub kid: String,
    /// The key itself, as base64url.
    pub x: String,
}

/// The keys that verify our access tokens (RFC 7517).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Jwks {
    pub keys: Vec<Jwk>,
}

pub struct Keys {
    db: Db,
    clock: Arc<dyn Clock>,
    sealer: Sealer,
    ring: RwLock<Arc<Ring>>,
    /// One reader of the table at a time.
    reading: Mutex<()>,
}

impl Keys {
    pub(crate) fn new(secret: &MasterSecret, db: Db, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock, sealer: secret.sealer(SEALED_FOR), ring: RwLock::default(), reading: Mutex::default() }
    }

    fn ring(&self) -> Arc<Ring> {
        Arc::clone(&self.ring.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) async fn signing(&self) -> Result<Arc<Signing>> {
        let fresh = |ring: &Ring| {
            let young = |key: &&Arc<Signing>| self.clock.now() - key.created_at < Duration::days(SIGNS_DAYS);
            ring.signing.as_ref().filter(young).filter(|_| ring.read.is_some_and(|read| read.elapsed() < LOOK_EVERY)).cloned()
        };
        if let Some(key) = fresh(&self.ring()) {
            return Ok(key);
        }
        let _reading = self.reading.lock().await;
        if let Some(key) = fresh(&self.ring()) {
            return Ok(key);
        }
        self.read().await?;
        match fresh(&self.ring()) {
            Some(key) => Ok(key),
            None => self.make().await,
        }
    }

    pub(crate) async fn verifying(&self, kid: &str) -> Result<Option<Arc<DecodingKey>>> {
        if let Some(key) = self.ring().verifying.get(kid) {
            return Ok(Some(Arc::clone(key)));
        }
        let _reading = self.reading.lock().await;
        // Junk must not make us read again and again.
        if self.ring().read.is_none_or(|read| read.elapsed() >= LOOK_AT_MOST_EVERY) {
            self.read().await?;
        }
        Ok(self.ring().verifying.get(kid).cloned())
    }

    /// Takes a new key for everything that is signed from now on.
    ///
    /// # Errors
    /// 503 when the database is not there.
    pub async fn rotate(&self) -> Result<()> {
        let _reading = self.reading.lock().await;
        self.make().await.map(|_| ())
    }

    async fn make(&self) -> Result<Arc<Signing>> {
        let now = self.clock.now();
        let seed = secret::random();
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed).map_err(Problem::internal)?;
        let public = pair.public_key().as_ref();
        let kid: String = secret::hash(public).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let pool = self.db.outside_tenants();
        sqlx::query!(
            "INSERT INTO signing_keys (kid, public_key, private_key, created_at) VALUES ($1, $2, $3, $4)",
            kid,
            public,
            self.sealer.seal(&kid, &seed)?,
            now
        )
        .execute(pool)
        .await?;
        sqlx::query!(
            "DELETE FROM signing_keys k WHERE EXISTS (SELECT FROM signing_keys n WHERE n.created_at > k.created_at AND n.created_at < $1)",
            now - Duration::minutes(VERIFIES_MINUTES)
        )
        .execute(pool)
        .await?;
        tracing::info!(kid, "a new key signs access tokens");
        self.read().await?;
        self.ring().signing.clone().ok_or_else(|| Problem::internal("there is no signing key"))
    }

    async fn read(&self) -> Result<()> {
        let rows = sqlx::query!("SELECT kid, public_key, private_key, created_at FROM signing_keys ORDER BY created_at, kid")
            .fetch_all(self.db.outside_tenants())
            .await?;
        let mut ring = Ring { read: Some(Instant::now()), ..Ring::default() };
        for row in rows {
            // One that another master secret sealed still verifies, and signs no more.
            if let Some(seed) = self.sealer.open(&row.kid, &row.private_key) {
                let key = EncodingKey::from_ed_der(&[PKCS8.as_slice(), &seed].concat());
                ring.signing = Some(Arc::new(Signing { kid: row.kid.clone(), key, created_at: row.created_at }));
            }
            if row.public_key.len() == 32 {
                let x = URL_SAFE_NO_PAD.encode(&row.public_key);
                ring.verifying.insert(row.kid.clone(), Arc::new(DecodingKey::from_ed_der(&row.public_key)));
                ring.public.push(Jwk { kty: "OKP", crv: "Ed25519", alg: "EdDSA", usage: "sig", kid: row.kid, x });
            }
        }
        *self.ring.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(ring);
        Ok(())
    }

    async fn public(&self) -> Result<Jwks> {
        self.signing().await?;
        Ok(Jwks { keys: self.ring().public.clone() })
    }
}

/// The public keys of access tokens, for programs that verify them by themselves. A token's `kid` names its key.
#[utoipa::path(get, path = "/.well-known/jwks.json", tag = "auth", responses((status = 200, body = Jwks)))]
pub async fn get_jwks(Extension(identity): Extension<Arc<crate::Identity>>) -> Result<Response> {
    let mut response = axum::Json(identity.tokens.keys().public().await?).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    Ok(response)
}
