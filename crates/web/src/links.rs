//! Every address the pages know, each as a function, so that a renamed page is a compile error.
//! Addresses are short, readable and hold no session; what a person searched for is the only query that holds words.

use std::fmt::Write as _;

/// The inbox of the office that reads.
pub fn inbox() -> String {
    "/inbox".into()
}

/// The page where a person says who they are.
pub fn sign_in() -> String {
    "/sign-in".into()
}

/// The sign-in page, and where to go from it.
pub fn sign_in_then(next: &str) -> String {
    with_query(sign_in(), (next.len() > 1).then_some(("next", next)).into_iter())
}

/// Where a passkey signs somebody in.
pub fn sign_in_by_passkey() -> String {
    "/sign-in/passkey".into()
}

/// Where a visit to the identity provider begins, and where it goes on to afterwards.
pub fn sign_in_by_provider(next: &str) -> String {
    with_query("/sign-in/provider".into(), (next.len() > 1).then_some(("next", next)).into_iter())
}

/// Where the identity provider sends a visit back to.
pub fn sign_in_returned() -> String {
    "/sign-in/provider/back".into()
}

/// The sign-in page after the identity provider named nobody who acts here.
pub(crate) fn sign_in_in_vain() -> String {
    with_query(sign_in(), std::iter::once(("tried", "provider")))
}

/// The page that asks a passkey to confirm an act.
pub fn confirm(act: &str) -> String {
    format!("/confirm/{}", segment(act))
}

/// An officer's own keys and sessions.
pub fn me() -> String {
    "/me".into()
}

/// Where a form about one's own keys and sessions goes, by the name of the act.
pub fn me_act(act: &str) -> String {
    format!("/me/{}", segment(act))
}

/// A page of the administration, by its name.
pub(crate) fn admin(page: &str) -> String {
    format!("/admin/{}", segment(page))
}

/// A profile's tables, as of a day if one is given.
pub(crate) fn admin_profile(code: &str, on: &str) -> String {
    let on = (!on.is_empty()).then_some(("on", on));
    with_query(admin("profiles"), std::iter::once(("profile", code)).chain(on))
}

/// Where a form of the administration goes, by its page and the name of the act.
pub(crate) fn admin_act(page: &str, act: &str) -> String {
    format!("/admin/{}/{}", segment(page), segment(act))
}

/// Where the sign-out button goes.
pub fn sign_out() -> String {
    "/sign-out".into()
}

/// Where the choice of a language goes.
pub fn tongue() -> String {
    "/tongue".into()
}

/// The list of instructions, in drafts and released.
pub fn instructions() -> String {
    "/instructions".into()
}

/// A blank sheet for a new instruction.
pub fn compose() -> String {
    "/compose".into()
}

/// A draft on the drafting sheet.
pub fn revise(dossier: &str) -> String {
    format!("/i/{}/revise", segment(dossier))
}

/// A line of a draft on its drafting sheet.
pub fn revise_at(dossier: &str, line: usize) -> String {
    format!("{}#line-{line}", revise(dossier))
}

/// What changed in a draft since its clearer last looked, and their answer.
pub fn clear(dossier: &str) -> String {
    format!("/i/{}/clear", segment(dossier))
}

/// The ten seconds before a release.
pub fn going(dossier: &str) -> String {
    format!("/i/{}/going", segment(dossier))
}

/// Where what is being typed is kept, and discarded.
pub fn words() -> String {
    "/words".into()
}

/// A page with the words put back that were typed into the form of an address.
pub fn restored(form: &str) -> String {
    with_query(page_of(form), std::iter::once(("restore", form)))
}

/// The page on which the form of an address stands.
pub fn page_of(form: &str) -> String {
    let parts: Vec<&str> = form.trim_start_matches('/').split('/').collect();
    match parts.as_slice() {
        ["compose" | "emergency"] | ["i", _, "revise" | "clear"] => form.to_owned(),
        ["i", name, _] => format!("/i/{name}"),
        ["t", instruction, post, _] => format!("/t/{instruction}/{post}"),
        ["admin", page, _] => format!("/admin/{page}"),
        _ => "/".to_owned(),
    }
}

/// Where a sheet is looked at while it is typed, by the address its form goes to.
pub fn preview(action: &str) -> String {
    format!("{action}/preview")
}

/// Everything a draft says, to be checked before it goes on.
pub fn check(dossier: &str) -> String {
    format!("/i/{}/check", segment(dossier))
}

