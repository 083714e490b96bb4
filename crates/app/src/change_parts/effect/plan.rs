use chrono::{DateTime, NaiveDate, Utc};
use talkoot_domain::{
    amendment::{Content, Duty, HandOverItem, plan},
    change_part::Hindrance,
    hands::Hands,
    ids::{ObligationId, OrganisationId, PersonId, SubAreaId},
    obligation::{Command, CommandName, ObligationMachine},
    project::Project,
    workflow::{self, Reason, RefusalCode},
};
use talkoot_storage::{Access, obligations, people, projects};
use uuid::Uuid;

use super::{Effect, no};
use crate::{
    Answer,
    project_contacts::{MUNICIPAL, named},
};

/// So many things are handed over at once at most.
const MOST_ITEMS: usize = 100;

/// Whether what is planned can become so.
pub(super) async fn change(
    db: &impl Access,
    project: &Project,
    content: &Content,
    now: DateTime<Utc>,
) -> Answer<Result<Effect, Hindrance>> {
    if let Content::ReportDeadline { obligation, date } = content {
        return postpone(db, project, *obligation, *date, now).await;
    }
    if let Content::PersonInCharge {
        municipality,
        duty,
        person,
        items,
    } = content
    {
        let who = (*municipality, *duty, *person);
        return take_charge(db, project, who, items, now).await;
    }
    let areas = projects::sub_areas(db, &[project.application]).await?;
    let areas: Vec<SubAreaId> = areas.into_iter().map(|(_, area)| area.id).collect();
    match plan::check(content, project.terms.use_period, &areas) {
        Ok(()) => Ok(Ok(Effect::Plan)),
        Err(why) => no(why.code(), why.to_string()),
    }
}

/// Whether somebody can take a duty over: in a municipality that takes part, with a role there, and with a list of
/// what is handed over when somebody had the duty before.
async fn take_charge(
    db: &impl Access,
    project: &Project,
    (municipality, duty, person): (OrganisationId, Duty, PersonId),
    items: &[HandOverItem],
    now: DateTime<Utc>,
) -> Answer<Result<Effect, Hindrance>> {
    let partners = projects::participations(db, &[project.id]).await?;
    let mut partners = partners.iter().filter(|(_, one)| !one.has_left());
    if !partners.any(|(_, one)| one.organisation == municipality) {
        let message = "this municipality takes no part in the project; name one of its partners";
        return no(RefusalCode::InvalidInput, message);
    }
    if duty == Duty::Manager && municipality != project.lead {
        let message = "the project manager works for the lead municipality; name that one";
        return no(RefusalCode::InvalidInput, message);
    }
    let candidates = people::holders(db, municipality, &MUNICIPAL, now).await?;
    if !candidates.iter().any(|candidate| candidate.id == person) {
        let message = "this person holds no role in the municipality now; choose somebody who does, or give them a \
                       role first";
        return no(RefusalCode::InvalidInput, message);
    }
    let before = named(db, project.id, municipality, duty.into(), now).await?;
    if before == Some(person) {
        return no(
            RefusalCode::InvalidInput,
            "this person has the duty already; name another one",
        );
    }
    if before.is_some() && items.is_empty() {
        let message = "say what is handed over: documents, open obligations, accesses, agreements, knowledge";
        return no(RefusalCode::Incomplete, message);
    }
    if items.iter().any(|item| item.what.trim().is_empty()) {
        return no(
            RefusalCode::Incomplete,
            "write in words what each item of the hand-over list is",
        );
    }
    if items.len() > MOST_ITEMS {
        let message =
            format!("a hand-over list has at most {MOST_ITEMS} items; put together what belongs together");
        return no(RefusalCode::InvalidInput, message);
    }
    Ok(Ok(Effect::Plan))
}

/// Whether something can be handed in on a later day: its own rules say so.
async fn postpone(
    db: &impl Access,
    project: &Project,
    id: ObligationId,
    date: NaiveDate,
    now: DateTime<Utc>,
) -> Answer<Result<Effect, Hindrance>> {
    let owed = obligations::of_project(db, project.id).await?;
    let Some(obligation) = owed.into_iter().find(|one| one.id == id) else {
        let message = "the project owes nothing by this id; choose one of its obligations";
        return no(RefusalCode::InvalidInput, message);
    };
    if let Err(why) = obligation.check_by_itself(CommandName::Extend) {
        return no(why.code(), why.to_string());
    }
    let command = Command::Extend {
        nominal: date,
        // The reasoning of the decision becomes the reason.
        reason: "a change request".to_owned(),
    };
    let facts = obligation.facts(PersonId::from(Uuid::nil()), Hands::default(), now);
    match workflow::transition::<ObligationMachine>(obligation.state, command, &facts, now) {
        Ok(_) => Ok(Ok(Effect::Plan)),
        Err(refusal) => no(refusal.code, refusal.message),
    }
}
