use super::{App, passkey};
use chrono::Duration;
use serde_json::{Value, json};
use testkit::{PASSWORD, TestApp};

#[tokio::test]
async fn changes_of_factors_need_a_proof_of_the_last_ten_minutes() {
    let app = TestApp::builder().without_workers().start().await;
    let mut owner = app.register("Northwind").await;
    let totp = App::of(&app, &owner).await;
    let mut device = passkey(&app, &owner).await;
    let key = owner.get("/auth/mfa/passkeys").await.list()[0]["id"].as_str().unwrap().to_owned();
    owner.post("/auth/mfa/recovery-codes", Value::Null).await.ok(200);
    app.advance(Duration::minutes(10));
    for (method, path) in [
        ("POST", "/auth/mfa/recovery-codes".to_owned()),
        ("POST", "/auth/mfa/totp".to_owned()),
        ("POST", "/auth/mfa/passkeys/options".to_owned()),
        ("DELETE", "/auth/mfa/totp".to_owned()),
        ("DELETE", format!("/auth/mfa/passkeys/{key}")),
    ] {
        assert_eq!(owner.json(method.parse().unwrap(), &path, Value::Null).await.problem(403), "proof_required", "{method} {path}");
    }
    for kind in ["password", "totp", "passkey"] {
        let proof = match kind {
            "password" => json!({ "password": PASSWORD }),
            "totp" => json!({ "factor": totp.proof(&app) }),
            _ => {
                let asked = owner.post("/auth/step-up/passkey", Value::Null).await.ok(200);
                json!({ "factor": { "kind": "passkey", "credential": device.get(&asked["public_key"]) } })
            }
        };
        let proved = owner.post("/auth/step-up", proof.clone()).await.ok(200);
        assert_eq!(proved["proved_until"], json!(app.now() + Duration::minutes(10)), "{proof}");
        owner.post("/auth/mfa/recovery-codes", Value::Null).await.ok(200);
        app.advance(Duration::minutes(10));
        // Its access token lives a little longer than the proof; a new one brings no new proof.
        owner = owner.refreshed().await;
        assert_eq!(owner.post("/auth/mfa/recovery-codes", Value::Null).await.problem(403), "proof_required");
        if kind == "passkey" {
            assert_eq!(owner.post("/auth/step-up", proof).await.problem(422), "challenge_expired", "an answer is good once");
        }
    }
    assert_eq!(owner.get("/auth/mfa").await.ok(200)["proved_until"], Value::Null);
}

#[tokio::test]
async fn a_proof_is_one_of_two_and_the_persons_own() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let other = app.register("Southwind").await;
    let of_other = App::of(&app, &other).await;
    App::of(&app, &owner).await;
    for neither in [json!({}), json!({ "password": PASSWORD, "factor": of_other.proof(&app) })] {
        assert_eq!(owner.post("/auth/step-up", neither).await.problem(422), "invalid");
    }
    assert_eq!(owner.post("/auth/step-up", json!({ "factor": of_other.proof(&app) })).await.problem(403), "wrong_proof");
    for _ in 0..5 {
        assert_eq!(owner.post("/auth/step-up", json!({ "password": "not the password" })).await.problem(403), "wrong_proof");
    }
    owner.post("/auth/step-up", json!({ "password": PASSWORD })).await.problem(429);
    owner.get("/users/me").await.expect(200);
}

#[tokio::test]
async fn a_proof_in_one_session_is_none_in_another_and_is_heard_by_every_process() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    App::of(&app, &owner).await;
    let there = app.beside().without_workers().start().await;
    let elsewhere = there.api().with_token(&owner.token);
    app.advance(Duration::minutes(10));
    // Remembered there as not proved.
    assert_eq!(elsewhere.post("/auth/mfa/recovery-codes", Value::Null).await.problem(403), "proof_required");
    let mut socket = owner.socket(None).await;
    owner.post("/auth/step-up", json!({ "password": PASSWORD })).await.ok(200);
    testkit::wait_until("the other process hears of it", || async {
        (elsewhere.post("/auth/mfa/recovery-codes", Value::Null).await.status == 200).then_some(())
    })
    .await;
    socket.flush().await;
}
