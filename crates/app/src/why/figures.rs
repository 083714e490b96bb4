//! The nodes above the lines: all of them are stored with the claim.

use talkoot_domain::{
    claim::{
        Claim,
        consolidation::{Category, PartnerFigures, explain_shares},
    },
    entitlement::{Cap, CategoryCost, Explanation, PublicSupport, Rule, ceiling, claim_amount, grant_on},
    ids::OrganisationId,
    money::Money,
    payout::Payout,
    rounding::Rounding,
};
use talkoot_storage::claims::Parts;

use super::{Child, Node, NodeId, View, Why, advance, flat_rate, recovery};
use crate::{Answer, Failure};

pub(super) fn node(id: NodeId, label: String, explanation: Explanation) -> Node {
    Node {
        id,
        label,
        explanation,
        facts: Vec::new(),
    }
}

/// A sum of what stands below it, or something taken over unchanged.
pub(super) fn plain(rule: Rule, amount: Money) -> Explanation {
    Explanation {
        rule,
        inputs: Vec::new(),
        unrounded: amount.to_string(),
        rounding: Rounding::Exact,
        limited_by: None,
        result: amount,
    }
}

pub(super) fn adds(node: Node) -> Child {
    Child {
        node,
        subtracts: false,
    }
}

pub(super) fn subtracts(node: Node) -> Child {
    Child {
        node,
        subtracts: true,
    }
}

pub(super) fn payout(view: &View, payout: &Payout) -> Answer<Why> {
    let label = format!("payout of claim {}", view.claim.number);
    let own = node(
        NodeId::Payout(payout.id),
        label,
        plain(Rule::Source, payout.amount),
    );
    whole(own, vec![adds(payable(&view.claim)?)])
}

pub(super) fn of_claim(view: &View, id: &NodeId) -> Answer<Why> {
    let claim = &view.claim;
    match id {
        NodeId::Payable(_) => {
            let mut children = vec![adds(amount(claim)?)];
            if !claim.figures.advance_cleared.is_zero() {
                children.push(subtracts(advance::cleared(&view.project, claim)?));
            }
            if let Some((before, _)) = view
                .previous
                .as_ref()
                .filter(|(before, _)| !before.figures.owed.is_zero())
            {
                children.push(subtracts(owed(before)));
                children.extend(recovery::of_owed(view).into_iter().map(adds));
            }
            whole(payable(claim)?, children)
        }
        NodeId::Amount(_) => {
            let mut children = vec![adds(grant(view, claim))];
            if let Some((before, _)) = &view.previous {
                children.push(subtracts(grant(view, before)));
                children.extend(recovery::of_grant(view));
            }
            whole(amount(claim)?, children)
        }
        NodeId::AdvanceCleared(_) => {
            let children = vec![adds(advance::left_node(claim))];
            whole(advance::cleared(&view.project, claim)?, children)
        }
        NodeId::Owed(_) => carried(view),
        NodeId::Grant(_) => {
            let mut children = Vec::with_capacity(view.parts.partners.len());
            for partner in &view.parts.partners {
                children.push(adds(share(view, claim, &view.parts, partner)?));
            }
            whole(grant(view, claim), children)
        }
        NodeId::ClaimShare(_, partner) => claim_share(view, *partner),
        NodeId::Share(_, partner) => {
            let figures = of_partner(&view.parts, *partner)?;
            let mut children = Vec::new();
            for category in view.parts.categories.iter().filter(|one| one.partner == *partner) {
                children.push(adds(within(view, category)?));
            }
            whole(share(view, claim, &view.parts, figures)?, children)
        }
        NodeId::Category(_, partner, code) => category(view, *partner, code),
        NodeId::FlatRate(_, partner) => flat_rate::of_partner(view, *partner),
        NodeId::Payout(_)
        | NodeId::ToBank(_)
        | NodeId::SetOff(..)
        | NodeId::Returned(..)
        | NodeId::AdvanceLeft(_)
        | NodeId::Cell(..)
        | NodeId::Line(_)
        | NodeId::LinePart(_)
        | NodeId::LineShare(_)
        | NodeId::LineAt(..)
        | NodeId::Row(_)
        | NodeId::Recovery(_)
        | NodeId::RecoveryPrincipal(_)
        | NodeId::RecoveryInterest(_)
        | NodeId::RecoveryLate(_)
        | NodeId::RecoveryEntry(..)
        | NodeId::RecoveryShare(..)
        | NodeId::FinalBalance(_)
        | NodeId::CorrectionEffect(_)
        | NodeId::Change(..) => Err(Failure::NotFound("amount")),
    }
}

