//! What comes back after it was handed in, and is handed in anew once it is mended.

use chrono::Days;
use serde_json::{Value, json};

use super::{
    deeds::{Deed, approved_and_sent, version},
    events::What,
    play::Year,
    town::{APPROVER, COORDINATOR, text},
};
use crate::proofs::dice::Dice;

/// So many of a hundred come back.
const COME_BACK: u64 = 22;
/// So many of a hundred of those are mended.
const ARE_MENDED: u64 = 85;

/// Plans what becomes of something that was handed in today: one in five comes back some days later.
pub fn plan(year: &mut Year, owed: usize) {
    let mut dice = Dice::of(year.seed, 4_000_000 + owed);
    if dice.chance(COME_BACK) {
        let day = year.today() + Days::new(1 + dice.below(12) as u64);
        year.deeds.entry(day).or_default().push(Deed::Return(owed));
    }
}

/// Gives it back as whoever judges it: the lead a report of costs, the officer everything else. Says whether anybody
/// could.
pub async fn give_back(year: &mut Year, owed: usize) -> bool {
    let officer = year.app.world.other_officer.clone();
    let questions = json!(["Mitä siitä seuraa?"]);
    let (by, mutation, kind, input, fields) = match year.town.owed[owed].planned.kind {
        "portfolio_report" => {
            let report = report(year, owed).await;
            let input =
                json!({ "id": report["id"], "expectedVersion": report["version"], "questions": questions });
            let kind = "ReturnPortfolioReportInput";
            (
                officer,
                "returnPortfolioReport",
                kind,
                input,
                "portfolioReport { id }",
            )
        }
        "cost_report" => {
            let lead = year.town.projects[year.town.owed[owed].project].lead;
            let Some(coordinator) = year.somebody(lead, COORDINATOR) else {
                return false;
            };
            let (report, version) = costs(year, owed).await;
            let input = json!({ "id": report, "expectedVersion": version, "reasons": "Tosite puuttuu." });
            let kind = "ReturnCostReportInput";
            (coordinator, "returnCostReport", kind, input, "costReport { id }")
        }
        _ => {
            let version = version(year, owed).await;
            let input =
                json!({ "id": year.town.owed[owed].id, "expectedVersion": version, "questions": questions });
            let kind = "ReturnObligationInput";
            (officer, "returnObligation", kind, input, "obligation { id }")
        }
    };
    let returned = year.app.mutate(&by, mutation, kind, input, fields);
    returned.await.accepted();
    year.happened(What::Returned { owed });
    let mut dice = Dice::of(year.seed, 5_000_000 + owed);
    if dice.chance(ARE_MENDED) {
        let day = year.today() + Days::new(1 + dice.below(30) as u64);
        year.deeds.entry(day).or_default().push(Deed::Mend(owed));
    }
    true
}

/// Hands it in anew; says whether anybody could.
pub async fn mend(year: &mut Year, owed: usize) -> bool {
    let of = &year.town.owed[owed];
    let Some(coordinator) = year.somebody(year.town.projects[of.project].lead, COORDINATOR) else {
        return false;
    };
    match of.planned.kind {
        "portfolio_report" => {
            let report = report(year, owed).await;
            approved_and_sent(year, &coordinator, report).await;
        }
        "cost_report" => {
            let Some(approver) = year.somebody(of.of, APPROVER) else {
                return false;
            };
            if year.prepared.get(&owed) == Some(&approver.person) {
                return false;
            }
            let (report, version) = costs(year, owed).await;
            let input = json!({ "id": report, "expectedVersion": version });
            let kind = "CostReportStepInput";
            let sent = year
                .app
                .mutate(&approver, "submitCostReport", kind, input, "costReport { id }");
            sent.await.accepted();
        }
        _ => {
            let input = json!({
                "id": of.id, "expectedVersion": version(year, owed).await, "statement": "Siitä seuraa säästöä.",
            });
            let kind = "SubmitObligationInput";
            let sent = year
                .app
                .mutate(&coordinator, "submitObligation", kind, input, "obligation { id }");
            sent.await.accepted();
        }
    }
    year.count("mended");
    year.happened(What::Settled { owed });
    true
}

/// The portfolio report that an obligation was settled with.
async fn report(year: &Year, owed: usize) -> Value {
    let query = "query($id: ID!) { obligation(id: $id) { portfolioReport { id version } } }";
    let officer = &year.app.world.other_officer;
    let variables = json!({ "id": year.town.owed[owed].id });
    let read = year.app.graphql(officer, query, variables).await.accepted();
    read.at("/obligation/portfolioReport").clone()
}

/// The report of costs that an obligation was settled with, and its version.
async fn costs(year: &Year, owed: usize) -> (String, i64) {
    let of = &year.town.owed[owed];
    let first = of.planned.period.expect("the period of a cost report");
    let mut periods = year.town.projects[of.project].periods.iter();
    let period = &periods.find(|one| one.0 == first).expect("a period").1;
    let municipality = &year.town.municipalities[of.of].id;
    let report = year.reports[&(period.clone(), municipality.clone())].clone();
    let query = "query($id: ID!) { costReport(id: $id) { id version } }";
    let officer = &year.app.world.other_officer;
    let read = year.app.graphql(officer, query, json!({ "id": report })).await;
    let read = read.accepted();
    (
        text(read.at("/costReport/id")).to_owned(),
        read.number("/costReport/version"),
    )
}
