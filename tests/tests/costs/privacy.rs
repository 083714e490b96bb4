use serde_json::json;
use talkoot_storage::{Page, Scope, audit, cost_reports};

use crate::{
    costs::ledger::{half_year, semicolons_in_latin1},
    costs::steps::Costs,
};

#[tokio::test]
async fn a_partner_sees_its_own_costs_and_the_lead_and_the_authority_see_all() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    costs.prepare(&of).await;
    let world = &costs.app.world;
    let virrat = costs.municipality("Virrat");
    let one = "query($id: ID!) { costReport(id: $id) { id } }";
    let all = "query($id: ID!) { project(id: $id) { costReports { totalCount } } }";
    for (user, sees, count) in [
        (&of.preparer, true, Some(1)),
        (&virrat.preparer, false, Some(1)),
        (&costs.project.lead.lead, true, Some(5)),
        (&world.officer, true, Some(5)),
        (&world.auditor, true, Some(5)),
        (&world.stranger, false, None),
        (&world.outsider.preparer, false, None),
    ] {
        let seen = costs
            .app
            .graphql(user, one, json!({ "id": costs.report("Lohja") }))
            .await
            .accepted();
        assert_eq!(!seen.at("/costReport").is_null(), sees);
        let seen = costs
            .app
            .graphql(user, all, json!({ "id": costs.project.id }))
            .await;
        assert_eq!(seen.at("/project/costReports/totalCount").as_i64(), count);
    }
    costs.app.finish().await;
}

#[tokio::test]
async fn the_file_of_an_import_can_be_read_by_whoever_checks_the_costs() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let content = semicolons_in_latin1(&half_year());
    let file = costs.upload(&of, "paakirja.csv", &content).await;
    let world = &costs.app.world;
    // The line of wages has lost its explanation; everything else is as it was uploaded.
    let mut entries = half_year();
    entries[1].text = "***";
    let without_wages = semicolons_in_latin1(&entries);
    let checkers = [&costs.project.lead.lead, &world.officer, &world.auditor];
    for user in checkers {
        assert_eq!(costs.app.download(user, &file).await.0, 404, "not imported yet");
    }
    // It may hold names still: before the import it is for whoever has it anyway.
    assert_eq!(costs.app.download(&of.approver, &file).await.0, 404);
    assert_eq!(costs.app.download(&of.preparer, &file).await, (200, content));
    costs
        .import_as(&of.preparer, &costs.report("Lohja"), &file, json!({}))
        .await
        .accepted();
    for user in checkers {
        assert_eq!(
            costs.app.download(user, &file).await,
            (200, without_wages.clone())
        );
    }
    let virrat = costs.municipality("Virrat");
    for user in [
        &virrat.preparer,
        &virrat.approver,
        &world.stranger,
        &world.outsider.lead,
    ] {
        assert_eq!(costs.app.download(user, &file).await.0, 404);
    }
    costs.app.finish().await;
}

#[tokio::test]
async fn identity_codes_are_masked_and_lines_are_not_in_the_log() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let content = "Tosite;Pvm;Tili;Kustannuspaikka;Selite;Summa\n\
        1;31.3.2026;4001;6101;Palkka 131052-308T Maija Meikäläinen;10,00\n\
        2;31.3.2026;4001;6101;Palkka;20,00\n";
    costs.import(&of, content.as_bytes(), json!({})).await.accepted();
    let query = "query($id: ID!) { costReport(id: $id) { lines { edges { node { description } } } \
        import { diagnosis { warnings { code } findings { value why } } } } }";
    let seen = costs
        .app
        .graphql(&of.approver, query, json!({ "id": costs.report("Lohja") }))
        .await
        .accepted();
    let text = seen.0.to_string();
    assert!(!text.contains("308T"), "{text}");
    assert!(text.contains("personalCodesMasked"), "{text}");
    let db = costs.app.app.store();
    let page = Page {
        after: None,
        first: 10,
    };
    let reports = cost_reports::list(db, &Scope::system(), costs.project.project, None, page)
        .await
        .expect("the reports");
    let mut log = Vec::new();
    for report in reports {
        let entries = audit::of_object(db, report.id.into(), None, 100).await;
        log.extend(entries.expect("the log"));
    }
    let log = format!("{log:?}");
    assert!(
        log.contains("importLedger") && !log.contains("Meikäläinen"),
        "{log}"
    );
    costs.app.finish().await;
}

/// A table that names a file puts it to use: it may be read by others than its uploader then.
#[test]
fn every_table_that_names_a_file_puts_it_to_use() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let uses = std::fs::read_to_string(root.join("crates/storage/src/files.rs")).expect("a source");
    let mut found = 0;
    for entry in std::fs::read_dir(root.join("migrations/src/sql")).expect("a folder") {
        let sql = std::fs::read_to_string(entry.expect("an entry").path()).expect("a migration");
        let mut table = "";
        for line in sql.lines() {
            let begun = line
                .strip_prefix("CREATE TABLE ")
                .or(line.strip_prefix("ALTER TABLE "));
            if let Some(rest) = begun {
                table = rest.split_whitespace().next().unwrap_or_default();
            }
            if line.contains("REFERENCES stored_file") {
                found += 1;
                assert!(
                    uses.contains(&format!("named_in!({table})")),
                    "is_used does not look at {table}"
                );
            }
        }
    }
    assert!(found >= 6, "{found}");
}
