//! Mails written into a folder and read back by a parser that is not the one that wrote them.
#![expect(clippy::unwrap_used, reason = "a helper of a test may fail the test")]

use chrono::{DateTime, Duration, Utc};
use talkoot_domain::language::Language;
use talkoot_mail::transport::UnreadableMail;
use talkoot_mail::{
    Branding, DeliveryFailure, FolderTransport, MemoryTransport, Message, Outgoing, Party, Transport,
    message_id, render,
};
use uuid::Uuid;

fn mails() -> Vec<Outgoing> {
    let branding = Branding {
        installation: "Talkoot".to_owned(),
        base_url: "https://talkoot.example.org".to_owned(),
        sender: Party::new("talkoot@example.org", "Talkoot"),
        reply_to: None,
    };
    let start: DateTime<Utc> = "2027-02-12T07:30:00Z".parse().unwrap();
    let samples = Message::samples()
        .into_iter()
        .flat_map(|(_, m)| Language::ALL.map(|l| (m.clone(), l)));
    let mail = |(hours, (message, language))| {
        let rendered = render(&message, language, &branding).unwrap();
        let id = message_id(
            Uuid::from_u128(u128::try_from(hours).unwrap()),
            "talkoot.example.org",
        );
        let to = Party::new("paivi@example.org", "Päivi Äijälä");
        Outgoing::new(id, start + Duration::hours(hours), to, rendered, &branding)
    };
    (0_i64..).zip(samples).map(mail).collect()
}

#[tokio::test]
async fn every_mail_comes_back_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let transport = FolderTransport::new(folder.path().join("mail"));
    assert_eq!(
        transport.list().unwrap(),
        [],
        "a folder that is not there yet is empty"
    );
    let mails = mails();
    for mail in &mails {
        let receipt = transport.deliver(mail).await.unwrap();
        assert_eq!(
            receipt.answer,
            format!("{}.eml", mail.message_id.trim_matches(['<', '>']))
        );
    }
    let stored = transport.list().unwrap();
    assert_eq!(stored.len(), mails.len());
    for (stored, mail) in stored.iter().rev().zip(&mails) {
        assert_eq!(
            stored.name,
            mail.message_id.trim_matches(['<', '>']),
            "newest first"
        );
        assert_eq!(stored.date, Some(mail.date));
        assert_eq!(stored.from, Some(mail.from.clone()));
        assert_eq!(stored.to, std::slice::from_ref(&mail.to));
        assert_eq!(stored.subject, mail.subject);
        assert_eq!(stored.text.trim_end(), mail.text.trim_end());
        assert_eq!(stored.html.trim_end(), mail.html.trim_end());
        assert_eq!(transport.read(&stored.name).unwrap().as_ref(), Some(stored));
    }
}

#[tokio::test]
async fn delivering_twice_leaves_one_file_as_it_first_was() {
    let folder = tempfile::tempdir().unwrap();
    let transport = FolderTransport::new(folder.path());
    let first = mails().remove(0);
    let second = Outgoing {
        subject: "another".to_owned(),
        ..first.clone()
    };
    let receipts = [
        transport.deliver(&first).await.unwrap(),
        transport.deliver(&second).await.unwrap(),
    ];
    assert_eq!(receipts[0], receipts[1]);
    let names: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(
        names,
        [receipts[0].answer.as_str()],
        "nothing half-written is left"
    );
    assert_eq!(transport.list().unwrap()[0].subject, first.subject);
}

#[tokio::test]
async fn the_same_mail_is_the_same_to_the_last_byte() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mail = mails().remove(0);
    let mut contents = Vec::new();
    for folder in &folders {
        let receipt = FolderTransport::new(folder.path()).deliver(&mail).await.unwrap();
        contents.push(std::fs::read(folder.path().join(receipt.answer)).unwrap());
    }
    assert_eq!(contents[0], contents[1]);
}

