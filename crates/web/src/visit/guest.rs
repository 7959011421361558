//! Whoever sends a request: who they are by their ticket, what they are answered with, and the pages of theirs that only
//! listen. What a visit may read and do is told beside this file.

use std::sync::PoisonError;

use askama::Template;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::words::Handle;
use jiff::Timestamp;
use tokio::time::Sleep;

use super::answers::bare;
use super::{
    Guest, House, LISTENERS_EACH, LISTENERS_MAX, Miss, Visit, fault, ours, print_text, see_other, set_cookie,
};
use crate::clocks::Clocks;
use crate::limits::Kind;
use crate::links;
use crate::local;
use crate::page::Choice;
use crate::page::Place;
use crate::page::Shell;
use crate::pages::problem;
use crate::provider::Account;
use crate::session::{self, How, Sessions, Ticket, no_cookie};
use crate::warm::Stamp;

/// One page that listens; its place is free again when this is dropped.
pub(crate) struct Listening {
    house: House,
    ticket: String,
}

impl Drop for Listening {
    fn drop(&mut self) {
        let mut listeners = self.house.0.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = listeners.get_mut(&self.ticket) {
            *own = own.saturating_sub(1);
        }
        listeners.retain(|_, own| *own > 0);
    }
}

/// Gives an answer; that there is nothing, not before its time. A form may be refused for the same reason.
pub(crate) async fn on_the_beat(beat: Option<Sleep>, answer: Response) -> Response {
    let nothing = matches!(answer.status(), StatusCode::NOT_FOUND | StatusCode::UNPROCESSABLE_ENTITY);
    if let Some(beat) = beat.filter(|_| nothing) {
        beat.await;
    }
    answer
}

impl Guest {
    /// Makes a page for whoever is signed in.
    pub(crate) async fn read<Page: Template>(
        self,
        work: impl FnOnce(&Visit) -> Result<Page, Miss> + Send + 'static,
    ) -> Response {
        self.work(move |visit| {
            let page = work(visit)?;
            Ok(print_text(StatusCode::OK, page.render().map(|text| visit.clocks.carried(text))))
        })
        .await
    }

    /// Makes a page for whoever is signed in, or sends the one that is kept for them and still true.
    pub(crate) async fn read_warm<Page: Template>(
        self,
        work: impl FnOnce(&Visit) -> Result<Page, Miss> + Send + 'static,
    ) -> Response {
        let (path, gzip) = (self.path.clone(), self.gzip);
        self.work(move |visit| {
            let house = &visit.house.0;
            if house.sessions.has_receipt(&visit.ticket) {
                let text = work(visit)?.render();
                return Ok(print_text(StatusCode::OK, text.map(|text| visit.clocks.carried(text))));
            }
            // Taken before the page is made: what is recorded meanwhile makes it a page of before.
            let stamp =
                Stamp { reached: house.views.reached(), minute: visit.now.as_second().div_euclid(60) };
            let key = (visit.ticket.token(), path, visit.tongue.tag());
            if let Some(page) = house.warm.get(&key, stamp) {
                return Ok(page.answer(gzip));
            }
            let mut text = String::with_capacity(house.warm.usual());
            if work(visit)?.render_into(&mut text).is_err() {
                return Ok(StatusCode::INTERNAL_SERVER_ERROR.into_response());
            }
            Ok(house.warm.put(key, stamp, visit.clocks.carried(text)).answer(gzip))
        })
        .await
    }

    /// Sends whoever is signed in to another page.
    pub(crate) async fn lead(
        self,
        work: impl FnOnce(&Visit) -> Result<String, Miss> + Send + 'static,
    ) -> Response {
        self.work(move |visit| Ok(see_other(&work(visit)?))).await
    }

    /// Answers whoever is signed in with anything.
    pub(crate) async fn work(
        self,
        work: impl FnOnce(&Visit) -> Result<Response, Miss> + Send + 'static,
    ) -> Response {
        self.work_or(work, |_| Ok(())).await
    }

