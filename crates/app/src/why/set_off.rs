//! The nodes of what goes to the bank: what is paid, less what pays recoveries.

use chrono::{DateTime, Utc};
use talkoot_domain::{
    entitlement::Rule,
    ids::{PayoutId, RecoveryId},
    payout::{Payout, Return, ReturnOutcome, SetOff, StateName},
    policy::Actor,
    workflow::Name as _,
};
use talkoot_storage::{Scope, payouts, recoveries};

use super::{
    Node, NodeId, Why,
    ending::paid,
    figures::{adds, node, plain, subtracts, whole},
};
use crate::{Answer, App, Failure};

async fn found(app: &App, actor: &Actor, id: PayoutId) -> Answer<(Payout, Vec<SetOff>)> {
    let payout = payouts::find(app.store(), &Scope::of(actor), id).await?;
    let payout = payout.ok_or(Failure::NotFound("payout"))?;
    let set_offs = payouts::set_offs(app.store(), &[id]).await?;
    Ok((payout, set_offs))
}

/// What goes to the bank.
pub(super) async fn to_bank(app: &App, actor: &Actor, id: PayoutId) -> Answer<Why> {
    let (payout, set_offs) = found(app, actor, id).await?;
    let amount = payout.to_bank().map_err(Failure::internal)?;
    let own = node(
        NodeId::ToBank(id),
        "to the bank".to_owned(),
        plain(Rule::Sum, amount),
    );
    let mut children = vec![adds(paid(&payout))];
    for one in &set_offs {
        children.push(subtracts(part(app, &payout, one).await?));
    }
    whole(own, children)
}

async fn part(app: &App, payout: &Payout, one: &SetOff) -> Answer<Node> {
    let recovery = recoveries::find(app.store(), &Scope::system(), one.recovery).await?;
    let recovery = recovery.ok_or(Failure::NotFound("recovery"))?;
    let id = NodeId::SetOff(one.payout, one.recovery);
    let label = format!("set off for recovery {}", recovery.number);
    Ok(Node {
        facts: vec![
            ("recovery", recovery.number.to_string()),
            ("payout", StateName::from(&payout.state).code().to_owned()),
        ],
        ..node(id, label, plain(Rule::Source, one.amount))
    })
}

/// What of a payout pays a recovery: here the tree ends.
pub(super) async fn of_recovery(app: &App, actor: &Actor, id: PayoutId, recovery: RecoveryId) -> Answer<Why> {
    let (payout, set_offs) = found(app, actor, id).await?;
    let one = set_offs.iter().find(|one| one.recovery == recovery);
    let one = one.ok_or(Failure::NotFound("set-off"))?;
    whole(part(app, &payout, one).await?, Vec::new())
}

/// What came back until an instant and is not paid again.
pub(super) fn less_paid(returns: &[Return], at: DateTime<Utc>) -> Vec<Node> {
    let counted = returns.iter().filter(|back| {
        back.outcome == ReturnOutcome::LessPaid && back.approved.is_some_and(|stamp| stamp.at <= at)
    });
    counted.map(back_node).collect()
}

fn back_node(back: &Return) -> Node {
    let label = format!("came back on {}", back.value_date);
    Node {
        facts: vec![
            ("reference", back.bank_reference.clone()),
            ("reason", back.reason.clone()),
        ],
        ..node(
            NodeId::Returned(back.payout, back.number),
            label,
            plain(Rule::Source, back.amount),
        )
    }
}

/// What came back of a payout: here the tree ends.
pub(super) async fn came_back(app: &App, actor: &Actor, id: PayoutId, number: i32) -> Answer<Why> {
    found(app, actor, id).await?;
    let all = payouts::returns(app.store(), &[id]).await?;
    let back = all.iter().find(|back| back.number == number);
    let back = back.ok_or(Failure::NotFound("return"))?;
    whole(back_node(back), Vec::new())
}
