use super::{WHY, act, entry};
use crate::{
    operations::operations,
    seed::{Seed, id},
    sessions::closes_within_a_second,
    sweep::{call, rows},
};
use chrono::Duration;
use serde_json::{Value, json};
use testkit::{Api, Session, TestApp};
use uuid::Uuid;

/// Somebody's session in a member's name.
struct Impersonated {
    id: Uuid,
    api: Api,
    token: String,
}

fn path(seed: &Seed) -> String {
    format!("/admin/tenants/{}/impersonate", seed.tenant_id)
}

async fn enter(app: &TestApp, seed: &Seed, member: &Session, writes: bool) -> Impersonated {
    let body = json!({ "user_id": member.user_id, "reason": WHY, "minutes": 60, "writes": writes });
    let begun = seed.operator.post(&path(seed), body).await.ok(201);
    let token = begun["access_token"].as_str().unwrap().to_owned();
    Impersonated { id: id(&begun), api: app.api().with_token(&token), token }
}

impl Impersonated {
    /// A session, as far as a socket needs one.
    fn session(&self, member: &Session) -> Session {
        Session { api: self.api.clone(), token: self.token.clone(), ..member.clone() }
    }
}

/// What may be done in a member's name, beside looking: daily work. An operation that is missing here and works fails the test.
const WRITES: &[&str] = &[
    "update_contact",
    "open_conversation",
    "update_conversation",
    "assign_conversation",
    "close_conversation",
    "send_message",
    "mark_conversation_read",
    "show_typing",
    "suggest_reply",
    "rate_suggestion",
    "accept_suggestion",
    "reject_suggestion",
    "create_chatbot",
    "update_chatbot",
    "delete_chatbot",
    "upload_document",
    "reprocess_document",
    "remove_document",
];
/// Questions that are no GET.
const READS: &[&str] = &["create_ticket", "query_knowledge"];

#[tokio::test]
async fn an_operator_reads_in_a_members_name_and_everybody_concerned_sees_it() {
    let app = TestApp::builder().without_workers().start().await;
    let seed = Seed::plant(&app, "Aardvark").await;
    app.advance(Duration::seconds(1));
    let inside = enter(&app, &seed, &seed.agent, false).await;
    let me = inside.api.get("/users/me").await.ok(200);
    assert_eq!((&me["id"], &me["operator"]), (&json!(seed.agent.user_id), &json!(false)));
    let shown = json!({ "operator_name": seed.operator.name, "reason": WHY, "writes": false, "ends_at": "2026-03-10T11:00:01Z" });
    assert_eq!(me["impersonation"], shown);
    assert_eq!(inside.api.get("/conversations").await.list().len(), 1);
    // The owner reads it in the audit log, and gets a letter; the member sees it among their devices.
    let begun = entry(&seed.owner, "operator.impersonation.begun").await;
    assert_eq!(begun["actor"]["id"], json!(seed.operator.user_id));
    assert_eq!((&begun["after"]["reason"], &begun["after"]["writes"]), (&json!(WHY), &json!(false)));
    let letters: Vec<Value> = sqlx::query_scalar(
        "SELECT payload FROM jobs WHERE tenant_id = $1 AND kind = 'email.send' AND payload ->> 'template' = 'impersonated'",
    )
    .bind(seed.tenant_id)
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap();
    assert_eq!(letters.len(), 1);
    assert_eq!((&letters[0]["to"], &letters[0]["data"]["reason"]), (&json!(seed.owner.email), &json!(WHY)));
    let devices = seed.agent.get("/auth/sessions").await.list();
    let theirs = devices.iter().find(|d| d["id"] == json!(inside.id)).unwrap();
    assert_eq!(theirs["impersonated_by"], json!(seed.operator.name));
    let live = seed.operator.get("/admin/impersonations?live=true").await.list();
    assert_eq!((live.len(), &live[0]["tenant_name"], &live[0]["user_name"]), (1, &json!("Aardvark"), &json!(seed.agent.name)));
    // Who it is about may end it, like any session of theirs.
    seed.agent.delete(&format!("/auth/sessions/{}", inside.id)).await.expect(204);
    assert_eq!(inside.api.get("/users/me").await.problem(401), "session_ended");
    assert!(seed.operator.get("/admin/impersonations?live=true").await.list().is_empty());
}

