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
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in. 401 `wrong_credentials` says nothing about which of the two was wrong; 429 after too many of them. */
        post: operations["login"];
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
        /** Makes a user and their workspace, with them as its owner and a first chatbot. 409 `email_taken`. */
        post: operations["register"];
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
        /** Changes the workspace's settings; what is absent stays. 409 `slug_taken`. */
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
         *     erased. Its people keep their accounts. 409 `name_differs`, `being_deleted`.
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
            /** @description `user`, `visitor` or `system`. */
            kind: string;
            /** @description As it was then. */
            name?: string | null;
        };
        AuditEntry: {
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
            request_id?: string | null;
            target: components["schemas"]["AuditTarget"];
            user_agent?: string | null;
        };
        AuditTarget: {
            id?: string | null;
            kind: string;
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
        Data_Document: {
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
        Data_Info: {
            data: {
                docs: string;
                name: string;
                openapi: string;
                version: string;
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
        Data_Joined: {
            /** @description A new place in a workspace; `POST /auth/switch-tenant` leads there. */
            data: {
                role: components["schemas"]["Role"];
                tenant: components["schemas"]["TenantSummary"];
            };
        };
        /** @description One thing. */
        Data_Me: {
            data: {
                email: string;
                /** Format: uuid */
                id: string;
                name: string;
                permissions: string[];
                role: components["schemas"]["Role"];
                tenant: components["schemas"]["TenantSummary"];
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
        Data_WidgetConfig: {
            /** @description What the widget needs before anyone writes. */
            data: {
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
        DayUsage: {
            /** Format: int64 */
            calls: number;
            /** Format: int64 */
            cost_micros: number;
            /** Format: date */
            date: string;
        };
        DeletionRequest: {
            /** @description The workspace's name, letter by letter: nobody deletes the wrong one. */
            name: string;
        };
        /** @description A browser or program that is signed in. */
        Device: {
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
            /** @description Such as "Firefox on Windows". */
            name: string;
            /** @description The address that it was last used from. */
            place?: string | null;
            /**
             * Format: date-time
             * @description To about a quarter of an hour.
             */
            used_at: string;
        };
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
        EmbeddingStatus: {
            name: string;
            ok: boolean;
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
        Handover: {
            /** Format: date-time */
            at?: string | null;
            reason: string;
            summary: string;
        };
        Info: {
            docs: string;
            name: string;
            openapi: string;
            version: string;
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
        Login: {
            email: string;
            password: string;
        };
        Me: {
            email: string;
            /** Format: uuid */
            id: string;
            name: string;
            permissions: string[];
            role: components["schemas"]["Role"];
            tenant: components["schemas"]["TenantSummary"];
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
        Page_AuditEntry: {
            data: {
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
                /** @description Such as "Firefox on Windows". */
                name: string;
                /** @description The address that it was last used from. */
                place?: string | null;
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
        /** @enum {string} */
        Permission: "tenant:read" | "tenant:write" | "members:read" | "members:write" | "roles:write" | "audit:read" | "ownership:transfer" | "contacts:read" | "contacts:write" | "catalogue:read" | "catalogue:write" | "conversations:read" | "conversations:write" | "conversations:assign" | "chatbots:read" | "chatbots:write" | "knowledge:read" | "knowledge:write" | "ai:read" | "ai:write" | "jobs:read" | "conversations:read_all" | "teams:write" | "tenant:delete";
        /** @description Somebody to choose. */
        PersonName: {
            email: string;
            name: string;
            role: components["schemas"]["Role"];
            /** Format: uuid */
            user_id: string;
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
            /** @description 8 to 128 characters; long is what makes it good. */
            password: string;
            /** @description The name of the business. */
            workspace: string;
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
        /** @description An access token for another workspace, in the same session. */
        SwitchedSession: {
            access_token: string;
            /**
             * Format: int64
             * @description Seconds.
             */
            expires_in: number;
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
        Ticket: {
            /**
             * Format: int64
             * @description Seconds.
             */
            expires_in: number;
            ticket: string;
        };
        Typing: {
            typing: boolean;
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
        /** @description What the widget needs before anyone writes. */
        WidgetConfig: {
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
