//! `Idempotency-Key`: what comes twice is done once.

use chrono::Duration;
use futures_util::future::join_all;
use serde_json::{Value, json};
use testkit::{Api, Reply, Session, TestApp, wait_until};

async fn post(api: &Api, key: &str, path: &str, body: Value) -> Reply {
    api.send(api.request(reqwest::Method::POST, path).header("idempotency-key", key).json(&body)).await
}

fn call(content: &str) -> Value {
    json!({ "contact": { "email": "c@x.example" }, "content": content })
}

async fn conversations(session: &Session) -> usize {
    session.get("/conversations?limit=200").await.list().len()
}

#[tokio::test]
async fn a_repeat_gets_the_first_answer_and_does_nothing() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let first = post(&owner, "order-1", "/conversations", call("Hello")).await;
    first.expect(201);
    assert_eq!(first.header("idempotent-replayed"), "");
    for _ in 0..3 {
        let again = post(&owner, "order-1", "/conversations", call("Hello")).await;
        assert_eq!((again.status, &again.text), (201, &first.text));
        assert_eq!((again.header("idempotent-replayed"), again.header("content-type")), ("true", "application/json"));
        assert_ne!(again.header("x-request-id"), first.header("x-request-id"));
    }
    assert_eq!(conversations(&owner).await, 1);
    // Another body or address under the same key is a mistake.
    assert_eq!(post(&owner, "order-1", "/conversations", call("Other")).await.problem(422), "idempotency_key_reused");
    assert_eq!(post(&owner, "order-1", "/chatbots", call("Hello")).await.problem(422), "idempotency_key_reused");
    // Another key, no key, another person and another workspace are others.
    post(&owner, "order-2", "/conversations", call("Hello")).await.expect(201);
    owner.post("/conversations", call("Hello")).await.expect(201);
    let agent = app.member(&owner, "agent").await;
    assert_eq!(post(&agent, "order-1", "/conversations", call("Hello")).await.header("idempotent-replayed"), "");
    assert_eq!(conversations(&owner).await, 4);
    let stranger = app.register("Southwind").await;
    assert_eq!(post(&stranger, "order-1", "/conversations", call("Hello")).await.header("idempotent-replayed"), "");
    for bad in ["", &"x".repeat(256)] {
        assert_eq!(post(&owner, bad, "/conversations", call("Hello")).await.problem(400), "invalid_idempotency_key");
    }
}

#[tokio::test]
async fn what_was_refused_may_be_tried_again() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    post(&owner, "a", "/conversations", json!({ "content": 1 })).await.expect(422);
    post(&owner, "a", "/conversations", call("Hello")).await.expect(201);
    let viewer = app.member(&owner, "viewer").await;
    post(&viewer, "b", "/conversations", call("Hello")).await.expect(403);
    owner.patch(&format!("/members/{}", viewer.user_id), json!({ "role": "agent" })).await.ok(200);
    post(&viewer, "b", "/conversations", call("Hello")).await.expect(201);
    // A conflict of the thing itself is no repeat.
    let role = json!({ "name": "Extra", "base": "viewer", "permissions": [] });
    post(&owner, "c", "/roles", role.clone()).await.expect(201);
    assert_eq!(post(&owner, "d", "/roles", role.clone()).await.problem(409), "name_taken");
    assert_eq!(post(&owner, "c", "/roles", role).await.header("idempotent-replayed"), "true");
}

#[tokio::test]
async fn repeats_at_once_are_done_once_also_by_different_processes() {
    let app = TestApp::builder().without_workers().start().await;
    let other = app.beside().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let there = other.api().with_token(owner.token.clone());
    for round in 0..5 {
        let key = format!("round-{round}");
        let role = json!({ "name": format!("Role {round}"), "base": "viewer", "permissions": [] });
        let replies = join_all((0..12).map(|n| post(if n % 2 == 0 { &owner } else { &there }, &key, "/roles", role.clone()))).await;
        // Nobody is told of a name that is taken, though two processes tried to make the same role.
        let ids: std::collections::HashSet<String> = replies.iter().map(|reply| reply.clone().ok(201)["id"].to_string()).collect();
        assert_eq!(ids.len(), 1, "{ids:?}");
        assert_eq!(replies.iter().filter(|reply| reply.header("idempotent-replayed").is_empty()).count(), 1);
    }
    let made = owner.get("/roles").await.list().into_iter().filter(|role| !role["id"].is_null()).count();
    assert_eq!(made, 5);
    let entries = owner.get("/audit-log?action=role.created").await.list().len();
    assert_eq!(entries, 5, "nor is anything told twice");
}

#[tokio::test]
async fn an_effect_and_its_answer_are_committed_together_or_not_at_all() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let mut superuser = app.superuser().await;
    // As if the database failed right when the answer is written: nothing of the request may be left.
    sqlx::raw_sql(
        "CREATE FUNCTION app.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '57P01'; END $$;
         CREATE TRIGGER fail BEFORE INSERT ON idempotency_keys FOR EACH ROW EXECUTE FUNCTION app.fail()",
    )
    .execute(&mut superuser)
    .await
    .unwrap();
    post(&owner, "a", "/conversations", call("Hello")).await.expect(503);
    assert_eq!(conversations(&owner).await, 0);
    let left: i64 =
        sqlx::query_scalar("SELECT count(*) FROM events WHERE kind LIKE 'conversation%'").fetch_one(&mut superuser).await.unwrap();
    assert_eq!(left, 0);
    sqlx::raw_sql("DROP TRIGGER fail ON idempotency_keys").execute(&mut superuser).await.unwrap();
    post(&owner, "a", "/conversations", call("Hello")).await.expect(201);
    assert_eq!(conversations(&owner).await, 1);
}

