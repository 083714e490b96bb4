//! The payout by two persons, and the question why it is that much.

use anyhow::bail;
use serde_json::{Value, json};

use super::{
    accounts, claiming,
    client::document,
    figures::{GRANT, UNROUNDED},
    walk::{Walk, step, text},
};

/// Created, approved by another person, sent, confirmed by the bank; gives the payout.
pub(super) async fn pay(walk: &mut Walk, claim: &Value) -> anyhow::Result<Value> {
    let officer = walk.state("officer")?;
    let second = walk.state("second_approver")?;
    accounts::bring_into_force(walk).await?;
    let approved = claiming::read(walk, claim).await?;
    let input = json!({ "claimId": claim["id"], "expectedVersion": approved["version"] });
    let payout = walk
        .act(&officer, "payout created", document!("create_payout"), input, "-")
        .await?;
    walk.expect.equal("payout", text(&payout, "/amount")?, GRANT);
    let approve = document!("approve_payout");
    walk.refused(
        &officer,
        "the officer tries to approve it too",
        approve,
        step(&payout),
        "NOT_PERMITTED",
    )
    .await?;
    let payout = walk
        .act(
            &second,
            "payout approved by a second person",
            approve,
            step(&payout),
            "created",
        )
        .await?;
    let payout = walk
        .act(
            &officer,
            "sent to the bank",
            document!("send_payout"),
            step(&payout),
            "approved",
        )
        .await?;
    let time = walk
        .client
        .query(&officer.token, document!("server_time"), json!({}))
        .await?;
    let mut input = step(&payout);
    input["bankReference"] = json!("RF0812344");
    input["valueDate"] = time["serverTime"]["today"].clone();
    let payout = walk
        .act(
            &officer,
            "confirmed by the bank",
            document!("confirm_payout"),
            input,
            "sent",
        )
        .await?;
    let variables = json!({ "id": claim["id"] });
    let what = "the claim to be paid";
    let paid = walk
        .wait_for(&officer, document!("claim"), variables, what, |answer| {
            answer["claim"]["state"] == "paid"
        })
        .await?;
    walk.expect
        .equal("state of the claim", text(&paid, "/claim/state")?, "paid");
    Ok(payout)
}

/// Follows the amount from the payout down to a row of a partner's file, checking at each step that
/// what lies below adds up.
pub(super) async fn explain(walk: &mut Walk, payout: &Value) -> anyhow::Result<()> {
    const DEEPEST: usize = 20;
    let officer = walk.state("officer")?;
    println!("     why this amount?");
    let mut id = payout["id"].clone();
    for depth in 0..DEEPEST {
        let answer = walk
            .client
            .query(&officer.token, document!("why_amount"), json!({ "id": id }))
            .await?;
        let node = &answer["whyAmount"]["node"];
        let indent = "  ".repeat(depth);
        println!(
            "       {indent}{} = {}   [{}]",
            text(node, "/label")?,
            text(node, "/result")?,
            text(node, "/ruleInWords")?
        );
        if node["rule"] == "cumulative_grant" {
            walk.expect
                .equal("before rounding", text(node, "/unrounded")?, UNROUNDED);
        }
        if let Some(row) = input(node, "row") {
            let file = input(node, "file").unwrap_or_default();
            println!("       {indent}row {row} of {file}");
            walk.expect
                .equal("the amount leads to a row of a file", !file.is_empty(), true);
            return Ok(());
        }
        // Into the first part that adds something.
        let children = answer["whyAmount"]["children"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let next = children
            .iter()
            .find(|child| child["subtracts"] != true && child["result"] != "0.00");
        match next {
            Some(child) => id = child["id"].clone(),
            None => bail!("the explanation ends before a row of a file: {node}"),
        }
    }
    bail!("the explanation is deeper than {DEEPEST} levels")
}

fn input(node: &Value, name: &str) -> Option<String> {
    let inputs = node["inputs"].as_array()?;
    let found = inputs.iter().find(|input| input["name"] == name)?;
    found["value"].as_str().map(ToOwned::to_owned)
}
