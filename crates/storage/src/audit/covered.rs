//! Which tables the log vouches for, and why not for the others.

use std::collections::BTreeSet;

use strum::IntoEnumIterator;

use super::seal::{self, Kind};
use crate::{Access, StorageError};

/// The tables that nothing vouches for, each with the reason. Whoever adds a table lets the object that owns it vouch for
/// its rows, or writes down here why not.
pub const NOT_COVERED: [(&str, &str); 31] = [
    ("application_supplement_reminder", "what was said by mail"),
    ("audit_entry", "the log itself: its hashes tell"),
    ("calendar_feed", "opens dates only; goes with its person"),
    ("cost_sum", "sums of lines, which doctor adds up again"),
    ("counted_together", "how often somebody asked, for minutes"),
    ("decision_counter", "the next number; none is given twice"),
    ("demo_clock", "of demonstrations only"),
    ("file_content", "read only when it has its SHA-256"),
    ("idempotency", "what a repetition is answered"),
    ("job", "what the worker has to do"),
    ("log_head", "compared with the log, and signed"),
    ("mail", "what is said by mail"),
    ("mail_setting", "what somebody chose about mails"),
    ("obligation_past", "compared with the obligations by doctor"),
    ("outbox_event", "what the worker reacts to, once"),
    ("passkey_challenge", "what a device is asked to sign, for minutes"),
    ("portfolio_entry", "figures, which doctor works out again"),
    ("portfolio_view", "what somebody looks for, within their rights"),
    ("project_counter", "the next number; none is given twice"),
    ("pseudonym_key", "a secret; what it made is vouched for"),
    ("reaction_cursor", "how far the worker has come"),
    ("reminder", "what was said by mail"),
    ("schema_needs", "of the schema"),
    ("seaql_migrations", "of the schema"),
    ("sign_in_attempt", "tries to sign in, which are good for minutes"),
    ("survey_answer", "an entry would tell whose it is"),
    ("survey_link", "an entry would tell whose it is"),
    ("survey_mail", "what was said by mail"),
    ("told_once", "what was said by mail"),
    ("transfer_reminder", "what was said by mail"),
    ("waiting_event", "what the worker reacts to, once"),
];

/// The tables that entries vouch for.
///
/// # Errors
/// When the database fails.
pub async fn covered(db: &impl Access) -> Result<BTreeSet<String>, StorageError> {
    let mut tables = BTreeSet::new();
    for kind in Kind::iter() {
        let (layout, _) = seal::of(db.connection(), kind, &[], None).await?;
        tables.extend(layout.tables().map(ToOwned::to_owned));
    }
    Ok(tables)
}
