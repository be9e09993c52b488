#![allow(clippy::unwrap_used, clippy::expect_used)]

use chrono::DateTime;
use contracts::Retrieval;
use contracts::grounding::CatalogueFact;
use serde_json::{Value, json};
use uuid::Uuid;

use super::answer;
use crate::extractive::Question;

fn row(name: &str, price: i64, stock: i32, attributes: Value) -> CatalogueFact {
    CatalogueFact {
        id: Uuid::nil(),
        sku: "X-1".to_owned(),
        name: name.to_owned(),
        price_amount: price,
        price_currency: "USD".to_owned(),
        stock,
        attributes,
        url: None,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn stock() -> Retrieval {
    let attributes = |year: i64, body: &str, fuel: &str, miles: i64, seats: i64, transmission: &str, condition: &str| {
        json!({"year": year, "body": body, "fuel": fuel, "mileage_miles": miles, "seats": seats, "transmission": transmission,
            "condition": condition, "exterior_color": "River Blue", "vin": format!("V{price}", price = miles), "features": ["heated front seats"]})
    };
    Retrieval {
        catalogue: vec![
            row("2027 Borel Ridge SEL", 3_395_000, 2, attributes(2027, "SUV", "gasoline", 12, 5, "8-speed automatic", "new")),
            row("2023 Borel Ridge SEL", 2_596_000, 1, attributes(2023, "SUV", "gasoline", 30_210, 5, "8-speed automatic", "certified")),
            row("2027 Borel Volt Long Range", 4_249_000, 3, attributes(2027, "sedan", "electric", 9, 5, "single-speed", "new")),
            row("2026 Borel Volt Long Range", 4_099_000, 0, attributes(2026, "sedan", "electric", 14, 5, "single-speed", "new")),
            row("2018 Tarn Pico", 849_500, 1, attributes(2018, "hatchback", "gasoline", 78_420, 4, "6-speed manual", "used")),
        ],
        ..Retrieval::default()
    }
}

fn ask(text: &str) -> Option<String> {
    answer(&Question::new(text, &[]), &stock()).map(|extraction| extraction.content)
}

#[test]
fn rows_answer_what_they_hold() {
    for (question, expected) in [
        ("How much is the 2027 Borel Ridge SEL?", "2027 Borel Ridge SEL — $33,950, 2 in stock."),
        ("What do you want for the certified Ridge?", "2023 Borel Ridge SEL — $25,960, 1 in stock, condition certified."),
        ("how many miles on the 2023 ridge", "2023 Borel Ridge SEL — $25,960, 1 in stock, 30,210 miles."),
        ("got any stick shift cars", "2018 Tarn Pico — $8,495, 1 in stock, transmission 6-speed manual."),
        ("Show me something under 10 thousand dollars", "2018 Tarn Pico — $8,495, 1 in stock."),
        ("do you have an SUV or hatchback under $9k?", "2018 Tarn Pico — $8,495, 1 in stock."),
        ("anything with 4 seats?", "2018 Tarn Pico — $8,495, 1 in stock, 4 seats."),
        ("Is the 2026 Volt Long Range available?", "2026 Borel Volt Long Range — $40,990, not in stock."),
        ("what color is the pico", "2018 Tarn Pico — $8,495, 1 in stock, color River Blue."),
        ("VIN of the Pico please", "2018 Tarn Pico — $8,495, 1 in stock, VIN V78420."),
    ] {
        assert_eq!(ask(question).as_deref().unwrap_or_default(), expected, "{question}");
    }
    let cheapest = ask("cheapest EV you've got?").unwrap();
    assert!(cheapest.starts_with("2026 Borel Volt Long Range — $40,990"), "{cheapest}");
    let both = ask("Price difference between the 2027 and 2026 Volt Long Range?").unwrap();
    assert!(both.contains("$42,490") && both.contains("$40,990"), "{both}");
}

#[test]
fn rows_do_not_answer_what_they_lack() {
    for question in [
        "How much is the 2027 Borel Ridge Platinum?",
        "Price of the Borel Corona?",
        "What's the trunk volume of the Pico?",
        "Does the Pico have a backup camera?",
        "How much would you give me for my 2018 Pico?",
        "How much is a 2025 Borel Ridge SEL?",
        "What does an oil change on a Ridge cost?",
        "Monthly lease payment on a 2027 Ridge SEL?",
        "Do you sell hydrogen cars?",
        "What is the price?",
    ] {
        assert_eq!(ask(question), None, "{question}");
    }
}

#[test]
fn a_row_holds_words_and_not_their_synonyms() {
    let mut stock = stock();
    for row in &mut stock.catalogue {
        row.attributes["fuel"] = "plug-in hybrid".into();
    }
    assert_eq!(answer(&Question::new("Is there a charger at the dealership?", &[]), &stock), None);
    assert!(answer(&Question::new("Do you have a hybrid?", &[]), &stock).is_some());
}
