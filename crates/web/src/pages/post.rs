//! One office: where it is and what time it is there, since when its doings are known, what it has open, what it did
//! lately, and the collectives it is in. Its duties and engagements are for those who may see them.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::cable::Level;
use domain::calendar;
use domain::directory::Office;
use domain::fact::Weekday;
use domain::words::OfficeId;
use views::{EngagementView, HeardMark, Log, Tasked};

use crate::countries;
use crate::links;
use crate::page::{Link, Place, Shell};
use crate::pages::instruction::Row;
use crate::pages::offices::week;
use crate::pages::sample_shell;
use crate::pages::taskings::{self, Line};
use crate::print;
use crate::visit::{self, Guest, Miss, Visit};

/// How many engagements are listed.
const ENGAGEMENTS_MAX: usize = 20;

/// The page of one office.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "post.html")]
pub(crate) struct Post {
    pub(crate) page: Shell,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) sentence: String,
    pub(crate) head: Vec<Row>,
    pub(crate) lines: Vec<Line>,
    pub(crate) engagements: Vec<Met>,
    pub(crate) collectives: Vec<Link>,
    pub(crate) search: Link,
}

/// An engagement in a list.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Met {
    pub(crate) on: String,
    pub(crate) with: String,
    pub(crate) how: String,
    pub(crate) href: String,
}

/// `GET /p/{post}`
pub(crate) async fn show(Path(code): Path<String>, guest: Guest) -> Response {
    guest.read(move |visit| page(visit, &code)).await
}

fn page(visit: &Visit, code: &str) -> Result<Post, Miss> {
    let id: OfficeId = code.parse().map_err(|_| Miss::NotFound)?;
    let when = visit.when();
    let known = visit.views().directory_known(when)?;
    let office = known.office(id).ok_or(Miss::NotFound)?;
    let wanted = Tasked { office: Some(id), when, ..Tasked::default() };
    let mut found = visit.views().taskings(&visit.reader, wanted, visit.now)?;
    found.sort_by_key(|each| (each.line.standing.due.is_none(), each.line.standing.due));
    let log = Log { office: Some(id), when, ..Log::default() };
    let engagements = visit.views().engagements(&visit.reader, &log, ENGAGEMENTS_MAX)?;
    let day = calendar::day_at(visit.moment(), &visit.own_zone());
    let within = |name: &str| known.members(name, day).is_ok_and(|(members, _)| members.contains(&id));
    let collectives = known.collectives().map(|(name, _)| name).filter(|name| within(name));
    let mut page = visit.shell(&office.opened.name, Place::Offices);
    page.style("board");
    visit.date(&mut page);
    page.crumbs = vec![Link::new(&visit.say("shell-offices"), links::offices())];
    if !found.is_empty() || !engagements.is_empty() {
        page.marking = visit::marking(visit.tongue, visit.reader.level);
    }
    Ok(Post {
        page,
        code: id.to_string(),
        name: office.opened.name.clone(),
        sentence: sentence(visit, office),
        head: head(visit, office)?,
        lines: found.iter().map(|each| taskings::line(visit, each)).collect(),
        engagements: engagements.iter().map(|each| met(visit, each)).collect(),
        collectives: collectives.map(|name| Link::new(name, links::collective(name))).collect(),
        search: Link::new(&visit.say("post-cables"), links::archive(&format!("post:{id}"))),
    })
}

/// What time it is there, and whether anybody is likely to be at their desk.
fn sentence(visit: &Visit, office: &Office) -> String {
    let there = visit.moment().to_zoned(visit.zone(office.opened.office));
    let clock = print::when(visit.tongue, visit.moment(), there.time_zone(), visit.now);
    let day = usize::try_from(there.weekday().to_monday_zero_offset()).unwrap_or(0);
    let works = Weekday::ALL.get(day).is_some_and(|day| office.opened.week.contains(day));
    let id = if works { "post-works" } else { "post-rests" };
    visit.tell(id, &[("clock", clock.local.into()), ("utc", clock.utc.into())])
}

