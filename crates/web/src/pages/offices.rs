//! The offices with their hours, and the collectives with what they mean today.

use askama::Template;
use axum::response::Response;
use domain::calendar;
use domain::fact::{Member, OfficeKind, Weekday};
use domain::words::OfficeId;

use crate::countries;
use crate::links;
use crate::page::{Place, Shell};
use crate::pages::sample_shell;
use crate::print;
use crate::tongue::Tongue;
use crate::visit::{Guest, Miss, Visit};

/// The offices page.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "offices.html")]
pub(crate) struct Offices {
    pub(crate) page: Shell,
    pub(crate) sentence: String,
    pub(crate) lines: Vec<Line>,
    pub(crate) collectives: Vec<Collective>,
}

/// One office.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Line {
    pub(crate) code: String,
    pub(crate) href: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) country: String,
    pub(crate) zone: String,
    pub(crate) clock: String,
    pub(crate) week: String,
    pub(crate) plad: String,
}

/// A named set of offices.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Collective {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) since: String,
    pub(crate) rule: String,
    pub(crate) count: usize,
    pub(crate) members: Vec<String>,
}

/// `GET /offices`
pub(crate) async fn show(guest: Guest) -> Response {
    guest.read(page).await
}

/// The network as it stands today, or stood on a day.
fn page(visit: &Visit) -> Result<Offices, Miss> {
    let today = calendar::day_at(visit.moment(), &visit.own_zone());
    let known = visit.views().directory_known(visit.when())?;
    let open: Vec<_> = known.offices().filter(|office| office.open_on(today)).collect();
    let mut lines: Vec<(bool, Line)> = open
        .iter()
        .map(|office| {
            let there = visit.moment().to_zoned(visit.zone(office.opened.office));
            let line = Line {
                code: office.opened.office.to_string(),
                href: links::office(office.opened.office.as_str()),
                name: office.opened.name.clone(),
                kind: visit.tongue.word("kind", office.opened.kind.word()),
                country: countries::name(visit.tongue, office.opened.country.as_deref().unwrap_or_default())
                    .to_owned(),
                zone: there.strftime("UTC%:z").to_string(),
                clock: print::there(visit.tongue, &there),
                week: week(visit.tongue, &office.opened.week),
                plad: office.opened.plad.clone().unwrap_or_default(),
            };
            (office.opened.kind != OfficeKind::Headquarters, line)
        })
        .collect();
    lines.sort_by(|(abroad, one), (also, other)| (abroad, &one.name).cmp(&(also, &other.name)));
    let collectives: Vec<Collective> = known
        .collectives()
        .filter_map(|(name, versions)| {
            let version = versions.iter().rev().find(|version| version.from <= today)?;
            let members = known.members(name, today).ok()?.0;
            Some(Collective {
                id: format!("c-{}", name.replace(' ', "-")),
                name: name.to_owned(),
                since: print::long_day(visit.tongue, version.from),
                rule: rule(visit.tongue, &version.members, &version.except),
                count: members.len(),
                members: members.into_iter().map(|office| visit.name(office)).collect(),
            })
        })
        .collect();
    let mut countries: Vec<_> = open.iter().filter_map(|office| office.opened.country.as_deref()).collect();
    countries.sort_unstable();
    countries.dedup();
    let about = [
        ("offices", lines.len().into()),
        ("countries", countries.len().into()),
        ("collectives", collectives.len().into()),
    ];
    let sentence = visit.tell("offices-sentence", &about);
    let mut page = visit.shell(&visit.say("offices-title"), Place::Offices);
    visit.date(&mut page);
    Ok(Offices { page, sentence, lines: lines.into_iter().map(|(_, line)| line).collect(), collectives })
}

/// What a collective is made of, as it was defined.
fn rule(tongue: Tongue, members: &[Member], except: &[OfficeId]) -> String {
    let named = members.iter().map(|member| match member {
        Member::Office(office) => office.to_string(),
        Member::Collective(name) => name.clone(),
    });
    let named = named.collect::<Vec<_>>().join(", ");
    if except.is_empty() {
        return named;
    }
    let except: Vec<String> = except.iter().map(OfficeId::to_string).collect();
    tongue.tell("offices-except", &[("members", named.into()), ("except", except.join(", ").into())])
}

/// Working days, as a span where they follow on one another.
pub(crate) fn week(tongue: Tongue, days: &[Weekday]) -> String {
    let name = |day: &Weekday| {
        let place = Weekday::ALL.iter().position(|all| all == day).unwrap_or_default() + 1;
        tongue.word("weekday", &place.to_string())
    };
    let places: Vec<_> =
        days.iter().filter_map(|day| Weekday::ALL.iter().position(|all| all == day)).collect();
    let follow = places.windows(2).all(|pair| matches!(pair, [one, other] if one + 1 == *other));
    match days {
        [first, .., last] if follow && days.len() > 2 => format!("{}–{}", name(first), name(last)),
        days => days.iter().map(name).collect::<Vec<_>>().join(", "),
    }
}

/// The network of the demonstration.
pub(crate) fn sample() -> Offices {
    let lines = super::board::SAMPLE_POSTS
        .iter()
        .map(|(code, post, country, offset)| Line {
            code: (*code).into(),
            href: links::office(code),
            name: if post.contains("consulate") {
                format!("Consulate {}", post.trim_end_matches(" (consulate)"))
            } else {
                format!("Embassy {post}")
            },
            kind: if post.contains("consulate") { "consulate" } else { "embassy" }.into(),
            country: (*country).into(),
            zone: format!("UTC{offset:+}"),
            clock: format!("{:02}:10", (14 + offset).rem_euclid(24)),
            week: "Mon–Fri".into(),
            plad: format!("ESTEMBASSY {}", post.to_uppercase()),
        })
        .collect();
    let collective = |name: &str, rule: &str, members: &[&str]| Collective {
        id: format!("c-{name}"),
        name: name.into(),
        since: "1 January 2026".into(),
        rule: rule.into(),
        count: members.len(),
        members: members.iter().map(|member| (*member).into()).collect(),
    };
    Offices {
        page: sample_shell("Offices", Place::Offices, ("oceans.desk", "Headquarters")),
        sentence: "36 offices in 27 countries; 3 collectives.".into(),
        lines,
        collectives: vec![
            collective(
                "NORDIC",
                "COP, OSL, STO, HEL, REY",
                &["Copenhagen", "Oslo", "Stockholm", "Helsinki", "Reykjavik"],
            ),
            collective("BALTIC", "TAL, RIG, VIL", &["Tallinn", "Riga", "Vilnius"]),
            collective(
                "NORTH",
                "NORDIC, BALTIC except REY",
                &["Copenhagen", "Oslo", "Stockholm", "Helsinki", "Tallinn", "Riga", "Vilnius"],
            ),
        ],
    }
}
