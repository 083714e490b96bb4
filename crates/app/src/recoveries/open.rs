use chrono::NaiveDate;
use talkoot_domain::{
    calendar::{self, Deadline},
    correction::Correction,
    entitlement::FinalOutcome,
    ids::{ClaimId, CorrectionId, CostLineId, ProjectId},
    money::Money,
    payout::{self, Payout},
    policy::{Action, Actor},
    project::Project,
    recovery::{Basis, Event, Recovery, State},
    workflow::{Refusal, RefusalCode, Stamp},
};
use talkoot_storage::{
    Scope, claims, cost_line_verification as verified, organisations, payouts, projects, recoveries,
};

use super::{owed::follow, subject};
use crate::{
    Answer, App, Begun, Failure, Note, Request, Work,
    claims::{more_than_granted, refresh_open},
    closing::{Ending, ending, is_settled},
    corrections,
};

const ACTION: Action = Action::OpenRecovery;

/// What is recovered.
#[derive(Clone, Copy, Debug)]
pub enum About {
    /// What an approved correction took off the grant.
    Correction(CorrectionId),
    /// What a project owes after its last approved claim; after the last claim of all, what was paid beyond
    /// the entitlement.
    Carried(ProjectId),
}

/// A recovery to be opened.
#[derive(Clone, Debug)]
pub struct OpenRecovery {
    /// What is recovered.
    pub about: About,
    /// Why, for the lead municipality.
    pub reason: String,
    /// Until when it can answer, before the day is moved to a working day.
    pub respond_by: NaiveDate,
    /// The day on which the money had been paid; when it is left out, the day of the latest payout of the
    /// claims concerned.
    pub paid_on: Option<NaiveDate>,
}

/// Opens a recovery: the lead municipality is heard, and no claim collects the same money.
///
/// # Errors
/// Refused for a correction that is netted or being recovered, when nothing is owed, without a reason, for
/// a hearing that ends today, and when nobody knows when the money was paid.
pub async fn open(
    app: &App,
    actor: &Actor,
    request: Request<OpenRecovery>,
) -> Answer<talkoot_domain::ids::RecoveryId> {
    let asked = request.body.clone();
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, correction) = locked(&work, asked.about).await?;
    work.permit(&project.standings(None))?;
    let today = calendar::helsinki_date(work.now);
    check(&work, &asked, today)?;
    let owed = match &correction {
        Some(correction) => of_correction(&work, correction).await?,
        None => match ending(&work.tx, ACTION.into(), &project).await? {
            Some(end) => at_the_end(&mut work, &project, &end).await?,
            None => carried(&work, &project).await?,
        },
    };
    let paid_on = paid_on(&work, &asked, &owed, today)?;
    let last = claims::approved_before(&work.tx, project.id, i32::MAX).await?;
    let number = recoveries::of_project(&work.tx, project.id).await?.len();
    let recovery = Recovery {
        id: app.new_id(),
        version: 1,
        project: project.id,
        number: i32::try_from(number).unwrap_or(i32::MAX).saturating_add(1),
        debtor: project.lead,
        basis: correction
            .as_ref()
            .map_or(Basis::Carried, |correction| Basis::Correction(correction.id)),
        after_claim: last.map_or(0, |claim| claim.number),
        principal: owed.principal,
        paid_on,
        found_on: owed.found_on.unwrap_or(today),
        reason: asked.reason.trim().to_owned(),
        opened: Stamp {
            by: actor.person,
            at: work.now,
        },
        respond_by: Deadline::new(asked.respond_by, project.terms.schedule.holidays).due(),
        answer: None,
        relief: None,
        entries: Vec::new(),
        state: State::Notice,
    };
    let correction_id = correction.as_ref().map(|one| one.id.to_string());
    if let Some(correction) = correction {
        corrections::recover(&mut work, correction, recovery.id).await?;
    }
    recoveries::insert(&work.tx, &recovery).await?;
    let note = Note {
        reason: Some(recovery.reason.clone()),
        details: serde_json::json!({
            "number": recovery.number,
            "principal": recovery.principal.to_string(),
            "paidOn": recovery.paid_on,
            "respondBy": recovery.respond_by,
            "correction": correction_id,
        }),
    };
    work.record("recovery", subject(&recovery), None, Some("notice"), note);
    work.emit(Event::Opened.into(), subject(&recovery));
    follow(&mut work, &project, &recovery, actor.person).await?;
    let cause = ("recovery", recovery.id.into());
    refresh_open(&mut work, ACTION.into(), &project, cause).await?;
    work.finish(recovery.id).await
}

