//! Mails from the decision to write them to the mail server's answer.

use chrono::TimeDelta;
use talkoot_app::worker;
use talkoot_domain::policy::{Membership, Role};
use talkoot_mail::DeliveryFailure;
use talkoot_storage::{
    jobs,
    mails::{self, Mail, MailState},
};
use talkoot_test_support::TestApp;

use crate::reports::help::{extend, june, leave, noon, project, submitted};

/// The reminders in a state; a grant comes with mails of its own.
async fn in_state(app: &TestApp, state: MailState) -> Vec<Mail> {
    let mut found = mails::in_state(app.app.store(), state)
        .await
        .expect("what the test set up");
    found.retain(|mail| mail.kind == "reminder");
    found
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
    let written = kept[0].written.as_ref().expect("what the test set up");
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
    assert!(
        waiting[0]
            .last_answer
            .as_ref()
            .expect("what the test set up")
            .contains("Mailbox busy")
    );
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

/// An outage costs no mail: three days of no connection or of a wrong password, then each leaves once.
#[tokio::test]
async fn after_three_days_of_trouble_every_mail_leaves_once() {
    for (code, answer) in [
        (None, "connection refused"),
        (Some(535), "535 5.7.8 Authentication credentials invalid"),
        (Some(451), "451 4.3.0 Try again later"),
    ] {
        let app = TestApp::start_at(noon("2026-05-31")).await;
        project(&app).await;
        app.mail.break_down(Some(DeliveryFailure::Temporary {
            code,
            answer: answer.to_owned(),
        }));
        for hours in 0..72 {
            app.travel_to(noon("2026-06-01") + TimeDelta::hours(hours)).await;
        }
        let waiting = in_state(&app, MailState::Queued).await;
        assert_eq!(waiting.len(), 1, "{answer}");
        assert!(
            waiting[0].attempts > 60,
            "at least hourly: {}",
            waiting[0].attempts
        );
        assert_eq!(in_state(&app, MailState::Refused).await.len(), 0);
        app.mail.break_down(None);
        app.travel_to(noon("2026-06-04") + TimeDelta::hours(1)).await;
        app.travel_to(noon("2026-06-04") + TimeDelta::hours(2)).await;
        let sent = app.mail.sent();
        assert_eq!(sent.len(), 1, "{answer}");
        assert_eq!(sent[0].message_id, format!("<{}@example.test>", waiting[0].id));
        app.finish().await;
    }
}

/// A server that never recovers: the mail is parked in view, and leaves when a person asks for it.
#[tokio::test]
async fn a_mail_is_parked_and_never_lost() {
    let app = TestApp::start_at(noon("2026-05-31")).await;
    project(&app).await;
    app.mail.break_down(Some(busy()));
    let start = noon("2026-06-01");
    for hours in 0..(9 * 24) {
        app.travel_to(start + TimeDelta::hours(hours)).await;
    }
    let parked = jobs::count(app.app.store(), "dead").await.expect("the jobs");
    assert_eq!(parked, 1);
    let waiting = in_state(&app, MailState::Queued).await;
    assert!(
        waiting.len() as u64 >= parked,
        "a parked mail is still to be sent"
    );
    assert!(
        waiting[0]
            .last_answer
            .as_deref()
            .is_some_and(|answer| answer.contains("450"))
    );
    assert!(in_state(&app, MailState::Refused).await.is_empty());

    app.mail.break_down(None);
    let resumed = worker::resume(&app.app).await.expect("the worker");
    assert_eq!(resumed, parked);
    app.travel_to(start + TimeDelta::hours(9 * 24 + 2)).await;
    assert!(in_state(&app, MailState::Queued).await.is_empty());
    let sent = in_state(&app, MailState::Sent).await;
    assert!(sent.iter().any(|mail| mail.id == waiting[0].id));
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
    app.travel_to("2026-06-12T20:59:50Z".parse().expect("what the test set up"))
        .await;
    assert!(app.mail.sent().is_empty());
    app.travel_to("2026-06-12T21:00:30Z".parse().expect("what the test set up"))
        .await;
    let sent = app.mail.sent();
    assert!(sent[0].text.contains("2 päivää"), "{}", sent[0].text);
    app.finish().await;
}

/// Mails may wait for days; who has left meanwhile is not written to.
#[tokio::test]
async fn whose_role_ended_before_the_mail_left_is_not_written_to() {
    let app = TestApp::start_at(noon("2026-05-31")).await;
    let granted = project(&app).await;
    app.mail.fail_next(busy());
    app.travel_to(noon("2026-06-01")).await;
    let held = Membership {
        organisation: granted.lead.organisation,
        role: Role::LeadCoordinator,
    };
    leave(&app, &granted.lead.lead, held).await;
    app.travel_to(noon("2026-06-01") + TimeDelta::minutes(5)).await;
    let cancelled = in_state(&app, MailState::Cancelled).await;
    assert_eq!(cancelled.len(), 1);
    assert_eq!(
        cancelled[0].last_answer.as_deref(),
        Some("the role for which it was addressed has ended")
    );
    assert!(app.mail.sent().is_empty());
    app.finish().await;
}

/// Every link in a mail leads to a page, which is the same for what exists and for what does not.
#[tokio::test]
async fn links_in_mails_lead_somewhere_and_tell_strangers_nothing() {
    let app = TestApp::start_at(noon("2026-05-31")).await;
    let granted = project(&app).await;
    app.travel_to(noon("2026-06-01")).await;
    let text = app.mail.sent()[0].text.clone();
    let link = text
        .lines()
        .find_map(|line| line.strip_prefix("https://talkoot.example.test"));
    let link = link.expect("a link");
    let get = async |path: &str| {
        let answer = reqwest::get(format!("{}{path}", app.url))
            .await
            .expect("an answer");
        (answer.status().as_u16(), answer.text().await.expect("a text"))
    };
    let (status, page) = get(link).await;
    assert_eq!(status, 200, "{link}");
    let owed = june(&app, &granted).await;
    let id = owed["id"].as_str().expect("an id");
    assert!(page.contains(id), "{page}");
    assert!(!page.contains("Digitaaliset") && !page.contains("2026"), "{page}");
    let nothing = "00000000-0000-7000-8000-000000000001";
    for collection in [
        "obligations",
        "cost-reports",
        "portfolio-reports",
        "payouts",
        "projects",
        "change-requests",
        "corrections",
        "recoveries",
        "supplement-requests",
    ] {
        let (status, page) = get(&format!("/{collection}/{nothing}")).await;
        assert_eq!(status, 200, "{collection}");
        // What the page says to ask is understood; there is nothing with this key.
        let (_, query) = page.split_once("<pre>").expect("a query");
        let (query, _) = query.split_once("</pre>").expect("its end");
        let query = query.replace("&quot;", "\"");
        let asked = app
            .graphql(&app.world.officer, &query, serde_json::json!({}))
            .await;
        assert!(
            asked.0.get("errors").is_none() && asked.0["data"].is_object(),
            "{collection}: {:#}",
            asked.0
        );
        assert_eq!(get(&format!("/{collection}/none")).await.0, 404);
    }
    app.finish().await;
}
