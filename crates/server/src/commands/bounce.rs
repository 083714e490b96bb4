//! What a mail server returns is piped into `talkoot bounce`, one message at a time.

use std::{io::Read, process::ExitCode};

use anyhow::Context;
use talkoot_app::bounces;

use super::{Needed, application};
use crate::settings::{DatabaseSettings, MailArguments};

/// The longest message that is read: a report carries the mail, and ours are short.
const LONGEST: u64 = 10 * 1024 * 1024;

/// What mail servers understand as *try again later* (sysexits.h).
const TRY_AGAIN: u8 = 75;

/// Reads one message from standard input. What is no report of ours is passed over with a word, for the mail server
/// should not return it in turn; when the database fails the mail server is asked to try again.
pub(super) async fn bounce(database: &DatabaseSettings, mail: &MailArguments) -> anyhow::Result<ExitCode> {
    let mut raw = Vec::new();
    std::io::stdin()
        .take(LONGEST)
        .read_to_end(&mut raw)
        .context("the message could not be read from standard input")?;
    let found = match talkoot_mail::bounces(&raw) {
        Ok(found) => found,
        Err(why) => {
            println!("passed over: {why}");
            return Ok(ExitCode::SUCCESS);
        }
    };
    let recorded = async {
        let (app, _) = application(&database.database_url, Needed::Schema, mail).await?;
        anyhow::Ok(bounces::record(&app, &found).await?)
    };
    match recorded.await {
        Ok(number) => {
            println!("{number} mails came back");
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            eprintln!("talkoot: {error:#}");
            Ok(ExitCode::from(TRY_AGAIN))
        }
    }
}
