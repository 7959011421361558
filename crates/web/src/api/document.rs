//! The document at `/openapi.json`: what can be asked, made from the table when it is first wanted. The shapes of what is
//! sent and given stand beside it in `shapes.json`; a test compares them with real answers.

use std::sync::LazyLock;

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::table::{ENDPOINTS, Endpoint, Media, Parameter, Verb};
use crate::token::Scope;

/// Where it is served.
pub(super) const PATH: &str = "/openapi.json";
/// The shapes of what is sent and given, as JSON Schema.
const SHAPES: &str = include_str!("shapes.json");

static DOCUMENT: LazyLock<String> = LazyLock::new(|| document().to_string());

/// `GET /openapi.json`: it says what the program is, and nothing of the record.
pub(super) async fn show() -> Response {
    ([(CONTENT_TYPE, "application/json")], DOCUMENT.as_str()).into_response()
}

fn document() -> Value {
    let shapes: Value = serde_json::from_str(SHAPES).expect("it is compiled in, and a test reads it");
    let mut paths = Map::new();
    for endpoint in ENDPOINTS {
        let path = paths.entry(endpoint.address()).or_insert_with(|| json!({}));
        path[endpoint.verb.word().to_lowercase()] = operation(endpoint);
    }
    // OpenAPI 3.1.1, section 4.8.
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Chancery",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
            "description": "The desk for programs. Addresses are those of the pages with `.json` after them, and those of the \
                forms. What one may not see looks like what is not there. Fields may be added to an answer; none changes its \
                meaning or goes without a new number under `chancery`.",
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "schemas": shapes,
            "responses": { "Problem": {
                "description": "Why there is no answer (RFC 9457)",
                "content": { "application/problem+json": { "schema": schema("Problem") } },
            } },
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A token from /me/tokens or `chancery token add`. The scopes are read, act and draft.",
                },
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "chancery",
                    "description": "The session of a browser that is signed in; it only reads.",
                },
            },
        },
    })
}

fn schema(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn operation(endpoint: &Endpoint) -> Value {
    let mut parameters: Vec<Value> = varying(endpoint.path).map(in_path).collect();
    parameters.extend(endpoint.query.iter().map(in_query));
    let given = json!({
        "description": "As asked",
        "headers": { "ETag": { "schema": { "type": "string" } } },
        "content": { endpoint.media.name(): { "schema": match endpoint.media {
            Media::Json => schema(endpoint.gives),
            Media::Calendar | Media::Atom | Media::Text => json!({ "type": "string" }),
        } } },
    });
    let mut responses = Map::new();
    let (token, mut problems) =
        (json!({ "token": [endpoint.scope.word()] }), vec![401, 403, 404, 406, 429, 500]);
    let mut operation = json!({
        "operationId": name(endpoint),
        "summary": endpoint.about,
        "parameters": parameters,
        "security": [token.clone()],
    });
    if !endpoint.query.is_empty() || endpoint.verb == Verb::Post {
        problems.push(400);
    }
    match endpoint.verb {
        Verb::Get => {
            operation["security"] = match endpoint.scope {
                Scope::Feed => json!([]),
                _ => json!([token, { "session": [] }]),
            };
            responses.insert("304".into(), json!({ "description": "As it was when it had that ETag" }));
            if endpoint.path == "/board" {
                responses.insert("303".into(), json!({ "description": "The board is there" }));
            } else {
                responses.insert("200".into(), given);
            }
        }
        Verb::Post => {
            problems.extend([409, 413, 415, 422]);
            operation["parameters"].as_array_mut().expect("made above").push(json!({
                "name": "Idempotency-Key",
                "in": "header",
                "description": "A name for this request: the same request under the same name is done once.",
                "schema": { "type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$" },
            }));
            operation["requestBody"] = json!({
                "required": true,
                "content": { "application/json": { "schema": schema(endpoint.takes) } },
            });
            let mut made = given.clone();
            made["description"] = "It was recorded".into();
            let mut known = given;
            known["description"] = "There was nothing to add".into();
            responses.insert("201".into(), made);
            responses.insert("200".into(), known);
        }
    }
    for status in problems {
        responses.insert(status.to_string(), json!({ "$ref": "#/components/responses/Problem" }));
    }
    operation["responses"] = responses.into();
    operation
}

/// The names of what varies in a path.
fn varying(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

fn in_path(name: &str) -> Value {
    let about = match name {
        "post" => "The code of the post.",
        "version" => "Which version, from 1.",
        "secret" => "A token with the scope feed. Whoever has the address may read it.",
        _ => {
            "The entry that began it, such as HQ.12, or its number with dashes for blanks, such as 2026-MFA-0431."
        }
    };
    let schema = json!({ "type": "string", "minLength": 1, "maxLength": 100 });
    json!({ "name": name, "in": "path", "required": true, "description": about, "schema": schema })
}

fn in_query(asked: &Parameter) -> Value {
    let (kind, pattern) = asked.kind;
    let mut schema = json!({ "type": kind });
    if !pattern.is_empty() {
        schema["pattern"] = pattern.into();
    }
    if asked.name == "most" {
        (schema["minimum"], schema["maximum"]) = (1.into(), 200.into());
    }
    json!({ "name": asked.name, "in": "query", "description": asked.about, "schema": schema })
}

/// A name for an address that clients can be made with: the words of its path.
fn name(endpoint: &Endpoint) -> String {
    let words = endpoint.path.split('/').filter(|part| !part.is_empty());
    let words = words.map(|part| match part {
        "i" => "instruction",
        "v" => "version",
        "t" => "tasking",
        "r" => "record",
        "q" => "search",
        other => other,
    });
    let mut words: Vec<_> = words.filter(|word| !word.starts_with('{')).collect();
    words.extend((endpoint.media != Media::Json).then(|| endpoint.media.suffix().trim_start_matches('.')));
    words.extend((endpoint.verb == Verb::Post).then_some("act"));
    words.join("-")
}
