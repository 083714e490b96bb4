//! The binary `talkoot` word for word, so that a test can start it and kill it. Only where
//! `TALKOOT_UNDER_TEST_DIES` says `before` or `after`, the process ends at that edge of its first commit, as a
//! power cut would end it.

use talkoot_storage::{Edge, watch_commits};

#[tokio::main]
async fn main() -> std::process::ExitCode {
    if let Some(edge) = deadly_edge() {
        watch_commits(move |passed| {
            if passed == edge {
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
fn deadly_edge() -> Option<Edge> {
    match std::env::var("TALKOOT_UNDER_TEST_DIES").ok()?.as_str() {
        "before" => Some(Edge::Before),
        "after" => Some(Edge::After),
        other => panic!("a process dies before or after a commit, not {other:?}"),
    }
}
