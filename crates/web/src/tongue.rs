//! The languages the pages speak: one catalogue of messages each, in Fluent's format under `locales`, carried in the
//! binary. Which one a request gets is read here too: the reader's own choice, else what the browser prefers, else English.
//! The text of a cable is never translated, and no message decides anything.

use std::borrow::Cow;
use std::sync::LazyLock;

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::response::Response;
use domain::cable::{self, Level, Said};
use domain::handout::HandoutLanguage;
use domain::refusal::Refusal;
use domain::remarks;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use views::{About, SENTENCES, Told, search_sentences};

use crate::countries;
use crate::print;
use crate::visit::{self, Submitted};

#[cfg(debug_assertions)]
mod pseudo;
#[cfg(test)]
mod tests;

/// The files of a language's catalogue, one a page.
macro_rules! catalogue {
    ($tongue:literal) => {
        catalogue!($tongue: "shell" "words" "forms" "acts" "what" "problem" "draft" "compose" "check" "clearance" "inbox" "tasking" "sign-in"
            "tokens" "hooks" "emergency" "keys" "board" "go" "post" "search" "shortcuts" "taskings" "instruction" "instructions" "positions" "offices" "record"
            "admin")
    };
    ($tongue:literal: $($page:literal)+) => {
        &[$(include_str!(concat!("../locales/", $tongue, "/", $page, ".ftl"))),+]
    };
}

const ENGLISH: &[&str] = catalogue!("en");
const FRENCH: &[&str] = catalogue!("fr");
/// What the rules and the history say in English is theirs; every other language has a file for each.
const FRENCH_TOO: [&str; 3] = [
    include_str!("../locales/fr/refusals.ftl"),
    include_str!("../locales/fr/history.ftl"),
    include_str!("../locales/fr/remarks.ftl"),
];

/// A language the pages speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Tongue {
    #[default]
    English,
    French,
    /// English made strange, so that a test sees every word that is not from the catalogue.
    #[cfg(debug_assertions)]
    Pseudo,
    /// The same, written from right to left, with the plurals of Arabic.
    #[cfg(debug_assertions)]
    Mirrored,
}

type Catalogue = FluentBundle<FluentResource>;

impl Tongue {
    /// Every language a reader may choose.
    pub(crate) const OFFERED: [Self; 2] = [Self::English, Self::French];

    #[cfg(not(debug_assertions))]
    const ALL: [Self; 2] = Self::OFFERED;
    #[cfg(debug_assertions)]
    const ALL: [Self; 4] = [Self::English, Self::French, Self::Pseudo, Self::Mirrored];

