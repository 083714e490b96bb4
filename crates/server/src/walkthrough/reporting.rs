//! Portfolio reports: some in time, one chased by e-mail until it comes.

use anyhow::{Context, bail};
use chrono::{Days, NaiveDate, TimeDelta};
use serde_json::{Value, json};

use super::{
    applying::LEAD,
    client::document,
    walk::{Walk, step, text},
};
use crate::demo::DemoToken;

/// The steps of the ladder that the walk waits for, with how many people are written to: the
/// responsible, from +1 also the municipality's approver, from +14 also the officer.
const LADDER: [(i64, &str, usize); 7] = [
    (-30, "-30", 1),
    (-14, "-14", 1),
    (-3, "-3", 1),
    (0, "0", 1),
    (1, "+1", 2),
    (7, "+7", 2),
    (14, "+14", 3),
];

/// Delivers every report that falls due in the first cost period, in time: portfolio reports, and the interim report,
/// whose mid-term may move to the first working day after it.
pub(super) async fn report_in_time(walk: &mut Walk, project: &Value) -> anyhow::Result<()> {
    let last = walk.calendar.period_last.checked_add_days(Days::new(7));
    report_until(walk, project, last.context("no such day")?).await
}

/// Delivers in time what is due until a day and not handed in yet, in the order in which it is due.
pub(super) async fn report_until(walk: &mut Walk, project: &Value, last: NaiveDate) -> anyhow::Result<()> {
    let lead = walk.municipal("lead_coordinator", LEAD)?;
    let kinds = ["portfolio_report", "interim_report"];
    let mut waiting = obligations(walk, project, &kinds).await?;
    waiting.retain(|one| !matches!(one["state"].as_str(), Some("submitted" | "accepted")));
    waiting.sort_by_key(|one| one["dueDate"].to_string());
    for obligation in waiting {
        let due: NaiveDate = text(&obligation, "/dueDate")?.parse()?;
        if due > last {
            continue;
        }
        let day = due.checked_sub_days(Days::new(10)).context("no such day")?;
        if obligation["kind"] == "portfolio_report" {
            walk.move_to(day, "a portfolio report is due in ten days").await?;
            deliver(walk, &obligation, "open").await?;
        } else {
            walk.move_to(day, "the interim report is due in ten days").await?;
            state(walk, &lead, &obligation, "interim report").await?;
        }
    }
    Ok(())
}

/// Handed in as a statement once it is open, and accepted by the officer.
pub(super) async fn state(
    walk: &mut Walk,
    lead: &DemoToken,
    obligation: &Value,
    name: &str,
) -> anyhow::Result<()> {
    let officer = walk.state("officer")?;
    let id = json!({ "id": obligation["id"] });
    let what = format!("the {name} to be open");
    let read = document!("obligation");
    let now = walk
        .wait_for(lead, read, id, &what, |answer| {
            answer["obligation"]["state"] == "open"
        })
        .await?["obligation"]
        .clone();
    let mut input = step(&now);
    input["statement"] = json!("Hanke etenee suunnitelman mukaan; tulokset ovat nähtävissä mittareista.");
    let submit = document!("submit_obligation");
    let what = format!("{name} handed in");
    let submitted = walk.act(lead, &what, submit, input, "open").await?;
    let accept = document!("accept_obligation");
    let what = format!("{name} accepted");
    walk.act(&officer, &what, accept, step(&submitted), "submitted")
        .await?;
    Ok(())
}

/// Lets the next report fall overdue, counts the reminders, delivers it, and sees that they stop.
pub(super) async fn chase(walk: &mut Walk, project: &Value) -> anyhow::Result<()> {
    let last = walk.calendar.period_last;
    let waiting = obligations(walk, project, &["portfolio_report"]).await?;
    let mut waiting = waiting.into_iter();
    let obligation = waiting
        .find(|one| {
            one["dueDate"]
                .as_str()
                .is_some_and(|due| due > last.to_string().as_str())
        })
        .context("no portfolio report is due after the first period")?;
    let due: NaiveDate = text(&obligation, "/dueDate")?.parse()?;
    println!("     the next portfolio report is due on {due}; nobody writes it");
    let officer = walk.state("officer")?;
    let id = json!({ "id": obligation["id"] });
    for (days, key, people) in LADDER {
        let day = due
            .checked_add_signed(TimeDelta::days(days))
            .context("no such day")?;
        walk.move_to(day, &format!("{days:+} days from the due date"))
            .await?;
        let what = format!("the reminder of step {key}");
        let read = document!("obligation");
        let answer = walk
            .wait_for(&officer, read, id.clone(), &what, |answer| {
                let mut steps = answer["obligation"]["reminders"].as_array().into_iter().flatten();
                steps.any(|reminder| {
                    let mut recipients = reminder["recipients"].as_array().into_iter().flatten();
                    reminder["step"] == key && recipients.all(|one| one["state"] == "sent")
                })
            })
            .await?;
        let reminders: Vec<&Value> = answer["obligation"]["reminders"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|reminder| reminder["step"] == key)
            .collect();
        let recipients: Vec<String> = reminders
            .iter()
            .flat_map(|reminder| reminder["recipients"].as_array().cloned().unwrap_or_default())
            .map(|one| one["person"]["name"].as_str().unwrap_or("-").to_owned())
            .collect();
        println!("     reminder {key}: {}", recipients.join(", "));
        walk.expect.equal("sent once", reminders.len(), 1);
        walk.expect.equal("people written to", recipients.len(), people);
    }
    let late = walk
        .client
        .query(&officer.token, document!("obligation"), id.clone())
        .await?;
    walk.expect
        .equal("state", text(&late, "/obligation/state")?, "overdue");
    deliver(walk, &late["obligation"], "overdue").await?;
    let day = due
        .checked_add_signed(TimeDelta::days(22))
        .context("no such day")?;
    walk.move_to(day, "a week after the report came").await?;
    // Long enough for the worker to send what it must not send.
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    let after = walk
        .client
        .query(&officer.token, document!("obligation"), id)
        .await?;
    let sent = after["obligation"]["reminders"].as_array().map_or(0, Vec::len);
    walk.expect
        .equal("reminders in all, none after the report", sent, LADDER.len());
    Ok(())
}

