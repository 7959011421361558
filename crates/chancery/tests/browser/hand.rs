//! A person at the browser, and the four ways in which they may have to work: without scripts, without a mouse, on a
//! narrow screen, from right to left. Whatever way it is, each page it comes to is looked at.

use std::time::Duration;

use serde_json::{Value, json};

use crate::driver::{CONTROL, DOWN, Driver, ENTER, HOME, RIGHT, TAB, Window};

/// The width of a small telephone, in CSS pixels.
pub(crate) const NARROW: u32 = 320;
/// The width of a desk's screen.
pub(crate) const DESK: u32 = 1280;

/// How many stops of the tabulator a page may have.
const STOPS_MAX: usize = 400;

/// How somebody works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// With whatever the browser has.
    Usual,
    NoScripts,
    Keyboard,
    Narrow,
    RightToLeft,
}

/// Somebody at a browser.
pub(crate) struct Hand<'a> {
    pub(crate) window: Window<'a>,
    base: String,
    manner: Manner,
}

/// What has the focus, and whether a person can see that it has.
const FOCUSED: &str = "
    const it = document.activeElement;
    if (!it || it === document.body || it === document.documentElement) return null;
    const box = it.getClientRects()[0] || it.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 12)];
    const top = document.elementFromPoint(x, y);
    const style = getComputedStyle(it);
    return {
        wanted: it.matches(arguments[0]),
        what: it.outerHTML.slice(0, 120),
        seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0,
        covered: !top || !(it.contains(top) || top.contains(it)),
    };";

/// What sticks out of the page sideways, if the page can be scrolled that way; a table may in a scroller of its own.
pub(crate) const STICKS_OUT: &str = "
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const out = box => box.right > root.clientWidth + 1 || box.left < -1;
    const those = [...document.body.querySelectorAll('*')].filter(it => out(it.getBoundingClientRect()));
    return [root.scrollWidth + ' > ' + root.clientWidth].concat(
        those.slice(-5).map(it => it.outerHTML.slice(0, 100)));";

impl<'a> Hand<'a> {
    /// Sits down in front of a browser of their own.
    pub(crate) fn new(driver: &'a Driver, base: &str, manner: Manner) -> Self {
        let off = json!({ "profile.managed_default_content_settings.javascript": 2 });
        let settings = if manner == Manner::NoScripts { off } else { json!({}) };
        let window = driver.window(&settings);
        let width = if manner == Manner::Narrow { NARROW } else { DESK };
        window.wide(width, 900);
        Self { window, base: base.to_owned(), manner }
    }

    /// The same browser, at a server that stands elsewhere.
    pub(crate) fn elsewhere(self, base: &str) -> Self {
        Self { base: base.to_owned(), ..self }
    }

    /// Types an address.
    #[track_caller]
    pub(crate) fn go(&self, path: &str) {
        self.window.go(&format!("{}{path}", self.base));
        self.arrive();
    }

    /// Signs out whoever is there and in again as another.
    #[track_caller]
    pub(crate) fn sign_in(&self, officer: &str) {
        if self.count("form[action='/sign-out'] button") > 0 {
            self.press("form[action='/sign-out'] button");
        }
        self.go("/sign-in");
        self.press(&format!("button[name=officer][value='{officer}']"));
    }

    /// The path of the page.
    pub(crate) fn path(&self) -> String {
        let address = self.window.address();
        address.strip_prefix(&self.base).unwrap_or(&address).to_owned()
    }

    /// What the page says in the first place that fits; nothing if there is none.
    #[track_caller]
    pub(crate) fn says(&self, css: &str) -> String {
        let script = "const it = document.querySelector(arguments[0]); return it ? it.innerText : '';";
        self.window.run(script, &[json!(css)]).as_str().unwrap_or_default().to_owned()
    }

    /// How many there are of something.
    #[track_caller]
    pub(crate) fn count(&self, css: &str) -> u64 {
        let script = "return document.querySelectorAll(arguments[0]).length;";
        self.window.run(script, &[json!(css)]).as_u64().unwrap_or_default()
    }

    /// Follows a link or presses a button, and waits for where it leads.
    #[track_caller]
    pub(crate) fn press(&self, css: &str) {
        self.follow(|| self.push(css));
    }

