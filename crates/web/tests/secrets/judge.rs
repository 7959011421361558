//! The judge: who may know what, written a second time from the promise and not from the program. It knows no type of
//! the product but the words on it.

use crate::world::Person;

/// Levels from open to secret, as they are written.
pub(crate) const LEVELS: [&str; 6] =
    ["UNCLASSIFIED", "CONTROLLED", "RESTRICTED", "CONFIDENTIAL", "SECRET", "TOP SECRET"];

/// A word that stands in one place of the record only, and what that place demands.
#[derive(Debug, Clone)]
pub(crate) struct Secret {
    pub(crate) word: String,
    pub(crate) level: &'static str,
    pub(crate) captions: Vec<&'static str>,
    pub(crate) audience: Vec<&'static str>,
    /// The post that did it, where it was done for an instruction: its own business and headquarters'.
    pub(crate) doer: Option<&'static str>,
    /// Whether it is for the office that drafted it alone.
    pub(crate) drafters_only: bool,
    /// Whether it is the subject of what stands in lists.
    pub(crate) listed: bool,
}

/// Whether somebody may know it.
pub(crate) fn allows(person: &Person, secret: &Secret) -> bool {
    let rank = |level: &str| LEVELS.iter().position(|known| *known == level).expect("a level");
    let at = |offices: &[&str]| offices.iter().any(|office| person.offices.contains(office));
    let cleared = rank(person.level) >= rank(secret.level)
        && secret.captions.iter().all(|caption| person.captions.contains(caption));
    let needs = person.archive || at(&secret.audience);
    let own = secret.doer.is_none_or(|post| person.archive || at(&[post, "HQ"]));
    cleared && needs && own && (!secret.drafters_only || at(&["HQ"]))
}
