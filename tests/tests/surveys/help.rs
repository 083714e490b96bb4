//! What these tests do again and again.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use talkoot_test_support::{Answer, TestApp, User};

pub const SURVEY: &str = "survey { id version state title closesOn reminderDays fewestAnswers openedAt closedAt publishedAt \
    participation { invited delivered refused answered responseRate } \
    results { question answered withheld label options { option chosen percent } } \
    texts { question texts } refusedAddresses { address answer } \
    availableActions { action allowed refusal { code } } }";

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a time")
}

fn words(text: &str) -> Value {
    json!({ "fi": text, "sv": text, "en": text })
}

fn choice(code: &str, options: &[&str]) -> Value {
    let options: Vec<Value> = options
        .iter()
        .map(|code| json!({ "code": code, "label": words(code) }))
        .collect();
    json!({ "code": code, "type": "choice", "label": words(code), "required": false, "options": options })
}

/// The questions of the survey of 2018 about experiments (`domain.md` section 1.2), and one for words.
pub fn questions() -> Value {
    json!({
        "format": "talkoot-form/1",
        "code": "experiments",
        "title": words("Kokeilut"),
        "sections": [{
            "code": "all",
            "title": words("Kysymykset"),
            "askedOf": "lead",
            "fields": [
                choice("potential", &["yes", "no"]),
                choice("same", &["yes", "no"]),
                choice("embedding", &["yes", "no"]),
                choice("elsewhere", &["largely", "partly", "no"]),
                choice("without", &["no", "same", "later", "narrower", "dont_know"]),
                choice("effect", &["some", "very_much", "much", "hardly", "none", "dont_know"]),
                { "code": "words", "type": "text", "label": words("Sana"), "required": false, "longest": 40 },
            ],
        }],
    })
}

pub fn content(closes_on: &str) -> Value {
    json!({ "title": "Miten kokeilut onnistuivat?", "language": "FI", "questions": questions(), "closesOn": closes_on })
}

/// A survey of a call or of a project: `of` names one of them.
pub async fn create(app: &TestApp, by: &User, of: Value, content: Value) -> Answer {
    let mut input = of;
    input["content"] = content;
    app.mutate(by, "createSurvey", "CreateSurveyInput", input, SURVEY)
        .await
}

/// The same as a draft, read back.
pub async fn drafted(app: &TestApp, by: &User, of: Value, closes_on: &str) -> Value {
    let made = create(app, by, of, content(closes_on)).await.accepted();
    made.at("/createSurvey/survey").clone()
}

pub async fn invite(app: &TestApp, by: &User, survey: &Value, addresses: &[String]) -> Answer {
    let input = json!({ "id": survey["id"], "expectedVersion": survey["version"], "addresses": addresses });
    app.mutate(by, "inviteToSurvey", "InviteToSurveyInput", input, SURVEY)
        .await
}

pub async fn step(app: &TestApp, by: &User, mutation: &str, survey: &Value) -> Answer {
    let input = json!({ "id": survey["id"], "expectedVersion": survey["version"] });
    app.mutate(by, mutation, "SurveyStepInput", input, SURVEY).await
}

pub fn survey(mutation: &str, answer: Answer) -> Value {
    answer.accepted().at(&format!("/{mutation}/survey")).clone()
}

pub async fn read(app: &TestApp, by: &User, survey: &Value) -> Value {
    let fields = SURVEY.strip_prefix("survey ").expect("a selection");
    let query = format!("query($id: ID!) {{ survey(id: $id) {fields} }}");
    let read = app.graphql(by, &query, json!({ "id": survey["id"] })).await;
    read.accepted().at("/survey").clone()
}

pub fn people(number: usize) -> Vec<String> {
    (1..=number)
        .map(|one| format!("vastaaja{one}@example.org"))
        .collect()
}

/// An open survey with so many who are invited; their secrets, in the order of the addresses.
pub async fn opened(
    app: &TestApp,
    by: &User,
    of: Value,
    closes_on: &str,
    number: usize,
) -> (Value, Vec<String>) {
    let draft = drafted(app, by, of, closes_on).await;
    let invited = survey("inviteToSurvey", invite(app, by, &draft, &people(number)).await);
    let open = survey("openSurvey", step(app, by, "openSurvey", &invited).await);
    app.work().await;
    let mails = secrets(app);
    let secrets = people(number)
        .iter()
        .map(|address| {
            let found = mails.iter().find(|(to, _)| to == address);
            found.expect("a mail to everybody").1.clone()
        })
        .collect();
    (read(app, by, &open).await, secrets)
}

/// To whom mails about surveys went, each with its secret; the box is empty then.
pub fn secrets(app: &TestApp) -> Vec<(String, String)> {
    let link = "https://talkoot.example.test/surveys/";
    let mails = app.mail.take();
    mails
        .iter()
        .filter_map(|mail| {
            let (_, rest) = mail.text.split_once(link)?;
            let secret = rest.split_whitespace().next()?;
            Some((mail.to.address.clone(), secret.to_owned()))
        })
        .collect()
}

/// Answers as nobody.
pub async fn answer(app: &TestApp, secret: &str, answers: Value) -> Answer {
    let query = "mutation($input: AnswerSurveyInput!) { answerSurvey(input: $input) { \
        surveyForm { title asker closesOn answers } refusals { code message path } } }";
    let variables = json!({ "input": { "secret": secret, "answers": answers } });
    app.anonymous_with(query, variables).await
}

/// The survey behind a secret, as nobody.
pub async fn form(app: &TestApp, secret: &str) -> Value {
    let query =
        "query($secret: String!) { surveyForm(secret: $secret) { title asker language closesOn answers } }";
    let read = app.anonymous_with(query, json!({ "secret": secret })).await;
    read.accepted().at("/surveyForm").clone()
}
