//! Steps that the tests of forms share.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, Applied, BUDGET, Municipality, TestApp, User};

/// A published call whose applications answer a form.
pub(crate) async fn call_with(app: &TestApp, form: &str) -> String {
    let today = app.app.today();
    let content = json!({
        "title": "Digikannustin", "opensOn": today, "closesOn": today + chrono::Days::new(26),
        "usePeriodFirst": "2026-02-01", "usePeriodLast": "2027-12-31",
        "appropriation": "1000000.00", "largestAward": "350000.00",
    });
    let officer = &app.world.officer;
    let input = json!({ "content": content });
    let call = app
        .mutate(officer, "createCall", "CreateCallInput", input, "call { id }")
        .await
        .accepted();
    let id = call.text("/createCall/call/id");
    choose(app, officer, &id, 1, Some(form)).await.accepted();
    let input = json!({ "id": id, "expectedVersion": 2 });
    app.mutate(
        &app.world.second,
        "publishCall",
        "CallStepInput",
        input,
        "call { id }",
    )
    .await
    .accepted();
    id
}

pub(crate) async fn choose(
    app: &TestApp,
    user: &User,
    call: &str,
    version: i64,
    form: Option<&str>,
) -> Answer {
    let input = json!({ "id": call, "expectedVersion": version, "formId": form });
    app.mutate(
        user,
        "chooseCallForm",
        "ChooseCallFormInput",
        input,
        "call { version form { id number } }",
    )
    .await
}

/// The municipality's answers: field, seen version, value.
pub(crate) async fn answer(
    app: &TestApp,
    applied: &Applied,
    user: &User,
    of: &Municipality,
    answers: &[(&str, i64, Value)],
) -> Answer {
    let answers: Vec<Value> = answers
        .iter()
        .map(|(field, seen, value)| json!({ "field": field, "seenVersion": seen, "value": value }))
        .collect();
    let input = json!({ "id": applied.id, "partnerId": of.id, "answers": answers });
    let fields =
        "application { version } conflicts { field yours stored { value version answeredBy { name } } }";
    app.mutate(user, "answerFields", "AnswerFieldsInput", input, fields)
        .await
}

/// What is missing, as `section/field municipality`.
pub(crate) async fn missing(app: &TestApp, applied: &Applied, user: &User) -> Vec<String> {
    let query = "query($id: ID!) { application(id: $id) { missing { \
                 section sectionTitle(language: SV) field label partner { nameFi } message } } }";
    let read = app
        .graphql(user, query, json!({ "id": applied.id }))
        .await
        .accepted();
    let all = read
        .at("/application/missing")
        .as_array()
        .cloned()
        .expect("a list");
    let text = |one: &Value, path: &str| {
        one.pointer(path)
            .and_then(Value::as_str)
            .expect("a text")
            .to_owned()
    };
    all.iter()
        .map(|one| {
            format!(
                "{}/{} {}",
                text(one, "/section"),
                text(one, "/field"),
                text(one, "/partner/nameFi")
            )
        })
        .collect()
}

/// The municipalities of the world, each with its own answers; then everything that is required is there.
pub(crate) async fn fill(app: &TestApp, applied: &Applied) {
    let lead = &applied.lead;
    let own = [("need", 0, json!("Yhteinen asiointi")), ("risky", 0, json!("no"))];
    answer(app, applied, &lead.lead, lead, &own).await.accepted();
    for one in &app.world.municipalities {
        let share = [("share", 0, json!("50.5"))];
        answer(app, applied, &one.preparer, one, &share).await.accepted();
        set_plan(app, applied, &one.preparer, one, plan(applied))
            .await
            .accepted();
    }
}

/// A plan that agrees with the budget of every municipality: all of it in 2026.
pub(crate) fn plan(applied: &Applied) -> Value {
    let years: Vec<Value> = applied
        .sub_areas
        .iter()
        .flat_map(|area| {
            BUDGET.map(|(category, euros)| {
                let amount = format!("{}.00", euros / 5);
                json!({ "category": category, "subAreaId": area, "year": 2026, "amount": amount })
            })
        })
        .collect();
    json!({
        "years": years,
        "funding": [
            { "source": "GRANT", "amount": "64600.00" }, { "source": "OWN_SHARE", "amount": "11400.00" },
        ],
        "contacts": [{ "name": "Aino", "email": "aino@example.test" }],
    })
}

pub(crate) async fn set_plan(
    app: &TestApp,
    applied: &Applied,
    user: &User,
    of: &Municipality,
    mut plan: Value,
) -> Answer {
    plan["partnerId"] = json!(of.id);
    app.step_with(user, applied, "setPlan", "SetPlanInput", plan)
        .await
}
