use serde_json::{Value, json};
use talkoot_test_support::Answer;

use crate::{
    costs::ledger::{SELECTED, half_year, semicolons_in_latin1},
    costs::steps::{Costs, message},
};

const IMPORT: &str = "importLedger";

#[expect(
    clippy::needless_pass_by_value,
    reason = "written as json!(…) by every caller"
)]
fn refused(answer: &Answer, code: &str, path: Value) {
    assert_eq!(answer.refusals(IMPORT), [code], "{:#}", answer.0);
    assert_eq!(answer.at("/importLedger/refusals/0/path"), &path);
}

async fn nothing_is_stored(costs: &Costs, report: &str) {
    let query = "query($id: ID!) { costReport(id: $id) { version import { id } imports { id } } }";
    let seen = costs
        .app
        .graphql(&costs.app.world.officer, query, json!({ "id": report }))
        .await;
    assert_eq!(
        seen.at("/costReport"),
        &json!({ "version": 1, "import": null, "imports": [] })
    );
}

#[tokio::test]
async fn one_bad_row_refuses_the_whole_file() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let good = "Tosite;Pvm;Tili;Kustannuspaikka;Selite;Summa\n1;31.3.2026;4340;6101;a;10,00\n";
    let bad = format!("{good}2;31.3.2026;4340;6101;b;4.2,0\n");
    let answer = costs.import(&of, bad.as_bytes(), json!({})).await;
    refused(&answer, "INVALID_INPUT", json!(["fileId"]));
    let said = message(&answer, IMPORT);
    assert!(
        said.contains("row 3") && said.contains("Summa") && said.contains("4.2,0"),
        "{said}"
    );
    nothing_is_stored(&costs, &costs.report("Lohja")).await;
    let pdf = costs.import(&of, b"%PDF-1.7 not a ledger", json!({})).await;
    refused(&pdf, "INVALID_INPUT", json!(["fileId"]));
    nothing_is_stored(&costs, &costs.report("Lohja")).await;
    costs.import(&of, good.as_bytes(), json!({})).await.accepted();
    costs.app.finish().await;
}

/// Goal: who may import a file that it may not read, for nobody but its uploader may yet, is told what is wrong with it and
/// nothing that stands in it, whichever row it calls the names of the columns.
#[tokio::test]
async fn a_colleague_is_told_what_is_wrong_without_what_stands_there() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let report = costs.report("Lohja");
    costs.app.grant_role(&of.approver, &of, "PARTNER_PREPARER").await;
    let rows = "1;31.3.2026;4340;6101;Aino Aalto;10,00\n2;31.3.2026;4340;6101;Eero Erkko;4.2,0\n";
    let content = format!("Tosite;Pvm;Tili;Kustannuspaikka;Selite;Summa\n{rows}");
    let file = costs.upload(&of, "a.csv", content.as_bytes()).await;
    let nowhere = json!([{ "field": "DATE", "column": "Ei missään" }]);
    for (more, value, told) in [
        (json!({}), "4.2,0", "row 3, column #6: expected an amount"),
        (
            json!({ "profile": { "headerRow": 3, "columns": nowhere } }),
            "Eero Erkko",
            "there is no column \"Ei missään\"",
        ),
    ] {
        let own = costs.import_as(&of.preparer, &report, &file, more.clone()).await;
        refused(&own, "INVALID_INPUT", json!(["fileId"]));
        assert!(message(&own, IMPORT).contains(value), "{:#}", own.0);
        let theirs = costs.import_as(&of.approver, &report, &file, more).await;
        refused(&theirs, "INVALID_INPUT", json!(["fileId"]));
        let said = message(&theirs, IMPORT);
        assert!(said.contains(told), "{said}");
        for cell in rows.split([';', '\n']).filter(|cell| cell.len() > 3) {
            assert!(!said.contains(cell), "{cell} in {said}");
        }
    }
    assert_eq!(costs.app.download(&of.approver, &file).await.0, 404);
    nothing_is_stored(&costs, &report).await;
    costs.app.finish().await;
}

