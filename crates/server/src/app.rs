//! The wiring: which part uses which. Features meet here and nowhere else.

use crate::{
    callers::Callers,
    edge::Edge,
    settings::Settings,
    status::{About, ProviderStatus},
    wiring::{self, workspaces::Workspaces},
};
use ai::Ai;
use chatbots::{DefaultChatbot, PublicChatbots, VisitorTokens, Widget};
use contracts::{
    Answerer, Conversations, Retriever,
    catalogue::Catalogue,
    contacts::Contacts,
    tenancy::{Tenancy, Users},
};
use crm::{CatalogueService, ContactService};
use email::Mailer;
use identity::{
    Authority, CodeTries, Codes, Factors, Identity, IdentityUsers, LoginLimits, MailLimits, OpenId, Passwords, Tokens, Waiting,
};
use inbox::{Inbox, Intake};
use jobs::Directory;
use kernel::{
    Clock, Db, Kernel, Limits, MasterSecret, Tasks,
    idempotency::Answers,
    limit::{Limiter, LocalLimiter, RedisLimiter},
    record::{CommitListener, Subscriptions},
};
use knowledge::{
    Knowledge, Parser,
    embed::{Embedder, LocalEmbedder},
};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use realtime::{Ears, Hub, routes::Origins};
use sqlx::PgPool;
use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
    time::Instant,
};
use tenancy::{KeyRing, Online, PublicUrl, TenancyService};
use utoipa_axum::router::OpenApiRouter;
use webhooks::Webhooks;

/// Everything that runs, put together.
pub struct App {
    pub kernel: Kernel,
    pub hub: Hub,
    pub origins: Origins,
    pub identity: Arc<Identity>,
    pub users: Arc<dyn Users>,
    pub tenancy: Arc<dyn Tenancy>,
    pub online: Online,
    pub url: PublicUrl,
    pub inbox: inbox::Shared,
    pub public_chatbots: PublicChatbots,
    pub widget: Widget,
    pub catalogue: Arc<dyn Catalogue>,
    pub about: Arc<About>,
    pub answerer: Arc<dyn Answerer>,
    pub retriever: Arc<dyn Retriever>,
    pub knowledge: Arc<Knowledge>,
    pub ai: Ai,
    pub jobs: Directory,
    pub workspaces: Workspaces,
    pub mailer: Mailer,
    pub(crate) edge: Arc<Edge>,
    pub(crate) answers: Answers,
    pub webhooks: Arc<Webhooks>,
}

/// What differs between the program and a test.
pub struct Options {
    pub clock: Arc<dyn Clock>,
    /// Whether this process runs background jobs.
    pub workers: bool,
    /// This process, as the database's `application_name`.
    pub node: String,
    /// The program whose `parse-document` reads documents in a process of its own; a thread does it where there is none.
    pub parser: Option<PathBuf>,
}

const EMBEDDING_MODEL: &str = "all-minilm-l6-v2";

