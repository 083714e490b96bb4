//! The columns of an application and its state.

use sea_orm::ActiveValue::Set;
use talkoot_domain::{
    application::{Application, State, StateName, Supplement},
    workflow::Stamp,
};

use crate::{
    StorageError,
    entity::application::{ActiveModel, Model},
    map::{code, stamp, stamp_columns},
};

/// What the columns of the state hold, whichever state it is.
#[derive(Default)]
struct Columns {
    supplement: Option<(Stamp, String)>,
    evaluated: Option<(Stamp, String)>,
    decided: Option<Stamp>,
    withdrawn: Option<(Stamp, String)>,
}

fn columns(state: &State) -> Columns {
    match state.clone() {
        State::Draft | State::PartnerCommitments | State::Submitted { .. } => Columns::default(),
        State::SupplementRequested { supplement, .. } => Columns {
            supplement: Some((supplement.asked, supplement.questions)),
            ..Columns::default()
        },
        State::Evaluated {
            evaluated, statement, ..
        } => Columns {
            evaluated: Some((evaluated, statement)),
            ..Columns::default()
        },
        State::Accepted {
            evaluated,
            statement,
            decided,
            ..
        }
        | State::Rejected {
            evaluated,
            statement,
            decided,
            ..
        } => Columns {
            evaluated: Some((evaluated, statement)),
            decided: Some(decided),
            ..Columns::default()
        },
        State::Withdrawn {
            withdrawn, reason, ..
        } => Columns {
            withdrawn: Some((withdrawn, reason)),
            ..Columns::default()
        },
    }
}

fn with_text(both: Option<(Stamp, String)>) -> (Option<Stamp>, Option<String>) {
    both.map_or((None, None), |(stamp, text)| (Some(stamp), Some(text)))
}

pub(super) fn of(application: &Application) -> ActiveModel {
    let columns = columns(&application.state);
    let (submitted_by, submitted_at) = stamp_columns(application.state.submitted());
    let (supplement, supplement_questions) = with_text(columns.supplement);
    let (supplement_by, supplement_at) = stamp_columns(supplement);
    let (evaluated, evaluation) = with_text(columns.evaluated);
    let (evaluated_by, evaluated_at) = stamp_columns(evaluated);
    let (decided_by, decided_at) = stamp_columns(columns.decided);
    let (withdrawn, withdrawal_reason) = with_text(columns.withdrawn);
    let (withdrawn_by, withdrawn_at) = stamp_columns(withdrawn);
    ActiveModel {
        id: Set(application.id.into()),
        version: Set(application.version),
        call_id: Set(application.call.into()),
        authority_id: Set(application.authority.into()),
        lead_id: Set(application.lead.into()),
        created_by: Set(application.created_by.into()),
        title: Set(application.title.clone()),
        summary: Set(application.summary.clone()),
        budget_version_id: Set(application.budget.into()),
        state: Set(Into::<&'static str>::into(StateName::from(&application.state)).to_owned()),
        submitted_by: Set(submitted_by),
        submitted_at: Set(submitted_at),
        supplement_by: Set(supplement_by),
        supplement_at: Set(supplement_at),
        supplement_questions: Set(supplement_questions),
        evaluated_by: Set(evaluated_by),
        evaluated_at: Set(evaluated_at),
        evaluation: Set(evaluation),
        decided_by: Set(decided_by),
        decided_at: Set(decided_at),
        withdrawn_by: Set(withdrawn_by),
        withdrawn_at: Set(withdrawn_at),
        withdrawal_reason: Set(withdrawal_reason),
    }
}

/// The application without its partners, who stand in a table of their own.
pub(super) fn read(row: Model) -> Result<Application, StorageError> {
    let state = state(&row)?;
    Ok(Application {
        id: row.id.into(),
        version: row.version,
        call: row.call_id.into(),
        authority: row.authority_id.into(),
        lead: row.lead_id.into(),
        created_by: row.created_by.into(),
        title: row.title,
        summary: row.summary,
        partners: Vec::new(),
        budget: row.budget_version_id.into(),
        state,
    })
}

fn state(row: &Model) -> Result<State, StorageError> {
    let name: StateName = code("application", row.id, "state", &row.state)?;
    let submitted = stamp(row.submitted_by, row.submitted_at);
    let supplement = stamp(row.supplement_by, row.supplement_at).zip(row.supplement_questions.clone());
    let evaluated = stamp(row.evaluated_by, row.evaluated_at).zip(row.evaluation.clone());
    let decided = stamp(row.decided_by, row.decided_at);
    let withdrawn = stamp(row.withdrawn_by, row.withdrawn_at).zip(row.withdrawal_reason.clone());
    Ok(
        match (name, submitted, supplement, evaluated, decided, withdrawn) {
            (StateName::Draft, None, None, None, None, None) => State::Draft,
            (StateName::PartnerCommitments, None, None, None, None, None) => State::PartnerCommitments,
            (StateName::Submitted, Some(submitted), None, None, None, None) => State::Submitted { submitted },
            (StateName::SupplementRequested, Some(submitted), Some((asked, questions)), None, None, None) => {
                State::SupplementRequested {
                    submitted,
                    supplement: Supplement { asked, questions },
                }
            }
            (StateName::Evaluated, Some(submitted), None, Some((evaluated, statement)), None, None) => {
                State::Evaluated {
                    submitted,
                    evaluated,
                    statement,
                }
            }
            (
                StateName::Accepted,
                Some(submitted),
                None,
                Some((evaluated, statement)),
                Some(decided),
                None,
            ) => State::Accepted {
                submitted,
                evaluated,
                statement,
                decided,
            },
            (
                StateName::Rejected,
                Some(submitted),
                None,
                Some((evaluated, statement)),
                Some(decided),
                None,
            ) => State::Rejected {
                submitted,
                evaluated,
                statement,
                decided,
            },
            (StateName::Withdrawn, submitted, None, None, None, Some((withdrawn, reason))) => {
                State::Withdrawn {
                    submitted,
                    withdrawn,
                    reason,
                }
            }
            (state, ..) => {
                return Err(StorageError::inconsistent(
                    "application",
                    row.id,
                    format!(
                        "the state is {state:?} but the columns of other states are set or its own are not"
                    ),
                ));
            }
        },
    )
}
