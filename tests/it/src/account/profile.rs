//! What one says of oneself.

use serde_json::json;
use testkit::TestApp;

#[tokio::test]
async fn a_profile_is_ones_own_and_what_is_left_out_stays() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let profile = owner.patch("/users/me", json!({ "name": "  Ingrid H. ", "time_zone": "Europe/Oslo" })).await.ok(200);
    assert_eq!(profile, json!({ "name": "Ingrid H.", "locale": null, "time_zone": "Europe/Oslo" }));
    owner.patch("/users/me", json!({ "locale": "nb-NO" })).await.ok(200);
    let me = owner.get("/users/me").await.ok(200);
    assert_eq!((&me["name"], &me["locale"], &me["time_zone"]), (&json!("Ingrid H."), &json!("nb-NO"), &json!("Europe/Oslo")));
    owner.patch("/users/me", json!({ "locale": "" })).await.ok(200);
    assert!(owner.get("/users/me").await.ok(200)["locale"].is_null(), "an empty text takes it back");
    for bad in [json!({ "name": "  " }), json!({ "time_zone": "Mars/Olympus" }), json!({ "locale": "en_US.UTF-8" })] {
        assert_eq!(owner.patch("/users/me", bad.clone()).await.problem(422), "invalid", "{bad}");
    }
    // What has a way of its own is not changed by this one.
    owner
        .patch(
            "/users/me",
            json!({ "email": "other@x.example", "email_verified": true, "role": "owner", "email_verified_at": "2026-01-01T00:00:00Z" }),
        )
        .await
        .ok(200);
    let me = owner.get("/users/me").await.ok(200);
    assert_eq!((&me["email"], &me["email_verified"]), (&json!(owner.email), &json!(false)));
}

#[tokio::test]
async fn a_new_name_shows_in_the_workspace() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let agent = app.member(&owner, "agent").await;
    let mut socket = owner.socket(None).await;
    agent.patch("/users/me", json!({ "name": "Nova Berg" })).await.ok(200);
    socket.frame("member.updated").await;
    let names: Vec<_> = owner.get("/members").await.list().iter().map(|member| member["name"].clone()).collect();
    assert!(names.contains(&json!("Nova Berg")), "{names:?}");
}
