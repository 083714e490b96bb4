//! Passkeys: keys of people's own devices. What a device answers is checked by whoever speaks to the browser; here it is
//! made sure that it was asked for, in this browser, lately and once, and that the passkey is still somebody's.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use talkoot_domain::{
    ids::{PasskeyId, PersonId},
    passkey::{self, Passkey},
    policy::Actor,
    session::Opening,
    workflow::Stamp,
};
use talkoot_storage::{
    Access,
    passkeys::{
        self as storage,
        challenges::{self, Challenge},
    },
    people,
};

use super::{
    NewSession, NotSignedIn, Opened, Person, Token,
    past_roles::PastRoles,
    sessions::{opened_by, signing_in},
};
use crate::{
    Answer, App, Note, Subject,
    letters::{self, Letter, NewLetter},
    work::Work,
};

/// So long a device may take to sign.
pub const CHALLENGE: TimeDelta = TimeDelta::minutes(5);
/// Challenges that are so long over are forgotten.
const FORGOTTEN: TimeDelta = TimeDelta::days(1);

/// What a device is asked for a new passkey.
#[derive(Clone, Debug)]
pub struct NewCeremony {
    /// To be signed.
    pub challenge: Token,
    /// For whom.
    pub person: Person,
    /// What the person's devices call the passkeys that there are already.
    pub known: Vec<Vec<u8>>,
}

/// A passkey to be added, after what its device answered was checked.
#[derive(Clone, Debug)]
pub struct NewPasskey {
    /// What the person calls it.
    pub name: String,
    /// What its device calls it.
    pub credential: Vec<u8>,
    /// The public key as COSE writes it.
    pub public_key: Vec<u8>,
    /// How often it has signed.
    pub sign_count: u32,
}

/// A passkey that has signed what was asked, as was checked.
#[derive(Clone, Copy, Debug)]
pub struct Signed {
    /// The passkey.
    pub passkey: PasskeyId,
    /// How often it has signed.
    pub sign_count: u32,
}

/// Begins a sign-in with a passkey in this browser: what is to be signed, by whichever passkey the person chooses.
///
/// # Errors
/// When the database fails.
pub async fn begin_with_passkey(app: &App, browser: &Token, go_to: &str) -> Answer<Token> {
    let work = app.begin_system("beginSignIn").await?;
    let challenge = ask(&work, browser, None, go_to).await?;
    work.close().await?;
    Ok(challenge)
}

async fn ask(work: &Work<'_>, browser: &Token, person: Option<PersonId>, go_to: &str) -> Answer<Token> {
    challenges::forget(&work.tx, work.now - FORGOTTEN).await?;
    let challenge = Token::random();
    let row = Challenge {
        id: work.app.new_id(),
        browser_hash: browser.hash(),
        person,
        go_to: go_to.to_owned(),
        expires_at: work.now + CHALLENGE,
        used_at: None,
    };
    challenges::insert(&work.tx, &row, challenge.hash()).await?;
    Ok(challenge)
}

/// Takes up what a device says it has signed, before anything else is looked at: once, in the browser that asked, in
/// time. Says the page to go to.
///
/// # Errors
/// When the database fails.
pub async fn take_challenge(
    app: &App,
    challenge: &Token,
    browser: &Token,
) -> Answer<Result<String, NotSignedIn>> {
    let work = app.begin_system("signIn").await?;
    let found = challenges::lock(&work.tx, challenge.hash()).await?;
    let found = match usable(found, None, browser, work.now) {
        Ok(found) => found,
        Err(why) => return Ok(Err(why)),
    };
    challenges::set_used(&work.tx, found.id, work.now).await?;
    work.close().await?;
    Ok(Ok(found.go_to))
}

fn usable(
    found: Option<Challenge>,
    person: Option<PersonId>,
    browser: &Token,
    now: DateTime<Utc>,
) -> Result<Challenge, NotSignedIn> {
    match found {
        Some(found) if found.person == person && found.used_at.is_none() && now < found.expires_at => {
            if found.browser_hash == browser.hash() {
                Ok(found)
            } else {
                Err(NotSignedIn::OtherBrowser)
            }
        }
        _ => Err(NotSignedIn::Gone),
    }
}

