//! What `doctor` finds around the database: settings, trusted documents, disk, clock, mail server.

use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use talkoot_app::{Clock, Store, SystemClock};
use talkoot_storage::{audit, demo_clock};

use super::mail;
use crate::{
    documents::TrustedDocuments,
    settings::{DocumentArguments, FileArguments, MailArguments},
};

/// Below this the operator is warned: a day of ledgers fits in.
const SPACE: u64 = 1024 * 1024 * 1024;
/// Clocks of machines differ by less.
const APART: TimeDelta = TimeDelta::minutes(2);

/// Whether links in mails lead somewhere, and passwords travel encrypted.
pub(super) fn settings_of(arguments: &MailArguments) -> bool {
    let base = arguments.base_url.as_str();
    let local = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
    if base.starts_with("https://") {
        println!("settings: links begin with {base}");
        return true;
    }
    if local.iter().any(|local| base.starts_with(local)) {
        println!("settings: links begin with {base}, which works on this machine only; set TALKOOT_BASE_URL");
        return true;
    }
    println!(
        "settings: links begin with {base}, which is NOT ENCRYPTED; serve over https and set TALKOOT_BASE_URL"
    );
    false
}

/// Whether the trusted documents are there and fit the schema, where some are named.
pub(super) async fn trusted_documents(arguments: &DocumentArguments) -> bool {
    let Some(file) = &arguments.trusted_documents else {
        println!("trusted documents: none are named, every document is carried out");
        return true;
    };
    match TrustedDocuments::read(file).await {
        Ok(documents) => {
            println!("trusted documents: {} fit the schema", documents.number());
            true
        }
        Err(fault) => {
            println!(
                "trusted documents: CANNOT BE USED: {fault:#}; `talkoot serve` does not start with them"
            );
            false
        }
    }
}

/// Whether the mail server takes a connection.
pub(super) async fn mail_server(arguments: &MailArguments) -> bool {
    if arguments.smtp_host.is_none() {
        println!(
            "mail server: none is set up; mails are written into {}",
            arguments.mail_folder.display()
        );
        return true;
    }
    match mail::check(arguments).await {
        Ok(server) => {
            println!("mail server: {server} answers");
            true
        }
        Err(failure) => {
            println!("mail server: CANNOT BE USED: {failure:#}; mails wait for seven days");
            false
        }
    }
}

/// Whether the scanner of uploads answers, where there is one.
pub(super) async fn scanner(arguments: &FileArguments) -> bool {
    let Some(clamd) = &arguments.clamd else {
        println!(
            "scanner: none is named, uploads are not looked at; name ClamAV's daemon with TALKOOT_CLAMD"
        );
        return true;
    };
    match clamd.ping().await {
        Ok(()) => {
            println!("scanner: clamd at {clamd} answers");
            true
        }
        Err(fault) => {
            println!("scanner: CANNOT BE USED: {fault}; nothing can be uploaded until it answers");
            false
        }
    }
}

/// Whether there is room on the disk of an embedded database.
pub(super) fn disk(file: &Path) -> bool {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    match rustix::fs::statvfs(&folder) {
        Ok(found) => {
            let free = found.f_bavail.saturating_mul(found.f_frsize);
            let mib = free / (1024 * 1024);
            if free >= SPACE {
                println!("disk: {mib} MiB free at {}", folder.display());
                return true;
            }
            println!("disk: only {mib} MiB FREE at {}; make room", folder.display());
            false
        }
        Err(error) => {
            println!(
                "disk: what is free at {} CANNOT BE SEEN: {error}",
                folder.display()
            );
            false
        }
    }
}

/// Whether this machine's clock agrees with the database's: with its own clock, or with what was logged last.
pub(super) async fn clock(store: &Store) -> anyhow::Result<bool> {
    let ahead = demo_clock::find(store)
        .await?
        .map_or(0, |found| found.ahead_microseconds);
    let now = SystemClock.now() + TimeDelta::microseconds(ahead);
    if let Some(theirs) = store.clock().await? {
        let apart = (theirs - SystemClock.now()).abs();
        if apart > APART {
            println!(
                "clock: {} s APART from the database server's; deadlines go by this machine's clock: set both by NTP",
                apart.num_seconds()
            );
            return Ok(false);
        }
    }
    if let Some(last) = audit::last_time(store).await?.filter(|last| *last > now + APART) {
        println!(
            "clock: the log was last written at {}, which is TO COME; set the clock by NTP",
            text(last)
        );
        return Ok(false);
    }
    println!("clock: {}", text(now));
    Ok(true)
}

fn text(time: DateTime<Utc>) -> String {
    time.format("%Y-%m-%d %H:%M:%S UTC").to_string()
}
