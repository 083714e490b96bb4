//! Mails handed to a real SMTP server and read back by a parser that is not ours.
#![expect(clippy::unwrap_used, reason = "a helper of a test may fail the test")]

#[path = "smtp/foreign.rs"]
mod foreign;
#[path = "smtp/server.rs"]
mod server;

use chrono::{DateTime, Utc};
use serde_json::Value;
use server::Server;
use std::net::TcpListener;
use std::time::Duration;
use talkoot_domain::language::Language;
use talkoot_mail::transport::{SmtpCredentials, SmtpTls};
use talkoot_mail::{
    Branding, DeliveryFailure, Message, Outgoing, Party, SmtpSettings, SmtpTransport, Transport, message_id,
    render,
};
use uuid::Uuid;

const DATE: &str = "2027-02-12T07:30:00Z";

fn mail_to(address: &str) -> Outgoing {
    let branding = Branding {
        installation: "Talkoot".to_owned(),
        base_url: "https://talkoot.example.org".to_owned(),
        sender: Party::new("talkoot@example.org", "Talkoot – avustukset"),
        reply_to: Some(Party::new("avustukset@example.org", "Avustukset")),
    };
    let (_, message) = Message::samples()
        .into_iter()
        .find(|(name, _)| name == "payout-confirmed")
        .unwrap();
    let rendered = render(&message, Language::Fi, &branding).unwrap();
    let id = message_id(Uuid::from_u128(42), "talkoot.example.org");
    let date = DATE.parse::<DateTime<Utc>>().unwrap();
    Outgoing::new(
        id,
        date,
        Party::new(address, "Äijälä, Päivi \"PJ\""),
        rendered,
        &branding,
    )
}

fn settings(port: u16) -> SmtpSettings {
    SmtpSettings {
        host: "localhost".to_owned(),
        port,
        tls: SmtpTls::None,
        credentials: None,
        timeout: Duration::from_secs(10),
        extra_root_pem: None,
    }
}

fn transport(settings: SmtpSettings) -> SmtpTransport {
    SmtpTransport::new(settings).unwrap()
}

fn without_session(mut mail: Value) -> Value {
    mail.as_object_mut().unwrap().remove("session");
    mail
}

fn body(part: &Value) -> String {
    part.as_str().unwrap().trim_end().to_owned()
}

#[tokio::test]
async fn an_accepted_mail_arrives_as_it_was_written() {
    let server = Server::start(&[]);
    let mail = mail_to("paivi@example.org");
    let receipt = transport(settings(server.port)).deliver(&mail).await.unwrap();
    assert!(
        receipt.answer.starts_with("250 ") && receipt.answer.contains("test server"),
        "{}",
        receipt.answer
    );

    let received = server.mail();
    assert!(
        mail.subject.contains('ä') && mail.subject.contains('€'),
        "the sample tests encoding"
    );
    assert_eq!(received["subject"], mail.subject);
    assert_eq!(body(&received["text"]), mail.text.trim_end());
    assert_eq!(body(&received["html"]), mail.html.trim_end());
    assert_eq!(received["messageId"], mail.message_id);
    assert_eq!(received["date"], "2027-02-12T07:30:00.000Z");
    assert_eq!(received["to"][0]["address"], "paivi@example.org");
    assert_eq!(received["to"][0]["name"], mail.to.name);
    assert_eq!(received["from"][0]["name"], "Talkoot – avustukset");
    assert_eq!(received["replyTo"][0]["address"], "avustukset@example.org");
    assert_eq!(
        received["envelope"]["to"],
        serde_json::json!(["paivi@example.org"])
    );
    assert_eq!(received["envelope"]["from"], "talkoot@example.org");
    assert_eq!(
        received["headers"]["auto-submitted"],
        "Auto-Submitted: auto-generated"
    );
    assert_eq!(received["headers"]["content-language"], "Content-Language: fi");
}

#[tokio::test]
async fn a_name_with_line_breaks_adds_no_header() {
    let server = Server::start(&[]);
    let mut mail = mail_to("paivi@example.org");
    mail.subject = "Hei\r\nBcc: evil@example.org".to_owned();
    mail.to.name = "Päivi\r\nBcc: evil@example.org".to_owned();
    mail.from.name = "Talkoot\nX-Evil: 1".to_owned();
    mail.headers
        .push(("X-Project".to_owned(), "a\r\nX-Evil: 1\r\n\r\nbody".to_owned()));
    transport(settings(server.port)).deliver(&mail).await.unwrap();

    let received = server.mail();
    assert_eq!(received["subject"], "Hei Bcc: evil@example.org");
    assert_eq!(
        received["envelope"]["to"],
        serde_json::json!(["paivi@example.org"])
    );
    let headers = received["headers"].as_object().unwrap();
    assert!(
        !headers.contains_key("bcc") && !headers.contains_key("x-evil"),
        "{headers:?}"
    );
    assert_eq!(headers["x-project"], "X-Project: a X-Evil: 1 body");
}

