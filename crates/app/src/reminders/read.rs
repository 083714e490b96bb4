use chrono::{DateTime, Utc};
use talkoot_domain::ids::{ObligationId, PersonId, ReminderId};
use talkoot_storage::{
    mails::{self, Mail, MailState},
    reminders::{self, Reminder},
};

use crate::{Answer, App};

/// A step of the ladder that was taken, and what became of its mails.
#[derive(Clone, Debug)]
pub struct Reminded {
    /// The step.
    pub reminder: Reminder,
    /// To whom.
    pub recipients: Vec<Recipient>,
}

/// Somebody who is reminded.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// Who.
    pub person: PersonId,
    /// Why: the audience.
    pub audience: String,
    /// What became of the mail.
    pub state: MailState,
    /// When it was sent, refused or cancelled.
    pub finished_at: Option<DateTime<Utc>>,
    /// The latest answer of the mail server, or why it was cancelled.
    pub answer: Option<String>,
    /// When the mail came back though a mail server had taken it, and what was said.
    pub bounced: Option<(DateTime<Utc>, String)>,
}

impl Reminded {
    /// When the last of its mails was sent; nothing while one waits or when none was sent.
    #[must_use]
    pub fn sent_at(&self) -> Option<DateTime<Utc>> {
        if self.recipients.iter().any(|one| one.state == MailState::Queued) {
            return None;
        }
        let sent = self.recipients.iter().filter(|one| one.state == MailState::Sent);
        sent.filter_map(|one| one.finished_at).max()
    }
}

/// The steps taken for obligations that the person sees, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_obligations(app: &App, ids: &[ObligationId]) -> Answer<Vec<(ObligationId, Reminded)>> {
    let taken = reminders::of_obligations(app.store(), ids).await?;
    let reminders: Vec<ReminderId> = taken.iter().map(|reminder| reminder.id).collect();
    let mails = mails::of_reminders(app.store(), &reminders).await?;
    Ok(taken
        .into_iter()
        .map(|reminder| {
            let recipients = mails
                .iter()
                .filter(|mail| mail.reminder == Some(reminder.id))
                .map(recipient)
                .collect();
            let reminded = Reminded { reminder, recipients };
            (reminded.reminder.obligation, reminded)
        })
        .collect())
}

fn recipient(mail: &Mail) -> Recipient {
    Recipient {
        person: mail.person,
        audience: mail.recipient_as.clone(),
        state: mail.state,
        finished_at: mail.finished_at,
        answer: mail.last_answer.clone(),
        bounced: mail.bounced.clone(),
    }
}
