//! What the pages stand on: the desk to ask, the views to read, who is signed in, and what is kept between requests.

use std::collections::HashMap;
use std::num::NonZero;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::cable::{Level, Profile};
use domain::command::Command;
use domain::directory::Directory;
use domain::fact::Role;
use domain::proof::Presence;
use domain::refusal::Refusal;
use domain::words::{EntryId, Handle, OfficeId};
use jiff::Timestamp;
use jiff::civil::Date;
use registry::door::{self, Clock};
use registry::{Ask, Desk, Failure};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::Sleep;
use views::Views;

use super::{Marks, Miss, Visit, today};
use crate::Settings;
use crate::clocks::Clocks;
use crate::confirm::Waiting;
use crate::guard::Door;
use crate::local::Local;
use crate::pages::board;
use crate::provider::Provider;
use crate::rate::Rate;
use crate::session::{Sessions, Ticket};
use crate::tongue::Tongue;
use crate::warm::Warm;
use crate::{held, hook, limits};

/// How long an answer waits for the views to show what was just recorded.
const PATIENCE: Duration = Duration::from_secs(3);

/// How many pages are made at once, for each processor: one is made while another waits for the disk.
const TURNS_EACH: usize = 2;

/// What the pages stand on: the desk to ask, the views to read, and who is signed in.
#[derive(Clone)]
pub(crate) struct House(pub(super) Arc<Inner>);

/// What a house stands on.
pub(crate) struct Inner {
    pub(super) desk: Desk,
    pub(super) views: Views,
    pub(super) clock: Clock,
    pub(super) settings: Settings,
    pub(super) sessions: Sessions,
    /// How often each token may ask.
    pub(super) rate: Rate,
    /// What was asked of late.
    pub(super) asked: limits::Asked,
    pub(super) waiting: Waiting,
    /// The ministry's identity provider, if it has one.
    pub(super) provider: Option<Provider>,
    pub(super) marks: Mutex<HashMap<EntryId, Marks>>,
    pub(super) warm: Warm,
    /// The parts of boards that are not printed again.
    pub(super) parts: board::Parts,
    /// Whose turn it is to have a page made.
    pub(super) turns: Semaphore,
    /// How many pages of each session listen, by the token of its forms.
    pub(super) listeners: Mutex<HashMap<String, usize>>,
}

impl House {
    pub(crate) fn new(desk: Desk, views: Views, clock: Clock, settings: Settings) -> Self {
        let sessions = Sessions::of(settings.local.clone());
        let rate = Rate::new(settings.token_rate);
        let asked = limits::Asked::of(settings.limits);
        let waiting = Waiting::new(Self::chance());
        let provider = settings.provider.clone().map(|named| Provider::new(named, &Self::chance()));
        Self(Arc::new(Inner {
            desk,
            views,
            clock,
            settings,
            sessions,
            rate,
            asked,
            waiting,
            provider,
            marks: Mutex::default(),
            warm: Warm::default(),
            parts: board::Parts::default(),
            turns: Semaphore::new(TURNS_EACH * std::thread::available_parallelism().map_or(1, NonZero::get)),
            listeners: Mutex::default(),
        }))
    }

    /// A house that still stands.
    pub(crate) fn of(inner: Arc<Inner>) -> Self {
        Self(inner)
    }

    /// The only hosts to which anything is ever sent.
    pub(crate) fn webhook_hosts(&self) -> &[hook::WebhookHost] {
        &self.0.settings.webhook_hosts
    }

    /// Sends what waits as long as this house stands.
    pub(crate) fn watch(&self) {
        held::watch(Arc::downgrade(&self.0));
        hook::watch(Arc::downgrade(&self.0), &self.0.settings.webhook_hosts);
    }

    /// The parts of boards that are not printed again.
    pub(crate) fn parts(&self) -> &board::Parts {
        &self.0.parts
    }

