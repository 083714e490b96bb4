//! The results bank as everybody reads it.

use serde_json::{Value, json};
use talkoot_test_support::TestApp;

use crate::results::help::{content, public, step, written};

async fn found(app: &TestApp, filter: &str) -> Vec<String> {
    let filter = if filter.is_empty() {
        String::new()
    } else {
        format!("(filter: {{ {filter} }})")
    };
    let query = format!("{{ publicResults{filter} {{ totalCount edges {{ node {{ title }} }} }} }}");
    let read = app.anonymous(&query).await.accepted();
    let edges = read
        .at("/publicResults/edges")
        .as_array()
        .cloned()
        .expect("edges");
    assert_eq!(read.number("/publicResults/totalCount"), edges.len() as i64);
    let title = |edge: &Value| edge["node"]["title"].as_str().unwrap_or_default().to_owned();
    edges.iter().map(title).collect()
}

/// Goal: without a sign-in one searches by words, theme, topic and size of municipality, and nothing that is not
/// public is found.
#[tokio::test]
async fn everybody_searches_the_bank() {
    let app = TestApp::start().await;
    let project = app.granted_project().await;
    written(&app, &project).await;
    assert_eq!(found(&app, "").await, Vec::<String>::new());
    let mut first = content(&app);
    first["title"] = json!("Äänestys verkossa");
    first["theme"] = json!("PARTICIPATION");
    first["subAreaId"] = json!(project.sub_areas[0]);
    public(&app, &project, first).await;
    let mut second = content(&app);
    second["title"] = json!("Oppilaan tiedot");
    second["theme"] = json!("EDUCATION");
    second["notWorked"] = json!("50 prosenttia_jäi");
    second["parties"] = json!([second["parties"][0]]);
    public(&app, &project, second).await;
    let (one, other) = ("Äänestys verkossa", "Oppilaan tiedot");
    let cases: [(&str, &[&str]); 14] = [
        ("", &[one, other]),
        ("search: \"ÄÄNESTYS\"", &[one]),
        ("search: \"verkossa päätös\"", &[one]),
        ("search: \"verkossa oppilaan\"", &[]),
        // What stands for anything elsewhere stands for itself here.
        ("search: \"100 %\"", &[one]),
        ("search: \"%\"", &[one]),
        ("search: \"prosenttia_jäi\"", &[other]),
        ("search: \"prosenttia_j_i\"", &[]),
        ("theme: EDUCATION", &[other]),
        ("theme: CUSTOMER_SERVICES", &[]),
        ("sizeClass: UP_TO_10000", &[one, other]),
        ("sizeClass: UP_TO_5000", &[one]),
        ("sizeClass: OVER_100000", &[]),
        (
            "sizeClass: UP_TO_10000, theme: PARTICIPATION, search: \"arkistoa\"",
            &[one],
        ),
    ];
    for (filter, titles) in cases {
        assert_eq!(found(&app, filter).await, titles, "{filter}");
    }
    let read = app
        .anonymous("{ publicResults { edges { node { topic } } } }")
        .await
        .accepted();
    let topic = read.text("/publicResults/edges/0/node/topic");
    assert_eq!(found(&app, &format!("topic: \"{topic}\"")).await, [one]);
    assert!(read.at("/publicResults/edges/1/node/topic").is_null());
    let words = "sana ".repeat(11);
    let many = app
        .anonymous(&format!(
            "{{ publicResults(filter: {{ search: \"{words}\" }}) {{ totalCount }} }}"
        ))
        .await;
    assert_eq!(many.errors(), ["INVALID_INPUT"]);
    app.finish().await;
}

/// Goal: the same as a file, with the day, the sizes and the number of those who use it.
#[tokio::test]
async fn the_bank_is_a_file_as_well() {
    let app = TestApp::start().await;
    let project = app.granted_project().await;
    let mut said = content(&app);
    said["title"] = json!("=HYPERLINK(1)");
    let result = public(&app, &project, said).await;
    let outsider = app.world.outsider.clone();
    let uses = json!({ "municipalityId": outsider.id, "usedSince": "2026-02-01" });
    step(&app, &outsider.preparer, "recordResultReuse", &result, uses)
        .await
        .accepted();
    let (status, csv) = app.get(&app.world.stranger, "public/results.csv").await;
    let csv = String::from_utf8(csv).expect("text");
    assert_eq!(status, 200);
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(
        lines[0],
        "title,theme,theme_name,taxonomy,topic,project,lead,municipalities,tried,worked,not_worked,reusable_by,licence,\
         terms,contact,links,reuse_count,public_since"
    );
    assert!(lines[1].starts_with("'=HYPERLINK(1),management,"), "{csv}");
    assert!(
        lines[1].contains("Virrat (5001–10000); Kuhmoinen (2001–5000)"),
        "{csv}"
    );
    assert!(lines[1].ends_with(",1,2026-02-02"), "{csv}");
    let (status, json) = app.get(&app.world.stranger, "public/results.json").await;
    let json: Value = serde_json::from_slice(&json).expect("JSON");
    assert_eq!((status, &json[0]["reuse_count"]), (200, &json!("1")));
    let read = app
        .anonymous("{ publicResults { edges { node { reuseCount reusedBy lead publicSince parties { municipality sizeClass } } } } }")
        .await
        .accepted();
    let node = read.at("/publicResults/edges/0/node");
    assert_eq!(
        (
            &node["reuseCount"],
            &node["reusedBy"],
            &node["lead"],
            &node["publicSince"]
        ),
        (
            &json!(1),
            &json!([outsider.name]),
            &json!("Pälkäne"),
            &json!("2026-02-02")
        )
    );
    assert_eq!(
        node["parties"][1],
        json!({ "municipality": "Kuhmoinen", "sizeClass": "UP_TO_5000" })
    );
    app.finish().await;
}
