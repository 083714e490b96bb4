//! What the days of the people in charge bring: a hand-over to whoever begins, and a vacancy that is told once.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use talkoot_domain::{
    calendar,
    ids::{OrganisationId, PersonId, ProjectId},
    policy::Role,
    project::Project,
    tenure::Duty,
};
use talkoot_storage::{
    Access, Scope, people,
    project_contacts::{self, Contact},
    projects,
};
use uuid::Uuid;

use super::{MUNICIPAL, Team, is_running, officer};
use crate::{
    Answer, App, Work,
    letters::{self, Letter, NewLetter},
    reminders::recipients::When,
};

/// Looks at everybody whose first day has come or whose last day has passed. Says how many.
///
/// # Errors
/// When the database fails.
pub async fn look_due(app: &App) -> Answer<u64> {
    let mut looked = 0;
    for (id, project) in project_contacts::looking_until(app.store(), app.today()).await? {
        match look(app, id, project).await {
            Ok(dealt_with) => looked += u64::from(dealt_with),
            Err(failure) => {
                tracing::error!(%project, error = failure.told(), "looking at who answers failed; it is tried again");
            }
        }
    }
    Ok(looked)
}

/// A role of a person ended: where they hold none any more, the clock looks at what they were named for.
pub(crate) async fn look_at_role(work: &Work<'_>, person: PersonId, of: OrganisationId) -> Answer<()> {
    let named_as = [MUNICIPAL[0], MUNICIPAL[1], MUNICIPAL[2], Role::Officer];
    let members = people::members(&work.tx, &[of], &named_as, work.now).await?;
    if members.iter().all(|(_, member)| *member != person) {
        let today = calendar::helsinki_date(work.now);
        project_contacts::look_at_person(&work.tx, person, of, today).await?;
    }
    Ok(())
}

async fn look(app: &App, id: Uuid, project: ProjectId) -> Answer<bool> {
    let mut work = app.begin_system("lookAtDuty").await?;
    let project = projects::lock(&work.tx, &Scope::system(), project).await?;
    let project = work.found("project", project)?;
    let today = calendar::helsinki_date(work.now);
    let team = Team::load(&work.tx, &[project.id], work.now).await?;
    let Some(contact) = team.everybody().find(|one| one.id == id).copied() else {
        return Ok(false);
    };
    if contact.look_on.is_none_or(|day| day > today) {
        // Somebody was faster.
        return Ok(false);
    }
    let begins = contact.look_on == Some(contact.tenure.first);
    let finding = finding(&team, &project, &contact, (today, begins));
    if is_running(&project) {
        match finding {
            Finding::TakesOver => hand_over(&mut work, &project, &contact).await?,
            Finding::Vacant => tell_of_vacancy(&mut work, &project, &team, &contact).await?,
            Finding::Stays | Finding::Gone => {}
        }
    }
    let next = match finding {
        Finding::TakesOver | Finding::Stays => contact.tenure.last.and_then(|last| last.succ_opt()),
        Finding::Vacant | Finding::Gone => None,
    };
    project_contacts::look_next(&work.tx, id, next).await?;
    work.touch(project.id);
    work.close().await?;
    Ok(true)
}

/// What the clock finds about somebody who is named, on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    /// They begin: in the place of somebody else, or as the first who is named.
    TakesOver,
    /// They hold the duty, and nothing is handed over.
    Stays,
    /// They do not hold it any more, and nobody does who would be missed.
    Vacant,
    /// They do not hold it any more, and somebody else does, or nobody is missed.
    Gone,
}

/// What the clock finds; the same for today and for the preview of days to come.
pub(crate) fn finding(
    team: &Team,
    project: &Project,
    contact: &Contact,
    (day, begins): (NaiveDate, bool),
) -> Finding {
    let (of, duty, tenure) = (contact.organisation, contact.duty, contact.tenure);
    if tenure.holds_on(day) && team.is_member(of, tenure.person) {
        let before = team.last_before(project.id, of, duty, Some(tenure.first));
        let hands_over = match before {
            Some(person) => person != tenure.person,
            // Who was the first to be named by somebody else hears of it.
            None => contact.named_by != tenure.person,
        };
        // A deputy has nothing of its own to hand over.
        return if begins && hands_over && duty != Duty::Deputy {
            Finding::TakesOver
        } else {
            Finding::Stays
        };
    }
    let is_missed = matches!(duty, Duty::Owner | Duty::Manager);
    if is_missed && team.holder(project.id, of, duty, day).is_none() {
        Finding::Vacant
    } else {
        Finding::Gone
    }
}

/// What is open, to whoever comes after somebody else.
async fn hand_over(work: &mut Work<'_>, project: &Project, new: &Contact) -> Answer<()> {
    let letter = NewLetter {
        person: new.tenure.person,
        recipient_as: new.duty.into(),
        letter: Letter::DutyTaken {
            contact: new.id,
            project: project.id.into(),
        },
    };
    letters::enqueue(work, None, Some(project.id), vec![letter]).await
}

/// That nobody is there any more: to those who can name somebody, and to the officer.
async fn tell_of_vacancy(work: &mut Work<'_>, project: &Project, team: &Team, gone: &Contact) -> Answer<()> {
    let (of, today) = (gone.organisation, calendar::helsinki_date(work.now));
    if has_left(&work.tx, project, of).await? {
        return Ok(());
    }
    let letter = Letter::DutyVacant {
        project: project.id.into(),
        municipality: of.into(),
        duty: Into::<&'static str>::into(gone.duty).to_owned(),
        since: today,
    };
    let readers = told_of_vacancy(&work.tx, (project, team), of, When::now(work.now)).await?;
    let letters = readers.into_iter().map(|(person, role)| NewLetter {
        person,
        recipient_as: role.into(),
        letter: letter.clone(),
    });
    letters::enqueue(work, None, Some(project.id), letters.collect()).await
}

/// Who is told that nobody is there, each once: those who can name somebody, and the officer, or every officer.
pub(crate) async fn told_of_vacancy(
    db: &impl Access,
    (project, team): (&Project, &Team),
    of: OrganisationId,
    when: When,
) -> Answer<Vec<(PersonId, Role)>> {
    let mut readers: Vec<(PersonId, Role)> = Vec::new();
    for (organisation, role) in [(project.lead, Role::LeadCoordinator), (of, Role::PartnerApprover)] {
        let holders = people::holders(db, organisation, &[role], when.now).await?;
        readers.extend(holders.into_iter().map(|one| (one.id, role)));
    }
    match officer(db, project, (team, when.day), when.now).await? {
        Some(person) => readers.push((person, Role::Officer)),
        None => {
            let holders = people::holders(db, project.authority, &[Role::Officer], when.now).await?;
            readers.extend(holders.into_iter().map(|one| (one.id, Role::Officer)));
        }
    }
    let mut known = BTreeSet::new();
    readers.retain(|(person, _)| known.insert(*person));
    Ok(readers)
}

/// Whether a municipality takes no part any more.
pub(crate) async fn has_left(db: &impl Access, project: &Project, of: OrganisationId) -> Answer<bool> {
    let partners = projects::participations(db, &[project.id]).await?;
    Ok(partners
        .iter()
        .any(|(_, one)| one.organisation == of && one.has_left()))
}
