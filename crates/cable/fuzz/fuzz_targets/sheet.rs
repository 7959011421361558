//! Any text as a sheet: spans lie in it, writing what was read settles after one turn, safe fixes can be applied.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Some(profile) = cable::Profile::named("plain") else { return };
    let (sheet, remarks) = cable::lint(text, &profile);
    for remark in &remarks {
        assert!(text.get(remark.span.clone()).is_some());
    }
    let _ = cable::check::fixed(text, &remarks);
    let _ = cable::sheet::read(&cable::sheet::write(&sheet));
});
