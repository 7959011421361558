//! The catalogue of refusals: every code once, every sentence naming something, every hint there, and
//! every one of them provoked by some command.

use std::collections::BTreeSet;

use domain::cable::Level;
use domain::command::{Command, Credit};
use domain::fact::{
    AccessGranted, Disposition, Every, Form, IdentityLinked, OfficeClosed, OfficeKind, OfficeRated, Piece,
    Proposes, Purpose, Role, RoleDelegated, RoleGranted, Ruling,
};
use domain::proof::Presence;
use domain::refusal::Refusal;
use domain::words::{DutyId, EntryId};
use passkey::software::Authenticator;

use crate::common::{
    Desk, circular, day, duty, held, hq, name, occurrence, opened, point, read, reply_text, time, with,
};
use crate::marking;
use crate::network::define;

type Answer = Result<Vec<EntryId>, Refusal>;
type Story = fn(Given) -> Answer;

/// Refused by the desk before a command is decided: only the journal knows where it is written.
const BY_THE_REGISTRY: &[&str] = &["not-here"];

/// What every story below begins with.
struct Given {
    desk: Desk,
    /// To Paris and Ottawa, four points of which the third is not to be left in writing.
    single: EntryId,
    /// To Paris, every thirty days.
    standing: EntryId,
    /// To Paris, cleared and approved, not released.
    draft: EntryId,
    /// Offered an engagement and a reply by Paris.
    reported: EntryId,
}

fn given() -> Given {
    let mut desk = Desk::of_the_ministry();
    let points = ["(VERBATIM) One.", "(PARAPHRASE) Two.", "(NOT IN WRITING) Three."];
    let due = "DUE: 2026-03-20 17:00";
    let text = crate::common::sheet_of(&["PAR", "OTT"], &[due], &["Objective."], &points);
    let single = desk.issue("2026-03-01", &text);
    let every = "EVERY: 30 DAYS UNTIL 2026-06-30";
    let standing = desk.issue("2026-03-01", &circular(&["PAR"], &[every]));
    let reported = desk.issue("2026-03-01", &circular(&["PAR"], &[]));
    desk.log("2026-03-01", "PAR", duty(reported, "PAR")).expect("logged");
    desk.report("2026-03-01", "PAR", &[duty(reported, "PAR")], false).expect("reported");
    let draft = desk.begin("2026-03-01", &circular(&["PAR"], &[]));
    desk.request("2026-03-01", draft, "legal.adviser", &[]);
    desk.clear("2026-03-01", draft, "legal.adviser");
    desk.ask("HQ", "oceans.director", "2026-03-01", Command::Approve { draft }).expect("approved");
    Given { desk, single, standing, draft, reported }
}

impl Given {
    fn paris(mut self, command: Command) -> Answer {
        self.desk.ask("PAR", "par.political", "2026-03-02", command)
    }

    fn director(mut self, command: Command) -> Answer {
        self.desk.ask("HQ", "oceans.director", "2026-03-02", command)
    }

    fn admin(mut self, command: Command) -> Answer {
        self.desk.ask("HQ", "network.admin", "2026-03-02", command)
    }

    fn drafter(mut self, command: Command) -> Answer {
        self.desk.ask("HQ", "oceans.desk", "2026-03-02", command)
    }

    fn release(mut self, at: &str) -> Answer {
        self.desk.ask("HQ", "watch.officer", at, Command::Release { draft: self.draft })
    }

    fn mine(&self) -> DutyId {
        duty(self.single, "PAR")
    }

    fn used(self, number: u16, how: Disposition, form: Form) -> Answer {
        let points = vec![(point(number), how, None)];
        let credits = vec![Credit { duty: self.mine(), points, answer: None }];
        let held = domain::command::Held { form, ..held(day("2026-03-02")) };
        self.paris(Command::LogEngagement { held, credits })
    }

