//! Plays the demo ministry's year into a new folder and serves it. What is played, and how, lives in `demo`.

use std::path::PathBuf;

use registry::door::Clock;
use serde::Serialize;

use crate::answer::{Answer, Stop};
use crate::commands::serve::Serve;
use crate::demo;
use crate::paint::Put as _;
use crate::progress::Bar;
use crate::shell::Shell;

/// Plays a year at a fictional ministry and serves it.
///
/// Creates the Ministry of External Relations of Estmark in a new folder: offices, instructions, engagements and
/// replies in every state, and an archive of telegrams. Then it serves the pages and says where to look and as whom
/// to sign in. A demo that is there already is served as it is.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery demo
  chancery demo estmark --no-serve
  chancery board --folder estmark")]
pub(crate) struct Demo {
    /// The folder of the demo.
    #[arg(value_name = "DIR", default_value = "chancery-demo")]
    to: PathBuf,
    /// Plays the year and ends without serving it.
    #[arg(long)]
    no_serve: bool,
    /// The port; 8080 or the next free one if not given.
    #[arg(long)]
    port: Option<u16>,
}

#[derive(Serialize)]
struct Body {
    folder: String,
    offices: usize,
    filed: usize,
    instructions: usize,
    engagements: usize,
    replies: usize,
}

impl Demo {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let folder = self.to.display().to_string();
        let mut text = format!("The demo in {folder} is there already.\n");
        let (mut body, mut first) = (None, None);
        if !self.to.join("record.db").exists() {
            std::fs::create_dir_all(&self.to).map_err(|error| Stop::writing(&folder, &error))?;
            let mut bar = Bar::new("playing a year at the Ministry of Estmark", 1);
            let played = demo::play(&self.to, &mut |done, all| bar.at(done as u64, all as u64));
            drop(bar);
            let played = played.map_err(Stop::fault)?;
            let ahead = demo::clock_offset(Clock::machine().now()).as_secs();
            Shell::keep_played(&self.to, "HQ", "oceans.desk", ahead)?;
            let told = format!(
                "A year at the Ministry of External Relations of Estmark, in {folder}: {} offices, {} instructions, \
                 {} engagements, {} replies, {} telegrams in the archive.",
                played.offices, played.instructions, played.engagements, played.replies, played.filed
            );
            text = format!("{}\n\n", shell.paint.prose(&told, 0, 0));
            first = played.main.map(|id| web::links::board(&id.to_string()));
            body = Some(Body {
                folder: folder.clone(),
                offices: played.offices,
                filed: played.filed,
                instructions: played.instructions,
                engagements: played.engagements,
                replies: played.replies,
            });
        }
        if self.no_serve {
            return Ok(Answer::new("demo", text, body));
        }
        text.push_str("Sign in as oceans.desk, who instructs, or as par.head in Paris, who is instructed.\n");
        if let Some(board) = first {
            text.put(format!("The board of the main instruction is at {board}\n"));
        }
        Serve::demo(self.port).serve(&shell.within(&self.to), true, &text)
    }
}
