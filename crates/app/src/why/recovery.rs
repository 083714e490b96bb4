//! The nodes of recoveries: what is open, the interest of each kind, the principal, and what a recovery
//! takes out of the next claim.

use talkoot_domain::{
    entitlement::Rule,
    ids::{OrganisationId, RecoveryId},
    interest::Accrual,
    money::Money,
    policy::Actor,
    recovery::{Basis, Recovery, Standing},
    workflow::Name as _,
};
use talkoot_storage::{Scope, recoveries};

use super::{Child, Node, NodeId, View, Why, figures::plain};
use crate::{Answer, App, Failure, recoveries as uses};

fn adds(node: Node) -> Child {
    Child {
        node,
        subtracts: false,
    }
}

/// What a recovery was opened for.
pub(super) fn principal(recovery: &Recovery) -> Node {
    let basis = match recovery.basis {
        Basis::Correction(_) => "correction",
        Basis::Carried => "carried by a claim",
    };
    Node {
        id: NodeId::RecoveryPrincipal(recovery.id),
        label: format!("principal of recovery {}", recovery.number),
        explanation: plain(Rule::Source, recovery.principal),
        facts: vec![
            ("basis", basis.to_owned()),
            ("paid_on", recovery.paid_on.to_string()),
            ("state", recovery.state_name().code().to_owned()),
        ],
    }
}

/// What a recovered correction takes out of a partner's share of the next claim.
pub(super) fn share(recovery: &Recovery, partner: OrganisationId, amount: Money) -> Node {
    Node {
        id: NodeId::RecoveryShare(recovery.id, partner),
        label: format!("collected by recovery {} instead", recovery.number),
        explanation: plain(Rule::Source, amount),
        facts: Vec::new(),
    }
}

fn interest(recovery: &Recovery, id: NodeId, label: &str, of: &Accrual) -> Node {
    let segments = of.segments.iter().map(|one| {
        let words = format!(
            "{} to {}: {} days x {} % (reference rate {} %) on {} = {}",
            one.first, one.last, one.days, one.rate, one.reference, one.principal, one.unrounded
        );
        ("segment", words)
    });
    Node {
        id,
        label: format!("{label} of recovery {}", recovery.number),
        explanation: of.explanation.clone(),
        facts: segments.collect(),
    }
}

struct Found {
    recovery: Recovery,
    standing: Standing,
}

async fn find(app: &App, actor: &Actor, id: RecoveryId) -> Answer<Found> {
    let found = recoveries::find(app.store(), &Scope::of(actor), id).await?;
    let recovery = found.ok_or(Failure::NotFound("recovery"))?;
    let standing = uses::standing_at(app, &recovery, app.today()).await?;
    Ok(Found { recovery, standing })
}

impl Found {
    fn interest(&self) -> Node {
        let id = NodeId::RecoveryInterest(self.recovery.id);
        interest(&self.recovery, id, "interest", &self.standing.recovery)
    }

    fn late(&self) -> Node {
        let id = NodeId::RecoveryLate(self.recovery.id);
        interest(&self.recovery, id, "late interest", &self.standing.late)
    }

    fn entry(&self, place: usize) -> Answer<Node> {
        let entry = self
            .recovery
            .entries
            .get(place)
            .ok_or(Failure::NotFound("entry"))?;
        let kind: &'static str = entry.kind.into();
        Ok(Node {
            id: NodeId::RecoveryEntry(self.recovery.id, place),
            label: format!("{} of {}", kind.replace('_', " "), entry.day),
            explanation: plain(Rule::Source, entry.amount),
            facts: vec![("reference", entry.reference.clone())],
        })
    }

    /// What is open today: principal and interest less what came in or was given up.
    fn open(&self) -> Answer<Why> {
        let open = self.standing.open().map_err(Failure::internal)?;
        let node = Node {
            id: NodeId::Recovery(self.recovery.id),
            label: format!("open of recovery {} today", self.recovery.number),
            explanation: plain(Rule::Sum, open),
            facts: vec![("allocation", "interest_first".to_owned())],
        };
        let mut children = vec![
            adds(principal(&self.recovery)),
            adds(self.interest()),
            adds(self.late()),
        ];
        for place in 0..self.recovery.entries.len() {
            children.push(Child {
                node: self.entry(place)?,
                subtracts: true,
            });
        }
        Why::whole(node, children).map_err(Failure::internal)
    }
}

/// A node of a recovery with what it rests on.
pub(super) async fn explain(app: &App, actor: &Actor, id: &NodeId) -> Answer<Why> {
    let leaf = |node: Node| Why::whole(node, Vec::new()).map_err(Failure::internal);
    match id {
        NodeId::Recovery(id) => find(app, actor, *id).await?.open(),
        NodeId::RecoveryPrincipal(id) => leaf(principal(&find(app, actor, *id).await?.recovery)),
        NodeId::RecoveryInterest(id) => leaf(find(app, actor, *id).await?.interest()),
        NodeId::RecoveryLate(id) => leaf(find(app, actor, *id).await?.late()),
        NodeId::RecoveryEntry(id, place) => leaf(find(app, actor, *id).await?.entry(*place)?),
        NodeId::RecoveryShare(id, partner) => {
            let found = find(app, actor, *id).await?;
            let Basis::Correction(correction) = found.recovery.basis else {
                return Err(Failure::NotFound("share"));
            };
            let correction = crate::corrections::find(app, actor, correction).await?;
            let correction = correction.ok_or(Failure::NotFound("correction"))?;
            let effect = correction.effects.iter().find(|one| one.partner == *partner);
            let effect = effect.ok_or(Failure::NotFound("share"))?;
            let amount = effect.share.negated().map_err(Failure::internal)?;
            leaf(share(&found.recovery, *partner, amount))
        }
        _ => Err(Failure::NotFound("amount")),
    }
}

/// What recoveries take out of the grant of a claim: those of corrections.
pub(super) fn of_grant(view: &View) -> Vec<Child> {
    let of_corrections = view
        .recovered
        .iter()
        .filter(|(_, correction)| correction.is_some());
    of_corrections
        .map(|(recovery, _)| adds(principal(recovery)))
        .collect()
}

/// What recoveries take out of what was owed before a claim: those of receivables.
pub(super) fn of_owed(view: &View) -> Vec<Node> {
    let carried = view
        .recovered
        .iter()
        .filter(|(_, correction)| correction.is_none());
    carried.map(|(recovery, _)| principal(recovery)).collect()
}

/// What recoveries take out of a partner's share of a claim.
pub(super) fn of_share(view: &View, partner: OrganisationId) -> Answer<Vec<Child>> {
    let mut children = Vec::new();
    for (recovery, correction) in &view.recovered {
        let effects = correction.iter().flat_map(|correction| &correction.effects);
        for effect in effects.filter(|effect| effect.partner == partner) {
            let amount = effect.share.negated().map_err(Failure::internal)?;
            children.push(adds(share(recovery, partner, amount)));
        }
    }
    Ok(children)
}
