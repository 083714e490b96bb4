//! Random histories of commands over everything about money. `TALKOOT_HISTORY_SEED` plays one history again,
//! `TALKOOT_HISTORY_STEPS` makes each longer, `TALKOOT_HISTORY_MORE` plays more of them.

mod books;
mod choice;
mod dice;
mod history;
mod invariants;
mod kinds;
mod ledgers;
mod scene;
mod sums;
mod why;

use history::{approved, prove, seeds};
use talkoot_app::Engine;
use talkoot_test_support::{engine, wish};

/// How many commands a history has.
const STEPS: usize = 150;

/// Plays the histories of one set of rules. Together they come somewhere: claims are approved, commands are
/// done and refused.
async fn histories(rules: u64) {
    let more: u64 = wish("TALKOOT_HISTORY_MORE").unwrap_or(0);
    let (mut claims, mut done, mut refused) = (0, 0, 0);
    for seed in seeds((0..3 + more).map(|place| place * 5 + rules)) {
        let (dump, tally) = prove(seed, engine(), STEPS).await;
        claims += approved(&dump);
        done += tally.done;
        refused += tally.refused;
    }
    println!("{done} commands done, {refused} refused, {claims} claims approved");
    assert!(claims > 0 && done > 0 && refused > 0);
}

#[tokio::test]
async fn histories_of_a_plain_grant() {
    histories(0).await;
}

#[tokio::test]
async fn histories_with_an_advance() {
    histories(1).await;
}

#[tokio::test]
async fn histories_with_a_flat_rate() {
    histories(2).await;
}

#[tokio::test]
async fn histories_with_a_small_award() {
    histories(3).await;
}

#[tokio::test]
async fn histories_with_a_tolerance() {
    histories(4).await;
}

/// Goal: the same history leaves the same rows on SQLite as on the engine of this run; on SQLite itself that
/// says that a history can be played again.
#[tokio::test]
async fn the_same_history_leaves_the_same_rows() {
    for seed in seeds([100, 101]) {
        let (one, _) = prove(seed, Engine::Sqlite, 80).await;
        let (other, _) = prove(seed, engine(), 80).await;
        assert!(!one["cost_line"].is_empty(), "nothing happened in history {seed}");
        for (table, rows) in &one {
            assert_eq!(rows, &other[table], "{table} of history {seed}");
        }
        assert_eq!(one.len(), other.len());
    }
}
