use serde_json::json;
use talkoot_domain::{
    ids::{PersonId, SessionId},
    policy::{Action, Actor},
    session::{Ended, Ending, Opening, Session, SessionState},
    workflow::{Refusal, RefusalCode, Stamp},
};
use talkoot_storage::{Access, access_tokens, people, sessions as storage, sessions::Voucher};

use super::{
    Credential, Token, passkeys,
    past_roles::PastRoles,
    tokens::{self, may_end_own, over},
};
use crate::{Answer, App, Begun, Failure, Note, Request, Subject, work::Work};

/// How somebody has signed in.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The session.
    pub id: SessionId,
    /// Its secret, for the browser's cookie; only its hash is kept.
    pub secret: Token,
}

/// A session to be opened.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// What the browser calls itself.
    pub browser: String,
    /// Who vouches for the person; nobody when it signed in with a link or a passkey.
    pub voucher: Option<Voucher>,
}

const LONGEST_BROWSER: usize = 200;

/// Opens a session for a person who has proven who it is. This is where every way of signing in ends.
///
/// # Errors
/// Not found for nobody; refused to somebody who holds no role now.
pub async fn open_session(app: &App, person: PersonId, new: NewSession) -> Answer<Opened> {
    let actor = signing_in(app, person).await?;
    let mut work = app.begin_for(&actor, "signIn").await?;
    let opened = open(&mut work, &actor, new).await?;
    work.close().await?;
    Ok(opened)
}

/// The person as somebody who signs in.
pub(super) async fn signing_in(app: &App, person: PersonId) -> Answer<Actor> {
    let actor = app.mandates().actor(app.store(), person, app.now()).await?;
    actor.ok_or(Failure::NotFound("person"))
}

/// The same in the transaction of whatever proved who it is.
pub(super) async fn open(work: &mut Work<'_>, actor: &Actor, new: NewSession) -> Answer<Opened> {
    let how = if new.voucher.is_some() {
        Opening::Provider
    } else {
        Opening::Link
    };
    opened_by(work, actor, how, new).await
}

/// The same where it is said how.
pub(super) async fn opened_by(
    work: &mut Work<'_>,
    actor: &Actor,
    how: Opening,
    new: NewSession,
) -> Answer<Opened> {
    if actor.memberships.is_empty() {
        let message = "you hold no role at present; ask an administrator of your organisation for one";
        return Err(Refusal::of(RefusalCode::NotPermitted, "session", "signIn", message).into());
    }
    let settings = work.app.sign_in_settings();
    let shown = |c: &char| !c.is_control();
    let session = Session {
        id: work.app.new_id(),
        person: actor.person,
        opened_by: how,
        browser: new.browser.chars().filter(shown).take(LONGEST_BROWSER).collect(),
        created_at: work.now,
        last_used_at: work.now,
        ends_at: work.now + settings.longest,
        idle: settings.idle,
        ended: None,
    };
    let secret = Token::random();
    storage::insert(&work.tx, &session, secret.hash(), new.voucher.as_ref()).await?;
    let how: &'static str = how.into();
    record(work, session.id, json!({ "by": how }));
    Ok(Opened {
        id: session.id,
        secret,
    })
}

fn record(work: &mut Work<'_>, session: SessionId, details: serde_json::Value) {
    let subject = Subject {
        id: session.into(),
        project: None,
    };
    work.record("session", subject, None, None, Note::details(details));
}

/// Who sends a request in this session; nobody when it is unknown or has ended, and when the person holds no role any
/// more, or held none at some time since it was opened.
///
/// # Errors
/// When the database fails.
pub async fn in_session(app: &App, secret: &Token) -> Answer<Option<(Actor, Credential)>> {
    let now = app.now();
    let Some(session) = storage::by_hash(app.store(), secret.hash()).await? else {
        return Ok(None);
    };
    if session.state(now) != SessionState::Open {
        return Ok(None);
    }
    let actor = app.mandates().actor(app.store(), session.person, now).await?;
    let Some(actor) = actor.filter(|actor| !actor.memberships.is_empty()) else {
        return Ok(None);
    };
    let past = PastRoles::of(app.store(), session.person, now).await?;
    if past.ended_since(session.created_at, None) {
        return Ok(None);
    }
    if storage::is_news(&session, now) {
        let tx = app.store().begin().await?;
        storage::touch(&tx, session.id, now).await?;
        tx.commit().await?;
    }
    Ok(Some((actor, Credential::Session(session.id))))
}

