//! Agents who see only what is assigned to them or their teams: by every operation, in lists, searches and counts, live and in
//! replay, and no longer once it is taken from them.

use crate::{operations::operations, seed::id};
use serde_json::{Value, json};
use std::time::Duration;
use testkit::{Session, Socket, TestApp};
use tokio::time::timeout;
use uuid::Uuid;

struct Scene {
    app: TestApp,
    owner: Session,
    /// Sees only their own.
    agent: Session,
    team: Uuid,
    /// Assigned to the agent; with the agent's team; with nobody.
    mine: Uuid,
    teams: Uuid,
    hidden: Uuid,
    /// Drafts of the first and of the last.
    my_draft: Uuid,
    hidden_draft: Uuid,
}

async fn conversation(owner: &Session, name: &str) -> Uuid {
    let contact = json!({ "name": name, "email": format!("{}@customers.example", name.to_lowercase()) });
    let body = json!({ "contact": contact, "content": format!("{name} asks about the sunroof") });
    id(&owner.post("/conversations", body).await.ok(201))
}

async fn assign(by: &Session, conversation: Uuid, to: Value) {
    by.post(&format!("/conversations/{conversation}/assign"), to).await.ok(200);
}

async fn limit(owner: &Session, on: bool) {
    owner.patch("/features", json!({ "features": { "assigned_only": on } })).await.expect(200);
}

async fn scene() -> Scene {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let agent = app.member(&owner, "agent").await;
    let team = id(&owner.post("/teams", json!({ "name": "Sales", "member_ids": [agent.user_id] })).await.ok(201));
    let (mine, teams, hidden) = (conversation(&owner, "Ada").await, conversation(&owner, "Bo").await, conversation(&owner, "Cy").await);
    assign(&owner, mine, json!({ "assignee_id": agent.user_id })).await;
    assign(&owner, teams, json!({ "team_id": team, "assignee_id": owner.user_id })).await;
    let draft = async |of: Uuid| id(&owner.post(&format!("/conversations/{of}/ai-suggest"), Value::Null).await.ok(201));
    let (my_draft, hidden_draft) = (draft(mine).await, draft(hidden).await);
    limit(&owner, true).await;
    Scene { app, owner, agent, team, mine, teams, hidden, my_draft, hidden_draft }
}

async fn ids(session: &Session, query: &str) -> Vec<Uuid> {
    let reply = session.get(&format!("/conversations?total=true&{query}")).await;
    let mut ids: Vec<Uuid> = reply.clone().list().iter().map(id).collect();
    assert_eq!(reply.json["page"]["total"], ids.len(), "the count of {query} is of what is shown");
    ids.sort_unstable();
    ids
}

#[tokio::test]
async fn by_no_operation_is_a_hidden_conversation_there() {
    let scene = scene().await;
    let Scene { app, owner, agent, hidden, hidden_draft, my_draft, mine, .. } = &scene;
    let before = owner.get(&format!("/conversations/{hidden}")).await.ok(200);
    let body = |operation: &str| match operation {
        "send_message" => json!({ "content": "Hello" }),
        "show_typing" => json!({ "typing": true }),
        "rate_suggestion" => json!({ "rating": 1 }),
        "assign_conversation" => json!({ "assignee_id": agent.user_id }),
        "update_conversation" => json!({ "priority": "urgent" }),
        _ => Value::Null,
    };
    let mut tried = 0;
    for operation in operations(app) {
        let area = operation.path.trim_start_matches("/api/v1/").split('/').next().unwrap_or_default();
        let id = match area {
            "conversations" if operation.path.contains("{id}") => hidden,
            "messages" => hidden_draft,
            _ => continue,
        };
        let path = operation.path.replace("{id}", &id.to_string());
        let reply = agent.json(operation.method.clone(), &path, body(&operation.id)).await;
        assert_eq!(reply.status, 404, "{}: {}", operation.id, reply.text);
        assert_eq!(reply.problem(404), "not_found");
        tried += 1;
    }
    assert!(tried >= 14, "only {tried} operations were tried");
    assert_eq!(owner.get(&format!("/conversations/{hidden}")).await.ok(200), before, "and nothing changed");
    // The same with what is theirs.
    agent.get(&format!("/conversations/{mine}/messages")).await.expect(200);
    agent.get(&format!("/conversations/{mine}/suggestions")).await.expect(200);
    agent.post(&format!("/conversations/{mine}/messages"), json!({ "content": "Hello" })).await.ok(201);
    agent.post(&format!("/messages/{my_draft}/feedback"), json!({ "rating": 5 })).await.ok(200);
    agent.post(&format!("/messages/{my_draft}/accept"), Value::Null).await.ok(201);
    agent.post(&format!("/conversations/{mine}/close"), Value::Null).await.ok(200);
}

