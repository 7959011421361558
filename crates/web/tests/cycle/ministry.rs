//! A small ministry for one test: headquarters, Lisbon and Oslo, and a handful of officers, on a record of its own.

use std::net::SocketAddr;
use std::time::Duration;

use domain::cable::Level;
use domain::command::Command;
use domain::fact::{
    AccessGranted, CollectiveDefined, Member, OfficeKind, OfficeOpened, Role, RoleGranted, Weekday,
};
use domain::proof::Presence;
use domain::words::OfficeId;
use registry::door::Clock;
use registry::{Ask, Registry};
use serde_json::json;
use views::{Follower, Views};

use crate::browser::Browser;
use crate::program::Program;

/// A ministry whose pages are served until the test ends.
pub(crate) struct Ministry {
    pub(crate) at: SocketAddr,
    pub(crate) clock: Clock,
    pub(crate) folder: tempfile::TempDir,
    registry: Registry,
    views: Views,
    introduces: bool,
    token_rate: u32,
    /// How much may be asked, from the next start on.
    pub(crate) limits: web::Limits,
    /// How patient it is, from the next start on.
    pub(crate) lines: web::Lines,
    pub(crate) patience: Duration,
    /// Where it may send to.
    pub(crate) webhook_hosts: Vec<web::WebhookHost>,
    /// The file of its profile, if it has one.
    pub(crate) profile_file: Option<std::path::PathBuf>,
    /// Whom it believes to say who somebody is.
    provider: Option<web::IdentityProvider>,
    /// Whether nobody releases without a passkey, from the next start on.
    pub(crate) wants_passkeys: bool,
    _follower: Follower,
    running: Option<tokio::runtime::Runtime>,
}

fn office(code: &str) -> OfficeId {
    code.parse().expect("an office code")
}

impl Ministry {
    /// One whose sign-in page lists the officers and asks for no code.
    pub(crate) fn open() -> Self {
        Self::begin(true, 1_000_000)
    }

    /// One where people sign in with a code.
    pub(crate) fn guarded() -> Self {
        Self::begin(false, 1_000_000)
    }

    /// One that may send to some addresses.
    pub(crate) fn sending_to(listed: &[SocketAddr]) -> Self {
        let mut ministry = Self::begin(true, 1_000_000);
        ministry.webhook_hosts = listed.iter().map(|at| at.to_string().parse().expect("a host")).collect();
        ministry.restart(|_| {});
        ministry
    }

    /// One whose officers may sign in by an identity provider.
    pub(crate) fn trusting(provider: web::IdentityProvider) -> Self {
        let mut ministry = Self::begin(false, 1_000_000);
        ministry.provider = Some(provider);
        ministry.restart(|_| {});
        ministry
    }

    /// One where a token may ask so many times a minute.
    pub(crate) fn asked_at_most(token_rate: u32) -> Self {
        Self::begin(true, token_rate)
    }

