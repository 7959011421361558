//! Stories of engagements and replies: dispositions, credits, closing, returning.

use domain::command::{Command, Credit};
use domain::fact::{Disposition, Form, Purpose};
use domain::refusal::Refusal;
use domain::tasking::{Stage, Timeliness};
use domain::words::{DutyId, EntryId, PointId};

use crate::common::{Desk, answered, circular, day, duty, held, name, point, read, reply_text, sheet_of};

/// An instruction with a point of each mark.
fn issued() -> (Desk, EntryId) {
    let mut desk = Desk::of_the_ministry();
    let points = [
        "(VERBATIM) Word for word.",
        "(PARAPHRASE) In your own words.",
        "(NOT IN WRITING) Only spoken.",
        "(IF ASKED, OPTIONAL) If they ask.",
    ];
    let id = desk.issue("2026-03-01", &sheet_of(&["PAR", "OTT"], &[], &["Objective."], &points));
    (desk, id)
}

fn log(desk: &mut Desk, at: &str, form: Form, credits: Vec<Credit>) -> Result<Vec<EntryId>, Refusal> {
    let on = crate::common::time(at).to_zoned(jiff::tz::TimeZone::UTC).date();
    let held = domain::command::Held { form, ..held(on) };
    desk.ask("PAR", "par.political", at, Command::LogEngagement { held, credits })
}

fn used(duty: DutyId, points: &[(u16, Disposition, Option<&str>)], answer: bool) -> Credit {
    let points = points.iter().map(|(id, how, why)| (point(*id), *how, why.map(str::to_owned))).collect();
    Credit { duty, points, answer: answer.then(answered) }
}

const ALL: &[(u16, Disposition, Option<&str>)] = &[
    (1, Disposition::AsWritten, None),
    (2, Disposition::Adapted, None),
    (3, Disposition::Withheld, Some("It was a note.")),
];

fn returned(desk: &mut Desk, at: &str, duty: DutyId) -> Result<Vec<EntryId>, Refusal> {
    let command = Command::Return { duty, why: "Who answered?".into() };
    desk.ask("HQ", "oceans.director", at, command)
}

#[test]
fn a_reply_closes_only_when_every_required_point_is_accounted_for_and_answered() {
    let (mut desk, id) = issued();
    let mine = duty(id, "PAR");
    let draft = desk.reply("2026-03-02", "PAR", &[mine], false).expect("drafted");
    let approve = Command::Approve { draft };
    desk.ask("PAR", "par.political", "2026-03-02", approve).expect("approved, with nobody asked to clear");
    let release =
        |desk: &mut Desk, at: &str| desk.ask("PAR", "par.political", at, Command::Release { draft });
    assert_eq!(release(&mut desk, "2026-03-02"), Err(Refusal::NoEngagement { duty: mine }));
    log(&mut desk, "2026-03-03", Form::Call, vec![used(mine, &ALL[..1], false)]).expect("logged");
    assert_eq!(
        release(&mut desk, "2026-03-03"),
        Err(Refusal::PointsOpen { duty: mine, points: "P2, P3".into() })
    );
    log(&mut desk, "2026-03-04", Form::Call, vec![used(mine, &ALL[1..], false)]).expect("logged");
    assert_eq!(release(&mut desk, "2026-03-04"), Err(Refusal::NoAnswer { duty: mine }));
    log(&mut desk, "2026-03-05", Form::Phone, vec![used(mine, &[], true)]).expect("logged");
    let released = release(&mut desk, "2026-03-05").expect("released");
    assert_eq!(desk.kinds(&released), ["reply.released", "tasking.reported"]);
    assert!(desk.tasking(id, "PAR").closed(None));
    assert!(!desk.tasking(id, "OTT").closed(None));
}

