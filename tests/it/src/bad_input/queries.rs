use super::{assert_orderly, assert_refused, bodies::sample};
use crate::{operations::operations, seed::Seed};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::json;
use testkit::TestApp;
use uuid::Uuid;

/// As they stand in an address.
const STRANGE: &[&str] = &[
    "",
    "0",
    "-1",
    "99999",
    "1.5",
    "abc",
    "true",
    "null",
    "%00",
    "a%00b",
    "%ff%fe",
    "%F0%9F%92%A9",
    "9223372036854775807",
    "-9223372036854775808",
    "99999999999999999999",
    "2026-13-45",
    "0000-01-01",
    "-262143-01-01",
    "%2B262142-12-31",
    "%27%3B--",
    "%25%5C_",
    "(((",
    "%22",
    "%E2%80%AE",
];

fn cursors() -> Vec<String> {
    let id = Uuid::nil();
    let times = [
        "-262143-01-01T00:00:00Z",
        "+262142-12-31T23:59:59Z",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z",
        "-5000-01-01T00:00:00Z",
    ];
    let shapes = times.iter().map(|t| json!({ "t": t, "i": id })).chain([
        json!({ "i": id }),
        json!({ "s": "a\u{0}b", "i": id }),
        json!({ "s": "x".repeat(1_000), "i": id }),
        json!({ "s": "-1", "t": "2026-01-01T00:00:00Z", "i": id }),
        json!([]),
        json!({ "t": null, "s": null, "i": id }),
    ]);
    shapes
        .map(|shape| URL_SAFE_NO_PAD.encode(shape.to_string()))
        .chain(["junk".into(), "%00".into(), "AAAA".into(), "A".repeat(4_000)])
        .collect()
}

#[tokio::test]
async fn absurd_parameters_are_refused_or_find_nothing() {
    let app = TestApp::builder().without_workers().start().await;
    let seed = Seed::plant(&app, "Aardvark").await;
    let mut asked = 0;
    for operation in operations(&app) {
        let api = match operation.security.as_deref() {
            Some("visitor") => &seed.visitor.api,
            Some("operator") => &seed.operator.api,
            _ => &seed.owner.api,
        };
        for name in &operation.query {
            let mut values: Vec<String> = STRANGE.iter().map(|v| (*v).to_owned()).collect();
            if name == "cursor" {
                values.extend(cursors());
            }
            values.push("x".repeat(20_000));
            for value in values {
                let path = format!("{}?{name}={value}", operation.path_to(&seed));
                let reply = api.json(operation.method.clone(), &path, serde_json::Value::Null).await;
                assert_orderly(&reply, &format!("{} with {name}={value:.60}", operation.id));
                asked += 1;
                if name == "limit" && ["0", "-1", "99999", "abc", "99999999999999999999"].contains(&value.as_str()) {
                    assert_eq!(reply.status, 422, "{} with limit={value}: {}", operation.id, reply.text);
                }
                if name == "cursor" && ["junk", "AAAA", "abc"].contains(&value.as_str()) {
                    assert_eq!(reply.status, 422, "{} with cursor={value}: {}", operation.id, reply.text);
                }
            }
            let twice = format!("{}?{name}=1&{name}=2", operation.path_to(&seed));
            assert_orderly(
                &api.json(operation.method.clone(), &twice, serde_json::Value::Null).await,
                &format!("{} with {name} twice", operation.id),
            );
        }
    }
    assert!(asked > 500, "only {asked} addresses were tried");
}

#[tokio::test]
async fn faults_in_parameters_name_them() {
    let app = TestApp::builder().without_workers().start().await;
    let seed = Seed::plant(&app, "Aardvark").await;
    for (path, field) in [
        (format!("/conversations/{}/messages?since=abc", seed.conversation), "since"),
        ("/conversations?limit=0".into(), "limit"),
        ("/conversations?cursor=junk".into(), "cursor"),
        ("/conversations?status=asleep".into(), "status"),
        ("/conversations?assignee=him".into(), "assignee"),
        ("/knowledge/documents?status=lost".into(), "status"),
    ] {
        let reply = seed.owner.get(&path).await;
        assert_eq!(reply.status, 422, "{path}: {}", reply.text);
        assert_eq!(reply.json["errors"][0]["field"], field, "{path}: {}", reply.text);
    }
}

#[tokio::test]
async fn unknown_ids_are_not_there() {
    let app = TestApp::builder().without_workers().start().await;
    let seed = Seed::plant(&app, "Aardvark").await;
    let unknown = Uuid::new_v4().to_string();
    let long = "x".repeat(5_000);
    for operation in operations(&app).into_iter().filter(|o| o.path.contains('{')) {
        for id in [unknown.as_str(), "00000000-0000-0000-0000-000000000000", "not-an-id", "1", "%00", "%ff", "..%2f..", long.as_str()] {
            let path = format!("{}?quote=eight+characters", operation.filled(id, id, id));
            let body = sample(&operation.id);
            let api = if operation.security.as_deref() == Some("operator") { &seed.operator } else { &seed.owner };
            let reply = api.json(operation.method.clone(), &path, body).await;
            let what = format!("{} of {id:.40}", operation.id);
            assert_refused(&reply, &what);
            if operation.has_id() {
                assert_eq!(reply.status, 404, "{what}: {}", reply.text);
            }
        }
    }
}
