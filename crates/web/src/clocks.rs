//! The two clocks of a page: as it was true on a day, as we knew it on a day. They stand in the address; every link of a page
//! that looks back keeps them, so that a reader stays in the past until they leave it by the banner. What may be seen is
//! not asked here: that is always asked of today.

use domain::calendar;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use views::When;

use crate::page::{Dated, Past, Shell};
use crate::print;
use crate::tongue::Tongue;
use crate::visit::Visit;

/// The days asked for, as the address has them; what is no day asks nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Clocks {
    on: Option<Date>,
    known: Option<Date>,
    /// The address without its query.
    path: String,
    /// What else was asked.
    rest: Vec<(String, String)>,
}

/// What of a query belongs to one look at one page.
const PASSING: [&str; 5] = ["on", "known", "from", "seen", "restore"];

impl Clocks {
    /// Reads the clocks of an address.
    pub(crate) fn of(address: &str) -> Self {
        let Ok(address) = address.parse::<axum::http::Uri>() else { return Self::default() };
        if !has_clocks(address.path()) {
            return Self::default();
        }
        let pairs = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&address);
        let mut rest = pairs.map(|pairs| pairs.0).unwrap_or_default();
        let day = |name: &str| {
            let typed = rest.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
            typed.filter(|typed| typed.len() == 10).and_then(|typed| typed.parse().ok())
        };
        let (on, known) = (day("on"), day("known"));
        rest.retain(|(name, value)| !PASSING.contains(&name.as_str()) && !value.is_empty());
        Self { on, known, path: address.path().to_owned(), rest }
    }

    /// Whether they ask for another state than the present one.
    pub(crate) fn is_past(&self) -> bool {
        self.on.is_some() || self.known.is_some()
    }

    /// The state asked for: each day is meant to its end, where the reader is.
    pub(crate) fn when(&self, zone: &TimeZone) -> When {
        let until = |day: Option<Date>| day.map(|day| calendar::end_of(day, zone));
        When { as_of: until(self.on), known: until(self.known) }
    }

    /// A link that keeps them, if it leads to a page that has them.
    pub(crate) fn at(&self, link: &str) -> String {
        self.kept(link, "&")
    }

    /// A page with every link on it keeping them.
    pub(crate) fn carried(&self, html: String) -> String {
        if !self.is_past() {
            return html;
        }
        let mut parts = html.split("href=\"");
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            // The way back to now leads out of the past.
            let leaves = out.ends_with("data-now ");
            out += "href=\"";
            let (link, after) = part.split_once('"').unwrap_or((part, ""));
            if leaves {
                out += link;
            } else {
                out += &self.kept(link, "&amp;");
            }
            out.push('"');
            out += after;
        }
        out
    }

    fn kept(&self, link: &str, and: &str) -> String {
        let (address, fragment) = link
            .split_once('#')
            .map_or((link, ""), |(address, _)| (address, link.get(address.len()..).unwrap_or_default()));
        let path = address.split('?').next().unwrap_or_default();
        if !self.is_past() || !has_clocks(path) {
            return link.to_owned();
        }
        let days = [("on", self.on), ("known", self.known)];
        let asked: Vec<String> =
            days.iter().filter_map(|(name, day)| day.map(|day| format!("{name}={day}"))).collect();
        let first = if address.contains('?') { and } else { "?" };
        format!("{address}{first}{}{fragment}", asked.join(and))
    }

    /// What a page says of its clocks: the picker and, of the past, the banner.
    pub(crate) fn told(&self, tongue: Tongue, zone: &TimeZone, now: Timestamp) -> (Dated, Option<Past>) {
        let day = |day: Date| print::long_day(tongue, day).into();
        let sentence = match (self.on, self.known) {
            (None, None) => {
                let clock = print::zulu(tongue, now, now);
                tongue.tell("shell-as-now", &[("clock", clock.into())])
            }
            (Some(on), None) => tongue.tell("shell-as-true", &[("on", day(on))]),
            (None, Some(known)) => tongue.tell("shell-as-known", &[("known", day(known))]),
            (Some(on), Some(known)) => {
                tongue.tell("shell-as-both", &[("on", day(on)), ("known", day(known))])
            }
        };
        let printed = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let today = now.to_zoned(zone.clone()).date().to_string();
        let (on, known, carried) = (printed(self.on), printed(self.known), self.rest.clone());
        let pairs = self.rest.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let back = crate::links::with_query(self.path.clone(), pairs);
        let past = self.is_past().then(|| Past { sentence: sentence.clone(), back });
        (Dated { sentence, on, known, today, carried }, past)
    }
}

impl Visit {
    /// The state the page is asked for.
    pub(crate) fn when(&self) -> When {
        self.clocks.when(&self.own_zone())
    }

    /// The time for which the page is true.
    pub(crate) fn moment(&self) -> Timestamp {
        self.when().moment(self.now)
    }

    /// Whether something may be done from this page; nothing may from the past.
    pub(crate) fn acts(&self) -> bool {
        !self.clocks.is_past()
    }

    /// Puts the clocks on a page that can be asked for as of a day.
    pub(crate) fn date(&self, page: &mut Shell) {
        let (dated, past) = self.clocks.told(self.tongue, &self.own_zone(), self.now);
        (page.dated, page.past) = (Some(dated), past);
    }
}

/// Whether the page at a path can be asked for as of a day.
fn has_clocks(path: &str) -> bool {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    matches!(
        parts.as_slice(),
        ["inbox" | "instructions" | "taskings" | "board" | "q" | "positions" | "offices"]
            | ["r" | "p" | "i", _]
            | ["i", _, "board" | "map"]
            | ["t", _, _]
    ) && path.starts_with('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_keeps_the_days_where_they_mean_something() {
        let clocks = Clocks::of("/q?q=fish%26gear&on=2026-03-01&known=&from=9");
        assert_eq!(clocks.at("/r/26-MFA-1#p2"), "/r/26-MFA-1?on=2026-03-01#p2");
        assert_eq!(clocks.at("/taskings?standing=open"), "/taskings?standing=open&on=2026-03-01");
        for elsewhere in ["/compose", "/i/HQ.1/revise", "/me", "//evil/inbox", "https://evil/inbox"] {
            assert_eq!(clocks.at(elsewhere), elsewhere);
        }
        let (dated, past) = clocks.told(Tongue::English, &TimeZone::UTC, Timestamp::UNIX_EPOCH);
        assert_eq!(past.map(|past| past.back).as_deref(), Some("/q?q=fish%26gear"));
        assert_eq!(dated.carried, [("q".to_owned(), "fish&gear".to_owned())]);
    }

    #[test]
    fn a_page_of_the_past_leads_on_in_the_past_and_back_by_its_banner() {
        let clocks = Clocks::of("/inbox?known=2026-03-01");
        let html =
            "<a href=\"/t/HQ.1/LIS\">x</a><a data-now href=\"/inbox\">y</a><link href=\"/assets/a.css\">";
        let carried = "<a href=\"/t/HQ.1/LIS?known=2026-03-01\">x</a><a data-now href=\"/inbox\">y</a>\
            <link href=\"/assets/a.css\">";
        assert_eq!(clocks.carried(html.to_owned()), carried);
        assert_eq!(Clocks::of("/inbox").carried(html.to_owned()), html);
    }

    #[test]
    fn what_is_no_day_asks_nothing() {
        for odd in ["/inbox?on=yesterday", "/inbox?on=%00&known=2026-02-30", "/inbox?on", "no address at all"]
        {
            assert!(!Clocks::of(odd).is_past(), "{odd}");
        }
    }
}
