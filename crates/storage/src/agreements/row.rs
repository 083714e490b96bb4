use sea_orm::ActiveValue::Set;
use talkoot_domain::{
    agreement::{Agreement, Clauses, Party, Signature, State, StateName},
    ids::AgreementId,
    workflow::{Name as _, Stamp},
};

use crate::{
    StorageError,
    entity::{
        agreement::{ActiveModel, Model},
        agreement_party, agreement_signature,
    },
    map::{code, stamp, stamp_columns},
};

const TABLE: &str = "agreement";

pub(super) fn write_party(agreement: AgreementId, party: &Party) -> agreement_party::ActiveModel {
    agreement_party::ActiveModel {
        agreement_id: Set(agreement.into()),
        organisation_id: Set(party.organisation.into()),
        costs_cents: Set(party.costs.cents()),
        share_cents: Set(party.share.cents()),
    }
}

pub(super) fn write_signature(
    agreement: AgreementId,
    signature: &Signature,
) -> agreement_signature::ActiveModel {
    agreement_signature::ActiveModel {
        agreement_id: Set(agreement.into()),
        organisation_id: Set(signature.organisation.into()),
        signed_by: Set(signature.signed.by.into()),
        signed_at: Set(signature.signed.at),
    }
}

pub(super) fn write(agreement: &Agreement) -> ActiveModel {
    let (offered, since, until, ended) = match agreement.state.clone() {
        State::Draft => (None, None, None, None),
        State::Signing { offered } => (Some(offered), None, None, None),
        State::InForce { offered, since } => (Some(offered), Some(since), None, None),
        State::Replaced {
            offered,
            since,
            until,
        } => (Some(offered), Some(since), Some(until), None),
        State::Withdrawn {
            offered,
            withdrawn,
            reason,
        } => (offered, None, None, Some((withdrawn, reason))),
        State::Terminated {
            offered,
            since,
            terminated,
            reason,
        } => (Some(offered), Some(since), None, Some((terminated, reason))),
    };
    let (offered_by, offered_at) = stamp_columns(offered);
    let (ended_by, ended_at) = stamp_columns(ended.as_ref().map(|(stamp, _)| *stamp));
    ActiveModel {
        id: Set(agreement.id.into()),
        version: Set(agreement.version),
        project_id: Set(agreement.project.into()),
        number: Set(agreement.number),
        lead_id: Set(agreement.lead.into()),
        language: Set(agreement.language.code().to_owned()),
        accounting: Set(agreement.clauses.accounting.clone()),
        procurement: Set(agreement.clauses.procurement.clone()),
        other_terms: Set(agreement.clauses.other.clone()),
        document: Set(agreement.document.clone()),
        sha256: Set(agreement.sha256.to_vec()),
        drafted_by: Set(agreement.drafted.by.into()),
        drafted_at: Set(agreement.drafted.at),
        replaces_id: Set(agreement.replaces.map(Into::into)),
        state: Set(StateName::from(&agreement.state).code().to_owned()),
        offered_by: Set(offered_by),
        offered_at: Set(offered_at),
        in_force_since: Set(since),
        replaced_at: Set(until),
        ended_by: Set(ended_by),
        ended_at: Set(ended_at),
        end_reason: Set(ended.map(|(_, reason)| reason)),
    }
}

pub(super) fn read(
    row: Model,
    parties: Vec<Party>,
    signatures: Vec<Signature>,
) -> Result<Agreement, StorageError> {
    let state = state(&row)?;
    let sha256 = row
        .sha256
        .try_into()
        .map_err(|_| StorageError::inconsistent(TABLE, row.id, "the hash is not 32 bytes"))?;
    Ok(Agreement {
        id: row.id.into(),
        version: row.version,
        project: row.project_id.into(),
        number: row.number,
        lead: row.lead_id.into(),
        parties,
        language: code(TABLE, row.id, "language", &row.language)?,
        clauses: Clauses {
            accounting: row.accounting,
            procurement: row.procurement,
            other: row.other_terms,
        },
        document: row.document,
        sha256,
        drafted: Stamp {
            by: row.drafted_by.into(),
            at: row.drafted_at,
        },
        replaces: row.replaces_id.map(Into::into),
        signatures,
        state,
    })
}

fn state(row: &Model) -> Result<State, StorageError> {
    let name = code(TABLE, row.id, "state", &row.state)?;
    let offered = stamp(row.offered_by, row.offered_at);
    let ended = stamp(row.ended_by, row.ended_at).zip(row.end_reason.clone());
    Ok(
        match (name, offered, row.in_force_since, row.replaced_at, ended) {
            (StateName::Draft, None, None, None, None) => State::Draft,
            (StateName::Signing, Some(offered), None, None, None) => State::Signing { offered },
            (StateName::InForce, Some(offered), Some(since), None, None) => State::InForce { offered, since },
            (StateName::Replaced, Some(offered), Some(since), Some(until), None) => State::Replaced {
                offered,
                since,
                until,
            },
            (StateName::Withdrawn, offered, None, None, Some((withdrawn, reason))) => State::Withdrawn {
                offered,
                withdrawn,
                reason,
            },
            (StateName::Terminated, Some(offered), Some(since), None, Some((terminated, reason))) => {
                State::Terminated {
                    offered,
                    since,
                    terminated,
                    reason,
                }
            }
            (state, ..) => {
                let what = format!("the state is {state:?} but its columns are those of another state");
                return Err(StorageError::inconsistent(TABLE, row.id, what));
            }
        },
    )
}
