//! What people hand in, and what the authority extends and waives.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, TimeDelta};
use serde_json::{Value, json};
use talkoot_test_support::{Answer, User};

use super::{
    days::working,
    events::What,
    play::Year,
    returning,
    town::{APPROVER, COORDINATOR, PREPARER, Town, days, text},
};
use crate::proofs::dice::Dice;

/// Something that is done about an obligation, by place.
#[derive(Clone, Copy, Debug)]
pub enum Deed {
    HandIn(usize),
    /// So many days later than it is due, or than today when that is later; then handed in so many days after the
    /// extension, or never.
    Extend(usize, u64, Option<u64>),
    Waive(usize),
    /// Comes back to be mended.
    Return(usize),
    /// Is mended and handed in anew.
    Mend(usize),
}

/// What is done about each obligation, and when: most are handed in in time, many late, some never.
pub fn plan(town: &Town, seed: u64) -> BTreeMap<NaiveDate, Vec<Deed>> {
    let (first, last) = (days().next().expect("a day"), days().last().expect("a day"));
    let mut plan: BTreeMap<NaiveDate, Vec<Deed>> = BTreeMap::new();
    for (place, owed) in town.owed.iter().enumerate() {
        let mut dice = Dice::of(seed, 3_000_000 + place);
        let (opens, due) = (owed.planned.opens, owed.planned.due);
        let open_for = (due - opens).num_days().max(1);
        let after = |day: NaiveDate, days: i64| {
            if days < 0 {
                day - Days::new(days.unsigned_abs())
            } else {
                day + Days::new(days.unsigned_abs())
            }
        };
        let (day, deed) = match dice.below(100) {
            0..50 => (after(opens, dice.between(0, open_for)), Deed::HandIn(place)),
            50..74 => (after(due, dice.between(1, 40)), Deed::HandIn(place)),
            74..85 => {
                let longer = u64::try_from(dice.between(5, 45)).unwrap_or(5);
                let then = dice
                    .chance(75)
                    .then(|| u64::try_from(dice.between(1, 60)).unwrap_or(1));
                (
                    after(due, dice.between(-12, 20)),
                    Deed::Extend(place, longer, then),
                )
            }
            85..92 => (after(opens, dice.between(0, open_for + 20)), Deed::Waive(place)),
            _ => continue,
        };
        let day = day.max(first).max(opens);
        if day <= last {
            plan.entry(day).or_default().push(deed);
        }
    }
    plan
}

/// Does what is planned for today, a few seconds apart.
pub async fn of_the_day(year: &mut Year, dice: &mut Dice) {
    for deed in year.deeds.remove(&year.today()).unwrap_or_default() {
        year.app.clock.advance(TimeDelta::seconds(7));
        match deed {
            Deed::HandIn(owed) => {
                if hand_in(year, owed).await {
                    returning::plan(year, owed);
                } else {
                    later(year, dice, deed);
                }
            }
            Deed::Return(owed) => {
                if !returning::give_back(year, owed).await {
                    later(year, dice, deed);
                }
            }
            Deed::Mend(owed) => {
                if !returning::mend(year, owed).await {
                    later(year, dice, deed);
                }
            }
            Deed::Extend(owed, longer, then) => {
                let nominal = extend(year, owed, longer).await;
                if let Some(after) = then {
                    let day = year.today() + Days::new(after);
                    year.deeds.entry(day).or_default().push(Deed::HandIn(owed));
                }
                year.happened(What::Extended { owed, nominal });
            }
            Deed::Waive(owed) => {
                let input = json!({
                    "id": year.town.owed[owed].id, "expectedVersion": version(year, owed).await,
                    "reason": "The municipalities merged.",
                });
                let second = year.app.world.second.clone();
                let waived = year.app.mutate(
                    &second,
                    "waiveObligation",
                    "WaiveObligationInput",
                    input,
                    "obligation { id }",
                );
                waived.await.accepted();
                year.happened(What::Settled { owed });
            }
        }
    }
}

