//! Facts: what happened, as recorded for ever. A kind is never renamed or removed, a field is only
//! ever added with a meaning for its absence, a changed meaning gets a new kind.
//! A `Place` counts the papers of the entry that carries the fact; no fact holds what was typed as prose,
//! and none has a field for a private person.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use cable::{Level, Precedence};

use crate::entry::Salt;
use crate::words::{Coordinates, DutyId, EntryId, Handle, Octets, OfficeId, PaperId, ParagraphId, PointId};

/// A place among the papers of the entry that carries the fact, from 0.
pub type Place = u16;

/// Says that the bytes of a known kind could not be read as that kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a `{kind}` could not be read: {why}")]
pub struct Unreadable {
    /// The kind the entry claims.
    pub kind: String,
    /// What the reader stumbled over.
    pub why: String,
}

/// A known kind with words this version does not know, or without a field it wants, was written by
/// another version: it is carried like a kind that is not known. What is not JSON at all is unreadable.
fn known(kind: &str, read: serde_json::Result<Fact>) -> Result<Fact, Unreadable> {
    match read {
        Err(error) if error.is_data() => Ok(Fact::Unknown),
        read => read.map_err(|error| Unreadable { kind: kind.to_owned(), why: error.to_string() }),
    }
}

/// Lists every kind once: its name on the wire, its type, and who owns it in a comment beside the type.
macro_rules! facts {
    ($($kind:literal => $name:ident),* $(,)?) => {
        /// One fact of any kind.
        #[derive(Debug, Clone, PartialEq)]
        #[expect(missing_docs, reason = "each variant carries the type of the same name, which is documented")]
        pub enum Fact {
            $($name($name),)*
            /// A kind this version does not know: stored, digested and carried, not understood.
            Unknown,
        }

        impl Fact {
            /// Every kind this version knows.
            pub const KINDS: &[&str] = &[$($kind),*];

            /// The kind as it stands on the wire.
            pub fn kind(&self) -> &'static str {
                match self {
                    $(Self::$name(_) => $kind,)*
                    Self::Unknown => "unknown",
                }
            }

            /// Reads the stored bytes of a kind.
            pub fn read(kind: &str, bytes: &[u8]) -> Result<Self, Unreadable> {
                match kind {
                    $($kind => known(kind, serde_json::from_slice(bytes).map(Self::$name)),)*
                    _ => Ok(Self::Unknown),
                }
            }

            /// The bytes to store.
            pub fn bytes(&self) -> Vec<u8> {
                let written = match self {
                    $(Self::$name(fact) => serde_json::to_vec(fact),)*
                    Self::Unknown => Ok(Vec::new()),
                };
                written.expect("facts hold only text, numbers and lists, which always serialise")
            }
        }

        $(impl From<$name> for Fact {
            fn from(fact: $name) -> Self {
                Self::$name(fact)
            }
        })*
    };
}

facts! {
    // The directory; headquarters owns it.
    "office.opened" => OfficeOpened,
    "office.closed" => OfficeClosed,
    "office.rated" => OfficeRated,
    "collective.defined" => CollectiveDefined,
    "role.granted" => RoleGranted,
    "role.revoked" => RoleRevoked,
    "access.granted" => AccessGranted,
    "role.delegated" => RoleDelegated,
    "role.delegation-ended" => RoleDelegationEnded,
    "passkey.registered" => PasskeyRegistered,
    "passkey.revoked" => PasskeyRevoked,
    "recovery.asked" => RecoveryAsked,
    "recovery.granted" => RecoveryGranted,
    "identity.linked" => IdentityLinked,
    "identity.unlinked" => IdentityUnlinked,
    // Drafting and clearance; the drafting office owns it.
    "draft.begun" => DraftBegun,
    "draft.revised" => DraftRevised,
    "draft.abandoned" => DraftAbandoned,
    "draft.approved" => DraftApproved,
    "draft.regraded" => DraftRegraded,
    "clearance.requested" => ClearanceRequested,
    "clearance.given" => ClearanceGiven,
    "clearance.refused" => ClearanceRefused,
    "clearance.waived" => ClearanceWaived,
    // What was asked; the instructing office owns it.
    "instruction.released" => InstructionReleased,
    "tasking.issued" => TaskingIssued,
    "tasking.rule-changed" => TaskingRuleChanged,
    "tasking.extended" => TaskingExtended,
    "tasking.extension-declined" => TaskingExtensionDeclined,
    "tasking.objection-ruled" => TaskingObjectionRuled,
    "tasking.withdrawn" => TaskingWithdrawn,
    "tasking.returned" => TaskingReturned,
    // What was done; the post owns it.
    "tasking.acknowledged" => TaskingAcknowledged,
    "tasking.objected" => TaskingObjected,
    "tasking.extension-requested" => TaskingExtensionRequested,
    "tasking.delivered" => TaskingDelivered,
    "tasking.delivery-retracted" => TaskingDeliveryRetracted,
    "tasking.reported" => TaskingReported,
    "engagement.planned" => EngagementPlanned,
    "engagement.held" => EngagementHeld,
    "engagement.corrected" => EngagementCorrected,
    "reply.released" => ReplyReleased,
    // Either side owns its own.
    "position.assessed" => PositionAssessed,
    "cable.filed" => CableFiled,
    "act.confirmed" => ActConfirmed,
    "emergency.opened" => EmergencyOpened,
    "paper.disposed" => PaperDisposed,
}

