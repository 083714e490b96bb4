use chrono::NaiveDate;
use talkoot_domain::{
    advance::{AdvancePlan, Instalment},
    call::Terms,
    decision::{Command, Decision, DecisionMachine, Grant, Proposal, State, Why},
    hands::{Deed, Hands},
    ids::{ApplicationId, DecisionId},
    money::Money,
    policy::{Action, Actor},
    rate::Rate,
    workflow::{Reason, Refusal, RefusalCode},
};
use talkoot_storage::{Scope, applications, calls, decisions};

use super::{facts, open};
use crate::{
    Answer, App, Begun, Failure, Note, Request, Version, Work,
    applications::{dossier_of, subject},
    changes,
};

/// What a decision shall say, as the officer gives it.
#[derive(Clone, Debug)]
pub struct WantedProposal {
    /// Whether anything is granted.
    pub awarded: bool,
    /// At most so much is paid; required when something is granted.
    pub award: Option<Money>,
    /// The share of the accepted costs that is paid; the call's unless told.
    pub rate: Option<Rate>,
    /// What of the award is paid in advance.
    pub advance: Option<WantedAdvance>,
    /// Why.
    pub reasoning: String,
    /// What the recipient must do or leave undone beside what the law says.
    pub conditions: Vec<String>,
}

/// An advance as the officer gives it.
#[derive(Clone, Debug)]
pub struct WantedAdvance {
    /// What is paid, in order.
    pub instalments: Vec<WantedInstalment>,
    /// The part of each claim's grant that uses up the advance.
    pub clearing: Rate,
}

/// A part of an advance as the officer gives it.
#[derive(Clone, Copy, Debug)]
pub struct WantedInstalment {
    /// The first day on which it may be paid; at once when absent.
    pub payable_from: Option<NaiveDate>,
    /// How much.
    pub size: InstalmentSize,
}

/// How much an instalment is.
#[derive(Clone, Copy, Debug)]
pub enum InstalmentSize {
    /// So much.
    Amount(Money),
    /// This share of the award, cut off to whole cents.
    OfAward(Rate),
}

/// A new decision about an application.
#[derive(Clone, Debug)]
pub struct DraftDecision {
    /// About which application.
    pub application: ApplicationId,
    /// The application's version that was read.
    pub expected_version: Version,
    /// What it shall say.
    pub proposal: WantedProposal,
}

/// New content for a drafted decision.
#[derive(Clone, Debug)]
pub struct UpdateDecision {
    /// Which decision.
    pub id: DecisionId,
    /// The version that was read.
    pub expected_version: Version,
    /// What it shall say.
    pub proposal: WantedProposal,
}

fn proposal(work: &Work<'_>, wanted: WantedProposal, terms: &Terms) -> Answer<Proposal> {
    let grant = match (wanted.awarded, wanted.award) {
        (true, Some(award)) => Some(Grant {
            award,
            rate: wanted.rate.unwrap_or(terms.rate),
            advance: wanted.advance.map(|wanted| advance(&wanted, award)),
        }),
        (true, None) => {
            return Err(work.faulty(&["award"], "say how much is awarded"));
        }
        (false, None) if wanted.advance.is_some() => {
            return Err(work.faulty(
                &["advance"],
                "a rejection pays nothing in advance; leave the advance out",
            ));
        }
        (false, None) => None,
        (false, Some(_)) => {
            return Err(work.faulty(&["award"], "a rejection awards nothing; leave the award out"));
        }
    };
    Ok(Proposal {
        grant,
        reasoning: wanted.reasoning,
        conditions: wanted
            .conditions
            .iter()
            .map(|one| one.trim().to_owned())
            .collect(),
    })
}

fn advance(wanted: &WantedAdvance, award: Money) -> AdvancePlan {
    let instalments = wanted.instalments.iter().map(|one| Instalment {
        payable_from: one.payable_from,
        amount: match one.size {
            InstalmentSize::Amount(amount) => amount,
            InstalmentSize::OfAward(share) => share.of_floor(award),
        },
    });
    AdvancePlan {
        instalments: instalments.collect(),
        clearing: wanted.clearing,
    }
}

