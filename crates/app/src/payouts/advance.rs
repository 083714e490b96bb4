use talkoot_domain::{
    advance::{self, Facts},
    calendar,
    ids::{PayoutId, ProjectId},
    payout::{Payout, Source},
    policy::{self, Action, Actor},
    project::Project,
    workflow::{Reason as _, Refusal},
};
use talkoot_storage::{Access, bank_accounts, claims, payouts, projects};

use super::start;
use crate::{Answer, App, Availability, Begun, Request, Version, agreements::is_agreed_for_advance};

const ACTION: Action = Action::CreateAdvancePayout;

/// An instalment of the advance to be paid.
#[derive(Clone, Copy, Debug)]
pub struct OrderInstalment {
    /// Of which project.
    pub project: ProjectId,
    /// The version of the project that was read.
    pub expected_version: Version,
    /// Which instalment, from 1.
    pub instalment: i32,
}

/// Creates the payout of an instalment of the advance.
///
/// # Errors
/// Refused when the decision grants no such instalment, before its day, when it is paid already, after the
/// last claim, when more than the award would be paid, and before the municipalities have an agreement in force.
pub async fn create_of_advance(
    app: &App,
    actor: &Actor,
    request: Request<OrderInstalment>,
) -> Answer<PayoutId> {
    let asked = request.body;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
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
    let payouts = payouts::of_projects(&work.tx, &[project.id]).await?;
    let facts = Facts {
        plan: project.advance.as_ref(),
        award: project.award,
        payouts: &payouts,
        last_claim: last_claim(&work.tx, project.id).await?,
        today: calendar::helsinki_date(work.now),
        account_in_force: account_in_force(&work.tx, &project).await?,
        is_agreed: is_agreed_for_advance(&work.tx, &project).await?,
    };
    let instalment = asked.instalment;
    let amount = advance::order(&facts, instalment).map_err(|why| refusal(&why))?;
    let details = serde_json::json!({ "instalment": instalment, "amount": amount.to_string() });
    let source = Source::Advance { instalment };
    let payout = start(&mut work, &project, project.lead, (source, amount), details).await?;
    work.finish(payout).await
}

/// The number of the last claim, once it is approved.
async fn last_claim(db: &impl Access, project: ProjectId) -> Answer<Option<i32>> {
    let links = claims::chain(db, project).await?;
    let last = links.iter().find(|link| link.is_last && link.state.is_approved());
    Ok(last.map(|link| link.number))
}

async fn account_in_force(db: &impl Access, project: &Project) -> Answer<bool> {
    let account = bank_accounts::in_force(db, project.lead, project.authority).await?;
    Ok(account.is_some())
}

fn refusal(why: &advance::Why) -> Refusal {
    Refusal {
        path: why.path(),
        ..Refusal::of(why.code(), "advance", ACTION.into(), why.to_string())
    }
}

/// Whether this person can have each instalment of a project paid now, and why not.
///
/// # Errors
/// When the database fails.
pub async fn advance_actions(
    app: &App,
    actor: &Actor,
    project: &Project,
    payouts: &[Payout],
) -> Answer<Vec<Availability>> {
    let facts = Facts {
        plan: project.advance.as_ref(),
        award: project.award,
        payouts,
        last_claim: last_claim(app.store(), project.id).await?,
        today: app.today(),
        account_in_force: account_in_force(app.store(), project).await?,
        is_agreed: is_agreed_for_advance(app.store(), project).await?,
    };
    let count = project.advance.as_ref().map_or(0, |plan| plan.instalments.len());
    let permitted = policy::permit(ACTION, actor, &project.standings(None));
    let available = (1..).take(count).map(|number| {
        let allowed = permitted.clone().map(drop);
        let refusal = allowed.and_then(|()| {
            advance::order(&facts, number)
                .map(drop)
                .map_err(|why| refusal(&why))
        });
        Availability {
            action: ACTION,
            refusal: refusal.err(),
        }
    });
    Ok(available.collect())
}
