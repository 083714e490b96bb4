use sea_orm::ActiveValue::Set;
use talkoot_domain::{
    money::Money,
    recovery::{Answered, Basis, Decided, Entry, Proposal, Recovery, Relief, State, StateName},
    workflow::{Name as _, Stamp},
};

use crate::{
    StorageError,
    entity::recovery::{ActiveModel, Model},
    map::{code, stamp, stamp_columns},
};

/// What the columns of the states hold.
#[derive(Default)]
struct Parts<'a> {
    heard: Option<Stamp>,
    proposal: Option<(&'a Proposal, Stamp)>,
    decided: Option<Stamp>,
    late_at: Option<chrono::DateTime<chrono::Utc>>,
    settled_at: Option<chrono::DateTime<chrono::Utc>>,
    waived: Option<Stamp>,
    cancelled: Option<(Stamp, &'a str)>,
}

fn of_decided(decided: &Decided) -> Parts<'_> {
    Parts {
        proposal: Some((&decided.proposal, decided.drafted)),
        decided: Some(decided.decided),
        ..Parts::default()
    }
}

fn parts(state: &State) -> Parts<'_> {
    match state {
        State::Notice => Parts::default(),
        State::Heard { heard } => Parts {
            heard: Some(*heard),
            ..Parts::default()
        },
        State::Drafted {
            heard,
            proposal,
            drafted,
        } => Parts {
            heard: Some(*heard),
            proposal: Some((proposal, *drafted)),
            ..Parts::default()
        },
        State::Due(decided) => of_decided(decided),
        State::Late { decided, late_at } => Parts {
            late_at: Some(*late_at),
            ..of_decided(decided)
        },
        State::Paid { decided, settled_at }
        | State::SetOff { decided, settled_at }
        | State::Mitigated { decided, settled_at }
        | State::WrittenOff { decided, settled_at } => Parts {
            settled_at: Some(*settled_at),
            ..of_decided(decided)
        },
        State::Waived { waived } => Parts {
            waived: Some(*waived),
            ..Parts::default()
        },
        State::Cancelled { cancelled, reason } => Parts {
            cancelled: Some((*cancelled, reason)),
            ..Parts::default()
        },
    }
}

