//! The archive: one line to ask with, the newest answers first, each with the words around what was found, what they have
//! in common beside them, and the questions one asks again and again. Nothing is counted that the reader may not see.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::cable::Level;

use crate::acts;
use crate::links;
use crate::page::{Chip, Link, Place, Shell, Sign};
use crate::pages::board::filter::Group;
use crate::pages::instruction::Row;
use crate::pages::{instruction, sample_shell};
use crate::print;
use crate::saved;
use crate::tongue::Tongue;
use crate::visit::{self, Guest, Miss, Submitted, Visit};

/// How many answers stand on one page.
const ANSWERS_MAX: usize = 25;

/// The archive page.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "search.html")]
pub(crate) struct Search {
    pub(crate) page: Shell,
    pub(crate) query: String,
    pub(crate) action: String,
    pub(crate) sentence: String,
    pub(crate) remarks: Vec<String>,
    pub(crate) wrong: Vec<String>,
    pub(crate) hits: Vec<Hit>,
    pub(crate) facets: Vec<Group>,
    pub(crate) more: Option<Link>,
    pub(crate) keep: Option<Keep>,
    pub(crate) saved: Vec<Saved>,
    pub(crate) token: String,
    pub(crate) help: Vec<Row>,
    pub(crate) empty: Option<String>,
}

/// How the question at hand is kept or forgotten.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Keep {
    pub(crate) action: String,
    pub(crate) word: String,
}

/// A saved question and how many answers are new.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Saved {
    pub(crate) question: Link,
    pub(crate) new: Option<String>,
}

/// A cable that was found.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Hit {
    pub(crate) number: String,
    pub(crate) href: String,
    pub(crate) subject: String,
    pub(crate) from: String,
    pub(crate) on: String,
    pub(crate) snippet: Vec<Piece>,
}

/// A piece of the text around a find.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) found: bool,
}

/// The operators, with an example each.
fn help(tongue: Tongue) -> Vec<Row> {
    let examples = [
        ("from", "from:LISBON"),
        ("to", "to:EUROPE"),
        ("post", "post:LIS"),
        ("host", "host:PT"),
        ("tags", "tags:EFIS"),
        ("mark", "mark:SECRET"),
        ("prec", "prec:IMMEDIATE"),
        ("ref", "ref:2026-MFA-0431"),
        ("date", "date:2025-11..2025-12"),
        ("is", "is:reply"),
        ("has", "has:ref"),
        ("quote", "quote:\"deposit scheme\""),
        ("phrase", "\"deposit scheme\""),
        ("beginning", "fish*"),
        ("or", "gear OR nets"),
        ("without", "-draft"),
        ("together", "(gear OR nets) -salmon"),
    ];
    examples.iter().map(|(id, example)| Row::new(example, &tongue.word("search-help", id))).collect()
}

/// The question and where in its answers to begin.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    from: String,
}

/// `GET /q`
pub(crate) async fn show(Query(asked): Query<Asked>, guest: Guest) -> Response {
    guest.read(move |visit| page(visit, &asked)).await
}

/// `POST /q/keep`
pub(crate) async fn keep(Submitted { guest, kept }: Submitted) -> Response {
    guest
        .lead(move |visit| {
            let question = kept.get("q").trim().to_owned();
            if !question.is_empty() {
                let through = visit.views().found_through()?;
                saved::keep(visit.house.local(), visit.officer(), &question, through)?;
            }
            Ok(links::archive(&question))
        })
        .await
}

/// `POST /q/forget`
pub(crate) async fn forget(Submitted { guest, kept }: Submitted) -> Response {
    guest
        .lead(move |visit| {
            let question = kept.get("q").trim().to_owned();
            saved::forget(visit.house.local(), visit.officer(), &question)?;
            Ok(links::archive(&question))
        })
        .await
}

/// What the archive answers.
fn page(visit: &Visit, asked: &Asked) -> Result<Search, Miss> {
    let (tongue, local) = (visit.tongue, visit.house.local());
    let mut page = visit.shell(&visit.say("search-title"), Place::Archive);
    page.style("board");
    page.style("search");
    visit.date(&mut page);
    let question = asked.q.trim();
    let saved = saved::of(local, visit.officer())?.into_iter().map(|kept| {
        let new = visit.views().found_since(&visit.reader, &kept.question, kept.looked)?;
        let new =
            (new > 0 && kept.question != question).then(|| tongue.tell("search-new", &[("new", new.into())]));
        Ok(Saved { question: Link::new(&kept.question, links::archive(&kept.question)), new })
    });
    let mut search = Search {
        token: page.choice.as_ref().map(|choice| choice.token.clone()).unwrap_or_default(),
        page,
        query: asked.q.clone(),
        action: links::archive(""),
        sentence: String::new(),
        remarks: Vec::new(),
        wrong: Vec::new(),
        hits: Vec::new(),
        facets: Vec::new(),
        more: None,
        keep: None,
        saved: saved.collect::<Result<_, Miss>>()?,
        help: help(tongue),
        empty: None,
    };
    if question.is_empty() {
        search.empty = Some(visit.say("search-begin"));
        return Ok(search);
    }
    // Asked before the answers, so that what comes between is new the next time.
    let through = visit.views().found_through()?;
    let found =
        visit.views().search(&visit.reader, question, visit.when(), ANSWERS_MAX, asked.from.parse().ok())?;
    let level = found.hits.iter().map(|hit| hit.cable.level).max().unwrap_or(Level::Unclassified);
    search.page.marking = visit::marking(tongue, level);
    search.remarks = found.remarks.iter().map(|remark| acts::sentence(&tongue.remark(remark))).collect();
    search.wrong = found.errors.iter().map(|error| acts::sentence(&tongue.remark(error))).collect();
    if !search.wrong.is_empty() {
        return Ok(search);
    }
    // What was found then says nothing of what is new now.
    if visit.acts() {
        search.keep = Some(if saved::look(local, visit.officer(), question, through)? {
            Keep { action: links::forget_search(), word: visit.say("search-forget") }
        } else {
            Keep { action: links::keep_search(), word: visit.say("search-keep") }
        });
    }
    let id = if found.at_least { "search-more-than" } else { "search-found" };
    let total = if found.at_least { found.total - 1 } else { found.total };
    search.sentence = tongue.tell(id, &[("total", total.into())]);
    search.more = found
        .next
        .map(|next| Link::new(&visit.say("search-older"), links::archive_from(question, &next.to_string())));
    search.empty = found.hits.is_empty().then(|| visit.say("search-nothing"));
    search.facets = found.facets.iter().map(|facet| narrowing(tongue, question, facet)).collect();
    search.hits = found.hits.iter().map(|hit| printed(visit, hit)).collect();
    Ok(search)
}

