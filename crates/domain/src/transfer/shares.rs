use std::collections::BTreeMap;

use crate::{
    ids::OrganisationId,
    money::{Money, Overflow},
};

/// What a claim whose money has come gives to each municipality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimShares {
    /// Who led the project then: it keeps its own share.
    pub lead: OrganisationId,
    /// Each municipality's share of the claim, in cents of a euro; less than nothing when the claim took
    /// something back.
    pub shares: Vec<(OrganisationId, Money)>,
}

/// What the lead owes to each partner now: its shares of all claims whose money has come, less what became
/// a transfer before. A share that was taken back is set off against the next ones, so nobody is owed less
/// than nothing. The share of whoever led the project at a claim stayed with it.
///
/// # Errors
/// [`Overflow`] when a sum does not fit.
pub fn owed(
    claims: &[ClaimShares],
    transfers: &[(OrganisationId, Money)],
) -> Result<Vec<(OrganisationId, Money)>, Overflow> {
    let mut sums: BTreeMap<OrganisationId, Money> = BTreeMap::new();
    for claim in claims {
        let others = claim.shares.iter().filter(|(partner, _)| *partner != claim.lead);
        for &(partner, share) in others {
            let sum = sums.entry(partner).or_default();
            *sum = sum.checked_add(share)?;
        }
    }
    for &(partner, amount) in transfers {
        let sum = sums.entry(partner).or_default();
        *sum = sum.checked_sub(amount)?;
    }
    Ok(sums.into_iter().filter(|(_, sum)| *sum > Money::ZERO).collect())
}
