//! What is written to somebody whose ways to sign in have changed.

use talkoot_domain::{calendar, ids::PasskeyId};
use talkoot_mail::{Message, message};
use talkoot_storage::{passkeys, people::Person};

use super::{Composed, Letter};
use crate::{Answer, App, Failure};

pub(super) async fn compose(app: &App, letter: &Letter, id: PasskeyId, reader: &Person) -> Answer<Composed> {
    let passkey = passkeys::find(app.store(), id).await?;
    let passkey = passkey.ok_or(Failure::NotFound("passkey"))?;
    if passkey.person != reader.id {
        return Ok(Composed::Obsolete(
            "whoever is written to does not own the passkey",
        ));
    }
    let added = matches!(letter, Letter::PasskeyAdded { .. });
    let at = match passkey.removed {
        Some(removed) if !added => removed.at,
        _ => passkey.created_at,
    };
    let at = calendar::helsinki_time(at);
    let facts = message::PasskeyChange {
        project: message::Project {
            name: app.mail().branding.installation.clone(),
            reference: String::new(),
        },
        name: passkey.name,
        day: at.date(),
        time: at.format("%-H.%M").to_string(),
        url: app.mail().page("sign-in/passkeys"),
    };
    Ok(Composed::Message(Box::new(if added {
        Message::PasskeyAdded(facts)
    } else {
        Message::PasskeyRemoved(facts)
    })))
}
