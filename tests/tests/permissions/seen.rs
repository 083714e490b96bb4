//! What somebody sees of what was asked.

use std::collections::BTreeMap;

use serde_json::Value;
use talkoot_test_support::{TestApp, User};

use crate::permissions::graph::{Asked, marked, parts};

/// What came back for a field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Seen {
    Something,
    Nothing,
    Refused(String),
}

/// Things with ids of their own that stand below another one.
pub(super) struct Things {
    pub(super) path: String,
    pub(super) kind: String,
    pub(super) ids: Vec<String>,
}

/// All that somebody sees of a thing.
#[derive(Default)]
pub(super) struct Sight {
    /// What came back for each path.
    pub(super) fields: BTreeMap<String, Seen>,
    pub(super) things: Vec<Things>,
}

/// What a person sees of each field; nothing when the person does not find the thing.
pub(super) async fn seen(
    app: &TestApp,
    user: Option<&User>,
    around: (&str, &str, &str),
    asked: &[Asked],
) -> Option<Sight> {
    let root = around.2;
    let mut sight = Sight::default();
    for (part, _, answer) in parts(app, user, around, asked).await? {
        look(part, &flat(answer.at(root)), &mut sight);
        for error in answer.0["errors"].as_array().into_iter().flatten() {
            let places = error["path"].as_array().expect("a path");
            let names: Vec<&str> = places.iter().filter_map(Value::as_str).collect();
            let skipped = root.matches('/').count();
            let code = error["extensions"]["code"].as_str().unwrap_or("WITHOUT_CODE");
            let path = names[skipped..].join(".");
            let starred = format!("{path}*");
            let shown = if sight.fields.contains_key(&starred) {
                starred
            } else {
                path
            };
            sight.fields.insert(shown, Seen::Refused(code.to_owned()));
        }
    }
    Some(sight)
}

/// In a list it is enough that one of it shows something.
fn look(asked: &[Asked], found: &[Value], sight: &mut Sight) {
    for one in asked {
        let values = values(one, found);
        if values.is_empty() {
            sight.fields.insert(one.shown(), Seen::Nothing);
            continue;
        }
        guard(one, &values);
        if let Some(kind) = &one.things {
            let ids = values.iter().filter_map(|thing| thing["id"].as_str());
            sight.things.push(Things {
                path: one.path.clone(),
                kind: kind.clone(),
                ids: ids.map(ToOwned::to_owned).collect(),
            });
        }
        sight.fields.insert(one.shown(), Seen::Something);
        look(&one.below, &values, sight);
    }
}

/// What was found for a field; of a kind that may stand in a field, those that are of it.
fn values(one: &Asked, found: &[Value]) -> Vec<Value> {
    if let Some(member) = &one.member {
        let of_it = found.iter().filter(|object| object["__typename"] == **member);
        return of_it.cloned().collect();
    }
    let (_, name) = one.path.rsplit_once('.').unwrap_or(("", &one.path));
    found.iter().flat_map(|object| flat(&object[name])).collect()
}

/// What tells of somebody has to be marked in the contract. What has fields of its own is looked at field by field.
fn guard(one: &Asked, values: &[Value]) {
    if !one.below.is_empty() {
        return;
    }
    for text in values.iter().flat_map(texts) {
        assert!(
            !is_about_somebody(text) || marked(&one.field),
            "{} shows {text:?} and is not marked as personal or secret",
            one.field
        );
    }
}

fn flat(value: &Value) -> Vec<Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(all) => all.iter().flat_map(flat).collect(),
        one => vec![one.clone()],
    }
}

/// Every text in a value, also in a document.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text.as_str()],
        Value::Array(all) => all.iter().flat_map(texts).collect(),
        Value::Object(all) => all.values().flat_map(texts).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

/// An address of somebody, or the number of an account.
fn is_about_somebody(value: &str) -> bool {
    let digits = value.strip_prefix("FI").unwrap_or_default();
    value.contains('@') || (digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}
