//! Every amount adds up: each node of its tree is computed once more from its inputs and what stands below it.

use std::collections::BTreeSet;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::{
    proofs::books::{Books, text},
    proofs::scene::{Scene, global},
};

const WHY: &str = "query($id: ID!, $after: ID) { whyAmount(id: $id, first: 100, after: $after) { \
    node { id label rule unrounded rounding limitedBy result inputs { name value } } \
    childrenTotal childrenCount hasMoreChildren children { id result subtracts } } }";

fn cents(value: &Value) -> i128 {
    let text = value.as_str().expect("an amount");
    text.replace('.', "").parse().expect("cents")
}

/// An input of a node that is an amount, cents.
fn input(node: &Value, name: &str) -> i128 {
    let inputs = node["inputs"].as_array().expect("inputs");
    let found = inputs.iter().find(|input| input["name"] == json!(name));
    cents(&found.unwrap_or_else(|| panic!("no {name} in {node:#}"))["value"])
}

/// An input that is a rate, in millionths of a per cent.
fn rate(node: &Value, name: &str) -> i128 {
    let inputs = node["inputs"].as_array().expect("inputs");
    let found = inputs.iter().find(|input| input["name"] == json!(name));
    let text = found.unwrap_or_else(|| panic!("no {name} in {node:#}"))["value"].as_str();
    let text = text.expect("a rate");
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{decimals:0<6}").parse().expect("a rate")
}

/// A part of an amount, cut off towards zero.
fn cut(amount: i128, rate: i128) -> i128 {
    amount * rate / 100_000_000
}

async fn node(scene: &Scene, id: &str) -> Option<(Value, Vec<Value>)> {
    let mut children: Vec<Value> = Vec::new();
    loop {
        let after = children.last().map(|child| child["id"].clone());
        let variables = json!({ "id": id, "after": after });
        let answer = scene.app.graphql(&scene.app.world.officer, WHY, variables).await;
        if answer.errors() == ["NOT_FOUND"] && children.is_empty() {
            return None;
        }
        let why = answer.accepted().at("/whyAmount").clone();
        children.extend(why["children"].as_array().expect("children").iter().cloned());
        if why["hasMoreChildren"] == json!(false) {
            return Some((why, children));
        }
    }
}

/// Whether a node follows from its inputs and from what stands below it.
fn check(why: &Value, children: &[Value]) {
    let node = &why["node"];
    assert_eq!(why["childrenCount"], json!(children.len()), "{why:#}");
    let below: i128 = children
        .iter()
        .map(|child| {
            let sign = if child["subtracts"] == json!(true) { -1 } else { 1 };
            sign * cents(&child["result"])
        })
        .sum();
    assert_eq!(below, cents(&why["childrenTotal"]), "{why:#}");
    let result = cents(&node["result"]);
    let expected = match node["rule"].as_str().expect("a rule") {
        "source" if children.is_empty() => return,
        "recovery_interest" | "late_interest" => return assert!(children.is_empty(), "{why:#}"),
        "sum" | "source" | "cumulative_grant" | "claim_amount" | "final_balance" => below,
        // What was decided about the line is at most the line.
        "verification" => return assert!(result.abs() <= below.abs(), "{why:#}"),
        "settlement" => below.max(0),
        "partner_share" => {
            assert_eq!(below, input(node, "cumulative_accepted"), "{why:#}");
            return;
        }
        "ceiling" => {
            assert_eq!(below, input(node, "cumulative_cost"), "{why:#}");
            let budget = input(node, "budget").max(0);
            below.min(budget + cut(budget, rate(node, "tolerance")))
        }
        "advance_clearing" => {
            assert_eq!(below, input(node, "outstanding_advance"), "{why:#}");
            let by_rate = cut(input(node, "grant_of_claim"), rate(node, "clearing_rate"));
            if node["limitedBy"] == json!("last_claim") {
                below
            } else {
                by_rate.clamp(0, below)
            }
        }
        "flat_rate" => {
            assert_eq!(below, input(node, "wages"), "{why:#}");
            let exact = below * rate(node, "flat_rate");
            exact.signum() * ((exact.abs() * 2 + 100_000_000) / 200_000_000)
        }
        "flat_rate_of_sub_area" => return assert_eq!(below, input(node, "flat_rate_of_partner"), "{why:#}"),
        "line_part" => return assert_eq!(below, input(node, "share_of_line"), "{why:#}"),
        "eligible_line" => return assert!(result.abs() <= below.abs(), "{why:#}"),
        other => panic!("{other} is not known here: {why:#}"),
    };
    assert_eq!(result, expected, "{why:#}");
    if node["rule"] == json!("cumulative_grant") {
        let by_rate = cut(input(node, "cumulative_accepted"), rate(node, "funding_rate"));
        assert_eq!(result, by_rate.clamp(0, input(node, "award")), "{why:#}");
    }
}

/// Whether a draft has to be computed anew before its amounts can be explained.
async fn is_stale(scene: &Scene, id: &str) -> bool {
    let variables = json!({ "id": id });
    let answer = scene.app.graphql(&scene.app.world.officer, WHY, variables).await;
    answer.errors() == ["REFUSED"]
}

/// Walks down from every claim that holds, every partner's share in it, every payout and every recovery.
///
/// # Panics
/// When a node does not follow from what it rests on.
pub async fn explain_everything(scene: &Scene, books: &Books) {
    let mut open = Vec::new();
    for claim in books
        .claims
        .iter()
        .filter(|claim| text(claim, "state") != "rejected")
    {
        let id = text(claim, "id");
        if text(claim, "state") == "draft" && is_stale(scene, &global("Claim", id)).await {
            continue;
        }
        open.push(global("Claim", id));
        let key = uuid::Uuid::parse_str(id).expect("a key");
        open.push(URL_SAFE_NO_PAD.encode(format!("Why:owed/{key}")));
        for row in Books::of_claim(&books.partners, id) {
            let partner = uuid::Uuid::parse_str(text(row, "partner_id")).expect("a key");
            open.push(URL_SAFE_NO_PAD.encode(format!("Why:claim_share/{key}/{partner}")));
        }
    }
    open.extend(
        books
            .payouts
            .iter()
            .map(|payout| global("Payout", text(payout, "id"))),
    );
    open.extend(
        books
            .recoveries
            .iter()
            .map(|one| global("Recovery", text(one, "id"))),
    );
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        let (why, children) = node(scene, &id)
            .await
            .unwrap_or_else(|| panic!("{id} is not explained"));
        if cents(&why["node"]["result"]) != 0
            || !why["node"]["label"]
                .as_str()
                .is_some_and(|label| label.starts_with("owed"))
        {
            check(&why, &children);
        }
        open.extend(
            children
                .iter()
                .map(|child| child["id"].as_str().expect("an id").to_owned()),
        );
    }
}
