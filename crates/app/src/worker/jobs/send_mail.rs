//! Sends one mail, or one for several reminders to the same person. It is sent again only when we crash between the
//! mail server's answer and our commit, and then under the same Message-ID, by which the receiver knows it.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use talkoot_domain::ids::MailId;
use talkoot_mail::{DeliveryFailure, Message, Outgoing, Party, Standing, message_id, render, standing};
use talkoot_storage::{
    jobs::{self, Job},
    mail_settings,
    mails::{self, Mail, MailState, Written},
    people::{self, Person},
};
use uuid::Uuid;

use super::digest::{self, Gathered};
use crate::{
    Answer, App, Failure, Work,
    letters::{self, Composed, Letter},
    reticent::without_addresses,
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
    let own = Held {
        own: job.id,
        along: Vec::new(),
    };
    if mail.state != MailState::Queued {
        return done(app, &own).await;
    }
    let reader = people::find(app.store(), mail.person).await?;
    let reader = reader.ok_or(Failure::NotFound("person"))?;
    let settings = mail_settings::find(app.store(), mail.person).await?;
    if standing(&mail.kind) == Standing::Optional && settings.muted.contains(&mail.kind) {
        let why = "the recipient has unsubscribed from such mails";
        return finish(app, &own, &[id], MailState::Cancelled, why).await;
    }
    let leaves_at = settings.leaves_at(app.now());
    if leaves_at > app.now() {
        // It should have left before, but the mail server or the worker was away; now its reader is not written to.
        return later(app, job.id, leaves_at).await;
    }
    let along = if mail.kind == digest::TOGETHER {
        digest::take_along(app, &mail).await?
    } else {
        Vec::new()
    };
    let jobs = Held {
        own: job.id,
        along: along.iter().map(|(job, _)| *job).collect(),
    };
    let mails = along.into_iter().map(|(_, mail)| mail).chain([id]).collect();
    let ended = hand_out(app, &jobs, (&mail, mails), &reader).await;
    if ended.is_err() {
        // Not at once: each of them would carry all the others to a mail server that has just refused them.
        give_back(app, &jobs, app.now() + super::wait(job.attempts)).await?;
    }
    ended
}

/// The jobs that this worker holds for one mail: that of the mail, and those of the reminders that it carries along.
struct Held {
    own: Uuid,
    along: Vec<Uuid>,
}

impl Held {
    async fn done(&self, work: &Work<'_>) -> Answer<()> {
        for &job in self.along.iter().chain([&self.own]) {
            jobs::done(&work.tx, job, work.now).await?;
        }
        Ok(())
    }
}

async fn hand_out(
    app: &App,
    jobs: &Held,
    (mail, mails): (&Mail, Vec<MailId>),
    reader: &Person,
) -> Answer<()> {
    let gathered = if mail.kind == digest::TOGETHER {
        digest::gather(app, reader, &mails).await?
    } else {
        alone(app, mail, reader).await?
    };
    for (obsolete, why) in gathered.obsolete {
        cancel(app, obsolete, why).await?;
    }
    let Some(message) = gathered.message.filter(|_| !gathered.sent.is_empty()) else {
        return done(app, jobs).await;
    };
    let outgoing = write(app, &message, (&gathered.sent, mail.created_at), reader)?;
    deliver(app, jobs, &gathered.sent, reader, &outgoing).await
}

async fn give_back(app: &App, held: &Held, run_at: DateTime<Utc>) -> Answer<()> {
    if held.along.is_empty() {
        return Ok(());
    }
    let work = app.begin_system("sendMail").await?;
    jobs::give_back(&work.tx, &held.along, run_at).await?;
    work.close().await
}

async fn later(app: &App, job: Uuid, leaves_at: DateTime<Utc>) -> Answer<()> {
    let work = app.begin_system("sendMail").await?;
    jobs::postpone(&work.tx, job, leaves_at).await?;
    work.close().await
}

/// A mail that goes by itself.
async fn alone(app: &App, mail: &Mail, reader: &Person) -> Answer<Gathered> {
    let letter: Letter = serde_json::from_value(mail.letter.clone()).map_err(Failure::internal)?;
    Ok(match letters::compose(app, &letter, reader).await? {
        Composed::Obsolete(why) => Gathered {
            obsolete: vec![(mail.id, why)],
            ..Gathered::default()
        },
        Composed::Message(message) => Gathered {
            sent: vec![mail.id],
            message: Some(*message),
            ..Gathered::default()
        },
    })
}

