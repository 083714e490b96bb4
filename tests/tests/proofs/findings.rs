//! What is found after a claim was approved, and what is taken back.

use serde_json::json;
use talkoot_test_support::Row;

use crate::{
    proofs::books::{counted, is_approved, is_claimed, number, text},
    proofs::choice::{Chooser, Step, ask},
    proofs::ledgers::euros,
    proofs::scene::global,
};

impl Chooser<'_> {
    /// A finding on lines of approved claims, or one that undoes another.
    pub fn correct(&mut self) -> Option<Step> {
        let mut input =
            json!({ "reasonCode": "NOT_PROJECT_COST", "reason": format!("Havainto {}", self.step) });
        let undoable: Vec<&Row> = self
            .books
            .corrections
            .iter()
            .filter(|one| ["approved", "netted", "recovering"].contains(&text(one, "state")))
            .collect();
        if self.dice.chance(35)
            && let Some(undone) = self.dice.pick(&undoable)
        {
            input["reversesId"] = json!(global("Correction", text(undone, "id")));
        } else {
            let claims: Vec<&Row> = self
                .books
                .claims
                .iter()
                .filter(|claim| is_approved(claim))
                .collect();
            let claim = *self.dice.pick(&claims)?;
            let reports = self.books.reports_of(text(claim, "id"));
            let report = *self.dice.pick(&reports)?;
            let lines: Vec<&Row> = self
                .books
                .lines
                .iter()
                .filter(|line| is_claimed(line) && text(line, "cost_report_id") == report)
                .collect();
            let mut found = Vec::new();
            let first = self.dice.below(lines.len());
            for place in first..=first + self.dice.below(2) {
                let line = (*lines.get(place)?).clone();
                let mut remains = self.part_of(number(&line, "amount_cents"));
                if remains == counted(&line) {
                    remains = 0;
                }
                found.push(
                    json!({ "costLineId": global("CostLine", text(&line, "id")), "remains": euros(remains) }),
                );
            }
            input["lines"] = json!(found);
        }
        let world = &self.scene.app.world;
        let finders = [
            &world.auditor,
            &world.other_officer,
            &self.scene.project.lead.lead,
        ];
        let who = finders[self.dice.below(3)];
        Some(ask(who, "proposeCorrection", "ProposeCorrectionInput", input))
    }

    pub fn recover(&mut self) -> Option<Step> {
        let mut input =
            json!({ "reason": format!("Takaisinperintä {}", self.step), "respondBy": self.day(14) });
        let approved: Vec<&Row> = self
            .books
            .corrections
            .iter()
            .filter(|one| text(one, "state") == "approved")
            .collect();
        let last = self.books.approved().last();
        let is_owed = last.is_some_and(|claim| number(claim, "owed_cents") > 0);
        if approved.is_empty() && !is_owed && !self.rarely() {
            return None;
        }
        match self.dice.pick(&approved) {
            Some(correction) if self.dice.chance(60) => {
                input["correctionId"] = json!(global("Correction", text(correction, "id")));
            }
            _ => input["projectId"] = json!(self.scene.project.id),
        }
        if self.dice.chance(40) {
            input["paidOn"] = json!(self.day(0));
        }
        Some(self.officer("openRecovery", "OpenRecoveryInput", input))
    }
}
