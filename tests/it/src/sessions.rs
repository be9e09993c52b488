//! Sessions: where they are, how they end, and that what ended is refused at once.

use crate::seed::id;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::Duration;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};
use std::time::Duration as Time;
use testkit::{Api, PASSWORD, Reply, Session, Socket, TestApp};
use tokio::time::{Instant, timeout};
use uuid::Uuid;

async fn refresh(api: &Api, token: &str) -> Reply {
    api.post("/auth/refresh", json!({ "refresh_token": token })).await
}

fn text(data: &Value, field: &str) -> String {
    data[field].as_str().unwrap_or_else(|| panic!("no {field} in {data}")).to_owned()
}

async fn devices(session: &Session) -> Vec<Value> {
    session.get("/auth/sessions").await.list()
}

/// What a socket still sends until it is closed, which has to be within a second.
pub async fn closes_within_a_second(socket: &mut Socket) {
    let closed = timeout(Time::from_secs(1), async { while socket.next().await.is_some() {} }).await;
    assert!(closed.is_ok(), "the socket is open after a second");
}

#[tokio::test]
async fn two_refreshes_at_once_get_the_same_successor() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let api = app.api();
    let replies = futures_util::future::join_all((0..8).map(|_| refresh(&api, &owner.refresh_token))).await;
    let successors: Vec<String> = replies.into_iter().map(|reply| text(&reply.ok(200), "refresh_token")).collect();
    assert!(successors.iter().all(|token| *token == successors[0] && *token != owner.refresh_token));
    // Nobody could read it in the database: only its hash is there.
    let mut superuser = app.superuser().await;
    let row: String = sqlx::query_scalar("SELECT to_jsonb(s)::text FROM sessions s WHERE user_id = $1")
        .bind(owner.user_id)
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    let random = &URL_SAFE_NO_PAD.decode(&successors[0]).unwrap()[32..];
    let hex: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(!row.contains(&hex) && !row.contains(&successors[0]), "{row}");
    refresh(&api, &successors[0]).await.expect(200);
}

#[tokio::test]
async fn a_stolen_refresh_token_ends_the_family_with_all_that_it_gave() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let other = app.login(&owner.email).await;
    let api = app.api();
    let second = refresh(&api, &owner.refresh_token).await.ok(200);
    let holder = api.with_token(text(&second, "access_token"));
    let mut socket = owner.socket(None).await;
    app.advance(Duration::seconds(11));
    assert_eq!(refresh(&api, &owner.refresh_token).await.problem(401), "session_ended", "shown again after the grace");
    assert_eq!(refresh(&api, &text(&second, "refresh_token")).await.problem(401), "session_ended");
    assert_eq!(holder.get("/users/me").await.problem(401), "session_ended", "access tokens of the family are out at once");
    closes_within_a_second(&mut socket).await;
    other.get("/users/me").await.expect(200);
    let entries = other.get("/audit-log?action=session.ended").await.list();
    assert_eq!(entries[0]["after"]["reason"], "reuse");
}

#[tokio::test]
async fn a_session_ends_unused_after_seven_days_and_used_after_thirty() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let api = app.api();
    let mut token = owner.refresh_token.clone();
    for _ in 0..4 {
        app.advance(Duration::days(6));
        token = text(&refresh(&api, &token).await.ok(200), "refresh_token");
    }
    app.advance(Duration::days(6) - Duration::minutes(5));
    let last = refresh(&api, &token).await.ok(200);
    assert_eq!(last["expires_in"], 300, "no token outlives its session");
    app.advance(Duration::minutes(6));
    assert_eq!(refresh(&api, &text(&last, "refresh_token")).await.problem(401), "session_ended");
    let idle = app.login(&owner.email).await;
    app.advance(Duration::days(7));
    assert_eq!(refresh(&api, &idle.refresh_token).await.problem(401), "session_ended");
    let known = app.beside().without_workers().with_settings(|s| (s.session_days, s.session_idle_days) = (2, 1)).start().await;
    let short = known.login(&owner.email).await;
    app.advance(Duration::days(1));
    assert_eq!(refresh(&known.api(), &short.refresh_token).await.problem(401), "session_ended", "as the settings say");
}

