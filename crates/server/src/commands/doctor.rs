use std::process::ExitCode;

use talkoot_storage::{audit, jobs};

use super::open;
use crate::settings::DatabaseSettings;

/// Verifies what can be verified and says what to do; fails when something is wrong.
pub(super) async fn doctor(settings: &DatabaseSettings) -> anyhow::Result<ExitCode> {
    let store = open(&settings.database_url).await?;
    let pending = store.pending_migrations().await?;
    if !pending.is_empty() {
        println!(
            "schema: {} migrations are pending; run `talkoot migrate`",
            pending.len()
        );
        return Ok(ExitCode::FAILURE);
    }
    println!("schema: up to date");
    let mut healthy = true;
    match audit::verify(&store).await? {
        audit::Verdict::Whole(entries) => println!("audit log: whole, {entries} entries"),
        audit::Verdict::Broken { seq, what } => {
            healthy = false;
            println!(
                "audit log: BROKEN at entry {seq}: {what}; keep this database as it is and compare it \
                 with a backup from before"
            );
        }
    }
    let dead = jobs::count(&store, "dead").await?;
    if dead > 0 {
        healthy = false;
        println!("jobs: {dead} were given up; see the table `job`, column `last_error`");
    } else {
        println!("jobs: none given up");
    }
    Ok(if healthy {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
