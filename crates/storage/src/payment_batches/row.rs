//! A batch as a row.

use sea_orm::ActiveValue::Set;
use talkoot_domain::{
    money::Money,
    payment_batch::{Line, PaymentBatch, PaymentFile, State, StateName, Written},
    workflow::{Name, Stamp},
};

use crate::{
    StorageError,
    entity::payment_batch::{ActiveModel, Model},
    map::{code, stamp, stamp_columns},
};

const TABLE: &str = "payment_batch";

pub(super) fn of(batch: &PaymentBatch) -> Result<ActiveModel, StorageError> {
    let state = &batch.state;
    let written = state.written();
    let (approved_by, approved_at) = stamp_columns(state.approved());
    let (sent_by, sent_at) = stamp_columns(written.map(|written| written.sent));
    let (mut acknowledged_at, mut settled_at, mut rejected, mut cancelled) = (None, None, None, None);
    match state {
        State::Draft | State::Approved { .. } | State::Sent(_) => {}
        State::Acknowledged { at, .. } => acknowledged_at = Some(*at),
        State::Settled { at, .. } => settled_at = Some(*at),
        State::Rejected { at, reason, .. } => rejected = Some((*at, reason.clone())),
        State::Cancelled {
            cancelled: by,
            reason,
            ..
        } => cancelled = Some((*by, reason.clone())),
    }
    let (cancelled_by, cancelled_at) = stamp_columns(cancelled.as_ref().map(|(by, _)| *by));
    let overflow = |what: String| StorageError::inconsistent(TABLE, batch.id, what);
    let total = batch.total().map_err(|why| overflow(why.to_string()))?;
    let count = i32::try_from(batch.lines.len()).map_err(|why| overflow(why.to_string()))?;
    Ok(ActiveModel {
        id: Set(batch.id.into()),
        version: Set(batch.version),
        authority_id: Set(batch.authority.into()),
        number: Set(batch.number),
        debtor_id: Set(batch.debtor.into()),
        execution_date: Set(batch.execution_date),
        format: Set(Into::<&'static str>::into(batch.format).to_owned()),
        line_count: Set(count),
        total_cents: Set(total.cents()),
        created_by: Set(batch.created.by.into()),
        created_at: Set(batch.created.at),
        state: Set(StateName::from(state).code().to_owned()),
        approved_by: Set(approved_by),
        approved_at: Set(approved_at),
        sent_by: Set(sent_by),
        sent_at: Set(sent_at),
        file_id: Set(written.map(|written| written.file.id.into())),
        file_sha256: Set(written.map(|written| written.file.sha256.to_vec())),
        acknowledged_at: Set(acknowledged_at),
        settled_at: Set(settled_at),
        rejected_at: Set(rejected.as_ref().map(|(at, _)| *at)),
        reject_reason: Set(rejected.map(|(_, reason)| reason)),
        cancelled_by: Set(cancelled_by),
        cancelled_at: Set(cancelled_at),
        cancel_reason: Set(cancelled.map(|(_, reason)| reason)),
    })
}

pub(super) fn batch(row: &Model, lines: Vec<Line>) -> Result<PaymentBatch, StorageError> {
    let batch = PaymentBatch {
        state: state(row)?,
        id: row.id.into(),
        version: row.version,
        authority: row.authority_id.into(),
        number: row.number,
        debtor: row.debtor_id.into(),
        execution_date: row.execution_date,
        format: code(TABLE, row.id, "format", &row.format)?,
        lines,
        created: Stamp {
            by: row.created_by.into(),
            at: row.created_at,
        },
    };
    let as_released = batch.total() == Ok(Money::from_cents(row.total_cents))
        && i32::try_from(batch.lines.len()) == Ok(row.line_count);
    if as_released {
        Ok(batch)
    } else {
        let what = "its payments are not those that were released";
        Err(StorageError::inconsistent(TABLE, row.id, what))
    }
}

fn written(row: &Model) -> Result<Option<Written>, StorageError> {
    let Some(sha256) = &row.file_sha256 else {
        return Ok(None);
    };
    let sha256 = sha256.as_slice().try_into();
    let sha256 =
        sha256.map_err(|_| StorageError::inconsistent(TABLE, row.id, "the hash has not 32 bytes"))?;
    let approved = stamp(row.approved_by, row.approved_at);
    let sent = stamp(row.sent_by, row.sent_at);
    Ok(approved
        .zip(sent)
        .zip(row.file_id)
        .map(|((approved, sent), id)| Written {
            approved,
            sent,
            file: PaymentFile {
                id: id.into(),
                sha256,
            },
        }))
}

fn state(row: &Model) -> Result<State, StorageError> {
    let name: StateName = code(TABLE, row.id, "state", &row.state)?;
    let approved = stamp(row.approved_by, row.approved_at);
    let cancelled = stamp(row.cancelled_by, row.cancelled_at).zip(row.cancel_reason.clone());
    let rejected = row.rejected_at.zip(row.reject_reason.clone());
    let ends = (row.acknowledged_at, row.settled_at, rejected, cancelled);
    Ok(match (name, approved, written(row)?, ends) {
        (StateName::Draft, None, None, (None, None, None, None)) => State::Draft,
        (StateName::Approved, Some(approved), None, (None, None, None, None)) => State::Approved { approved },
        (StateName::Sent, Some(_), Some(written), (None, None, None, None)) => State::Sent(written),
        (StateName::Acknowledged, Some(_), Some(written), (Some(at), None, None, None)) => {
            State::Acknowledged { written, at }
        }
        (StateName::Settled, Some(_), Some(written), (None, Some(at), None, None)) => {
            State::Settled { written, at }
        }
        (StateName::Rejected, Some(_), Some(written), (None, None, Some((at, reason)), None)) => {
            State::Rejected { written, at, reason }
        }
        (StateName::Cancelled, approved, None, (None, None, None, Some((cancelled, reason)))) => {
            State::Cancelled {
                approved,
                cancelled,
                reason,
            }
        }
        (state, ..) => {
            let what =
                format!("the state is {state:?} but the columns of other states are set or its own are not");
            return Err(StorageError::inconsistent(TABLE, row.id, what));
        }
    })
}
