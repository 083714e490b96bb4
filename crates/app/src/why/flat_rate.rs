//! The nodes of a flat rate: what each sub-area has of it, over the partner's, over the wages.

use talkoot_domain::{
    call::FlatRate,
    claim::consolidation::{Category, Cell, flat_rate},
    entitlement::{Explanation, Input, Quantity, Rule},
    ids::OrganisationId,
    money::Money,
    rounding::Rounding,
};

use super::{
    Node, NodeId, View, Why,
    figures::{adds, node, whole, within},
};
use crate::{Answer, Failure};

/// The flat rate of the project, when this category is the one that is derived.
pub(super) fn of(view: &View, category: &str) -> Option<FlatRate> {
    let flat = view.project.terms.flat_rate();
    flat.filter(|flat| flat.category == category)
}

fn wages<'a>(
    view: &'a View,
    flat: &'a FlatRate,
    partner: OrganisationId,
) -> impl Iterator<Item = &'a Category> {
    let own = view.parts.categories.iter();
    own.filter(move |one| one.partner == partner && flat.wages.contains(&one.category))
}

fn partner_node(view: &View, flat: &FlatRate, partner: OrganisationId) -> Answer<Node> {
    let accepted = Money::sum(wages(view, flat, partner).map(|one| one.accepted));
    let accepted = accepted.map_err(Failure::internal)?;
    let sum = flat_rate(flat.rate, accepted).map_err(Failure::internal)?;
    let label = format!("flat rate on the wages of {}", view.name(partner));
    Ok(node(
        NodeId::FlatRate(view.claim.id, partner),
        label,
        sum.explanation,
    ))
}

/// The flat rate of a partner over its wages within their budgets.
pub(super) fn of_partner(view: &View, partner: OrganisationId) -> Answer<Why> {
    let flat = view
        .project
        .terms
        .flat_rate()
        .ok_or(Failure::NotFound("flat rate"))?;
    let mut children = Vec::new();
    for category in wages(view, &flat, partner) {
        children.push(adds(within(view, category)?));
    }
    whole(partner_node(view, &flat, partner)?, children)
}

/// What a sub-area has of the flat rate of its partner.
pub(super) fn cell_node(view: &View, flat: &FlatRate, cell: &Cell) -> Answer<Node> {
    let of_partner = partner_node(view, flat, cell.partner)?.explanation.result;
    let own = view.parts.cells.iter().filter(|one| {
        one.partner == cell.partner && one.sub_area == cell.sub_area && flat.wages.contains(&one.category)
    });
    let wages = Money::sum(own.map(|one| one.cumulative)).map_err(Failure::internal)?;
    let key = (cell.partner, cell.category.as_str(), cell.sub_area);
    let plain = super::lines::cell_node(view, key, cell.cumulative);
    let explanation = Explanation {
        rule: Rule::FlatRateOfSubArea,
        inputs: vec![
            Input::of_amount(Quantity::FlatRateOfPartner, of_partner),
            Input::of_amount(Quantity::WagesOfSubArea, wages),
        ],
        unrounded: flat.rate.unrounded(wages).to_string(),
        rounding: Rounding::LargestRemainder,
        limited_by: None,
        result: cell.cumulative,
    };
    Ok(Node { explanation, ..plain })
}

/// A cell of the flat rate over the flat rate of its partner.
pub(super) fn cell(view: &View, flat: &FlatRate, cell: &Cell) -> Answer<Why> {
    let below = partner_node(view, flat, cell.partner)?;
    whole(cell_node(view, flat, cell)?, vec![adds(below)])
}
