//! `make bench`: figures of the engine, each a ratio to a baseline measured in the same run.
//!
//! Nothing here is a test: machines differ and share their time. What is printed is the median of several
//! rounds, in which the subject and its baseline take turns, and whether the aim is met. The process fails
//! only when a figure cannot be measured at all.

mod figure;
mod ledger;
mod measure;

use clap::{Parser, Subcommand};
use mimalloc::MiMalloc;

/// The allocator of the server, so that time and memory are those of the product.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

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
    /// The process whose memory is measured.
    #[command(hide = true)]
    MemoryOfLedger(ledger::Order),
}

fn main() -> anyhow::Result<()> {
    let report = &mut |figure: figure::Figure| println!("{figure}");
    match Arguments::parse().group {
        None | Some(Group::Ledger) => ledger::figures(report)?,
        Some(Group::MemoryOfLedger(order)) => ledger::answer(&order)?,
    }
    Ok(())
}
