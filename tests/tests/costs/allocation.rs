//! Half of an invoice, and one invoice for several sub-areas.

use serde_json::{Value, json};

use crate::{
    costs::ledger::{half_year, semicolons_in_latin1},
    costs::steps::{Costs, message},
};

const ALLOCATE: (&str, &str) = ("allocateCostLine", "AllocateCostLineInput");
const RESET: (&str, &str) = ("resetCostLineAllocation", "ResetCostLineAllocationInput");

fn claimed(lines: &[Value]) -> Vec<(i64, i64, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    lines
        .iter()
        .map(|line| {
            let number = |field: &str| line[field].as_i64().expect("a number");
            (
                number("row"),
                number("part"),
                text(&line["amount"]),
                text(&line["booked"]),
            )
        })
        .collect()
}

fn line(row: i64, part: i64, amount: &str, booked: &str) -> (i64, i64, String, String) {
    (row, part, amount.to_owned(), booked.to_owned())
}

#[tokio::test]
async fn a_line_is_shared_split_and_made_whole_again() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let report = costs.report("Lohja");
    costs.prepare(&of).await;
    let lines = costs.lines(&report).await;
    let areas = &costs.project.sub_areas;
    let half = json!({ "share": { "percent": "50" }, "reason": "Puolet on muuta työtä" });
    costs
        .line_step(&of.preparer, ALLOCATE, &report, &lines[0], half)
        .await
        .accepted();
    let shared = costs.lines(&report).await;
    assert_eq!(claimed(&shared)[0], line(4, 1, "750.00", "1500.00"));
    assert_eq!(
        shared[0]["allocation"],
        json!({ "share": "750.00", "sharePercent": "50", "reason": "Puolet on muuta työtä",
            "allocatedBy": { "name": "preparer-444" } })
    );
    let equation = costs.equation(&report).await;
    assert_eq!(
        equation,
        json!({ "selected": "4617.25", "eligible": "3867.25", "ownPart": "750.00", "excluded": [] })
    );

    // The credit note beside it, split over three sub-areas: the parts sum to it to the cent.
    let part = |area: &str, percent: &str| json!({ "subAreaId": area, "size": { "percent": percent } });
    let thirds = json!({
        "parts": [part(&areas[0], "33.3333"), part(&areas[1], "33.3333"), part(&areas[2], "33.3334")],
        "reason": "Kolmen osa-alueen yhteinen hyvitys",
    });
    costs
        .line_step(&of.preparer, ALLOCATE, &report, &lines[2], thirds)
        .await
        .accepted();
    let split = costs.lines(&report).await;
    assert_eq!(
        claimed(&split)[2..5],
        [
            line(6, 1, "-41.33", "-124.00"),
            line(6, 2, "-41.33", "-124.00"),
            line(6, 3, "-41.34", "-124.00")
        ]
    );
    assert_eq!(split[4]["subAreaId"], json!(areas[2]));
    assert_eq!(
        costs.equation(&report).await,
        equation,
        "splitting changes no sum"
    );

    // The same ledger again: what was said about its rows goes with them.
    let invoice = costs.upload(&of, "lasku.pdf", b"%PDF-1.7 invoice").await;
    let attach = ("attachEvidence", "EvidenceInput");
    let carries = json!({ "fileId": invoice });
    costs
        .line_step(&of.preparer, attach, &report, &split[0], carries)
        .await
        .accepted();
    let content = semicolons_in_latin1(&half_year());
    costs.import(&of, &content, json!({})).await.accepted();
    let again = costs.lines(&report).await;
    assert_ne!(again[0]["id"], split[0]["id"], "lines of a new import");
    assert_eq!(claimed(&again), claimed(&split));
    assert_eq!(again[0]["allocation"], shared[0]["allocation"]);
    assert_eq!(again[4]["subAreaId"], json!(areas[2]));
    assert_eq!(again[0]["evidence"][0]["file"]["id"], json!(invoice));
    assert_eq!(costs.equation(&report).await, equation);
    costs.app.finish().await;
}

