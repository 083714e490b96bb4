use serde_json::{Value, json};
use talkoot_test_support::{Answer, TestApp, User};

/// A definition with one question for the lead and one for each partner.
pub(crate) fn small(code: &str) -> Value {
    let words = |text: &str| json!({ "fi": text, "sv": format!("{text} sv"), "en": format!("{text} en") });
    json!({
        "format": "talkoot-form/1", "code": code, "title": words("Lomake"),
        "sections": [
            { "code": "project", "title": words("Hanke"), "askedOf": "lead", "fields": [
                { "code": "need", "label": words("Tarve"), "type": "text", "longest": 200, "lines": true, "required": true },
                { "code": "risky", "label": words("Onko riskejä?"), "type": "choice", "several": false, "required": true,
                  "options": [{ "code": "yes", "label": words("On") }, { "code": "no", "label": words("Ei") }] },
                { "code": "risks", "label": words("Riskit"), "type": "table", "mostRows": 3, "required": true,
                  "visibleWhen": { "field": "risky", "is": "yes" }, "columns": [
                    { "code": "risk", "label": words("Riski"), "type": "text", "longest": 50, "lines": false, "required": true },
                    { "code": "cost", "label": words("Hinta"), "type": "money", "least": "0.00", "required": false }] },
                { "code": "plan", "label": words("Suunnitelma"), "type": "file", "most": 2, "required": false },
                { "code": "area", "label": words("Osa-alue"), "type": "sub_area", "required": false },
                { "code": "pilot", "label": words("Pilotti"), "type": "municipality", "required": false } ] },
            { "code": "part", "title": words("Osuus"), "askedOf": "each_partner", "fields": [
                { "code": "share", "label": words("Osuus työajasta"), "type": "number", "decimals": 1, "least": "0", "most": "100", "required": true },
                { "code": "note", "label": words("Muuta"), "type": "text", "longest": 100, "lines": false, "required": false } ] },
        ],
    })
}

pub(crate) async fn import(app: &TestApp, user: &User, definition: &Value) -> Answer {
    let input = json!({ "definition": definition });
    app.mutate(
        user,
        "importForm",
        "ImportFormInput",
        input,
        "form { id version number state code }",
    )
    .await
}

pub(crate) async fn step(app: &TestApp, user: &User, mutation: &str, id: &str, version: i64) -> Answer {
    let input = json!({ "id": id, "expectedVersion": version });
    app.mutate(
        user,
        mutation,
        "FormStepInput",
        input,
        "form { id version state publishedAt }",
    )
    .await
}

/// Imports a definition and has it published; gives its id.
pub(crate) async fn published(app: &TestApp, definition: &Value) -> String {
    let imported = import(app, &app.world.officer, definition).await.accepted();
    let id = imported.text("/importForm/form/id");
    step(app, &app.world.second, "publishForm", &id, 1)
        .await
        .accepted();
    id
}

#[tokio::test]
async fn the_forms_that_come_along_are_imported_published_and_exported_as_they_were() {
    let app = TestApp::start().await;
    let query = "{ shippedForms { code definition } }";
    let shipped = app.graphql(&app.world.officer, query, json!({})).await.accepted();
    let shipped = shipped.at("/shippedForms").as_array().cloned().expect("forms");
    assert_eq!(shipped.len(), 4);
    for one in &shipped {
        let id = published(&app, &one["definition"]).await;
        let query = "query($id: ID!) { form(id: $id) { code number state definition digest title(language: SV) \
                     lead: jsonSchema(askedOf: LEAD, language: EN) each: jsonSchema(askedOf: EACH_PARTNER) } }";
        let lohja = app.world.municipality("Lohja");
        let read = app
            .graphql(&lohja.preparer, query, json!({ "id": id }))
            .await
            .accepted();
        assert_eq!(read.at("/form/definition"), &one["definition"]);
        assert_eq!(read.at("/form/title"), &one["definition"]["title"]["sv"]);
        assert_eq!(read.at("/form/lead/title"), &one["definition"]["title"]["en"]);
        assert_eq!(read.text("/form/state"), "published");
    }
    app.finish().await;
}

