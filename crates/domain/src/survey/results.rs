use rust_decimal::Decimal;

use super::Answers;
use crate::{
    form::{Definition, FieldKind, Value},
    rate::Rate,
};

/// What came of one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionResult {
    /// The code of the question.
    pub question: String,
    /// How many answered it: the n of its percentages, which differs from question to question.
    pub answered: u64,
    /// Of a choice: each option in its order, also one that nobody chose.
    pub options: Vec<OptionCount>,
}

/// How many chose an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionCount {
    /// The code of the option.
    pub option: String,
    /// How many of those who answered the question chose it.
    pub chosen: u64,
}

impl QuestionResult {
    /// Whether it has enough answers to be shown.
    #[must_use]
    pub fn is_shown(&self, fewest: u32) -> bool {
        self.answered >= u64::from(fewest)
    }
}

/// Counts the answers to each question, in the order in which they are asked.
#[must_use]
pub fn count(questions: &Definition, answers: &[Answers]) -> Vec<QuestionResult> {
    let tally = |matches: &dyn Fn(&Value) -> bool, code: &str| -> u64 {
        let found = answers.iter().filter_map(|one| one.get(code));
        found.filter(|value| matches(value)).map(|_| 1_u64).sum()
    };
    questions
        .fields()
        .map(|(_, field)| {
            let options = match &field.kind {
                FieldKind::Choice { options, .. } => options.as_slice(),
                FieldKind::Text { .. }
                | FieldKind::Number { .. }
                | FieldKind::Money { .. }
                | FieldKind::Date { .. }
                | FieldKind::Table { .. }
                | FieldKind::File { .. }
                | FieldKind::Municipality
                | FieldKind::SubArea => &[],
            };
            let chose = |option: &str, value: &Value| match value {
                Value::Choice(chosen) => chosen.iter().any(|one| one == option),
                Value::Text(_)
                | Value::Number(_)
                | Value::Money(_)
                | Value::Date(_)
                | Value::Table(_)
                | Value::Files(_)
                | Value::Municipality(_)
                | Value::SubArea(_) => false,
            };
            QuestionResult {
                question: field.code.clone(),
                answered: tally(&|_| true, &field.code),
                options: options
                    .iter()
                    .map(|option| OptionCount {
                        option: option.code.clone(),
                        chosen: tally(&|value| chose(&option.code, value), &field.code),
                    })
                    .collect(),
            }
        })
        .collect()
}

/// A part of a whole in tenths of a per cent, computed exactly and rounded once, half up: 23 of 60 are 38.333… per
/// cent, so 383. Nothing of nothing.
#[must_use]
pub fn tenths_of_percent(part: u64, whole: u64) -> Option<u64> {
    let (part, whole) = (u128::from(part), u128::from(whole));
    let doubled = whole.checked_mul(2).filter(|&doubled| doubled > 0)?;
    let tenths = (part.checked_mul(2_000)?.checked_add(whole)?) / doubled;
    u64::try_from(tenths).ok()
}

/// The same as a rate: 38.3 per cent.
#[must_use]
pub fn percent(part: u64, whole: u64) -> Option<Rate> {
    let tenths = i64::try_from(tenths_of_percent(part, whole)?).ok()?;
    Rate::from_percent(Decimal::new(tenths, 1)).ok()
}
