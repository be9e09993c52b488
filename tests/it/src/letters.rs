//! Letters: written once, sent once as far as anybody can, by SMTP or into the outbox; and the outbox is no way in.

use chrono::Duration;
use contracts::mail::Mail;
use kernel::TenantCtx;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{MailServer, Mishap, Session, TestApp, encoded, link, token, wait_until};

async fn sending_to(server: &MailServer) -> TestApp {
    let url = server.url().replace("smtp://", "smtp://mailer:p%40ss@");
    TestApp::builder()
        .with_settings(|settings| {
            settings.smtp_url = Some(url);
            settings.mail_from = Some("DealSmart <no-reply@support.example>".into());
            settings.confirm_registrations = Some(false);
        })
        .start()
        .await
}

/// A workspace whose own letter, which verifies the owner's address, has arrived.
async fn workspace(app: &TestApp, server: &MailServer) -> Session {
    let owner = app.register("Northwind").await;
    server.received(1).await;
    owner
}

async fn invite(owner: &Session, email: &str) {
    owner.post("/invitations", json!({ "email": email, "role": "agent" })).await.ok(201);
}

/// Letters that wait or failed.
async fn waiting(app: &TestApp) -> Vec<(String, i32, Option<String>)> {
    sqlx::query_as("SELECT state, attempt, last_error FROM jobs WHERE kind = 'email.send' AND payload->>'template' = 'invitation'")
        .fetch_all(&mut app.superuser().await)
        .await
        .unwrap()
}

async fn none_waits(app: &TestApp) {
    wait_until("no letter waits", || async { waiting(app).await.is_empty().then_some(()) }).await;
}

#[tokio::test]
async fn a_letter_arrives_over_smtp_whole() {
    let server = MailServer::start().await;
    let app = sending_to(&server).await;
    let owner = workspace(&app, &server).await;
    owner.patch("/tenant", json!({ "name": "Fjörd & Søn" })).await.ok(200);
    invite(&owner, "nina@people.example").await;
    let letters = wait_until("the invitation arrives", || async {
        let letters: Vec<_> = server.letters().into_iter().filter(|l| l.to == ["nina@people.example"]).collect();
        (!letters.is_empty()).then_some(letters)
    })
    .await;
    let letter = &letters[0];
    assert_eq!(letter.from, "no-reply@support.example");
    assert_eq!(letter.credentials.as_deref(), Some("AG1haWxlcgBwQHNz"), "signed in as mailer, p@ss");
    assert_eq!(letter.subject(), "Join Fjörd & Søn on DealSmart");
    assert!(letter.text().contains("Fjörd & Søn") && letter.html().contains("Fjörd &amp; Søn"));
    assert_eq!(letter.header("Auto-Submitted"), "auto-generated");
    assert!(letter.message_id().ends_with("@support.example"));
    // Its link works.
    let shown = app.api().post("/invitations/read", json!({ "token": token(&link(&letter.text())) })).await.ok(200);
    assert_eq!(shown["email"], "nina@people.example");
    none_waits(&app).await;
    assert_eq!(app.api().get("/outbox").await.problem(404), "not_found", "what is sent is shown to nobody");
}

#[tokio::test]
async fn a_letter_whose_answer_was_lost_is_the_same_letter_again() {
    let server = MailServer::start().await;
    let app = sending_to(&server).await;
    let owner = workspace(&app, &server).await;
    let before = server.letters().len();
    server.next(Mishap::Vanish);
    invite(&owner, "nina@people.example").await;
    wait_until("the first try is over", || async {
        waiting(&app).await.iter().any(|(state, attempt, _)| state == "scheduled" && *attempt == 1).then_some(())
    })
    .await;
    app.advance(Duration::seconds(2));
    let letters = server.received(before + 2).await;
    let [.., first, second] = letters.as_slice() else { panic!("two letters") };
    assert_eq!(first.message_id(), second.message_id(), "one letter to whoever receives it");
    none_waits(&app).await;
}

