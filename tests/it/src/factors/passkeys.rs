use super::{App, client, first_step, letters, login, passkey, verify};
use chrono::Duration;
use serde_json::{Value, json};
use testkit::{Api, Authenticator, Reply, Session, TestApp};

async fn asked_to_sign_in(api: &Api) -> Value {
    api.post("/auth/login/passkey/options", Value::Null).await.ok(200)["public_key"].clone()
}

async fn sign_in(api: &Api, device: &mut Authenticator) -> Reply {
    let asked = asked_to_sign_in(api).await;
    api.post("/auth/login/passkey", json!({ "credential": device.get(&asked) })).await
}

async fn asked_to_register(session: &Session) -> Value {
    session.post("/auth/mfa/passkeys/options", Value::Null).await.ok(200)["public_key"].clone()
}

async fn add(session: &Session, credential: Value) -> Reply {
    session.post("/auth/mfa/passkeys", json!({ "credential": credential, "name": "Laptop" })).await
}

#[tokio::test]
async fn a_passkey_is_added_named_used_and_removed() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let api = app.api();
    let asked = asked_to_register(&owner).await;
    assert_eq!((&asked["rp"]["id"], &asked["user"]["name"]), (&json!("localhost"), &json!(owner.email)));
    assert_eq!(asked["authenticatorSelection"]["userVerification"], "required");
    assert_eq!(asked["authenticatorSelection"]["residentKey"], "required");
    let mut device = Authenticator::of(&app);
    let added = add(&owner, device.create(&asked)).await.ok(201);
    assert_eq!((&added["passkey"]["name"], added["recovery_codes"].as_array().unwrap().len()), (&json!("Laptop"), 10));

    // No address is typed, and nothing else is asked.
    let session = sign_in(&api, &mut device).await.ok(200);
    assert_eq!(session["user"]["email"], json!(owner.email));
    let session = client(&api, &session);
    session.get("/users/me").await.expect(200);
    // With the password, it is the second factor.
    let answer = login(&api, &owner.email).await.ok(200);
    assert_eq!(answer["methods"], json!(["passkey", "recovery_code"]));
    let token = answer["mfa_token"].as_str().unwrap();
    let asked = api.post("/auth/mfa/verify/passkey", json!({ "mfa_token": token })).await.ok(200)["public_key"].clone();
    assert_eq!(asked["allowCredentials"].as_array().unwrap().len(), 1);
    verify(&api, token, json!({ "kind": "passkey", "credential": device.get(&asked) })).await.expect(200);

    let listed = owner.get("/auth/mfa/passkeys").await.list();
    assert_eq!((listed.len(), &listed[0]["backed_up"], listed[0]["used_at"].is_string()), (1, &json!(false), true));
    let path = format!("/auth/mfa/passkeys/{}", listed[0]["id"].as_str().unwrap());
    assert_eq!(owner.patch(&path, json!({ "name": "Work laptop" })).await.ok(200)["name"], "Work laptop");
    app.advance(chrono::Duration::seconds(1));
    owner.delete(&path).await.expect(204);
    assert_eq!(owner.delete(&path).await.problem(404), "not_found");
    assert_eq!(sign_in(&api, &mut device).await.problem(401), "passkey_refused");
    login(&api, &owner.email).await.ok(200)["access_token"].as_str().expect("the password is enough again");
    let told: Vec<_> = letters(&app, &owner.email).await.into_iter().map(|(template, data)| (template, data["factor"].clone())).collect();
    assert_eq!(told, [("factor_added".to_owned(), json!("Laptop")), ("factor_removed".to_owned(), json!("Work laptop"))]);
}

