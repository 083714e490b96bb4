//! The version of the budget that a part brings.

use serde_json::json;
use talkoot_domain::{
    amendment::budget::{NewBudget, total},
    budget_version::{BudgetVersionMachine, Command, Event, Facts, State},
    change_part::ChangePart,
    ids::BudgetVersionId,
    money::Money,
    project::Project,
};
use talkoot_storage::projects;

use crate::{Answer, Failure, Note, Subject, Work};

fn subject(id: BudgetVersionId, project: &Project) -> Subject {
    Subject {
        id: id.into(),
        project: Some(project.id),
    }
}

/// Stores the budget that a part would bring as a proposed version.
pub(super) async fn propose_budget(
    work: &mut Work<'_>,
    project: &Project,
    part: &mut ChangePart,
    budget: &NewBudget,
) -> Answer<()> {
    let id: BudgetVersionId = work.app.new_id();
    projects::propose_budget(&work.tx, project.application, id, part.id, &budget.cells).await?;
    let note = Note::details(json!({
        "total": budget.total.to_string(), "award": budget.award.to_string(), "part": part.id.to_string(),
    }));
    let about = subject(id, project);
    work.record("budget_version", about, None, Some("proposed"), note);
    work.emit(Event::Proposed.into(), about);
    part.budget = Some(id);
    Ok(())
}

/// Puts the proposed version of a part aside, when it has one.
pub(crate) async fn discard_budget(
    work: &mut Work<'_>,
    project: &Project,
    part: &mut ChangePart,
) -> Answer<()> {
    let Some(id) = part.budget.take() else {
        return Ok(());
    };
    let facts = Facts {
        total: Money::ZERO,
        proposed_total: Money::ZERO,
    };
    let about = subject(id, project);
    let state =
        work.decide::<BudgetVersionMachine>(about, State::Proposed, Command::Discard, &facts, Note::none())?;
    Ok(projects::set_budget_state(&work.tx, id, state).await?)
}

/// Lets the budget of a part hold instead of the one in force. When the budget has changed since it was
/// proposed, the proposed version is put aside and the same changes make a new one.
pub(super) async fn put_in_force(
    work: &mut Work<'_>,
    project: &Project,
    part: &mut ChangePart,
    budget: &NewBudget,
) -> Answer<BudgetVersionId> {
    let proposed = match part.budget {
        Some(id) => projects::budget(&work.tx, id).await?,
        None => Vec::new(),
    };
    let mut sorted = proposed;
    sorted.sort_by(|one, other| key(one).cmp(&key(other)));
    let mut wanted = budget.cells.clone();
    wanted.sort_by(|one, other| key(one).cmp(&key(other)));
    if part.budget.is_none() || sorted != wanted {
        discard_budget(work, project, part).await?;
        propose_budget(work, project, part, budget).await?;
    }
    let id = part
        .budget
        .ok_or_else(|| Failure::internal("a part without its budget"))?;
    let stored = projects::budget(&work.tx, id).await?;
    let facts = Facts {
        total: total(&stored).map_err(Failure::internal)?,
        proposed_total: budget.total,
    };
    let about = subject(id, project);
    let approve = Command::Approve;
    let state = work.decide::<BudgetVersionMachine>(about, State::Proposed, approve, &facts, Note::none())?;
    projects::set_budget_state(&work.tx, id, state).await?;
    supersede(work, project, &facts).await?;
    Ok(id)
}

async fn supersede(work: &mut Work<'_>, project: &Project, facts: &Facts) -> Answer<()> {
    let versions = projects::budget_versions(&work.tx, project.application).await?;
    let before = versions.into_iter().find(|version| version.id == project.budget);
    let before = before.ok_or_else(|| Failure::internal("the project's budget does not exist"))?;
    let about = subject(before.id, project);
    let supersede = Command::Supersede;
    let state = work.decide::<BudgetVersionMachine>(about, before.state, supersede, facts, Note::none())?;
    Ok(projects::set_budget_state(&work.tx, before.id, state).await?)
}

fn key(
    cell: &talkoot_domain::project::BudgetCell,
) -> (
    talkoot_domain::ids::OrganisationId,
    &str,
    talkoot_domain::ids::SubAreaId,
) {
    (cell.partner, &cell.category, cell.sub_area)
}
