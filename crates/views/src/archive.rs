//! The board of an instruction from before our time: whom a filed telegram addressed, and which of the cables
//! filed beside it are proposed as replies, each with the reference that speaks for it. Nothing here is a
//! receipt; a person judges.

use domain::access::Reader;
use domain::words::EntryId;
use serde::Serialize;

use crate::cable::{self, CableLine, Kind};
use crate::look::{Look, When};
use crate::show::AddresseeView;
use crate::{Fault, Views, filed, references, say};

/// Whom a filed telegram addressed, and what came back.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct ArchiveBoard {
    #[serde(flatten)]
    pub cable: CableLine,
    pub sentence: String,
    pub addressees: Vec<ArchiveAddressee>,
    /// Proposed replies from senders that are on neither line by name, as under a collective.
    pub replies: Vec<ProposedReply>,
}

/// One addressee of a filed telegram.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct ArchiveAddressee {
    #[serde(flatten)]
    pub addressee: AddresseeView,
    /// Whether the name stands for many.
    pub collective: bool,
    pub replies: Vec<ProposedReply>,
}

/// A cable that may be a reply.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct ProposedReply {
    pub cable: CableLine,
    /// `cites STATE 018807 as "A. STATE 18807"`.
    pub evidence: String,
}

impl Views {
    /// The board of a filed telegram; nothing if there is none, or the reader may not see it.
    pub fn archive_board(
        &self,
        reader: &Reader,
        id: EntryId,
        when: When,
    ) -> Result<Option<ArchiveBoard>, Fault> {
        self.look(reader, |look| match cable::one(look, id)? {
            Some(line) if line.kind == Kind::Filed && when.counts(line.at, line.arrived) => {
                board(look, line, when).map(Some)
            }
            _ => Ok(None),
        })
    }
}

/// Words in the name of an addressee that stands for many.
const COLLECTIVE: [&str; 5] = ["ALL", "COLLECTIVE", "POSTS", "MISSIONS", "CAPITALS"];

fn is_collective(name: &str) -> bool {
    name.split_whitespace().any(|word| COLLECTIVE.contains(&word.trim_matches(|c: char| !c.is_alphabetic())))
}

/// Whether a station is an addressee: `PARIS` is the last word of `AMEMBASSY PARIS`.
fn is_station(name: &str, station: &str) -> bool {
    let plain = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_uppercase)
            .collect()
    };
    let (name, station) = (plain(name), plain(station));
    !station.is_empty() && name.windows(station.len()).any(|run| run == station.as_slice())
}

fn board(look: &Look<'_>, line: CableLine, when: When) -> Result<ArchiveBoard, Fault> {
    let text = cable::text(look, line.dossier)?;
    let addressees = filed::view(text.as_deref().unwrap_or_default()).addressees;
    let mut addressees: Vec<_> = addressees
        .into_iter()
        .map(|addressee| ArchiveAddressee {
            collective: is_collective(&addressee.name),
            addressee,
            replies: Vec::new(),
        })
        .collect();
    let number = line.number.as_ref().map(ToString::to_string).unwrap_or_default();
    let everybody = addressees.iter().any(|one| one.collective);
    let mut replies = Vec::new();
    for reference in references::back(look, &line, when)? {
        let Some(cable) = reference.cable else { continue };
        // A cable of the same sender that cites it follows it up; it does not answer.
        if cable.origin == line.origin {
            continue;
        }
        let letter = reference.letter.map(|letter| format!("{letter}. ")).unwrap_or_default();
        let evidence = format!("cites {number} as \"{letter}{}\"", reference.raw);
        let named = addressees.iter_mut().find(|one| is_station(&one.addressee.name, &cable.origin));
        match named {
            Some(one) => one.replies.push(ProposedReply { cable, evidence }),
            None if everybody => replies.push(ProposedReply { cable, evidence }),
            None => {}
        }
    }
    let sentence = sentence(&addressees, &replies);
    Ok(ArchiveBoard { cable: line, sentence, addressees, replies })
}

