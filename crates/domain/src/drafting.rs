//! Deciding about drafts: begin, revise, abandon; ask for clearance, clear, refuse, waive; approve.
//! What is typed arrives as a sheet and leaves as content whose unchanged words are kept by reference,
//! so that an edit asks again exactly the clearers of what it touched.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use cable::{Precedence, Sheet};
use jiff::Timestamp;

use crate::command::{Context, World};
use crate::draft::{Asked, Clearance, Draft, Verdict};
use crate::entry::Proposal;
use crate::fact::{
    Address, ClearanceAnswer, ClearanceGiven, ClearanceRefused, ClearanceRequested, ClearanceWaived, Cleared,
    Content, DraftAbandoned, DraftApproved, DraftBegun, DraftRevised, Every, Fact, HostLevel, Member,
    Paragraph, Piece, Point, Purpose, Role, Terms, Variant, Words,
};
use crate::marking;
use crate::prose;
use crate::refusal::Refusal;
use crate::remarks::captions::not_held;
use crate::remarks::sentences;
use crate::words::{DossierId, DutyId, EntryId, Handle, OfficeId, ParagraphId, PointId};

type Decided = Result<Vec<Proposal>, Refusal>;

/// More paragraphs than the longest cable known has.
const PARAGRAPHS_MAX: usize = 999;
/// More points than anyone can make in one call.
pub(crate) const POINTS_MAX: usize = 99;
/// More variants than one for every post of many points.
const VARIANTS_MAX: usize = 9_999;
/// More addressees than there are posts.
const ADDRESSES_MAX: usize = 500;

pub(crate) fn draft(world: World<'_>, context: &Context, purpose: &Purpose, sheet: &Sheet) -> Decided {
    world.need(context, &[Role::Drafter])?;
    let (content, papers) = content(world, context, purpose, sheet, None)?;
    let fact = DraftBegun { purpose: purpose.clone(), content }.into();
    Ok(vec![Proposal { dossier: DossierId::Of(context.entry(0)), fact, papers }])
}

pub(crate) fn revise(world: World<'_>, context: &Context, id: EntryId, sheet: &Sheet) -> Decided {
    let draft = open(world, context, id)?;
    world.need(context, &[Role::Drafter])?;
    let (content, papers) = content(world, context, &draft.purpose, sheet, Some(draft))?;
    Ok(if content == draft.content { Vec::new() } else { about(id, DraftRevised { content }, papers) })
}

pub(crate) fn abandon(world: World<'_>, context: &Context, id: EntryId, why: Option<&str>) -> Decided {
    let draft = begun(world, context, id)?;
    world.need(context, &[Role::Drafter])?;
    if draft.abandoned {
        return Ok(Vec::new());
    }
    open(world, context, id)?;
    let papers = why.map(prose::reason).transpose()?;
    Ok(about(id, DraftAbandoned { why: papers.as_ref().map(|_| 0) }, papers.into_iter().collect()))
}

pub(crate) fn request_clearance(
    world: World<'_>,
    context: &Context,
    id: EntryId,
    clearer: &Handle,
    pieces: &[Piece],
    by: Option<Timestamp>,
) -> Decided {
    let draft = open(world, context, id)?;
    world.need(context, &[Role::Drafter])?;
    let today = context.at.to_zoned(jiff::tz::TimeZone::UTC).date();
    if !world.directory.holds(clearer, context.office, Role::Clearer, today) {
        let role = Role::Clearer.word();
        return Err(Refusal::NoRole { officer: clearer.clone(), office: context.office, role });
    }
    if let Some(piece) = pieces.iter().find(|piece| !draft.pieces.contains_key(piece)) {
        return Err(Refusal::NoSuchPiece { draft: id, piece: piece.to_string() });
    }
    let same = |asked: &Asked| asked.widened(pieces) == asked.pieces && asked.by == by;
    if draft.asked.get(clearer).is_some_and(same) {
        return Ok(Vec::new());
    }
    Ok(about(id, ClearanceRequested { clearer: clearer.clone(), pieces: pieces.to_vec(), by }, Vec::new()))
}

