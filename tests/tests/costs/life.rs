use serde_json::{Value, json};
use talkoot_test_support::User;

use crate::{
    costs::ledger::{SELECTED, half_year, semicolons_in_latin1},
    costs::steps::Costs,
};

#[tokio::test]
async fn whoever_had_a_hand_in_it_does_not_submit() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let report = costs.report("Lohja");
    costs.prepare(&of).await;
    let by_preparer = costs.step(&of.preparer, "submitCostReport", &report).await;
    assert_eq!(by_preparer.refusals("submitCostReport"), ["NOT_PERMITTED"]);

    // With both roles it is still the same person; and so is the approver who classified one line,
    // even when somebody else was the last to touch the report.
    costs.app.grant_role(&of.preparer, &of, "PARTNER_APPROVER").await;
    costs.app.grant_role(&of.approver, &of, "PARTNER_PREPARER").await;
    let item = json!([{ "account": "4720", "category": "other" }]);
    costs
        .classify(&of.approver, &report, item.clone())
        .await
        .accepted();
    costs.classify(&of.preparer, &report, item).await.accepted();
    for user in [&of.preparer, &of.approver] {
        let answer = costs.step(user, "submitCostReport", &report).await;
        assert_eq!(answer.refusals("submitCostReport"), ["SAME_PERSON"]);
    }

    // The same file again keeps what the approver set by hand, and so the hand.
    let content = semicolons_in_latin1(&half_year());
    costs.import(&of, &content, json!({})).await.accepted();
    let answer = costs.step(&of.approver, "submitCostReport", &report).await;
    assert_eq!(answer.refusals("submitCostReport"), ["SAME_PERSON"]);

    // A file without those lines begins anew: the approver had no hand in it.
    let content = semicolons_in_latin1(&half_year()[..3]);
    costs.import(&of, &content, json!({})).await.accepted();
    costs
        .step(&of.approver, "submitCostReport", &report)
        .await
        .accepted();
    costs.app.finish().await;
}

#[tokio::test]
async fn a_report_is_returned_corrected_and_submitted_again() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let report = costs.report("Lohja");
    let lead = &costs.project.lead.lead;
    costs.prepare(&of).await;
    costs
        .step(&of.approver, "submitCostReport", &report)
        .await
        .accepted();
    let content = semicolons_in_latin1(&half_year());
    let late = costs.import(&of, &content, json!({})).await;
    assert_eq!(late.refusals("importLedger"), ["WRONG_STATE"]);

    let mute = costs.give_back(lead, &report, "  ").await;
    assert_eq!(mute.refusals("returnCostReport"), ["INCOMPLETE"]);
    let returned = costs
        .give_back(lead, &report, "Tosite 3: hyvitys puuttuu")
        .await
        .accepted();
    let seen = returned.at("/returnCostReport/costReport");
    assert_eq!(seen["state"], "returned");
    assert_eq!(seen["returnReasons"], "Tosite 3: hyvitys puuttuu");

    let corrected = costs.import(&of, &content, json!({})).await.accepted();
    assert_eq!(corrected.text("/importLedger/costReport/state"), "returned");
    let again = costs
        .step(&of.approver, "submitCostReport", &report)
        .await
        .accepted();
    let seen = again.at("/submitCostReport/costReport");
    assert_eq!(seen["returnReasons"], Value::Null);
    assert_eq!(seen["submittedBy"]["name"], "approver-444");
    assert_eq!(seen["preparedBy"]["name"], "preparer-444");
    assert_eq!(seen["total"], SELECTED);
    costs.step(lead, "acceptCostReport", &report).await.accepted();
    let twice = costs.step(lead, "acceptCostReport", &report).await;
    assert_eq!(twice.refusals("acceptCostReport"), ["WRONG_STATE"]);
    // The lead may take its acceptance back while no claim rests on it.
    let back = costs.give_back(lead, &report, "Vielä yksi").await.accepted();
    assert_eq!(back.text("/returnCostReport/costReport/state"), "returned");
    costs.app.finish().await;
}