// ---- The directory ----------------------------------------------------------------------------

/// An office came into being.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeOpened {
    /// Its code, `PAR`.
    pub office: OfficeId,
    /// Its name as people say it, `Embassy Paris`.
    pub name: String,
    /// Its name in cable numbers, `PARIS`.
    pub station: String,
    /// What kind of office it is.
    pub kind: OfficeKind,
    /// The host country, ISO 3166-1 alpha-2; none for headquarters, agencies and missions to organisations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The city it is in.
    pub city: String,
    /// Its time zone by IANA name, `Europe/Paris`.
    pub zone: String,
    /// Its working days.
    pub week: Vec<Weekday>,
    /// Its plain-language address designator, `ESTEMBASSY PARIS`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plad: Option<String>,
    /// The post a consulate belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<OfficeId>,
    /// Where its city is, for a map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coordinates: Option<Coordinates>,
}

/// An office ceased; it can be addressed until the day before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct OfficeClosed {
    pub office: OfficeId,
    pub on: Date,
}

/// The highest classification an office may hold, from a day on until it is rated anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeRated {
    /// The office.
    pub office: OfficeId,
    /// The highest classification it may hold.
    pub level: Level,
    /// The first day on which that holds.
    pub from: Date,
}

/// A collective's membership from a day on, until its next definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectiveDefined {
    /// Its name as it stands on a TO line, `EUROPE`.
    pub name: String,
    /// The first day it means this.
    pub from: Date,
    /// Offices and other collectives in it.
    pub members: Vec<Member>,
    /// Offices left out even if a member collective holds them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<OfficeId>,
}

/// An officer may act in a role at an office, within dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct RoleGranted {
    pub officer: Handle,
    pub office: OfficeId,
    pub role: Role,
    pub from: Date,
    /// The last day; none while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// An officer no longer acts in a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct RoleRevoked {
    pub officer: Handle,
    pub office: OfficeId,
    pub role: Role,
}

/// What an officer may read, replacing what was granted before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessGranted {
    /// The officer.
    pub officer: Handle,
    /// The highest classification they may read.
    pub level: Level,
    /// The captions they are entitled to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub captions: Vec<String>,
}

/// Whoever wrote the entry lets another officer act in their role, within dates. It holds only while they hold the
/// role themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct RoleDelegated {
    pub officer: Handle,
    pub office: OfficeId,
    pub role: Role,
    pub from: Date,
    /// The last day.
    pub until: Date,
}

/// Whoever wrote the entry takes a delegation back before its last day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct RoleDelegationEnded {
    pub officer: Handle,
    pub office: OfficeId,
    pub role: Role,
}

/// An officer registered a passkey. From their first one on, their weighty acts need a confirmation by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyRegistered {
    /// Whose it is.
    pub officer: Handle,
    /// The name its authenticator gave it.
    pub credential: Octets,
    /// The public key, in COSE.
    pub key: Octets,
    /// The host name it signs for.
    pub party: String,
    /// Whether it may be copied to other devices of its holder.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub synced: bool,
}

