mod waiting;

use talkoot_domain::{catalogue, payout};
use talkoot_storage::outbox::{self, Event};
use tracing::Instrument as _;

use crate::{
    Answer, App, Failure, TRACED, Work, claims, letters,
    obligations::{self, follow_cost_report},
    transfers,
};

/// Who follows the events, each with its own cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Reaction {
    /// What projects owe follows their start and their reports.
    Obligations,
    /// The claim of a confirmed payout is paid.
    ClaimPayment,
    /// What the lead owes to its partners follows from the money that came.
    Transfers,
    /// Letters follow what people must know of.
    Letters,
}

const BATCH: u64 = 100;

impl Reaction {
    /// What follows from one event; runs in the transaction that moves the cursor.
    async fn react(self, work: &mut Work<'_>, event: &Event) -> Answer<()> {
        match self {
            Self::Obligations => owe(work, event).await,
            Self::ClaimPayment => pay(work, event).await,
            Self::Transfers => transfers::follow(work, event).await,
            Self::Letters => letters::follow(work, event).await,
        }
    }
}

async fn pay(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let confirmed: &'static str = payout::Event::Confirmed.into();
    if event.kind == confirmed {
        claims::pay(work, event.object.into()).await
    } else {
        Ok(())
    }
}

async fn owe(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    match event.kind.as_str() {
        "project_started" => obligations::create_for_project(work, event.object.into()).await,
        // The use case has done so already; this mends what an earlier version left behind.
        "cost_report_submitted" | "cost_report_returned" | "cost_report_accepted" => {
            follow_cost_report(work, event.object.into()).await
        }
        _ => Ok(()),
    }
}

/// Lets a reaction catch up. Says how many events were dealt with. An event that fails waits, with those
/// of its project behind it; everybody else's go on.
///
/// # Errors
/// When the database fails; the cursor then stays where it was.
pub(super) async fn follow(app: &App, reaction: Reaction) -> Answer<u64> {
    let name: &'static str = reaction.into();
    let mut dealt_with = waiting::retry(app, reaction).await?;
    // Looking first costs no write lock, which matters on SQLite.
    while outbox::behind(app.store(), name).await? > 0 {
        let span = tracing::info_span!(target: TRACED, "reaction", otel.name = format!("reaction {name}"));
        match batch(app, reaction, BATCH).instrument(span).await {
            Ok(0) => break,
            Ok(number) => dealt_with += number,
            Err(Stopped { at: None, failure }) => return Err(failure),
            // One of them fails: one at a time the others get through.
            Err(Stopped { at: Some(_), .. }) => dealt_with += one_by_one(app, reaction).await?,
        }
    }
    Ok(dealt_with)
}

async fn one_by_one(app: &App, reaction: Reaction) -> Answer<u64> {
    let name: &'static str = reaction.into();
    let mut dealt_with = 0;
    for _ in 0..BATCH {
        if outbox::behind(app.store(), name).await? == 0 {
            break;
        }
        match batch(app, reaction, 1).await {
            Ok(number) => dealt_with += number,
            Err(Stopped { at: None, failure }) => return Err(failure),
            Err(Stopped {
                at: Some(seq),
                failure,
            }) => waiting::set_aside(app, reaction, seq, &failure).await?,
        }
    }
    Ok(dealt_with)
}

/// Where a batch stopped: at an event, or because the database failed.
struct Stopped {
    at: Option<i64>,
    failure: Failure,
}

impl<E: Into<Failure>> From<E> for Stopped {
    fn from(error: E) -> Self {
        Self {
            at: None,
            failure: error.into(),
        }
    }
}

/// The next events in one transaction, or none of them.
async fn batch(app: &App, reaction: Reaction, first: u64) -> Result<u64, Stopped> {
    let name: &'static str = reaction.into();
    let mut work = app.begin_system(name).await?;
    let events = outbox::next(&work.tx, name, first).await?;
    let Some(last) = events.last().map(|event| event.seq) else {
        return Ok(0);
    };
    let held = outbox::waiting::lanes(&work.tx, name).await?;
    for event in &events {
        if !catalogue::knows_event(&event.kind) {
            // A newer worker knows it; everybody else's events go on, also of its project.
            outbox::waiting::push_apart(&work.tx, name, event, work.now).await?;
        } else if held.contains(&event.lane()) {
            outbox::waiting::push(&work.tx, name, event, None, work.now).await?;
        } else if let Err(failure) = reaction.react(&mut work, event).await {
            return Err(Stopped {
                at: Some(event.seq),
                failure,
            });
        }
    }
    outbox::advance(&work.tx, name, last).await?;
    work.close().await?;
    Ok(events.len() as u64)
}
