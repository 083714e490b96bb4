//! How much a query may ask for.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, TestApp};

/// The limit that an answer names; it must say how much was asked and what to do instead.
fn limit(answer: &Answer) -> String {
    let error = &answer.0["errors"][0];
    assert_eq!(error["extensions"]["code"], "LIMIT_EXCEEDED", "{:#}", answer.0);
    assert_eq!(answer.0["errors"].as_array().map(Vec::len), Some(1));
    assert_eq!(answer.0["data"], Value::Null, "nothing was done");
    let most = error["extensions"]["most"].as_u64().expect("the limit");
    let asked = error["extensions"]["asked"].as_u64().expect("what was asked");
    assert!(asked > most, "{error}");
    let message = error["message"].as_str().expect("words");
    assert!(message.contains(&format!("at most {most}; ")), "{message}");
    error["extensions"]["limit"].as_str().expect("a name").to_owned()
}

async fn ask(app: &TestApp, query: &str) -> Answer {
    app.graphql(&app.world.officer, query, json!({})).await
}

fn times(count: usize, what: impl Fn(usize) -> String) -> String {
    (0..count).map(what).collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn one_request_carries_out_at_most_ten_mutations() {
    let app = TestApp::start().await;
    let administrator = &app.world.administrator;
    let many = |count: usize| {
        let one = |place: usize| {
            format!(
                "m{place}: createPerson(input: {{ idempotencyKey: \"{count}-{place}\", name: \"Nimi\", \
                 email: \"p{count}-{place}@example.test\", language: FI }}) {{ person {{ id }} refusals {{ code }} }}"
            )
        };
        format!("mutation {{ {} }}", times(count, one))
    };
    let ten = app.graphql(administrator, &many(10), json!({})).await.accepted();
    assert!(ten.at("/m9/person/id").is_string());
    for count in [11, 1000] {
        let refused = app.graphql(administrator, &many(count), json!({})).await;
        assert_eq!(limit(&refused), "mutations");
    }
    app.finish().await;
}

#[tokio::test]
async fn aliases_root_fields_and_directives_are_counted() {
    let app = TestApp::start().await;
    let roots = |count| {
        format!(
            "{{ {} }}",
            times(count, |place| format!("t{place}: serverTime {{ today }}"))
        )
    };
    let _ = ask(&app, &roots(20)).await.accepted();
    assert_eq!(limit(&ask(&app, &roots(21)).await), "root fields");
    // The same field named twice is read twice, also without aliases.
    let twice = format!("{{ {} }}", times(21, |_| "serverTime { today }".to_owned()));
    assert_eq!(limit(&ask(&app, &twice).await), "root fields");

    let aliases = |count| {
        let days = times(count, |place| format!("d{place}: today"));
        format!("{{ serverTime {{ {days} }} }}")
    };
    let _ = ask(&app, &aliases(50)).await.accepted();
    assert_eq!(limit(&ask(&app, &aliases(51)).await), "aliases");

    let directives = |count| {
        let days = times(count, |_| "today @skip(if: false)".to_owned());
        format!("{{ serverTime {{ {days} }} }}")
    };
    let _ = ask(&app, &directives(20)).await.accepted();
    assert_eq!(limit(&ask(&app, &directives(21)).await), "directives");
    app.finish().await;
}

#[tokio::test]
async fn fragments_hide_nothing() {
    let app = TestApp::start().await;
    // Each fragment asks for the next one twice: thirty of them ask for a thousand million fields.
    let doubling = times(30, |place| {
        let next = place + 1;
        format!("fragment f{place} on ServerTime {{ ...f{next} ...f{next} }}")
    });
    let query = format!("{{ serverTime {{ ...f0 }} }} {doubling} fragment f30 on ServerTime {{ today }}");
    assert_eq!(limit(&ask(&app, &query).await), "fields");

    let aliased = times(51, |place| format!("d{place}: today"));
    let query = format!("{{ serverTime {{ ...f }} }} fragment f on ServerTime {{ {aliased} }}");
    assert_eq!(limit(&ask(&app, &query).await), "aliases");

    // A fragment in itself is no endless loop, but a fault.
    let query = "{ serverTime { ...f } } fragment f on ServerTime { today ...f }";
    assert!(ask(&app, query).await.0["errors"][0]["message"].is_string());
    app.finish().await;
}

#[tokio::test]
async fn the_schema_is_told_once() {
    let app = TestApp::start().await;
    let schemas = |count| {
        format!(
            "{{ {} }}",
            times(count, |place| format!(
                "s{place}: __schema {{ types {{ name }} }}"
            ))
        )
    };
    let _ = ask(&app, &schemas(2)).await.accepted();
    assert_eq!(limit(&ask(&app, &schemas(3)).await), "introspections");
    assert_eq!(limit(&ask(&app, &schemas(20)).await), "introspections");
    let winding = "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }";
    assert_eq!(
        limit(&ask(&app, winding).await),
        "lists within lists of the schema"
    );
    app.finish().await;
}

#[tokio::test]
async fn depth_is_limited_before_anything_is_parsed_too() {
    let app = TestApp::start().await;
    let nested = |levels: usize| {
        let open = "project { claims { edges { node { ".repeat(levels);
        let close = "} } } } ".repeat(levels);
        format!("{{ claim(id: \"x\") {{ {open} id {close} }} }}")
    };
    assert_eq!(limit(&ask(&app, &nested(4)).await), "depth");
    let bottomless = "{ a ".repeat(100_000);
    assert_eq!(limit(&ask(&app, &bottomless).await), "nesting");
    app.finish().await;
}

#[tokio::test]
async fn what_a_page_asks_for_is_counted_by_its_size() {
    let app = TestApp::start().await;
    let overview = "{ projects { totalCount edges { node { number name claims { edges { node { id number state \
                    totals { grant } payouts { id amount state } } } } } } } }";
    let _ = ask(&app, overview).await.accepted();
    let everything = "{ projects(first: 100) { edges { node { claims(first: 100) { edges { node { id payouts { id } } } } } } } }";
    assert_eq!(limit(&ask(&app, everything).await), "complexity");
    // A size beyond all bounds is no way round: the sum does not wrap.
    let huge = "{ projects(first: 2147483647) { edges { node { claims(first: 2147483647) { edges { node { \
                lines(first: 2147483647) { edges { node { id } } } } } } } } } }";
    assert_eq!(limit(&ask(&app, huge).await), "complexity");
    for first in ["101", "-1"] {
        let query = format!("{{ projects(first: {first}) {{ totalCount }} }}");
        assert_eq!(ask(&app, &query).await.errors(), ["INVALID_INPUT"]);
    }
    app.finish().await;
}