/// The person's sessions that are open now, the newest first: one's own, or those of somebody whom one administers.
///
/// # Errors
/// Not found when the person is neither the one who asks nor administered by it.
pub async fn sessions_of(app: &App, actor: &Actor, person: PersonId) -> Answer<Vec<Session>> {
    let now = app.now();
    if person != actor.person && !administers(app.store(), actor, person, now).await? {
        return Err(Failure::NotFound("person"));
    }
    let past = PastRoles::of(app.store(), person, now).await?;
    let mut sessions = storage::of_person(app.store(), person, now).await?;
    sessions.retain(|session| {
        session.state(now) == SessionState::Open && !past.ended_since(session.created_at, None)
    });
    Ok(sessions)
}

/// One session, if the person may know of it.
///
/// # Errors
/// When the database fails.
pub async fn find_session(app: &App, actor: &Actor, id: SessionId) -> Answer<Option<Session>> {
    let Some(session) = storage::find(app.store(), id).await? else {
        return Ok(None);
    };
    let known =
        session.person == actor.person || administers(app.store(), actor, session.person, app.now()).await?;
    Ok(known.then_some(session))
}

async fn administers(
    db: &impl Access,
    actor: &Actor,
    person: PersonId,
    now: chrono::DateTime<chrono::Utc>,
) -> Answer<bool> {
    let Some(person) = people::actor(db, person, now).await? else {
        return Ok(false);
    };
    let standings = over(db, actor, &person, true).await?;
    Ok(standings.own.is_some() || standings.keeper.is_some())
}