/// The columns of a recovery.
pub(super) fn columns(recovery: &Recovery) -> ActiveModel {
    let of_state = parts(&recovery.state);
    let (answered_by, answered_at) = stamp_columns(recovery.answer.as_ref().map(|given| given.answered));
    let relief = recovery.relief.as_ref();
    let (relief_by, relief_at) = stamp_columns(relief.map(|relief| relief.proposed));
    let (heard_by, heard_at) = stamp_columns(of_state.heard);
    let (drafted_by, drafted_at) = stamp_columns(of_state.proposal.map(|(_, drafted)| drafted));
    let (decided_by, decided_at) = stamp_columns(of_state.decided);
    let (waived_by, waived_at) = stamp_columns(of_state.waived);
    let (cancelled_by, cancelled_at) = stamp_columns(of_state.cancelled.map(|(stamp, _)| stamp));
    let proposal = of_state.proposal.map(|(proposal, _)| proposal);
    ActiveModel {
        id: Set(recovery.id.into()),
        version: Set(recovery.version),
        project_id: Set(recovery.project.into()),
        number: Set(recovery.number),
        debtor_id: Set(recovery.debtor.into()),
        correction_id: Set(match recovery.basis {
            Basis::Correction(id) => Some(id.into()),
            Basis::Carried => None,
        }),
        after_claim: Set(recovery.after_claim),
        principal_cents: Set(recovery.principal.cents()),
        paid_on: Set(recovery.paid_on),
        found_on: Set(recovery.found_on),
        reason: Set(recovery.reason.clone()),
        opened_by: Set(recovery.opened.by.into()),
        opened_at: Set(recovery.opened.at),
        respond_by: Set(recovery.respond_by),
        answered_by: Set(answered_by),
        answered_at: Set(answered_at),
        answer: Set(recovery.answer.as_ref().map(|given| given.text.clone())),
        relief_kind: Set(relief.map(|relief| Into::<&'static str>::into(relief.kind).to_owned())),
        relief_cents: Set(relief.map(|relief| relief.amount.cents())),
        relief_reason: Set(relief.map(|relief| relief.reason.clone())),
        relief_by: Set(relief_by),
        relief_at: Set(relief_at),
        state: Set(recovery.state_name().code().to_owned()),
        heard_by: Set(heard_by),
        heard_at: Set(heard_at),
        legal_basis: Set(proposal.map(|proposal| Into::<&'static str>::into(proposal.legal_basis).to_owned())),
        reasoning: Set(proposal.map(|proposal| proposal.reasoning.clone())),
        late_because: Set(proposal.and_then(|proposal| proposal.late_because.clone())),
        due: Set(proposal.map(|proposal| proposal.due)),
        interest_cents: Set(proposal.map(|proposal| proposal.interest.cents())),
        drafted_by: Set(drafted_by),
        drafted_at: Set(drafted_at),
        decided_by: Set(decided_by),
        decided_at: Set(decided_at),
        late_at: Set(of_state.late_at),
        settled_at: Set(of_state.settled_at),
        waived_by: Set(waived_by),
        waived_at: Set(waived_at),
        cancelled_by: Set(cancelled_by),
        cancelled_at: Set(cancelled_at),
        cancel_reason: Set(of_state.cancelled.map(|(_, reason)| reason.to_owned())),
    }
}

/// A recovery from its row and its entries.
pub(super) fn recovery(row: Model, entries: Vec<Entry>) -> Result<Recovery, StorageError> {
    let answered = stamp(row.answered_by, row.answered_at);
    let answer = answered
        .zip(row.answer.clone())
        .map(|(answered, text)| Answered { answered, text });
    Ok(Recovery {
        state: state(&row)?,
        relief: relief(&row)?,
        id: row.id.into(),
        version: row.version,
        project: row.project_id.into(),
        number: row.number,
        debtor: row.debtor_id.into(),
        basis: row
            .correction_id
            .map_or(Basis::Carried, |id| Basis::Correction(id.into())),
        after_claim: row.after_claim,
        principal: Money::from_cents(row.principal_cents),
        paid_on: row.paid_on,
        found_on: row.found_on,
        reason: row.reason,
        opened: Stamp {
            by: row.opened_by.into(),
            at: row.opened_at,
        },
        respond_by: row.respond_by,
        answer,
        entries,
    })
}

fn relief(row: &Model) -> Result<Option<Relief>, StorageError> {
    let proposed = stamp(row.relief_by, row.relief_at);
    let said = row.relief_cents.zip(row.relief_reason.clone());
    match (&row.relief_kind, said, proposed) {
        (None, None, None) => Ok(None),
        (Some(kind), Some((cents, reason)), Some(proposed)) => Ok(Some(Relief {
            kind: code("recovery", row.id, "relief_kind", kind)?,
            amount: Money::from_cents(cents),
            reason,
            proposed,
        })),
        _ => Err(StorageError::inconsistent(
            "recovery",
            row.id,
            "what is proposed is half written",
        )),
    }
}

fn proposal(row: &Model) -> Result<Option<(Proposal, Stamp)>, StorageError> {
    let drafted = stamp(row.drafted_by, row.drafted_at);
    let said = row.legal_basis.as_ref().zip(row.reasoning.clone());
    let sums = row.due.zip(row.interest_cents);
    let Some(((legal_basis, reasoning), ((due, cents), drafted))) = said.zip(sums.zip(drafted)) else {
        return Ok(None);
    };
    let proposal = Proposal {
        legal_basis: code("recovery", row.id, "legal_basis", legal_basis)?,
        reasoning,
        late_because: row.late_because.clone(),
        due,
        interest: Money::from_cents(cents),
    };
    Ok(Some((proposal, drafted)))
}

fn state(row: &Model) -> Result<State, StorageError> {
    let name: StateName = code("recovery", row.id, "state", &row.state)?;
    let heard = stamp(row.heard_by, row.heard_at);
    let drafted = proposal(row)?;
    let decided =
        stamp(row.decided_by, row.decided_at)
            .zip(drafted.clone())
            .map(|(decided, (proposal, drafted))| Decided {
                proposal,
                drafted,
                decided,
            });
    let waived = stamp(row.waived_by, row.waived_at);
    let cancelled = stamp(row.cancelled_by, row.cancelled_at).zip(row.cancel_reason.clone());
    let found = match (name, heard, drafted, decided, row.late_at, row.settled_at) {
        (StateName::Notice, None, None, None, None, None) => Some(State::Notice),
        (StateName::Heard, Some(heard), None, None, None, None) => Some(State::Heard { heard }),
        (StateName::Drafted, Some(heard), Some((proposal, drafted)), None, None, None) => {
            Some(State::Drafted {
                heard,
                proposal,
                drafted,
            })
        }
        (StateName::Due, None, Some(_), Some(decided), None, None) => Some(State::Due(decided)),
        (StateName::Late, None, Some(_), Some(decided), Some(late_at), None) => {
            Some(State::Late { decided, late_at })
        }
        (StateName::Paid, None, Some(_), Some(decided), None, Some(settled_at)) => {
            Some(State::Paid { decided, settled_at })
        }
        (StateName::SetOff, None, Some(_), Some(decided), None, Some(settled_at)) => {
            Some(State::SetOff { decided, settled_at })
        }
        (StateName::Mitigated, None, Some(_), Some(decided), None, Some(settled_at)) => {
            Some(State::Mitigated { decided, settled_at })
        }
        (StateName::WrittenOff, None, Some(_), Some(decided), None, Some(settled_at)) => {
            Some(State::WrittenOff { decided, settled_at })
        }
        (StateName::Waived, None, None, None, None, None) => waived.map(|waived| State::Waived { waived }),
        (StateName::Cancelled, None, None, None, None, None) => {
            cancelled.map(|(cancelled, reason)| State::Cancelled { cancelled, reason })
        }
        _ => None,
    };
    found.ok_or_else(|| {
        let what =
            format!("the state is {name:?} but the columns of other states are set or its own are not");
        StorageError::inconsistent("recovery", row.id, what)
    })
}
