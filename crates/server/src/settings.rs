//! Every setting, from the environment or as a flag. `.env.example` documents them; a test keeps the two equal.

mod edge;

pub use edge::EdgeSettings;

use clap::Args;
use contracts::{Feature, Limit};
use kernel::MasterSecret;
use std::{collections::HashMap, net::SocketAddr, path::PathBuf};

#[derive(Debug, Clone, Args)]
pub struct Settings {
    /// Address and port to listen on
    #[arg(long, env = "DEALSMART_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// Folder for the private PostgreSQL and everything else that is kept
    #[arg(long, env = "DEALSMART_DATA_DIR", default_value = "data")]
    pub data_dir: PathBuf,
    /// Folder with the parts that `run` fetched: PostgreSQL and the embedding model
    #[arg(long, env = "DEALSMART_TOOLS_DIR", default_value = ".dealsmart")]
    pub tools_dir: PathBuf,
    /// The address that people use, such as https://support.example.com
    #[arg(long, env = "DEALSMART_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// `development` or `production`; production refuses weak or missing secrets
    #[arg(long, env = "DEALSMART_ENV", default_value = "development")]
    pub environment: String,
    /// The master secret, at least 32 characters; made and kept in the data folder in development
    #[arg(long, env = "DEALSMART_SECRET", hide_env_values = true)]
    pub secret: Option<String>,
    /// Days after which a session ends however much it is used
    #[arg(long, env = "DEALSMART_SESSION_DAYS", default_value_t = 30)]
    pub session_days: u32,
    /// Days after which a session ends that is not used
    #[arg(long, env = "DEALSMART_SESSION_IDLE_DAYS", default_value_t = 7)]
    pub session_idle_days: u32,
    /// OpenID Connect providers that everyone may sign in with, as a JSON list of `{name, label, issuer, client_id, client_secret}`
    #[arg(long, env = "DEALSMART_OIDC", hide_env_values = true)]
    pub oidc: Option<String>,
    /// The client that Google knows this installation as
    #[arg(long, env = "GOOGLE_CLIENT_ID")]
    pub google_client_id: Option<String>,
    /// Its secret
    #[arg(long, env = "GOOGLE_CLIENT_SECRET", hide_env_values = true)]
    pub google_client_secret: Option<String>,
    /// Hosts of your own network that workspaces may have called, such as `login.corp.internal,10.0.3.7:8443`
    #[arg(long, env = "DEALSMART_PRIVATE_HOSTS")]
    pub private_hosts: Option<String>,
    /// Seconds that one delivery of a webhook may take
    #[arg(long, env = "DEALSMART_WEBHOOK_TIMEOUT_SECONDS", default_value_t = 15)]
    pub webhook_timeout_seconds: u32,
    /// Days that deliveries of webhooks that ended are kept
    #[arg(long, env = "DEALSMART_WEBHOOKS_KEEP_DAYS", default_value_t = 30)]
    pub webhooks_keep_days: i32,
    /// Days that events are kept
    #[arg(long, env = "DEALSMART_EVENTS_KEEP_DAYS", default_value_t = 90)]
    pub events_keep_days: i32,
    /// A database of places by address (.mmdb); the one that `run` fetched when absent
    #[arg(long, env = "DEALSMART_GEOIP_DB")]
    pub geoip_db: Option<PathBuf>,
    /// PostgreSQL 15 to 18 with pgvector and pg_trgm, as the role that owns the database; the private one when absent
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// The same database as the program's own role; when absent, the owner's login takes the role dealsmart_program
    #[arg(long, env = "DATABASE_PROGRAM_URL", hide_env_values = true)]
    pub database_program_url: Option<String>,
    /// Connections to the database
    #[arg(long, env = "DEALSMART_DATABASE_CONNECTIONS", default_value_t = 16)]
    pub database_connections: u32,
    /// What to log, such as `info` or `info,sqlx=debug`
    #[arg(long, env = "DEALSMART_LOG", default_value = "info,sqlx=warn")]
    pub log: String,
    /// `pretty`, `json`, or `auto`: pretty on a terminal, JSON otherwise
    #[arg(long, env = "DEALSMART_LOG_FORMAT", default_value = "auto")]
    pub log_format: String,
    /// Whether `serve` creates the demo workspace on the first start
    #[arg(long, env = "DEALSMART_DEMO", default_value_t = false, action = clap::ArgAction::Set)]
    pub demo: bool,
    /// Whether `serve` also runs background jobs
    #[arg(long, env = "DEALSMART_WORKERS", default_value_t = true, action = clap::ArgAction::Set)]
    pub workers: bool,
    /// Days for which jobs that failed for good are kept
    #[arg(long, env = "DEALSMART_JOBS_KEEP_FAILED_DAYS", default_value_t = 30)]
    pub jobs_keep_failed_days: u32,
    /// Answers that are worked on at the same time
    #[arg(long, env = "DEALSMART_ANSWERS_AT_ONCE", default_value_t = 2)]
    pub answers_at_once: usize,
    /// Features that are on or off where a workspace says nothing, such as `assigned_only=on,direct_members=off`
    #[arg(long, env = "DEALSMART_FEATURES")]
    pub features: Option<String>,
    /// What a workspace may have at most, such as `members=25,chatbots=3,documents=500,storage_bytes=1073741824`; no limit for what is not named
    #[arg(long, env = "DEALSMART_LIMITS")]
    pub limits: Option<String>,
    /// The mail server, such as smtps://user:password@mail.example.com; when absent, letters are kept in the outbox
    #[arg(long, env = "SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// Who letters come from, such as "Example Support <support@example.com>"
    #[arg(long, env = "DEALSMART_MAIL_FROM")]
    pub mail_from: Option<String>,
    /// Whether an e-mail address is confirmed before it has an account; when absent, where a mail server is set
    #[arg(long, env = "DEALSMART_CONFIRM_REGISTRATIONS")]
    pub confirm_registrations: Option<bool>,
    /// The version of the terms that people agree to when they register; kept with their account
    #[arg(long, env = "DEALSMART_TERMS_VERSION", default_value = "1")]
    pub terms_version: String,
    /// Where the terms of use are
    #[arg(long, env = "DEALSMART_TERMS_URL")]
    pub terms_url: Option<String>,
    /// Where the privacy notice is
    #[arg(long, env = "DEALSMART_PRIVACY_URL")]
    pub privacy_url: Option<String>,
    /// Key of OpenAI or of a service that speaks its language
    #[arg(long, env = "OPENAI_API_KEY", hide_env_values = true)]
    pub openai_api_key: Option<String>,
    /// Where that service is
    #[arg(long, env = "OPENAI_BASE_URL")]
    pub openai_base_url: Option<String>,
    /// Its model
    #[arg(long, env = "OPENAI_MODEL")]
    pub openai_model: Option<String>,
    /// Key of Anthropic
    #[arg(long, env = "ANTHROPIC_API_KEY", hide_env_values = true)]
    pub anthropic_api_key: Option<String>,
    /// Where it is
    #[arg(long, env = "ANTHROPIC_BASE_URL")]
    pub anthropic_base_url: Option<String>,
    /// Its model
    #[arg(long, env = "ANTHROPIC_MODEL")]
    pub anthropic_model: Option<String>,
    /// Where Ollama is, such as http://127.0.0.1:11434
    #[arg(long, env = "OLLAMA_BASE_URL")]
    pub ollama_base_url: Option<String>,
    /// Its model
    #[arg(long, env = "OLLAMA_MODEL")]
    pub ollama_model: Option<String>,
    /// In which order the configured services are asked, such as `anthropic,openai`
    #[arg(long, env = "DEALSMART_AI_ORDER")]
    pub ai_order: Option<String>,
    /// Prices of models that are not known, as `model=input/output` in micro-dollars per million tokens
    #[arg(long, env = "DEALSMART_AI_PRICES")]
    pub ai_prices: Option<String>,
    /// Seconds that a model may take
    #[arg(long, env = "DEALSMART_AI_TIMEOUT_SECONDS")]
    pub ai_timeout_seconds: Option<String>,
    #[command(flatten)]
    pub edge: EdgeSettings,
}

