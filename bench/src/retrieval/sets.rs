//! The question sets: the demo's, and one for each folder of `bench/questions`.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

pub(crate) struct Set {
    pub(crate) name: String,
    /// With `documents/` and `catalogue.json`.
    pub(crate) folder: PathBuf,
    pub(crate) questions: PathBuf,
}

/// All sets, or the one of this name.
pub(crate) fn sets(demo: &Path, questions: &Path, only: Option<&str>) -> anyhow::Result<Vec<Set>> {
    let mut found = vec![Set { name: "northwind".to_owned(), folder: demo.to_owned(), questions: questions.join("northwind.jsonl") }];
    let mut folders: Vec<_> = std::fs::read_dir(questions)?.collect::<Result<_, _>>()?;
    folders.sort_by_key(std::fs::DirEntry::file_name);
    for folder in folders {
        let asked = folder.path().join("questions.jsonl");
        if asked.is_file() {
            found.push(Set { name: folder.file_name().to_string_lossy().into_owned(), folder: folder.path(), questions: asked });
        }
    }
    found.retain(|set| only.is_none_or(|only| set.name == only));
    anyhow::ensure!(!found.is_empty(), "there is no such question set");
    Ok(found)
}

impl Set {
    pub(crate) fn questions<T: DeserializeOwned>(&self) -> anyhow::Result<Vec<T>> {
        let lines = std::fs::read_to_string(&self.questions)?;
        Ok(lines.lines().filter(|line| !line.trim().is_empty()).map(serde_json::from_str).collect::<Result<_, _>>()?)
    }
}
