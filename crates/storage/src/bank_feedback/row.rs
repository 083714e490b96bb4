//! A message of a bank as rows.

use sea_orm::ActiveValue::Set;
use talkoot_domain::{
    bank_feedback::{BankFeedback, Item, State, StateName},
    ids::BankFeedbackId,
    money::Money,
    workflow::{Name, Stamp},
};

use crate::{
    StorageError,
    entity::{
        bank_feedback::{ActiveModel, Model},
        bank_feedback_item as stored,
    },
    map::{code, stamp, stamp_columns},
};

const TABLE: &str = "bank_feedback";

pub(super) fn of(feedback: &BankFeedback) -> ActiveModel {
    let settled = match &feedback.state {
        State::Attention | State::Clear => None,
        State::Settled { settled, note } => Some((*settled, note.clone())),
    };
    let (settled_by, settled_at) = stamp_columns(settled.as_ref().map(|(by, _)| *by));
    ActiveModel {
        id: Set(feedback.id.into()),
        version: Set(feedback.version),
        authority_id: Set(feedback.authority.into()),
        file_id: Set(feedback.file.into()),
        sha256: Set(feedback.sha256.to_vec()),
        message: Set(Into::<&'static str>::into(feedback.message).to_owned()),
        message_id: Set(feedback.message_id.clone()),
        batch_id: Set(feedback.batch.map(Into::into)),
        not_ours: Set(feedback.not_ours),
        imported_by: Set(feedback.imported.by.into()),
        imported_at: Set(feedback.imported.at),
        state: Set(StateName::from(&feedback.state).code().to_owned()),
        settled_by: Set(settled_by),
        settled_at: Set(settled_at),
        settle_note: Set(settled.map(|(_, note)| note)),
    }
}

pub(super) fn of_item(feedback: BankFeedbackId, item: &Item) -> stored::ActiveModel {
    stored::ActiveModel {
        feedback_id: Set(feedback.into()),
        position: Set(item.position),
        end_to_end_id: Set(item.end_to_end_id.clone()),
        payout_id: Set(item.payout.map(Into::into)),
        amount_cents: Set(item.amount.map(Money::cents)),
        bank_reference: Set(item.bank_reference.clone()),
        value_date: Set(item.value_date),
        outcome: Set(Into::<&'static str>::into(item.outcome).to_owned()),
        words: Set(item.words.clone()),
    }
}

pub(super) fn item(row: &stored::Model) -> Result<Item, StorageError> {
    Ok(Item {
        position: row.position,
        end_to_end_id: row.end_to_end_id.clone(),
        payout: row.payout_id.map(Into::into),
        amount: row.amount_cents.map(Money::from_cents),
        bank_reference: row.bank_reference.clone(),
        value_date: row.value_date,
        outcome: code("bank_feedback_item", row.feedback_id, "outcome", &row.outcome)?,
        words: row.words.clone(),
    })
}

pub(super) fn feedback(row: &Model, items: Vec<Item>) -> Result<BankFeedback, StorageError> {
    let sha256 = row.sha256.as_slice().try_into();
    Ok(BankFeedback {
        state: state(row)?,
        id: row.id.into(),
        version: row.version,
        authority: row.authority_id.into(),
        file: row.file_id.into(),
        sha256: sha256.map_err(|_| StorageError::inconsistent(TABLE, row.id, "the hash has not 32 bytes"))?,
        message: code(TABLE, row.id, "message", &row.message)?,
        message_id: row.message_id.clone(),
        batch: row.batch_id.map(Into::into),
        items,
        not_ours: row.not_ours,
        imported: Stamp {
            by: row.imported_by.into(),
            at: row.imported_at,
        },
    })
}

fn state(row: &Model) -> Result<State, StorageError> {
    let name: StateName = code(TABLE, row.id, "state", &row.state)?;
    let settled = stamp(row.settled_by, row.settled_at).zip(row.settle_note.clone());
    Ok(match (name, settled) {
        (StateName::Attention, None) => State::Attention,
        (StateName::Clear, None) => State::Clear,
        (StateName::Settled, Some((settled, note))) => State::Settled { settled, note },
        (state, _) => {
            let what = format!("the state is {state:?}, which who dealt with it contradicts");
            return Err(StorageError::inconsistent(TABLE, row.id, what));
        }
    })
}
