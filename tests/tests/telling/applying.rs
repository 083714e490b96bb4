//! Before the decision: who is asked to commit, and that a call closes.

use talkoot_test_support::{Stage, TestApp};

use super::{not_told, text, told};
use crate::reports::help::noon;

/// Goal: each partner's approver is asked once, with its own costs; who is asked again after a change hears it again.
#[tokio::test]
async fn partners_are_asked_to_commit() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Budgeted).await;
    assert_eq!(told(&app, "commitment-requested").await, [""; 0]);
    let lead = applied.lead.lead.clone();
    app.step(&lead, &applied, "requestCommitments").await.accepted();
    let everybody = told(&app, "commitment-requested").await;
    assert_eq!(everybody.len(), 5, "{everybody:?}");
    assert!(
        everybody.iter().all(|one| one.starts_with("approver-")),
        "{everybody:?}"
    );
    let said = text(&app, "commitment-requested").await.replace('\u{a0}', " ");
    // 76 000 of costs, of which the call pays 85 per cent.
    for words in ["76 000,00", "11 400,00", "Pälkäne"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    app.step(&lead, &applied, "reopenApplication").await.accepted();
    app.step(&lead, &applied, "requestCommitments").await.accepted();
    assert_eq!(told(&app, "commitment-requested").await.len(), 10);
    app.finish().await;
}

/// Goal: who answered before the mail left is not asked any more.
#[tokio::test]
async fn who_has_committed_is_not_asked() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Committed).await;
    assert_eq!(told(&app, "commitment-requested").await, [""; 0]);
    assert_eq!(not_told(&app, "commitment-requested").await, 5);
    app.step(&applied.lead.lead.clone(), &applied, "submitApplication")
        .await
        .accepted();
    app.finish().await;
}

/// Goal: the day before, once, to those whose application is not submitted; never after it has closed.
#[tokio::test]
async fn the_day_before_a_call_closes() {
    let app = TestApp::start().await;
    // Saturday 28 February: it closes on Monday 2 March.
    let applied = app.application_at(Stage::Budgeted).await;
    app.travel_to(noon("2026-02-28")).await;
    assert_eq!(told(&app, "call-closing").await, [""; 0], "two days before");
    app.travel_to(noon("2026-03-01")).await;
    assert_eq!(told(&app, "call-closing").await, ["lead-635"]);
    let said = text(&app, "call-closing").await;
    assert!(
        said.contains("Digikannustin") && said.contains("2.3.2026"),
        "{said}"
    );
    app.travel_to(noon("2026-03-02")).await;
    assert_eq!(told(&app, "call-closing").await, ["lead-635"], "said once");
    app.travel_to(noon("2026-03-03")).await;
    assert_eq!(told(&app, "call-closing").await, ["lead-635"]);
    let _ = applied;
    app.finish().await;
}

/// Goal: a worker that was away tells on the last day, and one that comes back later tells nobody; a submitted
/// application needs no reminder.
#[tokio::test]
async fn a_call_that_closes_while_the_worker_is_away() {
    let app = TestApp::start().await;
    app.application_at(Stage::Budgeted).await;
    app.travel_to(noon("2026-03-02")).await;
    assert_eq!(told(&app, "call-closing").await, ["lead-635"]);
    app.finish().await;

    let app = TestApp::start().await;
    app.application_at(Stage::Budgeted).await;
    app.travel_to(noon("2026-03-03")).await;
    assert_eq!(told(&app, "call-closing").await, [""; 0]);
    app.finish().await;

    let app = TestApp::start().await;
    app.application_at(Stage::Submitted).await;
    app.travel_to(noon("2026-03-01")).await;
    assert_eq!(told(&app, "call-closing").await, [""; 0]);
    app.finish().await;
}
