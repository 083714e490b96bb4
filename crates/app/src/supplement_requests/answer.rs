use talkoot_domain::{
    ids::SupplementRequestId,
    obligation,
    policy::{Action, Actor},
    supplement_request::{Command, CommandName, QuestionAnswer, SupplementRequestMachine},
    workflow,
};
use talkoot_storage::supplement_requests;

use super::{Opened, begin, owed};
use crate::{Answer, App, Note, Request, Version, files, obligations};

/// Answers to a supplement request.
#[derive(Clone, Debug)]
pub struct AnswerSupplementRequest {
    /// Which request.
    pub id: SupplementRequestId,
    /// The version that was read.
    pub expected_version: Version,
    /// One answer for each question, in their order.
    pub answers: Vec<QuestionAnswer>,
}

/// Answers every question of a request; what was owed is handed in then, and nobody is reminded any more.
///
/// # Errors
/// Refused once it is answered or withdrawn, unless each question is answered, and for files that are not the
/// lead municipality's or that the person may not read. A late answer is an answer.
pub async fn answer(
    app: &App,
    actor: &Actor,
    request: Request<AnswerSupplementRequest>,
) -> Answer<SupplementRequestId> {
    const ACTION: Action = Action::AnswerSupplementRequest;
    let asked = request.body.clone();
    let target = (asked.id, asked.expected_version);
    let mut opened = match begin(app, actor, ACTION, &request, target).await? {
        Ok(opened) => opened,
        Err(id) => return Ok(id),
    };
    let state = &opened.request.state;
    workflow::check::<SupplementRequestMachine>(state, CommandName::Answer, &opened.facts)?;
    opened
        .request
        .check_answers(&asked.answers)
        .map_err(|why| workflow::refusal::<SupplementRequestMachine>(state, CommandName::Answer, &why))?;
    own_files(&opened, &asked.answers).await?;
    let note = note(&asked.answers);
    opened.request = opened.request.answered(asked.answers);
    supplement_requests::answer(&opened.work.tx, &opened.request).await?;
    opened.apply(Command::Answer, note).await?;
    obligations::settle(
        &mut opened.work,
        &opened.project,
        owed(asked.id),
        &[obligation::Command::Submit],
        actor.person,
    )
    .await?;
    opened.finish().await
}

fn note(answers: &[QuestionAnswer]) -> Note {
    let answers: Vec<serde_json::Value> = answers
        .iter()
        .map(|one| {
            let files: Vec<String> = one.files.iter().map(ToString::to_string).collect();
            serde_json::json!({ "answer": one.text.trim(), "files": files })
        })
        .collect();
    Note::details(serde_json::json!({ "answers": answers }))
}

/// Files are those of the municipality that answers, and the person may read them.
async fn own_files(opened: &Opened<'_>, answers: &[QuestionAnswer]) -> Answer<()> {
    let ids: Vec<_> = answers.iter().flat_map(|one| one.files.iter().copied()).collect();
    let found = files::to_put_to_use(&opened.work, &ids).await?;
    for (answer, given) in answers.iter().enumerate() {
        for (place, id) in given.files.iter().enumerate() {
            let own = found
                .iter()
                .any(|file| file.id == *id && file.organisation == opened.project.lead);
            if !own {
                let path = ["answers", &answer.to_string(), "fileIds", &place.to_string()];
                let message = "the lead municipality has no such file; upload it for the lead municipality";
                return Err(opened.work.faulty(&path, message));
            }
        }
    }
    Ok(())
}
