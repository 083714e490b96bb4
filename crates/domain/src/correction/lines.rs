use std::collections::BTreeSet;

use super::{State, StateName, Why};
use crate::{
    claim,
    ids::{CostLineId, OrganisationId},
    money::Money,
};

/// A line as a correction changes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CorrectedLine {
    /// The line.
    pub line: CostLineId,
    /// What was accepted of it when the correction was proposed.
    pub accepted_before: Money,
    /// What remains accepted of it.
    pub remains: Money,
}

/// What was found about one line, with what is known of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The line.
    pub line: CostLineId,
    /// The municipality that spent it.
    pub partner: OrganisationId,
    /// What the line claims; credits are negative.
    pub amount: Money,
    /// What is accepted of it; nothing while nobody has verified it.
    pub accepted: Option<Money>,
    /// Where the claim that holds it stands.
    pub claim: Option<claim::StateName>,
    /// What is to remain accepted of it.
    pub remains: Money,
}

/// How many lines one correction can hold.
const MOST_LINES: usize = 1_000;

/// The lines of a correction, by their ids, and the municipality they belong to.
///
/// # Errors
/// [`Why`] for no line, a line twice, lines of several municipalities, a line that is in no approved
/// claim, an amount that is no part of its line, and one that changes nothing.
pub fn check_lines(found: &[Finding]) -> Result<(OrganisationId, Vec<CorrectedLine>), Why> {
    let first = found.first().ok_or(Why::NoLines)?;
    if found.len() > MOST_LINES {
        return Err(Why::NoLines);
    }
    let mut known = BTreeSet::new();
    let mut lines = Vec::with_capacity(found.len());
    for one in found {
        if !known.insert(one.line) {
            return Err(Why::LineTwice);
        }
        if one.partner != first.partner {
            return Err(Why::SeveralPartners);
        }
        lines.push(corrected(one)?);
    }
    lines.sort_by_key(|line| line.line);
    Ok((first.partner, lines))
}

/// Whether so much can remain accepted of a line that claims `amount`: a part of it, of the same sign.
fn is_part(remains: Money, amount: Money) -> bool {
    if amount.is_negative() {
        remains >= amount && remains <= Money::ZERO
    } else {
        remains >= Money::ZERO && remains <= amount
    }
}

fn corrected(one: &Finding) -> Result<CorrectedLine, Why> {
    let accepted = match (one.claim, one.accepted) {
        (Some(claim), Some(accepted)) if claim.is_approved() => accepted,
        _ => return Err(Why::NotApproved),
    };
    if !is_part(one.remains, one.amount) {
        return Err(Why::NotAPart {
            remains: one.remains,
            line: one.amount,
        });
    }
    if one.remains == accepted {
        return Err(Why::NoChange(accepted));
    }
    Ok(CorrectedLine {
        line: one.line,
        accepted_before: accepted,
        remains: one.remains,
    })
}

/// What is to remain accepted of a line when a correction of it is undone: what is `accepted` of it now with what the
/// correction took off or gave. So what other corrections found stands, in whatever order they came.
///
/// # Errors
/// [`Why::FoundSince`] when a later finding rests on the one that is undone.
pub fn restored(line: &CorrectedLine, amount: Money, accepted: Money) -> Result<Money, Why> {
    let back = line.accepted_before.checked_sub(line.remains);
    match back.and_then(|back| accepted.checked_add(back)) {
        Ok(remains) if is_part(remains, amount) => Ok(remains),
        Ok(remains) => Err(Why::FoundSince {
            remains,
            line: amount,
        }),
        Err(_) => Err(Why::NotAPart {
            remains: accepted,
            line: amount,
        }),
    }
}

/// Whether a correction can be undone: its lines are changed, and it is not being recovered.
///
/// # Errors
/// [`Why::NothingToUndo`].
pub fn check_reversal(state: &State) -> Result<(), Why> {
    match state {
        State::Approved { .. } | State::Netted { .. } => Ok(()),
        State::Proposed | State::Endorsed { .. } | State::Recovering { .. } | State::Rejected { .. } => {
            Err(Why::NothingToUndo(StateName::from(state)))
        }
    }
}
