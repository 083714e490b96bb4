//! The lead municipality is written to before the shares are due and when the day has passed.

use serde_json::json;
use talkoot_domain::{
    calendar,
    policy::Role,
    transfer::{ReminderStep, Transfer},
};
use talkoot_storage::{
    Scope, people, projects,
    transfers::{
        self,
        reminders::{self, DueTogether},
    },
};

use crate::{
    Answer, App, Note, Subject, Work,
    letters::{self, Letter, NewLetter},
};

/// Writes to every lead municipality about the shares of a claim that it has not passed on: once from three days
/// before the due date on, once when it has passed. Says how many times.
///
/// # Errors
/// When the database fails.
pub async fn remind_due(app: &App) -> Answer<u64> {
    let mut done = 0;
    for about in reminders::due_on(app.store(), app.today()).await? {
        match remind(app, about).await {
            Ok(said) => done += u64::from(said),
            // One that fails does not keep the others waiting.
            Err(failure) => {
                tracing::error!(claim = %about.claim, error = failure.told(), "reminding of shares failed; it is tried again");
            }
        }
    }
    Ok(done)
}

/// The transfers of a claim that are due on one day and concern a step.
pub(crate) async fn concerned(
    db: &impl talkoot_storage::Access,
    about: DueTogether,
) -> Answer<Vec<Transfer>> {
    let mut found = transfers::of_project(db, about.project).await?;
    found.retain(|one| one.claim == about.claim && one.due == about.due && about.step.concerns(one));
    Ok(found)
}

async fn remind(app: &App, about: DueTogether) -> Answer<bool> {
    let mut work = app.begin_system("remindOfTransfers").await?;
    let project = projects::lock(&work.tx, &Scope::system(), about.project).await?;
    let project = work.found("project", project)?;
    let today = calendar::helsinki_date(work.now);
    let owed = concerned(&work.tx, about).await?;
    let Some(payer) = owed.first().map(|one| one.payer) else {
        return Ok(false);
    };
    if ReminderStep::of(about.due, today) != Some(about.step)
        || !reminders::say(&work.tx, about, work.now).await?
    {
        return Ok(false);
    }
    let readers = readers(&work, payer).await?;
    if readers.is_empty() {
        tracing::warn!(claim = %about.claim, "nobody of the lead can be written to; give somebody a role");
        return Ok(false);
    }
    let step: &'static str = about.step.into();
    let subject = Subject {
        id: about.claim.into(),
        project: Some(project.id),
    };
    let details =
        json!({ "step": step, "due": about.due, "transfers": owed.len(), "recipients": readers.len() });
    work.record("claim", subject, None, None, Note::details(details));
    let letters = readers
        .into_iter()
        .map(|reader| NewLetter {
            person: reader.id,
            recipient_as: "lead_municipality",
            letter: Letter::TransfersDue {
                project: project.id.into(),
                claim: about.claim.into(),
                due: about.due,
                late: about.step == ReminderStep::After,
            },
        })
        .collect();
    letters::enqueue(&mut work, None, Some(project.id), letters).await?;
    work.close().await?;
    Ok(true)
}

/// Those who run projects in the municipality that owes the shares; while nobody does, those who approve there.
async fn readers(work: &Work<'_>, payer: talkoot_domain::ids::OrganisationId) -> Answer<Vec<people::Person>> {
    let found = people::holders(&work.tx, payer, &[Role::LeadCoordinator], work.now).await?;
    if !found.is_empty() {
        return Ok(found);
    }
    Ok(people::holders(&work.tx, payer, &[Role::PartnerApprover], work.now).await?)
}
