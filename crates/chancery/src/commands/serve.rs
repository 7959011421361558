//! Serves the pages on this machine until it is told to stop. The desk and the views live in this process meanwhile,
//! so no other may write the record.

use std::io::Write as _;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use registry::Registry;
use registry::door::Clock;
use serde::Serialize;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use crate::answer::{Answer, Stop};
use crate::commands::lint;
use crate::reading;
use crate::shell::{self, Shell};

pub(crate) mod provider;

/// The port people expect.
const PORT: u16 = 8080;
/// How many ports after it are tried.
const TRIED: u16 = 20;
/// How people get in.
const SIGN_IN: &str = "To sign in: run `chancery sign-in HANDLE` in another terminal.\n";

/// Serves the pages on this machine.
///
/// At 127.0.0.1:8080, or the next free port. While it runs, other programs can read the record but not write it. Stop
/// it with Ctrl-C; what was acknowledged is on the disk. People sign in with a code that `chancery sign-in` makes, and
/// register a passkey at /me. Passkeys work where the server is called localhost, or by the name first given with --host.
/// To be reached from elsewhere it belongs behind a proxy that speaks TLS: name the proxy's host with --host and say
/// --tls.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery serve
  chancery serve --port 9000 --host desk.example.org --tls")]
pub(crate) struct Serve {
    /// The port; 8080 or the next free one if not given.
    #[arg(long)]
    port: Option<u16>,
    /// The address to listen at.
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    bind: IpAddr,
    /// A name by which browsers may call it besides localhost; may be repeated.
    #[arg(long = "host", value_name = "NAME")]
    hosts: Vec<String>,
    /// Says that browsers reach it through TLS only.
    #[arg(long)]
    tls: bool,
    /// Whether an officer who never registered a passkey may approve, release and change roles on a page. Whoever has
    /// registered one always confirms with it.
    #[arg(long, value_enum, default_value = "optional")]
    passkeys: Passkeys,
    /// A host to which officers may have changes announced (`/me/hooks`); may be repeated. Nothing is sent anywhere
    /// else. An address of this machine or of a private network must be listed as that address.
    #[arg(long = "webhook-host", value_name = "HOST[:PORT]")]
    webhook_hosts: Vec<web::WebhookHost>,
    #[command(flatten)]
    provider: provider::Named,
    /// How many pages an officer may ask for in a minute; searches, forms and what programs read follow in proportion.
    #[arg(long, default_value_t = web::Limits::default().pages, value_name = "NUMBER",
        value_parser = clap::value_parser!(u32).range(60..))]
    pages_a_minute: u32,
    /// The address of a proxy, if it is not this machine; may be repeated.
    #[arg(long = "proxy", value_name = "ADDRESS")]
    proxies: Vec<IpAddr>,
    /// The header in which the proxy says who asks, such as X-Forwarded-For; of several addresses the last counts.
    /// Without it nobody is told apart by address behind a proxy.
    #[arg(long, value_name = "NAME")]
    address_header: Option<String>,
}

/// What an officer without a passkey may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Passkeys {
    /// Whatever their roles let them do.
    Optional,
    /// Nothing that needs a confirmation.
    Required,
}

#[derive(Serialize)]
struct Body<'a> {
    url: &'a str,
}

