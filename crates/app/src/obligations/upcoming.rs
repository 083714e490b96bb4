use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use talkoot_domain::{
    ladder::{Audience, Step},
    obligation::{Obligation, StateName},
    policy::Actor,
    workflow::Refusal,
};
use talkoot_storage::{Page, Scope, obligations, projects};

use super::Filter;
use crate::{Answer, App};

/// A reminder that will go out unless the obligation is settled before.
#[derive(Clone, Debug)]
pub struct Upcoming {
    /// The obligation.
    pub obligation: Obligation,
    /// The day.
    pub day: NaiveDate,
    /// The step.
    pub step: Step,
    /// Whom it will be said to.
    pub told: BTreeSet<Audience>,
}

/// Looking further ahead would show what extensions will change anyway.
const FARTHEST: Days = Days::new(366);
/// So many obligations are looked at, those due first.
const MOST: u64 = 200;

/// The reminders that would go out until a day, first ones first, if nobody settled anything.
///
/// # Errors
/// Refused for a day that has passed or is more than a year away.
pub async fn upcoming(app: &App, actor: &Actor, until: NaiveDate) -> Answer<Vec<Upcoming>> {
    let today = app.today();
    if until < today
        || today
            .checked_add_days(FARTHEST)
            .is_some_and(|farthest| until > farthest)
    {
        let message = "give a day from today to a year from now";
        return Err(Refusal::input("upcomingReminders", &["until"], message).into());
    }
    let scope = Scope::of(actor);
    let filter = Filter {
        states: vec![StateName::Scheduled, StateName::Open, StateName::Overdue],
        ..Filter::default()
    };
    let page = Page {
        after: None,
        first: MOST,
    };
    let awaited = obligations::list(app.store(), &scope, &filter, page).await?;
    let mut ids: Vec<_> = awaited.iter().map(|obligation| obligation.project).collect();
    ids.sort_unstable();
    ids.dedup();
    // The person sees the obligation; its ladder is needed even where the project is somebody else's.
    let projects = projects::find_many(app.store(), &Scope::system(), &ids).await?;
    let mut upcoming = Vec::new();
    for obligation in awaited {
        let Some(project) = projects.iter().find(|project| project.id == obligation.project) else {
            continue;
        };
        let from = obligation
            .next_reminder_on
            .unwrap_or(obligation.due_since)
            .max(today);
        let steps = project.terms.ladder.steps_until(obligation.due, from, until);
        let ladder = &project.terms.ladder;
        upcoming.extend(steps.filter_map(|(day, step)| {
            let told = obligation.told(&step, ladder);
            (!told.is_empty()).then(|| Upcoming {
                obligation: obligation.clone(),
                day,
                step,
                told,
            })
        }));
    }
    upcoming.sort_by_key(|one| (one.day, one.obligation.id));
    Ok(upcoming)
}
