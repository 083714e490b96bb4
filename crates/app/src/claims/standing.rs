//! Where a project stands beside its claims: its approved claims as their lines are now, and what is
//! collected by recoveries instead of claims.

use talkoot_domain::{
    claim::consolidation::{Before, Consolidation},
    correction::Correction,
    ids::{CorrectionId, OrganisationId, ProjectId},
    money::{Money, Overflow},
    project::Project,
    recovery::{Basis, Recovery, State},
};
use talkoot_storage::{Access, Scope, corrections, recoveries};

use super::figures::{before, cannot, compute};
use crate::{Answer, Failure};

/// Every approved claim of a project, consolidated as its lines are now; the difference to the stored
/// figures of the last one is what the next claim will net.
pub(crate) async fn standing(
    db: &impl Access,
    command: &'static str,
    project: &Project,
) -> Answer<Consolidation> {
    let computed = compute(db, project, (i32::MAX, false), &[]).await?;
    let computed = computed.map_err(|why| cannot(command, &why))?;
    Ok(computed.consolidation)
}

/// The recoveries that collect money of the time after a claim, so that the claim after it leaves that
/// money alone; each with its correction when it has one.
pub(crate) async fn recovered_after(
    db: &impl Access,
    project: ProjectId,
    claim: i32,
) -> Answer<Vec<(Recovery, Option<Correction>)>> {
    let all = recoveries::of_project(db, project).await?;
    let live: Vec<Recovery> = all
        .into_iter()
        .filter(|one| one.after_claim == claim && !matches!(one.state, State::Cancelled { .. }))
        .collect();
    let ids: Vec<CorrectionId> = live
        .iter()
        .filter_map(|one| match one.basis {
            Basis::Correction(id) => Some(id),
            Basis::Carried => None,
        })
        .collect();
    let found = corrections::find_many(db, &Scope::system(), &ids).await?;
    Ok(live
        .into_iter()
        .map(|one| {
            let correction = found
                .iter()
                .find(|correction| one.basis == Basis::Correction(correction.id));
            let correction = correction.cloned();
            (one, correction)
        })
        .collect())
}

/// Where the claim before ended, less what is recovered since: a correction that is recovered counts as
/// settled, and what is recovered of a receivable is carried no more.
pub(super) async fn less_recovered(
    db: &impl Access,
    project: ProjectId,
    claim: i32,
    mut before: Before,
) -> Answer<Before> {
    for (recovery, correction) in recovered_after(db, project, claim).await? {
        settled(&mut before, &recovery, correction.as_ref()).map_err(Failure::internal)?;
    }
    Ok(before)
}

/// A partner of whom less is granted and not yet recovered than a correction takes off, because what was given
/// back to it since the last approved claim is in no claim: its organisation, what is left, what is taken off.
pub(crate) async fn more_than_granted(
    db: &impl Access,
    correction: &Correction,
) -> Answer<Option<(OrganisationId, Money, Money)>> {
    let granted = before(db, correction.project, i32::MAX).await?;
    let found = correction.effects.iter().find_map(|effect| {
        let stood = granted.partners.get(&effect.partner).copied().unwrap_or_default();
        let short = stood.share.cents() + effect.share.cents() < 0;
        (effect.share.is_negative() && short).then_some((effect.partner, stood.share, effect.share))
    });
    Ok(found)
}

fn settled(
    before: &mut Before,
    recovery: &Recovery,
    correction: Option<&Correction>,
) -> Result<(), Overflow> {
    let Some(correction) = correction else {
        before.owed = before.owed.checked_sub(recovery.principal)?;
        return Ok(());
    };
    take_off(before, correction)
}

fn take_off(before: &mut Before, correction: &Correction) -> Result<(), Overflow> {
    for effect in &correction.effects {
        before.grant = before.grant.checked_add(effect.share)?;
        before.eligible = before.eligible.checked_add(effect.accepted)?;
        let stood = before.partners.entry(effect.partner).or_default();
        stood.share = stood.share.checked_add(effect.share)?;
        stood.accepted = stood.accepted.checked_add(effect.accepted)?;
    }
    Ok(())
}
