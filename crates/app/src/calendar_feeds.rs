//! Calendars of deadlines under secret links, to which a person's calendar program subscribes.

mod content;

pub use content::{Published, published};

use serde_json::json;
use talkoot_domain::{
    calendar_feed::{CalendarFeed, FeedOf},
    ids::{CalendarFeedId, OrganisationId, ProjectId},
    policy::{Action, Actor, Role, Standings},
    workflow::{Refusal, RefusalCode},
};
use talkoot_storage::{Access, Scope, calendar_feeds as storage, projects};

use crate::{
    Answer, App, Begun, Note, Request, Subject, Version, Work,
    identity::{Credential, Token, is_confined},
};

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
/// and the grants of an officer to everybody else; for more than twenty at once; and with a token that is confined to one
/// organisation, for the calendar would outlive it and show what its person sees with all roles.
pub async fn create(
    app: &App,
    actor: &Actor,
    by: Credential,
    request: Request<NewFeed>,
) -> Answer<(CalendarFeedId, Option<String>)> {
    let mut work = match app.begin(actor, Action::CreateCalendarFeed, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok((id.into(), None)),
    };
    work.permit(&standings(actor))?;
    not_confined(&work, by).await?;
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
/// Not found for anybody else's; refused once it was revoked, and with a token that is confined to one organisation.
pub async fn renew(
    app: &App,
    actor: &Actor,
    by: Credential,
    request: Request<FeedStep>,
) -> Answer<(CalendarFeedId, Option<String>)> {
    let (mut work, mut feed) = match begin(app, actor, by, Action::RenewCalendarFeed, &request).await? {
        Ok(begun) => begun,
        Err(id) => return Ok((id, None)),
    };
    // Whoever holds no role there any more gets no link to its deadlines.
    let reaches = match feed.of {
        FeedOf::Project(_) => true,
        FeedOf::Municipality(of) | FeedOf::Officer(of) => holds_role(actor, of),
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
/// Not found for anybody else's; refused once it was revoked, and with a token that is confined to one organisation.
pub async fn revoke(
    app: &App,
    actor: &Actor,
    by: Credential,
    request: Request<FeedStep>,
) -> Answer<CalendarFeedId> {
    let (mut work, mut feed) = match begin(app, actor, by, Action::RevokeCalendarFeed, &request).await? {
        Ok(begun) => begun,
        Err(id) => return Ok(id),
    };
    feed.revoked_at = Some(work.now);
    storage::update(&work.tx, &feed, None).await?;
    record(&mut work, &feed);
    work.finish(feed.id).await
}

/// One's own calendar with this id; nothing with a token that is confined to an organisation which it is no matter of.
///
/// # Errors
/// When the database fails.
pub async fn find(
    app: &App,
    actor: &Actor,
    by: Credential,
    id: CalendarFeedId,
) -> Answer<Option<CalendarFeed>> {
    let found = storage::find(app.store(), actor.person, id).await?;
    known(app.store(), actor, by, found).await
}

/// One's own calendars that were not revoked, oldest first; with a token that is confined to one organisation only those
/// that are a matter of it.
///
/// # Errors
/// When the database fails.
pub async fn own(app: &App, actor: &Actor, by: Credential) -> Answer<Vec<CalendarFeed>> {
    let own = storage::of_person(app.store(), actor.person).await?;
    all_known(app.store(), actor, by, own).await
}

/// Those of somebody's own calendars that they may know of as they are signed in: with a token that is confined to one
/// organisation, those of projects that are seen from there, and of the organisation itself.
async fn all_known(
    db: &impl Access,
    actor: &Actor,
    by: Credential,
    mut own: Vec<CalendarFeed>,
) -> Answer<Vec<CalendarFeed>> {
    if own.is_empty() || !is_confined(db, by).await? {
        return Ok(own);
    }
    let named = own.iter().filter_map(|feed| match feed.of {
        FeedOf::Project(project) => Some(project),
        FeedOf::Municipality(_) | FeedOf::Officer(_) => None,
    });
    let named: Vec<ProjectId> = named.collect();
    let seen = projects::find_many(db, &Scope::of(actor), &named).await?;
    own.retain(|feed| match feed.of {
        FeedOf::Project(of) => seen.iter().any(|project| project.id == of),
        FeedOf::Municipality(of) | FeedOf::Officer(of) => holds_role(actor, of),
    });
    Ok(own)
}

async fn known(
    db: &impl Access,
    actor: &Actor,
    by: Credential,
    own: Option<CalendarFeed>,
) -> Answer<Option<CalendarFeed>> {
    let own = own.into_iter().collect();
    Ok(all_known(db, actor, by, own).await?.pop())
}

fn holds_role(actor: &Actor, organisation: OrganisationId) -> bool {
    let mut held = actor.memberships.iter();
    held.any(|held| held.organisation == organisation)
}

/// A calendar shows what its person sees with all roles, also when the token is gone that asked for it: one that is confined
/// to one organisation gives nobody a link, and takes none away.
async fn not_confined(work: &Work<'_>, by: Credential) -> Answer<()> {
    if !is_confined(&work.tx, by).await? {
        return Ok(());
    }
    let message = "this token is confined to one organisation, and a calendar shows what its person sees with all roles; \
                   sign in with a browser and do it there";
    Err(Refusal::of(RefusalCode::NotPermitted, "calendar_feed", work.action(), message).into())
}

/// The actor's own calendar, locked and looked at, or the result of the same request before.
async fn begin<'a>(
    app: &'a App,
    actor: &'a Actor,
    by: Credential,
    action: Action,
    request: &Request<FeedStep>,
) -> Answer<Result<(Work<'a>, CalendarFeed), CalendarFeedId>> {
    let mut work = match app.begin(actor, action, request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(Err(id.into())),
    };
    let asked = request.body;
    let feed = storage::lock(&work.tx, actor.person, asked.id).await?;
    let feed = known(&work.tx, actor, by, feed).await?;
    let feed = work.found("calendar", feed)?;
    work.permit(&standings(actor))?;
    not_confined(&work, by).await?;
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
            if holds_role(actor, *of) {
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
