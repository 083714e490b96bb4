//! The database goes away while people work, and comes back: what was acknowledged is there, and nothing is there
//! twice. With `--no-capture` each test tells its figures.

pub mod full;
pub mod killed;
pub mod load;

use std::time::Duration;

use load::Load;
use talkoot_app::Engine;
use talkoot_test_support::{Pair, TestApp, engine};

const A_WHILE: Duration = Duration::from_millis(1500);

/// People work; something happens to the database; they go on until each of them is answered.
async fn survives(fault: &str, happen: impl AsyncFnOnce(&mut Pair)) {
    if engine() != Engine::Postgres {
        return;
    }
    let mut pair = Pair::start().await.expect("two servers");
    let start = "2026-02-02T10:00:00Z".parse().expect("a time");
    let app = TestApp::start_on(&pair.url(), start).await;
    let load = Load::begin(&app);
    tokio::time::sleep(A_WHILE).await;
    happen(&mut pair).await;
    tokio::time::sleep(A_WHILE).await;
    let figures = load.end().await;
    println!("{fault}: {figures}");
    assert!(figures.disturbed > 0, "nobody noticed that something happened");
    let kept = app.number("SELECT COUNT(*) FROM call").await;
    assert_eq!(
        kept,
        i64::try_from(figures.acknowledged).expect("a small number"),
        "each command that was acknowledged is there once, and nothing else"
    );
    let known = app.number("SELECT COUNT(DISTINCT id) FROM call").await;
    assert_eq!(known, kept);
    app.finish().await;
}

/// Goal: every connection breaks, again and again.
#[tokio::test(flavor = "multi_thread")]
async fn connections_are_cut() {
    survives("connections cut five times", async |pair| {
        for _ in 0..5 {
            pair.cut();
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
    })
    .await;
}

/// Goal: the server of the database dies in the middle of commits, and starts again.
#[tokio::test(flavor = "multi_thread")]
async fn the_database_dies_and_starts_again() {
    survives("server killed and started again", async |pair| {
        pair.primary.lose();
        tokio::time::sleep(Duration::from_millis(500)).await;
        pair.primary.start_again().expect("the server");
    })
    .await;
}

/// Goal: the primary is lost for good, and the synchronous standby takes over with everything that was acknowledged.
#[tokio::test(flavor = "multi_thread")]
async fn the_primary_is_lost_and_the_standby_leads() {
    survives("primary lost, standby promoted", async |pair| {
        pair.primary.lose();
        tokio::time::sleep(Duration::from_millis(500)).await;
        pair.fail_over().await.expect("the standby leads");
    })
    .await;
}
