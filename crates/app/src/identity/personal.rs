use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use talkoot_domain::{ids::PersonId, policy::Actor};
use talkoot_storage::{
    Access, access_tokens,
    people::{self, Person},
    personal::{self, Place},
};
use uuid::Uuid;

use super::{Credential, sign_in::keeper};
use crate::{Answer, App, Failure, Note, Subject};

/// All that is stored about a person, to be read some rows at a time.
#[derive(Debug)]
pub struct AllAbout {
    /// Who it is.
    pub person: Person,
    /// When the reading began.
    pub read_at: DateTime<Utc>,
    place: Place,
}

impl AllAbout {
    /// The next rows that name the person, all of one table; nothing behind the last.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn more(&mut self, app: &App) -> Answer<Option<(&'static str, Vec<Value>)>> {
        while let Some(part) = personal::part(app.store(), &self.person, &self.place).await? {
            self.place = part.next;
            if !part.rows.is_empty() {
                return Ok(Some((part.table, part.rows)));
            }
        }
        Ok(None)
    }
}

/// All that is stored about a person: who they are, and every row that names them, by table. For the person, and for
/// the administrators of an authority, who keep the installation; the log keeps who has had it, from before the first row is
/// read.
///
/// # Errors
/// Not found for anybody else, and with a token that is confined to one organisation.
pub async fn all_about(app: &App, actor: &Actor, by: Credential, id: PersonId) -> Answer<AllAbout> {
    let own = actor.person == id;
    let may = own || keeper(app.store(), actor).await?.is_some();
    if !may || is_confined(app.store(), by).await? {
        return Err(Failure::NotFound("person"));
    }
    let person = people::find(app.store(), id)
        .await?
        .ok_or(Failure::NotFound("person"))?;
    let mut work = app.begin_for(actor, "readPersonalData").await?;
    let subject = Subject {
        id: Uuid::from(id),
        project: None,
    };
    let note = Note::details(json!({ "own": own }));
    // Not about the person's row: reading vouches for nothing.
    work.record("personal_data", subject, None, None, note);
    let read_at = work.now;
    work.close().await?;
    Ok(AllAbout {
        person,
        read_at,
        place: Place::default(),
    })
}

/// Whether somebody is signed in by a token that is confined to one organisation; also by one that is not found.
pub(crate) async fn is_confined(db: &impl Access, by: Credential) -> Answer<bool> {
    let Credential::Token(id, _) = by else {
        return Ok(false);
    };
    let token = access_tokens::find(db, id).await?;
    Ok(token.is_none_or(|token| token.organisation.is_some()))
}