#[tokio::test]
async fn devices_are_listed_and_ended_one_by_one_or_all() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1";
    let api = app.api();
    let login = json!({ "email": owner.email, "password": PASSWORD });
    let request = api.request(reqwest::Method::POST, "/auth/login").header("user-agent", phone).json(&login);
    let on_phone = api.send(request).await.ok(200);
    app.advance(Duration::seconds(1));
    let third = app.login(&owner.email).await;
    let list = devices(&owner).await;
    assert_eq!(list.len(), 3);
    assert_eq!(list.iter().filter(|d| d["current"] == true).count(), 1);
    let listed = list.iter().find(|d| d["name"] == "Safari on iPhone").unwrap();
    assert_eq!(listed["address"], "127.0.0.1");
    assert_eq!(listed["place"]["local"], true);
    // In pages, the last used first.
    let page = owner.get("/auth/sessions?limit=2").await;
    let next = page.json["page"]["next_cursor"].as_str().unwrap().to_owned();
    let rest = owner.get(&format!("/auth/sessions?limit=2&cursor={next}")).await.list();
    assert_eq!((page.list().len(), rest.len()), (2, 1));

    let path = format!("/auth/sessions/{}", id(listed));
    owner.delete(&path).await.expect(204);
    assert_eq!(owner.delete(&path).await.problem(404), "not_found");
    let phone = api.with_token(text(&on_phone, "access_token"));
    assert_eq!(phone.get("/users/me").await.problem(401), "session_ended");
    assert_eq!(devices(&owner).await.len(), 2);
    owner.delete("/auth/sessions").await.expect(204);
    assert_eq!(third.get("/users/me").await.problem(401), "session_ended");
    assert_eq!(devices(&owner).await.len(), 1);
    let out = owner.post("/auth/logout-all", Value::Null).await;
    out.expect(204);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(owner.get("/users/me").await.problem(401), "session_ended");
    assert_eq!(refresh(&api, &owner.refresh_token).await.problem(401), "session_ended");
}

#[tokio::test]
async fn a_session_of_another_user_is_not_there() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let admin = app.member(&owner, "admin").await;
    let stranger = app.register("Badger").await;
    let of_owner = id(&devices(&owner).await[0]);
    for other in [&admin, &stranger] {
        assert!(!json!(devices(other).await).to_string().contains(&of_owner.to_string()));
        assert_eq!(other.delete(&format!("/auth/sessions/{of_owner}")).await.problem(404), "not_found");
        other.delete("/auth/sessions").await.expect(204);
    }
    owner.get("/users/me").await.expect(200);
    refresh(&app.api(), &owner.refresh_token).await.expect(200);
    // A refresh token made of another user's id and session opens nothing either.
    let mut bytes = URL_SAFE_NO_PAD.decode(&admin.refresh_token).unwrap();
    bytes[..32].copy_from_slice(&URL_SAFE_NO_PAD.decode(&owner.refresh_token).unwrap()[..32]);
    assert_eq!(refresh(&app.api(), &URL_SAFE_NO_PAD.encode(&bytes)).await.problem(401), "session_ended");
    bytes[..16].copy_from_slice(admin.user_id.as_bytes());
    assert_eq!(refresh(&app.api(), &URL_SAFE_NO_PAD.encode(bytes)).await.problem(401), "session_ended");
    owner.get("/users/me").await.problem(401);
}

#[tokio::test]
async fn what_ends_in_one_process_is_refused_in_the_others_and_closed() {
    let here = TestApp::builder().without_workers().start().await;
    let owner = here.register("Northwind").await;
    let agent = here.member(&owner, "agent").await;
    let second = here.login(&agent.email).await;
    let there = here.beside().without_workers().start().await;
    let elsewhere = |session: &Session| Session { api: there.api().with_token(&session.token), ..session.clone() };
    let (agent_there, second_there) = (elsewhere(&agent), elsewhere(&second));
    // Asked once, so that the answer is remembered there.
    agent_there.get("/users/me").await.expect(200);
    second_there.get("/users/me").await.expect(200);
    let (mut first_socket, mut second_socket) = (agent_there.socket(None).await, second_there.socket(None).await);
    here.api().post("/auth/logout", json!({ "refresh_token": agent.refresh_token })).await.expect(204);
    closes_within_a_second(&mut first_socket).await;
    refused_soon(&agent_there, "session_ended").await;
    second_there.get("/users/me").await.expect(200);
    owner.delete(&format!("/members/{}", agent.user_id)).await.expect(204);
    assert_eq!(second.get("/users/me").await.problem(401), "no_workspace", "here without any delay");
    closes_within_a_second(&mut second_socket).await;
    refused_soon(&second_there, "no_workspace").await;
}

