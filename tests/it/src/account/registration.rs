//! How accounts begin where addresses are confirmed first, and what registering tells: nothing.

use super::{letters, quiet};
use chrono::Duration;
use serde_json::{Value, json};
use testkit::{PASSWORD, Reply, TestApp};

async fn confirming() -> TestApp {
    TestApp::builder().with_settings(|settings| settings.confirm_registrations = Some(true)).start().await
}

fn registration(email: &str) -> Value {
    json!({ "email": email, "password": PASSWORD, "name": "Nova", "workspace": "Nova's", "terms_version": "1" })
}

async fn begin(app: &TestApp, email: &str) -> String {
    app.api().post("/auth/register", registration(email)).await.ok(202)["registration"].as_str().unwrap().to_owned()
}

async fn confirm(app: &TestApp, body: Value) -> Reply {
    app.api().post("/auth/register/confirm", body).await
}

#[tokio::test]
async fn an_account_begins_once_its_address_is_confirmed() {
    let app = confirming().await;
    assert_eq!(app.api().get("/auth/options").await.ok(200)["confirm_first"], true);
    let held = begin(&app, "Nova@people.example").await;
    let letter = app.letter("nova@people.example", "registration", 1).await;
    assert!(!letter.text.contains("Nova's"), "what a stranger typed is in no letter to somebody else");
    let login = json!({ "email": "nova@people.example", "password": PASSWORD });
    assert_eq!(app.api().post("/auth/login", login.clone()).await.problem(401), "wrong_credentials", "there is no account yet");

    let reply = confirm(&app, json!({ "registration": held, "code": letter.code() })).await;
    assert!(reply.header("set-cookie").contains("dealsmart_refresh="));
    let session = reply.ok(201);
    assert_eq!((&session["role"], &session["tenant"]["name"]), (&json!("owner"), &json!("Nova's")));
    let api = app.api().with_token(session["access_token"].as_str().unwrap());
    assert_eq!(api.get("/users/me").await.ok(200)["email_verified"], true);
    app.letter("nova@people.example", "welcome", 1).await;
    app.api().post("/auth/login", login).await.ok(200);
    // Used up.
    assert_eq!(confirm(&app, json!({ "registration": held, "code": letter.code() })).await.problem(404), "not_found");
    let actions: Vec<Value> = api.get("/audit-log").await.list().iter().map(|entry| entry["action"].clone()).collect();
    assert!(actions.contains(&json!("tenant.founded")) && actions.contains(&json!("session.started")), "{actions:?}");
}

#[tokio::test]
async fn the_link_alone_makes_nobodys_account() {
    let app = confirming().await;
    // Somebody registers with another's address, and waits for a good-natured click.
    begin(&app, "victim@people.example").await;
    let token = app.letter("victim@people.example", "registration", 1).await.token();
    assert_eq!(confirm(&app, json!({ "token": token })).await.problem(403), "password_needed");
    let other = begin(&app, "other@people.example").await;
    assert_eq!(confirm(&app, json!({ "token": token, "registration": other })).await.problem(403), "password_needed");
    let wrong = confirm(&app, json!({ "token": token, "password": "not this one" })).await;
    assert_eq!((wrong.problem(422), wrong.json["errors"][0]["code"].as_str()), ("invalid", Some("wrong_password")));
    // Who registered may open it in another browser, with the password that they chose.
    confirm(&app, json!({ "token": token, "password": PASSWORD })).await.ok(201);
    for junk in [json!({ "token": "junk", "password": PASSWORD }), json!({ "registration": "junk", "code": "123456" })] {
        assert_eq!(confirm(&app, junk).await.problem(404), "not_found");
    }
    assert_eq!(confirm(&app, json!({})).await.problem(422), "invalid");
}

/// What anybody can see of an answer.
fn seen(reply: &Reply) -> (u16, Vec<String>, Vec<String>) {
    let mut headers: Vec<String> = reply.headers.keys().map(ToString::to_string).collect();
    headers.sort();
    let mut fields: Vec<String> =
        reply.json["data"].as_object().into_iter().flatten().map(|(name, value)| format!("{name}:{}", value.to_string().len())).collect();
    fields.sort();
    (reply.status, headers, fields)
}

