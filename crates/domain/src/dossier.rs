//! A dossier: one cable or engagement and everything under it, folded from its entries; the unit of
//! loading. Folding gives the same dossier for any interleaving of the offices' journals, because
//! every fact has one owner and each owner's half keeps that owner's order.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};

use crate::access::Label;
use crate::draft::Draft;
use crate::engagement::Engagement;
use crate::entry::Entry;
use crate::fact::{
    CableFiled, Confidence, EmergencyOpened, Fact, Given, Purpose, Stance, TaskingIssued, Unreadable,
};
use crate::tasking::{Act, Tasking, concerned, owner};
use crate::words::{DutyId, EntryId, Handle, OfficeId, PaperId, TaskingId};

/// A cable or engagement and everything under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    /// The entry that began it.
    pub id: EntryId,
    /// The draft, if it is an instruction or a reply.
    pub draft: Option<Draft>,
    /// The taskings, by office.
    pub taskings: BTreeMap<OfficeId, Tasking>,
    /// The engagement, if it is one.
    pub engagement: Option<Engagement>,
    /// The filing, if it is a cable written elsewhere.
    pub filed: Option<Filed>,
    /// Positions assessed apart from engagements, by office in that office's order.
    pub assessed: BTreeMap<OfficeId, Vec<Assessed>>,
    /// Openings in an emergency, by office in that office's order.
    pub opened: BTreeMap<OfficeId, Vec<Opening>>,
}

/// A cable written elsewhere, as it was filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// Where it came from.
    pub filed: CableFiled,
    /// Its text.
    pub text: PaperId,
    /// What it demands of its reader; nothing if its text is not at hand, or bears no level that can be read.
    pub label: Option<Label>,
}

/// A cable opened in an emergency by an officer whom it was not addressed to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Opening {
    pub by: Handle,
    pub entry: EntryId,
    pub at: Timestamp,
    pub until: Timestamp,
    pub why: PaperId,
}

impl Opening {
    /// Reads what an entry says.
    pub fn of(entry: &Entry, opened: &EmergencyOpened) -> Self {
        let until = entry.at.checked_add(i64::from(opened.minutes).minutes());
        Self {
            by: entry.actor.clone(),
            entry: entry.id,
            at: entry.at,
            until: until.unwrap_or(Timestamp::MAX),
            why: entry.paper(opened.why),
        }
    }

    /// Whether it is open at a time.
    pub fn is_open(&self, at: Timestamp) -> bool {
        (self.at..self.until).contains(&at)
    }
}

/// An office's own judgement of a host's position.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Assessed {
    pub country: String,
    pub on: Date,
    pub stance: Stance,
    pub given: Option<Given>,
    pub confidence: Confidence,
    pub basis: PaperId,
    pub entry: EntryId,
    pub at: Timestamp,
}

impl Dossier {
    /// A dossier of which nothing is known yet.
    pub fn new(id: EntryId) -> Self {
        Self {
            id,
            draft: None,
            taskings: BTreeMap::new(),
            engagement: None,
            filed: None,
            assessed: BTreeMap::new(),
            opened: BTreeMap::new(),
        }
    }

    /// Folds entries in the order given.
    pub fn fold<'a>(id: EntryId, entries: impl IntoIterator<Item = &'a Entry>) -> Result<Self, Unreadable> {
        let mut dossier = Self::new(id);
        entries.into_iter().try_for_each(|entry| dossier.evolve(entry))?;
        Ok(dossier)
    }

    /// Takes in one entry of the dossier.
    pub fn evolve(&mut self, entry: &Entry) -> Result<(), Unreadable> {
        self.take(entry, &entry.fact()?);
        Ok(())
    }

    /// Takes in one entry whose fact has been read.
    pub fn take(&mut self, entry: &Entry, fact: &Fact) {
        if let Fact::TaskingIssued(issued) = fact {
            return self.issue(entry, issued);
        }
        if let Some(tasking) = concerned(self.id, fact).first() {
            if entry.office() == owner(*tasking, fact) {
                let known = self.taskings.entry(tasking.office).or_insert_with(|| Tasking::new(*tasking));
                known.evolve(entry, fact);
            }
            return;
        }
        if let Fact::PositionAssessed(assessed) = fact {
            self.assessed.entry(entry.office()).or_default().push(Assessed {
                country: assessed.country.clone(),
                on: assessed.on,
                stance: assessed.stance,
                given: assessed.given,
                confidence: assessed.confidence,
                basis: entry.paper(assessed.basis),
                entry: entry.id,
                at: entry.at,
            });
            return;
        }
        if let Fact::EmergencyOpened(opened) = fact {
            self.opened.entry(entry.office()).or_default().push(Opening::of(entry, opened));
            return;
        }
        // The rest is the business of the office whose dossier it is, and is begun by the entry that names it.
        let begins = matches!(fact, Fact::DraftBegun(_) | Fact::EngagementHeld(_) | Fact::CableFiled(_));
        if entry.office() != self.id.office || begins != (entry.id == self.id) {
            return;
        }
        match fact {
            Fact::CableFiled(filed) => {
                let cable = entry.text(filed.text).map(|text| cable::parse(text));
                let marked = cable.filter(|cable| cable.level.is_some());
                self.filed = Some(Filed {
                    filed: filed.clone(),
                    text: entry.paper(filed.text),
                    label: marked.map(|cable| Label::filed(&cable, entry.office())),
                });
            }
            Fact::EngagementHeld(_) | Fact::EngagementCorrected(_) => {
                Engagement::evolve(&mut self.engagement, entry, fact);
            }
            _ => Draft::evolve(&mut self.draft, entry, fact),
        }
    }

    fn issue(&mut self, entry: &Entry, issued: &TaskingIssued) {
        if entry.office() != self.id.office {
            return;
        }
        let act = Act { entry: entry.id, at: entry.at };
        for issue in &issued.to {
            let id = TaskingId { instruction: self.id, office: issue.office };
            self.taskings.entry(issue.office).or_insert_with(|| Tasking::new(id)).issue(act, issued, issue);
        }
    }

    /// What the cable demands of its reader once it has gone out or was filed, as long as its words are at hand.
    pub fn label(&self) -> Option<Label> {
        let released = |draft: &Draft| {
            let text = draft.released.as_ref()?.text;
            draft.words.contains_key(&text).then(|| draft.label())?
        };
        let filed = || self.filed.as_ref()?.label.clone();
        self.draft.as_ref().map_or_else(filed, released)
    }

    /// The tasking of one office.
    pub fn tasking(&self, id: TaskingId) -> Option<&Tasking> {
        self.taskings.get(&id.office).filter(|_| id.instruction == self.id)
    }

    /// The duties the draft answers, if it is a reply.
    pub fn answers(&self) -> &[DutyId] {
        match self.draft.as_ref().map(|draft| &draft.purpose) {
            Some(Purpose::Reply { answers, .. }) => answers,
            _ => &[],
        }
    }

    /// The duties under other dossiers that it is about: those a reply answers, or an engagement counts for.
    pub fn duties(&self) -> &[DutyId] {
        self.engagement.as_ref().map_or(self.answers(), |engagement| &engagement.held.credits)
    }
}