async fn locked(work: &Work<'_>, asked: About) -> Answer<(Project, Option<Correction>)> {
    match asked {
        About::Correction(id) => {
            let (project, correction) = corrections::locked(work, id).await?;
            Ok((project, Some(correction)))
        }
        About::Carried(id) => {
            let project = projects::lock(&work.tx, &work.scope, id).await?;
            Ok((work.found("project", project)?, None))
        }
    }
}

fn check(work: &Work<'_>, asked: &OpenRecovery, today: NaiveDate) -> Answer<()> {
    if asked.reason.trim().is_empty() {
        let words = "write why the money is recovered; the lead municipality is heard about it";
        return Err(incomplete("reason", words));
    }
    if asked.respond_by <= today {
        let words = "give the lead municipality a day after today to answer";
        return Err(work.faulty(&["respondBy"], words));
    }
    Ok(())
}

fn incomplete(field: &str, words: &str) -> Failure {
    Refusal {
        path: vec![field.to_owned()],
        ..refusal(RefusalCode::Incomplete, words)
    }
    .into()
}

fn refusal(code: RefusalCode, words: impl Into<String>) -> Refusal {
    Refusal::of(code, "recovery", ACTION.into(), words)
}

/// What is to be recovered, and what is known of it.
struct Owed {
    principal: Money,
    found_on: Option<NaiveDate>,
    /// The latest day on which the money of the claims concerned was paid.
    paid_on: Option<NaiveDate>,
}

/// What an approved correction took off the grant.
async fn of_correction(work: &Work<'_>, correction: &Correction) -> Answer<Owed> {
    let effect = correction.grant_effect().map_err(Failure::internal)?;
    let approved = correction.state.approved().is_some();
    if approved && !effect.is_negative() {
        let words = "the correction takes nothing off the grant, so there is nothing to recover";
        return Err(refusal(RefusalCode::LimitExceeded, words).into());
    }
    let others = corrections_of(work, correction).await?;
    if others.iter().any(|other| other.reverses == Some(correction.id)) {
        let words = "another correction has undone this one, so there is nothing to recover";
        return Err(refusal(RefusalCode::WrongState, words).into());
    }
    if approved && let Some((partner, left, taken)) = more_than_granted(&work.tx, correction).await? {
        let partner = organisations::find(&work.tx, partner).await?;
        let partner = partner.map(|found| found.name_fi).unwrap_or_default();
        let taken = taken.negated().map_err(Failure::internal)?;
        let words = format!(
            "the correction takes {taken} off the share of {partner}, of which the approved claims have granted \
             only {left} that is not being recovered already; the next claim settles both"
        );
        return Err(refusal(RefusalCode::LimitExceeded, words).into());
    }
    let lines: Vec<CostLineId> = correction.lines.iter().map(|line| line.line).collect();
    let found = verified::find_many(&work.tx, &Scope::system(), &lines).await?;
    let mut held: Vec<ClaimId> = found.iter().filter_map(|line| line.verification.claim).collect();
    held.sort_unstable();
    held.dedup();
    Ok(Owed {
        // A correction that is not approved is refused by its machine, which knows the words for it.
        principal: if approved {
            effect.negated().map_err(Failure::internal)?
        } else {
            Money::from_cents(1)
        },
        found_on: Some(calendar::helsinki_date(correction.proposed.at)),
        paid_on: latest_payment(work, &held).await?,
    })
}

