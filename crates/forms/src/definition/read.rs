use std::str::FromStr;

use serde_json::{Map, Value};
use talkoot_domain::form::{
    Choice, Column, Condition, Definition, Fault, Field, FieldKind, KindName, Section, What, Words,
};

use super::FORMAT;

type Read<T> = Result<T, Fault>;
type Object = Map<String, Value>;

/// Deeper than this no definition can be; what is nested deeper is not followed.
const DEEPEST: usize = 16;

/// Reads a definition. That it can be asked is another question: [`Definition::faults`].
///
/// # Errors
/// The first place where it is not of the [format](FORMAT): a key that is missing, unknown or of another type.
pub fn from_json(json: &Value) -> Read<Definition> {
    let known = ["format", "code", "title", "help", "sections"];
    let object = object(json, &known)?;
    let format = text(object, "format")?;
    if format != FORMAT {
        let said = format!("the format is \"{format}\"; this engine reads \"{FORMAT}\"");
        return Err(malformed(said).under("format"));
    }
    Ok(Definition {
        code: text(object, "code")?,
        title: required(object, "title", words)?,
        help: optional(object, "help", words)?,
        sections: required(object, "sections", |json| list(json, section))?,
    })
}

fn malformed(what: impl Into<String>) -> Fault {
    Fault::here(What::Malformed(what.into()))
}

fn object<'a>(json: &'a Value, known: &[&str]) -> Read<&'a Object> {
    let Value::Object(object) = json else {
        return Err(malformed("an object is expected here"));
    };
    match object.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => {
            let said = format!("\"{key}\" is not known here; known are {}", known.join(", "));
            Err(malformed(said).under(key))
        }
        None => Ok(object),
    }
}

fn list<T>(json: &Value, read: impl Fn(&Value) -> Read<T>) -> Read<Vec<T>> {
    let Value::Array(items) = json else {
        return Err(malformed("a list is expected here"));
    };
    let items = items.iter().enumerate();
    items
        .map(|(place, item)| read(item).map_err(|fault| fault.under(place)))
        .collect()
}

fn optional<T>(object: &Object, key: &str, read: impl Fn(&Value) -> Read<T>) -> Read<Option<T>> {
    match object.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => read(value).map(Some).map_err(|fault| fault.under(key)),
    }
}

fn required<T>(object: &Object, key: &str, read: impl Fn(&Value) -> Read<T>) -> Read<T> {
    optional(object, key, read)?.ok_or_else(|| malformed(format!("\"{key}\" is missing")).under(key))
}

fn string(json: &Value) -> Read<String> {
    let text = json.as_str().map(ToOwned::to_owned);
    text.ok_or_else(|| malformed("a text is expected here"))
}

fn text(object: &Object, key: &str) -> Read<String> {
    required(object, key, string)
}

fn flag(object: &Object, key: &str) -> Read<bool> {
    let read = |json: &Value| {
        json.as_bool()
            .ok_or_else(|| malformed("true or false is expected here"))
    };
    Ok(optional(object, key, read)?.unwrap_or(false))
}

fn count(json: &Value) -> Read<u32> {
    let count = json.as_u64().and_then(|count| u32::try_from(count).ok());
    count.ok_or_else(|| malformed("a whole number is expected here"))
}

/// A value that stands as a text, so that nothing of it is lost.
fn parsed<T: FromStr>(object: &Object, key: &str, what: &str) -> Read<Option<T>> {
    optional(object, key, |json| {
        let value = json.as_str().and_then(|text| text.parse().ok());
        value.ok_or_else(|| malformed(format!("{what} is expected here, as a text")))
    })
}

fn words(json: &Value) -> Read<Words> {
    let object = object(json, &["fi", "sv", "en"])?;
    let one = |key| Ok(optional(object, key, string)?.unwrap_or_default());
    Ok(Words {
        fi: one("fi")?,
        sv: one("sv")?,
        en: one("en")?,
    })
}

fn section(json: &Value) -> Read<Section> {
    let known = ["code", "title", "help", "askedOf", "visibleWhen", "fields"];
    let object = object(json, &known)?;
    let asked_of = text(object, "askedOf")?;
    let asked_of = asked_of.parse().map_err(|_| {
        let said = format!("\"{asked_of}\" is nobody to ask; write \"lead\" or \"each_partner\"");
        malformed(said).under("askedOf")
    })?;
    Ok(Section {
        code: text(object, "code")?,
        title: required(object, "title", words)?,
        help: optional(object, "help", words)?,
        asked_of,
        visible_when: optional(object, "visibleWhen", |json| condition(json, DEEPEST))?,
        fields: required(object, "fields", |json| list(json, field))?,
    })
}

