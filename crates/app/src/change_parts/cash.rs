//! The money that moved between the authority, the lead and the partners.

use std::collections::BTreeMap;

use talkoot_domain::{
    amendment::RecordedCash,
    ids::{OrganisationId, ProjectId},
    money::{Money, Overflow},
};
use talkoot_storage::{Access, payouts, transfers};

use crate::{Answer, Failure};

/// What moved until now, EUR.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cash {
    /// What the authority paid to the leads of the project.
    pub(super) received: Money,
    /// What the leads passed on, by partner.
    pub(super) passed_on: BTreeMap<OrganisationId, Money>,
}

/// The payouts that the bank confirmed, those of the advance included, with the transfers that the partners
/// confirmed. What the request records for a partner is all that was passed on to it, transfers included.
pub(super) async fn of(db: &impl Access, project: ProjectId, recorded: &RecordedCash) -> Answer<Cash> {
    let paid = payouts::confirmed_of_project(db, project).await?;
    let transferred = transfers::confirmed_of_project(db, project).await?;
    add(paid, &transferred, recorded).map_err(Failure::internal)
}

fn add(
    paid: Money,
    transferred: &[(OrganisationId, Money)],
    recorded: &RecordedCash,
) -> Result<Cash, Overflow> {
    let mut passed_on: BTreeMap<OrganisationId, Money> = BTreeMap::new();
    let is_recorded = |partner| recorded.passed_on.iter().any(|(known, _)| *known == partner);
    let others = transferred.iter().filter(|(partner, _)| !is_recorded(*partner));
    for &(partner, amount) in recorded.passed_on.iter().chain(others) {
        let sum = passed_on.entry(partner).or_default();
        *sum = sum.checked_add(amount)?;
    }
    Ok(Cash {
        received: paid,
        passed_on,
    })
}
