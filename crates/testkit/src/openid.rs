//! An OpenID Connect provider that speaks the real wire format: discovery, keys, the authorisation endpoint with PKCE, the
//! token endpoint, user info. And a browser that goes there and comes back.

use crate::{Api, Builder, Reply, TestApp};
use axum::{
    Form, Json, Router,
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use kernel::Clock;
use reqwest::Method;
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::net::TcpListener;

/// What every fake takes for its client.
pub const CLIENT_ID: &str = "dealsmart-tests";
pub const CLIENT_SECRET: &str = "a secret of the client";

/// Whose token it is that comes for a code, in spite of what the provider should do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    Properly,
    /// With a key that is not among the published ones.
    ByStranger,
    /// With the client's secret, as a key that both sides know.
    ByClientSecret,
    /// Not at all: `alg: none`.
    ByNobody,
}

struct Key {
    kid: String,
    private: Vec<u8>,
    x: String,
    y: String,
}

impl Key {
    fn new() -> Self {
        let random = SystemRandom::new();
        let private = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).expect("a key").as_ref().to_vec();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &private, &random).expect("a key");
        // An uncompressed point: 4, x, y.
        let point = pair.public_key().as_ref();
        let (x, y) = (URL_SAFE_NO_PAD.encode(&point[1..33]), URL_SAFE_NO_PAD.encode(&point[33..]));
        Self { kid: random_text(), private, x, y }
    }
}

fn random_text() -> String {
    URL_SAFE_NO_PAD.encode(&kernel::secret::random()[..12])
}

struct Code {
    asked: HashMap<String, String>,
    claims: Value,
}

struct Inner {
    issuer: String,
    clock: Arc<dyn Clock>,
    keys: Vec<Key>,
    /// Who is signed in there.
    person: Value,
    /// Put over the claims of each token.
    tampered: Value,
    signed: Signed,
    /// Whether addresses come with the token, or at the user-info endpoint only.
    email_in_token: bool,
    codes: HashMap<String, Code>,
    tokens: HashMap<String, Value>,
    descriptions: usize,
}

type Shared = Arc<Mutex<Inner>>;

fn lock(shared: &Shared) -> MutexGuard<'_, Inner> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A provider on a loopback port. It ends with its app.
#[derive(Clone)]
pub struct Provider {
    pub issuer: String,
    inner: Shared,
}

impl Provider {
    /// Its clock is the app's.
    pub async fn start(app: &TestApp) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let provider = Self::at(&listener, Arc::clone(&app.app.kernel.clock));
        provider.serve(listener, app);
        provider
    }

    /// An app whose installation offers a provider under this name to everyone.
    pub async fn installed(name: &str, builder: Builder) -> (TestApp, Self) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let provider = Self::at(&listener, Arc::new(kernel::SystemClock));
        let setting = provider.setting(name);
        let app = builder.with_settings(|settings| settings.oidc = Some(setting)).start().await;
        lock(&provider.inner).clock = Arc::clone(&app.app.kernel.clock);
        provider.serve(listener, &app);
        (app, provider)
    }

    fn at(listener: &TcpListener, clock: Arc<dyn Clock>) -> Self {
        let issuer = format!("http://{}", listener.local_addr().expect("an address"));
        let inner = Inner {
            issuer: issuer.clone(),
            clock,
            keys: vec![Key::new()],
            person: Value::Null,
            tampered: json!({}),
            signed: Signed::Properly,
            email_in_token: true,
            codes: HashMap::new(),
            tokens: HashMap::new(),
            descriptions: 0,
        };
        Self { issuer, inner: Arc::new(Mutex::new(inner)) }
    }

    fn serve(&self, listener: TcpListener, app: &TestApp) {
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(describe))
            .route("/keys", get(keys))
            .route("/authorize", get(authorize))
            .route("/token", post(token))
            .route("/userinfo", get(user_info))
            .with_state(Arc::clone(&self.inner));
        let stopping = app.app.kernel.tasks.stopping();
        app.app.kernel.tasks.spawn("test provider", async move {
            let _ = axum::serve(listener, router).with_graceful_shutdown(stopping.cancelled_owned()).await;
        });
    }

    /// The settings of an installation that offers this provider under a name.
    fn setting(&self, name: &str) -> String {
        let one = json!({ "name": name, "label": name, "issuer": self.issuer, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET });
        json!([one]).to_string()
    }

    /// Somebody signs in there.
    pub fn is(&self, subject: &str, email: &str, email_verified: bool) {
        lock(&self.inner).person =
            json!({ "sub": subject, "email": email, "email_verified": email_verified, "name": format!("{subject} of the provider") });
    }

    pub fn tamper(&self, claims: Value) {
        lock(&self.inner).tampered = claims;
    }

    pub fn sign(&self, signed: Signed) {
        lock(&self.inner).signed = signed;
    }

    pub fn email_at_user_info_only(&self) {
        lock(&self.inner).email_in_token = false;
    }

    /// New keys; the old ones are published no more.
    pub fn rotate(&self) {
        lock(&self.inner).keys = vec![Key::new()];
    }

    /// How often its description was asked for.
    #[must_use]
    pub fn descriptions(&self) -> usize {
        lock(&self.inner).descriptions
    }
}

