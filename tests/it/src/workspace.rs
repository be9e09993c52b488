//! A workspace's settings, limits and features, and what they change elsewhere.

use crate::{seed::id, sweep::PNG};
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{PASSWORD, Session, TestApp};

#[tokio::test]
async fn settings_are_changed_one_by_one_and_refused_by_field() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let tenant = owner.get("/tenant").await.ok(200);
    assert_eq!((&tenant["time_zone"], &tenant["locale"], &tenant["currency"]), (&json!("UTC"), &json!("en"), &json!("USD")));
    let change = json!({ "time_zone": "Europe/Oslo", "locale": "nb-NO", "currency": "NOK", "accent": "#0F766E" });
    let changed = owner.patch("/tenant", change).await.ok(200);
    assert_eq!((&changed["name"], &changed["accent"]), (&tenant["name"], &json!("#0f766e")));
    for (field, value) in [
        ("time_zone", json!("Mars/Olympus")),
        ("locale", json!("Norwegian")),
        ("currency", json!("nok")),
        ("accent", json!("teal")),
        ("slug", json!("No Spaces")),
        ("slug", json!("api")),
        ("name", json!("  ")),
    ] {
        let reply = owner.patch("/tenant", json!({ field: value })).await;
        assert_eq!(reply.problem(422), "invalid", "{field}");
        assert_eq!(reply.json["errors"][0]["field"], field);
    }
    assert_eq!(owner.get("/tenant").await.ok(200), changed);
    assert!(owner.patch("/tenant", json!({ "accent": null })).await.ok(200)["accent"].is_null());
}

#[tokio::test]
async fn a_slug_is_one_workspaces_and_stays_so_for_ninety_days() {
    let app = TestApp::builder().without_workers().start().await;
    let (a, b) = (app.register("Northwind").await, app.register("Badger").await);
    assert_eq!(b.patch("/tenant", json!({ "slug": "northwind" })).await.problem(409), "slug_taken");
    assert_eq!(a.patch("/tenant", json!({ "slug": "northwind-motors" })).await.ok(200)["slug"], "northwind-motors");
    for taken in ["northwind", "northwind-motors"] {
        assert_eq!(b.patch("/tenant", json!({ "slug": taken })).await.problem(409), "slug_taken", "{taken}");
    }
    let third = json!({ "email": "third@badger.example", "password": PASSWORD, "name": "Third", "workspace": "Northwind" });
    app.api().post("/auth/register", third).await.ok(201);
    let third = app.login("third@badger.example").await;
    assert_ne!(third.get("/tenant").await.ok(200)["slug"], "northwind", "nor does a new one get it");
    // Its own it may take back.
    assert_eq!(a.patch("/tenant", json!({ "slug": "northwind" })).await.ok(200)["slug"], "northwind");
    a.patch("/tenant", json!({ "slug": "northwind-motors" })).await.ok(200);
    app.advance(chrono::Duration::days(90));
    let b = app.login(&b.email).await;
    assert_eq!(b.patch("/tenant", json!({ "slug": "northwind" })).await.ok(200)["slug"], "northwind");
    // Two at once: one gets it.
    let c = app.login(&third.email).await;
    let want = || json!({ "slug": "the-same" });
    let (one, two) = tokio::join!(b.patch("/tenant", want()), c.patch("/tenant", want()));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}

#[tokio::test]
async fn a_logo_is_shown_by_its_own_address_and_only_pictures_are_taken() {
    let app = TestApp::builder().without_workers().start().await;
    let (a, b) = (app.register("Northwind").await, app.register("Badger").await);
    let set = async |body: Vec<u8>| a.raw(Method::PUT, "/tenant/logo", "image/png", body).await;
    assert_eq!(set(b"<svg onload='alert(1)'/>".to_vec()).await.problem(415), "image_unreadable");
    assert_eq!(set(vec![0; 256 * 1024 + 1]).await.problem(413), "image_too_large");
    let tenant = set(PNG.to_vec()).await.ok(200);
    let logo = tenant["logo"].as_str().unwrap();
    let shown = app.api().get(logo).await;
    shown.expect(200);
    assert_eq!((shown.header("content-type"), shown.header("x-content-type-options")), ("image/png", "nosniff"));
    assert!(shown.header("cache-control").contains("immutable"));
    let elsewhere = logo.replace(&a.tenant_id.to_string(), &b.tenant_id.to_string());
    let guessed = format!("{}0", &logo[..logo.len() - 1]);
    for path in [elsewhere.as_str(), guessed.as_str(), &format!("/api/v1/logos/{}/", a.tenant_id)] {
        assert_eq!(app.api().get(path).await.status, 404, "{path}");
    }
    assert!(a.delete("/tenant/logo").await.ok(200)["logo"].is_null());
    assert_eq!(app.api().get(logo).await.problem(404), "not_found");
}

