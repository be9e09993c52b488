use super::{WHY, act, entry};
use crate::{seed::Seed, sessions::closes_within_a_second};
use chrono::Duration;
use serde_json::{Value, json};
use testkit::{PASSWORD, Session, TestApp};

#[tokio::test]
async fn tenants_are_listed_searched_sorted_and_filtered_in_pages() {
    let app = TestApp::builder().without_workers().start().await;
    let operator = app.operator().await;
    for name in ["Cedar", "alder", "Birch 100% oak", "Birch_wood"] {
        app.advance(Duration::seconds(1));
        app.register(name).await;
    }
    let names = async |query: &str| -> Vec<String> {
        let tenants = operator.get(&format!("/admin/tenants?{query}")).await.list();
        tenants.iter().map(|t| t["name"].as_str().unwrap().to_owned()).filter(|name| !name.starts_with("Operations")).collect()
    };
    assert_eq!(names("").await, ["Birch_wood", "Birch 100% oak", "alder", "Cedar"]);
    assert_eq!(names("sort=name").await, ["alder", "Birch 100% oak", "Birch_wood", "Cedar"]);
    assert_eq!(names("q=BIRCH&sort=name").await, ["Birch 100% oak", "Birch_wood"]);
    assert_eq!(names("q=0%25").await, ["Birch 100% oak"], "a percent sign is one");
    assert_eq!(names("q=h_w").await, ["Birch_wood"], "and an underscore too");
    assert!(names("q=nothing").await.is_empty());
    for sort in ["sort=name", "sort=-created_at"] {
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = operator.get(&format!("/admin/tenants?{sort}&limit=2{cursor}")).await;
            seen.extend(page.clone().list().iter().map(|t| t["id"].clone()));
            match page.json["page"]["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        let whole: Vec<Value> = operator.get(&format!("/admin/tenants?{sort}")).await.list().iter().map(|t| t["id"].clone()).collect();
        assert_eq!(seen, whole, "{sort}");
    }
    let next = operator.get("/admin/tenants?limit=1").await.json["page"]["next_cursor"].as_str().unwrap().to_owned();
    assert_eq!(operator.get(&format!("/admin/tenants?sort=name&cursor={next}")).await.problem(422), "invalid");
    operator.get("/admin/tenants?sort=size").await.problem(422);
    let cedar = operator.get("/admin/tenants?q=cedar").await.list()[0]["id"].as_str().unwrap().to_owned();
    act(&operator, &format!("/admin/tenants/{cedar}/suspend")).await;
    assert_eq!(names("suspended=true").await, ["Cedar"]);
    assert_eq!(names("suspended=false&sort=name").await, ["alder", "Birch 100% oak", "Birch_wood"]);
}

#[tokio::test]
async fn a_tenant_is_shown_with_what_it_uses_and_who_works_there() {
    let app = TestApp::builder().without_workers().start().await;
    let seed = Seed::plant(&app, "Aardvark").await;
    let shown = seed.operator.get(&format!("/admin/tenants/{}", seed.tenant_id)).await.ok(200);
    assert_eq!(shown["name"], "Aardvark");
    assert!(shown["suspension"].is_null());
    let usage = &shown["usage"];
    for (figure, value) in
        [("members", 4), ("conversations", 1), ("conversations_open", 1), ("messages", 1), ("documents", 1), ("chatbots", 1)]
    {
        assert_eq!(usage[figure], value, "{figure} of {usage}");
    }
    assert_eq!(usage["ai_cap_micros"], 5_000_000);
    assert!(usage["document_bytes"].as_i64().unwrap() > 50);
    let mut roles: Vec<&str> = shown["members"].as_array().unwrap().iter().map(|m| m["role"].as_str().unwrap()).collect();
    roles.sort_unstable();
    assert_eq!(roles, ["agent", "agent", "owner", "viewer"]);
    let stats = seed.operator.get("/admin/stats").await.ok(200);
    let today = stats["days"].as_array().unwrap().last().unwrap();
    assert_eq!((stats["days"].as_array().unwrap().len(), &today["day"], &today["messages"]), (30, &json!("2026-03-10"), &json!(1)));
    assert_eq!((&stats["tenants"], &stats["users"], &stats["operators"]), (&json!(2), &json!(5), &json!(1)));
    assert!(stats["versions"]["migration"].as_i64().unwrap() >= 12 && stats["storage"]["database_bytes"].as_i64().unwrap() > 0);
    // Nothing that was said is shown.
    assert!(!format!("{shown}{stats}").contains("bridge"));
}

async fn refused(session: &Session, code: &str) {
    assert_eq!(session.get("/conversations").await.problem(401), code);
}

#[tokio::test]
async fn a_suspended_tenant_is_out_at_once_and_its_widget_says_so_kindly() {
    let app = TestApp::builder().without_workers().start().await;
    let there = app.beside().without_workers().start().await;
    let seed = Seed::plant(&app, "Aardvark").await;
    let other = Seed::plant(&app, "Badger").await;
    let elsewhere = there.login(&seed.agent.email).await;
    let (mut staff, mut visitor) = (seed.owner.socket(None).await, seed.visitor.socket(Some(0)).await);
    let (mut staff_there, mut others) = (elsewhere.socket(None).await, other.owner.socket(None).await);
    let ticket = seed.visitor.ticket().await;
    let shown = act(&seed.operator, &format!("/admin/tenants/{}/suspend", seed.tenant_id)).await;
    assert_eq!((&shown["suspension"]["reason"], &shown["suspension"]["by"]), (&json!(WHY), &json!(seed.operator.name)));
    refused(&seed.owner, "workspace_suspended").await;
    for socket in [&mut staff, &mut visitor, &mut staff_there] {
        closes_within_a_second(socket).await;
    }
    testkit::wait_until("the other process refuses", || async { (elsewhere.get("/conversations").await.status == 401).then_some(()) })
        .await;
    // No way in, and no way round.
    let refreshed = app.api().post("/auth/refresh", json!({ "refresh_token": seed.owner.refresh_token })).await;
    assert_eq!(refreshed.problem(401), "session_ended");
    let login = app.api().post("/auth/login", json!({ "email": seed.owner.email, "password": PASSWORD })).await;
    assert_eq!(login.problem(403), "workspace_suspended");
    let switched = other.owner.post("/auth/switch-tenant", json!({ "tenant_id": seed.tenant_id })).await;
    assert_eq!(switched.problem(404), "not_found");
    // The widget stands there and takes nothing.
    assert_eq!(app.api().get(&format!("/widget/{}/config", seed.key)).await.ok(200)["available"], false);
    let refusal = seed.visitor.post("/widget/messages", json!({ "content": "Hello?" })).await;
    assert_eq!(refusal.problem(403), "workspace_suspended");
    assert!(refusal.json["detail"].as_str().unwrap().contains("not available") && !refusal.text.contains(WHY));
    for (path, body) in [(format!("/widget/{}/sessions", seed.key), json!({})), ("/widget/realtime-tickets".into(), Value::Null)] {
        assert_eq!(seed.visitor.post(&path, body).await.problem(403), "workspace_suspended");
    }
    let socket = testkit::Socket::connect(app.address, &format!("/api/v1/widget/realtime?ticket={ticket}"), None).await;
    assert_eq!(socket.err(), Some(403), "a ticket from before");
    // Nobody else notices.
    other.owner.get("/conversations").await.expect(200);
    other.visitor.say("Still there?").await;
    others.frame("message.created").await;

    act(&seed.operator, &format!("/admin/tenants/{}/unsuspend", seed.tenant_id)).await;
    seed.owner.get("/conversations").await.expect(200);
    seed.visitor.say("And I am back").await;
    assert_eq!(app.api().get(&format!("/widget/{}/config", seed.key)).await.ok(200)["available"], true);
    for action in ["operator.tenant.suspended", "operator.tenant.unsuspended"] {
        let entry = entry(&seed.owner, action).await;
        assert_eq!(entry["actor"], json!({ "kind": "operator", "id": seed.operator.user_id, "name": seed.operator.name }));
        assert_eq!((&entry["after"]["reason"], &entry["address"]), (&json!(WHY), &Value::Null));
    }
}

#[tokio::test]
async fn somebody_of_several_tenants_loses_the_suspended_one_alone() {
    let app = TestApp::builder().without_workers().start().await;
    let operator = app.operator().await;
    let (a, b) = (app.register("Aardvark").await, app.register("Badger").await);
    let token = app.invite(&b, &a.email, "viewer").await;
    a.post("/invitations/accept", json!({ "token": token })).await.ok(200);
    act(&operator, &format!("/admin/tenants/{}/suspend", a.tenant_id)).await;
    assert_eq!(app.login(&a.email).await.tenant_id, b.tenant_id);
    let refreshed = app.api().post("/auth/refresh", json!({ "refresh_token": a.refresh_token })).await.ok(200);
    assert_eq!(refreshed["tenant"]["id"], json!(b.tenant_id));
}

#[tokio::test]
async fn suspending_twice_or_oneself_changes_nothing() {
    let app = TestApp::builder().without_workers().start().await;
    let operator = app.operator().await;
    let tenant = app.register("Northwind").await;
    let own = operator.post(&format!("/admin/tenants/{}/suspend", operator.tenant_id), json!({ "reason": WHY })).await;
    assert_eq!(own.problem(409), "own_tenant");
    let path = format!("/admin/tenants/{}/suspend", tenant.tenant_id);
    let first = act(&operator, &path).await;
    app.advance(Duration::minutes(1));
    assert_eq!(operator.post(&path, json!({ "reason": "Another reason" })).await.ok(200), first);
    assert_eq!(operator.get("/admin/log?action=tenant.suspended").await.list().len(), 1);
    let open = format!("/admin/tenants/{}/unsuspend", tenant.tenant_id);
    act(&operator, &open).await;
    act(&operator, &open).await;
    assert_eq!(operator.get("/admin/log?action=tenant.unsuspended").await.list().len(), 1);
}