#[tokio::test]
async fn lists_searches_and_counts_show_ones_own_alone() {
    let scene = scene().await;
    let Scene { owner, agent, mine, teams, hidden, .. } = &scene;
    let sorted = |mut ids: Vec<Uuid>| {
        ids.sort_unstable();
        ids
    };
    for query in ["", "q=sunroof", "status=open", "q=customers", "q=a"] {
        assert_eq!(ids(agent, query).await.iter().filter(|id| *id == hidden).count(), 0, "{query}");
    }
    assert_eq!(ids(agent, "").await, sorted(vec![*mine, *teams]));
    assert_eq!(ids(agent, "q=sunroof").await, sorted(vec![*mine, *teams]));
    assert!(ids(agent, "q=cy").await.is_empty(), "not by the contact's name either");
    assert!(ids(agent, "assignee=none").await.is_empty());
    assert_eq!(ids(agent, "team=mine").await, [*teams]);
    assert_eq!(ids(owner, "q=sunroof").await.len(), 3);
    // A contact's page counts what is seen of them.
    let contacts = agent.get("/contacts").await.list();
    let count = |name: &str| contacts.iter().find(|contact| contact["name"] == name).unwrap()["conversation_count"].clone();
    assert_eq!((count("Ada"), count("Cy")), (json!(1), json!(0)));
}

#[tokio::test]
async fn who_may_see_all_does_and_roles_of_ones_own_may() {
    let scene = scene().await;
    let Scene { app, owner, agent, hidden, .. } = &scene;
    let supervisor = app.member(owner, "supervisor").await;
    supervisor.get(&format!("/conversations/{hidden}")).await.expect(200);
    let role = json!({ "name": "Team lead", "base": "agent", "permissions": ["conversations:read_all"] });
    let role = id(&owner.post("/roles", role).await.ok(201));
    owner.patch(&format!("/members/{}", agent.user_id), json!({ "role": "agent", "role_id": role })).await.ok(200);
    agent.get(&format!("/conversations/{hidden}")).await.expect(200);
    owner.patch(&format!("/members/{}", agent.user_id), json!({ "role": "agent" })).await.ok(200);
    assert_eq!(agent.get(&format!("/conversations/{hidden}")).await.problem(404), "not_found");
    limit(owner, false).await;
    agent.get(&format!("/conversations/{hidden}")).await.expect(200);
    let by_default = app.beside().without_workers().with_settings(|s| s.features = Some("assigned_only=on".into())).start().await;
    owner.patch("/features", json!({ "features": { "assigned_only": null } })).await.expect(200);
    let agent = by_default.login(&agent.email).await;
    assert_eq!(agent.get(&format!("/conversations/{hidden}")).await.problem(404), "not_found", "as the installation says");
}

#[tokio::test]
async fn what_one_opens_is_ones_own() {
    let Scene { app: _app, agent, owner, .. } = scene().await;
    let opened = conversation(&agent, "Dee").await;
    assert_eq!(agent.get(&format!("/conversations/{opened}")).await.ok(200)["assignee"]["id"], json!(agent.user_id));
    let by_owner = conversation(&owner, "Eve").await;
    assert!(owner.get(&format!("/conversations/{by_owner}")).await.ok(200)["assignee"].is_null());
}

fn about(frames: &[Value], conversation: Uuid) -> Vec<String> {
    let of = |frame: &&Value| frame["data"].to_string().contains(&conversation.to_string());
    frames.iter().filter(of).map(|frame| frame["type"].as_str().unwrap().to_owned()).collect()
}

/// Everything up to a message of this text, which the owner writes into a conversation that the agent sees.
async fn frames_until(scene: &Scene, socket: &mut Socket, text: &str) -> Vec<Value> {
    let path = format!("/conversations/{}/messages", scene.mine);
    scene.owner.post(&path, json!({ "content": text, "private": true })).await.ok(201);
    socket.until(text, |frame| frame["data"]["content"] == text).await
}

