//! A partner's cost report, as far as its obligation is concerned.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, GrantedProject, TestApp, User};

const REPORT: &str = "costReport { id version state }";

/// Opens the cost reports of the first period; gives the ids by partner.
pub async fn open(app: &TestApp, granted: &GrantedProject) -> Vec<(String, String)> {
    let input = json!({ "projectId": granted.id, "periodId": granted.periods[0] });
    let lead = &granted.lead.lead;
    let fields = "costReports { id partner { nameFi } }";
    let opened = app
        .mutate(lead, "openCostReports", "OpenCostReportsInput", input, fields)
        .await
        .accepted();
    let reports = opened.at("/openCostReports/costReports").as_array();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    reports
        .expect("reports")
        .iter()
        .map(|report| (text(&report["partner"]["nameFi"]), text(&report["id"])))
        .collect()
}

/// The id of a partner's report.
pub fn of(reports: &[(String, String)], partner: &str) -> String {
    let found = reports.iter().find(|(name, _)| name == partner);
    found.expect("a partner").1.clone()
}

async fn version(app: &TestApp, report: &str) -> i64 {
    let query = "query($id: ID!) { costReport(id: $id) { version } }";
    let read = app
        .graphql(&app.world.officer, query, json!({ "id": report }))
        .await;
    read.number("/costReport/version")
}

/// Imports one line, so that the report can be submitted.
pub async fn prepare(app: &TestApp, granted: &GrantedProject, report: &str, partner: &str) {
    let of = app.world.municipality(partner).clone();
    let csv = "Tosite;Tositepvm;Tili;Tilin nimi;Kustannuspaikka;Selite;Summa\n\
               1;15.3.2026;4340;Tili;6101;Selite;100,00\n";
    let mapping = json!({
        "organisationId": of.id, "rules": [{ "account": "4340", "category": "services" }],
    });
    let fields = "accountMapping { version }";
    app.mutate(
        &of.preparer,
        "saveAccountMapping",
        "SaveAccountMappingInput",
        mapping,
        fields,
    )
    .await
    .accepted();
    let file = app
        .upload(&of.preparer, of.organisation, "ledger.csv", csv.as_bytes())
        .await;
    let input = json!({
        "costReportId": report, "expectedVersion": version(app, report).await, "fileId": file,
        "selection": [{ "field": "COST_CENTRE", "values": ["6101"] }], "subAreaId": granted.sub_areas[0],
    });
    app.mutate(&of.preparer, "importLedger", "ImportLedgerInput", input, REPORT)
        .await
        .accepted();
}

pub async fn step(app: &TestApp, user: &User, mutation: &str, report: &str) -> Answer {
    let input = json!({ "id": report, "expectedVersion": version(app, report).await });
    app.mutate(user, mutation, "CostReportStepInput", input, REPORT)
        .await
}

pub async fn give_back(app: &TestApp, user: &User, report: &str) -> Answer {
    let input = json!({
        "id": report, "expectedVersion": version(app, report).await, "reasons": "Tosite 1 puuttuu.",
    });
    app.mutate(user, "returnCostReport", "ReturnCostReportInput", input, REPORT)
        .await
}