fn details(proposal: &Proposal) -> serde_json::Value {
    let grant = proposal.grant.as_ref();
    let advance = grant.and_then(|grant| grant.advance.as_ref()).map(|plan| {
        let instalments = plan.instalments.iter().map(|one| one.amount.to_string());
        serde_json::json!({
            "instalments": instalments.collect::<Vec<_>>(),
            "clearingPercent": plan.clearing.to_string(),
        })
    });
    serde_json::json!({
        "award": grant.map(|grant| grant.award.to_string()),
        "ratePercent": grant.map(|grant| grant.rate.to_string()),
        "advance": advance,
        "reasoning": proposal.reasoning,
        "conditions": proposal.conditions,
    })
}

fn refuse(why: &Why) -> Failure {
    Refusal {
        path: why.path(),
        ..Refusal::of(
            why.code(),
            "decision",
            Action::DraftDecision.into(),
            why.to_string(),
        )
    }
    .into()
}

/// Drafts the one decision about an application.
///
/// # Errors
/// Refused unless the application is evaluated and not decided, and when the award passes a limit.
pub async fn draft(app: &App, actor: &Actor, request: Request<DraftDecision>) -> Answer<DecisionId> {
    let mut work = match app.begin(actor, Action::DraftDecision, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let row = applications::lock(&work.tx, &work.scope, asked.application).await?;
    let application = work.found("application", row)?;
    work.permit(&application.standings(None))?;
    work.same_version(
        "application",
        application.id.into(),
        application.version,
        asked.expected_version,
    )
    .await?;
    calls::lock(&work.tx, &work.scope, application.call).await?;
    let dossier = dossier_of(&work, application).await?;
    let application = &dossier.application;
    if !decisions::of_applications(&work.tx, &Scope::system(), &[application.id])
        .await?
        .is_empty()
    {
        return Err(Refusal::of(
            RefusalCode::Duplicate,
            "decision",
            Action::DraftDecision.into(),
            "there is a decision about this application already; change or make that one",
        )
        .into());
    }
    let decision = Decision {
        id: app.new_id(),
        version: 1,
        application: application.id,
        call: application.call,
        authority: application.authority,
        lead: application.lead,
        drafted_by: actor.person,
        changed_by: actor.person,
        set_aside: None,
        replaces: decisions::set_aside(&work.tx, application.id).await?,
        proposal: proposal(&work, asked.proposal, &dossier.call.details.terms)?,
        state: State::Drafted,
    };
    let granted = decisions::granted(&work.tx, &[decision.call]).await?;
    let facts = facts(&dossier, &decision, &granted, Hands::default(), actor.person)?;
    facts.check_application().map_err(|why| refuse(&why))?;
    facts.check(&decision.proposal).map_err(|why| refuse(&why))?;
    decisions::insert(&work.tx, &decision).await?;
    work.had_a_hand("decision", decision.id.into(), Deed::Drafted)
        .await?;
    let note = Note {
        reason: Some(decision.proposal.reasoning.clone()),
        details: changes::set(&details(&decision.proposal)),
    };
    work.record("decision", subject(decision.id), None, Some("drafted"), note);
    work.emit("decision_drafted", subject(decision.id));
    work.finish(decision.id).await
}

/// Replaces what a drafted decision says; who changes it may not make it.
///
/// # Errors
/// Refused once it is made, and when the award passes a limit.
pub async fn update(app: &App, actor: &Actor, request: Request<UpdateDecision>) -> Answer<DecisionId> {
    let mut work = match app.begin(actor, Action::UpdateDecision, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let (decision, dossier, facts) = open(&mut work, asked.id, asked.expected_version).await?;
    let proposal = proposal(&work, asked.proposal, &dossier.call.details.terms)?;
    let reason = Some(proposal.reasoning.clone());
    let note = changes::note(reason, &details(&decision.proposal), &details(&proposal));
    let command = Command::Update(proposal.clone());
    let state =
        work.decide::<DecisionMachine>(subject(decision.id), decision.state, command, &facts, note)?;
    let after = Decision {
        state,
        proposal,
        changed_by: actor.person,
        ..decision
    };
    decisions::update(&work.tx, &after).await?;
    work.had_a_hand("decision", after.id.into(), Deed::Changed)
        .await?;
    work.finish(after.id).await
}
