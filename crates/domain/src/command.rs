//! Commands: what an officer asks of the desk, imperative and short; and `decide`, which answers each
//! with the facts to record or with a refusal. A command that changes nothing proposes nothing, so
//! repeating one is harmless. The rules themselves stand with their concept.

use std::collections::HashMap;

use cable::{Profile, Sheet};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::directory::Directory;
use crate::dossier::Dossier;
use crate::entry::Proposal;
use crate::fact::{
    AccessGranted, ClearanceAnswer, CollectiveDefined, Confidence, Disposition, EngagementHeld, Every, Form,
    Given, IdentityLinked, IdentityUnlinked, Interlocutor, OfficeClosed, OfficeOpened, OfficeRated,
    PasskeyRegistered, Piece, PositionAssessed, Proposes, Purpose, Role, RoleDelegated, RoleDelegationEnded,
    RoleGranted, RoleRevoked, Ruling, Stance,
};
use crate::proof::{self, Presence};
use crate::refusal::Refusal;
use crate::words::{DutyId, EntryId, Handle, Octets, OfficeId, PaperId, PointId, TaskingId};
use crate::{drafting, duties, emergency, enrolment, network};

/// What an officer asks of the desk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each variant is the sentence; the facts they lead to are documented")]
pub enum Command {
    // The directory.
    OpenOffice(OfficeOpened),
    CloseOffice(OfficeClosed),
    RateOffice(OfficeRated),
    DefineCollective(CollectiveDefined),
    GrantRole(RoleGranted),
    RevokeRole(RoleRevoked),
    GrantAccess(AccessGranted),
    Delegate(RoleDelegated),
    EndDelegation(RoleDelegationEnded),
    RegisterPasskey(PasskeyRegistered),
    RevokePasskey { officer: Handle, credential: Octets },
    AskRecovery { officer: Handle },
    GrantRecovery { officer: Handle },
    LinkIdentity(IdentityLinked),
    UnlinkIdentity(IdentityUnlinked),
    // Drafting and clearance.
    Draft { purpose: Purpose, sheet: Box<Sheet> },
    Revise { draft: EntryId, sheet: Box<Sheet> },
    Abandon { draft: EntryId, why: Option<String> },
    RequestClearance { draft: EntryId, clearer: Handle, pieces: Vec<Piece>, by: Option<Timestamp> },
    Clear { draft: EntryId, answer: ClearanceAnswer, changes: Vec<(Piece, String)>, remark: Option<String> },
    RefuseClearance { draft: EntryId, why: String },
    WaiveClearance { draft: EntryId, clearer: Handle, why: String },
    Regrade { draft: EntryId, why: String },
    Approve { draft: EntryId },
    Release { draft: EntryId },
    // What is asked.
    ChangeRule { instruction: EntryId, office: Option<OfficeId>, every: Every },
    Extend { duty: DutyId, to: Timestamp },
    DeclineExtension { duty: DutyId, why: String },
    RuleOnObjection { tasking: TaskingId, ruling: Ruling, why: Option<String> },
    Withdraw { instruction: EntryId, office: Option<OfficeId>, why: String },
    Return { duty: DutyId, why: String },
    // What is done.
    Acknowledge { tasking: TaskingId },
    PlanEngagement { duty: DutyId, on: Date, with: Interlocutor, form: Form },
    Object { duty: DutyId, proposes: Proposes, why: String },
    RequestExtension { duty: DutyId, to: Timestamp, why: String },
    LogEngagement { held: Held, credits: Vec<Credit> },
    CorrectEngagement { engagement: EntryId, held: Held, credits: Vec<Credit> },
    // Either side.
    AssessPosition { instruction: EntryId, assessed: Assessment },
    FileCable { source: String, name: String, text: String },
    Dispose { paper: PaperId, authority: String },
    OpenInEmergency { cable: EntryId, why: String },
}

/// An engagement as its reporter gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Held {
    pub on: Date,
    pub with: Interlocutor,
    pub form: Form,
    pub notes: Option<String>,
}

/// What an engagement did for one duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Credit {
    pub duty: DutyId,
    /// Each point, what became of it, and why where that is needed.
    pub points: Vec<(PointId, Disposition, Option<String>)>,
    pub answer: Option<Answered>,
}

/// The host's answer as its reporter gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Answered {
    pub text: String,
    pub stance: Option<Stance>,
    pub given: Option<Given>,
    pub confidence: Option<Confidence>,
}

/// A host's position as an office judges it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Assessment {
    pub country: String,
    pub on: Date,
    pub stance: Stance,
    pub given: Option<Given>,
    pub confidence: Confidence,
    pub basis: String,
}

/// Who acts, where and when, and what only the desk knows: the next numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// The office in whose journal the facts will stand.
    pub office: OfficeId,
    /// Who acts.
    pub officer: Handle,
    /// How they are present.
    pub presence: Presence,
    /// When.
    pub at: Timestamp,
    /// The number the first fact will get in the office's journal.
    pub next: u64,
    /// The next serial of the office's cables in the year of `at`.
    pub serial: u32,
    /// When the office last released a cable.
    pub last_release: Option<Timestamp>,
}

