use serde_json::{Value, json};
use talkoot_test_support::{Answer, Applied, Municipality, Stage, TestApp, User};

async fn set(app: &TestApp, applied: &Applied, by: &User, of: &Municipality, cells: Value) -> Answer {
    let input = json!({ "partnerId": of.id, "cells": cells });
    app.step_with(by, applied, "setBudget", "SetBudgetInput", input)
        .await
}

#[tokio::test]
async fn a_partner_edits_its_own_part_and_the_lead_every_part() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Drafted).await;
    let [lohja, karkkila, ..] = app.world.municipalities.as_slice() else {
        panic!("five municipalities");
    };
    let cells = json!([
        { "category": "travel", "subAreaId": applied.sub_areas[0], "amount": "100.05" },
        { "category": "personnel", "subAreaId": applied.sub_areas[1], "amount": "0.00" },
    ]);
    for (by, of, refused) in [
        (&lohja.preparer, lohja, vec![]),
        (&lohja.preparer, karkkila, vec!["NOT_PERMITTED"]),
        (&lohja.approver, lohja, vec!["NOT_PERMITTED"]),
        (&lohja.lead, lohja, vec!["NOT_PERMITTED"]),
        (&applied.lead.lead, karkkila, vec![]),
        (&applied.lead.lead, &app.world.outsider, vec!["INVALID_INPUT"]),
    ] {
        let answer = set(&app, &applied, by, of, cells.clone()).await;
        assert_eq!(answer.refusals("setBudget"), refused, "{} ", of.name);
    }
    // The second time replaces, and nothing of the others is touched.
    let cheaper = json!([{ "category": "rents", "subAreaId": applied.sub_areas[0], "amount": "1.00" }]);
    set(&app, &applied, &lohja.preparer, lohja, cheaper)
        .await
        .accepted();
    let query = "query($id: ID!) { application(id: $id) {
        budget { partner { nameFi } category amount } totalBudget requestedGrant
    } }";
    let read = app
        .graphql(&lohja.lead, query, json!({ "id": applied.id }))
        .await
        .accepted();
    assert_eq!(
        read.at("/application"),
        &json!({
            "budget": [
                { "partner": { "nameFi": "Lohja" }, "category": "rents", "amount": "1.00" },
                { "partner": { "nameFi": "Karkkila" }, "category": "travel", "amount": "100.05" },
            ],
            "totalBudget": "101.05",
            // 85 per cent is 85.8925.
            "requestedGrant": "85.89",
        })
    );
    app.finish().await;
}

#[tokio::test]
async fn a_cell_that_cannot_be_is_refused_with_its_place() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Drafted).await;
    let elsewhere = app.application_at(Stage::Drafted).await;
    let lohja = app.world.municipality("Lohja");
    let cell = |category: &str, sub_area: &str, amount: &str| json!({ "category": category, "subAreaId": sub_area, "amount": amount });
    let (own, foreign) = (&applied.sub_areas[0], &elsewhere.sub_areas[0]);
    let good = cell("travel", own, "1.00");
    for (bad, field) in [
        (cell("gold", own, "1.00"), "category"),
        (cell("rents", foreign, "1.00"), "subAreaId"),
        (cell("rents", own, "-0.01"), "amount"),
        (good.clone(), "category"),
    ] {
        let answer = set(&app, &applied, &lohja.preparer, lohja, json!([good, bad])).await;
        assert_eq!(answer.refusals("setBudget"), ["INVALID_INPUT"]);
        let path = answer.at("/setBudget/refusals/0/path");
        assert_eq!(path, &json!(["cells", "1", field]));
    }
    app.finish().await;
}

#[tokio::test]
async fn the_budget_is_closed_while_partners_commit() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Asked).await;
    let lohja = app.world.municipality("Lohja");
    let answer = app.set_budget(&applied, lohja, &lohja.preparer).await;
    assert_eq!(answer.refusals("setBudget"), ["WRONG_STATE"]);
    let outsider = &app.world.outsider.preparer;
    let answer = app.set_budget(&applied, lohja, outsider).await;
    assert_eq!(answer.errors(), ["NOT_FOUND"]);
    app.finish().await;
}

#[tokio::test]
async fn of_two_partners_at_the_same_time_one_reads_again_and_nothing_is_lost() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Drafted).await;
    let version = app.application_version(&applied).await;
    let one = async |of: &Municipality, version: i64| {
        let cells = json!([{ "category": "travel", "subAreaId": applied.sub_areas[0], "amount": "10.00" }]);
        let input = json!({ "partnerId": of.id, "cells": cells, "expectedVersion": version });
        app.step_with(&of.preparer, &applied, "setBudget", "SetBudgetInput", input)
            .await
            .refusals("setBudget")
    };
    let [a, b, c, d, e] = app.world.municipalities.as_slice() else {
        panic!("five municipalities");
    };
    let answers: [Vec<String>; 5] = tokio::join!(
        one(a, version),
        one(b, version),
        one(c, version),
        one(d, version),
        one(e, version)
    )
    .into();
    let done = answers.iter().filter(|refusals| refusals.is_empty()).count();
    assert_eq!(done, 1, "exactly one was first: {answers:?}");
    for refused in answers.iter().filter(|refusals| !refusals.is_empty()) {
        assert_eq!(refused, &["VERSION_CONFLICT"]);
    }
    for (municipality, answer) in app.world.municipalities.iter().zip(&answers) {
        if !answer.is_empty() {
            let version = app.application_version(&applied).await;
            assert_eq!(one(municipality, version).await, [""; 0]);
        }
    }
    let query = "query($id: ID!) { application(id: $id) { totalBudget version } }";
    let read = app
        .graphql(&applied.lead.lead, query, json!({ "id": applied.id }))
        .await;
    assert_eq!(read.text("/application/totalBudget"), "50.00");
    assert_eq!(read.number("/application/version"), version + 5);
    app.finish().await;
}