#[tokio::test]
async fn a_new_chatbot_begins_in_the_workspaces_colour() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    owner.patch("/tenant", json!({ "accent": "#facc15" })).await.ok(200);
    let bot = owner.post("/chatbots", json!({ "name": "Second" })).await.ok(201);
    assert_eq!(bot["colors"], json!({ "primary": "#facc15", "on_primary": "#000000" }));
    let own = json!({ "primary": "#112233", "on_primary": "#ffffff" });
    assert_eq!(owner.post("/chatbots", json!({ "name": "Third", "colors": own })).await.ok(201)["colors"], own);
}

fn new_member(n: u32) -> Value {
    json!({ "email": format!("m{n}@members.example"), "name": "M", "role": "viewer", "password": PASSWORD })
}

async fn usage(owner: &Session, name: &str) -> (Value, Value) {
    let usage = owner.get("/tenant/usage").await.list();
    let one = usage.iter().find(|one| one["name"] == name).unwrap();
    (one["used"].clone(), one["most"].clone())
}

#[tokio::test]
async fn limits_hold_where_things_are_made_also_for_two_at_once() {
    let limits = "members=3,chatbots=2,documents=2,storage_bytes=60";
    let app = TestApp::builder().without_workers().with_settings(|s| s.limits = Some(limits.into())).start().await;
    let owner = app.register("Northwind").await;
    assert_eq!(usage(&owner, "members").await, (json!(1), json!(3)));
    owner.post("/members", new_member(1)).await.ok(201);
    // One place is left: of two at once one gets it, and an invitation takes one as well.
    let (one, two) = tokio::join!(owner.post("/members", new_member(2)), owner.post("/members", new_member(3)));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409], "{} {}", one.text, two.text);
    let refused = owner.post("/members", new_member(4)).await;
    assert_eq!(refused.problem(409), "plan_limit_reached");
    assert_eq!(refused.json["errors"][0]["field"], "members");
    let invitation = json!({ "email": "asked@members.example", "role": "viewer" });
    assert_eq!(owner.post("/invitations", invitation.clone()).await.problem(409), "plan_limit_reached");
    let gone = owner.get("/users?role=viewer").await.list()[0]["user_id"].as_str().unwrap().to_owned();
    owner.delete(&format!("/users/{gone}")).await.expect(204);
    owner.post("/invitations", invitation.clone()).await.ok(201);
    owner.post("/invitations", invitation).await.ok(201);
    assert_eq!(
        owner.post("/invitations", json!({ "email": "other@members.example", "role": "viewer" })).await.problem(409),
        "plan_limit_reached"
    );
    // The place was given away meanwhile: who accepts is told.
    let token = app.invite(&owner, "asked@members.example", "viewer").await;
    owner.post("/members", new_member(5)).await.ok(201);
    let join = json!({ "token": token, "name": "Late", "password": PASSWORD });
    assert_eq!(app.api().post("/auth/accept-invitation", join).await.problem(409), "plan_limit_reached");

    owner.post("/chatbots", json!({ "name": "Second" })).await.ok(201);
    assert_eq!(owner.post("/chatbots", json!({ "name": "Third" })).await.problem(409), "plan_limit_reached");
    owner.upload("a.md", b"# A\n\nSome words in a file.\n").await.ok(202);
    owner.upload("a.md", b"# A\n\nSome words in a file.\n").await.ok(200);
    let large = owner.upload("b.md", &b"# B\n\nMore words than fit. ".repeat(4)).await;
    assert_eq!(large.problem(409), "plan_limit_reached");
    assert_eq!(large.json["errors"][0]["field"], "storage_bytes");
    owner.upload("c.md", b"# C\n\nOther words in a file\n").await.ok(202);
    let more = owner.upload("d.md", b"# D\n").await;
    assert_eq!(more.json["errors"][0]["field"], "documents", "{}", more.text);
    assert_eq!(usage(&owner, "documents").await, (json!(2), json!(2)));
}

#[tokio::test]
async fn a_workspaces_own_limit_goes_before_the_installations() {
    let app = TestApp::builder().without_workers().with_settings(|s| s.limits = Some("chatbots=1".into())).start().await;
    let (a, b) = (app.register("Northwind").await, app.register("Badger").await);
    let set = async |slug: &str, limits: &str| {
        let limits = server::commands::limits::read(limits).unwrap();
        server::commands::limits::set(&app.app.kernel.db, slug, &limits).await
    };
    set("northwind", "chatbots=none,members=1").await.unwrap();
    assert!(set("nobody", "members=1").await.is_err());
    a.post("/chatbots", json!({ "name": "Second" })).await.ok(201);
    assert_eq!(usage(&a, "chatbots").await, (json!(2), Value::Null));
    assert_eq!(a.post("/members", new_member(1)).await.problem(409), "plan_limit_reached");
    assert_eq!(b.post("/chatbots", json!({ "name": "Second" })).await.problem(409), "plan_limit_reached");
    b.post("/members", new_member(2)).await.ok(201);
    set("northwind", "members=default").await.unwrap();
    a.post("/members", new_member(1)).await.ok(201);
    assert_eq!(a.get("/audit-log?action=limits.changed").await.list().len(), 2);
}

