//! The profiles: the words a service uses and when, table by table with the days of each row, as of any day; and a place to
//! try one before it is put into a file. The file this server goes by is read again whenever the page is asked for, so that
//! a mistake in it is seen before the next start.

use std::path::Path;

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::cable::check::profile::{Note, Row, Table};
use domain::cable::{Profile, ProfileFault};
use jiff::civil::Date;

use crate::form::{Field, Form};
use crate::links;
use crate::page::{Chip, Place, Shell, Sign};
use crate::pages::{sample_sealed, sample_shell};
use crate::print;
use crate::tongue::Tongue;
use crate::visit::{Guest, Miss, Submitted, Visit};

/// The largest file of a profile that is read.
const FILE_MAX: u64 = 1 << 20;

/// The page of profiles.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "admin_profiles.html")]
pub(crate) struct Profiles {
    pub(crate) page: Shell,
    pub(crate) ways: Vec<Chip>,
    /// The profiles there are, each a link.
    pub(crate) known: Vec<Chip>,
    pub(crate) name: String,
    pub(crate) code: String,
    pub(crate) sentence: String,
    pub(crate) on: Field,
    pub(crate) tables: Vec<Shown>,
    /// What is wrong with the file this server goes by, as it stands now.
    pub(crate) broken: Option<Broken>,
    pub(crate) trial: Form,
}

/// One table.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Shown {
    pub(crate) id: String,
    pub(crate) heading: String,
    pub(crate) rows: Vec<Line>,
}

/// One row of a table.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Line {
    pub(crate) words: String,
    /// What is said of them, and the names that belong to it as the file has them.
    pub(crate) notes: Vec<(String, String)>,
    pub(crate) days: String,
    pub(crate) holds: Sign,
}

/// A file that cannot be read as a profile.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Broken {
    pub(crate) sentence: String,
    pub(crate) what: String,
    pub(crate) excerpt: String,
}

/// What the address asks for.
#[derive(Debug, Default, serde::Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    profile: String,
    #[serde(default)]
    on: String,
}

/// `GET /admin/profiles`
pub(crate) async fn show(guest: Guest, Query(asked): Query<Asked>) -> Response {
    guest.read(move |visit| page(visit, &asked, None)).await
}

/// `POST /admin/profiles/try`
pub(crate) async fn attempt(submitted: Submitted) -> Response {
    submitted
        .look(|visit, kept| {
            let asked = Asked { profile: String::new(), on: kept.get("on").to_owned() };
            page(visit, &asked, Some(kept.get("text")))
        })
        .await
}

fn page(visit: &Visit, asked: &Asked, tried: Option<&str>) -> Result<Profiles, Miss> {
    super::entered(visit)?;
    let tongue = visit.tongue;
    let mut page = visit.shell(&visit.say("admin-profiles"), Place::Nowhere);
    page.style("keys");
    let own = visit.house.settled_profile();
    let mut all: Vec<Profile> = Profile::house().collect();
    if !all.iter().any(|known| known.code == own.code) {
        all.insert(0, own.clone());
    }
    let on: Date = asked.on.parse().unwrap_or(visit.today());
    let file = visit.house.profile_file();
    let broken = file.and_then(|file| broken(tongue, file));
    let mut trial = visit.seal(form(tongue, tried.unwrap_or_default(), on));
    let read = tried.map(Profile::read);
    let shown = match (&read, all.iter().find(|known| known.code == asked.profile)) {
        (Some(Ok(tried)), _) => tried,
        (_, Some(known)) => known,
        (_, None) => own,
    };
    if let Some(Err(fault)) = &read {
        let (sentence, hint) = told(tongue, fault, tried.unwrap_or_default());
        page.errors.push(trial.refuse("text", &sentence, &hint));
    }
    let sentence = match &read {
        Some(Ok(_)) => tongue.say("admin-profile-tried"),
        _ if shown.code == own.code => tongue.say("admin-profile-used"),
        _ => tongue.say("admin-profile-unused"),
    };
    let known = all.iter().map(|profile| Chip {
        sign: Sign::new(&profile.code, if profile.code == own.code { "●" } else { "" }, ""),
        count: String::new(),
        href: links::admin_profile(&profile.code, &asked.on),
        here: read.is_none() && profile.code == shown.code,
    });
    Ok(Profiles {
        page,
        ways: super::ways(tongue, "profiles"),
        known: known.collect(),
        name: shown.name.clone(),
        code: shown.code.clone(),
        sentence,
        on: day(tongue, on),
        tables: tables(tongue, shown, on),
        broken,
        trial,
    })
}

fn day(tongue: Tongue, on: Date) -> Field {
    Field::line("on", "date", &tongue.say("admin-profile-on"), &on.to_string())
}

/// What is wrong with a file, if anything is.
fn broken(tongue: Tongue, file: &Path) -> Option<Broken> {
    let text = match std::fs::metadata(file) {
        Ok(about) if about.len() > FILE_MAX => Err("it is larger than 1 MiB".to_owned()),
        _ => std::fs::read_to_string(file).map_err(|error| error.to_string()),
    };
    let name = file.display().to_string();
    let (line, what, excerpt) = match text {
        Ok(text) => {
            let fault = Profile::read(&text).err()?;
            (fault.line, fault.what.clone(), line_of(&text, fault.line))
        }
        Err(why) => (0, why, String::new()),
    };
    let about = [("file", name.into()), ("line", line.into())];
    Some(Broken { sentence: tongue.tell("admin-profile-broken", &about), what, excerpt })
}