impl Context {
    /// The entry that the fact at a place among those proposed will become.
    pub fn entry(&self, place: usize) -> EntryId {
        EntryId { office: self.office, number: self.next + place as u64 }
    }
}

/// What is known when a command is decided: the directory, the dossiers the command names, and what the house's own
/// profile asks beyond the rules that no profile may loosen.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct World<'a> {
    pub directory: &'a Directory,
    pub dossiers: &'a HashMap<EntryId, Dossier>,
    pub house: Option<&'a Profile>,
}

impl<'a> World<'a> {
    /// A dossier by the entry that began it.
    pub fn dossier(&self, id: EntryId) -> Result<&'a Dossier, Refusal> {
        self.dossiers.get(&id).ok_or_else(|| Refusal::NotFound { what: id.to_string() })
    }

    /// Refuses unless the officer holds one of the roles at the office that day, by UTC.
    pub fn need(&self, context: &Context, roles: &[Role]) -> Result<(), Refusal> {
        let today = context.at.to_zoned(jiff::tz::TimeZone::UTC).date();
        let holds = |role: &Role| self.directory.holds(&context.officer, context.office, *role, today);
        if roles.iter().any(holds) {
            return Ok(());
        }
        let role = roles.first().map_or("anything", |role| role.word());
        Err(Refusal::NoRole { officer: context.officer.clone(), office: context.office, role })
    }
}

impl Command {
    /// The dossiers that must be at hand to decide it. The instructions a reply answers are loaded with it.
    pub fn dossiers(&self) -> Vec<EntryId> {
        match self {
            Self::OpenOffice(_)
            | Self::CloseOffice(_)
            | Self::RateOffice(_)
            | Self::DefineCollective(_)
            | Self::GrantRole(_)
            | Self::RevokeRole(_)
            | Self::GrantAccess(_)
            | Self::Delegate(_)
            | Self::EndDelegation(_)
            | Self::RegisterPasskey(_)
            | Self::RevokePasskey { .. }
            | Self::AskRecovery { .. }
            | Self::GrantRecovery { .. }
            | Self::LinkIdentity(_)
            | Self::UnlinkIdentity(_)
            | Self::FileCable { .. }
            | Self::Dispose { .. }
            | Self::Draft { purpose: Purpose::Instruction, .. } => Vec::new(),
            Self::Draft { purpose: Purpose::Reply { answers, .. }, .. } => instructions(answers),
            Self::Revise { draft, .. }
            | Self::Abandon { draft, .. }
            | Self::RequestClearance { draft, .. }
            | Self::Clear { draft, .. }
            | Self::RefuseClearance { draft, .. }
            | Self::WaiveClearance { draft, .. }
            | Self::Regrade { draft, .. }
            | Self::Approve { draft }
            | Self::Release { draft } => vec![*draft],
            Self::ChangeRule { instruction, .. }
            | Self::Withdraw { instruction, .. }
            | Self::AssessPosition { instruction, .. } => vec![*instruction],
            Self::OpenInEmergency { cable, .. } => vec![*cable],
            Self::Extend { duty, .. }
            | Self::DeclineExtension { duty, .. }
            | Self::Return { duty, .. }
            | Self::PlanEngagement { duty, .. }
            | Self::Object { duty, .. }
            | Self::RequestExtension { duty, .. } => vec![duty.tasking.instruction],
            Self::RuleOnObjection { tasking, .. } | Self::Acknowledge { tasking } => {
                vec![tasking.instruction]
            }
            Self::LogEngagement { credits, .. } => credited(credits),
            Self::CorrectEngagement { engagement, credits, .. } => {
                let mut all = credited(credits);
                all.push(*engagement);
                all
            }
        }
    }

    /// Whether the command makes something new each time, so that a repetition can be known only by
    /// the caller's own name for it.
    pub fn begins(&self) -> bool {
        matches!(
            self,
            Self::Draft { .. }
                | Self::LogEngagement { .. }
                | Self::CorrectEngagement { .. }
                | Self::FileCable { .. }
        )
    }
}

fn instructions(duties: &[DutyId]) -> Vec<EntryId> {
    let mut all: Vec<EntryId> = duties.iter().map(|duty| duty.tasking.instruction).collect();
    all.sort();
    all.dedup();
    all
}

fn credited(credits: &[Credit]) -> Vec<EntryId> {
    instructions(&credits.iter().map(|credit| credit.duty).collect::<Vec<_>>())
}

/// Decides a command: the facts to record, or why not. Nothing is proposed when nothing would change.
pub fn decide(world: World<'_>, context: &Context, command: &Command) -> Result<Vec<Proposal>, Refusal> {
    if world.directory.office(context.office).is_none() && !matches!(command, Command::OpenOffice(_)) {
        return Err(Refusal::UnknownOffice { given: context.office.to_string() });
    }
    let proposals = facts(world, context, command)?;
    proof::confirmed(world, context, proposals)
}

