use super::{App, client, first_step, letters, login, verify};
use chrono::Duration;
use serde_json::{Value, json};
use testkit::{TestApp, totp_code};

#[tokio::test]
async fn an_app_is_set_up_confirmed_asked_for_and_removed() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let api = app.api();
    let begun = owner.post("/auth/mfa/totp", Value::Null).await;
    assert_eq!(begun.header("cache-control"), "no-store");
    let begun = begun.ok(200);
    let uri = begun["uri"].as_str().unwrap();
    assert!(uri.starts_with("otpauth://totp/DealSmart:") && uri.contains(begun["secret"].as_str().unwrap()), "{uri}");
    assert!(begun["qr"].as_str().unwrap().starts_with("data:image/svg+xml;base64,"));
    login(&api, &owner.email).await.ok(200)["access_token"].as_str().expect("it asks nobody before it is confirmed");

    let again = owner.post("/auth/mfa/totp", Value::Null).await.ok(200);
    assert_ne!(begun["secret"], again["secret"], "beginning again gives another secret");
    let old = totp_code(begun["secret"].as_str().unwrap(), app.now());
    assert_eq!(owner.post("/auth/mfa/totp/confirm", json!({ "code": old })).await.problem(422), "invalid");
    let code = totp_code(again["secret"].as_str().unwrap(), app.now());
    let added = owner.post("/auth/mfa/totp/confirm", json!({ "code": code })).await.ok(200);
    assert_eq!(added["recovery_codes"].as_array().unwrap().len(), 10);
    assert_eq!(owner.post("/auth/mfa/totp/confirm", json!({ "code": code })).await.problem(409), "totp_exists");
    assert_eq!(owner.post("/auth/mfa/totp", Value::Null).await.problem(409), "totp_exists");
    let state = owner.get("/auth/mfa").await.ok(200);
    assert_eq!(state["recovery_codes"], json!({ "left": 10, "of": 10, "created_at": state["totp"]["confirmed_at"] }));

    let token = first_step(&api, &owner.email).await;
    assert_eq!(verify(&api, &token, json!({ "kind": "totp", "code": code })).await.problem(401), "wrong_code", "it confirmed the app");
    app.advance(Duration::seconds(30));
    let code = totp_code(again["secret"].as_str().unwrap(), app.now());
    let session = verify(&api, &token, json!({ "kind": "totp", "code": code })).await;
    assert!(session.header("set-cookie").starts_with("dealsmart_refresh="));
    let session = client(&api, &session.ok(200));
    session.get("/users/me").await.expect(200);

    owner.delete("/auth/mfa/totp").await.expect(204);
    assert_eq!(owner.delete("/auth/mfa/totp").await.problem(404), "not_found");
    login(&api, &owner.email).await.ok(200)["access_token"].as_str().expect("the password is enough again");
    let state = owner.get("/auth/mfa").await.ok(200);
    assert!(state["totp"].is_null() && state["recovery_codes"].is_null(), "{state}");
    let told: Vec<String> = letters(&app, &owner.email).await.into_iter().map(|(template, _)| template).collect();
    assert_eq!(told, ["factor_added", "factor_removed"]);
}

#[tokio::test]
async fn the_secret_is_sealed() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let begun = owner.post("/auth/mfa/totp", Value::Null).await.ok(200);
    let mut superuser = app.superuser().await;
    let sealed: Vec<u8> = sqlx::query_scalar("SELECT secret FROM totp_secrets WHERE user_id = $1")
        .bind(owner.user_id)
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    let key = app.secret().key("totp secrets");
    let secret = kernel::seal::open(&key, &format!("totp {}", owner.user_id), &sealed).expect("sealed with the master secret");
    assert_eq!(secret.len(), 20);
    assert!(!sealed.windows(20).any(|part| part == secret));
    assert!(kernel::seal::open(&key, "totp 00000000-0000-0000-0000-000000000000", &sealed).is_none(), "it is its owner's alone");
    assert_eq!(begun["secret"].as_str().unwrap().len(), 32);
}

#[tokio::test]
async fn a_code_is_good_once_wherever_it_is_shown_again() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let totp = App::of(&app, &owner).await;
    let api = app.api();
    let tokens = [first_step(&api, &owner.email).await, first_step(&api, &owner.email).await];
    // At the same moment in two sign-ins, and after that in another.
    let (one, two) = tokio::join!(verify(&api, &tokens[0], totp.proof(&app)), verify(&api, &tokens[1], totp.proof(&app)));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401], "{} {}", one.text, two.text);
    let third = first_step(&api, &owner.email).await;
    assert_eq!(verify(&api, &third, totp.proof(&app)).await.problem(401), "wrong_code");
    assert_eq!(owner.post("/auth/step-up", json!({ "factor": totp.proof(&app) })).await.problem(403), "wrong_proof");
    // Nor the one of the step before, once a later one was used.
    let earlier = totp_code(&totp.secret, app.now() - Duration::seconds(30));
    assert_eq!(verify(&api, &third, json!({ "kind": "totp", "code": earlier })).await.problem(401), "wrong_code");
    app.advance(Duration::seconds(30));
    verify(&api, &third, totp.proof(&app)).await.expect(200);
}

