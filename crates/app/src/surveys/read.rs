use std::collections::HashMap;

use talkoot_domain::{
    form::Value,
    ids::{CallId, OrganisationId, ProjectId, SurveyId},
    language::Language,
    policy::{self, Action, Actor, Standings},
    survey::{About, CommandName, Participation, QuestionResult, State, Survey, SurveyMachine},
};
use talkoot_storage::{Access, Page, Scope, calls, organisations, projects, surveys as storage};

use super::{facts, participation_of, standings};
use crate::{Answer, App, Availability, availability};

/// A survey whose results everybody may read.
#[derive(Clone, Debug)]
pub struct Published {
    /// The survey.
    pub survey: Survey,
    /// Who asked, by its name in Finnish.
    pub asker: String,
    /// What it was about: the title of the call, or the name of the project.
    pub about: String,
    /// How many of how many answered.
    pub participation: Participation,
    /// What was counted, in the order of the questions.
    pub results: Vec<QuestionResult>,
}

/// What was written in answer to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextAnswers {
    /// The code of the question.
    pub question: String,
    /// The texts or numbers, in an order drawn by lot.
    pub texts: Vec<String>,
}

/// The survey, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: SurveyId) -> Answer<Option<Survey>> {
    Ok(storage::find(app.store(), &Scope::of(actor), id).await?)
}

/// A page of surveys, oldest first: of a call, of a project, or all that this person sees.
///
/// # Errors
/// When the database fails.
pub async fn list(app: &App, actor: &Actor, of: Option<About>, page: Page<SurveyId>) -> Answer<Vec<Survey>> {
    Ok(storage::list(app.store(), &Scope::of(actor), of, page).await?)
}

/// How many there are of these.
///
/// # Errors
/// When the database fails.
pub async fn count(app: &App, actor: &Actor, of: Option<About>) -> Answer<u64> {
    Ok(storage::count(app.store(), &Scope::of(actor), of).await?)
}

/// How many of how many, of surveys that the person has found.
///
/// # Errors
/// When the database fails.
pub async fn participation(app: &App, ids: &[SurveyId]) -> Answer<HashMap<SurveyId, Participation>> {
    Ok(storage::participation(app.store(), ids).await?)
}

/// What was counted, of surveys that the person has found; nothing of those that are not closed.
///
/// # Errors
/// When the database fails.
pub async fn results(app: &App, ids: &[SurveyId]) -> Answer<HashMap<SurveyId, Vec<QuestionResult>>> {
    Ok(storage::results(app.store(), ids).await?)
}

/// Whether somebody who has found a survey sees what was counted: everybody once it is published, before that whoever
/// asks.
#[must_use]
pub fn sees_results(actor: &Actor, survey: &Survey) -> bool {
    matches!(survey.state, State::Published { .. }) || asks(actor, &standings(survey))
}

/// What was written in answer to the questions without options, of a survey that is closed: for whoever asks, and only
/// where enough answered. Nothing for anybody else, for a text may tell who wrote it.
///
/// # Errors
/// When the database fails.
pub async fn texts(app: &App, actor: &Actor, survey: &Survey) -> Answer<Vec<TextAnswers>> {
    let is_counted = match survey.state {
        State::Draft | State::Open { .. } => false,
        State::Closed { .. } | State::Published { .. } => true,
    };
    if !is_counted || !asks(actor, &standings(survey)) {
        return Ok(Vec::new());
    }
    let details = &survey.details;
    let replies = storage::replies(app.store(), survey.id, &details.questions).await?;
    let counted = talkoot_domain::survey::count(&details.questions, &replies);
    let shown = counted
        .into_iter()
        .filter(|one| one.options.is_empty() && one.is_shown(details.fewest_answers));
    Ok(shown
        .map(|one| {
            let answers = replies.iter().filter_map(|reply| reply.get(&one.question));
            let mut texts: Vec<String> = answers.filter_map(words).collect();
            // Each question in an order of its own: what one person wrote stands together nowhere.
            texts.sort_unstable();
            TextAnswers {
                texts,
                question: one.question,
            }
        })
        .collect())
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Money(_)
        | Value::Date(_)
        | Value::Choice(_)
        | Value::Table(_)
        | Value::Files(_)
        | Value::Municipality(_)
        | Value::SubArea(_) => None,
    }
}

