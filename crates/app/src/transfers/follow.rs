//! What the lead owes to its partners follows from the money that came.

use talkoot_domain::{
    calendar,
    claim::{self, Claim},
    ids::{ClaimId, OrganisationId},
    money::Money,
    payout::{self, Payout, State as PayoutState},
    project::Project,
    transfer::{ClaimShares, Event, State, Transfer, due, owed},
};
use talkoot_storage::{Access, claims, outbox, payouts, projects, transfers};

use super::subject;
use crate::{Answer, Failure, Note, Work};

/// Makes what the lead owes to each partner a transfer, after the bank confirmed the payout of a claim, or
/// the advance covered all of an approved one; done by the system, once for a claim and partner.
pub(crate) async fn follow(work: &mut Work<'_>, event: &outbox::Event) -> Answer<()> {
    let came: &'static str = payout::Event::Confirmed.into();
    let approved: &'static str = claim::Event::FinanceApproved.into();
    if event.kind == came {
        let payout = payouts::find(&work.tx, &work.scope, event.object.into()).await?;
        let claim = payout.as_ref().and_then(|payout| payout.source.claim());
        return match claim {
            Some(claim) => owe(work, claim, payout.as_ref()).await,
            None => Ok(()),
        };
    }
    if event.kind == approved {
        return owe(work, event.object.into(), None).await;
    }
    Ok(())
}

async fn owe(work: &mut Work<'_>, claim: ClaimId, payout: Option<&Payout>) -> Answer<()> {
    let Some(claim) = claims::find(&work.tx, &work.scope, claim).await? else {
        return Ok(());
    };
    // Where something is payable, nothing is owed before it has come.
    if payout.is_none() && claim.figures.payable > Money::ZERO {
        return Ok(());
    }
    let project = projects::lock(&work.tx, &work.scope, claim.project).await?;
    let project = work.found("project", project)?;
    let known = transfers::of_project(&work.tx, project.id).await?;
    if known.iter().any(|transfer| transfer.claim == claim.id) {
        return Ok(());
    }
    let before: Vec<(OrganisationId, Money)> = known
        .iter()
        .map(|transfer| (transfer.payee, transfer.amount))
        .collect();
    let shares = arrived(&work.tx, &project).await?;
    for (payee, amount) in owed(&shares, &before).map_err(Failure::internal)? {
        // Another lead than the payee; who leads now may have become the lead after an earlier claim.
        if payee != claim.lead {
            start(work, &project, (&claim, payout), payee, amount).await?;
        }
    }
    Ok(())
}

async fn start(
    work: &mut Work<'_>,
    project: &Project,
    (claim, payout): (&Claim, Option<&Payout>),
    payee: OrganisationId,
    amount: Money,
) -> Answer<()> {
    let came = match payout.map(|payout| &payout.state) {
        Some(PayoutState::Confirmed { confirmation, .. }) => confirmation.value_date,
        _ => calendar::helsinki_date(work.now),
    };
    let transfer = Transfer {
        id: work.app.new_id(),
        version: 1,
        project: project.id,
        claim: claim.id,
        payout: payout.map(|payout| payout.id),
        authority: project.authority,
        payer: claim.lead,
        payee,
        amount,
        due: due(came, project.terms.transfer_days),
        state: State::Owed,
    };
    transfers::insert(&work.tx, &transfer, work.now).await?;
    let details = serde_json::json!({
        "claim": claim.id.to_string(),
        "payer": transfer.payer.to_string(),
        "payee": payee.to_string(),
        "amount": amount.to_string(),
        "due": transfer.due,
    });
    let about = subject(&transfer);
    work.record("transfer", about, None, Some("owed"), Note::details(details));
    work.emit(Event::Owed.into(), about);
    Ok(())
}

/// The shares of every approved claim whose money has come, or that the advance covered.
async fn arrived(db: &impl Access, project: &Project) -> Answer<Vec<ClaimShares>> {
    let approved = claims::all_approved_before(db, project.id, i32::MAX).await?;
    let ids: Vec<ClaimId> = approved.iter().map(|claim| claim.id).collect();
    let payouts = payouts::of_claims(db, &ids).await?;
    let has_come = |claim: &Claim| {
        let mut own = payouts
            .iter()
            .filter(|payout| payout.source.claim() == Some(claim.id));
        claim.figures.payable <= Money::ZERO
            || own.any(|payout| matches!(payout.state, PayoutState::Confirmed { .. }))
    };
    let parts = claims::parts(db, &ids).await?;
    let come = approved.iter().filter(|claim| has_come(claim));
    let shares = come.map(|claim| {
        let own = parts.iter().filter(|(id, _)| *id == claim.id);
        ClaimShares {
            lead: claim.lead,
            shares: own
                .flat_map(|(_, parts)| &parts.partners)
                .map(|partner| (partner.partner, partner.grant_share))
                .collect(),
        }
    });
    Ok(shares.collect())
}