    fn reply(mut self, credit: Option<&dyn Fn(&mut Credit)>) -> Answer {
        let mine = self.mine();
        if let Some(change) = credit {
            let mut credit = self.desk.credit(mine);
            change(&mut credit);
            let log = Command::LogEngagement { held: held(day("2026-03-02")), credits: vec![credit] };
            self.desk.ask("PAR", "par.political", "2026-03-02", log)?;
        }
        self.desk.report("2026-03-02", "PAR", &[mine], false).map(|id| vec![id])
    }

    fn plan(self, duty: DutyId, on: &str) -> Answer {
        self.paris(Command::PlanEngagement { duty, on: day(on), with: with(), form: Form::Call })
    }

    fn rule(self, instruction: EntryId, days: u16, until: Option<&str>) -> Answer {
        let every = Every { days, first_within_days: None, until: until.map(day) };
        self.director(Command::ChangeRule { instruction, office: None, every })
    }

    fn revise(self, change: &dyn Fn(&mut domain::cable::Sheet)) -> Answer {
        let mut sheet = Box::new(read(&circular(&["PAR"], &[])));
        change(&mut sheet);
        let draft = self.draft;
        self.drafter(Command::Revise { draft, sheet })
    }
}

fn regrade(draft: EntryId) -> Command {
    Command::Regrade { draft, why: "It says nothing of what was asked.".into() }
}

/// What somebody at Paris asks of an unclassified reply to an instruction that is so marked.
fn marked(mut g: Given, level: &str, officer: &str, command: fn(EntryId) -> Command) -> Answer {
    marking::staffed(&mut g.desk);
    let text = circular(&["PAR"], &[]).replace("UNCLASSIFIED", level);
    let id = g.desk.issue("2026-03-01", &text);
    let draft = g.desk.reply("2026-03-02", "PAR", &[duty(id, "PAR")], true)?;
    g.desk.ask("PAR", officer, "2026-03-02", command(draft))
}