/// A mistake in what was tried: where it is, and what stands there.
fn told(tongue: Tongue, fault: &ProfileFault, text: &str) -> (String, String) {
    let sentence = tongue.tell("admin-profile-fault", &[("line", fault.line.into())]);
    let excerpt = line_of(text, fault.line);
    let what = if excerpt.is_empty() { fault.what.clone() } else { format!("{} · {excerpt}", fault.what) };
    (sentence, what)
}

/// A line of a text, cut if it is long.
fn line_of(text: &str, line: usize) -> String {
    let found = line.checked_sub(1).and_then(|line| text.lines().nth(line)).unwrap_or_default();
    found.trim().chars().take(120).collect()
}

/// The tables that have a row.
fn tables(tongue: Tongue, profile: &Profile, on: Date) -> Vec<Shown> {
    let rows = profile.rows();
    let shown = Table::ALL.map(|table| Shown {
        id: table.word().to_owned(),
        heading: tongue.word("profile-table", table.word()),
        rows: rows.iter().filter(|row| row.table == table).map(|row| line(tongue, row, on)).collect(),
    });
    shown.into_iter().filter(|table| !table.rows.is_empty()).collect()
}

fn line(tongue: Tongue, row: &Row<'_>, on: Date) -> Line {
    let day = |day: Date| print::long_day(tongue, day);
    let days = match (row.from, row.until) {
        (None, None) => String::new(),
        (Some(from), None) => tongue.tell("admin-profile-from", &[("from", day(from).into())]),
        (None, Some(until)) => tongue.tell("admin-profile-until", &[("until", day(until).into())]),
        (Some(from), Some(until)) => {
            tongue.tell("admin-profile-within", &[("from", day(from).into()), ("until", day(until).into())])
        }
    };
    let holds = if row.holds_on(on) { ("on", "●") } else { ("off", "○") };
    let between = if matches!(row.table, Table::Tags) { " " } else { ", " };
    Line {
        words: row.words.join(between),
        notes: row.notes.iter().map(|note| noted(tongue, note)).collect(),
        days,
        holds: Sign::new(&tongue.word("profile-holds", holds.0), holds.1, holds.0),
    }
}

/// What a row says, in the reader's language, and the names in it as the file has them.
fn noted(tongue: Tongue, note: &Note<'_>) -> (String, String) {
    match note {
        Note::Kind(word) => (tongue.word("profile-kind", word), String::new()),
        Note::Holds(word) => (tongue.word("profile-note", word), String::new()),
        Note::Hours(hours) => (tongue.tell("profile-hours", &[("hours", (*hours).into())]), String::new()),
        Note::Clearer(who) => (tongue.say("profile-clearer"), (*who).to_owned()),
        Note::Informed(who) => (tongue.say("profile-informed"), (*who).to_owned()),
        Note::Names(key, names) => (tongue.word("profile-names", key), names.join(", ")),
    }
}

fn form(tongue: Tongue, text: &str, on: Date) -> Form {
    let said = |part: &str| tongue.say(&format!("admin-try{part}"));
    Form::new("try", links::admin_act("profiles", "try"), &said(""), &said(".act"))
        .hint(&said(".hint"))
        .field(Field::Carried { name: "on".into(), value: on.to_string() })
        .field(Field::text("text", &tongue.say("admin-try-text"), text, 12))
}

/// The page as the administrator of the fictional ministry sees it.
pub(crate) fn sample() -> Profiles {
    let tongue = Tongue::English;
    let mut page = sample_shell(&tongue.say("admin-profiles"), Place::Nowhere, ("admin", "Headquarters"));
    page.style("keys");
    if let Some(who) = &mut page.who {
        who.administers = true;
    }
    let on = Date::constant(2026, 11, 24);
    let chip = |code: &str, here: bool| Chip {
        sign: Sign::new(code, if here { "●" } else { "" }, ""),
        count: String::new(),
        href: links::admin_profile(code, ""),
        here,
    };
    let shown = Profile::house().next();
    Profiles {
        page,
        ways: super::ways(tongue, "profiles"),
        known: vec![chip("us-current", true), chip("us-1973-79", false), chip("uk-like", false)],
        name: shown.as_ref().map(|shown| shown.name.clone()).unwrap_or_default(),
        code: "us-current".into(),
        sentence: tongue.say("admin-profile-used"),
        on: day(tongue, on),
        tables: shown.map(|shown| tables(tongue, &shown, on)).unwrap_or_default(),
        broken: Some(Broken {
            sentence: tongue
                .tell("admin-profile-broken", &[("file", "estmark.toml".into()), ("line", 4.into())]),
            what: "unknown variant `SLOW`".into(),
            excerpt: "words = [\"SLOW\"]".into(),
        }),
        trial: sample_sealed(form(tongue, "", on)),
    }
}
