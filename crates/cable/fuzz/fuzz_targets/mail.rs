//! Any text through the reader of `mail`: it never stops and keeps the original whole.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    assert_eq!(cable::readers::mail::read(text).original(), text);
});