/// One instruction: its text, points, clearances and history.
pub fn instruction(dossier: &str) -> String {
    format!("/i/{}", segment(dossier))
}

/// A draft as one of its versions read.
pub fn version(dossier: &str, version: &str) -> String {
    format!("/i/{}/v/{}", segment(dossier), segment(version))
}

/// Where a form about one instruction goes, by the name of the act.
pub fn instruction_act(dossier: &str, act: &str) -> String {
    format!("/i/{}/{}", segment(dossier), segment(act))
}

/// The board of the newest instruction that is still open.
pub fn boards() -> String {
    "/board".into()
}

/// The board of one instruction.
pub fn board(dossier: &str) -> String {
    format!("/i/{}/board", segment(dossier))
}

/// The board of one instruction, filtered or sorted.
pub fn board_as(dossier: &str, view: &BoardView) -> String {
    with_query(board(dossier), view.asked())
}

/// The board of one instruction on a map.
pub fn map(dossier: &str) -> String {
    format!("/i/{}/map", segment(dossier))
}

/// The map, filtered.
pub fn map_as(dossier: &str, view: &BoardView) -> String {
    with_query(map(dossier), view.asked())
}

/// Where a board says that it has changed, to whoever has seen it as it was.
pub fn board_events<'a>(dossier: &str, view: &'a BoardView, seen: &'a str) -> String {
    with_query(format!("/i/{}/board/events", segment(dossier)), view.asked().chain([("seen", seen)]))
}

/// What a reader asked of a board; an empty field asks nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoardView {
    /// Only posts in this standing.
    pub standing: String,
    /// Only posts that are so late.
    pub lateness: String,
    /// Only posts in this region.
    pub region: String,
    /// Only posts whose host takes this position.
    pub position: String,
    /// The column to sort by; with a dash before it, the other way round.
    pub sort: String,
}

impl BoardView {
    /// What is asked, by the names the address gives it.
    pub fn asked<'a>(&'a self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let all: [(&'a str, &'a String); 5] = [
            ("standing", &self.standing),
            ("lateness", &self.lateness),
            ("region", &self.region),
            ("position", &self.position),
            ("sort", &self.sort),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.as_str()))
    }
}

/// What one post was asked to do, by the instruction and the post.
pub fn tasking(instruction: &str, post: &str) -> String {
    format!("/t/{}/{}", segment(instruction), segment(post))
}

/// A paper for the host, made of the points of a tasking.
pub fn handout(instruction: &str, post: &str, form: &str, language: &str) -> String {
    with_query(
        format!("{}/paper", tasking(instruction, post)),
        [("form", form), ("in", language)].into_iter(),
    )
}

/// Where a form about one tasking goes, by the name of the act.
pub fn tasking_act(instruction: &str, post: &str, act: &str) -> String {
    format!("/t/{}/{}/{}", segment(instruction), segment(post), segment(act))
}

/// Any cable by its number or the archive's own name for it.
pub fn record(name: &str) -> String {
    format!("/r/{}", segment(name))
}

/// A cable as it was printed, as a file.
pub fn record_text(name: &str) -> String {
    format!("/r/{}.txt", segment(name))
}

/// One paragraph of a cable.
pub fn paragraph(name: &str, paragraph: &str) -> String {
    format!("/r/{}#p{}", segment(name), segment(paragraph))
}

/// The archive, with a query when there is one.
pub fn archive(query: &str) -> String {
    with_query("/q".into(), (!query.is_empty()).then_some(("q", query)).into_iter())
}

/// A later page of the archive's answer.
pub fn archive_from(query: &str, from: &str) -> String {
    with_query("/q".into(), [("q", query), ("from", from)].into_iter())
}

/// What host governments have said, by topic.
pub fn positions() -> String {
    "/positions".into()
}

/// What host governments have said on one topic.
pub fn positions_on(topic: &str) -> String {
    with_query(positions(), std::iter::once(("topic", topic)))
}

/// The offices and collectives.
pub fn offices() -> String {
    "/offices".into()
}

/// One office.
pub fn office(office: &str) -> String {
    format!("/p/{}", segment(office))
}

/// One collective in the list of collectives.
pub fn collective(name: &str) -> String {
    format!("/offices#c-{}", segment(&name.replace(' ', "-")))
}

/// The taskings of all instructions.
pub fn taskings() -> String {
    "/taskings".into()
}