    fn begin(introduces: bool, token_rate: u32) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Clock::played("2026-11-20T09:00:00Z".parse().expect("a time"));
        let registry = Registry::begin(folder.path(), clock.clone()).expect("a record");
        for code in ["HQ", "LIS", "OSL"] {
            registry.desk().settle(office(code)).expect("settled");
        }
        let ministry = |registry: &Registry, command: Command| {
            let ask = Ask {
                office: office("HQ"),
                officer: "admin".parse().expect("a handle"),
                presence: Presence::Console,
                name: None,
                command,
            };
            registry.desk().ask(ask).expect("recorded");
        };
        let open =
            |code: &str, name: &str, station: &str, kind, country: Option<&str>, city: &str, zone: &str| {
                Command::OpenOffice(OfficeOpened {
                    office: office(code),
                    name: name.into(),
                    station: station.into(),
                    kind,
                    country: country.map(Into::into),
                    city: city.into(),
                    zone: zone.into(),
                    week: Weekday::ALL.iter().copied().take(5).collect(),
                    plad: Some(format!("EST {station}")),
                    parent: None,
                    coordinates: (city == "Lisbon").then(|| "38.72,-9.14".parse().expect("coordinates")),
                })
            };
        let (hq, embassy) = (OfficeKind::Headquarters, OfficeKind::Embassy);
        ministry(&registry, open("HQ", "Headquarters", "MFA", hq, None, "Estmark", "Europe/Copenhagen"));
        ministry(
            &registry,
            open("LIS", "Embassy Lisbon", "LISBON", embassy, Some("PT"), "Lisbon", "Europe/Lisbon"),
        );
        ministry(&registry, open("OSL", "Embassy Oslo", "OSLO", embassy, Some("NO"), "Oslo", "Europe/Oslo"));
        ministry(
            &registry,
            Command::DefineCollective(CollectiveDefined {
                name: "EUROPE".into(),
                from: "2026-01-01".parse().expect("a day"),
                members: vec![Member::Office(office("LIS")), Member::Office(office("OSL"))],
                except: Vec::new(),
            }),
        );
        for (officer, code, roles, level) in [
            ("oceans.desk", "HQ", vec![Role::Drafter], Level::Secret),
            ("treaty.desk", "HQ", vec![Role::Clearer], Level::Secret),
            ("director.oceans", "HQ", vec![Role::Approver, Role::Releaser], Level::Secret),
            ("lis.political", "LIS", vec![Role::ActionOfficer, Role::Drafter], Level::Confidential),
            ("lis.head", "LIS", vec![Role::Clearer, Role::Approver, Role::Releaser], Level::Confidential),
            ("osl.head", "OSL", vec![Role::ActionOfficer, Role::Approver], Level::Secret),
        ] {
            let handle: domain::words::Handle = officer.parse().expect("a handle");
            for role in roles {
                let granted = RoleGranted {
                    officer: handle.clone(),
                    office: office(code),
                    role,
                    from: "2026-01-01".parse().expect("a day"),
                    until: None,
                };
                ministry(&registry, Command::GrantRole(granted));
            }
            let access = AccessGranted { officer: handle, level, captions: Vec::new() };
            ministry(&registry, Command::GrantAccess(access));
        }
        let views = Views::open(folder.path(), registry.record().clone()).expect("views");
        views.follow(&mut |_| {}).expect("followed");
        let follower = views.follow_in_background().expect("a follower");
        let at = SocketAddr::from(([127, 0, 0, 1], 0));
        let running = None;
        let mut ministry = Self {
            at,
            clock,
            folder,
            registry,
            views,
            introduces,
            token_rate,
            // Its clock stands still, so a limit would never be forgiven.
            limits: web::Limits::none(),
            lines: web::Lines::default(),
            patience: Duration::from_secs(30),
            webhook_hosts: Vec::new(),
            profile_file: None,
            provider: None,
            wants_passkeys: false,
            _follower: follower,
            running,
        };
        ministry.serve();
        ministry
    }

    fn serve(&mut self) {
        let plain = || domain::cable::Profile::named("plain").expect("it ships with the program");
        let read = |path| std::fs::read_to_string(path).ok();
        let own = self.profile_file.as_ref().and_then(read);
        let profile = own.map_or_else(plain, |text| domain::cable::Profile::read(&text).expect("a profile"));
        let local = web::Local::open(self.folder.path()).expect("the memory of the machine");
        let mut settings = web::Settings::new("Ministry of External Relations of Estmark", profile, local);
        settings.profile_file.clone_from(&self.profile_file);
        settings.door.introduces = self.introduces;
        settings.token_rate = self.token_rate;
        settings.limits = self.limits;
        settings.patience = self.patience;
        settings.nothing_takes = Duration::ZERO;
        settings.door.address_header = Some("x-real-ip".into());
        let lines = self.lines.clone();
        settings.webhook_hosts.clone_from(&self.webhook_hosts);
        settings.door.wants_passkeys = self.wants_passkeys;
        settings.provider.clone_from(&self.provider);
        let router = web::router(self.registry.desk(), self.views.clone(), self.clock.clone(), settings);
        let running = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
        let listener = running.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("a port");
        self.at = listener.local_addr().expect("an address");
        running.spawn(async move { web::serve(listener, router, lines, std::future::pending()).await });
        self.running = Some(running);
    }

    /// Stops the server, does something meanwhile, and starts it anew.
    pub(crate) fn restart(&mut self, meanwhile: impl FnOnce(&std::path::Path)) {
        if let Some(running) = self.running.take() {
            running.shutdown_timeout(std::time::Duration::from_secs(10));
        }
        meanwhile(self.folder.path());
        self.serve();
    }

    /// Makes an officer an administrator too.
    pub(crate) fn administrator(&self, officer: &str) {
        let (officer, from) = (officer.parse().expect("a handle"), "2026-01-01".parse().expect("a day"));
        let role = Role::Administrator;
        self.orders(Command::GrantRole(RoleGranted {
            officer,
            office: office("HQ"),
            role,
            from,
            until: None,
        }));
    }

    /// Puts an officer on duty at headquarters, cleared up to confidential.
    pub(crate) fn on_duty(&self, officer: &str) {
        let (officer, from) = (officer.parse().expect("a handle"), "2026-01-01".parse().expect("a day"));
        let (office, role) = (office("HQ"), Role::DutyOfficer);
        let access = AccessGranted { officer, level: Level::Confidential, captions: Vec::new() };
        let granted = RoleGranted { officer: access.officer.clone(), office, role, from, until: None };
        self.orders(Command::GrantRole(granted));
        self.orders(Command::GrantAccess(access));
    }

    /// Opens one more office like Oslo's, under a name.
    pub(crate) fn open_office(&self, code: &str, name: &str) {
        let directory = self.views.directory().expect("read");
        let like = directory.office(office("OSL")).expect("an office").opened.clone();
        let (office, station) = (office(code), code.to_owned());
        self.orders(Command::OpenOffice(OfficeOpened { office, station, name: name.into(), ..like }));
    }

    /// Asks headquarters' desk as the administrator.
    pub(crate) fn orders(&self, command: Command) {
        let (office, officer) = (office("HQ"), "admin".parse().expect("a handle"));
        let ask = Ask { office, officer, presence: Presence::Console, name: None, command };
        let receipt = self.registry.desk().ask(ask).expect("recorded");
        self.views.caught_up(receipt.arrival, std::time::Duration::from_secs(5)).expect("shown");
    }

    /// A code for an officer, made by another who has the folder.
    pub(crate) fn code(&self, officer: &str) -> String {
        let mut chance = [0; 10];
        registry::door::draw(&mut chance);
        let local = web::Local::open(self.folder.path()).expect("opened beside the server");
        let officer = officer.parse().expect("a handle");
        local.issue(&officer, self.clock.now(), chance).expect("issued").words
    }

    /// Has Lisbon do all it was asked by the first instruction: a plan, an engagement, an objection, a reply.
    pub(crate) fn reported(&self) {
        let all = [web::Scope::Read, web::Scope::Act, web::Scope::Draft];
        let lisbon = self.program("lis.political", &all, None);
        let with = json!({ "office": "Maritime Policy", "level": "director" });
        let answer = json!({ "text": "They lean toward it.", "stance": "leans-toward", "given": "orally",
            "confidence": "high" });
        let points = json!([{ "point": 1, "became": "as-written" }, { "point": 2, "became": "adapted", "why": "in short" }]);
        let log = json!({ "on": "2026-11-20", "form": "call", "with": with, "points": points, "answer": answer,
            "notes": "It took an hour." });
        let mut draft = String::new();
        for (act, body) in [
            ("acknowledge", json!({})),
            ("plan", json!({ "on": "2026-11-23", "form": "call", "with": with })),
            ("object", json!({ "proposes": "delay", "why": "A government is being formed." })),
            ("ask-extension", json!({ "to": "2026-12-01T12:00:00Z", "why": "after the vote" })),
            ("log", log),
            ("reply", json!({ "sheet": crate::REPLY })),
        ] {
            let told = lisbon.post(&format!("/t/2026-MFA-0001/LIS/{act}"), &body);
            assert_eq!(told.status, 201, "{act}: {}", told.body);
            draft = told.headers.get("location").map_or(draft, |to| to.trim_end_matches(".json").to_owned());
        }
        let clearer = json!({ "clearer": "lis.head" });
        assert_eq!(lisbon.post(&format!("{draft}/ask-clearance"), &clearer).status, 201);
        let mut chief = self.browser("lis.head");
        let page = chief.get(&draft);
        let page = chief.submit(&page, &format!("{draft}/clear"), &[]);
        let page = chief.submit(&page, &format!("{draft}/approve"), &[]);
        chief.submit(&page, &format!("{draft}/release"), &[]);
        // A reply that is not urgent waits a moment in which it can be undone.
        self.clock.set(self.clock.now() + jiff::SignedDuration::from_secs(11));
        let page = chief.get(&draft);
        assert!(page.text(".over").contains("2026 LISBON 0001"), "{}", page.text("main"));
    }

    /// Has Lisbon acknowledge the first instruction and plan a call.
    pub(crate) fn planned(&self) {
        let lisbon = self.program("lis.political", &[web::Scope::Act], None);
        let plan = json!({ "on": "2026-11-23", "form": "call",
            "with": { "office": "Maritime Policy", "level": "director" } });
        for (act, body) in [("acknowledge", json!({})), ("plan", plan)] {
            let told = lisbon.post(&format!("/t/2026-MFA-0001/LIS/{act}"), &body);
            assert_eq!(told.status, 201, "{act}: {}", told.body);
        }
    }

    /// What the machine remembers, opened beside the server.
    pub(crate) fn local(&self) -> web::Local {
        web::Local::open(self.folder.path()).expect("opened beside the server")
    }

    /// A program with a token of an officer's.
    pub(crate) fn program(&self, officer: &str, scopes: &[web::Scope], level: Option<Level>) -> Program {
        Program::with_token(self.at, &self.token(officer, scopes, level))
    }

    /// A token of an officer's.
    pub(crate) fn token(&self, officer: &str, scopes: &[web::Scope], level: Option<Level>) -> String {
        self.granted(officer, "a trial", scopes, level)
    }

    /// A token that an officer calls something.
    pub(crate) fn token_named(&self, officer: &str, label: &str) -> String {
        self.granted(officer, label, &[web::Scope::Read], None)
    }

    fn granted(&self, officer: &str, label: &str, scopes: &[web::Scope], level: Option<Level>) -> String {
        let mut chance = [0; 36];
        registry::door::draw(&mut chance);
        let scopes = scopes.iter().copied().collect();
        let grant = web::Grant { label: label.into(), scopes, level, days: 60 };
        let officer = officer.parse().expect("a handle");
        self.local().grant(&officer, &grant, self.clock.now(), chance).expect("granted").secret
    }

    /// Takes every role from an officer from today on, as headquarters does.
    pub(crate) fn revoke_roles(&self, officer: &str) {
        let officer: domain::words::Handle = officer.parse().expect("a handle");
        let held: Vec<_> = self.views.directory().expect("read").roles().to_vec();
        for role in held.into_iter().filter(|role| role.officer == officer) {
            self.orders(Command::RevokeRole(domain::fact::RoleRevoked {
                officer: role.officer,
                office: role.office,
                role: role.role,
            }));
        }
    }

    /// A browser in which an officer is signed in.
    pub(crate) fn browser(&self, officer: &str) -> Browser {
        let mut browser = Browser::new(self.at);
        let page = browser.sign_in(officer);
        assert_eq!(page.status, 200, "{}", page.text("main"));
        assert!(page.text(".who").contains(officer));
        browser
    }

    /// Releases a sheet at headquarters, by forms; gives the address of the instruction.
    pub(crate) fn released(&self, sheet: &str) -> String {
        let (mut desk, mut treaty, mut director) =
            (self.browser("oceans.desk"), self.browser("treaty.desk"), self.browser("director.oceans"));
        let page = desk.get("/compose");
        let draft = desk.submit(&page, "/compose", &[("text", sheet), ("act", "save")]);
        let at = draft.path.clone();
        assert!(at.starts_with("/i/"), "{}", draft.text("main"));
        desk.submit(&draft, &format!("{at}/ask-clearance"), &[("ask-clearance-who", "treaty.desk")]);
        let page = treaty.get(&at);
        treaty.submit(&page, &format!("{at}/clear"), &[]);
        let page = director.get(&at);
        let page = director.submit(&page, &format!("{at}/approve"), &[]);
        let page = director.submit(&page, &format!("{at}/release"), &[]);
        assert!(page.text(".receipt").contains("Number"), "{}", page.text("main"));
        // A page waits for what its reader did, and search comes a moment later.
        self.views.follow(&mut |_| {}).expect("followed");
        at
    }

    /// The record as a stranger gets it.
    pub(crate) fn exported(&self) -> String {
        let mut out = Vec::new();
        self.registry.record().export(None, &mut out).expect("a sound record");
        String::from_utf8(out).expect("text")
    }

    /// How many entries the record holds.
    pub(crate) fn entries(&self) -> u64 {
        self.registry.record().position().expect("a position")
    }
}
