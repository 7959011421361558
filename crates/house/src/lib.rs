//! The tests of the whole: the arrows between rooms, the tidiness of texts and sources, interleavings of
//! offices. What stands here only finds and cuts up the project's own files for them; no product code.

pub mod facts;

use std::path::{Path, PathBuf};

/// One file of the project, read as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where it is, from the root, with `/` between the parts.
    pub path: String,
    /// What it says.
    pub text: String,
}

impl Source {
    /// A source that only a test knows.
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// The room it belongs to, if it lies in one.
    pub fn room(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }

    /// Whether it is part of the product: under a room's `src`, and not the rooms' tests-only house.
    pub fn is_product(&self) -> bool {
        self.room().is_some_and(|room| room != "house" && self.path.contains(&format!("/{room}/src/")))
    }

    /// Its lines, numbered from 1, without those that only tests see.
    pub fn product_lines(&self) -> Vec<(usize, &str)> {
        let mut kept = Vec::new();
        let mut lines = (1..).zip(self.text.lines()).peekable();
        while let Some((number, line)) = lines.next() {
            if line.trim() != "#[cfg(test)]" {
                kept.push((number, line));
                continue;
            }
            // Tests stand last in a file; a test module in a file of its own takes one line.
            match lines.next() {
                Some((_, next)) if next.trim_end().ends_with(';') => {}
                Some((_, next)) if next.trim_start().starts_with("mod ") => break,
                Some(_) => skip_item(&mut lines),
                None => break,
            }
        }
        kept
    }

    /// The names of modules in files of their own that only tests see.
    pub fn test_modules(&self) -> Vec<&str> {
        let lines: Vec<&str> = self.text.lines().map(str::trim).collect();
        let after = lines.windows(2).filter(|pair| pair.first() == Some(&"#[cfg(test)]"));
        after
            .filter_map(|pair| pair.get(1)?.strip_suffix(';'))
            .filter_map(|line| line.strip_prefix("mod "))
            .collect()
    }
}

/// Skips the rest of an item whose first line has been taken: until its braces are closed again.
fn skip_item<'a>(lines: &mut impl Iterator<Item = (usize, &'a str)>) {
    for (_, line) in lines {
        if line.trim_end() == "}" || line.trim_end() == "    }" {
            return;
        }
    }
}

/// The root of the workspace, two folders above the house.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every text file of the project with one of the endings, in order; what is built or fetched is left out.
pub fn sources(endings: &[&str]) -> Vec<Source> {
    let root = root();
    let mut found = Vec::new();
    walk(&root, &root, endings, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// One file of the project by its path from the root; none if it is absent or no text.
pub fn source(path: &str) -> Option<Source> {
    let text = std::fs::read_to_string(root().join(path)).ok()?;
    Some(Source { path: path.to_owned(), text })
}

fn walk(root: &Path, folder: &Path, endings: &[&str], found: &mut Vec<Source>) {
    let Ok(inside) = std::fs::read_dir(folder) else { return };
    for entry in inside.flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        if path.is_dir() {
            // A folder with a record in it is a user's, even if a demo was begun here.
            let not_ours = name == "target" || name == ".git" || path.join("record.db").exists();
            if !not_ours {
                walk(root, &path, endings, found);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending))
            && let (Ok(text), Ok(short)) = (std::fs::read_to_string(&path), path.strip_prefix(root))
        {
            let parts: Vec<_> = short.iter().map(|part| part.to_string_lossy()).collect();
            found.push(Source { path: parts.join("/"), text });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_only_tests_see_are_left_out() {
        let text = "a\n#[cfg(test)]\nmod trial;\nb\n#[cfg(test)]\nfn helper() {\n    x\n}\nc\n#[cfg(test)]\nmod tests {\n}\n";
        let source = Source::new("crates/views/src/lib.rs", text);
        let kept: Vec<_> = source.product_lines().into_iter().map(|(_, line)| line).collect();
        assert_eq!(kept, ["a", "b", "c"]);
        assert_eq!(source.test_modules(), ["trial"]);
    }

    #[test]
    fn a_source_knows_its_room() {
        let product = Source::new("crates/views/src/lib.rs", "");
        assert!(product.is_product() && product.room() == Some("views"));
        assert!(!Source::new("crates/views/tests/a.rs", "").is_product());
        assert!(!Source::new("crates/house/src/lib.rs", "").is_product());
        assert_eq!(Source::new("README.md", "").room(), None);
    }

    #[test]
    fn the_root_holds_the_workspace() {
        assert!(source("Cargo.toml").is_some_and(|manifest| manifest.text.contains("[workspace]")));
        assert!(sources(&[".rs"]).iter().any(|source| source.path == "crates/house/src/lib.rs"));
    }
}