fn facts(world: World<'_>, context: &Context, command: &Command) -> Result<Vec<Proposal>, Refusal> {
    match command {
        Command::OpenOffice(office) => network::open_office(world, context, office),
        Command::CloseOffice(closed) => network::close_office(world, context, closed),
        Command::RateOffice(rated) => network::rate_office(world, context, rated),
        Command::DefineCollective(defined) => network::define_collective(world, context, defined),
        Command::GrantRole(granted) => network::grant_role(world, context, granted),
        Command::RevokeRole(revoked) => network::revoke_role(world, context, revoked),
        Command::GrantAccess(granted) => network::grant_access(world, context, granted),
        Command::Delegate(delegated) => network::delegate(world, context, delegated),
        Command::EndDelegation(ended) => network::end_delegation(world, context, ended),
        Command::RegisterPasskey(registered) => enrolment::register(world, context, registered),
        Command::RevokePasskey { officer, credential } => {
            enrolment::revoke(world, context, officer, credential)
        }
        Command::AskRecovery { officer } => enrolment::ask_recovery(world, context, officer),
        Command::GrantRecovery { officer } => enrolment::grant_recovery(world, context, officer),
        Command::LinkIdentity(linked) => enrolment::link(world, context, linked),
        Command::UnlinkIdentity(unlinked) => enrolment::unlink(world, context, unlinked),
        Command::Draft { purpose, sheet } => drafting::draft(world, context, purpose, sheet),
        Command::Revise { draft, sheet } => drafting::revise(world, context, *draft, sheet),
        Command::Abandon { draft, why } => drafting::abandon(world, context, *draft, why.as_deref()),
        Command::RequestClearance { draft, clearer, pieces, by } => {
            drafting::request_clearance(world, context, *draft, clearer, pieces, *by)
        }
        Command::Clear { draft, answer, changes, remark } => {
            drafting::clear(world, context, *draft, *answer, changes, remark.as_deref())
        }
        Command::RefuseClearance { draft, why } => drafting::refuse(world, context, *draft, why),
        Command::WaiveClearance { draft, clearer, why } => {
            drafting::waive(world, context, *draft, clearer, why)
        }
        Command::Regrade { draft, why } => crate::marking::regrade(world, context, *draft, why),
        Command::Approve { draft } => drafting::approve(world, context, *draft),
        Command::Release { draft } => crate::release::release(world, context, *draft),
        Command::ChangeRule { instruction, office, every } => {
            duties::change_rule(world, context, *instruction, *office, every)
        }
        Command::Extend { duty, to } => duties::extend(world, context, *duty, *to),
        Command::DeclineExtension { duty, why } => duties::decline(world, context, *duty, why),
        Command::RuleOnObjection { tasking, ruling, why } => {
            duties::rule_on_objection(world, context, *tasking, *ruling, why.as_deref())
        }
        Command::Withdraw { instruction, office, why } => {
            duties::withdraw(world, context, *instruction, *office, why)
        }
        Command::Return { duty, why } => duties::give_back(world, context, *duty, why),
        Command::Acknowledge { tasking } => duties::acknowledge(world, context, *tasking),
        Command::PlanEngagement { duty, on, with, form } => {
            duties::plan(world, context, *duty, *on, with, *form)
        }
        Command::Object { duty, proposes, why } => duties::object(world, context, *duty, *proposes, why),
        Command::RequestExtension { duty, to, why } => {
            duties::request_extension(world, context, *duty, *to, why)
        }
        Command::LogEngagement { held, credits } => crate::logging::log(world, context, None, held, credits),
        Command::CorrectEngagement { engagement, held, credits } => {
            crate::logging::log(world, context, Some(*engagement), held, credits)
        }
        Command::AssessPosition { instruction, assessed } => {
            duties::assess(world, context, *instruction, assessed)
        }
        Command::FileCable { source, name, text } => network::file_cable(world, context, source, name, text),
        Command::Dispose { paper, authority } => network::dispose(world, context, *paper, authority),
        Command::OpenInEmergency { cable, why } => emergency::open(world, context, *cable, why),
    }
}

/// What an engagement becomes on record.
pub(crate) fn recorded(held: &Held, credits: &[Credit]) -> EngagementHeld {
    EngagementHeld {
        credits: credits.iter().map(|credit| credit.duty).collect(),
        on: held.on,
        with: held.with.clone(),
        form: held.form,
        notes: held.notes.as_ref().map(|_| 0),
    }
}

/// What an assessment becomes on record.
pub(crate) fn assessed(given: &Assessment) -> PositionAssessed {
    PositionAssessed {
        country: given.country.clone(),
        on: given.on,
        stance: given.stance,
        given: given.given,
        confidence: given.confidence,
        basis: 0,
    }
}
