//! Any text as a profile: it is read or answered with a line of the text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Err(fault) = cable::Profile::read(text) {
        assert!(fault.line >= 1 && fault.line <= text.lines().count() + 1);
    }
});
