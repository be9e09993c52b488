//! Limits: of the API, of sign-ins, and where a request is taken to come from.

use chrono::Duration;
use serde_json::{Value, json};
use server::settings::EdgeSettings;
use testkit::{Api, PASSWORD, Reply, TestApp, wait_until};

async fn limited(change: impl FnOnce(&mut EdgeSettings)) -> TestApp {
    TestApp::builder()
        .without_workers()
        .with_settings(|settings| {
            settings.edge.trusted_proxies = Some("127.0.0.1".into());
            change(&mut settings.edge);
        })
        .start()
        .await
}

/// As somebody at an address.
async fn from(api: &Api, address: &str, method: reqwest::Method, path: &str, body: Value) -> Reply {
    let request = api.request(method, path).header("x-forwarded-for", address);
    api.send(if body.is_null() { request } else { request.json(&body) }).await
}

async fn guess(api: &Api, address: &str, email: &str, password: &str) -> Reply {
    from(api, address, reqwest::Method::POST, "/auth/login", json!({ "email": email, "password": password })).await
}

#[tokio::test]
async fn a_user_has_a_hundred_requests_a_minute_and_is_told() {
    let app = limited(|edge| edge.limit_user = EdgeSettings::default().limit_user).await;
    let owner = app.register("Northwind").await;
    let first = owner.get("/users/me").await;
    first.expect(200);
    assert_eq!(first.header("ratelimit-policy"), "\"user\";q=100;w=60");
    assert_eq!(first.header("ratelimit"), "\"user\";r=99;t=1");
    for _ in 1..100 {
        owner.get("/users/me").await.expect(200);
    }
    let refused = owner.get("/users/me").await;
    assert_eq!(refused.problem(429), "rate_limited");
    assert_eq!((refused.header("retry-after"), refused.header("ratelimit")), ("1", "\"user\";r=0;t=60"));
    // Other people, and the same person's app, go on.
    app.register("Southwind").await.get("/users/me").await.expect(200);
    owner.send(owner.request(reqwest::Method::GET, "/users/me").header("sec-fetch-site", "same-origin")).await.expect(200);
    app.advance(Duration::seconds(1));
    owner.get("/users/me").await.expect(200);
    owner.get("/users/me").await.expect(429);
    app.advance(Duration::seconds(60));
    assert_eq!(owner.get("/users/me").await.header("ratelimit"), "\"user\";r=99;t=1");
}

#[tokio::test]
async fn keys_have_limits_of_their_own_and_a_workspace_one_for_all() {
    let app = limited(|edge| {
        edge.limit_key = "5/1m".into();
        edge.limit_tenant = "12/1m".into();
    })
    .await;
    let owner = app.register("Northwind").await;
    let make = async |per_minute: Value| {
        let wanted = json!({ "name": "k", "scopes": ["contacts:read"], "per_minute": per_minute });
        app.api().with_token(owner.post("/api-keys", wanted).await.ok(201)["secret"].as_str().unwrap())
    };
    let (usual, small) = (make(Value::Null).await, make(json!(2)).await);
    for _ in 0..2 {
        small.get("/contacts").await.expect(200);
    }
    assert_eq!(small.get("/contacts").await.header("ratelimit-policy"), "\"key\";q=2;w=60");
    let reply = usual.get("/contacts").await;
    assert_eq!(reply.header("ratelimit-policy"), "\"key\";q=5;w=60, \"tenant\";q=12;w=60");
    for _ in 1..5 {
        usual.get("/contacts").await.expect(200);
    }
    usual.get("/contacts").await.expect(429);
    // Two for making the keys, two and five with them: three are left for everybody.
    for _ in 0..3 {
        owner.get("/contacts").await.expect(200);
    }
    assert_eq!(owner.get("/contacts").await.problem(429), "rate_limited");
    app.register("Southwind").await.get("/contacts").await.expect(200);
}

