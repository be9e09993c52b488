//! The audit log: complete, unchangeable, findable, and kept as long as it should be.

use serde_json::{Value, json};
use sqlx::Executor;
use testkit::{TestApp, wait_until};

fn refusal(error: &sqlx::Error) -> String {
    error.as_database_error().and_then(|e| e.code()).map(|code| code.to_string()).unwrap_or_else(|| error.to_string())
}

#[tokio::test]
async fn an_entry_says_who_what_on_what_from_where_and_what_it_was() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let agent = app.member(&owner, "agent").await;
    app.advance(chrono::Duration::seconds(1));
    let path = format!("/members/{}", agent.user_id);
    let request = owner.request(reqwest::Method::PATCH, &path).header("user-agent", "a test").json(&json!({ "role": "viewer" }));
    let reply = owner.send(request).await;
    reply.expect(200);
    let entry = owner.get("/audit-log?limit=1").await.list().remove(0);
    assert_eq!(entry["action"], "member.role_changed");
    assert_eq!(entry["actor"], json!({ "kind": "user", "id": owner.user_id, "name": owner.name }));
    assert_eq!(entry["target"], json!({ "kind": "member", "id": agent.user_id.to_string() }));
    assert_eq!((&entry["before"]["role"], &entry["after"]["role"]), (&json!("agent"), &json!("viewer")));
    assert_eq!((&entry["address"], &entry["user_agent"]), (&json!("127.0.0.1"), &json!("a test")));
    assert_eq!(entry["request_id"], json!(reply.header("x-request-id")));
    // What changed nothing is no entry.
    owner.patch(&path, json!({ "role": "viewer" })).await.expect(200);
    assert_eq!(owner.get("/audit-log?limit=1").await.list()[0]["id"], entry["id"]);
    // What failed is none either.
    assert_eq!(owner.patch(&format!("/members/{}", owner.user_id), json!({ "role": "viewer" })).await.problem(409), "last_owner");
    assert_eq!(owner.get("/audit-log?limit=1").await.list()[0]["id"], entry["id"]);
    let all = owner.get("/audit-log?limit=200").await.text;
    for secret in [testkit::PASSWORD, "argon2", &owner.token, &owner.refresh_token] {
        assert!(!all.contains(secret), "a secret is shown");
    }
    assert_eq!(agent.get("/audit-log").await.problem(403), "forbidden");
    let stranger = app.register("Badger").await;
    assert!(!stranger.get("/audit-log").await.text.contains(&owner.user_id.to_string()));
}

#[tokio::test]
async fn nobody_changes_or_removes_entries() {
    let app = TestApp::builder().without_workers().start().await;
    let a = app.register("Northwind").await;
    let count = "SELECT count(*) FROM audit_log";
    let mut superuser = app.superuser().await;
    let before: i64 = sqlx::query_scalar(count).fetch_one(&mut superuser).await.unwrap();
    assert!(before > 0);
    for mut role in [app.program().await, app.owner().await, app.superuser().await] {
        sqlx::query("SELECT set_config('app.tenant_id', $1, false)").bind(a.tenant_id.to_string()).execute(&mut role).await.unwrap();
        for statement in [
            "UPDATE audit_log SET action = 'nothing.happened'",
            "DELETE FROM audit_log",
            "TRUNCATE audit_log",
            "INSERT INTO audit_log SELECT * FROM audit_log ON CONFLICT (tenant_id, id) DO UPDATE SET action = 'x'",
        ] {
            let error = role.execute(statement).await.expect_err(statement);
            assert_eq!(refusal(&error), "42501", "{statement}: {error}");
        }
    }
    // The program may not even act as the one that prunes.
    let mut program = app.program().await;
    assert_eq!(refusal(&program.execute("SET ROLE dealsmart_pruner").await.unwrap_err()), "42501");
    let removed = sqlx::query("DELETE FROM tenants WHERE tenant_id = $1").bind(a.tenant_id).execute(&mut superuser).await;
    assert!(removed.is_err(), "entries do not go with something else either");
    let after: i64 = sqlx::query_scalar(count).fetch_one(&mut superuser).await.unwrap();
    assert_eq!(after, before);
}

