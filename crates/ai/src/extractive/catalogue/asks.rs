//! What a question asks of the rows: attributes, bounds, an order.

use super::row::Row;
use crate::extractive::question::{Question, Wants};
use crate::text::{Term, stem};
use crate::verify::{Unit, Value, facts};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attribute {
    Price,
    Stock,
    Mileage,
    Color,
    Interior,
    Vin,
    Seats,
    Economy,
    Range,
    Transmission,
    Drivetrain,
    Fuel,
    Body,
    Year,
    Condition,
    Features,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Cheapest,
    MostExpensive,
    Newest,
    Oldest,
    LowestMileage,
    LongestRange,
    BestEconomy,
}

impl Order {
    pub fn key(self, row: &Row) -> Option<i64> {
        match self {
            Self::Cheapest | Self::MostExpensive => Some(row.price),
            Self::Newest | Self::Oldest => row.number("year"),
            Self::LowestMileage => row.number("mileage_miles"),
            Self::LongestRange => row.number("range_miles"),
            Self::BestEconomy => row.number("mpg_city"),
        }
    }
}

/// Words that name an attribute.
const LABELS: [(Attribute, &str); 16] = [
    (Attribute::Price, "howmuch price cost costs priced pricing cheap cheaper expensive asking dollar dollars money pay bucks"),
    (Attribute::Stock, "instock onthelot haveany stock available availability left sold inventory lot"),
    (Attribute::Mileage, "mileage miles odometer driven mile"),
    (Attribute::Color, "color colour colors colours paint"),
    (Attribute::Interior, "interior upholstery"),
    (Attribute::Vin, "vin"),
    (Attribute::Seats, "seat seats seater passengers seating"),
    (Attribute::Economy, "fueleconomy gasmileage fuelconsumption mpg economy consumption efficient efficiency"),
    (Attribute::Range, "range howfar"),
    (Attribute::Transmission, "transmission gearbox"),
    (Attribute::Drivetrain, "drivetrain drive"),
    (Attribute::Fuel, "fuel"),
    (Attribute::Body, "body"),
    (Attribute::Year, "year"),
    (Attribute::Condition, "condition certification"),
    (Attribute::Features, "features equipment equipped options"),
];

/// Words that carry nothing in a question about what is for sale.
const GLUE: &str = "car cars vehicle vehicles auto model models buy buying sell selling sale sales offer offers \
    show list see find look looking interested interest want have got thing something anything option choice pls please \
    hi hello current currently thousand grand k between difference compare budget today moment right still type kind \
    good best cheapest lowest least affordable newest latest oldest highest longest most under below less max maximum \
    over above around about up dealer dealership different many much exact exactly brand tell trim version come in-stock \
    cheap any number quote figure";

const ORDERS: [(Order, &[&str]); 7] = [
    (Order::LowestMileage, &["lowest mileage", "fewest miles", "least miles", "lowest miles", "low mileage", "lowest-mileage"]),
    (Order::LongestRange, &["longest range", "most range", "best range", "highest range"]),
    (Order::BestEconomy, &["best mpg", "most fuel efficient", "best fuel economy", "most efficient", "best gas mileage", "highest mpg"]),
    (Order::MostExpensive, &["most expensive", "priciest", "dearest", "highest price"]),
    (Order::Cheapest, &["cheapest", "least expensive", "most affordable", "lowest price", "lowest priced", "lowest-priced"]),
    (Order::Newest, &["newest", "latest", "most recent"]),
    (Order::Oldest, &["oldest"]),
];

#[derive(Debug, Clone, Default)]
pub struct Asks {
    pub attributes: Vec<Attribute>,
    pub order: Option<Order>,
    price: Bounds,
    mileage: Bounds,
    seats: Option<i64>,
    counts: bool,
    /// Number words and digits that are bounds, not names.
    spent: Vec<String>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Bounds {
    least: Option<i64>,
    most: Option<i64>,
}

impl Bounds {
    fn admits(self, value: i64) -> bool {
        self.least.is_none_or(|least| value >= least) && self.most.is_none_or(|most| value <= most)
    }

