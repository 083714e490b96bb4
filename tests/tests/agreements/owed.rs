//! The signatures under an agreement are owed as anything else: with a last day, reminders, and an end.

use serde_json::{Value, json};
use talkoot_test_support::{TestApp, User};

use crate::{
    amendments::{
        help::{decided, submitted},
        partners::{leaving, with_costs},
    },
    claims::setup::Claims,
    reports::help::{about, mails, noon},
};

/// The state and the last day of the signature of each municipality, by name.
async fn owed(app: &TestApp, user: &User, project: &str) -> Vec<(String, String, String)> {
    let query = "query($id: ID!, $filter: ObligationFilter) { project(id: $id) { \
                 obligations(first: 100, filter: $filter) { edges { node { \
                 state dueDate subjectId responsible { nameFi } } } } } }";
    let variables = json!({ "id": project, "filter": { "kinds": ["agreement_signature"] } });
    let read = app.graphql(user, query, variables).await.accepted();
    let edges = read.at("/project/obligations/edges").as_array().expect("a list");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let mut all: Vec<_> = edges
        .iter()
        .map(|edge| &edge["node"])
        .map(|node| {
            assert!(node["subjectId"].is_string(), "{node}");
            (
                text(&node["responsible"]["nameFi"]),
                text(&node["state"]),
                text(&node["dueDate"]),
            )
        })
        .collect();
    all.sort();
    all
}

fn states(all: &[(String, String, String)]) -> Vec<&str> {
    all.iter().map(|(_, state, _)| state.as_str()).collect()
}

async fn drafted(claims: &Claims) -> String {
    let drafted = claims
        .app
        .draft_agreement(claims.lead(), &claims.project.id)
        .await
        .accepted();
    drafted.text("/draftAgreement/agreement/id")
}

/// Goal: until a day that the lead says, each by its own municipality; a signature settles its own and no other's.
#[tokio::test]
async fn each_municipality_owes_its_signature() {
    let claims = Claims::start().await;
    let app = &claims.app;
    let id = drafted(&claims).await;
    assert_eq!(owed(app, claims.officer(), &claims.project.id).await, []);
    for (day, code) in [("2026-02-02", "INVALID_INPUT"), ("2027-02-04", "INVALID_INPUT")] {
        let refused = app
            .agreement_step(claims.lead(), "offerAgreement", &id, &json!({ "signBy": day }))
            .await;
        assert_eq!(refused.refusals("offerAgreement"), [code]);
        assert_eq!(refused.at("/offerAgreement/refusals/0/path"), &json!(["signBy"]));
    }
    // A Saturday moves to Monday.
    app.agreement_step(
        claims.lead(),
        "offerAgreement",
        &id,
        &json!({ "signBy": "2026-02-21" }),
    )
    .await
    .accepted();
    let all = owed(app, claims.officer(), &claims.project.id).await;
    assert_eq!(states(&all), ["open"; 5]);
    assert!(all.iter().all(|(_, _, due)| due == "2026-02-23"), "{all:?}");
    let virrat = app.world.municipality("Virrat").clone();
    let own = owed(app, &virrat.preparer, &claims.project.id).await;
    assert_eq!(own.len(), 1, "a partner sees its own: {own:?}");

    app.work().await;
    let sent = mails(app);
    let asked = about("23.2.2026", sent);
    assert_eq!(asked.len(), 5, "the day is in the letter: {asked:?}");

    app.sign_agreement(&virrat.approver, &id, &virrat.id)
        .await
        .accepted();
    let all = owed(app, claims.officer(), &claims.project.id).await;
    assert_eq!(states(&all), ["open", "open", "open", "open", "accepted"]);
    claims.app.finish().await;
}

