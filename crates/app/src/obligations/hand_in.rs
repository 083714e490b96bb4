//! Obligations without a form of their own: a statement with files, accepted or given back.

use chrono::NaiveDate;
use serde_json::json;
use talkoot_domain::{
    hands::Hands,
    ids::{FileId, ObligationId},
    obligation::{Answered, Command, CommandName, Obligation, ObligationMachine, Submission, Why},
    policy::{self, Action, Actor, Standings},
    project::Project,
    workflow::{self, Refusal, Stamp},
};
use talkoot_storage::{Access, obligations::submissions as storage};

use super::{apply, locked, standings};
use crate::{Answer, App, Availability, Begun, Note, Request, Version, Work, files, final_reports};

/// A statement to be handed in.
#[derive(Clone, Debug)]
pub struct HandIn {
    /// Which obligation.
    pub id: ObligationId,
    /// The version that was read.
    pub expected_version: Version,
    /// What was done and what came of it.
    pub statement: String,
    /// Files of the municipality that belong to it.
    pub files: Vec<FileId>,
}

/// What was handed in, to be given back.
#[derive(Clone, Debug)]
pub struct GiveBack {
    /// Which obligation.
    pub id: ObligationId,
    /// The version that was read.
    pub expected_version: Version,
    /// What the project must answer.
    pub questions: Vec<String>,
}

