//! Whether somebody is of age.

use contracts::age::Ages;
use serde_json::json;
use testkit::{Session, TestApp};

async fn verify(session: &Session, date: &str) -> testkit::Reply {
    session.post("/users/verify-age", json!({ "date_of_birth": date })).await
}

#[tokio::test]
async fn who_is_of_age_is_found_so_once_and_for_all() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    assert_eq!(owner.get("/users/me/age").await.ok(200), json!({ "verified": false, "checked_at": null, "attempts_left": 3 }));
    let age = verify(&owner, "2008-03-10").await.ok(200);
    assert_eq!((&age["verified"], &age["attempts_left"]), (&json!(true), &json!(0)));
    assert_eq!(age["checked_at"], json!(app.now()));
    assert_eq!(verify(&owner, "1990-01-01").await.problem(409), "already_verified");
    assert_eq!(owner.get("/users/me/age").await.ok(200), age);
    let mut tx = app.app.kernel.db.person(owner.user_id).await.unwrap();
    assert!(app.app.workspaces.ages.is_adult(&mut tx).await.unwrap());
}

#[tokio::test]
async fn who_is_not_may_correct_it_twice_and_come_again_when_they_are() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    assert_eq!(verify(&owner, "2008-03-11").await.ok(200), json!({ "verified": false, "checked_at": app.now(), "attempts_left": 2 }));
    assert_eq!(verify(&owner, "2008-03-11").await.ok(200)["attempts_left"], 2, "the same date is no other one");
    verify(&owner, "2009-03-11").await.ok(200);
    assert_eq!(verify(&owner, "2008-03-12").await.ok(200)["attempts_left"], 0);
    assert_eq!(verify(&owner, "1990-01-01").await.problem(409), "no_attempts_left");
    let mut tx = app.app.kernel.db.person(owner.user_id).await.unwrap();
    assert!(!app.app.workspaces.ages.is_adult(&mut tx).await.unwrap());
    let entries = owner.get("/audit-log?action=age.checked").await.list();
    assert_eq!(entries.len(), 4);
    assert!(!json!(entries).to_string().contains("2008"), "the log does not tell the date");
    app.advance(chrono::Duration::days(2));
    let owner = app.login(&owner.email).await;
    assert_eq!(verify(&owner, "2008-03-12").await.ok(200)["verified"], true, "on the birthday the same date is enough");
}

#[tokio::test]
async fn today_is_the_workspaces_today() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let admin = app.member(&owner, "admin").await;
    // It is 10:00 on the tenth in UTC: the eleventh in Kiritimati, fourteen hours ahead.
    assert_eq!(verify(&owner, "2008-03-11").await.ok(200)["verified"], false);
    assert_eq!(verify(&admin, "2026-03-11").await.problem(422), "invalid", "in the future");
    owner.patch("/tenant", json!({ "time_zone": "Pacific/Kiritimati" })).await.ok(200);
    assert_eq!(verify(&admin, "2008-03-11").await.ok(200)["verified"], true);
    let viewer = app.member(&owner, "viewer").await;
    for impossible in ["2026-03-12", "1900-12-31", "0001-01-01", "9999-12-31"] {
        assert_eq!(verify(&viewer, impossible).await.problem(422), "invalid", "{impossible}");
    }
    for junk in ["2026-02-30", "yesterday", ""] {
        verify(&viewer, junk).await.problem(422);
    }
    assert_eq!(viewer.get("/users/me/age").await.ok(200)["attempts_left"], 3, "none of these counted");
}

#[tokio::test]
async fn dates_of_birth_are_sealed_and_shown_to_nobody_else() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let admin = app.member(&owner, "admin").await;
    verify(&owner, "1987-05-17").await.ok(200);
    let mut superuser = app.superuser().await;
    let sealed: Vec<u8> = sqlx::query_scalar("SELECT birth_date FROM age_checks").fetch_one(&mut superuser).await.unwrap();
    assert!(!String::from_utf8_lossy(&sealed).contains("1987"));
    let key = app.secret().key("dates of birth");
    assert_eq!(kernel::seal::open(&key, &owner.user_id.to_string(), &sealed).unwrap(), b"1987-05-17");
    assert!(kernel::seal::open(&key, &admin.user_id.to_string(), &sealed).is_none(), "moved to another person it opens nothing");
    let mut program = app.program().await;
    sqlx::query("SELECT set_config('app.user_id', $1, false), set_config('app.tenant_id', $2, false)")
        .bind(admin.user_id.to_string())
        .bind(admin.tenant_id.to_string())
        .execute(&mut program)
        .await
        .unwrap();
    let seen: i64 = sqlx::query_scalar("SELECT count(*) FROM age_checks").fetch_one(&mut program).await.unwrap();
    assert_eq!(seen, 0);
}

#[tokio::test]
async fn two_dates_at_once_are_two_attempts() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let dates = ["2010-01-01", "2010-01-02", "2010-01-03", "2010-01-04", "2010-01-05"];
    let replies = futures_util::future::join_all(dates.map(|date| verify(&owner, date))).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 3);
    assert_eq!(owner.get("/users/me/age").await.ok(200)["attempts_left"], 0);
}
