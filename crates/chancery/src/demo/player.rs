//! The player: each act of the script becomes a command, asked of the desk of the office's node at the
//! act's time. Some posts have nodes of their own, whose entries are carried both ways while their links hold.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use domain::cable::{self, Level};
use domain::command::{Answered, Command, Credit, Held};
use domain::directory::Directory;
use domain::dossier::Dossier;
use domain::draft::Draft;
use domain::fact::{ClearanceAnswer, Disposition, HostLevel, Interlocutor, Piece, Purpose};
use domain::proof::Presence;
use domain::tasking::Tasking;
use domain::words::{DossierId, DutyId, EntryId, Handle, OfficeId, ParagraphId, PointId, TaskingId};
use jiff::Timestamp;
use jiff::civil::Date;
use journal::Record;
use registry::door::Clock;
use registry::{Ask, Receipt, Registry};

use super::script::{self, Act};
use super::{AWAY, ENDS_AT, Fault, network};

/// What the year came to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Played {
    /// Offices opened.
    pub(crate) offices: usize,
    /// Cables filed from the archive.
    pub(crate) filed: usize,
    /// Instructions released.
    pub(crate) instructions: usize,
    /// Engagements logged.
    pub(crate) engagements: usize,
    /// Replies released.
    pub(crate) replies: usize,
    /// The main instruction.
    pub(crate) main: Option<EntryId>,
}

/// Everything open while the year is played.
pub(super) struct Player<'a> {
    clock: &'a Clock,
    here: Registry,
    away: Vec<Away>,
    known: Known,
    names: HashMap<String, EntryId>,
    played: Played,
}

/// A post that writes its journal on a node of its own.
struct Away {
    office: OfficeId,
    registry: Registry,
    /// Whether its link holds.
    linked: bool,
    /// How far its record has been followed.
    followed: u64,
}

/// What all nodes hold between them, folded.
#[derive(Default)]
struct Known {
    directory: Directory,
    dossiers: HashMap<EntryId, Dossier>,
    followed: u64,
    entries: HashSet<EntryId>,
}

impl Known {
    /// Takes in what headquarters' node has stored since the last time.
    fn follow(&mut self, record: &Record) -> Result<(), Fault> {
        self.followed = self.take(record, self.followed)?;
        Ok(())
    }

    /// Takes in what a node has stored after an arrival, and returns the last.
    fn take(&mut self, record: &Record, after: u64) -> Result<u64, Fault> {
        let mut followed = after;
        loop {
            let entries = record.after(followed, 1_000)?;
            let Some(last) = entries.last() else { return Ok(followed) };
            followed = last.arrival;
            for entry in entries.iter().filter(|entry| self.entries.insert(entry.id)) {
                match entry.dossier {
                    DossierId::Directory => self.directory.evolve(entry),
                    DossierId::Of(id) => {
                        self.dossiers.entry(id).or_insert_with(|| Dossier::new(id)).evolve(entry)
                    }
                }
                .map_err(registry::Fault::from)?;
            }
        }
    }
}

fn wrong(act: &Act, what: impl std::fmt::Display) -> Fault {
    Fault::Script(format!("{}: {what}", act.title()))
}

fn read<T: std::str::FromStr>(act: &Act, text: &str) -> Result<T, Fault>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|error| wrong(act, error))
}

impl<'a> Player<'a> {
    /// Begins both records and puts the network down.
    pub(super) fn begin(folder: &Path, clock: &'a Clock) -> Result<Self, Fault> {
        clock.set("2025-11-24T06:00:00Z".parse().unwrap_or(Timestamp::UNIX_EPOCH));
        let away = |code: &&str| {
            let office = code.parse().map_err(|error| Fault::Script(format!("{error}")))?;
            let registry = Registry::begin(&super::away(folder, code), clock.clone())?;
            registry.desk().settle(office)?;
            Ok(Away { office, registry, linked: true, followed: 0 })
        };
        let mut player = Self {
            clock,
            here: Registry::begin(folder, clock.clone())?,
            away: AWAY.iter().map(away).collect::<Result<_, Fault>>()?,
            known: Known::default(),
            names: HashMap::new(),
            played: Played::default(),
        };
        player.lay_down(&network::read(&super::file("network.toml")?)?)?;
        Ok(player)
    }

