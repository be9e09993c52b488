//! Units and their spellings. Durations that convert exactly share one unit: a year is 12 months and
//! a week 7 days, but a month is not 30 days.

use super::facts::Milli;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    Months,
    Minutes,
    Miles,
    Kilometres,
    MilesPerGallon,
    MilesPerHour,
    Horsepower,
    Kilowatts,
    KilowattHours,
    Volts,
    Pounds,
    Kilograms,
    Feet,
    Inches,
    Quarts,
    Gallons,
    Litres,
    Seats,
    Doors,
    Degrees,
    /// Pieces that can be bought now.
    Stock,
}

/// Unit and the factor that turns the spelling's amount into it.
pub fn unit_of(word: &str) -> Option<(Unit, Milli)> {
    Some(match word {
        "month" | "months" | "mo" | "mos" => (Unit::Months, 1),
        "year" | "years" | "yr" | "yrs" => (Unit::Months, 12),
        "minute" | "minutes" | "min" | "mins" => (Unit::Minutes, 1),
        "hour" | "hours" | "hr" | "hrs" => (Unit::Minutes, 60),
        "day" | "days" => (Unit::Minutes, 24 * 60),
        "week" | "weeks" | "wk" | "wks" => (Unit::Minutes, 7 * 24 * 60),
        "mile" | "miles" | "mi" => (Unit::Miles, 1),
        "km" | "kms" | "kilometer" | "kilometers" | "kilometre" | "kilometres" => (Unit::Kilometres, 1),
        "mpg" => (Unit::MilesPerGallon, 1),
        "mph" => (Unit::MilesPerHour, 1),
        "hp" | "horsepower" | "bhp" => (Unit::Horsepower, 1),
        "kw" | "kilowatt" | "kilowatts" => (Unit::Kilowatts, 1),
        "kwh" => (Unit::KilowattHours, 1),
        "volt" | "volts" | "v" => (Unit::Volts, 1),
        "lb" | "lbs" | "pound" | "pounds" => (Unit::Pounds, 1),
        "kg" | "kgs" | "kilogram" | "kilograms" | "kilos" => (Unit::Kilograms, 1),
        "ft" | "foot" | "feet" => (Unit::Feet, 1),
        "inch" | "inches" => (Unit::Inches, 1),
        "quart" | "quarts" | "qt" | "qts" => (Unit::Quarts, 1),
        "gallon" | "gallons" | "gal" => (Unit::Gallons, 1),
        "liter" | "liters" | "litre" | "litres" => (Unit::Litres, 1),
        "seat" | "seats" | "seater" | "passenger" | "passengers" => (Unit::Seats, 1),
        "door" | "doors" => (Unit::Doors, 1),
        "degree" | "degrees" => (Unit::Degrees, 1),
        _ => return None,
    })
}

/// Words between a number and its unit that do not change it: "3 business days".
pub fn is_unit_adjective(word: &str) -> bool {
    matches!(word, "business" | "calendar" | "working" | "consecutive" | "full" | "odometer" | "additional" | "more" | "extra" | "further")
}

/// The unit's spellings, to see whether a table's header names it.
pub fn spellings(unit: Unit) -> &'static [&'static str] {
    match unit {
        Unit::Months => &["month", "months", "year", "years", "mo", "yr", "yrs", "term", "age"],
        Unit::Minutes => &["minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "min", "hrs"],
        Unit::Miles => &["mile", "miles", "mi", "mileage"],
        Unit::Kilometres => &["km", "kilometers", "kilometres"],
        Unit::MilesPerGallon => &["mpg"],
        Unit::MilesPerHour => &["mph"],
        Unit::Horsepower => &["hp", "horsepower"],
        Unit::Kilowatts => &["kw", "kilowatts"],
        Unit::KilowattHours => &["kwh"],
        Unit::Volts => &["volt", "volts"],
        Unit::Pounds => &["lb", "lbs", "pounds"],
        Unit::Kilograms => &["kg", "kilograms"],
        Unit::Feet => &["ft", "feet"],
        Unit::Inches => &["inch", "inches"],
        Unit::Quarts => &["quart", "quarts"],
        Unit::Gallons => &["gallon", "gallons"],
        Unit::Litres => &["liter", "liters", "litre", "litres"],
        Unit::Seats => &["seat", "seats", "passengers", "seating"],
        Unit::Doors => &["door", "doors"],
        Unit::Degrees => &["degree", "degrees"],
        Unit::Stock => &["stock", "available", "availability"],
    }
}

impl Unit {
    pub fn is_time(self) -> bool {
        matches!(self, Self::Months | Self::Minutes)
    }
}