fn sentence(addressees: &[ArchiveAddressee], replies: &[ProposedReply]) -> String {
    let action = addressees.iter().filter(|one| one.addressee.action).count();
    let proposed = replies.len() + addressees.iter().map(|one| one.replies.len()).sum::<usize>();
    let many = say::many(addressees.len(), "addressee");
    let replies = if proposed == 1 { "1 reply".to_owned() } else { format!("{proposed} replies") };
    format!("{many} ({action} to act): {replies} proposed from citations")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::When;
    use crate::trial::{Trial, reader};
    use domain::cable::Level;

    #[test]
    fn a_station_is_found_in_the_name_of_its_post() {
        assert!(is_station("AMEMBASSY PARIS", "PARIS"));
        assert!(is_station("AMEMBASSY PORT OF SPAIN", "PORT OF SPAIN"));
        assert!(!is_station("AMEMBASSY SPAIN", "PORT OF SPAIN"));
        assert!(!is_station("ALL DIPLOMATIC POSTS", ""));
    }

    #[test]
    fn a_name_for_many_is_known_by_its_words() {
        assert!(is_collective("ALL DIPLOMATIC POSTS"));
        assert!(is_collective("EUROPEAN POLITICAL COLLECTIVE"));
        assert!(!is_collective("AMEMBASSY CALLAO"));
    }

    /// The declassified telegrams, if they stand beside the project.
    fn telegrams() -> Option<Vec<(String, String)>> {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/cables/raw-cables.jsonl");
        let lines = std::fs::read_to_string(path).ok()?;
        let read = |line: &str| {
            let value: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
            let text =
                |key: &str| value.get(key).and_then(|text| text.as_str()).unwrap_or_default().to_owned();
            (text("id"), text("text"))
        };
        Some(lines.lines().map(read).collect())
    }

    #[test]
    fn old_telegrams_show_whom_they_addressed_and_what_cites_them() {
        let Some(telegrams) = telegrams() else {
            println!("skipped: there are no declassified telegrams beside the project");
            return;
        };
        let mut trial = Trial::begin();
        let ids: Vec<_> = telegrams.iter().map(|(name, text)| (name, trial.file(text))).collect();
        trial.follow();
        assert_eq!(trial.views.unread().expect("read"), []);
        let who = Reader { archive: true, level: Level::TopSecret, ..reader(&["HQ"]) };
        // Handling lines restrict; this reader is entitled to every one there is.
        let captions = trial.views.captions().expect("read");
        let who = Reader { captions, ..who };
        let (mut seen, mut cited, mut resolved, mut proposed) = (0, 0, 0, 0);
        for (name, id) in &ids {
            let Some(view) = trial.views.show(&who, *id, When::NOW).expect("read") else {
                panic!("{name} is not shown");
            };
            seen += 1;
            cited += view.references.len();
            resolved += view.references.iter().filter(|view| view.cable.is_some()).count();
            assert!(
                view.references
                    .iter()
                    .all(|view| view.cable.as_ref().is_none_or(|cable| cable.dossier != *id))
            );
            let board = trial.views.archive_board(&who, *id, When::NOW).expect("read").expect("a board");
            proposed +=
                board.replies.len() + board.addressees.iter().map(|one| one.replies.len()).sum::<usize>();
        }
        println!("{seen} telegrams, {cited} references, {resolved} resolved, {proposed} replies proposed");
        assert!(resolved > 0 && proposed > 0);
        let (_, circular) = ids.iter().find(|(name, _)| name.as_str() == "frus1969-76ve14p1#d8").expect("d8");
        let board = trial.views.archive_board(&who, *circular, When::NOW).expect("read").expect("a board");
        let names: Vec<_> =
            board.addressees.iter().map(|one| (one.addressee.name.as_str(), one.collective)).collect();
        println!("d8: {} {names:?}", board.sentence);
        assert!(names.contains(&("ALL DIPLOMATIC POSTS", true)), "{names:?}");
    }
}
