//! Five cost reports out of five ledgers in five layouts.

use anyhow::Context;
use chrono::Days;
use serde_json::{Value, json};

use super::{
    applying::{LEAD, SUB_AREAS},
    client::document,
    figures::{DISALLOWED, PARTNERS, Partner, euros},
    ledgers::{self, Export, PROJECT_CODE},
    walk::{Walk, step, text},
};

/// The partner whose report the lead returns once.
const RETURNED: &str = "Kuhmoinen";
/// What that partner's first file has too much: a bill that was booked on the project by mistake.
const BOOKED_BY_MISTAKE: i64 = 21_080;

/// Which account is which category; in each partner's own chart, which here are alike.
const MAPPING: [(&str, &str); 4] = [
    ("4000", "personnel"),
    ("434", "services"),
    ("4420", "travel"),
    ("4580", "materials"),
];

/// Opened, filled from ledgers, submitted, returned, accepted; gives the accepted reports.
pub(super) async fn collect(walk: &mut Walk, project: &Value) -> anyhow::Result<Vec<Value>> {
    let lead = walk.municipal("lead_coordinator", LEAD)?;
    let day = walk
        .calendar
        .period_last
        .checked_add_days(Days::new(8))
        .context("no such day")?;
    walk.move_to(day, "the first cost period has ended").await?;
    let input = json!({ "projectId": project["id"], "periodId": project["periods"][0]["id"] });
    let opened = walk
        .client
        .mutate(&lead.token, document!("open_cost_reports"), input)
        .await?;
    println!("     the lead opens the cost reports of the first period for every partner");
    let mut accepted = Vec::new();
    for report in opened["costReports"].as_array().cloned().unwrap_or_default() {
        let name = text(&report, "/partner/nameFi")?;
        let partner = PARTNERS
            .iter()
            .find(|partner| partner.name == name)
            .context("an unexpected partner")?;
        map_accounts(walk, partner).await?;
        accepted.push(report_costs(walk, project, &report, partner).await?);
    }
    Ok(accepted)
}

async fn map_accounts(walk: &mut Walk, partner: &Partner) -> anyhow::Result<()> {
    let preparer = walk.municipal("partner_preparer", partner.name)?;
    let rules: Vec<Value> = MAPPING
        .iter()
        .map(|(account, category)| {
            let exact = account.len() == 4;
            json!({ if exact { "account" } else { "prefix" }: account, "category": category })
        })
        .collect();
    let input = json!({ "organisationId": preparer.organisation_id, "rules": rules });
    let what = format!("{} maps its accounts to categories", partner.name);
    walk.act(&preparer, &what, document!("save_account_mapping"), input, "-")
        .await?;
    Ok(())
}

async fn report_costs(
    walk: &mut Walk,
    project: &Value,
    report: &Value,
    partner: &Partner,
) -> anyhow::Result<Value> {
    let preparer = walk.municipal("partner_preparer", partner.name)?;
    let approver = walk.municipal("partner_approver", partner.name)?;
    let lead = walk.municipal("lead_coordinator", LEAD)?;
    let (submit, accept) = (document!("submit_cost_report"), document!("accept_cost_report"));
    let name = partner.name;
    let extra = match name {
        "Virrat" => Some(DISALLOWED),
        RETURNED => Some(BOOKED_BY_MISTAKE),
        _ => None,
    };
    let mut report = import(walk, project, report, partner, extra, "open").await?;
    if name == "Karkkila" {
        let what = "the preparer tries to submit what it prepared";
        walk.refused(&preparer, what, submit, step(&report), "NOT_PERMITTED")
            .await?;
    }
    report = walk
        .act(
            &approver,
            &format!("{name} submits its costs"),
            submit,
            step(&report),
            "open",
        )
        .await?;
    if name == RETURNED {
        let mut input = step(&report);
        input["reasons"] = json!("Tosite 300777 ei kuulu hankkeelle: kahvitus on kunnan omaa toimintaa.");
        let what = format!("the lead returns {name}'s report with reasons");
        report = walk
            .act(&lead, &what, document!("return_cost_report"), input, "submitted")
            .await?;
        report = import(walk, project, &report, partner, None, "returned").await?;
        report = walk
            .act(
                &approver,
                &format!("{name} submits anew"),
                submit,
                step(&report),
                "returned",
            )
            .await?;
    }
    walk.act(
        &lead,
        &format!("the lead accepts {name}'s report"),
        accept,
        step(&report),
        "submitted",
    )
    .await
}

