//! A workspace with one of everything, each marked with the workspace's name.

use contracts::catalogue::{CatalogueEntry, Money};
use serde_json::{Value, json};
use testkit::{
    Session, TestApp, Visitor,
    openid::{Browser, CLIENT_ID, CLIENT_SECRET, Provider},
};
use uuid::Uuid;

pub struct Seed {
    pub name: String,
    pub tenant_id: Uuid,
    pub owner: Session,
    pub agent: Session,
    pub colleague: Session,
    /// Runs the installation, and is no member here.
    pub operator: Session,
    /// Somebody to be promoted and dismissed.
    pub recruit: Uuid,
    /// A team, with the agent in it.
    pub team: Uuid,
    /// Another sign-in of the owner's.
    pub session: Uuid,
    /// One of the owner's that opens nothing any more, so that they still sign in with their password alone.
    pub passkey: Uuid,
    pub trusted_browser: Uuid,
    /// A role of the workspace's own, which nobody has.
    pub role: Uuid,
    pub invitation: Uuid,
    /// Where the workspace's people can sign in, and the owner's account there.
    pub provider: Uuid,
    pub identity: Uuid,
    /// Sign-ins that wait: two that the owner has opened, and one that nobody has.
    pub qr: Uuid,
    pub other_qr: Uuid,
    pub unseen_qr: Uuid,
    pub api_key: Uuid,
    pub chatbot: Uuid,
    pub key: String,
    pub visitor: Visitor,
    pub conversation: Uuid,
    pub contact: Uuid,
    pub item: Uuid,
    pub document: Uuid,
    pub suggestion: Uuid,
    pub other_suggestion: Uuid,
    /// Of a kind that nobody handles.
    pub job: Uuid,
    pub other_job: Uuid,
    /// Nothing listens there.
    pub endpoint: Uuid,
    pub delivery: Uuid,
    pub event: Uuid,
    /// The owner's.
    pub notification: Uuid,
}

pub fn id(value: &Value) -> Uuid {
    value["id"].as_str().and_then(|id| id.parse().ok()).unwrap_or_else(|| panic!("no id in {value}"))
}

async fn provider(app: &TestApp, owner: &Session, name: &str) -> (Uuid, Uuid) {
    let fake = Provider::start(app).await;
    fake.is(&format!("{name} owner"), &owner.email, true);
    let body = json!({ "label": format!("{name} sign-in"), "issuer": fake.issuer, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET });
    let provider = id(&owner.post("/identity-providers", body).await.ok(201));
    let browser = Browser::new(app);
    let link = browser.send(reqwest::Method::POST, "/auth/identities", Some(&owner.token), json!({ "provider": provider })).await.ok(200);
    browser.come_back(&browser.at_provider(link["url"].as_str().unwrap()).await).await;
    (provider, id(&owner.get("/auth/identities").await.list()[0]))
}

async fn waiting(app: &TestApp, owner: &Session) -> [Uuid; 3] {
    let mut waiting = [Uuid::nil(); 3];
    for (place, opened) in waiting.iter_mut().zip([true, true, false]) {
        *place = id(&app.api().post("/auth/qr", Value::Null).await.ok(201));
        if opened {
            owner.post("/auth/qr/scan", json!({ "id": place })).await.ok(200);
        }
    }
    waiting
}