impl Settings {
    /// What holds when nothing is set, not even in the environment.
    #[must_use]
    pub fn defaults() -> Self {
        Self {
            listen: "127.0.0.1:8080".into(),
            data_dir: "data".into(),
            tools_dir: ".dealsmart".into(),
            public_url: None,
            environment: "development".into(),
            secret: None,
            session_days: 30,
            session_idle_days: 7,
            oidc: None,
            google_client_id: None,
            google_client_secret: None,
            private_hosts: None,
            webhook_timeout_seconds: 15,
            webhooks_keep_days: 30,
            events_keep_days: 90,
            geoip_db: None,
            database_url: None,
            database_program_url: None,
            database_connections: 16,
            log: "info,sqlx=warn".into(),
            log_format: "auto".into(),
            demo: false,
            workers: true,
            jobs_keep_failed_days: 30,
            answers_at_once: 2,
            features: None,
            limits: None,
            smtp_url: None,
            mail_from: None,
            confirm_registrations: None,
            terms_version: "1".into(),
            terms_url: None,
            privacy_url: None,
            openai_api_key: None,
            openai_base_url: None,
            openai_model: None,
            anthropic_api_key: None,
            anthropic_base_url: None,
            anthropic_model: None,
            ollama_base_url: None,
            ollama_model: None,
            ai_order: None,
            ai_prices: None,
            ai_timeout_seconds: None,
            edge: EdgeSettings::default(),
        }
    }

