use std::fmt::Debug;

use talkoot_domain::{
    application::{self, Application, Snapshot},
    commitment::{Command, Commitment, CommitmentMachine, Event, State, StateName},
    ids::{ApplicationId, CommitmentId},
    policy::{Action, Actor},
    workflow::Stamp,
};
use talkoot_storage::{applications, commitments, projects};

use super::{Dossier, decide, dossier_of, open, subject};
use crate::{Answer, App, Begun, Note, Request, Version, Work};

/// Asks every partner that is not committed to commit.
///
/// # Errors
/// Refused when the application is not being written, the call is not open, or the budget cannot stand.
pub async fn request_commitments(
    app: &App,
    actor: &Actor,
    request: Request<(ApplicationId, Version)>,
) -> Answer<ApplicationId> {
    let mut work = match app.begin(actor, Action::RequestCommitments, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (id, expected) = request.body;
    let dossier = open(&mut work, id, expected, None).await?;
    let command = application::Command::RequestCommitments;
    let state = decide(&mut work, &dossier, command, Note::none()).await?;
    for part in &dossier.application.partners {
        let existing = dossier
            .commitments
            .iter()
            .find(|commitment| commitment.partner == part.organisation);
        match existing {
            None => ask(&mut work, &dossier, part.organisation, actor).await?,
            Some(commitment) => match StateName::from(&commitment.state) {
                StateName::Requested | StateName::Given => {}
                StateName::Declined | StateName::Fallen => {
                    change(&mut work, &dossier, commitment, Command::Request, Note::none()).await?;
                }
            },
        }
    }
    let after = Application {
        state,
        ..dossier.application
    };
    applications::update(&work.tx, &after).await?;
    work.finish(id).await
}

async fn ask(
    work: &mut Work<'_>,
    dossier: &Dossier,
    partner: talkoot_domain::ids::OrganisationId,
    actor: &Actor,
) -> Answer<()> {
    let commitment = Commitment {
        id: work.app.new_id(),
        version: 1,
        application: dossier.application.id,
        partner,
        state: State::Requested {
            requested: Stamp {
                by: actor.person,
                at: work.now,
            },
        },
    };
    commitments::insert(&work.tx, &commitment).await?;
    let details = Note::details(serde_json::json!({ "partner": partner.to_string() }));
    work.record(
        "commitment",
        subject(commitment.id),
        None,
        Some("requested"),
        details,
    );
    work.emit(Event::Requested.into(), subject(commitment.id));
    Ok(())
}

async fn change(
    work: &mut Work<'_>,
    dossier: &Dossier,
    commitment: &Commitment,
    command: Command,
    note: Note,
) -> Answer<()> {
    let facts = dossier.commitment_facts(commitment.partner, work.actor()?.person);
    let state = work.decide::<CommitmentMachine>(
        subject(commitment.id),
        commitment.state.clone(),
        command,
        &facts,
        note,
    )?;
    let after = Commitment {
        state,
        ..commitment.clone()
    };
    Ok(commitments::update(&work.tx, &after).await?)
}

/// Takes an application back from the partners; their commitments fall and a new budget version
/// begins.
///
/// # Errors
/// Refused unless the partners are committing.
pub async fn reopen(
    app: &App,
    actor: &Actor,
    request: Request<(ApplicationId, Version)>,
) -> Answer<ApplicationId> {
    let mut work = match app.begin(actor, Action::ReopenApplication, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (id, expected) = request.body;
    let dossier = open(&mut work, id, expected, None).await?;
    let state = decide(&mut work, &dossier, application::Command::Reopen, Note::none()).await?;
    let after = Application {
        state,
        ..dossier.application.clone()
    };
    let after = fall(&mut work, &dossier, after).await?;
    applications::update(&work.tx, &after).await?;
    work.finish(id).await
}

/// Lets commitments fall when the change has touched what they were given on; `then` holds the sub-areas, cells and
/// answers as they will be.
pub(super) async fn settle(
    work: &mut Work<'_>,
    dossier: &Dossier,
    after: Application,
    then: &Dossier,
) -> Answer<Application> {
    if Snapshot::of(&after, &then.sub_areas, &then.cells, &then.answers, &then.plans) == dossier.snapshot {
        return Ok(after);
    }
    fall(work, dossier, after).await
}

/// Lets every commitment fall that has not. What they were given on is kept: the application goes on
/// with a copy of its budget.
async fn fall(work: &mut Work<'_>, dossier: &Dossier, after: Application) -> Answer<Application> {
    let standing: Vec<_> = dossier
        .commitments
        .iter()
        .filter(|commitment| StateName::from(&commitment.state) != StateName::Fallen)
        .collect();
    if standing.is_empty() {
        return Ok(after);
    }
    for commitment in standing {
        change(work, dossier, commitment, Command::Fall, Note::none()).await?;
    }
    let number = applications::latest_budget_number(&work.tx, after.id).await? + 1;
    let budget = work.app.new_id();
    projects::insert_budget(&work.tx, after.id, budget, number, &dossier.cells).await?;
    Ok(Application { budget, ..after })
}

/// Commits a municipality to its part of the application as it is now.
///
/// # Errors
/// Refused to the one who prepared the municipality's budget, when nobody has prepared it, and when
/// the application does not ask.
pub async fn give(
    app: &App,
    actor: &Actor,
    request: Request<(CommitmentId, Version)>,
) -> Answer<CommitmentId> {
    let (id, version) = request.body;
    answer(
        app,
        actor,
        Action::GiveCommitment,
        request,
        id,
        version,
        Command::Give,
    )
    .await
}

/// Says no to the part asked of a municipality.
///
/// # Errors
/// Refused without a reason, and when the application does not ask.
pub async fn decline(
    app: &App,
    actor: &Actor,
    request: Request<(CommitmentId, Version, String)>,
) -> Answer<CommitmentId> {
    let (id, version, reason) = request.body.clone();
    let command = Command::Decline { reason };
    answer(
        app,
        actor,
        Action::DeclineCommitment,
        request,
        id,
        version,
        command,
    )
    .await
}

async fn answer<T: Debug>(
    app: &App,
    actor: &Actor,
    action: Action,
    request: Request<T>,
    id: CommitmentId,
    expected: Version,
    command: Command,
) -> Answer<CommitmentId> {
    let mut work = match app.begin(actor, action, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let row = commitments::find(&work.tx, &work.scope, id).await?;
    let seen = work.found("commitment", row)?;
    let row = applications::lock(&work.tx, &work.scope, seen.application).await?;
    let application = work.found("commitment", row)?;
    // Again, for it may have fallen while the application was locked by somebody else.
    let row = commitments::find(&work.tx, &work.scope, id).await?;
    let commitment = work.found("commitment", row)?;
    work.permit(&application.standings(Some(commitment.partner)))?;
    work.same_version("commitment", commitment.id.into(), commitment.version, expected)
        .await?;
    let dossier = dossier_of(&work, application).await?;
    let note = Note {
        reason: match &command {
            Command::Decline { reason } => Some(reason.clone()),
            Command::Request | Command::Give | Command::Fall => None,
        },
        details: serde_json::json!({ "snapshot": dossier.snapshot.to_string() }),
    };
    change(&mut work, &dossier, &commitment, command, note).await?;
    work.finish(id).await
}
