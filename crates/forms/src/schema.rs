use serde_json::{Map, Value, json};
use talkoot_domain::{
    form::{Audience, Column, Condition, Definition, Field, FieldKind, Section},
    language::Language,
};

use crate::definition::{condition, words};

/// A JSON Schema (draft 2020-12) of what one owner answers: an object with a property for each field that is asked
/// of it, so that any front end can show the form and check it before it is sent. Titles and help are in one
/// language; all three, the sections and the rules of visibility stand beside them in keys that begin with `x-`.
///
/// A field that is asked only when another is answered so is required only then. Rules that look at what somebody
/// else answers are left to the server, which checks everything anyway.
#[must_use]
pub fn schema(definition: &Definition, asked_of: Audience, language: Language) -> Value {
    let sections: Vec<&Section> = definition
        .sections
        .iter()
        .filter(|section| section.asked_of == asked_of)
        .collect();
    let own: Vec<&str> = sections
        .iter()
        .flat_map(|section| section.fields.iter().map(|field| field.code.as_str()))
        .collect();
    let mut properties = Map::new();
    let mut required = Vec::new();
    let mut rules = Vec::new();
    for section in &sections {
        for field in &section.fields {
            properties.insert(field.code.clone(), property(section, field, language));
            let conditions: Vec<&Condition> = [&section.visible_when, &field.visible_when]
                .into_iter()
                .flatten()
                .collect();
            let mine = conditions
                .iter()
                .flat_map(|condition| condition.looks_at())
                .all(|(code, _)| own.contains(&code));
            match (field.required, conditions.as_slice()) {
                (false, _) => {}
                (true, []) => required.push(json!(field.code)),
                (true, _) if mine => rules.push(rule(definition, field, &conditions)),
                (true, _) => {}
            }
        }
    }
    let shown = sections.iter().map(|section| heading(section, language));
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": definition.title.of(language),
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
        "required": required,
        "x-form": definition.code,
        "x-sections": shown.collect::<Vec<_>>(),
    });
    if !rules.is_empty() {
        schema["allOf"] = Value::Array(rules);
    }
    if let Some(help) = &definition.help {
        schema["description"] = json!(help.of(language));
    }
    schema
}

fn heading(section: &Section, language: Language) -> Value {
    let fields: Vec<&str> = section.fields.iter().map(|field| field.code.as_str()).collect();
    let mut json = json!({
        "code": section.code,
        "title": section.title.of(language),
        "x-title": words(&section.title),
        "fields": fields,
    });
    if let Some(help) = &section.help {
        json["description"] = json!(help.of(language));
    }
    if let Some(visible) = &section.visible_when {
        json["x-visibleWhen"] = condition(visible);
    }
    json
}

fn property(section: &Section, field: &Field, language: Language) -> Value {
    let mut json = value(&field.kind, language);
    json["title"] = json!(field.label.of(language));
    json["x-title"] = words(&field.label);
    json["x-section"] = json!(section.code);
    if let Some(help) = &field.help {
        json["description"] = json!(help.of(language));
        json["x-help"] = words(help);
    }
    if let Some(visible) = &field.visible_when {
        json["x-visibleWhen"] = condition(visible);
    }
    json
}

/// Required as long as it is visible. What decides about it may itself be hidden, and is then no answer: so it is
/// looked at together with what makes it visible.
fn rule(definition: &Definition, field: &Field, conditions: &[&Condition]) -> Value {
    let all: Vec<Value> = conditions
        .iter()
        .map(|condition| holds(definition, condition, 0))
        .collect();
    json!({ "if": { "allOf": all }, "then": { "required": [field.code] } })
}

/// A chain of fields that hide each other is followed so far; beyond it the server decides.
const LONGEST_CHAIN: usize = 3;

fn holds(definition: &Definition, of: &Condition, chain: usize) -> Value {
    let each = |parts: &[Condition]| -> Vec<Value> {
        let parts = parts.iter();
        parts.map(|part| holds(definition, part, chain)).collect()
    };
    let seen = |field: &str, is: Value| {
        let mut all = vec![json!({ "required": [field], "properties": { field: is } })];
        if chain < LONGEST_CHAIN
            && let Some((section, field)) = definition.field(field)
        {
            let own = [&section.visible_when, &field.visible_when].into_iter().flatten();
            all.extend(own.map(|condition| holds(definition, condition, chain + 1)));
        }
        json!({ "allOf": all })
    };
    match of {
        Condition::Is { field, option } => {
            let chosen = json!({ "anyOf": [
                { "const": option },
                { "type": "array", "contains": { "const": option } },
            ] });
            seen(field, chosen)
        }
        Condition::Answered { field } => seen(field, json!({ "not": { "type": "null" } })),
        Condition::Not(inner) => json!({ "not": holds(definition, inner, chain) }),
        Condition::All(all) if all.is_empty() => json!(true),
        Condition::Any(any) if any.is_empty() => json!(false),
        Condition::All(all) => json!({ "allOf": each(all) }),
        Condition::Any(any) => json!({ "anyOf": each(any) }),
    }
}

