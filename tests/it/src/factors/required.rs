use super::{App, client, first_step, login, passkey, verify};
use chrono::Duration;
use serde_json::{Value, json};
use std::time::Duration as Time;
use testkit::{Api, PASSWORD, Session, Socket, TestApp, wait_until};
use tokio::time::timeout;

async fn require(owner: &Api, required: bool) {
    assert_eq!(owner.patch("/tenant", json!({ "mfa_required": required })).await.ok(200)["mfa_required"], required);
}

/// A workspace that requires second factors; its owner has one, the agent none.
async fn strict(app: &TestApp) -> (Session, App, Session) {
    let owner = app.register("Northwind").await;
    let agent = app.member(&owner, "agent").await;
    let totp = App::of(app, &owner).await;
    require(&owner, true).await;
    (owner, totp, agent)
}

/// What the tenant has, as far as it matters here.
const DATA: &[&str] =
    &["/users/me", "/tenant", "/members", "/conversations", "/contacts", "/chatbots", "/knowledge/documents", "/catalogue"];

async fn kept_out(api: &Api, code: &str) {
    for path in DATA {
        assert_eq!(api.get(path).await.problem(403), code, "{path}");
    }
    assert_eq!(api.post("/realtime/tickets", Value::Null).await.problem(403), code);
}

async fn let_in(api: &Api) {
    for path in DATA {
        api.get(path).await.expect(200);
    }
}

#[tokio::test]
async fn whoever_requires_it_has_shown_their_own_and_lets_go_of_it_with_a_fresh_proof() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let on = json!({ "mfa_required": true });
    assert_eq!(owner.patch("/tenant", on.clone()).await.problem(403), "factor_required");
    let other = app.login(&owner.email).await;
    let totp = App::of(&app, &owner).await;
    assert_eq!(other.patch("/tenant", on.clone()).await.problem(403), "factor_required", "the session that has shown none");
    require(&owner, true).await;
    app.advance(Duration::minutes(10));
    owner.patch("/tenant", json!({ "name": "Renamed" })).await.expect(200);
    owner.patch("/tenant", on).await.expect(200);
    // Entries of one moment have no order.
    app.advance(Duration::seconds(1));
    assert_eq!(owner.patch("/tenant", json!({ "mfa_required": false })).await.problem(403), "proof_required");
    owner.post("/auth/step-up", json!({ "factor": totp.proof(&app) })).await.ok(200);
    require(&owner, false).await;
    let changes: Vec<Value> = owner.get("/audit-log?action=tenant.changed").await.list();
    assert_eq!((&changes[0]["before"]["mfa_required"], &changes[0]["after"]["mfa_required"]), (&json!(true), &json!(false)));
    let_in(&other).await;
}

#[tokio::test]
async fn members_without_a_factor_are_led_to_one_and_see_nothing_until_then() {
    let app = TestApp::builder().without_workers().start().await;
    let (_, _, agent) = strict(&app).await;
    let api = app.api();
    // The session from before, and new ones, whichever way they come.
    kept_out(&agent, "mfa_enrolment_required").await;
    let signed_in = login(&api, &agent.email).await.ok(200);
    assert_eq!(signed_in["mfa"], "enrolment_required");
    kept_out(&client(&api, &signed_in), "mfa_enrolment_required").await;
    let refreshed = api.post("/auth/refresh", json!({ "refresh_token": signed_in["refresh_token"] })).await.ok(200);
    assert_eq!(refreshed["mfa"], "enrolment_required");
    let fresh = client(&api, &refreshed);
    kept_out(&fresh, "mfa_enrolment_required").await;
    let switched = fresh.post("/auth/switch-tenant", json!({ "tenant_id": agent.tenant_id })).await.ok(200);
    assert_eq!(switched["mfa"], "enrolment_required");
    kept_out(&client(&api, &switched), "mfa_enrolment_required").await;
    fresh.post("/auth/step-up", json!({ "password": PASSWORD })).await.ok(200);
    kept_out(&fresh, "mfa_enrolment_required").await;
    // What is their own stays theirs.
    assert_eq!(fresh.get("/auth/mfa").await.ok(200)["mfa"], "enrolment_required");
    fresh.get("/auth/sessions").await.expect(200);
    fresh.get("/users/me/tenants").await.expect(200);

    App::of(&app, &Session { api: fresh.clone(), ..agent.clone() }).await;
    let_in(&fresh).await;
    // Their session from before has shown no factor yet, and now there is one to show.
    kept_out(&agent, "second_factor_required").await;
    agent.post("/auth/step-up", json!({ "password": PASSWORD })).await.ok(200);
    kept_out(&agent, "second_factor_required").await;
}

