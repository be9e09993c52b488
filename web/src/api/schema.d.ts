// Generated from openapi.json by `npm run api:generate`. Not for editing.
export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public keys of access tokens, for programs that verify them by themselves. A token's `kid` names its key. */
        get: operations["get_jwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this is. */
        get: operations["get_info"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/impersonations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Operators in members' names, the newest first. What is longer over than sessions are kept is in the operator log alone. */
        get: operations["list_impersonations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/impersonations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends any operator's session in a member's name. 404 when it is over. */
        delete: operations["end_impersonation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody's jobs. Failed ones the newest first; others by workspace, the oldest first. */
        get: operations["list_all_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every queue, with what there is to do in it and how fast that goes. */
        get: operations["list_job_queues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs/queues/{name}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Stops a queue in every process, or lets it go on. What runs goes on to its end; what comes waits. */
        put: operations["pause_job_queue"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every schedule of the installation. */
        get: operations["list_job_schedules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs/{tenant_id}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** As `delete_job`, in any workspace. */
        delete: operations["delete_any_job"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs/{tenant_id}/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** As `cancel_job`, in any workspace. */
        post: operations["cancel_any_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs/{tenant_id}/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** As `retry_job`, in any workspace. */
        post: operations["retry_any_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The operator log, the newest first. */
        get: operations["list_operator_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tenants, users, conversations, messages per day, AI cost, jobs, storage and versions; up to half a minute old. */
        get: operations["admin_get_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every tenant of the installation. */
        get: operations["admin_list_tenants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tenants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A tenant with usage and members. The look is an entry in the operator log. */
        get: operations["admin_read_tenant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tenants/{id}/impersonate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enters a tenant in the name of one of its members. The tenant's audit log tells it, its owners get a letter, and everything
         *     that is then done stands there as the operator's, in the member's name. It never reaches passwords, factors, keys, roles,
         *     members or ownership, and ends with the session that it was begun from. 404 for who is no member; 409 `is_operator`, `suspended`.
         */
        post: operations["impersonate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tenants/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspends a tenant: its people are out with their next request, sockets included, and its widgets say that nobody is there.
         *     Nothing of it is lost. Suspended already, it stays as it is. 409 `own_tenant` for the one that the operator is signed in to.
         */
        post: operations["admin_suspend_tenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tenants/{id}/unsuspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens a suspended tenant again. Its people come in with the sessions that they had. */
        post: operations["admin_unsuspend_tenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every user of the installation. A search is an entry in the operator log. */
        get: operations["admin_list_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A user with memberships and sessions. The look is an entry in the operator log. */
        get: operations["admin_read_user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/end-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends all sessions of a user, wherever they are, sockets included. */
        post: operations["admin_end_sessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/grant-operator": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a user operator of the installation. They need a second factor to be one. 409 `suspended`. */
        post: operations["grant_operator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/remove-factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Removes all second factors of a user who lost them, and ends all sessions. The user gets a letter, and sets up new ones where
         *     their workspaces require them. 409 `no_factor` when there are none; 409 `own_place` for one's own.
         */
        post: operations["admin_remove_factors"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/require-password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes the password unusable and ends all sessions: the user gets the letter of a forgotten password, and can ask for another.
         *     Other ways of signing in stay.
         */
        post: operations["admin_require_password_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/revoke-operator": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the office from another operator, at once; what they have open in members' names ends. 409 `own_place`. */
        post: operations["revoke_operator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspends an account: its sessions end everywhere, sockets included, and it is let in by no way of signing in. Suspended
         *     already, it stays as it is. 409 `is_operator`.
         */
        post: operations["admin_suspend_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/unsuspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a suspended account in again. It signs in anew. */
        post: operations["admin_unsuspend_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/budget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workspace's monthly cap and what is spent of it. */
        get: operations["get_ai_budget"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Sets or removes the monthly cap. */
        patch: operations["update_ai_budget"];
        trace?: never;
    };
    "/api/v1/ai/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The language models, in the order in which they are asked, and the built-in answerer. */
        get: operations["list_ai_providers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the workspace's AI calls used and cost, by provider and by day (UTC). */
        get: operations["get_ai_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workspace's keys, the newest first, those that were revoked among them. */
        get: operations["list_api_keys"];
        put?: never;
        /** Makes a key. The answer is the only time that it is shown. 403 for scopes beyond one's own; 409 `too_many_keys`. */
        post: operations["create_api_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One key. */
        get: operations["get_api_key"];
        put?: never;
        post?: never;
        /** Revokes a key, and the one before it: both are refused from the next request on, in every process. Nothing brings it back. */
        delete: operations["revoke_api_key"];
        options?: never;
        head?: never;
        /** Changes a key; it holds with the next request. 403 when it may, or might, more than oneself; 409 `api_key_inactive`. */
        patch: operations["update_api_key"];
        trace?: never;
    };
    "/api/v1/api-keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives the key a new secret, shown this once. The old one goes on for the overlap; one that was still going on from an earlier
         *     rotation ends now. 403 for a key that may more than oneself; 409 `api_key_inactive`.
         */
        post: operations["rotate_api_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The audit log, the newest first. */
        get: operations["list_audit_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit-log/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The audit log as CSV (RFC 4180), the newest first. The export is itself an entry. */
        get: operations["export_audit_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/accept-invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes an account for an invited address, with the place in the workspace that the invitation names. 404 for an invitation that
         *     is unknown, used, expired or withdrawn; 409 `email_taken` when the address has an account: sign in, and accept.
         */
        post: operations["register_invited"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/email-change/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes the new address the account's, with the link that it was sent, signed in or with the password. The old address is told, and
         *     can take it back for seven days. 404 when the link is over; 403 `password_needed`; 409 `email_taken`; 422 `wrong_password`.
         */
        post: operations["confirm_email_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/email-change/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives an account its address of before back, with the link in the letter to that one. All sessions end, the password works no more, what was
         *     added since the day before to sign in with (second factors, passkeys, accounts at providers) is gone, and the answer's token sets a new one. 404 when the link is over.
         */
        post: operations["undo_email_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The accounts at providers that one signs in with, the oldest link first. */
        get: operations["list_identities"];
        put?: never;
        /**
         * Begins to add an account at a provider to one's ways to sign in. The browser goes on at the `url` of the answer, and comes
         *     back to `from` with `?linked=1` or `?problem=…`. 403 `proof_required`; 503 `provider_unavailable`.
         */
        post: operations["link_identity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/identities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes an account at a provider off one's ways to sign in. 403 `proof_required`; 409 `last_sign_in_method` when no other would be left: set a password
         *     or add a passkey first.
         */
        delete: operations["unlink_identity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in. For accounts with a second factor the answer is the question for it (`mfa_required`). 401 `wrong_credentials` says
         *     nothing about which of the two was wrong; 429 after too many of them.
         */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in with a passkey. It has verified its user, so nothing else is asked. 401 `passkey_refused`; 422 `challenge_expired`. */
        post: operations["login_with_passkey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login/passkey/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for any passkey of this address, for signing in. The same for everyone. */
        post: operations["begin_passkey_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the session of the refresh token, the cookie or the bearer token. Ending an ended one is fine. */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends all of one's sessions, this one as well. */
        post: operations["logout_all"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's authenticator app, passkeys and recovery codes, and what the workspace asks for. */
        get: operations["get_protection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's passkeys, the newest first. */
        get: operations["list_passkeys"];
        put?: never;
        /**
         * Keeps the passkey that the browser made. From here on it signs in, alone or as the second factor. 409 `passkey_exists`; 422
         *     `challenge_expired`, `passkey_invalid`.
         */
        post: operations["add_passkey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/passkeys/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for a new passkey on this device. Needs a recent proof (403 `proof_required`). 409 `too_many_passkeys`. */
        post: operations["begin_passkey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/passkeys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Removes a passkey: it opens nothing here any more. The device keeps its part until it is removed there too. Needs a recent proof
         *     (403 `proof_required`).
         */
        delete: operations["remove_passkey"];
        options?: never;
        head?: never;
        /** Renames a passkey. */
        patch: operations["rename_passkey"];
        trace?: never;
    };
    "/api/v1/auth/mfa/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes ten new recovery codes; those of before stop working. Needs a recent proof (403 `proof_required`). 409 `no_factor` while
         *     there is nothing to recover from.
         */
        post: operations["renew_recovery_codes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins to set up an authenticator app. Asks nobody for codes until one is confirmed; beginning again gives another secret.
         *     Needs a recent proof (403 `proof_required`). 409 `totp_exists`.
         */
        post: operations["begin_totp"];
        /** Removes the authenticator app. Needs a recent proof (403 `proof_required`). */
        delete: operations["remove_totp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirms the app with a code that it shows: from here on it is asked for. 422 for a wrong code; 429 after too many; 409
         *     `totp_not_begun`, `totp_exists`.
         */
        post: operations["confirm_totp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/trusted-browsers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The browsers that sign in without the second factor, the last trusted first. */
        get: operations["list_trusted_browsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/trusted-browsers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Asks a browser for the second factor again. */
        delete: operations["forget_trusted_browser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives the second factor of a sign-in that waits for it, and begins the session. 401 `wrong_code`, `sign_in_expired`; 429 after
         *     too many wrong codes, whichever sign-in they were for.
         */
        post: operations["verify_second_factor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/verify/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for one of the account's passkeys as the second factor. 401 `sign_in_expired`; 409 `no_passkey`. */
        post: operations["begin_passkey_verification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/newcomer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom a provider has just proven in this browser, and who has no account yet. 404 when there is nobody, or half an hour has passed. */
        get: operations["get_newcomer"];
        put?: never;
        /**
         * Makes a user without a password and their workspace, for whom a provider has just proven in this browser. Address and account at
         *     the provider are the proven ones. 404 as for reading; 409 `email_taken`, `identity_taken`.
         */
        post: operations["register_newcomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/oauth/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sends the browser to a provider to sign in there; `GET /auth/providers` lists them. A provider that cannot be reached leads
         *     back to the sign-in page with `?problem=provider_unavailable`.
         */
        get: operations["begin_oauth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/oauth/{provider}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where a provider sends the browser back to. It goes on with the page that it came for, signed in; with `/welcome` when
         *     nobody here has that account yet; or with the sign-in page and `?problem=`, a code that says why not: `browser` (another
         *     browser asked, too long ago, or not at all), `replayed`, `denied`, `provider_error`, `provider_answer_invalid`,
         *     `provider_unavailable`, `email_unverified`, `account_unverified`, `domain_not_allowed`, `not_a_member`, `no_workspace`,
         *     `identity_taken`. 404 for a provider that is not there.
         */
        get: operations["finish_oauth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How one registers here: whether the address is confirmed first, which terms are in force, how long passwords are. */
        get: operations["get_auth_options"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a letter with a link that sets a new password, to an address that has an account. 202 in any case: who asks does not learn
         *     whether it has. The link is good once, for 30 minutes. 429 `too_many_letters`.
         */
        post: operations["forgot_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets a new password with the letter's link, and ends all sessions. Signing in is the next step, with all that it asks for. 404 when
         *     the link is over; 422 as for `POST /auth/register`.
         */
        post: operations["reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where one can sign in beside here. A workspace that does not exist has none, like one that set none up. */
        get: operations["list_sign_in_providers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/qr": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks to be signed in by a phone that is. The answer's code is shown there for two minutes. 429 `too_many_requests` when
         *     many wait at this address already.
         */
        post: operations["begin_qr"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/qr/scan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opens a request, so that it can be approved or denied. Nothing is given by it. 404 for one that is unknown, over or
         *     decided; 429 `too_many_codes` after ten wrong codes in a quarter of an hour.
         */
        post: operations["scan_qr"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/qr/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How one's request stands. The first poll after it was approved answers `approved` with the session, and browsers get its
         *     cookie. 404 without its secret; 429 `slow_down` for who polls faster than the interval, which grows by five seconds then.
         */
        get: operations["poll_qr"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/qr/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs the other browser in as oneself, in this workspace. 404 for a request that was not opened with this session before,
         *     that is over, or that was decided already.
         */
        post: operations["approve_qr"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/qr/{id}/deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turns the request down; the other browser is told. 404 as for approving. */
        post: operations["deny_qr"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/qr/{id}/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The WebSocket of whoever waits. The first thing that the client sends is the request's secret; then it receives
         *     `{"type": "qr.updated", "data": {"status"}}` now and at each change, until the request is decided or has expired.
         */
        get: operations["watch_qr"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * New tokens for the refresh token in the body or the cookie. The old one is used up; used again later, it ends the
         *     session. 401 `session_ended`; 403 `no_workspace` when the workspace asked for is none of yours.
         */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a user and their workspace, with them as its owner and a first chatbot: 201 with a session. Where addresses are confirmed
         *     first (`GET /auth/options`), 202 for every address, whether it has an account or not; a letter to it says how to go on. Else
         *     409 `email_taken`. 422 `common_password` and `personal_password` for passwords that would be guessed.
         */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/register/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirms a registration's address and makes the account: with `registration` and `code`, with `token` and `registration`, or with
         *     `token` and `password`. 404 when the link is over; 403 `password_needed` when the link alone is there; 422 `wrong_code`,
         *     `code_over` or `wrong_password`; 409 `email_taken` when the address got an account meanwhile.
         */
        post: operations["confirm_registration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/register/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends the letter of a registration again, with a new code; the one before is void. 404 when it is over; 429 `too_many_letters`. */
        post: operations["resend_registration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where one is signed in, the last used first. */
        get: operations["list_sessions"];
        put?: never;
        post?: never;
        /** Ends all of one's sessions but the one that asks. */
        delete: operations["end_other_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one of one's own sessions, wherever it is: its access tokens and sockets with it. */
        delete: operations["end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/step-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proves again who one is, by the password or by a factor: one of the two. 403 `wrong_proof`; 429 after too many. */
        post: operations["step_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/step-up/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for one of one's passkeys, to prove again who one is. 409 `no_passkey`. */
        post: operations["begin_passkey_step_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/switch-tenant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a token for another of one's workspaces. The session and its refresh token stay; from here on it refreshes for that
         *     workspace. 404 for one that is not yours.
         */
        post: operations["switch_tenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/verify-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verifies one's e-mail address, by the letter's code (signed in), or by its link's token (signed in, or with the password: a click
         *     alone would verify whatever account somebody made with one's address). 404 when the link is over; 403 `password_needed`; 422
         *     `wrong_code`, `code_over`, `wrong_password`.
         */
        post: operations["verify_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/verify-email/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends the letter again; the code of the one before is void then. 409 `verified_already`; 429 `too_many_letters`. */
        post: operations["resend_verification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The catalogue, by name. */
        get: operations["list_catalogue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalogue/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One catalogue item. */
        get: operations["get_catalogue_item"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workspace's chatbots, the first one first. */
        get: operations["list_chatbots"];
        put?: never;
        /** Makes a chatbot, in the workspace's colour where none is given. 409 `plan_limit_reached`. */
        post: operations["create_chatbot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One chatbot. */
        get: operations["get_chatbot"];
        put?: never;
        post?: never;
        /** Deletes a chatbot. Its conversations stay; widgets with its key stop working. */
        delete: operations["delete_chatbot"];
        options?: never;
        head?: never;
        /** Changes the fields that are given; widgets that are open follow within seconds. */
        patch: operations["update_chatbot"];
        trace?: never;
    };
    "/api/v1/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Contacts, the newest first. */
        get: operations["list_contacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One contact. */
        get: operations["get_contact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes the fields that are given. 409 `email_taken` when another contact has the e-mail. */
        patch: operations["update_contact"];
        trace?: never;
    };
    "/api/v1/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Conversations, the latest activity first. */
        get: operations["list_conversations"];
        put?: never;
        /** Opens a conversation on the channel `api` with a contact, found by e-mail or made. */
        post: operations["open_conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One conversation. */
        get: operations["get_conversation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes the fields that are given. */
        patch: operations["update_conversation"];
        trace?: never;
    };
    "/api/v1/conversations/{id}/ai-suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Drafts a reply to the customer's latest message. Nothing is sent; staff accept, edit or reject it. 403 `feature_off`. */
        post: operations["suggest_reply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives the conversation to a member, to a team, to both, or to nobody. Who sees only their own may give away what they have,
         *     and sees it no more.
         */
        post: operations["assign_conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resolves a conversation. Resolving a resolved one is fine. */
        post: operations["close_conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages, oldest first: the latest ones, those after `since`, or those right before `before`. */
        get: operations["list_messages"];
        put?: never;
        /** Writes to the customer, or a note among staff. The first to reply has the conversation. */
        post: operations["send_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Staff have read everything in it. */
        post: operations["mark_conversation_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a conversation stands. */
        get: operations["get_conversation_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The AI's drafts for a conversation, the newest first. */
        get: operations["list_suggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/typing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows colleagues and the visitor that the caller writes, or stopped. */
        post: operations["show_typing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workspace's events, the newest first, or with `after` what came after a point, the oldest first. */
        get: operations["list_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One event. */
        get: operations["get_event"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/features": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every feature, and whether it is on here. */
        get: operations["list_features"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Switches features on and off. It holds with everyone's next request. */
        patch: operations["update_features"];
        trace?: never;
    };
    "/api/v1/identity-providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workspace's own providers, the oldest first; ten at most. */
        get: operations["list_identity_providers"];
        put?: never;
        /** Sets up a provider for this workspace's people. It is enabled at once; test it. 409 `provider_taken`, `too_many_providers`. */
        post: operations["create_identity_provider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/identity-providers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a provider. Who signed in with it stays a member, and needs another way. */
        delete: operations["delete_identity_provider"];
        options?: never;
        head?: never;
        /** Changes a provider, or turns it off: from then on nobody begins a session with it; those that live go on. */
        patch: operations["update_identity_provider"];
        trace?: never;
    };
    "/api/v1/identity-providers/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fetches the provider's description and keys afresh, as signing in does. */
        post: operations["test_identity_provider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/impersonation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends the session in a member's name that asks. 403 for a session of one's own. */
        delete: operations["stop_impersonating"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Invitations that were not accepted yet, the newest first. */
        get: operations["list_invitations"];
        put?: never;
        /**
         * Invites an address by mail; an open invitation of it is renewed, and its old link stops working. 403 for a role above one's
         *     own; 409 `already_member`.
         */
        post: operations["create_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes the place that an invitation to one's own address offers. 403 `other_account` when it is to another address; 404 as for
         *     `POST /invitations/read`; 409 `already_member`.
         */
        post: operations["accept_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows what an invitation is to. A POST, so that the token stands in no address. 404 for one that is unknown, used, expired or withdrawn. */
        post: operations["read_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Withdraws an invitation: its link stops working. */
        delete: operations["withdraw_invitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workspace's jobs, the newest first. Those that are done are gone. */
        get: operations["list_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many jobs the workspace has, by kind and state. Kinds without any are left out. */
        get: operations["count_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/retry-failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Runs failed jobs again, the oldest first, a thousand at most. */
        post: operations["retry_failed_jobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One job. */
        get: operations["get_job"];
        put?: never;
        post?: never;
        /** Deletes a job that does not run. 409 `job_running`: cancel it instead. */
        delete: operations["delete_job"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a job that waits out of its queue, or asks a running one to stop. 409 `job_failed` for one that has failed. */
        post: operations["cancel_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Runs a failed job again, with all its attempts, or one that waits now. 409 `job_running`. */
        post: operations["retry_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest first. */
        get: operations["list_documents"];
        put?: never;
        /**
         * Takes a file of at most 50 MiB and reads it in the background. A file that is there already (by content) is answered with
         *     200, the document, and `x-dealsmart-duplicate: true`. 409 `plan_limit_reached`.
         */
        post: operations["upload_document"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/documents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["get_document"];
        put?: never;
        post?: never;
        /** Removes the document, its file and its chunks; a job under way for it changes nothing any more. */
        delete: operations["remove_document"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/documents/{id}/chunks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The chunks in the document's order. */
        get: operations["document_chunks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/documents/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file as it was uploaded. */
        get: operations["document_content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/documents/{id}/reprocess": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads the document again. Its present chunks answer questions until the new ones take their place. */
        post: operations["reprocess_document"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/logos/{tenant_id}/{hash}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A logo, for who knows its address: pages and mails show it to anyone. */
        get: operations["show_logo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All members, the longest first. A workspace has at most a few hundred, so the list is whole. */
        get: operations["list_members"];
        put?: never;
        /**
         * Adds a member with an account of their own. 409 `email_taken`, `plan_limit_reached`; 403 for a role above one's own, or
         *     `feature_off`.
         */
        post: operations["add_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Leaves the workspace. One's conversations stay, without an assignee. 409 `last_owner`. */
        delete: operations["leave_tenant"];
        options?: never;
        head?: never;
        /** Says whether one takes conversations now. */
        patch: operations["set_availability"];
        trace?: never;
    };
    "/api/v1/members/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a member out, at once. Their conversations stay, without an assignee. 409 `last_owner`. */
        delete: operations["remove_member"];
        options?: never;
        head?: never;
        /**
         * Changes a member's role, or suspends them or lets them in again. It holds from their next request on, and their sockets end.
         *     403 for a role above one's own; 409 `last_owner`.
         */
        patch: operations["update_member"];
        trace?: never;
    };
    "/api/v1/messages/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a draft, as it is or edited. 409 `already_decided`. */
        post: operations["accept_suggestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rates a draft from 1 to 5; a second rating replaces the first. */
        post: operations["rate_suggestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts a draft aside. 409 `already_decided`. */
        post: operations["reject_suggestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/migrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The migrations that this database has. */
        get: operations["list_migrations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own notifications in this workspace, the newest first. */
        get: operations["list_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How one wants to be told of what, in this workspace. */
        get: operations["get_notification_preferences"];
        /** Sets how one wants to be told of what, in this workspace. */
        put: operations["set_notification_preferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/read-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks all of one's notifications as read, or those about a conversation. */
        post: operations["read_notifications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/unread-count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many of one's notifications are unread. */
        get: operations["count_unread_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Marks one of one's notifications as read, or as unread again. */
        patch: operations["mark_notification"];
        trace?: never;
    };
    "/api/v1/outbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The letters of all workspaces that nobody received, the newest first. For development: 404 in production and where a mail
         *     server is set, and to everyone but this machine itself.
         */
        get: operations["list_outbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rag/context": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The passages that a question finds, best first. */
        get: operations["knowledge_context"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rag/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answers from documents and catalogue, with sources, or says that they hold no answer. */
        post: operations["query_knowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/realtime": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The staff's WebSocket. The first frame is `hello` with the tenant's current `seq`. */
        get: operations["open_realtime"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/realtime/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A ticket for the staff's WebSocket, good once within 30 s. */
        post: operations["create_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every role with all that it may: the built-in ones, weakest first, then the workspace's own by name. */
        get: operations["list_roles"];
        put?: never;
        /** Makes a role of the workspace's own. 403 when it may more than oneself; 409 `name_taken`, `too_many_roles`. */
        post: operations["create_role"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes a role that nobody has. 409 `role_in_use`. */
        delete: operations["delete_role"];
        options?: never;
        head?: never;
        /** Renames a role or changes what it may. It holds at once for all who have it. 403 when it may, or might, more than oneself. */
        patch: operations["update_role"];
        trace?: never;
    };
    "/api/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Database, workers, models, version and uptime. */
        get: operations["get_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All teams, by name. A workspace has at most a hundred, so the list is whole. */
        get: operations["list_teams"];
        put?: never;
        /** Makes a team. 409 `name_taken`, `too_many_teams`; 422 for somebody who is no member. */
        post: operations["create_team"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One team. */
        get: operations["get_team"];
        put?: never;
        post?: never;
        /** Deletes a team. Its conversations stay, with whom they were assigned to. */
        delete: operations["delete_team"];
        options?: never;
        head?: never;
        /** Changes what is given. Who leaves a team and sees only their own loses its conversations at once. 409 `name_taken`. */
        patch: operations["update_team"];
        trace?: never;
    };
    "/api/v1/teams/{id}/members/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Puts a member into a team; one who is in it already stays. */
        put: operations["add_team_member"];
        post?: never;
        /** Takes a member out of a team. */
        delete: operations["remove_team_member"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workspace that the token is for. */
        get: operations["get_tenant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes the workspace's settings; what is absent stays. 409 `slug_taken`. To require second factors one has shown one's own (403
         *     `factor_required`); to require them no more, also within the last ten minutes (403 `proof_required`). What members without one have
         *     open ends at once.
         */
        patch: operations["update_tenant"];
        trace?: never;
    };
    "/api/v1/tenant/deletion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks for the workspace's end. It goes on as before for thirty days, in which an owner can take it back; then everything in it is
         *     erased. Its people keep their accounts. 403 `proof_required` unless one proved who one is within the last ten minutes; 409
         *     `name_differs`, `being_deleted`.
         */
        post: operations["delete_tenant"];
        /** Takes it back: the workspace stays. 409 `not_being_deleted`. */
        delete: operations["restore_tenant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenant/logo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets the logo: a PNG of at most 256 KiB, 16 to 1024 pixels each way, as the body. 413 `image_too_large`; 415 `image_unreadable`. */
        put: operations["set_logo"];
        post?: never;
        /** Takes the logo away. */
        delete: operations["remove_logo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenant/transfer-ownership": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes another member the owner in one's own place; oneself becomes an admin. 404 for who is no member; 409 `suspended`, `own_place`. */
        post: operations["transfer_ownership"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenant/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the workspace has, and how much it may have. */
        get: operations["get_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workspace's people, who came last first. */
        get: operations["list_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, with role and permissions as they are now. */
        get: operations["get_me"];
        put?: never;
        post?: never;
        /**
         * Deletes one's account, in fourteen days. All sessions end now; who signs in before can take it back (`POST /users/me/restore`). 409
         *     `sole_owner` while a workspace has no other owner: transfer or delete it first. 422 `wrong_password`.
         */
        delete: operations["delete_account"];
        options?: never;
        head?: never;
        /** Changes one's name, language or time zone; what is left out stays. */
        patch: operations["update_profile"];
        trace?: never;
    };
    "/api/v1/users/me/age": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether one's age was verified. */
        get: operations["get_age"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks for another e-mail address. A letter with a link goes to it; until that is opened, nothing changes. 202 also for an address
         *     that has an account, which is told so by the letter. 422 `wrong_password`; 409 `same_email`; 429 `too_many_letters`.
         */
        post: operations["change_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Changes one's password. All other sessions end, and a letter tells of it. 422 `wrong_password` at `current_password`, or as for
         *     `POST /auth/register`; 429 after too many wrong ones.
         */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes back that one's account is to be deleted. */
        post: operations["restore_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workspaces that one is a member of, the oldest membership first. */
        get: operations["list_my_tenants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Up to twenty colleagues who are not suspended, by name, for whoever wants to name one. */
        get: operations["search_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/verify-age": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Looks whether one is 18 or older today, in the workspace's time zone. Verified, it stays so; else another date may be given twice, and
         *     the same one again at any time. 409 `already_verified`, `no_attempts_left`; 422 for a date that nobody alive was born on.
         */
        post: operations["verify_age"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the workspace's people. */
        get: operations["get_user"];
        put?: never;
        post?: never;
        /** Takes somebody out of the workspace, as `DELETE /members/{user_id}` does. Their account is theirs, and stays. */
        delete: operations["remove_user"];
        options?: never;
        head?: never;
        /**
         * Changes somebody's role here, suspends them or lets them in again, as `PATCH /members/{user_id}` does. Name, e-mail and password
         *     are their own.
         */
        patch: operations["update_user"];
        trace?: never;
    };
    "/api/v1/webhooks/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workspace's deliveries, the newest first. */
        get: operations["list_webhook_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/deliveries/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends an endpoint's deliveries of a span of time again. 422 `too_many` above ten thousand; 409 `endpoint_disabled`. */
        post: operations["replay_webhook_deliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One delivery with its attempts. */
        get: operations["get_webhook_delivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/deliveries/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a delivery again, at once and then by the schedule from its beginning. 409 `endpoint_disabled`. */
        post: operations["replay_webhook_delivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workspace's endpoints, the newest first; twenty at most. */
        get: operations["list_webhook_endpoints"];
        put?: never;
        /**
         * Adds an endpoint, which is told of what happens from now on. Its secret is shown this once. 409 `too_many_endpoints` above
         *     twenty.
         */
        post: operations["create_webhook_endpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One endpoint. */
        get: operations["get_webhook_endpoint"];
        put?: never;
        post?: never;
        /** Removes an endpoint with its deliveries and their attempts. */
        delete: operations["delete_webhook_endpoint"];
        options?: never;
        head?: never;
        /**
         * Changes the fields that are given. An endpoint that is enabled again goes on with what waits for it and with what happens from
         *     now on; `recover` brings back what happened meanwhile.
         */
        patch: operations["update_webhook_endpoint"];
        trace?: never;
    };
    "/api/v1/webhooks/endpoints/{id}/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delivers what happened since a time and did not arrive: what failed, and what was never tried because the endpoint was
         *     disabled or not there yet. What arrived is not sent again. 409 `endpoint_disabled`.
         */
        post: operations["recover_webhook_endpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/endpoints/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives an endpoint a new secret, which is shown this once. Until the overlap is over, requests carry a signature by each. */
        post: operations["rotate_webhook_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/endpoints/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends the catalogue's example of an event, with `"test": true` in it. 409 `endpoint_disabled`. */
        post: operations["send_test_event"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/event-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every kind of event with its version and schema. */
        get: operations["list_event_types"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The conversation's public messages, oldest first. */
        get: operations["list_visitor_messages"];
        put?: never;
        /** Writes to the business. */
        post: operations["send_visitor_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The visitor has read up to there. */
        post: operations["mark_visitor_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/realtime": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The visitor's WebSocket. A message frame's `seq` is the message's. */
        get: operations["open_visitor_realtime"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/realtime-tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A ticket for the visitor's WebSocket, good once within 30 s. */
        post: operations["create_visitor_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * The visitor says who they are. A known e-mail joins this conversation to that contact, and shows nothing of the
         *     contact's other conversations.
         */
        patch: operations["update_session"];
        trace?: never;
    };
    "/api/v1/widget/typing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows staff that the visitor writes, or stopped. */
        post: operations["show_visitor_typing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/{key}/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A chatbot's looks and words. */
        get: operations["get_widget_config"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/{key}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins a session, or resumes the one of the visitor token that is sent along. */
        post: operations["start_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/{key}/sources/{document_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The passage of a document that holds the quote. Who does not know the words sees nothing of the document. */
        get: operations["show_source"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Acceptance: {
            /** @description The text to send where staff changed it; the draft as it is when absent. */
            content?: string | null;
        };
        AccountDeletion: {
            password: string;
        };
        /** @description The member in whose name an operator did it. */
        ActingAs: {
            /** Format: uuid */
            id: string;
            /** @description As it was then. */
            name?: string | null;
        };
        /** @description What is known of one's age. The date itself is never shown. */
        Age: {
            /**
             * Format: int32
             * @description How many other dates may still be given; none once verified.
             */
            attempts_left: number;
            /**
             * Format: date-time
             * @description When that was looked at last; null when never.
             */
            checked_at?: string | null;
            /** @description Found to be 18 or older. */
            verified: boolean;
        };
        /** @description A job, and whose it is. */
        AnyJob: {
            job: components["schemas"]["Job"];
            /** Format: uuid */
            tenant_id: string;
            tenant_name: string;
            /** @description The process that runs it. */
            worker?: string | null;
        };
        ApiKey: {
            /** @description Networks that it may come from; from anywhere when empty. */
            allowed_addresses: string[];
            /** Format: date-time */
            created_at: string;
            created_by?: string | null;
            /** Format: date-time */
            expires_at?: string | null;
            /** Format: uuid */
            id: string;
            last_used_address?: string | null;
            /**
             * Format: date-time
             * @description To about a minute.
             */
            last_used_at?: string | null;
            name: string;
            /**
             * Format: int32
             * @description Requests per minute; the installation's limit for keys when null.
             */
            per_minute?: number | null;
            /** @description The key's beginning, by which it is known again. */
            prefix: string;
            /**
             * Format: date-time
             * @description Until when the key before the last rotation is good as well.
             */
            previous_until?: string | null;
            /** Format: date-time */
            revoked_at?: string | null;
            scopes: components["schemas"]["Permission"][];
            status: components["schemas"]["ApiKeyStatus"];
        };
        /** @description What is left out stays; null takes it away. */
        ApiKeyChange: {
            allowed_addresses?: string[] | null;
            /**
             * Format: date-time
             * @description Null for a key that does not end by itself.
             */
            expires_at?: string | null;
            name?: string | null;
            /**
             * Format: int32
             * @description Requests per minute; null for the installation's limit.
             */
            per_minute?: number | null;
            scopes?: components["schemas"]["Permission"][] | null;
        };
        /**
         * @description Whether a key is good.
         * @enum {string}
         */
        ApiKeyStatus: "active" | "expired" | "revoked";
        ApiKeyWanted: {
            /** @description Addresses or networks that it may come from, 50 at most; from anywhere when empty. */
            allowed_addresses?: string[];
            /**
             * Format: date-time
             * @description When it ends by itself; never when absent.
             */
            expires_at?: string | null;
            /** @description What it is for. */
            name: string;
            /**
             * Format: int32
             * @description Requests per minute, 1 to 100,000; the installation's limit for keys when absent.
             */
            per_minute?: number | null;
            /** @description What it may; no more than you, and none of `ownership:transfer`, `tenant:delete`, `identity_providers:write` and `api_keys:write`. */
            scopes: components["schemas"]["Permission"][];
        };
        Assignee: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        /** @description What is absent stays as it is; null takes it away. */
        Assignment: {
            /**
             * Format: uuid
             * @description A member's user id, or null for nobody.
             */
            assignee_id?: string | null;
            /**
             * Format: uuid
             * @description A team's id, or null for none.
             */
            team_id?: string | null;
        };
        AuditActor: {
            /** Format: uuid */
            id?: string | null;
            /** @description `user`, `visitor`, `system`, or `operator`: somebody who runs the installation. */
            kind: string;
            /** @description As it was then. */
            name?: string | null;
        };
        AuditEntry: {
            acting_as?: components["schemas"]["ActingAs"] | null;
            /** @description Such as `member.role_changed`. */
            action: string;
            actor: components["schemas"]["AuditActor"];
            address?: string | null;
            after?: unknown;
            /** @description What it was; secrets are masked. */
            before?: unknown;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            place?: components["schemas"]["Place"] | null;
            request_id?: string | null;
            target: components["schemas"]["AuditTarget"];
            user_agent?: string | null;
        };
        AuditTarget: {
            id?: string | null;
            kind: string;
        };
        /** @description How one registers here. */
        AuthOptions: {
            /** @description Whether an address is confirmed before it has an account: then `POST /auth/register` answers 202. */
            confirm_first: boolean;
            password: components["schemas"]["PasswordLength"];
            terms: components["schemas"]["TermsView"];
        };
        /**
         * @description Whether someone takes conversations.
         * @enum {string}
         */
        Availability: "available" | "away";
        AvailabilityChange: {
            availability: components["schemas"]["Availability"];
        };
        BirthDate: {
            /** Format: date */
            date_of_birth: string;
        };
        Budget: {
            /**
             * Format: int64
             * @description Micro-dollars a month; null: no cap.
             */
            cap_micros?: number | null;
            /** @description Calls that cost money are not made any more this month. */
            exhausted: boolean;
            /** @description `2026-11`. */
            month: string;
            /** Format: int64 */
            spent_micros: number;
        };
        BudgetChange: {
            /**
             * Format: int64
             * @description Micro-dollars a month; null takes the cap away. Absent: unchanged.
             */
            cap_micros?: number | null;
        };
        BusinessHours: {
            /** @description When somebody is there; a day may have several spans. A span that closes before it opens ends the next day. */
            days: components["schemas"]["OpenSpan"][];
            /** @description An IANA name, such as `America/Chicago`. */
            time_zone: string;
        };
        CancelledJob: {
            /** @description True when it is gone. False when it runs: it was told to stop, and is gone when it does. */
            removed: boolean;
        };
        /** @description Something for sale. */
        CatalogueItem: {
            attributes: unknown;
            /** Format: uuid */
            id: string;
            kind: string;
            name: string;
            price: components["schemas"]["Money"];
            sku: string;
            /** Format: int32 */
            stock: number;
            /** Format: date-time */
            updated_at: string;
            url?: string | null;
        };
        /**
         * @description Where a conversation takes place.
         * @enum {string}
         */
        Channel: "widget" | "email" | "voice" | "api";
        /** @description The tenant's AI on a channel. */
        Chatbot: {
            /** @description Pages that may embed it, such as `https://www.example.com`; empty for any. */
            allowed_origins: string[];
            /** @description Said outside business hours. */
            away_message: string;
            business_hours?: components["schemas"]["BusinessHours"] | null;
            colors: components["schemas"]["Colors"];
            /** Format: date-time */
            created_at: string;
            /** @description Off: the widget stays, and people answer. */
            enabled: boolean;
            greeting: string;
            /** Format: uuid */
            id: string;
            mode: components["schemas"]["ChatbotMode"];
            name: string;
            /** @description Names it in the embed snippet; not a secret. */
            public_key: string;
            /** Format: date-time */
            updated_at: string;
        };
        ChatbotChange: {
            allowed_origins?: string[] | null;
            away_message?: string | null;
            business_hours?: components["schemas"]["BusinessHours"] | null;
            colors?: components["schemas"]["Colors"] | null;
            enabled?: boolean | null;
            greeting?: string | null;
            mode?: components["schemas"]["ChatbotMode"] | null;
            name?: string | null;
        };
        /** @enum {string} */
        ChatbotMode: "auto" | "assist";
        /** @description A retrievable piece of a document. */
        ChunkView: {
            content: string;
            /** Format: uuid */
            id: string;
            /** @description Such as `page 3 · Warranty › Battery`. */
            locator?: string | null;
            /** Format: int32 */
            position: number;
        };
        /** @description Where an answer comes from. */
        Citation: {
            /** Format: uuid */
            catalogue_item_id?: string | null;
            /**
             * Format: uuid
             * @description Null when the source is a catalogue item.
             */
            document_id?: string | null;
            /** @description The place within the document, such as `page 3` or `Warranty › Battery`. */
            locator?: string | null;
            /** @description The exact words. */
            quote: string;
            title: string;
        };
        /** @description The widget's colours as `#rrggbb`. */
        Colors: {
            on_primary: string;
            primary: string;
        };
        Confirmation: {
            /** @description From the letter; with `registration`. */
            code?: string | null;
            /** @description The password that was chosen, when the link is opened in a browser that does not have `registration`. */
            password?: string | null;
            /** @description What `POST /auth/register` gave. */
            registration?: string | null;
            /** @description From the letter's link. */
            token?: string | null;
        };
        /** @description A person that the tenant knows. */
        Contact: {
            /** Format: int64 */
            conversation_count: number;
            /** Format: date-time */
            created_at: string;
            email?: string | null;
            /** Format: uuid */
            id: string;
            name?: string | null;
            phone?: string | null;
            /** Format: date-time */
            updated_at: string;
        };
        ContactChange: {
            email?: string | null;
            name?: string | null;
            phone?: string | null;
        };
        /** @description A contact as conversations show it. */
        ContactSummary: {
            email?: string | null;
            /** Format: uuid */
            id: string;
            name?: string | null;
        };
        /** @description A passage that a question found. */
        ContextPassage: {
            /** Format: uuid */
            catalogue_item_id?: string | null;
            /** Format: uuid */
            chunk_id: string;
            content: string;
            /**
             * Format: uuid
             * @description Null when the passage is a catalogue item.
             */
            document_id?: string | null;
            /**
             * Format: float
             * @description BM25 of the words in common.
             */
            lexical: number;
            locator?: string | null;
            /**
             * Format: float
             * @description 0 to 1: by what the passages are ordered.
             */
            score: number;
            /**
             * Format: float
             * @description Cosine of the meanings.
             */
            semantic: number;
            title: string;
        };
        /** @description A thread with one contact on one channel. */
        Conversation: {
            assignee?: components["schemas"]["Assignee"] | null;
            channel: components["schemas"]["Channel"];
            /** Format: uuid */
            chatbot_id?: string | null;
            contact: components["schemas"]["ContactSummary"];
            /** Format: date-time */
            created_at: string;
            handover?: components["schemas"]["Handover"] | null;
            /** Format: uuid */
            id: string;
            last_message?: components["schemas"]["LastMessage"] | null;
            /** Format: date-time */
            last_message_at: string;
            /**
             * Format: int64
             * @description The last sequence number given in it.
             */
            last_seq: number;
            priority: components["schemas"]["Priority"];
            /** Format: date-time */
            resolved_at?: string | null;
            status: components["schemas"]["ConversationStatus"];
            subject?: string | null;
            team?: components["schemas"]["ConversationTeam"] | null;
            /**
             * Format: int32
             * @description Customer messages since staff last read.
             */
            unread_count: number;
            /** Format: date-time */
            updated_at: string;
        };
        ConversationChange: {
            priority?: components["schemas"]["Priority"] | null;
            status?: components["schemas"]["ConversationStatus"] | null;
            subject?: string | null;
        };
        ConversationStanding: {
            assignee?: components["schemas"]["Assignee"] | null;
            handover?: components["schemas"]["Handover"] | null;
            /** Format: uuid */
            id: string;
            status: components["schemas"]["ConversationStatus"];
        };
        /** @enum {string} */
        ConversationStatus: "open" | "pending" | "resolved";
        /** @description The team that a conversation stands with. */
        ConversationTeam: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        /** @description One thing. */
        Data_Age: {
            /** @description What is known of one's age. The date itself is never shown. */
            data: {
                /**
                 * Format: int32
                 * @description How many other dates may still be given; none once verified.
                 */
                attempts_left: number;
                /**
                 * Format: date-time
                 * @description When that was looked at last; null when never.
                 */
                checked_at?: string | null;
                /** @description Found to be 18 or older. */
                verified: boolean;
            };
        };
        /** @description One thing. */
        Data_ApiKey: {
            data: {
                /** @description Networks that it may come from; from anywhere when empty. */
                allowed_addresses: string[];
                /** Format: date-time */
                created_at: string;
                created_by?: string | null;
                /** Format: date-time */
                expires_at?: string | null;
                /** Format: uuid */
                id: string;
                last_used_address?: string | null;
                /**
                 * Format: date-time
                 * @description To about a minute.
                 */
                last_used_at?: string | null;
                name: string;
                /**
                 * Format: int32
                 * @description Requests per minute; the installation's limit for keys when null.
                 */
                per_minute?: number | null;
                /** @description The key's beginning, by which it is known again. */
                prefix: string;
                /**
                 * Format: date-time
                 * @description Until when the key before the last rotation is good as well.
                 */
                previous_until?: string | null;
                /** Format: date-time */
                revoked_at?: string | null;
                scopes: components["schemas"]["Permission"][];
                status: components["schemas"]["ApiKeyStatus"];
            };
        };
        /** @description One thing. */
        Data_AuthOptions: {
            /** @description How one registers here. */
            data: {
                /** @description Whether an address is confirmed before it has an account: then `POST /auth/register` answers 202. */
                confirm_first: boolean;
                password: components["schemas"]["PasswordLength"];
                terms: components["schemas"]["TermsView"];
            };
        };
        /** @description One thing. */
        Data_Budget: {
            data: {
                /**
                 * Format: int64
                 * @description Micro-dollars a month; null: no cap.
                 */
                cap_micros?: number | null;
                /** @description Calls that cost money are not made any more this month. */
                exhausted: boolean;
                /** @description `2026-11`. */
                month: string;
                /** Format: int64 */
                spent_micros: number;
            };
        };
        /** @description One thing. */
        Data_CancelledJob: {
            data: {
                /** @description True when it is gone. False when it runs: it was told to stop, and is gone when it does. */
                removed: boolean;
            };
        };
        /** @description One thing. */
        Data_CatalogueItem: {
            /** @description Something for sale. */
            data: {
                attributes: unknown;
                /** Format: uuid */
                id: string;
                kind: string;
                name: string;
                price: components["schemas"]["Money"];
                sku: string;
                /** Format: int32 */
                stock: number;
                /** Format: date-time */
                updated_at: string;
                url?: string | null;
            };
        };
        /** @description One thing. */
        Data_Chatbot: {
            /** @description The tenant's AI on a channel. */
            data: {
                /** @description Pages that may embed it, such as `https://www.example.com`; empty for any. */
                allowed_origins: string[];
                /** @description Said outside business hours. */
                away_message: string;
                business_hours?: components["schemas"]["BusinessHours"] | null;
                colors: components["schemas"]["Colors"];
                /** Format: date-time */
                created_at: string;
                /** @description Off: the widget stays, and people answer. */
                enabled: boolean;
                greeting: string;
                /** Format: uuid */
                id: string;
                mode: components["schemas"]["ChatbotMode"];
                name: string;
                /** @description Names it in the embed snippet; not a secret. */
                public_key: string;
                /** Format: date-time */
                updated_at: string;
            };
        };
        /** @description One thing. */
        Data_Contact: {
            /** @description A person that the tenant knows. */
            data: {
                /** Format: int64 */
                conversation_count: number;
                /** Format: date-time */
                created_at: string;
                email?: string | null;
                /** Format: uuid */
                id: string;
                name?: string | null;
                phone?: string | null;
                /** Format: date-time */
                updated_at: string;
            };
        };
        /** @description One thing. */
        Data_Conversation: {
            /** @description A thread with one contact on one channel. */
            data: {
                assignee?: components["schemas"]["Assignee"] | null;
                channel: components["schemas"]["Channel"];
                /** Format: uuid */
                chatbot_id?: string | null;
                contact: components["schemas"]["ContactSummary"];
                /** Format: date-time */
                created_at: string;
                handover?: components["schemas"]["Handover"] | null;
                /** Format: uuid */
                id: string;
                last_message?: components["schemas"]["LastMessage"] | null;
                /** Format: date-time */
                last_message_at: string;
                /**
                 * Format: int64
                 * @description The last sequence number given in it.
                 */
                last_seq: number;
                priority: components["schemas"]["Priority"];
                /** Format: date-time */
                resolved_at?: string | null;
                status: components["schemas"]["ConversationStatus"];
                subject?: string | null;
                team?: components["schemas"]["ConversationTeam"] | null;
                /**
                 * Format: int32
                 * @description Customer messages since staff last read.
                 */
                unread_count: number;
                /** Format: date-time */
                updated_at: string;
            };
        };
        /** @description One thing. */
        Data_ConversationStanding: {
            data: {
                assignee?: components["schemas"]["Assignee"] | null;
                handover?: components["schemas"]["Handover"] | null;
                /** Format: uuid */
                id: string;
                status: components["schemas"]["ConversationStatus"];
            };
        };
        /** @description One thing. */
        Data_DeletionPlanned: {
            /** @description An account that will be deleted. */
            data: {
                /** Format: date-time */
                deletes_at: string;
            };
        };
        /** @description One thing. */
        Data_Document: {
            /** @description A source of knowledge. */
            data: {
                /** Format: int32 */
                chunk_count: number;
                /** Format: date-time */
                created_at: string;
                error?: components["schemas"]["DocumentFailure"] | null;
                filename: string;
                /** Format: uuid */
                id: string;
                media_type: string;
                /**
                 * Format: int32
                 * @description Null for formats without pages.
                 */
                page_count?: number | null;
                /**
                 * Format: int32
                 * @description 0 to 100.
                 */
                progress: number;
                /**
                 * Format: int64
                 * @description Bytes.
                 */
                size: number;
                status: components["schemas"]["DocumentStatus"];
                title: string;
                /** Format: date-time */
                updated_at: string;
            };
        };
        /** @description One thing. */
        Data_EmailRestored: {
            /** @description What follows when an address was taken back. */
            data: {
                email: string;
                /** @description For `POST /auth/password/reset`: whoever changed the address knew the password. */
                reset_token: string;
            };
        };
        /** @description One thing. */
        Data_EventView: {
            /** @description A fact that happened in the workspace. */
            data: {
                actor?: components["schemas"]["EventActor"] | null;
                /** @description Who sees it live: `staff`, `everyone` (the conversation's visitor too), or `internal`. */
                audience: string;
                /** Format: uuid */
                conversation_id?: string | null;
                /** Format: date-time */
                created_at: string;
                data: Record<string, never>;
                /** Format: uuid */
                id: string;
                /**
                 * Format: int64
                 * @description Rises by one with each event of the workspace.
                 */
                seq: number;
                /** @description Such as `message.created`. */
                type: string;
                /**
                 * Format: int32
                 * @description Of the shape of `data`; see `GET /webhooks/event-types`.
                 */
                version: number;
            };
        };
        /** @description One thing. */
        Data_FactorAdded: {
            /** @description What the first factor brings. */
            data: {
                /** @description With the first factor only: ten codes, shown this once. */
                recovery_codes?: string[] | null;
            };
        };
        /** @description One thing. */
        Data_IdentityProvider: {
            /** @description A provider of the workspace's own. Its secret is never shown. */
            data: {
                client_id: string;
                /** Format: date-time */
                created_at: string;
                /** @description Of the e-mail addresses that it is for. */
                domains: string[];
                enabled: boolean;
                /** @description Whether a secret is kept; a public client has none. */
                has_secret: boolean;
                /** Format: uuid */
                id: string;
                issuer: string;
                join_role?: components["schemas"]["Role"] | null;
                /** @description On the button of the sign-in page, after "Continue with". */
                label: string;
                /** @description What the provider must know as the place to send people back to. */
                redirect_uri: string;
                /** Format: date-time */
                updated_at: string;
            };
        };
        /** @description One thing. */
        Data_IdentityProviderTest: {
            /** @description What a provider says of itself, or why it could not be asked. */
            data: {
                authorization_endpoint?: string | null;
                /** @description Keys that it signs with. */
                keys?: number | null;
                ok: boolean;
                problem?: string | null;
            };
        };
        /** @description One thing. */
        Data_ImpersonationStarted: {
            /** @description A session in a member's name. */
            data: {
                /** @description Good until the end. There is no refresh token. */
                access_token: string;
                /** Format: date-time */
                ends_at: string;
                /**
                 * Format: int64
                 * @description Seconds.
                 */
                expires_in: number;
                /** Format: uuid */
                id: string;
                role: components["schemas"]["Role"];
                tenant: components["schemas"]["TenantSummary"];
                user_email: string;
                /** Format: uuid */
                user_id: string;
                user_name: string;
                writes: boolean;
            };
        };
        /** @description One thing. */
        Data_Info: {
            data: {
                docs: string;
                name: string;
                openapi: string;
                version: string;
            };
        };
        /** @description One thing. */
        Data_InstallationStats: {
            data: {
                /**
                 * Format: int64
                 * @description Spent this month (UTC) by all tenants.
                 */
                ai_cost_micros: number;
                /** Format: int64 */
                conversations: number;
                /**
                 * Format: int64
                 * @description Not resolved.
                 */
                conversations_open: number;
                /** Format: date-time */
                counted_at: string;
                /** @description The last thirty days in UTC, the oldest first, today last. */
                days: components["schemas"]["DayFigures"][];
                /** Format: int64 */
                documents: number;
                jobs: components["schemas"]["JobFigures"];
                /** Format: int64 */
                operators: number;
                storage: components["schemas"]["StorageFigures"];
                /** Format: int64 */
                tenants: number;
                /** Format: int64 */
                tenants_suspended: number;
                /** Format: int64 */
                users: number;
                /** Format: int64 */
                users_suspended: number;
                versions: components["schemas"]["InstallationVersions"];
            };
        };
        /** @description One thing. */
        Data_InstallationTenantDetail: {
            /** @description A tenant, what it uses, and who works there. */
            data: {
                /** Format: date-time */
                created_at: string;
                /** Format: uuid */
                id: string;
                /** @description The longest first, a thousand at most. */
                members: components["schemas"]["InstallationMember"][];
                name: string;
                slug: string;
                suspension?: components["schemas"]["Suspension"] | null;
                usage: components["schemas"]["InstallationTenantUsage"];
            };
        };
        /** @description One thing. */
        Data_InstallationUserDetail: {
            /** @description A user, where they are a member, and where they are signed in. */
            data: {
                /** Format: date-time */
                created_at: string;
                email: string;
                factors: components["schemas"]["FactorFigures"];
                /** @description Whether there is a password that fits; not so after a reset was required. */
                has_password: boolean;
                /** Format: uuid */
                id: string;
                memberships: components["schemas"]["InstallationMembership"][];
                name: string;
                /** Format: date-time */
                operator_since?: string | null;
                /** @description Those that live, the last used first, a hundred at most. */
                sessions: components["schemas"]["InstallationSession"][];
                suspension?: components["schemas"]["Suspension"] | null;
            };
        };
        /** @description One thing. */
        Data_InvitationView: {
            data: {
                /** Format: date-time */
                created_at: string;
                email: string;
                expired: boolean;
                /** Format: date-time */
                expires_at: string;
                /** Format: uuid */
                id: string;
                invited_by?: string | null;
                role: components["schemas"]["Role"];
                /**
                 * Format: uuid
                 * @description A custom role.
                 */
                role_id?: string | null;
                role_name: string;
            };
        };
        /** @description One thing. */
        Data_Job: {
            /** @description A job as a screen shows it. */
            data: {
                /**
                 * Format: int32
                 * @description How often it was tried.
                 */
                attempt: number;
                /** Format: date-time */
                created_at: string;
                /** @description Why the last attempt failed; addresses and what looks like a secret are shortened. */
                error?: string | null;
                /** Format: date-time */
                failed_at?: string | null;
                /** Format: uuid */
                id: string;
                kind: string;
                /** Format: int32 */
                max_attempts: number;
                /** @description Only ids and what its kind declares harmless; the rest is masked. */
                payload: unknown;
                /**
                 * Format: int32
                 * @description Among the workspace's jobs in the queue, lower runs first.
                 */
                priority: number;
                /**
                 * Format: float
                 * @description 0 to 1, where the job says so.
                 */
                progress?: number | null;
                progress_note?: string | null;
                /** @description None for a kind that nothing handles any more. */
                queue?: string | null;
                /**
                 * Format: date-time
                 * @description When it is due.
                 */
                run_at: string;
                /**
                 * Format: date-time
                 * @description Of the attempt under way, or the last one.
                 */
                started_at?: string | null;
                state: components["schemas"]["JobState"];
                /** @description Somebody asked a running one to stop. */
                stopping: boolean;
            };
        };
        /** @description One thing. */
        Data_JobQueuePause: {
            data: {
                paused: boolean;
            };
        };
        /** @description One thing. */
        Data_Joined: {
            /** @description A new place in a workspace; `POST /auth/switch-tenant` leads there. */
            data: {
                role: components["schemas"]["Role"];
                tenant: components["schemas"]["TenantSummary"];
            };
        };
        /** @description One thing. */
        Data_LinkStarted: {
            /** @description Where to go to prove an account at a provider. */
            data: {
                url: string;
            };
        };
        /** @description One thing. */
        Data_Me: {
            data: {
                /**
                 * Format: date-time
                 * @description When the account will be deleted, as they asked for; `POST /users/me/restore` takes it back.
                 */
                deletes_at?: string | null;
                email: string;
                /** @description Whether the e-mail address was shown to be theirs. */
                email_verified: boolean;
                /** Format: uuid */
                id: string;
                impersonation?: components["schemas"]["ImpersonationView"] | null;
                /** @description None: as the browser says. */
                locale?: string | null;
                name: string;
                /** @description Whether one runs this installation. */
                operator: boolean;
                permissions: string[];
                role: components["schemas"]["Role"];
                tenant: components["schemas"]["TenantSummary"];
                time_zone?: string | null;
            };
        };
        /** @description One thing. */
        Data_Member: {
            data: {
                /** @description `available` or `away`. */
                availability: string;
                /** Format: date-time */
                created_at: string;
                email: string;
                name: string;
                /** @description `online` or `offline`. */
                presence: string;
                /** @description Of a custom role, the one it is based on. */
                role: components["schemas"]["Role"];
                /**
                 * Format: uuid
                 * @description A custom role.
                 */
                role_id?: string | null;
                role_name: string;
                /** @description Keeps the place, and may not come in. */
                suspended: boolean;
                /** @description By name. */
                teams: components["schemas"]["TeamName"][];
                /** Format: uuid */
                user_id: string;
            };
        };
        /** @description One thing. */
        Data_Message: {
            /** @description One entry of a conversation. */
            data: {
                citations: components["schemas"]["Citation"][];
                /** @description What the sender called it, so that a repeat is recognised. */
                client_id?: string | null;
                content: string;
                /** Format: uuid */
                conversation_id: string;
                /** Format: date-time */
                created_at: string;
                /** Format: uuid */
                id: string;
                /** @description A note among staff. */
                private: boolean;
                sender: components["schemas"]["Sender"];
                /**
                 * Format: int64
                 * @description Rises within the conversation.
                 */
                seq: number;
            };
        };
        /** @description One thing. */
        Data_NewApiKey: {
            /** @description A key as it was just made: the only time that it is shown whole. */
            data: components["schemas"]["ApiKey"] & {
                /** @description The key itself. */
                secret: string;
            };
        };
        /** @description One thing. */
        Data_Newcomer: {
            /** @description Who is about to register, as the provider said. */
            data: {
                email: string;
                /** @description The page that they came for. */
                from: string;
                name: string;
                /** @description The provider's name. */
                provider: string;
            };
        };
        /** @description One thing. */
        Data_Notification: {
            /** @description What one was told. */
            data: {
                /** @description What was written last, or why. */
                body: string;
                /**
                 * Format: uuid
                 * @description Where it leads, if to a conversation.
                 */
                conversation_id?: string | null;
                /**
                 * Format: int32
                 * @description How often it happened before one looked.
                 */
                count: number;
                /** Format: date-time */
                created_at: string;
                /** Format: uuid */
                id: string;
                kind: components["schemas"]["NotificationKind"];
                /** Format: date-time */
                read_at?: string | null;
                title: string;
                /**
                 * Format: date-time
                 * @description Of the last time it happened.
                 */
                updated_at: string;
            };
        };
        /** @description One thing. */
        Data_NotificationPreferences: {
            data: {
                /** @description Kinds that are left out stay as they are. */
                kinds: components["schemas"]["NotificationPreference"][];
                quiet_hours?: components["schemas"]["QuietHours"] | null;
            };
        };
        /** @description One thing. */
        Data_OpenInvitation: {
            /** @description What an invitation is to, for who holds its link. */
            data: {
                email: string;
                /** Format: date-time */
                expires_at: string;
                /** @description Whether the address has an account: then sign in and accept, else `POST /auth/accept-invitation`. */
                has_account: boolean;
                invited_by?: string | null;
                role: components["schemas"]["Role"];
                role_name: string;
                workspace: string;
            };
        };
        /** @description One thing. */
        Data_Passkey: {
            data: {
                /** @description Whether it is synchronised between its person's devices, and so outlives this one. */
                backed_up: boolean;
                /** @description Its counter went back, so there may be a copy: it opens nothing any more. Remove it, and make a new one. */
                blocked: boolean;
                /** Format: date-time */
                created_at: string;
                /** Format: uuid */
                id: string;
                name: string;
                /** Format: date-time */
                used_at?: string | null;
            };
        };
        /** @description One thing. */
        Data_PasskeyAdded: {
            /** @description A new passkey and, with the first factor, the recovery codes. */
            data: {
                passkey: components["schemas"]["Passkey"];
                /** @description With the first factor only: ten codes, shown this once. */
                recovery_codes?: string[] | null;
            };
        };
        /** @description One thing. */
        Data_PasskeyOptions: {
            /**
             * @description What the browser is to be asked: `navigator.credentials` takes it once the texts in base64url are made bytes
             *     (`PublicKeyCredential.parseCreationOptionsFromJSON`, `parseRequestOptionsFromJSON`).
             */
            data: {
                public_key: Record<string, never>;
            };
        };
        /** @description One thing. */
        Data_Profile: {
            /** @description One's own profile. */
            data: {
                /** @description None: as the browser says. */
                locale?: string | null;
                name: string;
                time_zone?: string | null;
            };
        };
        /** @description One thing. */
        Data_Protection: {
            /** @description How one's own sign-in is protected. */
            data: {
                /** @description Whether there is a password to prove with. */
                has_password: boolean;
                /** @description What that workspace still asks of this session. */
                mfa: components["schemas"]["Standing"];
                /** @description The address that passkeys are bound to; no other page can make or use them. */
                passkey_origin: string;
                /**
                 * Format: int64
                 * @description Passkeys that open the account.
                 */
                passkeys: number;
                /**
                 * Format: date-time
                 * @description Until then sensitive changes need no other proof.
                 */
                proved_until?: string | null;
                recovery_codes?: components["schemas"]["RecoveryCodesState"] | null;
                /** @description Whether the workspace of the token requires a second factor. */
                required: boolean;
                totp?: components["schemas"]["TotpState"] | null;
            };
        };
        /** @description One thing. */
        Data_Proved: {
            data: {
                /**
                 * Format: date-time
                 * @description Until then sensitive changes need no other proof.
                 */
                proved_until: string;
            };
        };
        /** @description One thing. */
        Data_QrAsked: {
            /** @description A sign-in that waits to be approved on a phone. */
            data: {
                /** @description What the phone will say of this browser. */
                browser: string;
                /** Format: date-time */
                expires_at: string;
                /** Format: uuid */
                id: string;
                /**
                 * Format: int32
                 * @description Seconds to be left between two polls.
                 */
                interval: number;
                /** @description Where the code leads. */
                link: string;
                /** @description The link as a QR code, an SVG image. */
                qr: string;
                /**
                 * @description Proves to be the one who asked, in the header `x-qr-secret` of each poll. To be kept from everybody else: the session
                 *     goes to whoever has it.
                 */
                secret: string;
                /** @description What the phone shows as well, to be compared, or typed there. Such as `BCDF-GHJK`. */
                user_code: string;
            };
        };
        /** @description One thing. */
        Data_QrPolled: {
            /** @description How a request stands; with it, once, what signing in gives. */
            data: {
                /** Format: date-time */
                expires_at: string;
                /**
                 * Format: int32
                 * @description Seconds to be left before the next poll.
                 */
                interval: number;
                second_factor?: components["schemas"]["SecondFactorRequired"] | null;
                session?: components["schemas"]["Session"] | null;
                status: components["schemas"]["QrStatus"];
            };
        };
        /** @description One thing. */
        Data_QrRequest: {
            /** @description Who asks to be signed in. */
            data: {
                address?: string | null;
                /** Format: date-time */
                asked_at: string;
                /** @description Such as "Firefox on Windows". */
                browser: string;
                /** Format: date-time */
                expires_at: string;
                /** Format: uuid */
                id: string;
                place?: components["schemas"]["Place"] | null;
                /** @description Must be the one that stands beside the QR code on the other screen. */
                user_code: string;
            };
        };
        /** @description One thing. */
        Data_RagAnswer: {
            data: {
                answer: string;
                citations: components["schemas"]["Citation"][];
                /**
                 * Format: float
                 * @description 0 to 1.
                 */
                confidence: number;
                /** @description False when nothing supports an answer; no model was asked then. */
                grounded: boolean;
                provider: string;
            };
        };
        /** @description One thing. */
        Data_ReadCount: {
            data: {
                /**
                 * Format: int64
                 * @description How many were unread.
                 */
                read: number;
            };
        };
        /** @description One thing. */
        Data_Recovered: {
            data: {
                /**
                 * Format: int64
                 * @description Events that are looked at again; those that the endpoint never got are delivered.
                 */
                events: number;
                /**
                 * Format: int64
                 * @description Deliveries that had failed and are tried again.
                 */
                retried: number;
            };
        };
        /** @description One thing. */
        Data_RecoveryCodes: {
            /** @description Codes as they are shown, once. */
            data: {
                /** @description Such as `k7m2p-9xq4d`. Kept by their hashes alone, so nobody can show them again. */
                codes: string[];
            };
        };
        /** @description One thing. */
        Data_RegistrationBegun: {
            /** @description A registration that waits for its address to be confirmed. */
            data: {
                email: string;
                /** Format: date-time */
                expires_at: string;
                /** @description A secret of whoever registers; `POST /auth/register/confirm` takes it together with the letter's code. */
                registration: string;
            };
        };
        /** @description One thing. */
        Data_Replayed: {
            data: {
                /** Format: int64 */
                replayed: number;
            };
        };
        /** @description One thing. */
        Data_RetriedJobs: {
            data: {
                /** @description Whether there are more; call again. */
                more: boolean;
                /** Format: int64 */
                retried: number;
            };
        };
        /** @description One thing. */
        Data_RoleView: {
            data: {
                /**
                 * Format: uuid
                 * @description Null for the built-in ones.
                 */
                id?: string | null;
                inherits?: components["schemas"]["Role"] | null;
                /**
                 * Format: int64
                 * @description How many members have it.
                 */
                members: number;
                name: string;
                permissions: components["schemas"]["RolePermission"][];
                /** @description A built-in role: itself. A custom one: the role it is based on. */
                role: components["schemas"]["Role"];
            };
        };
        /** @description One thing. */
        Data_Session: {
            /** @description What signing in gives. */
            data: {
                access_token: string;
                /**
                 * Format: int64
                 * @description Seconds.
                 */
                expires_in: number;
                /**
                 * @description Whether the workspace asks for more before it lets this session in: until then its operations answer 403 with
                 *     `second_factor_required` or `mfa_enrolment_required`.
                 */
                mfa: components["schemas"]["Standing"];
                refresh_token: string;
                role: components["schemas"]["Role"];
                tenant: components["schemas"]["TenantSummary"];
                user: components["schemas"]["UserSummary"];
            };
        };
        /** @description One thing. */
        Data_SessionStarted: {
            data: {
                /**
                 * Format: uuid
                 * @description Null until the first message.
                 */
                conversation_id?: string | null;
                visitor_token: string;
            };
        };
        /** @description One thing. */
        Data_SignIn: {
            /** @description What signing in gives: a session, or the question for a second factor. `mfa_required` tells them apart. */
            data: components["schemas"]["Session"] | components["schemas"]["SecondFactorRequired"];
        };
        /** @description One thing. */
        Data_Status: {
            data: {
                database: components["schemas"]["DatabaseStatus"];
                model: components["schemas"]["ModelStatus"];
                /** @description `ok`, or `degraded` when a dependency is not there. */
                status: string;
                /** Format: int64 */
                uptime_seconds: number;
                version: string;
                workers: components["schemas"]["WorkerStatus"];
            };
        };
        /** @description One thing. */
        Data_Suggestion: {
            /** @description An AI draft for staff. */
            data: {
                citations: components["schemas"]["Citation"][];
                /** Format: float */
                confidence: number;
                content: string;
                /** Format: uuid */
                conversation_id: string;
                /** Format: date-time */
                created_at: string;
                grounded: boolean;
                /** Format: uuid */
                id: string;
                /** Format: uuid */
                in_reply_to?: string | null;
                provider: string;
                /** Format: int32 */
                rating?: number | null;
                /** @description Why it is not grounded, when it is not. */
                reason?: string | null;
                status: components["schemas"]["SuggestionStatus"];
            };
        };
        /** @description One thing. */
        Data_SwitchedSession: {
            /** @description An access token for another workspace, in the same session. */
            data: {
                access_token: string;
                /**
                 * Format: int64
                 * @description Seconds.
                 */
                expires_in: number;
                /** @description What the workspace still asks for before it lets this session in. */
                mfa: components["schemas"]["Standing"];
                role: components["schemas"]["Role"];
                tenant: components["schemas"]["TenantSummary"];
            };
        };
        /** @description One thing. */
        Data_Team: {
            data: {
                /** Format: date-time */
                created_at: string;
                description: string;
                /** Format: uuid */
                id: string;
                /** @description Who is in it, by name. */
                members: components["schemas"]["TeamMember"][];
                name: string;
                /**
                 * Format: int64
                 * @description Conversations that stand with it and are not resolved.
                 */
                open_conversations: number;
                /** Format: date-time */
                updated_at: string;
            };
        };
        /** @description One thing. */
        Data_Tenant: {
            data: {
                /** @description The workspace's colour as `#rrggbb`; new chatbots begin with it. */
                accent?: string | null;
                /**
                 * Format: int32
                 * @description Days for which the audit log is kept.
                 */
                audit_days: number;
                /** Format: date-time */
                created_at: string;
                /** @description As ISO 4217 has it, such as `USD`. */
                currency: string;
                /**
                 * Format: date-time
                 * @description When it is erased; null while nobody wants that.
                 */
                delete_at?: string | null;
                /** @description Who asked for that. */
                deleted_by?: string | null;
                /** Format: uuid */
                id: string;
                /** @description As BCP 47 has it, such as `en` or `nb-NO`. */
                locale: string;
                /** @description Where the logo is, as a path of this server that needs no token; another one for every logo. */
                logo?: string | null;
                /** @description Whether members need a second factor to come in. */
                mfa_required: boolean;
                name: string;
                slug: string;
                /** @description By its IANA name, such as `Europe/Oslo`. */
                time_zone: string;
            };
        };
        /** @description One thing. */
        Data_Ticket: {
            data: {
                /**
                 * Format: int64
                 * @description Seconds.
                 */
                expires_in: number;
                ticket: string;
            };
        };
        /** @description One thing. */
        Data_TotpSetup: {
            /** @description What an app needs to know. Shown until it is confirmed, never again. */
            data: {
                /** @description The same to scan, an SVG as a `data:` address. */
                qr: string;
                /** @description Base32, for typing it in. */
                secret: string;
                /** @description `otpauth://…` */
                uri: string;
            };
        };
        /** @description One thing. */
        Data_UnreadCount: {
            data: {
                /** Format: int64 */
                count: number;
            };
        };
        /** @description One thing. */
        Data_Usage: {
            data: {
                budget: components["schemas"]["Budget"];
                by_day: components["schemas"]["DayUsage"][];
                by_provider: components["schemas"]["ProviderUsage"][];
                /** Format: int64 */
                calls: number;
                /** Format: int64 */
                cost_micros: number;
                /** Format: date */
                from: string;
                /** Format: int64 */
                input_tokens: number;
                /** @description Month of the first day, `2026-11`. */
                month: string;
                /** Format: int64 */
                output_tokens: number;
                suggestions: components["schemas"]["SuggestionUsage"];
                /**
                 * Format: date
                 * @description The last day that is counted.
                 */
                to: string;
            };
        };
        /** @description One thing. */
        Data_Vec_ContextPassage: {
            data: {
                /** Format: uuid */
                catalogue_item_id?: string | null;
                /** Format: uuid */
                chunk_id: string;
                content: string;
                /**
                 * Format: uuid
                 * @description Null when the passage is a catalogue item.
                 */
                document_id?: string | null;
                /**
                 * Format: float
                 * @description BM25 of the words in common.
                 */
                lexical: number;
                locator?: string | null;
                /**
                 * Format: float
                 * @description 0 to 1: by what the passages are ordered.
                 */
                score: number;
                /**
                 * Format: float
                 * @description Cosine of the meanings.
                 */
                semantic: number;
                title: string;
            }[];
        };
        /** @description One thing. */
        Data_Vec_JobCounts: {
            data: {
                /** Format: int64 */
                failed: number;
                kind: string;
                queue?: string | null;
                /** Format: int64 */
                queued: number;
                /** Format: int64 */
                running: number;
                /** Format: int64 */
                scheduled: number;
            }[];
        };
        /** @description One thing. */
        Data_Vec_ProviderStatus: {
            data: {
                /** @description `openai`, `anthropic`, `ollama` or `extractive`. */
                kind: string;
                /** @description Null when unconfigured. */
                model?: string | null;
                name: string;
                /** @description Place in the order in which they are asked, from 1; null when unconfigured. */
                order?: number | null;
                /** @description `ready`, `open` (failing, not asked for the moment) or `unconfigured`. */
                state: string;
            }[];
        };
        /** @description One thing. */
        Data_WebhookDelivery: {
            /** @description An event on its way to an endpoint. */
            data: {
                /**
                 * Format: int32
                 * @description Made so far.
                 */
                attempts: number;
                /** Format: date-time */
                created_at: string;
                /** Format: date-time */
                ended_at?: string | null;
                /** Format: uuid */
                endpoint_id: string;
                /**
                 * Format: uuid
                 * @description Sent as `webhook-id`, the same in every attempt.
                 */
                event_id: string;
                event_type: string;
                /** Format: uuid */
                id: string;
                last_error?: string | null;
                /**
                 * Format: int32
                 * @description Of the last answer; null when there was none.
                 */
                last_status?: number | null;
                /**
                 * Format: date-time
                 * @description When the next is made.
                 */
                next_at?: string | null;
                state: components["schemas"]["WebhookDeliveryState"];
                /** @description A test event, which happened nowhere. */
                test: boolean;
            };
        };
        /** @description One thing. */
        Data_WebhookDeliveryDetail: {
            /** @description A delivery with what is sent and its attempts. */
            data: components["schemas"]["WebhookDelivery"] & {
                /** @description What is sent; null when the event is not kept any more. */
                body?: Record<string, never> | null;
                /** @description The latest first. */
                log: components["schemas"]["WebhookAttempt"][];
            };
        };
        /** @description One thing. */
        Data_WebhookEndpoint: {
            /** @description Where a workspace wants to be told of events. Its secret and the values of its headers are not shown. */
            data: {
                /** Format: date-time */
                created_at: string;
                description: string;
                /** Format: date-time */
                disabled_at?: string | null;
                disabled_reason?: components["schemas"]["WebhookDisabledReason"] | null;
                enabled: boolean;
                /** @description The types of events that it is told of; empty: every type. */
                event_types: string[];
                /**
                 * Format: date-time
                 * @description The first failure since its last success.
                 */
                failing_since?: string | null;
                /** @description Names of the headers that requests carry beside the usual ones. */
                header_names: string[];
                /** Format: uuid */
                id: string;
                /**
                 * Format: date-time
                 * @description Until then the secret before the last rotation signs as well.
                 */
                previous_secret_until?: string | null;
                /**
                 * Format: int32
                 * @description Requests a second at the most; null: as fast as it answers.
                 */
                rate_limit?: number | null;
                /** Format: date-time */
                updated_at: string;
                url: string;
            };
        };
        /** @description One thing. */
        Data_WebhookEndpointWithSecret: {
            /** @description An endpoint with its secret, which is shown this once. */
            data: components["schemas"]["WebhookEndpoint"] & {
                /** @description `whsec_…`, as libraries of Standard Webhooks take it. */
                secret: string;
            };
        };
        /** @description One thing. */
        Data_WidgetConfig: {
            /** @description What the widget needs before anyone writes. */
            data: {
                /** @description False while the workspace is suspended: nothing can be written. */
                available: boolean;
                away_message: string;
                colors: components["schemas"]["Colors"];
                greeting: string;
                mode: components["schemas"]["WidgetMode"];
                name: string;
                /** @description Whether it is within business hours. */
                online: boolean;
                tenant_name: string;
            };
        };
        DatabaseStatus: {
            /** Format: double */
            latency_ms?: number | null;
            ok: boolean;
            version?: string | null;
        };
        DayFigures: {
            /** Format: int64 */
            ai_cost_micros: number;
            /**
             * Format: int64
             * @description Of them, the AI's.
             */
            ai_messages: number;
            /** Format: date */
            day: string;
            /** Format: int64 */
            messages: number;
            /** Format: int64 */
            new_tenants: number;
            /** Format: int64 */
            new_users: number;
        };
        DayUsage: {
            /** Format: int64 */
            calls: number;
            /** Format: int64 */
            cost_micros: number;
            /** Format: date */
            date: string;
        };
        /** @description An account that will be deleted. */
        DeletionPlanned: {
            /** Format: date-time */
            deletes_at: string;
        };
        DeletionRequest: {
            /** @description The workspace's name, letter by letter: nobody deletes the wrong one. */
            name: string;
        };
        /** @description A browser or program that is signed in. */
        Device: {
            /** @description The address that it was last used from … */
            address?: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description The one that asks. */
            current: boolean;
            /**
             * Format: date-time
             * @description When it ends however much it is used.
             */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /** @description The operator of the installation who is here in one's name. */
            impersonated_by?: string | null;
            /** @description Such as "Firefox on Windows". */
            name: string;
            place?: components["schemas"]["Place"] | null;
            /**
             * Format: date-time
             * @description To about a quarter of an hour.
             */
            used_at: string;
        };
        /** @description A source of knowledge. */
        Document: {
            /** Format: int32 */
            chunk_count: number;
            /** Format: date-time */
            created_at: string;
            error?: components["schemas"]["DocumentFailure"] | null;
            filename: string;
            /** Format: uuid */
            id: string;
            media_type: string;
            /**
             * Format: int32
             * @description Null for formats without pages.
             */
            page_count?: number | null;
            /**
             * Format: int32
             * @description 0 to 100.
             */
            progress: number;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
            status: components["schemas"]["DocumentStatus"];
            title: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description Why a document could not be read, for the person who uploaded it. */
        DocumentFailure: {
            code: string;
            message: string;
        };
        /** @enum {string} */
        DocumentStatus: "queued" | "processing" | "ready" | "failed";
        /** @description The form of an upload, for the API's description. */
        DocumentUpload: {
            /** Format: binary */
            file: string;
            /** @description The document's own title, or its file name, when absent. */
            title?: string | null;
        };
        EmailChange: {
            email: string;
            password: string;
        };
        EmailConfirmation: {
            /** @description For who is not signed in. */
            password?: string | null;
            /** @description From the letter's link. */
            token: string;
        };
        /** @description What follows when an address was taken back. */
        EmailRestored: {
            email: string;
            /** @description For `POST /auth/password/reset`: whoever changed the address knew the password. */
            reset_token: string;
        };
        EmailUndo: {
            /** @description From the letter's link. */
            token: string;
        };
        EmbeddingStatus: {
            name: string;
            ok: boolean;
        };
        EventActor: {
            /**
             * Format: uuid
             * @description Of the user or API key; null for all others.
             */
            id?: string | null;
            /** @description `user`, `api_key`, `visitor`, `operator` (one of the installation's, in the name of the user) or `system`. */
            kind: string;
            /** @description Null when the user is no member any more, and where there is no id. */
            name?: string | null;
        };
        /** @description A kind of event, as subscribers may rely on it. */
        EventTypeView: {
            /** @description Who may see it live at the most: `staff`, `everyone` (the conversation's visitor too), or `internal`. */
            audience: string;
            /** @description Made-up data of such an event. */
            example: Record<string, never>;
            /** @description The JSON Schema (2020-12) of the event's `data`. */
            schema: Record<string, never>;
            /** @description What happened. */
            summary: string;
            /** @description Such as `message.created`. */
            type: string;
            /**
             * Format: int32
             * @description Raised when data changes in a way that a reader of before would trip over.
             */
            version: number;
        };
        /** @description A fact that happened in the workspace. */
        EventView: {
            actor?: components["schemas"]["EventActor"] | null;
            /** @description Who sees it live: `staff`, `everyone` (the conversation's visitor too), or `internal`. */
            audience: string;
            /** Format: uuid */
            conversation_id?: string | null;
            /** Format: date-time */
            created_at: string;
            data: Record<string, never>;
            /** Format: uuid */
            id: string;
            /**
             * Format: int64
             * @description Rises by one with each event of the workspace.
             */
            seq: number;
            /** @description Such as `message.created`. */
            type: string;
            /**
             * Format: int32
             * @description Of the shape of `data`; see `GET /webhooks/event-types`.
             */
            version: number;
        };
        /** @description What the first factor brings. */
        FactorAdded: {
            /** @description With the first factor only: ten codes, shown this once. */
            recovery_codes?: string[] | null;
        };
        /** @description With what the user can show a second factor. */
        FactorFigures: {
            /** Format: int64 */
            passkeys: number;
            /**
             * Format: int64
             * @description Those that are left.
             */
            recovery_codes: number;
            /** @description Whether an authenticator app is set up. */
            totp: boolean;
        };
        /**
         * @description A way to give the second factor.
         * @enum {string}
         */
        FactorKind: "totp" | "passkey" | "recovery_code";
        /** @description A second factor. */
        FactorProof: {
            code: string;
            /** @enum {string} */
            kind: "totp";
        } | {
            code: string;
            /** @enum {string} */
            kind: "recovery_code";
        } | {
            credential: Record<string, never>;
            /** @enum {string} */
            kind: "passkey";
        };
        /**
         * @description What a workspace can switch on and off.
         * @enum {string}
         */
        Feature: "assigned_only" | "drafts_on_request" | "direct_members";
        FeatureChange: {
            /** @description By name: on, off, or null for the installation's default. What is absent stays. */
            features: {
                [key: string]: boolean | null;
            };
        };
        FeatureView: {
            /** @description What it means when it is on. */
            about: string;
            /** @description Whether it is on in this installation where a workspace says nothing. */
            default: boolean;
            enabled: boolean;
            name: components["schemas"]["Feature"];
            /** @description The workspace says so itself. */
            own: boolean;
        };
        Feedback: {
            comment?: string | null;
            /** Format: int32 */
            rating: number;
        };
        /** @description One field that was not acceptable. */
        FieldError: {
            code: string;
            field: string;
            message: string;
        };
        ForgottenPassword: {
            email: string;
        };
        Handover: {
            /** Format: date-time */
            at?: string | null;
            reason: string;
            summary: string;
        };
        IdentityLink: {
            /** @description The page of ours to go on with. */
            from?: string | null;
            /** @description Of `GET /auth/providers`. */
            provider: string;
        };
        /** @description A provider of the workspace's own. Its secret is never shown. */
        IdentityProvider: {
            client_id: string;
            /** Format: date-time */
            created_at: string;
            /** @description Of the e-mail addresses that it is for. */
            domains: string[];
            enabled: boolean;
            /** @description Whether a secret is kept; a public client has none. */
            has_secret: boolean;
            /** Format: uuid */
            id: string;
            issuer: string;
            join_role?: components["schemas"]["Role"] | null;
            /** @description On the button of the sign-in page, after "Continue with". */
            label: string;
            /** @description What the provider must know as the place to send people back to. */
            redirect_uri: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description What is left out stays as it is. */
        IdentityProviderChange: {
            client_id?: string | null;
            client_secret?: string | null;
            domains?: string[] | null;
            enabled?: boolean | null;
            issuer?: string | null;
            join_role?: components["schemas"]["Role"] | null;
            label?: string | null;
        };
        /** @description What a provider says of itself, or why it could not be asked. */
        IdentityProviderTest: {
            authorization_endpoint?: string | null;
            /** @description Keys that it signs with. */
            keys?: number | null;
            ok: boolean;
            problem?: string | null;
        };
        /** @description An operator's session in a member's name. */
        ImpersonationRow: {
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description When it ended, or will at the latest.
             */
            ends_at: string;
            /** Format: uuid */
            id: string;
            /** @description Whether it goes on. */
            live: boolean;
            /** Format: uuid */
            operator_id: string;
            operator_name?: string | null;
            reason: string;
            /** Format: uuid */
            tenant_id: string;
            tenant_name?: string | null;
            /** Format: uuid */
            user_id: string;
            user_name?: string | null;
            writes: boolean;
        };
        /** @description A session in a member's name. */
        ImpersonationStarted: {
            /** @description Good until the end. There is no refresh token. */
            access_token: string;
            /** Format: date-time */
            ends_at: string;
            /**
             * Format: int64
             * @description Seconds.
             */
            expires_in: number;
            /** Format: uuid */
            id: string;
            role: components["schemas"]["Role"];
            tenant: components["schemas"]["TenantSummary"];
            user_email: string;
            /** Format: uuid */
            user_id: string;
            user_name: string;
            writes: boolean;
        };
        /** @description An operator in one's name. */
        ImpersonationView: {
            /** Format: date-time */
            ends_at: string;
            operator_name: string;
            reason: string;
            /** @description Whether it may change something. */
            writes: boolean;
        };
        Info: {
            docs: string;
            name: string;
            openapi: string;
            version: string;
        };
        InstallationMember: {
            /** @description The whole account, by an operator. */
            account_suspended: boolean;
            /** Format: date-time */
            created_at: string;
            email: string;
            name: string;
            operator: boolean;
            role: components["schemas"]["Role"];
            /** @description In this tenant, by its own people. */
            suspended: boolean;
            /** Format: uuid */
            user_id: string;
        };
        InstallationMembership: {
            /** Format: date-time */
            created_at: string;
            role: components["schemas"]["Role"];
            /** @description In this tenant, by its own people. */
            suspended: boolean;
            tenant: components["schemas"]["TenantSummary"];
            /** @description The whole tenant, by an operator. */
            tenant_suspended: boolean;
        };
        InstallationSession: {
            address?: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /** @description The operator who is there in the user's name. */
            impersonated_by?: string | null;
            /** Format: date-time */
            used_at: string;
            /** @description As the browser names itself. */
            user_agent?: string | null;
        };
        InstallationStats: {
            /**
             * Format: int64
             * @description Spent this month (UTC) by all tenants.
             */
            ai_cost_micros: number;
            /** Format: int64 */
            conversations: number;
            /**
             * Format: int64
             * @description Not resolved.
             */
            conversations_open: number;
            /** Format: date-time */
            counted_at: string;
            /** @description The last thirty days in UTC, the oldest first, today last. */
            days: components["schemas"]["DayFigures"][];
            /** Format: int64 */
            documents: number;
            jobs: components["schemas"]["JobFigures"];
            /** Format: int64 */
            operators: number;
            storage: components["schemas"]["StorageFigures"];
            /** Format: int64 */
            tenants: number;
            /** Format: int64 */
            tenants_suspended: number;
            /** Format: int64 */
            users: number;
            /** Format: int64 */
            users_suspended: number;
            versions: components["schemas"]["InstallationVersions"];
        };
        /** @description A tenant as the list shows it. */
        InstallationTenant: {
            /**
             * Format: int64
             * @description Spent on AI in the month in which anything was last spent.
             */
            ai_cost_micros: number;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description When anybody last wrote or answered.
             */
            last_message_at?: string | null;
            /** Format: int64 */
            members: number;
            name: string;
            slug: string;
            /**
             * Format: date-time
             * @description Set while it is suspended.
             */
            suspended_at?: string | null;
        };
        /** @description A tenant, what it uses, and who works there. */
        InstallationTenantDetail: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** @description The longest first, a thousand at most. */
            members: components["schemas"]["InstallationMember"][];
            name: string;
            slug: string;
            suspension?: components["schemas"]["Suspension"] | null;
            usage: components["schemas"]["InstallationTenantUsage"];
        };
        InstallationTenantUsage: {
            /**
             * Format: int64
             * @description The tenant's own monthly cap; none when null.
             */
            ai_cap_micros?: number | null;
            /**
             * Format: int64
             * @description Of this month (UTC).
             */
            ai_cost_micros: number;
            /** Format: int64 */
            chatbots: number;
            /** Format: int64 */
            contacts: number;
            /** Format: int64 */
            conversations: number;
            /** Format: int64 */
            conversations_open: number;
            /** Format: int64 */
            document_bytes: number;
            /** Format: int64 */
            documents: number;
            /**
             * Format: int64
             * @description Queued or running.
             */
            jobs: number;
            /** Format: int64 */
            jobs_failed: number;
            /** Format: date-time */
            last_message_at?: string | null;
            /** Format: int64 */
            members: number;
            /**
             * Format: int64
             * @description Of the last thirty days.
             */
            messages: number;
        };
        /** @description A user as the list shows it. */
        InstallationUser: {
            /** Format: date-time */
            created_at: string;
            email: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: date-time */
            operator_since?: string | null;
            /**
             * Format: date-time
             * @description Set while the account is suspended.
             */
            suspended_at?: string | null;
            /**
             * Format: int64
             * @description Of how many they are a member.
             */
            tenants: number;
            /**
             * Format: date-time
             * @description When a session of theirs was last used, to about a quarter of an hour.
             */
            used_at?: string | null;
        };
        /** @description A user, where they are a member, and where they are signed in. */
        InstallationUserDetail: {
            /** Format: date-time */
            created_at: string;
            email: string;
            factors: components["schemas"]["FactorFigures"];
            /** @description Whether there is a password that fits; not so after a reset was required. */
            has_password: boolean;
            /** Format: uuid */
            id: string;
            memberships: components["schemas"]["InstallationMembership"][];
            name: string;
            /** Format: date-time */
            operator_since?: string | null;
            /** @description Those that live, the last used first, a hundred at most. */
            sessions: components["schemas"]["InstallationSession"][];
            suspension?: components["schemas"]["Suspension"] | null;
        };
        InstallationVersions: {
            dealsmart: string;
            /**
             * Format: int64
             * @description The newest migration that the database has.
             */
            migration: number;
            postgres: string;
        };
        InvitationToken: {
            /** @description From the invitation's link. */
            token: string;
        };
        InvitationView: {
            /** Format: date-time */
            created_at: string;
            email: string;
            expired: boolean;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            invited_by?: string | null;
            role: components["schemas"]["Role"];
            /**
             * Format: uuid
             * @description A custom role.
             */
            role_id?: string | null;
            role_name: string;
        };
        InvitedRegistration: {
            name: string;
            /** @description 8 to 128 characters; long is what makes it good. */
            password: string;
            /** @description From the invitation's link. */
            token: string;
        };
        /** @description A job as a screen shows it. */
        Job: {
            /**
             * Format: int32
             * @description How often it was tried.
             */
            attempt: number;
            /** Format: date-time */
            created_at: string;
            /** @description Why the last attempt failed; addresses and what looks like a secret are shortened. */
            error?: string | null;
            /** Format: date-time */
            failed_at?: string | null;
            /** Format: uuid */
            id: string;
            kind: string;
            /** Format: int32 */
            max_attempts: number;
            /** @description Only ids and what its kind declares harmless; the rest is masked. */
            payload: unknown;
            /**
             * Format: int32
             * @description Among the workspace's jobs in the queue, lower runs first.
             */
            priority: number;
            /**
             * Format: float
             * @description 0 to 1, where the job says so.
             */
            progress?: number | null;
            progress_note?: string | null;
            /** @description None for a kind that nothing handles any more. */
            queue?: string | null;
            /**
             * Format: date-time
             * @description When it is due.
             */
            run_at: string;
            /**
             * Format: date-time
             * @description Of the attempt under way, or the last one.
             */
            started_at?: string | null;
            state: components["schemas"]["JobState"];
            /** @description Somebody asked a running one to stop. */
            stopping: boolean;
        };
        /** @description How many jobs of a kind are in each state. */
        JobCounts: {
            /** Format: int64 */
            failed: number;
            kind: string;
            queue?: string | null;
            /** Format: int64 */
            queued: number;
            /** Format: int64 */
            running: number;
            /** Format: int64 */
            scheduled: number;
        };
        JobFigures: {
            /** Format: int64 */
            failed: number;
            /** Format: int64 */
            queued: number;
            /** Format: int64 */
            running: number;
        };
        /** @description A queue of the whole installation, with its figures of the last hour. */
        JobQueue: {
            /**
             * Format: int64
             * @description In the last hour.
             */
            done: number;
            /** Format: int64 */
            failed: number;
            /**
             * Format: int64
             * @description For good, in the last hour.
             */
            given_up: number;
            kinds: string[];
            name: string;
            /**
             * Format: date-time
             * @description Since when the oldest is due.
             */
            oldest_due_at?: string | null;
            /** @description Nothing of it is begun. */
            paused: boolean;
            /**
             * Format: int64
             * @description Are due.
             */
            queued: number;
            /** Format: int64 */
            retried: number;
            /**
             * Format: int32
             * @description Milliseconds that 99 in 100 ran at the most.
             */
            run_p99_ms?: number | null;
            /** Format: int64 */
            running: number;
            /**
             * Format: int64
             * @description Wait for their time, or for their next attempt.
             */
            scheduled: number;
            /**
             * Format: int32
             * @description Milliseconds from being due to being begun, of half of them and of 99 in 100; none where nothing ran, or for longer than
             *     ten minutes.
             */
            wait_p50_ms?: number | null;
            /** Format: int32 */
            wait_p99_ms?: number | null;
        };
        JobQueuePause: {
            paused: boolean;
        };
        /** @description What recurs, and how it went last. */
        JobSchedule: {
            /** @description Five fields, as cron has them. */
            expression: string;
            /** Format: date-time */
            last_ended_at?: string | null;
            last_error?: string | null;
            last_result?: string | null;
            /** Format: date-time */
            last_started_at?: string | null;
            name: string;
            /** Format: date-time */
            next_at: string;
            time_zone: string;
        };
        /** @enum {string} */
        JobState: "scheduled" | "queued" | "running" | "failed";
        /** @description A new place in a workspace; `POST /auth/switch-tenant` leads there. */
        Joined: {
            role: components["schemas"]["Role"];
            tenant: components["schemas"]["TenantSummary"];
        };
        /** @description A public key (RFC 8037). */
        Jwk: {
            alg: string;
            crv: string;
            kid: string;
            kty: string;
            use: string;
            /** @description The key itself, as base64url. */
            x: string;
        };
        /** @description The keys that verify our access tokens (RFC 7517). */
        Jwks: {
            keys: components["schemas"]["Jwk"][];
        };
        LastMessage: {
            /** @description The beginning of it. */
            content: string;
            /** Format: date-time */
            created_at: string;
            sender_kind: components["schemas"]["SenderKind"];
        };
        /**
         * @description What is counted.
         * @enum {string}
         */
        Limit: "members" | "chatbots" | "documents" | "storage_bytes";
        LimitUsage: {
            /**
             * Format: int64
             * @description Null: as many as one likes.
             */
            most?: number | null;
            name: components["schemas"]["Limit"];
            /** Format: int64 */
            used: number;
        };
        /** @description Where to go to prove an account at a provider. */
        LinkStarted: {
            url: string;
        };
        /** @description An account at a provider that one signs in with. */
        LinkedIdentity: {
            /** Format: date-time */
            created_at: string;
            /** @description As the provider last said. */
            email?: string | null;
            /** Format: uuid */
            id: string;
            issuer: string;
            /** @description The provider's name when it was linked. */
            label: string;
            /** Format: date-time */
            used_at?: string | null;
        };
        Login: {
            email: string;
            password: string;
        };
        Mark: {
            /** @description `false` makes it unread again. */
            read?: boolean;
        };
        Me: {
            /**
             * Format: date-time
             * @description When the account will be deleted, as they asked for; `POST /users/me/restore` takes it back.
             */
            deletes_at?: string | null;
            email: string;
            /** @description Whether the e-mail address was shown to be theirs. */
            email_verified: boolean;
            /** Format: uuid */
            id: string;
            impersonation?: components["schemas"]["ImpersonationView"] | null;
            /** @description None: as the browser says. */
            locale?: string | null;
            name: string;
            /** @description Whether one runs this installation. */
            operator: boolean;
            permissions: string[];
            role: components["schemas"]["Role"];
            tenant: components["schemas"]["TenantSummary"];
            time_zone?: string | null;
        };
        Member: {
            /** @description `available` or `away`. */
            availability: string;
            /** Format: date-time */
            created_at: string;
            email: string;
            name: string;
            /** @description `online` or `offline`. */
            presence: string;
            /** @description Of a custom role, the one it is based on. */
            role: components["schemas"]["Role"];
            /**
             * Format: uuid
             * @description A custom role.
             */
            role_id?: string | null;
            role_name: string;
            /** @description Keeps the place, and may not come in. */
            suspended: boolean;
            /** @description By name. */
            teams: components["schemas"]["TeamName"][];
            /** Format: uuid */
            user_id: string;
        };
        MemberChange: {
            role?: components["schemas"]["Role"] | null;
            /**
             * Format: uuid
             * @description A custom role, based on `role`; without it the member has `role` itself.
             */
            role_id?: string | null;
            /** @description A suspended member keeps the place, and may not come in. */
            suspended?: boolean | null;
        };
        /** @description A place in a workspace. */
        Membership: {
            role: components["schemas"]["Role"];
            tenant: components["schemas"]["TenantSummary"];
        };
        /** @description One entry of a conversation. */
        Message: {
            citations: components["schemas"]["Citation"][];
            /** @description What the sender called it, so that a repeat is recognised. */
            client_id?: string | null;
            content: string;
            /** Format: uuid */
            conversation_id: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** @description A note among staff. */
            private: boolean;
            sender: components["schemas"]["Sender"];
            /**
             * Format: int64
             * @description Rises within the conversation.
             */
            seq: number;
        };
        Migration: {
            /** Format: date-time */
            applied_at: string;
            description: string;
            /** Format: int64 */
            version: number;
        };
        ModelStatus: {
            embedding: components["schemas"]["EmbeddingStatus"];
            providers: components["schemas"]["ProviderStatus"][];
        };
        /** @description Money in minor units. */
        Money: {
            /** Format: int64 */
            amount: number;
            /** @description ISO 4217, upper case. */
            currency: string;
        };
        /** @description A key as it was just made: the only time that it is shown whole. */
        NewApiKey: components["schemas"]["ApiKey"] & {
            /** @description The key itself. */
            secret: string;
        };
        NewChatbot: components["schemas"]["ChatbotChange"] & {
            name: string;
        };
        NewConversation: {
            contact: components["schemas"]["NewConversationContact"];
            /** @description The customer's first message. */
            content?: string | null;
        };
        NewConversationContact: {
            email?: string | null;
            name?: string | null;
        };
        NewIdentityProvider: {
            client_id: string;
            client_secret?: string | null;
            /** @description Such as `corp.example`. None: any address, but nobody joins. */
            domains?: string[];
            /** @description Exactly as the provider writes it. */
            issuer: string;
            join_role?: components["schemas"]["Role"] | null;
            label: string;
        };
        NewImpersonation: {
            /**
             * Format: int64
             * @description 1 to 60.
             */
            minutes: number;
            /** @description 5 to 500 characters. The tenant reads it in its audit log and in a letter to its owners. */
            reason: string;
            /**
             * Format: uuid
             * @description A member of the tenant.
             */
            user_id: string;
            /** @description To change something, and not only to read. */
            writes?: boolean;
        };
        NewInvitation: {
            /**
             * Format: int64
             * @description 1 to 30; 7 when absent.
             */
            days?: number | null;
            email: string;
            role: components["schemas"]["Role"];
            /**
             * Format: uuid
             * @description A custom role, based on `role`.
             */
            role_id?: string | null;
        };
        NewMember: {
            email: string;
            name: string;
            /** @description A first password, which the member changes. */
            password: string;
            role: components["schemas"]["Role"];
        };
        NewPasskey: {
            /** @description What `navigator.credentials.create` gave, as its `toJSON` writes it. */
            credential: Record<string, never>;
            /** @description To tell it from others; the browser's name when absent. */
            name?: string | null;
        };
        NewRole: {
            /** @description The built-in role that it inherits from; not owner. */
            base: components["schemas"]["Role"];
            name: string;
            /** @description What it may beyond its base. */
            permissions: components["schemas"]["Permission"][];
        };
        NewStaffMessage: {
            /** @description The client's own id; sent again, it gives the same message. */
            client_id?: string | null;
            content: string;
            /** @description A note that the customer never sees. */
            private?: boolean;
        };
        NewTeam: {
            description?: string;
            /** @description Members of the workspace. */
            member_ids?: string[];
            name: string;
        };
        NewVisitorMessage: {
            /** @description The widget's own id of the message; sent again, it gives the same message. */
            client_id?: string | null;
            /** @description 4,000 characters at most. */
            content: string;
        };
        NewWebhookEndpoint: {
            description?: string;
            /** @description Types of the catalogue; empty: every type, also those of later versions. */
            event_types?: string[];
            /** @description Ten at the most. Their values are not shown again. */
            headers?: {
                [key: string]: string;
            };
            /**
             * Format: int32
             * @description Requests a second at the most.
             */
            rate_limit?: number | null;
            /** @description `https://…`. */
            url: string;
        };
        /** @description Who is about to register, as the provider said. */
        Newcomer: {
            email: string;
            /** @description The page that they came for. */
            from: string;
            name: string;
            /** @description The provider's name. */
            provider: string;
        };
        NewcomerRegistration: {
            name: string;
            /** @description The name of the business. */
            workspace: string;
        };
        /** @description What one was told. */
        Notification: {
            /** @description What was written last, or why. */
            body: string;
            /**
             * Format: uuid
             * @description Where it leads, if to a conversation.
             */
            conversation_id?: string | null;
            /**
             * Format: int32
             * @description How often it happened before one looked.
             */
            count: number;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["NotificationKind"];
            /** Format: date-time */
            read_at?: string | null;
            title: string;
            /**
             * Format: date-time
             * @description Of the last time it happened.
             */
            updated_at: string;
        };
        /**
         * @description What one is notified of.
         * @enum {string}
         */
        NotificationKind: "assignment" | "handover" | "new_message" | "webhook_disabled";
        /** @description How one wants to be told of one kind of thing. */
        NotificationPreference: {
            /** @description Some minutes later, if it was not read in the app until then. */
            by_email: boolean;
            in_app: boolean;
            kind: components["schemas"]["NotificationKind"];
        };
        NotificationPreferences: {
            /** @description Kinds that are left out stay as they are. */
            kinds: components["schemas"]["NotificationPreference"][];
            quiet_hours?: components["schemas"]["QuietHours"] | null;
        };
        /** @description What an invitation is to, for who holds its link. */
        OpenInvitation: {
            email: string;
            /** Format: date-time */
            expires_at: string;
            /** @description Whether the address has an account: then sign in and accept, else `POST /auth/accept-invitation`. */
            has_account: boolean;
            invited_by?: string | null;
            role: components["schemas"]["Role"];
            role_name: string;
            workspace: string;
        };
        OpenSpan: {
            /** @description `HH:MM`; `24:00` is midnight. */
            closes: string;
            /** @description `mon` to `sun`. */
            day: string;
            /** @description `HH:MM`. */
            opens: string;
        };
        OperatorLogEntry: {
            /** @description Such as `tenant.suspended`. */
            action: string;
            address?: string | null;
            after?: unknown;
            /** @description Secrets are masked. */
            before?: unknown;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description Null: the command line.
             */
            operator_id?: string | null;
            /** @description As it was then. */
            operator_name?: string | null;
            reason?: string | null;
            request_id?: string | null;
            target_id?: string | null;
            target_kind: string;
            /** @description As it was then. */
            target_name?: string | null;
            /** Format: uuid */
            tenant_id?: string | null;
            user_agent?: string | null;
        };
        OperatorReason: {
            /** @description 5 to 500 characters. The tenants that it touches read it in their audit log. */
            reason: string;
        };
        /** @description A letter that would have been sent. */
        OutboxLetter: {
            /** Format: date-time */
            created_at: string;
            html: string;
            /** Format: uuid */
            id: string;
            subject: string;
            /** @description Which letter it is, such as `invitation`. */
            template: string;
            text: string;
            to: string;
        };
        OwnershipTransfer: {
            /**
             * Format: uuid
             * @description A member who is not suspended.
             */
            user_id: string;
        };
        PageInfo: {
            /** Format: int64 */
            limit: number;
            next_cursor?: string | null;
            /** Format: int64 */
            total?: number | null;
        };
        /** @description A list's answer. */
        Page_AnyJob: {
            data: {
                job: components["schemas"]["Job"];
                /** Format: uuid */
                tenant_id: string;
                tenant_name: string;
                /** @description The process that runs it. */
                worker?: string | null;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_ApiKey: {
            data: {
                /** @description Networks that it may come from; from anywhere when empty. */
                allowed_addresses: string[];
                /** Format: date-time */
                created_at: string;
                created_by?: string | null;
                /** Format: date-time */
                expires_at?: string | null;
                /** Format: uuid */
                id: string;
                last_used_address?: string | null;
                /**
                 * Format: date-time
                 * @description To about a minute.
                 */
                last_used_at?: string | null;
                name: string;
                /**
                 * Format: int32
                 * @description Requests per minute; the installation's limit for keys when null.
                 */
                per_minute?: number | null;
                /** @description The key's beginning, by which it is known again. */
                prefix: string;
                /**
                 * Format: date-time
                 * @description Until when the key before the last rotation is good as well.
                 */
                previous_until?: string | null;
                /** Format: date-time */
                revoked_at?: string | null;
                scopes: components["schemas"]["Permission"][];
                status: components["schemas"]["ApiKeyStatus"];
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_AuditEntry: {
            data: {
                acting_as?: components["schemas"]["ActingAs"] | null;
                /** @description Such as `member.role_changed`. */
                action: string;
                actor: components["schemas"]["AuditActor"];
                address?: string | null;
                after?: unknown;
                /** @description What it was; secrets are masked. */
                before?: unknown;
                /** Format: date-time */
                created_at: string;
                /** Format: uuid */
                id: string;
                place?: components["schemas"]["Place"] | null;
                request_id?: string | null;
                target: components["schemas"]["AuditTarget"];
                user_agent?: string | null;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_CatalogueItem: {
            data: {
                attributes: unknown;
                /** Format: uuid */
                id: string;
                kind: string;
                name: string;
                price: components["schemas"]["Money"];
                sku: string;
                /** Format: int32 */
                stock: number;
                /** Format: date-time */
                updated_at: string;
                url?: string | null;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_Chatbot: {
            data: {
                /** @description Pages that may embed it, such as `https://www.example.com`; empty for any. */
                allowed_origins: string[];
                /** @description Said outside business hours. */
                away_message: string;
                business_hours?: components["schemas"]["BusinessHours"] | null;
                colors: components["schemas"]["Colors"];
                /** Format: date-time */
                created_at: string;
                /** @description Off: the widget stays, and people answer. */
                enabled: boolean;
                greeting: string;
                /** Format: uuid */
                id: string;
                mode: components["schemas"]["ChatbotMode"];
                name: string;
                /** @description Names it in the embed snippet; not a secret. */
                public_key: string;
                /** Format: date-time */
                updated_at: string;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_ChunkView: {
            data: {
                content: string;
                /** Format: uuid */
                id: string;
                /** @description Such as `page 3 · Warranty › Battery`. */
                locator?: string | null;
                /** Format: int32 */
                position: number;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_Contact: {
            data: {
                /** Format: int64 */
                conversation_count: number;
                /** Format: date-time */
                created_at: string;
                email?: string | null;
                /** Format: uuid */
                id: string;
                name?: string | null;
                phone?: string | null;
                /** Format: date-time */
                updated_at: string;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_Conversation: {
            data: {
                assignee?: components["schemas"]["Assignee"] | null;
                channel: components["schemas"]["Channel"];
                /** Format: uuid */
                chatbot_id?: string | null;
                contact: components["schemas"]["ContactSummary"];
                /** Format: date-time */
                created_at: string;
                handover?: components["schemas"]["Handover"] | null;
                /** Format: uuid */
                id: string;
                last_message?: components["schemas"]["LastMessage"] | null;
                /** Format: date-time */
                last_message_at: string;
                /**
                 * Format: int64
                 * @description The last sequence number given in it.
                 */
                last_seq: number;
                priority: components["schemas"]["Priority"];
                /** Format: date-time */
                resolved_at?: string | null;
                status: components["schemas"]["ConversationStatus"];
                subject?: string | null;
                team?: components["schemas"]["ConversationTeam"] | null;
                /**
                 * Format: int32
                 * @description Customer messages since staff last read.
                 */
                unread_count: number;
                /** Format: date-time */
                updated_at: string;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_Device: {
            data: {
                /** @description The address that it was last used from … */
                address?: string | null;
                /** Format: date-time */
                created_at: string;
                /** @description The one that asks. */
                current: boolean;
                /**
                 * Format: date-time
                 * @description When it ends however much it is used.
                 */
                expires_at: string;
                /** Format: uuid */
                id: string;
                /** @description The operator of the installation who is here in one's name. */
                impersonated_by?: string | null;
                /** @description Such as "Firefox on Windows". */
                name: string;
                place?: components["schemas"]["Place"] | null;
                /**
                 * Format: date-time
                 * @description To about a quarter of an hour.
                 */
                used_at: string;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_Document: {
            data: {
                /** Format: int32 */
                chunk_count: number;
                /** Format: date-time */
                created_at: string;
                error?: components["schemas"]["DocumentFailure"] | null;
                filename: string;
                /** Format: uuid */
                id: string;
                media_type: string;
                /**
                 * Format: int32
                 * @description Null for formats without pages.
                 */
                page_count?: number | null;
                /**
                 * Format: int32
                 * @description 0 to 100.
                 */
                progress: number;
                /**
                 * Format: int64
                 * @description Bytes.
                 */
                size: number;
                status: components["schemas"]["DocumentStatus"];
                title: string;
                /** Format: date-time */
                updated_at: string;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_EventTypeView: {
            data: {
                /** @description Who may see it live at the most: `staff`, `everyone` (the conversation's visitor too), or `internal`. */
                audience: string;
                /** @description Made-up data of such an event. */
                example: Record<string, never>;
                /** @description The JSON Schema (2020-12) of the event's `data`. */
                schema: Record<string, never>;
                /** @description What happened. */
                summary: string;
                /** @description Such as `message.created`. */
                type: string;
                /**
                 * Format: int32
                 * @description Raised when data changes in a way that a reader of before would trip over.
                 */
                version: number;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_EventView: {
            data: {
                actor?: components["schemas"]["EventActor"] | null;
                /** @description Who sees it live: `staff`, `everyone` (the conversation's visitor too), or `internal`. */
                audience: string;
                /** Format: uuid */
                conversation_id?: string | null;
                /** Format: date-time */
                created_at: string;
                data: Record<string, never>;
                /** Format: uuid */
                id: string;
                /**
                 * Format: int64
                 * @description Rises by one with each event of the workspace.
                 */
                seq: number;
                /** @description Such as `message.created`. */
                type: string;
                /**
                 * Format: int32
                 * @description Of the shape of `data`; see `GET /webhooks/event-types`.
                 */
                version: number;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_FeatureView: {
            data: {
                /** @description What it means when it is on. */
                about: string;
                /** @description Whether it is on in this installation where a workspace says nothing. */
                default: boolean;
                enabled: boolean;
                name: components["schemas"]["Feature"];
                /** @description The workspace says so itself. */
                own: boolean;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_IdentityProvider: {
            data: {
                client_id: string;
                /** Format: date-time */
                created_at: string;
                /** @description Of the e-mail addresses that it is for. */
                domains: string[];
                enabled: boolean;
                /** @description Whether a secret is kept; a public client has none. */
                has_secret: boolean;
                /** Format: uuid */
                id: string;
                issuer: string;
                join_role?: components["schemas"]["Role"] | null;
                /** @description On the button of the sign-in page, after "Continue with". */
                label: string;
                /** @description What the provider must know as the place to send people back to. */
                redirect_uri: string;
                /** Format: date-time */
                updated_at: string;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_ImpersonationRow: {
            data: {
                /** Format: date-time */
                created_at: string;
                /**
                 * Format: date-time
                 * @description When it ended, or will at the latest.
                 */
                ends_at: string;
                /** Format: uuid */
                id: string;
                /** @description Whether it goes on. */
                live: boolean;
                /** Format: uuid */
                operator_id: string;
                operator_name?: string | null;
                reason: string;
                /** Format: uuid */
                tenant_id: string;
                tenant_name?: string | null;
                /** Format: uuid */
                user_id: string;
                user_name?: string | null;
                writes: boolean;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_InstallationTenant: {
            data: {
                /**
                 * Format: int64
                 * @description Spent on AI in the month in which anything was last spent.
                 */
                ai_cost_micros: number;
                /** Format: date-time */
                created_at: string;
                /** Format: uuid */
                id: string;
                /**
                 * Format: date-time
                 * @description When anybody last wrote or answered.
                 */
                last_message_at?: string | null;
                /** Format: int64 */
                members: number;
                name: string;
                slug: string;
                /**
                 * Format: date-time
                 * @description Set while it is suspended.
                 */
                suspended_at?: string | null;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_InstallationUser: {
            data: {
                /** Format: date-time */
                created_at: string;
                email: string;
                /** Format: uuid */
                id: string;
                name: string;
                /** Format: date-time */
                operator_since?: string | null;
                /**
                 * Format: date-time
                 * @description Set while the account is suspended.
                 */
                suspended_at?: string | null;
                /**
                 * Format: int64
                 * @description Of how many they are a member.
                 */
                tenants: number;
                /**
                 * Format: date-time
                 * @description When a session of theirs was last used, to about a quarter of an hour.
                 */
                used_at?: string | null;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_InvitationView: {
            data: {
                /** Format: date-time */
                created_at: string;
                email: string;
                expired: boolean;
                /** Format: date-time */
                expires_at: string;
                /** Format: uuid */
                id: string;
                invited_by?: string | null;
                role: components["schemas"]["Role"];
                /**
                 * Format: uuid
                 * @description A custom role.
                 */
                role_id?: string | null;
                role_name: string;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_Job: {
            data: {
                /**
                 * Format: int32
                 * @description How often it was tried.
                 */
                attempt: number;
                /** Format: date-time */
                created_at: string;
                /** @description Why the last attempt failed; addresses and what looks like a secret are shortened. */
                error?: string | null;
                /** Format: date-time */
                failed_at?: string | null;
                /** Format: uuid */
                id: string;
                kind: string;
                /** Format: int32 */
                max_attempts: number;
                /** @description Only ids and what its kind declares harmless; the rest is masked. */
                payload: unknown;
                /**
                 * Format: int32
                 * @description Among the workspace's jobs in the queue, lower runs first.
                 */
                priority: number;
                /**
                 * Format: float
                 * @description 0 to 1, where the job says so.
                 */
                progress?: number | null;
                progress_note?: string | null;
                /** @description None for a kind that nothing handles any more. */
                queue?: string | null;
                /**
                 * Format: date-time
                 * @description When it is due.
                 */
                run_at: string;
                /**
                 * Format: date-time
                 * @description Of the attempt under way, or the last one.
                 */
                started_at?: string | null;
                state: components["schemas"]["JobState"];
                /** @description Somebody asked a running one to stop. */
                stopping: boolean;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_JobQueue: {
            data: {
                /**
                 * Format: int64
                 * @description In the last hour.
                 */
                done: number;
                /** Format: int64 */
                failed: number;
                /**
                 * Format: int64
                 * @description For good, in the last hour.
                 */
                given_up: number;
                kinds: string[];
                name: string;
                /**
                 * Format: date-time
                 * @description Since when the oldest is due.
                 */
                oldest_due_at?: string | null;
                /** @description Nothing of it is begun. */
                paused: boolean;
                /**
                 * Format: int64
                 * @description Are due.
                 */
                queued: number;
                /** Format: int64 */
                retried: number;
                /**
                 * Format: int32
                 * @description Milliseconds that 99 in 100 ran at the most.
                 */
                run_p99_ms?: number | null;
                /** Format: int64 */
                running: number;
                /**
                 * Format: int64
                 * @description Wait for their time, or for their next attempt.
                 */
                scheduled: number;
                /**
                 * Format: int32
                 * @description Milliseconds from being due to being begun, of half of them and of 99 in 100; none where nothing ran, or for longer than
                 *     ten minutes.
                 */
                wait_p50_ms?: number | null;
                /** Format: int32 */
                wait_p99_ms?: number | null;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_JobSchedule: {
            data: {
                /** @description Five fields, as cron has them. */
                expression: string;
                /** Format: date-time */
                last_ended_at?: string | null;
                last_error?: string | null;
                last_result?: string | null;
                /** Format: date-time */
                last_started_at?: string | null;
                name: string;
                /** Format: date-time */
                next_at: string;
                time_zone: string;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_LimitUsage: {
            data: {
                /**
                 * Format: int64
                 * @description Null: as many as one likes.
                 */
                most?: number | null;
                name: components["schemas"]["Limit"];
                /** Format: int64 */
                used: number;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_LinkedIdentity: {
            data: {
                /** Format: date-time */
                created_at: string;
                /** @description As the provider last said. */
                email?: string | null;
                /** Format: uuid */
                id: string;
                issuer: string;
                /** @description The provider's name when it was linked. */
                label: string;
                /** Format: date-time */
                used_at?: string | null;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_Member: {
            data: {
                /** @description `available` or `away`. */
                availability: string;
                /** Format: date-time */
                created_at: string;
                email: string;
                name: string;
                /** @description `online` or `offline`. */
                presence: string;
                /** @description Of a custom role, the one it is based on. */
                role: components["schemas"]["Role"];
                /**
                 * Format: uuid
                 * @description A custom role.
                 */
                role_id?: string | null;
                role_name: string;
                /** @description Keeps the place, and may not come in. */
                suspended: boolean;
                /** @description By name. */
                teams: components["schemas"]["TeamName"][];
                /** Format: uuid */
                user_id: string;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_Membership: {
            data: {
                role: components["schemas"]["Role"];
                tenant: components["schemas"]["TenantSummary"];
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_Message: {
            data: {
                citations: components["schemas"]["Citation"][];
                /** @description What the sender called it, so that a repeat is recognised. */
                client_id?: string | null;
                content: string;
                /** Format: uuid */
                conversation_id: string;
                /** Format: date-time */
                created_at: string;
                /** Format: uuid */
                id: string;
                /** @description A note among staff. */
                private: boolean;
                sender: components["schemas"]["Sender"];
                /**
                 * Format: int64
                 * @description Rises within the conversation.
                 */
                seq: number;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_Migration: {
            data: {
                /** Format: date-time */
                applied_at: string;
                description: string;
                /** Format: int64 */
                version: number;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_Notification: {
            data: {
                /** @description What was written last, or why. */
                body: string;
                /**
                 * Format: uuid
                 * @description Where it leads, if to a conversation.
                 */
                conversation_id?: string | null;
                /**
                 * Format: int32
                 * @description How often it happened before one looked.
                 */
                count: number;
                /** Format: date-time */
                created_at: string;
                /** Format: uuid */
                id: string;
                kind: components["schemas"]["NotificationKind"];
                /** Format: date-time */
                read_at?: string | null;
                title: string;
                /**
                 * Format: date-time
                 * @description Of the last time it happened.
                 */
                updated_at: string;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_OperatorLogEntry: {
            data: {
                /** @description Such as `tenant.suspended`. */
                action: string;
                address?: string | null;
                after?: unknown;
                /** @description Secrets are masked. */
                before?: unknown;
                /** Format: date-time */
                created_at: string;
                /** Format: uuid */
                id: string;
                /**
                 * Format: uuid
                 * @description Null: the command line.
                 */
                operator_id?: string | null;
                /** @description As it was then. */
                operator_name?: string | null;
                reason?: string | null;
                request_id?: string | null;
                target_id?: string | null;
                target_kind: string;
                /** @description As it was then. */
                target_name?: string | null;
                /** Format: uuid */
                tenant_id?: string | null;
                user_agent?: string | null;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_OutboxLetter: {
            data: {
                /** Format: date-time */
                created_at: string;
                html: string;
                /** Format: uuid */
                id: string;
                subject: string;
                /** @description Which letter it is, such as `invitation`. */
                template: string;
                text: string;
                to: string;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_Passkey: {
            data: {
                /** @description Whether it is synchronised between its person's devices, and so outlives this one. */
                backed_up: boolean;
                /** @description Its counter went back, so there may be a copy: it opens nothing any more. Remove it, and make a new one. */
                blocked: boolean;
                /** Format: date-time */
                created_at: string;
                /** Format: uuid */
                id: string;
                name: string;
                /** Format: date-time */
                used_at?: string | null;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_PersonName: {
            data: {
                email: string;
                name: string;
                role: components["schemas"]["Role"];
                /** Format: uuid */
                user_id: string;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_RoleView: {
            data: {
                /**
                 * Format: uuid
                 * @description Null for the built-in ones.
                 */
                id?: string | null;
                inherits?: components["schemas"]["Role"] | null;
                /**
                 * Format: int64
                 * @description How many members have it.
                 */
                members: number;
                name: string;
                permissions: components["schemas"]["RolePermission"][];
                /** @description A built-in role: itself. A custom one: the role it is based on. */
                role: components["schemas"]["Role"];
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_SignInProvider: {
            data: {
                /** @description Leads on: `GET /auth/oauth/{id}`. */
                id: string;
                /** @description `google` or `openid`. */
                kind: string;
                /** @description After "Continue with". */
                label: string;
                /** @description The name of the workspace whose own it is, and for which alone it is good. */
                workspace?: string | null;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_Suggestion: {
            data: {
                citations: components["schemas"]["Citation"][];
                /** Format: float */
                confidence: number;
                content: string;
                /** Format: uuid */
                conversation_id: string;
                /** Format: date-time */
                created_at: string;
                grounded: boolean;
                /** Format: uuid */
                id: string;
                /** Format: uuid */
                in_reply_to?: string | null;
                provider: string;
                /** Format: int32 */
                rating?: number | null;
                /** @description Why it is not grounded, when it is not. */
                reason?: string | null;
                status: components["schemas"]["SuggestionStatus"];
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_Team: {
            data: {
                /** Format: date-time */
                created_at: string;
                description: string;
                /** Format: uuid */
                id: string;
                /** @description Who is in it, by name. */
                members: components["schemas"]["TeamMember"][];
                name: string;
                /**
                 * Format: int64
                 * @description Conversations that stand with it and are not resolved.
                 */
                open_conversations: number;
                /** Format: date-time */
                updated_at: string;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_TrustedBrowser: {
            data: {
                /** Format: date-time */
                created_at: string;
                /** Format: date-time */
                expires_at: string;
                /** Format: uuid */
                id: string;
                /** @description Such as "Firefox on Windows". */
                name: string;
                /** @description The address that it was last used from. */
                place?: string | null;
                /** Format: date-time */
                used_at: string;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_WebhookDelivery: {
            data: {
                /**
                 * Format: int32
                 * @description Made so far.
                 */
                attempts: number;
                /** Format: date-time */
                created_at: string;
                /** Format: date-time */
                ended_at?: string | null;
                /** Format: uuid */
                endpoint_id: string;
                /**
                 * Format: uuid
                 * @description Sent as `webhook-id`, the same in every attempt.
                 */
                event_id: string;
                event_type: string;
                /** Format: uuid */
                id: string;
                last_error?: string | null;
                /**
                 * Format: int32
                 * @description Of the last answer; null when there was none.
                 */
                last_status?: number | null;
                /**
                 * Format: date-time
                 * @description When the next is made.
                 */
                next_at?: string | null;
                state: components["schemas"]["WebhookDeliveryState"];
                /** @description A test event, which happened nowhere. */
                test: boolean;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        /** @description A list's answer. */
        Page_WebhookEndpoint: {
            data: {
                /** Format: date-time */
                created_at: string;
                description: string;
                /** Format: date-time */
                disabled_at?: string | null;
                disabled_reason?: components["schemas"]["WebhookDisabledReason"] | null;
                enabled: boolean;
                /** @description The types of events that it is told of; empty: every type. */
                event_types: string[];
                /**
                 * Format: date-time
                 * @description The first failure since its last success.
                 */
                failing_since?: string | null;
                /** @description Names of the headers that requests carry beside the usual ones. */
                header_names: string[];
                /** Format: uuid */
                id: string;
                /**
                 * Format: date-time
                 * @description Until then the secret before the last rotation signs as well.
                 */
                previous_secret_until?: string | null;
                /**
                 * Format: int32
                 * @description Requests a second at the most; null: as fast as it answers.
                 */
                rate_limit?: number | null;
                /** Format: date-time */
                updated_at: string;
                url: string;
            }[];
            page: components["schemas"]["PageInfo"];
        };
        Passkey: {
            /** @description Whether it is synchronised between its person's devices, and so outlives this one. */
            backed_up: boolean;
            /** @description Its counter went back, so there may be a copy: it opens nothing any more. Remove it, and make a new one. */
            blocked: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: date-time */
            used_at?: string | null;
        };
        /** @description A new passkey and, with the first factor, the recovery codes. */
        PasskeyAdded: {
            passkey: components["schemas"]["Passkey"];
            /** @description With the first factor only: ten codes, shown this once. */
            recovery_codes?: string[] | null;
        };
        PasskeyChange: {
            name: string;
        };
        PasskeyLogin: {
            /** @description What `navigator.credentials.get` gave, as its `toJSON` writes it. */
            credential: Record<string, never>;
            /**
             * Format: uuid
             * @description The workspace to begin in; the oldest membership when absent.
             */
            tenant_id?: string | null;
        };
        /**
         * @description What the browser is to be asked: `navigator.credentials` takes it once the texts in base64url are made bytes
         *     (`PublicKeyCredential.parseCreationOptionsFromJSON`, `parseRequestOptionsFromJSON`).
         */
        PasskeyOptions: {
            public_key: Record<string, never>;
        };
        PasswordChange: {
            current_password: string;
            password: string;
        };
        PasswordLength: {
            max: number;
            min: number;
        };
        PasswordReset: {
            password: string;
            /** @description From the letter's link. */
            token: string;
        };
        /** @enum {string} */
        Permission: "tenant:read" | "tenant:write" | "members:read" | "members:write" | "roles:write" | "audit:read" | "ownership:transfer" | "contacts:read" | "contacts:write" | "catalogue:read" | "catalogue:write" | "conversations:read" | "conversations:write" | "conversations:assign" | "chatbots:read" | "chatbots:write" | "knowledge:read" | "knowledge:write" | "ai:read" | "ai:write" | "jobs:read" | "jobs:write" | "identity_providers:write" | "conversations:read_all" | "teams:write" | "tenant:delete" | "api_keys:read" | "api_keys:write" | "webhooks:read" | "webhooks:write";
        /** @description Somebody to choose. */
        PersonName: {
            email: string;
            name: string;
            role: components["schemas"]["Role"];
            /** Format: uuid */
            user_id: string;
        };
        /** @description Where somebody was, roughly. */
        Place: {
            /** @description Its English name, where the database has cities. */
            city?: string | null;
            /** @description ISO 3166-1, such as `DE`. */
            country?: string | null;
            /** @description An address of the network that the server itself is in. */
            local: boolean;
            /** @description Whose database says so, where its licence wants that named. */
            source?: string | null;
        };
        /** @enum {string} */
        Priority: "low" | "normal" | "high" | "urgent";
        /** @description The body of every failure (`application/problem+json`). */
        Problem: {
            code: string;
            detail: string;
            errors?: components["schemas"]["FieldError"][];
            request_id: string;
            /** Format: int32 */
            status: number;
            title: string;
            type: string;
        };
        /** @description One's own profile. */
        Profile: {
            /** @description None: as the browser says. */
            locale?: string | null;
            name: string;
            time_zone?: string | null;
        };
        ProfileChange: {
            /** @description A language tag (BCP 47), such as `en-GB`; an empty text: as the browser says. */
            locale?: string | null;
            name?: string | null;
            /** @description A name of the IANA time zone database, such as `Europe/Oslo`; an empty text: as the browser says. */
            time_zone?: string | null;
        };
        /** @description How one's own sign-in is protected. */
        Protection: {
            /** @description Whether there is a password to prove with. */
            has_password: boolean;
            /** @description What that workspace still asks of this session. */
            mfa: components["schemas"]["Standing"];
            /** @description The address that passkeys are bound to; no other page can make or use them. */
            passkey_origin: string;
            /**
             * Format: int64
             * @description Passkeys that open the account.
             */
            passkeys: number;
            /**
             * Format: date-time
             * @description Until then sensitive changes need no other proof.
             */
            proved_until?: string | null;
            recovery_codes?: components["schemas"]["RecoveryCodesState"] | null;
            /** @description Whether the workspace of the token requires a second factor. */
            required: boolean;
            totp?: components["schemas"]["TotpState"] | null;
        };
        Proved: {
            /**
             * Format: date-time
             * @description Until then sensitive changes need no other proof.
             */
            proved_until: string;
        };
        ProviderStatus: {
            name: string;
            ok: boolean;
        };
        ProviderUsage: {
            /** Format: int64 */
            calls: number;
            /** Format: int64 */
            cost_micros: number;
            /**
             * Format: int64
             * @description Calls that gave no answer; a refusal or a rejected draft is not one.
             */
            failures: number;
            /** Format: int64 */
            input_tokens: number;
            model: string;
            /** Format: int64 */
            output_tokens: number;
            /** Format: int32 */
            p50_ms: number;
            /** Format: int32 */
            p95_ms: number;
            provider: string;
        };
        /** @description A sign-in that waits to be approved on a phone. */
        QrAsked: {
            /** @description What the phone will say of this browser. */
            browser: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /**
             * Format: int32
             * @description Seconds to be left between two polls.
             */
            interval: number;
            /** @description Where the code leads. */
            link: string;
            /** @description The link as a QR code, an SVG image. */
            qr: string;
            /**
             * @description Proves to be the one who asked, in the header `x-qr-secret` of each poll. To be kept from everybody else: the session
             *     goes to whoever has it.
             */
            secret: string;
            /** @description What the phone shows as well, to be compared, or typed there. Such as `BCDF-GHJK`. */
            user_code: string;
        };
        /** @description How a request stands; with it, once, what signing in gives. */
        QrPolled: {
            /** Format: date-time */
            expires_at: string;
            /**
             * Format: int32
             * @description Seconds to be left before the next poll.
             */
            interval: number;
            second_factor?: components["schemas"]["SecondFactorRequired"] | null;
            session?: components["schemas"]["Session"] | null;
            status: components["schemas"]["QrStatus"];
        };
        /** @description Who asks to be signed in. */
        QrRequest: {
            address?: string | null;
            /** Format: date-time */
            asked_at: string;
            /** @description Such as "Firefox on Windows". */
            browser: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            place?: components["schemas"]["Place"] | null;
            /** @description Must be the one that stands beside the QR code on the other screen. */
            user_code: string;
        };
        /** @description From the link of the code, or typed. */
        QrScan: {
            /** Format: uuid */
            id?: string | null;
            user_code?: string | null;
        };
        /**
         * @description How far a request has come.
         * @enum {string}
         */
        QrStatus: "pending" | "scanned" | "approved" | "denied" | "used" | "expired";
        /** @description Hours without letters, in one's own time zone, else the workspace's. The end may be on the next day. */
        QuietHours: {
            /** @description Such as `22:00`. */
            begins: string;
            ends: string;
        };
        RagAnswer: {
            answer: string;
            citations: components["schemas"]["Citation"][];
            /**
             * Format: float
             * @description 0 to 1.
             */
            confidence: number;
            /** @description False when nothing supports an answer; no model was asked then. */
            grounded: boolean;
            provider: string;
        };
        RagQuestion: {
            question: string;
        };
        ReadCount: {
            /**
             * Format: int64
             * @description How many were unread.
             */
            read: number;
        };
        Recovered: {
            /**
             * Format: int64
             * @description Events that are looked at again; those that the endpoint never got are delivered.
             */
            events: number;
            /**
             * Format: int64
             * @description Deliveries that had failed and are tried again.
             */
            retried: number;
        };
        Recovery: {
            /**
             * Format: date-time
             * @description What happened from then on and did not reach the endpoint is delivered.
             */
            since: string;
        };
        /** @description Codes as they are shown, once. */
        RecoveryCodes: {
            /** @description Such as `k7m2p-9xq4d`. Kept by their hashes alone, so nobody can show them again. */
            codes: string[];
        };
        RecoveryCodesState: {
            /** Format: date-time */
            created_at: string;
            /** Format: int64 */
            left: number;
            /** Format: int64 */
            of: number;
        };
        Refresh: {
            /** @description Left out by browsers, which send the cookie. */
            refresh_token?: string | null;
            /**
             * Format: uuid
             * @description The workspace that the access token shall be for; the one last used when absent.
             */
            tenant_id?: string | null;
        };
        Registration: {
            email: string;
            name: string;
            /** @description 8 to 128 characters; long is what makes it good. None that everyone uses, or that is little more than the names beside it. */
            password: string;
            /** @description The version of the terms that the person agreed to, as `GET /auth/options` has it. */
            terms_version?: string | null;
            /** @description The name of the business. */
            workspace: string;
        };
        /** @description A registration that waits for its address to be confirmed. */
        RegistrationBegun: {
            email: string;
            /** Format: date-time */
            expires_at: string;
            /** @description A secret of whoever registers; `POST /auth/register/confirm` takes it together with the letter's code. */
            registration: string;
        };
        Replay: {
            /** Format: uuid */
            endpoint_id: string;
            /**
             * Format: date-time
             * @description Deliveries that were made from then on.
             */
            since: string;
            state?: components["schemas"]["WebhookDeliveryState"] | null;
            /**
             * Format: date-time
             * @description And before; now when absent.
             */
            until?: string | null;
        };
        Replayed: {
            /** Format: int64 */
            replayed: number;
        };
        Resend: {
            /** @description What `POST /auth/register` gave. */
            registration: string;
        };
        RetriedJobs: {
            /** @description Whether there are more; call again. */
            more: boolean;
            /** Format: int64 */
            retried: number;
        };
        RetryFailedJobs: {
            /** @description Of this kind only. */
            kind?: string | null;
        };
        /**
         * @description A member's role, weakest first, so that the order is the inheritance.
         * @enum {string}
         */
        Role: "viewer" | "agent" | "supervisor" | "admin" | "owner";
        RoleChange: {
            name?: string | null;
            /** @description What it may beyond its base, in place of what it was. */
            permissions?: components["schemas"]["Permission"][] | null;
        };
        /** @description A permission of a role, and where the role has it from. */
        RolePermission: {
            inherited_from?: components["schemas"]["Role"] | null;
            permission: components["schemas"]["Permission"];
        };
        RoleView: {
            /**
             * Format: uuid
             * @description Null for the built-in ones.
             */
            id?: string | null;
            inherits?: components["schemas"]["Role"] | null;
            /**
             * Format: int64
             * @description How many members have it.
             */
            members: number;
            name: string;
            permissions: components["schemas"]["RolePermission"][];
            /** @description A built-in role: itself. A custom one: the role it is based on. */
            role: components["schemas"]["Role"];
        };
        Rotation: {
            /**
             * Format: int64
             * @description For how long the old key is good beside the new one, 0 to 168; 24 when absent. With 0 it ends at once.
             */
            overlap_hours?: number | null;
        };
        /** @description The first factor was right, and the account has a second one: `POST /auth/mfa/verify` takes it and gives the session. */
        SecondFactorRequired: {
            /**
             * Format: int64
             * @description Seconds.
             */
            expires_in: number;
            methods: components["schemas"]["FactorKind"][];
            /** @description Always true; a session has no such field. */
            mfa_required: boolean;
            /** @description Stands for this sign-in. Good once. */
            mfa_token: string;
        };
        SecretRotation: {
            /**
             * Format: int64
             * @description For so many hours the secret of before signs as well; 24 when absent, 0: from now on it does not.
             */
            overlap_hours?: number | null;
        };
        Sender: {
            /** Format: uuid */
            id?: string | null;
            kind: components["schemas"]["SenderKind"];
            name?: string | null;
        };
        /** @enum {string} */
        SenderKind: "customer" | "staff" | "ai" | "system";
        /** @description What signing in gives. */
        Session: {
            access_token: string;
            /**
             * Format: int64
             * @description Seconds.
             */
            expires_in: number;
            /**
             * @description Whether the workspace asks for more before it lets this session in: until then its operations answer 403 with
             *     `second_factor_required` or `mfa_enrolment_required`.
             */
            mfa: components["schemas"]["Standing"];
            refresh_token: string;
            role: components["schemas"]["Role"];
            tenant: components["schemas"]["TenantSummary"];
            user: components["schemas"]["UserSummary"];
        };
        SessionStarted: {
            /**
             * Format: uuid
             * @description Null until the first message.
             */
            conversation_id?: string | null;
            visitor_token: string;
        };
        /** @description What signing in gives: a session, or the question for a second factor. `mfa_required` tells them apart. */
        SignIn: components["schemas"]["Session"] | components["schemas"]["SecondFactorRequired"];
        /** @description A button of the sign-in page. */
        SignInProvider: {
            /** @description Leads on: `GET /auth/oauth/{id}`. */
            id: string;
            /** @description `google` or `openid`. */
            kind: string;
            /** @description After "Continue with". */
            label: string;
            /** @description The name of the workspace whose own it is, and for which alone it is good. */
            workspace?: string | null;
        };
        /**
         * @description Whether a session has what a tenant requires of it beyond the membership.
         * @enum {string}
         */
        Standing: "ok" | "second_factor_required" | "enrolment_required";
        Status: {
            database: components["schemas"]["DatabaseStatus"];
            model: components["schemas"]["ModelStatus"];
            /** @description `ok`, or `degraded` when a dependency is not there. */
            status: string;
            /** Format: int64 */
            uptime_seconds: number;
            version: string;
            workers: components["schemas"]["WorkerStatus"];
        };
        StepUp: {
            factor?: components["schemas"]["FactorProof"] | null;
            /** @description Instead of a factor. It does not count as one where a second factor is wanted. */
            password?: string | null;
        };
        StorageFigures: {
            /** Format: int64 */
            database_bytes: number;
            /**
             * Format: int64
             * @description The files of documents, which are in the database.
             */
            document_bytes: number;
        };
        /** @description An AI draft for staff. */
        Suggestion: {
            citations: components["schemas"]["Citation"][];
            /** Format: float */
            confidence: number;
            content: string;
            /** Format: uuid */
            conversation_id: string;
            /** Format: date-time */
            created_at: string;
            grounded: boolean;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            in_reply_to?: string | null;
            provider: string;
            /** Format: int32 */
            rating?: number | null;
            /** @description Why it is not grounded, when it is not. */
            reason?: string | null;
            status: components["schemas"]["SuggestionStatus"];
        };
        /**
         * @description What became of an AI draft.
         * @enum {string}
         */
        SuggestionStatus: "pending" | "accepted" | "edited" | "rejected";
        SuggestionUsage: {
            /** Format: int64 */
            accepted: number;
            /** Format: int64 */
            edited: number;
            /** Format: int64 */
            rejected: number;
            /** Format: int64 */
            total: number;
        };
        Suspension: {
            by?: string | null;
            reason: string;
            /** Format: date-time */
            since: string;
        };
        /** @description An access token for another workspace, in the same session. */
        SwitchedSession: {
            access_token: string;
            /**
             * Format: int64
             * @description Seconds.
             */
            expires_in: number;
            /** @description What the workspace still asks for before it lets this session in. */
            mfa: components["schemas"]["Standing"];
            role: components["schemas"]["Role"];
            tenant: components["schemas"]["TenantSummary"];
        };
        Team: {
            /** Format: date-time */
            created_at: string;
            description: string;
            /** Format: uuid */
            id: string;
            /** @description Who is in it, by name. */
            members: components["schemas"]["TeamMember"][];
            name: string;
            /**
             * Format: int64
             * @description Conversations that stand with it and are not resolved.
             */
            open_conversations: number;
            /** Format: date-time */
            updated_at: string;
        };
        TeamChange: {
            description?: string | null;
            /** @description Who is in it, in place of who was. */
            member_ids?: string[] | null;
            name?: string | null;
        };
        TeamMember: {
            name: string;
            /** Format: uuid */
            user_id: string;
        };
        /** @description A team by its name. */
        TeamName: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        Tenant: {
            /** @description The workspace's colour as `#rrggbb`; new chatbots begin with it. */
            accent?: string | null;
            /**
             * Format: int32
             * @description Days for which the audit log is kept.
             */
            audit_days: number;
            /** Format: date-time */
            created_at: string;
            /** @description As ISO 4217 has it, such as `USD`. */
            currency: string;
            /**
             * Format: date-time
             * @description When it is erased; null while nobody wants that.
             */
            delete_at?: string | null;
            /** @description Who asked for that. */
            deleted_by?: string | null;
            /** Format: uuid */
            id: string;
            /** @description As BCP 47 has it, such as `en` or `nb-NO`. */
            locale: string;
            /** @description Where the logo is, as a path of this server that needs no token; another one for every logo. */
            logo?: string | null;
            /** @description Whether members need a second factor to come in. */
            mfa_required: boolean;
            name: string;
            slug: string;
            /** @description By its IANA name, such as `Europe/Oslo`. */
            time_zone: string;
        };
        TenantChange: {
            /** @description As `#rrggbb`; null for none. */
            accent?: string | null;
            /**
             * Format: int32
             * @description Days for which the audit log is kept, 30 to 3650.
             */
            audit_days?: number | null;
            currency?: string | null;
            locale?: string | null;
            /** @description Whether members need a second factor to come in. Those without one are led to set one up, and see nothing until then. */
            mfa_required?: boolean | null;
            name?: string | null;
            /** @description 3 to 40 lower-case letters, digits and single dashes. The one before stays reserved for this workspace for 90 days. */
            slug?: string | null;
            time_zone?: string | null;
        };
        TenantSummary: {
            /** Format: uuid */
            id: string;
            name: string;
            slug: string;
        };
        TenantSwitch: {
            /** Format: uuid */
            tenant_id: string;
        };
        TermsView: {
            privacy_url?: string | null;
            url?: string | null;
            version: string;
        };
        TestEvent: {
            /** @description `message.created` when absent. */
            event_type?: string | null;
        };
        Ticket: {
            /**
             * Format: int64
             * @description Seconds.
             */
            expires_in: number;
            ticket: string;
        };
        TotpCode: {
            /** @description Six digits, as the app shows them now. */
            code: string;
        };
        /** @description What an app needs to know. Shown until it is confirmed, never again. */
        TotpSetup: {
            /** @description The same to scan, an SVG as a `data:` address. */
            qr: string;
            /** @description Base32, for typing it in. */
            secret: string;
            /** @description `otpauth://…` */
            uri: string;
        };
        /** @description An authenticator app. */
        TotpState: {
            /** Format: date-time */
            confirmed_at: string;
            /** Format: date-time */
            used_at?: string | null;
        };
        /** @description A browser that is not asked for a second factor. */
        TrustedBrowser: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /** @description Such as "Firefox on Windows". */
            name: string;
            /** @description The address that it was last used from. */
            place?: string | null;
            /** Format: date-time */
            used_at: string;
        };
        Typing: {
            typing: boolean;
        };
        UnreadCount: {
            /** Format: int64 */
            count: number;
        };
        Usage: {
            budget: components["schemas"]["Budget"];
            by_day: components["schemas"]["DayUsage"][];
            by_provider: components["schemas"]["ProviderUsage"][];
            /** Format: int64 */
            calls: number;
            /** Format: int64 */
            cost_micros: number;
            /** Format: date */
            from: string;
            /** Format: int64 */
            input_tokens: number;
            /** @description Month of the first day, `2026-11`. */
            month: string;
            /** Format: int64 */
            output_tokens: number;
            suggestions: components["schemas"]["SuggestionUsage"];
            /**
             * Format: date
             * @description The last day that is counted.
             */
            to: string;
        };
        UserSummary: {
            email: string;
            /** Format: uuid */
            id: string;
            name: string;
        };
        Verification: {
            /** @description The letter's six digits; for who is signed in. */
            code?: string | null;
            /** @description With the link, for who is not signed in. */
            password?: string | null;
            /** @description From the letter's link. */
            token?: string | null;
        };
        /** @description What a visitor may know of their conversation. */
        VisitorConversation: {
            assignee_name?: string | null;
            /** @description A person has it, or will. */
            handover: boolean;
            /** Format: uuid */
            id: string;
            status: components["schemas"]["ConversationStatus"];
        };
        VisitorDetails: {
            email?: string | null;
            name?: string | null;
        };
        /** @description Messages, and where the conversation stands. */
        VisitorMessages: {
            conversation?: components["schemas"]["VisitorConversation"] | null;
            data: components["schemas"]["Message"][];
            page: components["schemas"]["PageInfo"];
        };
        VisitorRead: {
            /**
             * Format: int64
             * @description The last `seq` that the visitor has seen.
             */
            seq: number;
        };
        VisitorTyping: {
            typing: boolean;
        };
        WaitingSignIn: {
            /** @description From the answer to the first step. */
            mfa_token: string;
        };
        /** @description One request, and what came back. */
        WebhookAttempt: {
            /** Format: date-time */
            at: string;
            /** Format: int32 */
            duration_ms: number;
            error?: string | null;
            /**
             * Format: int32
             * @description 1 the first.
             */
            number: number;
            /** @description The beginning of the answer. */
            response?: string | null;
            /**
             * Format: int32
             * @description Null when nothing answered.
             */
            status?: number | null;
        };
        /** @description An event on its way to an endpoint. */
        WebhookDelivery: {
            /**
             * Format: int32
             * @description Made so far.
             */
            attempts: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            ended_at?: string | null;
            /** Format: uuid */
            endpoint_id: string;
            /**
             * Format: uuid
             * @description Sent as `webhook-id`, the same in every attempt.
             */
            event_id: string;
            event_type: string;
            /** Format: uuid */
            id: string;
            last_error?: string | null;
            /**
             * Format: int32
             * @description Of the last answer; null when there was none.
             */
            last_status?: number | null;
            /**
             * Format: date-time
             * @description When the next is made.
             */
            next_at?: string | null;
            state: components["schemas"]["WebhookDeliveryState"];
            /** @description A test event, which happened nowhere. */
            test: boolean;
        };
        /** @description A delivery with what is sent and its attempts. */
        WebhookDeliveryDetail: components["schemas"]["WebhookDelivery"] & {
            /** @description What is sent; null when the event is not kept any more. */
            body?: Record<string, never> | null;
            /** @description The latest first. */
            log: components["schemas"]["WebhookAttempt"][];
        };
        /** @enum {string} */
        WebhookDeliveryState: "pending" | "delivered" | "failed";
        /**
         * @description Why an endpoint is disabled.
         * @enum {string}
         */
        WebhookDisabledReason: "person" | "gone" | "failing";
        /** @description Where a workspace wants to be told of events. Its secret and the values of its headers are not shown. */
        WebhookEndpoint: {
            /** Format: date-time */
            created_at: string;
            description: string;
            /** Format: date-time */
            disabled_at?: string | null;
            disabled_reason?: components["schemas"]["WebhookDisabledReason"] | null;
            enabled: boolean;
            /** @description The types of events that it is told of; empty: every type. */
            event_types: string[];
            /**
             * Format: date-time
             * @description The first failure since its last success.
             */
            failing_since?: string | null;
            /** @description Names of the headers that requests carry beside the usual ones. */
            header_names: string[];
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description Until then the secret before the last rotation signs as well.
             */
            previous_secret_until?: string | null;
            /**
             * Format: int32
             * @description Requests a second at the most; null: as fast as it answers.
             */
            rate_limit?: number | null;
            /** Format: date-time */
            updated_at: string;
            url: string;
        };
        /** @description What is left out stays as it is. */
        WebhookEndpointChange: {
            description?: string | null;
            enabled?: boolean | null;
            /** @description Empty: every type. */
            event_types?: string[] | null;
            /** @description In place of all that there are. */
            headers?: {
                [key: string]: string;
            } | null;
            /**
             * Format: int32
             * @description Null: as fast as it answers.
             */
            rate_limit?: number | null;
            url?: string | null;
        };
        /** @description An endpoint with its secret, which is shown this once. */
        WebhookEndpointWithSecret: components["schemas"]["WebhookEndpoint"] & {
            /** @description `whsec_…`, as libraries of Standard Webhooks take it. */
            secret: string;
        };
        WhichToRead: {
            /**
             * Format: uuid
             * @description Only those about this conversation.
             */
            conversation_id?: string | null;
        };
        /** @description What the widget needs before anyone writes. */
        WidgetConfig: {
            /** @description False while the workspace is suspended: nothing can be written. */
            available: boolean;
            away_message: string;
            colors: components["schemas"]["Colors"];
            greeting: string;
            mode: components["schemas"]["WidgetMode"];
            name: string;
            /** @description Whether it is within business hours. */
            online: boolean;
            tenant_name: string;
        };
        /**
         * @description Who answers in the widget.
         * @enum {string}
         */
        WidgetMode: "auto" | "assist" | "off";
        WorkerStatus: {
            /** Format: int64 */
            failed: number;
            /** @description Whether this process runs jobs itself. */
            here: boolean;
            ok: boolean;
            /** Format: int64 */
            queued: number;
            /** Format: int64 */
            running: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_jwks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Jwks"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_info: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Info"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_impersonations: {
        parameters: {
            query?: {
                /** @description Only those that go on. */
                live?: boolean;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ImpersonationRow"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_impersonation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_all_jobs: {
        parameters: {
            query?: {
                state?: components["schemas"]["JobState"];
                kind?: string;
                tenant_id?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AnyJob"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_job_queues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_JobQueue"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pause_job_queue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobQueuePause"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_JobQueuePause"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_job_schedules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_JobSchedule"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_any_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant_id: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_any_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant_id: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_CancelledJob"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retry_any_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant_id: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_operator_log: {
        parameters: {
            query?: {
                /** @description Who did it. */
                operator_id?: string;
                /** @description What was done, or its beginning, such as `tenant.`. */
                action?: string;
                /** @description On what. */
                target_id?: string;
                /** @description About which tenant. */
                tenant_id?: string;
                /** @description Not before. */
                since?: string;
                /** @description Before. */
                until?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_OperatorLogEntry"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    admin_get_stats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_InstallationStats"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    admin_list_tenants: {
        parameters: {
            query?: {
                /** @description A part of name or slug. */
                q?: string;
                /** @description Only those that are, or are not. */
                suspended?: boolean;
                sort?: "-created_at" | "name";
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_InstallationTenant"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    admin_read_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_InstallationTenantDetail"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    impersonate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewImpersonation"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_ImpersonationStarted"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    admin_suspend_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OperatorReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_InstallationTenantDetail"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    admin_unsuspend_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OperatorReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_InstallationTenantDetail"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    admin_list_users: {
        parameters: {
            query?: {
                /** @description A part of address or name. */
                q?: string;
                /** @description Only those that are, or are not. */
                suspended?: boolean;
                /** @description Only those who are, or are not. */
                operator?: boolean;
                sort?: "-created_at" | "email";
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_InstallationUser"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    admin_read_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_InstallationUserDetail"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    admin_end_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OperatorReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_InstallationUserDetail"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    grant_operator: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OperatorReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_InstallationUserDetail"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    admin_remove_factors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OperatorReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_InstallationUserDetail"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    admin_require_password_reset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OperatorReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_InstallationUserDetail"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_operator: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OperatorReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_InstallationUserDetail"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    admin_suspend_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OperatorReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_InstallationUserDetail"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    admin_unsuspend_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OperatorReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_InstallationUserDetail"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_ai_budget: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Budget"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_ai_budget: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BudgetChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Budget"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_ai_providers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Vec_ProviderStatus"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_ai_usage: {
        parameters: {
            query?: {
                /** @description First day, `2026-11-01`; the first of this month when absent. */
                from?: string;
                /** @description Last day; the last of `from`'s month when absent. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Usage"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_api_keys: {
        parameters: {
            query?: {
                /** @description 1 to 200; 50 when absent. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Also count all rows. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ApiKey"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyWanted"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_NewApiKey"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_ApiKey"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_ApiKey"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotate_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rotation"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_NewApiKey"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_audit_log: {
        parameters: {
            query?: {
                /** @description Who did it. */
                actor_id?: string;
                /** @description What was done, or its beginning, such as `member.`. */
                action?: string;
                /** @description On what. */
                target_id?: string;
                /** @description Not before. */
                since?: string;
                /** @description Before. */
                until?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AuditEntry"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_audit_log: {
        parameters: {
            query?: {
                /** @description Who did it. */
                actor_id?: string;
                /** @description What was done, or its beginning, such as `member.`. */
                action?: string;
                /** @description On what. */
                target_id?: string;
                /** @description Not before. */
                since?: string;
                /** @description Before. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description CSV with a header line */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    register_invited: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitedRegistration"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Session"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirm_email_change: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailConfirmation"];
            };
        };
        responses: {
            /** @description Changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undo_email_change: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailUndo"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_EmailRestored"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_identities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_LinkedIdentity"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    link_identity: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdentityLink"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_LinkStarted"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unlink_identity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Unlinked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_SignIn"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    login_with_passkey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasskeyLogin"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_SignIn"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    begin_passkey_login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_PasskeyOptions"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Refresh"];
            };
        };
        responses: {
            /** @description Signed out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logout_all: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out everywhere */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_protection: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Protection"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_passkeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Passkey"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_passkey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPasskey"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_PasskeyAdded"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    begin_passkey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_PasskeyOptions"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_passkey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rename_passkey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasskeyChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Passkey"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renew_recovery_codes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_RecoveryCodes"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    begin_totp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_TotpSetup"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_totp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirm_totp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TotpCode"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_FactorAdded"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_trusted_browsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TrustedBrowser"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forget_trusted_browser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Trusted no more */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verify_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Verification"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Session"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    begin_passkey_verification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaitingSignIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_PasskeyOptions"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_newcomer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Newcomer"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    register_newcomer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewcomerRegistration"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Session"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    begin_oauth: {
        parameters: {
            query?: {
                /** @description The page of ours to go on with, such as `/inbox`. */
                from?: string;
            };
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the provider */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    finish_oauth: {
        parameters: {
            query?: {
                code?: string;
                state?: string;
                /** @description Who answers (RFC 9207). */
                iss?: string;
                error?: string;
            };
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description On to a page */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_auth_options: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_AuthOptions"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forgot_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForgottenPassword"];
            };
        };
        responses: {
            /** @description A letter is on its way if the address has an account */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reset_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordReset"];
            };
        };
        responses: {
            /** @description Set */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_sign_in_providers: {
        parameters: {
            query?: {
                /** @description The slug of a workspace whose own providers are wanted as well. */
                workspace?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SignInProvider"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    begin_qr: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_QrAsked"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scan_qr: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QrScan"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_QrRequest"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    poll_qr: {
        parameters: {
            query?: never;
            header: {
                /** @description The request's secret */
                "x-qr-secret": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_QrPolled"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approve_qr: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Approved */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deny_qr: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Denied */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watch_qr: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Switching to WebSocket */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Refresh"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Session"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Registration"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Session"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_RegistrationBegun"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirm_registration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Confirmation"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Session"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resend_registration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Resend"];
            };
        };
        responses: {
            /** @description On its way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_sessions: {
        parameters: {
            query?: {
                /** @description 1 to 200; 50 when absent. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Also count all rows. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Device"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_other_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    step_up: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StepUp"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Proved"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    begin_passkey_step_up: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_PasskeyOptions"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    switch_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenantSwitch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_SwitchedSession"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verify_email: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Verification"];
            };
        };
        responses: {
            /** @description Verified */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resend_verification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description On its way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_catalogue: {
        parameters: {
            query?: {
                /** @description A part of the name or SKU. */
                q?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_CatalogueItem"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_catalogue_item: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_CatalogueItem"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_chatbots: {
        parameters: {
            query?: {
                /** @description 1 to 200; 50 when absent. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Also count all rows. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Chatbot"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_chatbot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewChatbot"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Chatbot"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_chatbot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Chatbot"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_chatbot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_chatbot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatbotChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Chatbot"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_contacts: {
        parameters: {
            query?: {
                /** @description The beginning of the name or e-mail. */
                q?: string;
                limit?: number;
                cursor?: string;
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Contact"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_contact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Contact"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_contact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Contact"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_conversations: {
        parameters: {
            query?: {
                status?: components["schemas"]["ConversationStatus"];
                /** @description `me`, `none`, or a user's id. */
                assignee?: string;
                /** @description `mine` for one's own teams, `none`, or a team's id. */
                team?: string;
                channel?: components["schemas"]["Channel"];
                contact_id?: string;
                /** @description Only those that wait for a person (true), or only the others. */
                handover?: boolean;
                /** @description Words in the messages, or the contact's name or e-mail. */
                q?: string;
                limit?: number;
                cursor?: string;
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Conversation"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    open_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewConversation"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Conversation"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Conversation"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConversationChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Conversation"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suggest_reply: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Suggestion"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    assign_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Assignment"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Conversation"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    close_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Conversation"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_messages: {
        parameters: {
            query?: {
                /** @description Only messages with a `seq` above this one. */
                since?: number;
                /** @description Seconds, 30 at most, to wait for a message when there is none. */
                wait?: number;
                /** @description Only messages with a `seq` below this one: the page of older ones. */
                before?: number;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Message"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    send_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStaffMessage"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Message"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mark_conversation_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_conversation_status: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_ConversationStanding"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_suggestions: {
        parameters: {
            query?: {
                /** @description 1 to 200; 50 when absent. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Also count all rows. */
                total?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Suggestion"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_typing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Typing"];
            };
        };
        responses: {
            /** @description Shown */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_events: {
        parameters: {
            query?: {
                /** @description Such as `message.created`. */
                type?: string;
                conversation_id?: string;
                /** @description Not before. */
                since?: string;
                /** @description Before. */
                until?: string;
                /** @description Go on from this `seq`: what came after it, oldest first. 410 `events_gone` when some of that was let go. */
                after?: number;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_EventView"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_event: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_EventView"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_features: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_FeatureView"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_features: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FeatureChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_FeatureView"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_identity_providers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_IdentityProvider"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_identity_provider: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewIdentityProvider"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_IdentityProvider"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_identity_provider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_identity_provider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdentityProviderChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_IdentityProvider"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    test_identity_provider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_IdentityProviderTest"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stop_impersonating: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_invitations: {
        parameters: {
            query?: {
                /** @description 1 to 200; 50 when absent. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Also count all rows. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_InvitationView"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInvitation"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_InvitationView"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accept_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationToken"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Joined"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationToken"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_OpenInvitation"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdraw_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Withdrawn */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_jobs: {
        parameters: {
            query?: {
                state?: components["schemas"]["JobState"];
                kind?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Job"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    count_jobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Vec_JobCounts"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retry_failed_jobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetryFailedJobs"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_RetriedJobs"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Job"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_CancelledJob"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retry_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Job"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_documents: {
        parameters: {
            query?: {
                status?: components["schemas"]["DocumentStatus"];
                /** @description Part of the title or of the file name. */
                q?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Document"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    upload_document: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["DocumentUpload"];
            };
        };
        responses: {
            /** @description The same file was there */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Document"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Document"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Document"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    document_chunks: {
        parameters: {
            query?: {
                /** @description 1 to 200; 50 when absent. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Also count all rows. */
                total?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ChunkView"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    document_content: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The original file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reprocess_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Document"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_logo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant_id: string;
                hash: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": number[];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_members: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Member"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_member: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMember"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Member"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    leave_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Left */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_availability: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AvailabilityChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Member"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Member"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accept_suggestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The suggestion's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Acceptance"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Message"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rate_suggestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The suggestion's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Feedback"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Suggestion"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reject_suggestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The suggestion's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Suggestion"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_migrations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Migration"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_notifications: {
        parameters: {
            query?: {
                /** @description `true`: only what one has not read. */
                unread?: boolean;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Notification"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_notification_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_NotificationPreferences"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_notification_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NotificationPreferences"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_NotificationPreferences"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_notifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WhichToRead"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_ReadCount"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    count_unread_notifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_UnreadCount"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mark_notification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Mark"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Notification"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_outbox: {
        parameters: {
            query?: {
                /** @description Only letters to this address. */
                to?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_OutboxLetter"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    knowledge_context: {
        parameters: {
            query: {
                q: string;
                /** @description 1 to 50; 10 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Vec_ContextPassage"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    query_knowledge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RagQuestion"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_RagAnswer"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    open_realtime: {
        parameters: {
            query: {
                ticket: string;
                /** @description The last `seq` that this client has; what came after is sent first. */
                after?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Switching to WebSocket */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Ticket"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_roles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RoleView"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_role: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRole"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_RoleView"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_role: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_role: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_RoleView"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Status"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_teams: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Team"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_team: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTeam"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Team"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_team: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Team"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_team: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_team: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Team"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_team_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Team"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_team_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Team"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Tenant"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenantChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Tenant"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeletionRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Tenant"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Tenant"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_logo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/png": number[];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Tenant"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_logo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Tenant"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    transfer_ownership: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnershipTransfer"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Member"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_usage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_LimitUsage"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_users: {
        parameters: {
            query?: {
                /** @description A part of the name or the e-mail. */
                q?: string;
                role?: components["schemas"]["Role"];
                state?: "active" | "suspended";
                /** @description Only who is in this team. */
                team_id?: string;
                limit?: number;
                cursor?: string;
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Member"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Me"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountDeletion"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_DeletionPlanned"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_profile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Profile"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_age: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Age"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_email: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailChange"];
            };
        };
        responses: {
            /** @description A letter is on its way to the new address */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It stays */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_my_tenants: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Membership"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search_users: {
        parameters: {
            query: {
                /** @description A part of the name or the e-mail. */
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PersonName"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verify_age: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BirthDate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Age"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Member"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Member"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_webhook_deliveries: {
        parameters: {
            query?: {
                endpoint_id?: string;
                state?: components["schemas"]["WebhookDeliveryState"];
                event_type?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_WebhookDelivery"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replay_webhook_deliveries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Replay"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Replayed"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_webhook_delivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_WebhookDeliveryDetail"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replay_webhook_delivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_WebhookDelivery"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_webhook_endpoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_WebhookEndpoint"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_webhook_endpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhookEndpoint"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_WebhookEndpointWithSecret"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_webhook_endpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_WebhookEndpoint"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_webhook_endpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_webhook_endpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEndpointChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_WebhookEndpoint"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recover_webhook_endpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Recovery"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Recovered"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotate_webhook_secret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecretRotation"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_WebhookEndpointWithSecret"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    send_test_event: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestEvent"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_WebhookDelivery"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_event_types: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_EventTypeView"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_visitor_messages: {
        parameters: {
            query?: {
                /** @description Only messages with a `seq` above this one. */
                since?: number;
                /** @description Seconds, 30 at most, to wait for a message when there is none. */
                wait?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitorMessages"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    send_visitor_message: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewVisitorMessage"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Message"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mark_visitor_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VisitorRead"];
            };
        };
        responses: {
            /** @description Noted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    open_visitor_realtime: {
        parameters: {
            query: {
                ticket: string;
                /** @description The last message `seq` that this widget has; what came after is sent first. */
                after?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Switching to WebSocket */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_visitor_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_Ticket"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VisitorDetails"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_SessionStarted"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_visitor_typing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VisitorTyping"];
            };
        };
        responses: {
            /** @description Shown */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_widget_config: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_WidgetConfig"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VisitorDetails"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Data_SessionStarted"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_source: {
        parameters: {
            query: {
                quote: string;
            };
            header?: never;
            path: {
                key: string;
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
