//! Providers of a workspace's own. Whoever runs the workspace can make them say anything.

use super::{app, confirm, link, own_provider};
use crate::{factors::App, operations::operations};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{
    Session, TestApp,
    openid::{Browser, CLIENT_ID},
};

/// What a session that a workspace's provider gave may do of the account's own: see itself, end itself, go on with itself.
const GOOD_FOR_ALL: &[&str] = &["get_me", "leave_tenant", "set_availability"];

async fn start() -> (TestApp, Session) {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    (app, owner)
}

#[tokio::test]
async fn newcomers_join_where_the_workspace_says_so_and_stay_within() {
    let (app, owner) = start().await;
    let (provider, key) = own_provider(&app, &owner, json!({ "domains": ["corp.example"], "join_role": "agent" })).await;
    let slug = owner.get("/tenant").await.ok(200)["slug"].as_str().unwrap().to_owned();
    let button = json!({ "id": key, "label": "Own", "kind": "openid", "workspace": "Northwind" });
    assert_eq!(app.api().get(&format!("/auth/providers?workspace={slug}")).await.list(), [button]);
    assert!(app.api().get("/auth/providers").await.list().is_empty());
    assert!(app.api().get("/auth/providers?workspace=nobody").await.list().is_empty());

    provider.is("ada", "ada@corp.example", true);
    let browser = Browser::new(&app);
    assert_eq!(browser.sign_in_with(&key).await, "/knowledge");
    let session = browser.session().await.unwrap();
    assert_eq!((&session["role"], &session["tenant"]["id"]), (&json!("agent"), &json!(owner.tenant_id)));
    assert!(owner.get("/members").await.list().iter().any(|m| m["email"] == "ada@corp.example" && m["role"] == "agent"));
    let entry = owner.get("/audit-log?action=member.joined").await.list();
    assert_eq!(entry[0]["after"]["role"], "agent");
    // Again: the same.
    assert_eq!(Browser::new(&app).sign_in_with(&key).await, "/knowledge");
    for (subject, email, verified, problem) in [
        ("eve", "eve@elsewhere.example", true, "domain_not_allowed"),
        ("eve", "eve@corp.example", false, "email_unverified"),
        ("eve", "eve@evilcorp.example", true, "domain_not_allowed"),
    ] {
        provider.is(subject, email, verified);
        assert_eq!(Browser::new(&app).sign_in_with(&key).await, format!("/sign-in?problem={problem}"), "{email}");
    }
    // Who was removed does not join again by themselves.
    let ada = session["user"]["id"].as_str().unwrap();
    owner.delete(&format!("/members/{ada}")).await.expect(204);
    provider.is("ada", "ada@corp.example", true);
    assert_eq!(Browser::new(&app).sign_in_with(&key).await, "/sign-in?problem=not_a_member");
    assert!(browser.session().await.is_none());
}

#[tokio::test]
async fn without_a_role_for_newcomers_only_members_come_in() {
    let (app, owner) = start().await;
    let (provider, key) = own_provider(&app, &owner, json!({})).await;
    provider.is("stranger", "stranger@corp.example", true);
    assert_eq!(Browser::new(&app).sign_in_with(&key).await, "/sign-in?problem=not_a_member");
    let agent = app.member(&owner, "agent").await;
    provider.is("agent", &agent.email, true);
    assert_eq!(Browser::new(&app).sign_in_with(&key).await, "/sign-in?problem=account_unverified");
    confirm(&app, &agent.email).await;
    assert_eq!(Browser::new(&app).sign_in_with(&key).await, "/knowledge");
    // Suspended, they are out here too.
    owner.patch(&format!("/members/{}", agent.user_id), json!({ "suspended": true })).await.ok(200);
    assert_eq!(Browser::new(&app).sign_in_with(&key).await, "/sign-in?problem=not_a_member");
    // Switched off, it is not there.
    owner.patch(&format!("/members/{}", agent.user_id), json!({ "suspended": false })).await.ok(200);
    let browser = Browser::new(&app);
    let back = browser.at_provider(&browser.set_out(&key).await).await;
    owner.patch(&format!("/identity-providers/{key}"), json!({ "enabled": false })).await.ok(200);
    assert_eq!(browser.come_back(&back).await, "/sign-in?problem=provider_error");
    assert_eq!(app.api().get(&format!("/auth/oauth/{key}")).await.problem(404), "not_found");
}

