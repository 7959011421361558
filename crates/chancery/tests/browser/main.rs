//! The pages as people meet them: the demo served by the real binary, looked at in Debian's chromium.
//! Without chromium and chromedriver every test here says that it skipped.
#![expect(clippy::panic, reason = "a test that fails says where it stood")]

mod driver;
mod hand;
mod keys;
mod provider;
mod quick;
mod screens;
mod served;
mod tasks;