#[tokio::test]
async fn an_answer_is_good_once_within_five_minutes_and_for_what_was_asked() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let api = app.api();
    let mut device = passkey(&app, &owner).await;
    let credential = device.get(&asked_to_sign_in(&api).await);
    let send = async |credential: &Value| api.post("/auth/login/passkey", json!({ "credential": credential })).await;
    send(&credential).await.expect(200);
    assert_eq!(send(&credential).await.problem(422), "challenge_expired", "shown again");
    let twice = device.get(&asked_to_sign_in(&api).await);
    let (one, two) = tokio::join!(send(&twice), send(&twice));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422], "at the same moment");
    let late = device.get(&asked_to_sign_in(&api).await);
    app.advance(Duration::minutes(5));
    assert_eq!(send(&late).await.problem(422), "challenge_expired");
    let own = device.get(&json!({ "challenge": "AAAAAAAAAAAAAAAAAAAAAA" }));
    assert_eq!(send(&own).await.problem(422), "challenge_expired", "nobody asked that");

    // Asked for one thing, answered for another.
    let asked = asked_to_sign_in(&api).await;
    let step_up = json!({ "factor": { "kind": "passkey", "credential": device.get(&asked) } });
    assert_eq!(owner.post("/auth/step-up", step_up).await.problem(422), "challenge_expired");
    let asked = owner.post("/auth/step-up/passkey", Value::Null).await.ok(200)["public_key"].clone();
    assert_eq!(send(&device.get(&asked)).await.problem(422), "challenge_expired");
    // Asked in one sign-in or session, answered in another.
    let tokens = [first_step(&api, &owner.email).await, first_step(&api, &owner.email).await];
    let asked = api.post("/auth/mfa/verify/passkey", json!({ "mfa_token": tokens[0] })).await.ok(200)["public_key"].clone();
    let proof = json!({ "kind": "passkey", "credential": device.get(&asked) });
    assert_eq!(verify(&api, &tokens[1], proof).await.problem(422), "challenge_expired");
    owner.post("/auth/step-up", json!({ "password": testkit::PASSWORD })).await.ok(200);
    let asked = asked_to_register(&owner).await;
    let stranger = app.register("Southwind").await;
    assert_eq!(add(&stranger, Authenticator::of(&app).create(&asked)).await.problem(422), "challenge_expired");
}

#[tokio::test]
async fn pages_of_other_origins_and_keys_for_other_hosts_are_refused() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let api = app.api();
    let good = passkey(&app, &owner).await;
    let port = app.address.port();
    type Change = fn(&mut Authenticator, u16);
    let wrong: [(&str, Change); 4] = [
        ("a look-alike page", |device, _| device.origin = "https://localhost.evil.example".into()),
        ("another port", |device, port| device.origin = format!("http://localhost:{}", port ^ 1)),
        ("https for http", |device, port| device.origin = format!("https://localhost:{port}")),
        ("another host's key", |device, _| device.rp_id = "evil.example".into()),
    ];
    for (what, change) in wrong {
        let mut device = good.clone();
        change(&mut device, port);
        device.counter += 100;
        assert_eq!(sign_in(&api, &mut device).await.problem(401), "passkey_refused", "{what}");
        let mut new = Authenticator::of(&app);
        change(&mut new, port);
        assert_eq!(add(&owner, new.create(&asked_to_register(&owner).await)).await.problem(422), "passkey_invalid", "{what}");
    }
    // Who does not look who holds it is no second factor.
    let mut blind = good.clone();
    blind.verifies = false;
    assert_eq!(sign_in(&api, &mut blind).await.problem(401), "passkey_refused", "not verified");
    let mut new = Authenticator::of(&app);
    new.verifies = false;
    assert_eq!(add(&owner, new.create(&asked_to_register(&owner).await)).await.problem(422), "passkey_invalid", "not verified");
    sign_in(&api, &mut good.clone()).await.expect(200);
}

