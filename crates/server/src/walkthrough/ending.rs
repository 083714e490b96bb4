//! The end of the project: what is still owed, the final report, and the follow-up a year later.

use std::time::Duration;

use anyhow::{Context, bail};
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::{
    applying::LEAD,
    asking, banking,
    client::document,
    effects,
    figures::{ACCEPTED, GRANT, PARTNERS},
    forms, reporting, steering,
    walk::{Walk, step, text},
};

/// What the lead writes in the final report; the last two are asked of every municipality.
const FINAL_REPORT: [(&str, &str); 32] = [
    (
        "summary",
        "Viisi kuntaa otti yhdessä käyttöön sähköisen päätöksenteon.",
    ),
    ("background", "Pienillä kunnilla ei ole omaa projektihenkilöstöä."),
    ("goals", "Päätöksenteko sähköiseksi kaikissa kunnissa."),
    ("goals_met", "Neljä viidestä osa-alueesta saavutti tavoitteensa."),
    ("outputs", "Viisi käyttöönotettua palvelua ja yhteinen ohje."),
    (
        "processes",
        "Päätös valmistellaan ja allekirjoitetaan sähköisesti.",
    ),
    ("joint_solutions", "Yhteinen asianhallinnan malli."),
    ("wellbeing", "Asiointi ei vaadi matkaa kunnantalolle."),
    ("mechanism", "Työaikaa ja postimaksuja säästyy."),
    ("after", "Ylläpito maksetaan kuntien omasta talousarviosta."),
    ("phasing", "Yksi kunta pilotoi, muut seurasivat."),
    ("plan_changed", "yes"),
    ("plan_changes", "Yksi käyttöönotto siirtyi kuukaudella."),
    ("steering", "Ohjausryhmä kokoontui kuukausittain."),
    ("stakeholders", "Asukkailta kysyttiin, miten palvelut toimivat."),
    ("communication", "Infotilaisuudet ja uutiskirje."),
    ("documentation", "Käsikirja on julkinen."),
    ("successes", "Kunnat oppivat toisiltaan."),
    ("lessons", "Asiantuntijat on varattava ajoissa."),
    ("problems", "Toimittajan viivästys."),
    ("follow_up", "Mittarit luetaan vuoden kuluttua uudelleen."),
    ("tried", "Sähköistä allekirjoitusta, koska paperi hidasti."),
    ("sought", "Nopeampi päätös; se saavutettiin."),
    ("learned", "Yhteinen malli säästää jokaisen kunnan työtä."),
    ("customers", "Päätös tulee perille samana päivänä."),
    ("own_processes", "Välivaiheita jäi pois."),
    ("costs", "Säästö on laskettu allekirjoituksista."),
    ("digitalisation", "Paperia ei enää tarvita."),
    ("scalable", "yes"),
    ("scalable_how", "Malli ei riipu toimittajasta."),
    ("own_use", "Sähköinen allekirjoitus ja etäkokoukset."),
    ("own_lessons", "Muutos vaatii nimetyn vastuuhenkilön."),
];

/// What lasts, in the last months of the project: effects, a survey, the exit plan, a meeting, a result.
pub(super) async fn prepare(
    walk: &mut Walk,
    project: &Value,
    indicators: &[Value],
) -> anyhow::Result<Vec<Value>> {
    reporting::report_until(walk, project, walk.calendar.use_last).await?;
    forms::publish(walk).await?;
    let today = walk.today().await?;
    let measured = effects::measure(walk, project, indicators, today).await?;
    asking::ask(walk, project, today).await?;
    let plan = steering::answer_exit_plan(walk, project).await?;
    let today = walk.today().await?;
    steering::meet(walk, project, &plan, today).await?;
    banking::publish(walk, project).await?;
    Ok(measured)
}

