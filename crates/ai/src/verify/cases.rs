//! Drafts that must pass and drafts that must not, each with what it cites.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use uuid::Uuid;

use super::{Item, Source, verify};

const WARRANTY: &str = "Warranty\nNew vehicles are covered for 36 months or 36,000 miles, whichever comes first. The powertrain is covered for 5 years or 60,000 miles. The high-voltage battery is covered for 8 years/100,000 miles and replaced when its capacity falls below 70 percent. The deductible is $100 per visit.";
const HOURS: &str = "Opening hours\nMonday to Friday: 9:00 a.m. - 7:00 p.m.\nSaturday: 9am-6pm\nSunday: closed\nService opens at 07:30 on weekdays. Call (330) 555-0120 or write to service@northwind.example.";
const PRICES: &str = "Oil and fluids\nService: Oil and filter, synthetic blend; Price: $64.95\nService: Oil and filter, full synthetic; Price: $94.95\nService: Brake fluid exchange; Price: $139.95\nService: Battery and alternator test; Price: Free";
const BRAKES: &str = "Brakes\nService: Front pads, rotors machined; Alder: $299; Kestrel: $329; Meridian: $429\nService: Rear pads; Alder: $289; Kestrel: $319; Meridian: $409";
const RETURNS: &str = "Returns\nCertified vehicles may be returned for a full refund within 7 days and 500 miles. New vehicles can be exchanged within three days of delivery; a $500 restocking fee applies. The policy is in force since October 1, 2026.";
const LEASE: &str = "Leasing\nTerms: 24, 36 and 48 months. Yearly mileage: 10,000; excess miles cost 25 cents each. Rates start at 4.9% APR with $1.5k due at signing. The documentary fee is 1,250 dollars at most.";
const TABLE: &str = "Rates\nTerm (months): 36; APR: 5.4\nTerm (months): 60; APR: 6.1";
const FINCH: &str =
    "2027 Alder Finch SE; price: $25,890; 3 in stock; mileage: 9 miles; seats: 5; 32 mpg city, 41 mpg highway; color: River Blue";
const LUMEN: &str = "2026 Kestrel Lumen Premium AWD; price: $47,250; 1 in stock; range: 301 miles; seats: 5; color: Glacier White";

fn source(name: &str, number: usize) -> Source {
    let (title, text, item) = match name {
        "warranty" => ("New Vehicle Warranty", WARRANTY, None),
        "hours" => ("Hours and Contact", HOURS, None),
        "prices" => ("Service Menu", PRICES, None),
        "brakes" => ("Service Menu", BRAKES, None),
        "returns" => ("Returns Policy", RETURNS, None),
        "lease" => ("Leasing Guide", LEASE, None),
        "table" => ("Finance Rates", TABLE, None),
        "finch" => ("Catalogue", FINCH, Some("2027 Alder Finch SE")),
        "lumen" => ("Catalogue", LUMEN, Some("2026 Kestrel Lumen Premium AWD")),
        other => panic!("no source {other}"),
    };
    Source {
        number,
        title: title.to_owned(),
        text: text.to_owned(),
        item: item.map(|name| Item { id: Uuid::nil(), name: name.to_owned() }),
    }
}

fn accepted(cites: &str, draft: &str) -> Result<(), String> {
    let cited: Vec<Source> = cites.split_whitespace().zip(1..).map(|(name, number)| source(name, number)).collect();
    let verdict = verify(draft, &cited, &["Northwind Motors", "Nora"]);
    if verdict.is_accepted() { Ok(()) } else { Err(format!("{:?}", verdict.findings)) }
}

