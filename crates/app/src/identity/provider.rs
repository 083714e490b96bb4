use serde_json::json;
use talkoot_storage::{people, person_identities as storage, sessions::Voucher};

use super::{
    NewSession, NotSignedIn, Opened,
    sessions::{open, signing_in},
};
use crate::{Answer, App, Note, Subject};

/// Whom a provider vouches for, after its signature and everything around it was checked.
#[derive(Clone, Debug)]
pub struct Vouched {
    /// The provider and its names for the person and the session.
    pub voucher: Voucher,
    /// The address, only if the provider says that it has verified it.
    pub verified_email: Option<String>,
}

/// Signs in whom a provider vouches for: whoever it meant by this subject before, else the person with the verified
/// address, who is recorded then. Nobody is made by signing in.
///
/// # Errors
/// When the database fails.
pub async fn sign_in_by_provider(
    app: &App,
    vouched: Vouched,
    browser: String,
) -> Answer<Result<Opened, NotSignedIn>> {
    let Voucher { issuer, subject, .. } = vouched.voucher.clone();
    let known = storage::person_of(app.store(), &issuer, &subject).await?;
    let is_new = known.is_none();
    let person = match (known, &vouched.verified_email) {
        (Some(person), _) => person,
        (None, None) => return Ok(Err(NotSignedIn::UnverifiedAddress)),
        (None, Some(email)) => match people::find_by_email(app.store(), email).await? {
            Some(person) => person.id,
            None => return Ok(Err(NotSignedIn::UnknownPerson)),
        },
    };
    let actor = signing_in(app, person).await?;
    if actor.memberships.is_empty() {
        return Ok(Err(NotSignedIn::NoRole));
    }
    let mut work = app.begin_for(&actor, "signIn").await?;
    if is_new {
        if storage::is_tied(&work.tx, &issuer, person).await? {
            return Ok(Err(NotSignedIn::OtherAccount));
        }
        let id = app.new_id();
        storage::insert(&work.tx, id, person, (&issuer, &subject), work.now).await?;
        let of = Subject {
            id: person.into(),
            project: None,
        };
        let note = Note::details(json!({ "tiedTo": issuer }));
        work.record("person", of, None, None, note);
    }
    let new = NewSession {
        browser,
        voucher: Some(vouched.voucher),
    };
    let opened = open(&mut work, &actor, new).await?;
    work.close().await?;
    Ok(Ok(opened))
}
