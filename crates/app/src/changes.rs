//! What a command changed, for the audit log: the old and the new value of what differs, and of what
//! is long only its hash and its size.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use talkoot_domain::{claim::Figures, money::Money};

use crate::Note;

/// A text or list longer than this, in characters of JSON, is logged as hash and size.
const LONGEST: usize = 300;
/// More changed fields than this are logged as hash and count.
const MOST: usize = 250;

/// The fields that differ, each with its old and its new value; nothing when none does.
pub(crate) fn between(before: &Value, after: &Value) -> Value {
    let (mut old, mut new) = (BTreeMap::new(), BTreeMap::new());
    flatten(String::new(), before, &mut old);
    flatten(String::new(), after, &mut new);
    let fields: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut changed = Map::new();
    for field in fields {
        let (from, to) = (old.get(field).copied(), new.get(field).copied());
        if from != to {
            changed.insert(field.clone(), json!({ "from": brief(from), "to": brief(to) }));
        }
    }
    if changed.is_empty() {
        return Value::Null;
    }
    if changed.len() > MOST {
        let count = changed.len();
        return json!({ "fields": count, "sha256": hash(&Value::Object(changed)) });
    }
    Value::Object(changed)
}

/// The fields that differ, each with its old and its new value as a person reads it; in the order of their names.
pub(crate) fn fields(before: &Value, after: &Value) -> Vec<(String, Option<String>, Option<String>)> {
    let (mut old, mut new) = (BTreeMap::new(), BTreeMap::new());
    flatten(String::new(), before, &mut old);
    flatten(String::new(), after, &mut new);
    let names: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let read = |value: Option<&&Value>| {
        value.map(|value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        })
    };
    let differing = names.into_iter().filter(|name| old.get(*name) != new.get(*name));
    differing
        .map(|name| (name.clone(), read(old.get(name)), read(new.get(name))))
        .collect()
}

/// A note with what differs.
pub(crate) fn note(reason: Option<String>, before: &Value, after: &Value) -> Note {
    Note {
        reason,
        details: match between(before, after) {
            Value::Null => Value::Null,
            changed => json!({ "changed": changed }),
        },
    }
}

/// What is new, with long values as hash and size.
pub(crate) fn set(value: &Value) -> Value {
    let mut fields = BTreeMap::new();
    flatten(String::new(), value, &mut fields);
    let fields: Map<String, Value> = fields
        .into_iter()
        .map(|(field, value)| (field, brief(Some(value))))
        .collect();
    json!({ "set": fields })
}

/// The SHA-256 of a value as JSON, in hexadecimal.
pub(crate) fn hash(value: &Value) -> String {
    hex::encode(Sha256::digest(value.to_string()))
}

/// Amounts by what they are called.
pub(crate) fn amounts(amounts: impl IntoIterator<Item = (String, Money)>) -> Value {
    let amounts = amounts
        .into_iter()
        .map(|(name, amount)| (name, Value::String(amount.to_string())));
    Value::Object(amounts.collect())
}

/// The figures of a claim.
pub(crate) fn figures(figures: &Figures) -> Value {
    amounts(
        [
            ("claimed", figures.claimed),
            ("eligible", figures.eligible),
            ("advanceBefore", figures.advance_before),
            ("advanceCleared", figures.advance_cleared),
            ("advance", figures.advance),
            ("eligibleBefore", figures.eligible_before),
            ("parked", figures.parked),
            ("award", figures.award),
            ("otherSupport", figures.other_support),
            ("grant", figures.grant),
            ("grantBefore", figures.grant_before),
            ("amount", figures.amount),
            ("owedBefore", figures.owed_before),
            ("payable", figures.payable),
            ("owed", figures.owed),
        ]
        .map(|(name, amount)| (name.to_owned(), amount)),
    )
}

fn flatten<'a>(path: String, value: &'a Value, into: &mut BTreeMap<String, &'a Value>) {
    match value {
        Value::Object(fields) => {
            for (field, value) in fields {
                let path = if path.is_empty() {
                    field.clone()
                } else {
                    format!("{path}.{field}")
                };
                flatten(path, value, into);
            }
        }
        Value::Null => {}
        _ => {
            into.insert(path, value);
        }
    }
}

fn brief(value: Option<&Value>) -> Value {
    let Some(value) = value else {
        return Value::Null;
    };
    if value.to_string().chars().count() <= LONGEST {
        return value.clone();
    }
    match value {
        Value::Array(items) => json!({ "items": items.len(), "sha256": hash(value) }),
        Value::String(text) => json!({ "characters": text.chars().count(), "sha256": hash(value) }),
        _ => json!({ "sha256": hash(value) }),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{between, set};

    /// Goal: only what differs, old and new; what is long as hash and size; nothing for nothing.
    #[test]
    fn what_differs() {
        let long = "ä".repeat(400);
        for (before, after, expected) in [
            (json!({ "a": 1 }), json!({ "a": 1 }), Value::Null),
            (
                json!({ "rate": "0.85", "title": "x" }),
                json!({ "rate": "0.80", "title": "x" }),
                json!({ "rate": { "from": "0.85", "to": "0.80" } }),
            ),
            (
                json!({ "terms": { "vat": "excluded", "days": [1, 2] } }),
                json!({ "terms": { "days": [1, 3] } }),
                json!({
                    "terms.vat": { "from": "excluded", "to": null },
                    "terms.days": { "from": [1, 2], "to": [1, 3] },
                }),
            ),
        ] {
            assert_eq!(between(&before, &after), expected);
        }
        let changed = between(&json!({ "text": "short" }), &json!({ "text": long }));
        assert_eq!(changed["text"]["from"], "short");
        assert_eq!(changed["text"]["to"]["characters"], 400);
        assert_eq!(changed["text"]["to"]["sha256"].as_str().map(str::len), Some(64));
        assert_eq!(set(&json!({ "a": { "b": 1 } })), json!({ "set": { "a.b": 1 } }));
    }

    #[test]
    fn very_many_changes_are_counted() {
        let many = |value: i64| -> Value {
            let fields = (0..300).map(|field| (format!("f{field}"), json!(value)));
            Value::Object(fields.collect())
        };
        let changed = between(&many(1), &many(2));
        assert_eq!(changed["fields"], 300);
        assert_ne!(changed["sha256"], between(&many(1), &many(3))["sha256"]);
    }
}
