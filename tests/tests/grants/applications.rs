use chrono::{TimeZone, Utc};
use serde_json::{Value, json};
use talkoot_test_support::{Answer, Stage, TestApp, User};

async fn create(app: &TestApp, user: &User, input: Value) -> Answer {
    let fields = "application { id version state lead { nameFi } partners { organisation { nameFi } } }";
    app.mutate(user, "createApplication", "CreateApplicationInput", input, fields)
        .await
}

#[tokio::test]
async fn the_creator_s_municipality_leads_and_takes_part() {
    let app = TestApp::start().await;
    let call = app.published_call(|_| {}).await;
    let mut input = app.application_input(&call);
    let lead = app.world.municipality("Lohja");
    let virrat = app.world.municipality("Virrat");
    input["partnerIds"] = json!([virrat.id]);
    input["subAreas"] = json!([{ "name": "Etätyö", "leadId": virrat.id }]);
    let created = create(&app, &lead.lead, input).await.accepted();
    assert_eq!(
        created.at("/createApplication/application"),
        &json!({
            "id": created.text("/createApplication/application/id"), "version": 1, "state": "draft",
            "lead": { "nameFi": "Lohja" },
            "partners": [
                { "organisation": { "nameFi": "Lohja" } },
                { "organisation": { "nameFi": "Virrat" } },
            ],
        })
    );
    app.finish().await;
}

#[tokio::test]
async fn a_faulty_application_is_refused_where_the_fault_is() {
    let app = TestApp::start().await;
    let call = app
        .published_call(|content| content["topics"] = json!([{ "code": "digital", "name": "Digital" }]))
        .await;
    let lead = &app.world.municipality("Pälkäne").lead;
    let authority = authority_id(&app).await;
    let cases: [(&str, Value, &str, &[&str]); 7] = [
        ("/title", json!(" "), "INCOMPLETE", &["title"]),
        ("/summary", json!(""), "INCOMPLETE", &["summary"]),
        ("/subAreas", json!([]), "INCOMPLETE", &["subAreas"]),
        (
            "/subAreas/1/topic",
            json!("gold"),
            "INVALID_INPUT",
            &["subAreas", "1", "topic"],
        ),
        (
            "/subAreas/0/leadId",
            json!(app.world.outsider.id),
            "INVALID_INPUT",
            &["subAreas", "0", "leadId"],
        ),
        (
            "/partnerIds/4",
            json!(authority),
            "INVALID_INPUT",
            &["subAreas", "4", "leadId"],
        ),
        (
            "/partnerIds/4",
            json!(app.world.municipality("Lohja").id),
            "INVALID_INPUT",
            &["partnerIds"],
        ),
    ];
    for (place, value, code, path) in cases {
        let mut input = app.application_input(&call);
        *input.pointer_mut(place).unwrap() = value;
        let answer = create(&app, lead, input).await;
        assert_eq!(answer.refusals("createApplication"), [code], "{place}");
        assert_eq!(
            answer.at("/createApplication/refusals/0/path"),
            &json!(path),
            "{place}"
        );
    }
    let mut input = app.application_input(&call);
    input["partnerIds"].as_array_mut().unwrap().push(json!(authority));
    let answer = create(&app, lead, input).await;
    assert_eq!(
        answer.at("/createApplication/refusals/0/path"),
        &json!(["partnerIds"]),
        "an authority is no partner"
    );
    app.finish().await;
}

/// The global id of the authority, as the call tells it.
async fn authority_id(app: &TestApp) -> String {
    let query = "{ calls { edges { node { authority { id } } } } }";
    app.graphql(&app.world.officer, query, json!({}))
        .await
        .text("/calls/edges/0/node/authority/id")
}

#[tokio::test]
async fn only_a_lead_coordinator_applies_and_only_while_the_call_is_open() {
    let app = TestApp::start().await;
    let call = app
        .published_call(|content| {
            content["opensOn"] = json!("2026-02-04");
            content["closesOn"] = json!("2026-02-27");
        })
        .await;
    let lead = &app.world.municipality("Pälkäne").lead;
    let codes = async |user: &User| {
        let answer = create(&app, user, app.application_input(&call)).await;
        answer.refusals("createApplication")
    };
    assert_eq!(codes(lead).await, ["DEADLINE"], "two days early");
    app.clock.set(Utc.with_ymd_and_hms(2026, 2, 3, 22, 0, 0).unwrap());
    for user in [
        &app.world.officer,
        &app.world.administrator,
        &app.world.municipality("Pälkäne").preparer,
        &app.world.municipality("Pälkäne").approver,
    ] {
        assert_eq!(codes(user).await, ["NOT_PERMITTED"]);
    }
    assert_eq!(codes(lead).await, [""; 0], "midnight in Helsinki: it opens");
    app.clock
        .set(Utc.with_ymd_and_hms(2026, 2, 27, 22, 0, 0).unwrap());
    assert_eq!(
        codes(lead).await,
        ["DEADLINE"],
        "closed, though no worker has noticed"
    );
    app.work().await;
    assert_eq!(codes(lead).await, ["DEADLINE"], "closed");

    let input = json!({ "content": {
        "title": "Draft", "opensOn": "2026-03-01", "closesOn": "2026-04-01",
        "usePeriodFirst": "2026-05-01", "usePeriodLast": "2027-12-31",
        "appropriation": "1000.00", "largestAward": "1000.00",
    } });
    let draft = app
        .mutate(
            &app.world.officer,
            "createCall",
            "CreateCallInput",
            input,
            "call { id }",
        )
        .await
        .accepted();
    let input = app.application_input(&draft.text("/createCall/call/id"));
    assert_eq!(create(&app, lead, input).await.errors(), ["NOT_FOUND"]);
    app.finish().await;
}