/// For each code, something that is refused with it.
const PROVOKED: &[(&str, Story)] = &[
    ("no-role", |g| {
        let draft = g.draft;
        g.director(Command::Release { draft })
    }),
    ("not-found", |g| g.paris(Command::Approve { draft: name("HQ.9999") })),
    ("not-yours", |g| {
        let tasking = duty(g.single, "OTT").tasking;
        g.paris(Command::Acknowledge { tasking })
    }),
    ("not-the-instructor", |g| {
        let duty = g.mine();
        g.paris(Command::Extend { duty, to: time("2026-04-01") })
    }),
    ("no-authority-to-instruct", |mut g| {
        let sheet = Box::new(read(&circular(&["OTT"], &[])));
        let command = Command::Draft { purpose: Purpose::Instruction, sheet };
        let draft = g.desk.ask("OSL", "osl.political", "2026-03-02", command)?[0];
        let clearer = name("osl.political");
        let ask = |desk: &mut Desk, command| desk.ask("OSL", "osl.political", "2026-03-02", command);
        ask(&mut g.desk, Command::RequestClearance { draft, clearer, pieces: vec![], by: None })?;
        let answer = domain::fact::ClearanceAnswer::Yes;
        ask(&mut g.desk, Command::Clear { draft, answer, changes: vec![], remark: None })?;
        let role = Role::Approver;
        let granted = RoleGranted {
            officer: name("osl.head"),
            office: name("OSL"),
            role,
            from: day("2026-01-01"),
            until: None,
        };
        g.desk.ask("HQ", "network.admin", "2026-03-02", Command::GrantRole(granted))?;
        g.desk.ask("OSL", "osl.head", "2026-03-02", Command::Approve { draft })?;
        ask(&mut g.desk, Command::Release { draft })
    }),
    ("unknown-office", |g| g.revise(&|sheet| sheet.to[0].name = "ATLANTIS".into())),
    ("office-exists", |g| {
        g.admin(Command::OpenOffice(opened("PAR", "LYON", OfficeKind::Embassy, "Europe/Paris")))
    }),
    ("office-closed", |mut g| {
        let closed = OfficeClosed { office: name("PAR"), on: day("2026-03-02") };
        g.desk.ask("HQ", "network.admin", "2026-03-02", Command::CloseOffice(closed))?;
        g.release("2026-03-02")
    }),
    ("one-headquarters", |g| {
        g.admin(Command::OpenOffice(opened("HQB", "SECOND", OfficeKind::Headquarters, "Europe/Paris")))
    }),
    ("headquarters-stays", |g| {
        g.admin(Command::CloseOffice(OfficeClosed { office: hq(), on: day("2026-12-31") }))
    }),
    ("unknown-zone", |g| {
        g.admin(Command::OpenOffice(opened("XAN", "XANADU", OfficeKind::Mission, "Mars/Olympus")))
    }),
    ("bad-name", |mut g| define(&mut g.desk, "lower case", "2026-01-06", &["PAR"])),
    ("collective-cycle", |mut g| {
        define(&mut g.desk, "A", "2026-01-06", &["PAR"])?;
        define(&mut g.desk, "B", "2026-01-06", &["A"])?;
        define(&mut g.desk, "A", "2026-02-06", &["B"])
    }),
    ("collective-depth", |mut g| {
        define(&mut g.desk, "A", "2026-01-06", &["PAR"])?;
        for (outer, inner) in [("B", "A"), ("C", "B"), ("D", "C"), ("E", "D")] {
            define(&mut g.desk, outer, "2026-01-06", &[inner])?;
        }
        Ok(vec![])
    }),
    ("collective-empty", |mut g| define(&mut g.desk, "NOBODY", "2026-01-06", &[])),
    ("named-and-exempted", |mut g| {
        define(&mut g.desk, "EUROPE", "2026-01-06", &["PAR", "OSL"])?;
        let draft = g.desk.begin("2026-03-02", &circular(&["EUROPE EXCEPT PARIS", "PARIS"], &[]));
        g.desk.request("2026-03-02", draft, "legal.adviser", &[]);
        g.desk.clear("2026-03-02", draft, "legal.adviser");
        g.desk.ask("HQ", "oceans.director", "2026-03-02", Command::Approve { draft })?;
        g.draft = draft;
        g.release("2026-03-02")
    }),
    ("sheet-in-error", |g| g.revise(&|sheet| sheet.interlocutor_level = Some("EMPEROR".into()))),
    ("too-long", |g| g.revise(&|sheet| sheet.subject = "x".repeat(1 << 20))),
    ("too-many", |g| g.revise(&|sheet| sheet.points = vec![sheet.points[0].clone(); 1_000])),
    ("empty", |g| g.revise(&|sheet| sheet.paragraphs.clear())),
    ("no-action-addressee", |mut g| {
        let draft = g.desk.begin("2026-03-02", &circular(&[], &["INFO: PAR"]));
        g.desk.request("2026-03-02", draft, "legal.adviser", &[]);
        g.desk.clear("2026-03-02", draft, "legal.adviser");
        g.desk.approve_unchecked("2026-03-02", draft);
        g.draft = draft;
        g.release("2026-03-02")
    }),
    ("already-released", |g| {
        let draft = g.single;
        g.director(Command::Approve { draft })
    }),
    ("draft-abandoned", |mut g| {
        let draft = g.draft;
        g.desk.ask("HQ", "oceans.desk", "2026-03-02", Command::Abandon { draft, why: None })?;
        g.release("2026-03-02")
    }),
    ("not-an-instruction", |g| {
        let instruction = g.draft;
        g.director(Command::Withdraw { instruction, office: None, why: "x".into() })
    }),
    ("not-asked", |g| {
        let draft = g.draft;
        g.director(Command::WaiveClearance { draft, clearer: name("trade.desk"), why: "x".into() })
    }),
    ("no-such-piece", |g| {
        let pieces = vec![Piece::Point(point(9))];
        let draft = g.draft;
        g.drafter(Command::RequestClearance { draft, clearer: name("trade.desk"), pieces, by: None })
    }),
    ("outside-remit", |mut g| {
        g.desk.request("2026-03-02", g.draft, "trade.desk", &[Piece::Point(point(1))]);
        let changes = vec![(Piece::Point(point(2)), "x".to_owned())];
        let answer = domain::fact::ClearanceAnswer::WithChanges;
        let command = Command::Clear { draft: g.draft, answer, changes, remark: None };
        g.desk.ask("HQ", "trade.desk", "2026-03-02", command)
    }),
    ("not-cleared", |mut g| {
        g.desk.request("2026-03-02", g.draft, "trade.desk", &[]);
        g.release("2026-03-02")
    }),
    ("nobody-asked", |mut g| {
        let draft = g.desk.begin("2026-03-02", &circular(&["PAR"], &[]));
        g.director(Command::Approve { draft })
    }),
    ("not-approved", |mut g| {
        let draft = g.desk.begin("2026-03-02", &circular(&["PAR"], &[]));
        g.desk.request("2026-03-02", draft, "legal.adviser", &[]);
        g.desk.clear("2026-03-02", draft, "legal.adviser");
        g.draft = draft;
        g.release("2026-03-02")
    }),
    ("own-draft", |mut g| {
        let draft = g.desk.begin("2026-03-02", &circular(&["PAR"], &[]));
        g.drafter(Command::Approve { draft })
    }),
    ("caption-not-held", |mut g| {
        let sheet = circular(&["PAR"], &["CAPTIONS: MED CHANNEL"]);
        let draft = g.desk.begin("2026-03-02", &sheet);
        g.desk.request("2026-03-02", draft, "legal.adviser", &[]);
        g.desk.clear("2026-03-02", draft, "legal.adviser");
        g.director(Command::Approve { draft })
    }),
    ("marked-lower", |g| marked(g, "SECRET", "par.political", |draft| Command::Approve { draft })),
    ("not-marked-lower", |g| marked(g, "UNCLASSIFIED", "par.head", regrade)),
    ("own-marking", |g| marked(g, "SECRET", "par.political", regrade)),
    ("source-not-read", |mut g| {
        let access =
            AccessGranted { officer: name("par.head"), level: Level::Confidential, captions: vec![] };
        g.desk.ask("HQ", "network.admin", "2026-03-01", Command::GrantAccess(access))?;
        marked(g, "SECRET", "par.head", regrade)
    }),
    ("above-rating", |mut g| {
        let rated = OfficeRated { office: name("PAR"), level: Level::Confidential, from: day("2026-03-01") };
        g.desk.ask("HQ", "network.admin", "2026-03-01", Command::RateOffice(rated))?;
        marking::staffed(&mut g.desk);
        let draft = g.desk.begin("2026-03-02", &circular(&["PAR"], &[]).replace("UNCLASSIFIED", "SECRET"));
        g.desk.request("2026-03-02", draft, "legal.adviser", &[]);
        g.desk.clear("2026-03-02", draft, "legal.adviser");
        g.desk.ask("HQ", "oceans.director", "2026-03-02", Command::Approve { draft })?;
        g.desk.ask("HQ", "watch.officer", "2026-03-02", Command::Release { draft })
    }),
    ("clock-behind", |g| g.release("2026-02-01")),
    ("tasking-withdrawn", |mut g| {
        let (instruction, tasking) = (g.single, g.mine().tasking);
        let withdraw = Command::Withdraw { instruction, office: None, why: "x".into() };
        g.desk.ask("HQ", "oceans.director", "2026-03-02", withdraw)?;
        g.paris(Command::Acknowledge { tasking })
    }),
    ("duty-closed", |g| {
        let duty = duty(g.reported, "PAR");
        g.plan(duty, "2026-03-09")
    }),
    ("no-such-occurrence", |g| {
        let duty = occurrence(g.standing, "PAR", "2026-03-30");
        g.plan(duty, "2026-03-09")
    }),
    ("which-occurrence", |g| {
        let duty = duty(g.standing, "PAR");
        g.plan(duty, "2026-03-09")
    }),
    ("no-such-point", |g| g.used(9, Disposition::AsWritten, Form::Call)),
    ("why-needed", |g| g.used(2, Disposition::Withheld, Form::Call)),
    ("verbatim-point", |g| g.used(1, Disposition::Adapted, Form::Call)),
    ("not-in-writing", |g| g.used(3, Disposition::AsWritten, Form::Note)),
    ("points-open", |g| g.reply(Some(&|credit| credit.points.truncate(1)))),
    ("no-engagement", |g| g.reply(None)),
    ("no-answer", |g| g.reply(Some(&|credit| credit.answer = None))),
    ("reply-without-citation", |g| {
        let purpose = Purpose::Reply { answers: vec![g.mine()], interim: false };
        g.paris(Command::Draft { purpose, sheet: Box::new(read(&reply_text("26 OSLO 4"))) })
    }),
    ("nothing-to-return", |g| {
        let duty = g.mine();
        g.director(Command::Return { duty, why: "x".into() })
    }),
    ("nothing-asked", |g| {
        let tasking = g.mine().tasking;
        g.director(Command::RuleOnObjection { tasking, ruling: Ruling::Accepted, why: None })
    }),
    ("not-later", |g| {
        let duty = g.mine();
        g.director(Command::Extend { duty, to: time("2026-03-10") })
    }),
    ("does-not-recur", |g| {
        let instruction = g.single;
        g.rule(instruction, 30, Some("2026-06-30"))
    }),
    ("in-the-future", |g| {
        let credits = vec![g.desk.credit(g.mine())];
        g.paris(Command::LogEngagement { held: held(day("2026-03-03")), credits })
    }),
    ("in-the-past", |g| {
        let duty = g.mine();
        g.plan(duty, "2026-03-01")
    }),
    ("before-release", |g| {
        let credits = vec![g.desk.credit(g.mine())];
        g.paris(Command::LogEngagement { held: held(day("2025-03-02")), credits })
    }),
    ("bad-interval", |g| {
        let instruction = g.standing;
        g.rule(instruction, 0, Some("2026-06-30"))
    }),
    ("ends-before-it-begins", |g| {
        let instruction = g.standing;
        g.rule(instruction, 30, Some("2026-03-03"))
    }),
    ("no-end", |g| {
        let instruction = g.standing;
        g.rule(instruction, 30, None)
    }),
    ("passkey-needed", |mut g| {
        g.desk.enrol(1, "watch.officer");
        g.desk.presence = Presence::Page;
        g.release("2026-03-02")
    }),
    ("by-program", |mut g| {
        g.desk.presence = Presence::Program;
        g.release("2026-03-02")
    }),
    ("proof-wrong", |mut g| {
        let key = g.desk.enrol(1, "watch.officer");
        g.desk.presence = Desk::proof_of("another act\n", &key);
        g.release("2026-03-02")
    }),
    ("passkey-taken", |mut g| {
        let registered = g.desk.enrol(1, "watch.officer");
        g.desk.register("legal.adviser", &registered)
    }),
    ("recovery-needed", |mut g| {
        let key = g.desk.enrol(1, "watch.officer");
        g.desk.presence = Presence::Console;
        let revoke = Command::RevokePasskey {
            officer: name("watch.officer"),
            credential: key.credential.clone().into(),
        };
        g.desk.ask("HQ", "network.admin", "2026-03-02", revoke).expect("revoked");
        let new = Authenticator::new(2, "localhost", "http://localhost");
        g.desk.register("watch.officer", &new)
    }),
    ("recovery-alone", |mut g| {
        g.desk.enrol(1, "watch.officer");
        g.admin(Command::AskRecovery { officer: name("network.admin") })
    }),
    ("nothing-to-recover", |g| g.admin(Command::AskRecovery { officer: name("watch.officer") })),
    ("recovery-not-asked", |g| g.admin(Command::GrantRecovery { officer: name("watch.officer") })),
    ("identity-taken", |mut g| {
        let linked = |officer: &str| {
            let (issuer, subject) = ("https://login.example".to_owned(), "4711".to_owned());
            Command::LinkIdentity(IdentityLinked { officer: name(officer), issuer, subject })
        };
        g.desk.ask("HQ", "network.admin", "2026-03-02", linked("watch.officer")).expect("linked");
        g.admin(linked("oceans.desk"))
    }),
    ("not-delegable", |g| {
        let (from, until) = (day("2026-03-02"), day("2026-03-09"));
        let (officer, office) = (name("oceans.desk"), hq());
        g.admin(Command::Delegate(RoleDelegated { officer, office, role: Role::Administrator, from, until }))
    }),
    ("reads-anyway", |mut g| {
        let (officer, office, from) = (name("par.political"), name("PAR"), day("2026-01-01"));
        let granted = RoleGranted { officer, office, role: Role::DutyOfficer, from, until: None };
        g.desk.ask("HQ", "network.admin", "2026-03-02", Command::GrantRole(granted))?;
        let cable = g.single;
        g.paris(Command::OpenInEmergency { cable, why: "now".to_owned() })
    }),
    ("words-missing", |mut g| {
        let draft = g.draft;
        for entry in g.desk.journals.get_mut(&hq()).into_iter().flatten().filter(|entry| entry.id == draft) {
            entry.papers.iter_mut().for_each(|paper| paper.words = None);
        }
        let journal = g.desk.journals[&hq()].clone();
        let own = journal.iter().filter(|entry| entry.dossier == domain::words::DossierId::Of(draft));
        let folded = domain::dossier::Dossier::fold(draft, own).expect("readable");
        g.desk.dossiers.insert(draft, folded);
        g.release("2026-03-02")
    }),
];

