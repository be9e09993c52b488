//! The way in for everyone who has proved who they are, however they did: a session, or the question for a second factor.

use crate::{
    Identity, cookies,
    factors::{self, trusted},
    pending,
    session::{self, Begin, Session, SignedInResponse, UserSummary},
    workspaces::{self, Membership},
};
use axum::{
    Json,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use kernel::{Data, Db, PersonTx, Problem, Result, TenantTx, audit::origin, secret};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

/// How somebody proved who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    Password,
    /// An OpenID Connect provider of the installation says so.
    Oidc,
    /// A workspace's own provider says so, which is to be believed in that workspace and nowhere else: the session is confined.
    WorkspaceOidc,
    /// They approved on a phone that is signed in.
    Qr,
    /// A passkey that verified its user, by touch, face or PIN: what they have and what they are or know, two factors in one.
    Passkey,
}

impl Proof {
    fn is_two_factors(self) -> bool {
        matches!(self, Self::Passkey)
    }

    /// Whether it is good for its workspace alone.
    fn is_confined(self) -> bool {
        matches!(self, Self::WorkspaceOidc)
    }

    /// Whether the person was asked just now. A phone's approval shows no more than that it was unlocked.
    fn is_recent(self) -> bool {
        !matches!(self, Self::Qr)
    }
}

/// Somebody who proved who they are and wants a session.
pub struct Arrival<'a> {
    pub user: UserSummary,
    pub proof: Proof,
    /// The workspace asked for; the oldest membership when absent.
    pub tenant_id: Option<Uuid>,
    /// The request's, for the cookies of the browser.
    pub headers: &'a HeaderMap,
}

/// A way to give the second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FactorKind {
    Totp,
    Passkey,
    RecoveryCode,
}

/// The first factor was right, and the account has a second one: `POST /auth/mfa/verify` takes it and gives the session.
#[derive(Debug, Serialize, ToSchema)]
pub struct SecondFactorRequired {
    /// Always true; a session has no such field.
    pub mfa_required: bool,
    /// Stands for this sign-in. Good once.
    pub mfa_token: String,
    pub methods: Vec<FactorKind>,
    /// Seconds.
    pub expires_in: i64,
}

/// What signing in gives: a session, or the question for a second factor. `mfa_required` tells them apart.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
#[allow(clippy::large_enum_variant, reason = "made once, written out at once")]
pub enum SignIn {
    Session(Session),
    SecondFactor(SecondFactorRequired),
}

/// How an arrival is answered.
pub enum Admission {
    Session(Box<SignedInResponse>),
    SecondFactor(SecondFactorRequired),
}

impl IntoResponse for Admission {
    fn into_response(self) -> Response {
        match self {
            Self::Session(signed_in) => signed_in.into_response(),
            Self::SecondFactor(required) => {
                let mut response = Json(Data { data: SignIn::SecondFactor(required) }).into_response();
                response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
                response
            }
        }
    }
}

/// Begins a session, or asks for the second factor when the account has one and the browser is not trusted. Every way to
/// sign in ends here.
///
/// # Errors
/// 403 `no_workspace` when the person is no active member of the workspace asked for, or of any; `workspace_suspended` when the
/// only ones are suspended; `account_suspended` when the account is.
pub async fn admit(identity: &Identity, db: &Db, arrival: Arrival<'_>) -> Result<Admission> {
    let Arrival { user, proof, tenant_id, headers } = arrival;
    let mut tx = db.person(user.id).await?;
    let now = tx.now();
    let place = place(&mut tx, tenant_id).await?;
    let factors = methods(&mut tx, user.id).await?;
    let second_factor_at = if proof.is_two_factors() {
        Some(now)
    } else if factors.is_empty() {
        None
    } else {
        match trusted::recognise(&mut tx, user.id, headers).await? {
            Some(since) => Some(since),
            None => {
                let pending = pending::begin(tx, user.id, place.tenant.id, proof.is_confined()).await?;
                return Ok(Admission::SecondFactor(SecondFactorRequired {
                    mfa_required: true,
                    mfa_token: pending.token,
                    methods: factors,
                    expires_in: pending.seconds,
                }));
            }
        }
    };
    let tx = tx.enter(place.tenant.id).await?;
    let proved_at = proof.is_recent().then_some(now);
    let entrance = Entrance { user, place, proved_at, second_factor_at, confined: proof.is_confined(), headers };
    Ok(Admission::Session(Box::new(enter(identity, tx, entrance).await?)))
}

