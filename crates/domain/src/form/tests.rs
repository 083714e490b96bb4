//! What a form may ask, what may be answered, and what is missing.

mod answers;
mod definitions;
mod life;
mod sheets;

use rust_decimal::Decimal;
use uuid::Uuid;

use super::{
    Audience, Choice, Column, Condition, Definition, Field, FieldKind, Given, Names, Reference, Section,
    Words,
};

fn words(text: &str) -> Words {
    Words {
        fi: text.to_owned(),
        sv: text.to_owned(),
        en: text.to_owned(),
    }
}

fn field(code: &str, kind: FieldKind) -> Field {
    Field {
        code: code.to_owned(),
        label: words(code),
        help: None,
        required: true,
        personal: false,
        visible_when: None,
        kind,
    }
}

fn text() -> FieldKind {
    FieldKind::Text {
        longest: 10,
        lines: false,
    }
}

fn choice(several: bool) -> FieldKind {
    let option = |code: &str| Choice {
        code: code.to_owned(),
        label: words(code),
        ends: None,
    };
    FieldKind::Choice {
        options: vec![option("yes"), option("no")],
        several,
    }
}

fn number() -> FieldKind {
    FieldKind::Number {
        decimals: 2,
        least: Some(Decimal::ZERO),
        most: Some(Decimal::from(100)),
    }
}

fn column(code: &str, required: bool, kind: FieldKind) -> Column {
    Column {
        code: code.to_owned(),
        label: words(code),
        required,
        kind,
    }
}

fn is(field: &str, option: &str) -> Condition {
    Condition::Is {
        field: field.to_owned(),
        option: option.to_owned(),
    }
}

fn section(code: &str, asked_of: Audience, fields: Vec<Field>) -> Section {
    Section {
        code: code.to_owned(),
        title: words(code),
        help: None,
        asked_of,
        visible_when: None,
        fields,
    }
}

/// One section for the lead with a question that opens another, one for each partner.
fn definition() -> Definition {
    let mut results = field("results", text());
    results.visible_when = Some(is("any", "yes"));
    let mut note = field("note", text());
    note.required = false;
    Definition {
        code: "exit-plan".to_owned(),
        title: words("Exit plan"),
        help: None,
        sections: vec![
            section("a", Audience::Lead, vec![field("any", choice(false)), results]),
            section("b", Audience::EachPartner, vec![field("staff", number()), note]),
        ],
    }
}

/// Names that are the keys as numbers.
struct Plain;

impl Names for Plain {
    fn read(&self, _: Reference, name: &str) -> Option<Uuid> {
        name.parse().ok().map(Uuid::from_u128)
    }

    fn write(&self, _: Reference, key: Uuid) -> String {
        key.as_u128().to_string()
    }
}

fn said(text: &str) -> Given {
    Given::Text(text.to_owned())
}