#[tokio::test]
async fn live_frames_are_of_ones_own_alone_and_tell_what_comes_and_goes() {
    let scene = scene().await;
    let Scene { owner, agent, team, mine, teams, hidden, .. } = &scene;
    let (mut socket, mut all) = (agent.socket(None).await, owner.socket(None).await);
    for conversation in [hidden, teams] {
        owner.post(&format!("/conversations/{conversation}/messages"), json!({ "content": "A note", "private": true })).await.ok(201);
        owner.post(&format!("/conversations/{conversation}/typing"), json!({ "typing": true })).await.expect(204);
        owner.post(&format!("/conversations/{conversation}/ai-suggest"), Value::Null).await.ok(201);
    }
    // Typing is sent apart from the events, so it may come before or after them.
    let typing = socket.frame("typing").await;
    assert_eq!(typing["data"]["conversation_id"], json!(teams));
    let mut frames = frames_until(&scene, &mut socket, "One").await;
    assert!(about(&frames, *hidden).is_empty(), "{frames:#?}");
    // It comes …
    assign(owner, *hidden, json!({ "team_id": team })).await;
    frames = frames_until(&scene, &mut socket, "Two").await;
    assert_eq!(about(&frames, *hidden), ["conversation.updated"]);
    owner.post(&format!("/conversations/{hidden}/messages"), json!({ "content": "Seen", "private": true })).await.ok(201);
    socket.until("the message", |frame| frame["data"]["content"] == "Seen").await;
    // … and goes, and the one from whom it goes is told no more than that.
    assign(owner, *hidden, json!({ "team_id": null })).await;
    owner.post(&format!("/conversations/{hidden}/messages"), json!({ "content": "Unseen", "private": true })).await.ok(201);
    frames = frames_until(&scene, &mut socket, "Three").await;
    assert_eq!(about(&frames, *hidden), ["conversation.gone"]);
    assert!(!json!(frames).to_string().contains("Unseen"));
    // The agent gives theirs to the owner: allowed, and the last that they see of it.
    let given = agent.post(&format!("/conversations/{mine}/assign"), json!({ "assignee_id": owner.user_id })).await.ok(200);
    assert_eq!(given["assignee"]["id"], json!(owner.user_id));
    assert_eq!(socket.frame("conversation.gone").await["data"], json!({ "id": mine }));
    assert_eq!(agent.get(&format!("/conversations/{mine}")).await.problem(404), "not_found");
    // Who sees all heard everything, and nothing of leaving.
    owner.post(&format!("/conversations/{teams}/messages"), json!({ "content": "Last", "private": true })).await.ok(201);
    let heard = all.until("the last", |frame| frame["data"]["content"] == "Last").await;
    assert!(json!(heard).to_string().contains("Unseen") && !heard.iter().any(|frame| frame["type"] == "conversation.gone"));
}

#[tokio::test]
async fn typing_in_a_hidden_conversation_reaches_nobody() {
    let Scene { app: _app, owner, agent, hidden, mine, .. } = scene().await;
    let (mut socket, mut all) = (agent.socket(None).await, owner.socket(None).await);
    let typing = |conversation: Uuid| json!({ "type": "typing", "data": { "conversation_id": conversation, "typing": true } });
    socket.send(&typing(hidden)).await;
    socket.send(&typing(mine)).await;
    let seen = all.frame("typing").await;
    assert_eq!(seen["data"]["conversation_id"], json!(mine));
    let rest = all.flush().await;
    assert!(!rest.iter().any(|frame| frame["type"] == "typing"), "{rest:#?}");
}

#[tokio::test]
async fn a_replay_is_of_what_one_sees_now() {
    let scene = scene().await;
    let Scene { owner, agent, mine, teams, hidden, .. } = &scene;
    let mut socket = agent.socket(None).await;
    let seen = socket.next().await.unwrap()["seq"].as_i64().unwrap();
    socket.close().await;
    for (conversation, text) in [(hidden, "Hidden"), (teams, "Of the team"), (mine, "No longer mine")] {
        owner.post(&format!("/conversations/{conversation}/messages"), json!({ "content": text, "private": true })).await.ok(201);
    }
    assign(owner, *mine, json!({ "assignee_id": null })).await;
    let mut again = agent.socket(Some(seen)).await;
    let frames = again.flush().await;
    let text = json!(frames).to_string();
    assert!(text.contains("Of the team") && !text.contains("Hidden") && !text.contains("No longer mine"), "{frames:#?}");
    assert_eq!(about(&frames, *mine), ["conversation.gone"]);
}