/// Another process hears of it by notification: within a moment, and not after the token's fifteen minutes.
async fn refused_soon(session: &Session, code: &str) {
    let began = Instant::now();
    loop {
        let reply = session.get("/users/me").await;
        if reply.status == 401 {
            assert_eq!(reply.problem(401), code);
            return;
        }
        assert!(began.elapsed() < Time::from_secs(1), "still let in after a second");
        tokio::time::sleep(Time::from_millis(10)).await;
    }
}

#[tokio::test]
async fn who_changes_the_database_past_the_program_is_heard_as_well() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    owner.get("/users/me").await.expect(200);
    let mut socket = owner.socket(None).await;
    let mut superuser = app.superuser().await;
    sqlx::query("UPDATE sessions SET ended_at = now() WHERE user_id = $1").bind(owner.user_id).execute(&mut superuser).await.unwrap();
    closes_within_a_second(&mut socket).await;
    refused_soon(&owner, "session_ended").await;
}

#[tokio::test]
async fn suspension_and_demotion_hold_with_the_next_request() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let admin = app.member(&owner, "admin").await;
    let path = format!("/members/{}", admin.user_id);
    let mut socket = admin.socket(None).await;
    admin.patch("/tenant", json!({ "name": "Renamed" })).await.expect(200);
    owner.patch(&path, json!({ "role": "agent" })).await.ok(200);
    assert_eq!(admin.patch("/tenant", json!({ "name": "Again" })).await.problem(403), "forbidden", "with the token from before");
    closes_within_a_second(&mut socket).await;
    assert_eq!(admin.get("/users/me").await.ok(200)["role"], "agent", "the session itself goes on");
    let ticket = admin.ticket().await;
    let mut socket = admin.socket(None).await;
    let conversation = app.visitor(&owner).await.say("Hello").await["conversation_id"].as_str().unwrap().to_owned();
    let poll = format!("/conversations/{conversation}/messages?since=9&wait=30");
    let suspend = async {
        tokio::time::sleep(Time::from_millis(200)).await;
        owner.patch(&path, json!({ "suspended": true })).await.ok(200)
    };
    let began = Instant::now();
    let (poll, suspended) = tokio::join!(admin.get(&poll), suspend);
    assert_eq!(suspended["suspended"], true);
    assert!(poll.list().is_empty() && began.elapsed() < Time::from_secs(10), "the long poll ended");
    closes_within_a_second(&mut socket).await;
    assert_eq!(admin.get("/users/me").await.problem(401), "no_workspace");
    assert_eq!(refresh(&app.api(), &admin.refresh_token).await.problem(401), "session_ended");
    let late = Socket::connect(app.address, &format!("/api/v1/realtime?ticket={ticket}"), None).await.err();
    assert_eq!(late, Some(401), "a ticket from before");
    let login = app.api().post("/auth/login", json!({ "email": admin.email, "password": PASSWORD })).await;
    assert_eq!(login.problem(403), "no_workspace");
    owner.patch(&path, json!({ "suspended": false })).await.ok(200);
    admin.get("/users/me").await.expect(200);
}

/// The claims of a token, as anyone may read them.
fn claims(token: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap()).unwrap()
}

fn private_key(seed: &[u8]) -> EncodingKey {
    let pkcs8 = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
    EncodingKey::from_ed_der(&[pkcs8.as_slice(), seed].concat())
}

fn signed(header: &Header, claims: &Value, key: &EncodingKey) -> String {
    jsonwebtoken::encode(header, claims, key).unwrap()
}

