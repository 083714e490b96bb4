//! A mail that is ready to leave: who, from whom, under which Message-ID, and the rendered parts.

use crate::single_line::single_line;
use crate::{Branding, Rendered};
use chrono::{DateTime, Utc};
use talkoot_domain::icalendar::Calendar;
use uuid::Uuid;

/// A person or a mailbox: an address and the name shown with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The address, such as `anna@example.org`. Checked when the mail is delivered.
    pub address: String,
    /// The name shown with it; empty when none is known.
    pub name: String,
}

impl Party {
    /// A party from an address and a name.
    #[must_use]
    pub fn new(address: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            name: name.into(),
        }
    }
}

/// A mail that is ready to leave.
///
/// Message-ID and date are given, so that sending it again after a crash sends the very same mail
/// and a receiving system can recognise the second copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// The Message-ID with its angle brackets, as [`message_id`] makes it.
    pub message_id: String,
    /// The moment for the `Date` header: when the mail was decided on, not when it leaves.
    pub date: DateTime<Utc>,
    /// The installation's sender.
    pub from: Party,
    /// Where answers go; none when nobody reads them.
    pub reply_to: Option<Party>,
    /// The one recipient.
    pub to: Party,
    /// The subject on one line.
    pub subject: String,
    /// The plain-text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// A calendar with the day by which something is to be done (RFC 5545), as an attachment.
    pub calendar: Option<String>,
    /// Further headers as name and value.
    pub headers: Vec<(String, String)>,
}

impl Outgoing {
    /// Addresses a rendered mail and marks it as written by a machine: `Auto-Submitted` (RFC 3834)
    /// and `X-Auto-Response-Suppress` keep holiday messages from answering, `Content-Language` says
    /// which language it is in.
    #[must_use]
    pub fn new(
        message_id: String,
        date: DateTime<Utc>,
        to: Party,
        rendered: Rendered,
        branding: &Branding,
    ) -> Self {
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Self {
            message_id,
            date,
            from: branding.sender.clone(),
            reply_to: branding.reply_to.clone(),
            to: Party {
                address: to.address,
                name: single_line(&to.name),
            },
            subject: rendered.subject,
            text: rendered.text,
            html: rendered.html,
            calendar: (!rendered.events.is_empty()).then(|| {
                let calendar = Calendar {
                    name: None,
                    stamp: date,
                    events: &rendered.events,
                };
                calendar.text()
            }),
            headers: vec![
                header("Auto-Submitted", "auto-generated"),
                header("X-Auto-Response-Suppress", "All"),
                header("Content-Language", rendered.language.code()),
            ],
        }
    }
}

/// The Message-ID of the mail with this id, the same for every attempt: `<id@domain>`.
///
/// Whatever does not belong in a domain name is left out of `domain`.
#[must_use]
pub fn message_id(id: Uuid, domain: &str) -> String {
    let domain: String = domain
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
        .collect();
    format!("<{id}@{domain}>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_mail_has_the_same_message_id() {
        let id = Uuid::from_u128(7);
        let expected = "<00000000-0000-0000-0000-000000000007@talkoot.example.org>";
        assert_eq!(message_id(id, "talkoot.example.org"), expected);
        assert_eq!(message_id(id, "talkoot.example.org>\r\n"), expected);
    }
}
