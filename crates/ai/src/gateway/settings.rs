//! Which models there are, from the environment. Read once at start; every fault is listed.

use std::time::Duration;

use crate::providers::pricing::Pricing;
use crate::providers::{ProviderKind, ProviderSettings};

const TIMEOUT: Duration = Duration::from_secs(30);

#[derive(Debug, Clone, Default)]
pub struct AiSettings {
    /// In the order in which they are asked.
    pub providers: Vec<ProviderSettings>,
    pub pricing: Pricing,
}

impl AiSettings {
    /// The longest that any provider may take for one request.
    pub fn timeout(&self) -> Duration {
        self.providers.iter().map(|provider| provider.timeout).max().unwrap_or(TIMEOUT)
    }

    /// Reads `OPENAI_*`, `ANTHROPIC_*`, `OLLAMA_*`, `DEALSMART_AI_ORDER` (such as `anthropic,openai`),
    /// `DEALSMART_AI_PRICES` (such as `my-model=150000/600000`, micro-dollars per million tokens) and
    /// `DEALSMART_AI_TIMEOUT_SECONDS`.
    ///
    /// # Errors
    /// Every setting that cannot be used, each with what is wrong.
    pub fn from_env(get: impl Fn(&str) -> Option<String>) -> Result<Self, Vec<String>> {
        let get = |name: &str| get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let mut faults = Vec::new();
        let timeout = match get("DEALSMART_AI_TIMEOUT_SECONDS").map(|text| text.parse::<u64>()) {
            None => TIMEOUT,
            Some(Ok(seconds @ 1..=300)) => Duration::from_secs(seconds),
            Some(_) => {
                faults.push("DEALSMART_AI_TIMEOUT_SECONDS: a number from 1 to 300 is needed".to_owned());
                TIMEOUT
            }
        };
        let mut base_url = |name: &str, default: Option<&str>| {
            let url = get(name).or_else(|| default.map(str::to_owned))?;
            let url = url.trim_end_matches('/').to_owned();
            if !url.starts_with("http://") && !url.starts_with("https://") {
                faults.push(format!("{name}: an address that begins with http:// or https:// is needed"));
            }
            Some(url)
        };
        let mut providers = Vec::new();
        // A server of one's own may need no key, so either setting is enough.
        if (get("OPENAI_API_KEY").is_some() || get("OPENAI_BASE_URL").is_some())
            && let Some(base_url) = base_url("OPENAI_BASE_URL", Some("https://api.openai.com/v1"))
        {
            providers.push(ProviderSettings {
                kind: ProviderKind::OpenAi,
                base_url,
                model: get("OPENAI_MODEL").unwrap_or_else(|| "gpt-4o-mini".to_owned()),
                api_key: get("OPENAI_API_KEY"),
                timeout,
            });
        }
        if get("ANTHROPIC_API_KEY").is_some()
            && let Some(base_url) = base_url("ANTHROPIC_BASE_URL", Some("https://api.anthropic.com"))
        {
            providers.push(ProviderSettings {
                kind: ProviderKind::Anthropic,
                base_url,
                model: get("ANTHROPIC_MODEL").unwrap_or_else(|| "claude-haiku-4-5".to_owned()),
                api_key: get("ANTHROPIC_API_KEY"),
                timeout,
            });
        }
        if let Some(url) = base_url("OLLAMA_BASE_URL", None) {
            // Ollama speaks the OpenAI protocol under /v1.
            let base_url = if url.ends_with("/v1") { url } else { format!("{url}/v1") };
            providers.push(ProviderSettings {
                kind: ProviderKind::Ollama,
                base_url,
                model: get("OLLAMA_MODEL").unwrap_or_else(|| "llama3.2".to_owned()),
                api_key: None,
                timeout,
            });
        }
        if let Some(order) = get("DEALSMART_AI_ORDER") {
            let names: Vec<String> = order.split(',').map(|name| name.trim().to_lowercase()).collect();
            for name in &names {
                if !["openai", "anthropic", "ollama"].contains(&name.as_str()) {
                    faults.push(format!("DEALSMART_AI_ORDER: `{name}` is none of openai, anthropic, ollama"));
                }
            }
            let place = |provider: &ProviderSettings| names.iter().position(|name| name == provider.kind.as_str()).unwrap_or(usize::MAX);
            providers.sort_by_key(place);
        }
        let pricing = Pricing::with_overrides(&get("DEALSMART_AI_PRICES").unwrap_or_default()).unwrap_or_else(|error| {
            faults.push(format!("DEALSMART_AI_PRICES: {error}"));
            Pricing::default()
        });
        if faults.is_empty() { Ok(Self { providers, pricing }) } else { Err(faults) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<AiSettings, Vec<String>> {
        AiSettings::from_env(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn nothing_set_means_the_built_in_answerer() {
        assert!(read(&[]).is_ok_and(|settings| settings.providers.is_empty()));
        assert!(read(&[("OPENAI_API_KEY", " ")]).is_ok_and(|settings| settings.providers.is_empty()));
    }

    #[test]
    fn the_order_can_be_set() {
        let settings = read(&[
            ("OPENAI_API_KEY", "k"),
            ("ANTHROPIC_API_KEY", "k"),
            ("OLLAMA_BASE_URL", "http://localhost:11434/"),
            ("DEALSMART_AI_ORDER", "ollama, anthropic"),
        ]);
        let kinds: Vec<&str> = settings.iter().flat_map(|settings| &settings.providers).map(|provider| provider.kind.as_str()).collect();
        assert_eq!(kinds, ["ollama", "anthropic", "openai"]);
        assert!(
            settings.is_ok_and(|settings| { settings.providers.iter().any(|provider| provider.base_url == "http://localhost:11434/v1") })
        );
    }

    #[test]
    fn every_fault_is_listed() {
        let faults = read(&[("OPENAI_BASE_URL", "api.example"), ("DEALSMART_AI_PRICES", "x"), ("DEALSMART_AI_ORDER", "gpt")]).err();
        assert_eq!(faults.map(|faults| faults.len()), Some(3));
    }
}