/// Goal: the lead names lines with a reason each; the partner sees them on the lines; they are history once
/// the report is submitted again.
#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "one story from the return to the second submission"
)]
async fn lines_are_returned_with_a_reason_each_and_kept() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let report = costs.report("Lohja");
    let lead = costs.project.lead.lead.clone();
    costs.prepare(&of).await;
    costs
        .step(&of.approver, "submitCostReport", &report)
        .await
        .accepted();
    let query = "query($id: ID!) { costReport(id: $id) { state returnReasons \
        lines { edges { node { id voucher row remarks { reason answeredAt } } } } \
        lineRemarks { lineId reason madeBy { name } answeredAt line { voucher } } } }";
    let read = async |user: &User| {
        let seen = costs
            .app
            .graphql(user, query, json!({ "id": report }))
            .await
            .accepted();
        seen.at("/costReport").clone()
    };
    let seen = read(&of.preparer).await;
    let line = |place: usize| seen["lines"]["edges"][place]["node"]["id"].clone();
    let give_back = async |reasons: &str, lines: Value| {
        let input = json!({
            "id": report, "expectedVersion": costs.version(&report).await, "reasons": reasons, "lines": lines,
        });
        let fields = "costReport { state }";
        costs
            .app
            .mutate(&lead, "returnCostReport", "ReturnCostReportInput", input, fields)
            .await
    };
    let other = {
        let karkkila = costs.municipality("Karkkila");
        costs.prepare(&karkkila).await;
        let id = json!({ "id": costs.report("Karkkila") });
        let seen = costs.app.graphql(&karkkila.preparer, query, id).await.accepted();
        seen.at("/costReport/lines/edges/0/node/id").clone()
    };
    for (lines, code, path) in [
        (
            json!([{ "lineId": line(0), "reason": " " }]),
            "INCOMPLETE",
            json!(["lines", "0", "reason"]),
        ),
        (
            json!([{ "lineId": line(0), "reason": "a" }, { "lineId": line(0), "reason": "b" }]),
            "INVALID_INPUT",
            json!(["lines", "1", "lineId"]),
        ),
        (
            json!([{ "lineId": other, "reason": "a" }]),
            "INVALID_INPUT",
            json!(["lines", "0", "lineId"]),
        ),
        (json!([]), "INCOMPLETE", json!(["reasons"])),
    ] {
        let refused = give_back("", lines).await;
        assert_eq!(refused.refusals("returnCostReport"), [code]);
        assert_eq!(refused.at("/returnCostReport/refusals/0/path"), &path);
    }
    give_back("", json!([{ "lineId": line(1), "reason": "Tosite puuttuu" }]))
        .await
        .accepted();
    let returned = read(&of.preparer).await;
    assert_eq!(returned["state"], "returned");
    assert!(
        returned["returnReasons"]
            .as_str()
            .is_some_and(|said| said.contains("Tosite puuttuu")),
        "{returned}"
    );
    assert_eq!(returned["lines"]["edges"][0]["node"]["remarks"], json!([]));
    assert_eq!(
        returned["lines"]["edges"][1]["node"]["remarks"],
        json!([{ "reason": "Tosite puuttuu", "answeredAt": null }])
    );
    assert_eq!(returned["lineRemarks"][0]["lineId"], line(1));
    assert_eq!(returned["lineRemarks"][0]["madeBy"]["name"], "lead-635");
    costs.app.work().await;
    assert!(
        costs
            .app
            .mail
            .sent()
            .iter()
            .any(|mail| mail.text.contains("Tosite puuttuu")),
        "the mail says so too"
    );

    // A corrected file supersedes the lines; what was said about the old one stays to be read.
    let content = semicolons_in_latin1(&half_year());
    costs.import(&of, &content, json!({})).await.accepted();
    assert_eq!(
        read(&of.preparer).await["lineRemarks"][0]["answeredAt"],
        Value::Null
    );
    costs
        .step(&of.approver, "submitCostReport", &report)
        .await
        .accepted();
    let again = read(&lead).await;
    assert_ne!(again["lineRemarks"][0]["answeredAt"], Value::Null);
    assert_eq!(
        again["lineRemarks"][0]["line"]["voucher"],
        seen["lines"]["edges"][1]["node"]["voucher"]
    );
    assert_eq!(again["lines"]["edges"][1]["node"]["remarks"], json!([]));
    costs.app.finish().await;
}