#[tokio::test]
async fn strangers_are_limited_by_their_address_and_not_by_what_they_say_it_is() {
    let app = limited(|edge| edge.limit_anonymous = "3/15m".into()).await;
    let api = app.api();
    let look = async |address: &str| from(&api, address, reqwest::Method::GET, "/migrations", Value::Null).await.status;
    for _ in 0..3 {
        assert_eq!(look("203.0.113.1").await, 200);
    }
    assert_eq!(look("203.0.113.1").await, 429);
    assert_eq!(look("203.0.113.2").await, 200, "others go on");
    // Written in front by the client, read by nobody.
    assert_eq!(look("198.51.100.99, 203.0.113.1").await, 429);
    assert_eq!(look("2001:db8:1:1::1").await, 200);
    for host in ["2001:db8:1:1::2", "2001:db8:1:1:8000::3"] {
        assert_eq!(look(host).await, 200);
    }
    assert_eq!(look("2001:db8:1:1:ffff::4").await, 429, "a network of IPv6 is one");
    // Nobody who is signed in at the same address is kept out, nor from refreshing.
    let owner = app.register("Northwind").await;
    for _ in 0..6 {
        from(&owner, "203.0.113.1", reqwest::Method::GET, "/users/me", Value::Null).await.expect(200);
    }
    let refresh = json!({ "refresh_token": owner.refresh_token });
    from(&api, "203.0.113.1", reqwest::Method::POST, "/auth/refresh", refresh).await.expect(200);
    for _ in 0..3 {
        from(&api, "203.0.113.1", reqwest::Method::POST, "/auth/refresh", json!({ "refresh_token": "junk" })).await.expect(401);
    }
    from(&api, "203.0.113.1", reqwest::Method::POST, "/auth/refresh", json!({ "refresh_token": "junk" })).await.expect(429);
    // An access token that has run out is nobody's attack.
    app.advance(Duration::minutes(16));
    for _ in 0..6 {
        assert_eq!(from(&owner, "203.0.113.7", reqwest::Method::GET, "/users/me", Value::Null).await.problem(401), "token_expired");
    }
}

#[tokio::test]
async fn a_visitor_has_their_own_limit() {
    let app = limited(|edge| {
        edge.limit_visitor = "3/1m".into();
        edge.limit_widget = "3/1m".into();
    })
    .await;
    let owner = app.register("Northwind").await;
    let (one, other) = (app.visitor(&owner).await, app.visitor(&owner).await);
    for n in 0..3 {
        one.say(&format!("{n}")).await;
    }
    let refused = one.post("/widget/messages", json!({ "content": "more" })).await;
    assert_eq!((refused.problem(429), refused.header("ratelimit-policy")), ("rate_limited", "\"visitor\";q=3;w=60"));
    other.say("Hello").await;
    app.visitor(&owner).await;
    let key = owner.chatbot_key().await;
    assert_eq!(app.api().post(&format!("/widget/{key}/sessions"), json!({})).await.problem(429), "rate_limited");
}

#[tokio::test]
async fn a_guesser_waits_longer_each_time_and_the_owner_elsewhere_does_not() {
    let app = limited(|_| {}).await;
    let owner = app.register("Northwind").await;
    let api = app.api();
    for minutes in [15, 30, 60] {
        for _ in 0..5 {
            assert_eq!(guess(&api, "203.0.113.1", &owner.email, "wrong").await.problem(401), "wrong_credentials");
        }
        let refused = guess(&api, "203.0.113.1", &owner.email, PASSWORD).await;
        assert_eq!((refused.problem(429), refused.header("retry-after")), ("too_many_attempts", (minutes * 60).to_string().as_str()));
        // Saying that one is somewhere else helps nobody.
        guess(&api, "192.0.2.1, 203.0.113.1", &owner.email, PASSWORD).await.expect(429);
        guess(&api, "203.0.113.2", &owner.email, PASSWORD).await.expect(200);
        app.advance(Duration::minutes(minutes));
    }
    guess(&api, "203.0.113.1", &owner.email, PASSWORD).await.expect(200);
    for _ in 0..5 {
        guess(&api, "203.0.113.1", &owner.email, "wrong").await.expect(401);
    }
    assert_eq!(guess(&api, "203.0.113.1", &owner.email, "wrong").await.header("retry-after"), "900", "a right one clears it");
}

