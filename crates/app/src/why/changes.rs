//! Why so much is handed over when the lead changes, or paid back when a partner leaves.

use serde_json::Value;
use talkoot_domain::{
    amendment::{
        Content,
        hand_over::{Position, hand_over},
        withdrawal::explain_returns,
    },
    entitlement::Rule,
    ids::{ChangePartId, ClaimId, OrganisationId},
    money::Money,
    policy::Actor,
    project::Project,
};
use talkoot_storage::{Scope, amendments, projects};
use uuid::Uuid;

use super::{
    Child, Node, NodeId, View, Why,
    figures::{self, node, plain},
    node::ChangeAmount,
};
use crate::{Answer, App, Failure, change_parts};

/// A part of a change request with its settlement.
struct Settled {
    id: ChangePartId,
    /// Whose share the settlement rests on.
    whose: OrganisationId,
    figures: Value,
}

impl Settled {
    async fn of(app: &App, actor: &Actor, id: ChangePartId) -> Answer<Self> {
        let part = change_parts::find(app, actor, id).await?;
        let part = part.ok_or(Failure::NotFound("part of a change request"))?;
        let figures = change_parts::settlement_of(app, &part).await?;
        let figures = figures.ok_or(Failure::NotFound("settlement"))?;
        let whose = match part.content() {
            Content::PartnerLeaving { partner, .. } => *partner,
            _ => old_lead(app, id, part.project).await?,
        };
        Ok(Self { id, whose, figures })
    }

    fn amount(&self, name: &str) -> Answer<Money> {
        let text = self.figures[name].as_str();
        let text = text.ok_or(Failure::NotFound("amount of the settlement"))?;
        text.parse().map_err(Failure::internal)
    }

    /// The same of an amount that settlements from before it was counted do not name.
    fn since(&self, name: &str) -> Answer<Money> {
        match self.figures[name].as_str() {
            Some(_) => self.amount(name),
            None => Ok(Money::ZERO),
        }
    }

    /// What corrections changed of the share since the claim, and what is recovered; each when there is something.
    fn changed(&self) -> Answer<Vec<Child>> {
        let mut children = Vec::new();
        for (which, label, name) in [
            (
                ChangeAmount::Corrected,
                "corrections of the share since the claim",
                "corrected",
            ),
            (ChangeAmount::Recovered, "recovered by the authority", "recovered"),
        ] {
            if !self.since(name)?.is_zero() {
                children.push(Child {
                    node: self.source(which, label, name)?,
                    subtracts: true,
                });
            }
        }
        Ok(children)
    }

    /// Something that is taken over: here the tree ends.
    fn source(&self, which: ChangeAmount, label: &str, name: &str) -> Answer<Node> {
        let id = NodeId::Change(self.id, which);
        Ok(node(
            id,
            label.to_owned(),
            plain(Rule::Source, self.amount(name)?),
        ))
    }

    /// The share of the grant: explained further by the claim that it comes from.
    async fn share(&self, app: &App, actor: &Actor, name: &str) -> Answer<Node> {
        let claim = self.figures["claim"].as_str().map(str::parse::<Uuid>);
        let claim: Option<ClaimId> = claim.transpose().map_err(Failure::internal)?.map(Into::into);
        if let Some(claim) = claim {
            let view = View::of(app, actor, claim).await?;
            let id = NodeId::Share(claim, self.whose);
            match figures::of_claim(&view, &id) {
                Ok(found) => return Ok(found.node),
                // It has no costs in any claim.
                Err(Failure::NotFound(_)) => {}
                Err(failure) => return Err(failure),
            }
        }
        let stored = self.amount(name)?.checked_sub(self.since("corrected")?);
        let stored = stored.map_err(Failure::internal)?;
        let id = NodeId::Change(self.id, ChangeAmount::Share);
        Ok(node(
            id,
            "share of the grant".to_owned(),
            plain(Rule::Source, stored),
        ))
    }
}

/// The lead until the change: as the amendment keeps it, or as it is while the change is not in force.
async fn old_lead(
    app: &App,
    part: ChangePartId,
    project: talkoot_domain::ids::ProjectId,
) -> Answer<OrganisationId> {
    if let Some(amendment) = amendments::of_parts(app.store(), &[part]).await?.pop() {
        return Ok(amendment.before.lead);
    }
    let found: Option<Project> = projects::find(app.store(), &Scope::system(), project).await?;
    Ok(found.ok_or(Failure::NotFound("project"))?.lead)
}

/// The node with the nodes below it.
pub(super) async fn explain(app: &App, actor: &Actor, id: ChangePartId, which: ChangeAmount) -> Answer<Why> {
    let settled = Settled::of(app, actor, id).await?;
    let received = |label| settled.source(ChangeAmount::Received, label, "received");
    let adds = |node| Child {
        node,
        subtracts: false,
    };
    let subtracts = |node| Child {
        node,
        subtracts: true,
    };
    let (top, children) = match which {
        ChangeAmount::HandOver => {
            let computed = hand_over(Position {
                award: settled.amount("award")?,
                received: settled.amount("received")?,
                recovered: settled.since("recovered")?,
                own_share: settled.amount("ownShare")?,
                shares_of_others: settled.amount("sharesOfOthers")?,
                passed_on: settled.amount("passedOn")?,
            });
            let explanation = computed.map_err(Failure::internal)?.explain();
            let top = node(
                NodeId::Change(id, which),
                "handed over to the new lead".to_owned(),
                explanation,
            );
            let mut children = vec![
                adds(received("received from the authority")?),
                subtracts(settled.share(app, actor, "ownShare").await?),
                subtracts(settled.source(ChangeAmount::PassedOn, "passed on to the partners", "passedOn")?),
            ];
            children.extend(settled.changed()?);
            (top, children)
        }
        ChangeAmount::Returns => {
            let (got, keeps) = (settled.amount("received")?, settled.amount("entitled")?);
            let explanation = explain_returns(got, keeps).map_err(Failure::internal)?;
            let top = node(
                NodeId::Change(id, which),
                "paid back to the lead".to_owned(),
                explanation,
            );
            let mut children = vec![
                adds(received("received from the lead")?),
                subtracts(settled.share(app, actor, "entitled").await?),
            ];
            children.extend(settled.changed()?);
            (top, children)
        }
        ChangeAmount::Received => (received("received")?, Vec::new()),
        ChangeAmount::PassedOn => (
            settled.source(which, "passed on to the partners", "passedOn")?,
            Vec::new(),
        ),
        ChangeAmount::Corrected => (
            settled.source(which, "corrections of the share since the claim", "corrected")?,
            Vec::new(),
        ),
        ChangeAmount::Recovered => (
            settled.source(which, "recovered by the authority", "recovered")?,
            Vec::new(),
        ),
        ChangeAmount::Share => {
            let name = if settled.figures["ownShare"].is_string() {
                "ownShare"
            } else {
                "entitled"
            };
            (settled.source(which, "share of the grant", name)?, Vec::new())
        }
    };
    Why::whole(top, children).map_err(Failure::internal)
}