impl App {
    /// Wires everything over a database that has this version's tables, and starts the workers.
    ///
    /// # Errors
    /// When a part cannot be made: no randomness, no certificates.
    pub fn build(settings: &Settings, secret: &MasterSecret, pool: PgPool, options: Options) -> anyhow::Result<Self> {
        let Options { clock, workers, node, parser } = options;
        let tasks = Tasks::default();
        let db = Db::new(pool.clone(), Arc::clone(&clock));
        let tokens = Arc::new(Tokens::new(secret, db.clone(), Arc::clone(&clock)));
        let policy = settings.sessions();
        let workspaces = Workspaces::new(settings, secret)?;
        let assigned_only = workspaces.features.by_default(contracts::Feature::AssignedOnly);
        let authority = Arc::new(Authority::new(Arc::clone(&tokens), db.clone(), Arc::clone(&clock), policy, assigned_only));
        let keys = Arc::new(KeyRing::new(db.clone(), Arc::clone(&clock), tasks.clone(), assigned_only));
        let callers = Arc::new(Callers { people: authority.clone(), keys: Arc::clone(&keys) });
        let limits = limits(settings, &clock)?;
        let kernel = Kernel {
            db: db.clone(),
            clock: Arc::clone(&clock),
            tasks: tasks.clone(),
            auth: callers.clone(),
            places: settings.places()?,
            limits: limits.clone(),
        };

        let (hub, news) = Hub::new(&db, &tasks);
        let passwords = Passwords::new(std::thread::available_parallelism().map_or(2, std::num::NonZero::get))?;
        let users: Arc<dyn Users> = Arc::new(IdentityUsers { passwords: passwords.clone() });
        let tenancy: Arc<dyn Tenancy> =
            Arc::new(TenancyService { founders: vec![Arc::new(DefaultChatbot)], limits: workspaces.limits.clone() });
        let waiting = Waiting::default();
        let openid = settings.openid().map_err(|problems| anyhow::anyhow!(problems.join("\n")))?;
        let mailer = crate::wiring::mailer(settings)?;
        let identity = Arc::new(Identity {
            tokens,
            passwords,
            limits: LoginLimits::new(limits, db.clone()),
            mail_limits: MailLimits::new(Arc::clone(&clock)),
            codes: Codes::new(secret),
            accounts: crate::wiring::accounts(settings, &mailer),
            tenancy: Arc::clone(&tenancy),
            policy,
            factors: Factors::new(secret, &settings.url())?,
            openid: OpenId::new(openid, secret)?,
            code_tries: CodeTries::new(Arc::clone(&clock)),
            waiting: waiting.clone(),
            url: settings.url(),
            secure_cookies: settings.url().starts_with("https://"),
            clock,
        });
        let contacts: Arc<dyn Contacts> = Arc::new(ContactService);
        let conversations: Arc<dyn Conversations> = Arc::new(Inbox { intake: Intake::new(&db, &tasks) });

        let model = settings.tools_dir.join("models").join(EMBEDDING_MODEL);
        let embedder: Arc<dyn Embedder> = Arc::new(LocalEmbedder::new(&model)?);
        let knowledge = Knowledge::new(db.clone(), embedder, Parser::new(parser));
        let retriever: Arc<dyn Retriever> = knowledge.clone();
        let ai_settings = settings.ai().map_err(|problems| anyhow::anyhow!(problems.join("\n")))?;
        let ai = Ai::new(&db, Arc::clone(&retriever), &ai_settings)?;
        let answerer = ai.answerer();

        let public_chatbots = PublicChatbots::new(&db);
        let own_origins = Arc::new(vec![settings.url()]);
        let widget = Widget {
            tokens: VisitorTokens::new(secret),
            chatbots: public_chatbots.clone(),
            conversations: Arc::clone(&conversations),
            contacts: Arc::clone(&contacts),
            hub: hub.clone(),
            own_origins: Arc::clone(&own_origins),
            sessions: Widget::session_cache(),
        };

        // What is remembered goes before what is open, so that nothing opens again on the old answer.
        let mut listeners: Vec<Arc<dyn CommitListener>> =
            vec![authority.clone(), keys, Arc::new(public_chatbots.clone()), Arc::new(hub.clone()), Arc::new(waiting)];
        let webhooks = wiring::webhooks(settings, secret)?;
        let mut queues = vec![
            chatbots::queue(
                settings.answers_at_once,
                &db,
                Arc::clone(&conversations),
                Arc::clone(&answerer),
                public_chatbots.clone(),
                hub.clone(),
            ),
            knowledge::queue(&knowledge),
            tenancy::queue(&db),
            email::queue(&db, &mailer),
            identity::queue(&kernel, &identity),
            notifications::queue(&db, workspaces.features.clone()),
        ];
        queues.extend(webhooks::queues(&db, &webhooks));
        let (jobs, enqueued) = wiring::jobs::start(&db, &tasks, &node, workers, queues, wiring::jobs::schedules(settings)?);
        listeners.push(enqueued);
        db.wire(subscriptions(), Arc::new(listeners));
        let ears = Ears { hub: hub.clone(), db: db.clone(), auth: callers };
        realtime::relay(ears, pool, &tasks, node, news);

        let providers = ai.clone();
        let about = Arc::new(About {
            started: Instant::now(),
            works: workers,
            embedding_model: EMBEDDING_MODEL.into(),
            embedding_ready: Box::new(move || model.join("model.safetensors").exists()),
            providers: Box::new(move || providers.providers().into_iter().map(|(name, ok)| ProviderStatus { name, ok }).collect()),
            metrics: metrics_handle()?,
        });
        let online = Online(Arc::new({
            let hub = hub.clone();
            move |tenant_id| hub.online(tenant_id)
        }));
        let inbox = inbox::Shared {
            hub: hub.clone(),
            contacts,
            conversations,
            answerer: Arc::clone(&answerer),
            features: workspaces.features.clone(),
        };
        Ok(Self {
            kernel,
            hub,
            origins: Origins(own_origins),
            identity,
            users,
            tenancy,
            online,
            url: PublicUrl(settings.url().into()),
            inbox,
            public_chatbots,
            widget,
            catalogue: Arc::new(CatalogueService),
            about,
            answerer,
            retriever,
            knowledge,
            ai,
            jobs,
            workspaces,
            mailer,
            edge: Arc::new(Edge::new(settings)?),
            answers: Answers::new(db, secret),
            webhooks,
        })
    }

