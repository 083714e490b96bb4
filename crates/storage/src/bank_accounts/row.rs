//! From the row of an account to the account, and back.

use sea_orm::ActiveValue::Set;
use talkoot_domain::{
    bank_account::{BankAccount, Details, State, StateName},
    workflow::{Name, Stamp},
};

use crate::{
    StorageError,
    entity::bank_account::{ActiveModel, Model},
    map::{code, stamp, stamp_columns},
};

/// The stamps of a state, in the order of its life.
#[derive(Default)]
struct Stamps<'a> {
    confirmed: Option<Stamp>,
    reviewed: Option<Stamp>,
    approved: Option<Stamp>,
    superseded_at: Option<chrono::DateTime<chrono::Utc>>,
    rejected: Option<(Stamp, &'a str)>,
    withdrawn: Option<Stamp>,
}

fn stamps(state: &State) -> Stamps<'_> {
    let mut out = Stamps::default();
    match state {
        State::Proposed => {}
        State::Confirmed { confirmed } => out.confirmed = Some(*confirmed),
        State::Reviewed { confirmed, reviewed } => {
            (out.confirmed, out.reviewed) = (Some(*confirmed), Some(*reviewed));
        }
        State::Approved {
            confirmed,
            reviewed,
            approved,
        } => {
            (out.confirmed, out.reviewed) = (Some(*confirmed), Some(*reviewed));
            out.approved = Some(*approved);
        }
        State::Superseded {
            confirmed,
            reviewed,
            approved,
            superseded_at,
        } => {
            (out.confirmed, out.reviewed) = (Some(*confirmed), Some(*reviewed));
            (out.approved, out.superseded_at) = (Some(*approved), Some(*superseded_at));
        }
        State::Rejected {
            confirmed,
            reviewed,
            rejected,
            reason,
        } => {
            (out.confirmed, out.reviewed) = (Some(*confirmed), *reviewed);
            out.rejected = Some((*rejected, reason));
        }
        State::Withdrawn {
            confirmed,
            reviewed,
            withdrawn,
        } => {
            (out.confirmed, out.reviewed) = (*confirmed, *reviewed);
            out.withdrawn = Some(*withdrawn);
        }
    }
    out
}

pub(super) fn of(account: &BankAccount) -> ActiveModel {
    let stamps = stamps(&account.state);
    let (confirmed_by, confirmed_at) = stamp_columns(stamps.confirmed);
    let (reviewed_by, reviewed_at) = stamp_columns(stamps.reviewed);
    let (approved_by, approved_at) = stamp_columns(stamps.approved);
    let (rejected_by, rejected_at) = stamp_columns(stamps.rejected.map(|(rejected, _)| rejected));
    let (withdrawn_by, withdrawn_at) = stamp_columns(stamps.withdrawn);
    let details = &account.details;
    ActiveModel {
        id: Set(account.id.into()),
        version: Set(account.version),
        owner_id: Set(account.owner.into()),
        authority_id: Set(account.authority.into()),
        number: Set(account.number),
        iban: Set(details.iban.electronic().to_owned()),
        bic: Set(details.bic.as_ref().map(ToString::to_string)),
        reference: Set(details
            .reference
            .as_ref()
            .map(|reference| reference.national().to_owned())),
        service_id: Set(details.service_id.clone()),
        reason: Set(details.reason.clone()),
        replaces_id: Set(account.replaces.map(Into::into)),
        proposed_by: Set(account.proposed.by.into()),
        proposed_at: Set(account.proposed.at),
        state: Set(StateName::from(&account.state).code().to_owned()),
        confirmed_by: Set(confirmed_by),
        confirmed_at: Set(confirmed_at),
        reviewed_by: Set(reviewed_by),
        reviewed_at: Set(reviewed_at),
        approved_by: Set(approved_by),
        approved_at: Set(approved_at),
        superseded_at: Set(stamps.superseded_at),
        rejected_by: Set(rejected_by),
        rejected_at: Set(rejected_at),
        reject_reason: Set(stamps.rejected.map(|(_, reason)| reason.to_owned())),
        withdrawn_by: Set(withdrawn_by),
        withdrawn_at: Set(withdrawn_at),
    }
}

impl TryFrom<Model> for BankAccount {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let state = state(&row)?;
        let details = Details {
            iban: code("bank_account", row.id, "iban", &row.iban)?,
            bic: row
                .bic
                .map(|text| code("bank_account", row.id, "bic", &text))
                .transpose()?,
            reference: row
                .reference
                .map(|text| code("bank_account", row.id, "reference", &text))
                .transpose()?,
            service_id: row.service_id,
            reason: row.reason,
        };
        Ok(Self {
            id: row.id.into(),
            version: row.version,
            owner: row.owner_id.into(),
            authority: row.authority_id.into(),
            number: row.number,
            details,
            replaces: row.replaces_id.map(Into::into),
            proposed: Stamp {
                by: row.proposed_by.into(),
                at: row.proposed_at,
            },
            state,
        })
    }
}

fn state(row: &Model) -> Result<State, StorageError> {
    let confirmed = stamp(row.confirmed_by, row.confirmed_at);
    let reviewed = stamp(row.reviewed_by, row.reviewed_at);
    let approved = stamp(row.approved_by, row.approved_at);
    let rejected = stamp(row.rejected_by, row.rejected_at).zip(row.reject_reason.clone());
    let withdrawn = stamp(row.withdrawn_by, row.withdrawn_at);
    let name = code("bank_account", row.id, "state", &row.state)?;
    let ends = (row.superseded_at, rejected, withdrawn);
    Ok(match (name, confirmed, reviewed, approved, ends) {
        (StateName::Proposed, None, None, None, (None, None, None)) => State::Proposed,
        (StateName::Confirmed, Some(confirmed), None, None, (None, None, None)) => {
            State::Confirmed { confirmed }
        }
        (StateName::Reviewed, Some(confirmed), Some(reviewed), None, (None, None, None)) => {
            State::Reviewed { confirmed, reviewed }
        }
        (StateName::Approved, Some(confirmed), Some(reviewed), Some(approved), (None, None, None)) => {
            State::Approved {
                confirmed,
                reviewed,
                approved,
            }
        }
        (
            StateName::Superseded,
            Some(confirmed),
            Some(reviewed),
            Some(approved),
            (Some(superseded_at), None, None),
        ) => State::Superseded {
            confirmed,
            reviewed,
            approved,
            superseded_at,
        },
        (StateName::Rejected, Some(confirmed), reviewed, None, (None, Some((rejected, reason)), None)) => {
            State::Rejected {
                confirmed,
                reviewed,
                rejected,
                reason,
            }
        }
        (StateName::Withdrawn, confirmed, reviewed, None, (None, None, Some(withdrawn))) => {
            State::Withdrawn {
                confirmed,
                reviewed,
                withdrawn,
            }
        }
        (state, ..) => {
            return Err(StorageError::inconsistent(
                "bank_account",
                row.id,
                format!("the state is {state:?} but the columns of other states are set or its own are not"),
            ));
        }
    })
}