/// The addresses to which no mail could be delivered, each with what the mail server said; for whoever asks, and
/// nothing for anybody else.
///
/// # Errors
/// When the database fails.
pub async fn refused_addresses(app: &App, actor: &Actor, survey: &Survey) -> Answer<Vec<(String, String)>> {
    if !asks(actor, &standings(survey)) {
        return Ok(Vec::new());
    }
    Ok(storage::refused(app.store(), survey.id).await?)
}

/// Whether somebody may see who is invited and what was written.
fn asks(actor: &Actor, standings: &Standings) -> bool {
    policy::permit(Action::InviteToSurvey, actor, standings).is_ok()
}

/// What this person can do with it now, and why not.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(app: &App, actor: &Actor, survey: &Survey) -> Answer<Vec<Availability>> {
    const OFFERED: [(Action, CommandName); 5] = [
        (Action::UpdateSurvey, CommandName::Update),
        (Action::InviteToSurvey, CommandName::Invite),
        (Action::OpenSurvey, CommandName::Open),
        (Action::CloseSurvey, CommandName::Close),
        (Action::PublishSurvey, CommandName::Publish),
    ];
    let invited = participation_of(app.store(), survey.id).await?.invited;
    Ok(availability::<SurveyMachine>(
        actor,
        &standings(survey),
        &survey.state,
        &facts(survey, Some(actor.person), invited, app.now()),
        &OFFERED,
    ))
}

/// A page of the surveys whose results are published, oldest first; for everybody.
///
/// # Errors
/// When the database fails.
pub async fn public(app: &App, page: Page<SurveyId>) -> Answer<Vec<Published>> {
    let db = app.store();
    let surveys = storage::public(db, page).await?;
    let ids: Vec<SurveyId> = surveys.iter().map(|one| one.id).collect();
    let people = storage::participation(db, &ids).await?;
    let mut results = storage::results(db, &ids).await?;
    let names = Names::load(db, &surveys).await?;
    Ok(surveys
        .into_iter()
        .map(|survey| Published {
            asker: names.askers.get(&survey.owner).cloned().unwrap_or_default(),
            about: names.of(survey.about),
            participation: people.get(&survey.id).copied().unwrap_or_default(),
            results: results.remove(&survey.id).unwrap_or_default(),
            survey,
        })
        .collect())
}

/// What surveys are about and who asks, in words.
struct Names {
    askers: HashMap<OrganisationId, String>,
    calls: HashMap<CallId, String>,
    projects: HashMap<ProjectId, String>,
}

impl Names {
    async fn load(db: &impl Access, surveys: &[Survey]) -> Answer<Self> {
        let scope = Scope::system();
        let owners: Vec<OrganisationId> = surveys.iter().map(|one| one.owner).collect();
        let abouts = surveys.iter().map(|one| one.about);
        let of_calls: Vec<CallId> = abouts
            .clone()
            .filter_map(|about| match about {
                About::Call(call) => Some(call),
                About::Project(_) => None,
            })
            .collect();
        let of_projects: Vec<ProjectId> = abouts.filter_map(About::project).collect();
        let askers = organisations::find_many(db, &owners).await?;
        let calls = calls::find_many(db, &scope, &of_calls).await?;
        let projects = projects::find_many(db, &scope, &of_projects).await?;
        Ok(Self {
            askers: askers
                .into_iter()
                .map(|one| (one.id, one.name(Language::Fi).to_owned()))
                .collect(),
            calls: calls.into_iter().map(|one| (one.id, one.details.title)).collect(),
            projects: projects.into_iter().map(|one| (one.id, one.name)).collect(),
        })
    }

    fn of(&self, about: About) -> String {
        let name = match about {
            About::Call(call) => self.calls.get(&call),
            About::Project(project) => self.projects.get(&project),
        };
        name.cloned().unwrap_or_default()
    }
}

/// How many surveys are published.
///
/// # Errors
/// When the database fails.
pub async fn count_public(app: &App) -> Answer<u64> {
    Ok(storage::count_public(app.store()).await?)
}
