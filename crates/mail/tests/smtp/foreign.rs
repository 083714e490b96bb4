//! Every mail in every language, signed in over TLS, taken by a server that is not ours and read by parsers that are
//! not ours: one for the mail, another one for the calendar in it.

use std::collections::BTreeSet;

use chrono::SecondsFormat;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use serde_json::{Value, json};
use talkoot_domain::language::Language;
use talkoot_mail::{
    Branding, Message, Outgoing, Party, SmtpSettings, Transport, message_id, render,
    transport::{SmtpCredentials, SmtpTls},
};
use uuid::Uuid;

use super::{DATE, Server, body, mail_to, settings, transport};

/// An authority of our own, and a certificate of it for `localhost`: as files for the server, the authority as PEM
/// for the client.
struct Authority {
    folder: tempfile::TempDir,
    pem: Vec<u8>,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
        params
            .distinguished_name
            .push(DnType::CommonName, "An authority of a municipality");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &authority).unwrap();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("cert.pem"), certificate.pem()).unwrap();
        std::fs::write(folder.path().join("key.pem"), key.serialize_pem()).unwrap();
        Self {
            folder,
            pem: authority.pem().into_bytes(),
        }
    }

    fn server(&self, more: &[&str]) -> Server {
        let file = |name: &str| self.folder.path().join(name).to_str().unwrap().to_owned();
        let (key, certificate) = (file("key.pem"), file("cert.pem"));
        let known = [
            "--key",
            &key,
            "--cert",
            &certificate,
            "--user",
            "talkoot",
            "--password",
            "right",
        ];
        Server::start(&[&known[..], more].concat())
    }

    fn settings(&self, port: u16, tls: SmtpTls, password: &str) -> SmtpSettings {
        SmtpSettings {
            tls,
            credentials: Some(SmtpCredentials {
                user: "talkoot".to_owned(),
                password: password.to_owned(),
            }),
            extra_root_pem: Some(self.pem.clone()),
            ..settings(port)
        }
    }
}

/// A name that needs encoding, quotes and a comma, as some have.
const NAME: &str = "Äijälä-Öhman, Päivi \"PJ\" (kunnanhallitus)";

fn everything() -> Vec<(Outgoing, Vec<Value>)> {
    let branding = Branding {
        installation: "Talkoot".to_owned(),
        base_url: "https://talkoot.example.org".to_owned(),
        sender: Party::new("talkoot@example.org", "Talkoot – avustukset"),
        reply_to: None,
    };
    let samples = Message::samples();
    let each = samples
        .iter()
        .flat_map(|(_, message)| Language::ALL.map(|language| (message, language)));
    (1..)
        .zip(each)
        .map(|(number, (message, language))| {
            let rendered = render(message, language, &branding).unwrap();
            let events = rendered.events.iter().map(|event| {
                // A deadline is a whole day; a meeting begins at an hour.
                let starts = event.hours.map_or_else(
                    || event.day.to_string(),
                    |(from, _)| from.to_rfc3339_opts(SecondsFormat::Secs, true),
                );
                json!({ "uid": event.uid, "summary": event.summary, "starts": starts,
                        "wholeDay": event.hours.is_none(), "stamp": DATE })
            });
            let events = events.collect();
            let id = message_id(Uuid::from_u128(number), "talkoot.example.org");
            let to = Party::new(format!("reader-{number}@example.org"), NAME);
            (
                Outgoing::new(id, DATE.parse().unwrap(), to, rendered, &branding),
                events,
            )
        })
        .collect()
}