    /// Works for whoever is signed in; if nobody is, does something else before they are led to the door.
    pub(super) async fn work_or(
        self,
        work: impl FnOnce(&Visit) -> Result<Response, Miss> + Send + 'static,
        otherwise: impl FnOnce(&Self) -> Result<(), Miss> + Send + 'static,
    ) -> Response {
        let (house, tongue) = (self.house.clone(), self.tongue);
        // Acts wait for the record and not for a turn.
        let turn = if self.method == Method::GET { house.turn().await } else { None };
        let beat = house.beat();
        let done = tokio::task::spawn_blocking(move || {
            let visit = match self.enter() {
                Ok(visit) => visit,
                Err(miss) => {
                    let late = matches!(miss, Miss::SignedOut | Miss::TooMany(_));
                    let kept = if late { otherwise(&self) } else { Ok(()) };
                    return self.missed(None, kept.err().unwrap_or(miss));
                }
            };
            work(&visit).unwrap_or_else(|miss| self.missed(Some(&visit), miss))
        });
        let answer = done.await.unwrap_or_else(|error| fault(&house, tongue, &error.to_string()));
        drop(turn);
        on_the_beat(beat, answer).await
    }

    /// Who this is and what they may read, or why not.
    pub(crate) fn enter(&self) -> Result<Visit, Miss> {
        let house = &self.house;
        let administers = |officer: &Handle| house.administered_by(officer);
        match self.known(|sessions, ticket, now| sessions.officer(ticket, now, administers)) {
            Ok(visit) => {
                self.count(visit.officer())?;
                Ok(visit)
            }
            Err(Miss::SignedOut) => {
                self.count_unknown()?;
                Err(Miss::SignedOut)
            }
            Err(miss) => Err(miss),
        }
    }

    /// Counts this question as an officer's.
    fn count(&self, officer: &Handle) -> Result<(), Miss> {
        let kind = Kind::of(&self.method, &self.path);
        self.house.asked().officer(officer, kind, self.house.now()).map_err(Miss::TooMany)
    }

    /// Counts this question as one of nobody who is known.
    pub(crate) fn count_unknown(&self) -> Result<(), Miss> {
        self.house.asked().guest(self.address, self.house.now()).map_err(Miss::TooMany)
    }

    /// Counts this question as whoever asks it, a try to sign in as that.
    pub(crate) fn count_at_the_door(&self) -> Result<(), Miss> {
        let (now, path) = (self.house.now(), self.path.split('?').next().unwrap_or_default());
        let door = links::sign_in();
        let tries =
            path.strip_prefix(&door).is_some_and(|rest| rest.starts_with('/') || self.method == Method::POST);
        if tries {
            return self.house.asked().tries(self.address, now).map_err(Miss::TooMany);
        }
        let officer = self.ticket.as_ref().and_then(|ticket| self.house.0.sessions.whose(ticket, now));
        officer.map_or_else(|| self.count_unknown(), |officer| self.count(&officer))
    }

    pub(super) fn known(
        &self,
        ask: impl FnOnce(&Sessions, &Ticket, Timestamp) -> Result<Option<Handle>, local::Fault>,
    ) -> Result<Visit, Miss> {
        let ticket = self.ticket.clone().ok_or(Miss::SignedOut)?;
        let sessions = &self.house.0.sessions;
        let officer = ask(sessions, &ticket, self.house.now())?.ok_or(Miss::SignedOut)?;
        let (account, rights) = (sessions.account(&ticket), sessions.rights(&ticket));
        let visit = self.house.entered(&officer, ticket, None)?;
        // Whoever's account no longer speaks for them is signed out by it, and so is whoever may do something else than when
        // they came: a ticket is of one set of rights.
        let speaks = |Account { issuer, subject }| {
            visit.directory.keys().identified(&issuer, &subject) == Some(&officer)
        };
        if !account.is_none_or(speaks) || rights != Some(session::rights(&visit.directory, &officer)) {
            sessions.end(&visit.ticket)?;
            return Err(Miss::SignedOut);
        }
        let (origin, elsewhere) = (self.origin(), self.elsewhere());
        let path = if self.method == Method::GET { self.path.clone() } else { String::new() };
        let clocks = Clocks::of(&path);
        Ok(Visit { tongue: self.tongue, back: self.back(), origin, elsewhere, path, clocks, ..visit })
    }

