//! What the outermost layers know: who is in front, whose pages may call, whether this is for real.

use crate::{client_address::Proxies, settings::Settings};
use axum::http::{HeaderMap, HeaderValue, header};

#[derive(Debug)]
pub struct Edge {
    pub proxies: Proxies,
    /// Our own address, as browsers name it.
    pub origin: String,
    /// Other sites whose pages may call the API.
    pub cors: Vec<String>,
    /// Served over https, and meant to be.
    pub production: bool,
    /// The policy of our own pages.
    pub page_policy: HeaderValue,
}

impl Edge {
    /// # Errors
    /// What is wrong with the settings.
    pub fn new(settings: &Settings) -> anyhow::Result<Self> {
        let edge = &settings.edge;
        let proxies = Proxies {
            networks: edge.proxies().map_err(anyhow::Error::msg)?,
            forwarded: edge.proxy_header.eq_ignore_ascii_case("forwarded"),
        };
        let origin = settings.url().to_lowercase();
        let page_policy = crate::headers::page_policy(&origin, settings.is_production())?;
        Ok(Self { proxies, origin, cors: edge.cors().map_err(anyhow::Error::msg)?, production: settings.is_production(), page_policy })
    }

    /// Whether a browser says that another site's page sends this. Programs say nothing.
    #[must_use]
    pub fn is_cross_site(&self, headers: &HeaderMap) -> bool {
        if let Some(origin) = headers.get(header::ORIGIN) {
            let origin = origin.to_str().unwrap_or_default().to_lowercase();
            let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
            let own = origin == self.origin || origin.split_once("://").is_some_and(|(_, rest)| rest.eq_ignore_ascii_case(host));
            return !own && !self.cors.contains(&origin);
        }
        headers.get("sec-fetch-site").is_some_and(|site| matches!(site.as_bytes(), b"cross-site" | b"same-site"))
    }
}
