use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::money::Money;

/// What is wrong in a definition or an answer, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct Fault {
    /// The way to it: names of fields and places in lists, from 0.
    pub path: Vec<String>,
    /// What is wrong.
    pub what: What,
}

impl Fault {
    /// A fault here.
    #[must_use]
    pub const fn here(what: What) -> Self {
        Self {
            path: Vec::new(),
            what,
        }
    }

    /// The same, seen from one step further out.
    #[must_use]
    pub fn under(mut self, step: impl ToString) -> Self {
        self.path.insert(0, step.to_string());
        self
    }
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum What {
    /// A definition with a key that is missing, unknown or of the wrong type.
    #[error("{0}")]
    Malformed(String),
    /// A code that is none.
    #[error("\"{0}\" is no code: at most 60 small letters, digits, \"_\" and \"-\", a letter first")]
    NoCode(String),
    /// A code that stands twice.
    #[error("the code \"{0}\" stands here twice; give each its own")]
    CodeTwice(String),
    /// A text that misses a language.
    #[error("the text is missing in {0}; write it in Finnish, Swedish and English")]
    NoWords(&'static str),
    /// A list without entries.
    #[error("this list is empty; put something into it")]
    Empty,
    /// A list that is too long.
    #[error("there are more than {0} entries here; leave some out")]
    TooMany(usize),
    /// A limit of a field that is none.
    #[error("the limit here must lie between {0} and {1}")]
    Limit(u32, u32),
    /// The smaller limit is above the larger one.
    #[error("the lower limit lies above the upper one; change one of them")]
    LimitsCrossed,
    /// A column that holds more than a cell can.
    #[error("a column of a table can be neither a table nor files; make it a field of its own")]
    NoCell,
    /// A condition on something that is not asked before.
    #[error(
        "the condition looks at \"{0}\", which is not asked before it; move that field up or use another"
    )]
    NotAskedBefore(String),
    /// A condition on what each partner answers, for something that is asked once.
    #[error(
        "the condition looks at \"{0}\", which every partner answers for itself, while this is asked of the lead"
    )]
    OfSomebodyElse(String),
    /// A condition on an option that is none.
    #[error("the condition looks for the option \"{1}\" of \"{0}\", which is none of its options")]
    NoSuchOption(String, String),
    /// Conditions in conditions in conditions.
    #[error("the condition is nested more than {0} deep; simplify it")]
    TooDeep(usize),

    /// No field of the form.
    #[error("the form has no field \"{0}\"; use the code of one")]
    NoSuchField(String),
    /// A value of another type.
    #[error("{0}")]
    WrongType(&'static str),
    /// Text of too many characters.
    #[error("the text has {0} characters, at most {1} are allowed; shorten it")]
    TooLong(usize, u32),
    /// Text with line breaks in a field of one line.
    #[error("this field takes one line; take the line breaks out")]
    OneLine,
    /// No number, or no exact one.
    #[error(
        "\"{0}\" is no number with at most {1} decimals; write it as a text with a point, for example \"12.5\""
    )]
    NotANumber(String, u32),
    /// A number outside its limits.
    #[error("the number must be at least {0}")]
    TooSmall(Decimal),
    /// A number outside its limits.
    #[error("the number must be at most {0}")]
    TooLarge(Decimal),
    /// No amount.
    #[error("\"{0}\" is not an amount: write euros and cents with a point, for example \"1234.56\"")]
    NotAnAmount(String),
    /// An amount outside its limits.
    #[error("the amount must be at least {0}")]
    LessThan(Money),
    /// An amount outside its limits.
    #[error("the amount must be at most {0}")]
    MoreThan(Money),
    /// No day.
    #[error("\"{0}\" is no day of the calendar; write it as year-month-day, for example \"2026-03-31\"")]
    NotADay(String),
    /// A day outside its limits.
    #[error("the day must not be before {0}")]
    Before(NaiveDate),
    /// A day outside its limits.
    #[error("the day must not be after {0}")]
    After(NaiveDate),
    /// An option that is none.
    #[error("\"{0}\" is none of the options; choose one of them")]
    NoOption(String),
    /// Several where one is to be chosen.
    #[error("choose one option only")]
    OneOnly,
    /// The same twice.
    #[error("this stands here twice; name it once")]
    Twice,
    /// A column that is none.
    #[error("the table has no column \"{0}\"; leave it out")]
    NoColumn(String),
    /// A cell that must be filled.
    #[error("this cell is empty; fill it in")]
    NoCellValue,
    /// No code of a municipality.
    #[error("\"{0}\" is no code of a municipality; write its three digits, for example \"635\"")]
    NoMunicipality(String),
    /// No file or sub-area.
    #[error("\"{0}\" names nothing that can be answered here; choose one that is offered")]
    NamesNothing(String),
}
