//! The telegram as a tape relay carries it (ACP 127): transmission identification, routing and security lines above
//! the header, separators around the text, the serial repeated and the end mark below. What is printed here reads
//! back as the same message.

use std::fmt::Write as _;

use jiff::tz::TimeZone;

use crate::fields::{Level, Precedence};
use crate::print::{Layout, Message, print, telex};
use crate::remark::{Remark, Severity};

/// What the relay puts around a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relay {
    /// The letters of station and channel (`ABC`).
    pub channel: String,
    /// The serial on the channel; a gap tells the other end that a message was lost.
    pub channel_serial: u16,
    /// The routing indicator of the sending station.
    pub station: String,
    /// The serial of the sending station.
    pub station_serial: u16,
    /// The routing indicators called.
    pub called: Vec<String>,
}

impl Relay {
    /// What stands in those places until the relay gives its own; who is called, if that is known.
    pub fn unassigned(mut called: Vec<String>) -> Self {
        let station = "RZZZZZZ".to_owned();
        if called.is_empty() {
            called.push(station.clone());
        }
        Self { channel: "ZZZ".to_owned(), channel_serial: 0, station, station_serial: 0, called }
    }
}

/// Tells what the relay cannot carry as it stands; channel and serials are taken for unassigned.
pub fn losses(message: &Message) -> Vec<Remark> {
    let mut out = telex::losses(message, Layout::Telegram);
    let mut lost = |severity, say: &'static str| out.push(Remark::of_print("RLY-01", severity, 0, 0..0, say));
    lost(
        Severity::Warning,
        "channel, serials and routing indicators are the relay's to give; Z and 0 stand for them",
    );
    if message.level == Level::Controlled {
        lost(Severity::Warning, "the security line has no word for controlled; it says restricted");
    }
    if message.to.iter().chain(&message.info).any(|(_, precedence)| *precedence == Precedence::Niact) {
        lost(
            Severity::Warning,
            "the prosigns have no night action; they say immediate and the addressee's line says more",
        );
    }
    lost(
        Severity::Advice,
        "the classification at head and foot is not sent; the security line and its own line say it",
    );
    out
}

/// Prints a message as the relay carries it; lines end with two returns and a feed.
pub fn relay(message: &Message, relay: &Relay) -> String {
    let printed = print(message, Layout::Telegram);
    // The banners and the end mark are the relay's business here.
    let inner = printed.split_once('\n').map_or("", |(_, rest)| rest);
    let inner = inner.strip_suffix("NNNN\n").unwrap_or(inner).trim_end_matches('\n');
    let inner = inner.rsplit_once('\n').map_or(inner, |(rest, _)| rest);
    let (header, text) = inner.split_once("\n\n").unwrap_or((inner, ""));
    let prosign = message.prosigns().chars().next().unwrap_or('R');
    let filed = message.dtg.to_zoned(TimeZone::UTC);
    let mut out = String::new();
    let mut line = |text: &str| {
        let _ = write!(out, "{}\r\r\n", text.trim_end());
    };
    // ACP 127, format lines 1 to 4.
    line(&format!("VZCZC{}{:03}", relay.channel, relay.channel_serial % 1000));
    line(&format!("{prosign}{prosign} {}", relay.called.join(" ")));
    let (day, hour, minute) = (filed.day_of_year(), filed.hour(), filed.minute());
    line(&format!("DE {} #{:04} {day:03}{hour:02}{minute:02}", relay.station, relay.station_serial % 10_000));
    line(security(message.level));
    // Format lines 5 to 9, then 11 to 13.
    header.lines().for_each(&mut line);
    line("BT");
    text.lines().for_each(&mut line);
    line("BT");
    // ACP 128, line 15, and ACP 127, line 16.
    line(&format!("#{:04}", relay.station_serial % 10_000));
    line("");
    line("NNNN");
    out
}

/// Returns the security warning; no warning at all would mean the highest protection.
fn security(level: Level) -> &'static str {
    match level {
        Level::Unclassified => "ZNR UUUUU",
        // The alphabet of warnings has none for controlled matter; the next higher one protects it.
        Level::Controlled | Level::Restricted => "ZNY RRRRR",
        Level::Confidential => "ZNY CCCCC",
        Level::Secret => "ZNY SSSSS",
        Level::TopSecret => "ZNY TTTTT",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cable::FurnitureKind;
    use crate::fields::{Number, Precedence};
    use crate::parse::parse;

    #[test]
    fn a_relayed_message_reads_back_as_itself() {
        let number = Number::new("MERE", Some(2026), 117);
        let mut message =
            Message::new(number, "2026-03-14T17:23:00Z".parse().unwrap(), "MERE", Level::Secret);
        message.to =
            vec![("PARIS".to_owned(), Precedence::Immediate), ("OSLO".to_owned(), Precedence::Routine)];
        message.info = vec![("GENEVA".to_owned(), Precedence::Routine)];
        message.subject = "NETS".to_owned();
        message.tags = vec!["EFIS".to_owned()];
        message.paragraphs = vec![(None, "FIRST POINT.".to_owned()), (None, "SECOND POINT.".to_owned())];
        message.signature = "MINISTER".to_owned();
        let around = Relay {
            channel: "ABC".to_owned(),
            channel_serial: 27,
            station: "RPDLE".to_owned(),
            station_serial: 123,
            called: vec!["RPXYZ".to_owned(), "RPABC".to_owned()],
        };
        let tape = relay(&message, &around);
        assert!(tape.starts_with("VZCZCABC027\r\r\nOO RPXYZ RPABC\r\r\nDE RPDLE #0123 0731723\r\r\nZNY SSSSS\r\r\nO R 141723Z MAR 2026\r\r\n"));
        let read = parse(&tape);
        assert_eq!(Message::of(&read), Some(message), "{tape}");
        let relayed = read.furniture.iter().filter(|piece| piece.kind == FurnitureKind::Relay).count();
        assert_eq!((relayed, read.residue.len()), (7, 0));
    }
}
