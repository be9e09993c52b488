//! Whom an account at a provider leads to.

use super::{app, confirm, link};
use crate::factors::App;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use testkit::{PASSWORD, openid::Browser};

#[tokio::test]
async fn a_newcomer_names_a_workspace_and_comes_back_as_the_same() {
    let (app, provider) = app().await;
    let buttons = app.api().get("/auth/providers").await.list();
    assert_eq!(buttons, [json!({ "id": "corp", "label": "corp", "kind": "openid", "workspace": null })]);
    provider.is("ada", "Ada@corp.example", true);
    let browser = Browser::new(&app);
    assert_eq!(browser.sign_in_with("corp").await, "/welcome");
    assert!(browser.session().await.is_none(), "nobody is signed in yet");
    let newcomer = browser.get("/auth/newcomer").await.ok(200);
    assert_eq!(newcomer["email"], "ada@corp.example");
    assert_eq!((&newcomer["name"], &newcomer["from"]), (&json!("ada of the provider"), &json!("/knowledge")));
    let body = json!({ "name": "Ada", "workspace": "Ada's", "email": "victim@corp.example", "email_verified": true });
    let session = browser.send(reqwest::Method::POST, "/auth/newcomer", None, body).await.ok(201);
    assert_eq!(session["user"]["email"], "ada@corp.example", "the address is the proven one");
    assert_eq!(session["role"], "owner");
    assert_eq!(browser.get("/auth/newcomer").await.problem(404), "not_found");
    let entries = app.api().with_token(session["access_token"].as_str().unwrap()).get("/audit-log").await.list();
    for action in ["tenant.founded", "identity.linked", "session.started"] {
        assert!(entries.iter().any(|entry| entry["action"] == action), "{action}");
    }

    let again = Browser::new(&app);
    assert_eq!(again.sign_in_with("corp").await, "/knowledge", "on to the page that they came for");
    assert_eq!(again.session().await.unwrap()["user"]["id"], session["user"]["id"]);
    // Without a password, none is right.
    for password in ["", " ", PASSWORD] {
        let login = app.api().post("/auth/login", json!({ "email": "ada@corp.example", "password": password })).await;
        assert!(matches!(login.status, 401 | 422), "{}", login.text);
    }
}

#[tokio::test]
async fn a_confirmed_address_links_and_nothing_less() {
    let (app, provider) = app().await;
    let owner = app.register("Northwind").await;
    // Whoever registered it may be somebody else, who waits for its owner to come.
    provider.is("owner", &owner.email, true);
    let browser = Browser::new(&app);
    assert_eq!(browser.sign_in_with("corp").await, "/sign-in?problem=account_unverified");
    assert!(browser.session().await.is_none());
    // The provider has not made sure.
    confirm(&app, &owner.email).await;
    provider.is("somebody", &owner.email, false);
    assert_eq!(browser.sign_in_with("corp").await, "/sign-in?problem=email_unverified");
    assert!(browser.session().await.is_none());
    provider.is("owner", &owner.email, true);
    assert_eq!(browser.sign_in_with("corp").await, "/knowledge");
    assert_eq!(browser.session().await.unwrap()["user"]["id"], json!(owner.user_id));
    // From here on the account at the provider counts, whatever address it says.
    provider.is("owner", "other@elsewhere.example", false);
    assert_eq!(browser.sign_in_with("corp").await, "/knowledge");
    let linked = owner.get("/auth/identities").await.list();
    assert_eq!(linked.len(), 1);
    assert_eq!(linked[0]["email"], "other@elsewhere.example");
    let actions = owner.get("/audit-log?action=identity").await.list();
    assert_eq!(actions[0]["action"], "identity.linked");
}

#[tokio::test]
async fn an_address_that_only_user_info_tells_counts_as_well() {
    let (app, provider) = app().await;
    let owner = app.register("Northwind").await;
    confirm(&app, &owner.email).await;
    provider.is("owner", &owner.email, true);
    provider.email_at_user_info_only();
    assert_eq!(Browser::new(&app).sign_in_with("corp").await, "/knowledge");
}