/// A clearance covers the clearer's pieces as they stand; with changes, as the clearer leaves them. The
/// clearer's own changes ask the others again, not the clearer.
pub(crate) fn clear(
    world: World<'_>,
    context: &Context,
    id: EntryId,
    answer: ClearanceAnswer,
    changes: &[(Piece, String)],
    remark: Option<&str>,
) -> Decided {
    let draft = open(world, context, id)?;
    let remit = remit(world, context, draft)?;
    if let Some((piece, _)) = changes.iter().find(|(piece, _)| !remit.contains(piece)) {
        return Err(Refusal::OutsideRemit { draft: id, piece: piece.to_string() });
    }
    let (content, papers) = changed(draft, changes)?;
    let revises = content != draft.content;
    let answer = if revises { ClearanceAnswer::WithChanges } else { answer };
    let touched = |piece: &Piece| !draft.content.same(&content, *piece);
    let now = |piece: &Piece| if touched(piece) { context.entry(0) } else { draft.changed_in(*piece) };
    let pieces: Vec<Cleared> =
        remit.iter().map(|piece| Cleared { piece: *piece, version: now(piece) }).collect();
    // Changes that have been made already are the same clearance given once more.
    let again = if changes.is_empty() { answer } else { ClearanceAnswer::WithChanges };
    let repeats = || answered(draft, &context.officer, &pieces, Verdict::Given(again));
    if !revises && remark.is_none_or(|remark| draft.said(&context.officer, remark)) && repeats() {
        return Ok(Vec::new());
    }
    if answer == ClearanceAnswer::WithChanges && !revises {
        return Err(Refusal::Empty { what: "the list of changes" });
    }
    let remark = remark.map(prose::reason).transpose()?;
    let mut proposals = if revises { about(id, DraftRevised { content }, papers) } else { Vec::new() };
    let given = ClearanceGiven { answer, pieces, remark: remark.as_ref().map(|_| 0) };
    proposals.extend(about(id, given, remark.into_iter().collect()));
    Ok(proposals)
}

pub(crate) fn refuse(world: World<'_>, context: &Context, id: EntryId, why: &str) -> Decided {
    let draft = open(world, context, id)?;
    let remit = remit(world, context, draft)?;
    let pieces: Vec<Cleared> =
        remit.iter().map(|piece| Cleared { piece: *piece, version: draft.changed_in(*piece) }).collect();
    let why = prose::reason(why)?;
    if answered(draft, &context.officer, &pieces, Verdict::Refused) && draft.said(&context.officer, &why) {
        return Ok(Vec::new());
    }
    Ok(about(id, ClearanceRefused { pieces, why: 0 }, vec![why]))
}

pub(crate) fn waive(
    world: World<'_>,
    context: &Context,
    id: EntryId,
    clearer: &Handle,
    why: &str,
) -> Decided {
    let draft = open(world, context, id)?;
    world.need(context, &[Role::Approver])?;
    let why = prose::reason(why)?;
    let asked = draft.asked.get(clearer);
    let asked = asked.ok_or_else(|| Refusal::NotAsked { draft: id, officer: clearer.clone() })?;
    match draft.clearance(asked) {
        Clearance::Given | Clearance::Waived => Ok(Vec::new()),
        Clearance::Refused(_) | Clearance::Waiting(_) => {
            let remit = draft.remit(asked);
            let cleared = |piece: &Piece| Cleared { piece: *piece, version: draft.changed_in(*piece) };
            let pieces = remit.iter().map(cleared).collect();
            let waived = ClearanceWaived { clearer: clearer.clone(), pieces, why: 0 };
            Ok(about(id, waived, vec![why]))
        }
    }
}

/// The approver answers for the text; nobody approves an instruction of their own writing, nor words they put into
/// another's that nobody else has cleared since.
pub(crate) fn approve(world: World<'_>, context: &Context, id: EntryId) -> Decided {
    let draft = open(world, context, id)?;
    world.need(context, &[Role::Approver])?;
    if draft.is_approved() {
        return Ok(Vec::new());
    }
    let alone = draft.drafter == context.officer || draft.stands_alone(&context.officer);
    if draft.purpose == Purpose::Instruction && alone {
        return Err(Refusal::OwnDraft { draft: id, officer: context.officer.clone() });
    }
    cleared(draft)?;
    sound(world, context, draft)?;
    entitled(world, context, draft, &draft.drafter)?;
    marking::high_enough(world, context, draft)?;
    Ok(about(id, DraftApproved { version: draft.version }, Vec::new()))
}

