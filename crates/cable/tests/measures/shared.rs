//! The shared sets as the measuring tests read them. The sets are not part of the
//! repository; a test that does not find them, or the tool that unpacks them, says so and passes.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

/// Where a shared file lies.
pub(crate) fn shared(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path)
}

/// What a program prints about a shared file; nothing if either is not here.
pub(crate) fn unpacked(program: &str, option: &str, path: &str) -> Option<String> {
    let file = shared(path);
    let out = file.exists().then(|| Command::new(program).arg(option).arg(file).output().ok())??;
    out.status.success().then(|| String::from_utf8(out.stdout).unwrap())
}

/// A document of *Foreign Relations of the United States*, as the shared index has it.
#[derive(Debug, Deserialize)]
pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) number: Option<String>,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) info: Option<String>,
    pub(crate) station: Option<String>,
    pub(crate) date: String,
    pub(crate) text: String,
}

/// The documents of the three sets; none if they cannot be had.
pub(crate) fn documents() -> Vec<Document> {
    let mut out = Vec::new();
    for name in ["telegrams-1861-1943", "telegrams-1948-1960", "telegrams-1961-1980"] {
        let Some(lines) = unpacked("xz", "-dc", &format!("frus/{name}.jsonl.xz")) else { return Vec::new() };
        out.extend(lines.lines().map(|line| serde_json::from_str::<Document>(line).unwrap()));
    }
    out
}

/// A document of *Documents on Australian Foreign Policy*: what the shared index says of it, and its whole text.
#[derive(Debug, Deserialize)]
pub(crate) struct Australian {
    pub(crate) path: String,
    #[serde(rename = "vol")]
    pub(crate) volume: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub(crate) kind: String,
    pub(crate) number: Option<String>,
    #[serde(default, deserialize_with = "or_empty")]
    pub(crate) place: String,
    pub(crate) date: String,
    pub(crate) from: Option<String>,
    pub(crate) to: Option<String>,
    #[serde(default)]
    pub(crate) text: String,
}

fn or_empty<'de, D: serde::Deserializer<'de>>(place: D) -> Result<String, D::Error> {
    Ok(Option::<String>::deserialize(place)?.unwrap_or_default())
}

/// The documents of the volumes; none if they cannot be had.
pub(crate) fn australian() -> Vec<Australian> {
    let index = std::fs::read_to_string(shared("dafp/index.jsonl")).unwrap_or_default();
    let folder = tempfile::tempdir().unwrap();
    let mut tar = Command::new("tar");
    tar.arg("-xJf").arg(shared("dafp/dafp-volumes.tar.xz")).arg("-C").arg(folder.path());
    if index.is_empty() || !tar.status().is_ok_and(|status| status.success()) {
        return Vec::new();
    }
    let read = |line: &str| {
        let mut document: Australian = serde_json::from_str(line).unwrap();
        document.text = std::fs::read_to_string(folder.path().join(&document.path)).unwrap();
        document
    };
    index.lines().map(read).collect()
}

/// The digits of a number as the index has it.
pub(crate) fn serial(number: Option<&str>) -> Option<u32> {
    let digits: String = number?.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}