/// Tries every operation of the document in the owner's name, and returns those that changed something or could have.
async fn allowed(app: &TestApp, seed: &Seed, inside: &Impersonated) -> Vec<&'static str> {
    let mut allowed = Vec::new();
    for (operation, case) in rows(app) {
        if operation.method == reqwest::Method::GET || operation.security.as_deref() != Some("bearer") {
            continue;
        }
        let reply = call(app, &inside.api, &operation, &case, seed).await;
        if reply.status == 403 {
            assert_eq!(reply.problem(403), "impersonating", "{}", case.id);
        } else {
            allowed.push(case.id);
        }
    }
    allowed
}

#[tokio::test]
async fn reading_is_all_there_is_unless_the_operator_chose_to_write() {
    let app = TestApp::builder().without_workers().start().await;
    let seed = Seed::plant(&app, "Aardvark").await;
    let before = seed.state().await;
    let inside = enter(&app, &seed, &seed.owner, false).await;
    let mut done = allowed(&app, &seed, &inside).await;
    done.sort_unstable();
    assert_eq!(done, READS);
    let mut after = seed.state().await;
    // The session itself is there.
    after.retain(|(path, _)| path != "/auth/sessions");
    for now in &after {
        assert!(before.contains(now), "something changed: {now:?}");
    }
}

#[tokio::test]
async fn writing_is_daily_work_and_never_members_roles_keys_money_or_ones_own_account() {
    let app = TestApp::start().await;
    let seed = Seed::plant(&app, "Aardvark").await;
    let inside = enter(&app, &seed, &seed.owner, true).await;
    let done = allowed(&app, &seed, &inside).await;
    for id in &done {
        assert!(WRITES.contains(id) || READS.contains(id), "{id} is possible in a member's name, and not agreed upon in this test");
    }
    assert!(WRITES.iter().all(|id| done.contains(id)), "{done:?}");
    // A viewer's name gives no more than a viewer may.
    let viewer = enter(&app, &seed, &seed.colleague, true).await;
    assert_eq!(
        viewer.api.post(&format!("/conversations/{}/messages", seed.conversation), json!({ "content": "x" })).await.problem(403),
        "impersonating"
    );
}

#[tokio::test]
async fn what_is_written_stands_in_the_audit_log_as_the_operators_in_the_members_name() {
    let app = TestApp::builder().without_workers().start().await;
    let seed = Seed::plant(&app, "Aardvark").await;
    let inside = enter(&app, &seed, &seed.agent, true).await;
    app.advance(Duration::seconds(1));
    let path = format!("/conversations/{}/messages", seed.conversation);
    let message = inside.api.post(&path, json!({ "content": "Written for support" })).await.ok(201);
    assert_eq!(message["sender"]["name"], json!(seed.agent.name));
    // Messages are no entries when members write them; in their name they are.
    let acted = entry(&seed.owner, "operator.acted").await;
    assert_eq!(acted["actor"], json!({ "kind": "operator", "id": seed.operator.user_id, "name": seed.operator.name }));
    assert_eq!(acted["acting_as"], json!({ "id": seed.agent.user_id, "name": seed.agent.name }));
    assert_eq!(acted["after"]["request"], json!(format!("POST /api/v1{path}")));
    let owners = enter(&app, &seed, &seed.owner, true).await;
    owners.api.patch(&format!("/chatbots/{}", seed.chatbot), json!({ "greeting": "Hello" })).await.ok(200);
    let changed = entry(&seed.owner, "chatbot.changed").await;
    assert_eq!((&changed["actor"]["kind"], &changed["acting_as"]["id"]), (&json!("operator"), &json!(seed.owner.user_id)));
    // And what members do themselves has nobody behind it.
    seed.owner.patch(&format!("/chatbots/{}", seed.chatbot), json!({ "greeting": "Hi" })).await.ok(200);
    app.advance(Duration::seconds(1));
    seed.owner.patch(&format!("/chatbots/{}", seed.chatbot), json!({ "greeting": "Good day" })).await.ok(200);
    assert!(entry(&seed.owner, "chatbot.changed").await["acting_as"].is_null());
}

