//! The desk in a browser: plain pages that work without scripts, on paper and at 320 pixels.
//! It turns a request into a question for the views or a command for the registry, and the answer into a page.
//! It decides nothing and writes nothing itself but who is signed in. The table of pages below is the index of everything that can be asked.

use std::path::PathBuf;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use domain::cable::Profile;
use registry::Desk;
use registry::door::Clock;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;
use views::Views;

mod acts;
mod api;
mod assets;
mod clocks;
mod code;
mod confirm;
mod countries;
mod form;
mod forms;
mod fragments;
mod guard;
mod held;
mod hook;
mod limits;
mod lines;
pub mod links;
mod local;
mod looked;
mod page;
mod pages;
mod print;
pub mod projection;
mod provider;
mod rate;
mod routes;
mod saved;
mod session;
mod sheets;
mod token;
mod tongue;
mod unsaved;
mod visit;
mod warm;

pub use code::Code;
pub use countries::on_paper as country_name;
pub use guard::Door;
pub use hook::WebhookHost;
pub use limits::Limits;
pub use lines::{Lines, serve};
pub use local::{Fault, Local};
pub use pages::{asset, assets, samples};
pub use provider::IdentityProvider;
pub use routes::{Access, Route};
pub use token::{DAYS_MAX, Grant, Issued, NotGranted, Scope, Token};

use pages::{
    admin, board, check, clearance, compose, confirm as confirm_page, emergency, go, going, handout, hooks,
    inbox, instruction, instructions, keys, map, me, offices, positions, post, problem, record, search,
    sign_in, tasking, taskings, tokens, version, visited,
};
use routes::Routes;
use visit::House;

/// The largest form: a sheet of the greatest length, every byte of it encoded as three.
const FORM_MAX: usize = 4 << 20;
/// How often a token may ask in a minute unless the ministry says otherwise.
const TOKEN_RATE: u32 = 600;
/// How long an answer may take.
const ANSWER_MAX: Duration = Duration::from_secs(30);

/// How long it takes at least to say that there is nothing, so that the time does not tell what is hidden from what is not
/// there. Looking takes a few milliseconds.
const NOTHING_TAKES: Duration = Duration::from_millis(20);

/// What a ministry sets about its pages.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The name on every page.
    pub ministry: String,
    /// The rules by which a drafting sheet is remarked upon.
    pub profile: Profile,
    /// The file those rules were read from, if they did not ship with the program.
    pub profile_file: Option<PathBuf>,
    /// How the server is reached.
    pub door: Door,
    /// What this machine remembers of its visitors.
    pub local: Local,
    /// How often a token may ask in a minute.
    pub token_rate: u32,
    /// How much may be asked in a minute.
    pub limits: Limits,
    /// How long a question may take, from its head to the head of its answer.
    pub patience: Duration,
    /// How long it takes at least to say that there is nothing, or nothing one may see.
    pub nothing_takes: Duration,
    /// The only hosts to which anything is ever sent.
    pub webhook_hosts: Vec<WebhookHost>,
    /// The ministry's own identity provider, if it has one.
    pub provider: Option<IdentityProvider>,
}

impl Settings {
    /// The settings of a ministry reached on this machine only.
    pub fn new(ministry: &str, profile: Profile, local: Local) -> Self {
        Self {
            ministry: ministry.to_owned(),
            profile,
            profile_file: None,
            door: Door::default(),
            local,
            token_rate: TOKEN_RATE,
            limits: Limits::default(),
            patience: ANSWER_MAX,
            nothing_takes: NOTHING_TAKES,
            webhook_hosts: Vec::new(),
            provider: None,
        }
    }
}

