//! The table of what programs can ask: one line an address, with the scope a token needs for it, what is asked in the query,
//! what is sent, what is given, and the function that answers. Paths are those of the pages.

use super::problem::Stop;
use super::{Answer, Asked, act, atom, calendar, read};
use crate::token::Scope;
use crate::visit::Visit;

/// How an address is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Get,
    Post,
}

/// What an address gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Media {
    Json,
    /// An iCalendar.
    Calendar,
    /// An Atom feed.
    Atom,
    /// Plain text.
    Text,
}

/// One thing that may be asked in a query.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parameter {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    /// Its type, and the pattern it fits, in the words of JSON Schema.
    pub(super) kind: (&'static str, &'static str),
}

/// One address for programs.
#[derive(Clone, Copy)]
pub(super) struct Endpoint {
    pub(super) verb: Verb,
    /// The path of the page or form, with what varies in braces.
    pub(super) path: &'static str,
    pub(super) media: Media,
    pub(super) scope: Scope,
    pub(super) about: &'static str,
    pub(super) query: &'static [Parameter],
    /// What is sent, by the name of its shape.
    pub(super) takes: &'static str,
    /// What is given, by the name of its shape.
    pub(super) gives: &'static str,
    pub(super) work: fn(&Visit, &Asked) -> Result<Answer, Stop>,
}

impl Verb {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

impl Media {
    pub(super) const ALL: [Self; 4] = [Self::Json, Self::Calendar, Self::Atom, Self::Text];

    /// What stands after the address of a page.
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::Json => ".json",
            Self::Calendar => ".ics",
            Self::Atom => ".atom",
            Self::Text => ".txt",
        }
    }

    /// Its name among media types.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Calendar => "text/calendar; charset=utf-8",
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::Text => "text/plain; charset=utf-8",
        }
    }
}

impl Endpoint {
    /// The address as a program asks for it.
    pub(super) fn address(&self) -> String {
        match self.verb {
            Verb::Get => format!("{}{}", self.path, self.media.suffix()),
            Verb::Post => self.path.to_owned(),
        }
    }

    /// The address as the router has it.
    pub(super) fn route(&self) -> String {
        match self.verb {
            Verb::Get => format!("/{}{}", self.media.suffix(), self.path),
            Verb::Post => self.path.to_owned(),
        }
    }
}

const MOST: Parameter =
    Parameter { name: "most", about: "How many, from 1 to 200; 50 if not said.", kind: ("integer", "") };
const ON: Parameter = Parameter {
    name: "on",
    about: "As it was true then: a day, of which the end is meant on the clock of the token's officer, or an instant.",
    kind: ("string", DAY),
};
const KNOWN: Parameter =
    Parameter { name: "known", about: "As we knew it then: a day or an instant.", kind: ("string", DAY) };
/// How a day or an instant begins.
const DAY: &str = "^$|^[0-9]{4}-[0-9]{2}-[0-9]{2}";

const fn read(
    path: &'static str,
    about: &'static str,
    query: &'static [Parameter],
    gives: &'static str,
    work: fn(&Visit, &Asked) -> Result<Answer, Stop>,
) -> Endpoint {
    let (verb, media, scope, takes) = (Verb::Get, Media::Json, Scope::Read, "");
    Endpoint { verb, path, media, scope, about, query, takes, gives, work }
}

const fn feed(
    path: &'static str,
    media: Media,
    scope: Scope,
    about: &'static str,
    work: fn(&Visit, &Asked) -> Result<Answer, Stop>,
) -> Endpoint {
    Endpoint { verb: Verb::Get, path, media, scope, about, query: &[], takes: "", gives: "", work }
}

const fn act(
    path: &'static str,
    scope: Scope,
    about: &'static str,
    takes: &'static str,
    work: fn(&Visit, &Asked) -> Result<Answer, Stop>,
) -> Endpoint {
    let (verb, media, gives) = (Verb::Post, Media::Json, "Recorded");
    Endpoint { verb, path, media, scope, about, query: &[], takes, gives, work }
}

