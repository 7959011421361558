//! A visit: one request by one officer, with what they may read and the time it is. Every page is made from a visit, so
//! a page without a reader does not compile; and every act goes from here to the desk and comes back as a receipt, a
//! refusal or a fault.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::{Arc, PoisonError};

use axum::http::Method;
use domain::access::{Label, Reader};
use domain::cable::{Level, Profile, Remark, Sheet};
use domain::calendar;
use domain::command::Command;
use domain::directory::Directory;
use domain::fact::Role;
use domain::proof::{self, Presence};
use domain::refusal::Refusal;
use domain::remarks::Known;
use domain::words::{EntryId, Handle, OfficeId};
use fluent_bundle::FluentValue;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use registry::door;
use views::{Citing, Views};

use crate::clocks::Clocks;
use crate::confirm::Waiting;
use crate::form::Form;
use crate::forms::Kept;
use crate::links;
use crate::local;
use crate::page::{self, Choice, Marking, Place, Receipt, Shell, Who};
use crate::print;
use crate::session::{Sessions, Ticket};
use crate::tongue::Tongue;
use crate::unsaved;

mod answers;
mod guest;
mod heads;
mod house;
mod request;

pub(crate) use answers::{fault, logged, ours, print_page, print_text, see_other, set_cookie, spoken};
pub(crate) use guest::{Listening, on_the_beat};
pub(crate) use heads::seconds;
pub(crate) use house::{House, Inner};

/// Of how many cables the marks are kept.
const MARKS_MAX: usize = 10_000;

/// How many pages of one session may listen at once, and of all.
const LISTENERS_EACH: usize = 4;
const LISTENERS_MAX: usize = 512;

/// What a cable demands of its reader.
#[derive(Clone)]
pub(crate) struct Marks {
    pub(crate) level: Level,
    pub(crate) captions: Vec<String>,
}

/// Whoever sends a request, signed in or not.
#[derive(Clone)]
pub(crate) struct Guest {
    pub(crate) tongue: Tongue,
    house: House,
    ticket: Option<Ticket>,
    method: Method,
    path: String,
    /// Whether the browser takes what is compressed.
    gzip: bool,
    /// From where it comes, where that is known.
    address: Option<IpAddr>,
    /// The page it comes from, as the browser says.
    pub(crate) left: String,
    host: String,
    /// What the browser kept of its visit to the identity provider.
    pub(crate) away: Option<String>,
}

/// A request by an officer who is signed in.
pub(crate) struct Visit {
    pub(crate) house: House,
    pub(crate) tongue: Tongue,
    back: String,
    origin: String,
    /// Where this page stands under the name that passkeys sign for, if it does not here.
    elsewhere: Option<String>,
    pub(crate) reader: Reader,
    pub(crate) directory: Arc<Directory>,
    pub(crate) now: Timestamp,
    ticket: Ticket,
    /// The address that was asked for, with its query; nothing if a form was sent.
    path: String,
    /// The two clocks the address is set to.
    pub(crate) clocks: Clocks,
}

/// Why there is no page.
#[derive(Debug)]
pub(crate) enum Miss {
    /// There is nothing, or nothing the reader may see; the two are never told apart.
    NotFound,
    /// It stands at another address.
    Elsewhere(String),
    /// Nobody is signed in.
    SignedOut,
    /// Too much was asked of late; after so long there may be more.
    TooMany(SignedDuration),
    /// The machine failed.
    Fault(String),
}

/// What an act came to.
pub(crate) enum Acted<Page> {
    /// It was recorded; go there.
    Done(String),
    /// It was only looked at; here is the page.
    Shown(Page),
    /// It was refused; the page as it was, with what was typed.
    Refused(Page),
}

/// A form as it was sent, its token checked.
pub(crate) struct Submitted {
    pub(crate) guest: Guest,
    pub(crate) kept: Kept,
}

impl From<views::Fault> for Miss {
    fn from(fault: views::Fault) -> Self {
        Self::Fault(fault.to_string())
    }
}

impl From<local::Fault> for Miss {
    fn from(fault: local::Fault) -> Self {
        Self::Fault(fault.to_string())
    }
}

impl Visit {
    /// A message in the reader's language.
    pub(crate) fn say(&self, id: &str) -> String {
        self.tongue.say(id)
    }

