use super::cases::{Case, Who, cases, placed};
use crate::{
    operations::{Operation, operations},
    seed::Seed,
};
use kernel::Role;
use serde_json::json;
use std::collections::BTreeMap;
use testkit::{Api, Authenticator, PASSWORD, Reply, Session, TestApp, totp_code};

/// A picture of 16 by 16 pixels, all of one colour.
pub const PNG: &[u8] =
    b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x10\x00\x00\x00\x10\x08\x02\x00\x00\x00\x90\x91\x68\x36\
    \x00\x00\x00\x16\x49\x44\x41\x54\x78\xda\x63\xe0\x2f\xcb\x23\x09\x31\x8c\x6a\x18\xd5\x30\x7c\x35\x00\x00\xd1\xcd\xf3\x01\xe7\x5b\xff\
    \x8b\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

const HANDBOOK: &[u8] = b"# Sweep\n\nA handbook that is uploaded by the sweep, and says little.\n";

/// Every operation with its row.
pub fn rows(app: &TestApp) -> Vec<(Operation, Case)> {
    let mut operations: BTreeMap<String, Operation> = operations(app).into_iter().map(|o| (o.id.clone(), o)).collect();
    let rows: Vec<_> = cases()
        .into_iter()
        .map(|case| (operations.remove(case.id).unwrap_or_else(|| panic!("{} is no operation (any more)", case.id)), case))
        .collect();
    let missing: Vec<_> = operations.keys().collect();
    assert!(missing.is_empty(), "these operations have no row in sweep/cases.rs: {missing:?}");
    rows
}

/// Whose own things some operations are about, so that it is no matter of roles who calls them.
pub fn caller<'a>(case: &Case, usual: &'a Api, seed: &'a Seed) -> &'a Api {
    match case.id {
        "end_session" | "mark_notification" | "leave_tenant" | "rename_passkey" | "remove_passkey" | "forget_trusted_browser" => {
            &seed.owner.api
        }
        "unlink_identity" | "approve_qr" | "deny_qr" => &seed.owner.api,
        "logout_all" => &seed.colleague.api,
        // They end sessions that other rows need.
        "change_password" | "delete_account" => &seed.agent.api,
        _ => usual,
    }
}

/// The token of an invitation to whoever calls, to another workspace.
async fn invitation(app: &TestApp, api: &Api, seed: &Seed) -> String {
    match api.get("/users/me").await.json["data"]["email"].as_str() {
        Some(email) => {
            let annex = app.register(&format!("{} annex for {}", seed.name, email.replace('@', "-"))).await;
            app.invite(&annex, email, "viewer").await
        }
        None => "none".into(),
    }
}

/// A session in a colleague's name and its token, when whoever calls may have one.
async fn impersonation(api: &Api, seed: &Seed) -> Option<(String, String)> {
    let body = json!({ "user_id": seed.colleague.user_id, "reason": "Something to end", "minutes": 5 });
    let begun = api.post(&format!("/admin/tenants/{}/impersonate", seed.tenant_id), body).await.json["data"].clone();
    Some((begun["id"].as_str()?.to_owned(), begun["access_token"].as_str()?.to_owned()))
}

pub async fn call(app: &TestApp, api: &Api, operation: &Operation, case: &Case, seed: &Seed) -> Reply {
    let mut path = format!("{}{}", operation.path_to(seed), case.query);
    if case.id == "reject_suggestion" {
        // The other one was accepted by then.
        path = path.replace(&seed.suggestion.to_string(), &seed.other_suggestion.to_string());
    }
    if case.id == "delete_job" {
        // The other one was cancelled by then.
        path = path.replace(&seed.job.to_string(), &seed.other_job.to_string());
    }
    let mut api = api.clone();
    if ["end_impersonation", "stop_impersonating"].contains(&case.id)
        && let Some((id, token)) = impersonation(&api, seed).await
    {
        path = path.replace(&uuid::Uuid::nil().to_string(), &id);
        if case.id == "stop_impersonating" {
            api = api.with_token(token);
        }
    }
    let api = &api;
    if case.id == "deny_qr" {
        path = path.replace(&seed.qr.to_string(), &seed.other_qr.to_string());
    }
    if case.id == "upload_document" {
        api.upload("sweep.md", HANDBOOK).await
    } else if case.id == "set_logo" {
        api.raw(operation.method.clone(), &path, "image/png", PNG).await
    } else {
        let mut body = case.body.clone();
        match case.id {
            "confirm_totp" => {
                body["code"] = api.post("/auth/mfa/totp", json!(null)).await.json["data"]["secret"]
                    .as_str()
                    .map_or("000000".into(), |secret| totp_code(secret, app.now()))
                    .into()
            }
            "add_passkey" => {
                let asked = api.post("/auth/mfa/passkeys/options", json!(null)).await.json["data"]["public_key"].clone();
                body["credential"] = if asked.is_null() { json!({}) } else { Authenticator::of(app).create(&asked) };
            }
            _ => {}
        }
        let mut body = placed(&body, seed).replace("{password}", PASSWORD);
        if body.contains("{invitation}") {
            body = body.replace("{invitation}", &invitation(app, api, seed).await);
        }
        api.json(operation.method.clone(), &path, serde_json::from_str(&body).unwrap()).await
    }
}