/// The owner of a workspace makes its provider say that they are somebody who works in another one too.
#[tokio::test]
async fn a_workspaces_provider_opens_no_other_workspace_and_no_account() {
    let (app, evil) = start().await;
    let victim = app.register("Victim").await;
    confirm(&app, &victim.email).await;
    let (provider, key) = own_provider(&app, &evil, json!({ "domains": [], "label": "Evil" })).await;
    provider.is("victim", &victim.email, true);
    assert_eq!(Browser::new(&app).sign_in_with(&key).await, "/sign-in?problem=not_a_member", "it reaches nobody who is no member");

    let invitation = app.invite(&evil, &victim.email, "agent").await;
    victim.post("/invitations/accept", json!({ "token": invitation })).await.ok(200);
    let browser = Browser::new(&app);
    assert_eq!(browser.sign_in_with(&key).await, "/knowledge");
    let session = browser.session().await.unwrap();
    assert_eq!(session["user"]["id"], json!(victim.user_id));
    assert_eq!(session["tenant"]["id"], json!(evil.tenant_id));
    let token = session["access_token"].as_str().unwrap();
    let confined = app.api().with_token(token);
    confined.get("/conversations").await.expect(200);
    assert_eq!(confined.post("/auth/switch-tenant", json!({ "tenant_id": victim.tenant_id })).await.problem(403), "workspace_session");
    let refresh = json!({ "tenant_id": victim.tenant_id });
    assert_eq!(browser.send(Method::POST, "/auth/refresh", None, refresh).await.problem(403), "no_workspace");
    // Nothing that belongs to the account is within reach: no other way in, no device, no other workspace's name.
    let mut tried = 0;
    for operation in operations(&app) {
        let of_the_account = ["/api/v1/auth/", "/api/v1/users/me"].iter().any(|root| operation.path.starts_with(root));
        if operation.security.as_deref() != Some("bearer") || !of_the_account || GOOD_FOR_ALL.contains(&operation.id.as_str()) {
            continue;
        }
        tried += 1;
        let path = operation.path.replace("{id}", &uuid::Uuid::nil().to_string());
        let body = if operation.method == Method::GET { Value::Null } else { json!({}) };
        let reply = confined.json(operation.method.clone(), &path, body).await;
        assert_eq!((reply.status, reply.problem(403)), (403, "workspace_session"), "{}", operation.id);
    }
    assert!(tried >= 10, "only {tried} operations are of the account");
    let other = app.invite(&app.register("Third").await, &victim.email, "viewer").await;
    assert_eq!(confined.post("/invitations/accept", json!({ "token": other })).await.problem(403), "workspace_session");
    // Nor does it approve another sign-in.
    assert_eq!(confined.post("/auth/qr/scan", json!({ "user_code": "BCDF-GHJK" })).await.problem(403), "workspace_session");
    // Out of the workspace, the session is over.
    evil.delete(&format!("/members/{}", victim.user_id)).await.expect(204);
    assert_eq!(confined.get("/users/me").await.status, 401);
    assert!(browser.session().await.is_none());
    victim.get("/users/me").await.expect(200);
}

#[tokio::test]
async fn a_provider_of_another_workspace_is_not_there() {
    let (app, owner) = start().await;
    let other = app.register("Southwind").await;
    let (_, key) = own_provider(&app, &owner, json!({})).await;
    for reply in [
        other.patch(&format!("/identity-providers/{key}"), json!({ "label": "Mine" })).await,
        other.delete(&format!("/identity-providers/{key}")).await,
        other.post(&format!("/identity-providers/{key}/test"), Value::Null).await,
        other.post("/auth/identities", json!({ "provider": key })).await,
    ] {
        assert_eq!(reply.problem(404), "not_found");
    }
    assert!(other.get("/identity-providers").await.list().is_empty());
    assert_eq!(owner.get("/identity-providers").await.list()[0]["label"], "Own");
}

#[tokio::test]
async fn secrets_are_kept_sealed_and_shown_to_nobody() {
    let (app, owner) = start().await;
    let (provider, key) = own_provider(&app, &owner, json!({ "client_secret": "hush-hush-hush" })).await;
    let path = format!("/identity-providers/{key}");
    let shown = owner.get("/identity-providers").await;
    assert_eq!(shown.json["data"][0]["has_secret"], true);
    owner.patch(&path, json!({ "label": "Renamed", "client_secret": "hush-hush-hush" })).await.ok(200);
    for text in [shown.text, owner.get("/audit-log").await.text] {
        assert!(!text.contains("hush"), "{text}");
    }
    let stored: Vec<u8> =
        sqlx::query_scalar("SELECT client_secret FROM identity_providers").fetch_one(&mut app.superuser().await).await.unwrap();
    assert!(!stored.windows(4).any(|bytes| bytes == b"hush"));
    // It does not go along to another provider, which would learn it.
    let moved = owner.patch(&path, json!({ "issuer": "https://elsewhere.example" })).await.ok(200);
    assert_eq!(moved["has_secret"], false);
    let tested = owner.post(&format!("{path}/test"), Value::Null).await.ok(200);
    assert_eq!(tested["ok"], false);
    owner.patch(&path, json!({ "issuer": provider.issuer })).await.ok(200);
    let tested = owner.post(&format!("{path}/test"), Value::Null).await.ok(200);
    assert_eq!((&tested["ok"], &tested["keys"]), (&json!(true), &json!(1)));
}

