//! How many keys the frequent acts take, counted in a real browser: the keys that are no words of the log.

use std::cell::Cell;

use crate::driver::{CONTROL, Driver, ENTER, TAB};
use crate::hand::{Hand, Manner};
use crate::keys::cleared;
use crate::served::Served;
use crate::tasks::SHEET;

/// Most keys from the inbox to a logged engagement, beside the words typed.
const KEYS_MAX: u32 = 12;

/// Somebody whose keys are counted.
struct Counted<'a> {
    hand: &'a Hand<'a>,
    keys: Cell<u32>,
}

impl Counted<'_> {
    fn key(&self, key: &str) {
        self.hand.window.keys(key);
        self.keys.set(self.keys.get() + 1);
    }

    /// A key that leads to another page.
    fn key_to(&self, key: &str) {
        self.hand.follow(|| self.key(key));
    }
}

#[test]
fn an_engagement_with_three_points_is_logged_in_twelve_keys_from_the_inbox() {
    let Some(driver) = Driver::start() else { return };
    let served = Served::demo();
    let hand = Hand::new(&driver, &served.base, Manner::Usual);
    let draft = cleared(&hand, SHEET);
    for (officer, act) in [("director.oceans", "approve"), ("watch", "release")] {
        hand.sign_in(officer);
        hand.go(&format!("{draft}/check"));
        hand.press(&format!("form[action='{draft}/{act}'] button"));
    }
    hand.sign_in("par.political");
    let tasking = format!("/t/{}/PAR", draft.trim_start_matches("/i/"));
    hand.press(&format!("form[action='{tasking}/acknowledge'] button"));
    hand.go("/inbox");
    let before = hand.count_before(".items>li", &format!("a[href='{tasking}']"));

    let counted = Counted { hand: &hand, keys: Cell::new(0) };
    // Whatever stands above it in this inbox is passed over, and not counted: the top item is what is measured.
    hand.window.keys(&"j".repeat(usize::try_from(before).expect("few")));
    counted.key("j");
    counted.key_to("o");
    assert_eq!(hand.path(), tasking);
    counted.key("e");
    hand.window.keys("Lighthouse Service");
    counted.key(TAB);
    counted.key(TAB);
    counted.key("a");
    counted.key(TAB);
    hand.window.keys("They see no confusion.");
    counted.key(TAB);
    counted.key("s");
    hand.follow(|| hand.window.chord(CONTROL, ENTER));
    let keys = counted.keys.get() + 2;
    assert!(hand.says(".over").contains("delivered"), "{}", hand.says("main"));
    let logged = hand.says(".engagements");
    for said in ["Lighthouse Service", "P1", "P2", "P3", "They see no confusion.", "supports"] {
        assert!(logged.contains(said), "{said} is not in {logged}");
    }
    println!("{keys} keys beside the words");
    assert!(keys <= KEYS_MAX, "{keys} keys");

    // The next one begins with the office that was met.
    hand.window.keys("e");
    assert_eq!(hand.value("#log-office"), "Lighthouse Service");
    assert_eq!(hand.window.run("return document.activeElement.id", &[]), "log-rest");
}
