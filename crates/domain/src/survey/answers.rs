use std::collections::BTreeMap;

use crate::{
    form::{Definition, Given, Keys, Value, What},
    workflow::RefusalCode,
};

/// What one person answered, by the code of the question.
pub type Answers = BTreeMap<String, Value>;

/// What is wrong with what somebody answered, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The kind of fault.
    pub code: RefusalCode,
    /// The way to it, from the answers on.
    pub path: Vec<String>,
    /// What is wrong, and what to do.
    pub message: String,
}

impl Wrong {
    fn at(code: RefusalCode, path: Vec<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            path,
            message: message.into(),
        }
    }
}

/// What somebody wrote, as answers to these questions.
///
/// # Errors
/// Everything that is wrong at once: a question that is not asked, an answer that it does not take, one that is
/// missing where it is required, and no answer at all.
pub fn read_answers(questions: &Definition, given: &Given) -> Result<Answers, Vec<Wrong>> {
    let Given::Fields(fields) = given else {
        let message = "write the answers as an object with a field per question";
        return Err(vec![Wrong::at(RefusalCode::InvalidInput, Vec::new(), message)]);
    };
    let mut answers = Answers::new();
    let mut wrong = Vec::new();
    for (code, one) in fields {
        let Some((_, field)) = questions.field(code) else {
            let what = What::NoSuchField(code.clone());
            wrong.push(Wrong::at(
                RefusalCode::InvalidInput,
                vec![code.clone()],
                what.to_string(),
            ));
            continue;
        };
        let read = field.kind.read(one, &Keys).and_then(|value| {
            value
                .map(|value| field.kind.check(&value).map(|()| value))
                .transpose()
        });
        match read {
            Ok(Some(value)) => {
                answers.insert(code.clone(), value);
            }
            Ok(None) => {}
            Err(fault) => {
                let fault = fault.under(code);
                let message = fault.to_string();
                wrong.push(Wrong::at(RefusalCode::InvalidInput, fault.path, message));
            }
        }
    }
    let faulty = |code: &str| {
        wrong
            .iter()
            .any(|one: &Wrong| one.path.first().is_some_and(|at| at == code))
    };
    let missing: Vec<Wrong> = questions
        .fields()
        .filter(|(_, field)| field.required && !answers.contains_key(&field.code) && !faulty(&field.code))
        .map(|(_, field)| {
            let message = "this question must be answered; answer it";
            Wrong::at(RefusalCode::Incomplete, vec![field.code.clone()], message)
        })
        .collect();
    wrong.extend(missing);
    if wrong.is_empty() && answers.is_empty() {
        let message = "no question is answered; answer at least one";
        wrong.push(Wrong::at(RefusalCode::Incomplete, Vec::new(), message));
    }
    if wrong.is_empty() { Ok(answers) } else { Err(wrong) }
}
