use serde_json::{Map, Value};
use talkoot_domain::form::Given;

/// JSON as somebody's input.
#[must_use]
pub fn given(json: &Value) -> Given {
    match json {
        Value::Null => Given::Nothing,
        Value::Bool(flag) => Given::Flag(*flag),
        Value::Number(number) => Given::Number(number.to_string()),
        Value::String(text) => Given::Text(text.clone()),
        Value::Array(items) => Given::List(items.iter().map(given).collect()),
        Value::Object(fields) => {
            let fields = fields.iter();
            Given::Fields(fields.map(|(name, value)| (name.clone(), given(value))).collect())
        }
    }
}

/// What somebody wrote, as JSON; a bare number becomes a text, for it is never kept as one.
#[must_use]
pub fn written(given: &Given) -> Value {
    match given {
        Given::Nothing => Value::Null,
        Given::Flag(flag) => Value::Bool(*flag),
        Given::Number(text) | Given::Text(text) => Value::String(text.clone()),
        Given::List(items) => Value::Array(items.iter().map(written).collect()),
        Given::Fields(fields) => {
            let fields = fields.iter();
            let fields = fields.map(|(name, value)| (name.clone(), written(value)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
    }
}
