//! Figures of the pages over real sockets: lists, boards and search for 32 readers while 20 writes a second go on, and
//! the board of 275 posts beside a plain Flask page over the same rows and nginx serving it as a file.
//! `cargo bench -p web --bench load -- 50000` sets how many entries; the server is a process of its own.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use domain::access::Reader;
use domain::cable::{Level, Profile};
use domain::proof::Presence;
use registry::door::Clock;
use registry::{Ask, Registry};
use views::{Views, When};

#[path = "../../views/benches/made/mod.rs"]
mod made;

use made::{Done, POSTS, Record, office};

const READERS: usize = 32;
const WRITES_A_SECOND: u64 = 20;
const SPAN: Duration = Duration::from_secs(6);

/// What a load came to.
struct Load {
    times: Vec<Duration>,
    took: Duration,
    cpu: f64,
}

impl Load {
    fn at(&self, share: usize) -> f64 {
        let at = self.times.get((self.times.len().saturating_sub(1)) * share / 100);
        at.map_or(0.0, |time| time.as_secs_f64() * 1e3)
    }

    fn say(&self, what: &str) {
        let count = f64::from(u32::try_from(self.times.len()).unwrap_or(u32::MAX));
        println!(
            "{what}: {:.0} requests/s; first byte p50 {:.2} ms, p95 {:.2} ms, p99 {:.2} ms; {:.3} ms of processor each",
            count / self.took.as_secs_f64(),
            self.at(50),
            self.at(95),
            self.at(99),
            self.cpu * 1e3 / count
        );
    }
}

/// What stands in an address for a number that is another in each request, so that no page is the one kept warm.
const ANEW: char = '#';

/// A connection that asks for one page after another.
struct Asking {
    at: SocketAddr,
    request: String,
    asked: usize,
    line: Option<BufReader<TcpStream>>,
}

impl Asking {
    fn new(at: SocketAddr, path: &str, cookie: &str) -> Self {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {at}\r\nCookie: {cookie}\r\n\r\n");
        Self { at, request, asked: 0, line: None }
    }

    /// Asks once; gives the time to the first byte.
    fn once(&mut self) -> std::io::Result<Duration> {
        let start = Instant::now();
        let mut line = match self.line.take() {
            Some(line) => line,
            None => BufReader::new(TcpStream::connect(self.at)?),
        };
        self.asked += 1;
        let request = self.request.replace(ANEW, &self.asked.to_string());
        line.get_mut().write_all(request.as_bytes())?;
        line.fill_buf()?;
        let first = start.elapsed();
        let (mut head, mut length, mut chunked, mut stays) = (String::new(), 0, false, true);
        line.read_line(&mut head)?;
        if !head.contains(" 200 ") {
            return Err(std::io::Error::other(head));
        }
        while head.len() > 2 {
            head.clear();
            line.read_line(&mut head)?;
            let lower = head.to_ascii_lowercase();
            length =
                lower.strip_prefix("content-length:").and_then(|n| n.trim().parse().ok()).unwrap_or(length);
            chunked |= lower.starts_with("transfer-encoding: chunked");
            stays &= !lower.starts_with("connection: close");
        }
        if !chunked {
            line.read_exact(&mut vec![0; length])?;
        }
        while chunked {
            head.clear();
            line.read_line(&mut head)?;
            let size = usize::from_str_radix(head.trim(), 16).unwrap_or(0);
            line.read_exact(&mut vec![0; size + 2])?;
            chunked = size > 0;
        }
        self.line = stays.then_some(line);
        Ok(first)
    }
}

/// Loads a server with as many connections as are wanted, each asking for one of the paths.
fn load(server: &[u32], at: SocketAddr, cookie: &str, paths: &[String], connections: usize) -> Done<Load> {
    let (start, before) = (Instant::now(), seconds(server));
    let one = |place: usize| -> std::io::Result<Vec<Duration>> {
        let path = paths.get(place % paths.len()).map_or("/", String::as_str);
        let (mut asking, mut times) = (Asking::new(at, path, cookie), Vec::new());
        asking.asked = place << 32;
        while start.elapsed() < SPAN {
            times.push(asking.once()?);
        }
        Ok(times)
    };
    let mut times = Vec::new();
    std::thread::scope(|scope| -> Done<()> {
        let all: Vec<_> = (0..connections).map(|place| scope.spawn(move || one(place))).collect();
        for each in all {
            times.extend(each.join().map_err(|_| "a reader fell over")??);
        }
        Ok(())
    })?;
    let took = start.elapsed();
    times.sort_unstable();
    Ok(Load { times, took, cpu: seconds(server) - before })
}

/// Seconds of processor some processes have used; 0 where the system does not tell.
fn seconds(processes: &[u32]) -> f64 {
    let each = processes.iter().map(|id| {
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        let after = stat.rsplit(')').next().unwrap_or_default();
        let ticks = after.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u32>().ok());
        f64::from(ticks.sum::<u32>()) / 100.0
    });
    each.sum()
}