/// Nobody is there who could.
fn later(year: &mut Year, dice: &mut Dice, deed: Deed) {
    let later = year.today() + Days::new(3 + dice.below(5) as u64);
    year.deeds.entry(later).or_default().push(deed);
}

pub async fn version(year: &Year, owed: usize) -> i64 {
    let query = "query($id: ID!) { obligation(id: $id) { version } }";
    let variables = json!({ "id": year.town.owed[owed].id });
    let read = year
        .app
        .graphql(&year.app.world.other_officer, query, variables)
        .await
        .accepted();
    read.number("/obligation/version")
}

async fn extend(year: &Year, owed: usize, longer: u64) -> NaiveDate {
    let nominal = year.town.owed[owed].planned.due.max(year.today()) + Days::new(longer);
    let input = json!({
        "id": year.town.owed[owed].id, "expectedVersion": version(year, owed).await, "newDate": nominal,
        "reason": "The project manager changed.",
    });
    let officer = &year.app.world.other_officer;
    let extended = year.app.mutate(
        officer,
        "extendObligation",
        "ExtendObligationInput",
        input,
        "obligation { dueDate }",
    );
    let extended = extended.await.accepted();
    assert_eq!(
        extended.text("/extendObligation/obligation/dueDate"),
        working(nominal).to_string()
    );
    nominal
}

/// Hands it in as whoever can today; says whether anybody could.
async fn hand_in(year: &mut Year, owed: usize) -> bool {
    let project = &year.town.projects[year.town.owed[owed].project];
    let Some(coordinator) = year.somebody(project.lead, COORDINATOR) else {
        return false;
    };
    let done = match year.town.owed[owed].planned.kind {
        "portfolio_report" => {
            report(year, &coordinator, owed).await;
            true
        }
        "cost_report" => costs(year, &coordinator, owed).await,
        _ => {
            let input = json!({
                "id": year.town.owed[owed].id, "expectedVersion": version(year, owed).await,
                "statement": "Kaikki on tehty.",
            });
            let done = year.app.mutate(
                &coordinator,
                "submitObligation",
                "SubmitObligationInput",
                input,
                "obligation { id }",
            );
            done.await.accepted();
            true
        }
    };
    if done {
        year.happened(What::Settled { owed });
    }
    done
}

async fn report(year: &Year, coordinator: &User, owed: usize) {
    let input = json!({ "obligationId": year.town.owed[owed].id });
    let fields = "portfolioReport { id version }";
    let kind = "StartPortfolioReportInput";
    let started = year
        .app
        .mutate(coordinator, "startPortfolioReport", kind, input, fields);
    let started = started.await.accepted();
    let report = started.at("/startPortfolioReport/portfolioReport").clone();
    approved_and_sent(year, coordinator, report).await;
}

/// A report that was begun or came back: written, approved by the steering group and handed in.
pub async fn approved_and_sent(year: &Year, coordinator: &User, report: Value) {
    const FIELDS: &str = "portfolioReport { id version }";
    let at = |answer: &Answer, mutation: &str| answer.at(&format!("/{mutation}/portfolioReport")).clone();
    let mutate = async |mutation: &str, input_type: &str, input: Value| {
        at(
            &year
                .app
                .mutate(coordinator, mutation, input_type, input, FIELDS)
                .await
                .accepted(),
            mutation,
        )
    };
    let light = json!({ "light": "GREEN" });
    let content = json!({
        "timetable": light, "cost": light, "scope": light, "risk": light, "ownership": light,
        "summary": "Kaikki etenee.",
    });
    let input = json!({ "id": report["id"], "expectedVersion": report["version"], "content": content });
    let report = mutate("updatePortfolioReport", "UpdatePortfolioReportInput", input).await;
    let input = json!({
        "id": report["id"], "expectedVersion": report["version"], "members": ["Aino Aalto"],
        "heldOn": year.today(), "unanimous": true,
    });
    let input_type = "ApprovePortfolioReportBySteeringInput";
    let report = mutate("approvePortfolioReportBySteering", input_type, input).await;
    let input = json!({ "id": report["id"], "expectedVersion": report["version"] });
    mutate("submitPortfolioReport", "PortfolioReportStepInput", input).await;
}

