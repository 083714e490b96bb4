//! Who reads a file that people uploaded is in the log: such files hold names, wages, invoices.

use talkoot_storage::audit;
use talkoot_test_support::User;

use crate::{
    costs::ledger::{half_year, semicolons_in_latin1},
    costs::steps::Costs,
};

/// Goal: each reading of a ledger and of a piece of evidence is one entry; who is refused, and who asks for the graph,
/// writes none.
#[tokio::test]
async fn who_reads_a_file_is_in_the_log() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let app = &costs.app;
    let ledger = costs
        .upload(&of, "paakirja.csv", &semicolons_in_latin1(&half_year()))
        .await;
    costs
        .import_as(
            &of.preparer,
            &costs.report("Lohja"),
            &ledger,
            serde_json::json!({}),
        )
        .await
        .accepted();
    let entries = "SELECT COUNT(*) FROM audit_entry";
    let before = app.number(entries).await;
    let world = &app.world;
    let virrat = costs.municipality("Virrat");
    for (user, status) in [
        (&virrat.preparer, 404),
        (&world.stranger, 404),
        (&world.officer, 200),
        (&of.preparer, 200),
        (&world.auditor, 200),
        (&world.auditor, 200),
    ] {
        assert_eq!(app.download(user, &ledger).await.0, status);
    }
    let query = "query($id: ID!) { costReport(id: $id) { lines { edges { node { description } } } } }";
    let report = serde_json::json!({ "id": costs.report("Lohja") });
    let _ = app.graphql(&world.officer, query, report).await.accepted();
    assert_eq!(app.number(entries).await, before + 4);

    let mut reader = app.reader().await;
    let sql = "SELECT person_id, organisation_id, role, object, object_id, details, at FROM audit_entry \
               WHERE command = 'downloadFile' ORDER BY seq";
    let rows = reader.rows(sql).await;
    let plain = |id: &str| id.replace('-', "");
    let readers: Vec<String> = rows
        .iter()
        .map(|row| plain(row["person_id"].as_deref().expect("a person")))
        .collect();
    let key = |user: &User| plain(&user.person.to_string());
    let expected = [&world.officer, &of.preparer, &world.auditor, &world.auditor].map(key);
    assert_eq!(readers, expected);
    let sql = "SELECT id, sha256 FROM stored_file WHERE name = 'paakirja.csv'";
    let files = reader.rows(sql).await;
    for row in &rows {
        assert_eq!(row["object"].as_deref(), Some("file"));
        let named = row["object_id"].as_deref().expect("an object");
        assert!(
            files.iter().any(|file| file["id"].as_deref() == Some(named)),
            "{row:?}"
        );
        assert!(!row["details"].as_deref().expect("details").contains("paakirja"));
    }
    // The municipality's own person read as what it is there; the authority reads a file of somebody else's.
    assert_eq!(rows[1]["role"].as_deref(), Some("partner_preparer"));
    assert_eq!(rows[0]["role"], None);
    let whole = audit::verify(app.app.store(), None).await.expect("an answer");
    assert!(whole.is_whole(), "{:?}", whole.findings);
    costs.app.finish().await;
}
