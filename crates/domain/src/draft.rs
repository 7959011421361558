//! A draft: what an instruction or a reply says before it goes out. Paragraphs and points keep their
//! identity through rewording, and each piece knows the entry that last changed it: by the chain, that
//! entry stands for the exact words, so a clearance attached to it cannot drift. Deciding is `drafting`'s.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

use crate::access::{Label, restricts};
use crate::entry::{Digest, Entry};
use crate::fact::{
    Addressee, CableNumber, ClearanceAnswer, Cleared, Content, Fact, Member, Paragraph, Piece, Point,
    Purpose, Variant, Words,
};
use crate::words::{EntryId, Handle, OfficeId, PaperId};

/// A draft, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The entry that began it.
    pub id: EntryId,
    /// Who began it.
    pub drafter: Handle,
    /// When.
    pub begun_at: Timestamp,
    /// What it will be.
    pub purpose: Purpose,
    /// What it says; all words kept by paper.
    pub content: Content,
    /// The words, where they are at hand.
    pub words: BTreeMap<PaperId, Arc<str>>,
    /// For each piece, the entry that last changed it.
    pub pieces: BTreeMap<Piece, EntryId>,
    /// The pieces that were struck out, and the entry that did it.
    pub removed: BTreeMap<Piece, EntryId>,
    /// For each piece, also those struck out, who last changed it.
    pub writers: BTreeMap<Piece, Handle>,
    /// The entry that last changed anything.
    pub version: EntryId,
    /// Its digest, which by the chain covers every word of the draft.
    pub version_digest: Digest,
    /// Who was asked to clear what.
    pub asked: BTreeMap<Handle, Asked>,
    /// Who approved it as it stood at which entry.
    pub approved: Option<(Handle, EntryId)>,
    /// Who answered for marking it lower than what it answers, as it stood at which entry.
    pub regraded: Option<(Handle, EntryId)>,
    /// Whether it was given up.
    pub abandoned: bool,
    /// The release.
    pub released: Option<Released>,
}

/// A clearer who was asked, and what they have said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The pieces asked about; none means all of them.
    pub pieces: Vec<Piece>,
    /// By when.
    pub by: Option<Timestamp>,
    /// For each piece, the version last answered and the answer.
    pub answers: BTreeMap<Piece, (EntryId, Verdict)>,
    /// The reason of the last refusal, or the remark of the last clearance.
    pub said: Option<PaperId>,
    /// For each piece let go, the version it was let go at.
    pub waived: BTreeMap<Piece, EntryId>,
}

impl Asked {
    /// The pieces after another request. A request widens and never narrows: otherwise a refusal could be
    /// got around by asking again about something else.
    pub(crate) fn widened(&self, more: &[Piece]) -> Vec<Piece> {
        if self.pieces.is_empty() || more.is_empty() {
            return Vec::new();
        }
        let new = more.iter().filter(|piece| !self.pieces.contains(piece));
        self.pieces.iter().chain(new).copied().collect()
    }
}

/// A clearer's answer on one piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Agreed, and how far.
    Given(ClearanceAnswer),
    /// Said no.
    Refused,
}

/// How a clearer stands towards the draft as it now reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clearance {
    /// Every piece asked about is agreed to.
    Given,
    /// The approver let it go.
    Waived,
    /// These pieces were refused as they stand.
    Refused(Vec<Piece>),
    /// These pieces are not answered as they stand.
    Waiting(Vec<Piece>),
}

/// The release of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    /// The entry of the release.
    pub entry: EntryId,
    /// When.
    pub at: Timestamp,
    /// Its number.
    pub number: CableNumber,
    /// Who got it.
    pub addressees: Vec<Addressee>,
    /// The cable as it went out.
    pub text: PaperId,
}

impl Draft {
    /// Takes in an entry of the draft's own dossier.
    pub fn evolve(known: &mut Option<Self>, entry: &Entry, fact: &Fact) {
        match (fact, known) {
            (Fact::DraftBegun(begun), known @ None) => *known = Some(Self::begin(entry, begun)),
            // Only the office that began a draft can do anything to it.
            (_, Some(draft)) if entry.office() == draft.id.office => draft.take(entry, fact),
            _ => {}
        }
    }

