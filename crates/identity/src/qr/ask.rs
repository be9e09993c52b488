//! The desktop's side: it asks, shows the code, and waits.

use super::{LIFE, QrStatus, Waited, code, unknown};
use crate::{
    Identity,
    admission::{Admission, Arrival, Proof, SecondFactorRequired, admit},
    devices,
    session::{Session, UserSummary},
};
use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use kernel::{ConstraintExt, Created, Data, Kernel, PathId, Problem, Result, audit::origin};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;
use uuid::Uuid;

/// Seconds between two polls (RFC 8628, 3.2), and what is added when a client is faster (3.5).
const INTERVAL: i32 = 5;
/// Requests that may wait at one address.
const MOST_OPEN: i64 = 20;
/// Requests that are over are kept for a while, so that those who still wait are told so.
const KEPT: Duration = Duration::minutes(10);
/// The header that carries the secret: an address would leave it in logs.
const SECRET: &str = "x-qr-secret";

/// A sign-in that waits to be approved on a phone.
#[derive(Debug, Serialize, ToSchema)]
pub struct QrAsked {
    pub id: Uuid,
    /// Proves to be the one who asked, in the header `x-qr-secret` of each poll. To be kept from everybody else: the session
    /// goes to whoever has it.
    pub secret: String,
    /// What the phone shows as well, to be compared, or typed there. Such as `BCDF-GHJK`.
    pub user_code: String,
    /// Where the code leads.
    pub link: String,
    /// The link as a QR code, an SVG image.
    pub qr: String,
    pub expires_at: DateTime<Utc>,
    /// Seconds to be left between two polls.
    pub interval: i32,
    /// What the phone will say of this browser.
    pub browser: String,
}

/// Asks to be signed in by a phone that is. The answer's code is shown there for two minutes. 429 `too_many_requests` when
/// many wait at this address already.
#[utoipa::path(post, path = "/auth/qr", tag = "auth", responses((status = 201, body = Data<QrAsked>)))]
pub async fn begin_qr(State(kernel): State<Kernel>, Extension(identity): Extension<Arc<Identity>>) -> Result<Response> {
    let (now, origin) = (kernel.clock.now(), origin());
    let db = kernel.db.outside_tenants();
    sqlx::query!("DELETE FROM qr_sign_ins WHERE expires_at < $1", now - KEPT).execute(db).await?;
    let open = sqlx::query_scalar!(
        r#"SELECT count(*) AS "open!" FROM qr_sign_ins WHERE expires_at > $1 AND status IN ('pending', 'scanned') AND address IS NOT DISTINCT FROM $2"#,
        now,
        origin.address
    )
    .fetch_one(db)
    .await?;
    if open >= MOST_OPEN {
        let wait = u64::try_from(LIFE.num_seconds()).unwrap_or(1);
        return Err(Problem::too_many("too_many_requests", "Many sign-ins wait at your address. Try again in two minutes.", wait));
    }
    let (id, secret, user_code) = (kernel.clock.id(), URL_SAFE_NO_PAD.encode(kernel::secret::random()), code::draw());
    let expires_at = now + LIFE;
    sqlx::query!(
        "INSERT INTO qr_sign_ins (id, user_code, secret_hash, status, user_agent, address, interval_seconds, created_at, expires_at)
         VALUES ($1, $2, $3, 'pending', $4, $5, $6, $7, $8)",
        id,
        user_code,
        &kernel::secret::hash(secret.as_bytes()),
        origin.user_agent,
        origin.address,
        INTERVAL,
        now,
        expires_at
    )
    .execute(db)
    .await
    // One in billions.
    .on_constraint("qr_sign_ins_code_key", || Problem::unavailable("busy", "That did not work. Try again."))?;
    let link = format!("{}/qr/{id}", identity.url);
    let asked = QrAsked {
        id,
        secret,
        user_code,
        qr: svg(&link)?,
        link,
        expires_at,
        interval: INTERVAL,
        browser: devices::name(origin.user_agent.as_deref()),
    };
    let mut response = Created(asked).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Dark on light, whatever the page's colours: cameras want it so.
fn svg(text: &str) -> Result<String> {
    use fast_qr::{
        QRBuilder,
        convert::{Builder, Shape, svg::SvgBuilder},
    };
    let code = QRBuilder::new(text).ecl(fast_qr::ECL::M).build().map_err(|error| Problem::internal(format!("{error:?}")))?;
    Ok(SvgBuilder::default().shape(Shape::Square).to_str(&code))
}

/// How a request stands; with it, once, what signing in gives.
#[derive(Debug, Serialize, ToSchema)]
pub struct QrPolled {
    pub status: QrStatus,
    pub expires_at: DateTime<Utc>,
    /// Seconds to be left before the next poll.
    pub interval: i32,
    /// When `status` is `approved`: this poll used it up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<Session>,
    /// Instead of the session, where the account has a second factor and this browser is not trusted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second_factor: Option<SecondFactorRequired>,
}

/// How one's request stands. The first poll after it was approved answers `approved` with the session, and browsers get its
/// cookie. 404 without its secret; 429 `slow_down` for who polls faster than the interval, which grows by five seconds then.
#[utoipa::path(get, path = "/auth/qr/{id}", tag = "auth",
    params(("id" = Uuid, Path), ("x-qr-secret" = String, Header, description = "The request's secret")),
    responses((status = 200, body = Data<QrPolled>)))]