/// Ends a session: one's own, or that of somebody whom one administers.
///
/// # Errors
/// Not found for anybody else's; refused when it has ended already, to an administrator who may not, and for one's own
/// with a token that is confined to one organisation.
pub async fn end_session(
    app: &App,
    actor: &Actor,
    by: Credential,
    request: Request<SessionId>,
) -> Answer<SessionId> {
    let mut work = match app.begin(actor, Action::EndSession, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let found = storage::lock(&work.tx, request.body).await?;
    let mut session = work.found("session", found)?;
    if session.person == actor.person {
        may_end_own(&work, by, None, "session").await?;
    } else {
        let person = people::actor(&work.tx, session.person, work.now).await?;
        let person = person.ok_or_else(|| Failure::internal("a session of nobody"))?;
        let standings = over(&work.tx, actor, &person, true).await?;
        if standings.own.is_none() && standings.keeper.is_none() {
            return Err(Failure::NotFound("session"));
        }
        work.permit(&standings)?;
    }
    let ended = Ended {
        at: work.now,
        by: Some(actor.person),
        why: Ending::Revoked,
    };
    session.end(ended)?;
    storage::end(&work.tx, session.id, ended).await?;
    record(&mut work, session.id, json!({}));
    work.finish(session.id).await
}

/// Ends every session of a person: of oneself, or of somebody whom one administers. Tokens stay.
///
/// # Errors
/// Not found for anybody else; refused with a token that is confined to one organisation, for its own person.
pub async fn end_sessions_of(
    app: &App,
    actor: &Actor,
    by: Credential,
    request: Request<PersonId>,
) -> Answer<PersonId> {
    let mut work = match app.begin(actor, Action::EndSessionsOf, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let found = people::actor(&work.tx, request.body, work.now).await?;
    let person = work.found("person", found)?;
    if person.person == actor.person {
        may_end_own(&work, by, None, "session").await?;
    } else {
        let standings = over(&work.tx, actor, &person, true).await?;
        if standings.own.is_none() && standings.keeper.is_none() {
            return Err(Failure::NotFound("person"));
        }
        work.permit(&standings)?;
    }
    let ended = Ended {
        at: work.now,
        by: Some(actor.person),
        why: Ending::Revoked,
    };
    let sessions = storage::end_all(&work.tx, person.person, ended).await?;
    let note = json!({ "sessionsEnded": sessions.len() });
    for session in sessions {
        record(&mut work, session, json!({}));
    }
    note_on_person(&mut work, person.person, note);
    work.finish(person.person).await
}

fn note_on_person(work: &mut Work<'_>, person: PersonId, details: serde_json::Value) {
    let subject = Subject {
        id: person.into(),
        project: None,
    };
    work.record("person", subject, None, None, Note::details(details));
}

/// Signs out in one browser; says who had vouched for the person, so that it can be told. Nothing happens where the
/// session has ended already.
///
/// # Errors
/// When the database fails.
pub async fn sign_out(app: &App, secret: &Token) -> Answer<Option<Voucher>> {
    let Some(session) = storage::by_hash(app.store(), secret.hash()).await? else {
        return Ok(None);
    };
    // Nobody outside is asked: whoever wants to go goes.
    let actor = people::actor(app.store(), session.person, app.now()).await?;
    let actor = actor.ok_or(Failure::NotFound("person"))?;
    let mut work = app.begin_for(&actor, "signOut").await?;
    let ended = Ended {
        at: work.now,
        by: Some(session.person),
        why: Ending::SignedOut,
    };
    let Some(mut session) = storage::lock(&work.tx, session.id).await? else {
        return Ok(None);
    };
    if session.end(ended).is_err() {
        return Ok(None);
    }
    storage::end(&work.tx, session.id, ended).await?;
    record(&mut work, session.id, json!({}));
    let voucher = storage::voucher(&work.tx, session.id).await?;
    work.close().await?;
    Ok(voucher)
}

/// What a provider says is over: one session of its own, or all of a subject's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderLogout {
    /// The provider.
    pub issuer: String,
    /// Whose sessions; all of the named one where it is left out.
    pub subject: Option<String>,
    /// Which session of the provider; all of the subject where it is left out.
    pub session: Option<String>,
    /// When the provider said so: what was opened later stays, so that nobody can say it again.
    pub issued_at: chrono::DateTime<chrono::Utc>,
}

/// Ends the sessions that a provider says are over; says how many were.
///
/// # Errors
/// When the database fails.
pub async fn end_by_provider(app: &App, logout: &ProviderLogout) -> Answer<usize> {
    let mut work = app.begin_system("endSessionByProvider").await?;
    let over = storage::vouched_for(
        &work.tx,
        &logout.issuer,
        logout.subject.as_deref(),
        logout.session.as_deref(),
        logout.issued_at,
    )
    .await?;
    let ended = Ended {
        at: work.now,
        by: None,
        why: Ending::Provider,
    };
    let number = over.len();
    for session in over {
        storage::end(&work.tx, session.id, ended).await?;
        record(&mut work, session.id, json!({}));
    }
    work.close().await?;
    Ok(number)
}

/// The same for somebody who has held a role and holds none now: one that ended by its day ended nothing then.
pub(super) async fn end_everything_of_who_left(work: &mut Work<'_>, person: PersonId) -> Answer<()> {
    if people::ever_of(&work.tx, person).await?.is_empty() {
        return Ok(());
    }
    end_everything_of(work, person).await
}

/// Ends every session and takes back every token of somebody who has just lost the last role, in that transaction.
pub(super) async fn end_everything_of(work: &mut Work<'_>, person: PersonId) -> Answer<()> {
    let left = people::actor(&work.tx, person, work.now).await?;
    if left.is_none_or(|left| !left.memberships.is_empty()) {
        return Ok(());
    }
    let by = work.actor()?.person;
    let ended = Ended {
        at: work.now,
        by: Some(by),
        why: Ending::Left,
    };
    let sessions = storage::end_all(&work.tx, person, ended).await?;
    let revoked = Stamp { by, at: work.now };
    let passkeys = passkeys::remove_all(work, person, revoked).await?;
    let revoked = access_tokens::revoke_all(&work.tx, person, revoked).await?;
    if sessions.is_empty() && revoked.is_empty() && passkeys == 0 {
        return Ok(());
    }
    let mut note = json!({ "sessionsEnded": sessions.len(), "tokensRevoked": revoked.len() });
    if passkeys > 0 {
        note["passkeysRemoved"] = json!(passkeys);
    }
    // One entry for each, for each is vouched for by the last one about it.
    for session in sessions {
        record(work, session, json!({}));
    }
    for token in revoked {
        tokens::record(work, token, Note::none());
    }
    note_on_person(work, person, note);
    Ok(())
}