#[track_caller]
fn assert_shows_nothing_of(seed: &Seed, reply: &Reply, what: &str) {
    for mark in seed.marks() {
        assert!(!reply.text.contains(&mark), "{what} shows {mark} of {}: {}", seed.name, reply.text);
    }
}

#[tokio::test]
async fn the_document_and_the_table_agree_on_who_needs_a_token() {
    let app = TestApp::builder().without_workers().start().await;
    for (operation, case) in rows(&app) {
        let agreed = match case.who {
            Who::Anyone => None,
            Who::Visitor => Some("visitor"),
            Who::Operator => Some("operator"),
            Who::From(_) => Some("bearer"),
        };
        assert_eq!(operation.security.as_deref(), agreed, "the document's security of {}", case.id);
    }
}

#[tokio::test]
async fn without_a_token_or_with_a_wrong_one_nothing_is_given() {
    let app = TestApp::builder().without_workers().start().await;
    let a = Seed::plant(&app, "Aardvark").await;
    let wrong = |token: &str| app.api().with_token(token);
    for (operation, case) in rows(&app) {
        let mut callers = match case.who {
            Who::Anyone => continue,
            Who::Visitor => vec![("staff's token", a.owner.api.clone())],
            Who::From(_) | Who::Operator => {
                vec![("a visitor's token", a.visitor.api.clone()), ("a refresh token", wrong(&a.owner.refresh_token))]
            }
        };
        callers.extend([
            ("no token", app.api()),
            ("junk", wrong("junk")),
            ("an unsigned token", wrong("eyJhbGciOiJub25lIn0.e30.")),
            ("an empty token", wrong("")),
        ]);
        for (what, api) in callers {
            let reply = call(&app, &api, &operation, &case, &a).await;
            assert_eq!(reply.status, 401, "{} with {what}: {}", case.id, reply.text);
            reply.problem(401);
            assert_eq!(reply.header("www-authenticate"), "Bearer", "{}", case.id);
        }
    }
}

#[tokio::test]
async fn an_expired_token_is_none() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Aardvark").await;
    owner.get("/users/me").await.ok(200);
    app.advance(chrono::Duration::minutes(16));
    assert_eq!(owner.get("/users/me").await.problem(401), "token_expired");
}

#[tokio::test]
async fn without_the_permission_it_is_forbidden_and_with_it_it_works() {
    let app = TestApp::start().await;
    let a = Seed::plant(&app, "Aardvark").await;
    let mut sessions: BTreeMap<Role, Session> = BTreeMap::from([(Role::Owner, a.owner.clone())]);
    for role in [Role::Viewer, Role::Agent, Role::Supervisor, Role::Admin] {
        sessions.insert(role, app.member(&a.owner, role.as_str()).await);
    }
    let rows = rows(&app);
    for (operation, case) in &rows {
        if case.who == Who::Operator {
            for (role, session) in &sessions {
                let reply = call(&app, session, operation, case, &a).await;
                assert_eq!(reply.problem(403), "forbidden", "{} as {role:?}", case.id);
            }
        }
        let Who::From(least) = case.who else { continue };
        if let Some((role, weaker)) = sessions.range(..least).next_back() {
            let reply = call(&app, weaker, operation, case, &a).await;
            assert_eq!(reply.status, 403, "{} as {role:?}: {}", case.id, reply.text);
            assert_eq!(reply.problem(403), "forbidden");
        }
    }
    for (operation, case) in &rows {
        let api = match case.who {
            Who::Anyone => &app.api(),
            Who::Visitor => &a.visitor.api,
            Who::Operator => &a.operator.api,
            Who::From(least) => &sessions[&least].api,
        };
        let reply = call(&app, caller(case, api, &a), operation, case, &a).await;
        assert_eq!(reply.status, case.status, "{} as {:?}: {}", case.id, case.who, reply.text);
    }
}

