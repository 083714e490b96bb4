//! What waits for officers: once a week each gets a list.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};
use talkoot_domain::{
    calendar,
    ids::{OrganisationId, PersonId, ProjectId},
    organisation::OrganisationKind,
    policy::Role,
};
use talkoot_storage::{
    Access, Scope, organisations, people, projects, told_once,
    waiting::{self, Waiting},
};

use crate::{
    Answer, App,
    letters::{self, Letter, NewLetter},
    project_contacts::{self, Team},
    reminders::recipients::When,
};

/// The Monday of the week of a day.
pub(crate) fn monday(day: NaiveDate) -> NaiveDate {
    let since = u64::from(day.weekday().num_days_from_monday());
    day.checked_sub_days(Days::new(since)).unwrap_or(day)
}

/// Writes to every officer for whom something waits, once a week; a worker that was away on Monday does so when it is
/// back. Says how many authorities were looked at.
///
/// # Errors
/// When the database fails.
pub async fn tell_weekly(app: &App) -> Answer<u64> {
    let monday = monday(app.today());
    let name = format!("officer_week:{monday}");
    if told_once::was(app.store(), &name).await? {
        return Ok(0);
    }
    let mut work = app.begin_system("tellOfficersWeekly").await?;
    if !told_once::tell(&work.tx, &name, work.now).await? {
        return Ok(0);
    }
    let mut letters = Vec::new();
    let all = organisations::list(&work.tx).await?;
    let authorities: Vec<OrganisationId> = all
        .iter()
        .filter(|one| one.kind == OrganisationKind::Authority)
        .map(|one| one.id)
        .collect();
    for &authority in &authorities {
        let when = When::now(work.now);
        for officer in waiting_for(&work.tx, authority, when).await?.into_keys() {
            letters.push(NewLetter {
                person: officer,
                recipient_as: Role::Officer.into(),
                letter: Letter::OfficerWeek {
                    authority: authority.into(),
                    monday,
                },
            });
        }
    }
    letters::enqueue(&mut work, None, None, letters).await?;
    work.close().await?;
    Ok(authorities.len() as u64)
}

/// What waits in an authority, by officer: by the one of each project, or by all of them while there is none.
pub(crate) async fn waiting_for(
    db: &impl Access,
    authority: OrganisationId,
    when: When,
) -> Answer<BTreeMap<PersonId, Vec<Waiting>>> {
    let all = waiting::of_authority(db, authority).await?;
    let ids: BTreeSet<ProjectId> = all.iter().map(|one| one.project).collect();
    let ids: Vec<ProjectId> = ids.into_iter().collect();
    let found = projects::find_many(db, &Scope::system(), &ids).await?;
    let team = Team::load(db, &ids, when.now).await?;
    let everybody = people::holders(db, authority, &[Role::Officer], when.now).await?;
    let mut by_officer: BTreeMap<PersonId, Vec<Waiting>> = BTreeMap::new();
    for project in &found {
        let officer = project_contacts::officer(db, project, (&team, when.day), when.now).await?;
        let officers = match officer {
            Some(officer) => vec![officer],
            None => everybody.iter().map(|one| one.id).collect(),
        };
        let of_project = all.iter().filter(|one| one.project == project.id);
        for waiting in of_project {
            for &officer in &officers {
                by_officer.entry(officer).or_default().push(*waiting);
            }
        }
    }
    Ok(by_officer)
}

/// Whether a letter of this week is still of this week.
pub(crate) fn is_of_week(app: &App, of: NaiveDate) -> bool {
    monday(calendar::helsinki_date(app.now())) == of
}
