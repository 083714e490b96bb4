use chrono::NaiveDate;
use serde_json::json;
use talkoot_domain::{
    calendar,
    ids::{OrganisationId, ProjectResultId},
    policy::{Action, Actor, Standings},
    project_result::{Command, ProjectResult, ProjectResultMachine, Reuse, Why},
    workflow::Stamp,
};
use talkoot_storage::project_results as storage;

use super::{OBJECT, facts, refused, subject};
use crate::{Answer, App, Begun, Note, Request, Version};

/// That a municipality took a result into use.
#[derive(Clone, Debug)]
pub struct RecordReuse {
    /// Which result.
    pub id: ProjectResultId,
    /// The version that was read.
    pub expected_version: Version,
    /// Which municipality: one's own.
    pub municipality: OrganisationId,
    /// Since which day.
    pub since: NaiveDate,
}

/// Records for one's own municipality that it took a public result into use.
///
/// # Errors
/// Refused for another municipality than one's own, for one that took part in the result, the second time, for a day to
/// come, and unless the result is public.
pub async fn record_reuse(
    app: &App,
    actor: &Actor,
    request: Request<RecordReuse>,
) -> Answer<ProjectResultId> {
    const ACTION: Action = Action::RecordResultReuse;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let result = storage::lock(&work.tx, &work.scope, asked.id).await?;
    let result = work.found(OBJECT, result)?;
    work.permit(&Standings {
        own: Some(asked.municipality),
        ..Standings::default()
    })?;
    work.same_version(OBJECT, result.id.into(), result.version, asked.expected_version)
        .await?;
    let facts = facts(&work.tx, &result, actor.person).await?;
    let note = Note::details(json!({ "municipality": asked.municipality.to_string(), "since": asked.since }));
    let before = result.state.clone();
    let state =
        work.decide::<ProjectResultMachine>(subject(&result), before, Command::Reuse, &facts, note)?;
    check(&result, &asked, calendar::helsinki_date(work.now)).map_err(|why| refused(ACTION, &why))?;
    let reuse = Reuse {
        municipality: asked.municipality,
        since: asked.since,
        recorded: Stamp {
            by: actor.person,
            at: work.now,
        },
    };
    storage::append_reuse(&work.tx, result.id, reuse).await?;
    storage::update(&work.tx, &ProjectResult { state, ..result }).await?;
    work.finish(asked.id).await
}

fn check(result: &ProjectResult, asked: &RecordReuse, today: NaiveDate) -> Result<(), Why> {
    let mut parties = result.content.parties.iter();
    if parties.any(|party| party.municipality == asked.municipality) {
        return Err(Why::TookPart);
    }
    let mut reuses = result.reuses.iter();
    if reuses.any(|reuse| reuse.municipality == asked.municipality) {
        return Err(Why::UsedAlready);
    }
    if asked.since > today {
        return Err(Why::UsedInTheFuture(asked.since));
    }
    Ok(())
}
