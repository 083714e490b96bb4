//! Refusals before anything has looked at a request, each in the form in which whoever sent it reads answers.

use axum::{
    Json,
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use serde_json::{Map, Value, json};
use talkoot_domain::language::Language;

use super::{page, sign_in};

/// Who reads the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    /// A GraphQL client.
    GraphQl,
    /// A person before a page.
    Page(Language),
    /// Another program.
    Program,
}

/// What is refused and what to do, for each reader.
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    /// For programs.
    pub(super) code: &'static str,
    /// In English, as the API speaks.
    pub(super) message: String,
    /// What else a program may want to know.
    pub(super) more: Map<String, Value>,
    /// The title and the words of the page.
    pub(super) page: fn(Language) -> (&'static str, &'static str),
}

impl Reader {
    /// By what was asked for, and by what the sender says it takes.
    pub(super) fn of(path: &str, headers: &HeaderMap) -> Self {
        let takes_pages = headers
            .get_all(header::ACCEPT)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .any(|value| value.contains("text/html"));
        if takes_pages {
            Self::Page(sign_in::language(headers))
        } else if path == "/graphql" {
            Self::GraphQl
        } else {
            Self::Program
        }
    }

    /// The answer.
    pub(super) fn told(self, refusal: Refusal) -> Response {
        let Refusal {
            status,
            code,
            message,
            mut more,
            page,
        } = refusal;
        match self {
            Self::GraphQl => {
                more.insert("code".to_owned(), json!(code));
                let body = json!({ "errors": [{ "message": message, "extensions": more }] });
                (status, Json(body)).into_response()
            }
            Self::Program => {
                more.insert("code".to_owned(), json!(code));
                more.insert("message".to_owned(), json!(message));
                (status, Json(more)).into_response()
            }
            Self::Page(language) => {
                let (title, text) = page(language);
                let body = format!("<h1>{title}</h1><p role=\"alert\">{text}</p>");
                (status, Html(page::page_in(language.code(), title, &body))).into_response()
            }
        }
    }
}

/// The form of GraphQL errors, for one that is found by the endpoint itself.
pub(super) fn graphql(status: StatusCode, code: &str, message: &str) -> Response {
    let body = json!({ "errors": [{ "message": message, "extensions": { "code": code } }] });
    (status, Json(body)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Path, Accept: who reads the answer.
    #[test]
    fn who_reads_the_answer() {
        for (path, accept, expected) in [
            ("/graphql", None, Reader::GraphQl),
            ("/graphql", Some("application/json"), Reader::GraphQl),
            (
                "/sign-in",
                Some("text/html,application/xhtml+xml;q=0.9"),
                Reader::Page(Language::Fi),
            ),
            ("/graphql", Some("text/html"), Reader::Page(Language::Fi)),
            ("/files", Some("*/*"), Reader::Program),
            ("/public/calls.json", None, Reader::Program),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(accept) = accept {
                headers.insert(header::ACCEPT, accept.parse().unwrap());
            }
            assert_eq!(Reader::of(path, &headers), expected, "{path} {accept:?}");
        }
    }
}
