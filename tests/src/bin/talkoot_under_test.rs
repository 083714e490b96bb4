//! The binary `talkoot` word for word, so that a test can start it and kill it. Only where
//! `TALKOOT_UNDER_TEST_DIES` says `before 3` or `after 1`, the process ends at that edge of that commit, as a
//! power cut would end it.

use std::sync::atomic::{AtomicUsize, Ordering};

use talkoot_storage::{Edge, watch_commits};

#[tokio::main]
async fn main() -> std::process::ExitCode {
    if let Some((edge, number)) = deadly_edge() {
        let commits = AtomicUsize::new(0);
        watch_commits(move |passed| {
            if passed == edge && commits.fetch_add(1, Ordering::SeqCst) + 1 == number {
                std::process::abort();
            }
        });
    }
    talkoot_server::commands::main().await
}

#[expect(
    clippy::disallowed_methods,
    reason = "the test's own setting, no setting of the product"
)]
fn deadly_edge() -> Option<(Edge, usize)> {
    let said = std::env::var("TALKOOT_UNDER_TEST_DIES").ok()?;
    let (edge, number) = said.split_once(' ').expect("an edge and a number");
    let edge = match edge {
        "before" => Edge::Before,
        "after" => Edge::After,
        other => panic!("a process dies before or after a commit, not {other:?}"),
    };
    Some((edge, number.parse().expect("the number of a commit")))
}