    /// Everything that is wrong, each with its cure.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if self.listen.parse::<SocketAddr>().is_err() {
            problems.push(format!("DEALSMART_LISTEN is \"{}\"; it must be an address and a port, such as 127.0.0.1:8080.", self.listen));
        }
        if !matches!(self.environment.as_str(), "development" | "production") {
            problems.push(format!("DEALSMART_ENV is \"{}\"; it must be development or production.", self.environment));
        }
        if !matches!(self.log_format.as_str(), "auto" | "pretty" | "json") {
            problems.push(format!("DEALSMART_LOG_FORMAT is \"{}\"; it must be auto, pretty or json.", self.log_format));
        }
        if self.log.parse::<tracing_subscriber::filter::EnvFilter>().is_err() {
            problems.push(format!("DEALSMART_LOG is \"{}\", which is no log filter; try info.", self.log));
        }
        if self.public_url.as_ref().is_some_and(|url| !url.starts_with("http://") && !url.starts_with("https://")) {
            problems.push("DEALSMART_PUBLIC_URL must begin with http:// or https://.".into());
        }
        problems.extend(self.ai().err().into_iter().flatten());
        problems.extend(self.openid().err().into_iter().flatten());
        if let Err(error) = self.places() {
            problems.push(format!("DEALSMART_GEOIP_DB cannot be read: {error}."));
        }
        for (name, url) in [("DEALSMART_TERMS_URL", &self.terms_url), ("DEALSMART_PRIVACY_URL", &self.privacy_url)] {
            if url.as_ref().is_some_and(|url| !url.starts_with("http://") && !url.starts_with("https://")) {
                problems.push(format!("{name} must begin with http:// or https://."));
            }
        }
        if !(1..=40).contains(&self.terms_version.len()) {
            problems.push("DEALSMART_TERMS_VERSION must have 1 to 40 characters, such as 2026-11.".into());
        }
        problems.extend(self.mail().err().into_iter().flatten());
        problems.extend(self.edge.problems());
        for (name, url) in [("DATABASE_URL", &self.database_url), ("DATABASE_PROGRAM_URL", &self.database_program_url)] {
            if url.as_ref().is_some_and(|url| url.parse::<sqlx::postgres::PgConnectOptions>().is_err()) {
                problems.push(format!("{name} is no PostgreSQL address; it looks like postgres://user:password@host:5432/database."));
            }
        }
        if self.database_program_url.is_some() && self.database_url.is_none() {
            problems.push("DATABASE_PROGRAM_URL is set without DATABASE_URL; set both, or neither.".into());
        }
        if !(4..=500).contains(&self.database_connections) {
            problems.push("DEALSMART_DATABASE_CONNECTIONS must be from 4 to 500.".into());
        }
        if !(1..=64).contains(&self.answers_at_once) {
            problems.push("DEALSMART_ANSWERS_AT_ONCE must be from 1 to 64.".into());
        }
        if !(1..=60).contains(&self.webhook_timeout_seconds) {
            problems.push("DEALSMART_WEBHOOK_TIMEOUT_SECONDS must be from 1 to 60.".into());
        }
        if !(1..=3_650).contains(&self.webhooks_keep_days) {
            problems.push("DEALSMART_WEBHOOKS_KEEP_DAYS must be from 1 to 3650.".into());
        }
        if !(7..=3_650).contains(&self.events_keep_days) {
            problems.push("DEALSMART_EVENTS_KEEP_DAYS must be from 7 to 3650.".into());
        }
        if !(1..=3_650).contains(&self.jobs_keep_failed_days) {
            problems.push("DEALSMART_JOBS_KEEP_FAILED_DAYS must be from 1 to 3650.".into());
        }
        if !(1..=365).contains(&self.session_days) || !(1..=self.session_days).contains(&self.session_idle_days) {
            problems.push("DEALSMART_SESSION_DAYS must be from 1 to 365, and DEALSMART_SESSION_IDLE_DAYS from 1 to as many.".into());
        }
        problems.extend(self.feature_defaults().err());
        problems.extend(self.limit_defaults().err());
        if self.edge.secret_previous.is_some() && (self.secret.is_none() || self.edge.secret_previous == self.secret) {
            problems.push("DEALSMART_SECRET_PREVIOUS is the secret before DEALSMART_SECRET: set both, and different ones.".into());
        }
        match &self.secret {
            Some(secret) if is_weak(secret) => {
                problems.push("DEALSMART_SECRET is too weak; make one with: openssl rand -base64 48".into());
            }
            None if self.is_production() => {
                problems.push("DEALSMART_SECRET is missing; in production it must be set. Make one with: openssl rand -base64 48".into());
            }
            _ => {}
        }
        if self.is_production() {
            match &self.public_url {
                None => {
                    problems.push("DEALSMART_PUBLIC_URL is missing; in production it must be the https:// address that people use.".into())
                }
                Some(url) if !url.starts_with("https://") => {
                    problems.push("DEALSMART_PUBLIC_URL must begin with https:// in production.".into())
                }
                Some(_) => {}
            }
            if self.demo {
                problems.push("DEALSMART_DEMO is on; a demo workspace with a known password has no place in production.".into());
            }
        }
        problems
    }

    /// The model services.
    ///
    /// # Errors
    /// Every setting that cannot be used.
    pub fn ai(&self) -> Result<ai::AiSettings, Vec<String>> {
        ai::AiSettings::from_env(|name| match name {
            "OPENAI_API_KEY" => self.openai_api_key.clone(),
            "OPENAI_BASE_URL" => self.openai_base_url.clone(),
            "OPENAI_MODEL" => self.openai_model.clone(),
            "ANTHROPIC_API_KEY" => self.anthropic_api_key.clone(),
            "ANTHROPIC_BASE_URL" => self.anthropic_base_url.clone(),
            "ANTHROPIC_MODEL" => self.anthropic_model.clone(),
            "OLLAMA_BASE_URL" => self.ollama_base_url.clone(),
            "OLLAMA_MODEL" => self.ollama_model.clone(),
            "DEALSMART_AI_ORDER" => self.ai_order.clone(),
            "DEALSMART_AI_PRICES" => self.ai_prices.clone(),
            "DEALSMART_AI_TIMEOUT_SECONDS" => self.ai_timeout_seconds.clone(),
            _ => None,
        })
    }

    /// Sign-in at OpenID Connect providers.
    ///
    /// # Errors
    /// Every setting that cannot be used.
    pub fn openid(&self) -> Result<identity::OpenIdSettings, Vec<String>> {
        let google = (self.google_client_id.as_deref(), self.google_client_secret.as_deref());
        identity::OpenIdSettings::read(self.oidc.as_deref(), google, self.private_hosts.as_deref())
    }

    /// The database of places: the one named, else the one that was fetched, else none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn places(&self) -> anyhow::Result<kernel::Places> {
        let fetched = self.tools_dir.join("places").join("country.mmdb");
        match self.geoip_db.as_deref().filter(|file| !file.as_os_str().is_empty()) {
            Some(file) => kernel::Places::open(file),
            // CC BY 4.0, which wants it named.
            None if fetched.exists() => Ok(kernel::Places::open(&fetched)?.by("DB-IP")),
            None => Ok(kernel::Places::default()),
        }
    }

    /// Features that are on or off where a workspace says nothing.
    ///
    /// # Errors
    /// The setting, when it cannot be used.
    pub fn feature_defaults(&self) -> Result<HashMap<Feature, bool>, String> {
        pairs(self.features.as_deref(), |name, value| Some((name.parse().ok()?, matches!(value, "on" | "off").then_some(value == "on")?)))
            .map_err(|pair| {
                let names: Vec<&str> = Feature::ALL.iter().map(|feature| feature.as_str()).collect();
                format!("DEALSMART_FEATURES has \"{pair}\"; it must be name=on or name=off, of {}.", names.join(", "))
            })
    }

    /// What a workspace may have where it has no limits of its own.
    ///
    /// # Errors
    /// The setting, when it cannot be used.
    pub fn limit_defaults(&self) -> Result<HashMap<Limit, i64>, String> {
        let limit = |name: &str| Limit::ALL.iter().copied().find(|limit| limit.as_str() == name);
        pairs(self.limits.as_deref(), |name, value| Some((limit(name)?, value.parse().ok().filter(|most| *most >= 0)?))).map_err(|pair| {
            let names: Vec<&str> = Limit::ALL.iter().map(|limit| limit.as_str()).collect();
            format!("DEALSMART_LIMITS has \"{pair}\"; it must be name=number, of {}.", names.join(", "))
        })
    }

    /// How letters leave.
    ///
    /// # Errors
    /// Every setting that cannot be used.
    pub fn mail(&self) -> Result<email::MailSettings, Vec<String>> {
        email::MailSettings::new(self.smtp_url.as_deref(), self.mail_from.as_deref(), &self.url(), self.is_production())
    }

    /// How long sessions live.
    #[must_use]
    pub fn sessions(&self) -> identity::SessionPolicy {
        let days = |days: u32| chrono::Duration::days(i64::from(days));
        identity::SessionPolicy { absolute: days(self.session_days), idle: days(self.session_idle_days) }
    }

    #[must_use]
    pub fn is_production(&self) -> bool {
        self.environment == "production"
    }

    /// The address that people use, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen)).trim_end_matches('/').to_owned()
    }

    /// The master secret: the one given, or in development one that is made once and kept in the data folder.
    ///
    /// # Errors
    /// When the data folder cannot be written.
    pub fn master_secret(&self) -> anyhow::Result<MasterSecret> {
        if let Some(secret) = &self.secret {
            let secret = MasterSecret::new(secret.as_bytes());
            return Ok(match &self.edge.secret_previous {
                Some(previous) => secret.with_previous(&MasterSecret::new(previous.as_bytes())),
                None => secret,
            });
        }
        let file = self.data_dir.join("secret");
        if let Ok(bytes) = std::fs::read(&file)
            && bytes.len() >= 32
        {
            return Ok(MasterSecret::new(&bytes));
        }
        let secret = kernel::secret::random();
        write_private(&file, &secret).map_err(|error| anyhow::anyhow!("could not write {}: {error}", file.display()))?;
        Ok(MasterSecret::new(&secret))
    }
}

