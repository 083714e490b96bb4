//! What `doctor` finds around the database: settings, trusted documents, disk, clock, mail server, sign-in service.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use chrono::{DateTime, TimeDelta, Utc};
use talkoot_app::{Clock, Store, SystemClock};
use talkoot_storage::{
    audit, demo_clock,
    files::{Address, Keep},
};

use super::{mail, sign_in};
use crate::{
    documents::TrustedDocuments,
    settings::{DoctorSettings, DocumentArguments, FileArguments, MailArguments, SignInArguments},
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
                "trusted documents: CANNOT BE USED: {fault:#}; `talkoot serve` does not start with them: write them anew"
            );
            false
        }
    }
}

/// Whether the mail server takes a connection.
pub(super) async fn mail_server(arguments: &MailArguments) -> bool {
    if arguments.smtp_host.is_none() {
        println!(
            "mail server: none is set up; mails go into the folder {} and nobody gets them: name one with \
             TALKOOT_SMTP_HOST",
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
            println!(
                "mail server: CANNOT BE USED: {failure:#}; mails wait for seven days: see to it, or to TALKOOT_SMTP_HOST and what \
                 is set beside it"
            );
            false
        }
    }
}

/// Whether the organisation's sign-in service says what it is, where there is one.
pub(super) async fn sign_in_service(arguments: &SignInArguments, base_url: &str) -> bool {
    let asked = async {
        let Some(provider) = sign_in::provider(arguments, base_url)? else {
            return anyhow::Ok(None);
        };
        provider.ask().await?;
        Ok(Some(provider.issuer().to_owned()))
    };
    match asked.await {
        Ok(Some(issuer)) => {
            println!("sign-in service: {issuer} answers");
            true
        }
        Ok(None) => {
            let ways = match arguments.sign_in_links {
                Some(false) => {
                    "links are off too, so NOBODY signs in with a browser: set TALKOOT_SIGN_IN_LINKS=true, or"
                }
                _ => "people sign in with links and passkeys; for the organisation's own one",
            };
            println!("sign-in service: none is named; {ways} name it with TALKOOT_OIDC_ISSUER");
            true
        }
        Err(fault) => {
            println!(
                "sign-in service: CANNOT BE USED: {fault:#}; nobody signs in there until it can: see to it, or to \
                 TALKOOT_OIDC_ISSUER and what is set beside it"
            );
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
            println!("scanner: CANNOT BE USED: {fault}; nothing can be uploaded until it answers: start it");
            false
        }
    }
}

/// The folders of this machine into which is written, each once: of an embedded database, of files, of signatures.
pub(super) fn folders(settings: &DoctorSettings) -> anyhow::Result<BTreeSet<PathBuf>> {
    let mut folders = BTreeSet::new();
    if let Some(file) = demo_clock::sqlite_file(&settings.database.database_url)? {
        folders.insert(folder_of(&file));
    }
    if let Keep::Outside(Address::Folder(folder)) = &settings.files.places.files {
        folders.insert(folder.clone());
    }
    // It is made with the first signature.
    let signatures = folder_of(&settings.signing.audit_signatures);
    if settings.signing.audit_key.is_some() && signatures.exists() {
        folders.insert(signatures);
    }
    Ok(folders)
}

fn folder_of(file: &Path) -> PathBuf {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Whether there is room on the disk of a folder.
pub(super) fn disk(folder: &Path) -> bool {
    let (enough, told) = match rustix::fs::statvfs(folder) {
        Ok(found) => room(found.f_bavail.saturating_mul(found.f_frsize), folder),
        Err(error) => (
            false,
            format!(
                "disk: what is free at {} CANNOT BE SEEN: {error}; see that the folder is there and named rightly",
                folder.display()
            ),
        ),
    };
    println!("{told}");
    enough
}

/// Whether so many free bytes are enough, and what is said of them.
fn room(free: u64, folder: &Path) -> (bool, String) {
    let (mib, folder) = (free / (1024 * 1024), folder.display());
    if free >= SPACE {
        (true, format!("disk: {mib} MiB free at {folder}"))
    } else {
        (
            false,
            format!(
                "disk: only {mib} MiB FREE at {folder}; make room, or move what is there to a larger disk"
            ),
        )
    }
}

/// What this database takes for now: the machine's clock, or how far a demonstration's is ahead of it.
pub(super) async fn now(store: &Store) -> anyhow::Result<DateTime<Utc>> {
    let ahead = demo_clock::find(store)
        .await?
        .map_or(0, |found| found.ahead_microseconds);
    Ok(SystemClock.now() + TimeDelta::microseconds(ahead))
}

/// Whether this machine's clock agrees with the database's: with its own clock, or with what was logged last.
pub(super) async fn clock(store: &Store) -> anyhow::Result<bool> {
    let now = now(store).await?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_that_is_nearly_full_is_told() {
        let folder = Path::new("/var/lib/talkoot");
        for (free, enough, told) in [
            (0, false, "only 0 MiB FREE at /var/lib/talkoot; make room"),
            (SPACE - 1, false, "only 1023 MiB FREE"),
            (SPACE, true, "disk: 1024 MiB free at /var/lib/talkoot"),
            (u64::MAX, true, "MiB free"),
        ] {
            let (found, said) = room(free, folder);
            assert_eq!(found, enough, "{free}");
            assert!(said.contains(told), "{free}: {said}");
        }
        assert!(!disk(Path::new("/nowhere/at/all")));
        assert_eq!(folder_of(Path::new("talkoot.db")), Path::new("."));
    }
}
