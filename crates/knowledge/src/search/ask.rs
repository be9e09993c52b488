//! What a question asks of the catalogue: "an electric SUV under 40k with 7 seats", "the cheapest", "the 2027 Thicket".

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use super::vocabulary::{Value, Vocabulary, tokens};
use crate::analyse;

/// Values of one attribute, any of which will do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) key: String,
    pub(crate) values: Vec<String>,
    /// The question names the value whole, and not one word of it.
    pub(crate) whole: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) key: String,
    pub(crate) least: Option<f64>,
    pub(crate) most: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    PriceUp,
    PriceDown,
    Newest,
    LeastMileage,
    LongestRange,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Ask {
    pub(crate) choices: Vec<Choice>,
    pub(crate) bounds: Vec<Bounds>,
    /// Minor units.
    pub(crate) price_least: Option<i64>,
    pub(crate) price_most: Option<i64>,
    pub(crate) order: Option<Order>,
    /// Speaks of buying, price, stock or a trait of an item.
    pub(crate) shopping: bool,
    /// Speaks of an item that the customer has: "my Finch", "the car I bought".
    pub(crate) owned: bool,
}

impl Ask {
    pub(crate) fn is_empty(&self) -> bool {
        self.choices.is_empty() && self.bounds.is_empty() && self.price_least.is_none() && self.price_most.is_none() && self.order.is_none()
    }

    /// Names an item (a model), or limits prices, or asks for an extreme: nothing but the catalogue answers that.
    pub(crate) fn is_pointed(&self) -> bool {
        let wished = self.price_least.is_some()
            || self.price_most.is_some()
            || self.order.is_some()
            || self.bounds.iter().any(|bounds| bounds.key != "year");
        !self.owned && (wished || self.choices.iter().any(|choice| choice.key == "model" && choice.whole))
    }

    /// With fewer wishes, for when nothing fits them all: first the words that may have meant something else, then all but
    /// what the thing is.
    pub(crate) fn relaxed(&self) -> Vec<Self> {
        let firm = Self { choices: self.choices.iter().filter(|choice| choice.whole).cloned().collect(), ..self.clone() };
        let kind: Vec<Choice> =
            firm.choices.iter().filter(|choice| matches!(choice.key.as_str(), "model" | "make" | "body" | "fuel")).cloned().collect();
        let model: Vec<Choice> = kind.iter().filter(|choice| choice.key == "model").cloned().collect();
        let mut out = vec![self.clone(), firm.clone()];
        out.push(Self { choices: kind, bounds: Vec::new(), price_least: None, price_most: None, ..self.clone() });
        if !model.is_empty() {
            out.push(Self { choices: model, bounds: Vec::new(), price_least: None, price_most: None, ..self.clone() });
        }
        out.dedup();
        out.retain(|ask| !ask.is_empty());
        out
    }

    /// In words, for the answer: `fuel: electric`, `price at most: 40000`.
    pub(crate) fn described(&self) -> Vec<String> {
        let mut out: Vec<String> = self
            .choices
            .iter()
            .filter(|choice| choice.whole || choice.values.len() == 1)
            .map(|choice| format!("{}: {}", choice.key, choice.values.join(" or ")))
            .collect();
        for bounds in &self.bounds {
            match (bounds.least, bounds.most) {
                (Some(least), Some(most)) if least == most => out.push(format!("{}: {least}", bounds.key)),
                (least, most) => {
                    out.extend(least.map(|least| format!("{} at least: {least}", bounds.key)));
                    out.extend(most.map(|most| format!("{} at most: {most}", bounds.key)));
                }
            }
        }
        out.extend(self.price_least.map(|price| format!("price at least: {}", price / 100)));
        out.extend(self.price_most.map(|price| format!("price at most: {}", price / 100)));
        out.extend(self.order.map(|order| {
            match order {
                Order::PriceUp => "cheapest first",
                Order::PriceDown => "most expensive first",
                Order::Newest => "newest first",
                Order::LeastMileage => "lowest mileage first",
                Order::LongestRange => "longest range first",
            }
            .to_owned()
        }));
        out
    }
}

/// Customers' words for values that catalogues write otherwise.
const SAME: [(&str, &str); 17] = [
    ("ev", "electric"),
    ("bev", "electric"),
    ("petrol", "gasoline"),
    ("gas", "gasoline"),
    ("stick", "manual"),
    ("truck", "pickup"),
    ("4x4", "4wd"),
    ("cpo", "certified"),
    ("preowned", "used"),
    ("secondhand", "used"),
    ("phev", "plug-in hybrid"),
    ("crossover", "suv"),
    ("cabrio", "convertible"),
    ("cabriolet", "convertible"),
    ("roadster", "convertible"),
    ("estate", "wagon"),
    ("grey", "gray"),
];