    fn is_set(self) -> bool {
        self.least.is_some() || self.most.is_some()
    }
}

impl Asks {
    /// `None` when the question is about the customer's own car or about what will be.
    pub fn read(question: &Question) -> Option<Self> {
        let lower = format!(" {} ", question.text.to_lowercase());
        if [" my ", " mine ", " i own ", " trade", " will the ", " going to "].iter().any(|words| lower.contains(words)) {
            return None;
        }
        let mut asks = Self { counts: lower.contains("how many"), ..Self::default() };
        asks.order = ORDERS.iter().find(|(_, phrases)| phrases.iter().any(|phrase| lower.contains(phrase))).map(|(order, _)| *order);
        for (attribute, words) in LABELS {
            let names = |term: &Term| words.split_whitespace().any(|word| word == term.word) && !is_value_word(term);
            let named = question.terms.iter().any(names);
            if named && !asks.attributes.contains(&attribute) {
                asks.attributes.push(attribute);
            }
        }
        if question.wants == Wants::Money && !asks.attributes.contains(&Attribute::Price) {
            asks.attributes.push(Attribute::Price);
        }
        asks.read_bounds(&question.text);
        if asks.mileage.is_set() && !asks.attributes.contains(&Attribute::Mileage) {
            asks.attributes.push(Attribute::Mileage);
        }
        Some(asks)
    }

    fn read_bounds(&mut self, text: &str) {
        let lower = text.to_lowercase();
        for fact in facts(&lower) {
            let before = lower.get(..fact.range.start).unwrap_or_default().trim_end().trim_end_matches(['$', '€', '£']).trim_end();
            let says = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
            let most = says(&[
                "under",
                "below",
                "less than",
                "up to",
                "max",
                "maximum",
                "at most",
                "no more than",
                "cheaper than",
                "within",
                "around",
                "about",
                "budget of",
                "fewer than",
            ]);
            let least = says(&["over", "above", "more than", "at least", "from"]);
            let written = fact.text(&lower).to_owned();
            let bound = |bounds: &mut Bounds, amount: i64| {
                if least {
                    bounds.least = Some(amount);
                } else {
                    bounds.most = Some(amount);
                }
            };
            match fact.value {
                // Thousandths to minor units.
                Value::Money { amount, .. } if most || least => bound(&mut self.price, amount / 10),
                Value::Number(amount) if (most || least) && amount >= 2_100_000 => bound(&mut self.price, amount / 10),
                Value::Quantity { amount, unit: Unit::Miles } if most || least => bound(&mut self.mileage, amount / 1000),
                Value::Quantity { amount, unit: Unit::Seats } => self.seats = Some(amount / 1000),
                _ => continue,
            }
            self.spent.extend(written.split(|c: char| !c.is_alphanumeric()).map(stem));
            self.spent.push(written.replace(['$', ','], ""));
        }
    }

    pub fn accounts_for(&self, term: &Term) -> bool {
        let label = LABELS.iter().any(|(_, words)| words.split_whitespace().any(|word| word == term.word));
        label && !is_value_word(term) || GLUE.split_whitespace().any(|word| word == term.word) || self.spent.contains(&term.stem)
    }

    pub fn tell(&mut self, attributes: &[Attribute]) {
        for attribute in attributes {
            if !self.attributes.contains(attribute) {
                self.attributes.push(*attribute);
            }
        }
    }

    pub fn narrows(&self) -> bool {
        self.order.is_some() || self.price.is_set() || self.mileage.is_set() || self.seats.is_some()
    }

    pub fn admits(&self, row: &Row) -> bool {
        let bounded = |bounds: Bounds, value: Option<i64>| !bounds.is_set() || value.is_some_and(|value| bounds.admits(value));
        bounded(self.price, Some(row.price))
            && bounded(self.mileage, row.number("mileage_miles"))
            && self.seats.is_none_or(|seats| row.number("seats") == Some(seats))
    }

    /// An order asks for its first; two make a comparison possible when the first is not what is wanted.
    pub fn most_rows(&self, most: usize) -> usize {
        if self.order.is_some() && !self.counts { 2 } else { most }
    }
}

/// "Long Range" is part of a name, "range" an attribute: the row decides.
fn is_value_word(term: &Term) -> bool {
    term.is_name && matches!(term.word.as_str(), "range" | "drive")
}
