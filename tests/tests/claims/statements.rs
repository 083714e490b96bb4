//! A longer page needs no more statements than a short one: what its rows refer to is read together.

use serde_json::json;
use talkoot_test_support::{Stage, User};

use crate::claims::setup::{Claims, S1};

const ACTIONS: &str = "availableActions { action allowed refusal { code } }";

/// A loader's batch may fall in two when the executor yields; it never falls into one per row.
const SPLIT: u64 = 4;

async fn cost(claims: &Claims, user: &User, query: &str, first: usize) -> (u64, usize) {
    let store = claims.app.app.store();
    let variables = json!({ "id": claims.project.id, "first": first });
    let before = store.statements();
    let read = claims.app.graphql(user, query, variables).await.accepted();
    let statements = store.statements() - before;
    let rows = read.0.to_string().matches("\"cursor\"").count();
    (statements, rows)
}

#[tokio::test]
async fn longer_pages_need_no_more_statements() {
    let claims = Claims::start().await;
    claims.first_period(&S1).await;
    let first = claims.submitted(0).await;
    claims.approved(&first).await;
    claims.paid(&first).await;
    for _ in 0..4 {
        let _ = claims.app.application_at(Stage::Budgeted).await;
    }
    let node = format!("edges {{ cursor node {{ id {ACTIONS}");
    let reports = format!(
        "query($id: ID!, $first: Int) {{ project(id: $id) {{ costReports(first: $first) {{ {node} \
         partner {{ nameFi }} period {{ number }} import {{ fileName }} }} }} }} }} }}"
    );
    let lines = "query($id: ID!, $first: Int) { project(id: $id) { claims(first: 1) { edges { node { lines(first: $first) \
                 { edges { cursor node { id amount verification { state verifiedBy { name } availableActions \
                 { action allowed } } } } } } } } } }";
    let applications = format!(
        "query($first: Int) {{ applications(first: $first) {{ {node} lead {{ nameFi }} call {{ title }} \
         partners {{ organisation {{ nameFi }} }} decision {{ id }} commitments {{ state }} }} }} }} }}"
    );
    let officer = claims.officer().clone();
    let lead = claims.lead().clone();
    for (name, query, user, rows) in [
        ("cost reports", reports.as_str(), &officer, 5),
        ("cost lines", lines, &officer, 6),
        ("applications", applications.as_str(), &lead, 5),
    ] {
        let _ = cost(&claims, user, query, 1).await;
        let (few, one) = cost(&claims, user, query, 1).await;
        let (many, all) = cost(&claims, user, query, 100).await;
        assert_eq!((one, all), (1, rows), "{name}");
        assert!(many <= few + SPLIT, "{name}: {few} became {many}");
    }
    claims.app.finish().await;
}

/// What a claim offers is computed only while something depends on it, which is true of one claim at most.
#[tokio::test]
async fn a_paid_claim_is_not_computed_anew() {
    let claims = Claims::start().await;
    claims.first_period(&S1).await;
    let id = claims.submitted(0).await;
    let query = format!(
        "query($id: ID!, $first: Int) {{ project(id: $id) {{ claims(first: $first) {{ edges {{ cursor node {{ id \
         {ACTIONS} }} }} }} }} }}"
    );
    let officer = claims.officer().clone();
    let _ = cost(&claims, &officer, &query, 20).await;
    let (open, _) = cost(&claims, &officer, &query, 20).await;
    let (for_partner, _) = {
        let partner = claims.app.world.municipality("Lohja").preparer.clone();
        let _ = cost(&claims, &partner, &query, 20).await;
        cost(&claims, &partner, &query, 20).await
    };
    claims.approved(&id).await;
    claims.paid(&id).await;
    let (paid, rows) = cost(&claims, &officer, &query, 20).await;
    assert_eq!(rows, 1);
    assert!(paid < open && for_partner < open, "{open}, {for_partner}, {paid}");
    claims.app.finish().await;
}
