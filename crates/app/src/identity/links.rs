//! Links that sign in, sent by e-mail. The secret is made when the mail is sent: neither it nor the mail is kept.

use chrono::TimeDelta;
use serde_json::json;
use sha2::{Digest, Sha256};
use talkoot_domain::ids::{PersonId, SignInAttemptId};
use talkoot_mail::{DeliveryFailure, Message, Outgoing, Party, message, message_id, render};
use talkoot_storage::{
    jobs::{self, Job, NewJob},
    outbox, people,
    sign_in_attempts::{self as storage, SignInAttempt, Waits},
};
use uuid::Uuid;

use super::{
    NewSession, NotSignedIn, Opened, Token,
    administer::is_address,
    attempts::{self, usable},
    sessions::{open, signing_in},
};
use crate::{Answer, App, Failure, reticent::without_addresses, work::Work, worker::JobKind};

/// Letters are tried for so long at most.
const AHEAD_OF_LETTERS: TimeDelta = TimeDelta::days(8);
/// To one address so many times as many links are sent as one place may ask for: who asks from one place keeps nobody
/// else from asking, and all together send no flood.
const PLACES: u64 = 4;

/// Asks for a link to an address, from this browser; `place` says from where, as far as it is known. What comes back is
/// the same whether the address belongs to somebody or not, and whether a link is sent or there were too many.
///
/// # Errors
/// Refused for what is no address.
pub async fn ask_for_link(app: &App, email: &str, browser: &Token, place: &[u8], go_to: &str) -> Answer<()> {
    let work = app.begin_system("askForSignInLink").await?;
    let email = email.trim().to_lowercase();
    if !is_address(&email) {
        return Err(work.faulty(&["email"], "give an e-mail address, for example name@example.fi"));
    }
    let asked = asked(&email, place);
    attempts::forget(&work.tx, work.now).await?;
    // Who asks at the same moment, here or on another server, is counted one after the other.
    outbox::wait_for_turn(&work.tx).await?;
    let person = people::find_by_email(&work.tx, &email).await?;
    let person = person.map(|person| person.id);
    if are_too_many(&work, asked, person).await? {
        tracing::warn!("more links to one address were asked for than are sent in an hour");
        return work.close().await;
    }
    let waits = Waits::Link(asked, person);
    let attempt = attempts::new(app, waits, browser, go_to, work.now);
    storage::insert(&work.tx, &attempt, None).await?;
    // Also for an address of nobody, so that asking takes as long; the job finds nobody to write to.
    let job = NewJob {
        id: app.new_id(),
        kind: JobKind::SendSignInLink.into(),
        unique_key: attempts::job_of(attempt.id),
        payload: json!({ "attempt": attempt.id.to_string() }),
        // Somebody waits for it: it goes before every letter that is due.
        run_at: work.now - AHEAD_OF_LETTERS,
    };
    jobs::enqueue(&work.tx, job).await?;
    work.close().await
}

/// An address and the place from which a link is asked for, as one hash.
fn asked(email: &str, place: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(email.as_bytes());
    // No address holds it.
    hash.update(b"\n");
    hash.update(place);
    hash.finalize().into()
}

/// Whether as many links were asked for in the last hour as are sent, from this place or from all of them.
async fn are_too_many(work: &Work<'_>, asked: [u8; 32], person: Option<PersonId>) -> Answer<bool> {
    let most = work.app.sign_in_settings().links_per_hour;
    let since = work.now - TimeDelta::hours(1);
    let from_here = storage::count_since(&work.tx, asked, since).await?;
    // Also for an address of nobody, so that asking takes as long.
    let of = person.unwrap_or_else(|| Uuid::nil().into());
    let from_all = storage::count_of_person_since(&work.tx, of, since).await?;
    Ok(from_here >= most || from_all >= most.saturating_mul(PLACES))
}

