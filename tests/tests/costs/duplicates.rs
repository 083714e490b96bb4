//! The same voucher line in another report: found, named, and refused where the call says so.

use chrono::{TimeZone, Utc};
use serde_json::{Value, json};
use talkoot_test_support::{Answer, GrantedProject, Municipality, TestApp, User};

use crate::costs::steps::{Costs, message};

const IMPORT: &str = "importLedger";
pub const HEADER: &str = "Tosite;Pvm;Tili;Kustannuspaikka;Toimittajan y-tunnus;Summa\n";
pub const ROWS: &str = "100;31.3.2026;4340;6101;0211675-2;50,00\n101;31.3.2026;4340;6101;0211675-2;60,00\n";
/// The other half of an invoice that two projects share, and a cost of its own.
const SHARED: &str = "101;31.3.2026;4340;6102;0211675-2;60,00\n200;1.4.2026;4340;6101;0211675-2;70,00\n";

const DUPLICATES: &str = "query($id: ID!) { costReport(id: $id) { import { duplicates { totalCount edges { node { \
    row voucher amount place project periodFirst periodLast costReportId costLineId message \
    partner { nameFi } } } } } } }";

pub async fn import(costs: &Costs, of: &Municipality, report: &str, rows: &str) -> Answer {
    let file = costs
        .upload(of, "a.csv", format!("{HEADER}{rows}").as_bytes())
        .await;
    let everything = json!({ "selection": [], "subAreaId": null });
    costs.import_as(&of.preparer, report, &file, everything).await
}

pub async fn duplicates(app: &TestApp, user: &User, report: &str) -> Vec<Value> {
    let answer = app
        .graphql(user, DUPLICATES, json!({ "id": report }))
        .await
        .accepted();
    let edges = answer
        .at("/costReport/import/duplicates/edges")
        .as_array()
        .expect("a list");
    assert_eq!(
        answer.at("/costReport/import/duplicates/totalCount"),
        &json!(edges.len())
    );
    edges.iter().map(|edge| edge["node"].clone()).collect()
}

/// The report of a municipality for a period of a project, opened.
pub async fn open(app: &TestApp, project: &GrantedProject, place: usize, of: &Municipality) -> String {
    let opened = app
        .mutate(
            &project.lead.lead,
            "openCostReports",
            "OpenCostReportsInput",
            json!({ "projectId": project.id, "periodId": project.periods[place] }),
            "costReports { id partner { nameFi } }",
        )
        .await
        .accepted();
    let reports = opened
        .at("/openCostReports/costReports")
        .as_array()
        .expect("reports");
    let found = reports
        .iter()
        .find(|report| report["partner"]["nameFi"] == of.name.as_str());
    found.expect("a partner")["id"]
        .as_str()
        .expect("an id")
        .to_owned()
}

#[tokio::test]
async fn a_cost_of_an_earlier_period_or_another_project_is_found_and_named() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let first = costs.report("Lohja");
    import(&costs, &of, &first, ROWS).await.accepted();
    assert_eq!(
        duplicates(&costs.app, &of.preparer, &first).await,
        Vec::<Value>::new()
    );

    // Another project of the same municipality: the same row, the other half of an invoice, and one of its own.
    let second = costs.app.granted_project().await;
    let other = open(&costs.app, &second, 0, &of).await;
    let rows = format!("100;31.3.2026;4340;6101;0211675-2;50,00\n{SHARED}");
    import(&costs, &of, &other, &rows).await.accepted();
    let found = duplicates(&costs.app, &of.preparer, &other).await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (&found[0]["row"], &found[0]["voucher"]),
        (&json!(2), &json!("100"))
    );
    assert_eq!(
        (&found[0]["amount"], &found[0]["place"]),
        (&json!("50.00"), &json!("PROJECT"))
    );
    assert_eq!(found[0]["costReportId"], first.as_str());
    assert!(found[0]["project"].as_str().expect("a project").contains("2026-"));
    assert_eq!(found[0]["periodLast"], "2026-06-30");
    // And the other way round, as things are now.
    let back = duplicates(&costs.app, &of.preparer, &first).await;
    assert_eq!((back.len(), &back[0]["costReportId"]), (1, &json!(other)));

    // An earlier period: a row dated into the later one, claimed in the earlier by an undated file.
    costs
        .app
        .travel_to(Utc.with_ymd_and_hms(2026, 6, 30, 21, 0, 0).unwrap())
        .await;
    let later = open(&costs.app, &costs.project, 1, &of).await;
    let undated = json!({ "selection": [], "subAreaId": null, "profile": { "undatedRows": "IN_PERIOD" } });
    let rows = "Tosite;Tili;Kustannuspaikka;Summa\n100;4340;6101;50,00\n300;4340;6101;1,00\n";
    let file = costs.upload(&of, "c.csv", rows.as_bytes()).await;
    costs
        .import_as(&of.preparer, &later, &file, undated)
        .await
        .accepted();
    let found = duplicates(&costs.app, &of.preparer, &later).await;
    let places: Vec<&Value> = found.iter().map(|one| &one["place"]).collect();
    assert_eq!(places.len(), 2, "{found:?}");
    assert!(places.contains(&&json!("PERIOD")) && places.contains(&&json!("PROJECT")));
    costs.app.finish().await;
}

