//! Why an amount is what it is: from a payout down to the row of a partner's file.
//!
//! Each node shows the rule, the numbers it was applied to, the exact result and how it was rounded,
//! and what the nodes below it must add up to. The tree is walked one level at a time.

mod advance;
mod changes;
mod ending;
mod figures;
mod flat_rate;
mod lines;
mod node;
mod recovery;
mod set_off;

pub use node::{ChangeAmount, Child, Node, NodeId, Why};

use talkoot_domain::{
    claim::{Claim, StateName, Sums},
    correction::Correction,
    ids::{ClaimId, OrganisationId},
    payout::Source,
    policy::Actor,
    project::{Partner, Project, SubArea},
    recovery::Recovery,
    workflow::{Refusal, RefusalCode},
};
use talkoot_storage::{Scope, claims, payouts, projects};

use crate::{Answer, App, Failure};

/// Part of a list of nodes.
#[derive(Clone, Debug)]
pub struct Part {
    /// How many.
    pub first: u64,
    /// Only those after this one.
    pub after: Option<NodeId>,
}

/// The node with a part of the nodes below it.
///
/// # Errors
/// Not found when it does not exist for this person; refused for a rejected claim, whose amounts
/// hold for nothing, and for a draft that is not what its cost reports give now.
pub async fn explain(app: &App, actor: &Actor, id: NodeId, part: &Part) -> Answer<Why> {
    match id {
        NodeId::Payout(payout) => {
            let found = payouts::find(app.store(), &Scope::of(actor), payout).await?;
            let payout = found.ok_or(Failure::NotFound("payout"))?;
            match payout.source {
                Source::Claim(claim) => {
                    let view = View::of(app, actor, claim).await?;
                    Ok(figures::payout(&view, &payout)?.part(part))
                }
                Source::Advance { .. } => advance::payout(app, actor, &payout).await,
                Source::FinalBalance(_) => Ok(ending::payout(app, actor, &payout).await?.part(part)),
            }
        }
        NodeId::ToBank(id) => Ok(set_off::to_bank(app, actor, id).await?.part(part)),
        NodeId::SetOff(id, recovery) => set_off::of_recovery(app, actor, id, recovery).await,
        NodeId::Payable(claim)
        | NodeId::Amount(claim)
        | NodeId::AdvanceCleared(claim)
        | NodeId::Owed(claim)
        | NodeId::Grant(claim)
        | NodeId::ClaimShare(claim, _)
        | NodeId::Share(claim, _)
        | NodeId::FlatRate(claim, _)
        | NodeId::Category(claim, ..) => {
            let view = View::of(app, actor, claim).await?;
            Ok(figures::of_claim(&view, &id)?.part(part))
        }
        NodeId::AdvanceLeft(claim) => {
            let view = View::of(app, actor, claim).await?;
            Ok(advance::left(app, &view).await?.part(part))
        }
        NodeId::Cell(claim, partner, ref category, sub_area) => {
            let view = View::of(app, actor, claim).await?;
            lines::cell(app, actor, &view, (partner, category, sub_area), part).await
        }
        NodeId::Recovery(_)
        | NodeId::RecoveryPrincipal(_)
        | NodeId::RecoveryInterest(_)
        | NodeId::RecoveryLate(_)
        | NodeId::RecoveryEntry(..)
        | NodeId::RecoveryShare(..) => Ok(recovery::explain(app, actor, &id).await?.part(part)),
        NodeId::FinalBalance(id) => Ok(ending::balance(app, actor, id).await?.part(part)),
        NodeId::CorrectionEffect(id) => ending::effect(app, actor, id).await,
        NodeId::LineAt(claim, line) => {
            let view = View::of(app, actor, claim).await?;
            Ok(lines::line_at(app, actor, &view, line).await?.part(part))
        }
        NodeId::Line(line) => Ok(lines::line(app, actor, line).await?.part(part)),
        NodeId::LinePart(line) => Ok(lines::line_part(app, actor, line).await?.part(part)),
        NodeId::LineShare(line) => Ok(lines::line_share(app, actor, line).await?.part(part)),
        NodeId::Row(line) => Ok(lines::row(app, actor, line).await?.part(part)),
        NodeId::Change(id, which) => Ok(changes::explain(app, actor, id, which).await?.part(part)),
    }
}

/// A draft whose cost reports or budgets changed says what nothing below it gives any more.
async fn is_current(app: &App, project: &Project, claim: &Claim, actor: &Actor) -> Answer<()> {
    if claim.state_name() != StateName::Draft {
        return Ok(());
    }
    match crate::claims::facts(app.store(), project, claim, actor.person)
        .await?
        .sums
    {
        Sums::Equal => Ok(()),
        Sums::Differ { .. } | Sums::Unknown(_) => Err(Refusal::of(
            RefusalCode::SumMismatch,
            "claim",
            "whyAmount",
            "what this draft rests on has changed since it was computed; compute the draft anew, then its \
             amounts can be explained",
        )
        .into()),
    }
}

/// A claim with everything that its amounts rest on.
pub(super) struct View {
    pub(super) project: Project,
    pub(super) claim: Claim,
    pub(super) parts: claims::Parts,
    /// The approved claim before it with its parts.
    pub(super) previous: Option<(Claim, claims::Parts)>,
    /// What recoveries collect of the time after the claim before it.
    pub(super) recovered: Vec<(Recovery, Option<Correction>)>,
    pub(super) partners: Vec<Partner>,
    pub(super) sub_areas: Vec<SubArea>,
}

impl View {
    async fn of(app: &App, actor: &Actor, id: ClaimId) -> Answer<Self> {
        let (db, scope) = (app.store(), Scope::of(actor));
        let claim = claims::find(db, &scope, id)
            .await?
            .ok_or(Failure::NotFound("claim"))?;
        if claim.state_name() == StateName::Rejected {
            return Err(Refusal::of(
                RefusalCode::WrongState,
                "claim",
                "whyAmount",
                "the claim was rejected; its amounts hold for nothing",
            )
            .into());
        }
        let project = projects::find(db, &scope, claim.project).await?;
        let project = project.ok_or(Failure::NotFound("project"))?;
        is_current(app, &project, &claim, actor).await?;
        let previous = claims::approved_before(db, project.id, claim.number).await?;
        let ids: Vec<ClaimId> = previous.iter().map(|one| one.id).chain([id]).collect();
        let mut parts = claims::parts(db, &ids).await?;
        let own = parts.pop().map(|(_, parts)| parts).unwrap_or_default();
        let before = parts.pop().map(|(_, parts)| parts).unwrap_or_default();
        let partners = projects::partners(db, &[project.id]).await?;
        let after = previous.as_ref().map_or(0, |claim| claim.number);
        let recovered = crate::claims::recovered_after(db, project.id, after).await?;
        let sub_areas = projects::sub_areas(db, &[project.application]).await?;
        Ok(Self {
            claim,
            recovered,
            parts: own,
            previous: previous.map(|claim| (claim, before)),
            partners: partners.into_iter().map(|(_, partner)| partner).collect(),
            sub_areas: sub_areas.into_iter().map(|(_, area)| area).collect(),
            project,
        })
    }

    fn name(&self, partner: OrganisationId) -> &str {
        let found = self.partners.iter().find(|one| one.organisation == partner);
        found.map_or("a former partner", |one| one.name.as_str())
    }
}
