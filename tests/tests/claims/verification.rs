//! The officer's decisions about lines.

use serde_json::json;

use crate::claims::setup::{Claims, SERVICES};

const THREE: &[(&str, &str)] = &[(SERVICES, "100.00"), (SERVICES, "200.00"), (SERVICES, "-10.00")];

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
async fn every_decision_recomputes_the_claim() {
    let claims = Claims::start().await;
    claims.first_period(&[("Karkkila", THREE)]).await;
    let id = claims.submitted(0).await;
    let lines = claims.lines(claims.officer(), &id).await;
    let grant = async || claims.claim(&id).await.text("/claim/totals/grant");
    assert_eq!(grant().await, "246.50");

    let half = json!({ "amount": "40.01", "reasonCode": "VAT", "reason": "Sisältää veroa" });
    let partly = claims
        .decide(claims.officer(), "partlyAcceptCostLine", &lines[0], half)
        .await
        .accepted();
    assert_eq!(
        partly.at("/partlyAcceptCostLine/costLine/verification"),
        &json!({
            "state": "partly", "accepted": "40.01", "reasonCode": "VAT", "reason": "Sisältää veroa",
            "verifiedBy": { "name": "officer" },
        })
    );
    assert_eq!(grant().await, "195.50");
    claims
        .decide(claims.officer(), "disallowCostLine", &lines[1], json!({}))
        .await
        .accepted();
    assert_eq!(grant().await, "25.50");
    let line = (lines[1].0.clone(), lines[1].1 + 1, lines[1].2.clone());
    let reopened = claims
        .decide(claims.officer(), "reopenCostLine", &line, json!({}))
        .await
        .accepted();
    assert_eq!(
        reopened.text("/reopenCostLine/costLine/verification/state"),
        "pending"
    );
    assert_eq!(grant().await, "195.50");

    let checked = claims
        .step(claims.officer(), "checkClaimContent", &id, json!({}))
        .await;
    assert_eq!(checked.refusals("checkClaimContent"), ["INCOMPLETE"]);
    assert!(
        checked
            .text("/checkClaimContent/refusals/0/message")
            .starts_with("2 cost lines"),
        "{checked:?}"
    );
    let one = json!({ "lineIds": [lines[1].0] });
    claims
        .step(claims.officer(), "acceptCostLines", &id, one.clone())
        .await
        .accepted();
    let again = claims.step(claims.officer(), "acceptCostLines", &id, one).await;
    assert_eq!(again.refusals("acceptCostLines"), ["WRONG_STATE"]);
    let all = json!({ "allPending": true });
    claims
        .step(claims.officer(), "acceptCostLines", &id, all.clone())
        .await
        .accepted();
    let none_left = claims.step(claims.officer(), "acceptCostLines", &id, all).await;
    assert_eq!(none_left.refusals("acceptCostLines"), ["WRONG_STATE"]);
    let unclear = claims
        .step(claims.officer(), "acceptCostLines", &id, json!({}))
        .await;
    assert_eq!(unclear.refusals("acceptCostLines"), ["INVALID_INPUT"]);

    claims
        .step(claims.officer(), "checkClaimContent", &id, json!({}))
        .await
        .accepted();
    let late = (lines[2].0.clone(), lines[2].1 + 1, lines[2].2.clone());
    let too_late = claims
        .decide(claims.officer(), "reopenCostLine", &late, json!({}))
        .await;
    assert_eq!(too_late.refusals("reopenCostLine"), ["WRONG_STATE"]);
    assert_eq!(grant().await, "195.50");
    claims.app.finish().await;
}

