//! The exit plan, and the meeting of the steering group that approves it.

use anyhow::Context;
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::{
    applying::{LEAD, SUB_AREAS},
    client::document,
    walk::{Walk, step, text},
};

/// What is answered in the exit plan; the last of the three trees ends with a "no".
const EXIT_PLAN: [(&str, &str); 19] = [
    ("a1", "yes"),
    ("a2", "Sähköinen allekirjoitus ja etäkokoukset."),
    ("a3", "Viiden kunnan hallinto ja luottamushenkilöt."),
    ("a4", "Koulutus ja yhteinen ohje."),
    ("a5", "Kaksi työpäivää kuntaa kohti."),
    ("a6", "Hallintojohtajat."),
    ("a7", "Kaikki viranhaltijapäätökset vuoden kuluessa."),
    ("a8", "Allekirjoitusten määrä lasketaan puolivuosittain."),
    ("b1", "yes"),
    ("b2", "Yhteinen käyttöönoton malli."),
    ("b3", "Pienet kunnat, joilla ei ole omaa projektihenkilöstöä."),
    ("b4", "Malli julkaistaan ja esitellään verkostossa."),
    ("b5", "Kuntien oma työ."),
    ("b6", "Kuntaliitto ja maakuntien liitot."),
    ("b7", "Verkkosivut ja infotilaisuudet."),
    ("b8", "Järjestelmät ovat erilaisia."),
    ("b9", "Malli ei riipu toimittajasta."),
    ("c1", "yes"),
    ("c3", "no"),
];
/// What is left open at first.
const LEFT_OPEN: (&str, &str) = ("c2", "Arkistointi otetaan käyttöön.");

/// Begun and answered; complete when every question that is asked has its answer.
pub(super) async fn answer_exit_plan(walk: &mut Walk, project: &Value) -> anyhow::Result<Value> {
    let lead = walk.municipal("lead_coordinator", LEAD)?;
    let input = json!({ "projectId": project["id"] });
    let start = document!("start_exit_plan");
    let plan = walk.act(&lead, "exit plan begun", start, input, "-").await?;
    let given = |(field, value): (&str, &str)| json!({ "field": field, "seenVersion": 0, "value": value });
    let mut input = step(&plan);
    input["answers"] = json!(EXIT_PLAN.into_iter().map(given).collect::<Vec<_>>());
    let answer = document!("answer_exit_plan");
    let plan = walk
        .act(&lead, "exit plan answered", answer, input, "draft")
        .await?;
    walk.expect.equal(
        "the development ends with the project",
        plan["endedBranches"].as_array().map_or(0, Vec::len),
        1,
    );
    let complete = document!("complete_exit_plan");
    let what = "the lead says that it is complete";
    walk.refused(&lead, what, complete, step(&plan), "INCOMPLETE")
        .await?;
    let mut input = step(&plan);
    input["answers"] = json!([given(LEFT_OPEN)]);
    let plan = walk
        .act(&lead, "the open question answered", answer, input, "draft")
        .await?;
    walk.act(&lead, "exit plan complete", complete, step(&plan), "draft")
        .await
}

