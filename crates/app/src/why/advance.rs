//! The nodes of the advance: what a claim uses up, what was left before, what the bank confirmed.

use talkoot_domain::{
    claim::Claim,
    entitlement::{Rule, clear_advance},
    money::Money,
    payout::{Payout, Source, State},
    policy::Actor,
    project::Project,
    rate::Rate,
};
use talkoot_storage::{Scope, claims, payouts, projects};

use super::{
    Node, NodeId, View, Why,
    figures::{adds, node, plain, subtracts, whole},
};
use crate::{Answer, App, Failure};

/// What a claim uses up of the advance.
pub(super) fn cleared(project: &Project, claim: &Claim) -> Answer<Node> {
    let rate = project.advance.as_ref().map_or(Rate::ZERO, |plan| plan.clearing);
    let figures = &claim.figures;
    let clearing = clear_advance(figures.amount, figures.advance_before, rate, claim.is_last);
    let explanation = clearing.map_err(Failure::internal)?.explanation;
    let label = format!("advance cleared by claim {}", claim.number);
    Ok(node(NodeId::AdvanceCleared(claim.id), label, explanation))
}

/// What was left of the advance before a claim.
pub(super) fn left_node(claim: &Claim) -> Node {
    let label = format!("advance left before claim {}", claim.number);
    let amount = claim.figures.advance_before;
    node(NodeId::AdvanceLeft(claim.id), label, plain(Rule::Sum, amount))
}

/// The instalments that the bank had confirmed before the claim, less what earlier claims used up.
pub(super) async fn left(app: &App, view: &View) -> Answer<Why> {
    let claim = &view.claim;
    let earlier = claims::all_approved_before(app.store(), view.project.id, claim.number).await?;
    let used = Money::sum(earlier.iter().map(|one| one.figures.advance_cleared));
    let used = used.map_err(Failure::internal)?;
    let mut missing = claim
        .figures
        .advance_before
        .checked_add(used)
        .map_err(Failure::internal)?;
    let mut children = Vec::new();
    // Instalments count from their confirmation on, so those of a claim are the first ones.
    for payout in confirmed(app, &view.project).await? {
        if missing <= Money::ZERO {
            break;
        }
        missing = missing.checked_sub(payout.amount).map_err(Failure::internal)?;
        children.push(adds(instalment(&view.project, &payout)));
    }
    for one in earlier
        .iter()
        .filter(|one| !one.figures.advance_cleared.is_zero())
    {
        children.push(subtracts(cleared(&view.project, one)?));
    }
    whole(left_node(claim), children)
}

/// The instalments that the bank has confirmed, in that order.
async fn confirmed(app: &App, project: &Project) -> Answer<Vec<Payout>> {
    let mut found: Vec<_> = payouts::of_projects(app.store(), &[project.id])
        .await?
        .into_iter()
        .filter(|payout| matches!(payout.source, Source::Advance { .. }))
        .filter_map(|payout| match &payout.state {
            State::Confirmed { confirmation, .. } => Some((confirmation.confirmed.at, payout)),
            State::Created | State::Approved { .. } | State::Sent { .. } | State::Failed { .. } => None,
        })
        .collect();
    found.sort_by_key(|(at, payout)| (*at, payout.id));
    Ok(found.into_iter().map(|(_, payout)| payout).collect())
}

/// An instalment as the decision grants it: here the tree ends.
fn instalment(project: &Project, payout: &Payout) -> Node {
    let mut facts = vec![("decision", project.decision.to_string())];
    let mut label = "payout of the advance".to_owned();
    if let Source::Advance { instalment } = payout.source {
        label = format!("payout of instalment {instalment} of the advance");
        let planned = project
            .advance
            .as_ref()
            .and_then(|plan| plan.instalment(instalment));
        if let Some(from) = planned.and_then(|planned| planned.payable_from) {
            facts.push(("payable_from", from.to_string()));
        }
    }
    Node {
        facts,
        ..node(
            NodeId::Payout(payout.id),
            label,
            plain(Rule::Source, payout.amount),
        )
    }
}

/// A payout of the advance.
pub(super) async fn payout(app: &App, actor: &Actor, payout: &Payout) -> Answer<Why> {
    let project = projects::find(app.store(), &Scope::of(actor), payout.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    whole(instalment(&project, payout), Vec::new())
}
