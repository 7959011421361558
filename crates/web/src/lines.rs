//! The lines people come in on: how many at once, from each place and in all, and how slow they may be. A line that sends
//! its question or takes its answer too slowly is given up, and when all are taken the one that has waited longest
//! without a question makes room. What is asked on a line is not known here.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::response::Response;
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};
use tokio::time::{Sleep, sleep};
use tower::ServiceExt as _;

use crate::guard::is_proxy;

/// How many lines there are, and how patient the server is with each.
#[derive(Clone, Debug)]
pub struct Lines {
    /// So many at once. Pages that listen for changes take at most five hundred and twelve of them.
    pub most: usize,
    /// So many at once from one address, unless a proxy stands there.
    pub each: usize,
    /// So long a line may be without a whole question on it.
    pub question: Duration,
    /// So long a line may take nothing of an answer that waits for it.
    pub answer: Duration,
    /// Where proxies stand, besides this machine.
    pub proxies: Vec<IpAddr>,
}

impl Default for Lines {
    fn default() -> Self {
        Self {
            // Below the thousand files that a process may usually have open.
            most: 800,
            each: 128,
            question: Duration::from_secs(10),
            answer: Duration::from_secs(30),
            proxies: Vec::new(),
        }
    }
}

/// Who stands at the other end of a line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// The lines that are open.
#[derive(Default)]
struct Exchange(Mutex<Open>);

#[derive(Default)]
struct Open {
    next: u64,
    /// Each line by its number, and how to end it.
    lines: BTreeMap<u64, (IpAddr, Arc<Notify>)>,
    /// The lines on which no question is being answered, those that wait longest first.
    idle: BTreeMap<u64, u64>,
    from: HashMap<IpAddr, usize>,
}

/// One open line; its place is free again when this is dropped.
struct Line {
    exchange: Arc<Exchange>,
    number: u64,
    ended: Arc<Notify>,
    /// Under which number it waits.
    waits: Mutex<Option<u64>>,
}

impl Exchange {
    fn open(&self) -> MutexGuard<'_, Open> {
        // A panic elsewhere cannot leave the books half written.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place for a line; none where its address has too many, or where all are taken and each is being answered.
    fn take(self: &Arc<Self>, from: IpAddr, lines: &Lines) -> Option<Arc<Line>> {
        let mut open = self.open();
        let theirs = open.from.get(&from).copied().unwrap_or(0);
        if theirs >= lines.each && !is_proxy(from, &lines.proxies) {
            return None;
        }
        if open.lines.len() >= lines.most {
            let (waits, longest) = open.idle.first_key_value().map(|(waits, line)| (*waits, *line))?;
            open.idle.remove(&waits);
            open.forget(longest).notify_one();
        }
        open.next += 1;
        let (number, ended) = (open.next, Arc::new(Notify::new()));
        open.lines.insert(number, (from, ended.clone()));
        open.idle.insert(number, number);
        *open.from.entry(from).or_default() += 1;
        Some(Arc::new(Line { exchange: self.clone(), number, ended, waits: Mutex::new(Some(number)) }))
    }
}

impl Open {
    /// Takes a line off the books; gives how to end it.
    fn forget(&mut self, number: u64) -> Arc<Notify> {
        let Some((from, ended)) = self.lines.remove(&number) else { return Arc::default() };
        if let Some(theirs) = self.from.get_mut(&from) {
            *theirs -= 1;
            if *theirs == 0 {
                self.from.remove(&from);
            }
        }
        ended
    }
}

impl Line {
    fn waits(&self) -> MutexGuard<'_, Option<u64>> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A question has come whole.
    fn asked(&self) {
        self.no_longer_waits(&mut self.exchange.open());
    }

    fn no_longer_waits(&self, open: &mut Open) {
        if let Some(waits) = self.waits().take() {
            open.idle.remove(&waits);
        }
    }

    /// The answer was taken; the line waits for another question.
    fn answered(&self) {
        let mut open = self.exchange.open();
        self.no_longer_waits(&mut open);
        if open.lines.contains_key(&self.number) {
            open.next += 1;
            let waits = open.next;
            open.idle.insert(waits, self.number);
            *self.waits() = Some(waits);
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let mut open = self.exchange.open();
        self.no_longer_waits(&mut open);
        open.forget(self.number);
    }
}

/// Serves until it is told to stop; then what is being answered is answered, and no more is taken.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    lines: Lines,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let (exchange, lines) = (Arc::new(Exchange::default()), Arc::new(lines));
    let (stopping, stopped) = watch::channel(());
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((line, from)) => {
                if let Some(place) = exchange.take(from.ip().to_canonical(), &lines) {
                    tokio::spawn(hold(line, from, router.clone(), place, lines.clone(), stopped.clone()));
                }
            }
            // A line that broke before it was taken is nobody's fault; without files to open more, others must end first.
            Err(fault) => {
                if !matches!(fault.kind(), io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset)
                {
                    tracing::error!("no line could be taken: {fault}");
                    sleep(Duration::from_secs(1)).await;
                }
            }
        }
    }
    drop((listener, stopped));
    // Nobody listens any more when the last line has ended.
    let _ = stopping.send(());
    stopping.closed().await;
    Ok(())
}

