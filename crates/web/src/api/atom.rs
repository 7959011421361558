//! The board of an instruction as a feed: what happened last, newest first, each with the entry it is of. What its reader
//! may not see is not in it, as on the board.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use views::{BoardView, Happening};

use super::problem::Stop;
use super::read::Told;
use super::table::Media;
use super::{Answer, Asked};
use crate::acts;
use crate::links;
use crate::visit::Visit;

/// The board of an instruction as it stands now.
pub(super) fn board(visit: &Visit, asked: &Asked) -> Told {
    let id = visit.named(asked.path("instruction"))?;
    let board = visit.views().board(&visit.reader, id, views::When::NOW, visit.now)?.ok_or(Stop::NotFound)?;
    let name = |happening: &Happening| visit.name(happening.office);
    let body = printed(&board, &asked.base, visit.house.ministry(), name);
    Ok(Answer { media: Media::Atom.name(), ..Answer::json(body) })
}

fn printed(board: &BoardView, base: &str, ministry: &str, name: impl Fn(&Happening) -> String) -> String {
    // RFC 4287, section 4.1.
    let page = format!("{base}{}", links::board(&links::dashed(&board.number)));
    let authority = base.split_once("://").map_or(base, |(_, host)| host);
    let authority = authority.split(':').next().unwrap_or(authority);
    // RFC 4151: the host and the year name who gives the name; the entry is never given twice.
    let id = |entry: &str| format!("tag:{authority},{}:{entry}", board.released_at.strftime("%Y"));
    let updated = board.chronology.iter().map(|happening| happening.at).max().unwrap_or(board.released_at);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let mut put = |text: std::fmt::Arguments<'_>| {
        // Writing to a string cannot fail.
        let _ = out.write_fmt(text);
    };
    put(format_args!("<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"));
    put(format_args!("<id>{}</id>\n", escaped(&id(&board.instruction.to_string()))));
    put(format_args!("<title>{}</title>\n", escaped(&format!("{}: {}", board.number, board.subject))));
    put(format_args!("<subtitle>{}</subtitle>\n", escaped(&acts::sentence(&board.sentence))));
    put(format_args!("<updated>{updated}</updated>\n<author><name>{}</name></author>\n", escaped(ministry)));
    put(format_args!("<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n", escaped(&page)));
    put(format_args!("<generator>Chancery</generator>\n"));
    let mut seen = BTreeMap::new();
    for happening in &board.chronology {
        // One entry may be several lines of a chronology, and no two entries of a feed may have one name.
        let times: &mut u32 = seen.entry(happening.entry).or_default();
        let place = if *times == 0 { String::new() } else { format!("/{times}") };
        *times += 1;
        put(format_args!("<entry>\n<id>{}</id>\n", escaped(&id(&format!("{}{place}", happening.entry)))));
        put(format_args!("<title>{}</title>\n", escaped(&acts::sentence(&happening.told.to_string()))));
        let at = happening.at;
        put(format_args!("<published>{at}</published>\n<updated>{at}</updated>\n"));
        put(format_args!("<author><name>{}</name></author>\n", escaped(&name(happening))));
        put(format_args!("<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n", escaped(&page)));
        if let Some(said) = &happening.said {
            put(format_args!("<content type=\"text\">{}</content>\n", escaped(said)));
        }
        put(format_args!("</entry>\n"));
    }
    put(format_args!("</feed>\n"));
    out
}

/// Text as XML holds it; what no XML may hold is replaced.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(letter),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            letter if letter.is_control() => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_taken_for_markup() {
        let hostile = "<b a=\"1\">&amp;</b>\u{0}\u{b}\u{ffff}\n";
        let sent = escaped(hostile);
        assert!(!sent.contains(['<', '>', '"', '\u{0}', '\u{b}', '\u{ffff}']));
        let page = format!("<x y=\"{sent}\">{sent}</x>");
        let read = roxmltree::Document::parse(&page).expect("XML");
        let text = read.root_element().text().expect("text");
        assert_eq!(text, "<b a=\"1\">&amp;</b>\u{fffd}\u{fffd}\u{fffd}\n");
    }
}