#[tokio::test]
async fn features_are_on_as_the_table_the_installation_and_the_workspace_say() {
    let defaults = "direct_members=off";
    let app = TestApp::builder().without_workers().with_settings(|s| s.features = Some(defaults.into())).start().await;
    let owner = app.register("Northwind").await;
    let feature = async |name: &str| {
        let list = owner.get("/features").await.list();
        list.into_iter().find(|feature| feature["name"] == name).unwrap()
    };
    let direct = feature("direct_members").await;
    assert_eq!((&direct["enabled"], &direct["default"], &direct["own"]), (&json!(false), &json!(false), &json!(false)));
    assert_eq!(feature("drafts_on_request").await["enabled"], true);
    assert_eq!(owner.post("/members", new_member(1)).await.problem(403), "feature_off");
    owner.patch("/features", json!({ "features": { "direct_members": true } })).await.expect(200);
    owner.post("/members", new_member(1)).await.ok(201);
    assert_eq!(feature("direct_members").await["own"], true);
    owner.patch("/features", json!({ "features": { "direct_members": null } })).await.expect(200);
    assert_eq!(owner.post("/members", new_member(2)).await.problem(403), "feature_off");
    let unknown = owner.patch("/features", json!({ "features": { "drafts_on_request": false, "flying": true } })).await;
    assert_eq!(unknown.problem(422), "invalid");
    assert_eq!(feature("drafts_on_request").await["enabled"], true, "nothing of it was taken");

    let visitor = app.visitor(&owner).await;
    let conversation = visitor.say("When do you open?").await["conversation_id"].as_str().unwrap().to_owned();
    let draft = format!("/conversations/{conversation}/ai-suggest");
    owner.patch("/features", json!({ "features": { "drafts_on_request": false } })).await.expect(200);
    assert_eq!(owner.post(&draft, Value::Null).await.problem(403), "feature_off");
    app.advance(chrono::Duration::seconds(1));
    owner.patch("/features", json!({ "features": { "drafts_on_request": null } })).await.expect(200);
    owner.post(&draft, Value::Null).await.ok(201);
    let entries = owner.get("/audit-log?action=features.changed").await.list();
    assert_eq!((&entries[0]["before"]["drafts_on_request"], &entries[0]["after"]["drafts_on_request"]), (&json!(false), &json!(true)));
}

#[tokio::test]
async fn screens_hear_of_new_settings() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let viewer = app.member(&owner, "viewer").await;
    let mut socket = viewer.socket(None).await;
    owner.patch("/tenant", json!({ "name": "Southwind" })).await.ok(200);
    socket.frame("tenant.updated").await;
}

#[tokio::test]
async fn people_are_listed_in_pages_searched_and_filtered() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let mut members = Vec::new();
    for role in ["admin", "supervisor", "agent", "viewer"] {
        app.advance(chrono::Duration::seconds(1));
        members.push(app.member(&owner, role).await);
    }
    let [admin, supervisor, agent, viewer] = &members[..] else { panic!("four members") };
    let page = owner.get("/users?limit=2&total=true").await;
    assert_eq!(page.json["page"]["total"], 5);
    let next = page.json["page"]["next_cursor"].as_str().unwrap().to_owned();
    let first: Vec<Value> = page.list().iter().map(|person| person["user_id"].clone()).collect();
    assert_eq!(first, [json!(viewer.user_id), json!(agent.user_id)]);
    assert_eq!(owner.get(&format!("/users?limit=200&cursor={next}")).await.list().len(), 3);
    assert_eq!(owner.get("/users?role=agent").await.list().len(), 1);
    assert_eq!(owner.get(&format!("/users?q={}", &agent.email[..10].to_uppercase())).await.list()[0]["user_id"], json!(agent.user_id));
    let team = id(&owner.post("/teams", json!({ "name": "Sales", "member_ids": [agent.user_id] })).await.ok(201));
    assert_eq!(owner.get(&format!("/users?team_id={team}&total=true")).await.json["page"]["total"], 1);
    // Suspended, they are out at once, and are found as such.
    let path = format!("/users/{}", agent.user_id);
    assert_eq!(admin.patch(&path, json!({ "suspended": true })).await.ok(200)["suspended"], true);
    assert_eq!(agent.get("/users/me").await.problem(401), "no_workspace");
    assert_eq!(owner.get("/users?state=suspended").await.list().len(), 1);
    assert_eq!(owner.get("/users?state=active").await.list().len(), 4);
    assert!(viewer.get(&format!("/users/search?q={}", &agent.email[..10])).await.list().is_empty());
    assert_eq!(viewer.get(&format!("/users/search?q={}", &supervisor.email[..10])).await.list()[0]["user_id"], json!(supervisor.user_id));
    admin.patch(&path, json!({ "suspended": false })).await.ok(200);
    // The members' rules hold on this way too.
    assert_eq!(admin.patch(&format!("/users/{}", owner.user_id), json!({ "role": "viewer" })).await.problem(403), "forbidden");
    assert_eq!(owner.delete(&format!("/users/{}", owner.user_id)).await.problem(409), "last_owner");
    assert_eq!(supervisor.get("/users").await.problem(403), "forbidden");
    admin.delete(&path).await.expect(204);
    assert_eq!(admin.get(&path).await.problem(404), "not_found");
}
