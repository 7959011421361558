//! What is seen in a sheet: the cable as it will be printed, remarks at their lines, whom it reaches and who will read it,
//! the points as a post will see them, whether its references are found, and what is still to be done before release.
//! It is a part of a page, so that it can be made anew while the sheet is typed.

use std::collections::BTreeSet;
use std::ops::Range;

use askama::Template;
use askama::filters::HtmlSafe;
use domain::cable::sheet::{Sheet, SheetPoint};
use domain::cable::{Remark as Oddity, lint};
use domain::calendar;
use domain::draft::wording;
use domain::fact::{Addressee, Member, Role};
use domain::text::Outgoing;
use domain::words::{OfficeId, PointId};
use views::{CableView, DraftView, Kind, LoadView};

use super::{Remark, Sheeted, expand, label};
use crate::acts;
use crate::form::Answer;
use crate::links;
use crate::page::{Link, Sign, When};
use crate::pages::instruction::{self, Row, mark};
use crate::print;
use crate::tongue::Tongue;
use crate::visit::{Miss, Visit};

/// The longest words of a remark that are repeated beside it.
const QUOTED_MAX: usize = 60;
/// How many posts the page lists with their clocks; the count is always whole.
const LISTED_MAX: usize = 300;

/// What is seen in a sheet.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "seen.html")]
pub(crate) struct Seen {
    #[cfg_attr(test, serde(skip))]
    pub(crate) tongue: Tongue,
    pub(crate) sentence: String,
    pub(crate) tasks: Vec<Task>,
    pub(crate) remarks: Vec<Remark>,
    /// How many of them can be put right without asking.
    pub(crate) fixes: usize,
    pub(crate) printed: String,
    pub(crate) addressees: Vec<Addressed>,
    /// The posts of which one can be chosen, to see the points in its words.
    pub(crate) posts: Vec<Answer>,
    pub(crate) points: Vec<PointSeen>,
    pub(crate) references: Vec<Cited>,
    pub(crate) readers: Vec<Row>,
    pub(crate) reader_count: String,
    pub(crate) lines: Vec<SheetLine>,
}

/// One thing a draft needs before release, how it stands, and where to look at it.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Task {
    pub(crate) word: String,
    pub(crate) state: Sign,
    pub(crate) detail: String,
    pub(crate) href: String,
}

/// An office the sheet reaches today, and how it is there now.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Addressed {
    pub(crate) name: String,
    pub(crate) acts: bool,
    pub(crate) role: Sign,
    pub(crate) through: String,
    pub(crate) now: When,
    pub(crate) hours: Sign,
    pub(crate) due: Option<When>,
    pub(crate) load: String,
}

/// A point as the chosen post will see it.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct PointSeen {
    pub(crate) id: String,
    pub(crate) mark: Sign,
    pub(crate) need: String,
    pub(crate) text: String,
    /// Whose words they are, if not those for all.
    pub(crate) own: String,
}

/// A reference and whether it leads anywhere.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Cited {
    pub(crate) state: Sign,
    pub(crate) raw: String,
    pub(crate) found: Option<Link>,
    pub(crate) about: String,
}

/// A line of the sheet with its number, its words, and what was remarked on it.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct SheetLine {
    pub(crate) number: usize,
    pub(crate) parts: Vec<Part>,
    pub(crate) remarks: Vec<String>,
}

/// Words of a line; those a remark is about are marked.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Part {
    pub(crate) words: String,
    pub(crate) marked: bool,
}

impl HtmlSafe for Seen {}

impl Seen {
    fn say(&self, id: &str) -> String {
        self.tongue.say(id)
    }
}

