//! The desk in a browser: plain pages that work without scripts, on paper and at 320 pixels.
//! It turns a request into a question for the views or a command for the registry, and the answer into a page.
//! It decides nothing and writes nothing itself.

mod acts;
mod assets;
mod form;
mod forms;
mod guard;
pub mod links;
mod page;
mod pages;
mod print;
mod session;

pub use guard::Door;
pub use pages::{samples, stylesheet};