/// A meeting of the steering group: planned with what is open, held a day later, its decisions recorded, its minutes
/// approved by another person; then the approval of the exit plan.
pub(super) async fn meet(
    walk: &mut Walk,
    project: &Value,
    plan: &Value,
    today: NaiveDate,
) -> anyhow::Result<()> {
    let lead = walk.municipal("lead_coordinator", LEAD)?;
    let secretary = walk.municipal("partner_approver", "Lohja")?;
    let day = today.checked_add_days(Days::new(1)).context("no such day")?;
    let meeting = invite(walk, project, day).await?;
    walk.move_to(day, "the steering group meets").await?;
    let mut input = step(&meeting);
    input["present"] = json!(SUB_AREAS.map(|(_, municipality)| municipality));
    let hold = document!("hold_steering_meeting");
    let mut meeting = walk.act(&lead, "meeting held", hold, input, "planned").await?;
    for (decided, dissent) in [
        ("Lopetussuunnitelma hyväksytään.", None),
        (
            "Jatkohanketta ei haeta.",
            Some("Kuhmoinen: kehittämistä pitäisi jatkaa."),
        ),
    ] {
        let mut input = step(&meeting);
        input["text"] = json!(decided);
        input["unanimous"] = json!(dissent.is_none());
        input["dissent"] = json!(dissent);
        let record = document!("record_steering_decision");
        let what = format!("decided: {decided}");
        meeting = walk.act(&lead, &what, record, input, "held").await?;
    }
    walk.expect.equal(
        "decisions on record",
        meeting["decisions"].as_array().map_or(0, Vec::len),
        2,
    );
    let minutes = document!("approve_steering_minutes");
    let what = "the lead tries to approve its own minutes";
    walk.refused(&lead, what, minutes, step(&meeting), "SAME_PERSON")
        .await?;
    let what = "minutes approved by another person";
    let meeting = walk
        .act(&secretary, what, minutes, step(&meeting), "held")
        .await?;

    let mut input = step(plan);
    input["meetingId"] = meeting["id"].clone();
    input["members"] = json!(SUB_AREAS.map(|(_, municipality)| municipality));
    input["heldOn"] = json!(day);
    input["unanimous"] = json!(true);
    let approve = document!("approve_exit_plan_by_steering");
    let what = "exit plan approved by the steering group";
    let plan = walk.act(&lead, what, approve, input, "answered").await?;
    walk.expect
        .equal("state of the exit plan", text(&plan, "/state")?, "approved");
    walk.expect
        .equal("approved in meeting", &plan["steeringMeeting"]["number"], 1);
    Ok(())
}

/// Planned for a day, with one person of each municipality and the agenda that the engine proposes.
async fn invite(walk: &mut Walk, project: &Value, day: NaiveDate) -> anyhow::Result<Value> {
    let lead = walk.municipal("lead_coordinator", LEAD)?;
    let mut members = Vec::new();
    for (_, municipality) in SUB_AREAS {
        let role = if municipality == LEAD {
            "lead_coordinator"
        } else {
            "partner_approver"
        };
        let member = walk.municipal(role, municipality)?;
        let viewer = walk
            .client
            .query(&member.token, document!("viewer"), json!({}))
            .await?;
        members.push(viewer["viewer"]["person"]["id"].clone());
    }
    let begins = day.and_hms_opt(8, 0, 0).context("no such time")?.and_utc();
    let content = json!({
        "startsAt": begins.to_rfc3339(), "minutes": 90, "place": "Pälkäneen kunnanvirasto", "memberIds": members,
    });
    let input = json!({ "projectId": project["id"], "content": content });
    let what = "meeting of the steering group planned";
    let planned = walk
        .act(&lead, what, document!("plan_steering_meeting"), input, "-")
        .await?;
    let agenda = planned["agenda"].as_array().cloned().unwrap_or_default();
    for point in &agenda {
        println!(
            "       {} [{}]",
            point["title"].as_str().unwrap_or("-"),
            point["matter"].as_str().unwrap_or("-")
        );
    }
    let proposed = agenda.iter().all(|point| point["matter"].is_string());
    walk.expect
        .equal("the agenda is what is open", !agenda.is_empty() && proposed, true);
    Ok(planned)
}

/// A year later: what was seen of the plan, and what became of the results.
pub(super) async fn follow_up(walk: &mut Walk, plan: &Value, today: NaiveDate) -> anyhow::Result<()> {
    let lead = walk.municipal("lead_coordinator", LEAD)?;
    let mut input = step(plan);
    input["note"] = json!("Kaikki viisi kuntaa allekirjoittavat päätöksensä sähköisesti.");
    input["seenOn"] = json!(today);
    let note = document!("note_exit_plan");
    let plan = walk
        .act(&lead, "what became of the plan is noted", note, input, "approved")
        .await?;
    let mut input = step(&plan);
    input["outcome"] = json!("Tulokset ovat käytössä; kaksi muuta kuntaa on ottanut mallin käyttöön.");
    let close = document!("close_exit_plan");
    walk.act(&lead, "exit plan closed", close, input, "follow_up")
        .await?;
    Ok(())
}
