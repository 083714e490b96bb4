use chrono::{DateTime, NaiveDate, Utc};
use talkoot_domain::{
    amendment::{Content, plan},
    change_part::Hindrance,
    hands::Hands,
    ids::{ObligationId, PersonId, SubAreaId},
    obligation::{Command, CommandName, ObligationMachine},
    project::Project,
    workflow::{self, Reason, RefusalCode},
};
use talkoot_storage::{Access, obligations, projects};
use uuid::Uuid;

use super::{Effect, no};
use crate::Answer;

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
    let areas = projects::sub_areas(db, &[project.application]).await?;
    let areas: Vec<SubAreaId> = areas.into_iter().map(|(_, area)| area.id).collect();
    match plan::check(content, project.terms.use_period, &areas) {
        Ok(()) => Ok(Ok(Effect::Plan)),
        Err(why) => no(why.code(), why.to_string()),
    }
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