    fn lay_down(&mut self, network: &network::Network) -> Result<(), Fault> {
        let offices = network.offices()?;
        let headquarters = offices.first().map(|office| office.office);
        let headquarters = headquarters.ok_or_else(|| Fault::Script("no headquarters".to_owned()))?;
        self.here.desk().settle(headquarters)?;
        for office in offices.iter().filter(|office| !AWAY.contains(&office.office.as_str())) {
            self.here.desk().settle(office.office)?;
        }
        self.played.offices = offices.len();
        let opened: Vec<Command> = offices.into_iter().map(Command::OpenOffice).collect();
        self.administer(headquarters, opened)?;
        let collectives = network.collectives(&self.known.directory)?;
        self.administer(headquarters, collectives)?;
        let holders = network.officers(Date::constant(2025, 11, 24))?;
        self.administer(headquarters, holders)
    }

    fn administer(&mut self, office: OfficeId, commands: Vec<Command>) -> Result<(), Fault> {
        let act = Act { by: "admin".to_owned(), verb: "lay down".to_owned(), ..Act::default() };
        let officer: Handle = read(&act, &act.by)?;
        for command in commands {
            let ask =
                Ask { office, officer: officer.clone(), presence: Presence::Console, name: None, command };
            self.here.desk().ask(ask).map_err(|failure| Fault::Act { act: act.title(), failure })?;
        }
        self.known.follow(self.here.record())
    }

    /// Carries new entries both ways between headquarters' node and a post's, while its link holds.
    fn carry(&mut self, place: usize) -> Result<(), Fault> {
        let Some(away) = self.away.get_mut(place) else { return Ok(()) };
        if away.linked {
            for office in self.here.record().homes()? {
                carry(office, self.here.record(), &away.registry)?;
            }
            carry(away.office, away.registry.record(), &self.here)?;
        }
        self.known.follow(self.here.record())?;
        away.followed = self.known.take(away.registry.record(), away.followed)?;
        Ok(())
    }

    fn place(&self, office: &str) -> Option<usize> {
        self.away.iter().position(|away| away.office.as_str() == office)
    }

    /// A post's link fails or holds again; what waits is carried first or at once.
    fn link(&mut self, act: &Act, holds: bool) -> Result<(), Fault> {
        let place = self.place(&act.post).ok_or_else(|| wrong(act, "that post has no node of its own"))?;
        self.carry(place)?;
        self.away[place].linked = holds;
        self.carry(place)
    }

    /// Plays every act; `progress` is told how many are done and how many there are.
    pub(super) fn play(mut self, progress: &mut dyn FnMut(usize, usize)) -> Result<Played, Fault> {
        let acts = script::read(&super::file("year.toml")?)?;
        for (done, act) in acts.iter().enumerate() {
            progress(done, acts.len());
            self.clock.set(act.time()?);
            self.act(act)?;
        }
        progress(acts.len(), acts.len());
        self.clock.set(ENDS_AT.parse().unwrap_or(Timestamp::UNIX_EPOCH));
        self.played.main = self.names.get("gear").copied();
        Ok(self.played)
    }

    fn act(&mut self, act: &Act) -> Result<(), Fault> {
        match act.verb.as_str() {
            "offline" => self.link(act, false),
            "online" => self.link(act, true),
            "reply" => self.reply(act),
            _ => {
                let (command, name) = self.command(act)?;
                let receipt = self.ask(act, &act.by, command, name)?;
                self.note(act, &receipt);
                Ok(())
            }
        }
    }