/// A passkey no longer counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct PasskeyRevoked {
    pub officer: Handle,
    pub credential: Octets,
}

/// An administrator asked that an officer who lost their passkeys may register anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct RecoveryAsked {
    pub officer: Handle,
}

/// A second administrator agreed: every passkey of the officer is revoked, and they may register one anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryGranted {
    /// Whose passkeys were lost.
    pub officer: Handle,
    /// The entry in which the first administrator asked.
    pub asked: EntryId,
}

/// An officer is known to the ministry's own identity provider under a name that only it gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityLinked {
    /// The officer.
    pub officer: Handle,
    /// The provider, `https://login.ministry.example`.
    pub issuer: String,
    /// The provider's own name for the account; never a mail address.
    pub subject: String,
}

/// An account of the identity provider no longer speaks for an officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct IdentityUnlinked {
    pub officer: Handle,
    pub issuer: String,
    pub subject: String,
}

// ---- Drafting and clearance -------------------------------------------------------------------

/// A draft was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftBegun {
    /// What the cable will be.
    pub purpose: Purpose,
    /// What it says so far.
    pub content: Content,
}

/// A draft was reworded, or its head changed; what was not touched is kept by reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftRevised {
    /// The whole draft as it now stands.
    pub content: Content,
}

/// A draft was given up; its number was never used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftAbandoned {
    /// Why, if said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Place>,
}

/// The approver approved the draft as it stood at an entry; any later revision voids it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftApproved {
    /// The entry that last changed the draft.
    pub version: EntryId,
}

/// Somebody who did not write a reply answered for marking it lower than what it answers, as it stood at an entry; any
/// later revision voids it. What is lower follows from the markings of both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftRegraded {
    /// The entry that last changed the draft.
    pub version: EntryId,
    /// The reason.
    pub why: Place,
}

/// A clearer was asked. Asked again, the pieces are added to those asked about before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClearanceRequested {
    /// Who is asked.
    pub clearer: Handle,
    /// For which pieces; none means all of them, those added later included.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<Piece>,
    /// By when an answer is wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Timestamp>,
}

/// A clearer agreed to the pieces as they stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClearanceGiven {
    /// How far they agreed.
    pub answer: ClearanceAnswer,
    /// The pieces and, for each, the entry that last changed it: by the chain, its exact words.
    pub pieces: Vec<Cleared>,
    /// A remark, if made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<Place>,
}

/// A clearer said no to the pieces as they stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClearanceRefused {
    /// The pieces and the entry that last changed each.
    pub pieces: Vec<Cleared>,
    /// The reason.
    pub why: Place,
}

/// The approver let a clearance go unanswered or stand against, with a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClearanceWaived {
    /// Whose clearance.
    pub clearer: Handle,
    /// The pieces let go and the entry that last changed each: a later revision of one asks again.
    pub pieces: Vec<Cleared>,
    /// The reason.
    pub why: Place,
}

/// Everything a draft says. Words are papers: of this entry, or kept from an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The subject line.
    pub subject: Words,
    /// The overall classification.
    pub level: Level,
    /// Under which order it is protected, by whose decision, why and until when, as its labels say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protection: Option<Words>,
    /// Captions, as a set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub captions: Vec<String>,
    /// The precedence for every addressee that has none of its own.
    pub precedence: Precedence,
    /// Codes of the TAGS line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The REF line, one reference each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<String>,
    /// Who must act.
    pub to: Vec<Address>,
    /// Who is informed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub info: Vec<Address>,
    /// The numbered paragraphs, in order.
    pub paragraphs: Vec<Paragraph>,
    /// The talking points, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<Point>,
    /// What is asked of the action addressees.
    #[serde(default)]
    pub terms: Terms,
}

/// Words a person typed: a paper of this entry, or one kept from an earlier entry of the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Words {
    /// A paper of the entry that carries the fact.
    New(Place),
    /// A paper of an earlier entry.
    Kept(PaperId),
}

/// A numbered paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Its identity, which outlives renumbering.
    pub id: ParagraphId,
    /// Its portion mark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub portion: Option<Level>,
    /// What it says.
    pub text: Words,
}

