//! The nodes of the end of a grant: the grant of the last claim with what was corrected since, less what was
//! paid, plus what came back.

use chrono::{DateTime, Utc};
use talkoot_domain::{
    claim::Claim,
    correction::Correction,
    entitlement::Rule,
    ids::{CorrectionId, PayoutId, ProjectId},
    payout::{self, Payout, Source},
    policy::Actor,
    project::Project,
    recovery,
};
use talkoot_storage::{Access, Scope, claims, corrections, payouts, projects, recoveries};

use super::{
    Child, Node, NodeId, Why,
    figures::{adds, node, plain, subtracts, whole},
    recovery::principal,
};
use crate::{Answer, App, Failure, closing::ending};

async fn seen(app: &App, actor: &Actor, id: ProjectId) -> Answer<Project> {
    let found = projects::find(app.store(), &Scope::of(actor), id).await?;
    found.ok_or(Failure::NotFound("project"))
}

/// The balance as it is now.
pub(super) async fn balance(app: &App, actor: &Actor, id: ProjectId) -> Answer<Why> {
    let project = seen(app, actor, id).await?;
    let end = ending(app.store(), "whyAmount", &project).await?;
    let end = end.ok_or(Failure::NotFound("final balance"))?;
    let label = format!("final balance of project {}", project.number);
    let own = node(NodeId::FinalBalance(id), label, end.balance.explanation);
    let children = parts(app.store(), &project, &end.last, (app.now(), None)).await?;
    whole(own, children)
}

/// A payout of the final balance, by what was known when it was created.
pub(super) async fn payout(app: &App, actor: &Actor, payout: &Payout) -> Answer<Why> {
    let project = seen(app, actor, payout.project).await?;
    let last = claims::approved_before(app.store(), project.id, i32::MAX).await?;
    let last = last.ok_or(Failure::NotFound("claim"))?;
    let then = (payout.created.at, Some(payout.id));
    let children = parts(app.store(), &project, &last, then).await?;
    whole(paid(payout), children)
}

pub(super) fn paid(payout: &Payout) -> Node {
    let label = match payout.source {
        Source::Claim(_) => "payout of a claim".to_owned(),
        Source::Advance { instalment } => format!("payout of instalment {instalment} of the advance"),
        Source::FinalBalance(_) => "payout of the final balance".to_owned(),
    };
    node(
        NodeId::Payout(payout.id),
        label,
        plain(Rule::Source, payout.amount),
    )
}

/// Everything that had happened at an instant, of the payouts those that are older than one.
async fn parts(
    db: &impl Access,
    project: &Project,
    last: &Claim,
    (at, before): (DateTime<Utc>, Option<PayoutId>),
) -> Answer<Vec<Child>> {
    let label = format!("grant until claim {}", last.number);
    let grant = plain(Rule::Sum, last.figures.grant);
    let mut children = vec![adds(node(NodeId::Grant(last.id), label, grant))];
    for correction in corrections::in_states(db, project.id, &["approved", "netted", "recovering"]).await? {
        let since = correction.state.after_claim() == Some(last.number);
        let known = correction.state.approved().is_some_and(|stamp| stamp.at <= at);
        if since && known {
            children.push(adds(effect_node(&correction)?));
        }
    }
    for payout in payouts::of_projects(db, &[project.id]).await? {
        let older = before.is_none_or(|before| payout.id < before);
        let arrived = matches!(
            &payout.state,
            payout::State::Confirmed { confirmation, .. } if confirmation.confirmed.at <= at
        );
        if older && arrived {
            children.push(subtracts(paid(&payout)));
        }
    }
    for recovery in recoveries::of_project(db, project.id).await? {
        let cancelled = matches!(
            recovery.state,
            recovery::State::Cancelled { cancelled, .. } if cancelled.at <= at
        );
        if recovery.opened.at <= at && !cancelled {
            children.push(adds(principal(&recovery)));
        }
    }
    Ok(children)
}

fn effect_node(correction: &Correction) -> Answer<Node> {
    let effect = correction.grant_effect().map_err(Failure::internal)?;
    let label = format!("correction {} since", correction.number);
    let mut one = node(
        NodeId::CorrectionEffect(correction.id),
        label,
        plain(Rule::Source, effect),
    );
    one.facts.push(("finding", correction.grounds.text.clone()));
    Ok(one)
}

/// What a correction changes of the grant: here the tree ends.
pub(super) async fn effect(app: &App, actor: &Actor, id: CorrectionId) -> Answer<Why> {
    let found = corrections::find(app.store(), &Scope::of(actor), id).await?;
    let correction = found.ok_or(Failure::NotFound("correction"))?;
    whole(effect_node(&correction)?, Vec::new())
}