impl Seed {
    pub async fn plant(app: &TestApp, name: &str) -> Self {
        let owner = app.register(name).await;
        let agent = app.member(&owner, "agent").await;
        let colleague = app.member(&owner, "viewer").await;
        let operator = app.operator().await;
        let recruit = json!({ "email": format!("recruit@{}.example", name.to_lowercase()), "name": format!("{name} recruit"), "role": "agent", "password": testkit::PASSWORD });
        let recruit: Uuid = owner.post("/members", recruit).await.ok(201)["user_id"].as_str().unwrap().parse().unwrap();
        let team = json!({ "name": format!("{name} team"), "member_ids": [agent.user_id] });
        let team = id(&owner.post("/teams", team).await.ok(201));
        app.login(&owner.email).await;
        let other = |device: &Value| (device["current"] == false).then(|| id(device));
        let session = owner.get("/auth/sessions").await.list().iter().find_map(other).expect("two sessions");
        let (passkey, trusted_browser) = (Uuid::new_v4(), Uuid::new_v4());
        let mut superuser = app.superuser().await;
        sqlx::query(
            "INSERT INTO passkeys (id, user_id, credential_id, static_state, dynamic_state, transports, backed_up, name, created_at, blocked_at)
             VALUES ($1, $2, $3, '', '', 0, false, $4, $5, $5)",
        )
        .bind(passkey)
        .bind(owner.user_id)
        .bind(passkey.as_bytes().as_slice())
        .bind(format!("{name} key"))
        .bind(app.now())
        .execute(&mut superuser)
        .await
        .unwrap();
        sqlx::query(
            "INSERT INTO trusted_browsers (id, user_id, token_hash, password_mark, created_at, used_at, expires_at)
             VALUES ($1, $2, $3, '', $4, $4, $4::timestamptz + interval '30 days')",
        )
        .bind(trusted_browser)
        .bind(owner.user_id)
        .bind(trusted_browser.as_bytes().as_slice())
        .bind(app.now())
        .execute(&mut superuser)
        .await
        .unwrap();
        let role = json!({ "name": format!("{name} role"), "base": "viewer", "permissions": ["ai:read"] });
        let role = id(&owner.post("/roles", role).await.ok(201));
        let invitation = json!({ "email": format!("invited@{}.example", name.to_lowercase()), "role": "agent" });
        let invitation = id(&owner.post("/invitations", invitation).await.ok(201));
        let (provider, identity) = provider(app, &owner, name).await;
        let [qr, other_qr, unseen_qr] = waiting(app, &owner).await;
        let api_key = json!({ "name": format!("{name} key"), "scopes": ["contacts:read"] });
        let api_key = id(&owner.post("/api-keys", api_key).await.ok(201));
        let bot = owner.chatbot().await;
        let chatbot = id(&bot);
        owner
            .patch(&format!("/chatbots/{chatbot}"), json!({ "name": format!("{name} bot"), "greeting": format!("{name} greets you") }))
            .await
            .ok(200);
        let key = bot["public_key"].as_str().unwrap().to_owned();

        let entry = CatalogueEntry {
            sku: format!("{name}-1"),
            name: format!("{name} Estate"),
            kind: "vehicle".into(),
            price: Money { amount: 2_500_000, currency: "USD".into() },
            stock: 3,
            attributes: json!({ "fuel": "diesel" }),
            url: None,
        };
        let mut tx = app.app.kernel.db.tenant(&TestApp::ctx(owner.tenant_id)).await.unwrap();
        app.app.catalogue.upsert(&mut tx, &[entry]).await.unwrap();
        tx.commit().await.unwrap();
        let item = id(&owner.get("/catalogue").await.list()[0]);

        let text = format!("# {name} handbook\n\nThe {name} workshop opens at seven in the morning and keeps spare keys for 30 days.\n");
        let document = id(&owner.upload(&format!("{name}.md"), text.as_bytes()).await.ok(202));
        if app.app.about.works {
            owner.settled(&document.to_string()).await;
        }

        let visitor = app
            .visitor_of(&key, json!({ "name": format!("{name} visitor"), "email": format!("visitor@{}.example", name.to_lowercase()) }))
            .await;
        let message = visitor.say(&format!("Is the {name} bridge open on Sunday?")).await;
        let conversation: Uuid = message["conversation_id"].as_str().unwrap().parse().unwrap();
        let contact = id(&owner.get(&format!("/conversations/{conversation}")).await.ok(200)["contact"]);
        let suggestion = id(&owner.post(&format!("/conversations/{conversation}/ai-suggest"), Value::Null).await.ok(201));
        let other_suggestion = id(&owner.post(&format!("/conversations/{conversation}/ai-suggest"), Value::Null).await.ok(201));
        owner.patch("/ai/budget", json!({ "cap_micros": 5_000_000 })).await.ok(200);
        owner.ticket().await;
        let mut tx = app.app.kernel.db.tenant(&TestApp::ctx(owner.tenant_id)).await.unwrap();
        for _ in 0..2 {
            tx.enqueue(kernel::NewJob::new("seed.job", json!({ "name": name })));
        }
        tx.commit().await.unwrap();
        let waiting = owner.get("/jobs?kind=seed.job").await.list();
        let (job, other_job) = (id(&waiting[0]), id(&waiting[1]));
        let url = format!("http://127.0.0.1:9/{}", name.to_lowercase());
        let hook = json!({ "url": url, "description": format!("{name} hook"), "event_types": ["webhook_endpoint.disabled"] });
        let endpoint = id(&owner.post("/webhooks/endpoints", hook).await.ok(201));
        let delivery = id(&owner.post(&format!("/webhooks/endpoints/{endpoint}/test"), Value::Null).await.ok(202));
        let notification = Uuid::new_v4();
        sqlx::query(
            "INSERT INTO notifications (tenant_id, id, user_id, kind, subject_key, title, body, conversation_id, in_app, by_email, created_at, updated_at)
             VALUES ($1, $2, $3, 'new_message', 'seed', $4, $4, $5, true, false, $6, $6)",
        )
        .bind(owner.tenant_id)
        .bind(notification)
        .bind(owner.user_id)
        .bind(format!("{name} visitor wrote"))
        .bind(conversation)
        .bind(app.now())
        .execute(&mut superuser)
        .await
        .unwrap();
        let event = id(&owner.get("/events?limit=1").await.list()[0]);
        Self {
            name: name.into(),
            tenant_id: owner.tenant_id,
            owner,
            agent,
            colleague,
            operator,
            recruit,
            team,
            session,
            passkey,
            trusted_browser,
            role,
            invitation,
            provider,
            identity,
            qr,
            other_qr,
            unseen_qr,
            api_key,
            chatbot,
            key,
            visitor,
            conversation,
            contact,
            item,
            document,
            suggestion,
            other_suggestion,
            job,
            other_job,
            endpoint,
            delivery,
            event,
            notification,
        }
    }