#[tokio::test]
async fn who_submitted_may_prepare_after_a_return_and_then_somebody_else_submits() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let report = costs.report("Lohja");
    costs.prepare(&of).await;
    costs
        .step(&of.approver, "submitCostReport", &report)
        .await
        .accepted();
    costs
        .give_back(&costs.project.lead.lead, &report, "Tosite 3")
        .await
        .accepted();
    costs.app.grant_role(&of.approver, &of, "PARTNER_PREPARER").await;
    costs.app.grant_role(&of.lead, &of, "PARTNER_APPROVER").await;
    let item = json!([{ "account": "4720", "category": "other" }]);
    costs.classify(&of.approver, &report, item).await.accepted();
    let same = costs.step(&of.approver, "submitCostReport", &report).await;
    assert_eq!(same.refusals("submitCostReport"), ["SAME_PERSON"]);
    costs.step(&of.lead, "submitCostReport", &report).await.accepted();
    costs.app.finish().await;
}

#[tokio::test]
async fn nobody_accepts_for_the_lead_what_they_prepared_or_submitted_for_the_partner() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let lead = costs.project.lead.clone();
    let report = costs.report("Lohja");
    for user in [&of.preparer, &of.approver, &of.lead] {
        costs.app.grant_role(user, &lead, "LEAD_COORDINATOR").await;
    }
    costs.app.grant_role(&of.lead, &of, "PARTNER_APPROVER").await;
    costs.prepare(&of).await;
    costs.step(&of.lead, "submitCostReport", &report).await.accepted();
    costs.give_back(&lead.lead, &report, "Tosite 3").await.accepted();
    // The second version is prepared and submitted by others; the first ones had a hand in it too.
    costs.app.grant_role(&of.approver, &of, "PARTNER_PREPARER").await;
    let file = costs
        .app
        .upload(
            &of.approver,
            of.organisation,
            "paakirja.csv",
            &semicolons_in_latin1(&half_year()),
        )
        .await;
    costs
        .import_as(&of.approver, &report, &file, json!({}))
        .await
        .accepted();
    costs.app.grant_role(&lead.lead, &of, "PARTNER_APPROVER").await;
    costs
        .step(&lead.lead, "submitCostReport", &report)
        .await
        .accepted();
    for (user, who) in [
        (&of.preparer, "imported the first version"),
        (&of.lead, "submitted the first version"),
        (&of.approver, "imported the second version"),
        (&lead.lead, "submitted the second version"),
    ] {
        let answer = costs.step(user, "acceptCostReport", &report).await;
        assert_eq!(answer.refusals("acceptCostReport"), ["SAME_PERSON"], "{who}");
    }
    let forged = "UPDATE cost_report SET state = 'lead_accepted', accepted_at = submitted_at, \
        accepted_by = submitted_by WHERE state = 'submitted'";
    let refused = costs.app.by_hand(forged).await.expect_err("the trigger");
    assert!(refused.to_string().contains("two persons"), "{refused}");
    let other = &costs.municipality("Karkkila").lead;
    costs.app.grant_role(other, &lead, "LEAD_COORDINATOR").await;
    costs.step(other, "acceptCostReport", &report).await.accepted();
    costs.app.finish().await;
}

