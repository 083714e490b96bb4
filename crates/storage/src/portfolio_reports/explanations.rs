//! The explanations of a report as one JSON document.

use serde::Deserialize;
use serde_json::{Value, json};
use talkoot_domain::portfolio_report::{About, Explanation};
use uuid::Uuid;

#[derive(Deserialize)]
struct Document {
    kind: String,
    id: Uuid,
    text: String,
}

/// The document.
pub(super) fn to_json(explanations: &[Explanation]) -> Value {
    let one = |explanation: &Explanation| {
        let (kind, id): (&str, Uuid) = match explanation.about {
            About::Municipality(id) => ("municipality", id.into()),
            About::SubArea(id) => ("sub_area", id.into()),
            About::Milestone(id) => ("milestone", id.into()),
        };
        json!({ "kind": kind, "id": id, "text": explanation.text })
    };
    explanations.iter().map(one).collect()
}

/// What a document says; in words what is wrong with it otherwise.
pub(super) fn from_json(json: &Value) -> Result<Vec<Explanation>, String> {
    let documents = Vec::<Document>::deserialize(json)
        .map_err(|error| format!("the explanations are unreadable: {error}"))?;
    let one = |document: Document| {
        let about = match document.kind.as_str() {
            "municipality" => About::Municipality(document.id.into()),
            "sub_area" => About::SubArea(document.id.into()),
            "milestone" => About::Milestone(document.id.into()),
            kind => return Err(format!("an explanation is about \"{kind}\", which is unknown")),
        };
        Ok(Explanation {
            about,
            text: document.text,
        })
    };
    documents.into_iter().map(one).collect()
}