    /// What nobody else may ever see: the name that marks everything, and every id.
    pub fn marks(&self) -> Vec<String> {
        let ids = [
            self.tenant_id,
            self.owner.user_id,
            self.agent.user_id,
            self.colleague.user_id,
            self.recruit,
            self.team,
            self.session,
            self.passkey,
            self.trusted_browser,
            self.role,
            self.invitation,
            self.provider,
            self.identity,
            self.qr,
            self.other_qr,
            self.unseen_qr,
            self.api_key,
            self.chatbot,
            self.conversation,
            self.contact,
            self.item,
            self.document,
            self.suggestion,
            self.other_suggestion,
            self.job,
            self.other_job,
            self.endpoint,
            self.delivery,
            self.event,
            self.notification,
        ];
        ids.iter().map(Uuid::to_string).chain([self.name.clone(), self.name.to_lowercase()]).collect()
    }

    /// Everything as its owner sees it, to be compared.
    pub async fn state(&self) -> Vec<(String, Value)> {
        let (conversation, contact) = (self.conversation, self.contact);
        let paths = [
            format!("/conversations/{conversation}"),
            format!("/conversations/{conversation}/messages"),
            format!("/conversations/{conversation}/suggestions"),
            format!("/contacts/{contact}"),
            format!("/catalogue/{}", self.item),
            format!("/knowledge/documents/{}", self.document),
            format!("/chatbots/{}", self.chatbot),
            format!("/jobs/{}", self.job),
            "/jobs?kind=seed.job".into(),
            "/conversations".into(),
            "/contacts".into(),
            "/chatbots".into(),
            "/knowledge/documents".into(),
            "/members".into(),
            "/tenant".into(),
            "/tenant/usage".into(),
            "/features".into(),
            "/teams".into(),
            "/users".into(),
            "/ai/budget".into(),
            "/roles".into(),
            "/invitations".into(),
            "/api-keys".into(),
            "/auth/sessions".into(),
            "/auth/mfa".into(),
            "/auth/mfa/passkeys".into(),
            "/auth/mfa/trusted-browsers".into(),
            "/identity-providers".into(),
            "/auth/identities".into(),
        ];
        let mut state = Vec::new();
        for path in paths {
            state.push((path.clone(), self.owner.get(&path).await.ok(200)));
        }
        state
    }
}
