//! Which documents fit the schema, before anybody sends them.

use talkoot_graphql::Vetting;

/// The document, and a word of what is wrong with it.
#[tokio::test]
async fn what_fits_the_schema() {
    let vetting = Vetting::default();
    for (document, wrong) in [
        ("query Today { serverTime { today } }", None),
        (
            "query A { serverTime { today } } query B { serverTime { now } }",
            None,
        ),
        (
            "query Page($first: Int!) { projects(first: $first) { edges { node { id } } } }",
            None,
        ),
        (
            "mutation Create($input: CreateCallInput!) { createCall(input: $input) { refusals { code } } }",
            None,
        ),
        (
            "query A { serverTime { today } } query B { serverTime { yesterday } }",
            Some("yesterday"),
        ),
        ("query Today { serverTime { today }", Some("expected")),
        ("", Some("expected")),
    ] {
        let fault = vetting.fault(document).await;
        match wrong {
            None => assert_eq!(fault, None, "{document}"),
            Some(word) => assert!(
                fault.as_deref().is_some_and(|fault| fault.contains(word)),
                "{document}: {fault:?}"
            ),
        }
    }
    let many = "serverTime { today } ".repeat(21);
    let fault = vetting.fault(&format!("{{ {many} }}")).await;
    assert!(fault.is_some_and(|fault| fault.contains("too much")));
}
