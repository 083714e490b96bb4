//! What one request may ask for: a limit that is passed is named, with what to do instead.

use chrono::{TimeZone, Utc};
use talkoot_server::http::Extras;
use talkoot_test_support::TestApp;

pub mod bodies;
pub mod browsers;
pub mod documents;
pub mod fuzzed;
pub mod ledgers;
pub mod queries;
pub mod rates;
pub mod room;
pub mod slow;
pub mod texts;

/// An application whose server has these limits.
async fn started(extras: Extras) -> TestApp {
    let start = Utc
        .with_ymd_and_hms(2026, 2, 2, 10, 0, 0)
        .single()
        .expect("a time");
    TestApp::start_signing_in(start, |app| app, async |_| extras).await
}
