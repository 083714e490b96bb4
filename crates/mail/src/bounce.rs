//! What comes back for a mail that a mail server had taken: a delivery status notification (RFC 3464), which says for
//! which address, and carries the mail or its head.

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::single_line::single_line;

/// So much of what a mail server says is kept, in characters.
const LONGEST_ANSWER: usize = 500;

/// A mail that did not reach an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounce {
    /// The address, as it was written to and as it was delivered to where these differ.
    pub addresses: Vec<String>,
    /// The Message-ID of the mail with its angle brackets, as [`message_id`](crate::message_id) makes it.
    pub message_id: String,
    /// Why, in the words of the mail server, on one line.
    pub said: String,
}

/// Why a message reports no mail that did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoBounce {
    /// It is something else: an answer of a person, an automatic reply.
    #[error("the message is no delivery status notification; hand over what the mail server returns, whole")]
    NoReport,
    /// It does not say which mail it is about.
    #[error("the delivery status notification does not carry the mail that it is about, or its head")]
    NoMail,
}

/// The addresses that a mail did not reach for good; none when it is only late, or arrived.
///
/// # Errors
/// For a message that is no such report, or does not say which mail it is about.
pub fn bounces(raw: &[u8]) -> Result<Vec<Bounce>, NoBounce> {
    let message = MessageParser::default().parse(raw).ok_or(NoBounce::NoReport)?;
    let status = message
        .parts
        .iter()
        .find(|part| is(part, "message", "delivery-status"));
    let status = String::from_utf8_lossy(status.ok_or(NoBounce::NoReport)?.contents()).into_owned();
    let about = message.parts.iter().find_map(about).ok_or(NoBounce::NoMail)?;
    // The first group is about the message, each further one about an address.
    let failed = groups(&status).into_iter().skip(1).filter_map(|fields| {
        let field = |name: &str| {
            fields
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.as_str())
        };
        if !field("action").is_some_and(|action| action.eq_ignore_ascii_case("failed")) {
            return None;
        }
        let mut addresses: Vec<String> = ["original-recipient", "final-recipient"]
            .into_iter()
            .filter_map(|name| field(name).map(behind_type))
            .collect();
        addresses.dedup();
        let said = [
            field("status").unwrap_or_default(),
            field("diagnostic-code").map_or("", |code| after_type(code)),
        ];
        let said: String = single_line(&said.join(" "))
            .chars()
            .take(LONGEST_ANSWER)
            .collect();
        Some(Bounce {
            addresses,
            message_id: about.clone(),
            said: said.trim().to_owned(),
        })
    });
    Ok(failed.collect())
}

fn is(part: &MessagePart<'_>, of_type: &str, subtype: &str) -> bool {
    part.content_type().is_some_and(|kind| {
        kind.ctype().eq_ignore_ascii_case(of_type)
            && kind
                .subtype()
                .is_some_and(|known| known.eq_ignore_ascii_case(subtype))
    })
}

/// The Message-ID of the mail that a part carries, whole or its head.
fn about(part: &MessagePart<'_>) -> Option<String> {
    let id = |message: &Message<'_>| message.message_id().map(|id| format!("<{id}>"));
    match &part.body {
        PartType::Message(carried) => id(carried),
        _ if is(part, "text", "rfc822-headers") || is(part, "message", "rfc822") => {
            id(&MessageParser::default().parse(part.contents())?)
        }
        _ => None,
    }
}

