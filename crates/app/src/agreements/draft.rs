use serde_json::json;
use talkoot_domain::{
    agreement::{Agreement, AgreementMachine, Clauses, Command, CommandName, Event, State, StateName, Why},
    calendar,
    hands::Deed,
    ids::{AgreementId, ProjectId},
    language::Language,
    policy::{Action, Actor},
    project::Project,
    workflow::{Machine as _, Reason as _, Refusal, Stamp},
};
use talkoot_storage::{agreements, hands, organisations, projects};

use super::{
    OBJECT, locked, standings, subject,
    text::{Frame, write},
};
use crate::{Answer, App, Begun, Failure, Note, Request, Version};

/// An agreement to be drafted.
#[derive(Clone, Debug)]
pub struct DraftAgreement {
    /// Of which project.
    pub project: ProjectId,
    /// The version of the project that was read.
    pub expected_version: Version,
    /// In which language; in that of the lead unless told.
    pub language: Option<Language>,
    /// What the municipalities agree in their own words.
    pub clauses: Clauses,
}

/// A draft to be written anew.
#[derive(Clone, Debug)]
pub struct RedraftAgreement {
    /// Which.
    pub id: AgreementId,
    /// The version that was read.
    pub expected_version: Version,
    /// In which language; as before unless told.
    pub language: Option<Language>,
    /// What the municipalities agree in their own words.
    pub clauses: Clauses,
}

/// Drafts the agreement of a project from what was granted.
///
/// # Errors
/// Refused where the lead is alone, while another agreement of the project is being made, and for a clause that is
/// too long.
pub async fn draft(app: &App, actor: &Actor, request: Request<DraftAgreement>) -> Answer<AgreementId> {
    const ACTION: Action = Action::DraftAgreement;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let project = projects::lock(&work.tx, &work.scope, asked.project).await?;
    let project = work.found("project", project)?;
    work.permit(&project.standings(None))?;
    work.same_version(
        "project",
        project.id.into(),
        project.version,
        asked.expected_version,
    )
    .await?;
    asked.clauses.check().map_err(|why| refused(ACTION, &why))?;
    let all = agreements::of_projects(&work.tx, &[project.id]).await?;
    may_begin(&all).map_err(|why| refused(ACTION, &why))?;
    let language = language_of(&work.tx, &project, asked.language).await?;
    let replaced = all
        .iter()
        .find(|one| StateName::from(&one.state) == StateName::InForce);
    let number = all.iter().map(|one| one.number).max().unwrap_or(0) + 1;
    let frame = Frame {
        number,
        language,
        clauses: &asked.clauses,
        drafted: calendar::helsinki_date(work.now),
        replaces: replaced.map(|one| one.number),
    };
    let written = write(&work.tx, &project, &frame).await?;
    if written.parties.len() < 2 {
        return Err(refused(ACTION, &Why::NoPartner));
    }
    let agreement = Agreement {
        id: app.new_id(),
        version: 1,
        project: project.id,
        number,
        lead: project.lead,
        parties: written.parties,
        language,
        clauses: asked.clauses,
        document: written.document,
        sha256: written.sha256,
        drafted: Stamp {
            by: actor.person,
            at: work.now,
        },
        replaces: replaced.map(|one| one.id),
        signatures: Vec::new(),
        state: State::Draft,
    };
    agreements::insert(&work.tx, &agreement).await?;
    work.had_a_hand(OBJECT, agreement.id.into(), Deed::Drafted)
        .await?;
    let note = Note::details(json!({ "number": number, "sha256": hex::encode(agreement.sha256) }));
    work.record(OBJECT, subject(&agreement), None, Some("draft"), note);
    work.emit(Event::Drafted.into(), subject(&agreement));
    work.finish(agreement.id).await
}

/// Whether another agreement of the project can be begun.
pub(super) fn may_begin(all: &[Agreement]) -> Result<(), Why> {
    let open = all
        .iter()
        .find(|one| matches!(one.state, State::Draft | State::Signing { .. }));
    open.map_or(Ok(()), |one| Err(Why::AnotherOpen(one.number)))
}

pub(super) fn refusal(action: Action, why: &Why) -> Refusal {
    let path = why.path();
    let refusal = Refusal::of(
        why.code(),
        AgreementMachine::OBJECT,
        action.into(),
        why.to_string(),
    );
    Refusal { path, ..refusal }
}

fn refused(action: Action, why: &Why) -> Failure {
    refusal(action, why).into()
}

async fn language_of(
    db: &impl talkoot_storage::Access,
    project: &Project,
    wanted: Option<Language>,
) -> Answer<Language> {
    if let Some(language) = wanted {
        return Ok(language);
    }
    let lead = organisations::find(db, project.lead).await?;
    Ok(lead.ok_or(Failure::NotFound("organisation"))?.language)
}

/// Writes a draft anew, from what holds now and other words.
///
/// # Errors
/// Refused once the municipalities are asked to sign it, and for a clause that is too long.
pub async fn redraft(app: &App, actor: &Actor, request: Request<RedraftAgreement>) -> Answer<AgreementId> {
    const ACTION: Action = Action::RedraftAgreement;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let (project, agreement) = locked(&work, asked.id).await?;
    work.permit(&standings(&project, &agreement, None))?;
    work.same_version(
        OBJECT,
        agreement.id.into(),
        agreement.version,
        asked.expected_version,
    )
    .await?;
    asked.clauses.check().map_err(|why| refused(ACTION, &why))?;
    let hands = hands::of(&work.tx, OBJECT, agreement.id.into()).await?;
    let facts = agreement.facts(actor.person, hands, true);
    talkoot_domain::workflow::check::<AgreementMachine>(&agreement.state, CommandName::Redraft, &facts)?;
    let all = agreements::of_projects(&work.tx, &[project.id]).await?;
    let language = asked.language.unwrap_or(agreement.language);
    let frame = Frame {
        number: agreement.number,
        language,
        clauses: &asked.clauses,
        drafted: calendar::helsinki_date(work.now),
        replaces: all
            .iter()
            .find(|one| Some(one.id) == agreement.replaces)
            .map(|one| one.number),
    };
    let written = write(&work.tx, &project, &frame).await?;
    if written.parties.len() < 2 {
        return Err(refused(ACTION, &Why::NoPartner));
    }
    let note = Note::details(json!({ "sha256": hex::encode(written.sha256) }));
    let before = agreement.state.clone();
    let state =
        work.decide::<AgreementMachine>(subject(&agreement), before, Command::Redraft, &facts, note)?;
    let after = Agreement {
        lead: project.lead,
        parties: written.parties,
        language,
        clauses: asked.clauses,
        document: written.document,
        sha256: written.sha256,
        drafted: Stamp {
            by: actor.person,
            at: work.now,
        },
        state,
        ..agreement
    };
    agreements::update(&work.tx, &after).await?;
    agreements::replace_parties(&work.tx, &after).await?;
    work.had_a_hand(OBJECT, after.id.into(), Deed::Changed).await?;
    work.finish(after.id).await
}
