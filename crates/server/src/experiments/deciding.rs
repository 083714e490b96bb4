//! The ranking with its line, what would be granted along it, and the decisions of the whole call by two persons.

use std::collections::HashMap;

use anyhow::{Context, ensure};
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::{
    applying::lead,
    desk::{Applied, Desk},
    plan::{APPLICATIONS, CUT_OFF, LEAST_USEFUL, Outcome, Planned},
    texts,
};
use crate::walkthrough::{client::document, euros, step, text};

/// Looks at the ranking, supposes how the money is given out, and keeps the list.
pub(super) async fn rank(desk: &Desk, call: &str, evaluated: &[Applied<'_>]) -> anyhow::Result<()> {
    let officer = desk.state("officer")?;
    let variables = json!({
        "call": call, "cutOff": CUT_OFF.to_string(), "leastUseful": LEAST_USEFUL.to_string(),
    });
    let read = desk
        .client
        .query(&officer.token, document!("ranking"), variables)
        .await?;
    let closes: NaiveDate = text(&read, "/call/closesOn")?.parse()?;
    let entries = read["ranking"]["entries"].as_array().context("no ranking")?;
    let ids = ids(evaluated);
    let drawn = desk.plan.ranked().map(|one| ids.get(&one.place).copied());
    let found = entries.iter().map(|entry| entry["application"]["id"].as_str());
    ensure!(
        drawn.eq(found),
        "the engine ranks the applications otherwise than they were drawn"
    );
    let line = entries.iter().find(|entry| entry["line"] == "across");
    let line = line.context("the money does not end within an application")?;
    println!(
        "   ranked: {}; the money ends at place {}, of which {} of {} EUR fit",
        entries.len(),
        line["place"],
        line["fits"].as_str().unwrap_or("-"),
        line["requested"].as_str().unwrap_or("-")
    );
    let supposed = read["rankingSimulation"]["awards"].as_array();
    let supposed = supposed.context("no simulation")?.iter();
    let drawn = desk.plan.ranked().map(supposed_award);
    ensure!(
        supposed
            .map(|one| one["award"].as_str().map(ToOwned::to_owned))
            .eq(drawn),
        "the engine gives the money out otherwise than it was drawn"
    );
    println!(
        "   supposed, in full and the rest in part: {} EUR, {} EUR left",
        text(&read, "/rankingSimulation/awarded")?,
        text(&read, "/rankingSimulation/left")?
    );
    let day = closes
        .checked_add_days(Days::new(25))
        .context("the calendar ends here")?;
    desk.move_to(day, "everything is reviewed").await?;
    let input = json!({ "callId": call, "expectedVersion": read["call"]["version"] });
    let list = desk.act(officer, document!("fix_ranking"), input).await?;
    println!(
        "   the ranking list is kept: number {}, {}",
        list["number"],
        text(&list, "/sha256")?
    );
    Ok(())
}

/// What the engine supposes before anything is cut by hand.
fn supposed_award(planned: &Planned) -> Option<String> {
    let award = match planned.outcome {
        Outcome::Full(_) | Outcome::Cut(_) => planned.requested,
        Outcome::Rest(award) => award,
        Outcome::NoMoney | Outcome::BelowCutOff | Outcome::ResultsLeave => 0,
    };
    Some(euros(award))
}

fn ids<'a>(applied: &'a [Applied<'_>]) -> HashMap<usize, &'a str> {
    let ids = applied.iter();
    ids.filter_map(|one| Some((one.planned.place, one.object["id"].as_str()?)))
        .collect()
}

/// Drafts a decision about each application, best first, and lets a second person make them.
pub(super) async fn decide(desk: &Desk, call: &str, evaluated: &[Applied<'_>]) -> anyhow::Result<()> {
    let (officer, second) = (desk.state("officer")?, desk.state("second_approver")?);
    let mut drafts = Vec::new();
    for planned in desk.plan.ranked() {
        let applied = evaluated.iter().find(|one| one.planned.place == planned.place);
        drafts.push(draft(applied.context("an application was lost")?)?);
    }
    let input = json!({ "callId": call, "items": drafts });
    let drafted = desk
        .client
        .mutate(&officer.token, document!("draft_decisions"), input)
        .await?;
    let steps: Vec<Value> = passed(&drafted)?.into_iter().map(step).collect();
    println!("   decisions drafted by {}: {}", officer.name, steps.len());
    let input = json!({ "callId": call, "items": steps });
    let made = desk
        .client
        .mutate(&second.token, document!("approve_decisions"), input)
        .await?;
    println!(
        "   decisions made by {}, letters written: {}",
        second.name,
        passed(&made)?.len()
    );
    Ok(())
}

fn draft(applied: &Applied<'_>) -> anyhow::Result<Value> {
    let planned = applied.planned;
    let language = lead(planned)?.correspondence();
    let mut draft = json!({
        "applicationId": applied.object["id"], "expectedVersion": applied.object["version"],
        "awarded": planned.outcome.award().is_some(), "reasoning": texts::reasoning(planned.outcome, language),
    });
    if let Some(award) = planned.outcome.award() {
        draft["award"] = json!(euros(award));
        draft["conditions"] = json!([texts::condition(language)]);
    }
    Ok(draft)
}

/// The decisions of a batch, of which none may be refused.
fn passed(batch: &Value) -> anyhow::Result<Vec<&Value>> {
    let items = batch["items"].as_array().context("no decisions came back")?;
    let refused = items.iter().find(|one| one["decision"].is_null());
    if let Some(refused) = refused {
        anyhow::bail!("a decision was refused: {}", refused["refusals"]);
    }
    ensure!(items.len() == APPLICATIONS, "{} decisions came back", items.len());
    Ok(items.iter().map(|one| &one["decision"]).collect())
}