    fn note(&mut self, act: &Act, receipt: &Receipt) {
        match act.verb.as_str() {
            "draft" => {
                if let Some(began) = receipt.began {
                    self.names.insert(act.name.clone(), began);
                }
            }
            "file" => self.played.filed += 1,
            "release" => self.played.instructions += 1,
            "engage" => self.played.engagements += 1,
            _ => {}
        }
    }

    fn ask(
        &mut self,
        act: &Act,
        by: &str,
        command: Command,
        name: Option<Arc<str>>,
    ) -> Result<Receipt, Fault> {
        let office: OfficeId = read(act, &act.office)?;
        let ask = Ask { office, officer: read(act, by)?, presence: Presence::Console, name, command };
        let failed = |failure| Fault::Act { act: act.title(), failure };
        let Some(place) = self.place(&act.office) else {
            let receipt = self.here.desk().ask(ask).map_err(failed)?;
            self.known.follow(self.here.record())?;
            return Ok(receipt);
        };
        // The post acts on what has reached it, and headquarters hears of it while the link holds.
        self.carry(place)?;
        let receipt = self.away[place].registry.desk().ask(ask).map_err(failed)?;
        self.carry(place)?;
        Ok(receipt)
    }

    fn instruction(&self, act: &Act, name: &str) -> Result<(EntryId, &Draft), Fault> {
        let id =
            self.names.get(name).copied().ok_or_else(|| wrong(act, format!("no draft called {name}")))?;
        let draft = self.known.dossiers.get(&id).and_then(|dossier| dossier.draft.as_ref());
        Ok((id, draft.ok_or_else(|| wrong(act, "not a draft"))?))
    }

    fn tasking(&self, act: &Act, name: &str, office: &str) -> Result<&Tasking, Fault> {
        let (instruction, _) = self.instruction(act, name)?;
        let id = TaskingId { instruction, office: read(act, office)? };
        let tasking = self.known.dossiers.get(&instruction).and_then(|dossier| dossier.tasking(id));
        tasking.ok_or_else(|| wrong(act, format!("{id} was not issued")))
    }

    /// The duty an act speaks of: for a standing tasking the occurrence that was returned, else the one that
    /// falls due next on the day.
    fn duty(&self, act: &Act, name: &str, office: &str, on: Date) -> Result<DutyId, Fault> {
        let tasking = self.tasking(act, name, office)?;
        let days = tasking.occurrences(Date::MAX);
        let returned = days.iter().find(|day| tasking.returned(Some(**day)).is_some());
        let next = || days.iter().find(|day| **day >= on).or(days.last());
        let occurrence = returned.or_else(next).copied();
        Ok(DutyId { tasking: tasking.id, occurrence })
    }

