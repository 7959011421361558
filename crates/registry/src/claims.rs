//! What the commands of one commit have claimed: a dossier, or one post's tasking in it. Two commands share a
//! commit only if neither could see what the other does. Posts acknowledging the same instruction can; two
//! people at one post acting on the same tasking, or anyone and a withdrawal, cannot.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::command::{Command, Credit};
use domain::dossier::Dossier;
use domain::fact::Purpose;
use domain::words::{EntryId, OfficeId, TaskingId};

/// A dossier as a whole, or the part of it that is one office's tasking.
type Claim = (EntryId, Option<OfficeId>);

/// What has been claimed so far in the commit under way.
#[derive(Debug, Default)]
pub(crate) struct Claims {
    whole: HashSet<EntryId>,
    parts: HashSet<(EntryId, OfficeId)>,
    /// Dossiers of which some part is claimed.
    touched: HashSet<EntryId>,
    /// Names of commands.
    pub(crate) names: HashSet<(OfficeId, Arc<str>)>,
    /// How many entries each office has coming.
    pub(crate) entries: HashMap<OfficeId, u64>,
    /// Whether the directory changes, on which every decision may rest.
    pub(crate) directory: bool,
}

impl Claims {
    /// Whether any of the claims stands in the way of one made before.
    pub(crate) fn clash(&self, claims: &[Claim]) -> bool {
        claims.iter().any(|(dossier, part)| match part {
            None => self.touched.contains(dossier),
            Some(office) => self.whole.contains(dossier) || self.parts.contains(&(*dossier, *office)),
        })
    }

    /// Makes the claims.
    pub(crate) fn make(&mut self, claims: Vec<Claim>) {
        for (dossier, part) in claims {
            self.touched.insert(dossier);
            match part {
                None => {
                    self.whole.insert(dossier);
                }
                Some(office) => {
                    self.parts.insert((dossier, office));
                }
            }
        }
    }
}

/// What a command's decision rests on and changes.
pub(crate) fn of(command: &Command, warm: &HashMap<EntryId, Dossier>) -> Vec<Claim> {
    let part = |tasking: TaskingId| (tasking.instruction, Some(tasking.office));
    let credited = |credits: &[Credit]| credits.iter().map(|credit| part(credit.duty.tasking)).collect();
    match command {
        Command::Acknowledge { tasking } | Command::RuleOnObjection { tasking, .. } => vec![part(*tasking)],
        Command::PlanEngagement { duty, .. }
        | Command::Object { duty, .. }
        | Command::RequestExtension { duty, .. }
        | Command::Extend { duty, .. }
        | Command::DeclineExtension { duty, .. }
        | Command::Return { duty, .. } => vec![part(duty.tasking)],
        Command::LogEngagement { credits, .. } => credited(credits),
        Command::CorrectEngagement { engagement, credits, .. } => {
            let before = warm.get(engagement).map_or(&[][..], Dossier::duties);
            let mut claims: Vec<Claim> = credited(credits);
            claims.extend(before.iter().map(|duty| part(duty.tasking)));
            claims.push((*engagement, None));
            claims
        }
        Command::Draft { purpose: Purpose::Reply { answers, .. }, .. } => {
            answers.iter().map(|duty| part(duty.tasking)).collect()
        }
        _ => {
            let named = command.dossiers();
            let answers = named.iter().filter_map(|id| warm.get(id)).flat_map(Dossier::answers);
            let answered: Vec<Claim> = answers.map(|duty| part(duty.tasking)).collect();
            named.into_iter().map(|id| (id, None)).chain(answered).collect()
        }
    }
}
