//! Every table is one that the log vouches for, or there is a reason why not.

use std::collections::BTreeSet;

use talkoot_storage::audit;
use talkoot_test_support::TestApp;

/// Goal: whoever adds a table decides whether the log vouches for its rows.
#[tokio::test]
async fn every_table_is_vouched_for_or_has_a_reason() {
    let app = TestApp::start().await;
    let mut tables: BTreeSet<String> = app.reader().await.dump().await.into_keys().collect();
    tables.insert("seaql_migrations".to_owned());
    let covered = audit::covered(app.app.store()).await.expect("an answer");
    let reasons: BTreeSet<String> = audit::NOT_COVERED
        .iter()
        .map(|(table, _)| (*table).to_owned())
        .collect();
    assert_eq!(reasons.len(), audit::NOT_COVERED.len(), "each once");
    let both: Vec<&String> = covered.intersection(&reasons).collect();
    assert!(
        both.is_empty(),
        "vouched for, and with a reason why not: {both:?}"
    );
    let decided: BTreeSet<String> = covered.union(&reasons).cloned().collect();
    let open: Vec<&String> = tables.symmetric_difference(&decided).collect();
    assert!(
        open.is_empty(),
        "let the object that owns it vouch for it in crates/storage/src/audit/seal.rs, or say why not in \
         crates/storage/src/audit/covered.rs: {open:?}"
    );
    app.finish().await;
}