#[tokio::test]
async fn a_busy_mailbox_is_worth_another_try_and_the_mail_stays_the_same() {
    let server = Server::start(&["--refuse", "1"]);
    let mail = mail_to("paivi@example.org");
    let transport = transport(settings(server.port));
    let failure = transport.deliver(&mail).await.unwrap_err();
    let answer = "450 4.2.1 Mailbox busy, try later".to_owned();
    assert_eq!(
        failure,
        DeliveryFailure::Temporary {
            code: Some(450),
            answer
        }
    );
    assert_eq!(server.event("refused")["code"], 450);

    transport.deliver(&mail).await.unwrap();
    transport.deliver(&mail).await.unwrap();
    let (first, second) = (server.mail(), server.mail());
    assert_eq!(first["messageId"], mail.message_id);
    assert_eq!(
        without_session(first),
        without_session(second),
        "a resend is the same mail"
    );
}

#[tokio::test]
async fn mails_that_follow_one_another_share_a_connection_that_works() {
    let mut server = Server::start(&["--reject", "gone@example.org"]);
    let transport = transport(settings(server.port));
    let mail = mail_to("paivi@example.org");
    let mut sessions = Vec::new();
    for _ in 0..2 {
        transport.deliver(&mail).await.unwrap();
        sessions.push(server.mail()["session"].clone());
    }
    assert_eq!(sessions[0], sessions[1]);
    // Closed by the server meanwhile, which costs no mail and no second try by whoever sends.
    server.tell(&serde_json::json!({ "close": true }));
    transport.deliver(&mail).await.unwrap();
    sessions.push(server.mail()["session"].clone());
    assert_ne!(sessions[1], sessions[2]);
    // After a refusal the next mail is not taken for a part of it.
    assert!(
        !transport
            .deliver(&mail_to("gone@example.org"))
            .await
            .unwrap_err()
            .is_temporary()
    );
    transport.deliver(&mail).await.unwrap();
    let received = server.mail();
    assert_eq!(
        received["envelope"]["to"],
        serde_json::json!(["paivi@example.org"])
    );
    assert_ne!(received["session"], sessions[2]);
    // Not for ever.
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    transport.deliver(&mail).await.unwrap();
    assert_ne!(server.mail()["session"], received["session"]);
}

#[tokio::test]
async fn an_unknown_mailbox_is_refused_for_good() {
    let server = Server::start(&["--reject", "gone@example.org"]);
    let transport = transport(settings(server.port));
    let failure = transport.deliver(&mail_to("gone@example.org")).await.unwrap_err();
    let answer = "550 5.1.1 No such mailbox here".to_owned();
    assert_eq!(
        failure,
        DeliveryFailure::Permanent {
            code: Some(550),
            answer
        }
    );
    transport.deliver(&mail_to("here@example.org")).await.unwrap();
}

#[tokio::test]
async fn a_mail_that_cannot_be_written_is_refused_for_good_without_a_server() {
    let transport = transport(settings(1));
    let good = mail_to("paivi@example.org");
    for mail in [
        Outgoing {
            to: Party::new("no address", ""),
            ..good.clone()
        },
        Outgoing {
            to: Party::new("a@example.org\r\nRCPT TO:<b@example.org>", ""),
            ..good.clone()
        },
        Outgoing {
            message_id: "<a@b>\r\nBcc: <x@y>".to_owned(),
            ..good.clone()
        },
        Outgoing {
            message_id: "no brackets".to_owned(),
            ..good.clone()
        },
        Outgoing {
            headers: vec![("X Evil:".to_owned(), String::new())],
            ..good
        },
    ] {
        let failure = transport.deliver(&mail).await.unwrap_err();
        assert!(
            matches!(failure, DeliveryFailure::Permanent { code: None, .. }),
            "{failure}"
        );
    }
}

#[tokio::test]
async fn a_server_that_is_away_is_worth_another_try() {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let failure = transport(settings(port))
        .deliver(&mail_to("paivi@example.org"))
        .await
        .unwrap_err();
    assert!(failure.is_temporary(), "{failure}");
}

