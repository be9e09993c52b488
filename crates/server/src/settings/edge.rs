//! Settings of how the outside meets the program: proxies, origins, limits, Redis.

use clap::Args;
use ipnet::IpNet;
use kernel::limit::{Policies, Quota};
use std::net::IpAddr;

#[derive(Debug, Clone, Args)]
pub struct EdgeSettings {
    /// Redis for limits that several processes share, such as redis://127.0.0.1:6379; each process counts by itself when absent
    #[arg(long, env = "REDIS_URL", hide_env_values = true)]
    pub redis_url: Option<String>,
    /// Networks of the proxies in front, such as 10.0.0.0/8,192.168.1.5, whose word on the client's address is taken
    #[arg(long, env = "DEALSMART_TRUSTED_PROXIES")]
    pub trusted_proxies: Option<String>,
    /// The header in which they give it: `x-forwarded-for` or `forwarded`
    #[arg(long, env = "DEALSMART_PROXY_HEADER", default_value = "x-forwarded-for")]
    pub proxy_header: String,
    /// Other sites whose pages may call the API, such as https://app.example.com, separated by commas
    #[arg(long, env = "DEALSMART_CORS_ORIGINS")]
    pub cors_origins: Option<String>,
    /// The master secret before the present one, while `dealsmart reseal` has not run or its visitors still come
    #[arg(long, env = "DEALSMART_SECRET_PREVIOUS", hide_env_values = true)]
    pub secret_previous: Option<String>,
    /// Requests of a person's programs, such as 100/1m, or off
    #[arg(long, env = "DEALSMART_LIMIT_USER", default_value = "100/1m")]
    pub limit_user: String,
    /// Requests of a person in the browser app
    #[arg(long, env = "DEALSMART_LIMIT_APP", default_value = "1200/1m")]
    pub limit_app: String,
    /// Requests with an API key that has no limit of its own
    #[arg(long, env = "DEALSMART_LIMIT_KEY", default_value = "100/1m")]
    pub limit_key: String,
    /// Requests from one address that name nobody
    #[arg(long, env = "DEALSMART_LIMIT_ANONYMOUS", default_value = "100/15m")]
    pub limit_anonymous: String,
    /// Requests from one address on the way to signing in: providers, passkey questions, QR codes
    #[arg(long, env = "DEALSMART_LIMIT_ENTRY", default_value = "1000/15m")]
    pub limit_entry: String,
    /// Requests of a whole workspace, widgets left out
    #[arg(long, env = "DEALSMART_LIMIT_TENANT", default_value = "12000/1m")]
    pub limit_tenant: String,
    /// Requests of one visitor of a widget
    #[arg(long, env = "DEALSMART_LIMIT_VISITOR", default_value = "300/1m")]
    pub limit_visitor: String,
    /// Requests of widgets at one address before they are visitors
    #[arg(long, env = "DEALSMART_LIMIT_WIDGET", default_value = "3000/1m")]
    pub limit_widget: String,
}

impl Default for EdgeSettings {
    fn default() -> Self {
        Self {
            redis_url: None,
            trusted_proxies: None,
            proxy_header: "x-forwarded-for".into(),
            cors_origins: None,
            secret_previous: None,
            limit_user: "100/1m".into(),
            limit_app: "1200/1m".into(),
            limit_key: "100/1m".into(),
            limit_anonymous: "100/15m".into(),
            limit_entry: "1000/15m".into(),
            limit_tenant: "12000/1m".into(),
            limit_visitor: "300/1m".into(),
            limit_widget: "3000/1m".into(),
        }
    }
}

/// What a list separated by commas holds.
fn listed(text: Option<&str>) -> impl Iterator<Item = &str> {
    text.unwrap_or_default().split(',').map(str::trim).filter(|item| !item.is_empty())
}

impl EdgeSettings {
    /// The defaults without any limit, for tests and loads.
    #[must_use]
    pub fn unlimited() -> Self {
        let off = || "off".to_owned();
        Self {
            limit_user: off(),
            limit_app: off(),
            limit_key: off(),
            limit_anonymous: off(),
            limit_entry: off(),
            limit_tenant: off(),
            limit_visitor: off(),
            limit_widget: off(),
            ..Self::default()
        }
    }

    /// # Errors
    /// The first limit that cannot be read, with its setting's name.
    pub fn policies(&self) -> Result<Policies, String> {
        let read = |setting: &str, name, text| Quota::parse(name, text).map_err(|why| format!("{setting}: {why}."));
        Ok(Policies {
            user: read("DEALSMART_LIMIT_USER", "user", &self.limit_user)?,
            app: read("DEALSMART_LIMIT_APP", "app", &self.limit_app)?,
            key: read("DEALSMART_LIMIT_KEY", "key", &self.limit_key)?,
            anonymous: read("DEALSMART_LIMIT_ANONYMOUS", "anonymous", &self.limit_anonymous)?,
            entry: read("DEALSMART_LIMIT_ENTRY", "entry", &self.limit_entry)?,
            tenant: read("DEALSMART_LIMIT_TENANT", "tenant", &self.limit_tenant)?,
            visitor: read("DEALSMART_LIMIT_VISITOR", "visitor", &self.limit_visitor)?,
            widget: read("DEALSMART_LIMIT_WIDGET", "widget", &self.limit_widget)?,
        })
    }

    /// # Errors
    /// The first entry that is no network.
    pub fn proxies(&self) -> Result<Vec<IpNet>, String> {
        listed(self.trusted_proxies.as_deref())
            .map(|text| {
                let network = text.parse::<IpNet>().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from));
                network.ok_or_else(|| format!("DEALSMART_TRUSTED_PROXIES: \"{text}\" is no network; it looks like 10.0.0.0/8."))
            })
            .collect()
    }

    /// # Errors
    /// The first entry that is no origin.
    pub fn cors(&self) -> Result<Vec<String>, String> {
        listed(self.cors_origins.as_deref())
            .map(|text| {
                let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
                match host {
                    Some(host) if !host.is_empty() && !host.contains(['/', '*', '?', '#', '@']) => Ok(text.to_lowercase()),
                    _ => Err(format!("DEALSMART_CORS_ORIGINS: \"{text}\" is no origin; it looks like https://app.example.com.")),
                }
            })
            .collect()
    }

    /// Everything that is wrong.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems: Vec<String> = Vec::new();
        problems.extend(self.policies().err());
        problems.extend(self.proxies().err());
        problems.extend(self.cors().err());
        if !matches!(self.proxy_header.to_lowercase().as_str(), "x-forwarded-for" | "forwarded") {
            problems.push(format!("DEALSMART_PROXY_HEADER is \"{}\"; it must be x-forwarded-for or forwarded.", self.proxy_header));
        }
        if self
            .redis_url
            .as_ref()
            .is_some_and(|url| !["redis://", "rediss://", "unix://", "redis+unix://"].iter().any(|scheme| url.starts_with(scheme)))
        {
            problems.push("REDIS_URL is no address of Redis; it looks like redis://user:password@host:6379.".into());
        }
        problems
    }
}