#[tokio::test]
async fn neither_text_nor_status_nor_work_tells_who_has_an_account() {
    let app = confirming().await;
    let held = begin(&app, "known@people.example").await;
    let code = app.letter("known@people.example", "registration", 1).await.code();
    confirm(&app, json!({ "registration": held, "code": code })).await.ok(201);
    let passwords = &app.app.identity.passwords;
    let api = app.api();

    // The addresses are of one length, so the answers are.
    let mut answers = Vec::new();
    for (path, body) in [
        ("/auth/register", registration("EMAIL")),
        ("/auth/login", json!({ "email": "EMAIL", "password": "not the password" })),
        ("/auth/password/forgot", json!({ "email": "EMAIL" })),
    ] {
        let mut both = Vec::new();
        for email in ["known@people.example", "fresh@people.example"] {
            let before = passwords.runs();
            let body = serde_json::from_str(&body.to_string().replace("EMAIL", email)).unwrap();
            let reply = api.post(path, body).await;
            both.push((seen(&reply), reply.json["code"].clone(), reply.json["detail"].clone(), passwords.runs() - before));
            answers.push((path, email, reply));
        }
        assert_eq!(both[0], both[1], "{path} tells known and unknown addresses apart");
    }
    let held: Vec<String> = answers
        .iter()
        .filter(|(path, ..)| *path == "/auth/register")
        .map(|(_, _, r)| r.json["data"]["registration"].as_str().unwrap().to_owned())
        .collect();
    // Nor does going on tell: a wrong code is a wrong code, a new letter is on its way.
    quiet(&app).await;
    for step in 0..6 {
        let mut both = Vec::new();
        for held in &held {
            let reply = confirm(&app, json!({ "registration": held, "code": "000000" })).await;
            both.push((reply.status, reply.json["errors"][0]["code"].clone()));
        }
        assert_eq!(both[0], both[1], "try {step}");
    }
    for step in 0..6 {
        let mut both = Vec::new();
        for held in &held {
            let reply = api.post("/auth/register/resend", json!({ "registration": held })).await;
            both.push((reply.status, reply.json["code"].clone()));
        }
        assert_eq!(both[0], both[1], "letter {step}");
    }
    quiet(&app).await;
    // What differs is in the mailbox alone.
    assert!(letters(&app, "known@people.example", "account-known").await >= 1);
    assert_eq!(letters(&app, "fresh@people.example", "account-known").await, 0);
    assert_eq!(
        (letters(&app, "known@people.example", "password-reset").await, letters(&app, "fresh@people.example", "password-reset").await),
        (1, 0)
    );
}

#[tokio::test]
async fn a_code_is_not_found_by_trying() {
    let app = confirming().await;
    let held = begin(&app, "nova@people.example").await;
    let code = app.letter("nova@people.example", "registration", 1).await.code();
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        let reply = confirm(&app, json!({ "registration": held, "code": wrong })).await;
        assert_eq!((reply.problem(422), reply.json["errors"][0]["code"].as_str()), ("invalid", Some("wrong_code")));
    }
    let dead = confirm(&app, json!({ "registration": held, "code": code })).await;
    assert_eq!(dead.json["errors"][0]["code"], "code_over", "the right one comes too late");
    app.advance(Duration::seconds(1));
    app.api().post("/auth/register/resend", json!({ "registration": held })).await.expect(202);
    let letter = app.letter("nova@people.example", "registration", 2).await;
    assert_ne!(letter.code(), code);
    confirm(&app, json!({ "registration": held, "code": letter.code() })).await.ok(201);
}

#[tokio::test]
async fn tries_at_the_same_time_are_counted_one_by_one() {
    let app = confirming().await;
    let held = begin(&app, "nova@people.example").await;
    let code = app.letter("nova@people.example", "registration", 1).await.code();
    let guesses = (0..20).map(|n| {
        confirm(&app, json!({ "registration": held, "code": format!("{:06}", (code.parse::<u32>().unwrap() + 1 + n) % 1_000_000) }))
    });
    let replies = futures_util::future::join_all(guesses.collect::<Vec<_>>()).await;
    let wrong = replies.iter().filter(|reply| reply.json["errors"][0]["code"] == "wrong_code").count();
    assert_eq!(wrong, 5, "no more than five are looked at");
}