/// Answers what is asked on one line, until it ends or is ended.
async fn hold(
    line: TcpStream,
    from: SocketAddr,
    router: Router,
    place: Arc<Line>,
    lines: Arc<Lines>,
    mut stopped: watch::Receiver<()>,
) {
    // An answer is written whole; waiting to fill a packet would only delay its end.
    let _ = line.set_nodelay(true);
    let (peer, asked, ended) = (Peer(from.ip().to_canonical()), place.clone(), place.ended.clone());
    let answering = service_fn(move |mut request: hyper::Request<Incoming>| {
        let (router, place) = (router.clone(), asked.clone());
        request.extensions_mut().insert(peer);
        async move {
            let coming = Coming(place.clone());
            if request.body().is_end_stream() {
                place.asked();
            }
            let request: Request = request.map(|body| Body::new(with(body, coming)));
            let answer: Response = router.oneshot(request).await?;
            Ok::<_, std::convert::Infallible>(answer.map(|body| with(body, Going(place))))
        }
    });
    let patient = Patient { line, patience: lines.answer, waiting: None };
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(lines.question);
    let mut talk = pin!(builder.serve_connection(TokioIo::new(patient), answering));
    let mut told = false;
    loop {
        tokio::select! {
            // Whatever became of it, only this line is concerned.
            _ = &mut talk => break,
            () = ended.notified() => break,
            _ = stopped.changed(), if !told => {
                told = true;
                talk.as_mut().graceful_shutdown();
            }
        }
    }
    drop(place);
}

/// Kept with the body of a question, until it has come whole or nobody waits for more of it.
struct Coming(Arc<Line>);

impl Drop for Coming {
    fn drop(&mut self) {
        self.0.asked();
    }
}

/// Kept with the body of an answer, until it has been taken.
struct Going(Arc<Line>);

impl Drop for Going {
    fn drop(&mut self) {
        self.0.answered();
    }
}

/// A body, and what is kept with it.
fn with<B: HttpBody>(body: B, kept: impl Send) -> impl HttpBody<Data = B::Data, Error = B::Error> {
    body.map_err(move |fault| {
        let _ = &kept;
        fault
    })
}

/// A line that is given up when the other end has taken nothing for too long.
struct Patient {
    line: TcpStream,
    patience: Duration,
    /// Since it takes nothing.
    waiting: Option<Pin<Box<Sleep>>>,
}

impl Patient {
    fn judged<T>(&mut self, written: Poll<io::Result<T>>, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.waiting = None;
            return written;
        }
        let patience = self.patience;
        let waiting = self.waiting.get_or_insert_with(|| Box::pin(sleep(patience)));
        waiting.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Patient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.line).poll_read(context, buffer)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.line).poll_write(context, buffer);
        self.judged(written, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffers: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.line).poll_write_vectored(context, buffers);
        self.judged(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.line.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.line).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.line).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn few(most: usize, each: usize) -> Lines {
        let proxies = vec!["192.0.2.1".parse().expect("an address")];
        Lines { most, each, proxies, ..Lines::default() }
    }

    fn at(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    /// Whether a line was told to end.
    fn is_ended(line: &Line) -> bool {
        let mut ended = pin!(line.ended.notified());
        ended.as_mut().poll(&mut Context::from_waker(std::task::Waker::noop())).is_ready()
    }

    #[test]
    fn an_address_has_so_many_lines_and_a_proxy_as_many_as_there_are() {
        let (exchange, lines) = (Arc::new(Exchange::default()), few(100, 3));
        let take = |from: &str| exchange.take(at(from), &lines);
        let mut held: Vec<_> = (0..3).map(|_| take("203.0.113.9").expect("a place")).collect();
        assert!(take("203.0.113.9").is_none());
        held.extend((0..10).map(|_| take("192.0.2.1").expect("a proxy's")));
        held.extend((0..10).map(|_| take("127.0.0.1").expect("this machine's")));
        held.remove(0);
        assert!(take("203.0.113.9").is_some(), "one ended");
    }

    #[test]
    fn when_all_are_taken_the_line_that_waits_longest_makes_room() {
        let (exchange, lines) = (Arc::new(Exchange::default()), few(3, 3));
        let take = || exchange.take(at("127.0.0.1"), &lines).expect("a place");
        let (one, two, three) = (take(), take(), take());
        one.asked();
        one.answered();
        let four = take();
        assert!(is_ended(&two) && !is_ended(&one) && !is_ended(&three));
        three.asked();
        let five = take();
        assert!(is_ended(&one) && !is_ended(&three) && !is_ended(&four) && !is_ended(&five));
        assert_eq!(exchange.open().lines.len(), 3);
    }

    #[test]
    fn no_line_that_is_being_answered_is_given_up_for_another() {
        let (exchange, lines) = (Arc::new(Exchange::default()), few(2, 2));
        let take = || exchange.take(at("127.0.0.1"), &lines);
        let busy = [take().expect("a place"), take().expect("a place")];
        for line in &busy {
            line.asked();
        }
        assert!(take().is_none());
        drop(busy);
        let open = exchange.open();
        assert!(open.lines.is_empty() && open.idle.is_empty() && open.from.is_empty());
    }
}