    /// Waits for a turn to make a page. Whoever came first is first served: pages made all at once would take turns at
    /// the processors and at the locks, and each would be ready as late as the last.
    pub(crate) async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        // Only a closed one gives none, and this one is never closed.
        self.0.turns.acquire().await.ok()
    }

    /// The time before which nobody is told that there is nothing, from now on.
    pub(crate) fn beat(&self) -> Option<Sleep> {
        let takes = self.0.settings.nothing_takes;
        (!takes.is_zero()).then(|| tokio::time::sleep(takes))
    }

    /// Whether somebody may change who may do what.
    pub(super) fn administered_by(&self, officer: &Handle) -> bool {
        self.views().directory().is_ok_and(|directory| {
            let office = directory.headquarters().map(|office| office.opened.office);
            office.is_some_and(|office| {
                directory.holds(officer, office, Role::Administrator, today(self.now()))
            })
        })
    }

    pub(crate) fn views(&self) -> &Views {
        &self.0.views
    }

    pub(crate) fn ministry(&self) -> &str {
        &self.0.settings.ministry
    }

    /// The rules for drafting sheets as of a day, with the collectives there are.
    pub(super) fn profile(&self, directory: &Directory, day: Date) -> Profile {
        let mut profile = self.0.settings.profile.clone().as_of(day);
        profile.collectives.extend(directory.collectives().map(|(name, _)| name.to_owned()));
        profile
    }

    /// The rules for drafting sheets as they were set when the server started.
    pub(crate) fn settled_profile(&self) -> &Profile {
        &self.0.settings.profile
    }

    /// The file they were read from, if they did not ship with the program.
    pub(crate) fn profile_file(&self) -> Option<&Path> {
        self.0.settings.profile_file.as_deref()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    pub(crate) fn local(&self) -> &Local {
        &self.0.settings.local
    }

    pub(crate) fn door(&self) -> &Door {
        &self.0.settings.door
    }

    /// How often each token may ask.
    pub(crate) fn rate(&self) -> &Rate {
        &self.0.rate
    }

    /// What was asked of late.
    pub(crate) fn asked(&self) -> &limits::Asked {
        &self.0.asked
    }

    /// A visit by a program: what its officer may read, up to the level of its token.
    pub(crate) fn visited(&self, officer: &Handle, most: Option<Level>) -> Result<Visit, Miss> {
        // A program has no browser, so nobody holds this ticket.
        self.entered(officer, Self::fresh_ticket(), most)
    }

    pub(super) fn entered(
        &self,
        officer: &Handle,
        ticket: Ticket,
        most: Option<Level>,
    ) -> Result<Visit, Miss> {
        let (now, directory) = (self.now(), self.views().directory()?);
        // Whoever has lost their last role is signed out by it.
        let mut reader = directory.reader(officer, today(now)).ok_or(Miss::SignedOut)?;
        reader.level = most.map_or(reader.level, |most| most.min(reader.level));
        // A program is spoken to in English, and goes back to no page.
        let (house, tongue, back) = (self.clone(), Tongue::default(), String::new());
        let (origin, elsewhere, path) = (String::new(), None, String::new());
        let clocks = Clocks::default();
        Ok(Visit { house, tongue, back, origin, elsewhere, reader, directory, now, ticket, path, clocks })
    }

    pub(crate) fn waiting(&self) -> &Waiting {
        &self.0.waiting
    }

    /// The ministry's identity provider, if it has one.
    pub(crate) fn provider(&self) -> Option<&Provider> {
        self.0.provider.as_ref()
    }

    /// A one-time code for an officer, who has none until then.
    pub(crate) fn fresh_code(&self, officer: &Handle) -> Result<crate::Code, Miss> {
        let mut chance = [0; 10];
        door::draw(&mut chance);
        Ok(self.local().issue(officer, self.now(), chance)?)
    }

    /// Asks the desk for an officer who is present in some way; what it recorded is shown before this returns.
    pub(crate) fn ask_as(
        &self,
        officer: &Handle,
        office: OfficeId,
        command: Command,
        name: Option<Arc<str>>,
        presence: Presence,
    ) -> Result<Result<registry::Receipt, Refusal>, Miss> {
        let ask = Ask { office, officer: officer.clone(), presence, name, command };
        match self.0.desk.ask(ask) {
            Ok(receipt) => {
                self.views().caught_up(receipt.arrival, PATIENCE)?;
                Ok(Ok(receipt))
            }
            Err(Failure::Refused(Refusal::NotFound { .. })) => Err(Miss::NotFound),
            Err(Failure::Refused(refusal)) => {
                tracing::info!(code = refusal.code(), %officer, "refused");
                Ok(Err(refusal))
            }
            Err(Failure::Faulted(fault)) => Err(Miss::Fault(fault.to_string())),
        }
    }

    pub(super) fn fresh_ticket() -> Ticket {
        Ticket::new(Self::chance())
    }

    /// As much chance as nobody guesses.
    pub(crate) fn chance() -> [u8; 32] {
        let mut chance = [0; 32];
        door::draw(&mut chance);
        chance
    }
}