#[tokio::test]
async fn another_tenants_ids_are_not_there() {
    let app = TestApp::start().await;
    let a = Seed::plant(&app, "Aardvark").await;
    let b = Seed::plant(&app, "Badger").await;
    let before = a.state().await;
    for (operation, case) in rows(&app) {
        match case.who {
            Who::From(_) if operation.has_id() => {
                let reply = call(&app, &b.owner, &operation, &case, &a).await;
                assert_eq!(reply.status, 404, "{} with another tenant's id: {}", case.id, reply.text);
                assert_eq!(reply.problem(404), "not_found");
                assert_shows_nothing_of(&a, &reply, case.id);
            }
            Who::From(_) => {
                let reply = call(&app, caller(&case, &b.owner, &b), &operation, &case, &b).await;
                assert_eq!(reply.status / 100, 2, "{}: {}", case.id, reply.text);
                let mut shown = reply.clone();
                if case.id == "query_knowledge" {
                    // It may say the question's own words back.
                    shown.text = shown.json["data"]["citations"].to_string();
                }
                assert_shows_nothing_of(&a, &shown, case.id);
            }
            Who::Operator => {
                let reply = call(&app, &b.owner, &operation, &case, &a).await;
                assert_eq!(reply.problem(403), "forbidden", "{}", case.id);
                assert_shows_nothing_of(&a, &reply, case.id);
            }
            Who::Visitor => {
                let reply = call(&app, &b.visitor, &operation, &case, &b).await;
                assert_shows_nothing_of(&a, &reply, case.id);
            }
            Who::Anyone => {}
        }
    }
    assert_eq!(a.state().await, before, "what another tenant tried changed nothing");
}

#[tokio::test]
async fn ids_of_another_tenant_in_bodies_and_filters_find_nothing() {
    let app = TestApp::start().await;
    let a = Seed::plant(&app, "Aardvark").await;
    let b = Seed::plant(&app, "Badger").await;
    let own = format!("/conversations/{}", b.conversation);
    assert_eq!(b.owner.post(&format!("{own}/assign"), json!({ "assignee_id": a.owner.user_id })).await.problem(422), "invalid");
    for filter in [format!("contact_id={}", a.contact), format!("assignee={}", a.owner.user_id)] {
        assert!(b.owner.get(&format!("/conversations?{filter}")).await.list().is_empty(), "{filter}");
    }
    // A source is shown to those who know its words, through a key of its own tenant only.
    let source = |key: &str| format!("/widget/{key}/sources/{}?quote=opens+at+seven+in+the+morning", a.document);
    app.api().get(&source(&a.key)).await.expect(200);
    assert_eq!(app.api().get(&source(&b.key)).await.problem(404), "not_found");
    // A visitor token of one tenant resumes nothing at another's widget.
    let resumed = a.visitor.post(&format!("/widget/{}/sessions", b.key), json!({})).await.ok(201);
    assert!(resumed["conversation_id"].is_null());
    assert_ne!(resumed["visitor_token"], json!(a.visitor.token));
    // A session's e-mail that is a contact of another tenant makes one of this tenant.
    let email = format!("visitor@{}.example", a.name.to_lowercase());
    let visitor = app.visitor_of(&b.key, json!({ "email": email })).await;
    let message = visitor.say("The same person, elsewhere").await;
    let contact =
        b.owner.get(&format!("/conversations/{}", message["conversation_id"].as_str().unwrap())).await.ok(200)["contact"]["id"].clone();
    assert_ne!(contact, json!(a.contact));
}

#[tokio::test]
async fn a_visitor_reaches_no_other_conversation() {
    let app = TestApp::builder().without_workers().start().await;
    let a = Seed::plant(&app, "Aardvark").await;
    let other = app.visitor(&a.owner).await;
    assert!(other.messages().await.is_empty());
    other.say("Mine").await;
    let messages = other.messages().await;
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0]["content"], "Mine");
    // Saying someone else's e-mail joins this conversation to that contact, and shows nothing of theirs.
    other.patch("/widget/session", json!({ "email": "visitor@aardvark.example" })).await.ok(200);
    assert_eq!(other.messages().await.len(), 1);
    assert_eq!(a.visitor.messages().await.len(), 1);
}
