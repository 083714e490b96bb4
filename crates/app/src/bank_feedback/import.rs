use talkoot_banking::{Feedback, read};
use talkoot_domain::{
    bank_feedback::{BankFeedback, Event, Item, Message, State},
    ids::{BankFeedbackId, FileId, OrganisationId, PaymentBatchId},
    payment_batch::standings,
    policy::{self, Action, Actor},
    workflow::{Refusal, Stamp},
};
use talkoot_storage::{Scope, bank_feedback, files};

use super::{booked, status, subject};
use crate::{Answer, App, Begun, Failure, Note, Request, Work, reading::in_turn};

pub(super) const ACTION: Action = Action::ImportBankFeedback;
const OBJECT: &str = "bank_feedback";

/// A file of the bank to be imported.
#[derive(Clone, Copy, Debug)]
pub struct ImportBankFeedback {
    /// The file, uploaded for the authority whose payments it is about.
    pub file: FileId,
}

/// What a message led to.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) message: Message,
    pub(super) message_id: String,
    pub(super) batch: Option<PaymentBatchId>,
    pub(super) items: Vec<Item>,
    pub(super) not_ours: i32,
}

pub(super) fn faulty(message: impl Into<String>) -> Refusal {
    Refusal::input(ACTION.into(), &["fileId"], message)
}

/// Reads a message of the bank and carries out what it says of payments made here. The same file again
/// changes nothing and gives the message that was imported first.
///
/// # Errors
/// Refused as a whole when the file cannot be read, answers a payment file that was not made here or holds
/// another sum, and when it is about an account that is not the authority's.
pub async fn import(
    app: &App,
    actor: &Actor,
    request: Request<ImportBankFeedback>,
) -> Answer<BankFeedbackId> {
    // Reading takes time and a transaction holds up everybody else on SQLite, so the file is read before.
    let prepared = prepare(app, actor, request.body.file).await;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let prepared = prepared?;
    let authority = prepared.authority;
    work.permit(&standings(authority))?;
    if let Some(before) = bank_feedback::of_content(&work.tx, authority, prepared.sha256).await? {
        return work.finish(before).await;
    }
    let read = match &prepared.feedback {
        Feedback::Status(report) => status::follow(&mut work, authority, report).await?,
        Feedback::Booked(notification) => booked::follow(&mut work, authority, notification).await?,
    };
    let attention = read.items.iter().any(|item| item.outcome.needs_attention());
    let feedback = BankFeedback {
        id: app.new_id(),
        version: 1,
        authority,
        file: request.body.file,
        sha256: prepared.sha256,
        message: read.message,
        message_id: read.message_id,
        batch: read.batch,
        items: read.items,
        not_ours: read.not_ours,
        imported: Stamp {
            by: actor.person,
            at: work.now,
        },
        state: if attention { State::Attention } else { State::Clear },
    };
    bank_feedback::insert(&work.tx, &feedback).await?;
    record(&mut work, &feedback);
    work.finish(feedback.id).await
}

fn record(work: &mut Work<'_>, feedback: &BankFeedback) {
    let mut outcomes = serde_json::Map::new();
    for item in &feedback.items {
        let outcome: &'static str = item.outcome.into();
        let count = outcomes.get(outcome).and_then(serde_json::Value::as_u64);
        outcomes.insert(outcome.to_owned(), (count.unwrap_or_default() + 1).into());
    }
    let message: &'static str = feedback.message.into();
    let details = serde_json::json!({
        "message": message,
        "messageId": feedback.message_id,
        "sha256": hex::encode(feedback.sha256),
        "outcomes": outcomes,
        "notOurs": feedback.not_ours,
    });
    let after = match feedback.state {
        State::Attention => "attention",
        State::Clear => "clear",
        State::Settled { .. } => "settled",
    };
    work.record(
        OBJECT,
        subject(feedback),
        None,
        Some(after),
        Note::details(details),
    );
    work.emit(Event::Imported.into(), subject(feedback));
}

#[derive(Debug)]
struct Prepared {
    authority: OrganisationId,
    sha256: [u8; 32],
    feedback: Feedback,
}

async fn prepare(app: &App, actor: &Actor, file: FileId) -> Answer<Prepared> {
    let file = files::find(app.store(), &Scope::of(actor), file).await?;
    let file = file.ok_or(Failure::NotFound("file"))?;
    policy::permit(ACTION, actor, &standings(file.organisation))?;
    let reading = in_turn(app, &file, |content| {
        read(&content).map_err(|why| why.to_string())
    });
    let feedback = reading.await?.map_err(faulty)?;
    Ok(Prepared {
        authority: file.organisation,
        sha256: file.sha256,
        feedback,
    })
}