/// A process and those it started.
fn family(parent: u32) -> Vec<u32> {
    let listed =
        std::fs::read_to_string(format!("/proc/{parent}/task/{parent}/children")).unwrap_or_default();
    let children = listed.split_whitespace().filter_map(|id| id.parse().ok());
    std::iter::once(parent).chain(children).collect()
}

/// The server: opens the record in a folder, says where it listens, and writes until nobody listens to it any more.
fn serve(folder: &Path) -> Done<()> {
    let clock = Clock::machine();
    let registry = Registry::open(folder, clock.clone())?;
    let views = Views::open(folder, registry.record().clone())?;
    views.follow(&mut |_| {})?;
    let _follower = views.follow_in_background()?;
    let plain = Profile::named("plain").ok_or("no profile")?;
    let mut settings = web::Settings::new("Ministry", plain, web::Local::open(folder)?);
    settings.door.introduces = true;
    // One reader asks here as fast as thirty-two can.
    settings.limits = web::Limits::none();
    let lines = web::Lines::default();
    let router = web::router(registry.desk(), views, clock, settings);
    let running = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let listener = running.block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))?;
    println!("{}", listener.local_addr()?);
    running.spawn(async move { web::serve(listener, router, lines, std::future::pending()).await });
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let (start, mut number) = (Instant::now(), 0_u64);
            while !stop.load(Ordering::Relaxed) {
                number += 1;
                let text = format!("R 220910Z APR 77\nFM PARIS\nTO MERE\nSUBJECT: GEAR {number}\n1. LOST.\n");
                let command = domain::command::Command::FileCable {
                    source: "load".into(),
                    name: format!("{number} of {start:?}"),
                    text,
                };
                let asked = office(0).ok().zip("some.filer".parse().ok());
                if let Some((office, officer)) = asked
                    && let Err(why) = registry.desk().ask(Ask {
                        office,
                        officer,
                        name: None,
                        presence: Presence::default(),
                        command,
                    })
                {
                    eprintln!("not written: {why}");
                }
                let next = Duration::from_millis(number * 1_000 / WRITES_A_SECOND);
                std::thread::sleep(next.saturating_sub(start.elapsed()));
            }
        });
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        stop.store(true, Ordering::Relaxed);
    });
    running.shutdown_timeout(Duration::from_secs(1));
    Ok(())
}

/// The ticket of an officer who signed in.
fn signed_in(at: SocketAddr) -> Done<String> {
    let ask = |request: String| -> Done<String> {
        let mut line = TcpStream::connect(at)?;
        line.write_all(request.as_bytes())?;
        let mut text = String::new();
        line.read_to_string(&mut text)?;
        Ok(text)
    };
    let cookie = |text: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap_or_default();
        line.split(';').next().unwrap_or_default().to_owned()
    };
    let head = format!("HTTP/1.1\r\nHost: {at}\r\nOrigin: http://{at}\r\nConnection: close\r\n");
    let page = ask(format!("GET /sign-in {head}\r\n"))?;
    let token = page.split("name=\"token\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let body = format!("token={}&officer=some.officer", token.unwrap_or_default());
    let form =
        format!("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n", body.len());
    let ticket = cookie(&ask(format!("POST /sign-in {head}Cookie: {}\r\n{form}\r\n{body}", cookie(&page)))?);
    if ticket.is_empty() { Err("nobody is let in".into()) } else { Ok(ticket) }
}