#[tokio::test]
async fn what_admins_enter_is_checked() {
    let (app, owner) = start().await;
    let body = |more: Value| {
        let mut body = json!({ "label": "Own", "issuer": "https://login.corp.example", "client_id": CLIENT_ID });
        more.as_object().unwrap().iter().for_each(|(name, value)| body[name.as_str()] = value.clone());
        body
    };
    for (more, field) in [
        (json!({ "issuer": "login" }), "issuer"),
        (json!({ "issuer": "https://a:b@login.example" }), "issuer"),
        (json!({ "label": " " }), "label"),
        (json!({ "domains": ["corp"] }), "domains"),
        (json!({ "join_role": "agent" }), "domains"),
        (json!({ "join_role": "owner", "domains": ["corp.example"] }), "join_role"),
    ] {
        let reply = owner.post("/identity-providers", body(more.clone())).await;
        reply.problem(422);
        assert_eq!(reply.json["errors"][0]["field"], field, "{more}");
    }
    owner.post("/identity-providers", body(json!({}))).await.ok(201);
    assert_eq!(owner.post("/identity-providers", body(json!({}))).await.problem(409), "provider_taken");
    // Nobody lets newcomers be more than they are.
    let role = json!({ "name": "Keeper", "base": "agent", "permissions": ["identity_providers:write"] });
    let role_id = owner.post("/roles", role).await.ok(201)["id"].clone();
    let keeper = app.member(&owner, "agent").await;
    owner.patch(&format!("/members/{}", keeper.user_id), json!({ "role": "agent", "role_id": role_id })).await.ok(200);
    let above = json!({ "join_role": "admin", "domains": ["corp.example"], "client_id": "other" });
    assert_eq!(keeper.post("/identity-providers", body(above)).await.problem(403), "role_above_own");
}

/// Addresses that admins enter are called by us: they must not lead into our own network.
#[tokio::test]
async fn internal_addresses_are_not_called() {
    let app = TestApp::builder().without_workers().with_settings(|settings| settings.private_hosts = None).start().await;
    let owner = app.register("Northwind").await;
    for issuer in ["https://127.0.0.1:5432", "https://localhost", "https://169.254.169.254", "https://[::1]", "http://example.com"] {
        let body = json!({ "label": "Own", "issuer": issuer, "client_id": CLIENT_ID });
        let id = owner.post("/identity-providers", body).await.ok(201)["id"].as_str().unwrap().to_owned();
        let tested = owner.post(&format!("/identity-providers/{id}/test"), Value::Null).await.ok(200);
        assert_eq!(tested["ok"], false, "{issuer}");
        let problem = tested["problem"].as_str().unwrap();
        assert!(problem.contains("internal network") || problem.contains("https://"), "{issuer}: {problem}");
        assert_eq!(
            app.api().get(&format!("/auth/oauth/{id}")).await.expect(303).header("location"),
            "/sign-in?problem=provider_unavailable"
        );
    }
}

#[tokio::test]
async fn one_links_a_provider_of_the_own_workspace() {
    let (app, corp) = app().await;
    corp.is("nobody", "nobody@corp.example", true);
    let owner = app.register("Northwind").await;
    let (provider, key) = own_provider(&app, &owner, json!({})).await;
    provider.is("me", "me@anywhere.example", false);
    assert_eq!(link(&Browser::new(&app), &owner, &provider, &key).await, "/settings/security?linked=1");
    assert_eq!(Browser::new(&app).sign_in_with(&key).await, "/knowledge");
}

#[tokio::test]
async fn a_second_factor_between_keeps_the_session_within_and_the_workspaces_own_sign_in_is_enough_for_it() {
    let (app, owner) = start().await;
    let totp = App::of(&app, &owner).await;
    let (provider, key) = own_provider(&app, &owner, json!({ "domains": ["corp.example"], "join_role": "agent" })).await;
    owner.patch("/tenant", json!({ "mfa_required": true })).await.ok(200);
    provider.is("ada", "ada@corp.example", true);
    let ada = Browser::new(&app);
    assert_eq!(ada.sign_in_with(&key).await, "/knowledge");
    let session = ada.session().await.unwrap();
    app.api().with_token(session["access_token"].as_str().unwrap()).get("/conversations").await.expect(200);
    // Whoever has a factor of their own is asked for it, and is within all the same.
    confirm(&app, &owner.email).await;
    provider.is("owner", &owner.email, true);
    owner.patch(&format!("/identity-providers/{key}"), json!({ "domains": [], "join_role": null })).await.ok(200);
    let browser = Browser::new(&app);
    let to = browser.sign_in_with(&key).await;
    let asked: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(to.split("#second-factor=").nth(1).unwrap()).unwrap()).unwrap();
    let body = json!({ "mfa_token": asked["mfa_token"], "proof": totp.proof(&app) });
    let session = browser.send(Method::POST, "/auth/mfa/verify", None, body).await.ok(200);
    let confined = app.api().with_token(session["access_token"].as_str().unwrap());
    confined.get("/conversations").await.expect(200);
    assert_eq!(confined.get("/auth/sessions").await.problem(403), "workspace_session");
}
