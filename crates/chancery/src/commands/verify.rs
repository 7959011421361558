//! Verifies the whole record.

use journal::{Fault, Record, Verdict};
use serde::Serialize;

use crate::answer::{Answer, Stop};
use crate::paint::Put as _;
use crate::progress::Bar;
use crate::shell::Shell;

/// Checks every chain, entry and paper.
///
/// Recomputes the digest of every entry and paper and follows each office's chain from its first entry to its last.
/// Of each office it names the first entry that is not what it was, and why. Ends with code 1 if anything is found.
/// It only reads, and may run while others write.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery verify --folder /srv/chancery")]
pub(crate) struct Verify {}

#[derive(Serialize)]
struct Body {
    holds: bool,
    entries: u64,
    papers: u64,
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
        let verdict = Record::open(&folder).and_then(|record| record.verify(&mut progress));
        drop(bar);
        match verdict {
            Ok(verdict) => Ok(said(shell, &verdict)),
            // That the file is damaged is what somebody who verifies wants to know.
            Err(fault @ (Fault::Damaged { .. } | Fault::Altered { .. })) => {
                let entry = if let Fault::Altered { entry, .. } = &fault { Some(*entry) } else { None };
                let found = vec![Found { entry, sentence: fault.to_string() }];
                Ok(said_of(shell, &Verdict::default(), found))
            }
            Err(fault) => Err(fault.into()),
        }
    }
}

fn said(shell: &Shell, verdict: &Verdict) -> Answer {
    let found = |finding: &journal::Finding| Found { entry: finding.entry, sentence: finding.to_string() };
    said_of(shell, verdict, verdict.findings.iter().map(found).collect())
}

fn said_of(shell: &Shell, verdict: &Verdict, findings: Vec<Found>) -> Answer {
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
        disposed: verdict.disposed,
        awaited: verdict.awaited,
        heads: verdict.heads.clone(),
        findings,
    };
    Answer::new("verify", out, body).ends(holds)
}
