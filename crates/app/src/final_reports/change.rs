use serde_json::json;
use talkoot_domain::{
    final_report::{Command, FinalReport, FinalReportMachine, SectionQuestion, StateName},
    form::Names,
    ids::{FinalReportId, OrganisationId},
    obligation,
    policy::{Action, Actor, Standings},
    project::Project,
    workflow::Machine as _,
};
use talkoot_storage::{
    final_reports, form_answers,
    projects::{self, Participation},
};

use super::{facts::gathered, filled_in, gate::in_the_way, known, locked};
use crate::{Answer, App, Begun, Note, Request, Version, forms::FieldAnswer, obligations};

/// Answers of one municipality to questions of a report.
#[derive(Clone, Debug)]
pub struct AnswerFinalReport {
    /// Which report.
    pub id: FinalReportId,
    /// The version that was read.
    pub expected_version: Version,
    /// Whose answers they are; the lead's when there is none.
    pub partner: Option<OrganisationId>,
    /// The answers.
    pub answers: Vec<FieldAnswer>,
}

/// A report given back.
#[derive(Clone, Debug)]
pub struct ReturnFinalReport {
    /// Which report.
    pub id: FinalReportId,
    /// The version that was read.
    pub expected_version: Version,
    /// What the project must answer, by section.
    pub questions: Vec<SectionQuestion>,
}

type Target = (FinalReportId, Version);

/// Partners write what is asked of each; what is asked of the lead is written by whoever leads.
fn standings(project: &Project, partner: OrganisationId) -> Standings {
    let standings = project.standings(Some(partner));
    if partner == project.lead {
        standings
    } else {
        Standings {
            lead: None,
            ..standings
        }
    }
}

/// Answers questions.
///
/// # Errors
/// Refused while the report is with the authority, for a question of somebody else, for one that is not asked because of
/// another answer, for a value that a question does not take, and for a stale answer; every fault at once, and then
/// nothing is stored.
pub async fn answer(
    app: &App,
    actor: &Actor,
    request: Request<AnswerFinalReport>,
    names: &(dyn Names + Sync),
) -> Answer<FinalReportId> {
    let mut work = match app.begin(actor, Action::AnswerFinalReport, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let (project, report) = locked(&work, asked.id).await?;
    let owner = asked.partner.unwrap_or(project.lead);
    work.permit(&standings(&project, owner))?;
    let partners = projects::participations(&work.tx, &[project.id]).await?;
    let takes_part = |one: &Participation| one.organisation == owner && !one.has_left();
    if !partners.iter().any(|(_, partner)| takes_part(partner)) {
        return Err(work.faulty(&["partnerId"], "this municipality takes no part in the project"));
    }
    let object = FinalReportMachine::OBJECT;
    work.same_version(object, report.id.into(), report.version, asked.expected_version)
        .await?;
    let filled = filled_in(&work.tx, &project, &report).await?;
    let changed = filled.changed(&work, object, owner, &asked.answers, names).await;
    let note = match &changed {
        Ok(changed) => Note::details(filled.log(owner, changed)),
        Err(_) => Note::none(),
    };
    let facts = known(actor.person, &filled);
    let subject = obligations::subject(report.id.into(), &project);
    // What the machine says comes first: whoever cannot answer at all does not read about single questions.
    let state = work.decide::<FinalReportMachine>(subject, report.state, Command::Answer, &facts, note)?;
    for answer in &changed? {
        form_answers::save(&work.tx, object, report.id.into(), answer).await?;
    }
    final_reports::update(&work.tx, &FinalReport { state, ..report }).await?;
    work.finish(asked.id).await
}

/// Hands the report to the authority, which settles its obligation; what the system knows is kept with it.
///
/// # Errors
/// Refused before the obligation opens, while a question is open, while the exit plan is not approved where the call wants one, and while an indicator
/// was not measured.
pub async fn submit(app: &App, actor: &Actor, request: Request<Target>) -> Answer<FinalReportId> {
    let asked = (Action::SubmitFinalReport, request.body);
    change(app, actor, asked, request, Command::Submit, Note::none()).await
}

/// Accepts a submitted report.
///
/// # Errors
/// Refused in any other state, and to whoever handed it in.
pub async fn accept(app: &App, actor: &Actor, request: Request<Target>) -> Answer<FinalReportId> {
    let asked = (Action::AcceptFinalReport, request.body);
    change(app, actor, asked, request, Command::Accept, Note::none()).await
}

/// Gives a submitted report back with questions, each about a section; its obligation is open again.
///
/// # Errors
/// Refused in any other state, to whoever handed it in, without a question, and for a section that is none.
pub async fn give_back(
    app: &App,
    actor: &Actor,
    request: Request<ReturnFinalReport>,
) -> Answer<FinalReportId> {
    let body = request.body.clone();
    let asked = (Action::ReturnFinalReport, (body.id, body.expected_version));
    let note = Note::reason(in_words(&body.questions).join("\n"));
    let command = Command::Return {
        questions: body.questions,
    };
    change(app, actor, asked, request, command, note).await
}

/// The questions as a letter and the log write them.
pub(crate) fn in_words(questions: &[SectionQuestion]) -> Vec<String> {
    let questions = questions.iter();
    questions
        .map(|one| format!("{}: {}", one.section, one.question.trim()))
        .collect()
}

async fn change<T: std::fmt::Debug>(
    app: &App,
    actor: &Actor,
    (action, (id, expected)): (Action, Target),
    request: Request<T>,
    command: Command,
    mut note: Note,
) -> Answer<FinalReportId> {
    let mut work = match app.begin(actor, action, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, report) = locked(&work, id).await?;
    work.permit(&project.standings(None))?;
    let object = FinalReportMachine::OBJECT;
    work.same_version(object, report.id.into(), report.version, expected)
        .await?;
    let filled = filled_in(&work.tx, &project, &report).await?;
    let (_, owed) = obligations::locked(&work, report.obligation).await?;
    let mut frozen = report.facts.clone();
    let settles = match &command {
        Command::Submit => {
            let gathered = gathered(&work.tx, &project).await?;
            // What was submitted stays on record word for word, even if it comes back and is rewritten.
            note.details = json!({ "answers": filled.frozen(), "facts": talkoot_storage::final_reports::logged(&gathered) });
            frozen = Some(gathered);
            Some(obligation::Command::Submit)
        }
        Command::Accept => Some(obligation::Command::Accept),
        Command::Return { questions } => Some(obligation::Command::Return {
            reasons: in_words(questions),
        }),
        Command::Answer => None,
    };
    let submits = matches!(command, Command::Submit);
    let subject = obligations::subject(id.into(), &project);
    let facts = known(actor.person, &filled);
    let state = work.decide::<FinalReportMachine>(subject, report.state, command, &facts, note)?;
    if submits {
        let hindrance = in_the_way(&work.tx, (action, app.today()), &project, &owed).await?;
        hindrance.map_or(Ok(()), Err)?;
    }
    let changed = FinalReport {
        facts: match StateName::from(&state) {
            StateName::Submitted | StateName::Accepted => frozen,
            StateName::Draft | StateName::Returned => None,
        },
        state,
        ..report
    };
    final_reports::update(&work.tx, &changed).await?;
    if let Some(command) = settles {
        obligations::apply(&mut work, &project, owed, command, actor.person, Note::none()).await?;
    }
    work.finish(id).await
}