/// Looks at a sheet.
pub(crate) fn see(visit: &Visit, on: &Sheeted<'_>) -> Result<Seen, Miss> {
    let (read, mut said) = lint(on.text, &visit.profile());
    let blank = on.text.trim().is_empty();
    let (addressees, mut unknown) = expand(visit, &read);
    if !blank {
        let wider = visit.remarks(&read, on.draft.map(|view| view.line.dossier), on.text);
        // What the ministry knows of an addressee says more than that the name is unknown.
        unknown.retain(|own| !wider.iter().any(|odd| odd.line == own.at && odd.code.starts_with("ADR-0")));
        said.extend(wider);
    }
    let tongue = visit.tongue;
    if blank && on.said.is_none() {
        // Nobody has done anything wrong yet.
        (said, unknown) = (Vec::new(), Vec::new());
    }
    let fixes = said.iter().filter(|odd| odd.fix.as_ref().is_some_and(|fix| fix.safe)).count();
    let mut remarks: Vec<Remark> =
        said.iter().map(|odd| remark(tongue, odd, on.text)).chain(unknown).collect();
    remarks.sort_by_key(|remark| (!remark.grave, remark.at));
    let all = addressees.unwrap_or_default();
    let set = visit.reader_set(&label(visit, &read, &all));
    let officers: usize = if all.is_empty() { 0 } else { set.values().map(Vec::len).sum() };
    let cited = cited(visit, &read)?;
    let draft = on.draft.and_then(|view| view.draft.as_ref());
    let chosen = all.iter().find(|each| each.action && each.office.as_str() == on.seen_by);
    let chosen = chosen.or_else(|| all.iter().find(|each| each.action)).map(|each| each.office);
    let ids = visit.views().point_ids(&visit.reader, draft.map(|draft| draft.draft), &read)?;
    Ok(Seen {
        tongue,
        sentence: sentence(tongue, on, blank, &remarks),
        tasks: if blank { Vec::new() } else { tasks(tongue, on.draft, &read, &all, &cited, officers) },
        fixes,
        printed: if blank { String::new() } else { printed(visit, on.draft, &read, &ids) },
        addressees: addressed(visit, &read, &all)?,
        posts: posts(visit, &read, &all, chosen),
        points: read.points.iter().zip(ids).map(|(point, id)| point_seen(visit, point, id, chosen)).collect(),
        references: cited,
        readers: if officers == 0 {
            Vec::new()
        } else {
            set.iter().map(|(office, officers)| reading(visit, *office, officers)).collect()
        },
        reader_count: officers_counted(tongue, officers),
        lines: lines(on.text, &remarks, &said),
        remarks,
    })
}

fn reading(visit: &Visit, office: OfficeId, officers: &[domain::words::Handle]) -> Row {
    let names: Vec<String> = officers.iter().map(ToString::to_string).collect();
    Row::new(&format!("{} ({})", visit.name(office), names.len()), &names.join(", "))
}

fn officers_counted(tongue: Tongue, officers: usize) -> String {
    tongue.tell("compose-officers", &[("officers", officers.into())])
}

/// What the sheet is, and how odd.
fn sentence(tongue: Tongue, on: &Sheeted<'_>, blank: bool, remarks: &[Remark]) -> String {
    if blank {
        return tongue.say("compose-blank");
    }
    let errors = remarks.iter().filter(|remark| remark.grave).count();
    let others = remarks.len() - errors;
    let saved = match (on.draft.is_some(), on.checked || on.said.is_some()) {
        (_, true) => "compose-looked-at",
        (true, false) => "compose-as-saved",
        (false, false) => "compose-not-saved",
    };
    let found = match (errors, others) {
        (0, 0) => "compose-nothing-odd",
        (0, _) => "compose-odd.remarks",
        (_, 0) => "compose-odd.errors",
        _ => "compose-odd.both",
    };
    let found = tongue.tell(found, &[("errors", errors.into()), ("others", others.into())]);
    format!("{} {found}", tongue.say(saved))
}

