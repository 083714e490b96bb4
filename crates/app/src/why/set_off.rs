//! The nodes of what goes to the bank: what is paid, less what pays recoveries.

use talkoot_domain::{
    entitlement::Rule,
    ids::{PayoutId, RecoveryId},
    payout::{Payout, SetOff, StateName},
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
