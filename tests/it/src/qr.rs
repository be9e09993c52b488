//! Sign-in by QR code: a desktop asks, a phone that is signed in approves.

use crate::factors::App;
use reqwest::{
    Method,
    header::{COOKIE, USER_AGENT},
};
use serde_json::{Value, json};
use testkit::{Api, Reply, Session, Socket, TestApp};

const DESKTOP: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0";

/// A request as the desktop has it.
struct Asked {
    api: Api,
    id: String,
    secret: String,
    user_code: String,
    data: Value,
}

async fn ask(app: &TestApp) -> Asked {
    let api = app.api();
    let reply = api.send(api.request(Method::POST, "/auth/qr").header(USER_AGENT, DESKTOP)).await;
    assert_eq!(reply.header("cache-control"), "no-store");
    let data = reply.ok(201);
    let text = |name: &str| data[name].as_str().unwrap().to_owned();
    Asked { api, id: text("id"), secret: text("secret"), user_code: text("user_code"), data }
}

impl Asked {
    async fn poll_with(&self, secret: &str) -> Reply {
        let request = self.api.request(Method::GET, &format!("/auth/qr/{}", self.id)).header("x-qr-secret", secret);
        self.api.send(request.header(USER_AGENT, DESKTOP)).await
    }

    async fn poll(&self) -> Reply {
        self.poll_with(&self.secret).await
    }

    async fn status(&self, app: &TestApp) -> String {
        app.advance(chrono::Duration::seconds(5));
        self.poll().await.ok(200)["status"].as_str().unwrap().to_owned()
    }
}

async fn scan(phone: &Session, asked: &Asked) -> Value {
    phone.post("/auth/qr/scan", json!({ "id": asked.id })).await.ok(200)
}

async fn approve(phone: &Session, asked: &Asked) -> Reply {
    phone.post(&format!("/auth/qr/{}/approve", asked.id), Value::Null).await
}

#[tokio::test]
async fn a_phone_signs_the_desktop_in() {
    let app = TestApp::builder().without_workers().start().await;
    let phone = app.register("Northwind").await;
    let asked = ask(&app).await;
    assert_eq!(asked.data["browser"], "Firefox on Linux");
    let svg = asked.data["qr"].as_str().unwrap();
    assert!(svg.starts_with("<svg") && !svg.contains("script"));
    let link = asked.data["link"].as_str().unwrap();
    assert!(link.ends_with(&format!("/qr/{}", asked.id)) && !link.contains(&asked.secret), "the secret is in no code");
    assert_eq!(asked.status(&app).await, "pending");

    let shown = scan(&phone, &asked).await;
    assert_eq!((&shown["user_code"], &shown["browser"]), (&json!(asked.user_code), &json!("Firefox on Linux")));
    assert_eq!(shown["address"], "127.0.0.1");
    assert_eq!(shown["place"], json!({ "local": true, "country": null, "city": null, "source": null }));
    assert!(shown.get("secret").is_none());
    assert_eq!(asked.status(&app).await, "scanned");

    approve(&phone, &asked).await.expect(204);
    // Approved, it need not wait for the interval.
    let reply = asked.poll().await;
    assert!(reply.header("set-cookie").contains("dealsmart_refresh=") && reply.header("set-cookie").contains("HttpOnly"));
    assert_eq!(reply.header("cache-control"), "no-store");
    let polled = reply.ok(200);
    assert_eq!(polled["status"], "approved");
    let session = &polled["session"];
    assert_eq!((&session["user"]["id"], &session["tenant"]["id"]), (&json!(phone.user_id), &json!(phone.tenant_id)));
    let me = app.api().with_token(session["access_token"].as_str().unwrap()).get("/users/me").await.ok(200);
    assert_eq!(me["email"], json!(phone.email));
    // It is a session of its own, in the desktop's name.
    let devices = phone.get("/auth/sessions").await.list();
    assert_eq!(devices.iter().filter(|device| device["name"] == "Firefox on Linux" && device["current"] == false).count(), 1);
    // Used once.
    let again = asked.poll().await.ok(200);
    assert_eq!((&again["status"], again.get("session")), (&json!("used"), None));
    let actions: Vec<Value> = phone.get("/audit-log").await.list().into_iter().map(|entry| entry["action"].clone()).collect();
    assert!(actions.contains(&json!("qr_sign_in.approved")), "{actions:?}");
}

#[tokio::test]
async fn the_code_can_be_typed_and_the_request_turned_down() {
    let app = TestApp::builder().without_workers().start().await;
    let phone = app.register("Northwind").await;
    let asked = ask(&app).await;
    let typed = asked.user_code.to_lowercase().replace('-', " ");
    let shown = phone.post("/auth/qr/scan", json!({ "user_code": typed })).await.ok(200);
    assert_eq!(shown["id"], json!(asked.id));
    phone.post(&format!("/auth/qr/{}/deny", asked.id), Value::Null).await.expect(204);
    assert_eq!(asked.status(&app).await, "denied");
    assert_eq!(approve(&phone, &asked).await.problem(404), "not_found");
    assert!(asked.poll().await.ok(200).get("session").is_none());
}