    fn command(&self, act: &Act) -> Result<(Command, Option<Arc<str>>), Fault> {
        let of = act.of.first();
        let draft = || self.instruction(act, of).map(|(id, _)| id);
        let why = || Some(act.why.clone()).filter(|why| !why.is_empty());
        let today = act.time()?.to_zoned(jiff::tz::TimeZone::UTC).date();
        let own = || self.duty(act, of, &act.office, today);
        let theirs = || self.duty(act, of, &act.post, today);
        let command = match act.verb.as_str() {
            "file" => {
                let text = super::file(&format!("cables/{}", act.cable))?;
                let name = act.cable.trim_end_matches(".txt").to_owned();
                Command::FileCable { source: "Estmark archive".to_owned(), name, text }
            }
            "draft" => {
                let sheet = self.numbered(act, &super::file(&format!("sheets/{}", act.sheet))?)?;
                Command::Draft { purpose: Purpose::Instruction, sheet: Box::new(cable::sheet::read(&sheet)) }
            }
            "ask-clearance" => Command::RequestClearance {
                draft: draft()?,
                clearer: read(act, &act.clearer)?,
                pieces: act.paragraphs.iter().map(|id| Piece::Paragraph(ParagraphId(*id))).collect(),
                by: act.answer_by.as_deref().map(script::instant).transpose()?,
            },
            "clear" if act.answer == "no" => {
                Command::RefuseClearance { draft: draft()?, why: act.why.clone() }
            }
            "clear" => Command::Clear {
                draft: draft()?,
                answer: read::<ClearanceAnswer>(act, &act.answer)?,
                changes: self.changes(act)?,
                remark: why(),
            },
            "waive" => Command::WaiveClearance {
                draft: draft()?,
                clearer: read(act, &act.clearer)?,
                why: act.why.clone(),
            },
            "revise" => {
                let (id, known) = self.instruction(act, of)?;
                let mut sheet = known.sheet();
                let place = usize::from(act.paragraph).saturating_sub(1);
                let paragraph =
                    sheet.paragraphs.get_mut(place).ok_or_else(|| wrong(act, "no such paragraph"))?;
                paragraph.text = act.text.split_whitespace().collect::<Vec<_>>().join(" ");
                Command::Revise { draft: id, sheet: Box::new(sheet) }
            }
            "approve" => Command::Approve { draft: draft()? },
            "release" => Command::Release { draft: draft()? },
            "acknowledge" => Command::Acknowledge { tasking: self.tasking(act, of, &act.office)?.id },
            "plan" => {
                let on: Date = read(act, &act.on)?;
                let duty = self.duty(act, of, &act.office, on)?;
                let form = domain::fact::Form::Call;
                Command::PlanEngagement { duty, on, with: with(act), form }
            }
            "object" => {
                Command::Object { duty: own()?, proposes: read(act, &act.proposes)?, why: act.why.clone() }
            }
            "rule-objection" => Command::RuleOnObjection {
                tasking: theirs()?.tasking,
                ruling: read(act, if act.ruling == "withdrawn" { "accepted" } else { &act.ruling })?,
                why: why(),
            },
            "ask-extension" => Command::RequestExtension {
                duty: own()?,
                to: script::instant(&act.to)?,
                why: act.why.clone(),
            },
            "extend" => Command::Extend { duty: self.asked(act)?, to: script::instant(&act.to)? },
            "engage" => self.engagement(act)?,
            "return" => Command::Return { duty: self.replied(act)?, why: act.why.clone() },
            "withdraw" => {
                let office = Some(act.post.as_str()).filter(|post| !post.is_empty());
                let office = office.map(|post| read(act, post)).transpose()?;
                Command::Withdraw { instruction: draft()?, office, why: act.why.clone() }
            }
            other => return Err(wrong(act, format!("there is no verb {other}"))),
        };
        let name = command.begins().then(|| Arc::from(act.title()));
        Ok((command, name))
    }

    /// A sheet with the numbers of earlier instructions in place of their names.
    fn numbered(&self, act: &Act, sheet: &str) -> Result<String, Fault> {
        let mut text = sheet.to_owned();
        for (name, id) in &self.names {
            let mark = format!("{{{name}}}");
            if text.contains(&mark) {
                text = text.replace(&mark, &self.number(act, *id)?);
            }
        }
        Ok(text)
    }

    fn number(&self, act: &Act, id: EntryId) -> Result<String, Fault> {
        let draft = self.known.dossiers.get(&id).and_then(|dossier| dossier.draft.as_ref());
        let released = draft.and_then(|draft| draft.released.as_ref());
        released
            .map(|released| released.number.to_string())
            .ok_or_else(|| wrong(act, format!("{id} has no number")))
    }

    fn changes(&self, act: &Act) -> Result<Vec<(Piece, String)>, Fault> {
        let (_, draft) = self.instruction(act, act.of.first())?;
        let change = |(number, text): (&String, &String)| {
            let place: usize = read(act, number)?;
            let paragraph = draft.content.paragraphs.get(place.saturating_sub(1));
            let paragraph = paragraph.ok_or_else(|| wrong(act, "no such paragraph"))?;
            Ok((Piece::Paragraph(paragraph.id), text.clone()))
        };
        act.changes.iter().map(change).collect()
    }

