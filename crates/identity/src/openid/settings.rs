//! The providers that the operator offers to everyone.

use kernel::http::{PrivateHosts, Url};
use serde::Deserialize;
use std::collections::HashSet;

/// A provider of the installation. It is trusted: an e-mail that it calls verified is.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstallationProvider {
    /// In the callback's address: letters, digits and dashes.
    pub name: String,
    /// On the button, after "Continue with".
    pub label: String,
    pub issuer: String,
    pub client_id: String,
    #[serde(default)]
    pub client_secret: Option<String>,
}

impl std::fmt::Debug for InstallationProvider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InstallationProvider").field("name", &self.name).field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, Default)]
pub struct OpenIdSettings {
    pub providers: Vec<InstallationProvider>,
    /// Hosts of the own network that workspaces' providers may be at.
    pub private_hosts: PrivateHosts,
}

pub(super) const GOOGLE: &str = "https://accounts.google.com";

impl OpenIdSettings {
    /// From `DEALSMART_OIDC`, `GOOGLE_CLIENT_ID`, `GOOGLE_CLIENT_SECRET` and `DEALSMART_PRIVATE_HOSTS`.
    ///
    /// # Errors
    /// Every setting that cannot be used, without its secrets.
    pub fn read(oidc: Option<&str>, google: (Option<&str>, Option<&str>), private_hosts: Option<&str>) -> Result<Self, Vec<String>> {
        let mut problems = Vec::new();
        let mut providers = Vec::new();
        let set = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        match (set(google.0), set(google.1)) {
            (Some(client_id), Some(client_secret)) => providers.push(InstallationProvider {
                name: "google".into(),
                label: "Google".into(),
                issuer: GOOGLE.into(),
                client_id,
                client_secret: Some(client_secret),
            }),
            (None, None) => {}
            _ => problems.push("GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET belong together; set both, or neither.".into()),
        }
        if let Some(text) = set(oidc) {
            match serde_json::from_str::<Vec<InstallationProvider>>(&text) {
                Ok(more) => providers.extend(more),
                // The text may hold a secret; where it breaks is enough.
                Err(error) => problems.push(format!(
                    "DEALSMART_OIDC is no list of providers (line {}, column {}); it looks like \
                     [{{\"name\": \"corp\", \"label\": \"Corp\", \"issuer\": \"https://login.corp.example\", \"client_id\": \"…\", \"client_secret\": \"…\"}}].",
                    error.line(),
                    error.column()
                )),
            }
        }
        let mut names = HashSet::new();
        for provider in &providers {
            let name = &provider.name;
            let fits = (1..=32).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            if !fits {
                problems.push(format!("DEALSMART_OIDC: the name \"{name}\" must be lower-case letters, digits and dashes, at most 32."));
            }
            if !names.insert(name.clone()) {
                problems.push(format!("DEALSMART_OIDC: two providers are named \"{name}\"."));
            }
            let issuer = Url::parse(&provider.issuer);
            if !issuer.is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.query().is_none() && url.fragment().is_none()) {
                problems.push(format!("DEALSMART_OIDC: the issuer of \"{name}\" must be an https:// address."));
            }
            if provider.client_id.is_empty() || provider.label.trim().is_empty() {
                problems.push(format!("DEALSMART_OIDC: \"{name}\" needs a label and a client_id."));
            }
        }
        let private_hosts = PrivateHosts::parse(private_hosts.unwrap_or_default()).unwrap_or_else(|entry| {
            problems.push(format!("DEALSMART_PRIVATE_HOSTS: \"{entry}\" is no host or host:port."));
            PrivateHosts::default()
        });
        if problems.is_empty() { Ok(Self { providers, private_hosts }) } else { Err(problems) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn providers_are_read_and_what_is_wrong_is_said_without_its_secrets() {
        let one = r#"[{"name":"corp","label":"Corp","issuer":"https://login.corp.example","client_id":"a","client_secret":"hush"}]"#;
        let settings = OpenIdSettings::read(Some(one), (Some("g"), Some("hush")), Some("10.0.0.1:8443")).unwrap();
        assert_eq!(settings.providers.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["google", "corp"]);
        assert!(!format!("{settings:?}").contains("hush"));
        assert!(OpenIdSettings::read(None, (None, Some("")), None).unwrap().providers.is_empty());
        for (oidc, google, hosts) in [
            (None, (Some("g"), None), None),
            (Some("hush"), (None, None), None),
            (Some(r#"[{"name":"hush"}]"#), (None, None), None),
            (Some(&*one.replace("corp\"", "Corp Inc\"")), (None, None), None),
            (Some(&*one.replace("https://", "ftp://")), (None, None), None),
            (Some(&*one.replace("\"corp\"", "\"google\"")), (Some("g"), Some("s")), None),
            (None, (None, None), Some("a b")),
        ] {
            let problems = OpenIdSettings::read(oidc, google, hosts).unwrap_err();
            assert!(!problems.is_empty() && problems.iter().all(|p| !p.contains("hush")), "{problems:?}");
        }
    }
}
