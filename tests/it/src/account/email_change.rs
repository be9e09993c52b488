//! Another address for an account, and how nobody takes an account over by one.

use super::{actions, letters, quiet};
use crate::factors::{App, passkey};
use chrono::Duration;
use serde_json::{Value, json};
use testkit::{PASSWORD, Reply, Session, TestApp};

async fn ask(session: &Session, email: &str, password: &str) -> Reply {
    session.post("/users/me/email", json!({ "email": email, "password": password })).await
}

async fn confirm(api: &testkit::Api, body: Value) -> Reply {
    api.post("/auth/email-change/confirm", body).await
}

async fn email(session: &Session) -> Value {
    session.get("/users/me").await.ok(200)["email"].clone()
}

#[tokio::test]
async fn an_address_changes_when_the_new_one_says_so() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let wrong = ask(&owner, "new@people.example", "not this").await;
    assert_eq!(wrong.json["errors"][0]["code"], "wrong_password");
    assert_eq!(ask(&owner, &owner.email.to_uppercase(), PASSWORD).await.problem(409), "same_email");
    ask(&owner, "New@People.example", PASSWORD).await.expect(202);
    assert_eq!(email(&owner).await, json!(owner.email), "nothing changes yet");
    let token = app.letter("new@people.example", "email-change", 1).await.token();
    // A link to the old address that was not used yet …
    app.api().post("/auth/password/forgot", json!({ "email": owner.email })).await.expect(202);
    let old_reset = app.letter(&owner.email, "password-reset", 1).await.token();
    confirm(&owner, json!({ "token": token })).await.expect(204);
    let me = owner.get("/users/me").await.ok(200);
    assert_eq!((&me["email"], &me["email_verified"]), (&json!("new@people.example"), &json!(true)));
    // … leads nowhere any more.
    let reset = json!({ "token": old_reset, "password": "a new one, and longer" });
    assert_eq!(app.api().post("/auth/password/reset", reset).await.problem(404), "not_found");
    assert_eq!(confirm(&owner, json!({ "token": token })).await.problem(404), "not_found", "once");
    app.login("new@people.example").await;
    let notice = app.letter(&owner.email, "email-changed", 1).await;
    assert!(notice.text.contains("new@people.example"));
    assert!(actions(&app, owner.user_id).await.contains(&"account.email_changed".into()));
}

#[tokio::test]
async fn nobody_is_made_owner_of_anothers_account_by_a_click() {
    let app = TestApp::start().await;
    let (attacker, victim) = (app.register("Attacker").await, app.register("Victim").await);
    // The attacker enters the victim's second address in an account whose password they know.
    ask(&attacker, "second@victim.example", PASSWORD).await.expect(202);
    let token = app.letter("second@victim.example", "email-change", 1).await.token();
    assert_eq!(confirm(&app.api(), json!({ "token": token })).await.problem(403), "password_needed");
    assert_eq!(confirm(&victim, json!({ "token": token })).await.problem(403), "password_needed");
    assert_eq!(email(&attacker).await, json!(attacker.email));
    app.advance(Duration::hours(24));
    let late = json!({ "token": token, "password": PASSWORD });
    assert_eq!(confirm(&app.api(), late).await.problem(404), "not_found");
}

#[tokio::test]
async fn an_address_with_an_account_is_not_told_apart() {
    let app = TestApp::start().await;
    let (a, b) = (app.register("Aardvark").await, app.register("Badger").await);
    let (fresh, known) = (ask(&a, "fresh@aardvark.example", PASSWORD).await, ask(&a, &b.email, PASSWORD).await);
    assert_eq!((fresh.status, fresh.text), (known.status, known.text));
    app.letter(&b.email, "account-known", 1).await;
    assert_eq!(letters(&app, &b.email, "email-change").await, 0, "there is no link that would make it somebody else's");
    assert_eq!(email(&b).await, json!(b.email));
}

#[tokio::test]
async fn an_address_that_got_an_account_meanwhile_is_not_taken() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    ask(&owner, "owner@late.example", PASSWORD).await.expect(202);
    let token = app.letter("owner@late.example", "email-change", 1).await.token();
    app.register("Late").await;
    assert_eq!(confirm(&owner, json!({ "token": token })).await.problem(409), "email_taken");
}

