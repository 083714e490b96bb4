//! What a final report shows without anybody typing it, and that it stays as it was when the report was handed in.

use serde_json::{Value, json};
use talkoot_test_support::User;

use crate::{
    claims::setup::{Claims, S1},
    lasting::help::{approved, begin_report, filled_in, publish_shipped, report, report_step},
    portfolio::help::{add_milestone, change_risk, raise, risk},
    reports::help::{extend, noon, obligation},
};

const FORM: &str = "digitek-final-report";

/// The facts about a topic, one a line: name, state, text, amounts, days.
async fn facts(claims: &Claims, by: &User, report: &Value, topic: &str) -> Vec<String> {
    let query = "query($id: ID!) { node(id: $id) { ... on FinalReport { facts { topic section name state text \
                 amounts { name amount } days { name day } } } } }";
    let read = claims
        .app
        .graphql(by, query, json!({ "id": report["id"] }))
        .await
        .accepted();
    let all = read.at("/node/facts").as_array().cloned().expect("facts");
    let told = |fact: &Value| {
        let mut words: Vec<String> = ["name", "state", "text"]
            .iter()
            .filter_map(|field| fact[field].as_str().map(ToOwned::to_owned))
            .filter(|text| !text.is_empty())
            .collect();
        let pairs = |list: &str, value: &str| -> Vec<String> {
            let list = fact[list].as_array().expect("a list").iter();
            list.map(|one| format!("{}={}", one["name"], one[value]).replace('"', ""))
                .collect()
        };
        words.extend(pairs("amounts", "amount"));
        words.extend(pairs("days", "day"));
        words.join(" ")
    };
    all.iter()
        .filter(|fact| fact["topic"] == topic)
        .map(told)
        .collect()
}

/// Goal: what happened in the project is there, from the first cost to the last decision; what is submitted stays, and a
/// report that comes back shows what is so now.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn what_the_system_knows_is_shown_and_kept() {
    let claims = Claims::start().await;
    let (lead, officer) = (claims.lead().clone(), claims.officer().clone());
    claims.first_period(&S1).await;
    let claim = claims.submitted(0).await;
    claims.approved(&claim).await;
    claims.paid(&claim).await;
    let area = claims.project.sub_areas[0].as_str();
    add_milestone(&claims, &lead, Some(area), "Käyttöönotto", "2027-09-01")
        .await
        .accepted();
    let feared = risk("raiseRisk", raise(&claims, &lead, "Aikataulu", json!({})).await);
    change_risk(&claims, &lead, "recordRiskOccurrence", &feared, json!({}))
        .await
        .accepted();
    raise(&claims, &lead, "Kustannukset", json!({})).await.accepted();
    let figure = json!({ "value": "10000", "unit": "EUR vuodessa", "source": "Arvio" });
    let input = json!({
        "projectId": claims.project.id, "mechanism": "TRAVEL", "name": "Kokousmatkat",
        "calculation": { "flat": { "amount": figure } },
    });
    let stated = claims
        .app
        .mutate(
            &lead,
            "stateBenefit",
            "StateBenefitInput",
            input,
            "benefit { id }",
        )
        .await;
    stated.accepted();
    approved(&claims).await;
    publish_shipped(&claims.app, FORM).await;
    claims.app.travel_to(noon("2028-02-01")).await;
    let owed = obligation(
        &claims.app,
        &claims.project,
        "final_report",
        "2028-02-29",
        "Pälkäne",
    )
    .await;
    extend(&claims.app, &officer, &owed, "2028-03-31")
        .await
        .accepted();
    let begun = report("startFinalReport", begin_report(&claims, &lead, &owed).await);
    let full = filled_in(&claims, &begun, &[FORM]).await;
    let submitted = report(
        "submitFinalReport",
        report_step(&claims, &lead, "submitFinalReport", &full, json!({})).await,
    );

    let of = async |topic: &str| facts(&claims, &officer, &submitted, topic).await;
    let project = of("project").await;
    assert!(
        project[0].contains("Pälkäne award=300000.00 first=2026-02-01 last=2027-12-31"),
        "{project:?}"
    );
    assert_eq!(of("partner").await.len(), 5);
    assert_eq!(of("period").await.len(), 4);
    let costs = of("cost").await;
    assert_eq!(costs.len(), 35, "five municipalities in seven categories");
    assert!(
        costs
            .iter()
            .any(|fact| fact.starts_with("Lohja services budget=30000.00 accepted=23456.78")),
        "{costs:?}"
    );
    let payouts = of("payout").await;
    assert!(
        payouts.len() == 1 && payouts[0].contains("amount=49006.24"),
        "{payouts:?}"
    );
    assert_eq!(
        of("milestone").await,
        ["Käyttöönotto planned baseline=2027-09-01 forecast=2027-09-01"]
    );
    let risks = of("risk").await;
    assert!(
        risks.len() == 1 && risks[0].starts_with("1 Aikataulu occurred"),
        "{risks:?}"
    );
    assert_eq!(
        of("steering_decision").await,
        ["exit_plan unanimous Anna, Bo heldOn=2026-02-02"]
    );
    assert_eq!(of("exit_plan").await, ["exit_plan approved"]);
    assert_eq!(of("benefit").await, ["Kokousmatkat travel aYear=10000.00"]);
    let extensions = of("extension").await;
    assert!(
        extensions.len() == 1 && extensions[0].contains("due=2028-03-31"),
        "{extensions:?}"
    );
    assert!(
        of("report")
            .await
            .iter()
            .any(|fact| fact.starts_with("cost_report"))
    );

    add_milestone(&claims, &lead, None, "Loppuseminaari", "2028-05-01")
        .await
        .accepted();
    assert_eq!(of("milestone").await.len(), 1, "what was submitted stays");
    let more = json!({ "questions": [{ "section": "impact", "question": "?" }] });
    let returned = report(
        "returnFinalReport",
        report_step(&claims, &officer, "returnFinalReport", &submitted, more).await,
    );
    assert_eq!(facts(&claims, &officer, &returned, "milestone").await.len(), 2);
    let lohja = claims.app.world.municipality("Lohja").preparer.clone();
    let own = facts(&claims, &lohja, &returned, "cost").await;
    assert!(
        own.len() == 7 && own.iter().all(|fact| fact.starts_with("Lohja")),
        "{own:?}"
    );
    claims.app.finish().await;
}
