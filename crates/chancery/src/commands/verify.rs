//! Verifies the whole record: every chain, entry and paper, and every proof that a passkey confirmed an act.

use domain::directory::Directory;
use domain::entry::Entry;
use domain::fact::Fact;
use domain::proof::{self, Unproven};
use domain::words::DossierId;
use journal::{Fault, Record, Verdict};
use serde::Serialize;

use crate::answer::{Answer, Stop};
use crate::paint::Put as _;
use crate::progress::Bar;
use crate::shell::Shell;

/// Checks every chain, entry, paper and proof.
///
/// Recomputes the digest of every entry and paper and follows each office's chain from its first entry to its last.
/// Of each office it names the first entry that is not what it was, and why. Every confirmation by a passkey is checked
/// against the keys on record. Ends with code 1 if anything is found.
/// It only reads, and may run while others write.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery verify --folder /srv/chancery")]
pub(crate) struct Verify {}

#[derive(Serialize)]
struct Body {
    holds: bool,
    entries: u64,
    papers: u64,
    proofs: usize,
    disposed: u64,
    awaited: u64,
    heads: Vec<domain::entry::Head>,
    findings: Vec<Found>,
}

#[derive(Serialize)]
struct Found {
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<domain::words::EntryId>,
    sentence: String,
}

impl Verify {
    pub(crate) fn run(shell: &Shell) -> Result<Answer, Stop> {
        let mut bar = Bar::new("verifying", 4_096);
        let mut progress = |done, all| {
            bar.at(done, all);
            true
        };
        let folder = shell.folder()?;
        let record = Record::open(&folder);
        let verdict = record.and_then(|record| {
            let verdict = record.verify(&mut progress)?;
            // What was altered proves nothing either way.
            let proofs = if verdict.holds() { proofs(&record)? } else { Proofs::default() };
            Ok((verdict, proofs))
        });
        drop(bar);
        match verdict {
            Ok((verdict, proofs)) => Ok(said(shell, &verdict, proofs)),
            // That the file is damaged is what somebody who verifies wants to know.
            Err(fault @ (Fault::Damaged { .. } | Fault::Altered { .. })) => {
                let entry = if let Fault::Altered { entry, .. } = &fault { Some(*entry) } else { None };
                let found = vec![Found { entry, sentence: fault.to_string() }];
                Ok(said_of(shell, &Verdict::default(), 0, found))
            }
            Err(fault) => Err(fault.into()),
        }
    }
}

/// The confirmations of a record, and those that prove nothing.
#[derive(Default)]
struct Proofs {
    all: usize,
    wrong: Vec<Found>,
}

/// Checks every confirmation against the keys that were known when it was given.
fn proofs(record: &Record) -> Result<Proofs, Fault> {
    let confirmations = record.of_kind("act.confirmed")?;
    let mut proofs = Proofs { all: confirmations.len(), wrong: Vec::new() };
    if confirmations.is_empty() {
        return Ok(proofs);
    }
    let mut directory = Directory::default();
    for entry in record.dossier(DossierId::Directory)? {
        // What cannot be read registers no key.
        let _ = directory.evolve(&entry);
    }
    for confirmation in &confirmations {
        if let Err(why) = proven(record, &directory, confirmation)? {
            let sentence = format!("{}: the confirmation proves nothing: {why}", confirmation.id);
            proofs.wrong.push(Found { entry: Some(confirmation.id), sentence });
        }
    }
    Ok(proofs)
}

fn proven(
    record: &Record,
    directory: &Directory,
    confirmation: &Entry,
) -> Result<Result<(), Unproven>, Fault> {
    // A later version may know more of it than this one.
    let Ok(Fact::ActConfirmed(confirmed)) = confirmation.fact() else { return Ok(Ok(())) };
    let Some(act) = record.entry(confirmed.act)? else { return Ok(Err(Unproven::Misplaced)) };
    let version = act.fact().ok().and_then(|fact| proof::version(&fact));
    let text = match version {
        Some(version) => record.entry(version)?.map(|entry| entry.digest),
        None => None,
    };
    Ok(proof::recheck(directory.keys(), confirmation, &act, text))
}

fn said(shell: &Shell, verdict: &Verdict, proofs: Proofs) -> Answer {
    let found = |finding: &journal::Finding| Found { entry: finding.entry, sentence: finding.to_string() };
    said_of(shell, verdict, proofs.all, verdict.findings.iter().map(found).chain(proofs.wrong).collect())
}

fn said_of(shell: &Shell, verdict: &Verdict, proofs: usize, findings: Vec<Found>) -> Answer {
    let paint = shell.paint;
    let holds = findings.is_empty();
    let all = format!("of {} entries and {} papers", verdict.entries, verdict.papers);
    let mut out = if holds {
        paint.good(&paint.prose(&format!("the record holds: every chain and digest {all}"), 0, 2))
    } else {
        paint.bad("the record does not hold")
    };
    out.push('\n');
    for found in &findings {
        out.put(format!("  {}\n", paint.prose(&found.sentence, 2, 4)));
    }
    for head in &verdict.heads {
        out.push_str(&paint.labelled(&head.entry.to_string(), &head.digest.to_string()));
    }
    if proofs > 0 {
        out.put(format!("  {proofs} acts were confirmed with a passkey\n"));
    }
    if verdict.disposed > 0 {
        out.put(format!("  {} papers were lawfully disposed of\n", verdict.disposed));
    }
    if verdict.awaited > 0 {
        out.put(format!("  {} papers of other offices have not arrived\n", verdict.awaited));
    }
    if !holds {
        let next = "keep the file as it is; restore record.db from a backup or an export, and fetch what is missing \
                    from the offices that hold copies";
        out.put(format!("{} {}\n", paint.dim("hint:"), paint.prose(next, 6, 6)));
    }
    let body = Body {
        holds,
        entries: verdict.entries,
        papers: verdict.papers,
        proofs,
        disposed: verdict.disposed,
        awaited: verdict.awaited,
        heads: verdict.heads.clone(),
        findings,
    };
    Answer::new("verify", out, body).ends(holds)
}