#[tokio::test]
async fn who_lost_their_address_takes_it_back() {
    let app = TestApp::start().await;
    let victim = app.register("Victim").await;
    // Somebody knows the password, and changes the address twice to shake the owner off.
    let thief = app.login(&victim.email).await;
    ask(&thief, "thief@one.example", PASSWORD).await.expect(202);
    confirm(&thief, json!({ "token": app.letter("thief@one.example", "email-change", 1).await.token() })).await.expect(204);
    // And adds ways in of their own.
    App::of(&app, &thief).await;
    passkey(&app, &thief).await;
    app.advance(Duration::seconds(1));
    ask(&thief, "thief@two.example", PASSWORD).await.expect(202);
    confirm(&thief, json!({ "token": app.letter("thief@two.example", "email-change", 1).await.token() })).await.expect(204);
    let undo = app.letter(&victim.email, "email-changed", 1).await.token();
    // Meanwhile nobody else gets the address.
    let squatter = json!({ "email": victim.email, "password": PASSWORD, "name": "X", "workspace": "X" });
    assert_eq!(app.api().post("/auth/register", squatter).await.problem(409), "email_taken");
    app.advance(Duration::days(6));
    let restored = app.api().post("/auth/email-change/undo", json!({ "token": undo })).await.ok(200);
    assert_eq!(restored["email"], json!(victim.email));
    assert_eq!(app.api().post("/auth/refresh", json!({ "refresh_token": thief.refresh_token })).await.problem(401), "session_ended");
    for known in [victim.email.as_str(), "thief@two.example"] {
        let login = json!({ "email": known, "password": PASSWORD });
        assert_eq!(
            app.api().post("/auth/login", login).await.problem(401),
            "wrong_credentials",
            "the password that was known works no more"
        );
    }
    // Nor does the thief's own way back from two to one.
    let back = app.letter("thief@one.example", "email-changed", 1).await.token();
    assert_eq!(app.api().post("/auth/email-change/undo", json!({ "token": back })).await.problem(404), "not_found");
    let reset = json!({ "token": restored["reset_token"], "password": "mine alone from here on" });
    app.api().post("/auth/password/reset", reset).await.expect(204);
    let login = json!({ "email": victim.email, "password": "mine alone from here on" });
    let login = app.api().post("/auth/login", login).await.ok(200);
    assert!(login["access_token"].is_string(), "none of the thief's factors is asked for: {login}");
    let mine = app.api().with_token(login["access_token"].as_str().unwrap());
    assert!(mine.get("/auth/mfa/passkeys").await.list().is_empty(), "nor opens one");
    assert_eq!(app.api().post("/auth/email-change/undo", json!({ "token": undo })).await.problem(404), "not_found", "once");
    assert!(actions(&app, victim.user_id).await.contains(&"account.email_restored".into()));
}

#[tokio::test]
async fn an_address_is_taken_back_within_a_week() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    ask(&owner, "new@people.example", PASSWORD).await.expect(202);
    confirm(&owner, json!({ "token": app.letter("new@people.example", "email-change", 1).await.token() })).await.expect(204);
    let undo = app.letter(&owner.email, "email-changed", 1).await.token();
    app.advance(Duration::days(7));
    assert_eq!(app.api().post("/auth/email-change/undo", json!({ "token": undo })).await.problem(404), "not_found");
    // From then on it is anybody's.
    app.register("Northwind").await;
}

#[tokio::test]
async fn letters_to_new_addresses_are_few() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    for n in 0..5 {
        ask(&owner, &format!("n{n}@people.example"), PASSWORD).await.expect(202);
        app.advance(Duration::seconds(1));
    }
    assert_eq!(ask(&owner, "n5@people.example", PASSWORD).await.problem(429), "too_many_letters");
    quiet(&app).await;
    // The newest link is the one that works.
    let first = app.letter("n0@people.example", "email-change", 1).await.token();
    assert_eq!(confirm(&owner, json!({ "token": first })).await.problem(404), "not_found");
}