#[test]
fn supported_drafts_pass() {
    let cases: &[(&str, &str)] = &[
        ("warranty", "New vehicles are covered for 36 months or 36,000 miles."),
        ("warranty", "New vehicles are covered for 3 years or 36000 miles, whichever comes first."),
        ("warranty", "New vehicles have thirty-six months of coverage."),
        ("warranty", "New vehicles are covered for 36k miles."),
        ("warranty", "New vehicles come with a 36-month/36,000-mile warranty."),
        ("warranty", "The powertrain is covered for five years or 60 thousand miles."),
        ("warranty", "The powertrain is covered for sixty months."),
        ("warranty", "The high-voltage battery is covered for 8 years or 100,000 mi."),
        ("warranty", "The battery is replaced below 70% capacity."),
        ("warranty", "The battery is replaced when capacity falls under seventy percent."),
        ("warranty", "The deductible is 100 dollars per visit."),
        ("warranty", "The deductible is USD 100."),
        ("warranty", "Hi! The deductible is $100.00 per visit. Let me know if you have any other questions."),
        ("hours", "We are open Monday to Friday from 9am to 7pm."),
        ("hours", "On Wednesday we are open 09:00-19:00."),
        ("hours", "On weekdays we're open from 9 to 7."),
        ("hours", "On Saturday we are open from 9 a.m. to 6 p.m."),
        ("hours", "Service opens at 7:30 am on weekdays."),
        ("hours", "Call 330-555-0120."),
        ("hours", "Write to service@northwind.example."),
        ("hours", "We are closed on Sundays."),
        ("prices", "A full synthetic oil and filter change costs $94.95."),
        ("prices", "The synthetic blend oil change is $64.95, and full synthetic is $94.95."),
        ("prices", "The battery and alternator test is free."),
        ("prices", "The battery test is free of charge."),
        ("brakes", "Front pads for a Kestrel cost $329."),
        ("brakes", "For an Alder, front pads are $299 and rear pads are $289."),
        ("returns", "Certified vehicles can be returned within seven days and 500 miles for a full refund."),
        ("returns", "Certified vehicles can be returned within a week."),
        ("returns", "A new vehicle can be exchanged within 3 days, with a $500 restocking fee."),
        ("returns", "The policy is in force since 1 October 2026."),
        ("returns", "The policy is in force since 10/1/2026."),
        ("returns", "The policy is in force since Oct. 1st."),
        ("lease", "Lease terms are 24, 36 and 48 months."),
        ("lease", "Terms are 24, 36 or 48 months with 10,000 miles a year."),
        ("lease", "Excess miles cost $0.25 each."),
        ("lease", "Rates start at 4.90 percent APR with $1,500 due at signing."),
        ("lease", "The documentary fee is at most $1,250."),
        ("table", "For 36 months the APR is 5.4%."),
        ("table", "A 60-month term has an APR of 6.1 percent."),
        ("finch", "The 2027 Alder Finch SE costs $25,890."),
        ("finch", "We have 3 in stock of the Alder Finch SE at $25,890."),
        ("finch lumen", "The Alder Finch SE costs $25,890, and the Kestrel Lumen costs $47,250."),
        ("finch lumen", "The Finch is $25,890. We have three available."),
        ("finch lumen", "The Lumen has a range of 301 miles. It costs $47,250."),
        ("finch returns", "The 2027 Alder Finch SE is $25,890; new vehicles can be exchanged within 3 days for a $500 restocking fee."),
        ("finch", "Nora here from Northwind Motors: the Finch gets 41 mpg on the highway."),
        ("warranty", "1. New vehicles: 36 months.\n2. Powertrain: 5 years."),
        ("warranty", "The deductible is $100 per visit [1]."),
    ];
    let failed: Vec<String> =
        cases.iter().filter_map(|(cites, draft)| accepted(cites, draft).err().map(|why| format!("{draft}\n    {why}"))).collect();
    assert!(failed.is_empty(), "rejected:\n{}", failed.join("\n"));
}

#[test]
fn unsupported_drafts_are_rejected() {
    let cases: &[(&str, &str)] = &[
        ("warranty", "New vehicles are covered for 36,000 months."),
        ("warranty", "New vehicles are covered for 36 miles."),
        ("warranty", "New vehicles are covered for 48 months."),
        ("warranty", "New vehicles are covered for 36,000 km."),
        ("warranty", "New vehicles are covered for 3 months."),
        ("warranty", "New vehicles are covered for four years."),
        ("warranty", "The high-voltage battery is covered for 5 years."),
        ("warranty", "The powertrain is covered for 100,000 miles."),
        ("warranty", "The deductible is $70 per visit."),
        ("warranty", "The deductible is 100 percent."),
        ("warranty", "The deductible is €100."),
        ("warranty", "There is no charge for a visit: the deductible is free."),
        ("warranty", "The battery is replaced below 75%."),
        ("warranty", "The warranty of the Toyota Corolla is 36 months."),
        ("hours", "We are open on Saturday until 7pm."),
        ("hours", "We open at 8am on weekdays."),
        ("hours", "Service opens at 7:30 pm."),
        ("hours", "Call (330) 555-0199."),
        ("hours", "Write to sales@northwind.example."),
        ("prices", "A full synthetic oil and filter change costs $64.95."),
        ("prices", "Brake fluid exchange costs $94.95."),
        ("prices", "The oil change costs $64."),
        ("prices", "Brake fluid exchange is free."),
        ("brakes", "Front pads for a Kestrel cost $299."),
        ("brakes", "Rear pads for an Alder cost $299."),
        ("returns", "Certified vehicles can be returned within 30 days."),
        ("returns", "Certified vehicles may be returned within a month."),
        ("returns", "New vehicles can be returned within 500 days."),
        ("returns", "The policy is in force since October 1, 2025."),
        ("returns", "The policy is in force since November 1, 2026."),
        ("lease", "Lease terms are 24 to 60 months."),
        ("lease", "Rates start at 3.9% APR."),
        ("lease", "The documentary fee is $1,500 at least."),
        ("lease", "Excess miles cost $25 each."),
        ("table", "For 36 months the APR is 6.1%."),
        ("finch lumen", "The Alder Finch SE costs $47,250."),
        ("finch lumen", "The Kestrel Lumen costs $25,890, the Finch $47,250."),
        ("finch lumen", "The Lumen is great value. It costs $25,890."),
        ("finch lumen", "We have 3 in stock of the Kestrel Lumen."),
        ("finch lumen", "It costs $25,890."),
        ("finch", "The 2025 Alder Finch SE costs $25,890."),
        ("finch", "The Alder Finch SE costs $24,990."),
        ("finch", "We have 5 in stock."),
        ("finch", "The Honda Civic costs $25,890."),
        ("finch", "The Alder Finch CX-5 costs $25,890."),
        ("finch returns", "The 2027 Alder Finch SE costs $500."),
        ("warranty", "We guarantee that you will never pay the $100 deductible."),
        ("hours", "I've booked your visit for Saturday at 9am."),
        ("lease", "You're approved at 4.9% APR."),
        ("warranty", "Our helicopter shuttle brings customers home from the airport."),
        ("", "The deductible is $100."),
    ];
    let passed: Vec<&str> = cases.iter().filter(|(cites, draft)| accepted(cites, draft).is_ok()).map(|(_, draft)| *draft).collect();
    assert!(passed.is_empty(), "accepted:\n{}", passed.join("\n"));
}