#[tokio::test]
async fn tokens_that_are_not_ours_or_not_for_this_are_refused() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let genuine = jsonwebtoken::decode_header(&owner.token).unwrap();
    assert_eq!((genuine.alg, genuine.typ.as_deref()), (Algorithm::EdDSA, Some("at+jwt")));
    let kid = genuine.kid.clone().unwrap();
    let mut superuser = app.superuser().await;
    let (public, sealed): (Vec<u8>, Vec<u8>) = sqlx::query_as("SELECT public_key, private_key FROM signing_keys WHERE kid = $1")
        .bind(&kid)
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    let seed = kernel::seal::open(&app.secret().key("signing keys"), &kid, &sealed).expect("sealed with the master secret");
    let (ours, good) = (private_key(&seed), claims(&owner.token));
    let with = |change: Value| {
        let mut claims = good.clone();
        for (name, value) in change.as_object().unwrap() {
            claims[name] = value.clone();
        }
        claims
    };
    let refused = async |what: &str, token: String| {
        let reply = app.api().with_token(token).get("/users/me").await;
        assert_eq!(reply.status, 401, "{what}: {}", reply.text);
    };
    app.api().with_token(signed(&genuine, &good, &ours)).get("/users/me").await.expect(200);
    let none = URL_SAFE_NO_PAD.encode(json!({ "alg": "none", "typ": "at+jwt", "kid": kid }).to_string());
    let payload = owner.token.split('.').nth(1).unwrap();
    refused("alg none", format!("{none}.{payload}.")).await;
    refused("no signature", owner.token.rsplit_once('.').unwrap().0.to_owned() + ".").await;
    refused("another key under our kid", signed(&genuine, &good, &private_key(&[7; 32]))).await;
    let confused = Header { kid: Some(kid.clone()), typ: Some("at+jwt".into()), ..Header::new(Algorithm::HS256) };
    refused("our public key as an HMAC secret", signed(&confused, &good, &EncodingKey::from_secret(&public))).await;
    refused("an unknown kid", signed(&Header { kid: Some("unknown".into()), ..genuine.clone() }, &good, &ours)).await;
    refused("no kid", signed(&Header { kid: None, ..genuine.clone() }, &good, &ours)).await;
    refused("another type", signed(&Header { typ: Some("JWT".into()), ..genuine.clone() }, &good, &ours)).await;
    refused("another audience", signed(&genuine, &with(json!({ "aud": "elsewhere" })), &ours)).await;
    refused("expired", signed(&genuine, &with(json!({ "exp": app.now().timestamp() })), &ours)).await;
    refused("another session", signed(&genuine, &with(json!({ "sid": Uuid::new_v4() })), &ours)).await;
    let stranger = app.register("Badger").await;
    refused("another tenant", signed(&genuine, &with(json!({ "tid": stranger.tenant_id })), &ours)).await;
    refused("another user", signed(&genuine, &with(json!({ "sub": stranger.user_id })), &ours)).await;
    refused("an operator's, who is none", signed(&genuine, &with(json!({ "act": { "sub": owner.user_id } })), &ours)).await;
    // A role that a token claims is no role.
    let viewer = app.member(&owner, "viewer").await;
    let mut raised = claims(&viewer.token);
    raised["role"] = json!("owner");
    let raised = app.api().with_token(signed(&genuine, &raised, &ours));
    assert_eq!(raised.patch("/tenant", json!({ "name": "Mine" })).await.problem(403), "forbidden");
    for field in ["role", "permissions"] {
        assert!(good.get(field).is_none(), "tokens say who asks, not what they may");
    }
}