/// The taskings, filtered.
pub fn taskings_as(view: &BoardView) -> String {
    with_query(taskings(), view.asked())
}

/// The page that leads to anything by its number or subject.
pub fn go(query: &str) -> String {
    with_query("/go".into(), (!query.is_empty()).then_some(("q", query)).into_iter())
}

/// Where a duty officer names a cable to be opened.
pub fn emergency() -> String {
    "/emergency".into()
}

/// A cable as long as it is open to a duty officer.
pub fn opened(dossier: &str) -> String {
    format!("/emergency/{}", segment(dossier))
}

/// The page of the keys.
pub fn keys() -> String {
    "/keys".into()
}

/// Where a search to be saved goes.
pub fn keep_search() -> String {
    "/q/keep".into()
}

/// Where a search to be forgotten goes.
pub fn forget_search() -> String {
    "/q/forget".into()
}

/// The tokens of whoever is signed in.
pub(crate) fn tokens() -> String {
    "/me/tokens".into()
}

/// Where a token is taken back.
pub(crate) fn tokens_revoke() -> String {
    "/me/tokens/revoke".into()
}

/// The hooks of whoever is signed in.
pub(crate) fn hooks() -> String {
    "/me/hooks".into()
}

/// Where a hook is taken away.
pub(crate) fn hooks_remove() -> String {
    "/me/hooks/remove".into()
}

/// Where a calendar reads what falls due, by the token in the address.
pub(crate) fn calendar(secret: &str) -> String {
    format!("/feeds/{}.ics", segment(secret))
}

/// A number as printed in full, `2026 MFA 0431`; the year is left out where it is not known.
pub fn in_full(number: &domain::cable::Number) -> String {
    number.year.map_or_else(|| number.to_string(), |year| format!("{year} {number}"))
}

/// A cable's number as an address holds it: `2026-MFA-0431`.
pub fn dashed(number: &impl std::fmt::Display) -> String {
    number.to_string().replace(' ', "-")
}

/// A style sheet or a script, under a name that changes with its bytes.
pub fn asset(file: &str) -> String {
    format!("/assets/{}", crate::assets::name(file))
}

pub(crate) fn with_query<'a>(path: String, asked: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    asked.enumerate().fold(path, |mut link, (place, (name, value))| {
        link.push(if place == 0 { '?' } else { '&' });
        link.push_str(name);
        link.push('=');
        link.push_str(&segment(value));
        link
    })
}

/// An address that is not ours, with a question that goes there.
pub(crate) fn elsewhere<'a>(address: &str, asked: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let question = with_query(String::new(), asked);
    match address.split_once('?') {
        None => format!("{address}{question}"),
        Some(_) => format!("{address}&{}", question.trim_start_matches('?')),
    }
}

/// A text as a part of an address or of a form.
pub(crate) fn encoded(text: &str) -> String {
    segment(text)
}

/// Percent-encodes everything but the unreserved characters.
fn segment(text: &str) -> String {
    // RFC 3986, section 2.3.
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_says_what_it_leads_to() {
        assert_eq!(board("26-MFA-004312"), "/i/26-MFA-004312/board");
        assert_eq!(tasking_act("HQ.4711", "PAR", "acknowledge"), "/t/HQ.4711/PAR/acknowledge");
    }

    #[test]
    fn a_board_link_holds_only_what_was_asked() {
        let view = BoardView { standing: "overdue".into(), sort: "due".into(), ..BoardView::default() };
        assert_eq!(board_as("1", &view), "/i/1/board?standing=overdue&sort=due");
        assert_eq!(board_as("1", &BoardView::default()), "/i/1/board");
    }

    #[test]
    fn a_form_stands_on_a_page_of_ours() {
        assert_eq!(page_of("/i/HQ.7/waive"), "/i/HQ.7");
        assert_eq!(page_of("/i/HQ.7/revise"), "/i/HQ.7/revise");
        assert_eq!(page_of("/t/HQ.7/LIS/log"), "/t/HQ.7/LIS");
        assert_eq!(page_of("//evil.example"), "/");
        assert_eq!(restored("/compose"), "/compose?restore=%2Fcompose");
    }

    #[test]
    fn nothing_in_a_name_can_leave_its_segment() {
        assert_eq!(record("../a?b#c d"), "/r/..%2Fa%3Fb%23c%20d");
        assert_eq!(archive("fish & \"gear\""), "/q?q=fish%20%26%20%22gear%22");
    }
}