/// What the project owes of these kinds; asked until it is there.
pub(super) async fn obligations(walk: &Walk, project: &Value, kinds: &[&str]) -> anyhow::Result<Vec<Value>> {
    let officer = walk.state("officer")?;
    let variables = json!({ "id": project["id"], "kinds": kinds });
    let answer = walk
        .wait_for(
            &officer,
            document!("obligations"),
            variables,
            "the obligations",
            |answer| {
                answer["project"]["obligations"]["totalCount"]
                    .as_i64()
                    .is_some_and(|count| count > 0)
            },
        )
        .await?;
    let edges = answer["project"]["obligations"]["edges"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    Ok(edges.into_iter().map(|edge| edge["node"].clone()).collect())
}

/// Written by the lead, approved by the steering group, submitted, accepted by the officer.
#[expect(clippy::too_many_lines, reason = "one step after another, read as a story")]
async fn deliver(walk: &mut Walk, obligation: &Value, state: &str) -> anyhow::Result<()> {
    let lead = walk.municipal("lead_coordinator", LEAD)?;
    let officer = walk.state("officer")?;
    let id = json!({ "id": obligation["id"] });
    let what = format!("the report to be {state}");
    walk.wait_for(&lead, document!("obligation"), id, &what, |answer| {
        answer["obligation"]["state"] == state
    })
    .await?;
    let input = json!({ "obligationId": obligation["id"] });
    let report = walk
        .act(
            &lead,
            "portfolio report begun",
            document!("start_portfolio_report"),
            input,
            "-",
        )
        .await?;
    let green = json!({ "light": "GREEN" });
    let mut input = step(&report);
    input["content"] = json!({
        "timetable": { "light": "YELLOW", "reason": "Toimittajan viivästys siirtää yhtä käyttöönottoa kuukaudella." },
        "cost": green, "scope": green, "risk": green, "ownership": green,
        "summary": "Käyttöönotot etenevät viidessä kunnassa.", "deviations": "Yksi käyttöönotto siirtyy.",
    });
    input["newRisks"] = json!([{
        "topic": "Asiantuntijat", "text": "Pienistä kunnista on vaikea irrottaa asiantuntijoita.",
        "probability": 3, "effect": 3,
    }]);
    let report = walk
        .act(
            &lead,
            "lights, deviations and risks",
            document!("update_portfolio_report"),
            input,
            "draft",
        )
        .await?;
    let mut input = step(&report);
    let time = walk
        .client
        .query(&lead.token, document!("server_time"), json!({}))
        .await?;
    input["members"] = json!(["Pälkäne", "Lohja", "Karkkila", "Kuhmoinen", "Virrat"]);
    input["heldOn"] = time["serverTime"]["today"].clone();
    input["unanimous"] = json!(true);
    let approve = document!("approve_portfolio_report_by_steering");
    let report = walk
        .act(&lead, "approved by the steering group", approve, input, "draft")
        .await?;
    let submit = document!("submit_portfolio_report");
    let report = walk
        .act(
            &lead,
            "portfolio report submitted",
            submit,
            step(&report),
            "steering_approved",
        )
        .await?;
    let accept = document!("accept_portfolio_report");
    walk.act(
        &officer,
        "portfolio report accepted",
        accept,
        step(&report),
        "submitted",
    )
    .await?;
    Ok(())
}

/// The officer's view of every project.
pub(super) async fn portfolio(walk: &mut Walk, project: &Value) -> anyhow::Result<()> {
    let officer = walk.state("officer")?;
    let mut after = Value::Null;
    loop {
        let page = walk
            .client
            .query(&officer.token, document!("portfolio"), json!({ "after": after }))
            .await?;
        let edges = page["portfolio"]["edges"].as_array().cloned().unwrap_or_default();
        if let Some(edge) = edges
            .iter()
            .find(|edge| edge["node"]["project"]["id"] == project["id"])
        {
            let entry = &edge["node"];
            let lights: Vec<String> = entry["latestReport"]["lights"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|one| {
                    format!(
                        "{} {}",
                        one["aspect"].as_str().unwrap_or("-"),
                        one["light"].as_str().unwrap_or("-")
                    )
                })
                .collect();
            println!(
                "     portfolio: {} · {}",
                text(entry, "/project/name")?,
                lights.join(", ")
            );
            walk.expect
                .equal("overdue in the portfolio", &entry["overdueObligations"], 0);
            walk.expect.equal(
                "paid in the portfolio",
                text(entry, "/paid")?,
                super::figures::GRANT,
            );
            return Ok(());
        }
        if page["portfolio"]["pageInfo"]["hasNextPage"] != true {
            bail!("the project is not in the officer's portfolio");
        }
        after = page["portfolio"]["pageInfo"]["endCursor"].clone();
    }
}
