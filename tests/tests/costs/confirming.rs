//! Looked at row by row, then confirmed: the import is what was seen, or nothing.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, User};

use crate::{
    costs::ledger::{COST_CENTRE, FILE_TOTAL, SELECTED, half_year, semicolons_in_latin1, workbook},
    costs::steps::{Costs, FIELDS, message},
};

const IMPORT: &str = "importLedger";

const QUERY: &str = "query($input: PreviewLedgerInput!, $first: Int, $after: ID, $only: [LedgerRowFate!]) { \
    previewLedger(input: $input) { refusals { code path message } token \
    diagnosis { rows fileTotal selected { rows total } excluded { reason rows total } \
    rejected { reason rows total } errorCount } \
    categories { category lines amount } difference { added { rows } } duplicates { totalCount } \
    rows(first: $first, after: $after, only: $only) { totalCount pageInfo { hasNextPage endCursor } edges { node { \
    row fate reason amount cells category occurrence errors { row column value expected reason } } } } } }";

fn input(costs: &Costs, name: &str, file: &str, more: &Value) -> Value {
    let mut input = json!({
        "costReportId": costs.report(name),
        "fileId": file,
        "selection": [{ "field": "COST_CENTRE", "values": [COST_CENTRE] }],
        "subAreaId": costs.project.sub_areas[0],
    });
    for (field, value) in more.as_object().expect("an object") {
        input[field] = value.clone();
    }
    input
}

async fn preview(costs: &Costs, user: &User, input: Value) -> Answer {
    costs
        .app
        .graphql(user, QUERY, json!({ "input": input, "first": 100 }))
        .await
}

async fn confirm(costs: &Costs, user: &User, mut input: Value, token: &str) -> Answer {
    let report = input["costReportId"].as_str().expect("an id").to_owned();
    input["expectedVersion"] = json!(costs.version(&report).await);
    input["preview"] = json!(token);
    costs
        .app
        .mutate(user, IMPORT, "ImportLedgerInput", input, FIELDS)
        .await
}

fn nodes(answer: &Answer) -> Vec<Value> {
    let edges = answer.at("/previewLedger/rows/edges").as_array().expect("rows");
    edges.iter().map(|edge| edge["node"].clone()).collect()
}

/// Every row with its fate, its category and its amount; the equation holds; nothing is stored.
#[tokio::test]
async fn every_row_is_shown_with_what_becomes_of_it_before_anything_is_stored() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    costs.save_mapping(&of).await;
    let file = costs
        .upload(&of, "a.csv", &semicolons_in_latin1(&half_year()))
        .await;
    let plan = input(&costs, "Lohja", &file, &json!({ "statedTotal": SELECTED }));
    let seen = preview(&costs, &of.preparer, plan).await.accepted();
    assert_eq!(seen.at("/previewLedger/refusals"), &json!([]));
    assert_eq!(seen.text("/previewLedger/diagnosis/fileTotal"), FILE_TOTAL);
    let told: Vec<String> = nodes(&seen)
        .iter()
        .map(|row| {
            let text = |field: &str| row[field].as_str().unwrap_or("-").to_owned();
            format!(
                "{} {} {} {} {}",
                row["row"],
                text("fate"),
                text("reason"),
                text("category"),
                text("amount")
            )
        })
        .collect();
    let expected = [
        "1 NO_ENTRY aboveHeader - -",
        "2 NO_ENTRY blankRow - -",
        "4 SELECTED - services 1500.00",
        "5 SELECTED - personnel 3150.25",
        "6 SELECTED - services -124.00",
        "7 SELECTED - travel 45.50",
        "8 SELECTED - travel 45.50",
        "9 EXCLUDED notSelected - 888.88",
        "10 EXCLUDED outsidePeriod - 777.00",
        "11 EXCLUDED balanceSheetAccount - -50.00",
        "12 NO_ENTRY totalRow - -",
    ];
    assert_eq!(told, expected);
    assert_eq!(nodes(&seen)[6]["occurrence"], 2, "equal rows are both kept");
    assert_eq!(
        seen.at("/previewLedger/categories"),
        &json!([
            { "category": "personnel", "lines": 1, "amount": "3150.25" },
            { "category": "services", "lines": 2, "amount": "1376.00" },
            { "category": "travel", "lines": 2, "amount": "91.00" },
        ])
    );
    assert!(seen.at("/previewLedger/difference").is_null());
    let query = "query($id: ID!) { costReport(id: $id) { version import { id } } }";
    let report = costs
        .app
        .graphql(&of.preparer, query, json!({ "id": costs.report("Lohja") }))
        .await;
    assert_eq!(report.at("/costReport"), &json!({ "version": 1, "import": null }));
    costs.app.finish().await;
}

