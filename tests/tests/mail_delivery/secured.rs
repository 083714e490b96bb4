//! The worker process at a mail server that wants TLS and a password: what the operator set up wrongly is seen, and
//! costs no mail.

use chrono::TimeDelta;
use talkoot_storage::mails::{self, MailState};
use talkoot_test_support::TestApp;

use super::{DUE, count, process::Talkoot, show, smtp::Server, until_sent};

/// A certificate for `localhost` that signs itself, in files: certificate and key.
fn certificate(folder: &std::path::Path) -> [String; 2] {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let files = [
        ("cert.pem", made.cert.pem()),
        ("key.pem", made.signing_key.serialize_pem()),
    ];
    files.map(|(name, pem)| {
        let file = folder.join(name);
        std::fs::write(&file, pem).expect("a file");
        file.to_str().expect("a path").to_owned()
    })
}

/// Waits until the server has answered something about every mail: what it last said.
async fn answers(app: &TestApp) -> Vec<String> {
    for _ in 0..600 {
        let waiting = mails::in_state(app.app.store(), MailState::Queued)
            .await
            .expect("the mails");
        let answers: Vec<String> = waiting
            .iter()
            .filter_map(|mail| mail.last_answer.clone())
            .collect();
        if answers.len() == waiting.len() {
            return answers;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the worker tried nothing");
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
async fn a_wrong_password_or_an_unknown_certificate_is_seen_and_costs_no_mail() {
    let mut now = DUE.parse().expect("a time");
    let app = TestApp::start_at(now).await;
    app.granted_project().await;
    show(&app, now).await;
    let folder = tempfile::tempdir().expect("a folder");
    let [cert, key] = certificate(folder.path());
    let server = Server::start(&[
        "--key",
        &key,
        "--cert",
        &cert,
        "--user",
        "talkoot",
        "--password",
        "right",
    ]);
    let port = server.port.to_string();
    let usual = [
        ("TALKOOT_SMTP_HOST", "localhost"),
        ("TALKOOT_SMTP_PORT", port.as_str()),
        ("TALKOOT_SMTP_TLS", "starttls"),
        ("TALKOOT_SMTP_USER", "talkoot"),
        ("TALKOOT_MAIL_FROM", "talkoot@example.test"),
    ];
    let wrong = [
        (
            ("TALKOOT_SMTP_PASSWORD", "wrong"),
            Some(("TALKOOT_SMTP_CA", cert.as_str())),
            "535",
        ),
        (("TALKOOT_SMTP_PASSWORD", "right"), None, "ertificate"),
    ];
    let mut mails = 0;
    for (password, authority, said) in wrong {
        let settings: Vec<_> = usual.into_iter().chain([password]).chain(authority).collect();
        let worker = Talkoot::start("worker", &app.database_url, &settings);
        let mut seen = Vec::new();
        for _ in 0..600 {
            seen = answers(&app).await;
            if !seen.is_empty() && seen.iter().all(|answer| answer.contains(said)) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        worker.kill();
        assert!(
            seen.iter()
                .all(|answer| answer.contains(said) && !answer.contains("wrong")),
            "{seen:?}"
        );
        mails = seen.len();
        assert!(mails > 10, "{mails}");
        for state in [MailState::Sent, MailState::Refused] {
            assert_eq!(count(&app, state).await, 0, "{state:?}");
        }
        let cancelled = mails::in_state(app.app.store(), MailState::Cancelled).await;
        let answered = |mail: &mails::Mail| mail.kind == "commitment-requested";
        assert!(
            cancelled.expect("the mails").iter().all(answered),
            "only who has committed already is not asked any more"
        );
        // Past the waiting time of what was not let in.
        now += TimeDelta::hours(2);
        show(&app, now).await;
    }
    let right = [
        ("TALKOOT_SMTP_PASSWORD", "right"),
        ("TALKOOT_SMTP_CA", cert.as_str()),
    ];
    let settings: Vec<_> = usual.into_iter().chain(right).collect();
    let worker = Talkoot::start("worker", &app.database_url, &settings);
    until_sent(&app, mails as u64).await;
    worker.kill();
    assert_eq!(server.mail()["user"], "talkoot PLAIN");
    assert_eq!(server.mail()["secure"], true);
    app.finish().await;
}
