use chrono::{DateTime, Duration, Utc};
use serde_json::json;
use talkoot_domain::{
    access_token::{AccessToken, TokenScope, TokenState},
    ids::{AccessTokenId, OrganisationId, PersonId},
    policy::{Action, Actor, Role, Standings},
    workflow::{Refusal, RefusalCode, Stamp},
};
use talkoot_storage::{Access, Page, access_tokens, people};

use super::{Credential, Token, past_roles::PastRoles, sign_in::keeper};
use crate::{Answer, App, Begun, Failure, Note, Request, Subject, work::Work};

/// A token to be made.
#[derive(Clone, Debug)]
pub struct TokenFor {
    /// Whose.
    pub person: PersonId,
    /// What it is for.
    pub label: String,
    /// How many days it is good for, 1 to 366.
    pub days: i64,
    /// What may be done with it.
    pub scope: TokenScope,
    /// The organisation to whose matters it is confined; all in which the person holds a role when left out.
    pub organisation: Option<OrganisationId>,
}

const LONGEST_LABEL: usize = 100;

/// The organisations that the actor administers.
fn administered(actor: &Actor) -> impl Iterator<Item = OrganisationId> {
    let held = actor.memberships.iter();
    held.filter(|held| held.role == Role::Administrator)
        .map(|held| held.organisation)
}

/// In which organisation the actor administers this person; the keeper only where it is said.
pub(super) async fn over(db: &impl Access, actor: &Actor, person: &Actor, keeps: bool) -> Answer<Standings> {
    let shared = |organisation| {
        let mut held = person.memberships.iter();
        held.any(|held| held.organisation == organisation)
    };
    let own = administered(actor).find(|&organisation| shared(organisation));
    Ok(Standings {
        own,
        keeper: if keeps { keeper(db, actor).await? } else { None },
        ..Standings::default()
    })
}

/// Over a token that is confined to an organisation stand its administrators, not those of others.
fn confined(over: Standings, actor: &Actor, to: Option<OrganisationId>) -> Standings {
    let Some(to) = to else { return over };
    let administers = administered(actor).any(|organisation| organisation == to);
    Standings {
        own: over.own.and(administers.then_some(to)),
        ..over
    }
}

fn check(work: &Work<'_>, wanted: &TokenFor) -> Answer<()> {
    if !(1..=366).contains(&wanted.days) {
        return Err(work.faulty(&["days"], "a token is good for 1 to 366 days"));
    }
    if wanted.label.trim().is_empty() || wanted.label.chars().count() > LONGEST_LABEL {
        let message = format!("say what the token is for, in 1 to {LONGEST_LABEL} characters");
        return Err(work.faulty(&["label"], message));
    }
    Ok(())
}

/// Stores a new token; `issued_by` is who has seen it.
pub(super) async fn store(
    work: &mut Work<'_>,
    wanted: &TokenFor,
    issued_by: Option<PersonId>,
) -> Answer<(AccessTokenId, Token)> {
    let token = Token::random();
    let stored = AccessToken {
        id: work.app.new_id(),
        person: wanted.person,
        label: wanted.label.clone(),
        created_at: work.now,
        expires_at: work.now + Duration::days(wanted.days),
        issued_by,
        confirmed: None,
        revoked: None,
        last_used_at: None,
        scope: wanted.scope,
        organisation: wanted.organisation,
    };
    access_tokens::insert(&work.tx, &stored, token.hash()).await?;
    let person = uuid::Uuid::from(wanted.person).to_string();
    let scope: &'static str = wanted.scope.into();
    let mut note = json!({ "person": person, "label": wanted.label, "days": wanted.days, "scope": scope });
    if let Some(organisation) = wanted.organisation {
        note["organisation"] = json!(organisation.to_string());
    }
    record(work, stored.id, Note::details(note));
    Ok((stored.id, token))
}

pub(super) fn record(work: &mut Work<'_>, token: AccessTokenId, note: Note) {
    let subject = Subject {
        id: token.into(),
        project: None,
    };
    work.record("access_token", subject, None, None, note);
}