    /// The language's tag, as pages, cookies and browsers write it.
    // BCP 47, section 2.2.1: `qps` is in the range kept for private use.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
            #[cfg(debug_assertions)]
            Self::Pseudo => "qps",
            #[cfg(debug_assertions)]
            Self::Mirrored => "qps-Arab",
        }
    }

    /// The language in which a reader of it is first offered papers for a host.
    pub(crate) fn of_handouts(self) -> HandoutLanguage {
        if self == Self::French { HandoutLanguage::French } else { HandoutLanguage::English }
    }

    /// The direction it is written in.
    pub(crate) fn direction(self) -> &'static str {
        match self {
            #[cfg(debug_assertions)]
            Self::Mirrored => "rtl",
            _ => "ltr",
        }
    }

    /// Its name in itself.
    pub(crate) fn own_name(self) -> &'static str {
        match self {
            Self::French => "Français",
            _ => "English",
        }
    }

    /// The language with a tag, or with the first part of it: `fr-CA` is French.
    pub(crate) fn tagged(tag: &str) -> Option<Self> {
        let exactly = |one: &Self| one.tag().eq_ignore_ascii_case(tag);
        let first = tag.split('-').next().unwrap_or_default();
        let nearly = |one: &Self| one.tag().eq_ignore_ascii_case(first);
        Self::ALL.into_iter().find(exactly).or_else(|| Self::ALL.into_iter().find(nearly))
    }

    /// The language of a request: the reader's choice, else the browser's, else English.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
        let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let chosen = pairs.find(|(name, _)| *name == CHOICE).and_then(|(_, tag)| Self::tagged(tag));
        let preferred = || headers.get(ACCEPT_LANGUAGE).and_then(|line| Self::preferred(line.to_str().ok()?));
        chosen.or_else(preferred).unwrap_or_default()
    }

    /// The first of our languages in the order a browser prefers them.
    // RFC 9110, section 12.5.4: weights from 1 down to 0, and 0 is "not this one".
    fn preferred(line: &str) -> Option<Self> {
        let wanted = line.split(',').filter_map(|range| {
            let (tag, weight) = range.split_once(";q=").unwrap_or((range, "1"));
            let weight: f32 = weight.trim().parse().ok()?;
            Some((Self::tagged(tag.trim())?, weight)).filter(|(_, weight)| *weight > 0.0)
        });
        let mut wanted: Vec<_> = wanted.collect();
        wanted.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        wanted.first().map(|(tongue, _)| *tongue)
    }

    /// A sentence in every language offered, a line each, for readers not yet known.
    pub(crate) fn in_all(said: impl Fn(Self) -> String) -> String {
        Self::OFFERED.map(|tongue| said(tongue).replace('\n', " ")).join("\n")
    }

    /// The line of such a sentence that is in this language.
    pub(crate) fn of_all(self, said: &str) -> &str {
        let place = Self::OFFERED.iter().position(|tongue| *tongue == self).unwrap_or_default();
        said.lines().nth(place).or(said.lines().next()).unwrap_or_default()
    }

    /// A message without variables. `id.attribute` asks for an attribute of it.
    pub(crate) fn say(self, id: &str) -> String {
        self.tell(id, &[])
    }

    /// A message with its variables. What is missing is said in English; what is missing there too, by its id.
    pub(crate) fn tell(self, id: &str, about: &[(&str, FluentValue<'_>)]) -> String {
        let about = about.iter().map(|(name, value)| (*name, value.clone())).collect();
        let said = self.print(id, &about);
        said.or_else(|| Self::English.print(id, &about)).unwrap_or_else(|| id.to_owned())
    }

    /// A word of a closed list of the record, as this language has it: the word `as-written` of the list `disposition`.
    pub(crate) fn word(self, list: &str, word: &str) -> String {
        // A board asks for thousands of words, so the id is written in one go.
        let mut id = String::with_capacity(list.len() + 1 + word.len());
        id.push_str(list);
        id.push('-');
        id.extend(word.chars().filter_map(|letter| match letter {
            ' ' => Some('-'),
            '-' | '.' => Some(letter),
            _ => letter.is_ascii_alphanumeric().then(|| letter.to_ascii_lowercase()),
        }));
        let said = self.print(&id, &FluentArgs::new());
        said.or_else(|| Self::English.print(&id, &FluentArgs::new())).unwrap_or_else(|| word.to_owned())
    }

    /// A piece of a draft, by the name the record gives it: `paragraph 2`.
    pub(crate) fn piece(self, name: &str) -> String {
        match name.split_once(' ') {
            Some(("paragraph", id)) => self.tell("piece-paragraph", &[("id", id.into())]),
            Some(("point", id)) => self.tell("piece-point", &[("id", id.into())]),
            _ => self.word("piece", name),
        }
    }

    /// Marks of a cable: a level as this language has it, captions as they stand.
    pub(crate) fn marks<'a>(self, marks: impl IntoIterator<Item = &'a str>) -> String {
        let level = |mark: &str| Level::ALL.into_iter().find(|level| level.word() == mark);
        let each = marks.into_iter().map(|mark| match level(mark) {
            Some(level) => self.word("level", level.word()),
            None => mark.to_owned(),
        });
        each.collect::<Vec<_>>().join(", ")
    }

    /// Why the rules say no, and what can be done about it.
    pub(crate) fn refusal(self, refusal: &Refusal) -> (String, String) {
        let said = refusal.about().into_iter().map(|(name, value)| match name {
            "remark" => (name, self.remark_in(refusal).unwrap_or(value).into()),
            // What is counted chooses a plural.
            "more" => (name, value.parse::<usize>().map_or_else(|_| value.into(), FluentValue::from)),
            "role" | "disposition" | "what" => (name, self.word(name, &value).into()),
            "form" => (name, self.word("form-of", &value).into()),
            "level" | "lacks" => (name, self.marks(value.split(", ")).into()),
            _ => (name, value.into()),
        });
        let said: Vec<_> = said.collect();
        let id = format!("refusal-{}", refusal.code());
        (self.tell(&id, &said), self.tell(&format!("{id}.hint"), &said))
    }

    /// What is odd about a text, as the rules have it.
    pub(crate) fn remark(self, said: &Said) -> String {
        let said_of = |(name, value): &(&'static str, String)| {
            let value = match *name {
                "level" | "highest" => self.word("level", value),
                "precedence" => self.word(name, value),
                "on" | "ends" | "latest" => {
                    value.parse().map_or_else(|_| value.clone(), |on| print::long_day(self, on))
                }
                _ => value.clone(),
            };
            (*name, FluentValue::from(value))
        };
        let about: Vec<_> = said.about.iter().map(said_of).collect();
        let id = format!("remark-{}", said.sentence.name);
        let known = self.print(&id, &about.into_iter().collect());
        known.unwrap_or_else(|| said.to_string())
    }

    fn remark_in(self, refusal: &Refusal) -> Option<String> {
        match refusal {
            Refusal::SheetInError { remark, .. } => Some(self.remark(remark)),
            _ => None,
        }
    }

    /// What happened, with its times on the clock of a place.
    pub(crate) fn told(self, told: &Told, zone: &TimeZone, now: Timestamp) -> String {
        let value = |name: &str, about: &About| match about {
            About::Name(name) => name.clone().into(),
            About::Country(code) => countries::name(self, code).to_owned().into(),
            About::Word(word) => {
                let list = if name == "form" { "form-of" } else { name };
                self.word(list, word).into()
            }
            About::Count(count) => (*count).into(),
            About::Day(day) => print::day(self, *day, now).into(),
            About::Time(at) => print::when(self, *at, zone, now).local.into(),
            About::Pieces(pieces) if pieces.is_empty() => self.say("piece-whole").into(),
            About::Pieces(pieces) => {
                let pieces: Vec<_> = pieces.iter().map(|piece| self.piece(&piece.to_string())).collect();
                print::list(self, &pieces).into()
            }
        };
        let about: Vec<(&str, FluentValue<'_>)> =
            told.about.iter().map(|(name, about)| (*name, value(name, about))).collect();
        self.tell(&format!("history-{}", told.name), &about)
    }

    fn print(self, id: &str, about: &FluentArgs<'_>) -> Option<String> {
        let catalogue = self.catalogue();
        let (name, attribute) = id.split_once('.').map_or((id, None), |(name, part)| (name, Some(part)));
        let message = catalogue.get_message(name)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut odd = Vec::new();
        let said = catalogue.format_pattern(pattern, Some(about), &mut odd);
        match self {
            _ if !odd.is_empty() => None,
            #[cfg(debug_assertions)]
            Self::Pseudo | Self::Mirrored => Some(pseudo::bracketed(&said)),
            _ => Some(said.into_owned()),
        }
    }

    fn catalogue(self) -> &'static Catalogue {
        static ENGLISH_READ: LazyLock<Catalogue> = LazyLock::new(|| read("en", &english()));
        static FRENCH_READ: LazyLock<Catalogue> = LazyLock::new(|| read("fr", &french()));
        #[cfg(debug_assertions)]
        static PSEUDO_READ: LazyLock<Catalogue> = LazyLock::new(|| pseudo::strange("en", pseudo::accented));
        #[cfg(debug_assertions)]
        static MIRRORED_READ: LazyLock<Catalogue> = LazyLock::new(|| pseudo::strange("ar", pseudo::mirrored));
        match self {
            Self::English => &ENGLISH_READ,
            Self::French => &FRENCH_READ,
            #[cfg(debug_assertions)]
            Self::Pseudo => &PSEUDO_READ,
            #[cfg(debug_assertions)]
            Self::Mirrored => &MIRRORED_READ,
        }
    }
}