/// A talking point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Its identity.
    pub id: PointId,
    /// How it is to be used.
    pub mark: cable::Mark,
    /// Whether the tasking may close without it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// What it says.
    pub text: Words,
    /// What it says instead for some offices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<Variant>,
}

/// Another wording of a point for one office or the members of a collective.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Variant {
    pub for_whom: Member,
    pub text: Words,
}

/// One addressee of a draft: an office, or a collective less some of its members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Who.
    pub who: Member,
    /// Members left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<OfficeId>,
    /// Its own precedence, if it differs from the cable's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precedence: Option<Precedence>,
}

/// An office or a collective, by name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Member {
    /// One office.
    Office(OfficeId),
    /// A collective, as it stands on the day it is expanded.
    Collective(String),
}

/// What is asked of the action addressees, and by when.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Terms {
    /// By when, in each post's own time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<DateTime>,
    /// Whether it is wanted as soon as possible instead of by a date.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub soonest: bool,
    /// How often, for a standing tasking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<Every>,
    /// The lowest level of interlocutor that will do; the post decides if none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<HostLevel>,
    /// Whether a reply cable is required to close the tasking.
    #[serde(default)]
    pub report: bool,
}

/// "At least every 30 days until 30 June, first within 10 days."
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Every {
    /// Days from one due day to the next.
    pub days: u16,
    /// Days from release to the first due day; one interval if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_within_days: Option<u16>,
    /// The last day on which an occurrence can fall due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// A part of a draft that can be cleared by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Piece {
    /// Subject, marking, addressees and terms.
    Head,
    /// A paragraph.
    Paragraph(ParagraphId),
    /// A talking point with its variants.
    Point(PointId),
}

/// A piece as it stood when a clearer looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cleared {
    /// The piece.
    pub piece: Piece,
    /// The entry that last changed it.
    pub version: EntryId,
}

// ---- What was asked ---------------------------------------------------------------------------

/// An instruction was released: numbered, expanded, and from then on unchangeable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstructionReleased {
    /// Its number.
    pub number: CableNumber,
    /// Who gets it, as the collectives stood at release; never expanded again.
    #[serde(with = "addressed")]
    pub addressees: Vec<Addressee>,
    /// The entry that last changed the draft.
    pub version: EntryId,
    /// The cable as it went out.
    pub text: Place,
}

/// Offices were asked to act, all those of one release in one fact: each gets a tasking of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskingIssued {
    /// The lowest level of interlocutor that will do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<HostLevel>,
    /// Whether a reply cable is required to close it.
    pub report: bool,
    /// The points without whose disposition it cannot close.
    pub required: Vec<PointId>,
    /// Who must act, and what differs from one to the other.
    pub to: Vec<Issue>,
}

/// What one office is asked apart from the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// The office.
    pub office: OfficeId,
    /// How fast the cable is handled there.
    pub precedence: Precedence,
    /// The office's time zone then: due days are the post's days.
    pub zone: String,
    /// When it falls due, for a tasking that does not recur.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
    /// When its occurrences fall due, for a standing one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
}

/// The rule of a standing tasking changed; occurrences before the day keep the old one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct TaskingRuleChanged {
    pub office: OfficeId,
    pub from: Date,
    pub rule: Rule,
}

/// Headquarters gave more time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskingExtended {
    /// The duty.
    pub duty: DutyId,
    /// The new time it falls due.
    pub to: Timestamp,
    /// The request it grants, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<EntryId>,
}

/// Headquarters declined to give more time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct TaskingExtensionDeclined {
    pub duty: DutyId,
    pub request: EntryId,
    pub why: Place,
}

/// Headquarters answered an objection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct TaskingObjectionRuled {
    pub office: OfficeId,
    pub objection: EntryId,
    pub ruling: Ruling,
    /// The reason, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Place>,
}

/// Headquarters took the tasking back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct TaskingWithdrawn {
    pub office: OfficeId,
    pub why: Place,
}

/// Headquarters found a reply insufficient; the duty it closed is open again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskingReturned {
    /// The duty.
    pub duty: DutyId,
    /// The post's entry that reported it.
    pub report: EntryId,
    /// What is missing.
    pub why: Place,
}

// ---- What was done ----------------------------------------------------------------------------

/// A person at the post has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the field is the sentence")]
pub struct TaskingAcknowledged {
    pub office: OfficeId,
}

