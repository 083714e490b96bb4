//! Who is told what, and that it is told once.

mod applying;
mod changing;
mod officers;
mod running;

use talkoot_storage::mails::{self, MailState};
use talkoot_test_support::TestApp;

/// Whom mails of a kind went to since the beginning, sorted: `approver-291`.
async fn told(app: &TestApp, kind: &str) -> Vec<String> {
    app.work().await;
    let sent = mails::in_state(app.app.store(), MailState::Sent)
        .await
        .expect("the mails");
    let of_kind = sent.iter().filter(|mail| mail.kind == kind);
    let mut to: Vec<String> = of_kind
        .map(|mail| {
            let written = mail.written.as_ref().expect("what was sent");
            written.address.replace("@example.test", "")
        })
        .collect();
    to.sort();
    to
}

/// The text of the last mail of a kind.
async fn text(app: &TestApp, kind: &str) -> String {
    app.work().await;
    let sent = mails::in_state(app.app.store(), MailState::Sent)
        .await
        .expect("the mails");
    let last = sent.iter().rfind(|mail| mail.kind == kind);
    let written = last.and_then(|mail| mail.written.as_ref());
    written.expect("a mail of this kind").text.clone()
}

/// Whom mails of a kind were meant for that had nothing to say any more.
async fn not_told(app: &TestApp, kind: &str) -> usize {
    app.work().await;
    let cancelled = mails::in_state(app.app.store(), MailState::Cancelled)
        .await
        .expect("the mails");
    cancelled.iter().filter(|mail| mail.kind == kind).count()
}