/// The rules that no profile may loosen and nobody override: marking, captions, addressees, private data.
static RULES: LazyLock<Option<cable::Profile>> = LazyLock::new(|| cable::Profile::named("plain"));

/// Those rules, and the house's own as they stand on the day, unless they say themselves as of when they are read.
fn rules(world: World<'_>, context: &Context) -> impl Iterator<Item = Cow<'static, cable::Profile>> {
    let day = context.at.to_zoned(jiff::tz::TimeZone::UTC).date();
    let house = world.house.map(|house| Cow::Owned(house.clone().as_of(house.on.unwrap_or(day))));
    RULES.as_ref().map(Cow::Borrowed).into_iter().chain(house)
}

/// Refuses a draft that breaks one of them. It is asked at approval, because release needs the approval
/// of the very same text.
fn sound(world: World<'_>, context: &Context, draft: &Draft) -> Result<(), Refusal> {
    for rules in rules(world, context) {
        let remarks = cable::check::check(&draft.sheet(), &rules);
        let mut grave = remarks.iter().filter(|remark| remark.severity == cable::Severity::Absolute);
        if let Some(first) = grave.next() {
            let remark = first.said.clone();
            return Err(Refusal::SheetInError { line: first.line, remark, more: grave.count() });
        }
    }
    Ok(())
}

/// Refuses where a caption of the draft is given to named holders and the officer is not one.
pub(crate) fn entitled(
    world: World<'_>,
    context: &Context,
    draft: &Draft,
    officer: &Handle,
) -> Result<(), Refusal> {
    let captions = &draft.content.captions;
    if captions.is_empty() {
        return Ok(());
    }
    for rules in rules(world, context) {
        if let Some(caption) = not_held(world.directory, &rules, captions, officer).next() {
            let (officer, caption) = (officer.clone(), caption.clone());
            return Err(Refusal::CaptionNotHeld { draft: draft.id, officer, caption });
        }
    }
    Ok(())
}

/// Refuses while any clearer stands in the way, or while nobody has cleared an instruction at all.
pub(crate) fn cleared(draft: &Draft) -> Result<(), Refusal> {
    let waiting = draft.uncleared();
    if !waiting.is_empty() {
        let each = waiting.iter().map(|(clearer, how)| match how {
            Clearance::Refused(pieces) => format!("{clearer} refused {}", list(pieces)),
            Clearance::Waiting(pieces) => format!("{clearer} has not answered on {}", list(pieces)),
            Clearance::Given | Clearance::Waived => clearer.to_string(),
        });
        return Err(Refusal::NotCleared { draft: draft.id, waiting: each.collect::<Vec<_>>().join("; ") });
    }
    if !draft.is_cleared() {
        return Err(Refusal::NobodyAsked { draft: draft.id });
    }
    Ok(())
}

fn list(pieces: &[Piece]) -> String {
    pieces.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// The draft, if it is of the acting office: another office's is not there.
fn begun<'a>(world: World<'a>, context: &Context, id: EntryId) -> Result<&'a Draft, Refusal> {
    let draft = world.dossier(id)?.draft.as_ref();
    let own = draft.filter(|draft| draft.office() == context.office);
    own.ok_or_else(|| Refusal::NotFound { what: format!("draft {id}") })
}

/// The draft, if it can still be changed.
pub(crate) fn open<'a>(world: World<'a>, context: &Context, id: EntryId) -> Result<&'a Draft, Refusal> {
    let draft = begun(world, context, id)?;
    if let Some(released) = &draft.released {
        return Err(Refusal::AlreadyReleased { draft: id, number: released.number.to_string() });
    }
    if draft.abandoned {
        return Err(Refusal::DraftIsAbandoned { draft: id });
    }
    Ok(draft)
}

