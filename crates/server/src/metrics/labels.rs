//! The labels, each with few values.

use async_graphql::{Response, Value};
use axum::http::Method;
use prometheus_client::encoding::EncodeLabelSet;
use strum::IntoEnumIterator;
use talkoot_domain::workflow::RefusalCode;

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub(super) struct Asked {
    /// As the program writes it, with names for what changes; `none` where nothing is.
    pub(super) route: String,
    pub(super) method: &'static str,
    pub(super) status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub(super) struct Route {
    pub(super) route: String,
    pub(super) method: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub(super) struct Operation {
    /// `done`, `refused` (an expected no) or `error`.
    pub(super) outcome: &'static str,
    /// The first code of it; empty where there is none.
    pub(super) code: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub(super) struct Went {
    /// `done` or `failed`.
    pub(super) outcome: &'static str,
}

/// The method, if it is one that our routes know.
pub(crate) fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

impl Operation {
    pub(super) fn of(response: &Response) -> Self {
        if let Some(error) = response.errors.first() {
            let code = error
                .extensions
                .as_ref()
                .and_then(|extensions| extensions.get("code"));
            return Self {
                outcome: "error",
                code: match code {
                    Some(Value::String(code)) => code.clone(),
                    // What is no GraphQL or does not fit the schema.
                    _ => "INVALID_DOCUMENT".to_owned(),
                },
            };
        }
        match refusal(&response.data) {
            Some(code) => Self {
                outcome: "refused",
                code,
            },
            None => Self {
                outcome: "done",
                code: String::new(),
            },
        }
    }
}

/// The code of the first refusal; empty when it was not asked for. What is no code of ours is something else that a
/// client named so, perhaps a name of somebody.
fn refusal(data: &Value) -> Option<String> {
    let Value::Object(fields) = data else {
        return None;
    };
    fields.values().find_map(|payload| {
        let Value::Object(payload) = payload else {
            return None;
        };
        let Some(Value::List(refusals)) = payload.get("refusals") else {
            return None;
        };
        let Value::Object(first) = refusals.first()? else {
            return None;
        };
        match first.get("code") {
            Some(Value::String(code)) => Some(known(code).unwrap_or_default().to_owned()),
            _ => Some(String::new()),
        }
    })
}

fn known(code: &str) -> Option<&'static str> {
    RefusalCode::iter().map(Into::into).find(|known| *known == code)
}

#[cfg(test)]
mod tests {
    use async_graphql::{ErrorExtensionValues, ServerError, value};

    use super::*;

    /// What was answered: outcome and code.
    #[test]
    fn what_came_of_a_request() {
        let coded = {
            let mut error = ServerError::new("words about somebody", None);
            let mut extensions = ErrorExtensionValues::default();
            extensions.set("code", "NOT_FOUND");
            error.extensions = Some(extensions);
            Response::from_errors(vec![error])
        };
        let refused =
            |code: &str| Response::new(value!({ "createCall": { "refusals": [{ "code": code }] } }));
        for (response, outcome, code) in [
            (
                Response::new(value!({ "serverTime": { "today": "2026-02-02" } })),
                "done",
                "",
            ),
            (
                Response::new(value!({ "createCall": { "refusals": [] } })),
                "done",
                "",
            ),
            (refused("INVALID_INPUT"), "refused", "INVALID_INPUT"),
            // Not a code, but what a client asked for under that name.
            (refused("Aino Virtanen"), "refused", ""),
            (coded, "error", "NOT_FOUND"),
            (
                Response::from_errors(vec![ServerError::new("expected }", None)]),
                "error",
                "INVALID_DOCUMENT",
            ),
        ] {
            let told = Operation::of(&response);
            assert_eq!(
                (told.outcome, told.code.as_str()),
                (outcome, code),
                "{response:?}"
            );
        }
    }
}
