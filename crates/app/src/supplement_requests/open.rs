use chrono::NaiveDate;
use talkoot_domain::{
    calendar::{self, Deadline},
    claim::{Claim, StateName},
    ids::{ClaimId, CostLineId, ObligationId, SupplementRequestId},
    obligation,
    policy::{Action, Actor, Standings},
    project::Project,
    supplement_request::{Command, Event, Question, State, SupplementRequest, SupplementRequestMachine, Why},
    workflow::{Machine, Reason, Refusal, RefusalCode, Stamp},
};
use talkoot_storage::{Scope, cost_line_verification as verified, projects, supplement_requests};

use super::{facts, owed, subject};
use crate::{
    Answer, App, Availability, Begun, Failure, Note, Request, Version, Work,
    actions::permitted,
    claims,
    obligations::{self, Hung},
};

const ACTION: Action = Action::OpenSupplementRequest;

/// A question to be asked.
#[derive(Clone, Debug)]
pub struct NewQuestion {
    /// In words.
    pub text: String,
    /// The cost line of the claim that it is about, where it is about one.
    pub line: Option<CostLineId>,
    /// The code of the cost category that it is about, where it is about one.
    pub category: Option<String>,
}

/// A supplement request to be made.
#[derive(Clone, Debug)]
pub struct OpenSupplementRequest {
    /// About which claim.
    pub claim: ClaimId,
    /// The version of the claim that was read.
    pub expected_version: Version,
    /// What the lead is to answer.
    pub questions: Vec<NewQuestion>,
    /// Until when, before the day is moved to a working day.
    pub respond_by: NaiveDate,
    /// The answered request about the same claim that it asks further about, where it does.
    pub follows: Option<SupplementRequestId>,
}

/// Asks the lead municipality about a claim that is being checked; what it is to answer is an obligation from
/// then on.
///
/// # Errors
/// Refused unless the claim is submitted and not checked, without a question, for a line that is not in the
/// claim or a category that is not in the budget, for a day that is not in the future, and for a further question
/// about a request that is not answered.
pub async fn open(
    app: &App,
    actor: &Actor,
    request: Request<OpenSupplementRequest>,
) -> Answer<SupplementRequestId> {
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let (project, claim) = claims::locked(&work, asked.claim).await?;
    work.permit(&project.standings(None))?;
    work.same_version("claim", claim.id.into(), claim.version, asked.expected_version)
        .await?;
    being_checked(&claim)?;
    let questions: Vec<Question> = asked.questions.into_iter().map(question).collect();
    let today = calendar::helsinki_date(work.now);
    SupplementRequest::check_asked(&questions, asked.respond_by, today).map_err(|why| refused(&why))?;
    known(&work, &project, &claim, &questions).await?;
    let earlier = supplement_requests::of_claim(&work.tx, claim.id).await?;
    if let Some(follows) = asked.follows {
        let known = earlier.iter().find(|one| one.id == follows).cloned();
        let known = work.found(SupplementRequestMachine::OBJECT, known)?;
        ask_again(&mut work, &project, known).await?;
    }
    let id: SupplementRequestId = app.new_id();
    let (kind, hangs) = owed(id);
    let hung = Hung {
        kind,
        subject: hangs,
        responsible: project.lead,
        nominal: asked.respond_by,
        due: Deadline::new(asked.respond_by, project.terms.schedule.holidays).due(),
        by: actor.person,
    };
    let obligation = obligations::hang(&mut work, &project, hung).await?;
    let new = SupplementRequest {
        id,
        version: 1,
        project: project.id,
        claim: claim.id,
        number: earlier.last().map_or(1, |last| last.number.saturating_add(1)),
        obligation: obligation.id,
        follows: asked.follows,
        asked: Stamp {
            by: actor.person,
            at: work.now,
        },
        questions,
        state: State::Open,
    };
    supplement_requests::insert(&work.tx, &new).await?;
    record(&mut work, &new, obligation.id, obligation.due);
    work.finish(id).await
}

fn record(work: &mut Work<'_>, new: &SupplementRequest, obligation: ObligationId, due: NaiveDate) {
    let questions: Vec<&str> = new.questions.iter().map(|one| one.text.as_str()).collect();
    let note = Note::details(serde_json::json!({
        "claim": new.claim.to_string(),
        "number": new.number,
        "questions": questions,
        "obligation": obligation.to_string(),
        "dueDate": due,
        "follows": new.follows.map(|id| id.to_string()),
    }));
    work.record(
        SupplementRequestMachine::OBJECT,
        subject(new),
        None,
        Some("open"),
        note,
    );
    work.emit(Event::Opened.into(), subject(new));
}

fn question(asked: NewQuestion) -> Question {
    let category = asked.category.map(|code| code.trim().to_owned());
    Question {
        text: asked.text.trim().to_owned(),
        line: asked.line,
        category: category.filter(|code| !code.is_empty()),
        answer: None,
        files: Vec::new(),
    }
}

fn refused(why: &Why) -> Failure {
    Refusal {
        code: why.code(),
        message: why.to_string(),
        path: why.path(),
        object: SupplementRequestMachine::OBJECT,
        state: None,
        command: ACTION.into(),
    }
    .into()
}

fn being_checked(claim: &Claim) -> Result<(), Refusal> {
    let state = claim.state_name();
    if state == StateName::Submitted {
        return Ok(());
    }
    let message =
        "the lead municipality is asked while the claim is submitted and its content not checked yet";
    Err(Refusal {
        state: Some(state.into()),
        ..Refusal::of(RefusalCode::WrongState, "claim", ACTION.into(), message)
    })
}

/// Whether this person can ask about the claim now.
pub(crate) fn open_available(actor: &Actor, standings: &Standings, claim: &Claim) -> Availability {
    permitted(ACTION, actor, &[*standings], being_checked(claim))
}

/// Lines are lines of the claim, categories are in the budget.
async fn known(work: &Work<'_>, project: &Project, claim: &Claim, questions: &[Question]) -> Answer<()> {
    let lines: Vec<CostLineId> = questions.iter().filter_map(|one| one.line).collect();
    let found = verified::find_many(&work.tx, &Scope::system(), &lines).await?;
    let budget = projects::budget(&work.tx, project.budget).await?;
    for (place, question) in questions.iter().enumerate() {
        let place = place.to_string();
        if let Some(line) = question.line {
            let held = found
                .iter()
                .any(|one| one.line.id == line && one.verification.claim == Some(claim.id));
            if !held {
                let message = "this line is not in the claim; choose one of its lines, or leave it out";
                return Err(work.faulty(&["questions", &place, "costLineId"], message));
            }
        }
        if let Some(category) = &question.category
            && !budget.iter().any(|cell| cell.category == *category)
        {
            let message =
                "the budget of the project has no such category; use the code of one, or leave it out";
            return Err(work.faulty(&["questions", &place, "category"], message));
        }
    }
    Ok(())
}

/// The answered request gives its place to the new one; what was owed for it has been handed in.
async fn ask_again(work: &mut Work<'_>, project: &Project, earlier: SupplementRequest) -> Answer<()> {
    let by = work.actor()?.person;
    let facts = facts(&work.tx, &earlier, by).await?;
    let about = subject(&earlier);
    let before = earlier.state.clone();
    let state =
        work.decide::<SupplementRequestMachine>(about, before, Command::AskAgain, &facts, Note::none())?;
    supplement_requests::update(&work.tx, &SupplementRequest { state, ..earlier }).await?;
    let id = SupplementRequestId::from(about.id);
    obligations::settle(work, project, owed(id), &[obligation::Command::Accept], by).await
}