#[tokio::test]
async fn what_is_no_decision_is_refused() {
    let claims = Claims::start().await;
    claims.first_period(&[("Karkkila", THREE)]).await;
    let drafted = claims.draft_as(claims.lead(), 0).await.accepted();
    let id = drafted.text("/draftClaim/claim/id");
    let lines = claims.lines(claims.officer(), &id).await;
    let early = claims
        .decide(claims.officer(), "disallowCostLine", &lines[0], json!({}))
        .await;
    assert_eq!(early.refusals("disallowCostLine"), ["WRONG_STATE"]);
    claims
        .step(claims.lead(), "submitClaim", &id, json!({}))
        .await
        .accepted();

    for (user, mutation, more, expected) in [
        (
            claims.officer(),
            "disallowCostLine",
            json!({ "reason": "" }),
            "INCOMPLETE",
        ),
        (
            claims.officer(),
            "partlyAcceptCostLine",
            json!({ "amount": "100.00" }),
            "INVALID_INPUT",
        ),
        (
            claims.officer(),
            "partlyAcceptCostLine",
            json!({ "amount": "-1.00" }),
            "INVALID_INPUT",
        ),
        (
            claims.officer(),
            "partlyAcceptCostLine",
            json!({ "amount": "1.00", "reason": " " }),
            "INCOMPLETE",
        ),
        (claims.officer(), "reopenCostLine", json!({}), "WRONG_STATE"),
        (claims.lead(), "disallowCostLine", json!({}), "NOT_PERMITTED"),
        (claims.second(), "disallowCostLine", json!({}), "NOT_PERMITTED"),
        (
            claims.officer(),
            "disallowCostLine",
            json!({ "expectedVersion": 99 }),
            "VERSION_CONFLICT",
        ),
    ] {
        let refused = claims.decide(user, mutation, &lines[0], more.clone()).await;
        assert_eq!(refused.refusals(mutation), [expected], "{mutation} {more}");
    }
    let stranger = claims.app.world.stranger.clone();
    let hidden = claims
        .decide(&stranger, "disallowCostLine", &lines[0], json!({}))
        .await;
    assert_eq!(hidden.errors(), ["NOT_FOUND"]);
    // Another partner of the same project does not see the line either.
    let lohja = claims.app.world.municipality("Lohja").preparer.clone();
    let hidden = claims
        .decide(&lohja, "disallowCostLine", &lines[0], json!({}))
        .await;
    assert_eq!(hidden.errors(), ["NOT_FOUND"]);
    assert!(claims.lines(&lohja, &id).await.is_empty());
    let karkkila = claims.app.world.municipality("Karkkila").preparer.clone();
    assert_eq!(claims.lines(&karkkila, &id).await.len(), 3);
    claims.app.finish().await;
}

#[tokio::test]
async fn two_officers_at_the_same_line_at_the_same_time() {
    let claims = Claims::start().await;
    claims.first_period(&[("Karkkila", THREE)]).await;
    let id = claims.submitted(0).await;
    let line = claims.lines(claims.officer(), &id).await.remove(0);
    let other = claims.app.world.other_officer.clone();
    let (one, two) = tokio::join!(
        claims.decide(claims.officer(), "disallowCostLine", &line, json!({})),
        claims.decide(
            &other,
            "disallowCostLine",
            &line,
            json!({ "reason": "Toinen syy" })
        ),
    );
    let mut refusals = [one.refusals("disallowCostLine"), two.refusals("disallowCostLine")].concat();
    refusals.sort();
    assert_eq!(refusals, ["VERSION_CONFLICT"]);
    assert_eq!(claims.claim(&id).await.text("/claim/totals/grant"), "161.50");
    claims.app.finish().await;
}

#[tokio::test]
async fn lines_are_filtered_and_say_what_can_be_done() {
    let claims = Claims::start().await;
    claims
        .first_period(&[("Karkkila", THREE), ("Lohja", &[(SERVICES, "1.00")])])
        .await;
    let id = claims.submitted(0).await;
    let line = claims.lines(claims.officer(), &id).await.remove(0);
    claims
        .decide(claims.officer(), "disallowCostLine", &line, json!({}))
        .await
        .accepted();
    let karkkila = claims.app.world.municipality("Karkkila").id.clone();
    let query = "query($id: ID!, $partner: ID) { claim(id: $id) { \
        of: lines(partner: $partner) { totalCount } \
        pending: lines(state: \"pending\", partner: $partner, first: 1) { totalCount edges { node { amount \
        verification { state availableActions { action allowed } } } } } } }";
    let variables = json!({ "id": id, "partner": karkkila });
    let read = claims
        .app
        .graphql(claims.officer(), query, variables)
        .await
        .accepted();
    assert_eq!(read.number("/claim/of/totalCount"), 3);
    assert_eq!(
        read.at("/claim/pending"),
        &json!({ "totalCount": 2, "edges": [{ "node": { "amount": "200.00", "verification": {
            "state": "pending", "availableActions": [
                { "action": "acceptCostLines", "allowed": true },
                { "action": "partlyAcceptCostLine", "allowed": true },
                { "action": "disallowCostLine", "allowed": true },
                { "action": "reopenCostLine", "allowed": false },
            ] } } }] })
    );
    let nonsense = "query($id: ID!) { claim(id: $id) { lines(state: \"maybe\") { totalCount } } }";
    let refused = claims
        .app
        .graphql(claims.officer(), nonsense, json!({ "id": id }))
        .await;
    assert_eq!(refused.errors(), ["INVALID_INPUT"]);
    claims.app.finish().await;
}
