//! Refusals: every way in which the rules say no, in one catalogue. Each has a code that never
//! changes, a sentence that names what was refused, and a hint at what to do. What a machine
//! could not do is a fault, and what is odd in a text is a remark; neither is here.

use cable::{Level, Said};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::words::{DutyId, EntryId, Handle, OfficeId, PointId, TaskingId};

macro_rules! refusals {
    ($($(#[doc = $doc:literal])* $name:ident { $($field:ident : $type:ty),* } $code:literal, $sentence:literal, $hint:literal;)*) => {
        /// Why the rules say no.
        #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
        #[expect(missing_docs, reason = "the fields are what the sentence names")]
        pub enum Refusal {
            $($(#[doc = $doc])* #[error($sentence)] $name { $($field: $type),* },)*
        }

        impl Refusal {
            /// Every code with the sentence it stands for and the hint, for the catalogue in print.
            pub const CATALOGUE: &[(&str, &str, &str)] = &[$(($code, $sentence, $hint)),*];

            /// The code, which never changes.
            pub fn code(&self) -> &'static str {
                match self { $(Self::$name { .. } => $code),* }
            }

            /// What the sentence names, by the names it has in the sentence: for a sentence in another language.
            pub fn about(&self) -> Vec<(&'static str, String)> {
                match self { $(Self::$name { $($field),* } => vec![$((stringify!($field), $field.to_string())),*],)* }
            }

            /// What the person can do about it.
            pub fn hint(&self) -> &'static str {
                match self { $(Self::$name { .. } => $hint),* }
            }
        }
    };
}

refusals! {
    // ---- Who ------------------------------------------------------------------------------
    /// The officer lacks the role.
    NoRole { officer: Handle, office: OfficeId, role: &'static str } "no-role",
        "{officer} is not {role} at {office} today", "ask an administrator to grant the role, or act as an officer who holds it";
    /// Missing, or not to be seen: the two are never told apart.
    NotFound { what: String } "not-found",
        "there is no {what}", "check the name; `inbox`, `board` and `search` list what you can see";
    /// Someone else's tasking.
    NotYours { tasking: TaskingId, owner: OfficeId, office: OfficeId } "not-yours",
        "tasking {tasking} is addressed to {owner}; {office} cannot act on it", "sign in at the office it is addressed to";
    /// Only the instructing office may.
    NotTheInstructor { instruction: EntryId, owner: OfficeId, office: OfficeId } "not-the-instructor",
        "instruction {instruction} was given by {owner}; {office} cannot change it", "ask the office that gave it";
    /// Posts do not instruct.
    NoAuthorityToInstruct { office: OfficeId } "no-authority-to-instruct",
        "{office} has no authority to instruct posts (5 FAH-1 H-613)", "headquarters releases instructions; a post reports and replies";
    /// Another node writes that journal.
    NotHere { office: OfficeId } "not-here",
        "the journal of {office} is written elsewhere", "act on the machine of that office; what it does arrives here by itself";

    /// A passkey has to confirm it.
    PasskeyNeeded { officer: Handle, act: String } "passkey-needed",
        "{officer} confirms this with a passkey", "do it on a page, where the passkey can sign; whoever lost theirs asks two administrators";
    /// A program would approve, release or change who may act.
    ByProgram { officer: Handle } "by-program",
        "no program does this for {officer}", "do it on a page or at the console";
    /// The confirmation does not hold.
    ProofWrong { officer: Handle, why: String } "proof-wrong",
        "the passkey of {officer} did not confirm this: {why}", "look at it again and confirm it again";
    /// The credential is known.
    PasskeyTaken { officer: Handle } "passkey-taken",
        "the passkey offered by {officer} was registered before", "use another, or remove it from the device first";
    /// Lost all of them.
    RecoveryNeeded { officer: Handle } "recovery-needed",
        "{officer} has no passkey left and cannot register one alone", "two administrators grant a recovery";
    /// Two must agree, and neither may be the officer.
    RecoveryAlone { administrator: Handle, officer: Handle } "recovery-alone",
        "{administrator} cannot recover {officer} alone", "two administrators must agree, neither of them the officer";
    /// There is no passkey.
    NothingToRecover { officer: Handle } "nothing-to-recover",
        "{officer} never registered a passkey", "`sign-in` makes a code, and with it the first passkey is registered";
    /// Nobody asked, or too long ago.
    RecoveryNotAsked { officer: Handle } "recovery-not-asked",
        "nobody asked in the last 24 hours to recover {officer}", "ask first; another administrator then agrees";
    /// The account speaks for somebody.
    IdentityTaken { officer: Handle } "identity-taken",
        "that account of the identity provider speaks for {officer} already", "unlink it first";
    /// Not to be handed over.
    NotDelegable { role: &'static str, officer: Handle } "not-delegable",
        "the role of {role} cannot be handed over to {officer}", "nobody hands a role to themselves, and only administrators make administrators and duty officers";

    /// There is nothing to put aside.
    ReadsAnyway { officer: Handle, cable: EntryId } "reads-anyway",
        "{officer} may read {cable} as it is", "look at it by its number; an emergency is for what one may not read";

    // ---- Directory ------------------------------------------------------------------------
    /// No such office, and nothing like it.
    UnknownOffice { given: String } "unknown-office",
        "there is no office or collective called {given}", "`office list` and `collective list` show the names";
    /// The office exists already and differs.
    OfficeExists { office: OfficeId } "office-exists",
        "office {office} exists already with other particulars", "choose another code; an office's particulars are corrected by closing it and opening another";
    /// Addressed after it closed.
    OfficeIsClosed { office: OfficeId, on: Date } "office-closed",
        "{office} closed on {on}", "take it off the addressees, or address the office that took over";
    /// A headquarters exists.
    OneHeadquarters { office: OfficeId } "one-headquarters",
        "{office} is the headquarters already", "a record has one headquarters; open the others as posts";
    /// Without it nobody could instruct, or open another.
    HeadquartersStays { office: OfficeId } "headquarters-stays",
        "{office} is the headquarters and cannot be closed", "close the posts; the record itself is kept by export";
    /// The zone is not in the IANA database.
    UnknownZone { zone: String } "unknown-zone",
        "there is no time zone called {zone}", "use an IANA name such as Europe/Paris";
    /// Names go into cables and must be plain.
    BadName { what: &'static str, given: String, wanted: &'static str } "bad-name",
        "{given:?} cannot be {what}; wanted: {wanted}", "choose another";
    /// A collective in itself.
    CollectiveCycle { name: String, through: String } "collective-cycle",
        "{name} would contain itself through {through}", "take one of the two memberships out";
    /// Nested too deep.
    CollectiveDepth { name: String } "collective-depth",
        "{name} is nested more than four deep", "define it from offices, or from collectives that hold offices";
    /// Nobody in it.
    CollectiveEmpty { name: String, on: Date } "collective-empty",
        "{name} has no open office on {on}", "name at least one office that is open, or take fewer out with EXCEPT";
    /// Named and exempted at once.
    NamedAndExempted { office: OfficeId } "named-and-exempted",
        "{office} is both addressed by name and exempted", "take it off one of the two lists";

    // ---- Drafts and clearance -------------------------------------------------------------
    /// The sheet has grave remarks.
    SheetInError { line: usize, remark: Said, more: usize } "sheet-in-error",
        "line {line}: {remark} ({more} more)", "`lint` shows every remark with its line";
    /// Too much text.
    TooLong { what: &'static str, bytes: usize, most: usize } "too-long",
        "{what} is {bytes} bytes long; the most is {most}", "put the long matter in a file of its own and cite it";
    /// Too many of something.
    TooMany { what: &'static str, given: usize, most: usize } "too-many",
        "{given} {what} are too many; the most is {most}", "split it";
    /// Nothing was written where something must be.
    Empty { what: &'static str } "empty",
        "{what} is empty", "write it";
    /// Nobody to act.
    NoActionAddressee { draft: EntryId } "no-action-addressee",
        "draft {draft} has nobody who must act", "put at least one office or collective on a TO line";
    /// The draft went out.
    AlreadyReleased { draft: EntryId, number: String } "already-released",
        "{draft} was released as {number} and cannot be changed", "correct it by a further cable that cites it";
    /// The draft was given up.
    DraftIsAbandoned { draft: EntryId } "draft-abandoned",
        "draft {draft} was abandoned", "begin a new draft";
    /// Asked of a draft that only an instruction has.
    NotAnInstruction { dossier: EntryId } "not-an-instruction",
        "{dossier} is not a released instruction", "name the instruction by the entry that began its draft, or by its number";
    /// The clearer was never asked.
    NotAsked { draft: EntryId, officer: Handle } "not-asked",
        "{officer} was not asked to clear {draft}", "the drafter asks for clearance";
    /// The piece does not exist.
    NoSuchPiece { draft: EntryId, piece: String } "no-such-piece",
        "draft {draft} has no {piece}", "`show` prints the draft with its paragraph and point numbers";
    /// A clearer changed something outside their remit.
    OutsideRemit { draft: EntryId, piece: String } "outside-remit",
        "{piece} of {draft} is not among the pieces this clearer was asked about", "remark on it instead, or ask the drafter to widen the request";
    /// Release is impossible around the clearers.
    NotCleared { draft: EntryId, waiting: String } "not-cleared",
        "draft {draft} is not cleared: {waiting}", "wait for the answer, take the remark in and ask again, or let the approver waive it with a reason";
    /// Nobody was asked at all.
    NobodyAsked { draft: EntryId } "nobody-asked",
        "nobody has cleared {draft}", "an instruction needs at least one clearance before it is released";
    /// No approval of this text.
    NotApproved { draft: EntryId } "not-approved",
        "draft {draft} is not approved as it now stands", "an approver approves the text; any later change voids it";
    /// Drafter and approver in one.
    OwnDraft { draft: EntryId, officer: Handle } "own-draft",
        "{officer} wrote {draft} and cannot approve it", "another approver must, or another clearer clears what they changed";
    /// A caption given to named holders, in the hands of another.
    CaptionNotHeld { draft: EntryId, officer: Handle, caption: String } "caption-not-held",
        "{caption} is given to named holders, and {officer} who drafts or releases {draft} is not one", "let an officer who holds the caption do it, or take the caption off";
    /// Lower than what it answers, and nobody answers for it.
    MarkedLower { draft: EntryId, answered: String, lacks: String } "marked-lower",
        "{draft} answers {answered} and is not marked {lacks}", "mark it so, or let an approver who did not write it answer for the lower marking with a reason";
    /// Nothing to answer for.
    NotMarkedLower { draft: EntryId } "not-marked-lower",
        "{draft} is marked no lower than what it answers", "nobody has to answer for its marking; go on without";
    /// Writer and regrader in one.
    OwnMarking { draft: EntryId, officer: Handle } "own-marking",
        "{officer} wrote words of {draft} and cannot answer for its marking", "another approver must";
    /// Answering for what one may not read.
    SourceNotRead { draft: EntryId, officer: Handle } "source-not-read",
        "{officer} cannot read all that {draft} answers, and the marking depends on it", "let an officer who can read it do this";
    /// More than an addressee may hold.
    AboveRating { draft: EntryId, level: Level, offices: String } "above-rating",
        "{draft} is {level}, and that may not be held at {offices}", "take them off the addressees, or send them a text of their own that is marked lower";
    /// Clock behind the last release.
    ClockBehind { at: Timestamp, last: Timestamp } "clock-behind",
        "the clock says {at}, but the last cable went out at {last}", "set the clock right; numbers and times only go forward";

    // ---- Taskings -------------------------------------------------------------------------
    /// Withdrawn.
    TaskingIsWithdrawn { tasking: TaskingId } "tasking-withdrawn",
        "tasking {tasking} was withdrawn", "no more needs to be done; what was done stays on record";
    /// Closed by a reply.
    DutyIsClosed { duty: DutyId } "duty-closed",
        "{duty} is closed by a reply", "headquarters can return it if the answer is insufficient";
    /// Not a day on which one falls due.
    NoSuchOccurrence { duty: DutyId, next: String } "no-such-occurrence",
        "{duty} is not an occurrence of the tasking", "the next are {next}";
    /// A standing tasking was named without its occurrence.
    WhichOccurrence { tasking: TaskingId, open: String } "which-occurrence",
        "{tasking} recurs: say which occurrence", "the open ones are {open}";
    /// A point the instruction does not have.
    NoSuchPoint { instruction: EntryId, point: PointId } "no-such-point",
        "instruction {instruction} has no point {point}", "`show` prints the points with their numbers";
    /// Withheld or overtaken without a reason.
    WhyNeeded { point: PointId, disposition: &'static str } "why-needed",
        "point {point} was {disposition}: say why", "add the reason after a colon";
    /// Verbatim means verbatim.
    VerbatimPoint { point: PointId } "verbatim-point",
        "point {point} is to be used word for word; adapting it needs a reason", "add the reason after a colon";
    /// Left in writing what must not be.
    NotInWritingPoint { point: PointId, form: &'static str } "not-in-writing",
        "point {point} must not be left in writing, and this was a {form}", "withhold the point, or record the engagement in the form it really had";
    /// Ticks are not deliveries.
    PointsOpen { duty: DutyId, points: String } "points-open",
        "{duty} cannot close: no disposition for {points}", "log the engagement in which each point was used, or why it was not";
    /// Nothing logged.
    NoEngagement { duty: DutyId } "no-engagement",
        "{duty} cannot be reported: no engagement is logged for it", "log the engagement first";
    /// The host's answer is missing.
    NoAnswer { duty: DutyId } "no-answer",
        "{duty} cannot close: the host's answer is not recorded", "log what the host answered, or that an answer was promised";
    /// No REF to the instruction.
    ReplyWithoutCitation { number: String } "reply-without-citation",
        "the reply does not cite {number}", "add it to the REF line";
    /// There is nothing to return.
    NothingToReturn { duty: DutyId } "nothing-to-return",
        "{duty} has no reply to return", "returns answer a reply that closed the duty";
    /// No open request.
    NothingAsked { duty: DutyId, what: &'static str } "nothing-asked",
        "there is no open {what} for {duty}", "`inbox` lists what waits for a decision";
    /// The new time is not later.
    NotLater { duty: DutyId, due: Timestamp } "not-later",
        "{duty} is due {due} already; more time means a later one", "name a later date";
    /// Not a recurring one.
    DoesNotRecur { tasking: TaskingId } "does-not-recur",
        "tasking {tasking} does not recur", "give a due date by an extension instead";

    // ---- Dates and figures ------------------------------------------------------------------
    /// In the future.
    InTheFuture { what: &'static str, on: Date, today: Date } "in-the-future",
        "{what} on {on} lies in the future; at the post it is {today}", "plan it, and log it when it has happened";
    /// In the past.
    InThePast { what: &'static str, on: Date, today: Date } "in-the-past",
        "{what} on {on} lies in the past; at the post it is {today}", "name a day from today on";
    /// Before anybody asked.
    BeforeRelease { on: Date, released: Date } "before-release",
        "an engagement on {on} cannot answer an instruction of {released}", "check the year";
    /// Not sensible.
    BadInterval { days: u16 } "bad-interval",
        "an interval of {days} days cannot be", "use 1 to 366 days";
    /// Ends before it begins.
    EndsBeforeItBegins { first: Date, until: Date } "ends-before-it-begins",
        "the first occurrence would fall due on {first}, after the end on {until}", "move the end, or ask for the first one sooner";
    /// Recurring for ever.
    NoEnd { } "no-end",
        "a standing tasking needs a last day", "add UNTIL and a date";

    // ---- Papers -----------------------------------------------------------------------------
    /// A cable's words under this number were disposed of or never arrived.
    WordsMissing { what: String } "words-missing",
        "the words of {what} are not here", "they were disposed of, or have not arrived; `verify` tells which";
}