#[tokio::test]
async fn a_server_that_stops_answering_is_given_up_in_time() {
    let server = Server::start(&["--silent"]);
    let impatient = SmtpSettings {
        timeout: Duration::from_millis(400),
        ..settings(server.port)
    };
    let failure = transport(impatient)
        .deliver(&mail_to("paivi@example.org"))
        .await
        .unwrap_err();
    let answer = "no answer from the mail server within 0.4 s".to_owned();
    assert_eq!(failure, DeliveryFailure::Temporary { code: None, answer });
}

#[tokio::test]
async fn signing_in_is_needed_where_the_server_asks_for_it() {
    let server = Server::start(&["--user", "talkoot", "--password", "right"]);
    let with = |password: &str| SmtpSettings {
        credentials: Some(SmtpCredentials {
            user: "talkoot".to_owned(),
            password: password.to_owned(),
        }),
        ..settings(server.port)
    };
    let mail = mail_to("paivi@example.org");
    transport(with("right")).deliver(&mail).await.unwrap();
    assert_eq!(server.mail()["user"], "talkoot PLAIN");

    // Both are about us, not about the mail: it must not be thrown away for a wrong password.
    for (settings, expected) in [(with("wrong"), 535), (settings(server.port), 530)] {
        let failure = transport(settings).deliver(&mail).await.unwrap_err();
        assert!(
            matches!(&failure, DeliveryFailure::Temporary { code: Some(code), .. } if *code == expected),
            "{expected}: {failure:?}"
        );
        assert!(!failure.to_string().contains("wrong\""));
    }
}

/// A certificate for `localhost` that signs itself, as files for the server and as PEM for the client.
fn certificate() -> (tempfile::TempDir, Vec<u8>) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("cert.pem"), made.cert.pem()).unwrap();
    std::fs::write(folder.path().join("key.pem"), made.signing_key.serialize_pem()).unwrap();
    (folder, made.cert.pem().into_bytes())
}

#[tokio::test]
async fn encryption_is_demanded_and_the_certificate_is_checked() {
    let (folder, pem) = certificate();
    let (key, cert) = (folder.path().join("key.pem"), folder.path().join("cert.pem"));
    let files = ["--key", key.to_str().unwrap(), "--cert", cert.to_str().unwrap()];
    let mail = mail_to("paivi@example.org");
    for (tls, extra) in [(SmtpTls::StartTls, None), (SmtpTls::Wrapper, Some("--wrapper"))] {
        let arguments: Vec<&str> = files.into_iter().chain(extra).collect();
        let server = Server::start(&arguments);
        let trusting = SmtpSettings {
            tls,
            extra_root_pem: Some(pem.clone()),
            ..settings(server.port)
        };
        transport(trusting.clone()).deliver(&mail).await.unwrap();
        assert_eq!(server.mail()["secure"], true, "{tls}");

        let distrusting = SmtpSettings {
            extra_root_pem: None,
            ..trusting.clone()
        };
        let failure = transport(distrusting).deliver(&mail).await.unwrap_err();
        assert!(
            failure.is_temporary() && failure.to_string().contains("ertificate"),
            "{tls}: {failure}"
        );

        let another_name = SmtpSettings {
            host: "127.0.0.1".to_owned(),
            ..trusting
        };
        let failure = transport(another_name).deliver(&mail).await.unwrap_err();
        assert!(failure.is_temporary(), "{tls}: {failure}");
    }
}

#[tokio::test]
async fn without_starttls_nothing_is_sent_in_the_clear() {
    let server = Server::start(&[]);
    let demanding = SmtpSettings {
        tls: SmtpTls::StartTls,
        ..settings(server.port)
    };
    let failure = transport(demanding)
        .deliver(&mail_to("paivi@example.org"))
        .await
        .unwrap_err();
    assert!(
        failure.is_temporary() && failure.to_string().contains("STARTTLS"),
        "{failure}"
    );
}

#[tokio::test]
async fn the_server_keeps_a_log_of_what_it_took() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("mails.jsonl");
    let server = Server::start(&["--log", log.to_str().unwrap()]);
    transport(settings(server.port))
        .deliver(&mail_to("paivi@example.org"))
        .await
        .unwrap();
    let logged: Value = serde_json::from_str(std::fs::read_to_string(log).unwrap().trim_end()).unwrap();
    assert_eq!(logged, server.mail());
}