/// The passkey that its device calls so, unless it was removed.
///
/// # Errors
/// When the database fails.
pub async fn passkey_called(app: &App, credential: &[u8]) -> Answer<Option<Passkey>> {
    let found = storage::by_credential(app.store(), credential).await?;
    Ok(found.filter(|found| found.removed.is_none()))
}

/// Signs in the person whose passkey has signed.
///
/// # Errors
/// When the database fails.
pub async fn sign_in_by_passkey(
    app: &App,
    signed: Signed,
    browser: String,
) -> Answer<Result<Opened, NotSignedIn>> {
    let Some(found) = storage::find(app.store(), signed.passkey).await? else {
        return Ok(Err(NotSignedIn::UnknownPasskey));
    };
    let actor = signing_in(app, found.person).await?;
    let mut work = app.begin_for(&actor, "signIn").await?;
    let found = storage::lock(&work.tx, signed.passkey).await?;
    let Some(found) = found.filter(|found| found.removed.is_none()) else {
        return Ok(Err(NotSignedIn::UnknownPasskey));
    };
    if !found.follows(signed.sign_count) {
        tracing::warn!(passkey = %found.id, "a passkey counted backwards: somebody may have a copy of it");
        return Ok(Err(NotSignedIn::CopiedPasskey));
    }
    if actor.memberships.is_empty() {
        return Ok(Err(NotSignedIn::NoRole));
    }
    let past = PastRoles::of(&work.tx, found.person, work.now).await?;
    if past.ended_since(found.created_at, None) {
        return Ok(Err(NotSignedIn::UnknownPasskey));
    }
    storage::used(&work.tx, found.id, signed.sign_count, work.now).await?;
    let new = NewSession {
        browser,
        voucher: None,
    };
    let opened = opened_by(&mut work, &actor, Opening::Passkey, new).await?;
    work.close().await?;
    Ok(Ok(opened))
}

/// The person's own passkeys, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn my_passkeys(app: &App, actor: &Actor) -> Answer<Vec<Passkey>> {
    held(app.store(), actor.person, app.now()).await
}

/// The passkeys that sign the person in now: without those from before a time in which it held no role.
async fn held(db: &impl Access, person: PersonId, now: DateTime<Utc>) -> Answer<Vec<Passkey>> {
    let past = PastRoles::of(db, person, now).await?;
    let mut passkeys = storage::of_person(db, person).await?;
    passkeys.retain(|one| !past.ended_since(one.created_at, None));
    Ok(passkeys)
}

/// Begins to add a passkey of one's own, in this session.
///
/// # Errors
/// Refused to somebody who has as many as one may have.
pub async fn begin_passkey(app: &App, actor: &Actor, session: &Token) -> Answer<NewCeremony> {
    let work = app.begin_for(actor, "addPasskey").await?;
    let person = work.found("person", people::find(&work.tx, actor.person).await?)?;
    let known = held(&work.tx, actor.person, work.now).await?;
    not_too_many(&work, &known)?;
    let challenge = ask(&work, session, Some(actor.person), "").await?;
    work.close().await?;
    Ok(NewCeremony {
        challenge,
        person,
        known: known.into_iter().map(|one| one.credential).collect(),
    })
}

fn not_too_many(work: &Work<'_>, known: &[Passkey]) -> Answer<()> {
    if known.len() < passkey::MOST {
        return Ok(());
    }
    let message = format!(
        "nobody has more than {} passkeys; remove one first",
        passkey::MOST
    );
    Err(work.faulty(&["passkey"], message))
}