async fn import(
    walk: &mut Walk,
    project: &Value,
    report: &Value,
    partner: &Partner,
    extra: Option<i64>,
    before: &str,
) -> anyhow::Result<Value> {
    let preparer = walk.municipal("partner_preparer", partner.name)?;
    let postings = ledgers::postings(walk.calendar.use_first, partner.costs, extra);
    let export = export(partner.name, &postings)?;
    let file_name = export.name.clone();
    let file = walk
        .client
        .upload(
            &preparer.token,
            &preparer.organisation_id,
            &export.name,
            export.content,
        )
        .await?;
    let own = SUB_AREAS
        .iter()
        .position(|(_, leader)| *leader == partner.name)
        .unwrap_or_default();
    let mut input = json!({
        "costReportId": report["id"], "expectedVersion": report["version"], "fileId": file,
        "selection": [{ "field": "PROJECT", "values": [PROJECT_CODE] }],
        "subAreaId": project["subAreas"][own]["id"],
        "statedTotal": euros(partner.costs + extra.unwrap_or_default()),
    });
    if partner.name == "Kuhmoinen" {
        input["profileId"] = json!(save_profile(walk).await?);
    }
    let what = format!("{} imports {file_name}", partner.name);
    let report = walk
        .act(&preparer, &what, document!("import_ledger"), input, before)
        .await?;
    let found = &report["import"]["diagnosis"];
    println!(
        "     {} rows, {}, file total {} = selected {} + excluded {}",
        found["rows"],
        found["encoding"].as_str().unwrap_or("workbook"),
        found["fileTotal"].as_str().unwrap_or("-"),
        found["selected"]["total"].as_str().unwrap_or("-"),
        found["excluded"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|one| format!(
                "{} ({})",
                one["total"].as_str().unwrap_or("-"),
                one["reason"].as_str().unwrap_or("-")
            ))
            .collect::<Vec<_>>()
            .join(" + "),
    );
    let selected = text(&report, "/import/diagnosis/selected/total")?;
    walk.expect.equal(
        "selected",
        selected,
        euros(partner.costs + extra.unwrap_or_default()),
    );
    Ok(report)
}

/// Debit and credit stand in columns of their own: the municipality says so once for its system.
async fn save_profile(walk: &mut Walk) -> anyhow::Result<String> {
    let preparer = walk.municipal("partner_preparer", "Kuhmoinen")?;
    let input = json!({
        "organisationId": preparer.organisation_id, "system": "Esimerkkikirjanpito",
        "profile": { "columns": [
            { "field": "DEBIT", "column": "Debet" }, { "field": "CREDIT", "column": "Kredit" },
        ] },
    });
    let what = "Kuhmoinen saves how its export is read";
    let profile = walk
        .act(&preparer, what, document!("save_ledger_profile"), input, "-")
        .await?;
    text(&profile, "/id")
}

fn export(partner: &str, postings: &[ledgers::Posting]) -> anyhow::Result<Export> {
    Ok(match partner {
        "Lohja" => ledgers::latin(postings),
        "Karkkila" => ledgers::national(postings),
        "Pälkäne" => ledgers::workbook(postings)?,
        "Kuhmoinen" => ledgers::debit_credit(postings),
        _ => ledgers::trailing_minus(postings),
    })
}
