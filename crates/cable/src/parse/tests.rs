use serde::Deserialize;

use super::*;
use crate::fields::{Level, Number};

#[derive(Deserialize)]
struct Raw {
    id: String,
    text: String,
}

/// The real telegrams of the shared data, if they are there.
fn real() -> Vec<Raw> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/cables/raw-cables.jsonl");
    let Ok(lines) = std::fs::read_to_string(path) else {
        println!("skipped: the shared data are not here");
        return Vec::new();
    };
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn no_real_telegram_is_lost() {
    let real = real();
    let mut found = [0; 8];
    for raw in &real {
        let cable = parse(&raw.text);
        assert_eq!(cable.original(), raw.text);
        let has = [
            cable.dtg.is_some(),
            !cable.numbers.is_empty(),
            !cable.subject.is_empty(),
            !cable.to.is_empty(),
            cable.from.is_some(),
            !cable.tags.is_empty(),
            !cable.references.is_empty(),
            cable.signature.is_some(),
        ];
        for (count, has) in found.iter_mut().zip(has) {
            *count += usize::from(has);
        }
        if std::env::args().any(|a| a == "--nocapture") {
            let no = |n: usize, w: &str| if has[n] { String::new() } else { format!(" no-{w}") };
            let all: String = [(0, "dtg"), (1, "number"), (2, "subject"), (3, "to"), (4, "from"), (5, "tags"), (6, "ref"), (7, "sig")].iter().map(|(n, w)| no(*n, w)).collect();
            println!("{}{all}", raw.id);
            println!("   N {:?} | D {:?} {:?} | L {:?} C {:?}", cable.numbers.iter().map(Number::long).collect::<Vec<_>>(), cable.date_raw, cable.precedence, cable.level, cable.captions);
            println!("   FM {:?}", cable.from);
            for (w, l) in [("TO", &cable.to), ("INFO", &cable.info), ("XMT", &cable.xmt)] {
                println!("   {w} {}", l.iter().map(|a| format!("{} [{}{}{}]", a.name, a.precedence.map_or("", |p| p.word()), if a.defaulted { "*" } else { "" }, a.mcn.map_or(String::new(), |m| format!(" {m}")))).collect::<Vec<_>>().join(", "));
            }
            println!("   EO {:?}", cable.order_line.as_ref().map(|o| (&o.order, &o.code)));
            println!("   TAGS {:?}", cable.tags.iter().map(|t| format!("{}{}", t.code, if t.kind == TagKind::Unknown { "?" } else { "" })).collect::<Vec<_>>());
            println!("   SUBJ {:?}", cable.subject);
            println!("   REF {:?}", cable.references.iter().map(|r| format!("{}{}={}:{:?}", r.letter.map_or(String::new(), |l| format!("{l}.")), r.raw, r.number.as_ref().map_or(String::new(), |n| n.to_string()), r.kind)).collect::<Vec<_>>());
            println!("   ATT {:?} | HAND {:?} | NOTES {:?} | RES {:?}", cable.attention.iter().map(|p| &p.text).collect::<Vec<_>>(), cable.handling.iter().map(|p| &p.text).collect::<Vec<_>>(), cable.notes.iter().map(|p| &p.text).collect::<Vec<_>>(), cable.residue.iter().map(|p| &p.text).collect::<Vec<_>>());
            println!("   P {:?} SIG {:?}", cable.paragraphs.iter().map(|p| p.number.unwrap_or(0)).collect::<Vec<_>>(), cable.signature);
        }
    }
    println!("{} telegrams: dtg {} number {} subject {} to {} from {} tags {} ref {} signature {}", real.len(), found[0], found[1], found[2], found[3], found[4], found[5], found[6], found[7]);
}

#[test]
fn the_best_known_instruction_is_read_whole() {
    let Some(raw) = real().into_iter().find(|raw| raw.id == "frus1969-76ve14p1#d8") else { return };
    let cable = parse(&raw.text);
    assert_eq!(cable.to.iter().map(|a| a.name.as_str()).collect::<Vec<_>>(), ["ALL DIPLOMATIC POSTS"]);
    assert_eq!(cable.number().map(ToString::to_string).as_deref(), Some("STATE 163147"));
    assert!(cable.subject.starts_with("KEY ISSUES AT 29TH"), "{}", cable.subject);
    assert_eq!(cable.paragraphs.len(), 19);
    assert_eq!(cable.signature.as_deref(), Some("ROGERS"));
    assert_eq!(cable.level, None::<Level>);
}
