//! Any text through the reader of `frus`: it never stops and keeps the original whole.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    assert_eq!(cable::readers::frus::read(text).original(), text);
});