#[tokio::test]
async fn each_step_belongs_to_its_role_state_and_version() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let report = costs.report("Lohja");
    let lead = &costs.project.lead.lead;
    let empty = costs.step(&of.approver, "submitCostReport", &report).await;
    assert_eq!(
        empty.refusals("submitCostReport"),
        ["INCOMPLETE"],
        "nothing is imported"
    );
    let early = costs.step(lead, "acceptCostReport", &report).await;
    assert_eq!(early.refusals("acceptCostReport"), ["WRONG_STATE"]);
    let early = costs.give_back(lead, &report, "why").await;
    assert_eq!(early.refusals("returnCostReport"), ["WRONG_STATE"]);
    costs.prepare(&of).await;
    let by_lead = costs.step(lead, "submitCostReport", &report).await;
    assert_eq!(by_lead.refusals("submitCostReport"), ["NOT_PERMITTED"]);
    let submit = json!({ "id": report, "expectedVersion": 1 });
    let stale = costs
        .app
        .mutate(
            &of.approver,
            "submitCostReport",
            "CostReportStepInput",
            submit,
            "costReport { id }",
        )
        .await;
    assert_eq!(stale.refusals("submitCostReport"), ["VERSION_CONFLICT"]);
    costs
        .step(&of.approver, "submitCostReport", &report)
        .await
        .accepted();
    for user in [&of.approver, &of.lead, &costs.app.world.officer] {
        let answer = costs.step(user, "acceptCostReport", &report).await;
        assert_eq!(answer.refusals("acceptCostReport"), ["NOT_PERMITTED"]);
        let answer = costs.give_back(user, &report, "why").await;
        assert_eq!(answer.refusals("returnCostReport"), ["NOT_PERMITTED"]);
    }
    for user in [&costs.municipality("Virrat").approver, &costs.app.world.stranger] {
        for step in ["submitCostReport", "acceptCostReport"] {
            assert_eq!(costs.step(user, step, &report).await.errors(), ["NOT_FOUND"]);
        }
        let answer = costs.give_back(user, &report, "why").await;
        assert_eq!(answer.errors(), ["NOT_FOUND"]);
    }
    costs.app.finish().await;
}

#[tokio::test]
async fn available_actions_are_what_the_mutations_would_say() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let report = costs.report("Lohja");
    costs.prepare(&of).await;
    let query = "query($id: ID!) { costReport(id: $id) { \
        availableActions { action allowed refusal { code } } } }";
    let offered = async |user: &User| {
        let seen = costs
            .app
            .graphql(user, query, json!({ "id": report }))
            .await
            .accepted();
        let actions = seen
            .at("/costReport/availableActions")
            .as_array()
            .expect("a list")
            .clone();
        let words: Vec<String> = actions
            .iter()
            .map(|one| {
                let code = one["refusal"]["code"].as_str().unwrap_or("yes");
                format!("{} {code}", one["action"].as_str().expect("a name"))
            })
            .collect();
        words
    };
    assert_eq!(
        offered(&of.approver).await,
        [
            "importLedger NOT_PERMITTED",
            "classifyCostLines NOT_PERMITTED",
            "allocateCostLine NOT_PERMITTED",
            "resetCostLineAllocation NOT_PERMITTED",
            "attachEvidence NOT_PERMITTED",
            "detachEvidence NOT_PERMITTED",
            "submitCostReport yes",
            "returnCostReport NOT_PERMITTED",
            "reopenCostReport NOT_PERMITTED",
            "acceptCostReport NOT_PERMITTED",
        ]
    );
    assert_eq!(
        offered(&costs.project.lead.lead).await[7..],
        [
            "returnCostReport WRONG_STATE",
            "reopenCostReport WRONG_STATE",
            "acceptCostReport WRONG_STATE",
        ]
    );
    costs
        .step(&of.approver, "submitCostReport", &report)
        .await
        .accepted();
    assert_eq!(
        offered(&costs.project.lead.lead).await[7..],
        [
            "returnCostReport yes",
            "reopenCostReport WRONG_STATE",
            "acceptCostReport yes",
        ]
    );
    costs.app.finish().await;
}