    /// A message with its variables in the reader's language.
    pub(crate) fn tell(&self, id: &str, about: &[(&str, FluentValue<'_>)]) -> String {
        self.tongue.tell(id, about)
    }

    pub(crate) fn views(&self) -> &Views {
        self.house.views()
    }

    pub(crate) fn officer(&self) -> &Handle {
        &self.reader.officer
    }

    pub(crate) fn today(&self) -> Date {
        today(self.now)
    }

    /// The cable a name in an address means: an entry, or a number with dashes for blanks.
    pub(crate) fn named(&self, name: &str) -> Result<EntryId, Miss> {
        if let Ok(entry) = name.parse() {
            return Ok(entry);
        }
        self.views().named(&self.reader, &name.replace('-', " "))?.ok_or(Miss::NotFound)
    }

    /// Whether the officer may act in a role at an office today.
    pub(crate) fn holds(&self, office: OfficeId, role: Role) -> bool {
        self.directory.holds(self.officer(), office, role, self.today())
    }

    /// The offices at which the officer holds a role today.
    pub(crate) fn offices_as(&self, role: Role) -> Vec<OfficeId> {
        self.reader.offices.iter().copied().filter(|office| self.holds(*office, role)).collect()
    }

    /// The office whose clock the officer goes by: the first they belong to.
    pub(crate) fn home(&self) -> Option<OfficeId> {
        self.reader.offices.first().copied()
    }

    /// The offices they belong to, those they are on duty at, and the one whose network they administer.
    fn seats(&self) -> impl Iterator<Item = OfficeId> {
        let on_duty = self.directory.on_duty(self.officer(), self.today());
        self.reader.offices.iter().copied().chain(on_duty).chain(self.administers())
    }

    /// The time zone of an office; UTC if it is not known.
    pub(crate) fn zone(&self, office: OfficeId) -> TimeZone {
        let known = self.directory.office(office);
        known.and_then(|office| calendar::zone(&office.opened.zone).ok()).unwrap_or(TimeZone::UTC)
    }

    /// The zone the officer goes by.
    pub(crate) fn own_zone(&self) -> TimeZone {
        self.home().or(self.seats().next()).map_or(TimeZone::UTC, |office| self.zone(office))
    }

    /// What a cable demands of its reader. Released cables never change it, so it is looked up once.
    pub(crate) fn marks(&self, id: EntryId) -> Result<Marks, Miss> {
        let known = &self.house.0.marks;
        if let Some(marks) = known.lock().unwrap_or_else(PoisonError::into_inner).get(&id) {
            return Ok(marks.clone());
        }
        let found = self.views().show(&self.reader, id, views::When::NOW)?.ok_or(Miss::NotFound)?;
        let marks = Marks { level: found.line.level, captions: found.line.captions };
        if found.line.stage == views::Stage::Released {
            let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
            if known.len() >= MARKS_MAX {
                known.clear();
            }
            known.insert(id, marks.clone());
        }
        Ok(marks)
    }

    /// The rules for drafting sheets as they stand today.
    pub(crate) fn profile(&self) -> Profile {
        self.house.profile(&self.directory, self.today())
    }

    /// What the ministry's rules have to say of a sheet beside those of its text.
    pub(crate) fn remarks(&self, sheet: &Sheet, draft: Option<EntryId>, text: &str) -> Vec<Remark> {
        let view = draft.and_then(|id| self.views().show(&self.reader, id, views::When::NOW).ok().flatten());
        let begun = view.as_ref().and_then(|view| view.draft.as_ref());
        let drafting = self.offices_as(Role::Drafter).first().copied().or(self.home());
        let office = draft.map(|draft| draft.office).or(drafting);
        let answers = view.as_ref().map(|view| view.answers.as_slice()).unwrap_or_default();
        let answers: Vec<EntryId> = answers.iter().map(|duty| duty.tasking.instruction).collect();
        let history = office.and_then(|office| {
            let citing = Citing { office, at: self.now, draft, answers: &answers };
            self.views().history(&self.reader, sheet, citing).ok()
        });
        let known = Known {
            directory: &self.directory,
            profile: &self.profile(),
            at: self.now,
            office,
            drafter: Some(begun.map_or(self.officer(), |draft| &draft.drafter)),
            reply: !answers.is_empty(),
            asked: begun.map(|draft| draft.clearances.iter().map(|each| each.clearer.clone()).collect()),
            history,
        };
        domain::remarks::remarks(sheet, &known, Some(text))
    }

    /// The name of an office; its code if it has none.
    pub(crate) fn name(&self, office: OfficeId) -> String {
        self.directory.office(office).map_or_else(|| office.to_string(), |office| office.opened.name.clone())
    }

    /// Exactly who may read what has a label, told by office.
    pub(crate) fn readers(&self, label: &Label) -> String {
        let set = self.reader_set(label);
        let all: usize = set.values().map(Vec::len).sum();
        let each =
            set.iter().map(|(office, officers)| format!("{} ({})", self.name(*office), officers.len()));
        let each = each.collect::<Vec<_>>().join(", ");
        self.tell("shell-readers", &[("all", all.into()), ("each", each.into())])
    }

    /// Exactly who may read what has a label, each officer once, at an office that needs to know if they have one.
    pub(crate) fn reader_set(&self, label: &Label) -> BTreeMap<OfficeId, Vec<Handle>> {
        let mut set: BTreeMap<OfficeId, Vec<Handle>> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        for held in self.directory.roles() {
            if !seen.insert(&held.officer) {
                continue;
            }
            let reader = self.directory.reader(&held.officer, self.today());
            if let Some(reader) = reader.filter(|reader| reader.may_read(label)) {
                let office = reader.offices.iter().find(|office| label.audience.contains(office));
                let office = office.or(reader.offices.first());
                set.entry(office.copied().unwrap_or(held.office)).or_default().push(held.officer.clone());
            }
        }
        set
    }

    /// A frame for a page, with the receipt of the last act.
    pub(crate) fn shell(&self, title: &str, place: Place) -> Shell {
        let mut shell = Shell::new(self.tongue, title, place);
        let zone = self.own_zone();
        self.house.ministry().clone_into(&mut shell.ministry);
        let seats: BTreeSet<OfficeId> = self.seats().collect();
        let offices: Vec<String> = seats.into_iter().map(|office| self.name(office)).collect();
        shell.who = Some(Who {
            name: self.officer().to_string(),
            office: print::list(self.tongue, &offices),
            clock: print::when(self.tongue, self.now, &zone, self.now),
            sign_out: links::sign_out(),
            administers: self.administers().is_some(),
            on_duty: self.directory.on_duty(self.officer(), self.today()).next().is_some(),
            token: self.ticket.token(),
        });
        shell.choice = Some(Choice { token: self.ticket.token(), back: self.back.clone() });
        shell.receipt = self.house.0.sessions.take(&self.ticket);
        shell.unsaved = self.unsaved();
        shell
    }

    /// Puts the token and a name of its own on a form.
    pub(crate) fn seal(&self, form: Form) -> Form {
        form.sealed(self.tongue, &self.ticket.token(), &once())
    }

    pub(crate) fn ticket(&self) -> &Ticket {
        &self.ticket
    }

    pub(crate) fn sessions(&self) -> &Sessions {
        &self.house.0.sessions
    }

    pub(crate) fn waiting(&self) -> &Waiting {
        self.house.waiting()
    }

    /// The origin of this page, as a browser says it.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    /// Where this page stands under the name that passkeys sign for, if it does not here.
    pub(crate) fn elsewhere(&self) -> Option<String> {
        self.elsewhere.clone()
    }

    /// The office that keeps the directory.
    pub(crate) fn headquarters(&self) -> Option<OfficeId> {
        self.directory.headquarters().map(|office| office.opened.office)
    }

    /// The office that keeps the directory, for whoever administers it; nobody else.
    pub(crate) fn administers(&self) -> Option<OfficeId> {
        self.headquarters().filter(|office| self.holds(*office, Role::Administrator))
    }

    /// The name under which the desk is asked by a form with a name of its own.
    pub(crate) fn name_of(&self, once: &str) -> Option<Arc<str>> {
        (!once.is_empty()).then(|| format!("web {} {once}", self.officer()).into())
    }

    /// Asks the desk; what it recorded is shown before this returns. What a passkey must confirm waits for it on a page of
    /// its own.
    pub(crate) fn ask(
        &self,
        office: OfficeId,
        command: Command,
        once: &str,
    ) -> Result<Result<registry::Receipt, Refusal>, Miss> {
        let name = self.name_of(once);
        let wanted = self.house.door().wants_passkeys && proof::is_weighty_command(&command);
        if wanted && !self.directory.keys().holds(self.officer()) {
            let (sentence, detail) = (self.say("me-needed"), self.say("me-keys.hint"));
            self.sessions().leave(&self.ticket, Receipt { sentence, detail });
            return Err(Miss::Elsewhere(links::me()));
        }
        let presence = if self.origin.is_empty() { Presence::Program } else { Presence::Page };
        let asked = self.ask_as(office, command.clone(), name.clone(), presence)?;
        let Err(Refusal::PasskeyNeeded { act, .. }) = &asked else { return Ok(asked) };
        if self.origin.is_empty() {
            // A program has nobody to touch a passkey.
            return Ok(asked);
        }
        let act = act.clone();
        let back = if self.back.is_empty() { links::inbox() } else { self.back.clone() };
        let put = self.waiting().put(
            &self.ticket,
            (office, command, name),
            (act, ours(&back).to_owned()),
            (fresh_salt(), self.now),
        );
        Err(Miss::Elsewhere(links::confirm(&put.to_string())))
    }

    /// Asks the desk for an officer who is present in some way.
    pub(crate) fn ask_as(
        &self,
        office: OfficeId,
        command: Command,
        name: Option<Arc<str>>,
        presence: Presence,
    ) -> Result<Result<registry::Receipt, Refusal>, Miss> {
        self.house.ask_as(self.officer(), office, command, name, presence)
    }

    /// Leaves word for the next page of something that is not on record.
    pub(crate) fn leave_word(&self, sentence: &str, detail: &str) {
        let receipt = Receipt { sentence: sentence.into(), detail: detail.into() };
        self.house.0.sessions.leave(&self.ticket, receipt);
    }

    /// The page that was asked for, its cable by its own name, without its query.
    fn asked(&self) -> String {
        let path = self.path.split('?').next().unwrap_or_default();
        let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
        if matches!(parts.get(1).map(String::as_str), Some("i" | "t"))
            && let Some(name) = parts.get_mut(2)
            && let Ok(id) = self.named(name)
        {
            *name = id.to_string();
        }
        parts.join("/")
    }

    /// The words that are to be put back into a form of this page, and the form's name on it.
    pub(crate) fn restored(&self) -> Result<Option<(String, Kept)>, Miss> {
        let query = self.path.split_once("?restore=").map(|(_, form)| form.replace("%2F", "/"));
        let Some(form) = query.filter(|form| links::page_of(form) == self.asked()) else { return Ok(None) };
        let kept = unsaved::of_form(self.house.local(), self.officer(), &form)?;
        let act = form.rsplit('/').next().unwrap_or_default().to_owned();
        Ok(kept.map(|kept| (act, kept)))
    }

    /// What this officer typed here and nobody has recorded, unless it is being put back.
    fn unsaved(&self) -> Vec<page::Unsaved> {
        if self.path.is_empty() || self.path.contains("?restore=") {
            return Vec::new();
        }
        let found = unsaved::on_page(self.house.local(), self.officer(), &self.asked(), self.now);
        let found = found.unwrap_or_else(|fault| {
            tracing::warn!("what was typed could not be looked up: {fault}");
            Vec::new()
        });
        let zone = self.own_zone();
        let each = found.into_iter().map(|each| page::Unsaved {
            when: print::when(self.tongue, each.at, &zone, self.now),
            restore: links::restored(&each.form),
            discard: links::words(),
            token: self.ticket.token(),
            texts: each.kept.texts().map(|(field, words)| (field.to_owned(), words.to_owned())).collect(),
            form: each.form,
        });
        each.collect()
    }

    /// Leaves word of what was recorded for the next page.
    pub(crate) fn leave(&self, act: &str, receipt: &registry::Receipt) {
        let at = print::zulu(self.tongue, receipt.at, self.now);
        let detail = match (receipt.entries.as_slice(), &receipt.number) {
            ([], _) => self.say("acts-receipt-nothing"),
            (_, Some(number)) => {
                self.tell("acts-receipt-number", &[("number", number.to_string().into()), ("at", at.into())])
            }
            ([one], None) => {
                self.tell("acts-receipt-one", &[("entry", one.to_string().into()), ("at", at.into())])
            }
            ([first, .., last], None) => {
                let (first, last) = (first.to_string(), last.to_string());
                let about = [("first", first.into()), ("last", last.into()), ("at", at.into())];
                self.tell("acts-receipt-many", &about)
            }
        };
        let sentence = self.tongue.word("acts-done", act);
        self.house.0.sessions.leave(&self.ticket, Receipt { sentence, detail });
    }
}

/// A name for one submission of a form.
pub(crate) fn once() -> String {
    fresh_salt().to_string()
}

fn fresh_salt() -> domain::entry::Salt {
    let mut chance = [0; 16];
    door::draw(&mut chance);
    domain::entry::Salt(chance)
}

/// The marking of a page that shows things up to a level.
pub(crate) fn marking(tongue: Tongue, level: Level) -> Marking {
    let rank = Level::ALL.iter().position(|known| *known == level).unwrap_or(0);
    Marking { words: tongue.word("level", level.word()), class: format!("m{rank}") }
}

fn today(now: Timestamp) -> Date {
    calendar::day_at(now, &TimeZone::UTC)
}
