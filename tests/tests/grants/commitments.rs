use serde_json::json;
use talkoot_domain::{ids::BudgetVersionId, money::Money};
use talkoot_storage::{Page, Scope, applications};
use talkoot_test_support::{Applied, Stage, TestApp};

/// The states of the commitments, by municipality in the order of the world.
async fn states(app: &TestApp, applied: &Applied) -> Vec<String> {
    let query = "query($id: ID!) { application(id: $id) { commitments { state partner { id } } } }";
    let read = app
        .graphql(&applied.lead.lead, query, json!({ "id": applied.id }))
        .await
        .accepted();
    let all = read
        .at("/application/commitments")
        .as_array()
        .cloned()
        .unwrap_or_default();
    app.world
        .municipalities
        .iter()
        .map(|one| {
            all.iter()
                .find(|commitment| commitment["partner"]["id"] == json!(one.id))
                .and_then(|commitment| commitment["state"].as_str())
                .unwrap_or("not asked")
                .to_owned()
        })
        .collect()
}

#[tokio::test]
async fn a_municipality_commits_by_its_approver_only_and_not_by_who_prepared() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Asked).await;
    let [lohja, karkkila, ..] = app.world.municipalities.as_slice() else {
        panic!("five municipalities");
    };
    for user in [
        &lohja.preparer,
        &lohja.lead,
        &applied.lead.lead,
        &karkkila.approver,
    ] {
        let answer = app.give_commitment(&applied, lohja, user).await;
        assert_eq!(answer.refusals("giveCommitment"), ["NOT_PERMITTED"]);
    }
    for user in [&app.world.outsider.approver, &app.world.officer] {
        let answer = app.give_commitment(&applied, lohja, user).await;
        assert_eq!(answer.errors(), ["NOT_FOUND"]);
    }
    let given = app
        .give_commitment(&applied, lohja, &lohja.approver)
        .await
        .accepted();
    assert_eq!(given.text("/giveCommitment/commitment/state"), "given");
    let query = "query($id: ID!) { application(id: $id) { snapshot } }";
    let read = app.graphql(&lohja.lead, query, json!({ "id": applied.id })).await;
    assert_eq!(
        given.text("/giveCommitment/commitment/snapshot"),
        read.text("/application/snapshot")
    );
    let again = app.give_commitment(&applied, lohja, &lohja.approver).await;
    assert_eq!(again.refusals("giveCommitment"), ["WRONG_STATE"]);
    app.finish().await;
}

/// Makes the approver a preparer too; the same person is then refused, another one is not.
#[tokio::test]
async fn a_person_with_both_roles_does_not_commit_to_its_own_budget() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Budgeted).await;
    let lohja = app.world.municipality("Lohja");
    app.grant_role(&lohja.approver, lohja, "PARTNER_PREPARER").await;
    app.set_budget(&applied, lohja, &lohja.approver).await.accepted();
    app.step(&applied.lead.lead, &applied, "requestCommitments")
        .await
        .accepted();
    let answer = app.give_commitment(&applied, lohja, &lohja.approver).await;
    assert_eq!(answer.refusals("giveCommitment"), ["SAME_PERSON"]);
    app.grant_role(&lohja.lead, lohja, "PARTNER_APPROVER").await;
    app.give_commitment(&applied, lohja, &lohja.lead).await.accepted();
    app.finish().await;
}

#[tokio::test]
async fn a_commitment_to_what_nobody_prepared_is_refused() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Drafted).await;
    let [lohja, karkkila, ..] = app.world.municipalities.as_slice() else {
        panic!("five municipalities");
    };
    let empty = app.step(&applied.lead.lead, &applied, "requestCommitments").await;
    assert_eq!(
        empty.refusals("requestCommitments"),
        ["INCOMPLETE"],
        "an empty budget"
    );
    app.set_budget(&applied, lohja, &lohja.preparer).await.accepted();
    app.step(&applied.lead.lead, &applied, "requestCommitments")
        .await
        .accepted();
    app.give_commitment(&applied, lohja, &lohja.approver)
        .await
        .accepted();
    let answer = app.give_commitment(&applied, karkkila, &karkkila.approver).await;
    assert_eq!(answer.refusals("giveCommitment"), ["CANNOT_CHECK"]);
    app.finish().await;
}

