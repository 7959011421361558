//! Why a program got no answer, in the words of RFC 9457. What is not there and what its reader may not see are one and the
//! same problem, byte for byte; a fault is a name to look for in the log.

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::refusal::Refusal;
use jiff::SignedDuration;
use serde::Serialize;

use crate::token::Scope;
use crate::visit::Miss;

/// A problem, ready to be told.
#[derive(Debug, Serialize)]
pub(crate) struct Problem {
    // RFC 9457, section 4.2.1: the status says what kind of problem it is.
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    hint: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<Refused>,
    #[serde(skip)]
    header: Option<(HeaderName, HeaderValue)>,
}

/// A refusal, as the command line tells it too.
#[derive(Debug, Serialize)]
pub(crate) struct Refused {
    code: &'static str,
    sentence: String,
    hint: &'static str,
}

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Stop {
    /// There is nothing, or nothing the reader may see.
    NotFound,
    /// It stands at another address.
    Elsewhere(String),
    /// The rules say no.
    Refused(Box<Refusal>),
    /// Something else about the request.
    Problem(Box<Problem>),
    /// The machine failed.
    Fault(String),
}

impl Problem {
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>, hint: &str) -> Self {
        Self {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Problem"),
            status: status.as_u16(),
            detail: detail.into(),
            hint: hint.to_owned(),
            refused: None,
            header: None,
        }
    }

    fn with(mut self, name: HeaderName, value: &str) -> Self {
        self.header = HeaderValue::from_str(value).ok().map(|value| (name, value));
        self
    }

    /// There is nothing, or nothing the reader may see.
    pub(crate) fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "There is no such thing, or nothing of it that you may read.",
            "Look at /openapi.json for the addresses, and check the number.",
        )
    }

    /// Nobody is known by what was shown.
    pub(crate) fn unknown() -> Self {
        let hint = "Send `Authorization: Bearer` with a token from /me/tokens or `chancery token add`.";
        Self::new(StatusCode::UNAUTHORIZED, "You are not known here, or no longer.", hint)
            .with(WWW_AUTHENTICATE, "Bearer realm=\"chancery\"")
    }

    /// The token is good, but not for that.
    pub(crate) fn beyond(scope: Scope) -> Self {
        let detail = format!("This token may not do that: it lacks the scope `{scope}`.");
        // RFC 6750, section 3.1.
        let says = format!("Bearer realm=\"chancery\", error=\"insufficient_scope\", scope=\"{scope}\"");
        Self::new(StatusCode::FORBIDDEN, detail, "Make a token with that scope.")
            .with(WWW_AUTHENTICATE, &says)
    }

    /// Too much was asked of late.
    pub(crate) fn too_many(wait: SignedDuration) -> Self {
        let seconds = crate::visit::seconds(wait);
        let detail = "Too much was asked in the last minute: by you, or by all together.";
        let hint = format!("Wait {seconds} s.");
        Self::new(StatusCode::TOO_MANY_REQUESTS, detail, &hint).with(RETRY_AFTER, &seconds.to_string())
    }

    /// What was asked in the query or the body cannot be read.
    pub(crate) fn unread(detail: impl Into<String>, hint: &str) -> Stop {
        Stop::Problem(Box::new(Self::new(StatusCode::BAD_REQUEST, detail, hint)))
    }

    /// A method that an address does not know.
    pub(crate) fn not_so() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "This address does not know that method.", "")
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_string(&self).unwrap_or_default();
        let mut answer = (status, [(CONTENT_TYPE, "application/problem+json")], body).into_response();
        if let Some((name, value)) = self.header {
            answer.headers_mut().insert(name, value);
        }
        answer
    }
}

impl Stop {
    /// The answer that tells it.
    pub(crate) fn told(self) -> Response {
        match self {
            Self::NotFound => Problem::not_found().into_response(),
            Self::Elsewhere(to) => crate::visit::see_other(&to),
            Self::Problem(problem) => problem.into_response(),
            Self::Refused(refusal) => {
                let sentence = refusal.to_string();
                let mut problem =
                    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, sentence.clone(), refusal.hint());
                let (code, hint) = (refusal.code(), refusal.hint());
                problem.refused = Some(Refused { code, sentence, hint });
                problem.into_response()
            }
            Self::Fault(words) => fault(&words),
        }
    }
}

/// A machine's failure: the words go to the log under a name, and only the name to the program.
pub(crate) fn fault(words: &str) -> Response {
    let name = crate::visit::logged(words);
    let detail = format!("The machine failed. The reason is in the log under {name}.");
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, detail, "Tell the operator the name, or try again.")
        .into_response()
}

impl From<Miss> for Stop {
    fn from(miss: Miss) -> Self {
        match miss {
            Miss::NotFound => Self::NotFound,
            Miss::Elsewhere(to) => Self::Elsewhere(to),
            Miss::SignedOut => Self::Problem(Box::new(Problem::unknown())),
            Miss::TooMany(wait) => Self::Problem(Box::new(Problem::too_many(wait))),
            Miss::Fault(words) => Self::Fault(words),
        }
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<views::Fault> for Stop {
    fn from(fault: views::Fault) -> Self {
        Self::Fault(fault.to_string())
    }
}
