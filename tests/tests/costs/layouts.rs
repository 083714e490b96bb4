use serde_json::{Value, json};

use crate::{
    costs::ledger::{self, FILE_TOTAL, SELECTED, half_year},
    costs::steps::Costs,
};

struct Layout {
    municipality: &'static str,
    content: Vec<u8>,
    encoding: Value,
    separator: Value,
    sheet: Value,
    header_row: i64,
    amount_kind: &'static str,
}

fn layouts() -> [Layout; 5] {
    let entries = half_year();
    let text = |municipality, content, encoding: &str, separator: &str, header_row, amount_kind| Layout {
        municipality,
        content,
        encoding: json!(encoding),
        separator: json!(separator),
        sheet: Value::Null,
        header_row,
        amount_kind,
    };
    [
        text(
            "Lohja",
            ledger::semicolons_in_latin1(&entries),
            "windows-1252",
            ";",
            3,
            "unsaid",
        ),
        text(
            "Karkkila",
            ledger::commas_in_utf8(&entries),
            "UTF-8",
            ",",
            1,
            "unsaid",
        ),
        text(
            "Pälkäne",
            ledger::tabs_with_debit_and_credit(&entries),
            "UTF-8",
            "tab",
            1,
            "debitMinusCredit",
        ),
        Layout {
            municipality: "Kuhmoinen",
            content: ledger::workbook(&entries),
            encoding: Value::Null,
            separator: Value::Null,
            sheet: json!("Pääkirja"),
            header_row: 1,
            amount_kind: "unsaid",
        },
        text(
            "Virrat",
            ledger::semicolons_with_trailing_minus(&entries),
            "UTF-8",
            ";",
            1,
            "unsaid",
        ),
    ]
}

#[tokio::test]
async fn five_municipalities_report_from_five_systems() {
    let costs = Costs::open().await;
    for layout in layouts() {
        let of = costs.municipality(layout.municipality);
        costs.save_mapping(&of).await;
        let imported = costs
            .import(&of, &layout.content, json!({ "statedTotal": SELECTED }))
            .await
            .accepted();
        let report = imported.at("/importLedger/costReport");
        assert_eq!(report["total"], SELECTED, "{}", of.name);
        let found = &report["import"]["diagnosis"];
        let encoding = |value: &Value| value.as_str().map(str::to_lowercase);
        assert_eq!(
            encoding(&found["encoding"]),
            encoding(&layout.encoding),
            "{}",
            of.name
        );
        assert_eq!(found["separator"], layout.separator, "{}", of.name);
        assert_eq!(found["sheet"], layout.sheet, "{}", of.name);
        assert_eq!(found["headerRow"], layout.header_row, "{}", of.name);
        assert_eq!(found["amountKind"], layout.amount_kind, "{}", of.name);
        the_equation_holds(found);
        assert_eq!(
            report["totals"],
            json!([
                { "category": "personnel", "subAreaId": costs.project.sub_areas[0], "lines": 1, "amount": "3150.25" },
                { "category": "services", "subAreaId": costs.project.sub_areas[0], "lines": 2, "amount": "1376.00" },
                { "category": "travel", "subAreaId": costs.project.sub_areas[0], "lines": 2, "amount": "91.00" },
            ])
        );
        let id = costs.report(&of.name);
        costs.step(&of.approver, "submitCostReport", &id).await.accepted();
        costs
            .step(&costs.project.lead.lead, "acceptCostReport", &id)
            .await
            .accepted();
    }
    everything_is_accepted(&costs).await;
    costs.app.finish().await;
}

/// File total = selected + excluded, to the cent, and each row has its one reason.
fn the_equation_holds(found: &Value) {
    assert_eq!(found["rows"], 8);
    assert_eq!(found["fileTotal"], FILE_TOTAL);
    assert_eq!(found["selected"], json!({ "rows": 5, "total": SELECTED }));
    assert_eq!(found["repeats"], 1);
    let excluded = found["excluded"].as_array().expect("a list");
    let of = |reason: &str| {
        excluded
            .iter()
            .find(|one| one["reason"] == reason)
            .map(|one| (one["rows"].clone(), one["total"].clone()))
    };
    assert_eq!(of("notSelected"), Some((json!(1), json!("888.88"))));
    assert_eq!(of("outsidePeriod"), Some((json!(1), json!("777.00"))));
    assert_eq!(of("balanceSheetAccount"), Some((json!(1), json!("-50.00"))));
}

async fn everything_is_accepted(costs: &Costs) {
    let query = "query($id: ID!, $period: ID!) { project(id: $id) { costReports(periodId: $period) { \
        totalCount edges { node { state total availableActions { action allowed } } } } } }";
    let variables = json!({ "id": costs.project.id, "period": costs.project.periods[0] });
    let seen = costs
        .app
        .graphql(&costs.app.world.officer, query, variables)
        .await
        .accepted();
    assert_eq!(seen.number("/project/costReports/totalCount"), 5);
    let edges = seen
        .at("/project/costReports/edges")
        .as_array()
        .expect("edges")
        .clone();
    for edge in edges {
        assert_eq!(edge["node"]["state"], "lead_accepted");
        assert_eq!(edge["node"]["total"], SELECTED);
    }
}

#[tokio::test]
async fn lines_come_in_pages_in_the_order_of_the_file() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    costs.prepare(&of).await;
    let query = "query($id: ID!, $after: ID) { costReport(id: $id) { lines(first: 3, after: $after) { \
        totalCount pageInfo { hasNextPage endCursor } edges { node { \
        row voucher postedOn account accountName amount occurrence category description } } } } }";
    let page = async |after: Value| {
        let variables = json!({ "id": costs.report("Lohja"), "after": after });
        costs.app.graphql(&of.approver, query, variables).await.accepted()
    };
    let first = page(Value::Null).await;
    assert_eq!(first.number("/costReport/lines/totalCount"), 5);
    let mut wages = first.at("/costReport/lines/edges/1/node").clone();
    let pseudonym = wages["description"].take();
    assert!(
        pseudonym.as_str().is_some_and(|text| text.starts_with("*** ")),
        "{pseudonym}"
    );
    assert_eq!(
        &wages,
        &json!({
            "row": 5, "voucher": "2", "postedOn": "2026-04-15", "account": "4001",
            "accountName": "Palkat, työntekijät", "amount": "3150.25", "occurrence": 1,
            "category": "personnel", "description": null,
        })
    );
    let second = page(first.at("/costReport/lines/pageInfo/endCursor").clone()).await;
    assert_eq!(second.at("/costReport/lines/pageInfo/hasNextPage"), &json!(false));
    assert_eq!(second.number("/costReport/lines/edges/0/node/row"), 7);
    assert_eq!(
        second.number("/costReport/lines/edges/1/node/occurrence"),
        2,
        "two equal fees on one voucher are two costs"
    );
    costs.app.finish().await;
}