fn condition(json: &Value, deeper: usize) -> Read<Condition> {
    let known = ["field", "is", "answered", "not", "all", "any"];
    let object = object(json, &known)?;
    let Some(deeper) = deeper.checked_sub(1) else {
        return Err(malformed("conditions are nested too deep here; simplify them"));
    };
    let inner = |json: &Value| condition(json, deeper);
    let mut keys: Vec<&str> = object.keys().map(String::as_str).collect();
    keys.sort_unstable();
    Ok(match keys.as_slice() {
        ["field", "is"] => Condition::Is {
            field: text(object, "field")?,
            option: text(object, "is")?,
        },
        ["answered", "field"] if flag(object, "answered")? => Condition::Answered {
            field: text(object, "field")?,
        },
        ["not"] => Condition::Not(Box::new(required(object, "not", inner)?)),
        ["all"] => Condition::All(required(object, "all", |json| list(json, inner))?),
        ["any"] => Condition::Any(required(object, "any", |json| list(json, inner))?),
        _ => {
            return Err(malformed(
                "a condition is { field, is }, { field, answered: true }, { not }, { all } or { any }",
            ));
        }
    })
}

const NAMED: [&str; 7] = [
    "code",
    "label",
    "help",
    "required",
    "personal",
    "visibleWhen",
    "type",
];

fn field(json: &Value) -> Read<Field> {
    let (object, kind) = typed(json, &NAMED)?;
    Ok(Field {
        code: text(object, "code")?,
        label: required(object, "label", words)?,
        help: optional(object, "help", words)?,
        required: flag(object, "required")?,
        personal: flag(object, "personal")?,
        visible_when: optional(object, "visibleWhen", |json| condition(json, DEEPEST))?,
        kind,
    })
}

fn column(json: &Value) -> Read<Column> {
    let (object, kind) = typed(json, &["code", "label", "required", "type"])?;
    Ok(Column {
        code: text(object, "code")?,
        label: required(object, "label", words)?,
        required: flag(object, "required")?,
        kind,
    })
}

/// The kinds of fields with the keys that they have beside the common ones.
const fn keys(kind: KindName) -> &'static [&'static str] {
    match kind {
        KindName::Text => &["longest", "lines"],
        KindName::Number => &["decimals", "least", "most"],
        KindName::Money => &["least", "most"],
        KindName::Date => &["earliest", "latest"],
        KindName::Choice => &["options", "several"],
        KindName::Table => &["columns", "mostRows"],
        KindName::File => &["most"],
        KindName::Municipality | KindName::SubArea => &[],
    }
}

fn typed<'a>(json: &'a Value, named: &[&str]) -> Read<(&'a Object, FieldKind)> {
    let Value::Object(all) = json else {
        return Err(malformed("an object is expected here"));
    };
    let name = text(all, "type")?;
    let name: KindName = name.parse().map_err(|_| {
        let said = format!(
            "\"{name}\" is no kind of field; there are text, number, money, date, choice, table, file, municipality \
             and sub_area"
        );
        malformed(said).under("type")
    })?;
    let object = object(json, &[named, keys(name)].concat())?;
    Ok((object, kind(name, object)?))
}

fn kind(name: KindName, object: &Object) -> Read<FieldKind> {
    Ok(match name {
        KindName::Text => FieldKind::Text {
            longest: required(object, "longest", count)?,
            lines: flag(object, "lines")?,
        },
        KindName::Number => FieldKind::Number {
            decimals: optional(object, "decimals", count)?.unwrap_or(0),
            least: parsed(object, "least", "a number")?,
            most: parsed(object, "most", "a number")?,
        },
        KindName::Money => FieldKind::Money {
            least: parsed(object, "least", "an amount")?,
            most: parsed(object, "most", "an amount")?,
        },
        KindName::Date => FieldKind::Date {
            earliest: parsed(object, "earliest", "a day")?,
            latest: parsed(object, "latest", "a day")?,
        },
        KindName::Choice => FieldKind::Choice {
            options: required(object, "options", |json| list(json, option))?,
            several: flag(object, "several")?,
        },
        KindName::Table => FieldKind::Table {
            columns: required(object, "columns", |json| list(json, column))?,
            most_rows: required(object, "mostRows", count)?,
        },
        KindName::File => FieldKind::File {
            most: optional(object, "most", count)?.unwrap_or(1),
        },
        KindName::Municipality => FieldKind::Municipality,
        KindName::SubArea => FieldKind::SubArea,
    })
}

fn option(json: &Value) -> Read<Choice> {
    let object = object(json, &["code", "label", "ends"])?;
    Ok(Choice {
        code: text(object, "code")?,
        label: required(object, "label", words)?,
        ends: optional(object, "ends", words)?,
    })
}