/// Groups of fields, an empty line between two; the names in small letters, long values on one line.
fn groups(text: &str) -> Vec<Vec<(String, String)>> {
    let mut groups = vec![Vec::new()];
    for line in text.lines() {
        let fields: &mut Vec<(String, String)> = match groups.last_mut() {
            Some(last) => last,
            None => continue,
        };
        if line.trim().is_empty() {
            if !fields.is_empty() {
                groups.push(Vec::new());
            }
        } else if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    groups
}

/// `rfc822; someone@example.org` without the type before it.
fn after_type(value: &str) -> &str {
    value.split_once(';').map_or(value, |(_, rest)| rest).trim()
}

fn behind_type(value: &str) -> String {
    after_type(value).trim_matches(['<', '>']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Bounce, NoBounce, bounces};

    const ID: &str = "<0198c1a2-0000-7000-8000-000000000001@talkoot.example.org>";

    /// As Postfix returns a mail, with groups for two addresses and the whole mail.
    fn report(groups: &str, carried: &str) -> String {
        format!(
            "From: MAILER-DAEMON@mail.example.org\r\nTo: talkoot@talkoot.example.org\r\n\
             Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nI'm sorry to have to inform you.\r\n\r\n\
             --b\r\nContent-Description: Delivery report\r\nContent-Type: message/delivery-status\r\n\r\n\
             Reporting-MTA: dns; mail.example.org\r\nArrival-Date: Mon, 30 Nov 2026 08:00:00 +0200\r\n\r\n\
             {groups}\r\n--b\r\n{carried}\r\n--b--\r\n"
        )
    }

    fn whole() -> String {
        format!(
            "Content-Type: message/rfc822\r\n\r\nFrom: a@b.c\r\nMessage-ID: {ID}\r\nSubject: x\r\n\r\nbody\r\n"
        )
    }

    fn gone(addresses: &[&str], said: &str) -> Bounce {
        Bounce {
            addresses: addresses.iter().map(|&address| address.to_owned()).collect(),
            message_id: ID.to_owned(),
            said: said.to_owned(),
        }
    }

    /// RFC 3464 2.3: one group of fields per recipient; only `failed` is final.
    #[test]
    fn what_did_not_arrive_is_told_by_address() {
        let head = format!("Content-Type: text/rfc822-headers\r\n\r\nFrom: a@b.c\r\nMessage-ID: {ID}\r\n");
        let failed = "Final-Recipient: rfc822; liisa@lohja.example\r\nOriginal-Recipient: rfc822;liisa@lohja.example\r\n\
            Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 <liisa@lohja.example>:\r\n    User unknown\r\n";
        let delayed = "Final-Recipient: rfc822; matti@salo.example\r\nAction: delayed\r\nStatus: 4.4.1\r\n";
        let forwarded = "original-recipient: rfc822; info@salo.example\r\nfinal-recipient: RFC822; x@elsewhere.example\r\n\
            action: Failed\r\nstatus: 5.2.2\r\n";
        let unknown = gone(
            &["liisa@lohja.example"],
            "5.1.1 550 5.1.1 <liisa@lohja.example>: User unknown",
        );
        let full = gone(&["info@salo.example", "x@elsewhere.example"], "5.2.2");
        for (groups, carried, expected) in [
            (failed.to_owned(), whole(), Ok(vec![unknown.clone()])),
            (failed.to_owned(), head, Ok(vec![unknown.clone()])),
            (delayed.to_owned(), whole(), Ok(vec![])),
            (
                format!("{delayed}\r\n{failed}\r\n{forwarded}"),
                whole(),
                Ok(vec![unknown, full]),
            ),
            (
                failed.to_owned(),
                "Content-Type: text/plain\r\n\r\nnothing\r\n".to_owned(),
                Err(NoBounce::NoMail),
            ),
        ] {
            assert_eq!(
                bounces(report(&groups, &carried).as_bytes()),
                expected,
                "{groups}"
            );
        }
    }

    #[test]
    fn an_answer_or_rubbish_is_no_report() {
        let away = format!(
            "From: liisa@lohja.example\r\nIn-Reply-To: {ID}\r\nSubject: Away\r\n\r\nUntil Monday.\r\n"
        );
        for raw in [
            away.as_bytes(),
            b"",
            b"\x00\xff\xfe",
            b"Content-Type: multipart/report; boundary=x\r\n\r\n--x",
        ] {
            assert_eq!(bounces(raw), Err(NoBounce::NoReport));
        }
    }

    #[test]
    fn what_a_server_says_stays_short_and_on_one_line() {
        let long = format!(
            "Final-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.0.0\r\nDiagnostic-Code: smtp; \u{1b}[31m{}\r\n",
            "x".repeat(5_000)
        );
        let found = bounces(report(&long, &whole()).as_bytes()).unwrap();
        assert_eq!(found[0].said.chars().count(), 500);
        assert!(!found[0].said.contains('\u{1b}'));
    }
}