static SHOPPING: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(price[ds]?|pric(e|ing)|cost|how much|cheap\w*|expensive|afford\w*|budget|in stock|stock|available|availability|inventory|for sale|sell|selling|do you (have|carry|got)|have you got|you('ve| have)? got|got (any|a)|any(thing)? (with|under|below|for|electric|hybrid)|looking for|show me|colou?rs?|how many miles|mileage|odometer|mpg|gas mileage|range|vin|seats?|seater|towing capacity|can (it|they) tow|tows more|horsepower|trim|which (car|vehicle|suv|sedan|truck|pickup|van|minivan|model|ev|electric|one)s?|what (suv|sedan|truck|pickup|van|minivan|ev|hybrid|convertible|hatchback|vehicle|car)s?)\b",
    )
});
static OWNED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"\b(my|our|mine|i own|i have a|i've had|i drive|i bought|we bought|bought (a|an|my|the)|i leased|i traded)\b"));
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?P<before>(?:[a-z']+\s+){0,3})(?P<sign>[$€£]\s*)?(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>k\b|thousand\b|grand\b)?\s*(?P<unit>dollars?|usd|bucks|euros?|pounds?|miles?|mi\b|km\b|kilomet(?:er|re)s?|seats?|seater|passengers?|people|persons?|mpg)?(?P<after>(?:\s+[a-z]+){0,3})",
    )
});
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"between\s+[$€£]?\s*(\d[\d,]*(?:\.\d+)?)\s*(k|thousand|grand)?\s+(?:and|to|-)\s+[$€£]?\s*(\d[\d,]*(?:\.\d+)?)\s*(k|thousand|grand)?\s*(\w+)?",
    )
});

/// A pattern of this file; one that does not compile matches nothing, and the tests below would say so.
#[allow(clippy::expect_used, reason = "patterns are constants, compiled by every test run")]
fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern")
}

pub(crate) fn ask(question: &str, vocabulary: &Vocabulary) -> Ask {
    if vocabulary.is_empty() {
        return Ask::default();
    }
    let text = analyse::fold(question)
        .replace("pre-owned", "preowned")
        .replace("second hand", "secondhand")
        .replace("second-hand", "secondhand")
        .replace("-seater", " seater");
    let mut ask = Ask { shopping: SHOPPING.is_match(&text), owned: OWNED.is_match(&text), ..Ask::default() };
    ask.choices = choices(&text, vocabulary);
    amounts(&text, vocabulary, &mut ask);
    ask.order = order(&text, vocabulary);
    ask
}

/// A word of a value in several words that says as much as the whole: the colour of "Ember Red", the kind of "6-speed manual".
fn tells(value: &Value, shared: &HashSet<&str>, names_model: bool) -> bool {
    let has_last = value.tokens.last().is_some_and(|last| shared.contains(last.as_str()));
    match value.key.as_str() {
        "exterior_color" | "color" | "colour" | "interior" | "transmission" | "fuel" | "body" => has_last,
        "trim" => names_model && shared.iter().any(|token| token.len() >= 3 && !matches!(*token, "long" | "range" | "standard" | "base")),
        "make" | "model" | "drivetrain" => shared.iter().any(|token| token.len() >= 3 && token.chars().any(char::is_alphabetic)),
        _ => false,
    }
}

struct Match<'a> {
    value: &'a Value,
    shared: HashSet<&'a str>,
    whole: bool,
}

