use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::json;
use talkoot_domain::{
    calendar,
    hands::Deed,
    ids::{OrganisationId, ProjectId, ProjectResultId, SubAreaId},
    policy::{Action, Actor},
    project::Project,
    project_result::{
        Command, Content, Event, Party, ProjectResult, ProjectResultMachine, ReusableBy, State, TAXONOMY,
        Theme, Why,
    },
    workflow::Stamp,
};
use talkoot_storage::{project_results as storage, projects};

use super::{OBJECT, facts, refused, standings, subject};
use crate::{Answer, App, Begun, Note, Request, Version, Work, milestones};

/// A result to be written.
#[derive(Clone, Debug)]
pub struct CreateResult {
    /// Of which project.
    pub project: ProjectId,
    /// What it says.
    pub written: Written,
}

/// A result to be written anew.
#[derive(Clone, Debug)]
pub struct UpdateResult {
    /// Which.
    pub id: ProjectResultId,
    /// The version that was read.
    pub expected_version: Version,
    /// What it says.
    pub written: Written,
}

/// What a result shall say, as somebody wrote it.
#[derive(Clone, Debug)]
pub struct Written {
    /// What it is, in a few words.
    pub title: String,
    /// What was tried.
    pub tried: String,
    /// What worked.
    pub worked: String,
    /// What did not work.
    pub not_worked: String,
    /// The theme.
    pub theme: Theme,
    /// The sub-area from which it came.
    pub sub_area: Option<SubAreaId>,
    /// Who may use it again.
    pub reusable_by: ReusableBy,
    /// Under which licence.
    pub licence: String,
    /// On which further terms.
    pub terms: String,
    /// Whom to ask.
    pub contact: String,
    /// Addresses of pages with more.
    pub links: Vec<String>,
    /// Who took part.
    pub parties: Vec<PartyWritten>,
}

/// A municipality that took part, as somebody wrote it.
#[derive(Clone, Debug)]
pub struct PartyWritten {
    /// Which municipality.
    pub municipality: OrganisationId,
    /// How many inhabitants it had.
    pub inhabitants: i32,
    /// On which day.
    pub counted_on: NaiveDate,
    /// Who counted.
    pub source: String,
}

/// Begins to write a result of a project.
///
/// # Errors
/// Refused to anybody but the lead and the municipality that leads the sub-area; for what cannot be said so, with its
/// path; for municipalities that take no part.
pub async fn create(app: &App, actor: &Actor, request: Request<CreateResult>) -> Answer<ProjectResultId> {
    const ACTION: Action = Action::CreateProjectResult;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let project = projects::lock(&work.tx, &work.scope, asked.project).await?;
    let project = work.found("project", project)?;
    work.permit(&milestones::standings_of(&work.tx, &project, asked.written.sub_area).await?)?;
    let content = read(&work, &project, asked.written, ACTION).await?;
    let result = ProjectResult {
        id: app.new_id(),
        version: 1,
        project: project.id,
        taxonomy: TAXONOMY,
        content,
        created: Stamp {
            by: actor.person,
            at: work.now,
        },
        reuses: Vec::new(),
        state: State::Draft,
    };
    storage::insert(&work.tx, &result).await?;
    work.had_a_hand(OBJECT, result.id.into(), Deed::Drafted).await?;
    let about = subject(&result);
    work.record(OBJECT, about, None, Some("draft"), logged(&result));
    work.emit(Event::Created.into(), about);
    work.finish(result.id).await
}

/// Writes a result anew that is not with the authority.
///
/// # Errors
/// As [`create`], and refused once it is submitted.
pub async fn update(app: &App, actor: &Actor, request: Request<UpdateResult>) -> Answer<ProjectResultId> {
    const ACTION: Action = Action::UpdateProjectResult;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let result = storage::lock(&work.tx, &work.scope, asked.id).await?;
    let result = work.found(OBJECT, result)?;
    let project = super::project_of(&work.tx, &result).await?;
    work.permit(&standings(&work.tx, &project, &result).await?)?;
    work.same_version(OBJECT, result.id.into(), result.version, asked.expected_version)
        .await?;
    // Into another sub-area it goes by whoever may write there.
    work.permit(&milestones::standings_of(&work.tx, &project, asked.written.sub_area).await?)?;
    let content = read(&work, &project, asked.written, ACTION).await?;
    let facts = facts(&work.tx, &result, actor.person).await?;
    let after = ProjectResult {
        content,
        taxonomy: TAXONOMY,
        ..result.clone()
    };
    let note = logged(&after);
    let state =
        work.decide::<ProjectResultMachine>(subject(&result), result.state, Command::Update, &facts, note)?;
    work.had_a_hand(OBJECT, after.id.into(), Deed::Changed).await?;
    let after = ProjectResult { state, ..after };
    storage::update(&work.tx, &after).await?;
    work.finish(after.id).await
}

async fn read(work: &Work<'_>, project: &Project, written: Written, action: Action) -> Answer<Content> {
    milestones::own_sub_area(work, project, written.sub_area).await?;
    let areas = projects::sub_areas(&work.tx, &[project.application]).await?;
    let area = areas
        .into_iter()
        .find(|(_, area)| Some(area.id) == written.sub_area);
    let partners = projects::partners(&work.tx, &[project.id]).await?;
    let takes_part: BTreeSet<OrganisationId> = partners
        .into_iter()
        .map(|(_, partner)| partner.organisation)
        .chain([project.lead])
        .collect();
    let trimmed = |text: String| text.trim().to_owned();
    let content = Content {
        title: trimmed(written.title),
        tried: trimmed(written.tried),
        worked: trimmed(written.worked),
        not_worked: trimmed(written.not_worked),
        theme: written.theme,
        sub_area: written.sub_area,
        topic: area.map(|(_, area)| area.topic),
        reusable_by: written.reusable_by,
        licence: trimmed(written.licence),
        terms: trimmed(written.terms),
        contact: trimmed(written.contact),
        links: written.links.into_iter().map(trimmed).collect(),
        parties: written
            .parties
            .into_iter()
            .map(|party| Party {
                municipality: party.municipality,
                // What is no number of people is refused as such below.
                inhabitants: u32::try_from(party.inhabitants).unwrap_or(0),
                counted_on: party.counted_on,
                source: party.source.trim().to_owned(),
            })
            .collect(),
    };
    let today = calendar::helsinki_date(work.now);
    content
        .check(&takes_part, today)
        .map_err(|why: Why| refused(action, &why))?;
    Ok(content)
}

fn logged(result: &ProjectResult) -> Note {
    let theme: &'static str = result.content.theme.into();
    Note::details(json!({ "title": result.content.title, "theme": theme, "taxonomy": result.taxonomy }))
}