    fn begin(entry: &Entry, begun: &crate::fact::DraftBegun) -> Self {
        let mut draft = Self {
            id: entry.id,
            drafter: entry.actor.clone(),
            begun_at: entry.at,
            purpose: begun.purpose.clone(),
            content: kept(&begun.content, entry),
            words: BTreeMap::new(),
            pieces: BTreeMap::new(),
            removed: BTreeMap::new(),
            writers: BTreeMap::new(),
            version: entry.id,
            version_digest: entry.digest,
            asked: BTreeMap::new(),
            approved: None,
            regraded: None,
            abandoned: false,
            released: None,
        };
        draft.remember(entry);
        draft.pieces = draft.content.pieces().into_iter().map(|piece| (piece, entry.id)).collect();
        draft.writers = draft.pieces.keys().map(|piece| (*piece, entry.actor.clone())).collect();
        draft
    }

    fn take(&mut self, entry: &Entry, fact: &Fact) {
        self.remember(entry);
        let verdicts = |pieces: &[Cleared], verdict| {
            pieces.iter().map(|cleared| (cleared.piece, (cleared.version, verdict))).collect::<Vec<_>>()
        };
        match fact {
            Fact::DraftRevised(revised) => {
                self.revise(entry.id, &entry.actor, kept(&revised.content, entry));
                self.version_digest = entry.digest;
            }
            Fact::DraftAbandoned(_) => self.abandoned = true,
            Fact::DraftApproved(approved) => self.approved = Some((entry.actor.clone(), approved.version)),
            Fact::DraftRegraded(regraded) => self.regraded = Some((entry.actor.clone(), regraded.version)),
            Fact::ClearanceRequested(requested) => {
                let known = self.asked.get(&requested.clearer);
                let pieces = known.map_or(requested.pieces.clone(), |known| known.widened(&requested.pieces));
                let asked = self.asked.entry(requested.clearer.clone()).or_default();
                asked.pieces = pieces;
                asked.by = requested.by;
            }
            Fact::ClearanceGiven(given) => {
                let asked = self.asked.entry(entry.actor.clone()).or_default();
                asked.answers.extend(verdicts(&given.pieces, Verdict::Given(given.answer)));
                asked.said = given.remark.map(|place| entry.paper(place));
            }
            Fact::ClearanceRefused(refused) => {
                let asked = self.asked.entry(entry.actor.clone()).or_default();
                asked.answers.extend(verdicts(&refused.pieces, Verdict::Refused));
                asked.said = Some(entry.paper(refused.why));
            }
            Fact::ClearanceWaived(waived) => {
                let asked = self.asked.entry(waived.clearer.clone()).or_default();
                asked.waived.extend(waived.pieces.iter().map(|cleared| (cleared.piece, cleared.version)));
            }
            Fact::InstructionReleased(fact) => {
                self.release(entry, &fact.number, &fact.addressees, fact.text);
            }
            Fact::ReplyReleased(fact) => self.release(entry, &fact.number, &fact.addressees, fact.text),
            _ => {}
        }
    }

    fn release(&mut self, entry: &Entry, number: &CableNumber, addressees: &[Addressee], text: u16) {
        self.released = Some(Released {
            entry: entry.id,
            at: entry.at,
            number: number.clone(),
            addressees: addressees.to_vec(),
            text: entry.paper(text),
        });
    }

    fn remember(&mut self, entry: &Entry) {
        for (place, paper) in (0u16..).zip(&entry.papers) {
            if let Some(text) = paper.text() {
                self.words.insert(entry.paper(place), Arc::clone(text));
            }
        }
    }

    fn revise(&mut self, entry: EntryId, writer: &Handle, content: Content) {
        let changed = |piece: &Piece| !self.content.same(&content, *piece);
        let version = |piece: Piece| {
            let old = self.pieces.get(&piece).copied();
            (piece, if changed(&piece) { entry } else { old.unwrap_or(entry) })
        };
        let pieces: BTreeMap<_, _> = content.pieces().into_iter().map(version).collect();
        let gone = self.pieces.keys().filter(|piece| !pieces.contains_key(piece));
        self.removed.extend(gone.map(|piece| (*piece, entry)));
        self.removed.retain(|piece, _| !pieces.contains_key(piece));
        self.pieces = pieces;
        let changed = self.pieces.iter().chain(&self.removed).filter(|(_, version)| **version == entry);
        self.writers.extend(changed.map(|(piece, _)| (*piece, writer.clone())));
        self.content = content;
        self.version = entry;
    }

    /// Whether somebody wrote a piece of it that nobody else has cleared as it stands.
    pub(crate) fn stands_alone(&self, officer: &Handle) -> bool {
        let others = || self.asked.iter().filter(|(clearer, _)| *clearer != officer);
        let cleared = |piece: &Piece, version: &EntryId| {
            let given = |seen: &(EntryId, Verdict)| seen.0 == *version && matches!(seen.1, Verdict::Given(_));
            others().any(|(_, asked)| asked.answers.get(piece).is_some_and(given))
        };
        let all = self.pieces.iter().chain(&self.removed);
        let mut own = all.filter(|(piece, _)| self.writers.get(piece) == Some(officer));
        own.any(|(piece, version)| !cleared(piece, version))
    }

