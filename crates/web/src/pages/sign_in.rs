//! Signing in: a list of the officers who may act here. Proof of who they are comes with a later page.

use askama::Template;

use crate::form::{Field, Form};
use crate::links;
use crate::page::{Marking, Place, Shell};

/// The sign-in page.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "sign_in.html")]
pub(crate) struct SignIn {
    pub(crate) page: Shell,
    pub(crate) welcome: String,
    pub(crate) form: Form,
    pub(crate) officers: Vec<Officer>,
}

/// One officer who may sign in by a press of a button.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Officer {
    pub(crate) handle: String,
    pub(crate) office: String,
    pub(crate) does: String,
}

/// The page as the demonstration ministry shows it.
pub(crate) fn sample() -> SignIn {
    let mut page = Shell::new("Sign in", Place::Nowhere);
    page.ministry = "Ministry of External Relations of Estmark".into();
    page.marking = Marking { words: "Unclassified".into(), class: "m0".into() };
    let officer = |handle: &str, office: &str, does: &str| Officer {
        handle: handle.into(),
        office: office.into(),
        does: does.into(),
    };
    SignIn {
        page,
        welcome: "Ministry of External Relations of Estmark".into(),
        form: form("sample"),
        officers: vec![
            officer("oceans.desk", "Headquarters", "drafts and revises"),
            officer("treaty.desk", "Headquarters", "clears"),
            officer("director.oceans", "Headquarters", "approves and releases"),
            officer("lis.head", "Embassy Lisbon", "carries out taskings, releases replies"),
            officer("wel.political", "Embassy Wellington", "carries out taskings"),
            officer("records", "Headquarters", "keeps the record"),
        ],
    }
}

/// The form that asks for a handle.
pub(crate) fn form(token: &str) -> Form {
    Form::new("sign-in", links::sign_in(), "", "Sign in").token(token).field(
        Field::line("officer", "text", "Your handle", "")
            .hint("The function you act in, such as oceans.desk"),
    )
}