#[test]
fn a_point_is_never_just_ticked() {
    let (mut desk, id) = issued();
    let mine = duty(id, "PAR");
    let mut one = |form, number, how, why| {
        log(&mut desk, "2026-03-02", form, vec![used(mine, &[(number, how, why)], false)]).map(|_| ())
    };
    let why = |number, disposition| Err(Refusal::WhyNeeded { point: PointId(number), disposition });
    assert_eq!(one(Form::Call, 2, Disposition::Withheld, None), why(2, "withheld"));
    assert_eq!(one(Form::Call, 2, Disposition::Overtaken, Some(" ")), why(2, "overtaken"));
    let verbatim = Refusal::VerbatimPoint { point: PointId(1) };
    assert_eq!(one(Form::Call, 1, Disposition::Adapted, None), Err(verbatim));
    assert_eq!(one(Form::Call, 1, Disposition::Adapted, Some("Their language.")), Ok(()));
    let spoken = |form| Err(Refusal::NotInWritingPoint { point: PointId(3), form });
    assert_eq!(one(Form::Note, 3, Disposition::AsWritten, None), spoken("note"));
    assert_eq!(one(Form::Letter, 3, Disposition::Adapted, None), spoken("letter"));
    assert_eq!(one(Form::Note, 3, Disposition::Withheld, Some("A note.")), Ok(()));
    assert_eq!(one(Form::Margins, 3, Disposition::AsWritten, None), Ok(()));
    let none = Refusal::NoSuchPoint { instruction: id, point: PointId(9) };
    assert_eq!(one(Form::Call, 9, Disposition::AsWritten, None), Err(none));
    assert_eq!(one(Form::Call, 2, Disposition::RaisedByHost, None), Ok(()));
}

#[test]
fn an_engagement_lies_between_the_release_and_today_at_the_post() {
    let (mut desk, id) = issued();
    let on = |desk: &mut Desk, at: &str, date: &str| {
        let command =
            Command::LogEngagement { held: held(day(date)), credits: vec![desk.credit(duty(id, "OTT"))] };
        desk.ask("OTT", "ott.political", at, command).map_err(|refusal| refusal.code())
    };
    assert_eq!(on(&mut desk, "2026-03-02", "2026-02-28"), Err("before-release"));
    assert_eq!(on(&mut desk, "2026-03-02", "2026-03-03"), Err("in-the-future"));
    let evening = "2026-03-03T02:00Z";
    assert_eq!(
        on(&mut desk, evening, "2026-03-03"),
        Err("in-the-future"),
        "in Ottawa it is still the second"
    );
    assert!(on(&mut desk, evening, "2026-03-02").is_ok());
    assert_eq!(on(&mut desk, evening, "-009999-01-01"), Err("before-release"));
    assert_eq!(on(&mut desk, evening, "9999-12-31"), Err("in-the-future"));
}

#[test]
fn one_engagement_counts_for_taskings_of_two_instructions() {
    let (mut desk, first) = issued();
    let second = desk.issue("2026-03-02", &circular(&["PAR"], &[]));
    let both = [duty(first, "PAR"), duty(second, "PAR")];
    let credits = vec![used(both[0], ALL, true), desk.credit(both[1])];
    let entries = log(&mut desk, "2026-03-03", Form::Call, credits).expect("logged");
    assert_eq!(desk.kinds(&entries), ["engagement.held", "tasking.delivered", "tasking.delivered"]);
    for id in [first, second] {
        let delivered: Vec<_> = desk.tasking(id, "PAR").deliveries(None).map(|d| d.engagement).collect();
        assert_eq!(delivered, [entries[0]]);
    }
    desk.report("2026-03-03", "PAR", &both, false).expect("one reply for both");
    assert!(desk.tasking(first, "PAR").closed(None) && desk.tasking(second, "PAR").closed(None));
}

#[test]
fn a_tasking_is_credited_and_answered_once_by_one_act() {
    let (mut desk, id) = issued();
    let mine = duty(id, "PAR");
    let twice = vec![used(mine, &ALL[..1], false), used(mine, &ALL[1..], true)];
    let refused = log(&mut desk, "2026-03-02", Form::Call, twice).expect_err("twice");
    assert_eq!(refused.code(), "too-many");
    log(&mut desk, "2026-03-02", Form::Call, vec![used(mine, ALL, true)]).expect("logged");
    let refused = desk.reply("2026-03-02", "PAR", &[mine, mine], false).expect_err("twice");
    assert_eq!(refused.code(), "too-many");
}