/// The final report, after the use period.
pub(super) async fn report_finally(walk: &mut Walk, project: &Value) -> anyhow::Result<()> {
    let day = walk.calendar.use_last.checked_add_days(Days::new(10));
    walk.move_to(day.context("no such day")?, "the use period has ended")
        .await?;
    waive_costs(walk, project).await?;
    let lead = walk.municipal("lead_coordinator", LEAD)?;
    let officer = walk.state("officer")?;
    let owed = owed(walk, project, "final_report").await?;
    let input = json!({ "obligationId": owed["id"] });
    let start = document!("start_final_report");
    let begun = walk.act(&lead, "final report begun", start, input, "-").await?;
    let report = fill_in(walk, begun).await?;
    let submit = document!("submit_final_report");
    let report = walk
        .act(&lead, "final report submitted", submit, step(&report), "draft")
        .await?;
    compare_facts(walk, &report).await?;
    let accept = document!("accept_final_report");
    let report = walk
        .act(
            &officer,
            "final report accepted",
            accept,
            step(&report),
            "submitted",
        )
        .await?;
    walk.expect
        .equal("state of the final report", text(&report, "/state")?, "accepted");
    Ok(())
}

/// Nobody had costs in the last period, so nobody reports any; a second person says so for each municipality.
async fn waive_costs(walk: &mut Walk, project: &Value) -> anyhow::Result<()> {
    let second = walk.state("second_approver")?;
    let mut waived = 0;
    for one in opened(walk, project, "cost_report").await? {
        if matches!(one["state"].as_str(), Some("accepted" | "submitted")) {
            continue;
        }
        let mut input = step(&one);
        input["reason"] = json!("Kunnalla ei ollut menoja viimeisellä jaksolla.");
        let what = format!("{} had no more costs", text(&one, "/responsible/nameFi")?);
        let before = text(&one, "/state")?;
        let waive = document!("waive_obligation");
        walk.act(&second, &what, waive, input, &before).await?;
        waived += 1;
    }
    walk.expect
        .equal("cost reports that nobody owes", waived, PARTNERS.len());
    Ok(())
}

/// Each municipality answers what is asked of it, the lead the rest.
async fn fill_in(walk: &mut Walk, begun: Value) -> anyhow::Result<Value> {
    let mut report = begun;
    let answer = document!("answer_final_report");
    for partner in &PARTNERS {
        let open = report["missing"].as_array().into_iter().flatten();
        let open: Vec<&Value> = open
            .filter(|one| one["partner"]["nameFi"] == partner.name)
            .collect();
        let of = open.first().context("nothing is asked of a municipality")?["partner"]["id"].clone();
        let mut fields: Vec<&str> = open.iter().filter_map(|one| one["field"].as_str()).collect();
        // What is asked behind an answer that is given here.
        if fields.contains(&"plan_changed") {
            fields.extend(["plan_changes", "scalable_how"]);
        }
        let mut answers = Vec::new();
        for field in fields {
            let mut known = FINAL_REPORT.iter();
            let known = known.find(|(code, _)| *code == field);
            let (_, value) = known.with_context(|| format!("nobody knows an answer to {field}"))?;
            answers.push(json!({ "field": field, "seenVersion": 0, "value": value }));
        }
        let role = if partner.name == LEAD {
            "lead_coordinator"
        } else {
            "partner_preparer"
        };
        let who = walk.municipal(role, partner.name)?;
        let mut input = step(&report);
        input["partnerId"] = of;
        input["answers"] = json!(answers);
        let what = format!("{} answers {} questions", partner.name, answers.len());
        report = walk.act(&who, &what, answer, input, "draft").await?;
    }
    let open = report["missing"].as_array().map_or(0, Vec::len);
    walk.expect.equal("questions that are open", open, 0);
    Ok(report)
}

