//! Floods and slow lines: nobody is answered more often than is allowed, nobody else is kept out by it, and whoever sends
//! or takes too slowly is let go while the others are served.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use jiff::SignedDuration;

use crate::browser::{Answer, Browser, encoded};
use crate::ministry::Ministry;
use crate::program::Program;

/// A ministry that answers each officer so many pages a minute, on a clock that stands still.
fn limited(pages: u32) -> Ministry {
    let mut ministry = Ministry::open();
    ministry.limits = web::Limits::of(pages);
    ministry.restart(|_| {});
    ministry
}

/// How many of so many questions are answered; the others must say when to come back.
fn answered(times: usize, mut ask: impl FnMut() -> Answer) -> usize {
    let all: Vec<Answer> = (0..times).map(|_| ask()).collect();
    for answer in all.iter().filter(|answer| answer.status == 429) {
        let wait: u32 = answer.headers["retry-after"].parse().expect("seconds");
        assert!((1..=60).contains(&wait), "{wait}");
    }
    all.iter().filter(|answer| answer.status != 429).count()
}

#[test]
fn no_officer_is_answered_over_a_limit_and_no_other_is_kept_out() {
    let ministry = limited(60);
    let (mut desk, mut other) = (ministry.browser("oceans.desk"), ministry.browser("treaty.desk"));
    let form = desk.get("/q?q=gear").form("/q/keep", &[]);
    assert!(answered(200, || desk.get_once("/inbox")) < 60);
    assert_eq!(answered(50, || desk.get_once("/inbox")), 0);
    assert!(answered(50, || desk.get_once("/q?q=gear")) <= 12);
    assert_eq!(answered(100, || desk.get_once("/inbox.json")), 30);
    assert_eq!(answered(50, || desk.send("POST", "/q/keep", &[&origin(&ministry)], &encoded(&form))), 12);

    let told = desk.get_once("/inbox");
    assert!(told.text("main").contains("Wait one second"), "{}", told.text("main"));
    assert_eq!(told.headers["retry-after"], "1");
    let json = Program { shows: vec![format!("Cookie: {}", desk.cookie())], ..Program::new(ministry.at) };
    let json = json.get("/inbox.json");
    assert_eq!((json.status, json.headers["content-type"].as_str()), (429, "application/problem+json"));
    assert!(json.headers.contains_key("retry-after"));

    assert_eq!(other.get("/inbox").status, 200, "somebody else is not kept out");
    ministry.clock.set(ministry.clock.now() + SignedDuration::from_mins(1));
    assert_eq!(desk.get("/inbox").status, 200, "and a minute later nobody is");
}

fn origin(ministry: &Ministry) -> String {
    format!("Origin: http://{}", ministry.at)
}

#[test]
fn who_floods_from_an_address_keeps_out_nobody_who_is_signed_in_there_or_comes_from_elsewhere() {
    let ministry = limited(60);
    let mut desk = ministry.browser("oceans.desk");
    let mut guest = Browser::new(ministry.at);
    let (here, elsewhere) = ("X-Real-IP: 203.0.113.9", "X-Real-IP: 198.51.100.7");
    assert_eq!(answered(200, || guest.send("GET", "/inbox", &[here], "")), 30);
    assert_eq!(answered(20, || guest.send("GET", "/sign-in", &[here], "")), 0);
    assert_eq!(guest.send("GET", "/sign-in", &[elsewhere], "").status, 200);
    assert_eq!(desk.send("GET", "/inbox", &[here], "").status, 200, "who is signed in works on");
    let stale = |guest: &mut Browser| guest.send("POST", "/compose", &[here, &origin(&ministry)], "text=x");
    assert_eq!(answered(20, || stale(&mut guest)), 0, "a form without a session counts too");
    let told = |with: &[&str]| Program::new(ministry.at).send("GET", "/inbox.json", with, "").status;
    assert_eq!(told(&[here, "Authorization: Bearer chancery_00"]), 429, "and a token that is nobody's");
    assert_eq!(told(&[elsewhere, "Authorization: Bearer chancery_00"]), 401);
}

#[test]
fn so_many_try_to_sign_in_from_one_address_and_so_many_in_all() {
    let ministry = limited(1_200);
    let mut guest = Browser::new(ministry.at);
    let page = guest.get("/sign-in");
    let body = encoded(&page.form("/sign-in", &[("officer", "no.such.officer")]));
    let from = |guest: &mut Browser, network: usize| {
        let address = format!("X-Real-IP: 203.0.113.{network}");
        answered(40, || guest.send("POST", "/sign-in", &[&address, &origin(&ministry)], &body))
    };
    let served: Vec<usize> = (1..=12).map(|network| from(&mut guest, network)).collect();
    assert_eq!(served[..10], [30; 10]);
    assert_eq!(served[10..], [0; 2], "three hundred in all");
}

#[test]
fn slow_lines_are_let_go_and_everybody_else_is_served_meanwhile() {
    let mut ministry = Ministry::open();
    ministry.lines = web::Lines {
        most: 150,
        question: Duration::from_millis(800),
        answer: Duration::from_millis(800),
        ..web::Lines::default()
    };
    ministry.patience = Duration::from_millis(800);
    ministry.restart(|_| {});
    let mut desk = ministry.browser("oceans.desk");
    let host = format!("Host: {}", ministry.at);
    let line = |sends: &str| {
        let mut line = TcpStream::connect(ministry.at).expect("the server listens");
        line.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
        line.set_write_timeout(Some(Duration::from_millis(100))).expect("a timeout");
        // A line that is not taken may break while it is written to.
        let _ = line.write_all(sends.as_bytes());
        line
    };
    let head = format!("GET /inbox HTTP/1.1\r\n{host}\r\nX-Slow: ");
    let body = format!(
        "POST /compose HTTP/1.1\r\n{host}\r\n{}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: 100000\r\n\r\ntext=",
        origin(&ministry)
    );
    let sheet = web::links::asset("chancery.css");
    let read = format!("GET {sheet} HTTP/1.1\r\n{host}\r\n\r\n").repeat(2_000);
    let mut slow: Vec<TcpStream> = Vec::new();
    let mut served = 0;
    for round in 0..50 {
        slow.extend((0..3).map(|_| line(&head)));
        slow.extend((0..3).map(|_| line(&body)));
        slow.extend((round % 10 == 0).then(|| line(&read)));
        // Those who are already there send a letter each, which is how such lines are kept.
        for each in &mut slow {
            let _ = each.write_all(b"x");
        }
        served += usize::from(desk.get_once("/inbox").status == 200);
    }
    assert_eq!((served, slow.len()), (50, 305), "everybody else is served");
    for (place, mut each) in slow.into_iter().enumerate() {
        let (mut bytes, mut part) = (0, vec![0; 65_536]);
        let ended = loop {
            match each.read(&mut part) {
                Ok(0) => break true,
                Ok(more) => bytes += more,
                Err(fault) => break fault.kind() != std::io::ErrorKind::WouldBlock,
            }
        };
        assert!(ended, "line {place} is still held after {bytes} bytes");
    }
    assert_eq!(desk.get_once("/inbox").status, 200);
}
