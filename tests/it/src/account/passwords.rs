//! A password that was forgotten, and one that is changed.

use super::{actions, letters, quiet};
use chrono::Duration;
use serde_json::json;
use testkit::{PASSWORD, Reply, Session, TestApp};

const NEW: &str = "a new one, and longer";

async fn forgot(app: &TestApp, email: &str) {
    app.api().post("/auth/password/forgot", json!({ "email": email })).await.expect(202);
}

async fn reset(app: &TestApp, token: &str, password: &str) -> Reply {
    app.api().post("/auth/password/reset", json!({ "token": token, "password": password })).await
}

async fn login(app: &TestApp, session: &Session, password: &str) -> Reply {
    app.api().post("/auth/login", json!({ "email": session.email, "password": password })).await
}

#[tokio::test]
async fn a_forgotten_password_is_set_anew_once() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let other_device = app.login(&owner.email).await;
    forgot(&app, &owner.email.to_uppercase()).await;
    let token = app.letter(&owner.email, "password-reset", 1).await.token();
    // A password that would be guessed leaves the link good.
    let weak = reset(&app, &token, "northwind1").await;
    assert_eq!(weak.json["errors"][0]["code"], "personal_password", "{}", weak.text);
    reset(&app, &token, NEW).await.expect(204);

    for session in [&owner, &other_device] {
        assert_eq!(session.get("/users/me").await.problem(401), "session_ended");
        let refresh = json!({ "refresh_token": session.refresh_token });
        assert_eq!(app.api().post("/auth/refresh", refresh).await.problem(401), "session_ended");
    }
    assert_eq!(login(&app, &owner, PASSWORD).await.problem(401), "wrong_credentials");
    let session = login(&app, &owner, NEW).await.ok(200);
    let api = app.api().with_token(session["access_token"].as_str().unwrap());
    assert_eq!(api.get("/users/me").await.ok(200)["email_verified"], true, "who read the letter has the address");
    assert_eq!(reset(&app, &token, "yet another one").await.problem(404), "not_found", "it works once");
    let notice = app.letter(&owner.email, "password-changed", 1).await;
    assert!(!notice.text.contains(NEW));
    assert!(actions(&app, owner.user_id).await.contains(&"account.password_reset".into()));
}

#[tokio::test]
async fn a_link_is_good_for_half_an_hour() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    forgot(&app, &owner.email).await;
    let token = app.letter(&owner.email, "password-reset", 1).await.token();
    app.advance(Duration::minutes(30));
    assert_eq!(reset(&app, &token, NEW).await.problem(404), "not_found");
    login(&app, &owner, PASSWORD).await.ok(200);
}

#[tokio::test]
async fn nobody_resets_anothers_password() {
    let app = TestApp::start().await;
    let (a, b) = (app.register("Aardvark").await, app.register("Badger").await);
    forgot(&app, &a.email).await;
    let token = app.letter(&a.email, "password-reset", 1).await.token();
    // The secret names its person; with another's name it proves nothing.
    let mut bytes = base64::Engine::decode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, &token).unwrap();
    bytes[..16].copy_from_slice(b.user_id.as_bytes());
    let forged = base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, &bytes);
    assert_eq!(reset(&app, &forged, NEW).await.problem(404), "not_found");
    let last = bytes.len() - 1;
    bytes[..16].copy_from_slice(a.user_id.as_bytes());
    bytes[last] ^= 1;
    let forged = base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, &bytes);
    assert_eq!(reset(&app, &forged, NEW).await.problem(404), "not_found");
    // Nothing is hashed for who holds no link.
    let before = app.app.identity.passwords.runs();
    for junk in ["", "junk", &"A".repeat(86)] {
        assert_eq!(reset(&app, junk, NEW).await.problem(404), "not_found");
    }
    assert_eq!(app.app.identity.passwords.runs(), before);
    login(&app, &b, PASSWORD).await.ok(200);
    reset(&app, &token, NEW).await.expect(204);
}

#[tokio::test]
async fn a_new_password_makes_other_links_void_and_one_link_sets_one_password() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    forgot(&app, &owner.email).await;
    let first = app.letter(&owner.email, "password-reset", 1).await.token();
    app.advance(Duration::seconds(1));
    forgot(&app, &owner.email).await;
    let second = app.letter(&owner.email, "password-reset", 2).await.token();
    let (one, two) = tokio::join!(reset(&app, &second, "the first of two"), reset(&app, &second, "the second of two"));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 404], "{} {}", one.text, two.text);
    assert_eq!(reset(&app, &first, NEW).await.problem(404), "not_found");
}

#[tokio::test]
async fn a_mailbox_gets_three_links_an_hour_and_unknown_ones_none() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    for round in 1..=5 {
        forgot(&app, &owner.email).await;
        forgot(&app, "nobody@northwind.example").await;
        quiet(&app).await;
        app.advance(Duration::seconds(1));
        assert_eq!(letters(&app, &owner.email, "password-reset").await, round.min(3));
    }
    assert!(app.outbox("nobody@northwind.example").await.is_empty());
    app.advance(Duration::hours(1));
    forgot(&app, &owner.email).await;
    app.letter(&owner.email, "password-reset", 4).await;
}

#[tokio::test]
async fn a_password_is_changed_with_the_old_one() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let other_device = app.login(&owner.email).await;
    let change = async |session: &Session, current: &str, new: &str| {
        session.post("/users/me/password", json!({ "current_password": current, "password": new })).await
    };
    let wrong = change(&owner, "not this", NEW).await;
    assert_eq!((wrong.problem(422), wrong.json["errors"][0]["field"].as_str()), ("invalid", Some("current_password")));
    assert_eq!(change(&owner, PASSWORD, "password123").await.json["errors"][0]["code"], "common_password");
    change(&owner, PASSWORD, NEW).await.expect(204);
    owner.get("/users/me").await.expect(200);
    assert_eq!(other_device.get("/users/me").await.problem(401), "session_ended");
    assert_eq!(login(&app, &owner, PASSWORD).await.problem(401), "wrong_credentials");
    login(&app, &owner, NEW).await.ok(200);
    app.letter(&owner.email, "password-changed", 1).await;
    assert!(actions(&app, owner.user_id).await.contains(&"account.password_changed".into()));
}

#[tokio::test]
async fn who_has_a_session_only_does_not_guess_the_password() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let guess = |current: &str| owner.post("/users/me/password", json!({ "current_password": current, "password": NEW }));
    let mut refused = None;
    for n in 0..8 {
        let reply = guess(&format!("guess {n}")).await;
        if reply.status == 429 {
            refused = Some(n);
            break;
        }
    }
    assert!(refused.is_some_and(|n| n <= 5), "{refused:?}");
    assert_eq!(guess(PASSWORD).await.status, 429, "the right one is not told apart");
    for (method, path, body) in [
        (reqwest::Method::DELETE, "/users/me", json!({ "password": PASSWORD })),
        (reqwest::Method::POST, "/users/me/email", json!({ "email": "x@people.example", "password": PASSWORD })),
    ] {
        assert_eq!(owner.json(method, path, body).await.status, 429, "{path} is no way round");
    }
}
