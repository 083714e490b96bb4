//! Several reminders that wait for one person leave as one mail. Each step stays recorded by itself, and each says in
//! the mail all that it would say alone.

use std::collections::BTreeMap;

use talkoot_domain::ids::MailId;
use talkoot_mail::{Message, message::ReminderDigest};
use talkoot_storage::{
    jobs,
    mails::{self, Mail},
    people::Person,
};
use uuid::Uuid;

use crate::{
    Answer, App, Failure,
    letters::{self, Composed, Letter},
};

/// The kind of mails that leave together.
pub(super) const TOGETHER: &str = "reminder";

const LATER: &str = "a later reminder of the same says it";

/// What waits for somebody, looked at anew.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// The mails that leave as one, oldest first.
    pub(super) sent: Vec<MailId>,
    /// What they say.
    pub(super) message: Option<Message>,
    /// Those that have nothing to say any more, and why.
    pub(super) obsolete: Vec<(MailId, &'static str)>,
}

/// Takes the jobs of the other reminders that wait for the reader along, so that no other worker sends them too; what
/// another one is sending already is left to it. Says which jobs, and whose mails.
pub(super) async fn take_along(app: &App, own: &Mail) -> Answer<Vec<(Uuid, MailId)>> {
    let waiting = mails::waiting_for(app.store(), own.person, TOGETHER).await?;
    let others: Vec<(String, MailId)> = waiting
        .iter()
        .filter(|mail| mail.id != own.id)
        .map(|mail| (letters::job_key(mail.id), mail.id))
        .collect();
    let keys: Vec<String> = others.iter().map(|(key, _)| key.clone()).collect();
    let taken = jobs::take_along(app.store(), &keys, app.now()).await?;
    let of_mail = |(job, key): (Uuid, String)| {
        let mail = others.iter().find(|(of, _)| *of == key);
        mail.map(|(_, mail)| (job, *mail))
    };
    Ok(taken.into_iter().filter_map(of_mail).collect())
}

/// These reminders that wait for the reader, looked at after their jobs were taken. Of several of one obligation, which quiet days kept waiting, only the
/// latest is said.
pub(super) async fn gather(app: &App, reader: &Person, taken: &[MailId]) -> Answer<Gathered> {
    let mut gathered = Gathered::default();
    let mut said = BTreeMap::new();
    let waiting = mails::waiting_for(app.store(), reader.id, TOGETHER).await?;
    for mail in waiting.into_iter().filter(|mail| taken.contains(&mail.id)) {
        let letter: Letter = serde_json::from_value(mail.letter.clone()).map_err(Failure::internal)?;
        let Letter::Reminder { obligation, .. } = letter else {
            return Err(Failure::internal("a reminder that reminds of nothing"));
        };
        match letters::compose(app, &letter, reader).await? {
            Composed::Obsolete(why) => gathered.obsolete.push((mail.id, why)),
            Composed::Message(message) => {
                let Message::Reminder(reminder) = *message else {
                    return Err(Failure::internal("a reminder that says something else"));
                };
                if let Some((earlier, _)) = said.insert(obligation, (mail.id, reminder)) {
                    gathered.obsolete.push((earlier, LATER));
                }
            }
        }
    }
    let mut said: Vec<_> = said.into_values().collect();
    said.sort_by_key(|(id, _)| *id);
    let (sent, reminders): (Vec<MailId>, Vec<_>) = said.into_iter().unzip();
    gathered.sent = sent;
    gathered.message = match <[_; 1]>::try_from(reminders) {
        Ok([one]) => Some(one.into()),
        Err(several) => ReminderDigest::of(several).map(Into::into),
    };
    Ok(gathered)
}