#[tokio::test]
async fn guessing_codes_is_slowed_down_for_the_person_and_not_for_the_sign_in() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let other = app.register("Southwind").await;
    let (totp, of_other) = (App::of(&app, &owner).await, App::of(&app, &other).await);
    let api = app.api();
    let guess = json!({ "kind": "totp", "code": "000000" });
    let mut waits = Vec::new();
    for _ in 0..2 {
        // New sign-ins, sent at once: none of them gets guesses of its own.
        let mut tokens = Vec::new();
        for _ in 0..8 {
            tokens.push(first_step(&api, &owner.email).await);
        }
        let replies = futures_util::future::join_all(tokens.iter().map(|token| verify(&api, token, guess.clone()))).await;
        assert_eq!(replies.iter().filter(|reply| reply.status == 401).count(), 5, "five guesses, and no more");
        let refused = verify(&api, &tokens[0], totp.proof(&app)).await;
        assert_eq!(refused.problem(429), "too_many_attempts", "not even the right one");
        let by_recovery = json!({ "kind": "recovery_code", "code": totp.recovery_codes[0] });
        assert_eq!(verify(&api, &tokens[0], by_recovery).await.problem(429), "too_many_attempts");
        waits.push(refused.header("retry-after").parse::<i64>().unwrap());
        app.advance(Duration::seconds(waits[waits.len() - 1]));
    }
    assert_eq!(waits, [900, 3600], "longer each time");
    // Nobody else is kept waiting, and the right one ends it.
    let token = first_step(&api, &other.email).await;
    verify(&api, &token, of_other.proof(&app)).await.expect(200);
    let token = first_step(&api, &owner.email).await;
    verify(&api, &token, totp.proof(&app)).await.expect(200);
    let token = first_step(&api, &owner.email).await;
    assert_eq!(verify(&api, &token, guess).await.problem(401), "wrong_code", "counted from the beginning");
}

#[tokio::test]
async fn a_waiting_sign_in_is_good_for_its_own_person_for_five_minutes_and_once() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let other = app.register("Southwind").await;
    let (totp, of_other) = (App::of(&app, &owner).await, App::of(&app, &other).await);
    let api = app.api();
    let token = first_step(&api, &owner.email).await;
    assert_eq!(verify(&api, &token, of_other.proof(&app)).await.problem(401), "wrong_code", "somebody else's factor");
    // Made of another's id: there is no such sign-in of theirs.
    let mut bytes = base64::Engine::decode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, &token).unwrap();
    bytes[..16].copy_from_slice(other.user_id.as_bytes());
    let forged = base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, &bytes);
    assert_eq!(verify(&api, &forged, of_other.proof(&app)).await.problem(401), "sign_in_expired");
    let mut bytes = base64::Engine::decode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, &token).unwrap();
    bytes[40] ^= 1;
    let changed = base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, &bytes);
    for junk in ["", "junk", "AAAA", changed.as_str(), owner.refresh_token.as_str()] {
        assert_eq!(verify(&api, junk, totp.proof(&app)).await.problem(401), "sign_in_expired", "{junk}");
    }
    // It is no access token and no refresh token.
    assert_eq!(api.with_token(&token).get("/users/me").await.status, 401);
    assert_eq!(api.post("/auth/refresh", json!({ "refresh_token": token })).await.status, 401);

    verify(&api, &token, totp.proof(&app)).await.expect(200);
    app.advance(Duration::seconds(30));
    assert_eq!(verify(&api, &token, totp.proof(&app)).await.problem(401), "sign_in_expired", "used");
    let late = first_step(&api, &owner.email).await;
    app.advance(Duration::minutes(5));
    assert_eq!(verify(&api, &late, totp.proof(&app)).await.problem(401), "sign_in_expired");
    let given_up = first_step(&api, &owner.email).await;
    owner.delete("/auth/sessions").await.expect(204);
    app.advance(Duration::seconds(30));
    assert_eq!(verify(&api, &given_up, totp.proof(&app)).await.problem(401), "sign_in_expired", "signed out everywhere");
}
