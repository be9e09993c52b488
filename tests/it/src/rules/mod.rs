//! The ten rules of the architecture, each held by a test. (Rule 5 is the sweep; rule 10's database versions are the
//! installation's choice.)

mod dependencies;
mod lints;
mod lists;
mod operators;
mod outside;
mod records;
mod search;
mod search_plans;
mod tenants;
