use serde_json::{Value, json};
use talkoot_test_support::{Answer, Browser, TestApp, User};

pub(crate) const WHO: &str = "{ viewer { person { id name } } }";

/// Who is signed in in this browser; nobody as the empty text.
pub(crate) async fn who(browser: &Browser) -> String {
    let answer = browser.graphql(WHO, json!({})).await;
    if answer.errors() == ["UNAUTHENTICATED"] {
        return String::new();
    }
    answer.accepted().text("/viewer/person/name")
}

/// A mutation from a browser.
pub(crate) async fn mutate(browser: &Browser, mutation: &str, input_type: &str, input: Value) -> Answer {
    let query = format!(
        "mutation($input: {input_type}!) {{ {mutation}(input: $input) {{ refusals {{ code message path }} }} }}"
    );
    browser.graphql(&query, json!({ "input": input })).await
}

/// The global id of a person.
pub(crate) async fn id_of(app: &TestApp, user: &User) -> String {
    let viewer = app.graphql(user, WHO, json!({})).await.accepted();
    viewer.text("/viewer/person/id")
}

/// What the log says about a command, the newest last: the person and the details.
pub(crate) async fn logged(app: &TestApp, command: &str) -> Vec<Value> {
    let mut reader = app.reader().await;
    let sql = format!("SELECT details FROM audit_entry WHERE command = '{command}' ORDER BY seq");
    let rows = reader.rows(&sql).await;
    rows.into_iter()
        .map(|row| {
            let text = row["details"].clone().expect("details");
            serde_json::from_str(&text).expect("JSON")
        })
        .collect()
}