/// Sends a link. Tried again after a crash it goes out under the same Message-ID with another secret; only the last one
/// leads anywhere. After its time it is not sent.
pub(crate) async fn send(app: &App, job: &Job) -> Answer<()> {
    let id = job.payload["attempt"]
        .as_str()
        .and_then(|text| text.parse::<Uuid>().ok());
    let id: SignInAttemptId = id
        .ok_or_else(|| Failure::internal("the job names no try to sign in"))?
        .into();
    let found = storage::find(app.store(), id).await?;
    let waiting = found.filter(|found| found.used_at.is_none() && app.now() < found.expires_at);
    if let Some(attempt) = waiting
        && let Some(mail) = write(app, &attempt).await?
    {
        match app.mail().transport.deliver(&mail).await {
            Ok(_) => {}
            Err(failure @ DeliveryFailure::Temporary { .. }) => return Err(Failure::internal(failure)),
            Err(DeliveryFailure::Permanent { answer, .. }) => {
                let said = without_addresses(&answer);
                tracing::warn!(attempt = %id, answer = said, "a mail with a link to sign in was refused for good");
            }
        }
    }
    let work = app.begin_system("sendSignInLink").await?;
    jobs::done(&work.tx, job.id, work.now).await?;
    work.close().await
}

/// Makes the secret, keeps its hash, and writes the mail that holds it; nothing for an address of nobody.
async fn write(app: &App, attempt: &SignInAttempt) -> Answer<Option<Outgoing>> {
    let Waits::Link(_, Some(person)) = attempt.waits else {
        return Ok(None);
    };
    let person = people::find(app.store(), person).await?;
    let person = person.ok_or(Failure::NotFound("person"))?;
    let secret = Token::random();
    let work = app.begin_system("sendSignInLink").await?;
    storage::set_secret(&work.tx, attempt.id, secret.hash()).await?;
    work.close().await?;
    let branding = &app.mail().branding;
    let facts = message::SignInLink {
        project: message::Project {
            name: branding.installation.clone(),
            reference: String::new(),
        },
        minutes: attempts::ATTEMPT.num_minutes(),
        url: app.mail().page(&format!("sign-in/link/{}", secret.reveal())),
    };
    let message = Message::SignInLink(facts);
    let rendered = render(&message, person.language, branding).map_err(Failure::internal)?;
    let to = Party::new(person.email, person.name);
    let id = message_id(attempt.id.into(), app.mail().domain());
    Ok(Some(Outgoing::new(
        id,
        attempt.created_at,
        to,
        rendered,
        branding,
    )))
}

/// Whether a link can be used in this browser; looking does not use it, for programs that guard mailboxes look too.
///
/// # Errors
/// When the database fails.
pub async fn look_at_link(app: &App, secret: &Token, browser: &Token) -> Answer<Result<(), NotSignedIn>> {
    let found = storage::by_hash(app.store(), secret.hash()).await?;
    let found = found.filter(|found| matches!(found.waits, Waits::Link(..)));
    Ok(usable(found, browser, app.now()).map(drop))
}

/// Signs in with a link: once, and in the browser that asked for it. Says the page to go to.
///
/// # Errors
/// When the database fails.
pub async fn use_link(
    app: &App,
    secret: &Token,
    browser: &Token,
    name: String,
) -> Answer<Result<(Opened, String), NotSignedIn>> {
    let found = storage::by_hash(app.store(), secret.hash()).await?;
    let Some(Waits::Link(_, Some(person))) = found.map(|found| found.waits) else {
        return Ok(Err(NotSignedIn::Gone));
    };
    let actor = signing_in(app, person).await?;
    let mut work = app.begin_for(&actor, "signIn").await?;
    let found = storage::lock_by_hash(&work.tx, secret.hash()).await?;
    let attempt = match usable(found, browser, work.now) {
        Ok(attempt) => attempt,
        Err(why) => return Ok(Err(why)),
    };
    if actor.memberships.is_empty() {
        return Ok(Err(NotSignedIn::NoRole));
    }
    storage::set_used(&work.tx, attempt.id, work.now).await?;
    let new = NewSession {
        browser: name,
        voucher: None,
    };
    let opened = open(&mut work, &actor, new).await?;
    work.close().await?;
    Ok(Ok((opened, attempt.go_to)))
}