    /// The duty whose request for more time waits at the post named.
    fn asked(&self, act: &Act) -> Result<DutyId, Fault> {
        let tasking = self.tasking(act, act.of.first(), &act.post)?;
        let last = tasking.done.requests.last().ok_or_else(|| wrong(act, "nothing was asked"))?;
        Ok(DutyId { tasking: tasking.id, occurrence: last.occurrence })
    }

    /// The duty whose reply was released last at the post named.
    fn replied(&self, act: &Act) -> Result<DutyId, Fault> {
        let tasking = self.tasking(act, act.of.first(), &act.post)?;
        let last = tasking.done.reported.last().ok_or_else(|| wrong(act, "nothing was reported"))?;
        Ok(DutyId { tasking: tasking.id, occurrence: last.occurrence })
    }

    fn engagement(&self, act: &Act) -> Result<Command, Fault> {
        let on: Date = read(act, &act.on)?;
        let mut credits = Vec::new();
        for (place, name) in act.of.all().iter().enumerate() {
            let (_, draft) = self.instruction(act, name)?;
            let points = if place == 0 && !act.points.is_empty() {
                act.points
                    .iter()
                    .map(|(number, used)| point(act, draft, number, used))
                    .collect::<Result<_, _>>()?
            } else {
                let used = |point: &domain::fact::Point| (point.id, Disposition::AsWritten, None);
                let asked = |point: &&domain::fact::Point| {
                    !point.optional
                        && point.mark != cable::Mark::IfAsked
                        && point.mark != cable::Mark::NotInWriting
                };
                draft.content.points.iter().filter(asked).map(used).collect()
            };
            let word = |text: &Option<String>| text.as_ref().map(|text| text.replace('_', "-"));
            credits.push(Credit {
                duty: self.duty(act, name, &act.office, on)?,
                points,
                answer: Some(Answered {
                    text: act.answer.clone(),
                    stance: word(&act.stance).map(|text| read(act, &text)).transpose()?,
                    given: word(&act.given).map(|text| read(act, &text)).transpose()?,
                    confidence: word(&act.confidence).map(|text| read(act, &text)).transpose()?,
                }),
            });
        }
        let held = Held { on, with: with(act), form: read(act, &act.form)?, notes: None };
        Ok(Command::LogEngagement { held, credits })
    }

    /// A reply is drafted by the political officer and approved and released by the head of the post.
    fn reply(&mut self, act: &Act) -> Result<(), Fault> {
        let mut answers = Vec::new();
        let mut open = false;
        let (mut level, mut captions) = (Level::Unclassified, BTreeSet::new());
        let mut references = Vec::new();
        for name in act.of.all() {
            let tasking = self.tasking(act, name, &act.office)?;
            let last = tasking.done.delivered.last().ok_or_else(|| wrong(act, "nothing was delivered"))?;
            open |= !tasking.complete(last.occurrence);
            answers.push(DutyId { tasking: tasking.id, occurrence: last.occurrence });
            let (id, draft) = self.instruction(act, name)?;
            level = level.max(draft.content.level);
            captions.extend(draft.content.captions.iter().cloned());
            references.push(self.number(act, id)?);
        }
        if let Some(marked) = &act.marked {
            (level, captions) = (read(act, marked)?, BTreeSet::new());
        }
        let captions: Vec<String> = captions.into_iter().collect();
        let text = self.report(act, level, &captions, &references)?;
        let drafter = format!("{}.political", act.office.to_lowercase());
        let drafter = if act.office == "FISH" { "fish.inspector".to_owned() } else { drafter };
        let purpose = Purpose::Reply { answers, interim: open };
        let command = Command::Draft { purpose, sheet: Box::new(cable::sheet::read(&text)) };
        let began = self.ask(act, &drafter, command, Some(act.title().into()))?.began;
        let draft = began.ok_or_else(|| wrong(act, "nothing was begun"))?;
        if act.marked.is_some() {
            self.ask(act, &act.by, Command::Regrade { draft, why: act.why.clone() }, None)?;
        }
        self.ask(act, &act.by, Command::Approve { draft }, None)?;
        self.ask(act, &act.by, Command::Release { draft }, None)?;
        self.played.replies += 1;
        Ok(())
    }

