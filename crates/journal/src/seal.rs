//! Makes entries of what commands want recorded: numbers them, chains them, computes their digests.
//! Nothing is stored here and nothing read.

use std::collections::HashMap;
use std::sync::Arc;

use domain::entry::{Digest, Entry, Epoch, Head, Paper, Proposal, Salt};
use domain::fact::Fact;
use domain::words::{DossierId, EntryId, OfficeId};
use jiff::Timestamp;

use crate::Fault;
use crate::append::{Append, FACT_MAX, PAPER_MAX, to_millisecond};
use crate::chain::{self, Body};

/// What the entries of one transaction build on.
pub(crate) struct Sealer<'j> {
    pub(crate) homes: &'j HashMap<OfficeId, Epoch>,
    pub(crate) heads: &'j HashMap<OfficeId, Head>,
    /// The last arrival before them.
    pub(crate) position: u64,
    pub(crate) arrived: Timestamp,
    /// Gives one for each paper, and one for each entry.
    pub(crate) salts: &'j mut dyn FnMut() -> Salt,
}

impl Sealer<'_> {
    /// Seals what several commands want recorded.
    pub(crate) fn seal(mut self, batch: Vec<Append>) -> Result<Vec<Arc<Entry>>, Fault> {
        let mut heads: HashMap<OfficeId, Head> = HashMap::new();
        let mut sealed = Vec::with_capacity(batch.iter().map(|append| append.proposals.len()).sum());
        let mut scratch = Vec::with_capacity(1024);
        let mut kinds: Option<(&'static str, Arc<str>)> = None;
        for append in batch {
            let Some(epoch) = self.homes.get(&append.office).copied() else {
                return Err(Fault::NotHome { office: append.office });
            };
            let mut head = heads.get(&append.office).or_else(|| self.heads.get(&append.office)).copied();
            let seen = append.seen.as_ref().map(chain::seen_text).unwrap_or_default();
            let mut command = append.command.filter(|command| !command.is_empty());
            let at = to_millisecond(append.at);
            let mut dossier: Option<(DossierId, String)> = None;
            for proposal in append.proposals {
                let number = head.map_or(1, |head| head.entry.number + 1);
                let id = EntryId { office: append.office, number };
                let fact = fit(id, &proposal)?;
                let papers = proposal.papers.into_iter().map(|words| self.paper(words)).collect::<Vec<_>>();
                let text = match dossier.take() {
                    Some((known, text)) if known == proposal.dossier => text,
                    _ => proposal.dossier.to_string(),
                };
                let kind = match kinds.take() {
                    Some((known, kind)) if known == proposal.fact.kind() => kind,
                    _ => proposal.fact.kind().into(),
                };
                let salt = (self.salts)();
                let previous = head.map_or(Digest::default(), |head| head.digest);
                let body = Body {
                    salt,
                    at,
                    actor: append.actor.as_str(),
                    dossier: &text,
                    kind: &kind,
                    fact: &fact,
                    command: command.as_deref().unwrap_or(""),
                    seen: &seen,
                }
                .digest(papers.iter().map(|paper| &paper.digest), &mut scratch);
                let digest = chain::link(id.office, epoch, number, &previous, &body, &mut scratch);
                dossier = Some((proposal.dossier, text));
                kinds = Some((proposal.fact.kind(), Arc::clone(&kind)));
                head = Some(Head { entry: id, digest });
                self.position += 1;
                sealed.push(Arc::new(Entry {
                    id,
                    epoch,
                    at,
                    actor: append.actor.clone(),
                    dossier: proposal.dossier,
                    kind,
                    fact: fact.into_boxed_slice(),
                    papers,
                    seen: append.seen,
                    command: command.take(),
                    salt,
                    previous,
                    digest,
                    arrival: self.position,
                    arrived: self.arrived,
                }));
            }
            heads.extend(head.map(|head| (append.office, head)));
        }
        Ok(sealed)
    }

    fn paper(&mut self, words: Arc<str>) -> Paper {
        let salt = (self.salts)();
        Paper { digest: chain::of_paper(salt, &words), words: Some((salt, words)) }
    }
}

/// The bytes of a fact, if it and its papers fit into an entry.
fn fit(id: EntryId, proposal: &Proposal) -> Result<Vec<u8>, Fault> {
    let unfit = |what: String, why: &str| Fault::Unfit { what, why: why.to_owned() };
    if proposal.fact == Fact::Unknown {
        return Err(unfit(format!("the fact of {id}"), "it is of no kind this version knows"));
    }
    let fact = proposal.fact.bytes();
    if fact.len() > FACT_MAX {
        return Err(unfit(format!("the fact of {id}"), &format!("it has more than {FACT_MAX} bytes")));
    }
    if proposal.papers.len() > usize::from(u16::MAX) {
        return Err(unfit(format!("the papers of {id}"), "there are more than 65,535"));
    }
    if let Some(place) = proposal.papers.iter().position(|words| words.len() > PAPER_MAX) {
        return Err(unfit(format!("the paper {id}#{place}"), &format!("it has more than {PAPER_MAX} bytes")));
    }
    Ok(fact)
}