async fn describe(State(shared): State<Shared>) -> Json<Value> {
    let mut inner = lock(&shared);
    inner.descriptions += 1;
    let issuer = &inner.issuer;
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
        "scopes_supported": ["openid", "email", "profile"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
    }))
}

async fn keys(State(shared): State<Shared>) -> Json<Value> {
    let inner = lock(&shared);
    let keys: Vec<Value> = (inner.keys.iter())
        .map(|key| json!({ "kty": "EC", "use": "sig", "alg": "ES256", "crv": "P-256", "kid": key.kid, "x": key.x, "y": key.y }))
        .collect();
    Json(json!({ "keys": keys }))
}

/// Whoever is signed in agrees at once.
async fn authorize(State(shared): State<Shared>, Query(asked): Query<HashMap<String, String>>) -> Response {
    let mut inner = lock(&shared);
    for (name, wanted) in [("response_type", "code"), ("client_id", CLIENT_ID), ("code_challenge_method", "S256")] {
        assert_eq!(asked.get(name).map(String::as_str), Some(wanted), "{name} of the authorisation request");
    }
    assert!(asked.get("scope").is_some_and(|scope| scope.split(' ').any(|word| word == "openid")));
    for name in ["state", "nonce", "code_challenge"] {
        assert!(asked.get(name).is_some_and(|value| value.len() >= 16), "the authorisation request has no {name}");
    }
    let code = random_text();
    let mut claims = inner.person.clone();
    claims["nonce"] = json!(asked["nonce"]);
    let to =
        format!("{}?code={code}&state={}&iss={}", asked["redirect_uri"], crate::encoded(&asked["state"]), crate::encoded(&inner.issuer));
    inner.codes.insert(code, Code { asked, claims });
    (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
}

fn refuse(error: &str) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": error }))).into_response()
}

async fn token(State(shared): State<Shared>, headers: HeaderMap, Form(form): Form<HashMap<String, String>>) -> Response {
    let mut inner = lock(&shared);
    let proof = STANDARD.encode(format!("{CLIENT_ID}:{}", CLIENT_SECRET.replace(' ', "+")));
    if headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()) != Some(&format!("Basic {proof}")) {
        return refuse("invalid_client");
    }
    // Used once, whatever comes of it.
    let Some(code) = form.get("code").and_then(|code| inner.codes.remove(code)) else { return refuse("invalid_grant") };
    let challenge = form.get("code_verifier").map(|verifier| URL_SAFE_NO_PAD.encode(kernel::secret::hash(verifier.as_bytes())));
    if challenge.as_ref() != code.asked.get("code_challenge") || form.get("redirect_uri") != code.asked.get("redirect_uri") {
        return refuse("invalid_grant");
    }
    let access_token = random_text();
    let now = inner.clock.now().timestamp();
    let mut claims = code.claims.clone();
    if !inner.email_in_token {
        let fields = claims.as_object_mut().expect("claims");
        fields.remove("email");
        fields.remove("email_verified");
    }
    let at_hash = URL_SAFE_NO_PAD.encode(&kernel::secret::hash(access_token.as_bytes())[..16]);
    let usual = json!({ "iss": inner.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "at_hash": at_hash });
    for more in [&usual, &inner.tampered] {
        for (name, value) in more.as_object().expect("claims") {
            claims[name.as_str()] = value.clone();
        }
    }
    let id_token = signed(&inner, &claims);
    inner.tokens.insert(access_token.clone(), code.claims);
    Json(json!({ "access_token": access_token, "token_type": "Bearer", "expires_in": 300, "id_token": id_token })).into_response()
}