/// The workspace asked for, else the oldest membership.
pub(crate) async fn place(tx: &mut PersonTx, asked: Option<Uuid>) -> Result<Membership> {
    let mut mine = workspaces::active(tx).await?.into_iter();
    let found = match asked {
        Some(id) => mine.find(|m| m.tenant.id == id),
        None => mine.next(),
    };
    match (found, asked) {
        (Some(place), _) => Ok(place),
        (None, Some(_)) => Err(Problem::new(StatusCode::FORBIDDEN, "no_workspace", "Your access to this workspace has ended.")),
        (None, None) => Err(workspaces::none_left(tx).await?),
    }
}

/// With what the transaction's person can give a second factor; nothing when they have none.
pub(crate) async fn methods(tx: &mut PersonTx, user_id: Uuid) -> Result<Vec<FactorKind>> {
    let row = sqlx::query!(
        r#"SELECT EXISTS (SELECT FROM totp_secrets WHERE user_id = $1 AND confirmed_at IS NOT NULL) AS "totp!",
             EXISTS (SELECT FROM passkeys WHERE user_id = $1 AND blocked_at IS NULL) AS "passkey!",
             EXISTS (SELECT FROM recovery_codes WHERE user_id = $1 AND used_at IS NULL) AS "recovery_code!""#,
        user_id
    )
    .fetch_one(&mut **tx)
    .await?;
    if !row.totp && !row.passkey {
        return Ok(Vec::new());
    }
    let all = [(row.totp, FactorKind::Totp), (row.passkey, FactorKind::Passkey), (row.recovery_code, FactorKind::RecoveryCode)];
    Ok(all.into_iter().filter_map(|(there, kind)| there.then_some(kind)).collect())
}

/// Somebody who has shown all that was asked for.
pub(crate) struct Entrance<'a> {
    pub user: UserSummary,
    pub place: Membership,
    pub proved_at: Option<DateTime<Utc>>,
    pub second_factor_at: Option<DateTime<Utc>>,
    /// Good for this workspace alone.
    pub confined: bool,
    pub headers: &'a HeaderMap,
}

/// Begins the session of an entrance in its workspace, whose transaction this is, and commits. Says by mail when the browser
/// is a new one.
pub(crate) async fn enter(identity: &Identity, mut tx: TenantTx, entrance: Entrance<'_>) -> Result<SignedInResponse> {
    let Entrance { user, place, proved_at, second_factor_at, confined, headers } = entrance;
    let Membership { tenant, role } = place;
    let device = Device::of(headers);
    if !device.is_known(&mut tx, user.id).await? {
        let data = json!({ "workspace": tenant.name });
        let letter = factors::letter(&mut tx, user.id, "new_device", data).await?;
        tx.enqueue(letter);
    }
    let begun = Begin { proved_at, second_factor_at, device_hash: Some(device.hash()), confined };
    let session = session::begin_as(identity, &mut tx, user, tenant, role, begun).await?;
    tx.commit().await?;
    let mut response = identity.welcome(StatusCode::OK, session);
    response.cookies.push(cookies::device(&device.encode(), identity.secure_cookies));
    Ok(response)
}

/// A browser, by the cookie that it has been given. It lets nobody in; it only tells a new browser from a known one.
struct Device([u8; 32]);

impl Device {
    fn of(headers: &HeaderMap) -> Self {
        let kept = cookies::read(headers, cookies::DEVICE).and_then(|text| cookies::decode(&text));
        Self(kept.unwrap_or_else(secret::random))
    }

    fn encode(&self) -> String {
        cookies::encode(&self.0)
    }

    fn hash(&self) -> [u8; 32] {
        secret::hash(&self.0)
    }

    /// Whether this person came with it before, or without cookies from the same place with the same program; at the very
    /// first time there is nothing to compare with.
    async fn is_known(&self, tx: &mut TenantTx, user_id: Uuid) -> Result<bool> {
        let origin = origin();
        Ok(sqlx::query_scalar!(
            r#"SELECT NOT EXISTS (SELECT FROM sessions WHERE user_id = $1)
                 OR EXISTS (SELECT FROM sessions WHERE user_id = $1 AND (device_hash = $2
                   OR (address IS NOT DISTINCT FROM $3 AND user_agent IS NOT DISTINCT FROM $4))) AS "known!""#,
            user_id,
            &self.hash(),
            origin.address,
            origin.user_agent
        )
        .fetch_one(&mut **tx)
        .await?)
    }
}
