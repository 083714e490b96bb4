//! A later file for an open report: what it changes, and what stays.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, Municipality};

use crate::costs::steps::Costs;

const HEADER: &str = "Tosite;Rivi;Pvm;Tili;Kustannuspaikka;Selite;Summa\n";
const FIRST: &str = "100;1;31.3.2026;4340;6101;konsultti;1000,00\n100;2;31.3.2026;4341;6101;tulkki;200,00\n\
    101;1;15.4.2026;4720;6101;juna;45,50\n102;1;16.4.2026;4340;6101;lupa;10,00\n";
/// 100/2 has another amount, 101 is gone, 103 is new, 102 comes first.
const SECOND: &str = "102;1;16.4.2026;4340;6101;lupa;10,00\n100;1;31.3.2026;4340;6101;konsultti;1000,00\n\
    100;2;31.3.2026;4341;6101;tulkki;250,00\n103;1;1.5.2026;4340;6101;kurssi;99,00\n";

const DIFFERENCE: &str = "difference { stayed { rows total } added { rows total } gone { rows total } \
    changed { rows total } changes(first: 50) { totalCount edges { node { facts \
    before { row voucher lineNumber amount costLineId } after { row voucher lineNumber amount costLineId } } } } }";

async fn import(costs: &Costs, of: &Municipality, rows: &str, more: Value) -> Answer {
    costs.import(of, format!("{HEADER}{rows}").as_bytes(), more).await
}

async fn imports(costs: &Costs, of: &Municipality) -> Answer {
    let query = format!(
        "query($id: ID!) {{ costReport(id: $id) {{ total imports {{ inForce selectedTotal fileId {DIFFERENCE} \
         lines(first: 50) {{ totalCount edges {{ node {{ voucher amount category subAreaId }} }} }} }} }} }}"
    );
    let variables = json!({ "id": costs.report(&of.name) });
    costs
        .app
        .graphql(&of.approver, &query, variables)
        .await
        .accepted()
}

/// Sum before + added - gone + changed = sum after, row by row; both files and their lines stay.
#[tokio::test]
async fn trap_06_a_later_file_supersedes_and_the_first_stays_as_it_was() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    import(&costs, &of, FIRST, json!({})).await.accepted();
    // First in the preview, against what is in force.
    let file = costs
        .upload(&of, "b.csv", format!("{HEADER}{SECOND}").as_bytes())
        .await;
    let plan = json!({ "costReportId": costs.report("Lohja"), "fileId": file });
    let query =
        format!("query($input: PreviewLedgerInput!) {{ previewLedger(input: $input) {{ {DIFFERENCE} }} }}");
    let previewed = costs
        .app
        .graphql(&of.preparer, &query, json!({ "input": plan }))
        .await
        .accepted();
    let shown = previewed.at("/previewLedger/difference").clone();
    assert_eq!(shown["stayed"], json!({ "rows": 2, "total": "1010.00" }));
    assert_eq!(shown["added"], json!({ "rows": 1, "total": "99.00" }));
    assert_eq!(shown["gone"], json!({ "rows": 1, "total": "45.50" }));
    assert_eq!(shown["changed"], json!({ "rows": 1, "total": "50.00" }));
    let changes = shown["changes"]["edges"].as_array().expect("changes").clone();
    assert_eq!(changes.len(), 3);
    assert_eq!(changes[0]["node"]["before"]["voucher"], "101");
    assert!(changes[0]["node"]["after"].is_null());
    let changed = &changes[1]["node"];
    assert_eq!(changed["facts"], json!(["amount"]));
    assert_eq!(
        (&changed["before"]["amount"], &changed["after"]["amount"]),
        (&json!("200.00"), &json!("250.00"))
    );
    assert_eq!(
        changed["after"]["costLineId"],
        Value::Null,
        "it is not stored yet"
    );
    assert_eq!(changes[2]["node"]["after"]["voucher"], "103");

    import(&costs, &of, SECOND, json!({})).await.accepted();
    let seen = imports(&costs, &of).await;
    assert_eq!(seen.text("/costReport/total"), "1359.00");
    let history = seen.at("/costReport/imports").as_array().expect("imports");
    assert_eq!(history.len(), 2);
    assert!(history[0]["difference"].is_null(), "the first changed nothing");
    assert_eq!(
        (&history[0]["inForce"], &history[1]["inForce"]),
        (&json!(false), &json!(true))
    );
    for part in ["stayed", "added", "gone", "changed"] {
        assert_eq!(history[1]["difference"][part], shown[part], "{part}");
    }
    assert_eq!(history[0]["lines"]["totalCount"], 4, "the old lines are kept");
    assert_eq!(history[0]["selectedTotal"], "1255.50");
    let old_file = history[0]["fileId"].as_str().expect("an id");
    let node = "query($id: ID!) { node(id: $id) { __typename } }";
    costs
        .app
        .graphql(&of.approver, node, json!({ "id": old_file }))
        .await;
    costs.app.finish().await;
}

