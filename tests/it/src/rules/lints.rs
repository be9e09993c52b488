//! Rules 3, 6 and 7: what the compiler refuses outside the kernel, and everywhere.

use std::{
    fs,
    path::{Path, PathBuf},
};
use testkit::project;

/// What goes round the kernel, and stands in `clippy.toml`.
const FORBIDDEN: &[&str] = &[
    "chrono::Utc::now",
    "std::time::SystemTime::now",
    "uuid::Uuid::now_v7",
    "sqlx::Pool::begin",
    "sqlx::Acquire::begin",
    "reqwest::Client::new",
    "reqwest::Client::builder",
    "tokio::spawn",
];

/// What may panic on input.
const DENIED: &[&str] = &[
    "unwrap_used",
    "expect_used",
    "indexing_slicing",
    "string_slice",
    "panic",
    "as_conversions",
    "todo",
    "dbg_macro",
    "disallowed_methods",
];

/// Files that may spawn by themselves, since they await the task right there.
const AWAIT_THEIR_TASKS: &[&str] = &["crates/server/src/commands/serve.rs"];

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

fn crates() -> Vec<PathBuf> {
    fs::read_dir(project().join("crates")).unwrap().map(|entry| entry.unwrap().path()).filter(|p| p.join("Cargo.toml").exists()).collect()
}

/// A file of a crate that is compiled for tests only.
fn is_for_tests(path: &Path) -> bool {
    path.components().any(|c| c.as_os_str() == "tests") || path.file_name().is_some_and(|name| name == "tests.rs")
}

#[test]
fn clippy_forbids_the_ways_round_the_kernel() {
    let clippy = read(&project().join("clippy.toml"));
    for method in FORBIDDEN {
        assert!(
            clippy.lines().any(|l| l.contains(&format!("path = \"{method}\"")) && l.contains("reason = ")),
            "clippy.toml does not forbid {method}"
        );
    }
}

#[test]
fn only_the_kernel_may_go_round_itself() {
    for folder in crates().into_iter().filter(|c| c.file_name().is_some_and(|name| name != "kernel")) {
        let mut files = Vec::new();
        rust_files(&folder, &mut files);
        for file in files.iter().filter(|file| !is_for_tests(file)) {
            let text = read(file);
            let code: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.starts_with("//")).collect();
            let awaits = AWAIT_THEIR_TASKS.iter().any(|excepted| file.ends_with(excepted));
            // A lint can be allowed away; then the words themselves tell.
            for word in [
                "disallowed_methods",
                "Utc::now(",
                "SystemTime::now(",
                "Uuid::now_v7(",
                "reqwest::Client::new(",
                "reqwest::Client::builder(",
                "tokio::spawn(",
            ] {
                if awaits && ["disallowed_methods", "tokio::spawn("].contains(&word) {
                    continue;
                }
                assert!(!code.iter().any(|line| line.contains(word)), "{} says {word}", file.display());
            }
        }
    }
}

#[test]
fn nothing_panics_on_input() {
    let workspace = read(&project().join("Cargo.toml"));
    let lints = workspace.split("[workspace.lints.clippy]").nth(1).unwrap().split("\n[").next().unwrap();
    for lint in DENIED {
        assert!(lints.lines().any(|line| line.trim() == format!("{lint} = \"deny\"")), "the workspace does not deny {lint}");
    }
    assert!(workspace.contains("unsafe_code = \"deny\""));
    for folder in crates() {
        let manifest = read(&folder.join("Cargo.toml"));
        assert!(manifest.contains("[lints]\nworkspace = true"), "{} does not take the workspace's lints", folder.display());
        // A whole crate must not take itself out. The test kit is made to panic.
        if folder.file_name().is_some_and(|name| name == "testkit") {
            continue;
        }
        for root in ["src/lib.rs", "src/main.rs"].map(|file| folder.join(file)).iter().filter(|file| file.exists()) {
            let text = read(root);
            let allowed: Vec<&str> = text.lines().filter(|line| line.starts_with("#![allow(")).collect();
            assert!(!allowed.iter().any(|line| DENIED.iter().any(|lint| line.contains(lint))), "{}: {allowed:?}", root.display());
        }
    }
}