/// A partner learns that another has the same line, whose and for when, and nothing else of it.
#[tokio::test]
async fn another_partners_report_is_named_and_not_shown() {
    let costs = Costs::open().await;
    let (lohja, virrat) = (costs.municipality("Lohja"), costs.municipality("Virrat"));
    import(&costs, &lohja, &costs.report("Lohja"), ROWS)
        .await
        .accepted();
    // In other books account and cost centre are others.
    let theirs = "100;31.3.2026;4999;1;0211675-2;50,00\n";
    import(&costs, &virrat, &costs.report("Virrat"), theirs)
        .await
        .accepted();
    let found = duplicates(&costs.app, &virrat.preparer, &costs.report("Virrat")).await;
    assert_eq!(found.len(), 1);
    assert_eq!(
        (&found[0]["place"], &found[0]["partner"]["nameFi"]),
        (&json!("PARTNER"), &json!("Lohja"))
    );
    assert_eq!(
        (&found[0]["costReportId"], &found[0]["costLineId"]),
        (&Value::Null, &Value::Null)
    );
    assert!(!found[0]["project"].is_null());
    // The lead sees both reports of the project.
    let lead = &costs.project.lead.lead;
    let found = duplicates(&costs.app, lead, &costs.report("Virrat")).await;
    assert_eq!(found[0]["costReportId"], costs.report("Lohja").as_str());

    // Another project in which both are, led by the same: the lines of another municipality there are not looked at.
    let second = costs.app.granted_project().await;
    let other = open(&costs.app, &second, 0, &virrat).await;
    import(&costs, &virrat, &other, "101;31.3.2026;4999;1;0211675-2;60,00\n")
        .await
        .accepted();
    assert_eq!(
        duplicates(&costs.app, &virrat.preparer, &other).await,
        Vec::<Value>::new()
    );
    costs.app.finish().await;
}

/// Where the call says so, such a file is refused, with the place in the message; repeats in one file never are.
#[tokio::test]
async fn where_the_call_says_so_a_cost_in_another_report_is_refused() {
    let app = TestApp::start().await;
    let project = app
        .granted_from(|content| content["refusesDuplicateCosts"] = json!(true))
        .await;
    let costs = Costs::open_in(app, project).await;
    let (lohja, virrat) = (costs.municipality("Lohja"), costs.municipality("Virrat"));
    let twice = format!("{ROWS}{ROWS}");
    let imported = import(&costs, &lohja, &costs.report("Lohja"), &twice)
        .await
        .accepted();
    assert_eq!(
        imported.number("/importLedger/costReport/import/diagnosis/repeats"),
        2
    );
    assert_eq!(imported.text("/importLedger/costReport/total"), "220.00");
    // Its own superseded lines are no duplicates.
    import(&costs, &lohja, &costs.report("Lohja"), ROWS)
        .await
        .accepted();

    let refused = import(&costs, &virrat, &costs.report("Virrat"), ROWS).await;
    assert_eq!(refused.refusals(IMPORT), ["DUPLICATE"]);
    let said = message(&refused, IMPORT);
    assert!(
        said.contains("row 2, voucher 100, 50.00") && said.contains("Lohja"),
        "{said}"
    );
    let plan = json!({
        "costReportId": costs.report("Virrat"),
        "fileId": costs.upload(&virrat, "a.csv", format!("{HEADER}{ROWS}").as_bytes()).await,
    });
    let query = "query($input: PreviewLedgerInput!) { previewLedger(input: $input) { token refusals { code } \
        duplicates { totalCount } rows { edges { node { duplicates { place } } } } } }";
    let seen = costs
        .app
        .graphql(&virrat.preparer, query, json!({ "input": plan }))
        .await;
    assert_eq!(seen.at("/previewLedger/token"), &Value::Null);
    assert_eq!(
        seen.at("/previewLedger/refusals"),
        &json!([{ "code": "DUPLICATE" }])
    );
    assert_eq!(seen.number("/previewLedger/duplicates/totalCount"), 2);
    assert_eq!(
        seen.text("/previewLedger/rows/edges/1/node/duplicates/0/place"),
        "PARTNER"
    );
    let own = "900;31.3.2026;4340;6101;0211675-2;50,00\n";
    import(&costs, &virrat, &costs.report("Virrat"), own)
        .await
        .accepted();
    costs.app.finish().await;
}
