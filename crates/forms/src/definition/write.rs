use serde_json::{Map, Value, json};
use talkoot_domain::form::{
    Choice, Column, Condition, Definition, Field, FieldKind, KindName, Section, Words,
};

use super::FORMAT;

/// The definition as it is exported and stored; [`from_json`](super::from_json) reads it back.
#[must_use]
pub fn to_json(definition: &Definition) -> Value {
    let mut json = json!({
        "format": FORMAT,
        "code": definition.code,
        "title": words(&definition.title),
        "sections": definition.sections.iter().map(section).collect::<Vec<_>>(),
    });
    set(&mut json, "help", definition.help.as_ref().map(words));
    json
}

pub(crate) fn words(words: &Words) -> Value {
    json!({ "fi": words.fi, "sv": words.sv, "en": words.en })
}

fn set(json: &mut Value, key: &str, value: Option<Value>) {
    if let Some(value) = value {
        json[key] = value;
    }
}

fn section(section: &Section) -> Value {
    let asked_of: &str = section.asked_of.into();
    let mut json = json!({
        "code": section.code,
        "title": words(&section.title),
        "askedOf": asked_of,
        "fields": section.fields.iter().map(field).collect::<Vec<_>>(),
    });
    set(&mut json, "help", section.help.as_ref().map(words));
    set(
        &mut json,
        "visibleWhen",
        section.visible_when.as_ref().map(condition),
    );
    json
}

fn field(field: &Field) -> Value {
    let mut json = kind(&field.kind);
    json["code"] = json!(field.code);
    json["label"] = words(&field.label);
    json["required"] = json!(field.required);
    set(&mut json, "personal", field.personal.then_some(json!(true)));
    set(&mut json, "help", field.help.as_ref().map(words));
    set(
        &mut json,
        "visibleWhen",
        field.visible_when.as_ref().map(condition),
    );
    json
}

fn column(column: &Column) -> Value {
    let mut json = kind(&column.kind);
    json["code"] = json!(column.code);
    json["label"] = words(&column.label);
    json["required"] = json!(column.required);
    json
}

/// The condition as it is exported.
pub(crate) fn condition(of: &Condition) -> Value {
    match of {
        Condition::Is { field, option } => json!({ "field": field, "is": option }),
        Condition::Answered { field } => json!({ "field": field, "answered": true }),
        Condition::Not(inner) => json!({ "not": condition(inner) }),
        Condition::All(all) => json!({ "all": all.iter().map(condition).collect::<Vec<_>>() }),
        Condition::Any(any) => json!({ "any": any.iter().map(condition).collect::<Vec<_>>() }),
    }
}

fn kind(kind: &FieldKind) -> Value {
    let name: &str = KindName::from(kind).into();
    let mut json = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            json.insert(key.to_owned(), value);
        }
    };
    put("type", Some(json!(name)));
    match kind {
        FieldKind::Text { longest, lines } => {
            put("longest", Some(json!(longest)));
            put("lines", Some(json!(lines)));
        }
        FieldKind::Number {
            decimals,
            least,
            most,
        } => {
            put("decimals", Some(json!(decimals)));
            put("least", least.map(|least| json!(least.to_string())));
            put("most", most.map(|most| json!(most.to_string())));
        }
        FieldKind::Money { least, most } => {
            put("least", least.map(|least| json!(least.to_string())));
            put("most", most.map(|most| json!(most.to_string())));
        }
        FieldKind::Date { earliest, latest } => {
            put("earliest", earliest.map(|day| json!(day.to_string())));
            put("latest", latest.map(|day| json!(day.to_string())));
        }
        FieldKind::Choice { options, several } => {
            let option = |option: &Choice| {
                let mut json = json!({ "code": option.code, "label": words(&option.label) });
                set(&mut json, "ends", option.ends.as_ref().map(words));
                json
            };
            put("options", Some(options.iter().map(option).collect()));
            put("several", Some(json!(several)));
        }
        FieldKind::Table { columns, most_rows } => {
            put("columns", Some(columns.iter().map(column).collect()));
            put("mostRows", Some(json!(most_rows)));
        }
        FieldKind::File { most } => put("most", Some(json!(most))),
        FieldKind::Municipality | FieldKind::SubArea => {}
    }
    Value::Object(json)
}