#[tokio::test]
async fn nobody_leads_for_a_municipality_of_others() {
    let app = TestApp::start().await;
    let call = app.published_call(|_| {}).await;
    let mut input = app.application_input(&call);
    input["leadId"] = json!(app.world.municipality("Lohja").id);
    let answer = create(&app, &app.world.municipality("Pälkäne").lead, input).await;
    assert_eq!(answer.refusals("createApplication"), ["NOT_PERMITTED"]);
    app.finish().await;
}

#[tokio::test]
async fn creating_twice_with_one_key_creates_once() {
    let app = TestApp::start().await;
    let call = app.published_call(|_| {}).await;
    let lead = &app.world.municipality("Pälkäne").lead;
    let mut input = app.application_input(&call);
    input["idempotencyKey"] = json!("once");
    let first = create(&app, lead, input.clone()).await.accepted();
    assert_eq!(create(&app, lead, input.clone()).await, first);
    input["title"] = json!("Something else");
    assert_eq!(
        create(&app, lead, input).await.refusals("createApplication"),
        ["KEY_REUSED"]
    );
    let list = app
        .graphql(lead, "{ applications { totalCount } }", json!({}))
        .await;
    assert_eq!(list.number("/applications/totalCount"), 1);
    app.finish().await;
}

#[tokio::test]
async fn what_is_left_out_of_an_update_loses_its_budget() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Budgeted).await;
    let lead = &applied.lead.lead;
    let [lohja, _, palkane, ..] = app.world.municipalities.as_slice() else {
        panic!("five municipalities");
    };
    let input = json!({
        "title": "Kaksi kuntaa", "summary": "Vähemmän.", "partnerIds": [lohja.id],
        "subAreas": [
            { "id": applied.sub_areas[2], "name": "Nyt ensimmäinen", "leadId": palkane.id },
            { "name": "Uusi", "leadId": lohja.id },
            { "id": applied.sub_areas[0], "name": "Nyt kolmas", "leadId": lohja.id },
        ],
    });
    app.step_with(
        lead,
        &applied,
        "updateApplication",
        "UpdateApplicationInput",
        input.clone(),
    )
    .await
    .accepted();
    let query = "query($id: ID!) { application(id: $id) {
        title totalBudget subAreas { id number name } partners { organisation { nameFi } preparedAt }
    } }";
    let read = app
        .graphql(lead, query, json!({ "id": applied.id }))
        .await
        .accepted();
    // Two of five partners and two of five sub-areas: 2 x 76 000 x 2 / 5.
    assert_eq!(read.text("/application/totalBudget"), "60800.00");
    let new = read.text("/application/subAreas/1/id");
    assert_eq!(
        read.at("/application/subAreas"),
        &json!([
            { "id": applied.sub_areas[2], "number": 1, "name": "Nyt ensimmäinen" },
            { "id": new, "number": 2, "name": "Uusi" },
            { "id": applied.sub_areas[0], "number": 3, "name": "Nyt kolmas" },
        ])
    );
    assert_eq!(read.at("/application/partners/1/organisation/nameFi"), "Pälkäne");
    assert!(
        read.at("/application/partners/1/preparedAt").is_string(),
        "who prepared is kept"
    );

    // A sub-area that was taken out does not come back under its old id, nor does one twice.
    for ids in [
        [&applied.sub_areas[1], &applied.sub_areas[0]],
        [&applied.sub_areas[0], &applied.sub_areas[0]],
    ] {
        let mut again = input.clone();
        again["subAreas"] = json!([
            { "id": ids[0], "name": "A", "leadId": palkane.id },
            { "id": ids[1], "name": "B", "leadId": palkane.id },
        ]);
        let answer = app
            .step_with(
                lead,
                &applied,
                "updateApplication",
                "UpdateApplicationInput",
                again,
            )
            .await;
        assert_eq!(answer.refusals("updateApplication"), ["INVALID_INPUT"]);
    }
    app.finish().await;
}

#[tokio::test]
async fn an_update_is_for_the_lead_while_it_is_written() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Drafted).await;
    let mut input = app.application_input(&applied.call);
    let fields = input.as_object_mut().unwrap();
    fields.remove("callId");
    let update = async |user: &User, more: Value| {
        let mut input = input.clone();
        for (name, value) in more.as_object().unwrap() {
            input[name] = value.clone();
        }
        app.step_with(
            user,
            &applied,
            "updateApplication",
            "UpdateApplicationInput",
            input,
        )
        .await
        .refusals("updateApplication")
    };
    let none = json!({});
    assert_eq!(update(&applied.lead.preparer, none.clone()).await, [""; 0]);
    assert_eq!(
        update(&applied.lead.approver, none.clone()).await,
        ["NOT_PERMITTED"]
    );
    let other = &app.world.municipality("Virrat").preparer;
    assert_eq!(update(other, none.clone()).await, ["NOT_PERMITTED"]);
    assert_eq!(
        update(&applied.lead.lead, json!({ "expectedVersion": 1 })).await,
        ["VERSION_CONFLICT"]
    );
    let asked = app.application_at(Stage::Asked).await;
    let answer = app
        .step_with(
            &asked.lead.lead,
            &asked,
            "updateApplication",
            "UpdateApplicationInput",
            input,
        )
        .await;
    assert_eq!(answer.refusals("updateApplication"), ["WRONG_STATE"]);
    app.finish().await;
}