/// A remark on a line, about some words or the whole of it.
pub(super) fn odd(tongue: Tongue, line: usize, words: &str, grave: bool, sentence: &str) -> Remark {
    let (word, glyph, class) = if grave { ("error", "!", "s5") } else { ("advice", "·", "s1") };
    Remark {
        at: line,
        grave,
        line: match line {
            0 => tongue.say("compose-whole-sheet"),
            _ => tongue.tell("compose-line", &[("line", line.into())]),
        },
        weight: Sign::new(&tongue.word("weight", word), glyph, class),
        sentence: sentence.into(),
        words: words.into(),
        href: if line == 0 { "#lines".into() } else { format!("#line-{line}") },
        from: 0,
        to: 0,
    }
}

fn remark(tongue: Tongue, said: &Oddity, text: &str) -> Remark {
    let words =
        text.get(said.span.clone()).filter(|words| words.len() <= QUOTED_MAX && !words.contains('\n'));
    let units = |bytes: Range<usize>| text.get(bytes).map_or(0, |head| head.encode_utf16().count());
    let stops = said.severity.stops();
    let weight = Sign::new(
        &tongue.word("weight", said.severity.word().trim_end_matches('!')),
        if stops { "!" } else { "·" },
        if stops { "s5" } else { "s1" },
    );
    Remark {
        weight,
        from: units(0..said.span.start),
        to: units(0..said.span.end),
        ..odd(
            tongue,
            said.line,
            words.unwrap_or_default(),
            stops,
            &acts::sentence(&tongue.remark(&said.said)),
        )
    }
}

/// The sheet line by line, the words that remarks are about marked.
fn lines(text: &str, remarks: &[Remark], said: &[Oddity]) -> Vec<SheetLine> {
    let mut start = 0;
    let each = text.split_inclusive('\n').enumerate().map(|(place, whole)| {
        let line = whole.trim_end_matches(['\n', '\r']);
        let spans = said.iter().map(|odd| odd.span.clone()).filter(|span| !span.is_empty());
        let inside = spans.filter(|span| span.start >= start && span.end <= start + line.len());
        let parts = parts(line, inside.map(|span| span.start - start..span.end - start).collect());
        start += whole.len();
        let here = remarks.iter().filter(|each| each.at == place + 1);
        SheetLine { number: place + 1, parts, remarks: here.map(|each| each.sentence.clone()).collect() }
    });
    each.collect()
}

fn parts(line: &str, mut spans: Vec<Range<usize>>) -> Vec<Part> {
    spans.sort_by_key(|span| span.start);
    let mut parts = Vec::new();
    let mut at = 0;
    let mut put = |range: Range<usize>, marked| {
        if let Some(words) = line.get(range).filter(|words| !words.is_empty()) {
            parts.push(Part { words: words.to_owned(), marked });
        }
    };
    for span in spans {
        if span.start >= at {
            put(at..span.start, false);
            at = span.end;
            put(span, true);
        }
    }
    put(at..line.len(), false);
    parts
}

/// The sheet as the cable it becomes.
fn printed(visit: &Visit, draft: Option<&CableView>, read: &Sheet, ids: &[PointId]) -> String {
    let drafting = visit.offices_as(Role::Drafter).first().copied().or(visit.home());
    let Some(office) = draft.map(|view| view.line.office).or(drafting) else { return String::new() };
    let instructs = draft.is_none_or(|view| view.line.kind == Kind::Instruction);
    Outgoing { directory: &visit.directory, office, at: visit.now, serial: 0 }.printed(read, ids, instructs)
}

