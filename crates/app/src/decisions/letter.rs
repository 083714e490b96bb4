//! The letter of a decision: written in the transaction in which the decision is made, kept as it was.

use std::collections::BTreeMap;

use chrono::Datelike as _;
use talkoot_documents::{
    Document,
    decision::{self as words, DecisionLetter, Granted, Report, Share},
};
use talkoot_domain::{
    advance::AdvancePlan,
    calendar,
    call::Terms,
    decision::{Decision, Grant, Letter, Notice},
    ids::{DecisionId, OrganisationId, PersonId},
    language::Language,
    money::Money,
    organisation::Organisation,
    policy::Actor,
    schedule::{self, ObligationKind},
};
use talkoot_storage::{Scope, decision_letters, organisations, people};

use crate::{Answer, App, Failure, Work, applications::Dossier};

/// Writes the letter of a decision that has just been made.
pub(super) async fn write(work: &mut Work<'_>, decision: &Decision, dossier: &Dossier) -> Answer<Letter> {
    let sent = calendar::helsinki_date(work.now);
    let year = sent.year();
    let running = decision_letters::next_number(&work.tx, year).await?;
    let number = format!("{year}-{running:04}");
    let notice = Notice::of_sent(sent, dossier.call.details.terms.schedule.holidays);
    let facts = facts(work, decision, dossier, number.clone(), notice).await?;
    let document = words::compose(&facts).to_stored().map_err(Failure::internal)?;
    let letter = Letter {
        decision: decision.id,
        number,
        language: facts.language,
        sha256: Document::hash(&document),
        document,
        written_at: work.now,
        notice,
    };
    decision_letters::insert(&work.tx, &letter).await?;
    Ok(letter)
}

async fn facts(
    work: &Work<'_>,
    decision: &Decision,
    dossier: &Dossier,
    number: String,
    notice: Notice,
) -> Answer<DecisionLetter> {
    let lead = partner(dossier, decision.lead)?;
    let language = lead.language;
    let authority = organisations::find(&work.tx, decision.authority).await?;
    let authority = authority.ok_or_else(|| Failure::internal("a decision of no authority"))?;
    let application = &dossier.application;
    let submitted = application.state.submitted();
    let submitted = submitted.ok_or_else(|| Failure::internal("a decision about what was not submitted"))?;
    let terms = &dossier.call.details.terms;
    let grant = decision.proposal.grant.as_ref();
    Ok(DecisionLetter {
        language,
        number,
        decided: calendar::helsinki_date(work.now),
        authority: authority.name(language).to_owned(),
        lead: lead.name(language).to_owned(),
        replaces: replaced(work, decision).await?,
        project: application.title.clone(),
        call: dossier.call.details.title.clone(),
        submitted: calendar::helsinki_date(submitted.at),
        shares: shares(dossier, language)?,
        requested: dossier.requested_grant()?,
        granted: grant.map(|grant| granted(grant, terms)),
        reasoning: decision.proposal.reasoning.clone(),
        conditions: decision.proposal.conditions.clone(),
        decided_by: name_of(work, work.actor()?.person).await?,
        prepared_by: name_of(work, decision.changed_by).await?,
        received: notice.received,
        claim_until: notice.claim_until,
    })
}

fn partner(dossier: &Dossier, id: OrganisationId) -> Answer<&Organisation> {
    let found = dossier.partners.iter().find(|one| one.id == id);
    found.ok_or_else(|| Failure::internal("the lead takes no part in its application"))
}

/// The number of the decision in whose place this one is made.
async fn replaced(work: &Work<'_>, decision: &Decision) -> Answer<Option<String>> {
    let Some(earlier) = decision.replaces else {
        return Ok(None);
    };
    let letter = decision_letters::of_decisions(&work.tx, &Scope::system(), &[earlier])
        .await?
        .pop();
    Ok(letter.map(|letter| letter.number))
}

async fn name_of(work: &Work<'_>, id: PersonId) -> Answer<String> {
    let person = people::find(&work.tx, id).await?;
    Ok(person.ok_or(Failure::NotFound("person"))?.name)
}

/// What each municipality plans to spend.
fn shares(dossier: &Dossier, language: Language) -> Answer<Vec<Share>> {
    let mut sums: BTreeMap<OrganisationId, Money> = BTreeMap::new();
    for cell in &dossier.cells {
        let sum = sums.entry(cell.partner).or_default();
        *sum = sum.checked_add(cell.amount).map_err(Failure::internal)?;
    }
    let share = |one: &Organisation| Share {
        municipality: one.name(language).to_owned(),
        costs: sums.get(&one.id).copied().unwrap_or_default(),
    };
    Ok(dossier.partners.iter().map(share).collect())
}

fn granted(grant: &Grant, terms: &Terms) -> Granted {
    let planned = schedule::obligations(&terms.schedule, terms.use_period);
    let reports = planned.into_iter().filter_map(|one| {
        let report = match (one.kind, one.period) {
            (ObligationKind::CostReport, Some(period)) => Report::Costs {
                first: period.first,
                last: period.last,
            },
            (ObligationKind::InterimReport, _) => Report::Interim,
            (ObligationKind::FinalReport, _) => Report::Final,
            (ObligationKind::FollowUp, _) => Report::FollowUp,
            // A portfolio report is no condition of the grant; the others hang on what happens later.
            (
                ObligationKind::CostReport
                | ObligationKind::PortfolioReport
                | ObligationKind::SupplementRequest
                | ObligationKind::RecoveryHearing
                | ObligationKind::RecoveryPayment
                | ObligationKind::AgreementSignature,
                _,
            ) => return None,
        };
        Some((report, one.due))
    });
    Granted {
        award: grant.award,
        rate: grant.rate,
        use_period: (terms.use_period.first, terms.use_period.last),
        advance: grant.advance.as_ref().map(instalments).unwrap_or_default(),
        clearing: grant.advance.as_ref().map(|plan| plan.clearing),
        reports: reports.collect(),
    }
}

fn instalments(plan: &AdvancePlan) -> Vec<words::Instalment> {
    let one = |one: &talkoot_domain::advance::Instalment| words::Instalment {
        from: one.payable_from,
        amount: one.amount,
    };
    plan.instalments.iter().map(one).collect()
}

/// The letters of these decisions, for whoever sees the decisions; one made before there were letters has none.
///
/// # Errors
/// When the database fails.
pub async fn letters(app: &App, actor: &Actor, ids: &[DecisionId]) -> Answer<Vec<Letter>> {
    Ok(decision_letters::of_decisions(app.store(), &Scope::of(actor), ids).await?)
}

/// What the letter of a decision says, after a look at its hash.
///
/// # Errors
/// Not found when the decision does not exist for this person or has no letter yet; a fault on our side when the
/// text is not the one that was written.
pub async fn document(app: &App, actor: &Actor, id: DecisionId) -> Answer<Document> {
    let letter = letters(app, actor, &[id]).await?.pop();
    let letter = letter.ok_or(Failure::NotFound("decision letter"))?;
    if Document::hash(&letter.document) != letter.sha256 {
        return Err(Failure::internal("a decision letter is not what was written"));
    }
    Document::from_stored(&letter.document).map_err(Failure::internal)
}
