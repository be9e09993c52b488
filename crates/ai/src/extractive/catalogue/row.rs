//! One catalogue row, readable by words and by attributes.

use contracts::grounding::CatalogueFact;
use serde_json::Value;
use uuid::Uuid;

use super::asks::Attribute;
use super::same;
use crate::text::{Term, terms};

pub struct Row {
    pub id: Uuid,
    pub sku: String,
    pub name: String,
    /// Minor units.
    pub price: i64,
    currency: String,
    pub stock: i32,
    attributes: Value,
    words: Vec<Term>,
}

impl Row {
    pub fn new(fact: &CatalogueFact) -> Self {
        let mut text = vec![fact.name.clone(), fact.sku.clone()];
        collect_text(&fact.attributes, &mut text);
        let mut words: Vec<Term> = text.iter().flat_map(|text| terms(text)).collect();
        words.extend(text.iter().flat_map(|text| everyday_words(text)));
        Self {
            id: fact.id,
            sku: fact.sku.clone(),
            name: fact.name.clone(),
            price: fact.price_amount,
            currency: fact.price_currency.clone(),
            stock: fact.stock,
            attributes: fact.attributes.clone(),
            words,
        }
    }

    pub fn holds(&self, term: &Term) -> bool {
        self.words.iter().any(|word| same(term, word))
    }

    /// The attribute whose value holds the term, when the name does not.
    pub fn attribute_holding(&self, term: &Term) -> Option<Attribute> {
        const TOLD: [(&str, Attribute); 6] = [
            ("transmission", Attribute::Transmission),
            ("drivetrain", Attribute::Drivetrain),
            ("fuel", Attribute::Fuel),
            ("exterior_color", Attribute::Color),
            ("interior", Attribute::Interior),
            ("condition", Attribute::Condition),
        ];
        if terms(&self.name).iter().any(|word| same(term, word)) {
            return None;
        }
        TOLD.iter().find_map(|(key, attribute)| {
            let value = self.attributes.get(key)?.as_str()?;
            let holds = terms(value).iter().chain(&everyday_words(value)).any(|word| same(term, word));
            holds.then_some(*attribute)
        })
    }

    /// A whole number among the attributes.
    pub fn number(&self, key: &str) -> Option<i64> {
        self.attributes.get(key)?.as_i64()
    }

