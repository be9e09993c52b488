//! Every operation with an API key: what a member may, a key with the same permission may, unless it takes a person.

use super::{
    cases::Who,
    isolation::{call, rows},
};
use crate::seed::Seed;
use kernel::{Permission, Role};
use serde_json::json;
use std::collections::BTreeSet;
use testkit::{Api, TestApp};

/// What takes a person, and tells a key so: one's own account and sessions, presence, handing the workspace over or ending it,
/// making keys, and saying who vouches for its members.
const PERSONS: &[&str] = &[
    "get_me",
    "update_profile",
    "resend_verification",
    "change_email",
    "change_password",
    "restore_account",
    "delete_account",
    "list_identities",
    "link_identity",
    "unlink_identity",
    "scan_qr",
    "approve_qr",
    "deny_qr",
    "get_age",
    "verify_age",
    "list_sessions",
    "list_notifications",
    "count_unread_notifications",
    "mark_notification",
    "read_notifications",
    "get_notification_preferences",
    "set_notification_preferences",
    "list_my_tenants",
    "get_protection",
    "step_up",
    "begin_passkey",
    "add_passkey",
    "list_passkeys",
    "rename_passkey",
    "begin_passkey_step_up",
    "begin_totp",
    "confirm_totp",
    "renew_recovery_codes",
    "list_trusted_browsers",
    "forget_trusted_browser",
    "remove_totp",
    "remove_passkey",
    "switch_tenant",
    "accept_invitation",
    "set_availability",
    "end_session",
    "end_other_sessions",
    "logout_all",
    "leave_tenant",
    "show_typing",
    "create_ticket",
    "create_api_key",
    "update_api_key",
    "rotate_api_key",
    "revoke_api_key",
    "list_identity_providers",
    "create_identity_provider",
    "update_identity_provider",
    "test_identity_provider",
    "delete_identity_provider",
    "delete_tenant",
    "restore_tenant",
    "transfer_ownership",
];

/// Scopes that no key gets.
pub const NEVER: [&str; 4] = ["ownership:transfer", "tenant:delete", "identity_providers:write", "api_keys:write"];

async fn client(app: &TestApp, seed: &Seed, scopes: &[&str]) -> Api {
    let key = seed.owner.post("/api-keys", json!({ "name": "Sweep", "scopes": scopes })).await.ok(201);
    app.api().with_token(key["secret"].as_str().unwrap())
}

#[tokio::test]
async fn a_key_may_what_its_scopes_say_and_nothing_that_takes_a_person() {
    let app = TestApp::start().await;
    let seed = Seed::plant(&app, "Aardvark").await;
    let all: Vec<&str> = Role::Owner.permissions().iter().map(Permission::as_str).filter(|name| !NEVER.contains(name)).collect();
    let strong = client(&app, &seed, &all).await;
    let weak = client(&app, &seed, &["ai:read"]).await;
    let mut refused = BTreeSet::new();
    for (operation, case) in rows(&app) {
        let Who::From(_) = case.who else { continue };
        let reply = call(&app, &strong, &operation, &case, &seed).await;
        if reply.status == 403 && PERSONS.contains(&case.id) {
            assert!(["person_needed", "forbidden"].contains(&reply.problem(403)), "{}", reply.text);
            refused.insert(case.id);
        } else {
            assert_eq!(reply.status, case.status, "{} with a key: {}", case.id, reply.text);
        }
        let reads_ai = ["get_ai_usage", "get_ai_budget", "list_ai_providers"].contains(&case.id);
        if !reads_ai {
            let reply = call(&app, &weak, &operation, &case, &seed).await;
            assert_eq!(reply.status, 403, "{} with a key that may not: {}", case.id, reply.text);
        }
    }
    assert_eq!(refused.len(), PERSONS.len(), "{refused:?}");
}

#[tokio::test]
async fn a_key_of_another_workspace_finds_nothing() {
    let app = TestApp::start().await;
    let a = Seed::plant(&app, "Aardvark").await;
    let b = Seed::plant(&app, "Badger").await;
    let all: Vec<&str> = Role::Owner.permissions().iter().map(Permission::as_str).filter(|name| !NEVER.contains(name)).collect();
    let client = client(&app, &b, &all).await;
    let before = a.state().await;
    for (operation, case) in rows(&app) {
        let Who::From(_) = case.who else { continue };
        if operation.has_id() && !PERSONS.contains(&case.id) {
            let reply = call(&app, &client, &operation, &case, &a).await;
            assert_eq!(reply.problem(404), "not_found", "{}", case.id);
        }
    }
    assert_eq!(a.state().await, before);
}
