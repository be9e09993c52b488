//! Every operation that changes permissions, members, settings, keys or data in bulk leaves an entry in the audit log.
//!
//! Each operation that is no GET stands in one of two lists; one that is in neither fails the test.

use super::{
    cases::Who,
    isolation::{call, caller, rows},
};
use crate::seed::Seed;
use std::collections::BTreeSet;
use testkit::TestApp;

/// With the action that their entry tells of.
const AUDITED: &[(&str, &str)] = &[
    ("register", "tenant.founded"),
    ("update_profile", "account.changed"),
    ("change_email", "account.email_change_asked"),
    ("change_password", "account.password_changed"),
    ("restore_account", "account.restored"),
    ("delete_account", "account.deletion_asked"),
    ("switch_tenant", "session.switched"),
    ("accept_invitation", "invitation.accepted"),
    ("update_tenant", "tenant.changed"),
    ("set_logo", "tenant.logo_changed"),
    ("remove_logo", "tenant.logo_changed"),
    ("delete_tenant", "tenant.deletion_requested"),
    ("restore_tenant", "tenant.deletion_revoked"),
    ("update_features", "features.changed"),
    ("create_team", "team.created"),
    ("update_team", "team.changed"),
    ("add_team_member", "team.changed"),
    ("remove_team_member", "team.changed"),
    ("delete_team", "team.deleted"),
    ("update_user", "member.role_changed"),
    ("remove_user", "member.removed"),
    ("verify_age", "age.checked"),
    ("add_member", "member.added"),
    ("update_member", "member.role_changed"),
    ("remove_member", "member.removed"),
    ("leave_tenant", "member.left"),
    ("transfer_ownership", "ownership.transferred"),
    ("create_role", "role.created"),
    ("update_role", "role.changed"),
    ("delete_role", "role.deleted"),
    ("create_invitation", "invitation.created"),
    ("withdraw_invitation", "invitation.withdrawn"),
    ("create_api_key", "api_key.created"),
    ("update_api_key", "api_key.changed"),
    ("rotate_api_key", "api_key.rotated"),
    ("revoke_api_key", "api_key.revoked"),
    ("end_session", "session.ended"),
    ("end_other_sessions", "sessions.ended"),
    ("logout_all", "sessions.ended"),
    ("step_up", "session.proved"),
    ("add_passkey", "factor.added"),
    ("rename_passkey", "passkey.renamed"),
    ("confirm_totp", "factor.added"),
    ("renew_recovery_codes", "factor.added"),
    ("forget_trusted_browser", "browser.forgotten"),
    ("remove_totp", "factor.removed"),
    ("remove_passkey", "factor.removed"),
    ("create_identity_provider", "identity_provider.created"),
    ("update_identity_provider", "identity_provider.changed"),
    ("delete_identity_provider", "identity_provider.deleted"),
    ("unlink_identity", "identity.unlinked"),
    ("approve_qr", "qr_sign_in.approved"),
    ("deny_qr", "qr_sign_in.denied"),
    ("create_chatbot", "chatbot.created"),
    ("update_chatbot", "chatbot.changed"),
    ("delete_chatbot", "chatbot.deleted"),
    ("update_ai_budget", "ai_budget.changed"),
    ("upload_document", "document.uploaded"),
    ("remove_document", "document.removed"),
    ("retry_job", "job.retried"),
    ("retry_failed_jobs", "jobs.retried"),
    ("cancel_job", "job.cancelled"),
    ("delete_job", "job.deleted"),
    ("create_webhook_endpoint", "webhook_endpoint.created"),
    ("update_webhook_endpoint", "webhook_endpoint.changed"),
    ("rotate_webhook_secret", "webhook_endpoint.rotated"),
    ("send_test_event", "webhook_endpoint.tested"),
    ("recover_webhook_endpoint", "webhook_endpoint.recovered"),
    ("delete_webhook_endpoint", "webhook_endpoint.deleted"),
    ("replay_webhook_delivery", "webhook_delivery.replayed"),
    ("replay_webhook_deliveries", "webhook_deliveries.replayed"),
    ("admin_suspend_tenant", "operator.tenant.suspended"),
    ("admin_unsuspend_tenant", "operator.tenant.unsuspended"),
    ("admin_suspend_user", "operator.user.suspended"),
    ("admin_unsuspend_user", "operator.user.unsuspended"),
    ("admin_end_sessions", "operator.user.sessions_ended"),
    ("admin_require_password_reset", "operator.user.password_reset_required"),
    ("grant_operator", "operator.operator.granted"),
    ("revoke_operator", "operator.operator.revoked"),
    ("impersonate", "operator.impersonation.begun"),
    ("end_impersonation", "operator.impersonation.ended"),
    ("stop_impersonating", "operator.impersonation.ended"),
    ("retry_any_job", "operator.job.retried"),
    // A read, but of everything.
    ("export_audit_log", "audit_log.exported"),
];

