use super::{WHY, act};
use chrono::Duration;
use serde_json::{Value, json};
use sqlx::Executor;
use testkit::TestApp;

#[tokio::test]
async fn an_entry_says_who_what_on_what_why_and_from_where() {
    let app = TestApp::builder().without_workers().start().await;
    let operator = app.operator().await;
    let tenant = app.register("Northwind").await;
    app.advance(Duration::seconds(1));
    let path = format!("/admin/tenants/{}/suspend", tenant.tenant_id);
    let request = operator.request(reqwest::Method::POST, &path).header("user-agent", "a test").json(&json!({ "reason": WHY }));
    let reply = operator.send(request).await;
    reply.expect(200);
    let entry = operator.get("/admin/log?limit=1").await.list().remove(0);
    for (field, value) in [
        ("action", json!("tenant.suspended")),
        ("operator_id", json!(operator.user_id)),
        ("operator_name", json!(operator.name)),
        ("target_kind", json!("tenant")),
        ("target_id", json!(tenant.tenant_id.to_string())),
        ("target_name", json!("Northwind")),
        ("tenant_id", json!(tenant.tenant_id)),
        ("reason", json!(WHY)),
        ("address", json!("127.0.0.1")),
        ("user_agent", json!("a test")),
        ("request_id", json!(reply.header("x-request-id"))),
    ] {
        assert_eq!(entry[field], value, "{field}");
    }
}

#[tokio::test]
async fn entries_are_found_and_paged() {
    let app = TestApp::builder().without_workers().start().await;
    let (ann, bob) = (app.operator().await, app.operator().await);
    let tenant = app.register("Northwind").await;
    let path = format!("/admin/tenants/{}", tenant.tenant_id);
    for n in 0..3 {
        app.advance(Duration::seconds(1));
        act(&ann, &format!("{path}/suspend")).await;
        app.advance(Duration::seconds(1));
        act(&bob, &format!("{path}/unsuspend")).await;
        assert_eq!(ann.get("/admin/log?action=tenant.").await.list().len(), 2 * (n + 1));
    }
    let list = async |query: &str| ann.get(&format!("/admin/log?{query}")).await.list();
    assert_eq!(list(&format!("operator_id={}&action=tenant.", bob.user_id)).await.len(), 3);
    assert_eq!(list(&format!("target_id={}", tenant.tenant_id)).await.len(), 6);
    assert_eq!(list(&format!("tenant_id={}&action=tenant.suspended", tenant.tenant_id)).await.len(), 3);
    let since = testkit::encoded(&(app.now() - Duration::seconds(1)).to_rfc3339());
    assert_eq!(list(&format!("since={since}")).await.len(), 2);
    assert!(list(&format!("until={since}&action=tenant.")).await.len() == 4);
    let (mut seen, mut cursor) = (Vec::<Value>::new(), String::new());
    loop {
        let page = ann.get(&format!("/admin/log?action=tenant.&limit=4{cursor}")).await;
        seen.extend(page.clone().list());
        match page.json["page"]["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, list("action=tenant.").await);
    for bad in ["since=yesterday", "operator_id=me", "limit=0", "cursor=x"] {
        ann.get(&format!("/admin/log?{bad}")).await.problem(422);
    }
}

#[tokio::test]
async fn nobody_changes_or_removes_entries_and_the_program_reads_none() {
    let app = TestApp::builder().without_workers().start().await;
    let operator = app.operator().await;
    let code = |error: &sqlx::Error| error.as_database_error().and_then(|e| e.code()).map(|c| c.to_string());
    for mut role in [app.program().await, app.owner().await, app.superuser().await] {
        for statement in ["UPDATE operator_log SET action = 'x.y'", "DELETE FROM operator_log", "TRUNCATE operator_log"] {
            let error = role.execute(statement).await.expect_err(statement);
            assert_eq!(code(&error).as_deref(), Some("42501"), "{statement}: {error}");
        }
    }
    let mut program = app.program().await;
    sqlx::query("SELECT set_config('app.user_id', $1, false), set_config('app.operator', 'on', false)")
        .bind(operator.user_id.to_string())
        .execute(&mut program)
        .await
        .unwrap();
    for statement in [
        "SELECT * FROM operator_log",
        "SELECT * FROM impersonations",
        "INSERT INTO operators (user_id, since) SELECT id, now() FROM users",
        "DELETE FROM operators",
        "INSERT INTO user_suspensions SELECT user_id, 'x', user_id, now() FROM operators",
        "DELETE FROM tenant_suspensions",
        "SELECT app.appoint_operator('a@b.c', gen_random_uuid(), now())",
        "SELECT app.dismiss_operator('a@b.c', gen_random_uuid(), now())",
        "SELECT * FROM app.list_operators()",
        "SET ROLE dealsmart_operator",
    ] {
        let error = program.execute(statement).await.expect_err(statement);
        assert_eq!(code(&error).as_deref(), Some("42501"), "{statement}: {error}");
    }
}
