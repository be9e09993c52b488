//! What each operation takes, and who may.

use crate::seed::Seed;
use kernel::Role;
use serde_json::{Value, json};

/// Who may call an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Anyone,
    /// Whoever has a visitor token.
    Visitor,
    /// Operators of the installation, and no member of whatever role.
    Operator,
    /// Members from this role upwards.
    From(Role),
}

pub struct Case {
    pub id: &'static str,
    pub who: Who,
    pub query: &'static str,
    pub body: Value,
    /// The status that the one who may gets in the own tenant.
    pub status: u16,
}

fn case(id: &'static str, who: Who, status: u16) -> Case {
    Case { id, who, query: "", body: Value::Null, status }
}

impl Case {
    fn with(self, body: Value) -> Self {
        Self { body, ..self }
    }
    fn asking(self, query: &'static str) -> Self {
        Self { query, ..self }
    }
}

/// A body with the ids of what was planted, where it names them.
pub fn placed(body: &Value, seed: &Seed) -> String {
    [
        ("{tenant}", seed.tenant_id),
        ("{colleague}", seed.colleague.user_id),
        ("{provider}", seed.provider),
        ("{qr}", seed.unseen_qr),
        ("{endpoint}", seed.endpoint),
    ]
    .iter()
    .fold(body.to_string(), |body, (name, id)| body.replace(name, &id.to_string()))
}