#[test]
fn an_engagement_that_counts_for_nothing_is_not_logged() {
    let (mut desk, id) = issued();
    let nothing = log(&mut desk, "2026-03-02", Form::Call, vec![]).expect_err("nothing");
    assert_eq!(nothing.code(), "empty");
    let theirs = log(&mut desk, "2026-03-02", Form::Call, vec![used(duty(id, "OTT"), ALL, true)]);
    assert!(matches!(theirs, Err(Refusal::NotYours { .. })), "{theirs:?}");
    let many = (0..70_000).map(|_| (2, Disposition::Overtaken, Some("x"))).collect::<Vec<_>>();
    let many = log(&mut desk, "2026-03-02", Form::Call, vec![used(duty(id, "PAR"), &many, false)]);
    assert_eq!(many.expect_err("absurd").code(), "too-many");
}

#[test]
fn a_correction_replaces_what_the_engagement_did() {
    let (mut desk, id) = issued();
    let mine = duty(id, "PAR");
    let logged = log(&mut desk, "2026-03-03", Form::Call, vec![used(mine, ALL, true)]).expect("logged")[0];
    let correct = |engagement, on: &str| Command::CorrectEngagement {
        engagement,
        held: held(day(on)),
        credits: vec![used(mine, &ALL[..1], false)],
    };
    desk.ask("PAR", "par.political", "2026-03-05", correct(logged, "2026-03-02")).expect("corrected");
    let tasking = desk.tasking(id, "PAR");
    assert_eq!(tasking.points_open(None), [point(2), point(3)]);
    assert_eq!(tasking.deliveries(None).map(|done| done.on).collect::<Vec<_>>(), [day("2026-03-02")]);
    let engagement = desk.dossier(logged).engagement.as_ref().expect("an engagement");
    assert_eq!((engagement.held.on, engagement.corrections), (day("2026-03-02"), 1));
    let other = desk.ask("PAR", "par.political", "2026-03-05", correct(id, "2026-03-02"));
    assert!(matches!(other, Err(Refusal::NotFound { .. })), "an instruction is no engagement: {other:?}");
}

#[test]
fn a_reply_cites_every_instruction_it_answers() {
    let (mut desk, first) = issued();
    let second = desk.issue("2026-03-02", &circular(&["PAR"], &[]));
    let answers = vec![duty(first, "PAR"), duty(second, "PAR")];
    let reply = |desk: &mut Desk, cited: &str| {
        let purpose = Purpose::Reply { answers: answers.clone(), interim: false };
        let sheet = Box::new(read(&reply_text(cited)));
        desk.ask("PAR", "par.political", "2026-03-03", Command::Draft { purpose, sheet })
    };
    let missing = Err(Refusal::ReplyWithoutCitation { number: "2026 MERE 0002".into() });
    assert_eq!(reply(&mut desk, "26 MERE 1"), missing);
    assert!(reply(&mut desk, "A. 26 MERE 1; B. 26 MERE 2").is_ok());
    let nothing = Purpose::Reply { answers: vec![], interim: false };
    let sheet = Box::new(read(&reply_text("26 MERE 1")));
    let refused = desk.ask("PAR", "par.political", "2026-03-03", Command::Draft { purpose: nothing, sheet });
    assert_eq!(refused.expect_err("answers nothing").code(), "empty");
}

#[test]
fn a_citation_taken_out_again_is_missed() {
    let (mut desk, id) = issued();
    let draft = desk.reply("2026-03-02", "PAR", &[duty(id, "PAR")], false).expect("drafted");
    let sheet = Box::new(read(&reply_text("26 OSLO 44")));
    let revised = desk.ask("PAR", "par.political", "2026-03-02", Command::Revise { draft, sheet });
    assert!(matches!(revised, Err(Refusal::ReplyWithoutCitation { .. })), "{revised:?}");
}

#[test]
fn a_reply_goes_to_whoever_asked_unless_it_says_otherwise() {
    let (mut desk, id) = issued();
    let mine = duty(id, "PAR");
    log(&mut desk, "2026-03-03", Form::Call, vec![used(mine, ALL, true)]).expect("logged");
    let reply = desk.report("2026-03-03", "PAR", &[mine], false).expect("reported");
    let released = desk.draft(reply).released.as_ref().expect("released");
    assert_eq!(released.addressees.iter().map(|a| a.office).collect::<Vec<_>>(), [name("HQ")]);
}

