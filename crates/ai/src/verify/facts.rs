//! The kinds of facts that a draft may state, in a form in which equal means the same.

use std::ops::Range;

use super::calendar::{Date, Days};
use super::units::Unit;

/// Thousandths, so that 4.9 and 4.90 are equal and nothing is lost to floating point.
pub type Milli = i64;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Currency {
    Dollar,
    Euro,
    Pound,
    Rupee,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Money {
        amount: Milli,
        currency: Option<Currency>,
    },
    /// Nothing to pay.
    Free,
    Quantity {
        amount: Milli,
        unit: Unit,
    },
    Percent(Milli),
    /// Minutes after midnight; more than one when "9:00" may be morning or evening.
    Time(Vec<u16>),
    /// More than one when "5/6" may be May or June.
    Date(Vec<Date>),
    Days(Days),
    /// A number without a unit.
    Number(Milli),
    /// Letters and digits that name something: a model, a part, a trouble code.
    Code(String),
    /// Digits of a telephone number.
    Phone(String),
    /// An e-mail or web address.
    Address(String),
}

/// Two values of one class compete: where a sentence speaks of another thing's price, its price is
/// the wrong one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Money,
    Quantity(Unit),
    Percent,
    Time,
    Date,
    Number,
    Other,
}

impl Value {
    pub fn class(&self) -> Class {
        match self {
            Self::Money { .. } | Self::Free => Class::Money,
            Self::Quantity { unit, .. } => Class::Quantity(*unit),
            Self::Percent(_) => Class::Percent,
            Self::Time(_) => Class::Time,
            Self::Date(_) => Class::Date,
            Self::Number(_) => Class::Number,
            Self::Days(_) | Self::Code(_) | Self::Phone(_) | Self::Address(_) => Class::Other,
        }
    }

    /// Whether a source that states `source` supports a draft that states `self`. A draft may leave a
    /// unit out; it may not change or add one.
    pub fn is_supported_by(&self, source: &Value) -> bool {
        match (self, source) {
            (Self::Money { amount: a, currency: x }, Self::Money { amount: b, currency: y }) => {
                a == b && (x.is_none() || y.is_none() || x == y)
            }
            (Self::Money { amount: 0, .. }, Self::Free) | (Self::Free, Self::Money { amount: 0, .. }) => true,
            (Self::Quantity { amount: a, unit: x }, Self::Quantity { amount: b, unit: y }) => a == b && x == y,
            (Self::Percent(a), Self::Percent(b)) => a == b,
            (Self::Time(a), Self::Time(b)) => a.iter().any(|time| b.contains(time)),
            (Self::Date(a), Self::Date(b)) => a.iter().any(|date| b.iter().any(|other| date.is_part_of(other))),
            (Self::Number(a), Self::Number(b) | Self::Percent(b) | Self::Money { amount: b, .. } | Self::Quantity { amount: b, .. }) => {
                a == b
            }
            (Self::Number(a), Self::Time(times)) => times.iter().any(|time| {
                let hour = i64::from(time / 60);
                time % 60 == 0 && (*a == hour * 1000 || *a == (hour + 11) % 12 * 1000 + 1000)
            }),
            (Self::Number(a), Self::Date(dates)) => dates.iter().any(|date| date.has_number(*a / 1000) && a % 1000 == 0),
            (Self::Days(a), Self::Days(b)) => b.contains(*a),
            (Self::Free, Self::Free) => true,
            (Self::Code(a), Self::Code(b)) => a == b,
            (Self::Phone(a), Self::Phone(b)) => a.ends_with(b.as_str()) || b.ends_with(a.as_str()),
            (Self::Address(a), Self::Address(b)) => a == b || b.ends_with(&format!("//{a}")),
            _ => false,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub value: Value,
    /// Where it stands in the (normalised) text.
    pub range: Range<usize>,
}

impl Fact {
    pub fn text<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.range.clone()).unwrap_or_default()
    }
}

/// All days of the week that the facts name.
pub(super) fn facts_of_days<'a>(facts: impl Iterator<Item = &'a Fact>) -> Days {
    Days(facts.fold(0, |days, fact| match fact.value {
        Value::Days(more) => days | more.0,
        _ => days,
    }))
}
