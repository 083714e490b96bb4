use sea_orm::ActiveValue::Set;
use talkoot_domain::{
    obligation::{Extension, Obligation, State, StateName, Subject},
    schedule::ObligationKind,
    use_period::UsePeriod,
    workflow::Name,
};

use crate::{
    StorageError,
    entity::obligation::{ActiveModel, Model},
    map::{code, stamp, stamp_columns},
};

/// The columns of an obligation.
pub(super) fn of(obligation: &Obligation) -> ActiveModel {
    let (opened_at, overdue_at) = match obligation.state {
        State::Open { opened_at } => (Some(opened_at), None),
        State::Overdue {
            opened_at,
            overdue_at,
        } => (Some(opened_at), Some(overdue_at)),
        State::Scheduled | State::Submitted { .. } | State::Accepted { .. } | State::Waived { .. } => {
            (None, None)
        }
    };
    let (submitted, accepted) = match obligation.state {
        State::Submitted { submitted } => (Some(submitted), None),
        State::Accepted { submitted, accepted } => (Some(submitted), Some(accepted)),
        State::Scheduled | State::Open { .. } | State::Overdue { .. } | State::Waived { .. } => (None, None),
    };
    let (waived, waiver_reason) = match &obligation.state {
        State::Waived { waived, reason } => (Some(*waived), Some(reason.clone())),
        State::Scheduled
        | State::Open { .. }
        | State::Overdue { .. }
        | State::Submitted { .. }
        | State::Accepted { .. } => (None, None),
    };
    let (submitted_by, submitted_at) = stamp_columns(submitted);
    let (accepted_by, accepted_at) = stamp_columns(accepted);
    let (waived_by, waived_at) = stamp_columns(waived);
    let extension = obligation.extension.as_ref();
    let (extended_by, extended_at) = stamp_columns(extension.map(|extension| extension.granted));
    let kind: &'static str = obligation.kind.into();
    ActiveModel {
        id: Set(obligation.id.into()),
        version: Set(obligation.version),
        project_id: Set(obligation.project.into()),
        kind: Set(kind.to_owned()),
        responsible_id: Set(obligation.responsible.into()),
        period_first: Set(obligation.period.map(|period| period.first)),
        period_last: Set(obligation.period.map(|period| period.last)),
        planned: Set(obligation.planned),
        nominal: Set(obligation.nominal),
        due: Set(obligation.due),
        opens_on: Set(obligation.opens_on),
        due_since: Set(obligation.due_since),
        extended_by: Set(extended_by),
        extended_at: Set(extended_at),
        extension_reason: Set(extension.map(|extension| extension.reason.clone())),
        state: Set(StateName::from(&obligation.state).code().to_owned()),
        opened_at: Set(opened_at),
        overdue_at: Set(overdue_at),
        submitted_by: Set(submitted_by),
        submitted_at: Set(submitted_at),
        accepted_by: Set(accepted_by),
        accepted_at: Set(accepted_at),
        waived_by: Set(waived_by),
        waived_at: Set(waived_at),
        waiver_reason: Set(waiver_reason),
        next_reminder_on: Set(obligation.next_reminder_on),
        subject_id: Set(obligation.subject.map(Subject::key)),
    }
}

impl TryFrom<Model> for Obligation {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let broken = |what: &str| StorageError::inconsistent("obligation", row.id, what);
        let period = match (row.period_first, row.period_last) {
            (None, None) => None,
            (Some(first), Some(last)) => {
                Some(UsePeriod::new(first, last).map_err(|fault| broken(&fault.to_string()))?)
            }
            _ => return Err(broken("the period has one end only")),
        };
        let extended = stamp(row.extended_by, row.extended_at);
        let extension = match (extended, &row.extension_reason) {
            (None, None) => None,
            (Some(granted), Some(reason)) => Some(Extension {
                granted,
                reason: reason.clone(),
            }),
            _ => return Err(broken("an extension is half written")),
        };
        let kind: ObligationKind = code("obligation", row.id, "kind", &row.kind)?;
        let subject = row.subject_id.and_then(|key| Subject::of(kind, key));
        if subject.is_some() != kind.has_subject() {
            return Err(broken(
                "it hangs on nothing though its kind does, or the other way round",
            ));
        }
        Ok(Self {
            id: row.id.into(),
            version: row.version,
            project: row.project_id.into(),
            kind,
            responsible: row.responsible_id.into(),
            subject,
            period,
            planned: row.planned,
            nominal: row.nominal,
            due: row.due,
            opens_on: row.opens_on,
            due_since: row.due_since,
            extension,
            state: state(&row)?,
            next_reminder_on: row.next_reminder_on,
        })
    }
}

fn state(row: &Model) -> Result<State, StorageError> {
    let name: StateName = code("obligation", row.id, "state", &row.state)?;
    let submitted = stamp(row.submitted_by, row.submitted_at);
    let accepted = stamp(row.accepted_by, row.accepted_at);
    let waived = stamp(row.waived_by, row.waived_at).zip(row.waiver_reason.clone());
    Ok(
        match (name, row.opened_at, row.overdue_at, submitted, accepted, waived) {
            (StateName::Scheduled, None, None, None, None, None) => State::Scheduled,
            (StateName::Open, Some(opened_at), None, None, None, None) => State::Open { opened_at },
            (StateName::Overdue, Some(opened_at), Some(overdue_at), None, None, None) => State::Overdue {
                opened_at,
                overdue_at,
            },
            (StateName::Submitted, None, None, Some(submitted), None, None) => State::Submitted { submitted },
            (StateName::Accepted, None, None, Some(submitted), Some(accepted), None) => {
                State::Accepted { submitted, accepted }
            }
            (StateName::Waived, None, None, None, None, Some((waived, reason))) => {
                State::Waived { waived, reason }
            }
            (state, ..) => {
                return Err(StorageError::inconsistent(
                    "obligation",
                    row.id,
                    format!(
                        "the state is {state:?} but the columns of other states are set or its own are not"
                    ),
                ));
            }
        },
    )
}