/// Hands in a statement, which stops the reminders.
///
/// # Errors
/// Refused for what has a report of its own, before the obligation opens, once it is handed in or
/// waived, without a statement, and for files that are not the municipality's or that the person may not read.
pub async fn hand_in(app: &App, actor: &Actor, request: Request<HandIn>) -> Answer<ObligationId> {
    let mut work = match app.begin(actor, Action::SubmitObligation, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let (project, obligation) = locked(&work, asked.id).await?;
    work.permit(&standings(&project, &obligation))?;
    work.same_version(
        "obligation",
        obligation.id.into(),
        obligation.version,
        asked.expected_version,
    )
    .await?;
    refused(
        &obligation,
        CommandName::Submit,
        Submission::check(&obligation, app.today(), &asked.statement, &asked.files),
    )?;
    own_files(&work, &obligation, &asked.files).await?;
    let hindrance = hindrance(&work.tx, app.today(), &project, &obligation).await?;
    hindrance.map_or(Ok(()), Err)?;
    let earlier = storage::of_obligations(&work.tx, &[asked.id]).await?;
    let submission = Submission {
        id: app.new_id(),
        obligation: asked.id,
        number: earlier.last().map_or(1, |last| last.number + 1),
        statement: asked.statement.trim().to_owned(),
        files: asked.files,
        submitted: Stamp {
            by: actor.person,
            at: work.now,
        },
        answered: None,
    };
    let files: Vec<String> = submission.files.iter().map(ToString::to_string).collect();
    let note = Note::details(json!({
        "submission": submission.id.to_string(), "statement": submission.statement, "files": files,
    }));
    apply(
        &mut work,
        &project,
        obligation,
        Command::Submit,
        actor.person,
        note,
    )
    .await?;
    storage::insert(&work.tx, &submission).await?;
    work.finish(asked.id).await
}

/// Accepts what was handed in.
///
/// # Errors
/// Refused in any other state, and to whoever handed it in.
pub async fn accept(
    app: &App,
    actor: &Actor,
    request: Request<(ObligationId, Version)>,
) -> Answer<ObligationId> {
    let mut work = match app.begin(actor, Action::AcceptObligation, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (id, expected) = request.body;
    let (project, obligation) = locked(&work, id).await?;
    work.permit(&standings(&project, &obligation))?;
    work.same_version("obligation", obligation.id.into(), obligation.version, expected)
        .await?;
    let itself = final_reports::settles_itself(&work.tx, Action::AcceptObligation, &obligation).await?;
    itself.map_or(Ok(()), Err)?;
    let reader = Submission::check_reader(&obligation, actor.person);
    refused(&obligation, CommandName::Accept, reader)?;
    let command = Command::Accept;
    apply(
        &mut work,
        &project,
        obligation,
        command,
        actor.person,
        Note::none(),
    )
    .await?;
    work.finish(id).await
}

/// Gives what was handed in back with questions; the obligation is open again.
///
/// # Errors
/// Refused unless something is handed in, to whoever handed it in, and without a question.
pub async fn give_back(app: &App, actor: &Actor, request: Request<GiveBack>) -> Answer<ObligationId> {
    let mut work = match app.begin(actor, Action::ReturnObligation, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let (project, obligation) = locked(&work, asked.id).await?;
    work.permit(&standings(&project, &obligation))?;
    work.same_version(
        "obligation",
        obligation.id.into(),
        obligation.version,
        asked.expected_version,
    )
    .await?;
    let itself = final_reports::settles_itself(&work.tx, Action::ReturnObligation, &obligation).await?;
    itself.map_or(Ok(()), Err)?;
    let reader = Submission::check_reader(&obligation, actor.person);
    refused(&obligation, CommandName::Return, reader)?;
    let questions: Vec<String> = asked
        .questions
        .iter()
        .map(|text| text.trim().to_owned())
        .collect();
    let questions: Vec<String> = questions.into_iter().filter(|text| !text.is_empty()).collect();
    let command = Command::Return {
        reasons: questions.clone(),
    };
    let note = Note::reason(questions.join("\n"));
    apply(&mut work, &project, obligation, command, actor.person, note).await?;
    let submissions = storage::of_obligations(&work.tx, &[asked.id]).await?;
    let latest = work.found("submission", submissions.last().map(|last| last.id))?;
    let answered = Answered {
        questions,
        returned: Stamp {
            by: actor.person,
            at: work.now,
        },
    };
    storage::answer(&work.tx, latest, &answered).await?;
    work.finish(asked.id).await
}

/// What was handed in for obligations that the person sees, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn submissions(app: &App, obligations: &[ObligationId]) -> Answer<Vec<Submission>> {
    Ok(storage::of_obligations(app.store(), obligations).await?)
}

/// Whether this person can hand in, accept or give back now, and why not; for obligations without a
/// form of their own.
pub(super) fn available(
    app: &App,
    actor: &Actor,
    standings: &Standings,
    obligation: &Obligation,
    hands: Hands,
) -> Vec<Availability> {
    let facts = obligation.facts(actor.person, hands, app.now());
    let reader = || Submission::check_reader(obligation, actor.person);
    [
        (
            Action::SubmitObligation,
            CommandName::Submit,
            Submission::check_kind(obligation, app.today()),
        ),
        (Action::AcceptObligation, CommandName::Accept, reader()),
        (Action::ReturnObligation, CommandName::Return, reader()),
    ]
    .into_iter()
    .map(|(action, command, own)| {
        let refusal = policy::permit(action, actor, standings)
            .map(drop)
            .and_then(|()| refused(obligation, command, own))
            .and_then(|()| workflow::check::<ObligationMachine>(&obligation.state, command, &facts))
            .err();
        Availability { action, refusal }
    })
    .collect()
}

fn refused(obligation: &Obligation, command: CommandName, checked: Result<(), Why>) -> Result<(), Refusal> {
    checked.map_err(|why| workflow::refusal::<ObligationMachine>(&obligation.state, command, &why))
}

/// Why it is not handed in as a statement, or what else must be there before.
pub(super) async fn hindrance(
    db: &impl Access,
    today: NaiveDate,
    project: &Project,
    obligation: &Obligation,
) -> Answer<Option<Refusal>> {
    let itself = final_reports::settles_itself(db, Action::SubmitObligation, obligation).await?;
    if itself.is_some() {
        return Ok(itself);
    }
    final_reports::in_the_way(db, (Action::SubmitObligation, today), project, obligation).await
}

/// Files are handed in by the municipality that owes the report, from its own, by somebody who may read them.
async fn own_files(work: &Work<'_>, obligation: &Obligation, asked: &[FileId]) -> Answer<()> {
    let found = files::to_put_to_use(work, asked).await?;
    for (place, id) in asked.iter().enumerate() {
        let own = found
            .iter()
            .any(|file| file.id == *id && file.organisation == obligation.responsible);
        if !own {
            let message =
                "there is no such file of the municipality that owes this; upload it for that municipality";
            return Err(work.faulty(&["fileIds", &place.to_string()], message));
        }
    }
    Ok(())
}