/// Each office the sheet reaches, with the time it is there and what it has on its hands.
fn addressed(visit: &Visit, read: &Sheet, all: &[Addressee]) -> Result<Vec<Addressed>, Miss> {
    let tags: Vec<String> =
        read.tags.iter().filter_map(|tag| tag.split_whitespace().next()).map(str::to_owned).collect();
    let loads = visit.views().loads(&visit.reader, &tags)?;
    let line = |addressee: &Addressee| {
        let zone = visit.zone(addressee.office);
        let week = visit.directory.office(addressee.office).map(|office| office.opened.week.as_slice());
        let open = calendar::at_work(week.unwrap_or_default(), zone.to_datetime(visit.now));
        let (word, glyph, class) =
            if addressee.action { ("acts", "▸", "s3") } else { ("informed", "·", "s0") };
        let role = Sign::new(&visit.tongue.word("compose-role", word), glyph, class);
        let (word, glyph, class) = if open { ("open", "●", "s4") } else { ("closed", "○", "s0") };
        let hours = Sign::new(&visit.tongue.word("compose-hours", word), glyph, class);
        let load = loads.get(&addressee.office).copied().unwrap_or_default();
        Addressed {
            name: visit.name(addressee.office),
            acts: addressee.action,
            role,
            through: addressee.through.as_ref().map(|through| through.collective.clone()).unwrap_or_default(),
            now: print::when(visit.tongue, visit.now, &zone, visit.now),
            hours,
            due: read
                .due
                .filter(|_| addressee.action)
                .map(|due| print::when(visit.tongue, calendar::instant(due, &zone), &zone, visit.now)),
            load: told(visit.tongue, load),
        }
    };
    let mut sorted: Vec<&Addressee> = all.iter().collect();
    sorted.sort_by_key(|addressee| !addressee.action);
    Ok(sorted.into_iter().take(LISTED_MAX).map(line).collect())
}

fn told(tongue: Tongue, load: LoadView) -> String {
    let id = if load.alike == 0 { "compose-load" } else { "compose-load.alike" };
    tongue.tell(id, &[("open", load.open.into()), ("alike", load.alike.into())])
}

/// The posts in whose words the points can be seen: those that act, if any point has words of its own for somebody.
fn posts(visit: &Visit, read: &Sheet, all: &[Addressee], chosen: Option<OfficeId>) -> Vec<Answer> {
    if read.points.iter().all(|point| point.variants.is_empty()) {
        return Vec::new();
    }
    let acting = all.iter().filter(|each| each.action).map(|each| each.office);
    let answer = |office: OfficeId| Answer {
        value: office.to_string(),
        label: print::isolated(&visit.name(office)),
        chosen: chosen == Some(office),
    };
    acting.map(answer).collect()
}

/// Whether a duty waits for a point; one that is raised only if asked may never be.
fn closes(point: &SheetPoint) -> bool {
    !point.optional && point.mark != domain::cable::Mark::IfAsked
}

fn point_seen(visit: &Visit, point: &SheetPoint, id: PointId, chosen: Option<OfficeId>) -> PointSeen {
    let known: Vec<(Member, &str)> = point
        .variants
        .iter()
        .filter_map(|(name, words)| Some((visit.directory.called(name).ok()?, words.as_str())))
        .collect();
    let own = chosen.and_then(|office| {
        let held_by = |name: &str| {
            visit.directory.members(name, visit.today()).is_ok_and(|(members, _)| members.contains(&office))
        };
        wording(known.iter().map(|(whom, words)| (whom, (whom, *words))), office, held_by)
    });
    let own_words = |who: &str| visit.tell("compose-words-for", &[("who", who.into())]);
    PointSeen {
        id: id.to_string(),
        mark: mark(visit.tongue, &point.mark.word().to_lowercase()),
        need: visit.tongue.word("need", if closes(point) { "required" } else { "optional" }),
        text: own.map_or(point.text.as_str(), |(_, words)| words).to_owned(),
        own: match own {
            Some((Member::Office(office), _)) => own_words(&visit.name(*office)),
            Some((Member::Collective(name), _)) => own_words(name),
            None if point.variants.is_empty() => String::new(),
            None => visit.say("compose-words-for-all"),
        },
    }
}