#[tokio::test]
async fn a_faulty_definition_is_refused_with_every_fault_and_its_path() {
    let app = TestApp::start().await;
    let paths = |answer: &Answer| -> Vec<String> {
        let refusals = answer
            .at("/importForm/refusals")
            .as_array()
            .cloned()
            .expect("refusals");
        let path = |one: &Value| {
            let steps = one["path"].as_array().expect("a path").iter();
            steps.filter_map(Value::as_str).collect::<Vec<_>>().join("/")
        };
        refusals.iter().map(path).collect()
    };
    let mut faulty = small("application");
    faulty["code"] = json!("Hakemus 1");
    faulty["sections"][0]["title"]["sv"] = json!("");
    faulty["sections"][0]["fields"][2]["visibleWhen"] = json!({ "field": "share", "answered": true });
    let refused = import(&app, &app.world.officer, &faulty).await;
    assert_eq!(
        paths(&refused),
        [
            "definition/code",
            "definition/sections/0/title/sv",
            "definition/sections/0/fields/2/visibleWhen",
        ]
    );
    let mut unread = small("application");
    unread["sections"][1]["fields"][0]["type"] = json!("poem");
    let refused = import(&app, &app.world.officer, &unread).await;
    assert_eq!(paths(&refused), ["definition/sections/1/fields/0/type"]);
    for nonsense in [json!("form"), json!([1, 2]), json!({ "format": 1 })] {
        let refused = import(&app, &app.world.officer, &nonsense).await;
        assert_eq!(refused.refusals("importForm"), ["INVALID_INPUT"], "{nonsense}");
    }
    let list = app
        .graphql(&app.world.officer, "{ forms { totalCount } }", json!({}))
        .await;
    assert_eq!(list.number("/forms/totalCount"), 0);
    app.finish().await;
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one life, step by step")]
async fn a_form_is_published_by_another_person_and_never_changes_again() {
    let app = TestApp::start().await;
    let world = &app.world;
    let lohja = world.municipality("Lohja");
    for user in [&lohja.lead, &world.auditor, &world.administrator] {
        let refused = import(&app, user, &small("f")).await;
        assert_eq!(refused.refusals("importForm"), ["NOT_PERMITTED"]);
    }
    let imported = import(&app, &world.both, &small("f")).await.accepted();
    let id = imported.text("/importForm/form/id");
    assert_eq!(
        step(&app, &world.both, "publishForm", &id, 1)
            .await
            .refusals("publishForm"),
        ["SAME_PERSON"]
    );
    assert_eq!(
        step(&app, &world.officer, "publishForm", &id, 1)
            .await
            .refusals("publishForm"),
        ["NOT_PERMITTED"]
    );
    // A draft does not exist for anybody else.
    let query = "query($id: ID!) { form(id: $id) { id } node(id: $id) { id } }";
    for user in [&lohja.lead, &world.stranger] {
        let read = app.graphql(user, query, json!({ "id": id })).await.accepted();
        assert!(read.at("/form").is_null() && read.at("/node").is_null());
        assert_eq!(
            step(&app, user, "publishForm", &id, 1).await.errors(),
            ["NOT_FOUND"]
        );
    }
    let update = async |user: &User, version: i64, definition: Value| {
        let input = json!({ "id": id, "expectedVersion": version, "definition": definition });
        app.mutate(user, "updateForm", "UpdateFormInput", input, "form { version }")
            .await
    };
    assert_eq!(
        update(&world.officer, 2, small("f")).await.refusals("updateForm"),
        ["VERSION_CONFLICT"]
    );
    assert_eq!(
        update(&world.officer, 1, small("g")).await.refusals("updateForm"),
        ["INVALID_INPUT"]
    );
    update(&world.officer, 1, small("f")).await.accepted();
    assert_eq!(
        import(&app, &world.officer, &small("f"))
            .await
            .refusals("importForm"),
        ["DUPLICATE"]
    );
    assert_eq!(
        step(&app, &world.second, "retireForm", &id, 2)
            .await
            .refusals("retireForm"),
        ["NOT_PERMITTED"]
    );
    assert_eq!(
        step(&app, &world.officer, "retireForm", &id, 2)
            .await
            .refusals("retireForm"),
        ["WRONG_STATE"]
    );
    step(&app, &world.second, "publishForm", &id, 2).await.accepted();
    assert_eq!(
        update(&world.officer, 3, small("f")).await.refusals("updateForm"),
        ["WRONG_STATE"]
    );
    // The next version is another one, and the published one stays what it was.
    let mut later = small("f");
    later["title"]["fi"] = json!("Uusi lomake");
    let second = import(&app, &world.officer, &later).await.accepted();
    assert_eq!(second.number("/importForm/form/number"), 2);
    let query = "{ forms(code: \"f\") { totalCount edges { node { number title state } } } }";
    let read = app.graphql(&world.officer, query, json!({})).await.accepted();
    assert_eq!(read.number("/forms/totalCount"), 2);
    assert_eq!(read.text("/forms/edges/0/node/title"), "Lomake");
    let retired = step(&app, &world.officer, "retireForm", &id, 3).await.accepted();
    assert_eq!(retired.text("/retireForm/form/state"), "retired");
    assert_eq!(
        step(&app, &world.second, "publishForm", &id, 4)
            .await
            .refusals("publishForm"),
        ["WRONG_STATE"]
    );
    app.finish().await;
}
