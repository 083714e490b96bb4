//! A clock that jumps forward, by a mistake of the machine or of whoever keeps it, and is put right again.

use talkoot_test_support::TestApp;

use crate::reports::help::{about, days_until, june, mails, noon, project, submitted};

const PORTFOLIO: &str = "ankesalkkuraportti";

/// Goal: what was due until then is said early, once; nothing is said again when its day comes, everything after it is said
/// as ever, and whoever was called late too early hands in as ever.
#[tokio::test]
async fn a_clock_that_jumps_ahead_repeats_and_loses_nothing() {
    let app = TestApp::start().await;
    let granted = project(&app).await;
    days_until(&app, "2026-05-16", "2026-05-31").await;
    let _ = mails(&app);
    // On 31 May a machine says 16 June for a while.
    app.travel_to(noon("2026-06-16")).await;
    let early = about(PORTFOLIO, mails(&app));
    assert_eq!(early.len(), 2, "{early:#?}");
    assert!(
        early.iter().all(|mail| mail.contains("Myöhässä 1 päivän")),
        "{early:#?}"
    );
    app.travel_to(noon("2026-05-31")).await;
    days_until(&app, "2026-06-01", "2026-06-21").await;
    app.work().await;
    assert_eq!(about(PORTFOLIO, mails(&app)), [""; 0], "it was said");
    app.travel_to(noon("2026-06-22")).await;
    let late = about(PORTFOLIO, mails(&app));
    assert_eq!(late.len(), 2, "{late:#?}");
    assert!(
        late.iter().all(|mail| mail.contains("Myöhässä 7 päivää")),
        "{late:#?}"
    );
    let owed = june(&app, &granted).await;
    submitted(&app, &granted, &owed).await;
    days_until(&app, "2026-06-23", "2026-07-10").await;
    assert_eq!(about(PORTFOLIO, mails(&app)), [""; 0], "it is there");
    app.finish().await;
}
