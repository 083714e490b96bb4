use sea_orm::ActiveValue::Set;
use talkoot_domain::{
    correction::{CorrectedLine, Correction, Effect, State, StateName},
    cost_line_verification::Grounds,
    workflow::{Name as _, Stamp},
};

use crate::{
    StorageError,
    entity::correction::{ActiveModel, Model},
    map::{code, stamp, stamp_columns},
};

/// The columns of a correction.
pub(super) fn columns(correction: &Correction) -> ActiveModel {
    let state = &correction.state;
    let (netted_in, netted_at) = match state {
        State::Netted { claim, netted_at, .. } => (Some(*claim), Some(*netted_at)),
        _ => (None, None),
    };
    let recovery = match state {
        State::Recovering { recovery, .. } => Some(*recovery),
        _ => None,
    };
    let (rejected, reason) = match state {
        State::Rejected { rejected, reason, .. } => (Some(*rejected), Some(reason.clone())),
        _ => (None, None),
    };
    let (endorsed_by, endorsed_at) = stamp_columns(state.endorsed());
    let (approved_by, approved_at) = stamp_columns(state.approved());
    let (rejected_by, rejected_at) = stamp_columns(rejected);
    let reason_code: &'static str = correction.grounds.code.into();
    ActiveModel {
        id: Set(correction.id.into()),
        version: Set(correction.version),
        project_id: Set(correction.project.into()),
        number: Set(correction.number),
        partner_id: Set(correction.partner.into()),
        reverses_id: Set(correction.reverses.map(Into::into)),
        reason_code: Set(reason_code.to_owned()),
        reason_text: Set(correction.grounds.text.clone()),
        proposed_by: Set(correction.proposed.by.into()),
        proposed_at: Set(correction.proposed.at),
        state: Set(StateName::from(state).code().to_owned()),
        endorsed_by: Set(endorsed_by),
        endorsed_at: Set(endorsed_at),
        approved_by: Set(approved_by),
        approved_at: Set(approved_at),
        after_claim: Set(state.after_claim()),
        netted_in: Set(netted_in.map(Into::into)),
        netted_at: Set(netted_at),
        recovery_id: Set(recovery.map(Into::into)),
        rejected_by: Set(rejected_by),
        rejected_at: Set(rejected_at),
        reject_reason: Set(reason),
    }
}

/// A correction from its row and its parts.
pub(super) fn correction(
    row: Model,
    lines: Vec<CorrectedLine>,
    effects: Vec<Effect>,
) -> Result<Correction, StorageError> {
    Ok(Correction {
        state: state(&row)?,
        id: row.id.into(),
        version: row.version,
        project: row.project_id.into(),
        number: row.number,
        partner: row.partner_id.into(),
        reverses: row.reverses_id.map(Into::into),
        grounds: Grounds {
            code: code("correction", row.id, "reason_code", &row.reason_code)?,
            text: row.reason_text,
        },
        proposed: Stamp {
            by: row.proposed_by.into(),
            at: row.proposed_at,
        },
        lines,
        effects,
    })
}

fn state(row: &Model) -> Result<State, StorageError> {
    let endorsed = stamp(row.endorsed_by, row.endorsed_at);
    let approved = stamp(row.approved_by, row.approved_at).zip(row.after_claim);
    let netted = row.netted_in.zip(row.netted_at);
    let rejected = stamp(row.rejected_by, row.rejected_at).zip(row.reject_reason.clone());
    let name = code("correction", row.id, "state", &row.state)?;
    Ok(
        match (name, endorsed, approved, netted, row.recovery_id, rejected) {
            (StateName::Proposed, None, None, None, None, None) => State::Proposed,
            (StateName::Endorsed, Some(endorsed), None, None, None, None) => State::Endorsed { endorsed },
            (StateName::Approved, Some(endorsed), Some((approved, after_claim)), None, None, None) => {
                State::Approved {
                    endorsed,
                    approved,
                    after_claim,
                }
            }
            (
                StateName::Netted,
                Some(endorsed),
                Some((approved, after_claim)),
                Some((claim, netted_at)),
                None,
                None,
            ) => State::Netted {
                endorsed,
                approved,
                after_claim,
                claim: claim.into(),
                netted_at,
            },
            (
                StateName::Recovering,
                Some(endorsed),
                Some((approved, after_claim)),
                None,
                Some(recovery),
                None,
            ) => State::Recovering {
                endorsed,
                approved,
                after_claim,
                recovery: recovery.into(),
            },
            (StateName::Rejected, endorsed, None, None, None, Some((rejected, reason))) => State::Rejected {
                endorsed,
                rejected,
                reason,
            },
            (state, ..) => {
                let what = format!(
                    "the state is {state:?} but the columns of other states are set or its own are not"
                );
                return Err(StorageError::inconsistent("correction", row.id, what));
            }
        },
    )
}