/// The post objects: a normal reply, not a failure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct TaskingObjected {
    pub duty: DutyId,
    pub proposes: Proposes,
    pub why: Place,
}

/// The post asks for more time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct TaskingExtensionRequested {
    pub duty: DutyId,
    pub to: Timestamp,
    pub why: Place,
}

/// An engagement was planned for a duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EngagementPlanned {
    /// The duty it is for.
    pub duty: DutyId,
    /// The day, at the post.
    pub on: Date,
    /// With whom, by office and level.
    pub with: Interlocutor,
    /// In what form.
    pub form: Form,
}

/// An engagement with host officials took place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EngagementHeld {
    /// The duties it counts for.
    pub credits: Vec<DutyId>,
    /// The day, at the post.
    pub on: Date,
    /// With whom, by office and level.
    pub with: Interlocutor,
    /// In what form.
    pub form: Form,
    /// Notes, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Place>,
}

/// What was recorded of an engagement was wrong; this is right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct EngagementCorrected {
    pub engagement: EntryId,
    pub held: EngagementHeld,
}

/// What an engagement did for one duty: each point's disposition, and the host's answer.
/// A later one for the same engagement and duty replaces it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskingDelivered {
    /// The duty.
    pub duty: DutyId,
    /// The engagement's first entry.
    pub engagement: EntryId,
    /// The day it was held, at the post.
    pub on: Date,
    /// The level of the official it was held with.
    pub level: HostLevel,
    /// What became of each point.
    pub points: Vec<PointUsed>,
    /// What the host answered; none yet if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
}

/// A correction found that an engagement did nothing for a duty after all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct TaskingDeliveryRetracted {
    pub duty: DutyId,
    pub engagement: EntryId,
}

/// What became of a point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointUsed {
    /// The point.
    pub point: PointId,
    /// What became of it.
    pub disposition: Disposition,
    /// The reason, where one is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Place>,
}

/// What the host answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// In the reporter's words.
    pub text: Place,
    /// The position it amounts to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stance: Option<Stance>,
    /// How it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<Given>,
    /// How sure the reporter is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
}

/// A reply cable was released.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyReleased {
    /// Its number.
    pub number: CableNumber,
    /// Who gets it.
    #[serde(with = "addressed")]
    pub addressees: Vec<Addressee>,
    /// The duties it answers.
    pub answers: Vec<DutyId>,
    /// The entry that last changed the draft.
    pub version: EntryId,
    /// The cable as it went out.
    pub text: Place,
}

/// A reply cable reported on one duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskingReported {
    /// The duty.
    pub duty: DutyId,
    /// The reply's draft, which names its dossier.
    pub reply: EntryId,
    /// The reply's number.
    pub number: CableNumber,
    /// Whether the post holds the duty done.
    pub closes: bool,
}

// ---- Either side ------------------------------------------------------------------------------

/// An office's own judgement of a host's position, apart from any one engagement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PositionAssessed {
    /// The host country, ISO 3166-1 alpha-2.
    pub country: String,
    /// The day it holds for.
    pub on: Date,
    /// The position.
    pub stance: Stance,
    /// How it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<Given>,
    /// How sure the office is.
    pub confidence: Confidence,
    /// On what it rests.
    pub basis: Place,
}

/// A cable written elsewhere was filed as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CableFiled {
    /// The collection it came from.
    pub source: String,
    /// Its name there.
    pub name: String,
    /// Its text, byte for byte.
    pub text: Place,
}

/// A paper's words were lawfully disposed of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperDisposed {
    /// The paper.
    pub paper: PaperId,
    /// The disposal authority.
    pub authority: String,
}

/// The officer confirmed an act of theirs with a passkey. How it is checked again is told in `format.md`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActConfirmed {
    /// The entry of the act, written together with this one.
    pub act: EntryId,
    /// The passkey that signed.
    pub credential: Octets,
    /// Drawn for this act, so that no confirmation serves twice.
    pub nonce: Salt,
    /// The authenticator data, as signed.
    pub authenticator: Octets,
    /// The client data, whose digest was signed.
    pub client: Octets,
    /// The signature.
    pub signature: Octets,
}

/// A duty officer opened the cable whose dossier this is in, which was not addressed to them, in an emergency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencyOpened {
    /// For how many minutes from then on.
    pub minutes: u16,
    /// Why.
    pub why: Place,
}