/// Makes a sign-in token. It is shown this once; when the request is repeated there is none to show.
/// For another person who holds a role it signs in only when another administrator has confirmed it. In a session of
/// its own browser everybody makes tokens for oneself; a token makes none for its own person, for it would outlive
/// itself. One for somebody else is confined to the organisation whose administrator makes it.
///
/// # Errors
/// Refused to anybody but the person itself in a session, an administrator of an organisation in which the person holds
/// a role (of the one that the token is confined to), or of an authority while the person holds none; for no label, for
/// more than 366 days, and for an organisation in which the person holds no role.
pub async fn issue_token(
    app: &App,
    actor: &Actor,
    by: Credential,
    request: Request<TokenFor>,
) -> Answer<(AccessTokenId, Option<Token>)> {
    let mut work = match app.begin(actor, Action::IssueToken, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok((id.into(), None)),
    };
    let mut wanted = request.body;
    let person = people::actor(&work.tx, wanted.person, work.now).await?;
    let standings = match &person {
        Some(person) => {
            let over = over(&work.tx, actor, person, person.memberships.is_empty()).await?;
            confined(over, actor, wanted.organisation)
        }
        None => Standings {
            keeper: keeper(&work.tx, actor).await?,
            ..Standings::default()
        },
    };
    if wanted.person != actor.person || !matches!(by, Credential::Session(_)) {
        work.permit(&standings)?;
    }
    if wanted.person == actor.person {
        may_multiply(&work, by).await?;
    } else if wanted.organisation.is_none() {
        // Who administers one organisation gives nobody's roles in another one away, nor those of later.
        wanted.organisation = standings.own;
    }
    let person = work.found("person", person)?;
    check(&work, &wanted)?;
    let holds_there = |of| person.memberships.iter().any(|held| held.organisation == of);
    if wanted.organisation.is_some_and(|of| !holds_there(of)) {
        let message =
            "the person holds no role in this organisation; name another one, or give the role first";
        return Err(work.faulty(&["organisationId"], message));
    }
    let (id, token) = store(&mut work, &wanted, Some(actor.person)).await?;
    Ok((work.finish(id).await?, Some(token)))
}

/// A token makes none for its own person, for that one would outlive it and could do more; but for the first one, which
/// was printed on the server.
async fn may_multiply(work: &Work<'_>, by: Credential) -> Answer<()> {
    let Credential::Token(id, _) = by else {
        return Ok(());
    };
    let used = access_tokens::find(&work.tx, id).await?;
    if used.is_some_and(|used| used.issued_by.is_none() && used.organisation.is_none()) {
        return Ok(());
    }
    let message = "a token makes no token for its own person; sign in with a browser and make it there";
    let action = Action::IssueToken.into();
    Err(Refusal::of(RefusalCode::NotPermitted, "access_token", action, message).into())
}

/// A token that is confined to one organisation ends of its own person's only what is confined as it is, itself among
/// them: the rest acts elsewhere, too, and is no matter of the program that holds it. `confined` says to what the one is
/// that is ended.
pub(super) async fn may_end_own(
    work: &Work<'_>,
    by: Credential,
    confined: Option<OrganisationId>,
    object: &'static str,
) -> Answer<()> {
    let Credential::Token(id, _) = by else {
        return Ok(());
    };
    let used = access_tokens::find(&work.tx, id).await?;
    let used = used.ok_or_else(|| Failure::internal("signed in with a token that is none"))?;
    if used.organisation.is_none() || used.organisation == confined {
        return Ok(());
    }
    let message = "this token is confined to one organisation and ends nothing of its own person that is not; sign in \
                   with a browser and end it there";
    Err(Refusal::of(RefusalCode::NotPermitted, object, work.action(), message).into())
}

/// Makes a sign-in token for the person with this address, on the server itself: whoever can run this can
/// read the database. It needs no confirmation and is written into the audit log.
///
/// # Errors
/// Not found when nobody has the address; refused as [`issue_token`] is.
pub async fn issue_token_as_operator(app: &App, email: &str, label: &str, days: i64) -> Answer<Token> {
    let mut work = app.begin_system("token").await?;
    let person = work.found("person", people::find_by_email(&work.tx, email).await?)?;
    let wanted = TokenFor {
        person: person.id,
        label: label.to_owned(),
        days,
        scope: TokenScope::Write,
        organisation: None,
    };
    check(&work, &wanted)?;
    let (_, token) = store(&mut work, &wanted, None).await?;
    work.close().await?;
    Ok(token)
}

/// The token, where the person may know of it: its own, those of people it administers, but for those that are confined
/// to another organisation; an administrator of an authority may know of all.
async fn known(
    db: &impl Access,
    actor: &Actor,
    found: Option<AccessToken>,
    now: DateTime<Utc>,
) -> Answer<Option<(AccessToken, Actor)>> {
    let Some(token) = found else { return Ok(None) };
    let person = people::actor(db, token.person, now).await?;
    let person = person.ok_or_else(|| Failure::internal("a token of nobody"))?;
    let standings = confined(over(db, actor, &person, true).await?, actor, token.organisation);
    let may = token.person == actor.person || standings.own.is_some() || standings.keeper.is_some();
    Ok(may.then_some((token, person)))
}