fn remit(world: World<'_>, context: &Context, draft: &Draft) -> Result<Vec<Piece>, Refusal> {
    world.need(context, &[Role::Clearer])?;
    let asked = draft.asked.get(&context.officer);
    let asked =
        asked.ok_or_else(|| Refusal::NotAsked { draft: draft.id, officer: context.officer.clone() })?;
    Ok(draft.remit(asked))
}

fn answered(draft: &Draft, clearer: &Handle, pieces: &[Cleared], verdict: Verdict) -> bool {
    let answers = draft.asked.get(clearer).map(|asked| &asked.answers);
    let said = |cleared: &Cleared| {
        answers.and_then(|answers| answers.get(&cleared.piece)) == Some(&(cleared.version, verdict))
    };
    pieces.iter().all(said)
}

pub(crate) fn about(id: EntryId, fact: impl Into<Fact>, papers: Vec<Arc<str>>) -> Vec<Proposal> {
    vec![Proposal { dossier: DossierId::Of(id), fact: fact.into(), papers }]
}

/// The papers of an entry while its fact is being written: words that stood before are kept.
struct Papers<'a> {
    before: Option<&'a Draft>,
    new: Vec<Arc<str>>,
}

impl Papers<'_> {
    /// The words, kept from where the draft has them or put down as a new paper.
    fn words(&mut self, text: &str, was: Option<Words>) -> Words {
        if let (Some(draft), Some(words)) = (self.before, was)
            && draft.text(words) == text
        {
            return words;
        }
        let place = u16::try_from(self.new.len()).unwrap_or(u16::MAX);
        self.new.push(text.into());
        Words::New(place)
    }
}

/// What a sheet says, as content: names found in the directory, identities kept from the draft before.
fn content(
    world: World<'_>,
    context: &Context,
    purpose: &Purpose,
    sheet: &Sheet,
    before: Option<&Draft>,
) -> Result<(Content, Vec<Arc<str>>), Refusal> {
    let mut grave = sheet.remarks.iter().filter(|remark| remark.severity.stops());
    if let Some(first) = grave.next() {
        let remark = first.said.clone();
        return Err(Refusal::SheetInError { line: first.line, remark, more: grave.count() });
    }
    for (what, given, most) in [
        ("paragraphs", sheet.paragraphs.len(), PARAGRAPHS_MAX),
        ("points", sheet.points.len(), POINTS_MAX),
        ("variants", sheet.points.iter().map(|point| point.variants.len()).sum(), VARIANTS_MAX),
        ("addressees", sheet.to.len() + sheet.info.len(), ADDRESSES_MAX),
    ] {
        if given > most {
            return Err(Refusal::TooMany { what, given, most });
        }
    }
    let bytes = size(sheet);
    if bytes > prose::PAPER_MAX {
        return Err(Refusal::TooLong { what: "the text", bytes, most: prose::PAPER_MAX });
    }
    prose::paper("the subject", &sheet.subject, prose::REASON_MAX)?;
    if sheet.paragraphs.is_empty() {
        return Err(Refusal::Empty { what: "the text" });
    }
    let level = sheet.level.ok_or(Refusal::Empty { what: "the classification" })?;
    let mut to = addresses(world, &sheet.to)?;
    if let Purpose::Reply { answers, .. } = purpose {
        check_reply(world, context, answers, sheet)?;
        if to.is_empty() {
            to = instructors(answers);
        }
    }
    let mut papers = Papers { before, new: Vec::new() };
    let subject = papers.words(&sheet.subject, before.map(|draft| draft.content.subject));
    let protection = cable::sheet::protection(&sheet.protection);
    let was = before.and_then(|draft| draft.content.protection);
    let protection = (!protection.is_empty()).then(|| papers.words(&protection, was));
    let paragraphs = paragraphs(sheet, &mut papers);
    let points = points(world, sheet, &mut papers)?;
    let content = Content {
        subject,
        level,
        protection,
        captions: sheet.captions.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect(),
        precedence: sheet.precedence.unwrap_or(Precedence::Routine),
        tags: sheet.tags.clone(),
        references: sheet.references.iter().map(written).collect(),
        to,
        info: addresses(world, &sheet.info)?,
        paragraphs,
        points,
        terms: terms(sheet)?,
    };
    Ok((content, papers.new))
}