/// A peer that is started, or the reason why it is not.
fn peer(name: &str, mut command: Command, at: SocketAddr) -> Option<Child> {
    let mut process =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()?;
    for _ in 0..100 {
        if Asking::new(at, "/", "").once().is_ok() {
            return Some(process);
        }
        if process.try_wait().ok().flatten().is_some() {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    println!("{name}: skipped, it does not start on this machine");
    drop((process.kill(), process.wait()));
    None
}

const FLASK: &str = "
import sqlite3, flask, os
here = os.path.dirname(os.path.abspath(__file__))
app = flask.Flask(__name__)
app.jinja_env.autoescape = True
T = app.jinja_env.from_string('''<!doctype html><title>Board</title><table>
{% for r in rows %}<tr class=\"{{ r[2] }}\"><td><a href=\"/t/{{ loop.index }}\">{{ r[0] }}</a>{% for c in r[1:] %}<td>{{ c }}{% endfor %}</tr>
{% endfor %}</table>''')
@app.get('/')
def board():
    c = sqlite3.connect(here + '/rows.db')
    rows = c.execute('select * from board order by c0').fetchall(); c.close()
    return T.render(rows=rows)
";

/// The same rows behind Flask and behind nginx, loaded the same way.
fn peers(rows: &[Vec<String>], page: &str) -> Done<()> {
    let folder = tempfile::tempdir()?;
    let (path, free) = (folder.path(), std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?);
    let db = rusqlite::Connection::open(path.join("rows.db"))?;
    db.execute_batch("create table board (c0, c1, c2, c3, c4, c5, c6, c7)")?;
    for row in rows {
        let mut write = db.prepare_cached("insert into board values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
        write.execute(rusqlite::params_from_iter(row))?;
    }
    drop(db);
    std::fs::write(path.join("page.py"), FLASK)?;
    std::fs::write(path.join("index.html"), page)?;
    // A temporary folder is for its owner alone, and nginx gives its workers to another.
    let conf = format!(
        "worker_processes 1; user root; daemon off; pid {0}/pid; error_log {0}/err; events {{}} http {{ access_log off; \
         client_body_temp_path {0}/1; proxy_temp_path {0}/2; fastcgi_temp_path {0}/3; uwsgi_temp_path {0}/4; \
         scgi_temp_path {0}/5; keepalive_requests 100000000; types {{ text/html html; }} server {{ listen {free}; root {0}; }} }}",
        path.display()
    );
    std::fs::write(path.join("nginx.conf"), conf)?;
    let mut gunicorn = Command::new("python3");
    gunicorn.args(["-m", "gunicorn", "-w", "2", "-b", &free.to_string(), "--log-level", "error", "page:app"]);
    gunicorn.current_dir(path);
    let mut nginx = Command::new("/usr/sbin/nginx");
    nginx.args(["-e", "stderr", "-c"]).arg(path.join("nginx.conf"));
    for (name, command) in [("Flask + gunicorn, 2 workers", gunicorn), ("nginx, the page as a file", nginx)] {
        let Some(mut process) = peer(name, command, free) else { continue };
        load(&family(process.id()), free, "", &["/".into()], 16)?.say(name);
        // Told, so that it stops its workers too.
        drop(Command::new("kill").arg(process.id().to_string()).status());
        process.wait()?;
    }
    Ok(())
}

fn main() -> Done<()> {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    if let [word, folder, ..] = asked.as_slice()
        && word == "serve"
    {
        return serve(Path::new(folder));
    }
    let wanted = asked.iter().filter_map(|word| word.parse().ok()).next_back().unwrap_or(50_000);
    let folder = tempfile::tempdir()?;
    let (record, board) = Record::made(folder.path(), wanted)?;
    let entries = record.entries;
    let reader = Reader {
        officer: "some.officer".parse()?,
        offices: [office(0)?].into(),
        level: Level::Secret,
        captions: [].into(),
        archive: false,
    };
    let views = Views::open(folder.path(), record.journal.record())?;
    views.follow(&mut |_| {})?;
    let lines = views.board(&reader, board, When::NOW, record.now)?.ok_or("no board")?.lines;
    let told = |line: &views::BoardLine| serde_json::to_string(line).unwrap_or_default();
    let cells = |text: String| -> Vec<String> {
        let all: Vec<char> = text.chars().filter(|c| !"{}\"".contains(*c)).take(240).collect();
        (0..8).map(|cell| all.iter().skip(cell * 28).take(28).collect()).collect()
    };
    let rows: Vec<Vec<String>> = lines.iter().map(|line| cells(told(line))).collect();
    drop((views, record));

    let mut server = Command::new(std::env::current_exe()?);
    let mut server =
        server.arg("serve").arg(folder.path()).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut said = String::new();
    BufReader::new(server.stdout.take().ok_or("no pipe")?).read_line(&mut said)?;
    let at: SocketAddr = said.trim().parse()?;
    let (ticket, ids) = (signed_in(at)?, [server.id()]);
    println!("{entries} entries, {READERS} readers, {WRITES_A_SECOND} writes/s");
    let board = format!("/i/{board}/board");
    let lists = ["/inbox", "/instructions"].map(str::to_owned);
    let searches =
        ["fishing", "fishing%20trawler", "%22lost%20nets%22", "from:MERE%20compensation", "absent"];
    let searches = searches.map(|query| format!("/q?q={query}"));
    for (what, paths) in
        [("lists", &lists[..]), ("boards", std::slice::from_ref(&board)), ("search", &searches[..])]
    {
        load(&ids, at, &ticket, paths, READERS)?.say(what);
    }
    let anew = format!("{board}?anew={ANEW}");
    for (how, path) in
        [("made for each request", anew), ("kept warm until something is written", board.clone())]
    {
        for readers in [1, 8, 16] {
            let paths = std::slice::from_ref(&path);
            let readers_are = if readers == 1 { "one reader".into() } else { format!("{readers} readers") };
            let what = format!("board of {POSTS} posts, {how}, {readers_are}");
            load(&ids, at, &ticket, paths, readers)?.say(&what);
        }
    }
    let mut line = TcpStream::connect(at)?;
    let head = format!("Host: {at}\r\nCookie: {ticket}\r\nConnection: close\r\n");
    line.write_all(format!("GET {board} HTTP/1.1\r\n{head}\r\n").as_bytes())?;
    let mut html = String::new();
    line.read_to_string(&mut html)?;
    let html = html.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    println!("the page is {} bytes", html.len());
    drop(server.stdin.take());
    server.wait()?;
    peers(&rows, html)
}
