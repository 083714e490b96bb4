use talkoot_domain::{
    final_payout::{self, Facts, LastClaim},
    ids::{PayoutId, ProjectId},
    payout::Source,
    policy::{self, Action, Actor},
    project::Project,
    workflow::{Reason as _, Refusal},
};
use talkoot_storage::{Access, bank_accounts, projects};

use super::start;
use crate::{
    Answer, App, Availability, Begun, Failure, Request, Version,
    closing::{Ending, ending, is_settled, live_payout},
    corrections,
};

const ACTION: Action = Action::CreateFinalPayout;

/// Creates the payout of what remains at the end of a grant; a second person approves it.
///
/// # Errors
/// Refused before the last claim is paid, while a payout is on its way, and when nothing remains to be paid.
pub async fn create_final(
    app: &App,
    actor: &Actor,
    request: Request<(ProjectId, Version)>,
) -> Answer<PayoutId> {
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
    let (end, facts) = facts(&work.tx, &project).await?;
    let amount = final_payout::order(&facts).map_err(|why| refusal(&why))?;
    let end = end.ok_or_else(|| Failure::internal("a final balance without a last claim"))?;
    // What was corrected after the last claim is part of this balance; nothing else nets it.
    corrections::net(&mut work, id, end.last.id).await?;
    let details = serde_json::json!({ "claim": end.last.id.to_string(), "amount": amount.to_string() });
    let source = Source::FinalBalance(end.last.id);
    let payout = start(&mut work, &project, project.lead, (source, amount), details).await?;
    work.finish(payout).await
}

async fn facts(db: &impl Access, project: &Project) -> Answer<(Option<Ending>, Facts)> {
    let end = ending(db, ACTION.into(), project).await?;
    let account = bank_accounts::in_force(db, project.lead, project.authority).await?;
    let facts = Facts {
        last: end.as_ref().map(|end| LastClaim {
            number: end.last.number,
            settled: is_settled(&end.last),
            outcome: end.balance.outcome,
        }),
        live_payout: live_payout(db, project).await?,
        account_in_force: account.is_some(),
    };
    Ok((end, facts))
}

fn refusal(why: &final_payout::Why) -> Refusal {
    Refusal::of(why.code(), "payout", ACTION.into(), why.to_string())
}

/// Whether this person can have the final balance paid now, and why not.
pub(crate) async fn final_action(app: &App, actor: &Actor, project: &Project) -> Answer<Availability> {
    let refusal = match policy::permit(ACTION, actor, &project.standings(None)) {
        Err(refusal) => Some(refusal),
        Ok(_) => {
            let (_, facts) = facts(app.store(), project).await?;
            final_payout::order(&facts).err().map(|why| refusal(&why))
        }
    };
    Ok(Availability {
        action: ACTION,
        refusal,
    })
}