#[tokio::test]
async fn entries_are_found_by_actor_action_target_and_time_in_pages() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let admin = app.member(&owner, "admin").await;
    app.advance(chrono::Duration::minutes(5));
    let since = testkit::encoded(&app.now().to_rfc3339());
    for n in 0..5 {
        admin.patch("/tenant", json!({ "name": format!("Name {n}") })).await.ok(200);
        app.advance(chrono::Duration::seconds(1));
    }
    let list = async |query: &str| owner.get(&format!("/audit-log?{query}")).await.list();
    assert_eq!(list(&format!("actor_id={}&action=tenant.", admin.user_id)).await.len(), 5);
    assert_eq!(list(&format!("since={since}")).await.len(), 5);
    assert!(list(&format!("until={since}")).await.iter().all(|e| e["action"] != "tenant.changed"));
    assert_eq!(list(&format!("target_id={}", admin.user_id)).await.len(), 1);
    assert!(list("action=nothing.").await.is_empty());
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = owner.get(&format!("/audit-log?action=tenant.changed&limit=2{cursor}")).await;
        seen.extend(page.clone().list());
        match page.json["page"]["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    let names: Vec<&Value> = seen.iter().map(|e| &e["after"]["name"]).collect();
    assert_eq!(names, [&json!("Name 4"), &json!("Name 3"), &json!("Name 2"), &json!("Name 1"), &json!("Name 0")]);
    for bad in ["since=yesterday", "actor_id=me", "limit=0", "cursor=x"] {
        owner.get(&format!("/audit-log?{bad}")).await.problem(422);
    }
}

#[tokio::test]
async fn the_log_is_exported_as_csv_and_the_export_is_logged() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    owner.patch("/tenant", json!({ "name": "=cmd, \"quoted\"" })).await.ok(200);
    let mut superuser = app.superuser().await;
    // More than one piece of the stream.
    sqlx::query(
        "INSERT INTO audit_log (tenant_id, id, action, actor_kind, actor_name, target_kind, created_at)
         SELECT $1, gen_random_uuid(), 'test.entry', 'system', '=1+1', 'test', $2 FROM generate_series(1, 1200)",
    )
    .bind(owner.tenant_id)
    .bind(app.now() - chrono::Duration::hours(1))
    .execute(&mut superuser)
    .await
    .unwrap();
    let reply = owner.get("/audit-log/export").await;
    reply.expect(200);
    assert!(reply.header("content-type").starts_with("text/csv"));
    assert!(reply.header("content-disposition").contains("audit-log.csv"));
    let lines: Vec<&str> = reply.text.split("\r\n").collect();
    assert!(lines[0].starts_with("time,action,actor_kind"));
    assert_eq!(lines.iter().filter(|line| line.contains(",test.entry,system,,'=1+1,test,")).count(), 1200);
    assert_eq!(owner.get("/audit-log?action=audit_log.").await.list().len(), 1);
    let filtered = owner.get("/audit-log/export?action=tenant.changed").await.text;
    assert_eq!(filtered.trim_end().split("\r\n").count(), 2, "{filtered}");
    let agent = app.member(&owner, "supervisor").await;
    assert_eq!(agent.get("/audit-log/export").await.problem(403), "forbidden");
}

#[tokio::test]
async fn old_entries_go_as_the_policy_says_and_no_younger_ones() {
    let app = TestApp::builder().with_system_clock().start().await;
    let owner = app.register("Northwind").await;
    let other = app.register("Badger").await;
    assert_eq!(owner.patch("/tenant", json!({ "audit_days": 29 })).await.problem(422), "invalid");
    owner.patch("/tenant", json!({ "audit_days": 90 })).await.ok(200);
    let mut superuser = app.superuser().await;
    for tenant in [owner.tenant_id, other.tenant_id] {
        for days in [10, 80, 100, 400] {
            sqlx::query("INSERT INTO audit_log (tenant_id, id, action, actor_kind, target_kind, target_id, created_at) VALUES ($1, gen_random_uuid(), 'test.entry', 'system', 'test', $2::text, now() - make_interval(days => $2))")
                .bind(tenant)
                .bind(days)
                .execute(&mut superuser)
                .await
                .unwrap();
        }
    }
    wait_until("it is due", || async {
        let now = "UPDATE job_schedules SET next_at = now() WHERE name = 'tenancy.prune_audit_log'";
        (sqlx::query(now).execute(&mut app.superuser().await).await.unwrap().rows_affected() == 1).then_some(())
    })
    .await;
    let left = async |session: &testkit::Session| {
        let entries = session.get("/audit-log?action=test.").await.list();
        entries.iter().map(|e| e["target"]["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    wait_until("the old entries are gone", || async { (left(&owner).await == ["10", "80"]).then_some(()) }).await;
    wait_until("the other tenant's too, by its own policy", || async { (left(&other).await == ["10", "80", "100"]).then_some(()) }).await;
    // Whatever days are asked for, the last thirty stay.
    let mut program = app.program().await;
    sqlx::query("SELECT set_config('app.tenant_id', $1, false)").bind(owner.tenant_id.to_string()).execute(&mut program).await.unwrap();
    sqlx::query("SELECT app.prune_audit_log(-1000000)").execute(&mut program).await.unwrap();
    assert_eq!(left(&owner).await, ["10"]);
}
