use std::{collections::BTreeMap, process::ExitCode};

use chrono::TimeDelta;
use talkoot_app::{Clock, Store, SystemClock, portfolio};
use talkoot_storage::{
    audit::{self, Anchor},
    cost_sums, demo_clock, jobs,
    mails::{self, MailState},
    outbox::waiting,
    portfolio::differing_obligations,
};

use super::{environment, files::contents_of, open};
use crate::settings::{DatabaseSettings, DocumentArguments, FileArguments, MailArguments};

/// So many findings are told beside the first.
const SHOWN: usize = 20;

/// Verifies what can be verified and says what to do; fails when something is wrong.
pub(super) async fn doctor(
    settings: &DatabaseSettings,
    mail: &MailArguments,
    (documents, files): (&DocumentArguments, &FileArguments),
    noted: Option<&str>,
) -> anyhow::Result<ExitCode> {
    let noted: Option<Anchor> = noted.map(str::parse).transpose()?;
    let mut healthy = environment::settings_of(mail);
    healthy &= environment::trusted_documents(documents).await;
    healthy &= environment::mail_server(mail).await;
    healthy &= environment::scanner(files).await;
    if let Some(file) = demo_clock::sqlite_file(&settings.database_url)? {
        healthy &= environment::disk(&file);
    }
    let store = open(&settings.database_url)
        .await?
        .with_places(files.places.open()?);
    let fit = store.schema().await?;
    println!("schema: {fit}");
    if !fit.is_usable() {
        return Ok(ExitCode::FAILURE);
    }
    healthy &= environment::clock(&store).await?;
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
    healthy &= sums_of(&store).await?;
    healthy &= portfolio_of(&store).await?;
    healthy &= jobs_and_events(&store).await?;
    healthy &= mails_of(&store).await?;
    healthy &= contents_of(&store).await?;
    Ok(if healthy {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

async fn sums_of(store: &Store) -> anyhow::Result<bool> {
    let differing = cost_sums::differing(store, None).await?;
    match differing.first() {
        None => println!("sums of cost lines: as the lines say"),
        Some(import) => println!(
            "sums of cost lines: WRONG for {} imports, the first is {import}; somebody changed the table \
             `cost_sum` or the lines past the engine; no claim over them can be approved",
            differing.len()
        ),
    }
    Ok(differing.is_empty())
}

async fn portfolio_of(store: &Store) -> anyhow::Result<bool> {
    let projects = portfolio::differing(store, SystemClock.now()).await?;
    let obligations = differing_obligations(store).await?;
    match (projects.first(), obligations.first()) {
        (None, None) => println!("portfolio: as the projects are"),
        (project, obligation) => println!(
            "portfolio: WRONG for {} projects{} and {} obligations{}; somebody changed the tables past the engine",
            projects.len(),
            project.map_or_else(String::new, |id| format!(", the first is {id},")),
            obligations.len(),
            obligation.map_or_else(String::new, |id| format!(", the first is {id},")),
        ),
    }
    Ok(projects.is_empty() && obligations.is_empty())
}

async fn jobs_and_events(store: &Store) -> anyhow::Result<bool> {
    let parked = jobs::count(store, "dead").await?;
    if parked > 0 {
        println!(
            "jobs: {parked} PARKED after a week of trying; see the table `job`, column `last_error`, mend the \
             cause and run `talkoot resend`"
        );
    } else {
        println!("jobs: none parked");
    }
    let waiting = waiting::all(store).await?;
    for one in waiting.iter().filter(|one| one.attempts > 0) {
        let tried = if one.try_at.is_some() {
            "is tried again by itself"
        } else {
            "waits for you: mend the cause and run `talkoot resend`"
        };
        println!(
            "events: number {} FAILED in {} after {} tries and {tried}: {}",
            one.seq,
            one.reaction,
            one.attempts,
            one.last_error.as_deref().unwrap_or("no reason is known")
        );
    }
    println!("events: {} wait", waiting.len());
    Ok(parked == 0 && waiting.is_empty())
}

/// Mails leave within minutes; what has waited for so long does not leave by itself.
const LONG: TimeDelta = TimeDelta::hours(6);
const MAILS_SHOWN: u64 = 20;

async fn mails_of(store: &Store) -> anyhow::Result<bool> {
    let ahead = demo_clock::find(store)
        .await?
        .map_or(0, |found| found.ahead_microseconds);
    let now = SystemClock.now() + TimeDelta::microseconds(ahead);
    let queued = mails::count(store, MailState::Queued).await?;
    let waiting = mails::waiting_since(store, now - LONG, MAILS_SHOWN).await?;
    println!("mails: {queued} in the queue");
    for mail in &waiting {
        println!(
            "mails: {} has WAITED since {} after {} tries: {}",
            mail.id,
            mail.created_at,
            mail.attempts,
            mail.last_answer
                .as_deref()
                .unwrap_or("it was never tried; is a worker running?")
        );
    }
    let mut addresses: BTreeMap<String, (u64, String)> = BTreeMap::new();
    for mail in mails::in_state(store, MailState::Refused).await? {
        let address = mail.written.map_or_else(String::new, |written| written.address);
        let entry = addresses.entry(address).or_default();
        *entry = (entry.0 + 1, mail.last_answer.unwrap_or_default());
    }
    for (address, (number, answer)) in &addresses {
        println!("mails: {number} to {address} REFUSED, last with \"{answer}\"; correct the address");
    }
    Ok(waiting.is_empty())
}
