//! A transfer as a row.

use sea_orm::ActiveValue::{NotSet, Set};
use talkoot_domain::{
    money::Money,
    transfer::{PassedOn, State, StateName, Transfer},
    workflow::Name,
};

use crate::{
    StorageError,
    entity::transfer::{ActiveModel, Model},
    map::{code, stamp, stamp_columns},
};

const TABLE: &str = "transfer";

pub(super) fn of(transfer: &Transfer) -> ActiveModel {
    let passed = transfer.passed_on();
    let (recorded_by, recorded_at) = stamp_columns(passed.map(|passed| passed.recorded));
    let (confirmed, disputed) = match &transfer.state {
        State::Owed | State::PassedOn(_) => (None, None),
        State::Confirmed { confirmed, .. } => (Some(*confirmed), None),
        State::Disputed { disputed, reason, .. } => (None, Some((*disputed, reason.clone()))),
    };
    let (confirmed_by, confirmed_at) = stamp_columns(confirmed);
    let (disputed_by, disputed_at) = stamp_columns(disputed.as_ref().map(|(by, _)| *by));
    ActiveModel {
        id: Set(transfer.id.into()),
        version: Set(transfer.version),
        project_id: Set(transfer.project.into()),
        claim_id: Set(transfer.claim.into()),
        payout_id: Set(transfer.payout.map(Into::into)),
        authority_id: Set(transfer.authority.into()),
        payer_id: Set(transfer.payer.into()),
        payee_id: Set(transfer.payee.into()),
        amount_cents: Set(transfer.amount.cents()),
        due: Set(transfer.due),
        created_at: NotSet,
        state: Set(StateName::from(&transfer.state).code().to_owned()),
        recorded_by: Set(recorded_by),
        recorded_at: Set(recorded_at),
        paid_on: Set(passed.map(|passed| passed.paid_on)),
        reference: Set(passed.map(|passed| passed.reference.clone())),
        confirmed_by: Set(confirmed_by),
        confirmed_at: Set(confirmed_at),
        disputed_by: Set(disputed_by),
        disputed_at: Set(disputed_at),
        dispute_reason: Set(disputed.map(|(_, reason)| reason)),
    }
}

pub(super) fn transfer(row: &Model) -> Result<Transfer, StorageError> {
    Ok(Transfer {
        id: row.id.into(),
        version: row.version,
        project: row.project_id.into(),
        claim: row.claim_id.into(),
        payout: row.payout_id.map(Into::into),
        authority: row.authority_id.into(),
        payer: row.payer_id.into(),
        payee: row.payee_id.into(),
        amount: Money::from_cents(row.amount_cents),
        due: row.due,
        state: state(row)?,
    })
}

fn state(row: &Model) -> Result<State, StorageError> {
    let name: StateName = code(TABLE, row.id, "state", &row.state)?;
    let recorded = stamp(row.recorded_by, row.recorded_at);
    let passed =
        recorded
            .zip(row.paid_on.zip(row.reference.clone()))
            .map(|(recorded, (paid_on, reference))| PassedOn {
                recorded,
                paid_on,
                reference,
            });
    let confirmed = stamp(row.confirmed_by, row.confirmed_at);
    let disputed = stamp(row.disputed_by, row.disputed_at).zip(row.dispute_reason.clone());
    Ok(match (name, passed, confirmed, disputed) {
        (StateName::Owed, None, None, None) => State::Owed,
        (StateName::PassedOn, Some(passed), None, None) => State::PassedOn(passed),
        (StateName::Confirmed, Some(passed), Some(confirmed), None) => State::Confirmed { passed, confirmed },
        (StateName::Disputed, Some(passed), None, Some((disputed, reason))) => State::Disputed {
            passed,
            disputed,
            reason,
        },
        (state, ..) => {
            let what =
                format!("the state is {state:?} but the columns of other states are set or its own are not");
            return Err(StorageError::inconsistent(TABLE, row.id, what));
        }
    })
}
