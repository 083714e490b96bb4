//! An [`Outgoing`] as an Internet message (RFC 5322 and MIME), the same bytes every time.

use super::DeliveryFailure;
use crate::single_line::single_line;
use crate::{Outgoing, Party};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart, MultiPartKind, SinglePart};

/// The mail as lettre's message. What cannot be written as a mail is refused for good, because the
/// same mail would fail again.
pub(super) fn message(mail: &Outgoing) -> Result<Message, DeliveryFailure> {
    let id = file_stem(mail)?;
    let mut builder = Message::builder()
        .message_id(Some(format!("<{id}>")))
        .date(mail.date.into())
        .from(mailbox(&mail.from)?)
        .to(mailbox(&mail.to)?)
        .subject(single_line(&mail.subject));
    if let Some(reply_to) = &mail.reply_to {
        builder = builder.reply_to(mailbox(reply_to)?);
    }
    for (name, value) in &mail.headers {
        let name = HeaderName::new_from_ascii(name.clone())
            .map_err(|_| refused(format!("\"{}\" is not the name of a header", single_line(name))))?;
        builder = builder.raw_header(HeaderValue::new(name, single_line(value)));
    }
    let parts = parts(MultiPartKind::Alternative, "", id)
        .singlepart(SinglePart::plain(mail.text.clone()))
        .singlepart(SinglePart::html(mail.html.clone()));
    let parts = match &mail.calendar {
        None => parts,
        Some(calendar) => {
            let calendar_type = ContentType::parse("text/calendar; charset=utf-8; method=PUBLISH")
                .map_err(|error| refused(error.to_string()))?;
            let attached = Attachment::new("talkoot.ics".to_owned()).body(calendar.clone(), calendar_type);
            self::parts(MultiPartKind::Mixed, "m", id)
                .multipart(parts)
                .singlepart(attached)
        }
    };
    builder
        .multipart(parts)
        .map_err(|error| refused(error.to_string()))
}

/// Parts under a boundary of ours: lettre would draw a random one, and a resend should be the same mail to the last
/// byte.
fn parts(kind: MultiPartKind, level: &str, id: &str) -> lettre::message::MultiPartBuilder {
    let id: String = id.chars().filter(char::is_ascii_alphanumeric).collect();
    MultiPart::builder().kind(kind).boundary(format!("={level}_{id}"))
}

/// The Message-ID without its angle brackets, when it is one that may name a file and stand in a
/// header.
pub(super) fn file_stem(mail: &Outgoing) -> Result<&str, DeliveryFailure> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    mail.message_id
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
        .filter(|id| id.len() <= 200)
        .filter(|id| {
            id.split_once('@').is_some_and(|(left, right)| {
                left.starts_with(|c: char| c.is_ascii_alphanumeric())
                    && !right.is_empty()
                    && left.chars().chain(right.chars()).all(allowed)
            })
        })
        .ok_or_else(|| {
            refused(format!(
                "\"{}\" is not a Message-ID: make it with message_id()",
                single_line(&mail.message_id)
            ))
        })
}

fn mailbox(party: &Party) -> Result<Mailbox, DeliveryFailure> {
    let address = party.address.parse().map_err(|_| {
        refused(format!(
            "\"{}\" is not a mail address",
            single_line(&party.address)
        ))
    })?;
    let name = single_line(&party.name);
    Ok(Mailbox::new((!name.is_empty()).then_some(name), address))
}

fn refused(answer: String) -> DeliveryFailure {
    DeliveryFailure::Permanent { code: None, answer }
}
