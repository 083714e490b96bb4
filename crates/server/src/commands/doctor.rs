use std::process::ExitCode;

use talkoot_storage::{
    audit::{self, Anchor},
    jobs,
};

use super::open;
use crate::settings::DatabaseSettings;

/// So many findings are told beside the first.
const SHOWN: usize = 20;

/// Verifies what can be verified and says what to do; fails when something is wrong.
pub(super) async fn doctor(settings: &DatabaseSettings, noted: Option<&str>) -> anyhow::Result<ExitCode> {
    let noted: Option<Anchor> = noted.map(str::parse).transpose()?;
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
    let checkup = audit::verify(&store, noted.as_ref()).await?;
    match checkup.findings.split_first() {
        None => println!("audit log: whole, {} entries", checkup.entries),
        Some((first, others)) => {
            healthy = false;
            println!(
                "audit log: BROKEN at entry {}: {}; keep this database as it is and compare it with a backup \
                 from before",
                first.seq, first.what
            );
            for finding in others.iter().take(SHOWN) {
                println!("           also at entry {}: {}", finding.seq, finding.what);
            }
            if others.len() > SHOWN {
                println!("           and {} findings more", others.len() - SHOWN);
            }
        }
    }
    match &checkup.head {
        Some(head) => println!("log head: {head}; note it elsewhere, and give it to `doctor --head` later"),
        None => println!("log head: MISSING"),
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