#[tokio::test]
async fn only_the_desktop_that_asked_is_signed_in() {
    let app = TestApp::builder().without_workers().start().await;
    let phone = app.register("Northwind").await;
    let (asked, other) = (ask(&app).await, ask(&app).await);
    scan(&phone, &asked).await;
    approve(&phone, &asked).await.expect(204);
    // Who photographed the code knows id and user code; who asked at the same time has another secret.
    for secret in [other.secret.as_str(), asked.user_code.as_str(), asked.id.as_str(), "", "junk"] {
        assert_eq!(asked.poll_with(secret).await.problem(404), "not_found");
    }
    let bare = asked.api.get(&format!("/auth/qr/{}", asked.id)).await;
    assert_eq!(bare.problem(404), "not_found");
    let by_phone = phone.send(phone.request(Method::GET, &format!("/auth/qr/{}", asked.id)).header(COOKIE, "dealsmart_qr=1")).await;
    assert_eq!(by_phone.problem(404), "not_found");
    assert_eq!(other.poll().await.ok(200)["status"], "pending");
    assert!(asked.poll().await.ok(200)["session"].is_object());
}

/// Fixation: somebody asks, and gets a victim to approve. It takes a look at who asks, and an explicit yes by the same session.
#[tokio::test]
async fn nothing_is_approved_that_was_not_shown() {
    let app = TestApp::builder().without_workers().start().await;
    let phone = app.register("Northwind").await;
    let other_phone = app.login(&phone.email).await;
    let stranger = app.register("Southwind").await;
    let asked = ask(&app).await;
    assert_eq!(approve(&phone, &asked).await.problem(404), "not_found", "it was not opened");
    scan(&phone, &asked).await;
    assert_eq!(approve(&other_phone, &asked).await.problem(404), "not_found", "another session of the same person saw nothing");
    assert_eq!(approve(&stranger, &asked).await.problem(404), "not_found");
    assert_eq!(stranger.post(&format!("/auth/qr/{}/deny", asked.id), Value::Null).await.problem(404), "not_found");
    // Whoever opens it later is the one to decide.
    scan(&stranger, &asked).await;
    assert_eq!(approve(&phone, &asked).await.problem(404), "not_found");
    approve(&stranger, &asked).await.expect(204);
    assert_eq!(asked.poll().await.ok(200)["session"]["user"]["id"], json!(stranger.user_id));
    for path in ["scan", &format!("{}/approve", asked.id)] {
        assert_eq!(app.api().post(&format!("/auth/qr/{path}"), json!({ "id": asked.id })).await.status, 401);
    }
}

#[tokio::test]
async fn a_request_lives_two_minutes() {
    let app = TestApp::builder().without_workers().start().await;
    let phone = app.register("Northwind").await;
    let (unseen, seen, approved) = (ask(&app).await, ask(&app).await, ask(&app).await);
    scan(&phone, &seen).await;
    scan(&phone, &approved).await;
    approve(&phone, &approved).await.expect(204);
    app.advance(chrono::Duration::seconds(120));
    assert_eq!(phone.post("/auth/qr/scan", json!({ "id": unseen.id })).await.problem(404), "not_found");
    assert_eq!(approve(&phone, &seen).await.problem(404), "not_found");
    for asked in [&unseen, &seen, &approved] {
        let polled = asked.poll().await.ok(200);
        assert_eq!((&polled["status"], polled.get("session")), (&json!("expired"), None));
    }
    // Later they are forgotten.
    app.advance(chrono::Duration::minutes(11));
    ask(&app).await;
    assert_eq!(unseen.poll().await.problem(404), "not_found");
}

#[tokio::test]
async fn two_approvals_and_two_polls_at_once_are_one() {
    let app = TestApp::builder().without_workers().start().await;
    let phone = app.register("Northwind").await;
    let asked = ask(&app).await;
    scan(&phone, &asked).await;
    let replies = tokio::join!(approve(&phone, &asked), approve(&phone, &asked), approve(&phone, &asked));
    let mut statuses = [replies.0.status, replies.1.status, replies.2.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 404, 404]);
    let before = phone.get("/auth/sessions").await.list().len();
    let polls = tokio::join!(asked.poll(), asked.poll(), asked.poll());
    let sessions = [polls.0, polls.1, polls.2].iter().filter(|poll| poll.json["data"]["session"].is_object()).count();
    assert_eq!(sessions, 1);
    assert_eq!(phone.get("/auth/sessions").await.list().len(), before + 1);
}

#[tokio::test]
async fn an_approval_is_as_good_as_the_session_that_gave_it() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let phone = app.member(&owner, "agent").await;
    let signed_out = ask(&app).await;
    scan(&phone, &signed_out).await;
    approve(&phone, &signed_out).await.expect(204);
    phone.post("/auth/logout-all", Value::Null).await.expect(204);
    assert_eq!(signed_out.poll().await.problem(404), "not_found");

    let phone = app.login(&phone.email).await;
    let removed = ask(&app).await;
    scan(&phone, &removed).await;
    approve(&phone, &removed).await.expect(204);
    owner.delete(&format!("/members/{}", phone.user_id)).await.expect(204);
    assert_eq!(removed.poll().await.problem(404), "not_found");
}