fn value(kind: &FieldKind, language: Language) -> Value {
    let mut json = match kind {
        FieldKind::Text { longest, lines } => {
            json!({ "type": "string", "minLength": 1, "maxLength": longest, "x-lines": lines })
        }
        FieldKind::Number { decimals, .. } => json!({ "type": "string", "pattern": decimal(*decimals) }),
        FieldKind::Money { .. } => json!({ "type": "string", "pattern": decimal(2), "x-unit": "EUR" }),
        FieldKind::Date { .. } => json!({ "type": "string", "format": "date" }),
        FieldKind::Choice { options, several } => {
            let one: Vec<Value> = options
                .iter()
                .map(|option| {
                    let mut json = json!({
                        "const": option.code, "title": option.label.of(language), "x-title": words(&option.label),
                    });
                    if let Some(ends) = &option.ends {
                        json["x-ends"] = words(ends);
                    }
                    json
                })
                .collect();
            if *several {
                json!({ "type": "array", "items": { "oneOf": one }, "uniqueItems": true, "minItems": 1 })
            } else {
                json!({ "oneOf": one })
            }
        }
        FieldKind::Table { columns, most_rows } => {
            json!({ "type": "array", "minItems": 1, "maxItems": most_rows, "items": row(columns, language) })
        }
        FieldKind::File { most } => json!({
            "type": "array", "items": { "type": "string" }, "uniqueItems": true, "minItems": 1, "maxItems": most,
        }),
        FieldKind::Municipality => json!({ "type": "string", "pattern": "^[0-9]{3}$" }),
        FieldKind::SubArea => json!({ "type": "string", "minLength": 1 }),
    };
    let name: &str = talkoot_domain::form::KindName::from(kind).into();
    json["x-type"] = json!(name);
    for (key, limit) in limits(kind) {
        json[key] = json!(limit);
    }
    json
}

/// Limits that JSON Schema has no word for, because the values are texts.
fn limits(kind: &FieldKind) -> Vec<(&'static str, String)> {
    let pair = |least: Option<String>, most: Option<String>| {
        let least = least.map(|least| ("x-least", least));
        least
            .into_iter()
            .chain(most.map(|most| ("x-most", most)))
            .collect()
    };
    let text = |value: &dyn ToString| value.to_string();
    match kind {
        FieldKind::Number { least, most, .. } => {
            pair(least.map(|value| text(&value)), most.map(|value| text(&value)))
        }
        FieldKind::Money { least, most } => {
            pair(least.map(|value| text(&value)), most.map(|value| text(&value)))
        }
        FieldKind::Date { earliest, latest } => pair(
            earliest.map(|value| text(&value)),
            latest.map(|value| text(&value)),
        ),
        FieldKind::Text { .. }
        | FieldKind::Choice { .. }
        | FieldKind::Table { .. }
        | FieldKind::File { .. }
        | FieldKind::Municipality
        | FieldKind::SubArea => Vec::new(),
    }
}

fn decimal(decimals: u32) -> String {
    if decimals == 0 {
        "^-?[0-9]+$".to_owned()
    } else {
        format!("^-?[0-9]+(\\.[0-9]{{1,{decimals}}})?$")
    }
}

fn row(columns: &[Column], language: Language) -> Value {
    let mut properties = Map::new();
    for column in columns {
        let mut json = value(&column.kind, language);
        json["title"] = json!(column.label.of(language));
        json["x-title"] = words(&column.label);
        properties.insert(column.code.clone(), json);
    }
    let required = columns.iter().filter(|column| column.required);
    let required: Vec<&str> = required.map(|column| column.code.as_str()).collect();
    let order: Vec<&str> = columns.iter().map(|column| column.code.as_str()).collect();
    json!({
        "type": "object", "additionalProperties": false, "properties": properties, "required": required,
        "x-columns": order,
    })
}