#[tokio::test]
async fn nobody_else_enters_and_nobody_enters_further() {
    let app = TestApp::builder().without_workers().start().await;
    let seed = Seed::plant(&app, "Aardvark").await;
    let other = Seed::plant(&app, "Badger").await;
    let body = |user: Uuid| json!({ "user_id": user, "reason": WHY, "minutes": 5 });
    app.show_second_factor(&seed.owner).await;
    assert_eq!(seed.owner.post(&path(&seed), body(seed.agent.user_id)).await.problem(403), "forbidden");
    let inside = enter(&app, &seed, &seed.owner, true).await;
    // From a member's name there is no way into the operator's area, nor into another name.
    for operation in operations(&app).into_iter().filter(|o| o.path.contains("/admin/")) {
        let reply = inside.api.json(operation.method.clone(), &operation.path_to(&seed), body(seed.agent.user_id)).await;
        assert_eq!(reply.problem(403), "forbidden", "{}", operation.id);
    }
    // Nor into another tenant, of the same person either.
    assert_eq!(inside.api.get(&format!("/conversations/{}", other.conversation)).await.problem(404), "not_found");
    assert_eq!(inside.api.post("/auth/switch-tenant", json!({ "tenant_id": other.tenant_id })).await.problem(403), "impersonating");
    // Nor by another operator's name, a stranger's, or for longer.
    assert_eq!(seed.operator.post(&path(&seed), body(other.agent.user_id)).await.problem(404), "not_found");
    app.appoint(&seed.agent).await;
    assert_eq!(seed.operator.post(&path(&seed), body(seed.agent.user_id)).await.problem(409), "is_operator");
    for minutes in [0, -1, 61, 100_000] {
        let body = json!({ "user_id": seed.colleague.user_id, "reason": WHY, "minutes": minutes });
        assert_eq!(seed.operator.post(&path(&seed), body).await.problem(422), "invalid");
    }
    seed.operator.post(&path(&seed), json!({ "user_id": seed.colleague.user_id, "minutes": 5 })).await.problem(422);
    act(&seed.operator, &format!("/admin/users/{}/suspend", seed.colleague.user_id)).await;
    assert_eq!(seed.operator.post(&path(&seed), body(seed.colleague.user_id)).await.problem(409), "suspended");
    // One's own session is none to be stopped.
    for session in [&seed.owner, &seed.operator] {
        assert_eq!(session.delete("/impersonation").await.problem(403), "forbidden");
    }
}