impl Serve {
    /// What serving the demo takes: nothing but this machine.
    pub(crate) fn demo(port: Option<u16>) -> Self {
        Self {
            port,
            bind: IpAddr::from([127, 0, 0, 1]),
            hosts: Vec::new(),
            tls: false,
            passkeys: Passkeys::Optional,
            webhook_hosts: Vec::new(),
            provider: provider::Named::default(),
            pages_a_minute: web::Limits::default().pages,
            proxies: Vec::new(),
            address_header: None,
        }
    }

    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        self.serve(shell, false, "")
    }

    /// Serves until told to stop; `introduces` says that the sign-in page may list the officers.
    pub(crate) fn serve(self, shell: &Shell, introduces: bool, greeting: &str) -> Result<Answer, Stop> {
        let filter = EnvFilter::try_from_env("CHANCERY_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
        // Another subscriber would have been set by ourselves.
        let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
        let folder = shell.folder()?;
        let clock = shell.clock()?;
        let registry = Registry::open_in_house(&folder, clock.clone(), lint::house(shell, None)?)?;
        let views = reading::follow(registry.record().clone())?;
        let follower = views.follow_in_background()?;
        let directory = views.directory()?;
        let ministry =
            directory.headquarters().map_or("Chancery", |office| office.opened.name.as_str()).to_owned();
        let local = web::Local::open(&folder).map_err(Stop::fault)?;
        let mut settings = web::Settings::new(&ministry, lint::profile(shell, None)?, local);
        settings.profile_file = lint::profile_file(shell)?;
        settings.door.names.clone_from(&self.hosts);
        settings.door.secure = self.tls;
        settings.door.introduces = introduces;
        settings.door.wants_passkeys = self.passkeys == Passkeys::Required;
        settings.webhook_hosts.clone_from(&self.webhook_hosts);
        // In the demo everybody is let in already.
        settings.provider = if introduces { None } else { self.provider.found(shell, &folder)? };
        settings.limits = web::Limits::of(self.pages_a_minute);
        settings.door.proxies.clone_from(&self.proxies);
        settings.door.address_header.clone_from(&self.address_header);
        let lines = web::Lines { proxies: self.proxies.clone(), ..web::Lines::default() };
        let runtime =
            tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Stop::fault)?;
        let served = runtime.block_on(async {
            let listener = self.listen().await?;
            let at = listener.local_addr().map_err(Stop::fault)?;
            let url = format!("http://{at}/");
            let sign_in = if introduces { "" } else { SIGN_IN };
            say(shell, &url, greeting, sign_in)?;
            if let Some(ahead) = shell.played_clock()? {
                tokio::spawn(run_on(clock.clone(), ahead));
            }
            let router = web::router(registry.desk(), views.clone(), clock, settings);
            let serving = web::serve(listener, router, lines, told_to_stop());
            // A page that listens for changes would keep the door open for ever.
            let late = async {
                told_to_stop().await;
                tokio::time::sleep(GRACE).await;
            };
            tokio::select! {
                served = serving => served.map_err(Stop::fault),
                () = late => Ok(()),
            }
        });
        runtime.shutdown_timeout(Duration::from_secs(5));
        drop(follower);
        served.map(|()| Answer::text(""))
    }

    async fn listen(&self) -> Result<TcpListener, Stop> {
        let (first, last) = self.port.map_or((PORT, PORT + TRIED), |port| (port, port));
        let mut why = String::new();
        for port in first..=last {
            match TcpListener::bind(SocketAddr::new(self.bind, port)).await {
                Ok(listener) => return Ok(listener),
                Err(error) => why = format!("{}:{port} cannot be listened at: {error}", self.bind),
            }
        }
        Err(Stop::Fault(format!("{why}. Name another port with --port, or 0 for any")))
    }
}

/// Says where to look, at once: the command itself ends only when it is told to.
fn say(shell: &Shell, url: &str, greeting: &str, sign_in: &str) -> Result<(), Stop> {
    let paint = shell.paint;
    let text = if shell.json {
        Answer::new("serve", "", Body { url }).json
    } else {
        format!("{greeting}Serving at {}\n{sign_in}{}", paint.bold(url), paint.dim("Ctrl-C stops it."))
    };
    let mut out = std::io::stdout().lock();
    writeln!(out, "{text}")
        .and_then(|()| out.flush())
        .map_err(|error| Stop::writing("standard output", &error))
}

/// Lets the clock of a played ministry run on.
async fn run_on(clock: Clock, ahead: i64) {
    loop {
        clock.set(shell::ahead_of(ahead));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// How long answers may still be under way when the server is told to stop.
const GRACE: Duration = Duration::from_secs(3);

/// Waits for Ctrl-C, or for the word of whoever started us.
async fn told_to_stop() {
    let interrupted = async { drop(tokio::signal::ctrl_c().await) };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                () = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    interrupted.await;
}