#[tokio::test]
async fn a_declined_commitment_waits_for_a_changed_application() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Asked).await;
    let [lohja, karkkila, ..] = app.world.municipalities.as_slice() else {
        panic!("five municipalities");
    };
    let decline = async |reason: &str| {
        let (id, version) = app.commitment(&applied, lohja).await;
        let input = json!({ "id": id, "expectedVersion": version, "reason": reason });
        let fields = "commitment { state declineReason }";
        app.mutate(
            &lohja.approver,
            "declineCommitment",
            "DeclineCommitmentInput",
            input,
            fields,
        )
        .await
    };
    assert_eq!(decline(" ").await.refusals("declineCommitment"), ["INCOMPLETE"]);
    let declined = decline("Liian vähän väkeä.").await.accepted();
    assert_eq!(
        declined.at("/declineCommitment/commitment"),
        &json!({ "state": "declined", "declineReason": "Liian vähän väkeä." })
    );
    app.give_commitment(&applied, karkkila, &karkkila.approver)
        .await
        .accepted();
    let lead = &applied.lead.lead;
    let submitted = app.step(lead, &applied, "submitApplication").await;
    assert_eq!(submitted.refusals("submitApplication"), ["INCOMPLETE"]);
    let again = app.step(lead, &applied, "requestCommitments").await;
    assert_eq!(again.refusals("requestCommitments"), ["WRONG_STATE"]);

    let (id, version) = app.commitment(&applied, karkkila).await;
    app.step(lead, &applied, "reopenApplication").await.accepted();
    assert_eq!(states(&app, &applied).await, ["fallen"; 5]);
    let input = json!({ "id": id, "expectedVersion": version });
    let late = app
        .mutate(
            &karkkila.approver,
            "giveCommitment",
            "CommitmentStepInput",
            input,
            "commitment { id }",
        )
        .await;
    assert_eq!(late.refusals("giveCommitment"), ["VERSION_CONFLICT"]);
    let late = app.give_commitment(&applied, karkkila, &karkkila.approver).await;
    assert_eq!(late.refusals("giveCommitment"), ["WRONG_STATE"]);

    app.step(lead, &applied, "requestCommitments").await.accepted();
    assert_eq!(states(&app, &applied).await, ["requested"; 5]);
    app.give_commitment(&applied, lohja, &lohja.approver)
        .await
        .accepted();
    app.finish().await;
}

/// The budget version of the only application.
async fn budget(app: &TestApp) -> BudgetVersionId {
    let page = Page {
        after: None,
        first: 2,
    };
    let all = applications::list(app.app.store(), &Scope::system(), None, page)
        .await
        .expect("the applications");
    assert_eq!(all.len(), 1);
    all[0].budget
}

async fn sum(app: &TestApp, version: BudgetVersionId) -> String {
    let cells = applications::cells(app.app.store(), &[version])
        .await
        .expect("the cells");
    Money::sum(cells.iter().map(|(_, cell)| cell.amount))
        .expect("a sum")
        .to_string()
}

#[tokio::test]
async fn a_change_during_a_supplement_lets_commitments_fall_and_keeps_the_old_budget() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Submitted).await;
    let lead = &applied.lead.lead;
    app.step_with(
        &app.world.officer,
        &applied,
        "requestApplicationSupplement",
        "RequestApplicationSupplementInput",
        json!({ "questions": "Miksi?" }),
    )
    .await
    .accepted();
    let lohja = app.world.municipality("Lohja");
    let before = budget(&app).await;
    // Setting the same budget again changes nothing that was committed to.
    app.set_budget(&applied, lohja, &lohja.preparer).await.accepted();
    assert_eq!(states(&app, &applied).await, ["given"; 5]);
    assert_eq!(budget(&app).await, before);
    let cells = json!([{ "category": "travel", "subAreaId": applied.sub_areas[0], "amount": "9.00" }]);
    let input = json!({ "partnerId": lohja.id, "cells": cells });
    app.step_with(&lohja.preparer, &applied, "setBudget", "SetBudgetInput", input)
        .await
        .accepted();
    assert_eq!(states(&app, &applied).await, ["fallen"; 5]);
    let submitted = app.step(lead, &applied, "submitApplication").await;
    assert_eq!(submitted.refusals("submitApplication"), ["INCOMPLETE"]);
    app.step(lead, &applied, "requestCommitments").await.accepted();
    for municipality in &app.world.municipalities {
        app.give_commitment(&applied, municipality, &municipality.approver)
            .await
            .accepted();
    }
    app.step(lead, &applied, "submitApplication").await.accepted();
    // Four partners with 76 000 and one with 9; what had been committed to before is kept.
    let after = budget(&app).await;
    assert_ne!(after, before, "a new version");
    assert_eq!(sum(&app, after).await, "304009.00");
    assert_eq!(sum(&app, before).await, "380000.00");
    app.finish().await;
}

#[tokio::test]
async fn a_commitment_given_twice_with_one_key_is_given_once() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Asked).await;
    let lohja = app.world.municipality("Lohja");
    let (id, version) = app.commitment(&applied, lohja).await;
    let input = json!({ "id": id, "expectedVersion": version, "idempotencyKey": "once" });
    let give = async || {
        let fields = "commitment { id version state }";
        app.mutate(
            &lohja.approver,
            "giveCommitment",
            "CommitmentStepInput",
            input.clone(),
            fields,
        )
        .await
    };
    let first = give().await.accepted();
    assert_eq!(give().await, first);
    app.finish().await;
}
