//! What the operator does on the server itself.

use talkoot_app::{Clock, SystemClock, identity};
use talkoot_storage::audit;
use talkoot_test_support::TestApp;

use crate::administration::steps::status;

/// `talkoot token` in the program itself, against the database of the test.
#[tokio::test]
async fn the_operator_prints_a_token_and_the_log_keeps_it() {
    // The program goes by the real clock.
    let app = TestApp::start_at(SystemClock.now()).await;
    let before = audit::verify(app.app.store(), None).await.expect("the audit log");
    let run = |arguments: &[&str]| {
        std::process::Command::new(env!("CARGO_BIN_EXE_talkoot-under-test"))
            .args(["token", "--database-url", &app.database_url])
            .args(arguments)
            .output()
            .expect("the program")
    };
    let printed = run(&["--email", "OFFICER@example.test"]);
    assert!(printed.status.success(), "{printed:?}");
    let secret = String::from_utf8(printed.stdout).expect("text");
    assert_eq!(status(&app, secret.trim()).await, 200);
    let after = audit::verify(app.app.store(), None).await.expect("the audit log");
    assert_ne!(
        format!("{before:?}"),
        format!("{after:?}"),
        "the log has one entry more"
    );

    for bad in [
        &["--email", "nobody@example.test"][..],
        &["--email", "officer@example.test", "--days", "367"],
    ] {
        let refused = run(bad);
        assert!(
            !refused.status.success() && refused.stdout.is_empty(),
            "{refused:?}"
        );
    }
    let direct = identity::issue_token_as_operator(&app.app, "officer@example.test", "käsin", 1).await;
    assert_eq!(status(&app, direct.expect("a token").reveal()).await, 200);
    app.finish().await;
}
