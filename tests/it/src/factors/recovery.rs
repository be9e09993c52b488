use super::{App, client, first_step, letters, verify};
use chrono::Duration;
use serde_json::{Value, json};
use testkit::TestApp;

fn by(code: &str) -> Value {
    json!({ "kind": "recovery_code", "code": code })
}

#[tokio::test]
async fn a_recovery_code_signs_in_once_and_is_told_by_mail() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let totp = App::of(&app, &owner).await;
    let api = app.api();
    let code = totp.recovery_codes[3].to_uppercase().replace('-', " ");
    // Two at once with one code: one of them.
    let tokens = [first_step(&api, &owner.email).await, first_step(&api, &owner.email).await];
    let (one, two) = tokio::join!(verify(&api, &tokens[0], by(&code)), verify(&api, &tokens[1], by(&code)));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401]);
    let token = first_step(&api, &owner.email).await;
    assert_eq!(verify(&api, &token, by(&code)).await.problem(401), "wrong_code");
    assert_eq!(owner.get("/auth/mfa").await.ok(200)["recovery_codes"]["left"], 9);
    let (_, data) = letters(&app, &owner.email).await.into_iter().find(|(template, _)| template == "recovery_code_used").unwrap();
    assert_eq!((&data["left"], &data["place"]), (&json!(9), &json!("127.0.0.1")));
    assert!(!data.to_string().contains(&totp.recovery_codes[3]));
}

#[tokio::test]
async fn codes_are_kept_by_their_hashes_and_renewed_whole() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let api = app.api();
    assert_eq!(owner.post("/auth/mfa/recovery-codes", Value::Null).await.problem(409), "no_factor");
    let totp = App::of(&app, &owner).await;
    let mut superuser = app.superuser().await;
    let rows: String =
        sqlx::query_scalar("SELECT string_agg(to_jsonb(r)::text, '') FROM recovery_codes r").fetch_one(&mut superuser).await.unwrap();
    assert!(!totp.recovery_codes.iter().any(|code| rows.contains(code) || rows.contains(&code.replace('-', ""))));

    let renewed = owner.post("/auth/mfa/recovery-codes", Value::Null).await;
    assert_eq!(renewed.header("cache-control"), "no-store");
    let renewed: Vec<String> = renewed.ok(200)["codes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect();
    assert_eq!(renewed.iter().collect::<std::collections::HashSet<_>>().len(), 10);
    let token = first_step(&api, &owner.email).await;
    assert_eq!(verify(&api, &token, by(&totp.recovery_codes[0])).await.problem(401), "wrong_code", "those of before are none");
    let session = client(&api, &verify(&api, &token, by(&renewed[0])).await.ok(200));
    // It counts as a proof, and as the second factor.
    session.post("/auth/mfa/recovery-codes", Value::Null).await.expect(200);
    app.advance(Duration::minutes(10));
    assert_eq!(session.post("/auth/mfa/recovery-codes", Value::Null).await.problem(403), "proof_required");
}

#[tokio::test]
async fn a_code_of_somebody_else_is_none() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let other = app.register("Southwind").await;
    let (_, of_other) = (App::of(&app, &owner).await, App::of(&app, &other).await);
    let token = first_step(&app.api(), &owner.email).await;
    assert_eq!(verify(&app.api(), &token, by(&of_other.recovery_codes[0])).await.problem(401), "wrong_code");
}