#[test]
fn every_refusal_is_provoked_by_some_command() {
    for (code, story) in PROVOKED {
        let refusal = story(given()).expect_err(code);
        assert_eq!(refusal.code(), *code, "{refusal}");
        assert!(!refusal.to_string().contains(['{', '}']), "{refusal}");
    }
    let told = PROVOKED.iter().map(|(code, _)| *code).chain(BY_THE_REGISTRY.iter().copied());
    let listed = Refusal::CATALOGUE.iter().map(|(code, ..)| *code);
    assert_eq!(told.collect::<BTreeSet<_>>(), listed.collect::<BTreeSet<_>>());
}

#[test]
fn every_refusal_has_a_code_of_its_own_a_sentence_that_names_something_and_a_hint() {
    let mut codes = BTreeSet::new();
    for (code, sentence, hint) in Refusal::CATALOGUE {
        assert!(codes.insert(code), "{code} stands for two refusals");
        assert!(code.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{code}");
        // The one refusal about something absent has nothing to name.
        assert!(sentence.contains('{') || *code == "no-end", "{code} names nothing");
        assert!(hint.len() > 3, "{code} does not say what to do");
        for text in [sentence, hint] {
            assert!(!text.ends_with('.') && text.trim() == *text, "{code}: {text}");
        }
    }
}

#[test]
fn a_refusal_reads_as_a_sentence() {
    let mine = given();
    let tasking = duty(mine.single, "OTT").tasking;
    let refusal = mine.paris(Command::Acknowledge { tasking }).expect_err("theirs");
    assert_eq!(refusal.to_string(), format!("tasking {tasking} is addressed to OTT; PAR cannot act on it"));
    let object = Command::Object { duty: tasking.into(), proposes: Proposes::Drop, why: "x".into() };
    assert_eq!(given().paris(object).expect_err("theirs"), refusal);
}