fn choices(text: &str, vocabulary: &Vocabulary) -> Vec<Choice> {
    let mut said: BTreeSet<String> = BTreeSet::new();
    for token in tokens(&text.replace(['/', ','], " ")) {
        if let Some((_, meant)) = SAME.iter().find(|(word, _)| *word == token) {
            // "Gas mileage" is asked of electric cars too.
            if !(token == "gas" && text.contains("gas mileage")) {
                said.extend(tokens(meant));
            }
        }
        said.insert(token);
    }
    // "7-passenger" and "Finch-like" say their parts too; "plug-in" is one word.
    said.extend(tokens(&text.replace("plug-in", "plugin").replace('-', " ")));
    let touched = vocabulary.touched(said.iter().map(String::as_str));
    let names_model = touched.iter().any(|value| value.key == "model" && value.tokens.iter().all(|token| said.contains(token)));
    let mut matches: Vec<Match<'_>> = touched
        .into_iter()
        .filter_map(|value| {
            let shared: HashSet<&str> = value.tokens.iter().map(String::as_str).filter(|token| said.contains(*token)).collect();
            let whole = value.tokens.iter().all(|token| shared.contains(token.as_str()));
            (whole || !value.listed && tells(value, &shared, names_model)).then_some(Match { value, shared, whole })
        })
        .collect();
    matches.sort_by(|a, b| {
        b.whole
            .cmp(&a.whole)
            .then(b.shared.len().cmp(&a.shared.len()))
            .then(rank(&a.value.key).cmp(&rank(&b.value.key)))
            .then(a.value.value.cmp(&b.value.value))
    });
    let mut taken: BTreeMap<&str, (Choice, HashSet<&str>)> = BTreeMap::new();
    let mut used: HashSet<&str> = HashSet::new();
    for found in &matches {
        match taken.get_mut(found.value.key.as_str()) {
            Some((choice, words)) => {
                // Another value of the key: an alternative when as good ("Finch or Heron"), no less whole.
                if choice.whole == found.whole && (found.shared == *words || found.shared.is_disjoint(&used)) {
                    choice.values.push(found.value.value.clone());
                    used.extend(&found.shared);
                }
            }
            None if found.shared.is_subset(&used) => {}
            None => {
                used.extend(&found.shared);
                let choice = Choice { key: found.value.key.clone(), values: vec![found.value.value.clone()], whole: found.whole };
                taken.insert(found.value.key.as_str(), (choice, found.shared.clone()));
            }
        }
    }
    taken.into_values().map(|(choice, _)| choice).collect()
}

/// What a thing is comes before how it looks.
fn rank(key: &str) -> usize {
    [
        "model",
        "make",
        "body",
        "fuel",
        "condition",
        "drivetrain",
        "transmission",
        "trim",
        "exterior_color",
        "color",
        "certification",
        "interior",
    ]
    .iter()
    .position(|known| *known == key)
    .unwrap_or(20)
}

#[derive(Clone, Copy, PartialEq)]
enum Compare {
    Least,
    Most,
    About,
    Exact,
}

fn compare(before: &str, after: &str) -> Compare {
    let has = |words: &[&str]| words.iter().any(|word| format!(" {before} ").contains(&format!(" {word} ")));
    if has(&[
        "under", "below", "less", "cheaper", "max", "maximum", "most", "within", "up to", "fewer", "older", "before", "budget", "no more",
    ]) || has(&["not more"])
    {
        return Compare::Most;
    }
    if has(&["over", "above", "more", "least", "from", "starting", "min", "minimum", "exceeding", "newer", "after", "since"]) {
        return Compare::Least;
    }
    if has(&["around", "about", "approximately", "roughly", "near"]) {
        return Compare::About;
    }
    let after = after.trim_start();
    if after.starts_with("or less")
        || after.starts_with("or under")
        || after.starts_with("or older")
        || after.starts_with("max")
        || after.starts_with("budget")
    {
        return Compare::Most;
    }
    if after.starts_with("or more") || after.starts_with("or newer") || after.starts_with("or above") || after.starts_with("plus") {
        return Compare::Least;
    }
    Compare::Exact
}

fn value(number: &str, scale: Option<&str>) -> Option<f64> {
    let number: f64 = number.replace(',', "").parse().ok()?;
    Some(if scale.is_some_and(|scale| !scale.is_empty()) { number * 1_000.0 } else { number })
}

/// Minor units; prices are below a billion.
fn minor(amount: f64) -> Option<i64> {
    format!("{:.0}", (amount * 100.0).clamp(0.0, 1e14)).parse().ok()
}

