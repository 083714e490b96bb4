//! What a calendar shows: everything that is still to be done, as its person sees it now.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use talkoot_domain::{
    calendar,
    calendar_feed::{CalendarFeed, FeedOf},
    icalendar::{Calendar, Event},
    ids::{OrganisationId, PersonId, ProjectId},
    language::Language,
    obligation::{Obligation, StateName},
    policy::Actor,
    tenure::Duty,
};
use talkoot_mail::{deadline_title, event_uid};
use talkoot_storage::{
    Page, Scope, calendar_feeds as storage, decisions, obligations, organisations, projects,
};

use crate::{Answer, App, Failure, identity::Token, letters::obligation_page, project_contacts::Team};

/// A calendar as it is handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The text, as RFC 5545 has it.
    pub text: String,
}

/// So many deadlines are shown, the next ones.
const MOST: u64 = 1000;

/// The calendar under a secret; nothing when it does not exist or was revoked.
///
/// # Errors
/// When the database fails.
pub async fn published(app: &App, secret: &str) -> Answer<Option<Published>> {
    let feed = storage::by_hash(app.store(), Token::from_text(secret).hash()).await?;
    let Some(feed) = feed.filter(|feed| feed.revoked_at.is_none()) else {
        return Ok(None);
    };
    let now = app.now();
    let Some(actor) = app.mandates().actor(app.store(), feed.person, now).await? else {
        return Ok(None);
    };
    // Whoever holds no role any more sees nothing, and is told so by an empty calendar.
    let owed = owed(app, &feed, &actor).await?;
    let (name, events) = events(app, &feed, &owed, actor.language).await?;
    // The same bytes all day: calendar programs ask every few hours.
    let stamp = calendar::end_of_day(calendar::helsinki_date(now)) - TimeDelta::days(1);
    let text = Calendar {
        name: Some(&name),
        stamp,
        events: &events,
    }
    .text();
    Ok(Some(Published { text }))
}

async fn owed(app: &App, feed: &CalendarFeed, actor: &Actor) -> Answer<Vec<Obligation>> {
    let mut filter = obligations::Filter {
        states: vec![StateName::Scheduled, StateName::Open, StateName::Overdue],
        ..obligations::Filter::default()
    };
    match feed.of {
        FeedOf::Project(project) => filter.project = Some(project),
        FeedOf::Municipality(of) => filter.responsible = Some(of),
        FeedOf::Officer(_) => {}
    }
    let page = Page {
        after: None,
        first: MOST,
    };
    let mut owed = obligations::list(app.store(), &Scope::of(actor), &filter, page).await?;
    if let FeedOf::Officer(authority) = feed.of {
        let projects: BTreeSet<ProjectId> = owed.iter().map(|one| one.project).collect();
        let handled = handled(app, authority, feed.person, projects).await?;
        owed.retain(|one| handled.contains(&one.project));
    }
    Ok(owed)
}

/// Which of the projects somebody handles: assigned, or as the one who drafted the decision while nobody is.
async fn handled(
    app: &App,
    authority: OrganisationId,
    person: PersonId,
    of: BTreeSet<ProjectId>,
) -> Answer<BTreeSet<ProjectId>> {
    let ids: Vec<ProjectId> = of.into_iter().collect();
    let (now, today) = (app.now(), app.today());
    let team = Team::load(app.store(), &ids, now).await?;
    let found = projects::find_many(app.store(), &Scope::system(), &ids).await?;
    let decided: Vec<_> = found.iter().map(|project| project.decision).collect();
    let decisions = decisions::find_many(app.store(), &Scope::system(), &decided).await?;
    let drafted = |id| {
        let decision = decisions.iter().find(|decision| decision.id == id);
        decision.map(|decision| decision.drafted_by)
    };
    let mine = found.into_iter().filter(|project| {
        let assigned = team.named(project.id, authority, Duty::Officer, today);
        project.authority == authority && assigned.or_else(|| drafted(project.decision)) == Some(person)
    });
    Ok(mine.map(|project| project.id).collect())
}

/// The name of the calendar and its days.
async fn events(
    app: &App,
    feed: &CalendarFeed,
    owed: &[Obligation],
    language: Language,
) -> Answer<(String, Vec<Event>)> {
    let mut ids: BTreeSet<ProjectId> = owed.iter().map(|one| one.project).collect();
    let mut municipalities: BTreeSet<OrganisationId> = owed.iter().map(|one| one.responsible).collect();
    match feed.of {
        FeedOf::Project(id) => drop(ids.insert(id)),
        FeedOf::Municipality(id) | FeedOf::Officer(id) => drop(municipalities.insert(id)),
    }
    let ids: Vec<ProjectId> = ids.into_iter().collect();
    let named = projects::find_many(app.store(), &Scope::system(), &ids).await?;
    let municipalities: Vec<OrganisationId> = municipalities.into_iter().collect();
    let municipalities = organisations::find_many(app.store(), &municipalities).await?;
    let project = |id: ProjectId| named.iter().find(|one| one.id == id).map_or("", |one| &one.name);
    let municipality = |id: OrganisationId| {
        let found = municipalities.iter().find(|one| one.id == id);
        found.map_or("", |one| one.name(language))
    };
    let name = match feed.of {
        FeedOf::Project(id) => project(id),
        FeedOf::Municipality(id) | FeedOf::Officer(id) => municipality(id),
    };
    let installation = &app.mail().branding.installation;
    let mut events = Vec::with_capacity(owed.len());
    for one in owed {
        let url = app.mail().page(&obligation_page(one));
        let summary = deadline_title(
            one.kind,
            municipality(one.responsible),
            project(one.project),
            language,
        );
        events.push(Event {
            uid: event_uid(&one.kind.to_string(), &url),
            day: one.due,
            hours: None,
            summary: summary.map_err(Failure::internal)?,
            description: String::new(),
            url,
        });
    }
    Ok((format!("{installation}: {name}"), events))
}