#[tokio::test]
async fn keys_rotate_and_the_ones_before_verify_what_they_signed() {
    let app = TestApp::builder().without_workers().start().await;
    let there = app.beside().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let keys = async || app.api().get("/.well-known/jwks.json").await;
    let first = keys().await;
    assert_eq!(first.json["keys"].as_array().unwrap().len(), 1);
    assert!(first.header("cache-control").contains("max-age"));
    let key = &first.json["keys"][0];
    assert_eq!((key["kty"].as_str(), key["crv"].as_str(), key["alg"].as_str()), (Some("OKP"), Some("Ed25519"), Some("EdDSA")));
    assert!(key.get("d").is_none(), "the private part stays here");
    // Anyone can verify with it.
    let known = jsonwebtoken::DecodingKey::from_ed_components(key["x"].as_str().unwrap()).unwrap();
    let mut validation = jsonwebtoken::Validation::new(Algorithm::EdDSA);
    validation.set_audience(&["dealsmart"]);
    validation.validate_exp = false;
    jsonwebtoken::decode::<Value>(&owner.token, &known, &validation).unwrap();

    app.advance(Duration::seconds(1));
    app.app.identity.tokens.keys().rotate().await.unwrap();
    let second = app.login(&owner.email).await;
    let kid = |session: &Session| jsonwebtoken::decode_header(&session.token).unwrap().kid.unwrap();
    assert_ne!(kid(&owner), kid(&second));
    assert_eq!(keys().await.json["keys"].as_array().unwrap().len(), 2);
    owner.get("/users/me").await.expect(200);
    // A process that has not read the new one yet looks for it.
    for session in [&owner, &second] {
        let api = there.api().with_token(&session.token);
        testkit::wait_until("the other process knows the key", || async { (api.get("/users/me").await.status == 200).then_some(()) }).await;
    }
    // By themselves after a month; those that nothing can need any more are removed.
    app.advance(Duration::days(31));
    let third = app.login(&owner.email).await;
    assert_ne!(kid(&second), kid(&third));
    let left = keys().await.json["keys"].as_array().unwrap().clone();
    assert!(left.iter().all(|key| key["kid"] != json!(kid(&owner))), "{left:?}");
}

#[tokio::test]
async fn one_session_leads_through_all_of_ones_workspaces_and_no_other() {
    let app = TestApp::builder().without_workers().start().await;
    let a = app.register("Aardvark").await;
    let b = app.register("Badger").await;
    assert_eq!(a.post("/auth/switch-tenant", json!({ "tenant_id": b.tenant_id })).await.problem(404), "not_found");
    app.advance(Duration::seconds(1));
    let invited = app.invite(&b, &a.email, "agent").await;
    a.post("/invitations/accept", json!({ "token": invited })).await.ok(200);
    let mine = a.get("/users/me/tenants").await.list();
    let names: Vec<&str> = mine.iter().map(|m| m["tenant"]["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Aardvark", "Badger"]);
    let switched = a.post("/auth/switch-tenant", json!({ "tenant_id": b.tenant_id })).await.ok(200);
    assert_eq!((switched["role"].as_str(), switched["tenant"]["name"].as_str()), (Some("agent"), Some("Badger")));
    let in_b = app.api().with_token(text(&switched, "access_token"));
    assert_eq!(in_b.get("/users/me").await.ok(200)["tenant"]["name"], "Badger");
    assert_eq!(in_b.patch("/tenant", json!({ "name": "Mine" })).await.problem(403), "forbidden", "an owner elsewhere is an agent here");
    a.patch("/tenant", json!({ "name": "Aardvark & Sons" })).await.expect(200);
    assert_eq!(devices(&a).await.len(), 1, "it is one session");
    // It refreshes for the workspace last used, or for the one asked for.
    let api = app.api();
    let next = refresh(&api, &a.refresh_token).await.ok(200);
    assert_eq!(next["tenant"]["name"], "Badger");
    let back = json!({ "refresh_token": next["refresh_token"], "tenant_id": a.tenant_id });
    let next = api.post("/auth/refresh", back).await.ok(200);
    assert_eq!(next["tenant"]["name"], "Aardvark & Sons");
    let nowhere = json!({ "refresh_token": next["refresh_token"], "tenant_id": Uuid::new_v4() });
    assert_eq!(api.post("/auth/refresh", nowhere).await.problem(403), "no_workspace");
    // Removed from one, at home in the other.
    b.delete(&format!("/members/{}", a.user_id)).await.expect(204);
    assert_eq!(in_b.get("/users/me").await.problem(401), "no_workspace");
    let home = api.with_token(text(&next, "access_token"));
    home.get("/users/me").await.expect(200);
    assert_eq!(home.get("/users/me/tenants").await.list().len(), 1);
    // Ending it ends it everywhere.
    api.post("/auth/logout", json!({ "refresh_token": next["refresh_token"] })).await.expect(204);
    assert_eq!(home.get("/users/me").await.problem(401), "session_ended");
}