#[tokio::test]
async fn rows_come_in_pages_and_by_their_fate() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let file = costs.upload(&of, "a.xlsx", &workbook(&half_year())).await;
    let plan = input(&costs, "Lohja", &file, &json!({}));
    let (mut after, mut rows) = (Value::Null, Vec::new());
    loop {
        let variables =
            json!({ "input": plan, "first": 3, "after": after, "only": ["SELECTED", "EXCLUDED"] });
        let page = costs.app.graphql(&of.preparer, QUERY, variables).await.accepted();
        assert_eq!(page.number("/previewLedger/rows/totalCount"), 8);
        rows.extend(
            nodes(&page)
                .iter()
                .map(|row| row["row"].as_i64().expect("a number")),
        );
        after = page.at("/previewLedger/rows/pageInfo/endCursor").clone();
        if page.at("/previewLedger/rows/pageInfo/hasNextPage") == &json!(false) {
            break;
        }
    }
    assert_eq!(rows, (2..10).collect::<Vec<_>>());
    let without = costs
        .app
        .graphql(
            &of.preparer,
            QUERY,
            json!({ "input": plan, "only": ["SELECTED"] }),
        )
        .await;
    assert!(
        nodes(&without).iter().all(|row| row["category"].is_null()),
        "without a mapping"
    );
    assert_eq!(
        without.at("/previewLedger/categories"),
        &json!([{ "category": null, "lines": 5, "amount": SELECTED }])
    );
    costs.app.finish().await;
}

/// Trap 13 and 14: `4.2,0` is no amount, and the row is named; no token comes of such a file.
#[tokio::test]
async fn a_row_that_cannot_be_read_is_named_and_nothing_can_be_confirmed() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let ledger = "Tosite;Pvm;Tili;Kustannuspaikka;Summa\n1;31.3.2026;4340;6101;10,00\n\
        2;31.3.2026;4340;6101;4.2,0\n3;31.2.2026;4340;6101;5,00\n";
    let file = costs.upload(&of, "a.csv", ledger.as_bytes()).await;
    let plan = input(&costs, "Lohja", &file, &json!({}));
    let seen = preview(&costs, &of.preparer, plan).await;
    assert!(seen.at("/previewLedger/token").is_null());
    assert_eq!(seen.text("/previewLedger/refusals/0/code"), "INVALID_INPUT");
    assert_eq!(seen.number("/previewLedger/diagnosis/errorCount"), 2);
    let rows = nodes(&seen);
    assert_eq!(rows[1]["fate"], "REJECTED");
    let error = &rows[1]["errors"][0];
    assert_eq!(
        (&error["column"], &error["value"]),
        (&json!("Summa"), &json!("4.2,0"))
    );
    assert!(
        error["expected"]
            .as_str()
            .expect("a text")
            .contains("decimal comma")
    );
    assert_eq!(rows[2]["reason"], "dateInvalid");
    assert_eq!(rows[2]["amount"], "5.00");
    costs.app.finish().await;
}

#[tokio::test]
async fn what_was_previewed_is_imported_and_nothing_else() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    costs.save_mapping(&of).await;
    let file = costs
        .upload(&of, "a.csv", &semicolons_in_latin1(&half_year()))
        .await;
    let plan = input(&costs, "Lohja", &file, &json!({}));
    let seen = preview(&costs, &of.preparer, plan.clone()).await.accepted();
    let token = seen.text("/previewLedger/token");

    // Another file, another selection, another profile: each is named.
    let other = costs
        .upload(&of, "a.csv", &semicolons_in_latin1(&half_year()[1..]))
        .await;
    for (more, named) in [
        (json!({ "fileId": other }), "the file"),
        (json!({ "withoutIncome": true }), "the selection"),
        (
            json!({ "subAreaId": costs.project.sub_areas[1] }),
            "the selection",
        ),
        (
            json!({ "profile": { "decimalSeparator": "COMMA" } }),
            "the profile",
        ),
    ] {
        let answer = confirm(&costs, &of.preparer, input(&costs, "Lohja", &file, &more), &token).await;
        assert_eq!(answer.refusals(IMPORT), ["VERSION_CONFLICT"], "{more}");
        assert_eq!(answer.at("/importLedger/refusals/0/path"), &json!(["preview"]));
        assert!(
            message(&answer, IMPORT).contains(named),
            "{}",
            message(&answer, IMPORT)
        );
    }
    let nonsense = confirm(&costs, &of.preparer, plan.clone(), "x").await;
    assert_eq!(nonsense.refusals(IMPORT), ["INVALID_INPUT"]);
    let imported = confirm(&costs, &of.preparer, plan.clone(), &token)
        .await
        .accepted();
    assert_eq!(imported.text("/importLedger/costReport/total"), SELECTED);
    assert_eq!(
        imported.at("/importLedger/costReport/totals/0/category"),
        &json!("personnel")
    );
    // Once it is made, the preview is no longer against what is in force.
    let twice = confirm(&costs, &of.preparer, plan, &token).await;
    assert_eq!(twice.refusals(IMPORT), ["VERSION_CONFLICT"]);
    assert!(message(&twice, IMPORT).contains("supersedes"));
    costs.app.finish().await;
}

