//! Thousands of damaged answers of banks, the same ones in every run: a short cousin of the fuzzer (`make fuzz`) that
//! needs nothing but this test. Each is read or refused in words; none ends the process.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use std::{fs, path::Path};

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

/// Numbers that look like chance and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }

    fn mutated(&mut self, seed: &[u8]) -> Vec<u8> {
        let mut bytes = seed.to_vec();
        for _ in 0..=self.below(4) {
            let place = self.below(bytes.len() + 1);
            let end = (place + 1 + self.below(60)).min(bytes.len());
            match self.below(5) {
                0 if place < bytes.len() => bytes[place] = u8::try_from(self.below(256)).unwrap(),
                1 => drop(bytes.drain(place.min(end)..end)),
                2 => {
                    let again = bytes[place.min(end)..end].to_vec();
                    bytes.splice(place..place, again);
                }
                3 if self.below(8) == 0 => bytes.truncate(place),
                _ => {
                    let token = TOKENS[self.below(TOKENS.len())];
                    bytes.splice(place..place, token.iter().copied());
                }
            }
        }
        bytes
    }
}

#[test]
fn damaged_answers_are_read_or_refused() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds/bank");
    let sent = ["1", "2", "3"].map(ToOwned::to_owned);
    let (mut understood, mut refused) = (0, 0);
    for name in ["pain002.xml", "camt054.xml"] {
        let seed = fs::read(folder.join(name)).unwrap();
        assert!(read(&seed).is_ok(), "{name}: {:?}", read(&seed));
        let mut dice = Dice(0x5eed_0004);
        for round in 0..3_000 {
            match read(&dice.mutated(&seed)) {
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
