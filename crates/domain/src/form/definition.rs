use super::{Condition, FieldKind};
use crate::language::Language;

/// A text in each of the three languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Finnish.
    pub fi: String,
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

impl Words {
    /// The text in one language.
    #[must_use]
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::Fi => &self.fi,
            Language::Sv => &self.sv,
            Language::En => &self.en,
        }
    }
}

/// Of whom something is asked.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Audience {
    /// Once, of the lead municipality (*vastuukunta*), or of whoever reports for all.
    Lead,
    /// Of every municipality that takes part, the lead included.
    EachPartner,
}

/// What a version of a form asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The same in every version of the form, for example `digitek-application`.
    pub code: String,
    /// What the form is called.
    pub title: Words,
    /// What whoever fills it in should know.
    pub help: Option<Words>,
    /// The sections, in order.
    pub sections: Vec<Section>,
}

/// A section of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Unique in the form.
    pub code: String,
    /// The heading.
    pub title: Words,
    /// What to write here.
    pub help: Option<Words>,
    /// Of whom it is asked.
    pub asked_of: Audience,
    /// When it is asked at all; always when absent.
    pub visible_when: Option<Condition>,
    /// The fields, in order.
    pub fields: Vec<Field>,
}

/// One field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Unique in the form.
    pub code: String,
    /// The question.
    pub label: Words,
    /// What is meant.
    pub help: Option<Words>,
    /// Whether nothing can be submitted without it, as long as it is visible.
    pub required: bool,
    /// Whether it asks who people are and how they are reached. The log keeps only a hash of such an answer, and it is
    /// removed with what a closed project leaves behind about people.
    pub personal: bool,
    /// When it is asked at all; always when absent.
    pub visible_when: Option<Condition>,
    /// What kind of answer it takes.
    pub kind: FieldKind,
}

impl Definition {
    /// The field with this code, and the section that it stands in.
    #[must_use]
    pub fn field(&self, code: &str) -> Option<(&Section, &Field)> {
        self.fields().find(|(_, field)| field.code == code)
    }

    /// Whether a field asks about people.
    #[must_use]
    pub fn is_personal(&self, code: &str) -> bool {
        self.field(code).is_some_and(|(_, field)| field.personal)
    }

    /// Every field with its section, in order.
    pub fn fields(&self) -> impl Iterator<Item = (&Section, &Field)> {
        self.sections
            .iter()
            .flat_map(|section| section.fields.iter().map(move |field| (section, field)))
    }
}