#[tokio::test]
async fn a_mapping_or_a_profile_saved_in_between_is_no_silent_change() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let file = costs
        .upload(&of, "a.csv", &semicolons_in_latin1(&half_year()))
        .await;
    let plan = input(&costs, "Lohja", &file, &json!({}));
    let token = preview(&costs, &of.preparer, plan.clone())
        .await
        .text("/previewLedger/token");
    costs.save_mapping(&of).await;
    let answer = confirm(&costs, &of.preparer, plan.clone(), &token).await;
    assert_eq!(answer.refusals(IMPORT), ["VERSION_CONFLICT"]);
    assert!(message(&answer, IMPORT).contains("the account mapping"));

    let first = profile(&costs, json!({ "separator": ";" })).await;
    let with = |profile: &str| input(&costs, "Lohja", &file, &json!({ "profileId": profile }));
    let token = preview(&costs, &of.preparer, with(&first))
        .await
        .text("/previewLedger/token");
    let second = profile(&costs, json!({ "separator": ";", "totalMarkers": ["Kaikkiaan"] })).await;
    let answer = confirm(&costs, &of.preparer, with(&second), &token).await;
    assert_eq!(answer.refusals(IMPORT), ["VERSION_CONFLICT"]);
    // The version that was previewed still reads as it did, and the import stays under it.
    confirm(&costs, &of.preparer, with(&first), &token)
        .await
        .accepted();
    let query = "query($id: ID!) { costReport(id: $id) { import { profileSystem profileVersion profile } } }";
    let seen = costs
        .app
        .graphql(&of.approver, query, json!({ "id": costs.report("Lohja") }))
        .await
        .accepted();
    assert_eq!(seen.text("/costReport/import/profileSystem"), "Raindance");
    assert_eq!(seen.number("/costReport/import/profileVersion"), 1);
    assert!(!seen.text("/costReport/import/profile").contains("Kaikkiaan"));
    costs.app.finish().await;
}

async fn profile(costs: &Costs, profile: Value) -> String {
    let of = costs.municipality("Lohja");
    let input = json!({ "organisationId": of.id, "system": "Raindance", "profile": profile });
    let fields = "ledgerProfile { id }";
    let saved = costs
        .app
        .mutate(
            &of.preparer,
            "saveLedgerProfile",
            "SaveLedgerProfileInput",
            input,
            fields,
        )
        .await
        .accepted();
    saved.text("/saveLedgerProfile/ledgerProfile/id")
}

/// The total of the person's own books, to the cent: both sums are said, in the preview and in the import.
#[tokio::test]
async fn a_total_typed_from_the_books_must_be_the_files() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let file = costs
        .upload(&of, "a.csv", &semicolons_in_latin1(&half_year()))
        .await;
    let wrong = input(&costs, "Lohja", &file, &json!({ "statedTotal": "4617.24" }));
    let seen = preview(&costs, &of.preparer, wrong.clone()).await;
    assert!(seen.at("/previewLedger/token").is_null());
    assert_eq!(seen.text("/previewLedger/refusals/0/code"), "SUM_MISMATCH");
    let said = seen.text("/previewLedger/refusals/0/message");
    assert!(said.contains("4617.24") && said.contains(SELECTED), "{said}");
    // Without a total the preview can be confirmed; with a wrong one typed beside it, it is not.
    let plan = input(&costs, "Lohja", &file, &json!({}));
    let token = preview(&costs, &of.preparer, plan)
        .await
        .text("/previewLedger/token");
    let answer = confirm(&costs, &of.preparer, wrong, &token).await;
    assert_eq!(answer.refusals(IMPORT), ["SUM_MISMATCH"]);
    let right = input(&costs, "Lohja", &file, &json!({ "statedTotal": SELECTED }));
    confirm(&costs, &of.preparer, right, &token).await.accepted();
    costs.app.finish().await;
}

#[tokio::test]
async fn only_who_may_import_previews() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let file = costs
        .upload(&of, "a.csv", &semicolons_in_latin1(&half_year()))
        .await;
    let plan = input(&costs, "Lohja", &file, &json!({}));
    for user in [&of.approver, &costs.project.lead.lead, &costs.app.world.officer] {
        let answer = preview(&costs, user, plan.clone()).await;
        assert_eq!(answer.text("/previewLedger/refusals/0/code"), "NOT_PERMITTED");
        assert!(answer.at("/previewLedger/diagnosis").is_null());
        assert_eq!(nodes(&answer), Vec::<Value>::new());
    }
    for user in [&costs.municipality("Virrat").preparer, &costs.app.world.stranger] {
        assert_eq!(preview(&costs, user, plan.clone()).await.errors(), ["NOT_FOUND"]);
    }
    let both = input(
        &costs,
        "Lohja",
        &file,
        &json!({ "profile": {}, "profileId": profile(&costs, json!({})).await }),
    );
    let answer = preview(&costs, &of.preparer, both).await;
    assert_eq!(answer.at("/previewLedger/refusals/0/path"), &json!(["profile"]));
    costs.app.finish().await;
}
