//! Sends one mail. It is sent again only when we crash between the mail server's answer and our
//! commit, and then under the same Message-ID, by which the receiver knows it.

use std::time::Duration;

use talkoot_domain::ids::MailId;
use talkoot_mail::{DeliveryFailure, Outgoing, Party, message_id, render};
use talkoot_storage::{
    jobs::{self, Job},
    mails::{self, Mail, MailState, Written},
    people::{self, Person},
};
use uuid::Uuid;

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
        Err(failure @ DeliveryFailure::Temporary { .. }) => {
            let work = app.begin_system("sendMail").await?;
            mails::failed_once(&work.tx, id, &failure.to_string()).await?;
            work.close().await?;
            Err(Failure::internal(failure))
        }
        Err(DeliveryFailure::Permanent { answer, .. }) => {
            tracing::warn!(mail = %id, answer, "a mail was refused for good");
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

const RECORDING_TRIES: u32 = 5;

/// What became of the mail, and the end of its job, at once. The mail is out of our hands: a database
/// that is busy now is asked again before the job is given back, which would send the mail once more.
async fn finish(app: &App, job: &Job, id: MailId, state: MailState, answer: &str) -> Answer<()> {
    let mut tries = 1;
    loop {
        match record(app, job, id, state, answer).await {
            Err(failure) if tries < RECORDING_TRIES => {
                tracing::warn!(mail = %id, error = ?failure, tries, "what became of a mail was not recorded");
                tokio::time::sleep(Duration::from_millis(100) * 2_u32.pow(tries)).await;
                tries += 1;
            }
            recorded => return recorded,
        }
    }
}

async fn record(app: &App, job: &Job, id: MailId, state: MailState, answer: &str) -> Answer<()> {
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