// ---- Shared words -----------------------------------------------------------------------------

/// A cable's number: the office's series restarts each year and has no holes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CableNumber {
    /// The station whose series it is.
    pub station: String,
    /// The year, in UTC, of release.
    pub year: i16,
    /// From 1.
    pub serial: u32,
}

impl std::fmt::Display for CableNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {:04}", self.year, self.station, self.serial)
    }
}

/// One office a released cable goes to; in a fact those alike stand together, with a list `offices` in the place of `office`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addressee {
    /// The office.
    pub office: OfficeId,
    /// Whether it must act.
    pub action: bool,
    /// How fast the cable is handled there.
    pub precedence: Precedence,
    /// The collective that brought it in; none if it was named.
    pub through: Option<Through>,
}

/// Addressees on the wire: what they have in common once, and the offices in a list.
mod addressed {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{Addressee, OfficeId, Precedence, Through};

    #[derive(Serialize, Deserialize)]
    struct Group {
        action: bool,
        precedence: Precedence,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        through: Option<Through>,
        offices: Vec<OfficeId>,
    }

    pub(super) fn serialize<S: Serializer>(all: &[Addressee], to: S) -> Result<S::Ok, S::Error> {
        let mut groups: Vec<Group> = Vec::new();
        for each in all {
            let same = |group: &&mut Group| {
                group.action == each.action
                    && group.precedence == each.precedence
                    && group.through == each.through
            };
            match groups.iter_mut().find(same) {
                Some(group) => group.offices.push(each.office),
                None => groups.push(Group {
                    action: each.action,
                    precedence: each.precedence,
                    through: each.through.clone(),
                    offices: vec![each.office],
                }),
            }
        }
        groups.serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Addressee>, D::Error> {
        let groups = Vec::<Group>::deserialize(from)?;
        let mut all = Vec::new();
        for group in groups {
            let one = |office: &OfficeId| Addressee {
                office: *office,
                action: group.action,
                precedence: group.precedence,
                through: group.through.clone(),
            };
            all.extend(group.offices.iter().map(one));
        }
        // In order of code, as they were expanded.
        all.sort_by_key(|each| each.office);
        Ok(all)
    }
}

/// The collective through which an office was addressed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Through {
    /// Its name.
    pub collective: String,
    /// Since when it has meant what it meant at release.
    pub since: Date,
}

/// When the occurrences of a standing tasking fall due.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rule {
    /// The first due day.
    pub first_on: Date,
    /// How it repeats, as an RFC 5545 recurrence rule: `FREQ=DAILY;INTERVAL=30;UNTIL=20260630`.
    pub recur: String,
}

/// Declares a closed list of words with its spelling on the wire and in print.
macro_rules! word_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),* }

        impl $name {
            /// Every word, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word as written.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAWord;
            fn from_str(text: &str) -> Result<Self, NotAWord> {
                let plain = |c: char| if c == ' ' || c == '_' { '-' } else { c.to_ascii_lowercase() };
                let given: String = text.trim().chars().take(60).map(plain).collect();
                Self::ALL.iter().copied().find(|word| word.word() == given).ok_or(NotAWord {
                    given,
                    list: concat!($($word, " "),*),
                })
            }
        }
    };
}

/// Says that a word is not in a closed list, and what the list is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not one of: {list}")]
pub struct NotAWord {
    given: String,
    list: &'static str,
}

word_list! {
    /// What kind of office.
    OfficeKind {
        /// The ministry itself; it instructs.
        Headquarters = "headquarters",
        /// An embassy in a host country.
        Embassy = "embassy",
        /// A mission to an organisation.
        Mission = "mission",
        /// A consulate under an embassy.
        Consulate = "consulate",
        /// A domestic agency.
        Agency = "agency",
    }
}

word_list! {
    /// What an officer may do at an office.
    Role {
        /// Writes and revises drafts.
        Drafter = "drafter",
        /// Clears what lies in their remit.
        Clearer = "clearer",
        /// Approves a draft for release.
        Approver = "approver",
        /// Releases, and so numbers and sends.
        Releaser = "releaser",
        /// Carries out taskings at a post.
        ActionOfficer = "action-officer",
        /// Keeps the record; disposes with authority.
        RecordsOfficer = "records-officer",
        /// Reads.
        Reader = "reader",
        /// Opens offices and grants roles.
        Administrator = "administrator",
        /// May open one cable in an emergency, on record; reads nothing else by it.
        DutyOfficer = "duty-officer",
    }
}

