//! What labels and readers must obey whatever they are: more of a label never lets in more, more of a reader never less,
//! two labels joined let in whom both let in, and nobody named is nobody.

use std::collections::BTreeSet;

use domain::access::{Label, Reader};
use domain::cable::Level;
use domain::words::OfficeId;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::common::name;

const CAPTIONS: [&str; 5] = ["EXDIS", "NODIS", "NOFORN", "LIMDIS UNHEARD OF", "INFORM CONSULS"];
const OFFICES: [&str; 4] = ["HQ", "OSL", "OTT", "PAR"];

fn levels() -> impl Strategy<Value = Level> {
    select(Level::ALL.to_vec())
}

fn captions() -> impl Strategy<Value = BTreeSet<String>> {
    subsequence(CAPTIONS.to_vec(), 0..=CAPTIONS.len())
        .prop_map(|some| some.into_iter().map(str::to_owned).collect())
}

fn offices() -> impl Strategy<Value = BTreeSet<OfficeId>> {
    subsequence(OFFICES.to_vec(), 0..=OFFICES.len()).prop_map(|some| some.into_iter().map(name).collect())
}

fn labels() -> impl Strategy<Value = Label> {
    (levels(), captions(), offices()).prop_map(|(level, captions, audience)| Label {
        level,
        captions,
        audience,
    })
}

fn readers() -> impl Strategy<Value = Reader> {
    (levels(), captions(), offices(), any::<bool>()).prop_map(|(level, captions, offices, archive)| Reader {
        officer: name("some.officer"),
        offices,
        level,
        captions,
        archive,
    })
}

/// Whether one label demands at least what another does.
fn demands(more: &Label, less: &Label) -> bool {
    more.level >= less.level
        && more.captions.is_superset(&less.captions)
        && more.audience.is_subset(&less.audience)
}

/// The least label that demands what both do.
fn join(one: &Label, other: &Label) -> Label {
    Label {
        level: one.level.max(other.level),
        captions: &one.captions | &other.captions,
        audience: &one.audience & &other.audience,
    }
}

/// The promise, written a second time.
fn judged(reader: &Reader, label: &Label) -> bool {
    let rank = |level: Level| Level::ALL.iter().position(|known| *known == level).expect("a level");
    let lacking = label.captions.iter().filter(|caption| !reader.captions.contains(*caption));
    let needs = reader.archive || label.audience.iter().any(|office| reader.offices.contains(office));
    rank(reader.level) >= rank(label.level)
        && lacking.filter(|caption| *caption != "INFORM CONSULS").count() == 0
        && needs
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn who_may_read_is_what_the_promise_says(reader in readers(), label in labels()) {
        prop_assert_eq!(reader.may_read(&label), judged(&reader, &label));
    }

    #[test]
    fn a_label_that_demands_more_lets_in_nobody_more(reader in readers(), one in labels(), other in labels()) {
        let both = join(&one, &other);
        prop_assert!(demands(&both, &one) && demands(&both, &other), "the join demands what each does");
        if reader.may_read(&both) {
            prop_assert!(reader.may_read(&one) && reader.may_read(&other));
        }
        if demands(&one, &other) && reader.may_read(&one) {
            prop_assert!(reader.may_read(&other));
        }
    }

    #[test]
    fn the_join_is_the_least_that_demands_both(one in labels(), other in labels(), third in labels()) {
        let both = join(&one, &other);
        prop_assert_eq!(&both, &join(&other, &one));
        prop_assert_eq!(&join(&one, &one), &one);
        prop_assert_eq!(join(&both, &third), join(&one, &join(&other, &third)));
        if demands(&third, &one) && demands(&third, &other) {
            prop_assert!(demands(&third, &both));
        }
    }

    #[test]
    fn demanding_is_an_order(one in labels(), other in labels(), third in labels()) {
        prop_assert!(demands(&one, &one));
        prop_assert!(!(demands(&one, &other) && demands(&other, &one)) || one == other);
        let top = join(&join(&one, &other), &third);
        prop_assert!(demands(&top, &join(&one, &other)) && demands(&join(&one, &other), &one) && demands(&top, &one));
    }

    #[test]
    fn who_is_entitled_to_both_at_one_office_may_read_what_is_joined(
        reader in readers(), one in labels(), other in labels(), office in select(OFFICES.to_vec())
    ) {
        let reader = Reader { offices: [name(office)].into(), ..reader };
        let both = reader.may_read(&one) && reader.may_read(&other);
        prop_assert_eq!(reader.may_read(&join(&one, &other)), both);
    }

    #[test]
    fn a_mark_more_never_widens_and_a_right_more_never_narrows(
        reader in readers(), label in labels(), caption in select(CAPTIONS.to_vec()), office in select(OFFICES.to_vec())
    ) {
        let mut marked = label.clone();
        marked.captions.insert(caption.to_owned());
        prop_assert!(!reader.may_read(&marked) || reader.may_read(&label));
        let mut entitled = reader.clone();
        entitled.captions.insert(caption.to_owned());
        entitled.offices.insert(name(office));
        entitled.level = Level::ALL.iter().copied().max().expect("levels");
        prop_assert!(!reader.may_read(&label) || entitled.may_read(&label));
    }

    #[test]
    fn nobody_named_is_nobody(reader in readers(), one in labels(), other in labels()) {
        let nobody = Label { audience: BTreeSet::new(), ..one.clone() };
        prop_assert!(reader.archive || !reader.may_read(&nobody));
        let apart = join(&one, &other);
        prop_assert!(!apart.audience.is_empty() || reader.archive || !reader.may_read(&apart));
    }
}