#[tokio::test]
async fn a_sum_that_the_books_do_not_have_is_refused() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let content = semicolons_in_latin1(&half_year());
    let answer = costs
        .import(&of, &content, json!({ "statedTotal": "4617.26" }))
        .await;
    refused(&answer, "SUM_MISMATCH", json!(["statedTotal"]));
    let said = message(&answer, IMPORT);
    assert!(said.contains(SELECTED) && said.contains("4617.26"), "{said}");
    nothing_is_stored(&costs, &costs.report("Lohja")).await;

    let elsewhere = json!([{ "field": "COST_CENTRE", "prefixes": ["77"] }]);
    let nothing = costs
        .import(&of, &content, json!({ "selection": elsewhere }))
        .await;
    refused(&nothing, "INCOMPLETE", json!(["selection"]));
    let said_so = json!({ "selection": elsewhere, "statedTotal": "0.00" });
    let empty = costs.import(&of, &content, said_so).await.accepted();
    assert_eq!(empty.text("/importLedger/costReport/total"), "0.00");
    costs.app.finish().await;
}

#[tokio::test]
async fn a_total_of_the_file_that_its_rows_do_not_have_is_refused() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let content = "Tosite;Pvm;Tili;Kustannuspaikka;Selite;Summa\n1;31.3.2026;4340;6101;a;10,00\n\
        2;31.3.2026;4340;6101;b;5,00\n;;;;Yhteensä;16,00\n";
    let answer = costs.import(&of, content.as_bytes(), json!({})).await;
    refused(&answer, "INVALID_INPUT", json!(["fileId"]));
    let said = message(&answer, IMPORT);
    assert!(
        said.contains("row 4") && said.contains("16.00") && said.contains("15.00"),
        "{said}"
    );
    nothing_is_stored(&costs, &costs.report("Lohja")).await;

    let profile = json!({ "statedTotals": "MAY_DISAGREE" });
    let input = json!({ "organisationId": of.id, "system": "Raindance", "profile": profile });
    let saved = costs
        .app
        .mutate(
            &of.preparer,
            "saveLedgerProfile",
            "SaveLedgerProfileInput",
            input,
            "ledgerProfile { id }",
        )
        .await
        .accepted();
    let profile = saved.text("/saveLedgerProfile/ledgerProfile/id");
    // Allowed by the profile, it still needs the word of the municipality's own books.
    let unsaid = costs
        .import(&of, content.as_bytes(), json!({ "profileId": profile }))
        .await;
    refused(&unsaid, "SUM_MISMATCH", json!(["statedTotal"]));
    let said = json!({ "profileId": profile, "statedTotal": "15.00" });
    let imported = costs.import(&of, content.as_bytes(), said).await.accepted();
    assert_eq!(imported.text("/importLedger/costReport/total"), "15.00");
    costs.app.finish().await;
}

#[tokio::test]
async fn amounts_with_tax_are_not_taken_for_net() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let content = "Tosite;Pvm;Tili;Kustannuspaikka;Summa (sis. alv);Alv\n\
        1;31.3.2026;4340;6101;125,50;25,50\n2;31.3.2026;4340;6101;251,00;51,00\n";
    let answer = costs.import(&of, content.as_bytes(), json!({})).await;
    refused(&answer, "INVALID_INPUT", json!(["amountColumn"]));

    let saved = costs
        .app
        .mutate(
            &of.preparer,
            "saveLedgerProfile",
            "SaveLedgerProfileInput",
            json!({ "organisationId": of.id, "system": "Raindance", "profile": { "vat": "SUBTRACT_VAT" } }),
            "ledgerProfile { id }",
        )
        .await
        .accepted();
    let profile = saved.text("/saveLedgerProfile/ledgerProfile/id");
    let imported = costs
        .import(&of, content.as_bytes(), json!({ "profileId": profile }))
        .await
        .accepted();
    assert_eq!(imported.text("/importLedger/costReport/total"), "300.00");

    let other = costs.municipality("Virrat");
    let foreign = costs
        .import(&other, content.as_bytes(), json!({ "profileId": profile }))
        .await;
    assert_eq!(
        foreign.errors(),
        ["NOT_FOUND"],
        "a profile of another municipality"
    );
    costs.app.finish().await;
}

