//! Telegrams on their way to the desk: read a line at a time, handed in without waiting, answered in order.

use std::collections::VecDeque;
use std::io::{BufRead, Read};

use domain::command::Command;
use registry::{Failure, Pending};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::answer::{Answer, Stop};
use crate::desk::{Desk, hex};
use crate::input::FILE_MAX;
use crate::paint::Put as _;
use crate::progress::Bar;
use crate::shell::Shell;

/// So many are under way at a time: enough to share commits, few enough to keep memory small.
const UNDER_WAY: usize = 1_024;
/// How many complaints are printed; the rest is counted.
const PRINTED: usize = 20;

/// A telegram as a line has it; other fields are not looked at.
#[derive(Deserialize)]
struct Telegram {
    id: String,
    text: String,
}

/// What was not filed, or filed with a remark.
#[derive(Debug, Clone, Serialize)]
struct Remarked {
    source: String,
    /// The line, or the name of the telegram.
    place: String,
    sentence: String,
}

/// What became of an import.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Done {
    filed: usize,
    known: usize,
    refused: Vec<Remarked>,
    remarks: Vec<Remarked>,
}

/// Telegrams under way.
pub(crate) struct Filing<'a> {
    desk: &'a Desk,
    under_way: VecDeque<(Remarked, Pending)>,
    done: Done,
}

impl<'a> Filing<'a> {
    pub(crate) fn new(desk: &'a Desk) -> Self {
        Self { desk, under_way: VecDeque::new(), done: Done::default() }
    }

    /// Files the telegrams of JSON Lines. A line that holds none is remarked on, and the others are filed.
    pub(crate) fn lines(
        &mut self,
        source: &str,
        mut lines: Box<dyn BufRead + Send>,
        size: u64,
    ) -> Result<(), Stop> {
        let mut bar = Bar::new("filing", 4 << 20);
        let (mut line, mut number, mut done) = (Vec::new(), 0u64, 0u64);
        loop {
            line.clear();
            number += 1;
            let at = format!("line {number}");
            let fault = |error: std::io::Error| crate::input::unreadable(source, &error);
            let read = lines.by_ref().take(FILE_MAX as u64).read_until(b'\n', &mut line).map_err(fault)?;
            if read == 0 {
                return Ok(());
            }
            done += read as u64;
            if read == FILE_MAX && line.last() != Some(&b'\n') {
                done += lines.skip_until(b'\n').map_err(fault)? as u64;
                self.refuse(source, &at, format!("it is longer than {FILE_MAX} bytes"));
                continue;
            }
            bar.at(done, size);
            let text = String::from_utf8_lossy(&line);
            if text.trim().is_empty() {
                continue;
            }
            if matches!(text, std::borrow::Cow::Owned(_)) {
                self.remark(source, &at, "it is not all UTF-8: what belongs to no letter was replaced");
            }
            match serde_json::from_str::<Telegram>(&text) {
                Ok(telegram) => self.file(source, telegram.id, telegram.text)?,
                Err(error) => {
                    self.refuse(source, &at, format!("it holds no telegram with `id` and `text`: {error}"));
                }
            }
        }
    }

    /// Files a telegram of its own file.
    pub(crate) fn text(&mut self, source: &str, name: &str, bytes: &[u8]) -> Result<(), Stop> {
        let text = String::from_utf8_lossy(bytes);
        if matches!(text, std::borrow::Cow::Owned(_)) {
            self.remark(source, name, "it is not all UTF-8: what belongs to no letter was replaced");
        }
        self.file(source, name.to_owned(), text.into_owned())
    }

    fn file(&mut self, source: &str, id: String, text: String) -> Result<(), Stop> {
        let digest = hex(&Sha256::digest(text.as_bytes()));
        let name = format!("file:{source}:{id}:{digest}");
        let about = Remarked { source: source.to_owned(), place: id.clone(), sentence: String::new() };
        let command = Command::FileCable { source: source.to_owned(), name: id, text };
        let ask = self.desk.named(Some(name.into()), command);
        self.under_way.push_back((about, self.desk.registry.desk().hand_in(ask)));
        while self.under_way.len() >= UNDER_WAY {
            self.settle()?;
        }
        Ok(())
    }

    /// Waits for the telegram handed in first.
    fn settle(&mut self) -> Result<(), Stop> {
        let Some((about, pending)) = self.under_way.pop_front() else { return Ok(()) };
        match pending.wait() {
            Ok(receipt) if receipt.is_new() => self.done.filed += 1,
            Ok(_) => self.done.known += 1,
            // A role or an office that is missing is missing for all of them.
            Err(Failure::Refused(refusal))
                if matches!(refusal.code(), "no-role" | "unknown-office" | "not-here") =>
            {
                return Err(refusal.into());
            }
            Err(Failure::Refused(refusal)) => {
                self.done.refused.push(Remarked { sentence: refusal.to_string(), ..about });
            }
            Err(Failure::Faulted(fault)) => return Err(Stop::fault(fault)),
        }
        Ok(())
    }

    fn refuse(&mut self, source: &str, place: &str, sentence: String) {
        self.done.refused.push(Remarked { source: source.to_owned(), place: place.to_owned(), sentence });
    }

    fn remark(&mut self, source: &str, place: &str, sentence: &str) {
        let (source, place, sentence) = (source.to_owned(), place.to_owned(), sentence.to_owned());
        self.done.remarks.push(Remarked { source, place, sentence });
    }

    /// Waits for all that is under way.
    pub(crate) fn finish(mut self) -> Result<Done, Stop> {
        while !self.under_way.is_empty() {
            self.settle()?;
        }
        Ok(self.done)
    }
}

impl Done {
    /// What became of it; a telegram that was not filed ends with the code of a refusal.
    pub(crate) fn answer(self, shell: &Shell) -> Answer {
        let paint = shell.paint;
        let plural =
            |many: usize| if many == 1 { "1 telegram".to_owned() } else { format!("{many} telegrams") };
        let mut out = match (self.filed, self.known) {
            (0, known) => format!("nothing to add: {} known already\n", plural(known)),
            (filed, 0) => format!("{} {}\n", paint.good("filed"), plural(filed)),
            (filed, known) => format!("{} {}; {known} were known\n", paint.good("filed"), plural(filed)),
        };
        for (word, list) in [(paint.bad("not filed:"), &self.refused), (paint.warn("note:"), &self.remarks)] {
            for one in list.iter().take(PRINTED) {
                let said = format!("{}, {}: {}", one.source, one.place, one.sentence);
                out.put(format!("{word} {}\n", paint.prose(&said, 11, 4)));
            }
            if list.len() > PRINTED {
                out.put(format!("{word} and {} more; --json lists them all\n", list.len() - PRINTED));
            }
        }
        let clean = self.refused.is_empty();
        Answer::new("import", out, self).ends(clean)
    }
}
