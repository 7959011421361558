//! Any text: nothing is lost, several messages together give the whole, and what can be printed can be read.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let read = cable::parse(text);
    assert_eq!(read.original(), text);
    let together: String = cable::parse_many(text).iter().map(cable::Cable::original).collect();
    assert_eq!(together, text);
    if let Some(message) = cable::Message::of(&read) {
        let printed = cable::print(&message, cable::Layout::Telegram);
        assert_eq!(cable::parse(&printed).original(), printed);
    }
});