#[test]
fn an_interim_reply_leaves_the_tasking_open() {
    let (mut desk, id) = issued();
    let mine = duty(id, "PAR");
    desk.report("2026-03-02", "PAR", &[mine], true).expect("nothing needs to be logged for it");
    assert_eq!(desk.standing(id, "PAR", "2026-03-04").stage, Stage::Issued);
    assert_eq!(returned(&mut desk, "2026-03-04", mine), Err(Refusal::NothingToReturn { duty: mine }));
    log(&mut desk, "2026-03-05", Form::Call, vec![used(mine, ALL, true)]).expect("logged");
    desk.report("2026-03-05", "PAR", &[mine], false).expect("reported");
    assert_eq!(desk.standing(id, "PAR", "2026-03-06").stage, Stage::Reported);
}

#[test]
fn a_return_opens_the_tasking_and_a_second_reply_closes_it() {
    let (mut desk, id) = issued();
    let mine = duty(id, "PAR");
    assert_eq!(returned(&mut desk, "2026-03-02", mine), Err(Refusal::NothingToReturn { duty: mine }));
    log(&mut desk, "2026-03-03", Form::Call, vec![used(mine, ALL, true)]).expect("logged");
    desk.report("2026-03-03", "PAR", &[mine], false).expect("reported");
    let plan = Command::PlanEngagement {
        duty: mine,
        on: day("2026-03-20"),
        with: crate::common::with(),
        form: Form::Call,
    };
    let closed = desk.ask("PAR", "par.political", "2026-03-04", plan.clone());
    assert_eq!(closed, Err(Refusal::DutyIsClosed { duty: mine }));
    returned(&mut desk, "2026-03-04", mine).expect("returned");
    assert_eq!(desk.standing(id, "PAR", "2026-03-05").stage, Stage::Returned);
    assert_eq!(returned(&mut desk, "2026-03-05", mine), Ok(vec![]), "returned already");
    desk.ask("PAR", "par.political", "2026-03-05", plan).expect("open again");
    desk.report("2026-03-06", "PAR", &[mine], false).expect("reported again");
    let standing = desk.standing(id, "PAR", "2026-03-07");
    assert_eq!((standing.stage, standing.timeliness), (Stage::Reported, Timeliness::Done));
    returned(&mut desk, "2026-03-08", mine).expect("and returned again");
    assert!(!desk.tasking(id, "PAR").closed(None));
}

#[test]
fn a_return_that_crosses_a_second_reply_leaves_it_standing() {
    let (mut hq, id) = issued();
    let mine = duty(id, "PAR");
    log(&mut hq, "2026-03-03", Form::Call, vec![used(mine, ALL, true)]).expect("logged");
    hq.report("2026-03-03", "PAR", &[mine], false).expect("reported");
    let mut paris = hq.clone();
    returned(&mut hq, "2026-03-04", mine).expect("returned");
    paris.report("2026-03-04", "PAR", &[mine], false).expect("a better one, unasked");
    hq.fetch("PAR", &paris);
    assert_eq!(hq.standing(id, "PAR", "2026-03-05").stage, Stage::Reported);
}

#[test]
fn a_withdrawn_tasking_is_not_reported() {
    let (mut desk, id) = issued();
    let mine = duty(id, "PAR");
    let draft = desk.reply("2026-03-02", "PAR", &[mine], true).expect("drafted");
    desk.ask("PAR", "par.political", "2026-03-02", Command::Approve { draft }).expect("approved");
    let withdraw = Command::Withdraw { instruction: id, office: None, why: "Off.".into() };
    desk.ask("HQ", "oceans.director", "2026-03-03", withdraw).expect("withdrawn");
    let released = desk.ask("PAR", "par.political", "2026-03-03", Command::Release { draft });
    assert_eq!(released, Err(Refusal::TaskingIsWithdrawn { tasking: mine.tasking }));
}
