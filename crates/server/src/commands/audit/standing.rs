//! How the signatures of the log stand, as the doctor tells it.

use std::path::Path;

use chrono::{NaiveDate, TimeDelta};
use talkoot_app::Store;
use talkoot_storage::audit::{self, Anchor};

use super::{Signed, check, key_pair, public, read};
use crate::settings::SigningArguments;

/// Every day is signed; what was written is without a signature for no longer.
const LATE: TimeDelta = TimeDelta::days(2);
/// So many signatures that do not hold are told one by one.
const SHOWN: usize = 5;

/// Whether the log is signed as the settings ask, and is the one that was signed.
pub(crate) async fn look(
    store: &Store,
    arguments: &SigningArguments,
    today: NaiveDate,
) -> anyhow::Result<bool> {
    let file = arguments.audit_signatures.as_path();
    let key = match arguments.audit_key.as_deref().map(key_pair).transpose() {
        Ok(pair) => pair.as_ref().map(public),
        Err(fault) => {
            println!(
                "signatures: the key CANNOT BE USED: {fault:#}; neither `talkoot serve` nor `talkoot worker` starts with it: \
                 bring it back, or make another one with `talkoot audit new-key`"
            );
            return Ok(false);
        }
    };
    if key.is_none() && !file.exists() {
        println!(
            "signatures: no key is set, nobody signs the log; make one with `talkoot audit new-key` and name it in \
             TALKOOT_AUDIT_KEY"
        );
        return Ok(true);
    }
    let all = match file.exists().then(|| read(file)).transpose() {
        Ok(all) => all.unwrap_or_default(),
        Err(fault) => {
            println!("signatures: CANNOT BE READ: {fault:#}; see that this user may read them");
            return Ok(false);
        }
    };
    let signed: Vec<&Signed> = all.iter().flatten().collect();
    let Some(newest) = signed.iter().max_by_key(|one| one.day) else {
        tell_of_none(file);
        return Ok(false);
    };
    let whole = hold(store, key.as_deref(), &signed).await?;
    let in_time = is_in_time(store, newest, today).await?;
    if whole && in_time {
        tell_of_all(file, &signed, newest.day, key.is_some());
    }
    Ok(whole && in_time)
}

fn tell_of_none(file: &Path) {
    println!(
        "signatures: NONE in {}; see that `talkoot serve` or `talkoot worker` runs with TALKOOT_AUDIT_KEY and may write there, \
         or name the right file in TALKOOT_AUDIT_SIGNATURES",
        file.display()
    );
}

fn tell_of_all(file: &Path, signed: &[&Signed], day: NaiveDate, with_key: bool) {
    println!(
        "signatures: {} in {} match the log, the newest is of {day}{}",
        signed.len(),
        file.display(),
        if with_key {
            ""
        } else {
            "; TALKOOT_AUDIT_KEY is not set here, so each was held against the key that it names itself"
        }
    );
}

/// Whether each is of the key, and of an entry that is still there. Without a key each is held against the one that it names.
async fn hold(store: &Store, key: Option<&str>, signed: &[&Signed]) -> anyhow::Result<bool> {
    let mut wrong = 0;
    for one in signed {
        let key = hex::decode(key.unwrap_or(&one.key)).unwrap_or_default();
        if let Err(what) = check(store, &key, one).await? {
            wrong += 1;
            if wrong <= SHOWN {
                println!("signatures: the one of {} DOES NOT HOLD: {what}", one.day);
            }
        }
    }
    if wrong > 0 {
        println!(
            "signatures: {wrong} of {} DO NOT HOLD; keep this database as it is and compare it with a backup; if it was \
             restored from one of before, or the key was changed, name a new file in TALKOOT_AUDIT_SIGNATURES and keep this one",
            signed.len()
        );
    }
    Ok(wrong == 0)
}

/// Whether what was written is signed, or was written lately.
async fn is_in_time(store: &Store, newest: &Signed, today: NaiveDate) -> anyhow::Result<bool> {
    let written = audit::head(store).await?.map_or(0, |head| head.seq);
    let signed = newest.head.parse::<Anchor>().map_or(0, |anchor| anchor.seq);
    let since = written.saturating_sub(signed);
    if since <= 0 || today - newest.day <= LATE {
        return Ok(true);
    }
    println!(
        "signatures: the newest, of {}, is OLD: {since} entries were written since; see that `talkoot serve` or \
         `talkoot worker` runs with TALKOOT_AUDIT_KEY, and sign now with `talkoot audit sign`",
        newest.day
    );
    Ok(false)
}