/// Audited as well, but the sweep's call of them is refused; with the test that sees the entry.
const ELSEWHERE: &[(&str, &str)] = &[
    ("cancel_any_job", "an_operator_mends_what_is_stuck_in_any_workspace"),
    ("delete_any_job", "an_operator_mends_what_is_stuck_in_any_workspace"),
    ("pause_job_queue", "a_queue_is_stopped_and_goes_on"),
    ("admin_remove_factors", "somebody_who_lost_their_factors_gets_in_again"),
    ("login", "signing_in_and_out_and_joining_are_entries"),
    ("logout", "signing_in_and_out_and_joining_are_entries"),
    ("confirm_registration", "an_account_begins_once_its_address_is_confirmed"),
    ("verify_email", "an_address_is_verified_by_code_or_link"),
    ("reset_password", "a_forgotten_password_is_set_anew_once"),
    ("confirm_email_change", "an_address_changes_when_the_new_one_says_so"),
    ("undo_email_change", "who_lost_their_address_takes_it_back"),
    ("register_invited", "signing_in_and_out_and_joining_are_entries"),
    ("verify_second_factor", "signing_in_with_a_second_factor_or_a_passkey_is_an_entry"),
    ("login_with_passkey", "signing_in_with_a_second_factor_or_a_passkey_is_an_entry"),
    ("register_newcomer", "a_newcomer_names_a_workspace_and_comes_back_as_the_same"),
];

/// Each with its reason.
const EXEMPT: &[(&str, &str)] = &[
    ("refresh", "goes on with a session that began with an entry; reuse of its token ends it with one"),
    ("link_identity", "sets out for a provider; coming back leaves identity.linked"),
    ("begin_qr", "asks, and is given nothing before somebody approves"),
    ("scan_qr", "shows who asks; deciding leaves an entry"),
    ("test_identity_provider", "changes nothing"),
    ("read_invitation", "changes nothing"),
    ("mark_notification", "what one has looked at is one's own"),
    ("read_notifications", "what one has looked at is one's own"),
    ("set_notification_preferences", "how one wants to be told is one's own, and changes nothing for others"),
    ("begin_passkey_login", "asks, and changes nothing"),
    ("begin_passkey_verification", "asks, and changes nothing"),
    ("begin_passkey_step_up", "asks, and changes nothing"),
    ("begin_passkey", "asks, and changes nothing"),
    ("begin_totp", "opens and asks nothing until it is confirmed, which is an entry"),
    ("resend_registration", "writes a letter again"),
    ("resend_verification", "writes a letter again"),
    ("forgot_password", "writes a letter; what it leads to is an entry"),
    ("set_availability", "one's own, and gives or takes nothing"),
    ("start_session", "a visitor's page"),
    ("send_visitor_message", "a message, kept as such"),
    ("show_visitor_typing", "kept nowhere"),
    ("mark_visitor_read", "a visitor's own"),
    ("update_session", "a visitor's own"),
    ("create_visitor_ticket", "opens a connection"),
    ("create_ticket", "opens a connection"),
    ("update_contact", "daily work on one contact"),
    ("open_conversation", "daily work, kept as messages and events"),
    ("update_conversation", "daily work, kept as messages and events"),
    ("assign_conversation", "daily work, kept as messages and events"),
    ("close_conversation", "daily work, kept as messages and events"),
    ("send_message", "daily work, kept as messages and events"),
    ("mark_conversation_read", "daily work"),
    ("show_typing", "kept nowhere"),
    ("suggest_reply", "a draft, kept as such"),
    ("rate_suggestion", "kept at the draft"),
    ("accept_suggestion", "kept at the draft"),
    ("reject_suggestion", "kept at the draft"),
    ("query_knowledge", "changes nothing"),
    ("reprocess_document", "reads the same document again"),
];

