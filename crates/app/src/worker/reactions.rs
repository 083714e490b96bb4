use strum::IntoEnumIterator;
use talkoot_domain::payout;
use talkoot_storage::outbox::{self, Event};

use crate::{
    Answer, App, Work, claims, letters,
    obligations::{self, follow_cost_report},
};

/// Who follows the events, each with its own cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Reaction {
    /// What projects owe follows their start and their reports.
    Obligations,
    /// The claim of a confirmed payout is paid.
    ClaimPayment,
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

/// Lets every reaction catch up. Says how many events were dealt with.
///
/// # Errors
/// When the database fails; the cursor then stays where it was.
pub(super) async fn react_to_all(app: &App) -> Answer<u64> {
    let mut dealt_with = 0;
    for reaction in Reaction::iter() {
        let name: &'static str = reaction.into();
        // Looking first costs no write lock, which matters on SQLite.
        while outbox::behind(app.store(), name).await? > 0 {
            let mut work = app.begin_system(name).await?;
            let events = outbox::next(&work.tx, name, BATCH).await?;
            let Some(last) = events.last().map(|event| event.seq) else {
                break;
            };
            for event in &events {
                reaction.react(&mut work, event).await?;
            }
            outbox::advance(&work.tx, name, last).await?;
            work.close().await?;
            dealt_with += events.len() as u64;
        }
    }
    Ok(dealt_with)
}
