//! The program under test.

use crate::{api::Api, database::TestDatabase};
use chrono::{DateTime, Duration, Utc};
use kernel::{Clock, FakeClock, MasterSecret, SystemClock, TenantCtx};
use server::{
    app::{App, Options},
    database::Database,
    listen::{self, Patience},
    router,
    settings::{EdgeSettings, Settings},
};
use sqlx::{ConnectOptions, PgConnection};
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::net::TcpListener;
use uuid::Uuid;

/// A Tuesday, within anyone's business hours.
const START: &str = "2026-03-10T10:00:00Z";

/// The project's folder.
#[must_use]
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The program's binary, where one is built: documents are then read in a process with limits, as in production.
#[must_use]
pub fn parser_binary() -> Option<PathBuf> {
    let named = std::env::var_os("DEALSMART_BIN").map(PathBuf::from);
    // Test binaries are in `<target>/<profile>/deps`, the program beside that folder.
    let built = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.parent()?.join("dealsmart")));
    [named, built].into_iter().flatten().find(|path| path.is_file())
}

/// How an app differs from [`TestApp::start`].
pub struct Builder {
    workers: bool,
    system_clock: bool,
    parser: Option<PathBuf>,
    settings: Settings,
    patience: Patience,
    beside: Option<(Arc<TestDatabase>, Arc<FakeClock>, MasterSecret)>,
}

impl Builder {
    /// No background jobs: what is enqueued stays.
    #[must_use]
    pub fn without_workers(mut self) -> Self {
        self.workers = false;
        self
    }
    /// The machine's clock instead of one that stands still.
    #[must_use]
    pub fn with_system_clock(mut self) -> Self {
        self.system_clock = true;
        self
    }
    /// Documents are read by this program in a process of its own.
    #[must_use]
    pub fn with_parser(mut self, program: Option<PathBuf>) -> Self {
        self.parser = program;
        self
    }
    /// Another patience with slow clients.
    #[must_use]
    pub fn with_patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }
    /// Another process with another master secret.
    #[must_use]
    pub fn with_secret(mut self, secret: MasterSecret) -> Self {
        if let Some((_, _, known)) = &mut self.beside {
            *known = secret;
        }
        self
    }
    /// Other settings than the defaults.
    #[must_use]
    pub fn with_settings(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(&mut self.settings);
        self
    }

    pub async fn start(self) -> TestApp {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let Self { workers, system_clock, parser, mut settings, patience, beside } = self;
        let (database, fake, secret) = match beside {
            Some(shared) => shared,
            None => {
                let clock = FakeClock::at(START.parse().expect("a time"));
                (Arc::new(TestDatabase::create().await), Arc::new(clock), MasterSecret::new(&kernel::secret::random()))
            }
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        settings.listen = address.to_string();
        if std::env::var_os("DEALSMART_TEST_LOG").is_some() {
            static ONCE: std::sync::Once = std::sync::Once::new();
            ONCE.call_once(|| server::logging::init(&settings));
        }
        let random: String = kernel::secret::random().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        let node = format!("dealsmart {random}");
        let pool = Database::at(database.owner_options(), database.program_options()).pool(8, &node).await.expect("the program's pool");
        let clock: Arc<dyn Clock> = if system_clock { Arc::new(SystemClock) } else { fake.clone() };
        let app = App::build(&settings, &secret, pool, Options { clock, workers, node, parser }).expect("the app");
        let router = router::router(&app);
        let stopping = app.kernel.tasks.stopping();
        app.kernel.tasks.spawn("test server", async move {
            listen::serve(listener, router, patience, stopping.cancelled_owned()).await;
        });
        TestApp { app, clock: fake, secret, address, database }
    }
}

/// The program, served on a loopback port, over a database of its own.
pub struct TestApp {
    pub app: App,
    clock: Arc<FakeClock>,
    secret: MasterSecret,
    pub address: SocketAddr,
    // Last: it is dropped after everything that is connected to it.
    pub database: Arc<TestDatabase>,
}

impl TestApp {
    /// With workers and with a clock that stands still.
    pub async fn start() -> Self {
        Self::builder().start().await
    }

    #[must_use]
    pub fn builder() -> Builder {
        let tools_dir = std::env::var_os("DEALSMART_TOOLS_DIR").map_or_else(|| project().join(".dealsmart"), PathBuf::from);
        // Fakes of others' services are on this machine. Tests call more often than anybody; those of limits set them.
        let settings =
            Settings { tools_dir, private_hosts: Some("127.0.0.1".into()), edge: EdgeSettings::unlimited(), ..Settings::defaults() };
        Builder { workers: true, system_clock: false, parser: None, settings, patience: Patience::default(), beside: None }
    }

    /// Another process of the same installation: same database, same secret, same time.
    #[must_use]
    pub fn beside(&self) -> Builder {
        Builder { beside: Some((Arc::clone(&self.database), Arc::clone(&self.clock), self.secret.clone())), ..Self::builder() }
    }

    /// Moves the clock.
    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.app.kernel.clock.now()
    }

    /// The installation's master secret.
    #[must_use]
    pub fn secret(&self) -> &MasterSecret {
        &self.secret
    }

    /// A client that is not signed in.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::new(self.address)
    }

    pub async fn owner(&self) -> PgConnection {
        self.database.owner_options().connect().await.expect("the owner's connection")
    }

    /// As the program's role, without a tenant.
    pub async fn program(&self) -> PgConnection {
        self.database.program_options().connect().await.expect("the program's connection")
    }

    /// Past row-level security.
    pub async fn superuser(&self) -> PgConnection {
        self.database.superuser_options().connect().await.expect("the superuser's connection")
    }

    /// The program itself, acting in a tenant.
    #[must_use]
    pub fn ctx(tenant_id: Uuid) -> TenantCtx {
        TenantCtx::system(tenant_id)
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.app.hub.close();
        self.app.kernel.tasks.stopping().cancel();
    }
}
