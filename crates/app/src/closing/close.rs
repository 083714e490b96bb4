use talkoot_domain::{
    entitlement::FinalOutcome,
    ids::{PersonId, ProjectId},
    obligation, payout,
    policy::{Action, Actor},
    project::{Command, CommandName, Facts, Hindrance, Project, ProjectMachine},
    recovery,
};
use talkoot_storage::{
    Access, Page, Scope, change_parts, change_requests, claims, corrections, cost_reports, obligations,
    payouts, projects, recoveries,
};

use super::{ending, is_settled};
use crate::{
    Answer, App, Availability, Begun, Note, Request, Subject, Version, availability, corrections::net,
};

const ACTION: Action = Action::CloseProject;

/// Closes a project in which everything is settled; what was not used of the award is free again. A finding
/// that comes later is still corrected, recovered or paid.
///
/// # Errors
/// Refused while anything is open: every claim, report, obligation, recovery, correction, payout and change
/// request that is, and a final balance, are named.
pub async fn close(app: &App, actor: &Actor, request: Request<(ProjectId, Version)>) -> Answer<ProjectId> {
    let (id, expected) = request.body;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let project = projects::lock(&work.tx, &work.scope, id).await?;
    let project = work.found("project", project)?;
    work.permit(&project.standings(None))?;
    work.same_version("project", project.id.into(), project.version, expected)
        .await?;
    let facts = facts(&work.tx, &project, actor.person).await?;
    let about = Subject {
        id: id.into(),
        project: Some(id),
    };
    let note = Note::details(serde_json::json!({ "released": facts.released.to_string() }));
    let state = work.decide::<ProjectMachine>(about, project.state, Command::Close, &facts, note)?;
    // Corrections that leave nothing to pay or to return are settled with the last claim.
    if let Some(last) = claims::approved_before(&work.tx, id, i32::MAX).await? {
        net(&mut work, id, last.id).await?;
    }
    projects::update(&work.tx, &Project { state, ..project }).await?;
    work.finish(id).await
}

/// Whether this person can close the project now, and why not.
pub(crate) async fn close_action(app: &App, actor: &Actor, project: &Project) -> Answer<Vec<Availability>> {
    let facts = facts(app.store(), project, actor.person).await?;
    Ok(availability::<ProjectMachine>(
        actor,
        &project.standings(None),
        &project.state,
        &facts,
        &[(ACTION, CommandName::Close)],
    ))
}

async fn facts(db: &impl Access, project: &Project, by: PersonId) -> Answer<Facts> {
    let mut hindrances = Vec::new();
    of_claims(db, project, &mut hindrances).await?;
    of_reports(db, project, &mut hindrances).await?;
    of_money(db, project, &mut hindrances).await?;
    of_changes(db, project, &mut hindrances).await?;
    of_obligations(db, project, &mut hindrances).await?;
    let end = ending(db, ACTION.into(), project).await?;
    match end.as_ref().map(|end| end.balance.outcome) {
        None | Some(FinalOutcome::Settled) => {}
        Some(outcome) => hindrances.push(Hindrance::Balance(outcome)),
    }
    Ok(Facts {
        by,
        hindrances,
        released: end.map(|end| end.balance.released).unwrap_or_default(),
    })
}

async fn of_claims(db: &impl Access, project: &Project, found: &mut Vec<Hindrance>) -> Answer<()> {
    let links = claims::chain(db, project.id).await?;
    for link in links.iter().filter(|link| link.state.is_open()) {
        found.push(Hindrance::OpenClaim {
            number: link.number,
            state: link.state,
        });
    }
    if !links.iter().any(|link| link.is_last && link.state.is_approved()) {
        found.push(Hindrance::NoLastClaim);
    }
    let unpaid = claims::unpaid(db, project.id).await?;
    let unpaid = unpaid.iter().filter(|claim| !is_settled(claim));
    found.extend(unpaid.map(|claim| Hindrance::UnpaidClaim(claim.number)));
    Ok(())
}

async fn of_reports(db: &impl Access, project: &Project, found: &mut Vec<Hindrance>) -> Answer<()> {
    let partners = projects::partners(db, &[project.id]).await?;
    let periods = projects::periods(db, &[project.id]).await?;
    for (partner, period, state) in cost_reports::unsettled(db, project.id).await? {
        let name = partners.iter().find(|(_, one)| one.organisation == partner);
        let number = periods.iter().find(|(_, one)| one.id == period);
        found.push(Hindrance::CostReport {
            partner: name.map_or_else(|| "a former partner".to_owned(), |(_, one)| one.name.clone()),
            period: number.map_or(0, |(_, one)| one.number),
            state,
        });
    }
    Ok(())
}

async fn of_money(db: &impl Access, project: &Project, found: &mut Vec<Hindrance>) -> Answer<()> {
    for one in payouts::of_projects(db, &[project.id]).await? {
        match one.state {
            payout::State::Created | payout::State::Approved { .. } | payout::State::Sent { .. } => {
                found.push(Hindrance::Payout(one.amount));
            }
            payout::State::Confirmed { .. } | payout::State::Failed { .. } => {}
        }
    }
    let undecided = corrections::in_states(db, project.id, &["proposed", "endorsed"]).await?;
    found.extend(undecided.iter().map(|one| Hindrance::Correction(one.number)));
    for one in recoveries::of_project(db, project.id).await? {
        match one.state {
            recovery::State::Notice
            | recovery::State::Heard { .. }
            | recovery::State::Drafted { .. }
            | recovery::State::Due(_)
            | recovery::State::Late { .. } => found.push(Hindrance::Recovery(one.number)),
            recovery::State::Paid { .. }
            | recovery::State::SetOff { .. }
            | recovery::State::Mitigated { .. }
            | recovery::State::WrittenOff { .. }
            | recovery::State::Waived { .. }
            | recovery::State::Cancelled { .. } => {}
        }
    }
    Ok(())
}

/// So many requests are looked at; a grant has a handful.
const MOST_REQUESTS: u64 = 1_000;

async fn of_changes(db: &impl Access, project: &Project, found: &mut Vec<Hindrance>) -> Answer<()> {
    let page = Page {
        after: None,
        first: MOST_REQUESTS,
    };
    let requests = change_requests::list(db, &Scope::system(), project.id, page).await?;
    let ids: Vec<_> = requests.iter().map(|request| request.id).collect();
    let parts = change_parts::of_requests(db, &ids).await?;
    let submitted = requests
        .iter()
        .filter(|request| request.state.submitted().is_some());
    for request in submitted {
        let open = parts.iter().any(|part| {
            let state = part.state_name();
            part.request == request.id && (state.is_undecided() || state.is_waiting())
        });
        if open {
            found.push(Hindrance::ChangeRequest(request.number));
        }
    }
    Ok(())
}

async fn of_obligations(db: &impl Access, project: &Project, found: &mut Vec<Hindrance>) -> Answer<()> {
    for one in obligations::of_project(db, project.id).await? {
        match one.state {
            obligation::State::Scheduled
            | obligation::State::Open { .. }
            | obligation::State::Overdue { .. }
            | obligation::State::Submitted { .. } => found.push(Hindrance::Obligation {
                kind: one.kind,
                due: one.due,
            }),
            obligation::State::Accepted { .. } | obligation::State::Waived { .. } => {}
        }
    }
    Ok(())
}
