//! What a submitted report keeps of what the system knew, as one JSON document: shown as a whole and never searched. Old
//! documents stay readable: fields are only ever added, with a default.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use talkoot_domain::{final_report::Fact, money::Money};
use uuid::Uuid;

#[derive(Serialize, Deserialize)]
struct Document {
    topic: String,
    #[serde(default)]
    of: Option<Uuid>,
    name: String,
    state: String,
    text: String,
    /// Names with cents.
    amounts: Vec<(String, i64)>,
    days: Vec<(String, NaiveDate)>,
}

/// The document.
pub(super) fn to_json(facts: &[Fact]) -> Value {
    let one = |fact: &Fact| {
        let topic: &'static str = fact.topic.into();
        let of: Option<Uuid> = fact.of.map(Into::into);
        let amounts: Vec<(&str, i64)> = fact
            .amounts
            .iter()
            .map(|(name, amount)| (name.as_str(), amount.cents()))
            .collect();
        json!({
            "topic": topic, "of": of, "name": fact.name, "state": fact.state, "text": fact.text,
            "amounts": amounts, "days": fact.days,
        })
    };
    facts.iter().map(one).collect()
}

/// What a document says; in words what is wrong with it otherwise.
pub(super) fn from_json(json: &Value) -> Result<Vec<Fact>, String> {
    let documents =
        Vec::<Document>::deserialize(json).map_err(|error| format!("the facts are unreadable: {error}"))?;
    let one = |document: Document| -> Result<Fact, String> {
        let topic = document.topic.parse();
        let amounts = document.amounts.into_iter();
        Ok(Fact {
            topic: topic.map_err(|_| format!("a fact is about \"{}\", which is unknown", document.topic))?,
            of: document.of.map(Into::into),
            name: document.name,
            state: document.state,
            text: document.text,
            amounts: amounts
                .map(|(name, cents)| (name, Money::from_cents(cents)))
                .collect(),
            days: document.days,
        })
    };
    documents.into_iter().map(one).collect()
}
