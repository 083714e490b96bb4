//! Thousands of damaged answers of banks, the same ones in every run: a short cousin of the fuzzer (`make fuzz`) that
//! needs nothing but this test. Each is read or refused in words; none ends the process.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

#[path = "../../ledger/tests/damage/mod.rs"]
mod damage;

use std::{fs, path::Path};

use damage::Damage;
use talkoot_banking::{Feedback, read};
use talkoot_domain::money::Money;

const TOKENS: [&[u8]; 12] = [
    b"<",
    b">",
    b"&",
    b"&#x0;",
    b"<!DOCTYPE a [<!ENTITY b \"c\">]>",
    b"&b;",
    b"]]>",
    b"\xff",
    b"9223372036854775808",
    b"-1.00",
    b"1e9",
    b"<TxInfAndSts>",
];

#[test]
fn damaged_answers_are_read_or_refused() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds/bank");
    let sent = ["1", "2", "3"].map(ToOwned::to_owned);
    let (mut understood, mut refused) = (0, 0);
    for name in ["pain002.xml", "camt054.xml"] {
        let seed = fs::read(folder.join(name)).unwrap();
        assert!(read(&seed).is_ok(), "{name}: {:?}", read(&seed));
        let mut damage = Damage::new(0x5eed_0004, &TOKENS);
        for round in 0..3_000 {
            match read(&damage.done_to(&seed)) {
                Err(why) => {
                    refused += 1;
                    assert!(!why.to_string().is_empty(), "{name} {round}");
                }
                Ok(Feedback::Booked(_)) => understood += 1,
                Ok(Feedback::Status(report)) => {
                    understood += 1;
                    let verdicts = report.verdicts(&sent, Money::from_cents(300)).unwrap_or_default();
                    assert!(verdicts.iter().all(|(id, _)| sent.contains(id)), "{name} {round}");
                }
            }
        }
    }
    assert!(
        understood > 20 && refused > 20,
        "{understood} read, {refused} refused"
    );
}
