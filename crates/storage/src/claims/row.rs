use sea_orm::ActiveValue::Set;
use talkoot_domain::{
    claim::{Claim, Figures, State, StateName, Supplement},
    money::Money,
    workflow::Stamp,
};

use crate::{
    StorageError,
    entity::claim::{ActiveModel, Model},
    map::{code, stamp, stamp_columns},
};

/// The stamps of a state, each where it belongs.
#[derive(Default)]
struct Columns<'a> {
    submitted: Option<Stamp>,
    open_questions: Option<(Stamp, &'a str)>,
    checked: Option<Stamp>,
    approved: Option<Stamp>,
    paid_at: Option<chrono::DateTime<chrono::Utc>>,
    rejected: Option<(Stamp, &'a str)>,
}

fn of_state(state: &State) -> Columns<'_> {
    match state {
        State::Draft => Columns::default(),
        State::Submitted { submitted } => Columns {
            submitted: Some(*submitted),
            ..Columns::default()
        },
        State::SupplementRequested {
            submitted,
            asked,
            questions,
        } => Columns {
            submitted: Some(*submitted),
            open_questions: Some((*asked, questions)),
            ..Columns::default()
        },
        State::ContentChecked { submitted, checked } => Columns {
            submitted: Some(*submitted),
            checked: Some(*checked),
            ..Columns::default()
        },
        State::FinanceApproved {
            submitted,
            checked,
            approved,
        } => Columns {
            submitted: Some(*submitted),
            checked: Some(*checked),
            approved: Some(*approved),
            ..Columns::default()
        },
        State::Paid {
            submitted,
            checked,
            approved,
            paid_at,
        } => Columns {
            submitted: Some(*submitted),
            checked: Some(*checked),
            approved: Some(*approved),
            paid_at: Some(*paid_at),
            ..Columns::default()
        },
        State::Rejected {
            submitted,
            checked,
            rejected,
            reason,
        } => Columns {
            submitted: Some(*submitted),
            checked: *checked,
            rejected: Some((*rejected, reason)),
            ..Columns::default()
        },
    }
}

pub(super) fn columns(claim: &Claim) -> ActiveModel {
    let state = of_state(&claim.state);
    let figures = &claim.figures;
    let (submitted_by, submitted_at) = stamp_columns(state.submitted);
    let (checked_by, checked_at) = stamp_columns(state.checked);
    let (approved_by, approved_at) = stamp_columns(state.approved);
    let (rejected_by, rejected_at) = stamp_columns(state.rejected.map(|(stamp, _)| stamp));
    let (asked, questions, answer) = match (&state.open_questions, &claim.answered) {
        (Some((asked, questions)), _) => (Some(*asked), Some((*questions).to_owned()), None),
        (None, Some(answered)) => (
            Some(answered.asked),
            Some(answered.questions.clone()),
            Some(answered.answer.clone()),
        ),
        (None, None) => (None, None, None),
    };
    let (asked_by, asked_at) = stamp_columns(asked);
    ActiveModel {
        id: Set(claim.id.into()),
        version: Set(claim.version),
        project_id: Set(claim.project.into()),
        number: Set(claim.number),
        period_id: Set(claim.period.into()),
        lead_id: Set(claim.lead.into()),
        drafted_by: Set(claim.drafted.by.into()),
        drafted_at: Set(claim.drafted.at),
        claimed_cents: Set(figures.claimed.cents()),
        eligible_cents: Set(figures.eligible.cents()),
        eligible_before_cents: Set(figures.eligible_before.cents()),
        parked_cents: Set(figures.parked.cents()),
        award_cents: Set(figures.award.cents()),
        other_support_cents: Set(figures.other_support.cents()),
        grant_cents: Set(figures.grant.cents()),
        grant_before_cents: Set(figures.grant_before.cents()),
        amount_cents: Set(figures.amount.cents()),
        is_last: Set(claim.is_last),
        advance_before_cents: Set(figures.advance_before.cents()),
        advance_cleared_cents: Set(figures.advance_cleared.cents()),
        advance_cents: Set(figures.advance.cents()),
        owed_before_cents: Set(figures.owed_before.cents()),
        payable_cents: Set(figures.payable.cents()),
        owed_cents: Set(figures.owed.cents()),
        state: Set(Into::<&'static str>::into(claim.state_name()).to_owned()),
        submitted_by: Set(submitted_by),
        submitted_at: Set(submitted_at),
        asked_by: Set(asked_by),
        asked_at: Set(asked_at),
        questions: Set(questions),
        answer: Set(answer),
        checked_by: Set(checked_by),
        checked_at: Set(checked_at),
        approved_by: Set(approved_by),
        approved_at: Set(approved_at),
        paid_at: Set(state.paid_at),
        rejected_by: Set(rejected_by),
        rejected_at: Set(rejected_at),
        reject_reason: Set(state.rejected.map(|(_, reason)| reason.to_owned())),
    }
}

impl TryFrom<Model> for Claim {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let (state, answered) = state(&row)?;
        Ok(Self {
            id: row.id.into(),
            version: row.version,
            project: row.project_id.into(),
            number: row.number,
            period: row.period_id.into(),
            is_last: row.is_last,
            lead: row.lead_id.into(),
            drafted: Stamp {
                by: row.drafted_by.into(),
                at: row.drafted_at,
            },
            figures: Figures {
                claimed: Money::from_cents(row.claimed_cents),
                eligible: Money::from_cents(row.eligible_cents),
                eligible_before: Money::from_cents(row.eligible_before_cents),
                parked: Money::from_cents(row.parked_cents),
                award: Money::from_cents(row.award_cents),
                other_support: Money::from_cents(row.other_support_cents),
                grant: Money::from_cents(row.grant_cents),
                grant_before: Money::from_cents(row.grant_before_cents),
                amount: Money::from_cents(row.amount_cents),
                advance_before: Money::from_cents(row.advance_before_cents),
                advance_cleared: Money::from_cents(row.advance_cleared_cents),
                advance: Money::from_cents(row.advance_cents),
                owed_before: Money::from_cents(row.owed_before_cents),
                payable: Money::from_cents(row.payable_cents),
                owed: Money::from_cents(row.owed_cents),
            },
            answered,
            state,
        })
    }
}

