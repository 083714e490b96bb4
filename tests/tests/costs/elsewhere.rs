//! Costs of other reports: found by an index, at once by nobody twice, and also where only a share is claimed.

use std::time::Instant;

use serde_json::{Value, json};
use talkoot_domain::{duplicate::Stands, money::Money};
use talkoot_storage::{Engine, Page, Scope, cost_lines, cost_reports};
use talkoot_test_support::{TestApp, wish};

use crate::{
    costs::duplicates::{HEADER, ROWS, duplicates, import, open},
    costs::steps::{Costs, message},
};

const IMPORT: &str = "importLedger";

/// A project whose call refuses costs that stand elsewhere.
async fn strict(app: &TestApp) -> talkoot_test_support::GrantedProject {
    app.granted_from(|content| content["refusesDuplicateCosts"] = json!(true))
        .await
}

/// Goal: the same voucher is confirmed at once in two projects of one municipality; exactly one has it, and the
/// other is told where it stands.
#[tokio::test(flavor = "multi_thread")]
async fn at_once_in_two_projects_a_cost_is_imported_once() {
    let app = TestApp::start().await;
    let (one, two) = (strict(&app).await, strict(&app).await);
    let costs = Costs::open_in(app, one).await;
    let of = costs.municipality("Lohja");
    let (here, there) = (costs.report("Lohja"), open(&costs.app, &two, 0, &of).await);
    for voucher in 1000..1005 {
        let rows = format!("{HEADER}{voucher};31.3.2026;4340;6101;0211675-2;50,00\n");
        let file = costs.upload(&of, "a.csv", rows.as_bytes()).await;
        let everything = json!({ "selection": [], "subAreaId": null });
        let confirm = async |report: &str| {
            costs
                .import_as(&of.preparer, report, &file, everything.clone())
                .await
        };
        let (first, second) = tokio::join!(confirm(&here), confirm(&there));
        let refusals = [first.refusals(IMPORT), second.refusals(IMPORT)];
        let loser = match refusals.each_ref().map(Vec::is_empty) {
            [true, false] => second,
            [false, true] => first,
            _ => panic!("exactly one of them must be refused: {refusals:?}"),
        };
        assert_eq!(loser.refusals(IMPORT), ["DUPLICATE"]);
        let said = message(&loser, IMPORT);
        assert!(said.contains("stands in the report"), "{said}");
        let in_force = format!(
            "SELECT COUNT(*) FROM cost_line JOIN cost_report ON cost_report.import_id = cost_line.import_id \
             WHERE voucher = '{voucher}'"
        );
        assert_eq!(costs.app.number(&in_force).await, 1);
    }
    costs.app.finish().await;
}

/// A row of which another report claims half is the same cost; a row that it leaves out is none there.
#[tokio::test]
async fn a_share_is_found_and_what_is_not_claimed_is_not() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let report = costs.report("Lohja");
    import(&costs, &of, &report, ROWS).await.accepted();
    let lines = costs.lines(&report).await;
    let step = ("allocateCostLine", "AllocateCostLineInput");
    let half = json!({ "share": { "percent": "50" }, "reason": "Puolet kuuluu hankkeelle" });
    costs
        .line_step(&of.preparer, step, &report, &lines[0], half)
        .await
        .accepted();
    let second = costs.app.granted_project().await;
    let other = open(&costs.app, &second, 0, &of).await;
    import(&costs, &of, &other, ROWS).await.accepted();
    let found = duplicates(&costs.app, &of.preparer, &other).await;
    let vouchers: Vec<&Value> = found.iter().map(|one| &one["voucher"]).collect();
    assert_eq!(vouchers, ["100", "101"]);

    // Internal charges are claimed nowhere.
    let named =
        "Tosite;Pvm;Tili;Tilin nimi;Kustannuspaikka;Summa\n700;31.3.2026;4390;Sisäiset palvelut;6101;9,00\n";
    let file = costs.upload(&of, "c.csv", named.as_bytes()).await;
    let everything = json!({ "selection": [], "subAreaId": null });
    for report in [&report, &other] {
        costs
            .import_as(&of.preparer, report, &file, everything.clone())
            .await
            .accepted();
    }
    assert_eq!(
        duplicates(&costs.app, &of.preparer, &other).await,
        Vec::<Value>::new()
    );
    costs.app.finish().await;
}

/// Goal: the search goes by its index and not through the table. `TALKOOT_LINES=100000` measures with so many lines
/// in the other report and as many in the file.
#[tokio::test]
async fn costs_elsewhere_are_found_by_an_index() {
    let lines: u32 = wish("TALKOOT_LINES").unwrap_or(20_000);
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    import(&costs, &of, &costs.report("Lohja"), ROWS).await.accepted();
    costs
        .app
        .many_cost_lines(
            "SELECT import_id FROM cost_report WHERE import_id IS NOT NULL",
            lines,
        )
        .await;
    let second = costs.app.granted_project().await;
    open(&costs.app, &second, 0, &of).await;
    let store = costs.app.app.store();
    let all = Page {
        after: None,
        first: 100,
    };
    let reports = cost_reports::list(store, &Scope::system(), second.project, None, all)
        .await
        .expect("reports");
    let report = reports
        .iter()
        .find(|report| report.partner == of.organisation)
        .expect("a report");
    let here = Stands {
        project: report.project,
        partner: report.partner,
    };
    let vouchers: Vec<String> = (1..=lines)
        .map(|number| (20_000_000 + number).to_string())
        .collect();
    let wanted: Vec<(&str, Money)> = (1..)
        .zip(&vouchers)
        .map(|(cents, voucher)| (voucher.as_str(), Money::from_cents(cents)))
        .collect();

    for some in [&wanted[..1], &wanted[..500]] {
        let plan = cost_lines::elsewhere_plan(store, report.id, here, some)
            .await
            .expect("a plan");
        assert!(plan.contains("cost_line_booked"), "{plan}");
        let whole = match store.engine() {
            Engine::Sqlite => "SCAN cost_line",
            Engine::Postgres => "Seq Scan on cost_line",
        };
        assert!(!plan.contains(whole), "{plan}");
    }
    let begun = Instant::now();
    let found = cost_lines::elsewhere(store, report.id, here, &wanted)
        .await
        .expect("lines");
    eprintln!(
        "{} of {lines} lines found among as many in {:?}",
        found.len(),
        begun.elapsed()
    );
    assert_eq!(found.len(), wanted.len());
    costs.app.finish().await;
}