    /// The draft as one of its own entries left its words; nothing if the entry changed none.
    pub fn at(&self, entry: &Entry) -> Option<Self> {
        let content = match entry.fact() {
            Ok(Fact::DraftBegun(begun)) => begun.content,
            Ok(Fact::DraftRevised(revised)) => revised.content,
            _ => return None,
        };
        Some(Self { content: kept(&content, entry), version: entry.id, ..self.clone() })
    }

    /// The words of a paper of this draft; empty if they are not at hand.
    pub fn text(&self, words: Words) -> &str {
        match words {
            Words::Kept(paper) => self.words.get(&paper).map_or("", |text| text),
            Words::New(_) => "",
        }
    }

    /// The pieces a clearer was asked about, as the draft now has them; and those struck out after they were
    /// asked about them, for leaving words out changes a text as well.
    pub fn remit(&self, asked: &Asked) -> Vec<Piece> {
        let named = |piece: &&Piece| asked.pieces.contains(piece);
        let all = self.pieces.keys().filter(|piece| asked.pieces.is_empty() || named(piece));
        let gone = self.removed.keys().filter(|piece| named(piece) || asked.answers.contains_key(piece));
        all.chain(gone).copied().collect()
    }

    /// Whether the last thing a clearer said was this.
    pub(crate) fn said(&self, clearer: &Handle, words: &str) -> bool {
        let said = self.asked.get(clearer).and_then(|asked| asked.said);
        said.and_then(|paper| self.words.get(&paper)).is_some_and(|known| &**known == words)
    }

    /// The highest number ever given to a kind of piece: identities are not given out twice.
    pub(crate) fn last(&self, number: impl Fn(&Piece) -> Option<u16>) -> u16 {
        self.pieces.keys().chain(self.removed.keys()).filter_map(number).max().unwrap_or(0)
    }

    /// How a clearer stands towards the draft as it now reads: an edit asks again exactly those whose
    /// pieces it touched.
    pub fn clearance(&self, asked: &Asked) -> Clearance {
        let (mut refused, mut waiting, mut waived) = (Vec::new(), Vec::new(), false);
        for piece in self.remit(asked) {
            let version = self.pieces.get(&piece).or(self.removed.get(&piece));
            let answer = asked.answers.get(&piece).filter(|(seen, _)| Some(seen) == version);
            match answer {
                Some((_, Verdict::Given(_))) => {}
                _ if asked.waived.get(&piece) == version => waived = true,
                Some((_, Verdict::Refused)) => refused.push(piece),
                None => waiting.push(piece),
            }
        }
        if !refused.is_empty() {
            return Clearance::Refused(refused);
        }
        if !waiting.is_empty() {
            return Clearance::Waiting(waiting);
        }
        if waived { Clearance::Waived } else { Clearance::Given }
    }

    /// Whether clearance stands in nobody's way: all who were asked agreed or were waived, and at least one
    /// agreed to an instruction. A reply may do without.
    pub fn is_cleared(&self) -> bool {
        let agreed = |asked: &Asked| !asked.answers.is_empty() && self.clearance(asked) == Clearance::Given;
        self.uncleared().is_empty()
            && (self.purpose != Purpose::Instruction || self.asked.values().any(agreed))
    }

    /// The clearers in whose way a release would go, with the pieces that wait.
    pub fn uncleared(&self) -> Vec<(&Handle, Clearance)> {
        let each = self.asked.iter().map(|(clearer, asked)| (clearer, self.clearance(asked)));
        each.filter(|(_, how)| !matches!(how, Clearance::Given | Clearance::Waived)).collect()
    }

    /// Whether the draft is approved as it now reads.
    pub fn is_approved(&self) -> bool {
        self.approved.as_ref().is_some_and(|(_, version)| *version == self.version)
    }

    /// Whether somebody answers for the marking of the draft as it now reads.
    pub fn is_regraded(&self) -> bool {
        self.regraded.as_ref().is_some_and(|(_, version)| *version == self.version)
    }