#[tokio::test]
async fn an_allocation_is_stated_anew_and_undone() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let report = costs.report("Lohja");
    costs.prepare(&of).await;
    let lines = costs.lines(&report).await;
    let areas = &costs.project.sub_areas;
    let part = |area: &str, percent: &str| json!({ "subAreaId": area, "size": { "percent": percent } });
    let thirds = json!({
        "parts": [part(&areas[0], "30"), part(&areas[1], "30"), part(&areas[2], "40")],
        "reason": "Kolmen osa-alueen yhteinen hyvitys",
    });
    costs
        .line_step(&of.preparer, ALLOCATE, &report, &lines[2], thirds)
        .await
        .accepted();
    let split = costs.lines(&report).await;

    // Stated anew from its second part: in two now, and only 100.00 of it.
    let two = json!({
        "share": { "amount": "-100.00" },
        "parts": [
            { "subAreaId": areas[3], "size": { "amount": "-60.00" } },
            { "subAreaId": areas[4], "size": { "amount": "-40.00" } },
        ],
        "reason": "Laskettu uudelleen",
    });
    costs
        .line_step(&of.preparer, ALLOCATE, &report, &split[3], two)
        .await
        .accepted();
    let again = costs.lines(&report).await;
    assert_eq!(
        claimed(&again)[2..4],
        [line(6, 1, "-60.00", "-124.00"), line(6, 2, "-40.00", "-124.00")]
    );
    assert_eq!(again.len(), 6);
    let record = costs
        .app
        .text("SELECT details FROM audit_entry WHERE command = 'allocateCostLine' ORDER BY seq DESC LIMIT 1")
        .await;
    let record: Value = serde_json::from_str(&record).expect("JSON");
    assert_eq!(record["row"], 6);
    assert_eq!(record["from"].as_array().map(Vec::len), Some(3), "{record}");
    assert_eq!(record["to"].as_array().map(Vec::len), Some(2), "{record}");

    costs
        .line_step(&of.preparer, RESET, &report, &again[3], json!({}))
        .await
        .accepted();
    let whole = costs.lines(&report).await;
    assert_eq!(whole.len(), 5);
    assert_eq!(claimed(&whole)[2], line(6, 1, "-124.00", "-124.00"));
    let equation = costs.equation(&report).await;
    assert_eq!(
        (&equation["eligible"], &equation["ownPart"]),
        (&json!("4617.25"), &json!("0.00"))
    );
    let nothing = costs
        .line_step(&of.preparer, RESET, &report, &whole[0], json!({}))
        .await;
    assert_eq!(nothing.refusals("resetCostLineAllocation"), ["WRONG_STATE"]);
    costs.app.finish().await;
}

#[tokio::test]
async fn what_does_not_add_up_is_refused_and_changes_nothing() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let report = costs.report("Lohja");
    costs.prepare(&of).await;
    let lines = costs.lines(&report).await;
    let (areas, other) = (&costs.project.sub_areas, costs.app.granted_project().await);
    let part = |area: &str, amount: &str| json!({ "subAreaId": area, "size": { "amount": amount } });
    for (more, path) in [
        (json!({ "reason": "x" }), json!(["share"])),
        (
            json!({ "share": { "percent": "50" }, "reason": " " }),
            json!(["reason"]),
        ),
        (
            json!({ "share": { "amount": "1500.01" }, "reason": "x" }),
            json!(["share"]),
        ),
        (
            json!({ "parts": [part(&areas[0], "1500.00")], "reason": "x" }),
            json!(["parts"]),
        ),
        (
            json!({ "parts": [part(&areas[0], "1000.00"), part(&areas[1], "499.99")], "reason": "x" }),
            json!(["parts"]),
        ),
        (
            json!({ "parts": [part(&areas[0], "1000.00"), part(&areas[0], "500.00")], "reason": "x" }),
            json!(["parts", "1", "subAreaId"]),
        ),
        (
            json!({ "parts": [part(&areas[0], "1000.00"), part(&other.sub_areas[1], "500.00")], "reason": "x" }),
            json!(["parts", "1", "subAreaId"]),
        ),
    ] {
        let refused = costs
            .line_step(&of.preparer, ALLOCATE, &report, &lines[0], more.clone())
            .await;
        assert_eq!(refused.refusals("allocateCostLine"), ["INVALID_INPUT"], "{more}");
        assert_eq!(refused.at("/allocateCostLine/refusals/0/path"), &path, "{more}");
    }
    let half = json!({ "share": { "percent": "50" }, "reason": "x" });
    let by_approver = costs
        .line_step(&of.approver, ALLOCATE, &report, &lines[0], half.clone())
        .await;
    assert_eq!(by_approver.refusals("allocateCostLine"), ["NOT_PERMITTED"]);
    let virrat = costs.municipality("Virrat");
    let foreign = costs
        .line_step(&virrat.preparer, ALLOCATE, &report, &lines[0], half.clone())
        .await;
    assert_eq!(foreign.errors(), ["NOT_FOUND"]);
    assert_eq!(costs.lines(&report).await, lines);

    costs
        .step(&of.approver, "submitCostReport", &report)
        .await
        .accepted();
    let late = costs
        .line_step(&of.preparer, ALLOCATE, &report, &lines[0], half)
        .await;
    assert_eq!(late.refusals("allocateCostLine"), ["WRONG_STATE"]);
    assert!(message(&late, "allocateCostLine").contains("ask the lead municipality to return it"));
    costs.app.finish().await;
}