#[tokio::test]
async fn a_session_from_before_comes_back_with_its_factor() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let agent = app.member(&owner, "agent").await;
    let second = app.login(&agent.email).await;
    let (_, totp) = (App::of(&app, &owner).await, App::of(&app, &agent).await);
    require(&owner, true).await;
    let_in(&agent).await;
    kept_out(&second, "second_factor_required").await;
    second.post("/auth/step-up", json!({ "factor": totp.proof(&app) })).await.ok(200);
    let_in(&second).await;
    // Whoever removes the last factor is out until there is another.
    agent.delete("/auth/mfa/totp").await.expect(204);
    kept_out(&agent, "mfa_enrolment_required").await;
    kept_out(&second, "mfa_enrolment_required").await;
    passkey(&app, &agent).await;
    let_in(&agent).await;
    kept_out(&second, "second_factor_required").await;
}

#[tokio::test]
async fn what_is_open_ends_with_the_requirement_and_no_ticket_from_before_opens_it_again() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let agent = app.member(&owner, "agent").await;
    App::of(&app, &owner).await;
    let there = app.beside().without_workers().start().await;
    let elsewhere = Session { api: there.api().with_token(&agent.token), ..agent.clone() };
    let_in(&elsewhere).await;
    let (mut here_open, mut there_open) = (agent.socket(None).await, elsewhere.socket(None).await);
    let ticket = agent.ticket().await;
    require(&owner, true).await;
    for socket in [&mut here_open, &mut there_open] {
        let closed = timeout(Time::from_secs(1), async { while socket.next().await.is_some() {} }).await;
        assert!(closed.is_ok(), "the socket is open after a second");
    }
    kept_out(&agent, "mfa_enrolment_required").await;
    wait_until("the other process keeps them out", || async { (elsewhere.get("/tenant").await.status == 403).then_some(()) }).await;
    let late = Socket::connect(app.address, &format!("/api/v1/realtime?ticket={ticket}"), None).await.err();
    assert_eq!(late, Some(401), "a ticket from before");
    owner.socket(None).await;
}

#[tokio::test]
async fn the_requirement_of_one_workspace_is_none_of_another() {
    let app = TestApp::builder().without_workers().start().await;
    let (_, _, agent) = strict(&app).await;
    let elsewhere = app.register("Southwind").await;
    let token = app.invite(&elsewhere, &agent.email, "viewer").await;
    // Invitations are taken in a workspace that lets one in.
    let mut superuser = app.superuser().await;
    sqlx::query("UPDATE tenants SET mfa_required = false WHERE tenant_id = $1")
        .bind(agent.tenant_id)
        .execute(&mut superuser)
        .await
        .unwrap();
    wait_until("it is heard", || async { (agent.get("/tenant").await.status == 200).then_some(()) }).await;
    agent.post("/invitations/accept", json!({ "token": token })).await.ok(200);
    sqlx::query("UPDATE tenants SET mfa_required = true WHERE tenant_id = $1").bind(agent.tenant_id).execute(&mut superuser).await.unwrap();
    wait_until("it is heard", || async { (agent.get("/tenant").await.status == 403).then_some(()) }).await;
    let switched = agent.post("/auth/switch-tenant", json!({ "tenant_id": elsewhere.tenant_id })).await.ok(200);
    assert_eq!(switched["mfa"], "ok");
    client(&app.api(), &switched).get("/tenant").await.expect(200);
    kept_out(&agent, "mfa_enrolment_required").await;
}

#[tokio::test]
async fn new_accounts_are_led_to_a_factor_as_well() {
    let app = TestApp::builder().without_workers().start().await;
    let (owner, totp, _) = strict(&app).await;
    let api = app.api();
    let token = app.invite(&owner, "new@people.example", "viewer").await;
    let join = json!({ "token": token, "name": "New", "password": PASSWORD });
    let joined = api.post("/auth/accept-invitation", join).await.ok(201);
    assert_eq!(joined["mfa"], "enrolment_required");
    let new = client(&api, &joined);
    kept_out(&new, "mfa_enrolment_required").await;
    // The owner signs in as ever, in two steps.
    let token = first_step(&api, &owner.email).await;
    let session = verify(&api, &token, totp.proof(&app)).await.ok(200);
    assert_eq!(session["mfa"], "ok");
    let_in(&client(&api, &session)).await;
}
