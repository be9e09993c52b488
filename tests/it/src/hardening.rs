//! What browsers are told, what other sites' pages cannot do, and secrets at rest.

use kernel::MasterSecret;
use reqwest::Method;
use serde_json::json;
use server::reseal::{Done, SEALED, SealedColumn, reseal};
use testkit::{
    PASSWORD, TestApp,
    openid::{CLIENT_ID, CLIENT_SECRET, Provider},
};

#[tokio::test]
async fn every_page_forbids_inline_scripts_frames_and_guessing() {
    let app = TestApp::builder().without_workers().start().await;
    for path in ["/docs", "/sign-in", "/inbox", "/"] {
        let reply = app.api().page(path).await;
        if !reply.header("content-type").starts_with("text/html") {
            continue; // built without the web app
        }
        let policy = reply.header("content-security-policy").to_owned();
        for part in ["default-src 'self'", "script-src 'self';", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
            assert!(policy.contains(part), "{path}: {part} is not in {policy}");
        }
        assert_eq!(reply.header("x-frame-options"), "DENY");
        assert_eq!(reply.header("cross-origin-opener-policy"), "same-origin");
        assert!(reply.header("permissions-policy").contains("camera=()"));
        assert_eq!(reply.header("referrer-policy"), "strict-origin-when-cross-origin");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert!(!has_inline_script(&reply.text), "{path} has a script that its policy forbids");
    }
    let reply = app.api().get("/status").await;
    assert_eq!(reply.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'; sandbox");
    assert_eq!((reply.header("cross-origin-resource-policy"), reply.header("cache-control")), ("same-origin", "no-store"));
    assert_eq!(reply.header("strict-transport-security"), "", "not where there is no https");
}

fn has_inline_script(html: &str) -> bool {
    let scripts = html.match_indices("<script").any(|(at, _)| !html[at..].split('>').next().unwrap_or_default().contains("src="));
    let handlers = ["onclick=", "onload=", "onerror=", "javascript:"].iter().any(|word| html.contains(word));
    scripts || handlers
}

#[tokio::test]
async fn in_production_browsers_stay_with_https() {
    let app = TestApp::builder()
        .without_workers()
        .with_settings(|settings| {
            settings.environment = "production".into();
            settings.public_url = Some("https://support.example.com".into());
            settings.smtp_url = Some("smtps://127.0.0.1:1".into());
            settings.mail_from = Some("Support <support@example.com>".into());
            settings.confirm_registrations = Some(false);
        })
        .start()
        .await;
    assert_eq!(app.api().get("/status").await.header("strict-transport-security"), "max-age=31536000");
    let docs = app.api().page("/docs").await;
    assert!(docs.header("content-security-policy").contains("upgrade-insecure-requests"));
    let signed_in = app.register("Northwind").await;
    let reply = app.api().post("/auth/login", json!({ "email": signed_in.email, "password": PASSWORD })).await;
    assert!(reply.header("set-cookie").contains("; Secure"), "{}", reply.header("set-cookie"));
}

#[tokio::test]
async fn other_sites_pages_use_no_cookie_of_ours() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let api = app.api();
    let login = api.post("/auth/login", json!({ "email": owner.email, "password": PASSWORD })).await;
    let cookie = login.header("set-cookie").split(';').next().unwrap().to_owned();
    let host = app.address.to_string();
    let refresh = async |headers: &[(&str, &str)]| {
        let mut request = api.request(Method::POST, "/auth/refresh").header("cookie", &cookie);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        api.send(request).await
    };
    let own = format!("http://{host}");
    for elsewhere in [
        &[("origin", "https://evil.example")][..],
        &[("origin", "null")],
        &[("origin", "https://evil.example"), ("sec-fetch-site", "same-origin")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "http://127.0.0.1.evil.example")],
    ] {
        assert_eq!(refresh(elsewhere).await.problem(403), "cross_site", "{elsewhere:?}");
    }
    // Signing somebody in as another, and out, is nobody else's to do either.
    for path in ["/auth/login", "/auth/register", "/auth/logout", "/auth/accept-invitation"] {
        let request = api.request(Method::POST, path).header("origin", "https://evil.example").json(&json!({}));
        assert_eq!(api.send(request).await.problem(403), "cross_site", "{path}");
    }
    // A form of another site cannot send JSON, and nothing else is taken.
    let form = api.request(Method::POST, "/auth/login").header("content-type", "text/plain").body("{\"email\":\"a\",\"password\":\"b\"}");
    assert_eq!(api.send(form).await.problem(415), "unsupported_media_type");
    refresh(&[("origin", &own), ("sec-fetch-site", "same-origin")]).await.expect(200);
}

