//! One claim out of five cost reports, and its checking by the authority.

use anyhow::Context;
use serde_json::{Value, json};

use super::{
    applying::LEAD,
    client::document,
    figures::{ACCEPTED, DISALLOWED, GRANT, PARTNERS, euros},
    walk::{Walk, step, text},
};

/// The voucher that the officer disallows.
const VOUCHER: &str = "300777";

/// Consolidated and submitted by the lead.
pub(super) async fn claim(walk: &mut Walk, project: &Value, reports: &[Value]) -> anyhow::Result<Value> {
    let lead = walk.municipal("lead_coordinator", LEAD)?;
    walk.expect
        .equal("accepted cost reports", reports.len(), PARTNERS.len());
    let input = json!({ "projectId": project["id"], "periodId": project["periods"][0]["id"] });
    let claim = walk
        .act(
            &lead,
            "one claim out of five reports",
            document!("draft_claim"),
            input,
            "-",
        )
        .await?;
    let asked: i64 = PARTNERS.iter().map(|partner| partner.costs).sum::<i64>() + DISALLOWED;
    walk.expect
        .equal("claimed", text(&claim, "/totals/claimed")?, euros(asked));
    walk.act(
        &lead,
        "claim submitted",
        document!("submit_claim"),
        step(&claim),
        "draft",
    )
    .await
}

/// One line disallowed with a typed reason, the others accepted, content and finance checked by two.
pub(super) async fn verify(walk: &mut Walk, claim: &Value) -> anyhow::Result<()> {
    let officer = walk.state("officer")?;
    let second = walk.state("second_approver")?;
    let line = line(walk, claim).await?;
    let mut input = step(&line);
    input["reasonCode"] = json!("NOT_PROJECT_COST");
    input["reason"] = json!("Valtuuston kahvitus ei ole hankkeen meno.");
    let what = format!("voucher {VOUCHER} disallowed: not a cost of the project");
    walk.act(&officer, &what, document!("disallow_cost_line"), input, "pending")
        .await?;
    let current = read(walk, claim).await?;
    let input = json!({ "claimId": claim["id"], "expectedVersion": current["version"], "allPending": true });
    let what = "every other line accepted";
    walk.act(&officer, what, document!("accept_cost_lines"), input, "submitted")
        .await?;

    let checked = read(walk, claim).await?;
    walk.expect.equal(
        "accepted costs",
        text(&checked, "/totals/cumulativeAccepted")?,
        ACCEPTED,
    );
    walk.expect
        .equal("grant, floored", text(&checked, "/totals/grant")?, GRANT);
    for partner in &PARTNERS {
        let figures = checked["partners"]
            .as_array()
            .and_then(|all| all.iter().find(|one| one["partner"]["nameFi"] == partner.name))
            .with_context(|| format!("the claim has no figures of {}", partner.name))?;
        let (accepted, share) = (text(figures, "/accepted")?, text(figures, "/grantShare")?);
        walk.expect.equal(
            &format!("{}: accepted", partner.name),
            accepted,
            euros(partner.costs),
        );
        walk.expect.equal(
            &format!("{}: share of the grant", partner.name),
            share,
            partner.share,
        );
    }

    let content = document!("check_claim_content");
    let checked = walk
        .act(&officer, "content checked", content, step(&checked), "submitted")
        .await?;
    let approve = document!("approve_claim");
    walk.refused(
        &officer,
        "the officer tries to approve too",
        approve,
        step(&checked),
        "NOT_PERMITTED",
    )
    .await?;
    let what = "approved for payment by a second person";
    walk.act(&second, what, approve, step(&checked), "content_checked")
        .await?;
    Ok(())
}

/// The line of Virrat's ledger that has nothing to do with the project.
async fn line(walk: &mut Walk, claim: &Value) -> anyhow::Result<Value> {
    let officer = walk.state("officer")?;
    let virrat = walk.municipal("partner_preparer", "Virrat")?.organisation_id;
    let variables = json!({ "id": claim["id"], "partner": virrat });
    let answer = walk
        .client
        .query(&officer.token, document!("claim_lines"), variables)
        .await?;
    answer["claim"]["lines"]["edges"]
        .as_array()
        .and_then(|edges| {
            edges
                .iter()
                .map(|edge| &edge["node"])
                .find(|line| line["voucher"] == VOUCHER)
        })
        .cloned()
        .with_context(|| format!("the claim has no line of voucher {VOUCHER}"))
}

/// The claim as it stands now.
pub(super) async fn read(walk: &Walk, claim: &Value) -> anyhow::Result<Value> {
    let officer = walk.state("officer")?;
    let answer = walk
        .client
        .query(&officer.token, document!("claim"), json!({ "id": claim["id"] }))
        .await?;
    Ok(answer["claim"].clone())
}
