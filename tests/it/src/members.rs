//! Who works in a workspace, and as what.

use serde_json::json;
use testkit::{PASSWORD, TestApp};

#[tokio::test]
async fn roles_inherit_and_their_permissions_are_shown() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let mut before = 0;
    for role in ["viewer", "agent", "supervisor", "admin"] {
        let member = app.member(&owner, role).await;
        let me = member.get("/users/me").await.ok(200);
        assert_eq!(me["role"], role);
        let permissions = me["permissions"].as_array().unwrap().len();
        assert!(permissions > before, "{role} may {permissions} things");
        before = permissions;
    }
    assert_eq!(owner.get("/members").await.list().len(), 5);
}

#[tokio::test]
async fn a_workspace_keeps_an_owner() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let own = format!("/members/{}", owner.user_id);
    assert_eq!(owner.patch(&own, json!({ "role": "admin" })).await.problem(409), "last_owner");
    assert_eq!(owner.delete(&own).await.problem(409), "last_owner");
    let second = app.member(&owner, "owner").await;
    // Both leave at the same moment: one stays.
    let others = format!("/members/{}", second.user_id);
    let (one, two) = tokio::join!(owner.delete(&own), second.delete(&others));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 409], "{} {}", one.text, two.text);
}

#[tokio::test]
async fn nobody_gives_or_takes_a_role_above_their_own() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let admin = app.member(&owner, "admin").await;
    let new = json!({ "email": "boss@northwind.example", "name": "Boss", "role": "owner", "password": PASSWORD });
    assert_eq!(admin.post("/members", new).await.problem(403), "forbidden");
    assert_eq!(admin.patch(&format!("/members/{}", owner.user_id), json!({ "role": "viewer" })).await.problem(403), "forbidden");
    assert_eq!(admin.delete(&format!("/members/{}", owner.user_id)).await.problem(403), "forbidden");
    assert_eq!(admin.patch(&format!("/members/{}", admin.user_id), json!({ "role": "owner" })).await.problem(403), "forbidden");
}

#[tokio::test]
async fn a_changed_role_holds_at_once_and_a_removed_member_has_none() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let agent = app.member(&owner, "agent").await;
    let path = format!("/members/{}", agent.user_id);
    assert_eq!(owner.patch(&path, json!({ "role": "viewer" })).await.ok(200)["role"], "viewer");
    let refreshed = app.api().post("/auth/refresh", json!({ "refresh_token": agent.refresh_token })).await;
    let refreshed = refreshed.ok(200);
    assert_eq!(refreshed["role"], "viewer");
    owner.delete(&path).await.expect(204);
    assert_eq!(owner.delete(&path).await.problem(404), "not_found");
    let refreshed = app.api().post("/auth/refresh", json!({ "refresh_token": refreshed["refresh_token"] })).await;
    assert_eq!(refreshed.problem(401), "session_ended");
    let login = app.api().post("/auth/login", json!({ "email": agent.email, "password": PASSWORD })).await;
    assert_eq!(login.problem(403), "no_workspace");
}

#[tokio::test]
async fn a_removed_members_conversations_stay_without_an_assignee() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let agent = app.member(&owner, "agent").await;
    let visitor = app.visitor(&owner).await;
    let conversation = format!("/conversations/{}", visitor.say("Hello").await["conversation_id"].as_str().unwrap());
    owner.post(&format!("{conversation}/assign"), json!({ "assignee_id": agent.user_id })).await.ok(200);
    owner.delete(&format!("/members/{}", agent.user_id)).await.expect(204);
    assert!(owner.get(&conversation).await.ok(200)["assignee"].is_null());
}
