//! A report is handed in while the worker works off its queue.

use std::sync::Arc;

use talkoot_app::worker;
use talkoot_mail::{DeliveryFailure, MemoryTransport, Outgoing, Receipt, Transport};
use talkoot_storage::mails::{self, MailState};
use talkoot_test_support::TestApp;
use tokio::sync::{Mutex, mpsc};

use crate::{
    reports::costs,
    reports::help::{again, noon, obligation, project},
};

/// Stops in the middle of the first delivery after it was armed, until the test lets it go on.
#[derive(Debug)]
struct Interrupted {
    inner: MemoryTransport,
    reached: mpsc::Sender<String>,
    go_on: Mutex<Option<mpsc::Receiver<()>>>,
}

#[async_trait::async_trait]
impl Transport for Interrupted {
    async fn deliver(&self, mail: &Outgoing) -> Result<Receipt, DeliveryFailure> {
        if mail.subject.contains("ustannusselvitys")
            && let Some(mut go_on) = self.go_on.lock().await.take()
        {
            self.reached
                .send(mail.to.address.clone())
                .await
                .expect("the test");
            go_on.recv().await;
        }
        self.inner.deliver(mail).await
    }
}

/// The day after the deadline several people are told of each municipality. While the first mail is on its
/// way, a municipality hands its report in: none of the mails about it leaves any more.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_handed_in_while_the_queue_is_worked_off_is_not_reminded_of() {
    let (reached, mut at_the_first) = mpsc::channel(1);
    let (let_go, go_on) = mpsc::channel(1);
    let app = TestApp::start_through(noon("2026-06-30"), |inner| {
        Arc::new(Interrupted {
            inner,
            reached,
            go_on: Mutex::new(Some(go_on)),
        })
    })
    .await;
    let granted = project(&app).await;
    let reports = costs::open(&app, &granted).await;
    for partner in ["Virrat", "Lohja"] {
        costs::prepare(&app, &granted, &costs::of(&reports, partner), partner).await;
    }
    app.clock.set(noon("2026-08-15"));
    let working = app.app.clone();
    let worker = tokio::spawn(async move { worker::run_until_idle(&working).await });

    let first = at_the_first.recv().await.expect("a first mail");
    let partner = if first.contains("936") { "Lohja" } else { "Virrat" };
    let municipality = app.world.municipality(partner).clone();
    costs::step(
        &app,
        &municipality.approver,
        "submitCostReport",
        &costs::of(&reports, partner),
    )
    .await
    .accepted();
    let owed = obligation(&app, &granted, "cost_report", "2026-08-14", partner).await;
    assert_eq!(owed["state"], "submitted", "settled in the same transaction");
    let_go.send(()).await.expect("the worker waits");
    worker.await.expect("the worker").expect("its rounds");

    let to_the_municipality: Vec<String> = app
        .mail
        .sent()
        .into_iter()
        .filter(|mail| mail.subject.contains("ustannusselvitys"))
        .map(|mail| mail.to.address)
        .filter(|address| address.contains(&municipality.code))
        .collect();
    assert_eq!(to_the_municipality, [""; 0]);
    let cancelled = mails::in_state(app.app.store(), MailState::Cancelled).await;
    let mut cancelled = cancelled.expect("the mails");
    cancelled.retain(|mail| mail.kind == "reminder");
    // Its preparer and its approver; the lead had one mail of all that is late before.
    assert_eq!(cancelled.len(), 2);
    for mail in &cancelled {
        assert_eq!(mail.last_answer.as_deref(), Some("it is not awaited any more"));
    }
    assert_eq!(again(&app, &owed).await["state"], "submitted");
    app.finish().await;
}

/// The reaction to the events of a report finds everything done and changes nothing.
#[tokio::test]
async fn an_obligation_follows_its_cost_report_at_once_and_once() {
    let app = TestApp::start_at(noon("2026-07-01")).await;
    let granted = project(&app).await;
    let reports = costs::open(&app, &granted).await;
    let report = costs::of(&reports, "Virrat");
    costs::prepare(&app, &granted, &report, "Virrat").await;
    let (lead, virrat) = (&granted.lead.lead, app.world.municipality("Virrat"));
    let submit = "submitCostReport";
    let state = async || {
        let owed = obligation(&app, &granted, "cost_report", "2026-08-14", "Virrat").await;
        (owed["state"].clone(), owed["version"].clone())
    };
    costs::step(&app, &virrat.approver, submit, &report)
        .await
        .accepted();
    let submitted = state().await;
    assert_eq!(submitted.0, "submitted");
    costs::give_back(&app, lead, &report).await.accepted();
    assert_eq!(state().await.0, "open");
    costs::step(&app, &virrat.approver, submit, &report)
        .await
        .accepted();
    costs::step(&app, lead, "acceptCostReport", &report)
        .await
        .accepted();
    let accepted = state().await;
    assert_eq!(accepted.0, "accepted");
    app.work().await;
    assert_eq!(state().await, accepted, "nothing is left to follow");
    app.finish().await;
}