#[tokio::test]
async fn every_mail_in_every_language_is_read_by_others_as_it_was_written() {
    let authority = Authority::new();
    let server = authority.server(&[]);
    let transport = transport(authority.settings(server.port, SmtpTls::StartTls, "right"));
    let (mut ids, mut calendars) = (BTreeSet::new(), 0);
    for (mail, events) in everything() {
        transport.deliver(&mail).await.unwrap();
        let received = server.mail();
        let what = &mail.subject;
        assert_eq!(received["secure"], true);
        assert_eq!(received["faults"], json!([]), "{what}");
        assert_eq!(received["subject"], *what);
        assert_eq!(
            received["envelope"],
            json!({ "from": "talkoot@example.org", "to": [mail.to.address] })
        );
        assert_eq!(
            received["to"],
            json!([{ "address": mail.to.address, "name": NAME }]),
            "{what}"
        );
        assert_eq!(
            received["from"],
            json!([{ "address": "talkoot@example.org", "name": "Talkoot – avustukset" }])
        );
        assert_eq!(received["date"], "2027-02-12T07:30:00.000Z");
        assert_eq!(body(&received["text"]), mail.text.trim_end(), "{what}");
        assert_eq!(body(&received["html"]), mail.html.trim_end(), "{what}");
        for (name, value) in &mail.headers {
            assert_eq!(
                received["headers"][name.to_lowercase()],
                format!("{name}: {value}")
            );
        }
        assert!(ids.insert(received["messageId"].to_string()), "{what}");
        assert_eq!(received["messageId"], mail.message_id);
        let attachments = received["attachments"].as_array().unwrap();
        let Some(calendar) = &mail.calendar else {
            assert!(
                attachments.is_empty() && events.is_empty(),
                "{what}: {attachments:?}"
            );
            continue;
        };
        calendars += 1;
        let [attached] = attachments.as_slice() else {
            panic!("{what}: {attachments:?}");
        };
        assert_eq!(attached["contentType"], "text/calendar");
        assert_eq!(attached["filename"], "talkoot.ics");
        assert_eq!(attached["content"], *calendar, "{what}");
        assert_eq!(
            attached["calendar"],
            json!({ "method": "PUBLISH", "events": events }),
            "{what}"
        );
    }
    assert!(
        ids.len() > 200 && calendars > 100,
        "{} mails, {calendars} calendars",
        ids.len()
    );
}

#[tokio::test]
async fn both_ways_of_signing_in_work_over_both_ways_of_encrypting() {
    let authority = Authority::new();
    let mail = mail_to("paivi@example.org");
    for method in ["PLAIN", "LOGIN"] {
        for (tls, wrapper) in [(SmtpTls::StartTls, None), (SmtpTls::Wrapper, Some("--wrapper"))] {
            let more: Vec<&str> = ["--method", method].into_iter().chain(wrapper).collect();
            let server = authority.server(&more);
            transport(authority.settings(server.port, tls, "right"))
                .deliver(&mail)
                .await
                .unwrap();
            let received = server.mail();
            assert_eq!(received["secure"], true, "{method} {tls}");
            assert_eq!(received["user"], format!("talkoot {method}"), "{tls}");

            let wrong = transport(authority.settings(server.port, tls, "wrong"))
                .deliver(&mail)
                .await;
            let failure = wrong.unwrap_err();
            assert!(
                failure.is_temporary() && failure.to_string().contains("535"),
                "{method} {tls}: {failure}"
            );
        }
    }
}

/// A certificate of another authority, though it is for the right name.
#[tokio::test]
async fn the_certificate_of_another_authority_is_refused() {
    let (ours, theirs) = (Authority::new(), Authority::new());
    let mail = mail_to("paivi@example.org");
    for (tls, more) in [
        (SmtpTls::StartTls, &[][..]),
        (SmtpTls::Wrapper, &["--wrapper"][..]),
    ] {
        let server = theirs.server(more);
        let failure = transport(ours.settings(server.port, tls, "right"))
            .deliver(&mail)
            .await
            .unwrap_err();
        assert!(
            failure.is_temporary() && failure.to_string().contains("ertificate"),
            "{tls}: {failure}"
        );
    }
}

#[tokio::test]
async fn a_server_that_hangs_up_or_dawdles_costs_no_mail() {
    let mut server = Server::start(&[]);
    let transport = transport(settings(server.port));
    let mail = mail_to("paivi@example.org");
    for behaviour in [
        json!({ "hangUp": ["paivi@example.org"] }),
        json!({ "refuse": "everybody" }),
    ] {
        server.tell(&behaviour);
        let failure = transport.deliver(&mail).await.unwrap_err();
        assert!(failure.is_temporary(), "{behaviour}: {failure}");
    }
    server.tell(&json!({ "slow": 300 }));
    transport.deliver(&mail).await.unwrap();
    assert_eq!(server.mail()["subject"], mail.subject);
}
