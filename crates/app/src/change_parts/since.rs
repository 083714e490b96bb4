//! What was corrected since the last approved claim and has not been netted, and what the authority recovers.

use std::collections::BTreeMap;

use talkoot_domain::{
    claim::Claim,
    correction::{Correction, Effect},
    ids::OrganisationId,
    money::{Money, Overflow},
    project::Project,
    recovery::{Recovery, State},
};
use talkoot_storage::{Access, claims::Parts, corrections, recoveries};

use crate::{Answer, Failure, claims::standing};

/// The effects of corrections that the figures of the last approved claim do not know, EUR.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Since {
    effects: BTreeMap<OrganisationId, Money>,
    accepted: BTreeMap<OrganisationId, Money>,
    any: bool,
}

impl Since {
    /// Those after a claim: approved, netted by the final balance, or being recovered.
    pub(super) async fn of(db: &impl Access, project: &Project, last: &Claim) -> Answer<Self> {
        let all = corrections::in_states(db, project.id, &["approved", "netted", "recovering"]).await?;
        let own = all
            .iter()
            .filter(|one| one.state.after_claim() == Some(last.number));
        Self::sum(own).map_err(Failure::internal)
    }

    fn sum<'a>(corrections: impl Iterator<Item = &'a Correction>) -> Result<Self, Overflow> {
        let mut since = Self::default();
        for effect in corrections.flat_map(|one| &one.effects) {
            since.add(effect)?;
        }
        Ok(since)
    }

    fn add(&mut self, effect: &Effect) -> Result<(), Overflow> {
        self.any = true;
        let share = self.effects.entry(effect.partner).or_default();
        *share = share.checked_add(effect.share)?;
        let accepted = self.accepted.entry(effect.partner).or_default();
        *accepted = accepted.checked_add(effect.accepted)?;
        Ok(())
    }

    /// By how much a partner's share changed.
    pub(super) fn share(&self, partner: OrganisationId) -> Money {
        self.effects.get(&partner).copied().unwrap_or_default()
    }

    /// The claim and its parts with what was corrected since: the shares by the effects as they were approved, the
    /// costs as the lines are now.
    pub(super) async fn apply(
        &self,
        db: &impl Access,
        project: &Project,
        (claim, parts): (&mut Claim, &mut Parts),
    ) -> Answer<()> {
        if !self.any {
            return Ok(());
        }
        let now = standing(db, "settleChange", project).await?;
        parts.cells = now.cells;
        parts.categories = now.categories;
        self.adjust(claim, parts).map_err(Failure::internal)
    }

    fn adjust(&self, claim: &mut Claim, parts: &mut Parts) -> Result<(), Overflow> {
        for one in &mut parts.partners {
            one.cumulative_share = one.cumulative_share.checked_add(self.share(one.partner))?;
            let accepted = self.accepted.get(&one.partner).copied().unwrap_or_default();
            one.cumulative_accepted = one.cumulative_accepted.checked_add(accepted)?;
        }
        let all = Money::sum(self.effects.values().copied())?;
        claim.figures.grant = claim.figures.grant.checked_add(all)?;
        Ok(())
    }
}

/// What the authority recovers of what it paid, or has recovered: principals, those of cancelled recoveries left
/// out.
pub(super) async fn recovered(db: &impl Access, project: &Project) -> Answer<Money> {
    let all = recoveries::of_project(db, project.id).await?;
    let counted = all
        .iter()
        .filter(|one: &&Recovery| !matches!(one.state, State::Cancelled { .. }));
    Money::sum(counted.map(|one| one.principal)).map_err(Failure::internal)
}