#[tokio::test]
async fn what_may_pass_is_tried_again_and_what_cannot_is_not() {
    let server = MailServer::start().await;
    let app = sending_to(&server).await;
    let owner = workspace(&app, &server).await;
    let before = server.letters().len();
    server.next(Mishap::Refuse("451 4.7.1 nina@people.example is greylisted"));
    invite(&owner, "nina@people.example").await;
    let error = wait_until("the first try is over", || async {
        waiting(&app).await.into_iter().find(|(state, attempt, _)| state == "scheduled" && *attempt == 1).and_then(|(_, _, error)| error)
    })
    .await;
    assert!(error.contains("451") && !error.contains("nina"), "the server's own words are kept nowhere: {error}");
    app.advance(Duration::seconds(2));
    server.received(before + 1).await;
    none_waits(&app).await;
    // Nobody lives there.
    server.next(Mishap::Refuse("550 5.1.1 no such mailbox"));
    invite(&owner, "nobody@people.example").await;
    none_waits(&app).await;
    assert_eq!(server.letters().len(), before + 1);
}

#[tokio::test]
async fn a_letter_of_no_use_is_not_sent() {
    let server = MailServer::start().await;
    let app = sending_to(&server).await;
    let mut tx = app.app.kernel.db.tenant(&TenantCtx::installation()).await.unwrap();
    let data =
        json!({ "workspace": "W", "inviter": "I", "role": "agent", "link": "https://x.example/#t", "expires_at": "2026-03-10T10:00:00Z" });
    let late = Mail::new("late@people.example", "invitation", data.clone()).until(tx.now());
    let timely = Mail::new("timely@people.example", "invitation", data).until(tx.now() + Duration::seconds(1));
    tx.enqueue(late.job().unwrap());
    tx.enqueue(timely.job().unwrap());
    tx.commit().await.unwrap();
    server.received(1).await;
    none_waits(&app).await;
    assert_eq!(server.letters().iter().map(|l| l.to.concat()).collect::<Vec<_>>(), ["timely@people.example"]);
    assert!(server.letters()[0].header("From").contains("no-reply@support.example"), "in the installation's name");
}

#[tokio::test]
async fn the_outbox_keeps_letters_where_there_is_no_mail_server() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    invite(&owner, "Nina@People.example").await;
    let letter = app.letter("nina@people.example", "invitation", 1).await;
    assert_eq!(letter.subject, "Join Northwind on DealSmart");
    assert_eq!(app.api().post("/invitations/read", json!({ "token": letter.token() })).await.ok(200)["workspace"], "Northwind");
    app.advance(Duration::seconds(1));
    invite(&owner, "otto@people.example").await;
    app.letter("otto@people.example", "invitation", 1).await;
    // The newest first, page by page.
    let page = app.api().get("/outbox?limit=1").await;
    assert_eq!(page.json["data"][0]["to"], "otto@people.example");
    let mut seen = vec![page.json["data"][0]["id"].clone()];
    let mut cursor = page.json["page"]["next_cursor"].clone();
    while let Some(next) = cursor.as_str() {
        let page = app.api().get(&format!("/outbox?limit=1&cursor={}", encoded(next))).await;
        seen.push(page.json["data"][0]["id"].clone());
        cursor = page.json["page"]["next_cursor"].clone();
    }
    assert!(seen.len() >= 2 && seen.iter().collect::<std::collections::HashSet<_>>().len() == seen.len(), "{seen:?}");
}

#[tokio::test]
async fn the_outbox_is_shown_to_this_machine_alone_and_never_in_production() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    invite(&owner, "nina@people.example").await;
    app.letter("nina@people.example", "invitation", 1).await;
    for header in ["x-forwarded-for", "forwarded"] {
        let api = app.api();
        let reply = api.send(api.request(Method::GET, "/outbox").header(header, "203.0.113.7")).await;
        assert_eq!(reply.problem(404), "not_found", "asked through a proxy");
    }
    let production = TestApp::builder()
        .with_settings(|settings| {
            settings.environment = "production".into();
            settings.smtp_url = Some("smtp://127.0.0.1:9".into());
            settings.mail_from = Some("no-reply@support.example".into());
        })
        .start()
        .await;
    assert_eq!(production.api().get("/outbox").await.problem(404), "not_found");
}

#[tokio::test]
async fn the_installations_own_tenant_is_nobodys_workspace() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let into = json!({ "tenant_id": kernel::INSTALLATION });
    assert_eq!(owner.post("/auth/switch-tenant", into.clone()).await.problem(404), "not_found");
    let refresh = json!({ "refresh_token": owner.refresh_token, "tenant_id": kernel::INSTALLATION });
    assert_eq!(app.api().post("/auth/refresh", refresh).await.problem(403), "no_workspace");
    let workspaces: Vec<Value> = owner.get("/users/me/tenants").await.list();
    assert_eq!(workspaces.len(), 1);
}
