use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Words;
use crate::money::Money;

/// What kind of answer a field takes.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(KindName),
    doc = "The bare kinds of fields.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr, Hash),
    strum(serialize_all = "snake_case")
)]
pub enum FieldKind {
    /// Words.
    Text {
        /// How many characters at most.
        longest: u32,
        /// Whether it has room for paragraphs.
        lines: bool,
    },
    /// An exact decimal number.
    Number {
        /// How many decimals at most.
        decimals: u32,
        /// Not less than this.
        least: Option<Decimal>,
        /// Not more than this.
        most: Option<Decimal>,
    },
    /// Euros and cents.
    Money {
        /// Not less than this.
        least: Option<Money>,
        /// Not more than this.
        most: Option<Money>,
    },
    /// A day.
    Date {
        /// Not before this.
        earliest: Option<NaiveDate>,
        /// Not after this.
        latest: Option<NaiveDate>,
    },
    /// One or several of some options.
    Choice {
        /// The options, in order.
        options: Vec<Choice>,
        /// Whether several may be chosen.
        several: bool,
    },
    /// Rows of the same columns.
    Table {
        /// The columns, in order; none of them a table or files.
        columns: Vec<Column>,
        /// How many rows at most.
        most_rows: u32,
    },
    /// Files that were uploaded for whoever answers.
    File {
        /// How many at most.
        most: u32,
    },
    /// A municipality, by its three-digit code.
    Municipality,
    /// One of the sub-areas (*osa-alue*) of what the form is about.
    SubArea,
}

/// One option of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Unique among the options.
    pub code: String,
    /// What it says.
    pub label: Words,
    /// What it means for the rest when nothing more is asked because of it, for example that there is no need to embed.
    pub ends: Option<Words>,
}

/// One column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Unique among the columns.
    pub code: String,
    /// The heading.
    pub label: Words,
    /// Whether every row must have it.
    pub required: bool,
    /// What kind of answer it takes; neither a table nor files.
    pub kind: FieldKind,
}