fn signed(inner: &Inner, claims: &Value) -> String {
    let stranger = Key::new();
    let (key, kid) = match inner.signed {
        Signed::ByStranger => (&stranger, inner.keys[0].kid.clone()),
        _ => (&inner.keys[0], inner.keys[0].kid.clone()),
    };
    match inner.signed {
        Signed::ByNobody => {
            let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
            format!("{}.{}.", part(&json!({ "alg": "none", "typ": "JWT" })), part(claims))
        }
        Signed::ByClientSecret => {
            let key = EncodingKey::from_secret(CLIENT_SECRET.as_bytes());
            jsonwebtoken::encode(&Header::new(Algorithm::HS256), claims, &key).expect("a token")
        }
        Signed::Properly | Signed::ByStranger => {
            let header = Header { kid: Some(kid), ..Header::new(Algorithm::ES256) };
            jsonwebtoken::encode(&header, claims, &EncodingKey::from_ec_der(&key.private)).expect("a token")
        }
    }
}

async fn user_info(State(shared): State<Shared>, headers: HeaderMap) -> Response {
    let inner = lock(&shared);
    let token = kernel::auth::bearer(&headers).unwrap_or_default();
    match inner.tokens.get(token) {
        Some(claims) => Json(claims.clone()).into_response(),
        None => StatusCode::UNAUTHORIZED.into_response(),
    }
}

/// A browser: it keeps the app's cookies, and follows where it is sent when told to.
pub struct Browser {
    api: Api,
    cookies: Mutex<BTreeMap<String, String>>,
}

impl Browser {
    #[must_use]
    pub fn new(app: &TestApp) -> Self {
        Self { api: app.api(), cookies: Mutex::default() }
    }

    fn jar(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The value of a cookie whose name begins so.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.jar().iter().find(|(known, _)| known.starts_with(name)).map(|(_, value)| value.clone())
    }

    /// With a cookie that another browser has.
    pub fn steal(&self, other: &Self) {
        *self.jar() = other.jar().clone();
    }

    /// To the app, with its cookies.
    pub async fn send(&self, method: Method, path: &str, token: Option<&str>, body: Value) -> Reply {
        let api = token.map_or_else(|| self.api.clone(), |token| self.api.with_token(token));
        let cookies = self.jar().iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let mut request = api.request(method, path).header(header::COOKIE.as_str(), cookies);
        if !body.is_null() {
            request = request.json(&body);
        }
        let reply = api.send(request).await;
        for set in reply.headers.get_all("set-cookie") {
            let pair = set.to_str().expect("a cookie").split(';').next().unwrap_or_default().to_owned();
            let (name, value) = pair.split_once('=').expect("a cookie");
            if value.is_empty() {
                self.jar().remove(name);
            } else {
                self.jar().insert(name.to_owned(), value.to_owned());
            }
        }
        reply
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, None, Value::Null).await
    }

    /// Sets out for a provider: its address with all that is asked.
    pub async fn set_out(&self, provider: &str) -> String {
        let reply = self.get(&format!("/auth/oauth/{provider}?from=/knowledge")).await;
        reply.expect(303);
        reply.header("location").to_owned()
    }

    /// At the provider: the address of the app that it sends back to, as a path.
    pub async fn at_provider(&self, url: &str) -> String {
        let reply = self.api.get_url(url).await;
        reply.expect(303);
        let back = reply.header("location").to_owned();
        back.strip_prefix(&format!("http://{}", self.api.address)).expect("an address of the app").to_owned()
    }

    /// There and back: where the app sends to in the end.
    pub async fn sign_in_with(&self, provider: &str) -> String {
        let back = self.at_provider(&self.set_out(provider).await).await;
        self.come_back(&back).await
    }

    /// Where the app sends to that came back with an answer.
    pub async fn come_back(&self, path: &str) -> String {
        let reply = self.get(path).await;
        reply.expect(303);
        reply.header("location").to_owned()
    }

    /// Who is signed in by the cookie.
    pub async fn session(&self) -> Option<Value> {
        let reply = self.send(Method::POST, "/auth/refresh", None, Value::Null).await;
        (reply.status == 200).then(|| reply.json["data"].clone())
    }
}