    /// Does something that leads to another page, and waits for it.
    #[track_caller]
    pub(crate) fn follow(&self, act: impl FnOnce()) {
        self.window.run("document.documentElement.dataset.left = '1';", &[]);
        act();
        let gone = "return !document.documentElement.dataset.left && document.readyState === 'complete';";
        for _ in 0..400 {
            // While one page gives way to the next there is nobody to answer.
            let body = json!({ "script": gone, "args": [] });
            if self.window.try_send("execute/sync", &body).ok() == Some(json!(true)) {
                return self.arrive();
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        panic!("this leads nowhere from {}", self.path());
    }

    /// How many of some elements stand before the one that holds another.
    #[track_caller]
    pub(crate) fn count_before(&self, each: &str, held: &str) -> u64 {
        let script = "return [...document.querySelectorAll(arguments[0])]
            .findIndex(it => it.querySelector(arguments[1]));";
        self.window.run(script, &[json!(each), json!(held)]).as_u64().expect("it is there")
    }

    /// Opens what is folded, if it is.
    #[track_caller]
    pub(crate) fn unfold(&self, css: &str) {
        if self.count(&format!("{css}:not([open]) > summary")) > 0 {
            self.push(&format!("{css} > summary"));
            assert_eq!(self.count(&format!("{css}[open]")), 1, "{css} does not open");
        }
    }

    #[track_caller]
    fn push(&self, css: &str) {
        if self.manner == Manner::Keyboard {
            self.tab_to(css);
            self.window.keys(ENTER);
        } else {
            self.window.click(css);
        }
    }

    /// Writes into a field, over what stands there.
    #[track_caller]
    pub(crate) fn write(&self, css: &str, text: &str) {
        if self.manner == Manner::Keyboard {
            self.tab_to(css);
        } else {
            self.window.click(css);
        }
        self.window.chord(CONTROL, "a");
        self.window.keys(text);
        let value = self.value(css);
        assert_eq!(value.replace("\r\n", "\n"), text, "{css} on {}", self.path());
    }

    /// Sets a day, and a time if `2026-12-01T11:00` gives one, part by part as one types them.
    #[track_caller]
    pub(crate) fn set_time(&self, css: &str, at: &str) {
        if self.manner == Manner::Keyboard {
            self.tab_to(css);
        } else {
            self.window.run("document.querySelector(arguments[0]).focus()", &[json!(css)]);
        }
        let (date, time) = at.split_once('T').unwrap_or((at, ""));
        let [year, month, day] = date.split('-').collect::<Vec<_>>()[..] else { panic!("{date}") };
        self.window.keys(&format!("{month}{day}{year}"));
        if !time.is_empty() {
            self.window.keys(&format!("{RIGHT}{}AM", time.replace(':', "")));
        }
        assert_eq!(self.value(css), at, "{css} on {}", self.path());
    }

    /// Chooses one of a list.
    #[track_caller]
    pub(crate) fn choose(&self, css: &str, value: &str) {
        if self.manner == Manner::Keyboard {
            self.tab_to(css);
            let script = "return [...document.querySelector(arguments[0]).options].findIndex(option => option.value === arguments[1]);";
            let place = self.window.run(script, &[json!(css), json!(value)]).as_u64();
            let place =
                usize::try_from(place.unwrap_or_else(|| panic!("{css} offers no {value}"))).expect("few");
            self.window.keys(&format!("{HOME}{}", DOWN.repeat(place)));
        } else {
            self.window.click(&format!("{css} option[value='{value}']"));
        }
        assert_eq!(self.value(css), value, "{css} on {}", self.path());
    }

    #[track_caller]
    pub(crate) fn value(&self, css: &str) -> String {
        let value = self.window.run("return document.querySelector(arguments[0]).value;", &[json!(css)]);
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Goes from stop to stop until the focus is where it should be; at each stop it can be seen where it is.
    #[track_caller]
    fn tab_to(&self, css: &str) {
        assert!(self.count(css) > 0, "there is no {css} on {}:\n{}", self.path(), self.says("main"));
        for stop in 0..STOPS_MAX {
            let at = self.window.run(FOCUSED, &[json!(css)]);
            if let Value::Object(at) = &at
                && (stop > 0 || at["wanted"] == true)
            {
                assert_eq!(at["seen"], true, "the focus is not seen on {}: {}", self.path(), at["what"]);
                assert_eq!(at["covered"], false, "something lies over {} on {}", at["what"], self.path());
                if at["wanted"] == true {
                    return;
                }
            }
            self.window.keys(TAB);
        }
        panic!("the keyboard does not reach {css} on {}", self.path());
    }

    /// Looks at the page one has come to.
    #[track_caller]
    fn arrive(&self) {
        if self.manner == Manner::RightToLeft {
            self.window.run("document.documentElement.dir = 'rtl';", &[]);
        }
        if matches!(self.manner, Manner::Narrow | Manner::RightToLeft) {
            let out = self.window.run(STICKS_OUT, &[]);
            assert_eq!(out, json!([]), "{} scrolls sideways", self.path());
        }
    }
}