/// What could not be paid: owed before and advance cleared, less the grant of the claim.
fn carried(view: &View) -> Answer<Why> {
    let claim = &view.claim;
    let mut children = Vec::new();
    if let Some((before, _)) = view
        .previous
        .as_ref()
        .filter(|(before, _)| !before.figures.owed.is_zero())
    {
        children.push(adds(owed(before)));
        children.extend(recovery::of_owed(view).into_iter().map(subtracts));
    }
    if !claim.figures.advance_cleared.is_zero() {
        children.push(adds(advance::cleared(&view.project, claim)?));
    }
    children.push(subtracts(amount(claim)?));
    whole(owed(claim), children)
}

pub(super) fn whole(node: Node, children: Vec<Child>) -> Answer<Why> {
    Why::whole(node, children).map_err(Failure::internal)
}

fn payable(claim: &Claim) -> Answer<Node> {
    let explanation = claim.figures.explain_payable().map_err(Failure::internal)?;
    let label = format!("payable for claim {}", claim.number);
    Ok(node(NodeId::Payable(claim.id), label, explanation))
}

fn amount(claim: &Claim) -> Answer<Node> {
    let figures = &claim.figures;
    let explanation = claim_amount(figures.grant, figures.grant_before).map_err(Failure::internal)?;
    let label = format!("grant of claim {}", claim.number);
    Ok(node(NodeId::Amount(claim.id), label, explanation))
}

fn owed(claim: &Claim) -> Node {
    let label = format!("owed after claim {}", claim.number);
    node(
        NodeId::Owed(claim.id),
        label,
        plain(Rule::Sum, claim.figures.owed),
    )
}

fn grant(view: &View, claim: &Claim) -> Node {
    let terms = &view.project.terms;
    let cap = Cap {
        award: claim.figures.award,
        public: terms.most_public_support().map(|most| PublicSupport {
            most,
            other: claim.figures.other_support,
        }),
    };
    let explanation = grant_on(claim.figures.eligible, terms.rate, cap);
    let label = format!("grant on everything accepted until claim {}", claim.number);
    node(NodeId::Grant(claim.id), label, explanation)
}

fn of_partner(parts: &Parts, partner: OrganisationId) -> Answer<&PartnerFigures> {
    let found = parts.partners.iter().find(|one| one.partner == partner);
    found.ok_or(Failure::NotFound("share"))
}

fn share(view: &View, claim: &Claim, parts: &Parts, figures: &PartnerFigures) -> Answer<Node> {
    let accepted: Vec<_> = parts
        .partners
        .iter()
        .map(|one| (one.code, one.cumulative_accepted))
        .collect();
    let mut explained =
        explain_shares(view.project.terms.rate, claim.figures.grant, &accepted).map_err(Failure::internal)?;
    let explanation = explained
        .remove(&figures.code)
        .ok_or(Failure::NotFound("share"))?;
    let label = format!(
        "share of {} until claim {}",
        view.name(figures.partner),
        claim.number
    );
    Ok(node(NodeId::Share(claim.id, figures.partner), label, explanation))
}

fn claim_share(view: &View, partner: OrganisationId) -> Answer<Why> {
    let claim = &view.claim;
    let figures = of_partner(&view.parts, partner)?;
    let label = format!("share of {} in claim {}", view.name(partner), claim.number);
    let explanation = plain(Rule::Sum, figures.grant_share);
    let mut children = vec![adds(share(view, claim, &view.parts, figures)?)];
    if let Some((before, parts)) = &view.previous
        && let Ok(stood) = of_partner(parts, partner)
    {
        children.push(subtracts(share(view, before, parts, stood)?));
    }
    children.extend(recovery::of_share(view, partner)?);
    whole(
        node(NodeId::ClaimShare(claim.id, partner), label, explanation),
        children,
    )
}

pub(super) fn within(view: &View, category: &Category) -> Answer<Node> {
    let explanation = ceiling(&CategoryCost {
        budget: category.budget,
        tolerance: view.project.terms.budget_tolerance,
        cumulative_cost: category.cumulative,
        accepted_before: Money::ZERO,
    })
    .map_err(Failure::internal)?
    .explanation;
    let id = NodeId::Category(view.claim.id, category.partner, category.category.clone());
    let label = format!(
        "{}, {}, within the budget",
        view.name(category.partner),
        category.category
    );
    Ok(node(id, label, explanation))
}

fn category(view: &View, partner: OrganisationId, code: &str) -> Answer<Why> {
    let is_it = |one: &&Category| one.partner == partner && one.category == code;
    let found = view.parts.categories.iter().find(is_it);
    let category = found.ok_or(Failure::NotFound("category of the claim"))?;
    let cells = view
        .parts
        .cells
        .iter()
        .filter(|cell| cell.partner == partner && cell.category == code);
    let mut children = Vec::new();
    for cell in cells {
        children.push(adds(match flat_rate::of(view, code) {
            Some(flat) => flat_rate::cell_node(view, &flat, cell)?,
            None => {
                let key = (partner, code, cell.sub_area);
                super::lines::cell_node(view, key, cell.cumulative)
            }
        }));
    }
    whole(within(view, category)?, children)
}