/// A cost report of one line: prepared by one person, handed over by another. Says whether both were there.
async fn costs(year: &mut Year, coordinator: &User, owed: usize) -> bool {
    let (project, of) = (year.town.owed[owed].project, year.town.owed[owed].of);
    let (Some(preparer), Some(approver)) = (year.somebody(of, PREPARER), year.somebody(of, APPROVER)) else {
        return false;
    };
    if preparer.person == approver.person {
        return false;
    }
    let first = year.town.owed[owed]
        .planned
        .period
        .expect("the period of a cost report");
    let report = opened(year, coordinator, (project, of), first).await;
    let rules = json!({
        "organisationId": year.town.municipalities[of].id, "rules": [{ "account": "4340", "category": "services" }],
    });
    let saved = "accountMapping { version }";
    let app = &year.app;
    app.mutate(
        &preparer,
        "saveAccountMapping",
        "SaveAccountMappingInput",
        rules,
        saved,
    )
    .await
    .accepted();
    let csv = format!(
        "Tosite;Tositepvm;Tili;Tilin nimi;Kustannuspaikka;Selite;Summa\n{owed};{};4340;Tili;6101;Selite;100,00\n",
        first.format("%-d.%-m.%Y"),
    );
    let organisation = year.town.municipalities[of].organisation;
    let file = app
        .upload(&preparer, organisation, "ledger.csv", csv.as_bytes())
        .await;
    let read = async || {
        let query = "query($id: ID!) { costReport(id: $id) { version } }";
        let read = app
            .graphql(&app.world.other_officer, query, json!({ "id": report }))
            .await
            .accepted();
        read.number("/costReport/version")
    };
    let input = json!({
        "costReportId": report, "expectedVersion": read().await, "fileId": file,
        "selection": [{ "field": "COST_CENTRE", "values": ["6101"] }],
        "subAreaId": year.town.projects[project].sub_area,
    });
    let fields = "costReport { total }";
    app.mutate(&preparer, "importLedger", "ImportLedgerInput", input, fields)
        .await
        .accepted();
    let input = json!({ "id": report, "expectedVersion": read().await });
    app.mutate(
        &approver,
        "submitCostReport",
        "CostReportStepInput",
        input,
        fields,
    )
    .await
    .accepted();
    year.prepared.insert(owed, preparer.person);
    true
}

/// The report of a municipality for a period, opened for all partners when the first one needs it.
async fn opened(
    year: &mut Year,
    coordinator: &User,
    (project, of): (usize, usize),
    first: NaiveDate,
) -> String {
    let of = year.town.municipalities[of].id.clone();
    let project = &year.town.projects[project];
    let period = project
        .periods
        .iter()
        .find(|one| one.0 == first)
        .expect("a period")
        .1
        .clone();
    if let Some(known) = year.reports.get(&(period.clone(), of.clone())) {
        return known.clone();
    }
    let input = json!({ "projectId": project.id, "periodId": period });
    let fields = "costReports { id partner { id } }";
    let answer = year
        .app
        .mutate(
            coordinator,
            "openCostReports",
            "OpenCostReportsInput",
            input,
            fields,
        )
        .await
        .accepted();
    for report in answer
        .at("/openCostReports/costReports")
        .as_array()
        .expect("reports")
    {
        let key = (period.clone(), text(&report["partner"]["id"]).to_owned());
        year.reports.insert(key, text(&report["id"]).to_owned());
    }
    year.reports[&(period, of)].clone()
}
