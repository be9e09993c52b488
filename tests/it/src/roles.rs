//! Built-in roles and a workspace's own, ownership, availability, leaving.

use crate::seed::id;
use serde_json::{Value, json};
use testkit::TestApp;
use uuid::Uuid;

fn permissions(role: &Value) -> Vec<(String, Option<String>)> {
    let permissions = role["permissions"].as_array().unwrap();
    permissions.iter().map(|p| (p["permission"].as_str().unwrap().to_owned(), p["inherited_from"].as_str().map(str::to_owned))).collect()
}

#[tokio::test]
async fn every_role_shows_what_it_may_and_from_where() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let viewer = app.member(&owner, "viewer").await;
    let roles = viewer.get("/roles").await.list();
    let names: Vec<&str> = roles.iter().map(|r| r["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["viewer", "agent", "supervisor", "admin", "owner"]);
    let agent = permissions(&roles[1]);
    assert!(agent.contains(&("conversations:read".into(), Some("viewer".into()))));
    assert!(agent.contains(&("conversations:write".into(), None)));
    assert!(permissions(&roles[4]).contains(&("conversations:write".into(), Some("agent".into()))));
    assert_eq!((&roles[0]["inherits"], &roles[1]["inherits"], &roles[0]["members"]), (&Value::Null, &json!("viewer"), &json!(1)));
    let me = viewer.get("/users/me").await.ok(200);
    let mine: Vec<String> = permissions(&roles[0]).into_iter().map(|(name, _)| name).collect();
    assert_eq!(me["permissions"], json!(mine), "the table and the person agree");
}

#[tokio::test]
async fn a_custom_role_gives_what_it_says_and_loses_it_at_once() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let agent = app.member(&owner, "agent").await;
    let rename = json!({ "greeting": "Hi" });
    let chatbot = format!("/chatbots/{}", id(&owner.chatbot().await));
    assert_eq!(agent.patch(&chatbot, rename.clone()).await.problem(403), "forbidden");
    let new = json!({ "name": "Bot keeper", "base": "agent", "permissions": ["chatbots:write", "chatbots:read"] });
    let role = owner.post("/roles", new.clone()).await.ok(201);
    assert_eq!(owner.post("/roles", new).await.problem(409), "name_taken");
    assert!(
        permissions(&role).contains(&("chatbots:write".into(), None))
            && permissions(&role).contains(&("chatbots:read".into(), Some("viewer".into())))
    );
    let member = format!("/members/{}", agent.user_id);
    let given = owner.patch(&member, json!({ "role": "agent", "role_id": id(&role) })).await.ok(200);
    assert_eq!((&given["role"], &given["role_name"]), (&json!("agent"), &json!("Bot keeper")));
    agent.patch(&chatbot, rename.clone()).await.expect(200);
    assert!(agent.get("/users/me").await.ok(200)["permissions"].as_array().unwrap().contains(&json!("chatbots:write")));
    let path = format!("/roles/{}", id(&role));
    assert_eq!(owner.delete(&path).await.problem(409), "role_in_use");
    owner.patch(&path, json!({ "permissions": ["contacts:write"] })).await.ok(200);
    assert_eq!(agent.patch(&chatbot, rename).await.problem(403), "forbidden");
    owner.patch(&member, json!({ "role": "viewer" })).await.ok(200);
    owner.delete(&path).await.expect(204);
    assert_eq!(owner.delete(&path).await.problem(404), "not_found");
    assert_eq!(owner.get("/roles").await.list().len(), 5);
}

#[tokio::test]
async fn nobody_makes_gives_or_changes_a_role_that_may_more_than_they() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let admin = app.member(&owner, "admin").await;
    let agent = app.member(&owner, "agent").await;
    let strong = json!({ "name": "Heir", "base": "viewer", "permissions": ["ownership:transfer"] });
    assert_eq!(admin.post("/roles", strong.clone()).await.problem(403), "forbidden");
    let heir = owner.post("/roles", strong).await.ok(201);
    let give = json!({ "role": "viewer", "role_id": id(&heir) });
    assert_eq!(admin.patch(&format!("/members/{}", agent.user_id), give.clone()).await.problem(403), "forbidden");
    assert_eq!(admin.patch(&format!("/members/{}", admin.user_id), give.clone()).await.problem(403), "forbidden");
    assert_eq!(admin.patch(&format!("/roles/{}", id(&heir)), json!({ "permissions": [] })).await.problem(403), "forbidden");
    let invitation = json!({ "email": "heir@people.example", "role": "viewer", "role_id": id(&heir) });
    assert_eq!(admin.post("/invitations", invitation).await.problem(403), "forbidden");
    // A weaker base with one strong permission: an admin may not touch who has it.
    owner.patch(&format!("/members/{}", agent.user_id), give).await.ok(200);
    assert_eq!(admin.delete(&format!("/members/{}", agent.user_id)).await.problem(403), "forbidden");
    assert_eq!(agent.post("/roles", json!({ "name": "Mine", "base": "viewer", "permissions": [] })).await.problem(403), "forbidden");
    for (body, field) in [
        (json!({ "name": "Second owner", "base": "owner", "permissions": [] }), "base"),
        (json!({ "name": "Admin", "base": "viewer", "permissions": [] }), "name"),
        (json!({ "name": "X", "base": "viewer", "permissions": ["everything"] }), "permissions"),
    ] {
        let reply = owner.post("/roles", body).await;
        reply.problem(422);
        assert!(reply.json["errors"][0]["field"].as_str().unwrap().starts_with(field), "{}", reply.text);
    }
    let stranger = app.register("Badger").await;
    let theirs = owner.post("/roles", json!({ "name": "Theirs", "base": "viewer", "permissions": [] })).await.ok(201);
    assert_eq!(stranger.patch(&format!("/roles/{}", id(&theirs)), json!({ "name": "Ours" })).await.problem(404), "not_found");
    let own = format!("/members/{}", stranger.user_id);
    assert_eq!(stranger.patch(&own, json!({ "role": "viewer", "role_id": id(&theirs) })).await.problem(422), "invalid");
}