    /// An app that is never run: its routes make the OpenAPI document.
    ///
    /// # Errors
    /// As [`App::build`].
    pub fn for_document() -> anyhow::Result<Self> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let settings = Settings::defaults();
        let pool = sqlx::postgres::PgPoolOptions::new().connect_lazy_with(sqlx::postgres::PgConnectOptions::new_without_pgpass());
        let options = Options { clock: Arc::new(kernel::SystemClock), workers: false, node: "dealsmart document".into(), parser: None };
        Self::build(&settings, &MasterSecret::new(&[0; 32]), pool, options)
    }

    pub(crate) fn knowledge_routes(&self) -> OpenApiRouter<Kernel> {
        knowledge::routes(Arc::clone(&self.answerer), &self.knowledge)
    }

    pub(crate) fn job_routes(&self) -> OpenApiRouter<Kernel> {
        jobs::routes(self.jobs.clone()).merge(jobs::operator_routes(self.jobs.clone()))
    }

    pub(crate) fn ai_routes(&self) -> OpenApiRouter<Kernel> {
        ai::routes(&self.ai)
    }
}

/// Counts in Redis where one is set, else in this process.
fn limits(settings: &Settings, clock: &Arc<dyn Clock>) -> anyhow::Result<Limits> {
    let limiter: Arc<dyn Limiter> = match &settings.edge.redis_url {
        Some(url) => Arc::new(RedisLimiter::new(url, Arc::clone(clock))?),
        None => Arc::new(LocalLimiter::new(Arc::clone(clock))),
    };
    Ok(Limits::new(limiter, settings.edge.policies().map_err(anyhow::Error::msg)?))
}

/// Which jobs follow which events.
fn subscriptions() -> Subscriptions {
    let mut subscriptions = Subscriptions::new();
    for (event, job) in knowledge::subscriptions().into_iter().chain(notifications::subscriptions()).chain(webhooks::subscriptions()) {
        subscriptions.entry(event).or_default().push(job);
    }
    subscriptions
}

/// One recorder per process; tests build many apps in one.
fn metrics_handle() -> anyhow::Result<PrometheusHandle> {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    if let Some(handle) = HANDLE.get() {
        return Ok(handle.clone());
    }
    let buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];
    let recorder = PrometheusBuilder::new().set_buckets(&buckets)?.build_recorder();
    let handle = recorder.handle();
    if HANDLE.set(handle.clone()).is_ok() {
        let _ = metrics::set_global_recorder(recorder);
    }
    Ok(HANDLE.get().cloned().unwrap_or(handle))
}