/// What nobody typed: costs, payout, benefit, indicators, exit plan.
async fn compare_facts(walk: &mut Walk, report: &Value) -> anyhow::Result<()> {
    let officer = walk.state("officer")?;
    let read = document!("final_report_facts");
    let id = json!({ "id": report["id"] });
    let answer = walk.client.query(&officer.token, read, id).await?;
    let facts = answer["node"]["facts"].as_array().cloned().unwrap_or_default();
    println!("     the report shows {} facts that nobody typed", facts.len());
    let of = |topic: &str| -> Vec<&Value> { facts.iter().filter(|fact| fact["topic"] == topic).collect() };
    let sum = |topic: &str, name: &str| -> anyhow::Result<String> {
        let mut cents = 0_i64;
        for fact in of(topic) {
            let mut amounts = fact["amounts"].as_array().into_iter().flatten();
            if let Some(one) = amounts.find(|one| one["name"] == name) {
                cents += text(one, "/amount")?.replace('.', "").parse::<i64>()?;
            }
        }
        Ok(super::euros(cents))
    };
    let compared = [
        ("accepted costs in the report", sum("cost", "accepted")?, ACCEPTED),
        ("payouts in the report", sum("payout", "amount")?, GRANT),
        (
            "benefits a year in the report",
            sum("benefit", "aYear")?,
            effects::BENEFIT,
        ),
        ("indicators in the report", of("indicator").len().to_string(), "2"),
    ];
    let plan = of("exit_plan").first().map(|fact| fact["state"].to_string());
    for (what, found, expected) in compared {
        walk.expect.equal(what, found, expected);
    }
    walk.expect.equal(
        "exit plan in the report",
        plan.unwrap_or_default(),
        "\"approved\"",
    );
    Ok(())
}

/// A year later: what the indicators say then, what became of the exit plan.
pub(super) async fn follow_up(walk: &mut Walk, project: &Value, indicators: &[Value]) -> anyhow::Result<()> {
    let lead = walk.municipal("lead_coordinator", LEAD)?;
    let planned = reporting::obligations(walk, project, &["follow_up"]).await?;
    let planned = planned.first().context("no follow-up is planned")?;
    let due: NaiveDate = text(planned, "/dueDate")?.parse()?;
    let day = due.checked_sub_days(Days::new(10)).context("no such day")?;
    walk.move_to(day, "the follow-up is due in ten days").await?;
    let owed = owed(walk, project, "follow_up").await?;
    let today = walk.today().await?;
    effects::follow_up(walk, indicators, today).await?;
    let lasting = lasting(walk, project).await?;
    steering::follow_up(walk, &lasting["exitPlan"], today).await?;
    reporting::state(walk, &lead, &owed, "follow-up").await?;
    let lasting = self::lasting(walk, project).await?;
    let plan = text(&lasting, "/exitPlan/state")?;
    walk.expect.equal("state of the exit plan", plan, "closed");
    walk.expect.equal(
        "benefits a year",
        text(&lasting, "/benefitsAYear")?,
        effects::BENEFIT,
    );
    for one in lasting["indicators"].as_array().into_iter().flatten() {
        let what = format!("\"{}\"", text(one, "/name")?);
        walk.expect.equal(&what, text(one, "/state")?, "follow_up");
    }
    Ok(())
}

async fn lasting(walk: &Walk, project: &Value) -> anyhow::Result<Value> {
    let officer = walk.state("officer")?;
    let read = document!("what_lasts");
    let id = json!({ "id": project["id"] });
    let answer = walk.client.query(&officer.token, read, id).await?;
    Ok(answer["project"]["lasting"].clone())
}

/// The one obligation of a kind, once it is open.
async fn owed(walk: &Walk, project: &Value, kind: &str) -> anyhow::Result<Value> {
    match opened(walk, project, kind).await?.as_slice() {
        [one] => Ok(one.clone()),
        several => bail!("the project owes {} of {kind}", several.len()),
    }
}

/// What is owed of a kind, once the worker has opened all of it.
async fn opened(walk: &Walk, project: &Value, kind: &str) -> anyhow::Result<Vec<Value>> {
    const TRIES: u32 = 300;
    for _ in 0..TRIES {
        let all = reporting::obligations(walk, project, &[kind]).await?;
        if all.iter().all(|one| one["state"] != "scheduled") {
            return Ok(all);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    bail!("waited in vain for {kind} to open")
}
