use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};
use talkoot_domain::{
    final_report::{Asked, FinalReport, SectionQuestion, State, StateName},
    workflow::{Name as _, Stamp},
};

use super::facts;
use crate::{
    StorageError,
    entity::final_report::{ActiveModel, Model},
    map::{code, stamp, stamp_columns},
};

const TABLE: &str = "final_report";

/// The columns of a report.
pub(super) fn of(report: &FinalReport) -> ActiveModel {
    let accepted = match report.state {
        State::Accepted { accepted, .. } => Some(accepted),
        State::Draft | State::Submitted { .. } | State::Returned { .. } => None,
    };
    let asked = report.state.asked();
    let (submitted_by, submitted_at) = stamp_columns(report.state.submitted());
    let (accepted_by, accepted_at) = stamp_columns(accepted);
    let (returned_by, returned_at) = stamp_columns(asked.map(|asked| asked.returned));
    ActiveModel {
        id: Set(report.id.into()),
        version: Set(report.version),
        project_id: Set(report.project.into()),
        obligation_id: Set(report.obligation.into()),
        form_id: Set(report.form.into()),
        evaluation_form_id: Set(report.evaluation.map(Into::into)),
        started_by: Set(report.started.by.into()),
        started_at: Set(report.started.at),
        state: Set(StateName::from(&report.state).code().to_owned()),
        submitted_by: Set(submitted_by),
        submitted_at: Set(submitted_at),
        accepted_by: Set(accepted_by),
        accepted_at: Set(accepted_at),
        questions: Set(asked.map(questions)),
        returned_by: Set(returned_by),
        returned_at: Set(returned_at),
        facts: Set(report.facts.as_deref().map(facts::to_json)),
    }
}

fn questions(asked: &Asked) -> Value {
    let one = |one: &SectionQuestion| json!([one.section, one.question]);
    asked.questions.iter().map(one).collect()
}

fn asked(row: &Model) -> Result<Option<Asked>, StorageError> {
    let wrong = |what: &str| StorageError::inconsistent(TABLE, row.id, what);
    match (&row.questions, stamp(row.returned_by, row.returned_at)) {
        (None, None) => Ok(None),
        (Some(questions), Some(returned)) => {
            let pairs: Vec<(String, String)> = serde_json::from_value(questions.clone())
                .map_err(|_| wrong("questions is no list of sections with questions"))?;
            let questions = pairs.into_iter();
            Ok(Some(Asked {
                questions: questions
                    .map(|(section, question)| SectionQuestion { section, question })
                    .collect(),
                returned,
            }))
        }
        _ => Err(wrong("the authority's questions are half written")),
    }
}

impl TryFrom<Model> for FinalReport {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let wrong = |what: String| StorageError::inconsistent(TABLE, row.id, what);
        let name: StateName = code(TABLE, row.id, "state", &row.state)?;
        let submitted = stamp(row.submitted_by, row.submitted_at);
        let accepted = stamp(row.accepted_by, row.accepted_at);
        let facts = row
            .facts
            .as_ref()
            .map(facts::from_json)
            .transpose()
            .map_err(wrong)?;
        let state = match (name, asked(&row)?, submitted, accepted, facts.is_some()) {
            (StateName::Draft, None, None, None, false) => State::Draft,
            (StateName::Submitted, asked, Some(submitted), None, true) => {
                State::Submitted { asked, submitted }
            }
            (StateName::Accepted, asked, Some(submitted), Some(accepted), true) => State::Accepted {
                asked,
                submitted,
                accepted,
            },
            (StateName::Returned, Some(asked), None, None, false) => State::Returned { asked },
            (state, ..) => {
                return Err(StorageError::inconsistent(
                    TABLE,
                    row.id,
                    format!("the state is {state:?} but its columns are those of another state"),
                ));
            }
        };
        Ok(Self {
            id: row.id.into(),
            version: row.version,
            project: row.project_id.into(),
            obligation: row.obligation_id.into(),
            form: row.form_id.into(),
            evaluation: row.evaluation_form_id.map(Into::into),
            started: Stamp {
                by: row.started_by.into(),
                at: row.started_at,
            },
            facts,
            state,
        })
    }
}