/// The references of the sheet, and what each leads to among what the reader may see.
fn cited(visit: &Visit, read: &Sheet) -> Result<Vec<Cited>, Miss> {
    let mut all = Vec::new();
    for reference in &read.references {
        let named = match &reference.number {
            Some(number) => visit.views().named(&visit.reader, &links::in_full(number))?,
            None => None,
        };
        let view = match named {
            Some(id) => visit.views().show(&visit.reader, id, views::When::NOW)?,
            None => None,
        };
        let letter = reference.letter.map(|letter| format!("{letter}. ")).unwrap_or_default();
        all.push(Cited {
            state: match view {
                Some(_) => Sign::new(&visit.say("compose-cited.found"), "●", "s4"),
                None => Sign::new(&visit.say("compose-cited.lost"), "○", "s0"),
            },
            raw: format!("{letter}{}", reference.raw),
            found: view.as_ref().map(|view| {
                Link::new(
                    &instruction::cable_name(visit.tongue, &view.line),
                    instruction::cable_link(&view.line),
                )
            }),
            about: view.map_or_else(|| visit.say("compose-cited.nowhere"), |view| view.line.subject),
        });
    }
    Ok(all)
}

/// What a draft needs before release, and how each stands.
fn tasks(
    tongue: Tongue,
    view: Option<&CableView>,
    read: &Sheet,
    all: &[Addressee],
    cited: &[Cited],
    officers: usize,
) -> Vec<Task> {
    let task = |name: &str, done: Option<String>, detail: String, at: &str| Task {
        word: tongue.say(name),
        state: match done {
            Some(state) => Sign::new(&state, "●", "s4"),
            None => Sign::new(&tongue.say(&format!("{name}.missing")), "○", "s0"),
        },
        detail,
        href: at.to_owned(),
    };
    let count = |many: usize, id: &str| (many > 0).then(|| tongue.tell(id, &[("count", many.into())]));
    let acting = all.iter().filter(|each| each.action).count();
    let through: BTreeSet<&str> =
        all.iter().filter_map(|each| Some(each.through.as_ref()?.collective.as_str())).collect();
    let mut reach = Vec::new();
    reach.extend(count(all.len() - acting, "compose-informed"));
    let through = through.into_iter().collect::<Vec<_>>().join(", ");
    reach.extend(
        (!through.is_empty()).then(|| tongue.tell("compose-through", &[("collectives", through.into())])),
    );
    let found = cited.iter().filter(|each| each.found.is_some()).count();
    let mut references =
        task("compose-references", count(found, "compose-references-found"), String::new(), "#references");
    if found < cited.len() {
        let about = [("lost", (cited.len() - found).into()), ("all", cited.len().into())];
        references.state = Sign::new(&tongue.tell("compose-references-lost", &about), "◔", "s1");
    }
    let mut tasks = vec![
        task("compose-addressees", count(acting, "compose-acting"), reach.join(", "), "#addressees"),
        task(
            "compose-points",
            count(read.points.len(), "compose-points-made"),
            marked(tongue, read),
            "#points",
        ),
        task("compose-due", due(tongue, read), asked(tongue, read), "#lines"),
        references,
        task(
            "compose-readers",
            (officers > 0).then(|| officers_counted(tongue, officers)),
            String::new(),
            "#readers",
        ),
    ];
    tasks.extend(onward(tongue, view));
    tasks
}