fn state(row: &Model) -> Result<(State, Option<Supplement>), StorageError> {
    let name: StateName = code("claim", row.id, "state", &row.state)?;
    let submitted = stamp(row.submitted_by, row.submitted_at);
    let checked = stamp(row.checked_by, row.checked_at);
    let approved = stamp(row.approved_by, row.approved_at);
    let rejected = stamp(row.rejected_by, row.rejected_at).zip(row.reject_reason.clone());
    let asked = stamp(row.asked_by, row.asked_at).zip(row.questions.clone());
    let (open, answered) = match (asked, row.answer.clone()) {
        (None, None) => (None, None),
        (Some(asked), None) => (Some(asked), None),
        (Some((asked, questions)), Some(answer)) => {
            let supplement = Supplement {
                asked,
                questions,
                answer,
            };
            (None, Some(supplement))
        }
        (None, Some(_)) => return Err(contradiction(row, "an answer without questions")),
    };
    let state = match (name, submitted, open, checked, approved, row.paid_at, rejected) {
        (StateName::Draft, None, None, None, None, None, None) => State::Draft,
        (StateName::Submitted, Some(submitted), None, None, None, None, None) => {
            State::Submitted { submitted }
        }
        (
            StateName::SupplementRequested,
            Some(submitted),
            Some((asked, questions)),
            None,
            None,
            None,
            None,
        ) => State::SupplementRequested {
            submitted,
            asked,
            questions,
        },
        (StateName::ContentChecked, Some(submitted), None, Some(checked), None, None, None) => {
            State::ContentChecked { submitted, checked }
        }
        (StateName::FinanceApproved, Some(submitted), None, Some(checked), Some(approved), None, None) => {
            State::FinanceApproved {
                submitted,
                checked,
                approved,
            }
        }
        (StateName::Paid, Some(submitted), None, Some(checked), Some(approved), Some(paid_at), None) => {
            State::Paid {
                submitted,
                checked,
                approved,
                paid_at,
            }
        }
        (StateName::Rejected, Some(submitted), None, checked, None, None, Some((rejected, reason))) => {
            State::Rejected {
                submitted,
                checked,
                rejected,
                reason,
            }
        }
        (name, ..) => {
            let what =
                format!("the state is {name:?} but the columns of other states are set or its own are not");
            return Err(contradiction(row, what));
        }
    };
    Ok((state, answered))
}

fn contradiction(row: &Model, what: impl Into<String>) -> StorageError {
    StorageError::inconsistent("claim", row.id, what)
}
