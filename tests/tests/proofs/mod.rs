//! Random histories of commands over everything about money. `TALKOOT_HISTORY_SEED` plays one history again,
//! `TALKOOT_HISTORY_STEPS` makes each longer, `TALKOOT_HISTORY_MORE` plays more of them.

pub mod books;
pub mod choice;
pub mod dice;
pub mod findings;
pub mod history;
pub mod invariants;
pub mod kinds;
pub mod ledgers;
pub mod onward;
pub mod reach;
pub mod scene;
pub mod sums;
pub mod together;
pub mod why;

use history::{prove, seeds};
use reach::Reach;
use scene::Rules;
use talkoot_app::Engine;
use talkoot_test_support::{engine, wish};

/// How many commands a history has.
const STEPS: usize = 320;

/// Plays the histories of one set of rules, which together come to what these rules are there for. One history
/// that is played again need not.
async fn histories(rules: u64) {
    let more: u64 = wish("TALKOOT_HISTORY_MORE").unwrap_or(0);
    let own = (0..2 + more).map(|place| place * 5 + rules);
    let mut reach = Reach::default();
    let played = seeds(own.clone());
    for &seed in &played {
        let (dump, tally) = prove(seed, engine(), STEPS).await;
        reach.add(&dump, tally.done, tally.refused);
    }
    if played.len() == own.count() {
        reach.is_enough(Rules::of(rules));
    }
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

/// Goal: five people at once lose no update, pay nothing twice, and who comes late is told who was first.
#[tokio::test(flavor = "multi_thread")]
async fn five_people_at_once() {
    let rounds = wish("TALKOOT_HISTORY_STEPS").unwrap_or(160);
    let mut all = together::Crowd::default();
    for seed in seeds([0, 1]) {
        let crowd = together::play(seed, engine(), rounds).await;
        println!("{seed}: {crowd:?}");
        all.done += crowd.done;
        all.crowded += crowd.crowded;
        all.late += crowd.late;
        all.named += crowd.named;
    }
    assert!(all.done > 40 && all.crowded > 10, "{all:?}");
    assert!(all.late > 5 && all.named > 5, "{all:?}");
}