/// In the order in which they are called, so that what removes something comes last.
pub fn cases() -> Vec<Case> {
    use Who::{Anyone, From, Operator, Visitor};
    let (viewer, agent, supervisor, admin) = (From(Role::Viewer), From(Role::Agent), From(Role::Supervisor), From(Role::Admin));
    let owner = From(Role::Owner);
    vec![
        // Open to anyone, each for a reason: they tell what the program is, or are how one gets a token, or are what a
        // page with the widget on it shows to everyone.
        case("get_info", Anyone, 200),
        case("get_status", Anyone, 200),
        case("list_migrations", Anyone, 200),
        case("register", Anyone, 201)
            .with(json!({ "email": "new@sweep.example", "password": "long enough", "name": "New", "workspace": "New" })),
        case("get_auth_options", Anyone, 200),
        // They take the secret of a letter, or write one.
        case("resend_registration", Anyone, 404).with(json!({ "registration": "none" })),
        case("confirm_registration", Anyone, 404).with(json!({ "token": "none" })),
        case("verify_email", Anyone, 404).with(json!({ "token": "none" })),
        case("forgot_password", Anyone, 202).with(json!({ "email": "nobody@sweep.example" })),
        case("reset_password", Anyone, 404).with(json!({ "token": "none", "password": "long enough" })),
        case("confirm_email_change", Anyone, 404).with(json!({ "token": "none" })),
        case("undo_email_change", Anyone, 404).with(json!({ "token": "none" })),
        case("login", Anyone, 401).with(json!({ "email": "nobody@sweep.example", "password": "not this" })),
        case("refresh", Anyone, 401).with(json!({ "refresh_token": "not-one" })),
        case("logout", Anyone, 204).with(json!({})),
        case("get_jwks", Anyone, 200),
        // They take a passkey, or the token of the step before.
        case("begin_passkey_login", Anyone, 200),
        case("login_with_passkey", Anyone, 422).with(json!({ "credential": {} })),
        case("verify_second_factor", Anyone, 401).with(json!({ "mfa_token": "none", "proof": { "kind": "totp", "code": "000000" } })),
        case("begin_passkey_verification", Anyone, 401).with(json!({ "mfa_token": "none" })),
        // They take an invitation's secret.
        case("read_invitation", Anyone, 404).with(json!({ "token": "none" })),
        case("register_invited", Anyone, 404).with(json!({ "token": "none", "name": "New", "password": "long enough" })),
        // How one gets a token by way of a provider or a phone. What they need is in the browser that began.
        case("list_sign_in_providers", Anyone, 200),
        case("begin_oauth", Anyone, 404),
        case("finish_oauth", Anyone, 404).asking("?code=none&state=none"),
        case("get_newcomer", Anyone, 404),
        case("register_newcomer", Anyone, 404).with(json!({ "name": "New", "workspace": "New" })),
        case("begin_qr", Anyone, 201),
        case("poll_qr", Anyone, 404),
        case("watch_qr", Anyone, 400),
        // They take a ticket instead.
        case("open_realtime", Anyone, 400).asking("?ticket=none"),
        case("open_visitor_realtime", Anyone, 400).asking("?ticket=none"),
        case("get_widget_config", Anyone, 200),
        // By an address that only the workspace's own pages and mails name.
        case("show_logo", Anyone, 404),
        case("start_session", Anyone, 201).with(json!({})),
        case("show_source", Anyone, 200).asking("?quote=opens+at+seven+in+the+morning"),
        // Shown in development alone, to the machine itself.
        case("list_outbox", Anyone, 200).asking("?to=nobody%40sweep.example"),
        // Visitors.
        case("list_visitor_messages", Visitor, 200),
        case("send_visitor_message", Visitor, 201).with(json!({ "content": "Hello?", "client_id": "sweep" })),
        case("show_visitor_typing", Visitor, 204).with(json!({ "typing": true })),
        case("mark_visitor_read", Visitor, 204).with(json!({ "seq": 1 })),
        case("update_session", Visitor, 200).with(json!({ "name": "Somebody" })),
        case("create_visitor_ticket", Visitor, 201),
        // Operators.
        case("admin_get_stats", Operator, 200),
        case("admin_list_tenants", Operator, 200).asking("?q=aardvark&sort=name"),
        case("admin_read_tenant", Operator, 200),
        case("admin_list_users", Operator, 200).asking("?q=aardvark"),
        case("admin_read_user", Operator, 200),
        case("list_operator_log", Operator, 200),
        case("list_all_jobs", Operator, 200),
        case("list_job_queues", Operator, 200),
        case("list_job_schedules", Operator, 200),
        case("pause_job_queue", Operator, 200).with(json!({ "paused": false })),
        case("retry_any_job", Operator, 204),
        case("cancel_any_job", Operator, 404),
        case("delete_any_job", Operator, 404),
        case("impersonate", Operator, 201).with(json!({ "user_id": "{colleague}", "reason": "A look for the sweep", "minutes": 5 })),
        case("list_impersonations", Operator, 200),
        case("end_impersonation", Operator, 204),
        case("stop_impersonating", Operator, 204),
        case("admin_suspend_tenant", Operator, 200).with(json!({ "reason": "For the sweep" })),
        case("admin_unsuspend_tenant", Operator, 200).with(json!({ "reason": "For the sweep" })),
        case("grant_operator", Operator, 200).with(json!({ "reason": "For the sweep" })),
        case("revoke_operator", Operator, 200).with(json!({ "reason": "For the sweep" })),
        case("admin_suspend_user", Operator, 200).with(json!({ "reason": "For the sweep" })),
        case("admin_unsuspend_user", Operator, 200).with(json!({ "reason": "For the sweep" })),
        case("admin_end_sessions", Operator, 200).with(json!({ "reason": "For the sweep" })),
        case("admin_remove_factors", Operator, 409).with(json!({ "reason": "For the sweep" })),
        case("admin_require_password_reset", Operator, 200).with(json!({ "reason": "For the sweep" })),
        // Members.
        case("get_me", viewer, 200),
        case("update_profile", viewer, 200).with(json!({ "name": "Renamed", "locale": "en-GB", "time_zone": "Europe/Oslo" })),
        case("resend_verification", viewer, 202),
        case("change_email", viewer, 202).with(json!({ "email": "elsewhere@sweep.example", "password": testkit::PASSWORD })),
        case("change_password", viewer, 204).with(json!({ "current_password": testkit::PASSWORD, "password": testkit::PASSWORD })),
        case("restore_account", viewer, 204),
        case("delete_account", viewer, 200).with(json!({ "password": testkit::PASSWORD })),
        case("list_sessions", viewer, 200),
        case("list_my_tenants", viewer, 200),
        case("get_protection", viewer, 200),
        case("step_up", viewer, 200).with(json!({ "password": "{password}" })),
        case("begin_passkey", viewer, 200),
        // Before the rows that change factors, after which no browser is trusted.
        case("forget_trusted_browser", viewer, 204),
        case("add_passkey", viewer, 201).with(json!({ "name": "Sweep" })),
        case("list_passkeys", viewer, 200),
        case("rename_passkey", viewer, 200).with(json!({ "name": "Renamed" })),
        case("begin_passkey_step_up", viewer, 200),
        case("begin_totp", viewer, 200),
        case("confirm_totp", viewer, 200).with(json!({ "code": "000000" })),
        case("renew_recovery_codes", viewer, 200),
        case("list_trusted_browsers", viewer, 200),
        case("remove_totp", viewer, 204),
        case("remove_passkey", viewer, 204),
        case("switch_tenant", viewer, 200).with(json!({ "tenant_id": "{tenant}" })),
        case("accept_invitation", viewer, 200).with(json!({ "token": "{invitation}" })),
        case("list_identities", viewer, 200),
        case("link_identity", viewer, 200).with(json!({ "provider": "{provider}" })),
        case("unlink_identity", viewer, 204),
        case("scan_qr", viewer, 200).with(json!({ "id": "{qr}" })),
        case("approve_qr", viewer, 204),
        case("deny_qr", viewer, 204),
        case("set_availability", viewer, 200).with(json!({ "availability": "away" })),
        case("get_tenant", viewer, 200),
        case("update_tenant", admin, 200).with(json!({ "name": "Renamed" })),
        case("set_logo", admin, 200),
        case("remove_logo", admin, 200),
        case("get_usage", viewer, 200),
        case("list_features", viewer, 200),
        case("update_features", admin, 200).with(json!({ "features": { "drafts_on_request": true } })),
        case("list_teams", viewer, 200),
        case("get_team", viewer, 200),
        case("create_team", supervisor, 201).with(json!({ "name": "Added" })),
        case("update_team", supervisor, 200).with(json!({ "description": "Changed" })),
        case("add_team_member", supervisor, 200),
        case("remove_team_member", supervisor, 200),
        case("get_age", viewer, 200),
        case("verify_age", viewer, 200).with(json!({ "date_of_birth": "1990-02-28" })),
        case("list_users", admin, 200).asking("?q=aardvark&total=true"),
        case("search_users", viewer, 200).asking("?q=aardvark"),
        case("get_user", admin, 200),
        case("list_members", viewer, 200),
        case("add_member", admin, 201)
            .with(json!({ "email": "added@sweep.example", "name": "Added", "role": "viewer", "password": "long enough" })),
        case("list_roles", viewer, 200),
        case("create_role", admin, 201).with(json!({ "name": "Added", "base": "viewer", "permissions": ["ai:read"] })),
        case("update_role", admin, 200).with(json!({ "permissions": [] })),
        case("list_invitations", admin, 200),
        case("create_invitation", admin, 201).with(json!({ "email": "asked@sweep.example", "role": "viewer" })),
        case("list_identity_providers", admin, 200),
        case("create_identity_provider", admin, 201)
            .with(json!({ "label": "Added", "issuer": "https://login.sweep.example", "client_id": "sweep" })),
        case("update_identity_provider", admin, 200).with(json!({ "domains": ["sweep.example"], "join_role": "viewer" })),
        case("test_identity_provider", admin, 200),
        case("list_api_keys", admin, 200),
        case("create_api_key", admin, 201).with(json!({ "name": "Added", "scopes": ["contacts:read"] })),
        case("get_api_key", admin, 200),
        case("update_api_key", admin, 200).with(json!({ "name": "Renamed", "per_minute": 50 })),
        case("rotate_api_key", admin, 200).with(json!({ "overlap_hours": 1 })),
        case("list_audit_log", admin, 200),
        case("export_audit_log", admin, 200),
        case("list_contacts", viewer, 200).asking("?q=aardvark"),
        case("get_contact", viewer, 200),
        case("update_contact", agent, 200).with(json!({ "phone": "+1 555 0100" })),
        case("list_catalogue", viewer, 200).asking("?q=aardvark"),
        case("get_catalogue_item", viewer, 200),
        case("list_chatbots", viewer, 200),
        case("create_chatbot", admin, 201).with(json!({ "name": "Second" })),
        case("get_chatbot", viewer, 200),
        case("update_chatbot", admin, 200).with(json!({ "greeting": "Hi" })),
        case("list_conversations", viewer, 200).asking("?q=aardvark&total=true"),
        case("open_conversation", agent, 201).with(json!({ "contact": { "email": "caller@sweep.example" }, "content": "A call" })),
        case("get_conversation", viewer, 200),
        case("get_conversation_status", viewer, 200),
        case("update_conversation", agent, 200).with(json!({ "priority": "high" })),
        case("assign_conversation", agent, 200).with(json!({ "assignee_id": null })),
        case("list_messages", viewer, 200),
        case("send_message", agent, 201).with(json!({ "content": "A reply" })),
        case("mark_conversation_read", agent, 204),
        case("show_typing", agent, 204).with(json!({ "typing": true })),
        case("suggest_reply", agent, 201),
        case("list_suggestions", viewer, 200),
        case("rate_suggestion", agent, 200).with(json!({ "rating": 4 })),
        case("accept_suggestion", agent, 201).with(json!({ "content": "Edited" })),
        case("reject_suggestion", agent, 200),
        case("close_conversation", agent, 200),
        case("create_ticket", viewer, 201),
        case("list_documents", viewer, 200).asking("?q=aardvark"),
        case("upload_document", supervisor, 202),
        case("get_document", viewer, 200),
        case("document_chunks", viewer, 200),
        case("document_content", viewer, 200),
        case("query_knowledge", viewer, 200).with(json!({ "question": "When does the Aardvark workshop open in the morning?" })),
        case("knowledge_context", viewer, 200).asking("?q=aardvark+workshop"),
        case("reprocess_document", supervisor, 202),
        case("get_ai_usage", supervisor, 200),
        case("get_ai_budget", supervisor, 200),
        case("update_ai_budget", admin, 200).with(json!({ "cap_micros": 1_000_000 })),
        case("list_ai_providers", supervisor, 200),
        case("list_jobs", admin, 200).asking("?kind=seed.job"),
        case("count_jobs", admin, 200),
        case("get_job", admin, 200),
        case("retry_job", admin, 200),
        case("retry_failed_jobs", admin, 200).with(json!({ "kind": "seed.none" })),
        case("cancel_job", admin, 200),
        case("delete_job", admin, 204),
        case("list_event_types", admin, 200),
        case("list_events", admin, 200),
        case("get_event", admin, 200),
        case("list_webhook_endpoints", admin, 200),
        case("create_webhook_endpoint", admin, 201).with(json!({ "url": "https://hooks.sweep.example/in" })),
        case("get_webhook_endpoint", admin, 200),
        case("update_webhook_endpoint", admin, 200).with(json!({ "rate_limit": 5 })),
        case("rotate_webhook_secret", admin, 200).with(json!({ "overlap_hours": 1 })),
        case("send_test_event", admin, 202).with(json!({ "event_type": "member.updated" })),
        case("recover_webhook_endpoint", admin, 202).with(json!({ "since": "2026-03-10T09:00:00Z" })),
        case("list_webhook_deliveries", admin, 200),
        case("get_webhook_delivery", admin, 200),
        case("replay_webhook_delivery", admin, 202),
        case("replay_webhook_deliveries", admin, 202).with(json!({ "endpoint_id": "{endpoint}", "since": "2026-03-10T09:00:00Z" })),
        case("delete_webhook_endpoint", admin, 204),
        case("remove_document", supervisor, 204),
        case("update_member", admin, 200).with(json!({ "role": "viewer" })),
        case("remove_member", admin, 204),
        case("update_user", admin, 200).with(json!({ "role": "viewer" })),
        case("remove_user", admin, 204),
        case("delete_team", supervisor, 204),
        case("delete_chatbot", admin, 204),
        case("withdraw_invitation", admin, 204),
        case("delete_role", admin, 204),
        case("delete_identity_provider", admin, 204),
        case("revoke_api_key", admin, 204),
        case("list_notifications", viewer, 200),
        case("count_unread_notifications", viewer, 200),
        case("mark_notification", viewer, 200).with(json!({ "read": true })),
        case("read_notifications", viewer, 200).with(json!({})),
        case("get_notification_preferences", viewer, 200),
        case("set_notification_preferences", viewer, 200)
            .with(json!({ "kinds": [{ "kind": "assignment", "in_app": true, "by_email": false }], "quiet_hours": { "begins": "22:00", "ends": "07:00" } })),
        case("end_session", viewer, 204),
        case("end_other_sessions", viewer, 204),
        case("delete_tenant", owner, 200).with(json!({ "name": "Renamed" })),
        case("restore_tenant", owner, 200),
        case("transfer_ownership", owner, 200).with(json!({ "user_id": "{colleague}" })),
        case("logout_all", viewer, 204),
        case("leave_tenant", viewer, 204),
    ]
}
