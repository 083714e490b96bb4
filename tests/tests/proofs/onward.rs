//! What brings the money on its way, and when it can be done.

use chrono::Datelike;
use serde_json::json;
use talkoot_test_support::Row;

use crate::{
    proofs::books::{is_approved, is_claimed, maybe, number, text},
    proofs::choice::{Chooser, Step},
    proofs::kinds::KINDS,
};

/// The way of the money, its end first.
const ONWARD: [&str; 15] = [
    "liftPaymentHold",
    "confirmPayout",
    "sendPayout",
    "approvePayout",
    "createPayout",
    "approveClaim",
    "checkClaimContent",
    "acceptCostLines",
    "submitClaim",
    "recomputeClaim",
    "draftClaim",
    "acceptCostReport",
    "submitCostReport",
    "importLedger",
    "openCostReports",
];

impl Chooser<'_> {
    /// The step that brings the money nearer to the bank: a history of chance alone hardly gets to a second claim.
    pub fn onward(&mut self) -> Option<Step> {
        self.straight = true;
        let step = self.first_onward();
        self.straight = step.is_some();
        step
    }

    fn first_onward(&mut self) -> Option<Step> {
        for mutation in ONWARD {
            let step = match mutation {
                "draftClaim" => self.draft(),
                "importLedger" => self.import(),
                "openCostReports" => self.open(),
                _ => {
                    let kind = KINDS.iter().find(|kind| kind.mutation == mutation)?;
                    self.on_one(kind)
                }
            };
            if step.is_some() {
                return step;
            }
        }
        if self.is_all_claimed() {
            self.next_period()
        } else {
            None
        }
    }

    /// The periods of the project begin with its half-years.
    fn begun_periods(&self) -> usize {
        let today = self.scene.app.app.today();
        let halves = (today.year() - 2026) * 2 + i32::from(today.month() > 6);
        usize::try_from(halves + 1)
            .unwrap_or(1)
            .min(self.scene.project.periods.len())
    }

    /// Time until the next period has begun, or the use period is over.
    pub fn next_period(&mut self) -> Option<Step> {
        let is_left = self.scene.app.app.today().year() < 2028;
        is_left.then(|| Step::Wait(self.dice.between(100, 180).unsigned_abs()))
    }

    /// Whether what a command needs beside the state of its object is there.
    pub fn is_ready(&self, mutation: &str, row: &Row) -> bool {
        match mutation {
            "submitCostReport" => maybe(row, "import_id").is_some(),
            "acceptCostReport" => text(row, "state") == "submitted",
            // Only the latest is reopened, and only until it is claimed.
            "reopenCostReport" => false,
            "submitClaim" => !self.is_stale(row),
            "recomputeClaim" => self.is_stale(row),
            "acceptCostLines" => self.is_pending(row),
            "checkClaimContent" => !self.is_pending(row),
            "approveClaim" => text(row, "state") == "content_checked",
            "createPayout" => number(row, "payable_cents") > 0 && !self.is_being_paid(row),
            "approvePayout" => !self.is_held(),
            "sendPayout" => text(row, "state") == "approved" && !self.is_held(),
            "confirmPayout" => text(row, "state") == "sent",
            "proposeChangePart" => text(row, "request_state") == "submitted",
            _ => true,
        }
    }

    /// Whether a draft holds a report that is accepted no longer.
    fn is_stale(&self, claim: &Row) -> bool {
        let held = self.books.reports_of(text(claim, "id"));
        let mut reports = self.books.reports.iter();
        text(claim, "state") == "draft"
            && reports
                .any(|report| held.contains(&text(report, "id")) && text(report, "state") != "lead_accepted")
    }

    /// Whether a line of a claim is not decided.
    fn is_pending(&self, claim: &Row) -> bool {
        let reports = self.books.reports_of(text(claim, "id"));
        let mut lines = self.books.lines.iter().filter(|line| is_claimed(line));
        lines.any(|line| {
            text(line, "verification") == "pending" && reports.contains(&text(line, "cost_report_id"))
        })
    }

    /// Whether a claim has a payout that has not failed.
    fn is_being_paid(&self, claim: &Row) -> bool {
        let of_claim = |payout: &Row| maybe(payout, "claim_id") == Some(text(claim, "id"));
        let mut payouts = self.books.payouts.iter();
        payouts.any(|payout| of_claim(payout) && text(payout, "state") != "failed")
    }

    /// Whether payments are held.
    fn is_held(&self) -> bool {
        let mut holds = self.books.holds.iter();
        holds.any(|hold| ["standing", "lift_proposed"].contains(&text(hold, "state")))
    }

    /// Whether every period that has begun has its claim.
    pub fn is_all_claimed(&self) -> bool {
        let approved = self
            .books
            .claims
            .iter()
            .filter(|claim| is_approved(claim))
            .count();
        approved >= self.begun_periods()
    }

    pub fn open(&mut self) -> Option<Step> {
        let ahead = usize::from(self.rarely());
        let begun = (self.begun_periods() + ahead).min(self.scene.project.periods.len());
        let closed: Vec<usize> = (0..begun).filter(|&place| !self.is_open(place)).collect();
        let place = match self.dice.pick(&closed) {
            Some(&place) => place,
            None if self.rarely() => self.dice.below(begun),
            None => return None,
        };
        let input =
            json!({ "projectId": self.scene.project.id, "periodId": self.scene.project.periods[place] });
        Some(self.lead("openCostReports", "OpenCostReportsInput", input))
    }

    /// Whether a period has its cost reports.
    fn is_open(&self, place: usize) -> bool {
        let number = (place + 1).to_string();
        let mut reports = self.books.reports.iter();
        reports.any(|report| text(report, "period") == number)
    }

    /// A claim is drafted when none is under way and some report waits for it, and at the very end once more.
    pub fn draft(&mut self) -> Option<Step> {
        let counts = |claim: &&Row| text(claim, "state") != "rejected";
        let claims: Vec<&Row> = self.books.claims.iter().filter(counts).collect();
        let is_under_way = claims.iter().any(|claim| !is_approved(claim));
        let is_over = claims.iter().any(|claim| number(claim, "is_last") == 1);
        let waits = |report: &Row| text(report, "state") == "lead_accepted";
        let is_end = self.is_end();
        let can_be = self.books.reports.iter().any(waits) || is_end;
        if (!can_be || is_under_way || is_over) && !self.rarely() {
            return None;
        }
        let periods = &self.scene.project.periods;
        let due = claims.len().min(periods.len() - 1);
        let place = if self.rarely() {
            self.dice.below(periods.len())
        } else {
            due
        };
        let mut input =
            json!({ "projectId": self.scene.project.id, "periodId": self.scene.project.periods[place] });
        if is_end && self.dice.chance(60) || self.rarely() {
            input["last"] = json!(true);
        }
        Some(self.lead("draftClaim", "DraftClaimInput", input))
    }

    /// Whether the use period is over and every partner's every report accepted.
    fn is_end(&self) -> bool {
        let periods = self.scene.project.periods.len();
        let is_in = |report: &Row| ["lead_accepted", "locked"].contains(&text(report, "state"));
        self.scene.app.app.today().year() > 2027
            && (0..periods).all(|place| self.is_open(place))
            && self.books.reports.iter().all(is_in)
    }
}