#[tokio::test]
async fn mass_assignment_raises_nobody() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let viewer = app.member(&owner, "viewer").await;
    let raised = json!({ "availability": "away", "role": "owner", "role_id": null, "suspended": false, "permissions": ["tenant:write"] });
    assert_eq!(viewer.patch("/members/me", raised).await.ok(200)["role"], "viewer");
    let refresh = json!({ "refresh_token": viewer.refresh_token, "role": "owner", "permissions": ["tenant:write"] });
    let next = app.api().post("/auth/refresh", refresh).await.ok(200);
    assert_eq!(next["role"], "viewer");
    let api = app.api().with_token(next["access_token"].as_str().unwrap());
    assert_eq!(api.patch("/tenant", json!({ "name": "Mine" })).await.problem(403), "forbidden");
    let token = app.invite(&owner, "new@people.example", "viewer").await;
    let accept = json!({ "token": token, "name": "New", "password": "long enough here", "role": "owner", "tenant_id": Uuid::new_v4() });
    assert_eq!(app.api().post("/auth/accept-invitation", accept).await.ok(201)["role"], "viewer");
    let register =
        json!({ "email": "r@people.example", "name": "R", "password": "long enough here", "workspace": "R", "tenant_id": owner.tenant_id });
    assert_ne!(app.api().post("/auth/register", register).await.ok(201)["tenant"]["id"], json!(owner.tenant_id));
}

#[tokio::test]
async fn ownership_passes_on_and_the_last_owner_stays() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let admin = app.member(&owner, "admin").await;
    let transfer = |to: Uuid| json!({ "user_id": to });
    assert_eq!(owner.delete("/members/me").await.problem(409), "last_owner");
    assert_eq!(owner.patch(&format!("/members/{}", owner.user_id), json!({ "suspended": true })).await.problem(409), "own_place");
    assert_eq!(admin.post("/tenant/transfer-ownership", transfer(admin.user_id)).await.problem(403), "forbidden");
    assert_eq!(owner.post("/tenant/transfer-ownership", transfer(Uuid::new_v4())).await.problem(404), "not_found");
    assert_eq!(owner.post("/tenant/transfer-ownership", transfer(owner.user_id)).await.problem(409), "own_place");
    let stranger = app.register("Badger").await;
    assert_eq!(owner.post("/tenant/transfer-ownership", transfer(stranger.user_id)).await.problem(404), "not_found");
    assert_eq!(owner.post("/tenant/transfer-ownership", transfer(admin.user_id)).await.ok(200)["role"], "owner");
    assert_eq!(owner.get("/users/me").await.ok(200)["role"], "admin");
    assert_eq!(owner.post("/tenant/transfer-ownership", transfer(owner.user_id)).await.problem(403), "forbidden");
    // A second owner who is suspended does not count.
    let second = app.member(&admin, "owner").await;
    admin.patch(&format!("/members/{}", second.user_id), json!({ "suspended": true })).await.ok(200);
    assert_eq!(admin.delete("/members/me").await.problem(409), "last_owner");
    assert_eq!(admin.post("/tenant/transfer-ownership", transfer(second.user_id)).await.problem(409), "suspended");
    // The former owner may go.
    owner.delete("/members/me").await.expect(204);
    assert_eq!(owner.get("/users/me").await.problem(401), "no_workspace");
    assert_eq!(admin.get("/members").await.list().len(), 2);
}

#[tokio::test]
async fn availability_is_ones_own_and_is_seen() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let agent = app.member(&owner, "agent").await;
    let mut socket = owner.socket(None).await;
    assert_eq!(agent.patch("/members/me", json!({ "availability": "away" })).await.ok(200)["availability"], "away");
    assert_eq!(socket.frame("member.updated").await["data"]["user_id"], json!(agent.user_id));
    let seen = owner.get("/members").await.list();
    assert_eq!(seen.iter().find(|m| m["user_id"] == json!(agent.user_id)).unwrap()["availability"], "away");
    assert_eq!(agent.patch("/members/me", json!({ "availability": "asleep" })).await.problem(422), "invalid");
}
