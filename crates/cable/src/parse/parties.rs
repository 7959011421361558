//! The parties of a cable: FM, TO, INFO and XMT, one addressee a line or several run together.

use crate::fields::{Precedence, addressee, upper};
use crate::parse::head::{Block, Head, Zone};
use crate::parse::scan::Line;
use crate::remark::Severity;
use crate::sentences;

impl Head<'_> {
    /// Reads FM, TO, INFO and XMT.
    pub(super) fn parties(&mut self, line: &Line) -> bool {
        let text = line.text;
        let after = |label: &str| {
            let rest = text.strip_prefix(label)?;
            rest.starts_with([' ', ':']).then(|| rest.trim_start_matches([' ', ':']))
        };
        if let Some(rest) = after("FM").filter(|_| self.cable.from.is_none()) {
            let (from, joined) = split_parties(rest);
            self.cable.from = Some(upper(from));
            (self.zone, self.drafting_open) = (Zone::Addresses, false);
            if let Some(joined) = joined {
                let start = line.start + line.text.len() - joined.len();
                self.parties(&Line { text: joined, start, ..*line });
            }
            return true;
        }
        let addressed = self.zone == Zone::Addresses;
        for (label, block) in [("TO", Block::To), ("INFO", Block::Info), ("XMT", Block::Xmt)] {
            let Some(rest) = after(label) else { continue };
            let named = addressee::opens(rest.split(' ').next().unwrap_or(""));
            let looks = named && block == Block::To || addressed && (text.len() <= 400 || named);
            if !looks || rest.is_empty() {
                continue;
            }
            (self.zone, self.block) = (Zone::Addresses, block);
            let (own, joined) = split_parties(rest);
            self.push(own, line);
            if let Some(joined) = joined {
                let start = line.start + line.text.len() - joined.len();
                self.parties(&Line { text: joined, start, ..*line });
            }
            return true;
        }
        false
    }

    fn push(&mut self, text: &str, line: &Line) {
        let text = self.without_own_number(text);
        if line.page_before && self.block != Block::None {
            self.remark("G2", Severity::Advice, line, sentences::G2_ADDRESSEES);
        }
        let list = match self.block {
            Block::Xmt => &mut self.cable.xmt,
            Block::Info => &mut self.cable.info,
            Block::To | Block::None => &mut self.cable.to,
        };
        // An opener alone on its line has its place on the next.
        let broken =
            list.last().is_some_and(|last| addressee::opens(&last.name) && !last.name.starts_with("SEC"));
        let opens = addressee::opens(text.split(' ').next().unwrap_or(""));
        let joined = list.pop_if(|_| broken && !opens).map(|last| format!("{} {text}", last.raw));
        let text = joined.as_deref().unwrap_or(text);
        let before = list.len();
        addressee::line(text, list);
        let odd = list.iter().skip(before).any(|each| {
            let first = each.name.split(' ').next().unwrap_or("");
            !matches!(first, "AMEMBASSY" | "AMCONSUL") && addressee::misspelt(first)
        });
        if odd {
            self.remark("G12", Severity::Warning, line, sentences::G12);
        }
    }

    /// Takes the cable's own number off an addressee it was run into.
    fn without_own_number<'t>(&self, text: &'t str) -> &'t str {
        let Some(top) = &self.top else { return text };
        let Some((before, serial)) = text.rsplit_once(' ') else { return text };
        let own = serial.parse() == Ok(top.serial);
        before.strip_suffix(top.station.as_str()).filter(|_| own).map_or(text, str::trim_end)
    }

    /// Reads an addressee on a line of its own under TO, INFO or XMT.
    pub(super) fn addressee(&mut self, line: &Line) -> bool {
        let text = line.text;
        let opens = addressee::opens(text.split(' ').next().unwrap_or(""));
        if self.block == Block::None
            && self.cable.from.is_some()
            && !line.blank_before
            && text.ends_with("WASHDC")
        {
            self.remark("G12", Severity::Warning, line, sentences::G12_WITHOUT_TO);
            self.block = Block::To;
        }
        if self.block == Block::None || text.len() > 300 {
            return false;
        }
        let sentence = text.ends_with(['.', ':']) || text.contains(". ") || text.starts_with('(');
        let plain = !line.blank_before
            && text.len() <= 60
            && !sentence
            && !text.bytes().any(|b| b.is_ascii_lowercase());
        // A precedence at the end tells an addressee even where blank lines part them.
        let marked = text.len() <= 60 && !sentence && Precedence::split_off(text).1.is_some();
        if !(opens || plain || marked) {
            return false;
        }
        self.push(text, line);
        true
    }
}

/// Parts `AMEMBASSY RABAT TO SECSTATE WASHDC` where lines of the header were run together.
fn split_parties(rest: &str) -> (&str, Option<&str>) {
    // Two names and a label are longer than any one name.
    if rest.len() < 16 {
        return (rest, None);
    }
    for label in [" TO ", " INFO ", " XMT "] {
        // Lines are short; setting up a search costs more than looking.
        let at = rest.as_bytes().windows(label.len()).position(|words| words == label.as_bytes());
        if let Some(at) = at {
            let next = rest.get(at + label.len()..).unwrap_or("");
            if addressee::opens(next.split(' ').next().unwrap_or("")) {
                return (rest.get(..at).unwrap_or(rest), rest.get(at + 1..));
            }
        }
    }
    (rest, None)
}