    /// Who this is, or was until their session ended by itself.
    pub(crate) fn remembered(&self) -> Result<Option<Handle>, Miss> {
        let Some(ticket) = &self.ticket else { return Ok(None) };
        Ok(self.house.0.sessions.known(ticket)?)
    }

    /// Looks for whoever is signed in without keeping them so: nobody asked, a page only listens.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Visit) -> Result<T, Miss> + Send + 'static,
    ) -> Result<T, Miss> {
        let guest = self.clone();
        let looked = tokio::task::spawn_blocking(move || {
            work(&guest.known(|sessions, ticket, now| Ok(sessions.whose(ticket, now)))?)
        });
        looked.await.unwrap_or_else(|error| Err(Miss::Fault(error.to_string())))
    }

    /// A place among those who listen; none while the session or the house has too many.
    pub(crate) fn listen(&self) -> Option<Listening> {
        let ticket = self.ticket.as_ref()?.token();
        let mut listeners = self.house.0.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = listeners.values().sum();
        let own = listeners.entry(ticket.clone()).or_default();
        if *own >= LISTENERS_EACH || all >= LISTENERS_MAX {
            return None;
        }
        *own += 1;
        Some(Listening { house: self.house.clone(), ticket })
    }

    /// The last arrival that the views show.
    pub(crate) fn reached(&self) -> u64 {
        self.house.views().reached()
    }

    /// The answer when there is no page, and the reason is known already.
    pub(crate) async fn no_page(self, miss: Miss) -> Response {
        self.work(move |_| Err(miss)).await
    }

    pub(super) fn missed(&self, visit: Option<&Visit>, miss: Miss) -> Response {
        match (miss, visit) {
            (Miss::NotFound, Some(visit)) => {
                let mut shell = visit.shell(&visit.say("problem-not-found"), Place::Nowhere);
                if visit.clocks.is_past() {
                    // It may not have been there then; whether it is there now, the way back tells.
                    visit.date(&mut shell);
                }
                let text = problem::not_found(shell).render();
                print_text(StatusCode::NOT_FOUND, text.map(|text| visit.clocks.carried(text)))
            }
            (Miss::Elsewhere(to), Some(visit)) => see_other(&visit.clocks.at(&to)),
            (Miss::Elsewhere(to), None) => see_other(&to),
            (Miss::TooMany(wait), _) => problem::too_many(bare(&self.house, self.tongue, ""), wait),
            (Miss::Fault(words), _) => fault(&self.house, self.tongue, &words),
            (Miss::NotFound | Miss::SignedOut, _) => {
                let form = links::page_of(&self.path);
                let back = if self.method == Method::GET { self.path.as_str() } else { form.as_str() };
                see_other(&links::sign_in_then(back))
            }
        }
    }

    /// The sign-in page, or what came of signing in.
    pub(crate) async fn at_the_door(
        self,
        work: impl FnOnce(&House, &Guest) -> Result<Response, Miss> + Send + 'static,
    ) -> Response {
        let (house, tongue) = (self.house.clone(), self.tongue);
        let done = tokio::task::spawn_blocking(move || {
            let counted = self.count_at_the_door();
            counted.and_then(|()| work(&self.house, &self)).unwrap_or_else(|miss| self.missed(None, miss))
        });
        done.await.unwrap_or_else(|error| fault(&house, tongue, &error.to_string()))
    }

    /// The ticket of this browser, and the line that gives it one if it has none.
    pub(crate) fn ticketed(&self) -> (Ticket, Option<String>) {
        if let Some(ticket) = &self.ticket {
            return (ticket.clone(), None);
        }
        let ticket = House::fresh_ticket();
        let line = ticket.cookie(self.house.door().secure);
        (ticket, Some(line))
    }

    /// The origin of this page, as a browser says it.
    pub(crate) fn origin(&self) -> String {
        format!("{}://{}", if self.is_secure() { "https" } else { "http" }, self.host)
    }

    /// Where this page stands under the name that passkeys sign for, if it does not here.
    pub(crate) fn elsewhere(&self) -> Option<String> {
        let scheme = if self.is_secure() { "https" } else { "http" };
        let path = if self.method == Method::GET { self.path.as_str() } else { "/" };
        let host = self.house.door().passkeys_at(&self.host).err()?;
        Some(format!("{scheme}://{host}{path}"))
    }

    /// The ticket this browser shows, and its digest stands for the browser before anybody is signed in.
    pub(crate) fn ticket(&self) -> Option<&Ticket> {
        self.ticket.as_ref()
    }

    /// Whether browsers reach this server through TLS only.
    pub(crate) fn is_secure(&self) -> bool {
        self.house.door().secure
    }

    /// A frame for someone who is not known and shown no form.
    pub(crate) fn frame(&self, title: &str) -> Shell {
        bare(&self.house, self.tongue, &self.tongue.say(title))
    }

    /// A frame for someone who is not known, with the token of their forms.
    pub(crate) fn bare(&self, title: &str, token: &str) -> Shell {
        let mut shell = bare(&self.house, self.tongue, title);
        shell.choice = Some(Choice { token: token.to_owned(), back: self.back() });
        shell
    }

    /// Where a choice of language leads back to, if not to this very page: the answer to a form stands where no page is.
    pub(super) fn back(&self) -> String {
        if self.method == Method::GET { String::new() } else { self.left.clone() }
    }

    /// Signs an officer in under a ticket nobody has seen before, and sends them on.
    pub(crate) fn sign_in(&self, officer: Handle, how: How, next: &str) -> Result<Response, Miss> {
        let mut answer = see_other(ours(next));
        self.let_in(&mut answer, officer, (how, None))?;
        Ok(answer)
    }

    /// Gives with an answer the ticket of an officer's new session.
    pub(crate) fn let_in(
        &self,
        answer: &mut Response,
        officer: Handle,
        how: (How, Option<Account>),
    ) -> Result<(), Miss> {
        if let Some(ticket) = &self.ticket {
            self.house.0.sessions.end(ticket)?;
        }
        let ticket = House::fresh_ticket();
        let rights = {
            let directory = self.house.views().directory()?;
            session::rights(&directory, &officer)
        };
        self.house.0.sessions.begin(&ticket, officer, how, self.house.now())?;
        self.house.0.sessions.bind(&ticket, rights)?;
        set_cookie(answer, &ticket.cookie(self.house.door().secure));
        Ok(())
    }

    /// Ends the session at once and takes the ticket back; leads to the door, or shows a page to whoever came by an account.
    pub(crate) fn sign_out(&self, page: impl FnOnce(&Account) -> Option<Response>) -> Result<Response, Miss> {
        let mut account = None;
        if let Some(ticket) = &self.ticket {
            account = self.house.0.sessions.account(ticket);
            self.house.0.sessions.end(ticket)?;
        }
        let page = account.as_ref().and_then(page);
        let mut answer = page.unwrap_or_else(|| see_other(&links::sign_in()));
        set_cookie(&mut answer, &no_cookie(self.house.door().secure));
        // W3C Clear Site Data, section 3.1: what the browser kept of the pages goes too.
        answer.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\""));
        Ok(answer)
    }
}
