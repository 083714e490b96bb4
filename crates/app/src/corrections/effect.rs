//! What an approved correction changes for the grant: everything accepted so far, before and after.

use std::collections::{BTreeMap, BTreeSet};

use talkoot_domain::{
    claim::consolidation::{Consolidation, PartnerFigures},
    correction::Effect,
    ids::OrganisationId,
    money::Overflow,
};

fn by_partner(of: &Consolidation) -> BTreeMap<OrganisationId, &PartnerFigures> {
    of.partners.iter().map(|one| (one.partner, one)).collect()
}

/// The difference of two consolidations of the same claims. Partners for whom nothing changes are left
/// out; the whole grant is rounded and split again, so a cent may move at another partner.
pub(super) fn between(before: &Consolidation, after: &Consolidation) -> Result<Vec<Effect>, Overflow> {
    let (old, new) = (by_partner(before), by_partner(after));
    let partners: BTreeSet<OrganisationId> = old.keys().chain(new.keys()).copied().collect();
    let mut effects = Vec::new();
    for partner in partners {
        let of = |all: &BTreeMap<OrganisationId, &PartnerFigures>| {
            all.get(&partner)
                .map(|one| (one.cumulative_accepted, one.cumulative_share))
                .unwrap_or_default()
        };
        let ((accepted_before, share_before), (accepted_after, share_after)) = (of(&old), of(&new));
        let effect = Effect {
            partner,
            accepted: accepted_after.checked_sub(accepted_before)?,
            share: share_after.checked_sub(share_before)?,
        };
        if !effect.accepted.is_zero() || !effect.share.is_zero() {
            effects.push(effect);
        }
    }
    Ok(effects)
}