#[tokio::test]
async fn guesses_at_once_are_no_more_than_one_after_another() {
    let app = limited(|_| {}).await;
    let owner = app.register("Northwind").await;
    let api = app.api();
    let guesses = (0..20).map(|_| guess(&api, "203.0.113.1", &owner.email, "wrong"));
    let replies = futures_util::future::join_all(guesses).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 401).count(), 5);
    assert_eq!(replies.iter().filter(|reply| reply.status == 429).count(), 15);
}

#[tokio::test]
async fn strangers_everywhere_lock_nobody_out_of_the_places_they_use() {
    let app = limited(|_| {}).await;
    let owner = app.register("Northwind").await;
    let api = app.api();
    guess(&api, "203.0.113.50", &owner.email, PASSWORD).await.expect(200);
    // A hundred wrong ones from many places: the account is closed to places that it does not know.
    for n in 0..25 {
        for _ in 0..4 {
            guess(&api, &format!("198.51.100.{n}"), &owner.email, "wrong").await.expect(401);
        }
    }
    guess(&api, "192.0.2.200", &owner.email, PASSWORD).await.expect(429);
    guess(&api, "203.0.113.50", &owner.email, PASSWORD).await.expect(200);
    // The same for an address that has no account, so that nobody learns which have.
    for n in 0..25 {
        for _ in 0..4 {
            guess(&api, &format!("198.51.100.{}", 100 + n), "nobody@northwind.example", "wrong").await.expect(401);
        }
    }
    assert_eq!(guess(&api, "192.0.2.200", "nobody@northwind.example", PASSWORD).await.problem(429), "too_many_attempts");
}

#[tokio::test]
async fn the_clients_address_is_the_one_in_sessions_and_in_the_audit_log() {
    let app = limited(|_| {}).await;
    let owner = app.register("Northwind").await;
    guess(&app.api(), "192.0.2.66, 203.0.113.50", &owner.email, PASSWORD).await.expect(200);
    let addresses: Vec<Value> = owner.get("/auth/sessions").await.list().into_iter().map(|device| device["address"].clone()).collect();
    assert!(addresses.contains(&json!("203.0.113.50")), "{addresses:?}");
    let entries = owner.get("/audit-log?action=session.started").await.list();
    assert!(entries.iter().any(|entry| entry["address"] == "203.0.113.50"), "{entries:?}");
    // Without a proxy that is trusted, nobody is believed.
    let plain = app.beside().without_workers().start().await;
    guess(&plain.api(), "203.0.113.51", &owner.email, PASSWORD).await.expect(200);
    let addresses: Vec<Value> = owner.get("/auth/sessions").await.list().into_iter().map(|device| device["address"].clone()).collect();
    assert!(!addresses.contains(&json!("203.0.113.51")), "{addresses:?}");
}

#[tokio::test]
async fn a_client_that_says_nothing_whole_is_left() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let patience = server::listen::Patience { first: std::time::Duration::from_millis(200), ..Default::default() };
    let app = TestApp::builder().without_workers().with_patience(patience).start().await;
    let mut slow = tokio::net::TcpStream::connect(app.address).await.unwrap();
    slow.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: ").await.unwrap();
    let mut rest = Vec::new();
    tokio::time::timeout(std::time::Duration::from_secs(60), slow.read_to_end(&mut rest)).await.expect("it is closed").ok();
    // Whoever has asked once may be silent.
    let mut quick = tokio::net::TcpStream::connect(app.address).await.unwrap();
    let ask = b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n";
    quick.write_all(ask).await.unwrap();
    let mut buffer = [0; 1024];
    assert!(quick.read(&mut buffer).await.unwrap() > 0);
    let other = tokio::net::TcpStream::connect(app.address).await.unwrap();
    wait_until("a later connection is left first", || async {
        let mut one = [0; 1];
        (other.try_read(&mut one).is_ok_and(|read| read == 0)).then_some(())
    })
    .await;
    quick.write_all(ask).await.unwrap();
    assert!(quick.read(&mut buffer).await.unwrap() > 0, "it is still served");
}