#[tokio::test]
async fn who_polls_too_fast_is_slowed_down() {
    let app = TestApp::builder().without_workers().start().await;
    let asked = ask(&app).await;
    assert_eq!(asked.data["interval"], 5);
    asked.poll().await.ok(200);
    let reply = asked.poll().await;
    assert_eq!((reply.problem(429), reply.header("retry-after")), ("slow_down", "10"));
    app.advance(chrono::Duration::seconds(9));
    assert_eq!(asked.poll().await.problem(429), "slow_down");
    app.advance(chrono::Duration::seconds(15));
    assert_eq!(asked.poll().await.ok(200)["interval"], 15);
}

#[tokio::test]
async fn user_codes_cannot_be_guessed() {
    let app = TestApp::builder().without_workers().start().await;
    let (phone, other) = (app.register("Northwind").await, app.register("Southwind").await);
    let asked = ask(&app).await;
    let wrong = if asked.user_code == "BCDF-GHJK" { "BCDF-GHJL" } else { "BCDF-GHJK" };
    for _ in 0..10 {
        assert_eq!(phone.post("/auth/qr/scan", json!({ "user_code": wrong })).await.problem(404), "not_found");
    }
    let right = json!({ "user_code": asked.user_code });
    let reply = phone.post("/auth/qr/scan", right.clone()).await;
    assert_eq!((reply.problem(429), reply.header("retry-after")), ("too_many_codes", "900"));
    // Scanning needs no code, and others are not in the guesser's way.
    scan(&phone, &asked).await;
    other.post("/auth/qr/scan", right).await.ok(200);
    assert_eq!(other.post("/auth/qr/scan", json!({ "user_code": "12345678" })).await.problem(422), "invalid");
    assert_eq!(other.post("/auth/qr/scan", json!({})).await.problem(422), "invalid");
}

#[tokio::test]
async fn many_that_wait_at_one_address_are_enough() {
    let app = TestApp::builder().without_workers().start().await;
    for _ in 0..20 {
        ask(&app).await;
    }
    assert_eq!(app.api().post("/auth/qr", Value::Null).await.problem(429), "too_many_requests");
    app.advance(chrono::Duration::minutes(2));
    ask(&app).await;
}

#[tokio::test]
async fn news_come_live_to_who_has_the_secret_in_every_process() {
    let app = TestApp::builder().without_workers().start().await;
    let elsewhere = app.beside().without_workers().start().await;
    let phone = app.register("Northwind").await;
    let asked = ask(&app).await;
    let path = format!("/api/v1/auth/qr/{}/live", asked.id);
    let mut here = Socket::connect(app.address, &path, None).await.unwrap();
    let mut there = Socket::connect(elsewhere.address, &path, None).await.unwrap();
    let mut stranger = Socket::connect(app.address, &path, None).await.unwrap();
    stranger.send_text("guessed").await;
    assert!(stranger.next().await.is_none(), "without the secret nothing is told");
    for socket in [&mut here, &mut there] {
        socket.send_text(&asked.secret).await;
        assert_eq!(socket.next().await.unwrap(), json!({ "type": "qr.updated", "data": { "status": "pending" } }));
    }
    scan(&phone, &asked).await;
    for socket in [&mut here, &mut there] {
        assert_eq!(socket.next().await.unwrap()["data"]["status"], "scanned");
    }
    approve(&phone, &asked).await.expect(204);
    for socket in [&mut here, &mut there] {
        assert_eq!(socket.next().await.unwrap()["data"]["status"], "approved");
        assert!(socket.next().await.is_none(), "then it is closed");
    }
    let bare = app.api().get(&format!("/auth/qr/{}/live", asked.id)).await;
    assert_eq!(bare.problem(400), "websocket_expected");
}

#[tokio::test]
async fn the_desktop_is_asked_for_the_accounts_second_factor() {
    let app = TestApp::builder().without_workers().start().await;
    let phone = app.register("Northwind").await;
    let totp = App::of(&app, &phone).await;
    let asked = ask(&app).await;
    scan(&phone, &asked).await;
    approve(&phone, &asked).await.expect(204);
    let polled = asked.poll().await;
    assert_eq!(polled.header("set-cookie"), "");
    let polled = polled.ok(200);
    assert_eq!((&polled["status"], polled.get("session")), (&json!("approved"), None));
    let body = json!({ "mfa_token": polled["second_factor"]["mfa_token"], "proof": totp.proof(&app) });
    assert_eq!(app.api().post("/auth/mfa/verify", body).await.ok(200)["user"]["id"], json!(phone.user_id));
    assert_eq!(asked.poll().await.ok(200)["status"], "used");
}
