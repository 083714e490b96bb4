use std::{collections::BTreeMap, process::ExitCode};

use chrono::TimeDelta;
use talkoot_app::{Clock, Store, SystemClock, portfolio};
use talkoot_domain::calendar;
use talkoot_storage::{
    audit::{self, Anchor},
    cost_sums, jobs,
    mails::{self, MailState},
    outbox::waiting,
    portfolio::differing_obligations,
};

use super::{Needed, audit as signatures, environment, files::contents_of, open};
use crate::settings::DoctorSettings;

/// So many findings are told beside the first.
const SHOWN: usize = 20;

/// Verifies what can be verified and says what to do; fails when something is wrong.
pub(super) async fn doctor(settings: &DoctorSettings) -> anyhow::Result<ExitCode> {
    let noted: Option<Anchor> = settings.head.as_deref().map(str::parse).transpose()?;
    let mut healthy = around(settings).await?;
    let store = match open(&settings.database.database_url, Needed::Schema).await {
        Ok(store) => store.with_places(settings.files.places.open()?),
        Err(fault) => {
            println!("database: CANNOT BE USED: {fault:#}; run this with the settings of the service");
            return Ok(ExitCode::FAILURE);
        }
    };
    let fit = store.schema().await?;
    println!("schema: {fit}");
    if !fit.is_usable() {
        return Ok(ExitCode::FAILURE);
    }
    healthy &= environment::clock(&store).await?;
    healthy &= log_of(&store, noted.as_ref()).await?;
    let today = calendar::helsinki_date(environment::now(&store).await?);
    healthy &= signatures::look(&store, &settings.signing, today).await?;
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

/// What can be seen without the database.
async fn around(settings: &DoctorSettings) -> anyhow::Result<bool> {
    let mut healthy = environment::settings_of(&settings.mail);
    healthy &= environment::trusted_documents(&settings.documents).await;
    healthy &= environment::mail_server(&settings.mail).await;
    healthy &= environment::sign_in_service(&settings.sign_in, &settings.mail.base_url).await;
    healthy &= environment::scanner(&settings.files).await;
    for folder in environment::folders(settings)? {
        healthy &= environment::disk(&folder);
    }
    Ok(healthy)
}

/// Whether the audit log holds, and what is stored is what it says.
async fn log_of(store: &Store, noted: Option<&Anchor>) -> anyhow::Result<bool> {
    let checkup = audit::verify(store, noted).await?;
    match checkup.findings.split_first() {
        None => println!("audit log: whole, {} entries", checkup.entries),
        Some((first, others)) => {
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
        None => println!("log head: MISSING; bring the database back from a backup"),
    }
    Ok(checkup.is_whole())
}

async fn sums_of(store: &Store) -> anyhow::Result<bool> {
    let differing = cost_sums::differing(store, None).await?;
    match differing.first() {
        None => println!("sums of cost lines: as the lines say"),
        Some(import) => println!(
            "sums of cost lines: WRONG for {} imports, the first is {import}; somebody changed the table \
             `cost_sum` or the lines past the engine: compare them with a backup; until then no claim over them can be \
             approved",
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
            "portfolio: WRONG for {} projects{} and {} obligations{}; somebody changed the tables past the engine: compare \
             them with a backup",
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
    let now = environment::now(store).await?;
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
