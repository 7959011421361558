//! What every page shares: the shell with its markings, top bar, receipt and summary of errors, and the small printed
//! things (a time in two clocks, a standing, a precedence) that appear on many pages.

use fluent_bundle::FluentValue;

use crate::links;
use crate::tongue::Tongue;

/// The frame around a page.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Shell {
    #[cfg_attr(test, serde(skip))]
    pub(crate) tongue: Tongue,
    pub(crate) title: String,
    pub(crate) ministry: String,
    pub(crate) marking: Marking,
    pub(crate) tabs: Vec<Tab>,
    pub(crate) who: Option<Who>,
    pub(crate) choice: Option<Choice>,
    pub(crate) crumbs: Vec<Link>,
    pub(crate) notice: Option<String>,
    pub(crate) receipt: Option<Receipt>,
    pub(crate) errors: Vec<Problem>,
    pub(crate) unsaved: Vec<Unsaved>,
    /// The clocks of the page, if it has them.
    pub(crate) dated: Option<Dated>,
    /// What the banner says of a page that looks back.
    pub(crate) past: Option<Past>,
    pub(crate) styles: Vec<String>,
    pub(crate) scripts: Vec<String>,
}

/// The classification shown at the top and bottom of the page.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Marking {
    pub(crate) words: String,
    pub(crate) class: String,
}

/// One place in the top bar.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Tab {
    pub(crate) word: String,
    pub(crate) href: String,
    pub(crate) here: bool,
    pub(crate) count: Option<String>,
}

/// Who is signed in, and how they sign out.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Who {
    pub(crate) name: String,
    pub(crate) office: String,
    pub(crate) clock: When,
    pub(crate) sign_out: String,
    /// Whether the administration stands open to them.
    pub(crate) administers: bool,
    /// Whether they may open a cable in an emergency.
    pub(crate) on_duty: bool,
    pub(crate) token: String,
}

/// How a reader chooses another language, and where they are then led back to; if nowhere, to the page they were on.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Choice {
    pub(crate) token: String,
    pub(crate) back: String,
}

/// The two days a page can be asked for.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Dated {
    /// Which state the page shows.
    pub(crate) sentence: String,
    pub(crate) on: String,
    pub(crate) known: String,
    /// The last day there is to ask for.
    pub(crate) today: String,
    /// What else was asked of the page.
    pub(crate) carried: Vec<(String, String)>,
}

/// That a page shows the past, and the way back to now.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Past {
    pub(crate) sentence: String,
    pub(crate) back: String,
}

/// A word that leads somewhere.
#[derive(Clone, Debug, Hash)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Link {
    pub(crate) word: String,
    pub(crate) href: String,
}

/// What the last act recorded.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Receipt {
    pub(crate) sentence: String,
    pub(crate) detail: String,
}

/// Words that were typed on this page and not recorded.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Unsaved {
    pub(crate) form: String,
    pub(crate) when: When,
    pub(crate) restore: String,
    pub(crate) discard: String,
    pub(crate) token: String,
    /// Each field's name and what was typed into it.
    pub(crate) texts: Vec<(String, String)>,
}

/// One line of the summary of errors, leading to the field it is about.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Problem {
    pub(crate) sentence: String,
    pub(crate) hint: String,
    pub(crate) href: String,
}

/// An instant on the reader's or the post's clock, with UTC beside it.
#[derive(Clone, Debug, Hash)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct When {
    pub(crate) machine: String,
    pub(crate) local: String,
    pub(crate) utc: String,
}

/// A word that always comes with its glyph and, third, a colour.
#[derive(Clone, Debug, Hash)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Sign {
    pub(crate) word: String,
    pub(crate) glyph: String,
    pub(crate) class: String,
}

/// A filter that is a link.
#[derive(Clone, Debug, Hash)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Chip {
    pub(crate) sign: Sign,
    pub(crate) count: String,
    pub(crate) href: String,
    pub(crate) here: bool,
}

/// One line of a history.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Happening {
    pub(crate) when: When,
    pub(crate) who: String,
    pub(crate) what: String,
    pub(crate) note: Option<String>,
    pub(crate) link: Option<Link>,
}

/// The places of the top bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Inbox,
    Instructions,
    Taskings,
    Board,
    Archive,
    Positions,
    Offices,
    Nowhere,
}

impl Shell {
    /// A frame with the top bar at `place` and nothing to report.
    pub(crate) fn new(tongue: Tongue, title: &str, place: Place) -> Self {
        let tab = |word: &str, href: String, at: Place| Tab {
            word: tongue.say(word),
            href,
            here: at == place,
            count: None,
        };
        Self {
            tongue,
            title: title.into(),
            ministry: String::new(),
            marking: Marking { words: tongue.word("level", "UNCLASSIFIED"), class: "m0".into() },
            tabs: vec![
                tab("shell-inbox", links::inbox(), Place::Inbox),
                tab("shell-instructions", links::instructions(), Place::Instructions),
                tab("shell-taskings", links::taskings(), Place::Taskings),
                tab("shell-board", links::boards(), Place::Board),
                tab("shell-archive", links::archive(""), Place::Archive),
                tab("shell-positions", links::positions(), Place::Positions),
                tab("shell-offices", links::offices(), Place::Offices),
            ],
            who: None,
            choice: None,
            crumbs: Vec::new(),
            notice: None,
            receipt: None,
            errors: Vec::new(),
            unsaved: Vec::new(),
            dated: None,
            past: None,
            styles: vec![links::asset("chancery.css")],
            scripts: vec![links::asset("keys.js")],
        }
    }

    /// Adds the sheet of style `assets/NAME.css`, which only some pages need.
    pub(crate) fn style(&mut self, name: &str) {
        self.styles.push(links::asset(&format!("{name}.css")));
    }

    /// Adds the script `assets/NAME.js`, a module without which the page works as well.
    pub(crate) fn script(&mut self, name: &str) {
        self.scripts.push(links::asset(&format!("{name}.js")));
    }

    /// The title as a browser's tab shows it: a page with errors says so first.
    pub(crate) fn heading(&self) -> String {
        let title = self.title.as_str();
        let title = match self.errors.as_slice() {
            [] => title.to_owned(),
            _ => self.tongue.tell("shell-error", &[("title", title.into())]),
        };
        format!("{title} · Chancery")
    }

    /// A message of the page's language.
    pub(crate) fn say(&self, id: &str) -> String {
        self.tongue.say(id)
    }

    /// A message of the page's language with its variables.
    pub(crate) fn tell(&self, id: &str, about: &[(&str, FluentValue<'_>)]) -> String {
        self.tongue.tell(id, about)
    }
}

impl Link {
    pub(crate) fn new(word: &str, href: String) -> Self {
        Self { word: word.into(), href }
    }
}

impl Sign {
    pub(crate) fn new(word: &str, glyph: &str, class: &str) -> Self {
        Self { word: word.into(), glyph: glyph.into(), class: class.into() }
    }
}

impl When {
    pub(crate) fn new(machine: &str, local: &str, utc: &str) -> Self {
        Self { machine: machine.into(), local: local.into(), utc: utc.into() }
    }
}
