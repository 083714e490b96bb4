//! What a browser is told, and what a page of another site gets: nothing. Who may ask for the schema.

use reqwest::Method;
use serde_json::json;
use talkoot_server::{http::Extras, settings::Introspection};
use talkoot_test_support::TestApp;

use super::started;

/// Goal: every answer, also a refusal, tells a browser to run nothing, frame nothing and guess nothing.
#[tokio::test]
async fn every_answer_has_its_headers() {
    let app = TestApp::start().await;
    let client = reqwest::Client::new();
    for (method, path) in [
        (Method::GET, ""),
        (Method::GET, "graphql"),
        (Method::POST, "graphql"),
        (Method::GET, "sign-in"),
        (Method::GET, "surveys/nothing"),
        (Method::GET, "files/nothing"),
        (Method::GET, "no/such/page"),
        (Method::GET, "health"),
    ] {
        let asked = client.request(method.clone(), format!("{}/{path}", app.url));
        let answer = asked.send().await.expect("an answer");
        let header = |name: &str| {
            let value = answer.headers().get(name);
            value
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default()
                .to_owned()
        };
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("cache-control", "no-store"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(header(name), value, "{method} /{path}: {name}");
        }
        // Signing in looks at where a form comes from.
        let referrer = if path == "sign-in" {
            "same-origin"
        } else {
            "no-referrer"
        };
        assert_eq!(header("referrer-policy"), referrer, "{method} /{path}");
        let policy = header("content-security-policy");
        assert!(
            policy.contains("frame-ancestors 'none'"),
            "{method} /{path}: {policy}"
        );
        assert!(policy.contains("base-uri 'none'"), "{method} /{path}: {policy}");
        // The site of the tests is served over https, as its links say.
        assert_eq!(
            header("strict-transport-security"),
            "max-age=31536000",
            "{method} /{path}"
        );
    }
    app.finish().await;
}

/// Goal: a page of another site reads nothing and changes nothing.
#[tokio::test]
async fn other_sites_are_let_in_nowhere() {
    let app = TestApp::start().await;
    let client = reqwest::Client::new();
    for path in ["graphql", "files", "public/decisions.csv", "calendars/x.ics"] {
        for method in [Method::OPTIONS, Method::GET, Method::POST] {
            let asked = client
                .request(method.clone(), format!("{}/{path}", app.url))
                .header("origin", "https://elsewhere.example")
                .header("access-control-request-method", "POST")
                .header("access-control-request-headers", "authorization,content-type");
            let answer = asked.send().await.expect("an answer");
            let lets_in = answer
                .headers()
                .keys()
                .any(|name| name.as_str().starts_with("access-control-"));
            assert!(!lets_in, "{method} /{path}: {:?}", answer.headers());
        }
    }
    app.finish().await;
}

/// Goal: the schema is told to whom the installation says, and everything else goes on.
#[tokio::test]
async fn who_may_ask_for_the_schema() {
    for (policy, stranger, known) in [
        (Introspection::Everybody, true, true),
        (Introspection::SignedIn, false, true),
        (Introspection::Nobody, false, false),
    ] {
        let app = started(Extras {
            introspection: policy,
            ..Extras::default()
        })
        .await;
        let query =
            "{ __schema { queryType { name } } __type(name: \"Project\") { name } serverTime { today } }";
        let tells = |answer: &talkoot_test_support::Answer| {
            let data = &answer.0["data"];
            let told = [&data["__schema"]["queryType"]["name"], &data["__type"]["name"]];
            assert_eq!(told[0].is_string(), told[1].is_string(), "{answer:?}");
            told[0].is_string()
        };
        assert_eq!(tells(&app.anonymous(query).await), stranger, "{policy:?}");
        let answer = app.graphql(&app.world.officer, query, json!({})).await;
        assert_eq!(tells(&answer), known, "{policy:?}");
        let plain = app.anonymous("{ serverTime { today } }").await;
        assert!(plain.0["data"]["serverTime"]["today"].is_string());
        app.finish().await;
    }
}

/// Goal: where people sign in, no page loads a script from somebody else's server.
#[tokio::test]
async fn no_page_runs_what_others_serve() {
    let app = TestApp::start().await;
    let page = app.browser().get("/graphql").await;
    assert_eq!(page.status, 404);
    assert!(page.body.contains("not installed"), "{}", page.body);
    assert!(!page.body.contains("<script"), "{}", page.body);
    app.finish().await;
}
