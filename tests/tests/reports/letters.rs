//! Mails from the decision to write them to the mail server's answer.

use chrono::TimeDelta;
use talkoot_mail::DeliveryFailure;
use talkoot_storage::mails::{self, Mail, MailState};
use talkoot_test_support::TestApp;

use crate::help::{extend, june, noon, project, submitted};

async fn in_state(app: &TestApp, state: MailState) -> Vec<Mail> {
    mails::in_state(app.app.store(), state).await.unwrap()
}

fn busy() -> DeliveryFailure {
    DeliveryFailure::Temporary {
        code: Some(450),
        answer: "450 4.2.1 Mailbox busy, try later".to_owned(),
    }
}

#[tokio::test]
async fn what_was_sent_is_kept_word_for_word() {
    let app = TestApp::start_at(noon("2026-05-31")).await;
    project(&app).await;
    app.travel_to(noon("2026-06-01")).await;
    let sent = app.mail.sent();
    let kept = in_state(&app, MailState::Sent).await;
    assert_eq!(sent.len(), 1);
    assert_eq!(kept.len(), 1);
    let written = kept[0].written.as_ref().unwrap();
    assert_eq!(
        (&written.address, &written.subject, &written.text, &written.html),
        (
            &sent[0].to.address,
            &sent[0].subject,
            &sent[0].text,
            &sent[0].html
        )
    );
    assert_eq!(sent[0].message_id, format!("<{}@example.test>", kept[0].id));
    app.finish().await;
}

#[tokio::test]
async fn a_busy_server_is_tried_again_under_the_same_message_id() {
    let app = TestApp::start_at(noon("2026-05-31")).await;
    project(&app).await;
    app.mail.fail_next(busy());
    app.mail.fail_next(busy());
    app.travel_to(noon("2026-06-01")).await;
    let waiting = in_state(&app, MailState::Queued).await;
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].attempts, 1);
    assert!(waiting[0].last_answer.as_ref().unwrap().contains("Mailbox busy"));
    // Half a minute, then a whole one.
    for (seconds, attempts) in [(29, 1), (31, 2), (92, 3)] {
        app.travel_to(noon("2026-06-01") + TimeDelta::seconds(seconds))
            .await;
        let all = [MailState::Queued, MailState::Sent].map(|state| in_state(&app, state));
        let [queued, sent] = all;
        let mail = [queued.await, sent.await].concat().remove(0);
        assert_eq!(mail.attempts, attempts, "after {seconds} s");
    }
    let sent = app.mail.sent();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].message_id, format!("<{}@example.test>", waiting[0].id));
    app.finish().await;
}

#[tokio::test]
async fn a_mail_refused_for_good_stays_visible_with_the_answer() {
    let app = TestApp::start_at(noon("2026-05-31")).await;
    project(&app).await;
    app.mail.fail_next(DeliveryFailure::Permanent {
        code: Some(550),
        answer: "550 5.1.1 No such mailbox here".to_owned(),
    });
    app.travel_to(noon("2026-06-01")).await;
    let refused = in_state(&app, MailState::Refused).await;
    assert_eq!(refused.len(), 1);
    assert_eq!(
        refused[0].last_answer.as_deref(),
        Some("550 5.1.1 No such mailbox here")
    );
    app.finish().await;
}

#[tokio::test]
async fn a_server_that_never_recovers_is_given_up_in_the_end() {
    let app = TestApp::start_at(noon("2026-05-31")).await;
    project(&app).await;
    for _ in 0..12 {
        app.mail.fail_next(busy());
    }
    app.travel_to(noon("2026-06-01")).await;
    for hours in 1..60 {
        app.travel_to(noon("2026-06-01") + TimeDelta::hours(hours)).await;
    }
    let refused = in_state(&app, MailState::Refused).await;
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].attempts, 12);
    let answer = refused[0].last_answer.as_ref().unwrap();
    assert!(answer.starts_with("given up after 12 tries: 450"), "{answer}");
    app.finish().await;
}

/// Between the decision to write and the writing the world goes on.
#[tokio::test]
async fn a_mail_that_has_nothing_to_say_any_more_is_cancelled() {
    let app = TestApp::start_at(noon("2026-05-31")).await;
    let granted = project(&app).await;
    app.mail.fail_next(busy());
    app.travel_to(noon("2026-06-01")).await;
    let owed = june(&app, &granted).await;
    submitted(&app, &granted, &owed).await;
    app.travel_to(noon("2026-06-01") + TimeDelta::minutes(5)).await;
    let cancelled = in_state(&app, MailState::Cancelled).await;
    assert_eq!(cancelled.len(), 1);
    assert_eq!(
        cancelled[0].last_answer.as_deref(),
        Some("it is not awaited any more")
    );
    assert!(app.mail.sent().is_empty());
    app.finish().await;
}

#[tokio::test]
async fn a_mail_never_names_a_date_that_was_moved() {
    let app = TestApp::start_at(noon("2026-05-31")).await;
    let granted = project(&app).await;
    app.mail.fail_next(busy());
    app.travel_to(noon("2026-06-01")).await;
    let owed = june(&app, &granted).await;
    let _ = extend(&app, &app.world.officer, &owed, "2026-09-01")
        .await
        .accepted();
    app.travel_to(noon("2026-06-01") + TimeDelta::minutes(5)).await;
    let cancelled = in_state(&app, MailState::Cancelled).await;
    assert_eq!(
        cancelled[0].last_answer.as_deref(),
        Some("its due date was moved")
    );
    app.finish().await;
}

/// Days are counted on the day of sending, not of deciding.
#[tokio::test]
async fn a_mail_that_leaves_late_counts_the_days_anew() {
    let app = TestApp::start_at(noon("2026-06-11")).await;
    project(&app).await;
    app.mail.fail_next(busy());
    app.travel_to("2026-06-12T20:59:50Z".parse().unwrap()).await;
    assert!(app.mail.sent().is_empty());
    app.travel_to("2026-06-12T21:00:30Z".parse().unwrap()).await;
    let sent = app.mail.sent();
    assert!(sent[0].text.contains("2 päivää"), "{}", sent[0].text);
    app.finish().await;
}
