//! What a call costs, in micro-dollars.

use super::{ProviderKind, TokenUsage};

/// Micro-dollars per million tokens; equally, millionths of a dollar per million.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Price {
    pub input: u64,
    pub output: u64,
}

/// List prices by model prefix, in micro-dollars per million tokens, as published in November 2026.
/// The longest prefix that fits wins.
const LIST: [(&str, u64, u64); 21] = [
    ("gpt-4o-mini", 150_000, 600_000),
    ("gpt-4o", 2_500_000, 10_000_000),
    ("gpt-4.1-nano", 100_000, 400_000),
    ("gpt-4.1-mini", 400_000, 1_600_000),
    ("gpt-4.1", 2_000_000, 8_000_000),
    ("gpt-5-nano", 50_000, 400_000),
    ("gpt-5-mini", 250_000, 2_000_000),
    ("gpt-5-pro", 15_000_000, 120_000_000),
    ("gpt-5.4", 2_500_000, 15_000_000),
    ("gpt-5", 1_250_000, 10_000_000),
    ("o3-mini", 1_100_000, 4_400_000),
    ("o3", 2_000_000, 8_000_000),
    ("o4-mini", 1_100_000, 4_400_000),
    ("claude-3-haiku", 250_000, 1_250_000),
    ("claude-3-5-haiku", 800_000, 4_000_000),
    ("claude-haiku", 1_000_000, 5_000_000),
    ("claude-sonnet", 3_000_000, 15_000_000),
    ("claude-3", 3_000_000, 15_000_000),
    ("claude-opus-4-1", 15_000_000, 75_000_000),
    ("claude-opus-4-2", 15_000_000, 75_000_000),
    ("claude-opus", 5_000_000, 25_000_000),
];

/// For a model nobody priced: dear enough that the cap still stops it.
const UNKNOWN: Price = Price { input: 5_000_000, output: 25_000_000 };

#[derive(Debug, Clone, Default)]
pub struct Pricing {
    overrides: Vec<(String, Price)>,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a price: write model=input/output in micro-dollars per million tokens")]
pub struct InvalidPrice(pub String);

impl Pricing {
    /// Reads `my-model=150000/600000,other=0/0`: micro-dollars per million input and output tokens.
    pub fn with_overrides(text: &str) -> Result<Self, InvalidPrice> {
        let mut overrides = Vec::new();
        for entry in text.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
            let invalid = || InvalidPrice(entry.to_owned());
            let (model, prices) = entry.split_once('=').ok_or_else(invalid)?;
            let (input, output) = prices.split_once('/').ok_or_else(invalid)?;
            let price =
                Price { input: input.trim().parse().map_err(|_| invalid())?, output: output.trim().parse().map_err(|_| invalid())? };
            overrides.push((model.trim().to_owned(), price));
        }
        Ok(Self { overrides })
    }

    pub fn price(&self, kind: ProviderKind, model: &str) -> Price {
        let fits = |prefix: &str| model.starts_with(prefix);
        if let Some((_, price)) = self.overrides.iter().filter(|(prefix, _)| fits(prefix)).max_by_key(|(prefix, _)| prefix.len()) {
            return *price;
        }
        // What runs on the tenant's own machine has no price list.
        if matches!(kind, ProviderKind::Ollama | ProviderKind::Extractive) {
            return Price { input: 0, output: 0 };
        }
        LIST.iter()
            .filter(|(prefix, _, _)| fits(prefix))
            .max_by_key(|(prefix, _, _)| prefix.len())
            .map_or(UNKNOWN, |(_, input, output)| Price { input: *input, output: *output })
    }

    /// Rounded up, so that many small calls never cost less than one large one.
    pub fn cost_micros(&self, kind: ProviderKind, model: &str, usage: TokenUsage) -> i64 {
        let price = self.price(kind, model);
        let total = u128::from(price.input) * u128::from(usage.input_tokens) + u128::from(price.output) * u128::from(usage.output_tokens);
        i64::try_from(total.div_ceil(1_000_000)).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn cost_is_exact_to_the_micro_dollar_and_rounds_up() {
        let pricing = Pricing::default();
        let usage = TokenUsage { input_tokens: 1_000, output_tokens: 500 };
        // 1,000 × $0.15/M + 500 × $0.60/M = $0.00045
        assert_eq!(pricing.cost_micros(ProviderKind::OpenAi, "gpt-4o-mini-2024-07-18", usage), 450);
        let one = TokenUsage { input_tokens: 1, output_tokens: 0 };
        assert_eq!(pricing.cost_micros(ProviderKind::OpenAi, "gpt-4o-mini", one), 1);
    }

    #[test]
    fn the_longest_prefix_wins_and_a_setting_wins_over_the_list() {
        let pricing = Pricing::with_overrides("gpt-4o=1/2, llama=7/9").unwrap();
        assert_eq!(pricing.price(ProviderKind::OpenAi, "gpt-4o-mini"), Price { input: 1, output: 2 });
        assert_eq!(pricing.price(ProviderKind::Ollama, "llama3.2"), Price { input: 7, output: 9 });
        assert_eq!(pricing.price(ProviderKind::Ollama, "qwen3"), Price { input: 0, output: 0 });
        assert_eq!(pricing.price(ProviderKind::OpenAi, "mystery"), UNKNOWN);
        assert_eq!(Pricing::default().price(ProviderKind::Anthropic, "claude-haiku-4-5"), Price { input: 1_000_000, output: 5_000_000 });
        assert!(Pricing::with_overrides("gpt-4o=cheap").is_err());
    }
}