pub async fn poll_qr(
    State(kernel): State<Kernel>,
    Extension(identity): Extension<Arc<Identity>>,
    PathId(id): PathId,
    headers: HeaderMap,
) -> Result<Response> {
    let secret = headers.get(SECRET).and_then(|value| value.to_str().ok()).ok_or_else(unknown)?;
    let waited = Waited::load(&kernel.db, id, secret).await?;
    if waited.status == QrStatus::Approved {
        return redeem(&kernel, &identity, id, &waited, &headers).await;
    }
    let mut interval = waited.interval;
    if waited.status.waits() {
        let now = kernel.clock.now();
        let early = waited.polled_at.is_some_and(|last| now - last < Duration::seconds(i64::from(interval)));
        if early {
            interval = interval.saturating_add(INTERVAL);
        }
        sqlx::query!("UPDATE qr_sign_ins SET polled_at = $2, interval_seconds = $3 WHERE id = $1", id, now, interval)
            .execute(kernel.db.outside_tenants())
            .await?;
        if early {
            let wait = u64::try_from(interval).unwrap_or(1);
            return Err(Problem::too_many("slow_down", format!("Leave {interval} seconds between two polls."), wait));
        }
    }
    let polled = QrPolled { status: waited.status, expires_at: waited.expires_at, interval, session: None, second_factor: None };
    Ok(Data { data: polled }.into_response())
}

/// Uses the request up, and lets its person in.
async fn redeem(kernel: &Kernel, identity: &Identity, id: Uuid, waited: &Waited, headers: &HeaderMap) -> Result<Response> {
    let user_id = waited.user_id.ok_or_else(unknown)?;
    let mut tx = kernel.db.person(user_id).await?;
    let now = tx.now();
    // The approval is as good as the session that gave it.
    let used = sqlx::query!(
        r#"UPDATE qr_sign_ins q SET status = 'used' FROM users u, sessions s
           WHERE q.id = $1 AND q.status = 'approved' AND q.expires_at > $2 AND u.id = q.user_id
             AND s.id = q.session_id AND s.user_id = u.id AND s.ended_at IS NULL AND s.expires_at > $2 AND NOT s.confined
           RETURNING u.id, u.email, u.name, q.tenant_id AS "tenant_id!""#,
        id,
        now
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or_else(unknown)?;
    tx.commit().await?;
    let user = UserSummary { id: used.id, email: used.email, name: used.name };
    let arrival = Arrival { user, proof: Proof::Qr, tenant_id: Some(used.tenant_id), headers };
    let polled = |session, second_factor| QrPolled {
        status: QrStatus::Approved,
        expires_at: waited.expires_at,
        interval: waited.interval,
        session,
        second_factor,
    };
    let (data, cookies) = match admit(identity, &kernel.db, arrival).await.map_err(|_| unknown())? {
        Admission::Session(signed_in) => {
            let cookies = signed_in.all_cookies();
            (polled(Some(signed_in.session), None), cookies)
        }
        Admission::SecondFactor(required) => (polled(None, Some(required)), Vec::new()),
    };
    let mut response = Data { data }.into_response();
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