/// Every page and form, with who may ask for it.
fn pages() -> Routes {
    use Access::{Anybody, Door, Form, Officer};
    Routes::default()
        .get("/", Officer, inbox::home)
        .get("/sign-in", Anybody, sign_in::show)
        .post("/sign-in", Door, sign_in::submit)
        .post("/sign-in/passkey", Door, sign_in::by_passkey)
        .get("/sign-in/provider", Anybody, visited::leave)
        .get("/sign-in/provider/back", Anybody, visited::come_back)
        .post("/sign-out", Door, sign_in::leave)
        .get("/confirm/{act}", Officer, confirm_page::show)
        .post("/confirm/{act}", Form, confirm_page::submit)
        .get("/me", Officer, me::show)
        .post("/me/passkey", Form, me::register)
        .post("/me/revoke", Form, me::revoke)
        .post("/me/end", Form, me::end)
        .post("/me/delegate", Form, me::delegate)
        .post("/me/take-back", Form, me::take_back)
        .post("/me/recover", Form, me::recover)
        .post("/me/agree", Form, me::agree)
        .get("/admin", Officer, admin::first)
        .get("/admin/roles", Officer, admin::roles::show)
        .post("/admin/roles/grant", Form, admin::roles::grant)
        .post("/admin/roles/revoke", Form, admin::roles::revoke)
        .post("/admin/roles/access", Form, admin::roles::access)
        .post("/admin/roles/rate", Form, admin::roles::rate)
        .get("/admin/sessions", Officer, admin::sessions::show)
        .post("/admin/sessions/end", Form, admin::sessions::end)
        .get("/admin/openings", Officer, admin::openings::show)
        .get("/admin/identities", Officer, admin::identities::show)
        .post("/admin/identities/link", Form, admin::identities::link)
        .post("/admin/identities/unlink", Form, admin::identities::unlink)
        .get("/admin/profiles", Officer, admin::profiles::show)
        .post("/admin/profiles/try", Form, admin::profiles::attempt)
        .post("/tongue", Door, tongue::choose)
        .get("/inbox", Officer, inbox::show)
        .get("/instructions", Officer, instructions::show)
        .get("/compose", Officer, compose::blank)
        .post("/compose", Form, compose::submit)
        .post("/compose/preview", Form, compose::preview)
        .get("/board", Officer, board::newest)
        .get("/i/{instruction}", Officer, instruction::show)
        .get("/i/{instruction}/board", Officer, board::show)
        .get("/i/{instruction}/board/events", Officer, board::events::show)
        .get("/i/{instruction}/map", Officer, map::show)
        .get("/i/{instruction}/revise", Officer, compose::of_draft)
        .post("/i/{instruction}/revise", Form, compose::revise)
        .post("/i/{instruction}/revise/preview", Form, compose::preview_draft)
        .get("/i/{instruction}/check", Officer, check::show)
        .get("/i/{instruction}/clear", Officer, clearance::show)
        .post("/i/{instruction}/clear", Form, clearance::submit)
        .get("/i/{instruction}/going", Officer, going::show)
        .get("/i/{instruction}/v/{version}", Officer, version::show)
        .post("/i/{instruction}/{act}", Form, instruction::submit)
        .get("/t/{instruction}/{post}", Officer, tasking::show)
        .get("/t/{instruction}/{post}/paper", Officer, handout::show)
        .post("/t/{instruction}/{post}/{act}", Form, tasking::submit)
        .get("/r/{cable}", Officer, record::show)
        .post("/words", Door, unsaved::submit)
        .get("/q", Officer, search::show)
        .post("/q/keep", Form, search::keep)
        .post("/q/forget", Form, search::forget)
        .get("/go", Officer, go::show)
        .get("/emergency", Officer, emergency::show)
        .post("/emergency", Form, emergency::submit)
        .get("/emergency/{cable}", Officer, emergency::opened)
        .get("/keys", Officer, keys::show)
        .get("/taskings", Officer, taskings::show)
        .get("/p/{post}", Officer, post::show)
        .get("/positions", Officer, positions::show)
        .get("/offices", Officer, offices::show)
        .get("/me/tokens", Officer, tokens::show)
        .post("/me/tokens", Form, tokens::add)
        .post("/me/tokens/revoke", Form, tokens::revoke)
        .get("/me/hooks", Officer, hooks::show)
        .post("/me/hooks", Form, hooks::add)
        .post("/me/hooks/remove", Form, hooks::remove)
        .get("/assets/{name}", Anybody, assets::show)
}

/// Every address that is served, for whoever audits it.
pub fn routes() -> Vec<Route> {
    let mut all = pages().table();
    all.extend(api::routes());
    all
}

/// Everything that can be asked of the desk in a browser. The views must be followed by whoever calls this.
pub fn router(desk: Desk, views: Views, clock: Clock, settings: Settings) -> Router {
    let (door, patience) = (settings.door.clone(), settings.patience);
    let house = House::new(desk, views, clock, settings);
    let panicked = house.clone();
    house.watch();
    let pages = pages().router().fallback(problem::nowhere).with_state(house.clone());
    api::beside(pages, house)
        .layer(CatchPanicLayer::custom(move |_| {
            visit::fault(&panicked, tongue::Tongue::default(), "a page panicked")
        }))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, patience))
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(FORM_MAX))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(door, guard::stand))
}
