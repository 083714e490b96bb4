//! A part comes into force: at once when nothing is in its way, else by the clock.

mod earlier;
mod lead;
mod obligations;
mod partners;
mod period;

use serde_json::json;
use talkoot_domain::{
    amendment::Content,
    calendar,
    change_part::{ChangePart, ChangePartMachine, Command, CommandName, Facts, Made},
    change_request::ChangeRequest,
    ids::{ChangePartId, PersonId},
    project::Project,
    workflow::{self, Name},
};
use talkoot_storage::{
    amendments::{self, Amendment, Pinned},
    change_parts, projects,
};
use uuid::Uuid;

use super::{Effect, Moment, budget, effect, facts::facts_for, held, locked, part_subject, settlement};
use crate::{Answer, App, Failure, Note, Subject, Work, project_contacts};

/// Lets the parts come into force whose day has come and whose hindrances are gone. Says how many did.
///
/// # Errors
/// When the database fails.
pub async fn enforce_due(app: &App) -> Answer<u64> {
    let mut done = 0;
    for id in change_parts::waiting_until(app.store(), app.today()).await? {
        match by_the_clock(app, id).await {
            Ok(enforced) => done += u64::from(enforced),
            Err(failure) => {
                tracing::error!(part = %id, error = failure.told(), "an amendment did not come into force; it is tried again");
            }
        }
    }
    Ok(done)
}

/// One part in a transaction of its own: one that fails does not keep the others waiting.
async fn by_the_clock(app: &App, id: ChangePartId) -> Answer<bool> {
    let mut work = app.begin_system("enforceChangePart").await?;
    let (project, request, part) = locked(&work, id).await?;
    if !part.state_name().is_waiting() {
        // Somebody was faster.
        return Ok(false);
    }
    let known = part.hindrance.clone();
    let nobody = PersonId::from(Uuid::nil());
    let hindrance = enforce_now(&mut work, project, &request, part, nobody).await?;
    if hindrance.is_some() && hindrance == known {
        // Nothing new to tell: the open transaction holds nothing.
        return Ok(false);
    }
    work.close().await?;
    Ok(hindrance.is_none())
}

/// Lets an accepted part come into force, or keeps in words what is in its way.
pub(super) async fn enforce_now(
    work: &mut Work<'_>,
    project: Project,
    request: &ChangeRequest,
    part: ChangePart,
    by: PersonId,
) -> Answer<Option<String>> {
    let facts = facts_for(&work.tx, &project, request, &part, by, work.now).await?;
    if let Err(refusal) = workflow::check::<ChangePartMachine>(&part.state, CommandName::Enforce, &facts) {
        let hindrance = Some(refusal.message);
        if part.hindrance != hindrance {
            let kept = ChangePart {
                hindrance: hindrance.clone(),
                ..part
            };
            change_parts::update(&work.tx, &kept).await?;
        }
        return Ok(hindrance);
    }
    enforce(work, project, part, &facts).await?;
    Ok(None)
}

async fn enforce(work: &mut Work<'_>, project: Project, mut part: ChangePart, facts: &Facts) -> Answer<()> {
    let content = part.content().clone();
    let from = part.state.proposal().and_then(|proposal| proposal.effective_on);
    let effect = effect(&work.tx, &project, &content, Moment { from, now: work.now }).await?;
    let effect = effect.map_err(|hindrance| Failure::internal(hindrance.message))?;
    let state = work.decide::<ChangePartMachine>(
        part_subject(&part),
        part.state,
        Command::Enforce,
        facts,
        Note::none(),
    )?;
    part.state = state;
    part.hindrance = None;
    let made = part.state.made().cloned();
    let made = made.ok_or_else(|| Failure::internal("a part in force without a decision"))?;
    let before = Pinned::from(&project);
    let replaced = held::replaced(&work.tx, &project, &content, work.now).await?;
    let settled = settlement(&project, &effect);
    let mut after = project.clone();
    apply(work, &mut after, &mut part, &content, &effect, &made).await?;
    projects::update(&work.tx, &after).await?;
    let number = amendments::of_projects(&work.tx, &[project.id]).await?.len();
    let amendment = Amendment {
        id: work.app.new_id(),
        project: project.id,
        number: i32::try_from(number).map_err(Failure::internal)? + 1,
        part: part.id,
        effective_on: from.unwrap_or_else(|| calendar::helsinki_date(work.now)),
        in_force_at: work.now,
        before,
        after: Pinned::from(&after),
        settlement: settled.clone(),
        replaced,
    };
    amendments::insert(&work.tx, &amendment).await?;
    change_parts::update(&work.tx, &part).await?;
    let subject = Subject {
        id: project.id.into(),
        project: Some(project.id),
    };
    let note = Note::details(json!({
        "amendment": amendment.number,
        "kind": content.kind().code(),
        "effectiveOn": amendment.effective_on,
        "award": after.award.to_string(),
        "lead": after.lead.to_string(),
        "usePeriodLast": after.terms.use_period.last,
        "budget": after.budget.to_string(),
        "settlement": settled,
    }));
    work.record("project", subject, None, None, note);
    Ok(())
}

/// Does to the project what the part says.
async fn apply(
    work: &mut Work<'_>,
    project: &mut Project,
    part: &mut ChangePart,
    content: &Content,
    effect: &Effect,
    made: &Made,
) -> Answer<()> {
    if let Some(new) = effect.budget() {
        project.budget = budget::put_in_force(work, project, part, new).await?;
        project.award = new.award;
    }
    match (content, effect) {
        // The budget is in force by now; what is planned is read from the amendments themselves.
        (
            Content::BudgetShift { .. }
            | Content::ScopeChange { .. }
            | Content::Timetable { .. }
            | Content::ChangeOfDirection { .. },
            _,
        ) => Ok(()),
        (Content::Extension { last }, Effect::Extension(continuation)) => {
            period::extend(work, project, *last, continuation, made).await
        }
        (
            Content::PartnerLeaving {
                partner,
                last_day,
                certificate,
                ..
            },
            _,
        ) => partners::leave(work, project, *partner, (*last_day, certificate), made).await,
        (
            Content::PartnerJoining {
                partner, first_day, ..
            },
            _,
        ) => partners::join(work, project, *partner, *first_day).await,
        (Content::LeadChange { new_lead, .. }, _) => lead::change(work, project, *new_lead).await,
        (
            Content::PersonInCharge {
                municipality,
                duty,
                person,
                ..
            },
            _,
        ) => {
            let of = (*municipality, (*duty).into());
            let tenure = project_contacts::from_today(work, *person);
            project_contacts::give(work, project, of, tenure, made.decided.by).await
        }
        (Content::ReportDeadline { obligation, date }, _) => {
            obligations::postpone(work, project, (*obligation, *date), made).await
        }
        (Content::EarlyStop { last, .. }, Effect::Stop(curtailment)) => {
            period::stop(work, project, *last, curtailment, made).await
        }
        (Content::Extension { .. } | Content::EarlyStop { .. }, _) => {
            Err(Failure::internal("another use period has another effect"))
        }
    }
}