#[tokio::test]
async fn what_is_committed_late_is_still_told_to_everybody() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let mut socket = owner.socket(None).await;
    let visitor = app.visitor(&owner).await;
    let conversation = visitor.say("Hello").await["conversation_id"].as_str().unwrap().to_owned();
    let reply = post(&owner, "r", &format!("/conversations/{conversation}/messages"), json!({ "content": "Hi there" })).await.ok(201);
    let frames = socket.until("the reply", |frame| frame["type"] == "message.created" && frame["data"]["id"] == reply["id"]).await;
    assert_eq!(frames.last().unwrap()["data"]["content"], "Hi there");
    // And a change of authority holds with the answer.
    let agent = app.member(&owner, "agent").await;
    agent.get("/conversations").await.expect(200);
    post(&agent, "out", "/auth/logout-all", json!({})).await.expect(204);
    assert_eq!(agent.get("/conversations").await.problem(401), "session_ended");
}

#[tokio::test]
async fn answers_are_kept_for_a_day_and_sealed() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let wanted = json!({ "name": "Shop", "scopes": ["contacts:read"] });
    let first = post(&owner, "key-1", "/api-keys", wanted.clone()).await.ok(201);
    let again = post(&owner, "key-1", "/api-keys", wanted.clone()).await;
    assert_eq!((again.header("idempotent-replayed"), again.header("cache-control")), ("true", "no-store"));
    assert_eq!(again.ok(201)["secret"], first["secret"], "whoever lost the answer gets the same key");
    let mut superuser = app.superuser().await;
    let rows: Vec<Vec<u8>> = sqlx::query_scalar("SELECT answer FROM idempotency_keys").fetch_all(&mut superuser).await.unwrap();
    let secret = first["secret"].as_str().unwrap().as_bytes();
    assert!(rows.len() == 1 && !rows[0].windows(secret.len()).any(|bytes| bytes == secret), "it is not kept in the clear");
    app.advance(Duration::hours(24) + Duration::minutes(1));
    let owner = app.login(&owner.email).await;
    let later = post(&owner, "key-1", "/api-keys", wanted).await;
    assert_eq!(later.header("idempotent-replayed"), "", "a day later it is another request");
    assert_ne!(later.ok(201)["secret"], first["secret"]);
    // And old ones go by themselves.
    app.advance(Duration::hours(26));
    wait_until("old answers are thrown out", || async {
        let left: i64 = sqlx::query_scalar("SELECT count(*) FROM idempotency_keys").fetch_one(&mut app.superuser().await).await.unwrap();
        (left == 0).then_some(())
    })
    .await;
}

#[tokio::test]
async fn visitors_and_api_keys_may_repeat_as_well() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let visitor = app.visitor(&owner).await;
    let first = post(&visitor, "m", "/widget/messages", json!({ "content": "Hello" })).await.ok(201);
    let again = post(&visitor, "m", "/widget/messages", json!({ "content": "Hello" })).await;
    assert_eq!((again.header("idempotent-replayed"), &again.json["data"]["id"]), ("true", &first["id"]));
    assert_eq!(visitor.messages().await.len(), 1);
    let shown = owner.post("/api-keys", json!({ "name": "k", "scopes": ["conversations:write", "conversations:read"] })).await.ok(201);
    let client = app.api().with_token(shown["secret"].as_str().unwrap());
    let one = post(&client, "m", "/conversations", call("Hello")).await.ok(201);
    assert_eq!(post(&client, "m", "/conversations", call("Hello")).await.ok(201)["id"], one["id"]);
    // A file is known by its key and address; what is in it is not compared.
    let upload = async |key: &'static str| {
        let body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.md\"\r\n\r\n# A\n\nText.\r\n--b--\r\n";
        let request = owner.request(reqwest::Method::POST, "/knowledge/documents").header("idempotency-key", key);
        owner.send(request.header("content-type", "multipart/form-data; boundary=b").body(body)).await
    };
    let document = upload("file").await.ok(202);
    let again = upload("file").await;
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(again.ok(202)["id"], document["id"]);
}

#[tokio::test]
async fn every_post_of_the_api_may_be_repeated() {
    let app = TestApp::start().await;
    let seed = crate::seed::Seed::plant(&app, "Aardvark").await;
    let mut replayed = 0;
    for (operation, case) in crate::sweep::rows(&app) {
        let crate::sweep::Who::From(_) = case.who else { continue };
        // Those of sign-in take what was proved just before, or end what they are called with.
        let of_account = ["/api/v1/auth/", "/api/v1/users/me"].iter().any(|below| operation.path.starts_with(below));
        let special = ["upload_document", "accept_invitation", "delete_tenant"].contains(&case.id);
        if operation.method != reqwest::Method::POST || of_account || special {
            continue;
        }
        let body: Value = serde_json::from_str(&crate::sweep::placed(&case.body, &seed)).unwrap();
        let path = format!("{}{}", operation.path_to(&seed), case.query);
        let path = if case.id == "reject_suggestion" {
            path.replace(&seed.suggestion.to_string(), &seed.other_suggestion.to_string())
        } else {
            path
        };
        let first = post(&seed.owner, case.id, &path, body.clone()).await;
        assert_eq!(first.status, case.status, "{}: {}", case.id, first.text);
        let again = post(&seed.owner, case.id, &path, body).await;
        assert_eq!((again.status, &again.text), (first.status, &first.text), "{}", case.id);
        assert_eq!(again.header("idempotent-replayed"), "true", "{}", case.id);
        replayed += 1;
    }
    assert!(replayed > 10, "only {replayed} operations");
}
