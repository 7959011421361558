//! The script of the demo's year, read from `year.toml`: acts in order of time, and runs of engagements
//! that are expanded into acts. What a verb does is the player's.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::Fault;

/// The year as written.
#[derive(Debug, Deserialize)]
struct Year {
    act: Vec<Act>,
    series: Vec<Series>,
}

/// One act: who, when, where, and the fields of its verb.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Act {
    pub(super) at: String,
    pub(super) by: String,
    pub(super) office: String,
    #[serde(rename = "do")]
    pub(super) verb: String,
    pub(super) of: Names,
    #[serde(rename = "as")]
    pub(super) name: String,
    pub(super) sheet: String,
    pub(super) cable: String,
    pub(super) clearer: String,
    pub(super) paragraphs: Vec<u16>,
    pub(super) paragraph: u16,
    pub(super) answer_by: Option<String>,
    pub(super) answer: String,
    pub(super) changes: BTreeMap<String, String>,
    pub(super) why: String,
    pub(super) text: String,
    pub(super) subject: String,
    pub(super) post: String,
    pub(super) to: String,
    pub(super) from: String,
    pub(super) on: String,
    pub(super) with: String,
    pub(super) level: String,
    pub(super) form: String,
    pub(super) proposes: String,
    pub(super) ruling: String,
    pub(super) marked: Option<String>,
    pub(super) points: BTreeMap<String, String>,
    pub(super) stance: Option<String>,
    pub(super) given: Option<String>,
    pub(super) confidence: Option<String>,
}

/// One instruction or several, by the names the script gave them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(untagged)]
pub(super) enum Names {
    #[default]
    None,
    One(String),
    Many(Vec<String>),
}

impl Names {
    pub(super) fn all(&self) -> &[String] {
        match self {
            Self::None => &[],
            Self::One(name) => std::slice::from_ref(name),
            Self::Many(names) => names,
        }
    }

    pub(super) fn first(&self) -> &str {
        self.all().first().map_or("", |name| name)
    }
}

/// A run of engagements of one post.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Series {
    of: Names,
    office: String,
    by: String,
    dates: Vec<String>,
    hour: String,
    form: String,
    with: String,
    level: String,
    #[serde(default)]
    points: BTreeMap<String, String>,
    #[serde(default)]
    stances: Vec<String>,
    given: Option<String>,
    confidence: Option<String>,
    answers: Vec<String>,
    #[serde(default)]
    reply: bool,
}

impl Act {
    /// When it happens.
    pub(super) fn time(&self) -> Result<Timestamp, Fault> {
        instant(&self.at)
    }

    /// What to call it when something is wrong with it.
    pub(super) fn title(&self) -> String {
        format!("{} {} {} of {} at {}", self.at, self.by, self.verb, self.of.all().join("+"), self.office)
    }
}

/// A time of the script, which is in UTC.
pub(super) fn instant(text: &str) -> Result<Timestamp, Fault> {
    let local: DateTime = text.parse().map_err(|_| Fault::Script(format!("{text} is no time")))?;
    TimeZone::UTC.to_timestamp(local).map_err(|error| Fault::Script(error.to_string()))
}

/// Reads the year: every act in order of time.
pub(super) fn read(text: &str) -> Result<Vec<Act>, Fault> {
    let year: Year = toml::from_str(text).map_err(|error| Fault::Script(error.to_string()))?;
    let mut acts = year.act;
    for series in &year.series {
        for place in 0..series.dates.len() {
            expand(series, place, &mut acts)?;
        }
    }
    let mut timed = acts.into_iter().map(|act| Ok((act.time()?, act))).collect::<Result<Vec<_>, Fault>>()?;
    timed.sort_by_key(|(at, _)| *at);
    Ok(timed.into_iter().map(|(_, act)| act).collect())
}

fn expand(series: &Series, place: usize, acts: &mut Vec<Act>) -> Result<(), Fault> {
    let bad =
        |what: &str| Fault::Script(format!("series of {} at {}: {what}", series.of.first(), series.office));
    let on: Date = series.dates[place].parse().map_err(|_| bad("a date"))?;
    let hour: Time = format!("{}:00", series.hour).parse().map_err(|_| bad("the hour"))?;
    let at = on.to_datetime(hour);
    acts.push(Act {
        at: at.to_string(),
        by: series.by.clone(),
        office: series.office.clone(),
        verb: "engage".to_owned(),
        of: series.of.clone(),
        on: on.to_string(),
        form: series.form.clone(),
        with: series.with.clone(),
        level: series.level.clone(),
        points: series.points.clone(),
        answer: series.answers.get(place).cloned().ok_or_else(|| bad("an answer for each date"))?,
        stance: series.stances.get(place).cloned(),
        given: series.given.clone(),
        confidence: series.confidence.clone(),
        ..Act::default()
    });
    if series.reply {
        let later = hour.checked_add(jiff::SignedDuration::from_hours(1)).map_err(|_| bad("the hour"))?;
        acts.push(Act {
            at: on.to_datetime(later).to_string(),
            by: format!("{}.head", series.office.to_lowercase()),
            office: series.office.clone(),
            verb: "reply".to_owned(),
            of: series.of.clone(),
            ..Act::default()
        });
    }
    Ok(())
}