#[tokio::test]
async fn a_registration_is_over_after_a_day() {
    let app = confirming().await;
    let held = begin(&app, "nova@people.example").await;
    let letter = app.letter("nova@people.example", "registration", 1).await;
    app.advance(Duration::hours(24));
    assert_eq!(confirm(&app, json!({ "registration": held, "code": letter.code() })).await.problem(404), "not_found");
    assert_eq!(confirm(&app, json!({ "token": letter.token(), "password": PASSWORD })).await.problem(404), "not_found");
    assert_eq!(app.api().post("/auth/register/resend", json!({ "registration": held })).await.problem(404), "not_found");
    // The next one takes its place.
    begin(&app, "nova@people.example").await;
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM registrations").fetch_one(&mut app.superuser().await).await.unwrap();
    assert_eq!(left, 1);
}

#[tokio::test]
async fn two_who_confirm_at_once_get_one_account() {
    let app = confirming().await;
    let held = begin(&app, "nova@people.example").await;
    let code = app.letter("nova@people.example", "registration", 1).await.code();
    let body = json!({ "registration": held, "code": code });
    let (one, two) = tokio::join!(confirm(&app, body.clone()), confirm(&app, body.clone()));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert!(statuses == [201, 409] || statuses == [201, 404], "{} {}", one.text, two.text);
}

#[tokio::test]
async fn neither_a_mailbox_nor_the_mail_server_is_flooded() {
    let app = confirming().await;
    for _ in 0..12 {
        begin(&app, "victim@people.example").await;
    }
    quiet(&app).await;
    assert_eq!(letters(&app, "victim@people.example", "registration").await, 5, "one address gets five within an hour");
    // One network causes twenty within a quarter of an hour, whoever they go to.
    for n in 0..8 {
        app.api().post("/auth/password/forgot", json!({ "email": format!("n{n}@people.example") })).await.expect(202);
    }
    let refused = app.api().post("/auth/password/forgot", json!({ "email": "one-more@people.example" })).await;
    assert_eq!(refused.problem(429), "too_many_letters");
    assert_eq!(app.api().post("/auth/register", registration("one-more@people.example")).await.problem(429), "too_many_letters");
    let wait: i64 = refused.header("retry-after").parse().unwrap();
    app.advance(Duration::seconds(wait));
    app.api().post("/auth/password/forgot", json!({ "email": "one-more@people.example" })).await.expect(202);
}

#[tokio::test]
async fn passwords_that_would_be_guessed_are_refused() {
    let app = TestApp::builder().without_workers().start().await;
    for (password, code) in [("password1", "common_password"), ("QWERTYUIOP", "common_password"), ("nova-northwind", "personal_password")] {
        let body = json!({ "email": "nova@people.example", "password": password, "name": "Nova", "workspace": "Northwind" });
        let reply = app.api().post("/auth/register", body).await;
        assert_eq!(
            (reply.problem(422), reply.json["errors"][0]["field"].as_str(), reply.json["errors"][0]["code"].as_str()),
            ("invalid", Some("password"), Some(code))
        );
    }
    let owner = app.register("Northwind").await;
    let member = json!({ "email": "lena@people.example", "name": "Lena", "role": "viewer", "password": "trustno1" });
    assert_eq!(owner.post("/members", member).await.json["errors"][0]["code"], "common_password");
    let token = app.invite(&owner, "nina@people.example", "viewer").await;
    let join = json!({ "token": token, "name": "Nina", "password": "Northwind99" });
    assert_eq!(app.api().post("/auth/accept-invitation", join).await.json["errors"][0]["code"], "personal_password");
}

#[tokio::test]
async fn the_terms_that_were_agreed_to_are_kept() {
    let app = TestApp::builder()
        .without_workers()
        .with_settings(|settings| {
            settings.terms_version = "2026-11".into();
            settings.terms_url = Some("https://example.com/terms".into());
        })
        .start()
        .await;
    let options = app.api().get("/auth/options").await.ok(200);
    assert_eq!((&options["terms"]["version"], &options["terms"]["url"]), (&json!("2026-11"), &json!("https://example.com/terms")));
    let reply = app.api().post("/auth/register", registration("nova@people.example")).await;
    assert_eq!((reply.problem(422), reply.json["errors"][0]["code"].as_str()), ("invalid", Some("terms_changed")), "1 is not in force");
    let mut agreed = registration("nova@people.example");
    agreed["terms_version"] = json!("2026-11");
    app.api().post("/auth/register", agreed).await.ok(201);
    let kept: (String, chrono::DateTime<chrono::Utc>) =
        sqlx::query_as("SELECT terms_version, terms_accepted_at FROM users WHERE email = 'nova@people.example'")
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();
    assert_eq!(kept, ("2026-11".into(), app.now()));
}
