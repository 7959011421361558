//! Access: who is reading, what a thing demands of its reader, and the one function that decides.
//! It is applied before any list, count or snippet is made. Not permitted looks like not found.

use std::collections::BTreeSet;

use cable::{Cable, Level};
use serde::{Deserialize, Serialize};

use crate::words::{Handle, OfficeId};

/// Who is reading: every read of the product takes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// The officer.
    pub officer: Handle,
    /// The offices for which they read.
    pub offices: BTreeSet<OfficeId>,
    /// The highest classification they may read.
    pub level: Level,
    /// The captions they are entitled to.
    pub captions: BTreeSet<String>,
    /// Whether their role opens what was not addressed to their offices: records officers and
    /// archive readers at headquarters. It opens neither levels nor captions.
    pub archive: bool,
}

/// What a thing demands of its reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Its classification.
    pub level: Level,
    /// Its captions. One nobody has mapped restricts like any other.
    #[serde(default)]
    pub captions: BTreeSet<String>,
    /// The offices that need to know: originator, addressees, action office, clearers.
    #[serde(default)]
    pub audience: BTreeSet<OfficeId>,
}

/// Whether a caption keeps readers out; one nobody has mapped does.
pub fn restricts(caption: &str) -> bool {
    !WIDENING.contains(&caption)
}

/// Captions that widen instead of restricting (5 FAH-2 H-442: inform-all is the one such caption).
const WIDENING: &[&str] = &["INFORM CONSULS", "INFORM ALL STATE EMPLOYEES", "INFORM ALL EMPLOYEES"];

impl Label {
    /// Of a telegram filed from elsewhere: what stands on it, for the office that filed it. A handling line restricts
    /// like a caption, and what has no level that can be read counts as unclassified.
    pub fn filed(cable: &Cable, by: OfficeId) -> Self {
        let handling = cable.handling.iter().map(|piece| piece.text.trim().to_uppercase());
        Self {
            level: cable.level.unwrap_or(Level::Unclassified),
            captions: cable.captions.iter().cloned().chain(handling).collect(),
            audience: [by].into(),
        }
    }
}

impl Reader {
    /// Whether the reader may know that the thing exists, and so what it says.
    pub fn may_read(&self, label: &Label) -> bool {
        self.is_cleared_for(label) && (self.archive || !self.offices.is_disjoint(&label.audience))
    }

    /// Whether a duty officer could open it in an emergency, which puts need-to-know aside and nothing else. The highest
    /// level would need a second person, and is never opened.
    pub fn may_open(&self, label: &Label) -> bool {
        self.is_cleared_for(label) && label.level < Level::TopSecret
    }

    fn is_cleared_for(&self, label: &Label) -> bool {
        self.level >= label.level
            && label.captions.iter().all(|caption| !restricts(caption) || self.captions.contains(caption))
    }
}

#[cfg(test)]
mod tests {
    use cable::Profile;
    use cable::check::profile::Family;

    use super::*;

    fn office(code: &str) -> OfficeId {
        code.parse().expect("an office code")
    }

    fn reader(level: Level, captions: &[&str], archive: bool) -> Reader {
        Reader {
            officer: "par.political".parse().expect("a handle"),
            offices: [office("PAR")].into(),
            level,
            captions: captions.iter().map(|&c| c.to_owned()).collect(),
            archive,
        }
    }

    fn label(level: Level, captions: &[&str], audience: &[&str]) -> Label {
        Label {
            level,
            captions: captions.iter().map(|&c| c.to_owned()).collect(),
            audience: audience.iter().map(|&code| office(code)).collect(),
        }
    }

    #[test]
    fn need_to_know_is_apart_from_level() {
        let secret = reader(Level::Secret, &[], false);
        assert!(secret.may_read(&label(Level::Secret, &[], &["HQ", "PAR"])));
        assert!(!secret.may_read(&label(Level::Unclassified, &[], &["HQ", "OSL"])));
        assert!(!secret.may_read(&label(Level::TopSecret, &[], &["PAR"])));
    }

    #[test]
    fn a_caption_nobody_mapped_restricts() {
        assert!(!reader(Level::Secret, &[], true).may_read(&label(
            Level::Unclassified,
            &["USSALTTWO"],
            &["PAR"]
        )));
        assert!(reader(Level::Secret, &["EXDIS"], false).may_read(&label(
            Level::Secret,
            &["EXDIS"],
            &["PAR"]
        )));
        assert!(reader(Level::Secret, &[], false).may_read(&label(
            Level::Secret,
            &["INFORM CONSULS"],
            &["PAR"]
        )));
    }

    #[test]
    fn the_captions_that_widen_are_those_of_the_shipped_profiles() {
        for code in ["us-current", "us-1973-79", "uk-like", "plain"] {
            let profile = Profile::named(code).expect("a profile of the house");
            for caption in profile.captions() {
                let widens = profile.caption(caption).is_some_and(|rule| rule.family == Family::Widening);
                assert_eq!(restricts(caption), !widens, "{caption} of {code}");
            }
        }
    }

    #[test]
    fn the_archive_role_opens_neither_levels_nor_captions() {
        let archive = reader(Level::Confidential, &[], true);
        assert!(archive.may_read(&label(Level::Confidential, &[], &["OSL"])));
        assert!(!archive.may_read(&label(Level::Secret, &[], &["OSL"])));
        assert!(!archive.may_read(&label(Level::Unclassified, &["NODIS"], &["OSL"])));
    }

    #[test]
    fn an_empty_audience_is_nobody_not_everybody() {
        assert!(!reader(Level::Secret, &[], false).may_read(&label(Level::Unclassified, &[], &[])));
    }
}
