//! The table of routes: every address with its method and who may ask. The router is made from it and so is the audit, so
//! that there is no way to serve an address that the table does not hold. What is done at an address is not known here.

use axum::Router;
use axum::handler::Handler;
use axum::routing::{get, post};

use crate::token::Scope;
use crate::visit::House;

/// Who may ask at an address, and so how they are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody: nothing of the record is shown.
    Anybody,
    /// A form that anybody may send from one of our own pages: signing in and out, choosing a language.
    Door,
    /// Whoever is signed in; everything shown is asked for as their reader.
    Officer,
    /// Whoever is signed in, by a form of one of our own pages.
    Form,
    /// A program with a token of this scope, as its officer's reader; to read, also whoever is signed in.
    Program(Scope),
}

/// One address that can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// `GET`, which answers `HEAD` too, or `POST`.
    pub method: &'static str,
    /// The path, with what varies in braces.
    pub path: &'static str,
    /// Who may ask.
    pub access: Access,
}

/// Routes in the making: the router and the table of it, which grow together.
#[derive(Default)]
pub(crate) struct Routes {
    router: Router<House>,
    table: Vec<Route>,
}

impl Routes {
    /// Answers a question at an address.
    pub(crate) fn get<H, T>(self, path: &'static str, access: Access, answer: H) -> Self
    where
        H: Handler<T, House>,
        T: 'static,
    {
        self.note("GET", path, access, get(answer))
    }

    /// Takes a form at an address.
    pub(crate) fn post<H, T>(self, path: &'static str, access: Access, answer: H) -> Self
    where
        H: Handler<T, House>,
        T: 'static,
    {
        self.note("POST", path, access, post(answer))
    }

    fn note(
        mut self,
        method: &'static str,
        path: &'static str,
        access: Access,
        answer: axum::routing::MethodRouter<House>,
    ) -> Self {
        self.table.push(Route { method, path, access });
        Self { router: self.router.route(path, answer), table: self.table }
    }

    /// What is served.
    pub(crate) fn router(self) -> Router<House> {
        self.router
    }

    /// What is served, as a table.
    pub(crate) fn table(self) -> Vec<Route> {
        self.table
    }
}