/// Every address for programs.
pub(super) const ENDPOINTS: &[Endpoint] = &[
    read(
        "/inbox",
        "What waits for the offices of the token's officer",
        &[
            Parameter { name: "office", about: "Only what waits for this office.", kind: ("string", "") },
            ON,
            KNOWN,
        ],
        "Inbox",
        read::inbox,
    ),
    read(
        "/instructions",
        "Released instructions, newest first, and the drafts",
        &[
            MOST,
            Parameter {
                name: "before",
                about: "Begins after this instruction: `next` of the page before.",
                kind: ("string", "^$|^[A-Z][A-Z0-9]+\\.[1-9][0-9]*$"),
            },
            ON,
            KNOWN,
        ],
        "Instructions",
        read::instructions,
    ),
    read(
        "/board",
        "Leads to the board of the newest instruction with something left to do",
        &[],
        "Board",
        read::newest_board,
    ),
    read(
        "/i/{instruction}",
        "An instruction or reply, in draft or released",
        &[ON, KNOWN],
        "Cable",
        read::cable,
    ),
    read(
        "/i/{instruction}/v/{version}",
        "A draft as one of its versions read, for the office that drafted it",
        &[],
        "Version",
        read::version,
    ),
    read(
        "/i/{instruction}/board",
        "How an instruction stands at every post",
        &[ON, KNOWN, Parameter { name: "all", about: "With the whole chronology.", kind: ("boolean", "") }],
        "Board",
        read::board,
    ),
    read(
        "/t/{instruction}/{post}",
        "What one post was asked to do, and did",
        &[ON, KNOWN],
        "Tasking",
        read::tasking,
    ),
    read("/r/{cable}", "Any cable in the record", &[ON, KNOWN], "Cable", read::cable),
    Endpoint {
        query: &[Parameter {
            name: "form",
            about: "The form it is printed in: telex, post, plain, relay or mail; as it went out if not said.",
            kind: ("string", "^$|^(telex|post|plain|relay|mail)$"),
        }],
        ..feed("/r/{cable}", Media::Text, Scope::Read, "A cable as it was printed, as a file", read::text)
    },
    read(
        "/taskings",
        "What all posts were asked, as far as it can be seen",
        &[ON, KNOWN, Parameter { name: "done", about: "Also what is done.", kind: ("boolean", "") }],
        "Taskings",
        read::taskings,
    ),
    read("/p/{post}", "One office, what it has open and what it did", &[ON, KNOWN], "Post", read::post),
    read(
        "/i/{instruction}/map",
        "How an instruction stands at every post, as GeoJSON",
        &[ON, KNOWN],
        "Map",
        read::map,
    ),
    read(
        "/q",
        "What is found in the archive, newest first",
        &[
            Parameter { name: "q", about: "The words, as on the page.", kind: ("string", "") },
            MOST,
            Parameter {
                name: "from",
                about: "Where the page begins: `next` of the page before.",
                kind: ("integer", ""),
            },
            ON,
            KNOWN,
        ],
        "Found",
        read::search,
    ),
    read(
        "/positions",
        "What hosts hold on what an instruction is about",
        &[
            Parameter {
                name: "topic",
                about: "The instruction; the newest if not said.",
                kind: ("string", ""),
            },
            ON,
            KNOWN,
        ],
        "Positions",
        read::positions,
    ),
    read("/offices", "The offices and collectives as they stand", &[ON, KNOWN], "Network", read::offices),
    feed(
        "/inbox",
        Media::Calendar,
        Scope::Read,
        "What falls due and what is planned, as a calendar",
        calendar::calendar,
    ),
    feed(
        "/i/{instruction}/board",
        Media::Atom,
        Scope::Read,
        "What happened on an instruction, as a feed",
        atom::board,
    ),
    feed(
        "/feeds/{secret}",
        Media::Calendar,
        Scope::Feed,
        "The calendar, for programs that can only be given an address",
        calendar::calendar,
    ),
    feed(
        "/feeds/{secret}/i/{instruction}/board",
        Media::Atom,
        Scope::Feed,
        "The board as a feed, for programs that can only be given an address",
        atom::board,
    ),
    act("/compose", Scope::Draft, "Drafts an instruction", "Drafted", act::compose),
    act(
        "/i/{instruction}/revise",
        Scope::Draft,
        "Puts a sheet in the place of a draft",
        "Revised",
        act::revise,
    ),
    act(
        "/i/{instruction}/ask-clearance",
        Scope::Draft,
        "Asks an officer to clear a draft",
        "ClearanceAsked",
        act::ask_clearance,
    ),
    act("/i/{instruction}/abandon", Scope::Draft, "Gives a draft up", "Abandoned", act::abandon),
    act(
        "/t/{instruction}/{post}/acknowledge",
        Scope::Act,
        "Says that a person at the post has it",
        "Nothing",
        act::acknowledge,
    ),
    act("/t/{instruction}/{post}/plan", Scope::Act, "Plans an engagement", "Plan", act::plan),
    act("/t/{instruction}/{post}/log", Scope::Act, "Logs an engagement that was held", "Logged", act::log),
    act("/t/{instruction}/{post}/object", Scope::Act, "Objects to a tasking", "Objected", act::object),
    act(
        "/t/{instruction}/{post}/ask-extension",
        Scope::Act,
        "Asks for more time",
        "TimeAsked",
        act::ask_extension,
    ),
    act(
        "/t/{instruction}/{post}/reply",
        Scope::Draft,
        "Drafts the reply to a tasking",
        "Replied",
        act::reply,
    ),
];