#[tokio::test]
async fn it_ends_by_itself_by_hand_and_with_whatever_it_stands_on() {
    let app = TestApp::builder().without_workers().start().await;
    let seed = Seed::plant(&app, "Aardvark").await;
    let gone = async |what: &str, inside: &Impersonated, mut socket: testkit::Socket| {
        testkit::wait_until(what, || async { (inside.api.get("/users/me").await.status == 401).then_some(()) }).await;
        closes_within_a_second(&mut socket).await;
    };
    let open = async |member: &Session| {
        let inside = enter(&app, &seed, member, false).await;
        let socket = inside.session(member).socket(None).await;
        (inside, socket)
    };
    let (inside, socket) = open(&seed.agent).await;
    inside.api.delete("/impersonation").await.expect(204);
    assert_eq!(inside.api.get("/users/me").await.problem(401), "session_ended");
    gone("stopped", &inside, socket).await;
    assert_eq!(entry(&seed.owner, "operator.impersonation.ended").await["target"]["id"], json!(seed.agent.user_id.to_string()));

    let (inside, socket) = open(&seed.agent).await;
    seed.operator.delete(&format!("/admin/impersonations/{}", inside.id)).await.expect(204);
    gone("ended by an operator", &inside, socket).await;
    assert_eq!(seed.operator.delete(&format!("/admin/impersonations/{}", inside.id)).await.problem(404), "not_found");

    let (inside, socket) = open(&seed.agent).await;
    seed.owner.patch(&format!("/members/{}", seed.agent.user_id), json!({ "suspended": true })).await.ok(200);
    gone("the member is suspended", &inside, socket).await;
    seed.owner.patch(&format!("/members/{}", seed.agent.user_id), json!({ "suspended": false })).await.ok(200);

    let (inside, socket) = open(&seed.owner).await;
    act(&seed.operator, &format!("/admin/tenants/{}/suspend", seed.tenant_id)).await;
    gone("the tenant is suspended", &inside, socket).await;
    act(&seed.operator, &format!("/admin/tenants/{}/unsuspend", seed.tenant_id)).await;

    let (inside, socket) = open(&seed.agent).await;
    let other = app.operator().await;
    act(&other, &format!("/admin/users/{}/revoke-operator", seed.operator.user_id)).await;
    gone("the operator is none any more", &inside, socket).await;
    app.appoint(&seed.operator).await;
    assert_eq!(inside.api.get("/users/me").await.problem(401), "session_ended", "not even when they are one again");

    let (inside, socket) = open(&seed.agent).await;
    seed.operator.post("/auth/logout", json!({ "refresh_token": seed.operator.refresh_token })).await.expect(204);
    gone("the operator signed out", &inside, socket).await;
}

#[tokio::test]
async fn an_hour_is_the_longest_and_nothing_prolongs_it() {
    let app = TestApp::builder().without_workers().start().await;
    let seed = Seed::plant(&app, "Aardvark").await;
    let inside = enter(&app, &seed, &seed.agent, false).await;
    app.advance(Duration::minutes(59));
    inside.api.get("/users/me").await.expect(200);
    // There is no refresh token; the access token is none, and the session's hash is of nothing.
    for token in [&inside.token[..200], ""] {
        assert_eq!(app.api().post("/auth/refresh", json!({ "refresh_token": token })).await.problem(401), "session_ended");
    }
    app.advance(Duration::minutes(1));
    assert_eq!(inside.api.get("/users/me").await.status, 401);
}

#[tokio::test]
async fn who_is_there_in_a_members_name_is_seen_neither_present_nor_writing() {
    let app = TestApp::builder().without_workers().start().await;
    let seed = Seed::plant(&app, "Aardvark").await;
    let mut owners = seed.owner.socket(None).await;
    let mut visitors = seed.visitor.socket(Some(0)).await;
    let inside = enter(&app, &seed, &seed.agent, true).await.session(&seed.agent);
    let mut socket = inside.socket(None).await;
    socket.send(&json!({ "type": "typing", "data": { "conversation_id": seed.conversation, "typing": true } })).await;
    socket.flush().await;
    seed.visitor.say("Is anybody there?").await;
    socket.frame("message.created").await;
    for socket in [&mut owners, &mut visitors] {
        let seen = [socket.until("the message", |f| f["data"]["content"] == "Is anybody there?").await, socket.flush().await].concat();
        let about = |frame: &Value| {
            frame["type"] == "typing" || (frame["type"] == "presence" && frame["data"]["user_id"] == json!(seed.agent.user_id))
        };
        assert!(!seen.iter().any(about), "{seen:#?}");
    }
    let members = seed.owner.get("/members").await.list();
    let agent = members.iter().find(|m| m["user_id"] == json!(seed.agent.user_id)).unwrap();
    assert_eq!(agent["presence"], "offline");
}
