use talkoot_domain::{
    claim::{Claim, State},
    entitlement::{FinalBalance, final_balance},
    money::{Money, Overflow},
    payout,
    project::Project,
    recovery::{self, Recovery},
};
use talkoot_storage::{Access, balances, claims, payouts, recoveries};

use crate::{Answer, App, Failure, claims::standing};

/// Where a grant stands after its last claim.
#[derive(Clone, Debug)]
pub struct Ending {
    /// The last claim, approved.
    pub last: Claim,
    /// The grant on everything accepted as it is now, later corrections included (G), EUR.
    pub grant: Money,
    /// What the bank has confirmed of all payouts, EUR.
    pub paid: Money,
    /// What came back of it, is being recovered or was given up by a decision: principals, EUR.
    pub returned: Money,
    /// What has to happen with the difference.
    pub balance: FinalBalance,
}

/// Whether a claim needs no payout any more.
pub(crate) fn is_settled(claim: &Claim) -> bool {
    matches!(claim.state, State::Paid { .. }) || claim.figures.payable.is_zero()
}

/// Where the grant stands, once its last claim is approved (rule 8).
pub(crate) async fn ending(
    db: &impl Access,
    command: &'static str,
    project: &Project,
) -> Answer<Option<Ending>> {
    let last = claims::approved_before(db, project.id, i32::MAX).await?;
    let Some(last) = last.filter(|claim| claim.is_last) else {
        return Ok(None);
    };
    let grant = standing(db, command, project).await?.figures.grant;
    let balances = balances::of_projects(db, &[project.id]).await?;
    let paid = balances.get(&project.id).map(|balance| balance.paid);
    let paid = paid.unwrap_or_default();
    let all = recoveries::of_project(db, project.id).await?;
    let (returned, balance) = sums(project, grant, paid, &all).map_err(Failure::internal)?;
    Ok(Some(Ending {
        last,
        grant,
        paid,
        returned,
        balance,
    }))
}

fn sums(
    project: &Project,
    grant: Money,
    paid: Money,
    all: &[Recovery],
) -> Result<(Money, FinalBalance), Overflow> {
    let counted = all
        .iter()
        .filter(|one| !matches!(one.state, recovery::State::Cancelled { .. }));
    let returned = Money::sum(counted.map(|one| one.principal))?;
    let waived = all
        .iter()
        .filter(|one| matches!(one.state, recovery::State::Waived { .. }));
    let waived = Money::sum(waived.map(|one| one.principal))?;
    let left = project.terms.de_minimis.checked_sub(waived)?.max(Money::ZERO);
    let balance = final_balance(project.award, grant, paid.checked_sub(returned)?, left)?;
    Ok((returned, balance))
}

/// Where the grant of a project that the person has found stands after its last claim; nothing before.
///
/// # Errors
/// When the database fails, and when the claims cannot be consolidated.
pub async fn ending_of(app: &App, project: &Project) -> Answer<Option<Ending>> {
    ending(app.store(), "finalBalance", project).await
}

/// A payout of the project that is neither confirmed nor failed.
pub(crate) async fn live_payout(db: &impl Access, project: &Project) -> Answer<Option<Money>> {
    let all = payouts::of_projects(db, &[project.id]).await?;
    let live = all.iter().find(|one| match one.state {
        payout::State::Created | payout::State::Approved { .. } | payout::State::Sent { .. } => true,
        payout::State::Confirmed { .. } | payout::State::Failed { .. } => false,
    });
    Ok(live.map(|one| one.amount))
}