/// What was decided by hand about a row that the new file has unchanged stays, with the person who decided.
#[tokio::test]
async fn what_was_set_by_hand_about_a_row_that_stayed_stays() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let report = costs.report("Lohja");
    costs.app.grant_role(&of.approver, &of, "PARTNER_PREPARER").await;
    import(&costs, &of, FIRST, json!({})).await.accepted();
    let items = json!([
        { "account": "4340", "category": "services" },
        { "account": "4341", "category": "other", "subAreaId": costs.project.sub_areas[2] },
    ]);
    // The approver classifies here, and so has a hand in it.
    costs.classify(&of.approver, &report, items).await.accepted();
    costs.save_mapping(&of).await;
    import(&costs, &of, SECOND, json!({})).await.accepted();
    let seen = imports(&costs, &of).await;
    let edges = seen
        .at("/costReport/imports/1/lines/edges")
        .as_array()
        .expect("lines")
        .clone();
    let category = |voucher: &str, amount: &str| {
        let line = edges
            .iter()
            .find(|edge| edge["node"]["voucher"] == voucher && edge["node"]["amount"] == amount)
            .expect("a line");
        line["node"]["category"].clone()
    };
    assert_eq!(
        category("102", "10.00"),
        "services",
        "set by hand, and the same row"
    );
    assert_eq!(category("100", "1000.00"), "services");
    assert_eq!(category("103", "99.00"), "services", "new: by the mapping");
    assert_eq!(
        category("100", "250.00"),
        "services",
        "changed: by the mapping, no more by hand"
    );
    let submitted = costs.step(&of.approver, "submitCostReport", &report).await;
    assert_eq!(
        submitted.refusals("submitCostReport"),
        ["SAME_PERSON"],
        "whose classification stands has a hand"
    );
    costs.app.finish().await;
}

/// Trap 14, warnings and repeats: the same file again is no change, and equal rows stay counted.
#[tokio::test]
async fn the_same_file_again_changes_nothing_and_repeats_keep_their_count() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let fees = "7;;2.5.2026;4720;6101;pysäköinti;5,00\n7;;2.5.2026;4720;6101;pysäköinti;5,00\n";
    import(&costs, &of, fees, json!({})).await.accepted();
    import(&costs, &of, fees, json!({})).await.accepted();
    let three = format!("{fees}7;;2.5.2026;4720;6101;pysäköinti;5,00\n");
    import(&costs, &of, &three, json!({})).await.accepted();
    let seen = imports(&costs, &of).await;
    let of_import =
        |place: usize, part: &str| seen.at(&format!("/costReport/imports/{place}/difference/{part}/rows"));
    assert_eq!(
        (of_import(1, "stayed"), of_import(1, "added")),
        (&json!(2), &json!(0))
    );
    assert_eq!(
        (of_import(2, "stayed"), of_import(2, "added")),
        (&json!(2), &json!(1))
    );
    assert_eq!(seen.text("/costReport/total"), "15.00");
    costs.app.finish().await;
}

/// Trap 7: once it is with the lead, no file supersedes.
#[tokio::test]
async fn no_file_supersedes_in_a_submitted_report() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    costs.prepare(&of).await;
    costs
        .step(&of.approver, "submitCostReport", &costs.report("Lohja"))
        .await
        .accepted();
    let file = costs
        .upload(&of, "b.csv", format!("{HEADER}{SECOND}").as_bytes())
        .await;
    let plan = json!({ "costReportId": costs.report("Lohja"), "fileId": file });
    let query = "query($input: PreviewLedgerInput!) { previewLedger(input: $input) { refusals { code state } token } }";
    let previewed = costs
        .app
        .graphql(&of.preparer, query, json!({ "input": plan }))
        .await;
    assert_eq!(
        previewed.at("/previewLedger/refusals/0"),
        &json!({ "code": "WRONG_STATE", "state": "submitted" })
    );
    let answer = import(&costs, &of, SECOND, json!({})).await;
    assert_eq!(answer.refusals("importLedger"), ["WRONG_STATE"]);
    costs.app.finish().await;
}
