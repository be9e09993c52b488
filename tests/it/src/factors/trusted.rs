use super::{App, first_step, login};
use chrono::Duration;
use serde_json::json;
use testkit::{Api, PASSWORD, Reply, Session, TestApp};

/// Signs in with the second factor and trusts the browser. The cookies that it was given.
async fn trust(app: &TestApp, owner: &Session, totp: &App) -> String {
    let api = app.api();
    let token = first_step(&api, &owner.email).await;
    let reply = api.post("/auth/mfa/verify", json!({ "mfa_token": token, "proof": totp.proof(app), "trust_browser": true })).await;
    reply.expect(200);
    let cookies: Vec<&str> = reply.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap()).collect();
    let trusted = cookies.iter().find(|cookie| cookie.starts_with("dealsmart_trusted=")).expect("a cookie");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/api/v1/auth", "Max-Age=2592000"] {
        assert!(trusted.contains(part), "{trusted}");
    }
    app.advance(Duration::seconds(30));
    cookies.iter().filter_map(|cookie| cookie.split(';').next()).collect::<Vec<_>>().join("; ")
}

async fn login_with(api: &Api, email: &str, cookies: &str) -> Reply {
    let body = json!({ "email": email, "password": PASSWORD });
    api.send(api.request(reqwest::Method::POST, "/auth/login").header("cookie", cookies).json(&body)).await
}

fn asked(reply: Reply) -> bool {
    reply.ok(200)["mfa_required"] == true
}

#[tokio::test]
async fn a_trusted_browser_is_asked_for_the_password_alone_for_thirty_days() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let other = app.register("Southwind").await;
    let (totp, _) = (App::of(&app, &owner).await, App::of(&app, &other).await);
    let api = app.api();
    let cookies = trust(&app, &owner, &totp).await;
    assert!(!asked(login_with(&api, &owner.email, &cookies).await));
    assert!(asked(login(&api, &owner.email).await), "another browser is asked");
    assert!(asked(login_with(&api, &other.email, &cookies).await), "and so is another person in this one");
    assert!(asked(login_with(&api, &owner.email, "dealsmart_trusted=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").await));
    let session = app.login_as(&owner.email, &cookies).await;
    let listed = session.get("/auth/mfa/trusted-browsers").await.list();
    assert_eq!((listed.len(), &listed[0]["place"]), (1, &json!("127.0.0.1")));
    app.advance(Duration::days(30));
    assert!(asked(login_with(&api, &owner.email, &cookies).await));
}

#[tokio::test]
async fn trust_ends_when_taken_back_signed_out_everywhere_or_when_the_factors_or_the_password_change() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let totp = App::of(&app, &owner).await;
    let api = app.api();
    let mut superuser = app.superuser().await;
    for way in ["forgotten", "signed out everywhere", "factors", "password"] {
        let cookies = trust(&app, &owner, &totp).await;
        assert!(!asked(login_with(&api, &owner.email, &cookies).await), "{way}");
        match way {
            "forgotten" => {
                let id = owner.get("/auth/mfa/trusted-browsers").await.list()[0]["id"].as_str().unwrap().to_owned();
                owner.delete(&format!("/auth/mfa/trusted-browsers/{id}")).await.expect(204);
                assert_eq!(owner.delete(&format!("/auth/mfa/trusted-browsers/{id}")).await.problem(404), "not_found");
            }
            "signed out everywhere" => {
                owner.delete("/auth/sessions").await.expect(204);
            }
            "factors" => {
                super::passkey(&app, &owner).await;
            }
            _ => {
                // However it is changed: here, past the program.
                let hash: String = sqlx::query_scalar("SELECT password_hash FROM users WHERE id = $1")
                    .bind(app.register("Elsewhere").await.user_id)
                    .fetch_one(&mut superuser)
                    .await
                    .unwrap();
                sqlx::query("UPDATE users SET password_hash = $2 WHERE id = $1")
                    .bind(owner.user_id)
                    .bind(hash)
                    .execute(&mut superuser)
                    .await
                    .unwrap();
            }
        }
        assert!(asked(login_with(&api, &owner.email, &cookies).await), "{way}");
        assert!(owner.get("/auth/mfa/trusted-browsers").await.list().is_empty(), "{way}");
        owner.post("/auth/step-up", json!({ "password": PASSWORD })).await.ok(200);
    }
}

#[tokio::test]
async fn a_new_browser_is_told_by_mail_and_a_known_one_is_not() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let api = app.api();
    let told = async || super::letters(&app, &owner.email).await.into_iter().filter(|(template, _)| template == "new_device").count();
    app.login(&owner.email).await;
    assert_eq!(told().await, 0, "the same program at the same place");
    let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1";
    let body = json!({ "email": owner.email, "password": PASSWORD });
    let on_phone = |cookie: &str| {
        let request = api.request(reqwest::Method::POST, "/auth/login").header("user-agent", phone).header("cookie", cookie);
        api.send(request.json(&body))
    };
    let reply = on_phone("").await;
    let cookie =
        reply.headers.get_all("set-cookie").iter().map(|c| c.to_str().unwrap()).find(|c| c.starts_with("dealsmart_device=")).unwrap();
    assert_eq!(told().await, 1);
    let letters = super::letters(&app, &owner.email).await;
    assert_eq!((&letters[0].1["device"], &letters[0].1["workspace"]), (&json!("Safari on iPhone"), &json!("Northwind")));
    // By its cookie, whatever it calls itself then; and it opens nothing by itself.
    let cookie = cookie.split(';').next().unwrap();
    let updated = api.request(reqwest::Method::POST, "/auth/login").header("user-agent", "Another").header("cookie", cookie);
    api.send(updated.json(&body)).await.expect(200);
    assert_eq!(told().await, 1);
    let refreshed = api.send(api.request(reqwest::Method::POST, "/auth/refresh").header("cookie", cookie)).await;
    refreshed.problem(401);
}
