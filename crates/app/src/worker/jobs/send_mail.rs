//! Sends one mail. It is sent again only when we crash between the mail server's answer and our
//! commit, and then under the same Message-ID, by which the receiver knows it.

use talkoot_domain::ids::MailId;
use talkoot_mail::{DeliveryFailure, Outgoing, Party, message_id, render};
use talkoot_storage::{
    jobs::{self, Job},
    mails::{self, Mail, MailState, Written},
    people::{self, Person},
};
use uuid::Uuid;

use super::MOST_ATTEMPTS;
use crate::{
    Answer, App, Failure,
    letters::{self, Composed, Letter},
};

pub(super) async fn send(app: &App, job: &Job) -> Answer<()> {
    let id = job.payload["mail"]
        .as_str()
        .and_then(|text| text.parse::<Uuid>().ok());
    let id: MailId = id
        .ok_or_else(|| Failure::internal("the job names no mail"))?
        .into();
    let mail = mails::find(app.store(), id).await?;
    let mail = mail.ok_or(Failure::NotFound("mail"))?;
    if mail.state != MailState::Queued {
        return done(app, job).await;
    }
    let reader = people::find(app.store(), mail.person).await?;
    let reader = reader.ok_or(Failure::NotFound("person"))?;
    let letter: Letter = serde_json::from_value(mail.letter.clone()).map_err(Failure::internal)?;
    let outgoing = match letters::compose(app, &letter, &reader).await? {
        Composed::Obsolete(why) => return finish(app, job, id, MailState::Cancelled, why).await,
        Composed::Message(message) => {
            let branding = &app.mail().branding;
            let rendered = render(&message, reader.language, branding).map_err(Failure::internal)?;
            let to = Party::new(reader.email.clone(), reader.name.clone());
            let message_id = message_id(id.into(), app.mail().domain());
            Outgoing::new(message_id, mail.created_at, to, rendered, branding)
        }
    };
    keep(app, &mail, &reader, &outgoing).await?;
    match app.mail().transport.deliver(&outgoing).await {
        Ok(receipt) => finish(app, job, id, MailState::Sent, &receipt.answer).await,
        Err(failure) if failure.is_temporary() && job.attempts < MOST_ATTEMPTS => {
            let work = app.begin_system("sendMail").await?;
            mails::failed_once(&work.tx, id, &failure.to_string()).await?;
            work.close().await?;
            Err(Failure::internal(failure))
        }
        Err(failure) => {
            tracing::warn!(mail = %id, error = %failure, "a mail was refused for good");
            let answer = match failure {
                DeliveryFailure::Permanent { answer, .. } => answer,
                DeliveryFailure::Temporary { answer, .. } => {
                    format!("given up after {} tries: {answer}", job.attempts)
                }
            };
            finish(app, job, id, MailState::Refused, &answer).await
        }
    }
}

/// Keeps what is about to be handed over, in a transaction of its own: the mail server may take its
/// time, and nobody else should have to wait for it.
async fn keep(app: &App, mail: &Mail, reader: &Person, outgoing: &Outgoing) -> Answer<()> {
    let work = app.begin_system("sendMail").await?;
    let written = Written {
        address: outgoing.to.address.clone(),
        language: reader.language,
        subject: outgoing.subject.clone(),
        text: outgoing.text.clone(),
        html: outgoing.html.clone(),
    };
    mails::handing_over(&work.tx, mail.id, &written).await?;
    work.close().await
}

/// What became of the mail, and the end of its job, at once.
async fn finish(app: &App, job: &Job, id: MailId, state: MailState, answer: &str) -> Answer<()> {
    let work = app.begin_system("sendMail").await?;
    mails::finish(&work.tx, id, state, answer, work.now).await?;
    jobs::done(&work.tx, job.id, work.now).await?;
    work.close().await
}

async fn done(app: &App, job: &Job) -> Answer<()> {
    let work = app.begin_system("sendMail").await?;
    jobs::done(&work.tx, job.id, work.now).await?;
    work.close().await
}