#[tokio::test]
async fn one_links_and_unlinks_and_keeps_a_way_in() {
    let (app, provider) = app().await;
    let owner = app.register("Northwind").await;
    provider.is("private", "private@mail.example", false);
    let browser = Browser::new(&app);
    assert_eq!(link(&browser, &owner, &provider, "corp").await, "/settings/security?linked=1");
    assert_eq!(link(&browser, &owner, &provider, "corp").await, "/settings/security?linked=1", "again changes nothing");
    assert_eq!(Browser::new(&app).sign_in_with("corp").await, "/knowledge");
    // It leads to one account.
    let other = app.register("Southwind").await;
    assert_eq!(link(&Browser::new(&app), &other, &provider, "corp").await, "/settings/security?problem=identity_taken");
    let id = owner.get("/auth/identities").await.list()[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(other.delete(&format!("/auth/identities/{id}")).await.problem(404), "not_found");
    owner.delete(&format!("/auth/identities/{id}")).await.expect(204);
    assert_eq!(Browser::new(&app).sign_in_with("corp").await, "/sign-in?problem=email_unverified");

    provider.is("ada", "ada@corp.example", true);
    let ada = Browser::new(&app);
    ada.sign_in_with("corp").await;
    let session = ada.send(reqwest::Method::POST, "/auth/newcomer", None, json!({ "name": "Ada", "workspace": "Ada" })).await.ok(201);
    let ada = app.api().with_token(session["access_token"].as_str().unwrap());
    let id = ada.get("/auth/identities").await.list()[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(ada.delete(&format!("/auth/identities/{id}")).await.problem(409), "last_sign_in_method");
    assert_eq!(ada.get("/auth/identities").await.list().len(), 1);
}

#[tokio::test]
async fn two_that_register_the_same_newcomer_make_one_account() {
    let (app, provider) = app().await;
    provider.is("ada", "ada@corp.example", true);
    let (first, second) = (Browser::new(&app), Browser::new(&app));
    for browser in [&first, &second] {
        assert_eq!(browser.sign_in_with("corp").await, "/welcome");
    }
    let register = async |browser: &Browser| {
        browser.send(reqwest::Method::POST, "/auth/newcomer", None, json!({ "name": "Ada", "workspace": "Ada" })).await
    };
    let replies = tokio::join!(register(&first), register(&second));
    let mut statuses = [replies.0.status, replies.1.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    let accounts: i64 = sqlx::query_scalar("SELECT count(*) FROM users WHERE email = 'ada@corp.example'")
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap();
    assert_eq!(accounts, 1);
}

#[tokio::test]
async fn keys_rotate_and_a_description_is_fetched_once() {
    let (app, provider) = app().await;
    let owner = app.register("Northwind").await;
    confirm(&app, &owner.email).await;
    provider.is("owner", &owner.email, true);
    for _ in 0..3 {
        assert_eq!(Browser::new(&app).sign_in_with("corp").await, "/knowledge");
    }
    assert_eq!(provider.descriptions(), 1);
    provider.rotate();
    assert_eq!(Browser::new(&app).sign_in_with("corp").await, "/knowledge");
    assert_eq!(provider.descriptions(), 2);
}

#[tokio::test]
async fn a_provider_that_does_not_answer_leads_back() {
    let unreachable = json!([{ "name": "gone", "label": "Gone", "issuer": "http://127.0.0.1:9", "client_id": "a" }]).to_string();
    let app = testkit::TestApp::builder().without_workers().with_settings(|settings| settings.oidc = Some(unreachable)).start().await;
    assert_eq!(app.api().get("/auth/oauth/gone").await.expect(303).header("location"), "/sign-in?problem=provider_unavailable");
    assert_eq!(app.api().get("/auth/oauth/nobody").await.problem(404), "not_found");
    let owner = app.register("Northwind").await;
    assert_eq!(owner.post("/auth/identities", json!({ "provider": "gone" })).await.problem(503), "provider_unavailable");
    assert_eq!(app.api().post("/auth/newcomer", json!({ "name": "A", "workspace": "B" })).await.problem(404), "not_found");
    assert_eq!(app.api().get("/auth/providers?workspace=northwind").await.json["data"].as_array().map(Vec::len), Some(1));
    assert_eq!(Value::Null, app.api().get("/auth/oauth/gone/callback").await.json);
}

#[tokio::test]
async fn a_second_factor_is_asked_for_after_a_provider_as_after_a_password() {
    let (app, provider) = app().await;
    let owner = app.register("Northwind").await;
    confirm(&app, &owner.email).await;
    provider.is("owner", &owner.email, true);
    let totp = App::of(&app, &owner).await;
    let browser = Browser::new(&app);
    let to = browser.sign_in_with("corp").await;
    let packed = to.strip_prefix("/sign-in?from=%2Fknowledge#second-factor=").expect("the question");
    assert!(browser.session().await.is_none(), "no session without the second factor");
    let asked: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(packed).unwrap()).unwrap();
    assert_eq!(asked["mfa_required"], true);
    let body = json!({ "mfa_token": asked["mfa_token"], "proof": totp.proof(&app) });
    let session = browser.send(reqwest::Method::POST, "/auth/mfa/verify", None, body).await.ok(200);
    assert_eq!(session["user"]["id"], json!(owner.user_id));
    // Linking another way in needs a fresh proof, like every change of how one signs in.
    app.advance(chrono::Duration::minutes(11));
    assert_eq!(owner.post("/auth/identities", json!({ "provider": "corp" })).await.problem(403), "proof_required");
}