/// The bytes a sheet would put on record: what comes by another way than the reader of sheets has no bound.
fn size(sheet: &Sheet) -> usize {
    let lists = [&sheet.captions, &sheet.tags].into_iter().flatten().map(String::len);
    let references = sheet.references.iter().map(|reference| reference.raw.len());
    let paragraphs = sheet.paragraphs.iter().map(|paragraph| paragraph.text.len());
    let points = sheet.points.iter().map(|point| point.text.len());
    let variants = sheet.points.iter().flat_map(|point| &point.variants).map(|(_, text)| text.len());
    lists.chain(references).chain(paragraphs).chain(points).chain(variants).sum()
}

/// A reference as it stands on the REF line, with the letter by which the text may cite it.
fn written(reference: &cable::Reference) -> String {
    let letter = reference.letter.map(|letter| format!("{letter}. ")).unwrap_or_default();
    let notal = if reference.notal { " (NOTAL)" } else { "" };
    format!("{letter}{}{notal}", reference.raw)
}

fn addresses(world: World<'_>, given: &[cable::Address]) -> Result<Vec<Address>, Refusal> {
    let office = |name: &String| match world.directory.called(name)? {
        Member::Office(id) => Ok(id),
        Member::Collective(name) => Err(Refusal::UnknownOffice { given: name }),
    };
    let address = |address: &cable::Address| {
        let except = address.except.iter().map(office).collect::<Result<_, _>>()?;
        Ok(Address { who: world.directory.called(&address.name)?, except, precedence: address.precedence })
    };
    given.iter().map(address).collect()
}

fn terms(sheet: &Sheet) -> Result<Terms, Refusal> {
    let level = match sheet.interlocutor_level.as_deref().map(str::parse::<HostLevel>) {
        None => None,
        Some(Ok(level)) => Some(level),
        Some(Err(error)) => {
            let remark = sentences::LEVEL.with([("why", &error)]);
            return Err(Refusal::SheetInError { line: 0, remark, more: 0 });
        }
    };
    let every = sheet.every.as_ref().map(|every| Every {
        days: every.days,
        first_within_days: every.first_within_days,
        until: every.until,
    });
    Ok(Terms { due: sheet.due, soonest: sheet.soonest, every, level, report: sheet.report.unwrap_or(true) })
}

/// A reply answers duties of its own office, under instructions it cites.
fn check_reply(world: World<'_>, context: &Context, duties: &[DutyId], sheet: &Sheet) -> Result<(), Refusal> {
    if duties.is_empty() {
        return Err(Refusal::Empty { what: "the list of taskings answered" });
    }
    crate::duties::once("mentions of one tasking", duties.iter().copied())?;
    for duty in duties {
        let tasking = crate::duties::own(world, context, duty.tasking)?;
        crate::duties::named(tasking, *duty, context.at)?;
        let dossier = world.dossier(duty.tasking.instruction)?;
        let Some(released) = dossier.draft.as_ref().and_then(|draft| draft.released.as_ref()) else {
            return Err(Refusal::NotAnInstruction { dossier: duty.tasking.instruction });
        };
        let number =
            cable::Number::new(&released.number.station, Some(released.number.year), released.number.serial);
        let cites =
            |reference: &cable::Reference| reference.number.as_ref().is_some_and(|n| n.may_be(&number));
        if !sheet.references.iter().any(cites) {
            return Err(Refusal::ReplyWithoutCitation { number: released.number.to_string() });
        }
    }
    Ok(())
}

fn instructors(duties: &[DutyId]) -> Vec<Address> {
    let offices: BTreeSet<OfficeId> = duties.iter().map(|duty| duty.tasking.instruction.office).collect();
    let to = |id| Address { who: Member::Office(id), except: Vec::new(), precedence: None };
    offices.into_iter().map(to).collect()
}

