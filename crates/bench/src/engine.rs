//! Each engine is measured in a process of its own, told by its environment which one it is: the way
//! tests choose theirs.

use std::{fmt, process::Command};

use anyhow::ensure;
use clap::{Args, ValueEnum};
use talkoot_test_support::TestApp;
use tokio::runtime::Runtime;

use crate::{consolidation, figure::Figure, large, nightly, portfolio, raw::Raw, reminders};

/// Groups of figures that need a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Group {
    Consolidation,
    Large,
    Portfolio,
    Reminders,
    Nightly,
}

/// The process for one group on one engine.
#[derive(Debug, Args)]
pub struct Order {
    group: Group,
    engine: EngineName,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum EngineName {
    Sqlite,
    Postgres,
}

/// What a group is measured on.
#[derive(Debug)]
pub struct Ground {
    pub app: TestApp,
    /// The same database, for rows in bulk and for baselines.
    pub raw: Raw,
    pub runtime: Runtime,
}

impl Ground {
    /// Runs it to its end.
    pub fn block_on<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// The name of a figure with the engine it is of.
    pub fn named(&self, name: &str) -> String {
        format!("{name}, {}", self.raw)
    }
}

/// The parent's side: measures a group on both engines; figures are printed as they come.
///
/// # Errors
/// When a process cannot measure.
pub fn on_both(group: Group) -> anyhow::Result<()> {
    for engine in EngineName::value_variants() {
        let name = |value: Option<clap::builder::PossibleValue>| {
            value.map_or_else(String::new, |value| value.get_name().to_owned())
        };
        let (group_name, engine_name) = (name(group.to_possible_value()), name(engine.to_possible_value()));
        let status = Command::new(std::env::current_exe()?)
            .args(["on-engine", &group_name, &engine_name])
            .env("TALKOOT_TEST_ENGINE", &engine_name)
            .status()?;
        ensure!(status.success(), "{group_name} could not be measured on {engine}");
    }
    Ok(())
}

/// The child's side.
///
/// # Errors
/// When the engine does not start, or the group cannot be measured.
pub fn measure(order: &Order, report: &mut dyn FnMut(Figure)) -> anyhow::Result<()> {
    let runtime = Runtime::new()?;
    let app = runtime.block_on(TestApp::start());
    let raw = runtime.block_on(Raw::connect(&app.database_url))?;
    ensure!(
        raw.is(order.engine == EngineName::Sqlite),
        "the tests' engine is not {}",
        order.engine
    );
    let ground = Ground { app, raw, runtime };
    match order.group {
        Group::Consolidation => consolidation::figures(&ground, report),
        Group::Large => large::figures(&ground, report),
        Group::Portfolio => portfolio::figures(&ground, report),
        Group::Reminders => reminders::figures(&ground, report),
        Group::Nightly => nightly::figures(&ground, report),
    }
}

impl fmt::Display for EngineName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}
