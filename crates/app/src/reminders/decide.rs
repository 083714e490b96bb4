use chrono::NaiveDate;
use serde_json::json;
use talkoot_domain::{
    calendar,
    ids::ObligationId,
    ladder::Step,
    obligation::{Obligation, ObligationMachine},
    project::Project,
    workflow::Machine,
};
use talkoot_storage::{
    obligations as storage,
    reminders::{self, Reminder},
};

use super::recipients::{self, Addressed, When};
use crate::{
    Answer, App, Note, Work,
    letters::{self, Letter, NewLetter},
    obligations,
    project_contacts::Team,
};

/// Decides on every reminder that is due: who is written to, once per step. All of them before the first mail leaves, so
/// that whoever is reminded of many things gets one mail. Says how many steps were taken.
///
/// # Errors
/// When the database fails.
pub async fn remind_due(app: &App) -> Answer<u64> {
    let mut taken = 0;
    loop {
        let before = taken;
        for id in storage::reminding_until(app.store(), app.today()).await? {
            match remind(app, id).await {
                Ok(dealt_with) => taken += u64::from(dealt_with),
                Err(failure) => {
                    tracing::error!(obligation = %id, error = failure.told(), "reminding failed; it is tried again");
                }
            }
        }
        if taken == before {
            return Ok(taken);
        }
    }
}

/// One obligation: the step, its mails, their jobs and the day of the next step, or nothing of it.
async fn remind(app: &App, id: ObligationId) -> Answer<bool> {
    let mut work = app.begin_system("remind").await?;
    let (project, obligation) = obligations::locked(&work, id).await?;
    let today = calendar::helsinki_date(work.now);
    if obligation.next_reminder_on.is_none_or(|day| day > today) || !obligation.state.is_awaited() {
        // Somebody was faster.
        return Ok(false);
    }
    let mut next = obligation.reminder_after(obligations::rules(&project, work.now));
    if let Some(step) = due_step(&project, &obligation, today) {
        let team = Team::load(&work.tx, &[project.id], work.now).await?;
        let when = When::now(work.now);
        let addressed = recipients::of(&work.tx, (&project, &team), &obligation, &step, when).await?;
        if addressed.is_empty() {
            // Nobody holds any role: the step stays due and is tried again tomorrow.
            tracing::warn!(obligation = %id, step = step.key(), "nobody can be reminded; give somebody a role");
            next = today.succ_opt();
        } else {
            take(&mut work, &project, &obligation, &step, addressed).await?;
        }
    }
    storage::set_next_reminder(&work.tx, id, next).await?;
    work.close().await?;
    Ok(true)
}

/// The step that is said on a day: today, and in the preview of days to come. One that is said to nobody on purpose
/// is over.
pub(super) fn due_step(project: &Project, obligation: &Obligation, day: NaiveDate) -> Option<Step> {
    let ladder = &project.terms.ladder;
    let step = ladder.latest_due(obligation.due, obligation.due_since, day);
    step.filter(|step| !obligation.told(step, ladder).is_empty())
}

async fn take(
    work: &mut Work<'_>,
    project: &Project,
    obligation: &Obligation,
    step: &Step,
    addressed: Vec<Addressed>,
) -> Answer<()> {
    let reminder = Reminder {
        id: work.app.new_id(),
        obligation: obligation.id,
        step: step.key(),
        due: obligation.due,
        decided_at: work.now,
    };
    if !reminders::insert(&work.tx, &reminder).await? {
        // Said already for this due date.
        return Ok(());
    }
    let note = Note::details(json!({
        "step": reminder.step, "due": reminder.due, "recipients": addressed.len(),
    }));
    let subject = obligations::subject(obligation.id.into(), project);
    work.record(ObligationMachine::OBJECT, subject, None, None, note);
    let letters = addressed
        .into_iter()
        .map(|one| NewLetter {
            person: one.person,
            recipient_as: one.audience.into(),
            letter: Letter::Reminder {
                obligation: obligation.id.into(),
                due: obligation.due,
                audience: one.audience.to_string(),
            },
        })
        .collect();
    letters::enqueue(work, Some(reminder.id), Some(project.id), letters).await
}
