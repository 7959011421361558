//! Bars for what takes long. They are drawn on a terminal only, and gone when the work is done.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar that appears with the first news.
#[derive(Debug)]
pub(crate) struct Bar {
    what: &'static str,
    drawn: Option<ProgressBar>,
    /// Below so many steps no bar is worth looking at.
    least: u64,
}

impl Bar {
    pub(crate) fn new(what: &'static str, least: u64) -> Self {
        Self { what, drawn: None, least }
    }

    /// So many steps of all are done.
    pub(crate) fn at(&mut self, done: u64, all: u64) {
        if all < self.least {
            return;
        }
        let bar = self.drawn.get_or_insert_with(|| {
            let form = "{msg} {wide_bar} {human_pos} of {human_len} {eta}";
            let style = ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::new(all).with_style(style).with_message(self.what)
        });
        bar.set_length(all);
        bar.set_position(done);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = self.drawn.take() {
            bar.finish_and_clear();
        }
    }
}