#[tokio::test]
async fn a_later_import_supersedes_and_the_earlier_one_stays_to_be_seen() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    costs.prepare(&of).await;
    let shorter = semicolons_in_latin1(&half_year()[..2]);
    let answer = costs.import(&of, &shorter, json!({})).await.accepted();
    let report = answer.at("/importLedger/costReport");
    assert_eq!(report["total"], "4650.25");
    assert_eq!(report["imports"][0]["inForce"], false);
    assert_eq!(report["imports"][1]["inForce"], true);
    let old = report["imports"][0]["id"].as_str().expect("an id");
    let query = "query($id: ID!) { node(id: $id) { ... on LedgerImport { inForce selectedTotal } } }";
    let seen = costs
        .app
        .graphql(&of.approver, query, json!({ "id": old }))
        .await
        .accepted();
    assert_eq!(
        seen.at("/node"),
        &json!({ "inForce": false, "selectedTotal": SELECTED })
    );
    costs.app.finish().await;
}

#[tokio::test]
async fn only_the_partners_preparer_imports_and_only_its_own_files() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let report = costs.report("Lohja");
    let file = costs
        .upload(&of, "a.csv", &semicolons_in_latin1(&half_year()))
        .await;
    let world = &costs.app.world;
    for user in [
        &of.approver,
        &costs.project.lead.lead,
        &world.officer,
        &world.auditor,
    ] {
        let answer = costs.import_as(user, &report, &file, json!({})).await;
        assert_eq!(answer.refusals(IMPORT), ["NOT_PERMITTED"]);
    }
    let other = costs.municipality("Virrat");
    for user in [&other.preparer, &world.outsider.preparer, &world.stranger] {
        let answer = costs.import_as(user, &report, &file, json!({})).await;
        assert_eq!(answer.errors(), ["NOT_FOUND"]);
    }
    let stolen = costs
        .import_as(&other.preparer, &costs.report("Virrat"), &file, json!({}))
        .await;
    assert_eq!(stolen.errors(), ["NOT_FOUND"], "a file of another municipality");
    // The lead sees a partner's file once it is imported, and still may not claim it as its own.
    costs
        .import_as(&of.preparer, &report, &file, json!({}))
        .await
        .accepted();
    let lead = &costs.project.lead;
    let claimed = costs
        .import_as(&lead.preparer, &costs.report(&lead.name), &file, json!({}))
        .await;
    refused(&claimed, "INVALID_INPUT", json!(["fileId"]));
    costs.app.finish().await;
}

#[tokio::test]
async fn a_repeated_import_has_one_effect_and_a_stale_one_none() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let report = costs.report("Lohja");
    let file = costs
        .upload(&of, "a.csv", &semicolons_in_latin1(&half_year()))
        .await;
    let keyed = json!({ "idempotencyKey": "one", "expectedVersion": 1 });
    let first = costs
        .import_as(&of.preparer, &report, &file, keyed.clone())
        .await
        .accepted();
    let again = costs.import_as(&of.preparer, &report, &file, keyed).await;
    assert_eq!(again, first);
    let stale = costs
        .import_as(&of.preparer, &report, &file, json!({ "expectedVersion": 1 }))
        .await;
    assert_eq!(stale.refusals(IMPORT), ["VERSION_CONFLICT"]);
    costs.app.finish().await;
}

#[tokio::test]
async fn categories_and_sub_areas_must_be_the_projects() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let rules = json!([{ "prefix": "4", "category": "consulting" }]);
    costs
        .app
        .mutate(
            &of.preparer,
            "saveAccountMapping",
            "SaveAccountMappingInput",
            json!({ "organisationId": of.id, "rules": rules }),
            "accountMapping { version }",
        )
        .await
        .accepted();
    let content = semicolons_in_latin1(&half_year());
    let answer = costs.import(&of, &content, json!({})).await;
    refused(&answer, "INVALID_INPUT", json!(["costReportId"]));
    assert!(message(&answer, IMPORT).contains("consulting"));
    let other = costs.app.granted_project().await;
    let answer = costs
        .import(&of, &content, json!({ "subAreaId": other.sub_areas[0] }))
        .await;
    refused(&answer, "INVALID_INPUT", json!(["subAreaId"]));
    nothing_is_stored(&costs, &costs.report("Lohja")).await;
    costs.app.finish().await;
}