#[tokio::test]
async fn a_message_id_cannot_lead_out_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let transport = FolderTransport::new(folder.path().join("mail"));
    for id in [
        "<../x@example.org>",
        "</etc/x@example.org>",
        "<.x@example.org>",
        "<a@../../x>",
        "<a@b\0>",
        "<@b>",
        "<a@>",
        "<a@b@c>",
        "",
    ] {
        let mail = Outgoing {
            message_id: id.to_owned(),
            ..mails().remove(0)
        };
        let failure = transport.deliver(&mail).await.unwrap_err();
        assert!(
            matches!(failure, DeliveryFailure::Permanent { .. }),
            "{id}: {failure}"
        );
    }
    assert!(!folder.path().join("mail").exists());
    std::fs::write(
        folder.path().join("secret.eml"),
        "From: a@example.org\r\n\r\nsecret",
    )
    .unwrap();
    for name in [
        "../secret",
        "..",
        "",
        "a\0b",
        "mail/../../secret",
        "no-such-mail@example.org",
    ] {
        assert!(transport.read(name).unwrap().is_none(), "{name}");
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_worth_another_try() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "not a folder").unwrap();
    let failure = FolderTransport::new(&file)
        .deliver(&mails().remove(0))
        .await
        .unwrap_err();
    assert!(failure.is_temporary(), "{failure}");
}

#[test]
fn what_is_not_a_mail_is_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("broken@example.org.eml"), "").unwrap();
    std::fs::write(folder.path().join("readme.txt"), "not looked at").unwrap();
    let refusal = FolderTransport::new(folder.path()).list().unwrap_err();
    assert!(
        matches!(&refusal, UnreadableMail::NotAMail { path } if path.ends_with("broken@example.org.eml"))
    );
}

#[tokio::test]
async fn memory_keeps_what_it_took_and_fails_when_told() {
    let memory = MemoryTransport::new();
    let shared = memory.clone();
    let mail = mails().remove(0);
    let busy = DeliveryFailure::Temporary {
        code: Some(450),
        answer: "450 busy".to_owned(),
    };
    memory.fail_next(busy.clone());
    assert_eq!(shared.deliver(&mail).await, Err(busy));
    assert!(memory.sent().is_empty());
    shared.deliver(&mail).await.unwrap();
    assert_eq!(memory.sent(), std::slice::from_ref(&mail));
    assert_eq!(memory.take(), [mail]);
    assert!(shared.sent().is_empty());
}

/// A mail with a day brings it as a calendar, which a parser that is not the one that wrote it finds; others bring
/// nothing.
#[tokio::test]
async fn a_day_comes_as_a_calendar() {
    use mail_parser::MimeHeaders as _;
    let folder = tempfile::tempdir().unwrap();
    let transport = FolderTransport::new(folder.path());
    let (mut with, mut without) = (0, 0);
    for mail in mails() {
        let receipt = transport.deliver(&mail).await.unwrap();
        let bytes = std::fs::read(folder.path().join(receipt.answer)).unwrap();
        let parsed = mail_parser::MessageParser::new().parse(&bytes).unwrap();
        let attached: Vec<_> = parsed.attachments().collect();
        let Some(calendar) = &mail.calendar else {
            assert!(attached.is_empty());
            without += 1;
            continue;
        };
        with += 1;
        assert_eq!(attached.len(), 1);
        let kind = attached[0].content_type().unwrap();
        assert_eq!((kind.ctype(), kind.subtype()), ("text", Some("calendar")));
        assert_eq!(kind.attribute("method"), Some("PUBLISH"));
        assert_eq!(attached[0].attachment_name(), Some("talkoot.ics"));
        let text = attached[0].text_contents().unwrap().replace("\r\n", "\n");
        assert_eq!(text, calendar.replace("\r\n", "\n"));
    }
    assert!(with > 50 && without > 50, "{with} {without}");
}
