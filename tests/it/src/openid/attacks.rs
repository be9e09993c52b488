//! What somebody may try on the way to a provider and back.

use super::{app, confirm, link, own_provider};
use serde_json::json;
use testkit::{
    Session, TestApp,
    openid::{Browser, Provider, Signed},
};

/// With an account that the provider's one leads to.
async fn known() -> (TestApp, Provider, Session) {
    let (app, provider) = app().await;
    let owner = app.register("Northwind").await;
    confirm(&app, &owner.email).await;
    provider.is("owner", &owner.email, true);
    assert_eq!(Browser::new(&app).sign_in_with("corp").await, "/knowledge");
    (app, provider, owner)
}

/// What comes back with one parameter changed; none is left out.
fn with(path: &str, name: &str, value: Option<&str>) -> String {
    let (path, query) = path.split_once('?').unwrap();
    let others = query.split('&').filter(|pair| pair.split('=').next() != Some(name)).map(str::to_owned);
    let query: Vec<String> = others.chain(value.map(|value| format!("{name}={}", testkit::encoded(value)))).collect();
    format!("{path}?{}", query.join("&"))
}

#[tokio::test]
async fn an_answer_is_taken_from_the_browser_that_asked_once_and_in_time() {
    let (app, _, _) = known().await;
    let (browser, other) = (Browser::new(&app), Browser::new(&app));
    let back = browser.at_provider(&browser.set_out("corp").await).await;
    // A link that somebody sends: with their account, in the victim's browser.
    assert_eq!(other.come_back(&back).await, "/sign-in?problem=browser");
    // The victim is on their own way meanwhile: with another state.
    other.set_out("corp").await;
    assert_eq!(other.come_back(&back).await, "/sign-in?problem=browser");
    for state in [Some("guessed-guessed-guessed"), Some(""), None] {
        assert_eq!(browser.come_back(&with(&back, "state", state)).await, "/sign-in?problem=browser", "{state:?}");
    }
    // Whoever has copied the cookies comes second.
    let thief = Browser::new(&app);
    thief.steal(&browser);
    assert_eq!(browser.come_back(&back).await, "/knowledge");
    assert_eq!(thief.come_back(&back).await, "/sign-in?problem=replayed");
    assert_eq!(browser.come_back(&back).await, "/sign-in?problem=browser", "the cookie is gone");

    let late = Browser::new(&app);
    let back = late.at_provider(&late.set_out("corp").await).await;
    app.advance(chrono::Duration::minutes(10));
    assert_eq!(late.come_back(&back).await, "/sign-in?problem=browser");
    assert!(late.session().await.is_none() && other.session().await.is_none());
}

#[tokio::test]
async fn two_uses_of_an_answer_at_once_begin_one_session() {
    let (app, _, owner) = known().await;
    let (first, second) = (Browser::new(&app), Browser::new(&app));
    let back = first.at_provider(&first.set_out("corp").await).await;
    second.steal(&first);
    let before = owner.get("/auth/sessions").await.list().len();
    let (a, b) = tokio::join!(first.come_back(&back), second.come_back(&back));
    let mut places = [a, b];
    places.sort();
    assert_eq!(places, ["/knowledge", "/sign-in?problem=replayed"]);
    assert_eq!(owner.get("/auth/sessions").await.list().len(), before + 1);
}