    fn text(&self, key: &str) -> Option<String> {
        match self.attributes.get(key)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => number.as_i64().map(thousands),
            _ => None,
        }
    }

    /// The row in words; `None` when it lacks an attribute that is asked for.
    pub fn sentence(&self, asked: &[Attribute]) -> Option<String> {
        let stock = match self.stock {
            stock if stock <= 0 => "not in stock".to_owned(),
            stock => format!("{stock} in stock"),
        };
        let mut out = format!("{} — {}, {stock}", self.name, money(self.price, &self.currency));
        for attribute in asked {
            if let Some(part) = self.attribute(*attribute)? {
                out.push_str(", ");
                out.push_str(&part);
            }
        }
        Some(out)
    }

    /// Everything that the row says, one cell after the other.
    pub fn in_full(&self) -> String {
        let stock = if self.stock > 0 { format!("{} in stock", self.stock) } else { "not in stock".to_owned() };
        let mut cells = vec![self.name.clone(), format!("price: {}", money(self.price, &self.currency)), stock];
        if let Some(attributes) = self.attributes.as_object() {
            for (key, value) in attributes {
                let value = match value {
                    Value::String(text) => text.clone(),
                    Value::Number(number) if key != "year" => number.as_i64().map_or_else(|| number.to_string(), thousands),
                    Value::Number(number) => number.to_string(),
                    Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
                    Value::Array(values) => values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
                    Value::Object(_) | Value::Null => continue,
                };
                cells.push(format!("{}: {value}", key.replace('_', " ")));
            }
        }
        cells.join("; ")
    }

    /// Outer `None`: the row does not say. Inner `None`: the sentence says it already.
    fn attribute(&self, attribute: Attribute) -> Option<Option<String>> {
        let labelled = |label: &str, key: &str| self.text(key).map(|value| Some(format!("{label} {value}")));
        match attribute {
            Attribute::Price | Attribute::Stock => Some(None),
            Attribute::Mileage => self.text("mileage_miles").or_else(|| self.text("mileage")).map(|miles| Some(format!("{miles} miles"))),
            Attribute::Color => self.text("exterior_color").or_else(|| self.text("color")).map(|color| Some(format!("color {color}"))),
            Attribute::Interior => labelled("interior", "interior"),
            Attribute::Vin => labelled("VIN", "vin"),
            Attribute::Seats => self.text("seats").map(|seats| Some(format!("{seats} seats"))),
            Attribute::Economy => {
                let city = self.text("mpg_city")?;
                let highway = self.text("mpg_highway")?;
                Some(Some(format!("{city} mpg city and {highway} mpg highway")))
            }
            Attribute::Range => {
                self.text("range_miles").or_else(|| self.text("electric_range_miles")).map(|range| Some(format!("range {range} miles")))
            }
            Attribute::Transmission => labelled("transmission", "transmission"),
            Attribute::Drivetrain => labelled("drivetrain", "drivetrain"),
            Attribute::Fuel => labelled("fuel", "fuel"),
            Attribute::Body => labelled("body", "body"),
            Attribute::Year => labelled("model year", "year").or(Some(None)),
            Attribute::Condition => {
                let condition = self.text("condition")?;
                let level = self.text("certification").map(|level| format!(" {level}")).unwrap_or_default();
                Some(Some(format!("condition {condition}{level}")))
            }
            Attribute::Features => {
                let features: Vec<&str> = self.attributes.get("features")?.as_array()?.iter().filter_map(Value::as_str).collect();
                Some(Some(format!("with {}", features.join(", "))))
            }
        }
    }
}

fn collect_text(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::String(text) => out.push(text.clone()),
        Value::Number(number) => out.push(number.to_string()),
        Value::Array(values) => values.iter().for_each(|value| collect_text(value, out)),
        Value::Object(object) => object.values().for_each(|value| collect_text(value, out)),
        Value::Bool(_) | Value::Null => {}
    }
}

/// What people say for what rows hold.
fn everyday_words(value: &str) -> Vec<Term> {
    let lower = value.to_lowercase();
    let words = match lower.as_str() {
        "pickup" => "truck pickup_truck",
        "suv" => "suv crossover",
        "sedan" => "sedan saloon",
        "minivan" => "minivan van people carrier",
        "convertible" => "convertible cabrio roadster topless",
        "hatchback" => "hatchback hatch",
        "electric" => "ev electric",
        "gasoline" => "gas petrol gasoline",
        "hybrid" | "plug-in hybrid" => "hybrid",
        "used" | "certified" => "used preowned secondhand",
        text if text.ends_with("manual") => "stick shift manual",
        text if text.ends_with("automatic") || text.ends_with("cvt") => "automatic auto",
        "awd" | "4wd" => "awd 4wd 4x4 all-wheel four-wheel",
        _ => return Vec::new(),
    };
    terms(&words.replace('_', " "))
}

/// `$28,499`, `$28,499.50`, `CHF 12,000`.
pub fn money(minor: i64, currency: &str) -> String {
    let sign = match currency {
        "USD" => "$".to_owned(),
        "EUR" => "€".to_owned(),
        "GBP" => "£".to_owned(),
        "INR" => "₹".to_owned(),
        other => format!("{other} "),
    };
    let cents = minor.rem_euclid(100);
    let whole = thousands(minor.div_euclid(100));
    if cents == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{cents:02}") }
}

/// With separators; a year has none, but years are told as they stand in names.
fn thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if number < 0 { format!("-{out}") } else { out }
}