#[tokio::test]
async fn programs_and_our_own_pages_go_on() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let api = app.api();
    let refresh = json!({ "refresh_token": owner.refresh_token });
    api.post("/auth/refresh", refresh).await.expect(200);
    // A page that knows a token needs no cookie; whether it may read the answer is up to CORS.
    let request = owner.request(Method::POST, "/conversations").header("origin", "https://other.example");
    owner.send(request.json(&json!({ "contact": { "email": "c@x.example" }, "content": "Hi" }))).await.expect(201);
    // The widget is made for other sites.
    let key = owner.chatbot_key().await;
    let request = api.request(Method::POST, &format!("/widget/{key}/sessions")).header("origin", "https://shop.example").json(&json!({}));
    let reply = api.send(request).await;
    assert_eq!(
        (reply.expect(201).header("access-control-allow-origin"), reply.header("cross-origin-resource-policy")),
        ("*", "cross-origin")
    );
}

#[tokio::test]
async fn only_named_sites_may_call_the_api() {
    let app = TestApp::builder()
        .without_workers()
        .with_settings(|settings| settings.edge.cors_origins = Some("https://app.example, https://other.example:8443".into()))
        .start()
        .await;
    let owner = app.register("Northwind").await;
    let ask = async |origin: &str, method: Method, path: &str| {
        let request = owner.request(method, path).header("origin", origin);
        owner
            .send(
                request
                    .header("access-control-request-method", "POST")
                    .header("access-control-request-headers", "authorization,idempotency-key"),
            )
            .await
    };
    let preflight = ask("https://app.example", Method::OPTIONS, "/contacts").await;
    assert_eq!(preflight.header("access-control-allow-origin"), "https://app.example");
    assert!(preflight.header("access-control-allow-headers").contains("idempotency-key"));
    assert_eq!(preflight.header("access-control-allow-credentials"), "", "never with cookies");
    let reply = ask("https://other.example:8443", Method::GET, "/contacts").await;
    assert_eq!(reply.expect(200).header("access-control-allow-origin"), "https://other.example:8443");
    assert!(reply.header("access-control-expose-headers").contains("ratelimit"));
    for stranger in ["https://evil.example", "http://app.example", "https://app.example.evil.example", "null"] {
        assert_eq!(ask(stranger, Method::OPTIONS, "/contacts").await.header("access-control-allow-origin"), "", "{stranger}");
    }
    // A named site may sign people in.
    let request = owner.signed_out().request(Method::POST, "/auth/login").header("origin", "https://app.example");
    owner.send(request.json(&json!({ "email": owner.email, "password": PASSWORD }))).await.expect(200);
    // Without the setting there is no such thing.
    let plain = app.beside().without_workers().start().await;
    let request = plain.api().request(Method::OPTIONS, "/contacts").header("origin", "https://app.example");
    let reply = plain.api().send(request.header("access-control-request-method", "GET")).await;
    assert_eq!(reply.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn secrets_outlive_the_change_of_the_master_secret() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let visitor = app.visitor(&owner).await;
    visitor.say("Hello").await;
    let wanted = json!({ "name": "Shop", "scopes": ["contacts:read"] });
    let keyed =
        async |api: &testkit::Api| api.send(api.request(Method::POST, "/api-keys").header("idempotency-key", "k").json(&wanted)).await;
    let first = keyed(&owner).await;
    first.expect(201);
    let colleague = app.member(&owner, "agent").await;
    // One of everything that is sealed.
    let totp = owner.post("/auth/mfa/totp", json!(null)).await.ok(200)["secret"].as_str().unwrap().to_owned();
    owner.post("/auth/mfa/totp/confirm", json!({ "code": testkit::totp_code(&totp, app.now()) })).await.ok(200);
    let born = json!({ "date_of_birth": "2015-02-28" });
    let age = owner.post("/users/verify-age", born.clone()).await.ok(200);
    let provider = Provider::start(&app).await;
    let sign_in = json!({ "label": "Own", "issuer": provider.issuer, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET });
    let sign_in = owner.post("/identity-providers", sign_in).await.ok(201)["id"].as_str().unwrap().to_owned();

    let (old, new) = (app.secret().clone(), [7; 48]);
    let both = MasterSecret::new(&new).with_previous(&old);
    let between = app.beside().with_secret(both.clone()).without_workers().start().await;
    let here = between.api().with_token(owner.token.clone());
    here.get("/contacts").await.expect(200);
    assert_eq!(keyed(&here).await.text, first.text, "what the old secret sealed is read");
    between.api().with_token(visitor.token.clone()).get("/widget/messages").await.expect(200);
    let refresh = json!({ "refresh_token": owner.refresh_token });
    between.api().post("/auth/refresh", refresh).await.expect(200);

    let db = &between.app.kernel.db;
    let mut done = Vec::new();
    for column in SEALED {
        done.push(reseal(db, &both, column).await.unwrap());
        assert_eq!(reseal(db, &both, column).await.unwrap().sealed_anew, 0, "once is enough");
    }
    assert!(done.iter().all(|done| done.lost == 0 && done.sealed_anew > 0), "{done:?}");

    let after = app.beside().with_secret(MasterSecret::new(&new)).without_workers().start().await;
    let here = after.api().with_token(owner.token.clone());
    assert_eq!(keyed(&here).await.text, first.text, "without the old secret as well");
    app.advance(chrono::Duration::seconds(60));
    let factor = json!({ "factor": { "kind": "totp", "code": testkit::totp_code(&totp, app.now()) } });
    here.post("/auth/step-up", factor).await.ok(200);
    after.api().get(&format!("/auth/oauth/{sign_in}")).await.expect(303);
    let again = here.post("/users/verify-age", born).await.ok(200);
    assert_eq!(again["attempts_left"], age["attempts_left"], "the same date is no other try");
    let mut superuser = app.superuser().await;
    let keys: i64 = sqlx::query_scalar("SELECT count(*) FROM signing_keys").fetch_one(&mut superuser).await.unwrap();
    after.login(&colleague.email).await.get("/contacts").await.expect(200);
    let later: i64 = sqlx::query_scalar("SELECT count(*) FROM signing_keys").fetch_one(&mut superuser).await.unwrap();
    assert_eq!(keys, later, "it signs with the key that was there");
    assert_eq!(after.api().with_token(visitor.token.clone()).get("/widget/messages").await.problem(401), "invalid_visitor_token");
    let neither = MasterSecret::new(&[9; 48]).with_previous(&MasterSecret::new(&[8; 48]));
    assert!(reseal(db, &neither, &SEALED[0]).await.unwrap().lost > 0, "what nobody can read is told");
}

#[tokio::test]
async fn every_sealed_column_is_one_of_the_database() {
    let app = TestApp::builder().without_workers().start().await;
    let mut superuser = app.superuser().await;
    for SealedColumn { table, column, .. } in SEALED {
        let kind: Option<String> = sqlx::query_scalar(
            "SELECT data_type::text FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 AND column_name = $2",
        )
        .bind(table)
        .bind(column)
        .fetch_optional(&mut superuser)
        .await
        .unwrap();
        assert_eq!(kind.as_deref(), Some("bytea"), "{table}.{column}");
    }
    for column in SEALED {
        let none = reseal(&app.app.kernel.db, &MasterSecret::new(&[1; 32]), column).await.unwrap();
        assert_eq!(none, Done { sealed_anew: 0, current: 0, lost: none.lost });
    }
}