word_list! {
    /// A working day.
    Weekday {
        #[expect(missing_docs, reason = "a day")] Monday = "mon",
        #[expect(missing_docs, reason = "a day")] Tuesday = "tue",
        #[expect(missing_docs, reason = "a day")] Wednesday = "wed",
        #[expect(missing_docs, reason = "a day")] Thursday = "thu",
        #[expect(missing_docs, reason = "a day")] Friday = "fri",
        #[expect(missing_docs, reason = "a day")] Saturday = "sat",
        #[expect(missing_docs, reason = "a day")] Sunday = "sun",
    }
}

word_list! {
    /// How far a clearer agrees.
    ClearanceAnswer {
        /// As it stands.
        Yes = "yes",
        /// As the clearer changed it.
        WithChanges = "with-changes",
        /// To the substance, not each word.
        InSubstance = "in-substance",
    }
}

word_list! {
    /// The level of a host official.
    HostLevel {
        /// Below director: the working level.
        Working = "working",
        /// Director or head of unit.
        Director = "director",
        /// Director-general.
        DirectorGeneral = "director-general",
        /// Deputy minister, state secretary.
        DeputyMinister = "deputy-minister",
        /// Minister.
        Minister = "minister",
        /// Head of government.
        HeadOfGovernment = "head-of-government",
        /// Head of state.
        HeadOfState = "head-of-state",
    }
}

word_list! {
    /// The form of an engagement.
    Form {
        /// A call on an official.
        Call = "call",
        /// A diplomatic note.
        Note = "note",
        /// A letter.
        Letter = "letter",
        /// By telephone.
        Phone = "phone",
        /// In the margins of another meeting.
        Margins = "margins",
    }
}

word_list! {
    /// What became of a talking point.
    Disposition {
        /// Used word for word.
        AsWritten = "as-written",
        /// Used in other words.
        Adapted = "adapted",
        /// Not used, for a reason.
        Withheld = "withheld",
        /// No longer to the purpose, for a reason.
        Overtaken = "overtaken",
        /// The host spoke of it first.
        RaisedByHost = "raised-by-host",
    }
}

word_list! {
    /// A host's position.
    Stance {
        /// Opposes.
        Opposes = "opposes",
        /// Leans against.
        LeansAgainst = "leans-against",
        /// Undecided.
        Undecided = "undecided",
        /// Leans toward.
        LeansToward = "leans-toward",
        /// Supports.
        Supports = "supports",
    }
}

word_list! {
    /// How an answer was given.
    Given {
        /// In writing.
        InWriting = "in-writing",
        /// Orally, for the government.
        Orally = "orally",
        /// As a personal view.
        Personally = "personally",
        /// An answer was promised for later.
        PromisedLater = "promised-later",
    }
}

word_list! {
    /// How sure a reporter is.
    Confidence {
        /// Low.
        Low = "low",
        /// Medium.
        Medium = "medium",
        /// High.
        High = "high",
    }
}

word_list! {
    /// What an objecting post proposes.
    Proposes {
        /// Later.
        Delay = "delay",
        /// Otherwise.
        Change = "change",
        /// Not at all.
        Drop = "drop",
    }
}

word_list! {
    /// How headquarters answers an objection.
    Ruling {
        /// Do it as instructed.
        Reaffirmed = "reaffirmed",
        /// Do it as now amended.
        Amended = "amended",
        /// The objection is accepted; a withdrawal follows.
        Accepted = "accepted",
    }
}

/// What a draft will be when it is released.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// An instruction to its action addressees.
    Instruction,
    /// A reply on duties of the drafting office.
    Reply {
        /// The duties it answers.
        answers: Vec<DutyId>,
        /// Whether it only reports progress and leaves them open.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        interim: bool,
    },
}

/// With whom: an office and a level, never a private person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interlocutor {
    /// The host office, `Directorate for Fisheries`.
    pub office: String,
    /// The level of the official.
    pub level: HostLevel,
}
