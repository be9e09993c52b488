//! The committed document is the program's.

use crate::operations::document;
use std::{collections::HashSet, fs};
use testkit::{TestApp, project};

#[tokio::test]
async fn the_committed_document_is_the_programs() {
    let app = TestApp::builder().without_workers().start().await;
    let committed: serde_json::Value = serde_json::from_str(&fs::read_to_string(project().join("openapi.json")).unwrap()).unwrap();
    assert!(
        committed == document(&app),
        "openapi.json is not what the program has; refresh it: cargo run -p server --bin dealsmart -- openapi > openapi.json"
    );
    let served = app.api().get("/api/v1/openapi.json").await;
    assert_eq!(served.json, committed);
}

#[tokio::test]
async fn operations_have_names_of_their_own_and_problems() {
    let app = TestApp::builder().without_workers().start().await;
    let document = document(&app);
    let mut names = HashSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for operation in item.as_object().unwrap().values().filter(|o| o["operationId"].is_string()) {
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name.to_owned()), "two operations are named {name}");
            assert!(
                operation["responses"]["default"]["content"]["application/problem+json"].is_object(),
                "{name} of {path} has no problems"
            );
            assert!(!operation["tags"][0].as_str().unwrap_or_default().is_empty(), "{name} has no area");
        }
    }
}