    /// The sheet of a reply: as the script has it, or drafted from the log as the desk would.
    fn report(
        &self,
        act: &Act,
        level: Level,
        captions: &[String],
        references: &[String],
    ) -> Result<String, Fault> {
        let (_, draft) = self.instruction(act, act.of.first())?;
        let tasking = self.tasking(act, act.of.first(), &act.office)?;
        let last = tasking.done.delivered.last().ok_or_else(|| wrong(act, "nothing was delivered"))?;
        let subject = if act.subject.is_empty() {
            format!("{}: REPORT", draft.text(draft.content.subject).trim_end_matches('.'))
        } else {
            act.subject.clone()
        };
        let said = if act.text.is_empty() {
            let away = self.place(&act.office).and_then(|place| self.away.get(place));
            let record = away.map_or(self.here.record(), |away| away.registry.record());
            let answer = last.answer.as_ref().map(|answer| record.paper(answer.text)).transpose()?.flatten();
            let held =
                self.known.dossiers.get(&last.engagement).and_then(|dossier| dossier.engagement.as_ref());
            let with = held.map(|held| held.held.with.office.clone()).unwrap_or_default();
            let points =
                last.points.iter().map(|(point, _)| point.0.to_string()).collect::<Vec<_>>().join(", ");
            format!(
                "ACTION TAKEN. Post engaged on {}: {with}. Points used: {points}.\n\nRESPONSE. {}",
                last.on.strftime("%-d %B %Y"),
                answer.as_deref().unwrap_or("None yet.")
            )
        } else {
            act.text.clone()
        };
        let portion = if level > Level::Restricted { format!("{} ", level.portion()) } else { String::new() };
        let paragraphs = said.split("\n\n").map(str::trim).filter(|text| !text.is_empty());
        let numbered: Vec<String> =
            (1..).zip(paragraphs).map(|(number, text)| format!("{number}. {portion}{text}")).collect();
        let captions = captions.join(", ");
        let captions = if captions.is_empty() { captions } else { format!("CAPTIONS: {captions}\n") };
        Ok(format!(
            "CLASSIFICATION: {}\n{captions}PRECEDENCE: ROUTINE\nTAGS: {}\nSUBJECT: {subject}\nREF: {}\n\n{}\n",
            level.word(),
            draft.content.tags.join(", "),
            references.join(", "),
            numbered.join("\n\n"),
        ))
    }
}

fn carry(office: OfficeId, from: &Record, to: &Registry) -> Result<(), Fault> {
    loop {
        let after = to.record().head(office)?.map_or(0, |head| head.entry.number);
        let entries = from.of_office(office, after, 500)?;
        if entries.is_empty() {
            return Ok(());
        }
        to.desk().receive(entries)?;
    }
}

fn with(act: &Act) -> Interlocutor {
    let said = act.level.to_lowercase();
    let level = if said.contains("director general") {
        HostLevel::DirectorGeneral
    } else if said.contains("director") || said.contains("head of") || said.contains("assistant secretary") {
        HostLevel::Director
    } else {
        HostLevel::Working
    };
    Interlocutor { office: act.with.clone(), level }
}

fn point(
    act: &Act,
    draft: &Draft,
    number: &str,
    used: &str,
) -> Result<(PointId, Disposition, Option<String>), Fault> {
    let place: usize = read(act, number)?;
    let known =
        draft.content.points.get(place.saturating_sub(1)).ok_or_else(|| wrong(act, "no such point"))?;
    let (word, why) =
        used.split_once(':').map_or((used, None), |(word, why)| (word, Some(why.trim().to_owned())));
    let disposition: Disposition = read(act, &word.replace('_', "-"))?;
    let why = match disposition {
        Disposition::Adapted if known.mark == cable::Mark::Verbatim => {
            why.or_else(|| Some("Put in the terms the host uses.".to_owned()))
        }
        _ => why,
    };
    Ok((known.id, disposition, why))
}