fn english() -> Vec<Cow<'static, str>> {
    let named = |words: &str| words.replace(":?}", "}").replace('{', "{ $").replace('}', " }");
    let history = SENTENCES.iter().map(|(name, said)| format!("history-{name} = {}\n", named(said)).into());
    let rules = Refusal::CATALOGUE.iter().map(|(code, sentence, hint)| {
        format!("refusal-{code} = {}\n    .hint = {}\n", named(sentence), named(hint)).into()
    });
    let sentences = cable::sentences::ALL.iter().chain(remarks::sentences::ALL).chain(search_sentences::ALL);
    let remarks = sentences.map(|each| format!("remark-{} = {}\n", each.name, named(each.english)).into());
    ENGLISH.iter().map(|file| Cow::Borrowed(*file)).chain(rules).chain(remarks).chain(history).collect()
}

fn french() -> Vec<Cow<'static, str>> {
    FRENCH.iter().chain(&FRENCH_TOO).map(|file| Cow::Borrowed(*file)).collect()
}

/// A language's catalogue, read. What cannot be read in it is left out; a test holds that nothing is.
fn read(tag: &str, files: &[Cow<'static, str>]) -> Catalogue {
    let mut catalogue = FluentBundle::new_concurrent(tag.parse().into_iter().collect());
    // Pages isolate what may run the other way by their own marks: `dir` and `bdi`.
    catalogue.set_use_isolating(false);
    for file in files {
        let read = FluentResource::try_new(file.clone().into_owned()).unwrap_or_else(|(part, _)| part);
        // A repeated id keeps its first message.
        let _ = catalogue.add_resource(read);
    }
    catalogue
}

/// The cookie that keeps a reader's choice. It says nothing about the reader but this.
const CHOICE: &str = "chancery-tongue";

/// `POST /tongue`: keeps the language a reader chose, and leads back to where they were.
pub(crate) async fn choose(Submitted { guest, kept }: Submitted) -> Response {
    let mut answer = visit::see_other(visit::ours(kept.or("back", &guest.left)));
    if let Some(tongue) = Tongue::tagged(kept.get("tongue")) {
        let only = if guest.is_secure() { "; Secure" } else { "" };
        let line =
            format!("{CHOICE}={}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{only}", tongue.tag());
        visit::set_cookie(&mut answer, &line);
    }
    answer
}