#[tokio::test]
async fn codes_and_issuers_of_elsewhere_are_refused() {
    let (app, provider, _) = known().await;
    let invalid = "/sign-in?problem=provider_answer_invalid";
    let begin = async || {
        let browser = Browser::new(&app);
        let back = browser.at_provider(&browser.set_out("corp").await).await;
        (browser, back)
    };
    // A code of another's way: PKCE binds it to who asked for it.
    let (_, of_another) = begin().await;
    let code = of_another.split("code=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let (browser, back) = begin().await;
    assert_eq!(browser.come_back(&with(&back, "code", Some(&code))).await, invalid);
    for iss in [Some("https://evil.example"), Some(""), None] {
        let (browser, back) = begin().await;
        assert_eq!(browser.come_back(&with(&back, "iss", iss)).await, invalid, "{iss:?}");
    }
    let (browser, back) = begin().await;
    assert_eq!(browser.come_back(&with(&back, "code", Some(""))).await, "/sign-in?problem=provider_error");
    let (browser, back) = begin().await;
    assert_eq!(browser.come_back(&with(&with(&back, "code", None), "error", Some("access_denied"))).await, "/sign-in?problem=denied");
    let (browser, back) = begin().await;
    assert_eq!(browser.come_back(&with(&back, "error", Some("<script>"))).await, "/sign-in?problem=provider_error");
    assert_eq!(provider.descriptions(), 1, "nothing of it makes us ask the provider anew");
}

#[tokio::test]
async fn tokens_that_are_not_the_providers_not_for_us_or_not_for_this_are_refused() {
    let (app, provider, _) = known().await;
    let now = app.now().timestamp();
    for (what, claims) in [
        ("another nonce", json!({ "nonce": "stolen" })),
        ("no nonce", json!({ "nonce": null })),
        ("another audience", json!({ "aud": "somebody-else" })),
        ("another audience as well", json!({ "aud": [testkit::openid::CLIENT_ID, "somebody-else"] })),
        ("another issuer", json!({ "iss": "https://evil.example" })),
        ("expired", json!({ "exp": now - 1 })),
        ("of another time", json!({ "iat": now - 3600 })),
        ("another access token's", json!({ "at_hash": "AAAAAAAAAAAAAAAAAAAAAA" })),
        ("a subject without end", json!({ "sub": "a".repeat(256) })),
    ] {
        provider.tamper(claims);
        let browser = Browser::new(&app);
        assert_eq!(browser.sign_in_with("corp").await, "/sign-in?problem=provider_answer_invalid", "{what}");
        assert!(browser.session().await.is_none(), "{what}");
    }
    provider.tamper(json!({}));
    for signed in [Signed::ByStranger, Signed::ByClientSecret, Signed::ByNobody] {
        provider.sign(signed);
        let browser = Browser::new(&app);
        assert_eq!(browser.sign_in_with("corp").await, "/sign-in?problem=provider_answer_invalid", "{signed:?}");
        assert!(browser.session().await.is_none(), "{signed:?}");
    }
    provider.sign(Signed::Properly);
    assert_eq!(Browser::new(&app).sign_in_with("corp").await, "/knowledge");
}

/// A mix-up: an evil provider gets the browser to bring an honest one's answer to it, or its own to the honest one's address.
#[tokio::test]
async fn one_providers_answer_is_never_taken_for_anothers() {
    let (app, honest, owner) = known().await;
    let (evil, key) = own_provider(&app, &owner, json!({})).await;
    evil.is("owner", &owner.email, true);
    let browser = Browser::new(&app);
    let back = browser.at_provider(&browser.set_out(&key).await).await;
    let elsewhere = back.replace(&format!("/oauth/{key}/"), "/oauth/corp/");
    assert_eq!(browser.come_back(&elsewhere).await, "/sign-in?problem=browser");
    let back = browser.at_provider(&browser.set_out("corp").await).await;
    let elsewhere = back.replace("/oauth/corp/", &format!("/oauth/{key}/"));
    assert_eq!(browser.come_back(&elsewhere).await, "/sign-in?problem=browser");
    // Each has an address of its own, and says it to the provider.
    let asked = browser.set_out("corp").await;
    assert!(asked.contains("corp%2Fcallback"), "{asked}");
    assert!(asked.starts_with(&honest.issuer));
}

#[tokio::test]
async fn nobody_is_sent_on_to_another_site() {
    let (app, _, _) = known().await;
    for from in ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/api/v1/auth/logout"] {
        let browser = Browser::new(&app);
        let reply = browser.get(&format!("/auth/oauth/corp?from={}", testkit::encoded(from))).await;
        let back = browser.at_provider(reply.expect(303).header("location")).await;
        assert_eq!(browser.come_back(&back).await, "/inbox", "{from}");
    }
}

#[tokio::test]
async fn a_link_is_its_sessions_and_its_browsers() {
    let (app, provider, owner) = known().await;
    provider.is("attacker", "attacker@evil.example", true);
    // An attacker prepares the linking of their account, and gets the victim to open the last step.
    let (attackers, victims) = (Browser::new(&app), Browser::new(&app));
    let attacker = app.register("Evil").await;
    let body = json!({ "provider": "corp" });
    let url = attackers.send(reqwest::Method::POST, "/auth/identities", Some(&attacker.token), body).await.ok(200)["url"].clone();
    let back = attackers.at_provider(url.as_str().unwrap()).await;
    assert_eq!(victims.come_back(&back).await, "/sign-in?problem=browser");
    assert_eq!(owner.get("/auth/identities").await.list().len(), 1, "the one of before");
    // Whose session ended meanwhile links nothing any more.
    attacker.post("/auth/logout-all", serde_json::Value::Null).await.expect(204);
    assert_eq!(attackers.come_back(&back).await, "/inbox?problem=session_ended");
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM identities").fetch_one(&mut app.superuser().await).await.unwrap();
    assert_eq!(count, 1);
    // And one that signs in is no link.
    let browser = Browser::new(&app);
    assert_eq!(link(&browser, &app.login(&owner.email).await, &provider, "corp").await, "/settings/security?linked=1");
}
