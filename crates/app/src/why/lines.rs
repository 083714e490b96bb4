//! The nodes of lines: a cell, its lines, the row of the file.

use std::collections::BTreeMap;

use talkoot_domain::{
    allocation::explain_share,
    cost_line_verification::State,
    entitlement::{Explanation, Input, Quantity, Rule},
    ids::{ClaimId, CostLineId, OrganisationId, SubAreaId},
    money::Money,
    policy::Actor,
    rounding::Rounding,
    workflow::Name as _,
};
use talkoot_storage::{
    Page, Scope, corrections,
    cost_line_verification::{self as verified, Filter, VerifiedLine},
    cost_lines::{self, StoredAllocation},
    files, ledger_imports,
};

use super::{
    Child, Node, NodeId, Part, View, Why,
    figures::{adds, node, plain, whole},
    flat_rate,
};
use crate::{Answer, App, Failure, claims};

type Key<'a> = (OrganisationId, &'a str, SubAreaId);

pub(super) fn cell_node(view: &View, (partner, category, area): Key<'_>, amount: Money) -> Node {
    let found = view.sub_areas.iter().find(|one| one.id == area);
    let name = found.map_or_else(String::new, |one| {
        format!(", sub-area {} {}", one.number, one.name)
    });
    let id = NodeId::Cell(view.claim.id, partner, category.to_owned(), area);
    let label = format!("{}, {category}{name}", view.name(partner));
    node(id, label, plain(Rule::Sum, amount))
}

/// A cell with a page of its lines, those of earlier claims included.
pub(super) async fn cell(app: &App, actor: &Actor, view: &View, key: Key<'_>, part: &Part) -> Answer<Why> {
    let (partner, category, area) = key;
    // The lines of another partner are not for a partner's eyes, so the cell would not add up.
    let sees = |held: &talkoot_domain::policy::Membership| {
        [view.project.authority, view.project.lead, partner].contains(&held.organisation)
    };
    let cells = &mut view.parts.cells.iter();
    let found = cells.find(|cell| (cell.partner, cell.category.as_str(), cell.sub_area) == key);
    let (Some(cell), true) = (found, actor.memberships.iter().any(sees)) else {
        return Err(Failure::NotFound("cell of the claim"));
    };
    if let Some(flat) = flat_rate::of(view, category) {
        return Ok(flat_rate::cell(view, &flat, cell)?.part(part));
    }
    let filter = Filter {
        partner: Some(partner),
        state: None,
        category: Some(category.to_owned()),
        sub_area: Some(area),
        sampled: false,
    };
    let of = claims::LinesOf::until(app, &view.claim).await?;
    let page = Page {
        first: part.first + 1,
        after: match part.after {
            Some(NodeId::Line(line) | NodeId::LineAt(_, line)) => Some(line),
            Some(_) => return Err(Failure::NotFound("line of the cell")),
            None => None,
        },
    };
    let mut lines = claims::lines(app, actor, &of, &filter, page).await?;
    let count = claims::line_count(app, actor, &of, &filter).await?;
    let more = lines.len() as u64 > part.first;
    lines.truncate(usize::try_from(part.first).unwrap_or(usize::MAX));
    let then = then(app, view, &lines).await?;
    let children = lines.iter().map(|line| Child {
        node: then.node(line),
        subtracts: false,
    });
    Ok(Why {
        node: cell_node(view, key, cell.cumulative),
        children_total: cell.cumulative,
        children: children.collect(),
        count,
        more,
    })
}

/// What lines counted for until a claim: later corrections are looked through.
struct Then {
    claim: ClaimId,
    corrected: BTreeMap<CostLineId, (Money, i32)>,
}

impl Then {
    fn node(&self, line: &VerifiedLine) -> Node {
        let now = line_node(line);
        match self.corrected.get(&line.line.id) {
            None => now,
            Some((counted, correction)) => Node {
                id: NodeId::LineAt(self.claim, line.line.id),
                explanation: plain(Rule::Verification, *counted),
                facts: vec![
                    ("claimed", line.verification.amount.to_string()),
                    ("corrected_later_by", correction.to_string()),
                    ("counts_now", line.verification.counted().to_string()),
                ],
                ..now
            },
        }
    }
}

/// The value of each line as this claim counts it: what was accepted before the first correction that
/// only later claims count.
async fn then(app: &App, view: &View, lines: &[VerifiedLine]) -> Answer<Then> {
    let ids: Vec<CostLineId> = lines.iter().map(|line| line.line.id).collect();
    let mut found = corrections::of_lines(app.store(), &Scope::system(), &ids).await?;
    found.sort_by_key(|(_, correction)| correction.state.approved().map(|stamp| (stamp.at, correction.id)));
    let mut corrected = BTreeMap::new();
    for (id, correction) in found {
        let later = correction
            .state
            .after_claim()
            .is_some_and(|after| after >= view.claim.number);
        let line = correction.lines.iter().find(|line| line.line == id);
        if let (true, Some(line)) = (later, line) {
            corrected
                .entry(id)
                .or_insert((line.accepted_before, correction.number));
        }
    }
    Ok(Then {
        claim: view.claim.id,
        corrected,
    })
}

