//! Teams, and conversations that stand with them.

use crate::seed::id;
use serde_json::{Value, json};
use testkit::{Session, TestApp};
use uuid::Uuid;

async fn conversation(owner: &Session, name: &str) -> Uuid {
    let contact = json!({ "name": name, "email": format!("{}@customers.example", name.to_lowercase()) });
    id(&owner.post("/conversations", json!({ "contact": contact, "content": format!("{name} asks") })).await.ok(201))
}

#[tokio::test]
async fn a_team_is_made_changed_and_deleted_and_its_conversations_stay() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let (agent, viewer) = (app.member(&owner, "agent").await, app.member(&owner, "viewer").await);
    let new = json!({ "name": " Sales ", "description": "Cars", "member_ids": [agent.user_id] });
    let team = owner.post("/teams", new.clone()).await.ok(201);
    assert_eq!((&team["name"], &team["members"][0]["user_id"]), (&json!("Sales"), &json!(agent.user_id)));
    let path = format!("/teams/{}", id(&team));
    assert_eq!(owner.post("/teams", json!({ "name": "sales" })).await.problem(409), "name_taken");
    assert_eq!(owner.post("/teams", json!({ "name": "X", "member_ids": [Uuid::nil()] })).await.problem(422), "invalid");
    assert_eq!(owner.get("/teams").await.list().len(), 1, "what was refused left nothing");
    let members = owner.get("/members").await.list();
    let of = |session: &Session| members.iter().find(|m| m["user_id"] == json!(session.user_id)).unwrap()["teams"].clone();
    assert_eq!((of(&agent), of(&viewer)), (json!([{ "id": team["id"], "name": "Sales" }]), json!([])));
    let one = format!("{path}/members/{}", viewer.user_id);
    let put = async || owner.json(reqwest::Method::PUT, &one, Value::Null).await;
    assert_eq!(put().await.ok(200)["members"].as_array().unwrap().len(), 2);
    assert_eq!(put().await.ok(200)["members"].as_array().unwrap().len(), 2, "once more changes nothing");
    assert_eq!(owner.delete(&one).await.ok(200)["members"].as_array().unwrap().len(), 1);
    assert_eq!(owner.patch(&path, json!({ "name": "Vans" })).await.ok(200)["members"].as_array().unwrap().len(), 1);

    let with_team = conversation(&owner, "Ada").await;
    let assign = format!("/conversations/{with_team}/assign");
    let both = json!({ "team_id": team["id"], "assignee_id": agent.user_id });
    let assigned = owner.post(&assign, both).await.ok(200);
    assert_eq!((&assigned["team"]["name"], &assigned["assignee"]["id"]), (&json!("Vans"), &json!(agent.user_id)));
    let taken = owner.post(&assign, json!({ "assignee_id": null })).await.ok(200);
    assert_eq!((&taken["team"]["name"], &taken["assignee"]), (&json!("Vans"), &Value::Null), "what is absent stays");
    assert_eq!(owner.get(&path).await.ok(200)["open_conversations"], 1);
    assert_eq!(owner.post(&assign, json!({ "team_id": Uuid::nil() })).await.problem(422), "invalid");
    owner.delete(&path).await.expect(204);
    assert_eq!(owner.get(&path).await.problem(404), "not_found");
    assert!(owner.get(&format!("/conversations/{with_team}")).await.ok(200)["team"].is_null());
}

#[tokio::test]
async fn the_inbox_is_filtered_by_team() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let agent = app.member(&owner, "agent").await;
    let team = async |name: &str, members: Value| id(&owner.post("/teams", json!({ "name": name, "member_ids": members })).await.ok(201));
    let (mine, other) = (team("Mine", json!([agent.user_id])).await, team("Other", json!([])).await);
    let (a, b, c) = (conversation(&owner, "Ada").await, conversation(&owner, "Bo").await, conversation(&owner, "Cy").await);
    for (conversation, team) in [(a, mine), (b, other)] {
        owner.post(&format!("/conversations/{conversation}/assign"), json!({ "team_id": team })).await.ok(200);
    }
    let listed = async |session: &Session, filter: &str| {
        let reply = session.get(&format!("/conversations?total=true&{filter}")).await;
        let ids: Vec<Uuid> = reply.clone().list().iter().map(id).collect();
        assert_eq!(reply.json["page"]["total"], ids.len(), "{filter}");
        ids
    };
    assert_eq!(listed(&agent, "team=mine").await, [a]);
    assert!(listed(&owner, "team=mine").await.is_empty());
    assert_eq!(listed(&owner, &format!("team={other}")).await, [b]);
    assert_eq!(listed(&owner, "team=none").await, [c]);
    assert_eq!(owner.get("/conversations?team=nonsense").await.problem(422), "invalid");
}

#[tokio::test]
async fn another_tenants_team_is_none() {
    let app = TestApp::builder().without_workers().start().await;
    let (a, b) = (app.register("Aardvark").await, app.register("Badger").await);
    let team = id(&a.post("/teams", json!({ "name": "Theirs" })).await.ok(201));
    let own = conversation(&b, "Ada").await;
    assert_eq!(b.post(&format!("/conversations/{own}/assign"), json!({ "team_id": team })).await.problem(422), "invalid");
    assert!(b.get(&format!("/conversations?team={team}")).await.list().is_empty());
    assert_eq!(b.post("/teams", json!({ "name": "Ours", "member_ids": [a.user_id] })).await.problem(422), "invalid");
}
