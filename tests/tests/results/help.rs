//! What these tests do again and again.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, GrantedProject, TestApp, User};

pub const RESULT: &str = "projectResult { id version state title tried worked notWorked theme themeName taxonomy topic \
    reusableBy licence terms contact links questions withdrawReason approvedAt reuseCount \
    parties { municipality { nameFi } inhabitants countedOn source sizeClass } \
    reuses { municipality { nameFi } usedSince } subArea { number } \
    availableActions { action allowed refusal { code } } }";

/// Where the invented numbers of inhabitants come from.
pub const SOURCE: &str = "Keksitty testiä varten";

/// What a result says: by Virrat and Kuhmoinen, with invented numbers of inhabitants.
pub fn content(app: &TestApp) -> Value {
    let party = |name: &str, inhabitants: u32| {
        json!({
            "municipalityId": app.world.municipality(name).id, "inhabitants": inhabitants,
            "countedOn": "2025-12-31", "source": SOURCE,
        })
    };
    json!({
        "title": "Sähköinen päätöksenteko pienessä kunnassa",
        "tried": "Viranhaltijapäätökset allekirjoitettiin sähköisesti.",
        "worked": "Päätös on valmis samana päivänä.",
        "notWorked": "Vanhaa arkistoa ei saatu liitettyä, 100 %:n siirto jäi tekemättä.",
        "theme": "MANAGEMENT",
        "reusableBy": "ANYBODY",
        "licence": "CC BY 4.0",
        "terms": "Mainitse kunnat.",
        "contact": "digi@virrat.example",
        "links": ["https://example.org/kasikirja"],
        "parties": [party("Virrat", 6_300), party("Kuhmoinen", 2_300)],
    })
}

pub async fn create(app: &TestApp, by: &User, project: &str, content: Value) -> Answer {
    let input = json!({ "projectId": project, "content": content });
    app.mutate(
        by,
        "createProjectResult",
        "CreateProjectResultInput",
        input,
        RESULT,
    )
    .await
}

/// A result that the lead has written.
pub async fn written(app: &TestApp, project: &GrantedProject) -> Value {
    let made = create(app, &project.lead.lead, &project.id, content(app)).await;
    result("createProjectResult", made)
}

pub async fn update(app: &TestApp, by: &User, of: &Value, content: Value) -> Answer {
    let input = json!({ "id": of["id"], "expectedVersion": of["version"], "content": content });
    app.mutate(
        by,
        "updateProjectResult",
        "UpdateProjectResultInput",
        input,
        RESULT,
    )
    .await
}

pub async fn step(app: &TestApp, by: &User, mutation: &str, of: &Value, more: Value) -> Answer {
    let kind = match mutation {
        "returnProjectResult" => "ReturnProjectResultInput",
        "withdrawProjectResult" => "WithdrawProjectResultInput",
        "recordResultReuse" => "RecordResultReuseInput",
        _ => "ProjectResultStepInput",
    };
    let mut input = json!({ "id": of["id"], "expectedVersion": of["version"] });
    for (field, value) in more.as_object().expect("an object") {
        input[field] = value.clone();
    }
    app.mutate(by, mutation, kind, input, RESULT).await
}

pub fn result(mutation: &str, answer: Answer) -> Value {
    let answer = answer.accepted();
    answer.at(&format!("/{mutation}/projectResult")).clone()
}

/// A result that everybody may read.
pub async fn public(app: &TestApp, project: &GrantedProject, content: Value) -> Value {
    let lead = &project.lead.lead;
    let made = result(
        "createProjectResult",
        create(app, lead, &project.id, content).await,
    );
    let submitted = step(app, lead, "submitProjectResult", &made, json!({})).await;
    let submitted = result("submitProjectResult", submitted);
    let officer = &app.world.officer;
    let approved = step(app, officer, "approveProjectResult", &submitted, json!({})).await;
    result("approveProjectResult", approved)
}

pub async fn read(app: &TestApp, by: &User, of: &Value) -> Value {
    let fields = RESULT.strip_prefix("projectResult ").expect("a selection");
    let query = format!("query($id: ID!) {{ projectResult(id: $id) {fields} }}");
    let read = app.graphql(by, &query, json!({ "id": of["id"] })).await;
    read.accepted().at("/projectResult").clone()
}
