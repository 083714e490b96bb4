use serde_json::{Value, json};

use crate::{
    costs::ledger::{half_year, semicolons_in_latin1},
    costs::steps::{Costs, message},
};

const CLASSIFY: &str = "classifyCostLines";

async fn line_ids(costs: &Costs, report: &str) -> Vec<Value> {
    let query = "query($id: ID!) { costReport(id: $id) { lines { edges { node { id } } } } }";
    let seen = costs
        .app
        .graphql(&costs.app.world.officer, query, json!({ "id": report }))
        .await
        .accepted();
    let edges = seen.at("/costReport/lines/edges").as_array().expect("edges");
    edges.iter().map(|edge| edge["node"]["id"].clone()).collect()
}

#[tokio::test]
async fn an_account_without_a_category_blocks_submission_until_it_is_classified() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let report = costs.report("Lohja");
    let content = semicolons_in_latin1(&half_year());
    costs
        .import(&of, &content, json!({ "subAreaId": null }))
        .await
        .accepted();
    let early = costs.step(&of.approver, "submitCostReport", &report).await;
    assert_eq!(early.refusals("submitCostReport"), ["INCOMPLETE"]);
    let said = message(&early, "submitCostReport");
    assert!(
        said.starts_with("5 lines have no cost category and 5 lines have no sub-area"),
        "{said}"
    );
    assert!(said.contains("4001, 4340, 4720"), "{said}");

    let sub_areas = &costs.project.sub_areas;
    let items = json!([
        { "account": "4001", "category": "personnel", "subAreaId": sub_areas[0] },
        { "account": "4340", "category": "services", "subAreaId": sub_areas[1] },
        { "account": "4720", "category": "travel" },
    ]);
    let partly = costs.classify(&of.preparer, &report, items).await.accepted();
    assert_eq!(
        partly.at("/classifyCostLines/costReport/totals/2"),
        &json!({ "category": "travel", "subAreaId": null, "lines": 2, "amount": "91.00" })
    );
    let record = costs
        .app
        .text("SELECT details FROM audit_entry WHERE command = 'classifyCostLines' ORDER BY seq DESC LIMIT 1")
        .await;
    let record: Value = serde_json::from_str(&record).expect("JSON");
    assert_eq!(
        record["items"][2],
        json!({ "account": "4720", "category": "travel" })
    );
    assert_eq!(
        record["changed"]["travel/-"],
        json!({ "from": null, "to": "2 lines, 91.00" }),
        "what moved between the cells is on record: {record}"
    );
    let lines = line_ids(&costs, &report).await;
    let items = json!([
        { "lineIds": [lines[3], lines[4]], "subAreaId": sub_areas[2] },
        { "lineIds": [lines[4]], "category": "other" },
    ]);
    let whole = costs.classify(&of.preparer, &report, items).await.accepted();
    let totals = whole.at("/classifyCostLines/costReport/totals");
    assert_eq!(
        totals[0],
        json!({ "category": "other", "subAreaId": sub_areas[2], "lines": 1, "amount": "45.50" })
    );
    costs
        .step(&of.approver, "submitCostReport", &report)
        .await
        .accepted();
    let late = costs
        .classify(
            &of.preparer,
            &report,
            json!([{ "account": "4001", "category": "other" }]),
        )
        .await;
    assert_eq!(late.refusals(CLASSIFY), ["WRONG_STATE"]);
    costs.app.finish().await;
}

#[tokio::test]
async fn what_cannot_be_classified_is_refused_and_nothing_of_it_is_done() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let report = costs.report("Lohja");
    let item = json!([{ "account": "4001", "category": "other" }]);
    let before = costs.classify(&of.preparer, &report, item.clone()).await;
    assert_eq!(
        before.refusals(CLASSIFY),
        ["INCOMPLETE"],
        "nothing is imported yet"
    );
    costs.prepare(&of).await;
    let old = line_ids(&costs, &report).await;
    costs.prepare(&of).await;
    let other = costs.app.granted_project().await;
    for (items, path) in [
        (json!([]), json!(["items"])),
        (json!([{ "account": "4001" }]), json!(["items", "0"])),
        (
            json!([{ "lineIds": [], "category": "other" }]),
            json!(["items", "0", "lineIds"]),
        ),
        (
            json!([{ "account": "4001", "category": "bribes" }]),
            json!(["items", "0", "category"]),
        ),
        (
            json!([{ "account": "4001", "subAreaId": other.sub_areas[0] }]),
            json!(["items", "0", "subAreaId"]),
        ),
        (
            json!([{ "account": "4001", "category": "other" }, { "account": "9", "category": "other" }]),
            json!(["items", "1", "account"]),
        ),
        (
            json!([{ "lineIds": [old[0]], "category": "other" }]),
            json!(["items", "0", "lineIds"]),
        ),
    ] {
        let answer = costs.classify(&of.preparer, &report, items).await;
        assert_eq!(answer.refusals(CLASSIFY), ["INVALID_INPUT"], "{:#}", answer.0);
        assert_eq!(answer.at("/classifyCostLines/refusals/0/path"), &path);
    }
    let query = "query($id: ID!) { costReport(id: $id) { totals { category } } }";
    let seen = costs
        .app
        .graphql(&of.preparer, query, json!({ "id": report }))
        .await;
    assert_eq!(
        seen.at("/costReport/totals"),
        &json!([{ "category": "personnel" }, { "category": "services" }, { "category": "travel" }])
    );
    let by_approver = costs.classify(&of.approver, &report, item.clone()).await;
    assert_eq!(by_approver.refusals(CLASSIFY), ["NOT_PERMITTED"]);
    let elsewhere = costs
        .classify(&costs.municipality("Virrat").preparer, &report, item)
        .await;
    assert_eq!(elsewhere.errors(), ["NOT_FOUND"]);
    costs.app.finish().await;
}
