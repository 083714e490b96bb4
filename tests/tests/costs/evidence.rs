//! Invoices beside the lines that they explain.

use chrono::Duration;
use serde_json::json;
use talkoot_app::unused_files::UNUSED_DAYS;
use talkoot_test_support::User;

use crate::costs::steps::{Costs, message};

const ATTACH: (&str, &str) = ("attachEvidence", "EvidenceInput");
const DETACH: (&str, &str) = ("detachEvidence", "EvidenceInput");

#[tokio::test]
async fn a_file_beside_a_line_is_read_by_whoever_checks_the_costs() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let report = costs.report("Lohja");
    costs.prepare(&of).await;
    let lines = costs.lines(&report).await;
    let file = costs.upload(&of, "lasku.pdf", b"%PDF-1.7 invoice").await;
    let (lead, officer) = (&costs.project.lead.lead, &costs.app.world.officer);
    assert_eq!(
        costs.app.download(officer, &file).await.0,
        404,
        "not attached yet"
    );
    let carries = json!({ "fileId": file });
    costs
        .line_step(&of.preparer, ATTACH, &report, &lines[0], carries.clone())
        .await
        .accepted();
    costs
        .line_step(&of.preparer, ATTACH, &report, &lines[0], carries.clone())
        .await
        .accepted();
    assert_eq!(
        costs.lines(&report).await[0]["evidence"],
        json!([{ "file": { "id": file, "name": "lasku.pdf" }, "attachedBy": { "name": "preparer-444" } }])
    );
    for user in [lead, officer, &costs.app.world.auditor] {
        assert_eq!(costs.app.download(user, &file).await.0, 200);
    }
    let virrat = costs.municipality("Virrat");
    for user in [&virrat.preparer, &costs.app.world.stranger] {
        assert_eq!(costs.app.download(user, &file).await.0, 404);
    }
    costs
        .line_step(&of.preparer, DETACH, &report, &lines[0], carries.clone())
        .await
        .accepted();
    assert_eq!(costs.lines(&report).await[0]["evidence"], json!([]));
    let twice = costs
        .line_step(&of.preparer, DETACH, &report, &lines[0], carries.clone())
        .await;
    assert_eq!(twice.refusals("detachEvidence"), ["INVALID_INPUT"]);

    let foreign = costs.upload(&virrat, "lasku.pdf", b"%PDF-1.7 of another").await;
    let hidden = costs
        .line_step(
            &of.preparer,
            ATTACH,
            &report,
            &lines[0],
            json!({ "fileId": foreign }),
        )
        .await;
    assert_eq!(hidden.errors(), ["NOT_FOUND"]);
    let by_approver = costs
        .line_step(&of.approver, ATTACH, &report, &lines[0], carries.clone())
        .await;
    assert_eq!(by_approver.refusals("attachEvidence"), ["NOT_PERMITTED"]);
    costs
        .step(&of.approver, "submitCostReport", &report)
        .await
        .accepted();
    for what in [ATTACH, DETACH] {
        let late = costs
            .line_step(&of.preparer, what, &report, &lines[0], carries.clone())
            .await;
        assert_eq!(late.refusals(what.0), ["WRONG_STATE"]);
    }

    a_month_later(&costs, (&of.preparer, &file), (&virrat.preparer, &foreign)).await;
    costs.app.finish().await;
}

/// What lay beside a line once may have been looked at: it is kept when it is taken away. What never did goes.
async fn a_month_later(costs: &Costs, once_used: (&User, &str), never_used: (&User, &str)) {
    let later = costs.app.app.now() + Duration::days(UNUSED_DAYS + 1);
    costs.app.travel_to(later).await;
    assert_eq!(costs.app.download(once_used.0, once_used.1).await.0, 200);
    assert_eq!(costs.app.download(never_used.0, never_used.1).await.0, 404);
}

/// Over the call's threshold every line, credits as well, needs a file; the refusal names the first twenty.
#[tokio::test]
async fn over_the_threshold_of_the_call_a_line_without_a_file_blocks() {
    let costs = Costs::open_from(|content| content["evidenceOver"] = json!("100.00")).await;
    let of = costs.municipality("Lohja");
    let report = costs.report("Lohja");
    costs.prepare(&of).await;
    let early = costs.step(&of.approver, "submitCostReport", &report).await;
    assert_eq!(early.refusals("submitCostReport"), ["INCOMPLETE"]);
    assert_eq!(
        message(&early, "submitCostReport"),
        "3 lines of more than 100.00 without evidence: row 4 (voucher 1); row 5 (voucher 2); row 6 (voucher 3); \
         attach the invoice or contract to each"
    );
    let query = "query($id: ID!) { costReport(id: $id) { availableActions { action refusal { message } } } }";
    let seen = costs
        .app
        .graphql(&of.approver, query, json!({ "id": report }))
        .await
        .accepted();
    let actions = seen
        .at("/costReport/availableActions")
        .as_array()
        .expect("actions");
    let submit = actions
        .iter()
        .find(|one| one["action"] == "submitCostReport")
        .expect("the step");
    assert!(
        submit["refusal"].to_string().contains("without evidence"),
        "{submit}"
    );
    let file = costs.upload(&of, "tositteet.pdf", b"%PDF-1.7 vouchers").await;
    let lines = costs.lines(&report).await;
    for line in &lines[..3] {
        costs
            .line_step(&of.preparer, ATTACH, &report, line, json!({ "fileId": file }))
            .await
            .accepted();
    }
    costs
        .step(&of.approver, "submitCostReport", &report)
        .await
        .accepted();
    costs.app.finish().await;
}

#[tokio::test]
async fn a_refusal_names_twenty_lines_and_counts_the_rest() {
    let costs = Costs::open_from(|content| content["evidenceOver"] = json!("0.00")).await;
    let of = costs.municipality("Lohja");
    let report = costs.report("Lohja");
    costs.save_mapping(&of).await;
    let mut content = "Tosite;Tositepvm;Tili;Tilin nimi;Kustannuspaikka;Selite;Summa\n".to_owned();
    for voucher in 1..=23 {
        content.push_str(&format!(
            "{voucher};1.3.2026;4340;Palvelut;6101;Lasku;{voucher},50\n"
        ));
    }
    costs.import(&of, content.as_bytes(), json!({})).await.accepted();
    let refused = costs.step(&of.approver, "submitCostReport", &report).await;
    let said = message(&refused, "submitCostReport");
    assert!(said.starts_with("23 lines of more than 0.00"), "{said}");
    assert!(said.contains("row 21 (voucher 20) and 3 more"), "{said}");
    costs.app.finish().await;
}
