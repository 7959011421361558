//! Telegrams on their way to the desk: read a line at a time, handed in without waiting, answered in order. Copies
//! are filed once, and the sections of one cable as that cable, whichever files they come in.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::io::{BufRead, Read};

use cable::{Cable, Number};
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
    /// The name under which each text of a collection was filed, by the digest of both.
    texts: HashMap<[u8; 32], String>,
    /// The name under which each number of a collection was filed.
    numbers: HashMap<(String, Number), String>,
    /// Sections that wait for the others, with their names.
    sections: BTreeMap<(String, Number), Vec<(String, Cable)>>,
    done: Done,
}

impl<'a> Filing<'a> {
    pub(crate) fn new(desk: &'a Desk) -> Self {
        let (texts, numbers, sections) = (HashMap::new(), HashMap::new(), BTreeMap::new());
        Self { desk, under_way: VecDeque::new(), texts, numbers, sections, done: Done::default() }
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
                Ok(telegram) => self.take(source, telegram.id, cable::parse(&telegram.text))?,
                Err(error) => {
                    self.refuse(source, &at, format!("it holds no telegram with `id` and `text`: {error}"));
                }
            }
        }
    }

    /// Files the telegrams of a file of texts; if there are several, each is known by its place among them.
    pub(crate) fn text(&mut self, source: &str, name: &str, bytes: &[u8]) -> Result<(), Stop> {
        let text = String::from_utf8_lossy(bytes);
        if matches!(text, std::borrow::Cow::Owned(_)) {
            self.remark(source, name, "it is not all UTF-8: what belongs to no letter was replaced");
        }
        let messages = cable::parse_many(&text);
        let several = messages.len() > 1;
        for (at, message) in (1..).zip(messages) {
            let id = if several { format!("{name}#{at}") } else { name.to_owned() };
            self.take(source, id, message)?;
        }
        Ok(())
    }

    /// Files a telegram, unless it is a copy of one, or a section that may have others.
    fn take(&mut self, source: &str, id: String, cable: Cable) -> Result<(), Stop> {
        let text = cable.original().trim();
        let same = Sha256::new_with_prefix(source).chain_update([0]).chain_update(text).finalize().into();
        if let Some(first) = self.texts.get(&same).filter(|first| **first != id) {
            let say = format!("it is the same message as {first}, which is kept");
            self.remark(source, &id, &say);
            return Ok(());
        }
        self.texts.insert(same, id.clone());
        let sectioned = cable.section.is_some_and(|section| section.of > 1);
        if let Some(number) = cable.number().filter(|_| sectioned) {
            let waiting = self.sections.entry((source.to_owned(), number.clone())).or_default();
            waiting.push((id, cable));
            return Ok(());
        }
        self.file(source, id, &cable)
    }

    /// Files the sections that waited: put together if they are of one cable, else each as it came.
    fn assemble(&mut self) -> Result<(), Stop> {
        for ((source, _), mut waited) in std::mem::take(&mut self.sections) {
            waited.sort_by_key(|(_, cable)| cable.section.map(|section| section.part));
            let texts: Vec<&str> = waited.iter().map(|(_, cable)| cable.original()).collect();
            let whole = cable::assemble(&texts);
            let names: Vec<&str> = waited.iter().map(|(name, _)| name.as_str()).collect();
            match (whole, names.as_slice()) {
                (Some(whole), [first, ..]) => {
                    let say = format!("it is put together from the sections {}", names.join(", "));
                    self.remark(&source, first, &say);
                    self.file(&source, (*first).to_owned(), &cable::parse(&whole))?;
                }
                _ => waited.into_iter().try_for_each(|(id, cable)| self.file(&source, id, &cable))?,
            }
        }
        Ok(())
    }

    fn file(&mut self, source: &str, id: String, cable: &Cable) -> Result<(), Stop> {
        for gap in cable.remarks.iter().filter(|remark| remark.code == "G18") {
            self.remark(source, &id, &gap.message);
        }
        if let Some(number) = cable.number() {
            let before = self.numbers.insert((source.to_owned(), number.clone()), id.clone());
            if let Some(other) = before.filter(|other| *other != id) {
                let say = format!(
                    "{} is also the number of {other}, and they differ; both are kept",
                    number.long()
                );
                self.remark(source, &id, &say);
            }
        }
        let text = cable.original().to_owned();
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

    /// Files what waits for sections that did not come, and waits for all that is under way.
    pub(crate) fn finish(mut self) -> Result<Done, Stop> {
        self.assemble()?;
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