fn write(
    app: &App,
    message: &Message,
    (sent, decided_at): (&[MailId], DateTime<Utc>),
    reader: &Person,
) -> Answer<Outgoing> {
    let branding = &app.mail().branding;
    let rendered = render(message, reader.language, branding).map_err(Failure::internal)?;
    let to = Party::new(reader.email.clone(), reader.name.clone());
    let message_id = message_id(of_all(sent), app.mail().domain());
    Ok(Outgoing::new(message_id, decided_at, to, rendered, branding))
}

/// What a receiver knows a mail by when it comes again: of several together it depends on all of them, for a mail that
/// says more than the one before must not be taken for that one.
fn of_all(sent: &[MailId]) -> Uuid {
    if let [one] = sent {
        return (*one).into();
    }
    let mut hash = Sha256::new();
    for &id in sent {
        hash.update(Uuid::from(id).as_bytes());
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    Uuid::from_bytes(bytes)
}

async fn deliver(
    app: &App,
    held: &Held,
    sent: &[MailId],
    reader: &Person,
    outgoing: &Outgoing,
) -> Answer<()> {
    keep(app, sent, reader, outgoing).await?;
    match app.mail().transport.deliver(outgoing).await {
        Ok(receipt) => finish(app, held, sent, MailState::Sent, &receipt.answer).await,
        Err(failure @ DeliveryFailure::Temporary { .. }) => {
            let work = app.begin_system("sendMail").await?;
            for &id in sent {
                mails::failed_once(&work.tx, id, &failure.to_string()).await?;
            }
            work.close().await?;
            Err(Failure::internal(failure))
        }
        Err(DeliveryFailure::Permanent { answer, .. }) => {
            let said = without_addresses(&answer);
            tracing::warn!(mail = ?sent, answer = said, "a mail was refused for good");
            finish(app, held, sent, MailState::Refused, &answer).await
        }
    }
}

/// Keeps what is about to be handed over, in a transaction of its own: the mail server may take its
/// time, and nobody else should have to wait for it.
async fn keep(app: &App, sent: &[MailId], reader: &Person, outgoing: &Outgoing) -> Answer<()> {
    let work = app.begin_system("sendMail").await?;
    let written = Written {
        address: outgoing.to.address.clone(),
        language: reader.language,
        subject: outgoing.subject.clone(),
        text: outgoing.text.clone(),
        html: outgoing.html.clone(),
    };
    for &id in sent {
        mails::handing_over(&work.tx, id, &outgoing.message_id, &written).await?;
    }
    work.close().await
}

const RECORDING_TRIES: u32 = 5;

/// What became of the mails, and the end of the job, at once. The mail is out of our hands: a database
/// that is busy now is asked again before the job is given back, which would send the mail once more.
async fn finish(app: &App, held: &Held, ids: &[MailId], state: MailState, answer: &str) -> Answer<()> {
    let mut tries = 1;
    loop {
        match record(app, held, ids, state, answer).await {
            Err(failure) if tries < RECORDING_TRIES => {
                tracing::warn!(mails = ?ids, error = failure.told(), tries, "what became of a mail was not recorded");
                tokio::time::sleep(Duration::from_millis(100) * 2_u32.pow(tries)).await;
                tries += 1;
            }
            recorded => return recorded,
        }
    }
}

async fn record(app: &App, held: &Held, ids: &[MailId], state: MailState, answer: &str) -> Answer<()> {
    let work = app.begin_system("sendMail").await?;
    for &id in ids {
        mails::finish(&work.tx, id, state, answer, work.now).await?;
    }
    held.done(&work).await?;
    work.close().await
}

/// A mail that has nothing to say any more.
async fn cancel(app: &App, id: MailId, why: &str) -> Answer<()> {
    let work = app.begin_system("sendMail").await?;
    mails::finish(&work.tx, id, MailState::Cancelled, why, work.now).await?;
    work.close().await
}

async fn done(app: &App, held: &Held) -> Answer<()> {
    let work = app.begin_system("sendMail").await?;
    held.done(&work).await?;
    work.close().await
}