async fn corrections_of(work: &Work<'_>, of: &Correction) -> Answer<Vec<Correction>> {
    let states = ["approved", "netted", "recovering"];
    Ok(talkoot_storage::corrections::in_states(&work.tx, of.project, &states).await?)
}

/// What the last approved claim carried and no other recovery collects.
async fn carried(work: &Work<'_>, project: &Project) -> Answer<Owed> {
    let nothing = || {
        let words =
            "the project owes nothing after its last approved claim that is not being recovered already";
        refusal(RefusalCode::LimitExceeded, words)
    };
    let last = claims::approved_before(&work.tx, project.id, i32::MAX).await?;
    let last = last.ok_or_else(nothing)?;
    let taken = recoveries::of_project(&work.tx, project.id).await?;
    let taken = taken.iter().filter(|one| {
        one.basis == Basis::Carried
            && one.after_claim == last.number
            && !matches!(one.state, State::Cancelled { .. })
    });
    let taken = Money::sum(taken.map(|one| one.principal)).map_err(Failure::internal)?;
    let principal = last.figures.owed.checked_sub(taken).map_err(Failure::internal)?;
    if principal <= Money::ZERO {
        return Err(nothing().into());
    }
    Ok(Owed {
        principal,
        found_on: None,
        paid_on: latest_of_project(work, project).await?,
    })
}

/// What was paid in all beyond the entitlement after the last claim (rule 8), whatever corrections and
/// recoveries came between; the corrections are settled by it.
async fn at_the_end(work: &mut Work<'_>, project: &Project, end: &Ending) -> Answer<Owed> {
    let (FinalOutcome::Return(principal) | FinalOutcome::Waivable(principal)) = end.balance.outcome else {
        let words = "no more was paid in all than the project is entitled to; nothing is to be returned";
        return Err(refusal(RefusalCode::LimitExceeded, words).into());
    };
    if !is_settled(&end.last) {
        let words = format!(
            "claim {} is not paid; the final balance is known after it",
            end.last.number
        );
        return Err(refusal(RefusalCode::WrongState, words).into());
    }
    let paid_on = latest_of_project(work, project).await?;
    corrections::net(work, project.id, end.last.id).await?;
    Ok(Owed {
        principal,
        found_on: None,
        paid_on,
    })
}

/// The latest day on which anything was paid to the project, the advance included.
async fn latest_of_project(work: &Work<'_>, project: &Project) -> Answer<Option<NaiveDate>> {
    Ok(latest(&payouts::of_projects(&work.tx, &[project.id]).await?))
}

async fn latest_payment(work: &Work<'_>, claims: &[ClaimId]) -> Answer<Option<NaiveDate>> {
    Ok(latest(&payouts::of_claims(&work.tx, claims).await?))
}

fn latest(payouts: &[Payout]) -> Option<NaiveDate> {
    let days = payouts.iter().filter_map(|payout| match &payout.state {
        payout::State::Confirmed { confirmation, .. } => Some(confirmation.value_date),
        _ => None,
    });
    days.max()
}

fn paid_on(work: &Work<'_>, asked: &OpenRecovery, owed: &Owed, today: NaiveDate) -> Answer<NaiveDate> {
    match asked.paid_on.or(owed.paid_on) {
        Some(day) if day > today => {
            Err(work.faulty(&["paidOn"], "the money cannot have been paid in the future"))
        }
        Some(day) => Ok(day),
        None => {
            let words = "no payout of the claims concerned is confirmed, so it is not known from when interest runs; \
                         give the day on which the money was paid";
            Err(Refusal {
                path: vec!["paidOn".to_owned()],
                ..refusal(RefusalCode::CannotCheck, words)
            }
            .into())
        }
    }
}
