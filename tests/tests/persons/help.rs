use serde_json::{Value, json};
use talkoot_test_support::{Answer, GrantedProject, Municipality, TestApp, User};

const FIELDS: &str = "project { peopleInCharge { duty organisation { nameFi } person { name } firstDay lastDay \
                      holdsNow namedBy { name } } }";

pub async fn id_of(app: &TestApp, user: &User) -> Value {
    let read = app.graphql(user, "{ viewer { person { id } } }", json!({})).await;
    read.at("/viewer/person/id").clone()
}

/// What names somebody for the project in a municipality.
pub async fn naming(
    app: &TestApp,
    granted: &GrantedProject,
    of: &Municipality,
    duty: &str,
    (who, first, last): (&User, Option<&str>, Option<&str>),
) -> Value {
    json!({
        "projectId": granted.id, "municipalityId": of.id, "duty": duty, "personId": id_of(app, who).await,
        "firstDay": first, "lastDay": last,
    })
}

pub async fn name(app: &TestApp, by: &User, input: Value) -> Answer {
    app.mutate(by, "namePersonInCharge", "NamePersonInChargeInput", input, FIELDS)
        .await
}

pub async fn end(
    app: &TestApp,
    by: &User,
    granted: &GrantedProject,
    of: &Municipality,
    (duty, last): (&str, &str),
) -> Answer {
    let input = json!({ "projectId": granted.id, "municipalityId": of.id, "duty": duty, "lastDay": last });
    app.mutate(by, "endPersonInCharge", "EndPersonInChargeInput", input, FIELDS)
        .await
}

/// Owner and deputy in a municipality, with their days, the gaps and what is open.
pub async fn owner_in(app: &TestApp, by: &User, granted: &GrantedProject, of: &Municipality) -> Value {
    let query = "query($id: ID!) { project(id: $id) { owners { municipality { nameFi } person { name } \
                 deputy { name } terms { person { name } firstDay lastDay holdsNow } \
                 deputyTerms { person { name } } gaps { firstDay lastDay } \
                 openMatters { kind detail dueDate } } } }";
    let read = app
        .graphql(by, query, json!({ "id": granted.id }))
        .await
        .accepted();
    let owners = read.at("/project/owners").as_array().expect("owners").clone();
    let found = owners
        .iter()
        .find(|one| one["municipality"]["nameFi"] == of.name.as_str());
    found.expect("the municipality").clone()
}

/// The vacancies of the project, as `municipality duty since deputy`.
pub async fn vacant(app: &TestApp, by: &User, granted: &GrantedProject) -> Vec<String> {
    let query = "query($id: ID!) { project(id: $id) { vacancies { municipality { nameFi } duty since \
                 deputy { name } } } }";
    let read = app
        .graphql(by, query, json!({ "id": granted.id }))
        .await
        .accepted();
    lines(read.at("/project/vacancies"))
}

pub fn lines(vacancies: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let vacancies = vacancies.as_array().expect("vacancies").iter();
    vacancies
        .map(|one| {
            let (of, duty) = (text(&one["municipality"]["nameFi"]), text(&one["duty"]));
            format!(
                "{of} {duty} {} {}",
                text(&one["since"]),
                text(&one["deputy"]["name"])
            )
        })
        .collect()
}