/// The highest classification it may hold, and what is to hold from a later day.
fn holds(visit: &Visit, office: &Office) -> String {
    let today = calendar::day_at(visit.moment(), &visit.own_zone());
    let level = |level: Level| visit.tongue.word("level", level.word());
    let now = office.rating(today).map(level);
    let later = office.ratings.range(today..).filter(|(from, _)| **from > today).map(|(from, most)| {
        let about = [("level", level(*most).into()), ("from", print::long_day(visit.tongue, *from).into())];
        visit.tell("post-holds-from", &about)
    });
    print::list(visit.tongue, &now.into_iter().chain(later).collect::<Vec<_>>())
}

fn head(visit: &Visit, office: &Office) -> Result<Vec<Row>, Miss> {
    let opened = &office.opened;
    let heard = match visit.views().heard(&visit.reader, opened.office, visit.when())? {
        None => String::new(),
        Some(HeardMark::Here) => visit.say("post-heard-here"),
        Some(HeardMark::Away(None)) => visit.say("post-heard-never"),
        Some(HeardMark::Away(Some(at))) => {
            let at = print::when(visit.tongue, at, &visit.own_zone(), visit.now);
            format!("{} ({})", at.local, at.utc)
        }
    };
    let country = opened.country.as_deref();
    let region = country.and_then(countries::region);
    let all = [
        ("post-kind", visit.tongue.word("office-kind", &opened.kind.to_string())),
        ("post-city", opened.city.clone()),
        ("post-country", countries::name(visit.tongue, country.unwrap_or_default()).to_owned()),
        ("post-region", region.map(|region| visit.tongue.word("region", region)).unwrap_or_default()),
        ("post-week", week(visit.tongue, &opened.week)),
        ("post-zone", opened.zone.clone()),
        ("post-address", opened.plad.clone().unwrap_or_default()),
        ("post-parent", opened.parent.map(|parent| visit.name(parent)).unwrap_or_default()),
        ("post-holds", holds(visit, office)),
        ("post-heard", heard),
        ("post-closed", office.closed_on.map(|on| print::long_day(visit.tongue, on)).unwrap_or_default()),
    ];
    let rows = all.into_iter().filter(|(_, value)| !value.is_empty());
    Ok(rows.map(|(id, value)| Row::new(&visit.say(id), &value)).collect())
}

fn met(visit: &Visit, each: &EngagementView) -> Met {
    let level = visit.tongue.word("level-of", each.with.level.word());
    let form = visit.tongue.word("form-of", each.form.word());
    Met {
        on: print::day(visit.tongue, each.on, visit.now),
        with: each.with.office.clone(),
        how: format!("{form}, {level}"),
        href: each
            .instructions
            .first()
            .map(|instruction| links::tasking(&instruction.to_string(), each.office.office.as_str()))
            .unwrap_or_default(),
    }
}

/// The embassy in Wellington.
pub(crate) fn sample() -> Post {
    let mut page = sample_shell("Embassy Wellington", Place::Offices, ("oceans.desk", "Headquarters"));
    page.style("board");
    page.crumbs = vec![Link::new("Offices", links::offices())];
    Post {
        page,
        code: "WEL".into(),
        name: "Embassy Wellington".into(),
        sentence: "It is Mon 23 Nov 03:10 there (22 Nov 14:10Z), a working day.".into(),
        head: vec![
            Row::new("City", "Wellington"),
            Row::new("Country", "New Zealand"),
            Row::new("Last heard", "never"),
        ],
        lines: taskings::sample_lines(),
        engagements: vec![Met {
            on: "19 Nov".into(),
            with: "Ministry for Primary Industries".into(),
            how: "call, director".into(),
            href: links::tasking("HQ.4711", "WEL"),
        }],
        collectives: vec![Link::new("PACIFIC", links::collective("PACIFIC"))],
        search: Link::new("Its cables", links::archive("post:WEL")),
    }
}