/// Stands by a token that another administrator made; then it signs in.
///
/// # Errors
/// Refused to the one who made it, to the one who signs in with it, and when there is nothing to confirm.
pub async fn confirm_token(
    app: &App,
    actor: &Actor,
    request: Request<AccessTokenId>,
) -> Answer<AccessTokenId> {
    let mut work = match app.begin(actor, Action::ConfirmToken, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let found = access_tokens::lock(&work.tx, request.body).await?;
    let known = known(&work.tx, actor, found, work.now).await?;
    let (mut token, person) = work.found("token", known)?;
    let standings = over(&work.tx, actor, &person, true).await?;
    work.permit(&confined(standings, actor, token.organisation))?;
    token.confirm(actor.person, work.now)?;
    token.confirmed = Some(Stamp {
        by: actor.person,
        at: work.now,
    });
    access_tokens::update(&work.tx, &token).await?;
    record(&mut work, token.id, Note::none());
    work.finish(token.id).await
}

/// Takes a token back, at once.
///
/// # Errors
/// Refused to anybody but the person and its administrators, and when it was revoked already; and with a token that is
/// confined to one organisation, for its own person's that are not.
pub async fn revoke_token(
    app: &App,
    actor: &Actor,
    by: Credential,
    request: Request<AccessTokenId>,
) -> Answer<AccessTokenId> {
    let mut work = match app.begin(actor, Action::RevokeToken, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let found = access_tokens::lock(&work.tx, request.body).await?;
    let known = known(&work.tx, actor, found, work.now).await?;
    let (mut token, person) = work.found("token", known)?;
    if token.person == actor.person {
        may_end_own(&work, by, token.organisation, "access_token").await?;
    } else {
        let standings = over(&work.tx, actor, &person, true).await?;
        work.permit(&confined(standings, actor, token.organisation))?;
    }
    token.revoke()?;
    token.revoked = Some(Stamp {
        by: actor.person,
        at: work.now,
    });
    access_tokens::update(&work.tx, &token).await?;
    record(&mut work, token.id, Note::none());
    work.finish(token.id).await
}

/// The token with its state now, if the person may know of it.
///
/// # Errors
/// When the database fails.
pub async fn find_token(
    app: &App,
    actor: &Actor,
    id: AccessTokenId,
) -> Answer<Option<(AccessToken, TokenState)>> {
    let now = app.now();
    let found = access_tokens::find(app.store(), id).await?;
    let Some((token, person)) = known(app.store(), actor, found, now).await? else {
        return Ok(None);
    };
    let past = PastRoles::of(app.store(), token.person, now).await?;
    let state = state(&token, &person, &past, now);
    Ok(Some((token, state)))
}

/// What a token of this person is good for now. The time of one from before a time without any role is over.
fn state(token: &AccessToken, person: &Actor, past: &PastRoles, now: DateTime<Utc>) -> TokenState {
    let state = token.state(!person.memberships.is_empty(), now);
    if state != TokenState::Revoked && past.ended_since(token.created_at, token.organisation) {
        return TokenState::Expired;
    }
    state
}

/// A page of a person's tokens with their states, and how many there are on all pages; for administrators without those
/// that are confined to organisations of others.
///
/// # Errors
/// Not found when the person is neither the one who asks nor administered by it.
pub async fn tokens_of(
    app: &App,
    actor: &Actor,
    person: PersonId,
    page: Page<AccessTokenId>,
) -> Answer<(Vec<(AccessToken, TokenState)>, u64)> {
    let now = app.now();
    let whose = people::actor(app.store(), person, now).await?;
    let whose = whose.ok_or(Failure::NotFound("person"))?;
    let standings = over(app.store(), actor, &whose, true).await?;
    let sees_all = person == actor.person || standings.keeper.is_some();
    if !sees_all && standings.own.is_none() {
        return Err(Failure::NotFound("person"));
    }
    let administered: Vec<OrganisationId> = administered(actor).collect();
    let to = (!sees_all).then_some(administered.as_slice());
    let rows = access_tokens::of_person(app.store(), person, to, page).await?;
    let total = access_tokens::count(app.store(), person, to).await?;
    let past = PastRoles::of(app.store(), person, now).await?;
    let with_state = rows.into_iter().map(|token| {
        let state = state(&token, &whose, &past, now);
        (token, state)
    });
    Ok((with_state.collect(), total))
}