fn amounts(text: &str, vocabulary: &Vocabulary, ask: &mut Ask) {
    if let Some(found) = BETWEEN.captures(text) {
        let scale = found.get(2).or(found.get(4)).map(|scale| scale.as_str());
        let ends = found
            .get(1)
            .and_then(|n| value(n.as_str(), scale))
            .zip(found.get(3).and_then(|n| value(n.as_str(), found.get(4).map(|s| s.as_str()).or(scale))));
        if let Some((least, most)) = ends {
            if is_year(least) && is_year(most) {
                bound(vocabulary, ask, &["year"], Some(least), Some(most));
            } else if !found.get(5).is_some_and(|unit| unit.as_str().starts_with("mi")) {
                (ask.price_least, ask.price_most) = (minor(least), minor(most));
            }
            return;
        }
    }
    for found in AMOUNT.captures_iter(text) {
        let part = |name: &str| found.name(name).map_or("", |part| part.as_str()).trim();
        let Some(number) = value(part("number"), Some(part("scale"))) else { continue };
        let (before, after, unit) = (part("before"), part("after"), part("unit"));
        let compared = compare(before, after);
        let (least, most) = match compared {
            Compare::Least => (Some(number), None),
            Compare::Most => (None, Some(number)),
            Compare::About => (Some(number * 0.88), Some(number * 1.12)),
            Compare::Exact => (Some(number), Some(number)),
        };
        match unit {
            "seat" | "seats" | "seater" | "passenger" | "passengers" | "people" | "person" | "persons" => {
                let most = most.filter(|_| compared == Compare::Most);
                bound(vocabulary, ask, &["seats"], least.or(Some(0.0)), most);
            }
            "mi" | "mile" | "miles" | "km" | "kilometers" | "kilometer" | "kilometres" | "kilometre" => {
                if compared != Compare::Exact {
                    let ranging = text.contains("range") || text.contains("charge") || text.contains("go ");
                    bound(
                        vocabulary,
                        ask,
                        if ranging { &["range_miles", "range_km"] } else { &["mileage_miles", "mileage_km", "mileage"] },
                        least,
                        most,
                    );
                }
            }
            "mpg" => bound(vocabulary, ask, &["mpg_highway", "mpg_city"], least, most),
            unit => {
                let money = !part("sign").is_empty() || !unit.is_empty() || !part("scale").is_empty();
                if money || compared != Compare::Exact && number >= 1_000.0 && !is_year(number) {
                    // "For $30,000" is what there is to spend.
                    let spend = compared == Compare::Exact
                        && (before.ends_with("for")
                            || before.ends_with("have")
                            || before.ends_with("with")
                            || before.ends_with("spend")
                            || before.ends_with("got"));
                    if compared != Compare::Exact || spend {
                        ask.price_least = least.filter(|_| !spend).and_then(minor).or(ask.price_least);
                        ask.price_most = most.and_then(minor).or(ask.price_most);
                    }
                } else if is_year(number) {
                    let (least, most) = match compared {
                        Compare::Least if format!(" {before} ").contains(" newer ") || format!(" {before} ").contains(" after ") => {
                            (Some(number + 1.0), None)
                        }
                        Compare::About => (Some(number), Some(number)),
                        Compare::Least | Compare::Most | Compare::Exact => (least, most),
                    };
                    bound(vocabulary, ask, &["year"], least, most);
                }
            }
        }
    }
    if (text.contains("third row")
        || text.contains("third-row")
        || text.contains("three row")
        || text.contains("3 row")
        || text.contains("3-row"))
        && !ask.bounds.iter().any(|b| b.key == "seats")
    {
        bound(vocabulary, ask, &["seats"], Some(6.0), None);
    }
}

fn is_year(number: f64) -> bool {
    (1950.0..=2050.0).contains(&number) && number.fract() == 0.0
}

/// A second year widens: "price difference between the 2027 and 2026".
fn bound(vocabulary: &Vocabulary, ask: &mut Ask, keys: &[&str], least: Option<f64>, most: Option<f64>) {
    let Some(key) = keys.iter().find(|key| vocabulary.numbers.contains(**key)) else { return };
    match ask.bounds.iter_mut().find(|bounds| bounds.key == **key) {
        Some(known) => {
            known.least = known.least.zip(least).map(|(a, b)| a.min(b));
            known.most = known.most.zip(most).map(|(a, b)| a.max(b));
        }
        None => ask.bounds.push(Bounds { key: (*key).to_owned(), least, most }),
    }
}

fn order(text: &str, vocabulary: &Vocabulary) -> Option<Order> {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["cheapest", "least expensive", "lowest price", "lowest-price", "most affordable", "lowest cost"]) {
        Some(Order::PriceUp)
    } else if has(&["most expensive", "highest price", "priciest", "dearest"]) {
        Some(Order::PriceDown)
    } else if has(&["lowest mileage", "fewest miles", "least miles", "lowest miles"]) && vocabulary.numbers.contains("mileage_miles") {
        Some(Order::LeastMileage)
    } else if has(&["longest range", "most range", "highest range", "best range", "furthest", "farthest"])
        && vocabulary.numbers.contains("range_miles")
    {
        Some(Order::LongestRange)
    } else if has(&["newest"]) && vocabulary.numbers.contains("year") {
        Some(Order::Newest)
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
