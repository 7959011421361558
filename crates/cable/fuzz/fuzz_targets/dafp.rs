//! Any text through the reader of `dafp`: it never stops and keeps the original whole.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    assert_eq!(cable::readers::dafp::read(text).original(), text);
});
