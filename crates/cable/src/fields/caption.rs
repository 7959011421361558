//! The register of captions by which a line is known to be one. What each allows is for a profile; a line that is
//! not in the register is no caption here but a handling line.

/// Captions of the register, longest first where one starts another.
pub const REGISTER: [&str; 23] = [
    "INFORM ALL STATE EMPLOYEES",
    "INFORM CONSULS",
    "ROGER CHANNEL",
    "DISSENT CHANNEL",
    "AGREMENT CHANNEL",
    "AGR\u{c9}MENT CHANNEL",
    "DIRGEN CHANNEL",
    "MED CHANNEL",
    "TM CHANNEL",
    "STRICTLY EYES ONLY",
    "EYES ONLY",
    "AGREMENT",
    "DIRGEN",
    "NODIS",
    "EXDIS",
    "STADIS",
    "LIMDIS",
    "NOFORN",
    "SENSITIVE",
    "CHEROKEE",
    "WNINTEL",
    "CODEL",
    "ONLY",
];

/// Reads captions from the start of a line; returns them and what follows. Glued ones (`NODISEXDIS`) are parted.
pub(crate) fn at_start(line: &str) -> (Vec<&'static str>, &str) {
    let mut out = Vec::new();
    let mut rest = line.trim();
    'next: loop {
        rest = rest.trim_start_matches([' ', ',', '/', ';', '.', '\t']);
        for caption in REGISTER {
            let Some(head) = rest.get(..caption.len()) else { continue };
            if !head.eq_ignore_ascii_case(caption) {
                continue;
            }
            let tail = rest.get(caption.len()..).unwrap_or("");
            let word_ends = !tail.starts_with(|c: char| c.is_alphanumeric());
            let glued = REGISTER
                .iter()
                .any(|other| tail.get(..other.len()).is_some_and(|next| next.eq_ignore_ascii_case(other)));
            if word_ends || glued {
                if !out.contains(&caption) {
                    out.push(caption);
                }
                rest = tail;
                continue 'next;
            }
        }
        return (out, rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filler_and_glue_are_no_obstacle() {
        assert_eq!(at_start("STADIS/////////////////////////////////"), (vec!["STADIS"], ""));
        assert_eq!(at_start("NODISEXDIS"), (vec!["NODIS", "EXDIS"], ""));
        assert_eq!(at_start("Exdis"), (vec!["EXDIS"], ""));
    }

    #[test]
    fn what_follows_a_caption_is_left_over() {
        assert_eq!(at_start("EXDIS FOR AMBASSADOR"), (vec!["EXDIS"], "FOR AMBASSADOR"));
        assert_eq!(at_start("USSALTTWO"), (vec![], "USSALTTWO"));
        assert_eq!(at_start("SENSITIVENESS"), (vec![], "SENSITIVENESS"));
    }
}
