//! The desk in a browser: plain pages that work without scripts, on paper and at 320 pixels.
//! It turns a request into a question for the views or a command for the registry, and the answer into a page.
//! It decides nothing and writes nothing itself.

mod assets;
mod form;
mod forms;
pub mod links;
mod page;
mod pages;

pub use pages::{samples, stylesheet};
