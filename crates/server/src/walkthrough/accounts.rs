//! The bank account of the lead: proposed and confirmed there, reviewed and approved by the ministry.

use serde_json::json;

use super::{
    applying::LEAD,
    client::document,
    walk::{Walk, step},
};

/// An account number from the examples of the standard; nobody's.
const IBAN: &str = "FI2112345600000785";

/// Brings the lead's account into force, unless an earlier walk has.
pub(super) async fn bring_into_force(walk: &mut Walk) -> anyhow::Result<()> {
    let officer = walk.state("officer")?;
    let second = walk.state("second_approver")?;
    let preparer = walk.municipal("partner_preparer", LEAD)?;
    let approver = walk.municipal("partner_approver", LEAD)?;
    let filter = json!({
        "organisationId": preparer.organisation_id, "authorityId": officer.organisation_id,
        "states": ["approved"],
    });
    let accounts = walk
        .client
        .query(
            &officer.token,
            document!("bank_accounts"),
            json!({ "filter": filter }),
        )
        .await?;
    if accounts["bankAccounts"]["totalCount"] != 0 {
        return Ok(());
    }
    let input = json!({
        "organisationId": preparer.organisation_id, "authorityId": officer.organisation_id,
        "iban": IBAN, "reason": "Avustusten maksutili",
    });
    let propose = document!("propose_bank_account");
    let account = walk
        .act(&preparer, "bank account proposed", propose, input, "-")
        .await?;
    let confirm = document!("confirm_bank_account");
    let account = walk
        .act(
            &approver,
            "confirmed by another person",
            confirm,
            step(&account),
            "proposed",
        )
        .await?;
    let review = document!("review_bank_account");
    let account = walk
        .act(&officer, "account reviewed", review, step(&account), "confirmed")
        .await?;
    let approve = document!("approve_bank_account");
    walk.act(&second, "account approved", approve, step(&account), "reviewed")
        .await?;
    Ok(())
}
