//! Who reads a file that people uploaded is in the log: such files hold names, wages, invoices.

use chrono::Duration;
use serde_json::{Value, json};
use talkoot_domain::{
    calendar,
    policy::{Membership, Role},
};
use talkoot_storage::audit;
use talkoot_test_support::{Answer, User};

use crate::{
    costs::ledger::{half_year, semicolons_in_latin1},
    costs::steps::Costs,
};

const READINGS: &str = "SELECT COUNT(*) FROM audit_entry WHERE command = 'downloadFile'";
const CHECK: &str =
    "query($input: CheckLedgerInput!) { checkLedger(input: $input) { preview { firstRows } } }";
const PREVIEW: &str = "query($input: PreviewLedgerInput!, $after: ID) { previewLedger(input: $input) { \
    rows(first: 3, after: $after) { pageInfo { endCursor hasNextPage } edges { node { cells } } } } }";

/// The beginning of a ledger, asked for several times in one request.
async fn inspect(costs: &Costs, user: &User, file: &str) -> Answer {
    let fields: Vec<String> = (0..5)
        .map(|place| format!("f{place}: inspectLedger(input: $input) {{ firstRows diagnosis {{ rows }} }}"))
        .collect();
    let query = format!("query($input: InspectLedgerInput!) {{ {} }}", fields.join(" "));
    let variables = json!({ "input": { "fileId": file } });
    costs.app.graphql(user, &query, variables).await
}

async fn check(costs: &Costs, user: &User, file: &str) -> Answer {
    let variables = json!({ "input": { "fileId": file } });
    costs.app.graphql(user, CHECK, variables).await
}

/// A page of the rows of a file that may be imported into Lohja's report.
async fn preview(costs: &Costs, user: &User, file: &str, after: Value) -> Answer {
    let input = json!({ "fileId": file, "costReportId": costs.report("Lohja") });
    let variables = json!({ "input": input, "after": after });
    costs.app.graphql(user, PREVIEW, variables).await
}

/// Goal: each reading of a ledger and of a piece of evidence is one entry; who is refused, and who asks the graph for
/// what is kept of it, writes none.
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

/// Goal: whoever looks at rows of a ledger through the graph is in the log once for each day in Helsinki, however often and
/// however it looks; who downloaded it on that day is there already, and an import logs itself.
#[tokio::test]
async fn who_looks_at_rows_of_a_ledger_is_in_the_log_once_a_day() {
    let costs = Costs::open().await;
    let app = &costs.app;
    let of = costs.municipality("Lohja");
    let content = semicolons_in_latin1(&half_year());
    let ledger = costs.upload(&of, "a.csv", &content).await;
    let seen = inspect(&costs, &of.preparer, &ledger).await.accepted();
    assert_eq!(seen.text("/f4/firstRows/0/0"), "1");
    assert_eq!(app.number(READINGS).await, 1);
    check(&costs, &of.preparer, &ledger).await.accepted();
    let (mut after, mut pages) = (Value::Null, 0);
    loop {
        let page = preview(&costs, &of.preparer, &ledger, after).await.accepted();
        pages += 1;
        after = page.at("/previewLedger/rows/pageInfo/endCursor").clone();
        if page.at("/previewLedger/rows/pageInfo/hasNextPage") == &json!(false) {
            break;
        }
    }
    assert!(pages > 2, "{pages}");
    assert_eq!(app.number(READINGS).await, 1);

    let midnight = calendar::end_of_day(app.app.today());
    app.clock.set(midnight - Duration::minutes(1));
    inspect(&costs, &of.preparer, &ledger).await.accepted();
    assert_eq!(app.number(READINGS).await, 1);
    app.clock.set(midnight);
    preview(&costs, &of.preparer, &ledger, Value::Null)
        .await
        .accepted();
    inspect(&costs, &of.preparer, &ledger).await.accepted();
    assert_eq!(app.number(READINGS).await, 2);

    let other = costs.upload(&of, "b.csv", &content).await;
    assert_eq!(app.download(&of.preparer, &other).await.0, 200);
    inspect(&costs, &of.preparer, &other).await.accepted();
    assert_eq!(app.number(READINGS).await, 3);
    costs
        .import_as(&of.preparer, &costs.report("Lohja"), &ledger, json!({}))
        .await
        .accepted();
    assert_eq!(app.number(READINGS).await, 3);
    check(&costs, &app.world.officer, &ledger).await.accepted();
    inspect(&costs, &of.approver, &ledger).await.accepted();
    let stranger = costs.municipality("Virrat").preparer;
    assert_eq!(check(&costs, &stranger, &ledger).await.errors(), ["NOT_FOUND"]);
    assert_eq!(app.number(READINGS).await, 5);

    let sql = "SELECT role, details FROM audit_entry WHERE command = 'downloadFile' ORDER BY seq";
    let rows = app.reader().await.rows(sql).await;
    let shown: Vec<(Option<&str>, bool)> = rows
        .iter()
        .map(|row| {
            let details = row["details"].as_deref().expect("details");
            (row["role"].as_deref(), details.contains("\"shown\":\"rows\""))
        })
        .collect();
    let preparer = Some("partner_preparer");
    let expected = [
        (preparer, true),
        (preparer, true),
        (preparer, false),
        (None, true),
        (Some("partner_approver"), true),
    ];
    assert_eq!(shown, expected);
    costs.app.finish().await;
}

/// Goal: a ledger that nobody has put to use shows its rows to whoever uploaded it and to nobody else, in no way; who else
/// may import it still imports it, and then those who see the report see it.
#[tokio::test]
async fn a_ledger_of_no_use_yet_shows_its_rows_to_whoever_uploaded_it() {
    let costs = Costs::open().await;
    let app = &costs.app;
    let of = costs.municipality("Lohja");
    let held = Membership {
        organisation: of.organisation,
        role: Role::PartnerPreparer,
    };
    app.let_hold(of.lead.person, held).await;
    let ledger = costs
        .upload(&of, "a.csv", &semicolons_in_latin1(&half_year()))
        .await;
    for user in [&of.approver, &of.administrator, &of.lead, &app.world.officer] {
        assert_eq!(app.download(user, &ledger).await.0, 404);
        let inspected = inspect(&costs, user, &ledger).await;
        assert!(inspected.0["data"].is_null(), "{:#}", inspected.0);
        assert!(inspected.errors().iter().all(|code| code == "NOT_FOUND"));
        assert_eq!(check(&costs, user, &ledger).await.errors(), ["NOT_FOUND"]);
    }
    let previewed = preview(&costs, &of.lead, &ledger, Value::Null).await;
    assert_eq!(previewed.errors(), ["NOT_FOUND"]);
    let profile = json!({ "headerRow": 5 });
    let input = json!({ "organisationId": of.id, "system": "SAP", "profile": profile, "fileId": ledger });
    let (kind, fields) = ("SaveLedgerProfileInput", "ledgerProfile { columns }");
    let saved = app
        .mutate(&of.lead, "saveLedgerProfile", kind, input, fields)
        .await;
    assert_eq!(saved.errors(), ["NOT_FOUND"]);
    assert_eq!(app.number(READINGS).await, 0);

    costs
        .import_as(&of.lead, &costs.report("Lohja"), &ledger, json!({}))
        .await
        .accepted();
    assert_eq!(app.number(READINGS).await, 0);
    for user in [&of.approver, &of.administrator] {
        inspect(&costs, user, &ledger).await.accepted();
    }
    check(&costs, &app.world.officer, &ledger).await.accepted();
    assert_eq!(app.number(READINGS).await, 3);
    costs.app.finish().await;
}