/// A line as it counted until a claim, over the row of the file that it came from.
pub(super) async fn line_at(app: &App, actor: &Actor, view: &View, id: CostLineId) -> Answer<Why> {
    let line = find(app, actor, id).await?;
    let then = then(app, view, std::slice::from_ref(&line)).await?;
    whole(then.node(&line), vec![adds(below(app, actor, &line).await?)])
}

fn line_node(line: &VerifiedLine) -> Node {
    let verification = &line.verification;
    let entry = &line.line.entry;
    let mut facts = vec![
        (
            "verification",
            talkoot_domain::cost_line_verification::StateName::from(&verification.state)
                .code()
                .to_owned(),
        ),
        ("claimed", verification.amount.to_string()),
    ];
    match &verification.state {
        State::Pending | State::Accepted { .. } => {}
        State::Partly { grounds, .. } | State::Disallowed { grounds, .. } => {
            let code: &'static str = grounds.code.into();
            facts.push(("reason_code", code.to_owned()));
            facts.push(("reason", grounds.text.clone()));
        }
    }
    Node {
        id: NodeId::Line(verification.line),
        label: format!("cost line, voucher {}", entry.voucher),
        explanation: plain(Rule::Verification, verification.counted()),
        facts,
    }
}

async fn find(app: &App, actor: &Actor, id: CostLineId) -> Answer<VerifiedLine> {
    let found = verified::find(app.store(), &Scope::of(actor), id).await?;
    found.ok_or(Failure::NotFound("cost line"))
}

/// A line over the row of the file that it came from, or over what of it the line claims.
pub(super) async fn line(app: &App, actor: &Actor, id: CostLineId) -> Answer<Why> {
    let line = find(app, actor, id).await?;
    whole(line_node(&line), vec![adds(below(app, actor, &line).await?)])
}

/// The row of a line when it is claimed in whole; else what of it the line claims.
async fn below(app: &App, actor: &Actor, line: &VerifiedLine) -> Answer<Node> {
    match allocation(app, line).await? {
        None => row_node(app, actor, line).await,
        Some(stored) if stored.share == line.line.amount => Ok(share_node(line, &stored)),
        Some(stored) => Ok(part_node(line, &stored)),
    }
}

async fn allocation(app: &App, line: &VerifiedLine) -> Answer<Option<StoredAllocation>> {
    let row = (line.line.import, line.line.entry.row);
    Ok(cost_lines::allocations_of(app.store(), &[row]).await?.pop())
}

fn share_node(line: &VerifiedLine, stored: &StoredAllocation) -> Node {
    let label = format!("the project's share of voucher {}", line.line.entry.voucher);
    let explanation = explain_share(line.line.entry.amount, stored.share, stored.rate);
    let mut found = node(NodeId::LineShare(line.line.id), label, explanation);
    found.facts.push(("reason", stored.reason.clone()));
    found
}

fn part_node(line: &VerifiedLine, stored: &StoredAllocation) -> Node {
    let label = format!("part {} of voucher {}", line.line.part, line.line.entry.voucher);
    let explanation = Explanation {
        rule: Rule::LinePart,
        inputs: vec![Input::of_amount(Quantity::ShareOfLine, stored.share)],
        rounding: Rounding::LargestRemainder,
        ..plain(Rule::LinePart, line.line.amount)
    };
    let mut found = node(NodeId::LinePart(line.line.id), label, explanation);
    found.facts.push(("reason", stored.reason.clone()));
    found
}

/// A part of a row over the project's share of the row.
pub(super) async fn line_part(app: &App, actor: &Actor, id: CostLineId) -> Answer<Why> {
    let line = find(app, actor, id).await?;
    let stored = allocation(app, &line)
        .await?
        .ok_or(Failure::NotFound("part of a line"))?;
    whole(part_node(&line, &stored), vec![adds(share_node(&line, &stored))])
}

/// The project's share of a row over the row.
pub(super) async fn line_share(app: &App, actor: &Actor, id: CostLineId) -> Answer<Why> {
    let line = find(app, actor, id).await?;
    let stored = allocation(app, &line)
        .await?
        .ok_or(Failure::NotFound("share of a line"))?;
    let row = row_node(app, actor, &line).await?;
    whole(share_node(&line, &stored), vec![adds(row)])
}

/// The row of the file: here the tree ends.
pub(super) async fn row(app: &App, actor: &Actor, id: CostLineId) -> Answer<Why> {
    let line = find(app, actor, id).await?;
    Why::whole(row_node(app, actor, &line).await?, Vec::new()).map_err(Failure::internal)
}

async fn row_node(app: &App, actor: &Actor, line: &VerifiedLine) -> Answer<Node> {
    let (db, scope) = (app.store(), Scope::of(actor));
    let import = ledger_imports::find(db, &scope, line.line.import).await?;
    let import = import.ok_or(Failure::NotFound("import of the line"))?;
    let file = files::find(db, &scope, import.file).await?;
    let file = file.ok_or(Failure::NotFound("file of the line"))?;
    let entry = &line.line.entry;
    Ok(Node {
        id: NodeId::Row(line.line.id),
        label: format!("row {} of {}", entry.row, file.name),
        explanation: plain(Rule::Source, entry.amount),
        facts: vec![
            ("file", file.name),
            ("sha256", hex::encode(import.sha256)),
            ("row", entry.row.to_string()),
            ("voucher", entry.voucher.clone()),
            ("account", entry.account.clone()),
        ],
    })
}
