//! Calendars of deadlines under secret links, to which a person's calendar program subscribes.

mod content;

pub use content::{Published, published};

use serde_json::json;
use talkoot_domain::{
    calendar_feed::{CalendarFeed, FeedOf},
    ids::{CalendarFeedId, OrganisationId, ProjectId},
    policy::{Action, Actor, Role, Standings},
};
use talkoot_storage::{calendar_feeds as storage, projects};

use crate::{Answer, App, Begun, Note, Request, Subject, Version, Work, identity::Token};

/// A calendar to be made.
#[derive(Clone, Debug)]
pub struct NewFeed {
    /// What it shall show.
    pub of: Wanted,
}

/// What somebody wants to see in a calendar.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// The deadlines of a project; nothing named is refused.
    Project(Option<ProjectId>),
    /// The deadlines of a municipality; nothing named is refused.
    Municipality(Option<OrganisationId>),
    /// The deadlines of the grants that one handles.
    Officer,
}

/// A calendar to be renewed or revoked.
#[derive(Clone, Copy, Debug)]
pub struct FeedStep {
    /// Which.
    pub id: CalendarFeedId,
    /// The version that was read.
    pub expected_version: Version,
}

/// So many calendars somebody has at once.
const MOST: usize = 20;

/// Makes a calendar for oneself. Its link is shown this once; when the request is repeated there is none to show.
///
/// # Errors
/// Refused to whoever only administers; for a project that is not seen, a municipality in which one holds no role,
/// and the grants of an officer to everybody else; for more than twenty at once.
pub async fn create(
    app: &App,
    actor: &Actor,
    request: Request<NewFeed>,
) -> Answer<(CalendarFeedId, Option<String>)> {
    let mut work = match app.begin(actor, Action::CreateCalendarFeed, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok((id.into(), None)),
    };
    work.permit(&standings(actor))?;
    let of = check(&work, actor, &request.body.of).await?;
    if storage::of_person(&work.tx, actor.person).await?.len() >= MOST {
        let message = format!("you have {MOST} calendars already; revoke one that you do not need");
        return Err(work.faulty(&["scope"], message));
    }
    let token = Token::random();
    let feed = CalendarFeed {
        id: app.new_id(),
        version: 1,
        person: actor.person,
        of,
        created_at: work.now,
        renewed_at: None,
        revoked_at: None,
    };
    storage::insert(&work.tx, &feed, token.hash()).await?;
    record(&mut work, &feed);
    Ok((work.finish(feed.id).await?, Some(link(app, &token))))
}

/// Replaces the link of one's own calendar: the old one leads nowhere from now on.
///
/// # Errors
/// Not found for anybody else's; refused once it was revoked.
pub async fn renew(
    app: &App,
    actor: &Actor,
    request: Request<FeedStep>,
) -> Answer<(CalendarFeedId, Option<String>)> {
    let (mut work, mut feed) = match begin(app, actor, Action::RenewCalendarFeed, &request).await? {
        Ok(begun) => begun,
        Err(id) => return Ok((id, None)),
    };
    // A token that is confined to another organisation gets no link to this one's deadlines.
    let reaches = match feed.of {
        FeedOf::Project(_) => true,
        FeedOf::Municipality(of) | FeedOf::Officer(of) => {
            let mut held = actor.memberships.iter();
            held.any(|held| held.organisation == of)
        }
    };
    work.found("calendar", reaches.then_some(()))?;
    let token = Token::random();
    feed.renewed_at = Some(work.now);
    storage::update(&work.tx, &feed, Some(token.hash())).await?;
    record(&mut work, &feed);
    Ok((work.finish(feed.id).await?, Some(link(app, &token))))
}

/// Takes one's own calendar back: its link leads nowhere from now on.
///
/// # Errors
/// Not found for anybody else's; refused once it was revoked.
pub async fn revoke(app: &App, actor: &Actor, request: Request<FeedStep>) -> Answer<CalendarFeedId> {
    let (mut work, mut feed) = match begin(app, actor, Action::RevokeCalendarFeed, &request).await? {
        Ok(begun) => begun,
        Err(id) => return Ok(id),
    };
    feed.revoked_at = Some(work.now);
    storage::update(&work.tx, &feed, None).await?;
    record(&mut work, &feed);
    work.finish(feed.id).await
}

/// One's own calendar with this id.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: CalendarFeedId) -> Answer<Option<CalendarFeed>> {
    Ok(storage::find(app.store(), actor.person, id).await?)
}

/// One's own calendars that were not revoked, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn own(app: &App, actor: &Actor) -> Answer<Vec<CalendarFeed>> {
    Ok(storage::of_person(app.store(), actor.person).await?)
}

/// The actor's own calendar, locked and looked at, or the result of the same request before.
async fn begin<'a>(
    app: &'a App,
    actor: &'a Actor,
    action: Action,
    request: &Request<FeedStep>,
) -> Answer<Result<(Work<'a>, CalendarFeed), CalendarFeedId>> {
    let mut work = match app.begin(actor, action, request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(Err(id.into())),
    };
    let asked = request.body;
    let feed = storage::lock(&work.tx, actor.person, asked.id).await?;
    let feed = work.found("calendar", feed)?;
    work.permit(&standings(actor))?;
    work.same_version(
        "calendar_feed",
        feed.id.into(),
        feed.version,
        asked.expected_version,
    )
    .await?;
    feed.check_live(action.into())?;
    Ok(Ok((work, feed)))
}

/// As whom somebody has a calendar: in an organisation in which they do more than administer.
fn standings(actor: &Actor) -> Standings {
    let mut held = actor.memberships.iter();
    Standings {
        own: held
            .find(|held| held.role != Role::Administrator)
            .map(|held| held.organisation),
        ..Standings::default()
    }
}

async fn check(work: &Work<'_>, actor: &Actor, wanted: &Wanted) -> Answer<FeedOf> {
    match wanted {
        Wanted::Project(None) => {
            Err(work.faulty(&["projectId"], "name the project whose deadlines you want to see"))
        }
        Wanted::Project(Some(project)) => {
            let found = projects::find(&work.tx, &work.scope, *project).await?;
            Ok(FeedOf::Project(work.found("project", found)?.id))
        }
        Wanted::Municipality(None) => Err(work.faulty(
            &["municipalityId"],
            "name the municipality whose deadlines you want to see",
        )),
        Wanted::Municipality(Some(of)) => {
            if actor.memberships.iter().any(|held| held.organisation == *of) {
                return Ok(FeedOf::Municipality(*of));
            }
            let message = "you hold no role in this municipality; name your own";
            Err(work.faulty(&["municipalityId"], message))
        }
        Wanted::Officer => {
            let mut held = actor.memberships.iter();
            let officer = held.find(|held| held.role == Role::Officer);
            let message = "you handle no grants as an officer; choose a project or your municipality";
            officer
                .map(|held| FeedOf::Officer(held.organisation))
                .ok_or_else(|| work.faulty(&["scope"], message))
        }
    }
}

fn link(app: &App, token: &Token) -> String {
    app.mail().page(&format!("calendars/{}.ics", token.reveal()))
}

fn record(work: &mut Work<'_>, feed: &CalendarFeed) {
    let subject = Subject {
        id: feed.id.into(),
        project: None,
    };
    let details = match feed.of {
        FeedOf::Project(id) => json!({ "project": id.to_string() }),
        FeedOf::Municipality(id) => json!({ "municipality": id.to_string() }),
        FeedOf::Officer(id) => json!({ "officerOf": id.to_string() }),
    };
    work.record("calendar_feed", subject, None, None, Note::details(details));
}
