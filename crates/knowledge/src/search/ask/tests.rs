#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
use super::*;

fn vocabulary() -> Vocabulary {
    let mut rows: Vec<(String, Option<String>, bool)> = Vec::new();
    for (key, values) in [
        ("make", &["alder", "kestrel"][..]),
        ("model", &["thicket", "finch", "heron", "timber 1500", "current"]),
        ("body", &["suv", "sedan", "pickup"]),
        ("fuel", &["gasoline", "electric", "hybrid", "plug-in hybrid"]),
        ("trim", &["sel", "s", "long range", "hybrid sel"]),
        ("condition", &["new", "used", "certified"]),
        ("transmission", &["8-speed automatic", "6-speed manual"]),
        ("exterior_color", &["ember red", "river blue"]),
    ] {
        rows.extend(values.iter().map(|value| (key.to_owned(), Some((*value).to_owned()), false)));
    }
    for key in ["year", "seats", "mileage_miles", "range_miles"] {
        rows.push((key.to_owned(), None, false));
    }
    Vocabulary::new(rows)
}

fn choice(asked: &Ask, key: &str) -> Vec<String> {
    asked.choices.iter().find(|choice| choice.key == key).map(|choice| choice.values.clone()).unwrap_or_default()
}

#[test]
fn values_and_a_price_limit() {
    let asked = ask("Do you have an electric SUV under 40k?", &vocabulary());
    assert_eq!(choice(&asked, "fuel"), ["electric"]);
    assert_eq!(choice(&asked, "body"), ["suv"]);
    assert_eq!(asked.price_most, Some(4_000_000));
    assert!(asked.shopping && asked.is_pointed());
}

#[test]
fn amounts_in_many_words() {
    let vocabulary = vocabulary();
    let most = |text: &str| ask(text, &vocabulary).price_most;
    assert_eq!(most("something under 10 thousand dollars"), Some(1_000_000));
    assert_eq!(most("less than $25,500"), Some(2_550_000));
    assert_eq!(most("max 30000"), Some(3_000_000));
    assert_eq!(most("what can I get for $30k"), Some(3_000_000));
    assert_eq!(most("is a $500 deposit refundable"), None);
    let both = ask("between 20 and 30k", &vocabulary);
    assert_eq!((both.price_least, both.price_most), (Some(2_000_000), Some(3_000_000)));
}

#[test]
fn years_seats_and_miles() {
    let vocabulary = vocabulary();
    let bounds = |text: &str| ask(text, &vocabulary).bounds;
    assert_eq!(bounds("price of the 2026 thicket sel"), [Bounds { key: "year".into(), least: Some(2026.0), most: Some(2026.0) }]);
    assert_eq!(bounds("anything with 8 seats"), [Bounds { key: "seats".into(), least: Some(8.0), most: None }]);
    assert_eq!(bounds("used cars with less than 50k miles"), [Bounds { key: "mileage_miles".into(), least: None, most: Some(50_000.0) }]);
    assert_eq!(
        bounds("electric cars go at least 300 miles on a charge"),
        [Bounds { key: "range_miles".into(), least: Some(300.0), most: None }]
    );
    assert_eq!(bounds("newer than 2022"), [Bounds { key: "year".into(), least: Some(2023.0), most: None }]);
    assert_eq!(ask("covered for 12 months or 12,000 miles", &vocabulary).bounds, []);
}

#[test]
fn one_word_serves_one_key() {
    let asked = ask("gas mileage of the Heron Hybrid SEL", &vocabulary());
    assert_eq!(choice(&asked, "trim"), ["hybrid sel"]);
    assert_eq!(choice(&asked, "model"), ["heron"]);
    assert_eq!(choice(&ask("got any stick shift cars", &vocabulary()), "transmission"), ["6-speed manual"]);
    assert_eq!(choice(&ask("a red one", &vocabulary()), "exterior_color"), ["ember red"]);
    assert_eq!(ask("cheapest EV you've got?", &vocabulary()).order, Some(Order::PriceUp));
}

#[test]
fn likeness_of_words_is_no_wish() {
    let vocabulary = vocabulary();
    for text in [
        "How long is it held for me?",
        "why does it need brakes if it hardly uses them",
        "How much does electricity cost at night?",
        "Which plug does it have?",
    ] {
        assert_eq!(ask(text, &vocabulary).choices, [], "{text}");
    }
    assert_eq!(choice(&ask("plug-in hybrids please", &vocabulary), "fuel"), ["plug-in hybrid"]);
    assert_eq!(choice(&ask("the Current Long Range", &vocabulary), "trim"), ["long range"]);
}

#[test]
fn what_the_customer_has_is_not_shopped_for() {
    let vocabulary = vocabulary();
    assert!(!ask("Does delivery work change the warranty of my new Finch?", &vocabulary).is_pointed());
    assert!(ask("How much is the Finch?", &vocabulary).is_pointed());
}
