//! Rule 1: features never depend on features.

use serde_json::Value;
use std::{collections::BTreeMap, process::Command};

const FEATURES: &[&str] =
    &["identity", "tenancy", "crm", "inbox", "chatbots", "knowledge", "ai", "email", "operator", "notifications", "webhooks"];
/// Below the features: they know none.
const GROUND: &[&str] = &["kernel", "contracts", "jobs", "realtime", "private-postgres"];
/// Above: here the features meet.
const WHOLE: &[&str] = &["server", "testkit", "it", "bench"];

/// Each crate of the workspace with what it depends on. A test may use the test kit, which knows every crate.
fn dependencies() -> BTreeMap<String, Vec<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(testkit::project())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let name = |d: &Value| (d["kind"] != "dev" || d["name"] != "testkit").then(|| d["name"].as_str().unwrap().to_owned());
    let names = |list: &Value| list.as_array().unwrap().iter().filter_map(name).collect::<Vec<_>>();
    metadata["packages"].as_array().unwrap().iter().map(|p| (p["name"].as_str().unwrap().to_owned(), names(&p["dependencies"]))).collect()
}

#[test]
fn features_never_depend_on_features() {
    let dependencies = dependencies();
    for feature in FEATURES {
        let own = dependencies.get(*feature).unwrap_or_else(|| panic!("there is no crate {feature}"));
        let edges: Vec<_> = own.iter().filter(|d| FEATURES.contains(&d.as_str()) || WHOLE.contains(&d.as_str())).collect();
        assert!(edges.is_empty(), "{feature} depends on {edges:?}; let them meet in contracts, and wire them in server");
    }
}

#[test]
fn the_ground_knows_no_feature() {
    let dependencies = dependencies();
    for ground in GROUND {
        let edges: Vec<_> =
            dependencies[*ground].iter().filter(|d| FEATURES.contains(&d.as_str()) || WHOLE.contains(&d.as_str())).collect();
        assert!(edges.is_empty(), "{ground} depends on {edges:?}");
    }
}

#[test]
fn every_crate_has_its_place() {
    for name in dependencies().keys() {
        let name = name.as_str();
        assert!(
            FEATURES.contains(&name) || GROUND.contains(&name) || WHOLE.contains(&name),
            "the crate {name} is in none of this test's lists: is it a feature?"
        );
    }
}