#[tokio::test]
async fn a_passkey_opens_its_own_persons_account_alone() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let other = app.register("Southwind").await;
    let api = app.api();
    let mut device = passkey(&app, &owner).await;
    let mut of_other = passkey(&app, &other).await;
    // It says that it is somebody else's.
    let mut lying = device.clone();
    lying.user_handle.clone_from(&of_other.user_handle);
    assert_eq!(sign_in(&api, &mut lying).await.problem(401), "passkey_refused");
    let token = first_step(&api, &owner.email).await;
    let asked = api.post("/auth/mfa/verify/passkey", json!({ "mfa_token": token })).await.ok(200)["public_key"].clone();
    let proof = json!({ "kind": "passkey", "credential": of_other.get(&asked) });
    assert_eq!(verify(&api, &token, proof).await.problem(401), "wrong_code", "another's second factor");
    // Nor is it seen or touched.
    let key = owner.get("/auth/mfa/passkeys").await.list()[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(other.patch(&format!("/auth/mfa/passkeys/{key}"), json!({ "name": "Mine" })).await.problem(404), "not_found");
    assert_eq!(other.delete(&format!("/auth/mfa/passkeys/{key}")).await.problem(404), "not_found");
    // The same key for a second account: an authenticator does not do that, and we do not take it.
    let asked = asked_to_register(&other).await;
    assert_eq!(add(&other, device.create(&asked)).await.problem(409), "passkey_exists");
    let session = sign_in(&api, &mut {
        device.user_handle = lying.user_handle;
        device
    })
    .await;
    assert_eq!(session.problem(401), "passkey_refused");
}

#[tokio::test]
async fn a_copied_passkey_is_blocked_and_its_person_told() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let api = app.api();
    let mut device = passkey(&app, &owner).await;
    let mut copy = device.clone();
    app.advance(chrono::Duration::seconds(1));
    sign_in(&api, &mut device).await.expect(200);
    sign_in(&api, &mut device).await.expect(200);
    assert_eq!(sign_in(&api, &mut copy).await.problem(401), "passkey_refused", "its counter went back");
    assert_eq!(sign_in(&api, &mut device).await.problem(401), "passkey_refused", "which of the two is the copy nobody knows");
    assert_eq!(owner.get("/auth/mfa/passkeys").await.list()[0]["blocked"], true);
    let entries = owner.get("/audit-log?action=passkey.blocked").await.list();
    assert_eq!((entries.len(), &entries[0]["after"]["reason"]), (1, &json!("counter")));
    assert_eq!(letters(&app, &owner.email).await.last().unwrap().0, "factor_removed");
}

#[tokio::test]
async fn with_an_app_as_well_each_is_enough() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let api = app.api();
    let totp = App::of(&app, &owner).await;
    let mut device = passkey(&app, &owner).await;
    let answer = login(&api, &owner.email).await.ok(200);
    assert_eq!(answer["methods"], json!(["totp", "passkey", "recovery_code"]));
    verify(&api, answer["mfa_token"].as_str().unwrap(), totp.proof(&app)).await.expect(200);
    sign_in(&api, &mut device).await.ok(200)["access_token"].as_str().expect("the app is not asked for");
    owner.delete("/auth/mfa/totp").await.expect(204);
    assert_eq!(login(&api, &owner.email).await.ok(200)["methods"], json!(["passkey", "recovery_code"]));
}

#[tokio::test]
async fn what_is_no_credential_is_refused_in_order() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let api = app.api();
    let device = passkey(&app, &owner).await;
    let whole = device.clone().get(&asked_to_sign_in(&api).await);
    for (field, value) in [
        ("/response/signature", json!("AAAA")),
        ("/response/authenticatorData", json!("")),
        ("/response/clientDataJSON", json!("e30")),
        ("/response/userHandle", Value::Null),
        ("/rawId", json!("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")),
        ("/response", json!([])),
        ("/type", json!("password")),
    ] {
        let mut credential = device.clone().get(&asked_to_sign_in(&api).await);
        *credential.pointer_mut(field).unwrap() = value;
        let reply = api.post("/auth/login/passkey", json!({ "credential": credential })).await;
        assert!([401, 422].contains(&reply.status), "{field}: {}", reply.text);
        let reply = add(&owner, credential).await;
        assert_eq!(reply.status, 422, "{field}: {}", reply.text);
    }
    api.post("/auth/login/passkey", json!({ "credential": whole })).await.expect(200);
}
