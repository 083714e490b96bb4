use std::fmt::Write as _;

use serde_json::{Value, json};
use strum::IntoEnumIterator;
use talkoot_domain::policy::Action;
use talkoot_test_support::{Answer, User};

use crate::permissions::{
    graph::{is_list, named},
    inputs::{Schema, arguments},
    prepared::Prepared,
    reviewed,
};

/// The mutations that need no sign-in: nobody is permitted anything by them.
const PUBLIC: [&str; 1] = ["answerSurvey"];
/// The queries that answer with refusals, as a mutation does.
const REFUSING: [&str; 1] = ["previewLedger"];
/// What is prepared and not looked for by its id: parts of other things, files, a secret, and one more call.
const WITHIN: [&str; 8] = [
    "BankFile",
    "File",
    "LedgerFile",
    "Period",
    "RankedCall",
    "ReferenceRate",
    "SubArea",
    "SurveySecret",
];

/// What an answer means for the person: signed in? is the thing there? may it be done?
fn verdict(answer: &Answer, mutation: &str) -> &'static str {
    match answer.errors().first().map(String::as_str) {
        Some("UNAUTHENTICATED") => return "sign in",
        Some("NOT_FOUND") => return "-",
        Some(code) => panic!("{mutation}: {code} in {:#}", answer.0),
        None => {}
    }
    if answer
        .refusals(mutation)
        .iter()
        .any(|code| code == "NOT_PERMITTED")
    {
        return "no";
    }
    "may"
}

async fn ask(prepared: &Prepared, user: Option<&User>, query: &str, variables: Value) -> Answer {
    let app = &prepared.claims.app;
    match user {
        Some(user) => app.graphql(user, query, variables).await,
        None => app.anonymous_with(query, variables).await,
    }
}

/// Everybody's verdicts, in groups of the same verdict: short enough to be read.
fn line(text: &mut String, name: &str, verdicts: &[(&str, &'static str)]) {
    let _ = writeln!(text, "{name}");
    for group in ["may", "no", "-", "sign in"] {
        let who: Vec<&str> = verdicts
            .iter()
            .filter(|(_, verdict)| *verdict == group)
            .map(|(who, _)| *who)
            .collect();
        if !who.is_empty() {
            let _ = writeln!(text, "  {group:<8} {}", who.join(" "));
        }
    }
}

async fn mutations(prepared: &Prepared, schema: &Schema, text: &mut String) {
    for mutation in &schema.mutations {
        let name = mutation["name"].as_str().expect("a name");
        if PUBLIC.contains(&name) {
            continue;
        }
        let mut verdicts = Vec::new();
        for (who, user) in prepared.users() {
            if name == "endRole" {
                prepared.lend_a_role().await;
            }
            let (input_type, input) = schema.input(mutation, prepared);
            let query = format!(
                "mutation($input: {input_type}!) {{ {name}(input: $input) {{ refusals {{ code }} }} }}"
            );
            let answer = ask(prepared, user.as_ref(), &query, json!({ "input": input })).await;
            verdicts.push((who, verdict(&answer, name)));
        }
        assert!(
            verdicts.iter().any(|(_, verdict)| *verdict == "may"),
            "nobody may {name}: prepare what it is about in prepared.rs"
        );
        line(text, name, &verdicts);
    }
}

/// Who finds which thing by its id.
async fn by_id(prepared: &Prepared, text: &mut String) {
    let node = "query($id: ID!) { node(id: $id) { __typename id } }";
    for (kind, id) in prepared.objects().filter(|(kind, _)| !WITHIN.contains(kind)) {
        let mut verdicts = Vec::new();
        for (who, user) in prepared.users() {
            let answer = ask(prepared, user.as_ref(), node, json!({ "id": id })).await;
            let found = match answer.errors().first() {
                Some(_) => verdict(&answer, "node"),
                None if answer.at("/node").is_null() => "-",
                None => "may",
            };
            verdicts.push((who, found));
        }
        line(text, &format!("node({kind})"), &verdicts);
    }
}

/// How a query is asked, and where something stands when the person sees anything.
fn probe(query: &Value, name: &str, told: &str) -> (String, String) {
    let (_, payload) = named(&query["type"]);
    if payload.ends_with("Connection") {
        let asked = format!("{{ {name}{told} {{ totalCount edges {{ cursor }} }} }}");
        return (asked, format!("/{name}/edges/0"));
    }
    let fields = if REFUSING.contains(&name) {
        "refusals { code }"
    } else {
        "__typename"
    };
    let first = if is_list(&query["type"]) { "/0" } else { "" };
    (
        format!("{{ {name}{told} {{ {fields} }} }}"),
        format!("/{name}{first}"),
    )
}

/// Who sees anything of what each query answers.
async fn queries(prepared: &Prepared, schema: &Schema, text: &mut String) {
    for query in &schema.queries {
        let name = query["name"].as_str().expect("a name");
        let (asked, path) = probe(query, name, &arguments(prepared, query));
        let mut verdicts = Vec::new();
        for (who, user) in prepared.users() {
            let answer = ask(prepared, user.as_ref(), &asked, json!({})).await;
            let found = match answer.errors().first() {
                Some(_) => verdict(&answer, name),
                None if answer.at(&path).is_null() => "-",
                None if REFUSING.contains(&name) => verdict(&answer, name),
                None => "may",
            };
            verdicts.push((who, found));
        }
        line(text, &format!("query {name}"), &verdicts);
    }
}

/// Goal: a new mutation or query, or another verdict, shows as a difference that somebody has to review and commit.
#[tokio::test]
async fn everybody_may_what_the_reviewed_file_says() {
    let prepared = Prepared::start().await;
    let schema = Schema::read(&prepared.claims.app).await;
    let mut asked: Vec<&str> = schema
        .mutations
        .iter()
        .filter_map(|one| one["name"].as_str())
        .filter(|name| !PUBLIC.contains(name))
        .collect();
    let mut known: Vec<&str> = Action::iter().map(Into::into).collect();
    asked.sort_unstable();
    known.sort_unstable();
    assert_eq!(asked, known, "the table of permissions has a line per mutation");

    let mut text = "Who may do what, as the server answers over HTTP. may: allowed, as far as permission goes; no: \
                    NOT_PERMITTED;\n-: does not exist for this person; sign in: needs a token. own: Lohja, whose \
                    part it is; lead: Pälkäne.\n\n"
        .to_owned();
    mutations(&prepared, &schema, &mut text).await;
    text.push('\n');
    by_id(&prepared, &mut text).await;
    queries(&prepared, &schema, &mut text).await;
    reviewed("matrix.txt", include_str!("matrix.txt"), &text);
}
