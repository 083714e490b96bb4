//! `make bench`: figures of the engine, each a ratio to a baseline measured in the same run.
//!
//! Nothing here is a test: machines differ and share their time. What is printed is the median of several
//! rounds, in which the subject and its baseline take turns, and whether the aim is met. The process fails
//! only when a figure cannot be measured at all.

mod consolidation;
mod engine;
mod figure;
mod large;
mod ledger;
mod mails;
mod many;
mod measure;
mod nightly;
mod portfolio;
mod raw;
mod reminders;
mod reports;

use clap::{Parser, Subcommand};
use figure::Figure;

// The allocator is that of the server: the test application brings it.

#[derive(Debug, Parser)]
#[command(about = "Figures, each a ratio to a baseline measured in the same run")]
struct Arguments {
    /// One group of figures; all of them when none is named.
    #[command(subcommand)]
    group: Option<Group>,
}

#[derive(Debug, Subcommand)]
enum Group {
    /// Checking and importing a ledger of a million rows against the csv crate alone.
    Ledger,
    /// A claim over a hundred thousand cost lines against one SQL sum.
    Consolidation,
    /// One decision about a line of a claim over half a million lines, against a claim over a tenth of them.
    Large,
    /// The portfolio page against hand-written SQL over axum.
    Portfolio,
    /// What is due among a million obligations.
    Reminders,
    /// A round of the worker over a hundred thousand projects.
    Nightly,
    /// Mails rendered and handed over against a loop that only sends.
    Mails,
    /// The process whose memory is measured.
    #[command(hide = true)]
    MemoryOfLedger(ledger::Order),
    /// The process that measures one group on one engine.
    #[command(hide = true)]
    OnEngine(engine::Order),
}

fn main() -> anyhow::Result<()> {
    talkoot_server::cryptography::install();
    let report = &mut |figure: Figure| println!("{figure}");
    match Arguments::parse().group {
        None => {
            ledger::figures(report)?;
            mails::figures(report)?;
            engine::on_both(engine::Group::Consolidation)?;
            engine::on_both(engine::Group::Large)?;
            engine::on_both(engine::Group::Portfolio)?;
            engine::on_both(engine::Group::Reminders)?;
            engine::on_both(engine::Group::Nightly)
        }
        Some(Group::Ledger) => ledger::figures(report),
        Some(Group::Consolidation) => engine::on_both(engine::Group::Consolidation),
        Some(Group::Large) => engine::on_both(engine::Group::Large),
        Some(Group::Portfolio) => engine::on_both(engine::Group::Portfolio),
        Some(Group::Reminders) => engine::on_both(engine::Group::Reminders),
        Some(Group::Mails) => mails::figures(report),
        Some(Group::Nightly) => engine::on_both(engine::Group::Nightly),
        Some(Group::MemoryOfLedger(order)) => ledger::answer(&order),
        Some(Group::OnEngine(order)) => engine::measure(&order, report),
    }
}