/// Takes up what a device answered for a new passkey, as [`take_challenge`] does for signing in.
///
/// # Errors
/// When the database fails.
pub async fn take_own_challenge(
    app: &App,
    actor: &Actor,
    challenge: &Token,
    session: &Token,
) -> Answer<Result<(), NotSignedIn>> {
    let work = app.begin_for(actor, "addPasskey").await?;
    let found = challenges::lock(&work.tx, challenge.hash()).await?;
    let found = match usable(found, Some(actor.person), session, work.now) {
        Ok(found) => found,
        Err(why) => return Ok(Err(why)),
    };
    challenges::set_used(&work.tx, found.id, work.now).await?;
    work.close().await?;
    Ok(Ok(()))
}

/// Adds a passkey of one's own, and tells the person by mail.
///
/// # Errors
/// Refused without a name, to somebody who has as many as one may have, and for one that is known already.
pub async fn add_passkey(app: &App, actor: &Actor, new: NewPasskey) -> Answer<PasskeyId> {
    let mut work = app.begin_for(actor, "addPasskey").await?;
    let name = new.name.trim();
    let plain = !name.is_empty() && !name.chars().any(char::is_control);
    if !plain || name.chars().count() > passkey::LONGEST_NAME {
        let message = format!(
            "give the passkey a name of 1 to {} characters",
            passkey::LONGEST_NAME
        );
        return Err(work.faulty(&["name"], message));
    }
    // One after another, so that they are counted.
    work.found("person", people::lock(&work.tx, actor.person).await?)?;
    not_too_many(&work, &held(&work.tx, actor.person, work.now).await?)?;
    if storage::by_credential(&work.tx, &new.credential).await?.is_some() {
        return Err(work.faulty(
            &["passkey"],
            "this passkey was added before; let the device make a new one",
        ));
    }
    let added = Passkey {
        id: app.new_id(),
        person: actor.person,
        credential: new.credential,
        public_key: new.public_key,
        name: name.to_owned(),
        created_at: work.now,
        sign_count: new.sign_count,
        last_used_at: None,
        removed: None,
    };
    storage::insert(&work.tx, &added).await?;
    record(&mut work, &added);
    let letter = Letter::PasskeyAdded {
        passkey: added.id.into(),
    };
    tell(&mut work, added.person, letter).await?;
    work.close().await?;
    Ok(added.id)
}

/// Takes away a passkey of one's own, and tells the person by mail.
///
/// # Errors
/// Not found for anybody else's; refused when it was removed before.
pub async fn remove_passkey(app: &App, actor: &Actor, id: PasskeyId) -> Answer<()> {
    let mut work = app.begin_for(actor, "removePasskey").await?;
    let found = storage::lock(&work.tx, id).await?;
    let mut found = work.found("passkey", found.filter(|one| one.person == actor.person))?;
    let removed = Stamp {
        by: actor.person,
        at: work.now,
    };
    found.remove(removed)?;
    storage::remove(&work.tx, &[id], removed).await?;
    record(&mut work, &found);
    let letter = Letter::PasskeyRemoved { passkey: id.into() };
    tell(&mut work, found.person, letter).await?;
    work.close().await
}

/// Takes away every passkey of somebody who has lost the last role, in that transaction; says how many.
pub(super) async fn remove_all(work: &mut Work<'_>, person: PersonId, removed: Stamp) -> Answer<usize> {
    let ids = storage::remove_all(&work.tx, person, removed).await?;
    for &id in &ids {
        record_of(work, id, person);
    }
    Ok(ids.len())
}

fn record(work: &mut Work<'_>, passkey: &Passkey) {
    record_of(work, passkey.id, passkey.person);
}

/// What the person calls it stays out of the log, which is kept for longer.
fn record_of(work: &mut Work<'_>, id: PasskeyId, person: PersonId) {
    let subject = Subject {
        id: id.into(),
        project: None,
    };
    let note = Note::details(json!({ "person": person.to_string() }));
    work.record("passkey", subject, None, None, note);
}

/// Whoever owns the passkey hears of it, also when it was somebody else in the person's session.
async fn tell(work: &mut Work<'_>, person: PersonId, letter: Letter) -> Answer<()> {
    let letter = NewLetter {
        person,
        recipient_as: "passkey_owner",
        letter,
    };
    letters::enqueue(work, None, None, vec![letter]).await
}
