use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use talkoot_domain::ids::SignInAttemptId;
use talkoot_storage::{
    jobs,
    sign_in_attempts::{self as storage, SignInAttempt, Waits},
};

use super::Token;
use crate::{Answer, App};

/// So long a try to sign in waits: for the provider, or for the link to be opened.
pub const ATTEMPT: TimeDelta = TimeDelta::minutes(15);
/// Tries that are so long over are forgotten.
const FORGOTTEN: TimeDelta = TimeDelta::days(1);

/// Why nobody was signed in. Nothing has happened then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum NotSignedIn {
    /// The try is unknown, was used before or took too long.
    Gone,
    /// It began in another browser.
    OtherBrowser,
    /// The provider vouches for an address that belongs to nobody here.
    UnknownPerson,
    /// The provider does not vouch for the address, or names none.
    UnverifiedAddress,
    /// The provider has vouched for this person under another name before.
    OtherAccount,
    /// The person holds no role now.
    NoRole,
    /// What the provider said cannot be believed.
    NotBelieved,
    /// The provider did not sign the person in: it said no, or somebody gave up there.
    ProviderRefused,
    /// The provider cannot be reached.
    ProviderAway,
    /// The passkey is nobody's here, or was removed.
    UnknownPasskey,
    /// What the passkey's device answered cannot be believed.
    PasskeyNotBelieved,
    /// The passkey's device has counted backwards: there may be a copy of it.
    CopiedPasskey,
}

/// What a browser takes with it to a provider. Nonce and verifier follow from the browser's cookie and the state, so
/// that the database holds none of them.
#[derive(Clone)]
pub struct ProviderAttempt {
    /// Comes back with the browser.
    pub state: Token,
    /// Comes back in what the provider signs.
    pub nonce: String,
    /// The PKCE verifier (RFC 7636), shown to the provider only when the code is exchanged.
    pub verifier: String,
}

impl fmt::Debug for ProviderAttempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderAttempt").finish_non_exhaustive()
    }
}

impl ProviderAttempt {
    fn of(state: Token, browser: &Token) -> Self {
        let derived = |what: &str| {
            let text = format!("{what}\n{}\n{}", state.reveal(), browser.reveal());
            hex::encode(Sha256::digest(text))
        };
        Self {
            nonce: derived("nonce"),
            verifier: derived("verifier"),
            state,
        }
    }
}

/// Begins a sign-in at a provider in this browser.
///
/// # Errors
/// When the database fails.
pub async fn begin_at_provider(app: &App, browser: &Token, go_to: &str) -> Answer<ProviderAttempt> {
    let attempt = ProviderAttempt::of(Token::random(), browser);
    let work = app.begin_system("beginSignIn").await?;
    forget(&work.tx, work.now).await?;
    let row = new(app, Waits::Provider, browser, go_to, work.now);
    storage::insert(&work.tx, &row, Some(attempt.state.hash())).await?;
    work.close().await?;
    Ok(attempt)
}

pub(super) fn new(
    app: &App,
    waits: Waits,
    browser: &Token,
    go_to: &str,
    now: DateTime<Utc>,
) -> SignInAttempt {
    SignInAttempt {
        id: app.new_id(),
        waits,
        browser_hash: browser.hash(),
        go_to: go_to.to_owned(),
        created_at: now,
        expires_at: now + ATTEMPT,
        used_at: None,
    }
}

/// Takes up a sign-in with which a provider sends a browser back: once, and only in the browser that began it. Gives
/// what belongs to it and the page to go to.
///
/// # Errors
/// When the database fails.
pub async fn back_from_provider(
    app: &App,
    state: Token,
    browser: &Token,
) -> Answer<Result<(ProviderAttempt, String), NotSignedIn>> {
    let work = app.begin_system("backFromProvider").await?;
    let found = storage::lock_by_hash(&work.tx, state.hash()).await?;
    let attempt = match usable(found, browser, work.now) {
        Ok(attempt) if attempt.waits == Waits::Provider => attempt,
        Ok(_) => return Ok(Err(NotSignedIn::Gone)),
        Err(why) => return Ok(Err(why)),
    };
    storage::set_used(&work.tx, attempt.id, work.now).await?;
    work.close().await?;
    Ok(Ok((ProviderAttempt::of(state, browser), attempt.go_to)))
}

/// A try that may still be used in this browser. One in another browser is told apart only while it is good.
pub(super) fn usable(
    found: Option<SignInAttempt>,
    browser: &Token,
    now: DateTime<Utc>,
) -> Result<SignInAttempt, NotSignedIn> {
    match found {
        Some(attempt) if attempt.used_at.is_none() && now < attempt.expires_at => {
            if attempt.browser_hash == browser.hash() {
                Ok(attempt)
            } else {
                Err(NotSignedIn::OtherBrowser)
            }
        }
        _ => Err(NotSignedIn::Gone),
    }
}

/// Forgets what is long over.
pub(super) async fn forget(tx: &talkoot_storage::Tx, now: DateTime<Utc>) -> Answer<()> {
    let forgotten = storage::forget(tx, now - FORGOTTEN).await?;
    let keys: Vec<String> = forgotten.into_iter().map(job_of).collect();
    Ok(jobs::delete_done(tx, &keys).await?)
}

/// The key of the job that sends the link of a try.
pub(super) fn job_of(attempt: SignInAttemptId) -> String {
    format!("send_sign_in_link:{attempt}")
}