/// What the answers have in common, each a link to the narrower question.
fn narrowing(tongue: Tongue, question: &str, facet: &views::Facet) -> Group {
    let chip = |value: &views::Value| Chip {
        sign: Sign::new(&value.word, "", ""),
        count: value.count.to_string(),
        href: links::archive(&format!("{question} {}", value.question)),
        here: false,
    };
    Group {
        word: tongue.word("search-facet", facet.operator),
        chips: facet.values.iter().map(chip).collect(),
    }
}

fn printed(visit: &Visit, hit: &views::Hit) -> Hit {
    let on = domain::calendar::day_at(hit.cable.at, &jiff::tz::TimeZone::UTC);
    Hit {
        number: instruction::cable_name(visit.tongue, &hit.cable),
        href: instruction::cable_link(&hit.cable),
        subject: match hit.cable.subject.as_str() {
            "" => visit.say("search-no-subject"),
            subject => subject.into(),
        },
        from: hit.cable.origin.clone(),
        on: print::day(visit.tongue, on, visit.now),
        snippet: hit
            .snippet
            .iter()
            .map(|span| Piece { text: span.text.clone(), found: span.marked })
            .collect(),
    }
}

/// An answer of four.
pub(crate) fn sample() -> Search {
    let hit =
        |number: &str, subject: &str, from: &str, on: &str, before: &str, found: &str, after: &str| Hit {
            number: number.into(),
            href: links::record(&number.replace(' ', "-")),
            subject: subject.into(),
            from: from.into(),
            on: on.into(),
            snippet: vec![
                Piece { text: before.into(), found: false },
                Piece { text: found.into(), found: true },
                Piece { text: after.into(), found: false },
            ],
        };
    let chip = |word: &str, count: &str| Chip {
        sign: Sign::new(word, "", ""),
        count: count.into(),
        href: links::archive(&format!("deposit tags:EFIS from:{word}")),
        here: false,
    };
    let mut page = sample_shell("Archive", Place::Archive, ("oceans.desk", "Headquarters"));
    page.style("board");
    page.style("search");
    Search {
        page,
        query: "deposit tags:EFIS".into(),
        action: links::archive(""),
        sentence: "4 cables, the newest first.".into(),
        remarks: Vec::new(),
        wrong: vec!["`form:` is no operator; did you mean `from:`?".into()],
        hits: vec![
            hit(
                "2026 LISBON 0098",
                "Lost fishing gear: Portugal ready to support Article 6",
                "LISBON",
                "21 Nov 2026",
                "… ASKED WHETHER A ",
                "DEPOSIT",
                " PAID ON LANDING COULD BE NATIONAL …",
            ),
            hit(
                "2026 MFA 0431",
                "Lost fishing gear: engage host on the draft agreement",
                "MFA",
                "10 Nov 2026",
                "… A ",
                "DEPOSIT",
                " PAID ON LANDING OLD GEAR HAS RAISED RETURNS …",
            ),
            hit(
                "2026 CANBERRA 0112",
                "Joint demarche on lost fishing gear",
                "CANBERRA",
                "2 Nov 2026",
                "… THE STATE ",
                "DEPOSIT",
                " SCHEME HAS RUN SINCE 2019 …",
            ),
            hit(
                "1974 REYKJAVIK 0412",
                "Return of trawl gear",
                "REYKJAVIK",
                "14 Mar 1974",
                "… WITHOUT ",
                "DEPOSIT",
                " OR SURETY …",
            ),
        ],
        facets: vec![Group { word: "From".into(), chips: vec![chip("LISBON", "1"), chip("MFA", "1")] }],
        more: Some(Link::new("Older answers", links::archive_from("deposit tags:EFIS", "4"))),
        keep: Some(Keep { action: links::keep_search(), word: "Save this search".into() }),
        saved: vec![Saved {
            question: Link::new("ghost nets", links::archive("ghost nets")),
            new: Some("2 new".into()),
        }],
        token: "c2FtcGxlLXRva2Vu".into(),
        help: help(Tongue::English),
        empty: None,
    }
}
