//! What holds for every text.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::{Source, Value, facts, verify};
use crate::text::normalise;

fn source(text: &str) -> Source {
    Source { number: 1, title: String::new(), text: text.to_owned(), item: None }
}

fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

proptest! {
    #[test]
    fn no_text_panics(draft in "\\PC{0,200}", text in "\\PC{0,200}") {
        verify(&draft, &[source(&text)], &[]);
    }

    #[test]
    fn texts_made_of_facts_do_not_panic(parts in prop::collection::vec(prop_oneof![
        Just("$"), Just("5"), Just("-"), Just("to"), Just("May"), Just("twenty"), Just("hundred"), Just("and"), Just("a"),
        Just("%"), Just("9am"), Just(","), Just("9:00"), Just("mon"), Just("Mon"), Just("per"), Just("year"), Just("99999999999999999999"),
        Just("1st"), Just("million"), Just("k"), Just("½"), Just("1/2/26"), Just("of"), Just("."), Just("é")
    ], 0..40), glue in prop_oneof![Just(" "), Just("")]) {
        let text = parts.join(glue);
        verify(&text, &[source(&text)], &[]);
    }

    #[test]
    fn facts_lie_inside_the_text(text in "\\PC{0,200}") {
        let text = normalise(&text);
        for fact in facts(&text) {
            prop_assert!(text.get(fact.range.clone()).is_some_and(|quoted| !quoted.is_empty()));
        }
    }

    #[test]
    fn separators_do_not_change_a_price(amount in 1_u32..10_000_000) {
        let plain = facts(&format!("It costs ${amount}."));
        let separated = facts(&format!("It costs ${}.", grouped(amount)));
        prop_assert_eq!(&plain.first().unwrap().value, &separated.first().unwrap().value);
    }

    #[test]
    fn another_number_is_never_supported(said in 0_u32..100_000, stands in 0_u32..100_000) {
        let source = source(&format!("The fee is ${stands}."));
        let verdict = verify(&format!("The fee is ${said}."), &[source], &[]);
        prop_assert_eq!(verdict.is_accepted(), said == stands);
    }

    #[test]
    fn a_unit_is_never_exchanged(amount in 1_u32..1_000_000) {
        let text = format!("The cover lasts {amount} months.");
        let same = verify(&format!("The cover lasts {} months.", grouped(amount)), &[source(&text)], &[]);
        prop_assert!(same.is_accepted(), "{:?}", same);
        for unit in ["miles", "days", "percent", "dollars", "km"] {
            let other = verify(&format!("The cover lasts {amount} {unit}."), &[source(&text)], &[]);
            prop_assert!(!other.is_accepted());
        }
    }

    #[test]
    fn every_hour_reads_the_same_in_both_notations(hour in 0_u16..24, minute in 0_u16..60) {
        let half = if hour < 12 { "a.m." } else { "p.m." };
        let twelve = format!("at {}:{minute:02} {half}", (hour + 11) % 12 + 1);
        let read = facts(&twelve).first().unwrap().value.clone();
        prop_assert_eq!(read, Value::Time(vec![hour * 60 + minute]));
        let whole = facts(&format!("at {hour:02}:{minute:02}")).first().unwrap().value.clone();
        prop_assert!(Value::Time(vec![hour * 60 + minute]).is_supported_by(&whole));
    }

    #[test]
    fn a_text_supports_itself(text in "(The (fee|price|term|range) is (\\$[1-9][0-9]{0,4}|[1-9][0-9]{0,2} (miles|months|days)|[1-9][0-9]?%)\\. ){1,4}") {
        let verdict = verify(&text, &[source(&text)], &[]);
        prop_assert!(verdict.is_accepted(), "{:?}", verdict);
    }
}