/// Goal: who has not signed is reminded before and after the day, who has is not; the lead hears of it; nobody can
/// waive it, and it holds no payments.
#[tokio::test]
async fn a_missing_signature_is_chased() {
    let claims = Claims::start().await;
    let app = &claims.app;
    let id = drafted(&claims).await;
    app.agreement_step(
        claims.lead(),
        "offerAgreement",
        &id,
        &json!({ "signBy": "2026-02-23" }),
    )
    .await
    .accepted();
    for municipality in app.world.municipalities.clone() {
        if municipality.name != "Virrat" {
            app.sign_agreement(&municipality.approver, &id, &municipality.id)
                .await
                .accepted();
        }
    }
    let query = "query($id: ID!) { project(id: $id) { obligations(first: 100, filter: { kinds: [\"agreement_signature\"] }) \
                 { edges { node { id version state availableActions { action allowed } } } } } }";
    let virrat = app.world.municipality("Virrat").clone();
    let read = app
        .graphql(&virrat.approver, query, json!({ "id": claims.project.id }))
        .await
        .accepted();
    let one = read.at("/project/obligations/edges/0/node").clone();
    let waived = crate::reports::help::waive(app, &app.world.second, &one).await;
    assert_eq!(waived.refusals("waiveObligation"), ["WRONG_STATE"]);

    app.work().await;
    let _ = mails(app);
    app.travel_to(noon("2026-02-20")).await;
    let before = about("llekirjoitus", mails(app));
    assert_eq!(before.len(), 1, "{before:?}");
    assert!(before[0].starts_with("approver-936"), "{before:?}");
    app.travel_to(noon("2026-03-02")).await;
    let late = about("Myöhässä", mails(app));
    assert!(
        late.iter()
            .any(|one| one.starts_with("approver-936") && one.contains("sopimuksen allekirjoitus")),
        "{late:?}"
    );
    let all = owed(app, claims.officer(), &claims.project.id).await;
    assert_eq!(
        states(&all).iter().filter(|state| **state == "overdue").count(),
        1
    );

    app.sign_agreement(&virrat.approver, &id, &virrat.id)
        .await
        .accepted();
    let all = owed(app, claims.officer(), &claims.project.id).await;
    assert_eq!(states(&all), ["accepted"; 5]);
    claims.app.finish().await;
}

/// Goal: an agreement that is withdrawn is signed by nobody; what was signed stays settled; another one is owed anew.
#[tokio::test]
async fn nobody_signs_what_was_withdrawn() {
    let claims = Claims::start().await;
    let app = &claims.app;
    let id = drafted(&claims).await;
    app.agreement_step(claims.lead(), "offerAgreement", &id, &json!({}))
        .await
        .accepted();
    let all = owed(app, claims.officer(), &claims.project.id).await;
    assert!(
        all.iter().all(|(_, _, due)| due == "2026-03-04"),
        "30 days: {all:?}"
    );
    let virrat = app.world.municipality("Virrat").clone();
    app.sign_agreement(&virrat.approver, &id, &virrat.id)
        .await
        .accepted();
    app.agreement_step(
        claims.lead(),
        "withdrawAgreement",
        &id,
        &json!({ "reason": "Virhe." }),
    )
    .await
    .accepted();
    let all = owed(app, claims.officer(), &claims.project.id).await;
    assert_eq!(states(&all), ["waived", "waived", "waived", "waived", "accepted"]);
    let second = drafted(&claims).await;
    app.agreement_step(claims.lead(), "offerAgreement", &second, &json!({}))
        .await
        .accepted();
    let all = owed(app, claims.officer(), &claims.project.id).await;
    assert_eq!(states(&all).iter().filter(|state| **state == "open").count(), 5);
    claims.app.finish().await;
}

/// Goal: a municipality that leaves owes no signature any more; the others still do.
#[tokio::test]
async fn who_leaves_signs_nothing() {
    let (claims, _) = with_costs().await;
    let app = &claims.app;
    let id = drafted(&claims).await;
    app.agreement_step(claims.lead(), "offerAgreement", &id, &json!({}))
        .await
        .accepted();
    let (_, parts) = submitted(&claims, leaving(&claims, &json!({}))).await;
    decided(&claims, &parts[0]).await;
    let all = owed(app, claims.officer(), &claims.project.id).await;
    let waived: Vec<&str> = all
        .iter()
        .filter(|(_, state, _)| state == "waived")
        .map(|(name, ..)| name.as_str())
        .collect();
    assert_eq!(waived, ["Kuhmoinen"]);
    assert_eq!(states(&all).iter().filter(|state| **state == "open").count(), 4);
    claims.app.finish().await;
}
