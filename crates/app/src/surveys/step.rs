use serde_json::json;
use talkoot_domain::{
    calendar,
    ids::{PersonId, SurveyId},
    policy::{Action, Actor},
    survey::{self, Command, Step, Survey, SurveyMachine},
};
use talkoot_storage::surveys as storage;

use super::{OBJECT, facts, mail, participation_of, standings, subject};
use crate::{Answer, App, Begun, Note, Request, Version, Work};

/// Opens a survey: everybody who is invited is written to, and it says what it says from then on.
///
/// # Errors
/// Refused while nobody is invited, when its last day has ended, and once it is open.
pub async fn open(app: &App, actor: &Actor, request: Request<(SurveyId, Version)>) -> Answer<SurveyId> {
    step(app, actor, (Action::OpenSurvey, Command::Open), request).await
}

/// Closes a survey before its last day has ended.
///
/// # Errors
/// Refused unless it is open.
pub async fn close(app: &App, actor: &Actor, request: Request<(SurveyId, Version)>) -> Answer<SurveyId> {
    step(app, actor, (Action::CloseSurvey, Command::Close), request).await
}

/// Shows the results to everybody.
///
/// # Errors
/// Refused unless it is closed.
pub async fn publish(app: &App, actor: &Actor, request: Request<(SurveyId, Version)>) -> Answer<SurveyId> {
    step(app, actor, (Action::PublishSurvey, Command::Publish), request).await
}

async fn step(
    app: &App,
    actor: &Actor,
    (action, command): (Action, Command),
    request: Request<(SurveyId, Version)>,
) -> Answer<SurveyId> {
    let mut work = match app.begin(actor, action, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (id, expected) = request.body;
    let survey = storage::lock(&work.tx, &work.scope, id).await?;
    let survey = work.found(OBJECT, survey)?;
    work.permit(&standings(&survey))?;
    work.same_version(OBJECT, survey.id.into(), survey.version, expected)
        .await?;
    carry_out(&mut work, survey, command, Some(actor.person)).await?;
    work.finish(id).await
}

/// Closes every survey whose last day has ended; done by the clock. Says how many.
///
/// # Errors
/// When the database fails; those closed before stay closed.
pub async fn close_due(app: &App) -> Answer<u64> {
    let mut closed = 0;
    for id in storage::ended_before(app.store(), app.today()).await? {
        let mut work = app.begin_system("closeSurvey").await?;
        let survey = storage::lock(&work.tx, &work.scope, id).await?;
        let still_open = survey.filter(|survey| matches!(survey.state, survey::State::Open { .. }));
        let Some(survey) = still_open else {
            // Somebody was faster.
            continue;
        };
        carry_out(&mut work, survey, Command::Close, None).await?;
        work.close().await?;
        closed += 1;
    }
    Ok(closed)
}

/// A step, and what follows from it.
async fn carry_out(
    work: &mut Work<'_>,
    survey: Survey,
    command: Command,
    by: Option<PersonId>,
) -> Answer<()> {
    let id = survey.id;
    let people = participation_of(&work.tx, id).await?;
    let facts = facts(&survey, by, people.invited, work.now);
    let note = match command {
        Command::Open => Note::details(json!({ "invited": people.invited })),
        Command::Close => Note::details(json!({ "invited": people.invited, "answered": people.answered })),
        Command::Update | Command::Invite | Command::Publish => Note::none(),
    };
    let about = subject(&survey);
    let state = work.decide::<SurveyMachine>(about, survey.state, command, &facts, note)?;
    let changed = Survey { state, ..survey };
    storage::update(&work.tx, &changed).await?;
    match command {
        Command::Open => {
            let invited = storage::unanswered(&work.tx, id, None).await?;
            mail::enqueue(work, id, Step::Invitation, &invited).await?;
            let today = calendar::helsinki_date(work.now);
            storage::set_next_reminder(&work.tx, id, changed.details.next_reminder(today)).await?;
        }
        Command::Close => {
            let questions = &changed.details.questions;
            let count = |answers: &[survey::Answers]| survey::count(questions, answers);
            storage::close(&work.tx, id, questions, count).await?;
        }
        Command::Update | Command::Invite | Command::Publish => {}
    }
    Ok(())
}
