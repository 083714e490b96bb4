//! What partners do with their ledgers.

use serde_json::{Value, json};
use talkoot_test_support::Row;

use crate::{
    proofs::books::{maybe, number, text},
    proofs::choice::{Chooser, Command, Step},
    proofs::scene::{ACCOUNTS, Rules, global},
};

/// Cents as the API writes them.
pub fn euros(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100)
}

impl Chooser<'_> {
    /// A ledger of a few rows, credits and repeats among them, for a report.
    pub fn import(&mut self) -> Option<Step> {
        let any = self.dice.chance(8);
        let open = |report: &&Row| any || ["open", "returned"].contains(&text(report, "state"));
        // Who has sent nothing comes first, most of the time.
        let empty_first = self.dice.chance(70);
        let fit: Vec<&Row> = self.books.reports.iter().filter(open).collect();
        let empty: Vec<&Row> = fit
            .iter()
            .filter(|report| maybe(report, "import_id").is_none())
            .copied()
            .collect();
        let from = match (empty.is_empty(), empty_first) {
            // Everybody has sent a file: now and then a better one comes.
            (true, _) if !self.dice.chance(25) => return None,
            (false, true) => &empty,
            _ => &fit,
        };
        let report = (*self.dice.pick(from)?).clone();
        let of = self.scene.municipality(text(&report, "partner_id")).clone();
        let day = text(&report, "first_day").split('-').collect::<Vec<_>>().join("");
        let (year, month) = (&day[..4], &day[4..6]);
        let mut csv = "Tosite;Tositepvm;Tili;Tilin nimi;Kustannuspaikka;Selite;Summa\n".to_owned();
        let mut total = 0;
        // In a plain grant the second period brings back more than it costs; with a tolerance budgets are passed.
        let is_second = self.scene.rules == Rules::Plain && text(&report, "period") == "2";
        let credits = if is_second { 90 } else { 15 };
        let times_as_much = if self.scene.rules == Rules::Tolerant {
            12
        } else {
            1
        };
        for row in 0..=self.dice.below(6) {
            let (account, _) = ACCOUNTS[self.dice.below(ACCOUNTS.len())];
            let mut cents = match self.dice.below(5) {
                0 => self.dice.between(1, 99),
                1 => self.dice.between(100, 9_999),
                _ => self.dice.between(10_000, 160_000) * times_as_much,
            };
            if self.dice.chance(credits) {
                cents = -cents;
            }
            let times = if self.dice.chance(6) { 2 } else { 1 };
            for _ in 0..times {
                total += cents;
                let amount = euros(cents).replace('.', ",");
                csv.push_str(&format!(
                    "{}-{row};{}.{}.{year};{account};Tili;6101;Selite;{amount}\n",
                    self.step,
                    15 + row,
                    month.trim_start_matches('0'),
                ));
            }
        }
        let id = text(&report, "id").to_owned();
        let area = self.dice.below(self.scene.project.sub_areas.len());
        let mut input = json!({
            "costReportId": global("CostReport", &id), "expectedVersion": number(&report, "version"),
            "selection": [{ "field": "COST_CENTRE", "values": ["6101"] }],
            "subAreaId": self.scene.project.sub_areas[area],
        });
        match self.dice.below(10) {
            0 => input["statedTotal"] = json!(euros(total + 1)),
            1 | 2 => input["statedTotal"] = json!(euros(total)),
            _ => {}
        }
        let command = Command {
            who: of.preparer,
            mutation: "importLedger",
            input_type: "ImportLedgerInput",
            input,
        };
        Some(Step::Upload(id, csv, total, command))
    }

    /// A line of a report that its partner may still change, with its report.
    fn own_line(&mut self) -> Option<(Row, Row)> {
        let open: Vec<&Row> = self
            .books
            .reports
            .iter()
            .filter(|report| ["open", "returned"].contains(&text(report, "state")))
            .collect();
        let report = (*self.dice.pick(&open)?).clone();
        let lines: Vec<&Row> = self
            .books
            .lines
            .iter()
            .filter(|line| text(line, "cost_report_id") == text(&report, "id"))
            .collect();
        let line = (*self.dice.pick(&lines)?).clone();
        Some((report, line))
    }

    fn prepare(
        &self,
        mutation: &'static str,
        input_type: &'static str,
        report: &Row,
        mut input: Value,
    ) -> Step {
        input["costReportId"] = json!(global("CostReport", text(report, "id")));
        input["expectedVersion"] = json!(number(report, "version"));
        Step::Ask(Command {
            who: self
                .scene
                .municipality(text(report, "partner_id"))
                .preparer
                .clone(),
            mutation,
            input_type,
            input,
        })
    }

    pub fn area(&mut self) -> String {
        let place = self.dice.below(self.scene.project.sub_areas.len());
        self.scene.project.sub_areas[place].clone()
    }

    pub fn classify(&mut self) -> Option<Step> {
        let (report, line) = self.own_line()?;
        let mut item = json!({ "lineIds": [global("CostLine", text(&line, "id"))] });
        if self.dice.chance(60) {
            item["category"] = json!(ACCOUNTS[self.dice.below(ACCOUNTS.len())].1);
        } else {
            item["subAreaId"] = json!(self.area());
        }
        let input = json!({ "items": [item] });
        Some(self.prepare("classifyCostLines", "ClassifyCostLinesInput", &report, input))
    }

    pub fn allocate(&mut self) -> Option<Step> {
        let (report, line) = self.own_line()?;
        let percents = ["50", "33.33", "12.5", "99.99", "66.67"];
        let mut input = json!({
            "costLineId": global("CostLine", text(&line, "id")), "reason": format!("Jako {}", self.step),
        });
        if self.dice.chance(70) {
            input["share"] = json!({ "percent": percents[self.dice.below(percents.len())] });
        }
        if self.dice.chance(50) {
            let split = [["50", "50", ""], ["33.33", "33.33", "33.34"], ["10", "20", "70"]];
            let sizes = split[self.dice.below(3)];
            let first = self.dice.below(5);
            let parts = sizes.iter().filter(|size| !size.is_empty()).enumerate();
            let parts: Vec<Value> = parts
                .map(|(place, size)| {
                    let area = &self.scene.project.sub_areas[(first + place) % 5];
                    json!({ "subAreaId": area, "size": { "percent": size } })
                })
                .collect();
            input["parts"] = json!(parts);
        }
        Some(self.prepare("allocateCostLine", "AllocateCostLineInput", &report, input))
    }

    pub fn reset(&mut self) -> Option<Step> {
        let (report, line) = self.own_line()?;
        let input = json!({ "costLineId": global("CostLine", text(&line, "id")) });
        Some(self.prepare(
            "resetCostLineAllocation",
            "ResetCostLineAllocationInput",
            &report,
            input,
        ))
    }

    /// A part of an amount, on its side of nothing; nothing and all of it are parts here.
    pub fn part_of(&mut self, amount: i64) -> i64 {
        let size = match self.dice.below(5) {
            0 => 0,
            1 => amount.abs(),
            _ => self.dice.between(0, amount.abs()),
        };
        size * amount.signum()
    }
}
