use serde_json::{Value, json};
use talkoot_test_support::{Answer, Applied, Stage, TestApp, User};

use crate::{
    forms::definitions::{published, small},
    forms::writing::{call_with, fill, plan, set_plan},
};

async fn disagreements(app: &TestApp, applied: &Applied, user: &User) -> Vec<String> {
    let query = "query($id: ID!) { application(id: $id) { disagreements { message partner { nameFi } } } }";
    let read = app
        .graphql(user, query, json!({ "id": applied.id }))
        .await
        .accepted();
    let all = read
        .at("/application/disagreements")
        .as_array()
        .cloned()
        .expect("a list");
    let text = |one: &Value, path: &str| {
        one.pointer(path)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    all.iter()
        .map(|one| format!("{}: {}", text(one, "/partner/nameFi"), text(one, "/message")))
        .collect()
}

fn path(answer: &Answer) -> String {
    let path = answer
        .at("/setPlan/refusals/0/path")
        .as_array()
        .cloned()
        .unwrap_or_default();
    path.iter()
        .filter_map(Value::as_str)
        .collect::<Vec<_>>()
        .join("/")
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one plan, step by step")]
async fn a_plan_agrees_with_the_budget_before_the_partners_commit() {
    let app = TestApp::start().await;
    let form = published(&app, &small("application")).await;
    let call = call_with(&app, &form).await;
    let applied = app.application_to(&call, Stage::Budgeted).await;
    fill(&app, &applied).await;
    let (lead, lohja) = (applied.lead.clone(), app.world.municipality("Lohja").clone());
    assert_eq!(disagreements(&app, &applied, &lead.lead).await, [""; 0]);
    let karkkila = app.world.municipality("Karkkila");
    for user in [&karkkila.preparer, &lohja.approver, &lohja.lead] {
        let refused = set_plan(&app, &applied, user, &lohja, plan(&applied)).await;
        assert_eq!(refused.refusals("setPlan"), ["NOT_PERMITTED"]);
    }
    for (change, at) in [
        (("/years/0/year", json!(2028)), "years/0/year"),
        (("/years/3/category", json!("gold")), "years/3/category"),
        (("/years/1/amount", json!("-1.00")), "years/1/amount"),
        (("/funding/1/source", json!("GRANT")), "funding/1/source"),
        (("/contacts/0/email", json!("aino")), "contacts/0/email"),
    ] {
        let mut faulty = plan(&applied);
        *faulty.pointer_mut(change.0).expect("a place") = change.1;
        let refused = set_plan(&app, &applied, &lohja.preparer, &lohja, faulty).await;
        assert_eq!(
            (refused.refusals("setPlan"), path(&refused)),
            (vec!["INVALID_INPUT".to_owned()], at.to_owned())
        );
    }
    let mut short = plan(&applied);
    short["years"][0]["amount"] = json!("7999.99");
    short["funding"][1]["amount"] = json!("11399.99");
    short["contacts"] = json!([]);
    set_plan(&app, &applied, &lohja.preparer, &lohja, short)
        .await
        .accepted();
    assert_eq!(
        disagreements(&app, &applied, &lead.lead).await,
        [
            "Lohja: the years of \"personnel\" add up to 7999.99, the budget says 8000.00; correct one of them",
            "Lohja: the funding adds up to 75999.99, the budget to 76000.00; correct one of them",
            "Lohja: no contact person is named; name at least one",
        ]
    );
    let asked = app.step(&lead.lead, &applied, "requestCommitments").await;
    assert_eq!(asked.refusals("requestCommitments"), ["SUM_MISMATCH"]);
    let mut greedy = plan(&applied);
    greedy["funding"] = json!([
        { "source": "GRANT", "amount": "64600.01" }, { "source": "OTHER_PUBLIC", "amount": "11399.99" },
    ]);
    set_plan(&app, &applied, &lohja.preparer, &lohja, greedy)
        .await
        .accepted();
    let found = disagreements(&app, &applied, &lead.lead).await;
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("more than 64600.00"), "{found:?}");
    set_plan(&app, &applied, &lohja.preparer, &lohja, plan(&applied))
        .await
        .accepted();
    let query = "query($id: ID!) { application(id: $id) { partners { \
                 organisation { nameFi } years { year amount } funding { source amount } contacts { name email } } } }";
    let read = app
        .graphql(&lead.lead, query, json!({ "id": applied.id }))
        .await
        .accepted();
    assert_eq!(
        read.at("/application/partners/2/years").as_array().map(Vec::len),
        Some(35)
    );
    assert_eq!(read.text("/application/partners/2/contacts/0/name"), "Aino");
    app.step(&lead.lead, &applied, "requestCommitments")
        .await
        .accepted();
    let late = set_plan(&app, &applied, &lohja.preparer, &lohja, plan(&applied)).await;
    assert_eq!(late.refusals("setPlan"), ["WRONG_STATE"]);
    app.finish().await;
}

/// Applications without a form need no plan, as before; one that is there must agree.
#[tokio::test]
async fn without_a_form_a_plan_may_be_left_out() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Budgeted).await;
    let (lead, lohja) = (applied.lead.clone(), app.world.municipality("Lohja").clone());
    assert_eq!(disagreements(&app, &applied, &lead.lead).await, [""; 0]);
    let mut half = plan(&applied);
    half["years"] = json!([]);
    set_plan(&app, &applied, &lead.lead, &lohja, half)
        .await
        .accepted();
    let asked = app.step(&lead.lead, &applied, "requestCommitments").await;
    assert_eq!(asked.refusals("requestCommitments"), ["SUM_MISMATCH"]);
    let nothing = json!({ "years": [], "funding": [], "contacts": [] });
    set_plan(&app, &applied, &lohja.preparer, &lohja, nothing)
        .await
        .accepted();
    app.step(&lead.lead, &applied, "requestCommitments")
        .await
        .accepted();
    app.finish().await;
}
