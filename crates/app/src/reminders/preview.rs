//! Every mail to come for a project, computed by the rules that will decide on them: what, to whom, on which day
//! and why. Mails that follow from what people do are not known before they do it.

use chrono::{Days, NaiveDate};
use talkoot_domain::{
    calendar,
    ids::PersonId,
    obligation::{Obligation, StateName},
    policy::Actor,
    project::Project,
    workflow::Refusal,
};
use talkoot_storage::{
    Page, Scope, obligations as storage,
    reminders::{self, Reminder},
};

use super::{
    decide::due_step,
    recipients::{self, When},
};
use crate::{
    Answer, App, obligations,
    project_contacts::{self, Finding, Team, finding, is_running, told_of_vacancy},
};

/// A mail that will go out on a day unless something changes before.
#[derive(Clone, Debug)]
pub struct ComingMail {
    /// The day.
    pub day: NaiveDate,
    /// The kind of message, as the mails name it: `reminder`, `duty-vacant`, `duty-taken`.
    pub kind: &'static str,
    /// The obligation that a reminder is about.
    pub obligation: Option<Obligation>,
    /// The step of the ladder, in days from the due date.
    pub step: Option<String>,
    /// To whom; nobody when nobody holds any role by then, and the step waits.
    pub recipients: Vec<Receives>,
}

/// Somebody who will get a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receives {
    /// Who, as the roles are held today.
    pub person: PersonId,
    /// Why: the audience of a reminder, else the role or the duty.
    pub because: &'static str,
    /// Whether the one who is meant is missing, so that this person stands in.
    pub stands_in: bool,
}

/// Looking further ahead would show what changes will alter anyway.
const FARTHEST: Days = Days::new(366);
/// So many obligations are looked at, those due first.
const MOST: u64 = 500;

/// The mails to come for a project that the person has found, until a day, first ones first: of the obligations that
/// they see, and for those who answer for it.
///
/// # Errors
/// Refused for a day that has passed or is more than a year away.
pub async fn coming(
    app: &App,
    actor: &Actor,
    project: &Project,
    until: NaiveDate,
) -> Answer<Vec<ComingMail>> {
    let now = app.now();
    let today = calendar::helsinki_date(now);
    let latest = today.checked_add_days(FARTHEST).unwrap_or(today);
    if until < today || until > latest {
        let message = "give a day from today to a year from now";
        return Err(Refusal::input("comingMails", &["until"], message).into());
    }
    let filter = obligations::Filter {
        project: Some(project.id),
        states: vec![StateName::Scheduled, StateName::Open, StateName::Overdue],
        ..obligations::Filter::default()
    };
    let page = Page {
        after: None,
        first: MOST,
    };
    let awaited = storage::list(app.store(), &Scope::of(actor), &filter, page).await?;
    let ids: Vec<_> = awaited.iter().map(|one| one.id).collect();
    let said = reminders::of_obligations(app.store(), &ids).await?;
    let team = Team::load(app.store(), &[project.id], now).await?;
    let mut coming = Vec::new();
    for obligation in &awaited {
        let said: Vec<&Reminder> = said
            .iter()
            .filter(|one| one.obligation == obligation.id)
            .collect();
        let of_one = reminders_of(app, (project, &team), obligation, &said, (today, until)).await?;
        coming.extend(of_one);
    }
    coming.extend(of_duties(app, project, &team, (today, until)).await?);
    coming.sort_by_key(|one| (one.day, one.obligation.as_ref().map(|owed| owed.id)));
    Ok(coming)
}

/// The reminders of one obligation, as the worker would take them day by day if nobody settled it.
async fn reminders_of(
    app: &App,
    (project, team): (&Project, &Team),
    obligation: &Obligation,
    said: &[&Reminder],
    (today, until): (NaiveDate, NaiveDate),
) -> Answer<Vec<ComingMail>> {
    let mut rules = obligations::rules(project, app.now());
    let mut coming = Vec::new();
    let mut next = obligation.reminder_to_come(rules);
    while let Some(day) = next.map(|day| day.max(today)).filter(|day| *day <= until) {
        rules.today = day;
        next = obligation.reminder_after(rules);
        let Some(step) = due_step(project, obligation, day) else {
            continue;
        };
        let key = step.key();
        if said
            .iter()
            .any(|one| one.step == key && one.due == obligation.due)
        {
            continue;
        }
        let when = When { day, now: app.now() };
        let addressed = recipients::of(app.store(), (project, team), obligation, &step, when).await?;
        let recipients = addressed.into_iter().map(|one| Receives {
            person: one.person,
            because: one.audience.into(),
            stands_in: one.stands_in,
        });
        coming.push(ComingMail {
            day,
            kind: "reminder",
            obligation: Some(obligation.clone()),
            step: Some(key),
            recipients: recipients.collect(),
        });
    }
    Ok(coming)
}

/// Who begins, and who goes without anybody coming after.
async fn of_duties(
    app: &App,
    project: &Project,
    team: &Team,
    (today, until): (NaiveDate, NaiveDate),
) -> Answer<Vec<ComingMail>> {
    let mut coming = Vec::new();
    if !is_running(project) {
        return Ok(coming);
    }
    for contact in team.everybody() {
        // What the clock has looked at is told already.
        let Some(from) = contact.look_on.map(|day| day.max(today)) else {
            continue;
        };
        let begins = contact.look_on == Some(contact.tenure.first);
        let ends = contact
            .tenure
            .last
            .and_then(|last| last.succ_opt())
            .filter(|day| *day > from);
        for (day, begins) in [Some((from, begins)), ends.map(|day| (day, false))]
            .into_iter()
            .flatten()
        {
            if day > until {
                continue;
            }
            let mail = |kind, recipients| ComingMail {
                day,
                kind,
                obligation: None,
                step: None,
                recipients,
            };
            match finding(team, project, contact, (day, begins)) {
                Finding::TakesOver => {
                    let receives = Receives {
                        person: contact.tenure.person,
                        because: contact.duty.into(),
                        stands_in: false,
                    };
                    coming.push(mail("duty-taken", vec![receives]));
                }
                Finding::Vacant
                    if !project_contacts::has_left(app.store(), project, contact.organisation).await? =>
                {
                    let when = When { day, now: app.now() };
                    let of = contact.organisation;
                    let readers = told_of_vacancy(app.store(), (project, team), of, when).await?;
                    let receives = readers.into_iter().map(|(person, role)| Receives {
                        person,
                        because: role.into(),
                        stands_in: false,
                    });
                    coming.push(mail("duty-vacant", receives.collect()));
                }
                Finding::Vacant | Finding::Stays | Finding::Gone => {}
            }
        }
    }
    Ok(coming)
}