/// How a draft stands with its clearers and on its way out.
fn onward(tongue: Tongue, view: Option<&CableView>) -> [Task; 2] {
    let on = |name: &str, state: Sign, detail: String, href: String| Task {
        word: tongue.say(name),
        state,
        detail,
        href,
    };
    let Some((view, draft)) = view.and_then(|view| Some((view, view.draft.as_ref()?))) else {
        let waits = |name| {
            let state = Sign::new(&tongue.say("compose-after-saving"), "○", "s0");
            on(name, state, String::new(), "#tasks".into())
        };
        return [waits("compose-clearance"), waits("compose-release")];
    };
    let name = view.line.dossier.to_string();
    let (asked, stand) = (draft.clearances.len(), draft.clearances.iter());
    let stand = stand.filter(|each| matches!(each.word, "given" | "waived")).count();
    let counted = || tongue.tell("compose-cleared-of", &[("cleared", stand.into()), ("all", asked.into())]);
    let clearance = match asked {
        0 => Sign::new(&tongue.say("compose-clearance.missing"), "○", "s0"),
        all if stand == all => Sign::new(&counted(), "●", "s4"),
        _ => Sign::new(&counted(), "◑", "s2"),
    };
    let (release, glyph, class) = match (&draft.approved_by, draft.cleared && asked > 0) {
        (Some(_), true) => ("compose-release.ready", "●", "s4"),
        (_, true) => ("compose-release.to-approve", "◕", "s3"),
        (_, false) => ("compose-release.to-clear", "○", "s0"),
    };
    let clear_at = format!("{}#clearance", links::instruction(&name));
    [
        on("compose-clearance", clearance, waiting(tongue, draft), clear_at),
        on(
            "compose-release",
            Sign::new(&tongue.say(release), glyph, class),
            String::new(),
            links::check(&name),
        ),
    ]
}

fn waiting(tongue: Tongue, draft: &DraftView) -> String {
    let open = draft.clearances.iter().filter(|each| !each.open.is_empty());
    let names: Vec<String> = open.map(|each| each.clearer.to_string()).collect();
    if names.is_empty() {
        return String::new();
    }
    tongue.tell("compose-waits-for", &[("names", print::list(tongue, &names).into())])
}

/// When the posts must have done it, if a sheet says so.
pub(crate) fn due(tongue: Tongue, read: &Sheet) -> Option<String> {
    let at_posts =
        |due| tongue.tell("instruction-due.at-posts", &[("time", print::civil(tongue, due).into())]);
    let soonest = || read.soonest.then(|| tongue.say("compose-soonest"));
    read.due.map(at_posts).or_else(soonest).or_else(|| every(tongue, read))
}

/// How often, if it recurs.
pub(crate) fn every(tongue: Tongue, read: &Sheet) -> Option<String> {
    let every = read.every?;
    let until = every.until.map(|until| print::long_day(tongue, until));
    let id = if until.is_some() { "instruction-again.until" } else { "instruction-again.every" };
    Some(tongue.tell(id, &[("days", every.days.into()), ("until", until.unwrap_or_default().into())]))
}

/// With whom at least, if a sheet says so.
pub(crate) fn level(tongue: Tongue, read: &Sheet) -> Option<String> {
    let level = tongue.word("level-of", &read.interlocutor_level.as_ref()?.to_lowercase());
    Some(tongue.tell("tasking-or-above", &[("level", level.into())]))
}

/// Whether a report is wanted.
pub(crate) fn report(tongue: Tongue, wanted: bool) -> String {
    tongue.say(if wanted { "instruction-report.required" } else { "instruction-report.none" })
}

/// What else is asked of the posts.
fn asked(tongue: Tongue, read: &Sheet) -> String {
    let again = read.due.and(every(tongue, read));
    let report = read.report.map(|wanted| report(tongue, wanted));
    [again, level(tongue, read), report].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The marks of the points, counted.
fn marked(tongue: Tongue, read: &Sheet) -> String {
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for point in &read.points {
        let word = point.mark.word();
        match counts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    let each = counts.iter().map(|(word, count)| {
        let mark = tongue.word("mark", word);
        tongue.tell("compose-marked", &[("count", (*count).into()), ("mark", mark.into())])
    });
    each.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_a_remark_is_about_are_marked_and_nothing_is_lost() {
        let parts = parts("TO: WELINGTON é", vec![4..13, 4..6, 14..16]);
        let words: Vec<(&str, bool)> = parts.iter().map(|part| (part.words.as_str(), part.marked)).collect();
        assert_eq!(words, [("TO: ", false), ("WELINGTON", true), (" ", false), ("é", true)]);
    }
}