#[tokio::test]
async fn every_operation_is_audited_or_says_why_not() {
    let app = TestApp::builder().without_workers().start().await;
    let known: Vec<&str> = AUDITED.iter().chain(ELSEWHERE).chain(EXEMPT).map(|(id, _)| *id).collect();
    assert_eq!(known.iter().collect::<BTreeSet<_>>().len(), known.len(), "an operation is listed twice");
    let rows = rows(&app);
    for (operation, case) in &rows {
        if operation.method != reqwest::Method::GET {
            assert!(known.contains(&case.id), "{} is neither audited nor exempt; see this file", case.id);
        }
    }
    for id in known {
        assert!(rows.iter().any(|(_, case)| case.id == id), "{id} is no operation (any more)");
    }
}

#[tokio::test]
async fn every_audited_operation_leaves_its_entry() {
    let app = TestApp::start().await;
    let seed = Seed::plant(&app, "Aardvark").await;
    let mut superuser = app.superuser().await;
    let mut left = BTreeSet::new();
    for (operation, case) in rows(&app) {
        let Some((id, action)) = AUDITED.iter().find(|(id, _)| *id == case.id) else { continue };
        let usual = match case.who {
            Who::Anyone => &app.api(),
            Who::Operator => &seed.operator.api,
            _ => &seed.owner.api,
        };
        let reply = call(&app, caller(&case, usual, &seed), &operation, &case, &seed).await;
        assert_eq!(reply.status, case.status, "{id}: {}", reply.text);
        let actions: Vec<String> = sqlx::query_scalar("SELECT action FROM audit_log WHERE request_id = $1")
            .bind(reply.header("x-request-id"))
            .fetch_all(&mut superuser)
            .await
            .unwrap();
        assert!(actions.iter().any(|a| a == action), "{id} left {actions:?} and not {action}");
        left.insert(*id);
    }
    assert_eq!(left.len(), AUDITED.len());
}

#[tokio::test]
async fn signing_in_and_out_and_joining_are_entries() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let actions = async || {
        let entries = owner.get("/audit-log?limit=200").await.list();
        entries.into_iter().map(|entry| entry["action"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let agent = app.member(&owner, "agent").await;
    app.advance(chrono::Duration::seconds(1));
    let again = app.login(&agent.email).await;
    assert_eq!(actions().await[0], "session.started", "login");
    app.advance(chrono::Duration::seconds(1));
    app.api().post("/auth/logout", serde_json::json!({ "refresh_token": again.refresh_token })).await.expect(204);
    assert_eq!(actions().await[0], "session.ended", "logout");
    app.advance(chrono::Duration::seconds(1));
    let token = app.invite(&owner, "new@people.example", "viewer").await;
    app.advance(chrono::Duration::seconds(1));
    let join = serde_json::json!({ "token": token, "name": "New", "password": testkit::PASSWORD });
    app.api().post("/auth/accept-invitation", join).await.ok(201);
    let after = actions().await;
    assert!(after[..2].contains(&"invitation.accepted".into()) && after[..2].contains(&"session.started".into()), "{after:?}");
}