    /// What its marking lacks of the marking of what it comes from: the highest level, if its own is lower, and each
    /// caption that keeps readers out and is not on it.
    pub fn lacks<'a>(&self, sources: impl IntoIterator<Item = &'a Label>) -> Vec<String> {
        let (mut level, mut captions) = (self.content.level, BTreeSet::new());
        for source in sources {
            level = level.max(source.level);
            captions.extend(source.captions.iter().filter(|caption| restricts(caption)));
        }
        let level = (level > self.content.level).then(|| level.to_string());
        let captions = captions.into_iter().filter(|caption| !self.content.captions.contains(caption));
        level.into_iter().chain(captions.cloned()).collect()
    }

    /// What it demands of its reader once it is released: its own office, everybody it went to, and for a reply also
    /// those whose instruction it answers.
    pub fn label(&self) -> Option<Label> {
        let released = self.released.as_ref()?;
        let answered = match &self.purpose {
            Purpose::Instruction => &[][..],
            Purpose::Reply { answers, .. } => answers,
        };
        let went = released.addressees.iter().map(|addressee| addressee.office);
        let instructed = answered.iter().map(|duty| duty.tasking.instruction.office);
        Some(Label {
            level: self.content.level,
            captions: self.content.captions.iter().cloned().collect(),
            audience: std::iter::once(self.office()).chain(went).chain(instructed).collect(),
        })
    }

    /// A point, by identity.
    pub fn point(&self, id: crate::words::PointId) -> Option<&Point> {
        self.content.points.iter().find(|point| point.id == id)
    }
}

impl Point {
    /// Whether a tasking cannot close without its disposition. A point to be used only if asked may never be
    /// asked for.
    pub fn required(&self) -> bool {
        !self.optional && self.mark != cable::Mark::IfAsked
    }

    /// The wording meant for an office: its own, else that of a collective which held it at release.
    pub fn variant_for(&self, office: OfficeId, held_by: impl Fn(&str) -> bool) -> Option<&Variant> {
        wording(self.variants.iter().map(|variant| (&variant.for_whom, variant)), office, held_by)
    }
}

/// The wording meant for an office among several: its own, else that of a collective which holds it.
pub fn wording<'m, T>(
    given: impl Iterator<Item = (&'m Member, T)>,
    office: OfficeId,
    held_by: impl Fn(&str) -> bool,
) -> Option<T> {
    let mut of_a_collective = None;
    for (whom, words) in given {
        match whom {
            Member::Office(id) if *id == office => return Some(words),
            Member::Collective(name) if of_a_collective.is_none() && held_by(name) => {
                of_a_collective = Some(words);
            }
            _ => {}
        }
    }
    of_a_collective
}

impl Content {
    /// The pieces that can be cleared each by itself.
    pub fn pieces(&self) -> Vec<Piece> {
        let paragraphs = self.paragraphs.iter().map(|paragraph| Piece::Paragraph(paragraph.id));
        let points = self.points.iter().map(|point| Piece::Point(point.id));
        std::iter::once(Piece::Head).chain(paragraphs).chain(points).collect()
    }

    /// Whether a piece reads the same in two versions.
    pub(crate) fn same(&self, other: &Self, piece: Piece) -> bool {
        match piece {
            Piece::Head => {
                let bare = |content: &Self| Self { paragraphs: vec![], points: vec![], ..content.clone() };
                bare(self) == bare(other)
            }
            Piece::Paragraph(id) => {
                let find = |content: &Self| content.paragraphs.iter().find(|p| p.id == id).cloned();
                find(self) == find(other)
            }
            Piece::Point(id) => {
                let find = |content: &Self| content.points.iter().find(|p| p.id == id).cloned();
                find(self) == find(other)
            }
        }
    }
}

impl std::fmt::Display for Piece {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Head => f.write_str("head"),
            Self::Paragraph(id) => write!(f, "paragraph {id}"),
            Self::Point(id) => write!(f, "point {id}"),
        }
    }
}

/// The content with every word named by its paper.
fn kept(content: &Content, entry: &Entry) -> Content {
    let keep = |words: &Words| match words {
        Words::New(place) => Words::Kept(entry.paper(*place)),
        Words::Kept(paper) => Words::Kept(*paper),
    };
    let paragraph = |paragraph: &Paragraph| Paragraph { text: keep(&paragraph.text), ..paragraph.clone() };
    let variant = |variant: &Variant| Variant { text: keep(&variant.text), ..variant.clone() };
    let point = |point: &Point| Point {
        text: keep(&point.text),
        variants: point.variants.iter().map(variant).collect(),
        ..point.clone()
    };
    Content {
        subject: keep(&content.subject),
        protection: content.protection.as_ref().map(keep),
        paragraphs: content.paragraphs.iter().map(paragraph).collect(),
        points: content.points.iter().map(point).collect(),
        ..content.clone()
    }
}

impl Draft {
    /// The office whose draft it is.
    pub fn office(&self) -> OfficeId {
        self.id.office
    }
}