#[tokio::test]
async fn another_process_sends_no_more() {
    let scene = scene().await;
    let Scene { app, owner, agent, mine, hidden, .. } = &scene;
    let there = app.beside().without_workers().start().await;
    let elsewhere = Session { api: there.api().with_token(&agent.token), ..agent.clone() };
    let mut socket = elsewhere.socket(None).await;
    owner.post(&format!("/conversations/{hidden}/messages"), json!({ "content": "Hidden", "private": true })).await.ok(201);
    let frames = frames_until(&scene, &mut socket, "Mine").await;
    assert!(!json!(frames).to_string().contains("Hidden"), "{frames:#?}");
    assign(owner, *mine, json!({ "assignee_id": null })).await;
    assert_eq!(socket.frame("conversation.gone").await["data"]["id"], json!(mine));
}

#[tokio::test]
async fn a_long_poll_ends_when_its_conversation_goes() {
    let Scene { app: _app, owner, agent, mine, .. } = scene().await;
    let last = agent.get(&format!("/conversations/{mine}")).await.ok(200)["last_seq"].clone();
    let path = format!("/conversations/{mine}/messages?since={last}&wait=30");
    let poll = agent.get(&path);
    let take = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        assign(&owner, mine, json!({ "assignee_id": null })).await;
    };
    let (reply, ()) = timeout(Duration::from_secs(10), async { tokio::join!(poll, take) }).await.expect("the poll ended");
    assert_eq!(reply.problem(404), "not_found");
}

#[tokio::test]
async fn leaving_a_team_and_the_switch_end_what_is_open() {
    let Scene { app: _app, owner, agent, team, teams, hidden, .. } = scene().await;
    let closes = async |socket: &mut Socket| {
        let closed = timeout(Duration::from_secs(2), async { while socket.next().await.is_some() {} }).await;
        assert!(closed.is_ok(), "the socket is open still");
    };
    let mut socket = agent.socket(None).await;
    owner.delete(&format!("/teams/{team}/members/{}", agent.user_id)).await.ok(200);
    closes(&mut socket).await;
    assert_eq!(agent.get(&format!("/conversations/{teams}")).await.problem(404), "not_found", "with the next request");
    let mut socket = agent.socket(None).await;
    limit(&owner, false).await;
    closes(&mut socket).await;
    agent.get(&format!("/conversations/{hidden}")).await.expect(200);
    let mut socket = agent.socket(None).await;
    limit(&owner, true).await;
    closes(&mut socket).await;
    assert_eq!(agent.get(&format!("/conversations/{hidden}")).await.problem(404), "not_found");
}

#[tokio::test]
async fn the_database_itself_shows_no_more() {
    let Scene { app, agent, owner, hidden, mine, .. } = scene().await;
    let mut program = app.program().await;
    let mut seen = async |limited: &str, table: &str, column: &str| {
        sqlx::query("SELECT set_config('app.tenant_id', $1, false), set_config('app.user_id', $2, false), set_config('app.only_assigned', $3, false)")
            .bind(owner.tenant_id.to_string())
            .bind(agent.user_id.to_string())
            .bind(limited)
            .execute(&mut program)
            .await
            .unwrap();
        let query = format!("SELECT DISTINCT {column} FROM {table}");
        sqlx::query_scalar::<_, Uuid>(sqlx::AssertSqlSafe(query)).fetch_all(&mut program).await.unwrap()
    };
    for (table, column) in [
        ("conversations", "id"),
        ("messages", "conversation_id"),
        ("suggestions", "conversation_id"),
        ("app.search_conversations('sunroof', 100)", "conversation_id"),
        ("app.search_conversations('customers.example', 100)", "conversation_id"),
        ("app.search_conversations('cy', 100)", "conversation_id"),
    ] {
        let (some, all) = (seen("on", table, column).await, seen("", table, column).await);
        assert!(!some.contains(&hidden), "{table} shows a hidden one");
        if !table.starts_with("app.search") {
            assert!(some.contains(&mine) && all.contains(&hidden), "{table}: {some:?} of {all:?}");
        }
    }
    assert!(seen("", "app.search_conversations('sunroof', 100)", "conversation_id").await.contains(&hidden));
}
