use serde_json::json;
use talkoot_domain::ids::{MailId, PersonId, ProjectId, ReminderId};
use talkoot_storage::{
    jobs::{self, NewJob},
    mail_settings,
    mails::{self, NewMail},
};

use super::Letter;
use crate::{Answer, Failure, Work, worker::JobKind};

/// A letter to somebody.
#[derive(Clone, Debug)]
pub(crate) struct NewLetter {
    /// To whom.
    pub(crate) person: PersonId,
    /// Why this person gets it.
    pub(crate) recipient_as: &'static str,
    /// What it says.
    pub(crate) letter: Letter,
}

/// Puts letters into the outbox, each with the job that sends it, in the transaction of whatever
/// they tell about.
pub(crate) async fn enqueue(
    work: &mut Work<'_>,
    reminder: Option<ReminderId>,
    project: Option<ProjectId>,
    letters: Vec<NewLetter>,
) -> Answer<()> {
    let mut new = Vec::with_capacity(letters.len());
    for one in letters {
        let id: MailId = work.app.new_id();
        new.push(NewMail {
            id,
            kind: one.letter.kind(),
            letter: serde_json::to_value(&one.letter).map_err(Failure::internal)?,
            reminder,
            project,
            person: one.person,
            recipient_as: one.recipient_as,
            created_at: work.now,
        });
    }
    mails::insert(&work.tx, &new).await?;
    let people: Vec<PersonId> = new.iter().map(|mail| mail.person).collect();
    let settings = mail_settings::of_people(&work.tx, &people).await?;
    for mail in &new {
        // It leaves when its recipient wants to be written to.
        let chosen = settings.iter().find(|one| one.person == mail.person);
        let job = NewJob {
            id: work.app.new_id(),
            kind: JobKind::SendMail.into(),
            unique_key: job_key(mail.id),
            payload: json!({ "mail": mail.id.to_string() }),
            run_at: chosen.map_or(work.now, |settings| settings.leaves_at(work.now)),
        };
        jobs::enqueue(&work.tx, job).await?;
    }
    Ok(())
}

/// The one thing that the job of a mail does.
pub(crate) fn job_key(mail: MailId) -> String {
    format!("send_mail:{mail}")
}