/// Gives each typed paragraph the identity of the one it comes from: first those that read the same, then
/// those that stand in the same place, and a new one to the rest.
fn paragraphs(sheet: &Sheet, papers: &mut Papers<'_>) -> Vec<Paragraph> {
    let old: Vec<(Paragraph, &str)> = papers.before.map_or_else(Vec::new, |draft| {
        draft.content.paragraphs.iter().map(|p| (p.clone(), draft.text(p.text))).collect()
    });
    let typed: Vec<&str> = sheet.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
    let before: Vec<(u16, &str)> = old.iter().map(|(paragraph, text)| (paragraph.id.0, *text)).collect();
    let last = papers.before.map_or(0, |draft| {
        draft.last(|piece| match piece {
            Piece::Paragraph(id) => Some(id.0),
            _ => None,
        })
    });
    let each = sheet.paragraphs.iter().zip(identities(&typed, &before, last)).map(|(given, id)| {
        let id = ParagraphId(id);
        let known = old.iter().map(|(paragraph, _)| paragraph).find(|known| known.id == id);
        Paragraph { id, portion: given.portion, text: papers.words(&given.text, known.map(|k| k.text)) }
    });
    each.collect()
}

fn points(world: World<'_>, sheet: &Sheet, papers: &mut Papers<'_>) -> Result<Vec<Point>, Refusal> {
    let before = papers.before;
    let each = sheet.points.iter().zip(Draft::point_ids(papers.before, sheet)).map(|(given, id)| {
        let known =
            before.iter().copied().flat_map(|draft| &draft.content.points).find(|known| known.id == id);
        let variant = |(name, text): &(String, String), papers: &mut Papers<'_>| {
            let for_whom = world.directory.called(name)?;
            let was = known.and_then(|known| known.variants.iter().find(|v| v.for_whom == for_whom));
            Ok(Variant { for_whom, text: papers.words(text, was.map(|was| was.text)) })
        };
        let text = papers.words(&given.text, known.map(|known| known.text));
        let variants = given.variants.iter().map(|v| variant(v, papers)).collect::<Result<_, _>>()?;
        Ok(Point { id, mark: given.mark, optional: given.optional, text, variants })
    });
    each.collect()
}

/// Gives each new text the number of the old one it comes from, and one never given out to the rest.
fn identities(new: &[&str], old: &[(u16, &str)], last: u16) -> Vec<u16> {
    let before: Vec<&str> = old.iter().map(|(_, text)| *text).collect();
    let mut next = last;
    let mut fresh = || {
        next += 1;
        next
    };
    let from = descent(new, &before).into_iter();
    from.map(|from| from.and_then(|at| old.get(at)).map_or_else(&mut fresh, |(id, _)| *id)).collect()
}

/// For each new text, the place of the old one it comes from.
fn descent(new: &[&str], old: &[&str]) -> Vec<Option<usize>> {
    let mut taken = vec![false; old.len()];
    let mut take = |place: usize| taken.get_mut(place).is_some_and(|taken| !std::mem::replace(taken, true));
    // In place first, so that two paragraphs of the same words keep their order.
    let mut from: Vec<Option<usize>> = new
        .iter()
        .enumerate()
        .map(|(at, text)| Some(at).filter(|at| old.get(*at) == Some(text) && take(*at)))
        .collect();
    for (place, text) in new.iter().enumerate() {
        if from[place].is_none() {
            from[place] = (0..old.len()).find(|at| old[*at] == *text && take(*at));
        }
    }
    for (place, from) in from.iter_mut().enumerate() {
        if from.is_none() && place < old.len() && take(place) {
            *from = Some(place);
        }
    }
    from
}

