//! What a bank sends: pain.002 and camt.054, or anything that somebody uploads in their place.
#![no_main]

use libfuzzer_sys::fuzz_target;
use talkoot_banking::{Feedback, read};
use talkoot_domain::money::Money;

fuzz_target!(|bytes: &[u8]| {
    let Ok(Feedback::Status(report)) = read(bytes) else {
        return;
    };
    let _ = report.rejects_all();
    let sent = ["1", "2", "3"].map(ToOwned::to_owned);
    if let Ok(verdicts) = report.verdicts(&sent, Money::from_cents(300)) {
        assert!(
            verdicts.iter().all(|(id, _)| sent.contains(id)),
            "a verdict about a payment that was not sent"
        );
    }
});