/// `name=value,name=value`, read by `read`; the first pair that it cannot read is the error.
fn pairs<K: Eq + std::hash::Hash, V>(text: Option<&str>, read: impl Fn(&str, &str) -> Option<(K, V)>) -> Result<HashMap<K, V>, String> {
    let pairs = text.unwrap_or_default().split(',').map(str::trim).filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').and_then(|(name, value)| read(name.trim(), value.trim())).ok_or_else(|| pair.to_owned()))
        .collect()
}

fn write_private(file: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(file)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Short, or made of few different characters.
fn is_weak(secret: &str) -> bool {
    let different: std::collections::HashSet<char> = secret.chars().collect();
    secret.len() < 32 || different.len() < 10
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::{CommandFactory, Parser};

    #[derive(Parser)]
    struct Cli {
        #[command(flatten)]
        settings: Settings,
    }

    fn settings(arguments: &[&str]) -> Settings {
        Cli::parse_from(std::iter::once("test").chain(arguments.iter().copied())).settings
    }

    #[test]
    fn every_problem_is_listed_at_once() {
        let problems = settings(&[
            "--listen",
            "nonsense",
            "--environment",
            "production",
            "--secret",
            "changeme",
            "--demo",
            "true",
            "--log-format",
            "xml",
        ])
        .problems();
        for name in ["DEALSMART_LISTEN", "DEALSMART_SECRET", "DEALSMART_PUBLIC_URL", "DEALSMART_DEMO", "DEALSMART_LOG_FORMAT"] {
            assert!(problems.iter().any(|p| p.contains(name)), "{name} is missing from {problems:?}");
        }
        assert!(problems.iter().all(|p| !p.contains("changeme")), "a secret is shown");
    }

    #[test]
    fn defaults_are_fine_in_development_only() {
        assert!(settings(&[]).problems().is_empty());
        assert!(!settings(&["--environment", "production"]).problems().is_empty());
    }

    #[test]
    fn features_and_limits_are_read_or_named() {
        let good = settings(&["--features", "assigned_only=on, direct_members=off", "--limits", "members=5"]);
        assert_eq!(good.feature_defaults().unwrap(), HashMap::from([(Feature::AssignedOnly, true), (Feature::DirectMembers, false)]));
        assert_eq!(good.limit_defaults().unwrap(), HashMap::from([(Limit::Members, 5)]));
        let bad = settings(&["--features", "nonsense=on", "--limits", "members=-1"]).problems();
        assert!(bad.iter().any(|p| p.contains("nonsense=on")) && bad.iter().any(|p| p.contains("members=-1")), "{bad:?}");
    }

    #[test]
    fn every_setting_is_documented() {
        let example = include_str!("../../../.env.example");
        for argument in Cli::command().get_arguments() {
            if let Some(name) = argument.get_env().and_then(|n| n.to_str()) {
                assert!(example.contains(&format!("{name}=")), "{name} is not in .env.example");
            }
        }
    }
}