/// The content after a clearer's changes to paragraphs and points.
fn changed(draft: &Draft, changes: &[(Piece, String)]) -> Result<(Content, Vec<Arc<str>>), Refusal> {
    let mut papers = Papers { before: Some(draft), new: Vec::new() };
    let mut content = draft.content.clone();
    for (piece, text) in changes {
        // A clearer who types a portion mark before the words means the mark, as a drafter does.
        let (portion, text) = match piece {
            Piece::Paragraph(_) => cable::Level::split_portion(text.trim_start()),
            Piece::Point(_) | Piece::Head => (None, text.as_str()),
        };
        let text = if portion.is_some() { text.trim_start() } else { text };
        prose::paper("the changed text", text, prose::PAPER_MAX)?;
        let words = match piece {
            Piece::Paragraph(id) => content.paragraphs.iter_mut().find(|p| p.id == *id).map(|paragraph| {
                paragraph.portion = portion.or(paragraph.portion);
                &mut paragraph.text
            }),
            Piece::Point(id) => content.points.iter_mut().find(|p| p.id == *id).map(|p| &mut p.text),
            Piece::Head => None,
        };
        let words =
            words.ok_or_else(|| Refusal::NoSuchPiece { draft: draft.id, piece: piece.to_string() })?;
        *words = papers.words(text, Some(*words));
    }
    Ok((content, papers.new))
}

impl Draft {
    /// The draft as a sheet, to be revised or printed. What was never typed is left out.
    pub fn sheet(&self) -> Sheet {
        let address = |address: &Address| cable::Address {
            name: name(&address.who),
            except: address.except.iter().map(ToString::to_string).collect(),
            precedence: address.precedence,
            line: 0,
        };
        let content = &self.content;
        let paragraph = |(number, paragraph): (u32, &Paragraph)| cable::SheetParagraph {
            number: Some(number),
            portion: paragraph.portion,
            text: self.text(paragraph.text).to_owned(),
            line: 0,
        };
        let point = |point: &Point| cable::SheetPoint {
            mark: point.mark,
            optional: point.optional,
            text: self.text(point.text).to_owned(),
            variants: point
                .variants
                .iter()
                .map(|v| (name(&v.for_whom), self.text(v.text).to_owned()))
                .collect(),
            line: 0,
        };
        let instructs = self.purpose == Purpose::Instruction;
        Sheet {
            to: content.to.iter().map(address).collect(),
            info: content.info.iter().map(address).collect(),
            level: Some(content.level),
            protection: self.protection(),
            captions: content.captions.clone(),
            precedence: Some(content.precedence),
            tags: content.tags.clone(),
            subject: self.text(content.subject).to_owned(),
            references: cable::fields::reference::list(&content.references.join("; "), 0),
            due: content.terms.due,
            soonest: content.terms.soonest,
            every: content.terms.every.map(|every| cable::Every {
                days: every.days,
                until: every.until,
                first_within_days: every.first_within_days,
            }),
            interlocutor_level: content.terms.level.map(|level| level.word().to_uppercase()),
            report: instructs.then_some(content.terms.report),
            paragraphs: (1..).zip(&content.paragraphs).map(paragraph).collect(),
            points: content.points.iter().map(point).collect(),
            ..Sheet::default()
        }
    }

    /// Under which order it is protected, by whose decision, why and until when.
    pub fn protection(&self) -> cable::sheet::Protection {
        let words = self.content.protection.map_or("", |words| self.text(words));
        cable::sheet::read(words).protection
    }

    /// The entry that last changed a piece.
    pub fn changed_in(&self, piece: Piece) -> EntryId {
        self.pieces.get(&piece).or(self.removed.get(&piece)).copied().unwrap_or(self.version)
    }

    /// The identity each point of a sheet has, or will have, in a draft.
    pub fn point_ids(before: Option<&Self>, sheet: &Sheet) -> Vec<PointId> {
        let typed: Vec<&str> = sheet.points.iter().map(|point| point.text.as_str()).collect();
        let known = before
            .into_iter()
            .flat_map(|draft| draft.content.points.iter().map(|point| (point.id.0, draft.text(point.text))));
        let last = before.map_or(0, |draft| {
            draft.last(|piece| match piece {
                Piece::Point(id) => Some(id.0),
                _ => None,
            })
        });
        identities(&typed, &known.collect::<Vec<_>>(), last).into_iter().map(PointId).collect()
    }
}

fn name(member: &Member) -> String {
    match member {
        Member::Office(id) => id.to_string(),
        Member::Collective(name) => name.clone(),
    }
}
