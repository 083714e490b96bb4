//! What somebody does next: thrown with the dice from what is in the books.

use chrono::Days;
use serde_json::{Value, json};
use talkoot_test_support::{Row, User};

use crate::{
    proofs::books::{Books, is_claimed, maybe, number, text},
    proofs::dice::Dice,
    proofs::kinds::{KINDS, Kind, On, Who},
    proofs::ledgers::euros,
    proofs::scene::{ACCOUNTS, Rules, Scene, global, key},
};

/// A command with its input, but for the key.
#[derive(Clone, Debug)]
pub struct Command {
    pub who: User,
    pub mutation: &'static str,
    pub input_type: &'static str,
    pub input: Value,
}

/// One step of a history.
#[derive(Clone, Debug)]
pub enum Step {
    /// Somebody asks for something.
    Ask(Command),
    /// A partner sends its ledger: the report's row, the file and what it comes to; then the command.
    Upload(String, String, i64, Command),
    /// Days pass.
    Wait(u64),
    /// The worker does what is due.
    Work,
}

/// The way from the dice to a step.
pub struct Chooser<'a> {
    pub scene: &'a Scene,
    pub books: &'a Books,
    pub dice: &'a mut Dice,
    /// The number of the step, for references and vouchers that occur once.
    pub step: usize,
    /// Whether nothing is asked for that cannot be.
    pub straight: bool,
}

/// What is not about one object in one state: how often it comes.
const OTHERS: [(&str, usize); 13] = [
    ("open", 4),
    ("import", 22),
    ("classify", 3),
    ("allocate", 5),
    ("reset", 1),
    ("draft", 12),
    ("line", 12),
    ("advance", 5),
    ("correct", 16),
    ("recover", 16),
    ("hold", 1),
    ("shift", 6),
    ("time", 10),
];

impl Chooser<'_> {
    /// Throws until something can be asked.
    pub fn step(mut self) -> Step {
        let all = KINDS.iter().map(|kind| kind.weight).sum::<usize>()
            + OTHERS.iter().map(|(_, weight)| weight).sum::<usize>();
        for _ in 0..200 {
            if self.dice.chance(18)
                && let Some(step) = self.onward()
            {
                return self.perhaps_wrong(step);
            }
            let place = self.dice.below(all);
            if let Some(step) = self.at(place) {
                return self.perhaps_wrong(step);
            }
        }
        Step::Work
    }

    /// What stands at a place among everything by its weight.
    fn at(&mut self, mut place: usize) -> Option<Step> {
        for kind in &KINDS {
            if place < kind.weight {
                return self.on_one(kind);
            }
            place -= kind.weight;
        }
        self.other(place)
    }

    fn other(&mut self, mut place: usize) -> Option<Step> {
        let mut name = "time";
        for (other, weight) in OTHERS {
            if place < weight {
                name = other;
                break;
            }
            place -= weight;
        }
        match name {
            "open" => self.open(),
            "import" => self.import(),
            "classify" => self.classify(),
            "allocate" => self.allocate(),
            "reset" => self.reset(),
            "draft" => self.draft(),
            "line" => self.line(),
            "advance" => self.advance(),
            "correct" => self.correct(),
            "recover" => self.recover(),
            "hold" => Some(self.hold()),
            "shift" => self.shift(),
            _ if self.dice.chance(35) => Some(Step::Work),
            // When everything that has begun is claimed, time brings the next period.
            _ if self.is_all_claimed() && self.dice.chance(60) => self.next_period(),
            _ if self.dice.chance(5) => Some(Step::Wait(self.dice.below(100) as u64)),
            _ => Some(Step::Wait(self.dice.below(12) as u64)),
        }
    }

    /// Now and then somebody else asks, or somebody who has not seen the last version.
    fn perhaps_wrong(&mut self, step: Step) -> Step {
        let mut ask = match step {
            Step::Ask(ask) => ask,
            other => return other,
        };
        if self.dice.chance(7) {
            let world = &self.scene.app.world;
            let mut anybody = vec![
                &world.officer,
                &world.other_officer,
                &world.second,
                &world.both,
                &world.auditor,
                &world.administrator,
                &world.stranger,
                &world.outsider.lead,
            ];
            for one in &world.municipalities {
                anybody.extend([&one.preparer, &one.approver, &one.lead]);
            }
            if let Some(user) = self.dice.pick(&anybody) {
                ask.who = (*user).clone();
            }
        }
        if self.dice.chance(4) && ask.input["expectedVersion"].is_i64() {
            let seen = ask.input["expectedVersion"].as_i64().unwrap_or_default();
            ask.input["expectedVersion"] = json!(seen + self.dice.between(-1, 1));
        }
        Step::Ask(ask)
    }

    fn rows(&self, on: On) -> &[Row] {
        match on {
            On::Report => &self.books.reports,
            On::Claim => &self.books.claims,
            On::Payout => &self.books.payouts,
            On::Correction => &self.books.corrections,
            On::Recovery => &self.books.recoveries,
            On::Transfer => &self.books.transfers,
            On::Hold => &self.books.holds,
            On::Request => &self.books.requests,
            On::Part => &self.books.parts,
        }
    }

    /// A command on one object, nearly always one that is in a state for it.
    pub fn on_one(&mut self, kind: &Kind) -> Option<Step> {
        let any = self.rarely();
        let rows = self.rows(kind.on).to_vec();
        let fit: Vec<&Row> = rows
            .iter()
            .filter(|row| any || kind.states.contains(&text(row, "state")))
            .collect();
        let row = (*self.dice.pick(&fit)?).clone();
        if !self.is_ready(kind.mutation, &row) && !self.rarely() {
            return None;
        }
        let id = global(kind.on.global(), text(&row, "id"));
        let of_claim = ["acceptCostLines", "createPayout"].contains(&kind.mutation);
        let mut input = json!({ "expectedVersion": number(&row, "version") });
        input[if of_claim { "claimId" } else { "id" }] = json!(id);
        let more = self.more(kind.mutation, &row);
        for (field, value) in more.as_object()? {
            input[field] = value.clone();
        }
        Some(Step::Ask(Command {
            who: self.who(kind, &row),
            mutation: kind.mutation,
            input_type: kind.input_type,
            input,
        }))
    }

    fn who(&self, kind: &Kind, row: &Row) -> User {
        let world = &self.scene.app.world;
        match kind.who {
            Who::Lead => self.scene.project.lead.lead.clone(),
            Who::Officer => world.officer.clone(),
            Who::Second => world.second.clone(),
            Who::Approver => {
                let column = if kind.on == On::Transfer {
                    "payee_id"
                } else {
                    "partner_id"
                };
                self.scene.municipality(text(row, column)).approver.clone()
            }
            Who::Other => {
                let officer = world.officer.person.to_string().replace('-', "");
                let by_officer = text(row, "set_by") == officer;
                if by_officer {
                    world.second.clone()
                } else {
                    world.officer.clone()
                }
            }
        }
    }

    pub fn day(&self, after: u64) -> String {
        (self.scene.app.app.today() + Days::new(after)).to_string()
    }

    /// What a command says beside the object and its version.
    fn more(&mut self, mutation: &str, row: &Row) -> Value {
        let words = format!("Syy {}", self.step);
        match mutation {
            "returnCostReport" | "reopenCostReport" => json!({ "reasons": words }),
            "submitClaim" if text(row, "state") == "supplement_requested" => json!({ "answer": words }),
            "requestClaimSupplement" => json!({ "questions": words }),
            "rejectClaim"
            | "failPayout"
            | "rejectCorrection"
            | "cancelRecovery"
            | "liftPaymentHold"
            | "disputeTransfer"
            | "withdrawChangeRequest"
            | "returnChangePart" => json!({ "reason": words }),
            "acceptCostLines" => json!({ "allPending": true }),
            "confirmPayout" => {
                json!({ "bankReference": format!("ARK{}", self.step), "valueDate": self.day(0) })
            }
            "answerRecovery" => json!({ "answer": words }),
            "draftRecovery" => {
                let days = self.dice.between(1, 40).unsigned_abs();
                let due = self.day(days);
                json!({ "legalBasis": "MANDATORY", "reasoning": words, "due": due })
            }
            "recordRecoveryReceipt" => {
                let whole = number(row, "principal_cents");
                let amount = match self.dice.below(4) {
                    0 => whole + maybe(row, "interest_cents").map_or(0, |_| number(row, "interest_cents")),
                    1 => whole,
                    _ => self.dice.between(1, whole.max(1)),
                };
                json!({ "amount": euros(amount), "valueDate": self.day(0),
                        "bankReference": format!("TULO{}", self.step) })
            }
            "proposeRecoveryRelief" => {
                let before_decision = ["notice", "heard"].contains(&text(row, "state"));
                let kinds = ["SET_OFF", "MITIGATION", "WRITE_OFF"];
                let kind = if before_decision {
                    "WAIVER"
                } else {
                    kinds[self.dice.below(3)]
                };
                let amount = self.dice.between(1, number(row, "principal_cents").max(1));
                let mut input = json!({ "kind": kind, "reason": words });
                if !before_decision {
                    input["amount"] = json!(euros(amount));
                }
                input
            }
            "recordTransfer" => {
                json!({ "paidOn": self.day(0), "reference": format!("SIIRTO {}", self.step) })
            }
            "proposeChangePart" => {
                let outcome = if self.dice.chance(85) { "ACCEPT" } else { "REJECT" };
                let mut input = json!({ "outcome": outcome, "reasoning": words });
                if outcome == "ACCEPT" {
                    let days = self.dice.below(3) as u64;
                    input["effectiveOn"] = json!(self.day(days));
                }
                input
            }
            _ => json!({}),
        }
    }

    pub fn lead(&self, mutation: &'static str, input_type: &'static str, input: Value) -> Step {
        ask(&self.scene.project.lead.lead, mutation, input_type, input)
    }

    pub fn officer(&self, mutation: &'static str, input_type: &'static str, input: Value) -> Step {
        ask(&self.scene.app.world.officer, mutation, input_type, input)
    }

    /// Now and then somebody asks for what cannot be.
    pub fn rarely(&mut self) -> bool {
        !self.straight && self.dice.chance(8)
    }

    /// The officer decides about a line of the claim that is being checked.
    fn line(&mut self) -> Option<Step> {
        let any = self.dice.chance(8);
        let claims: Vec<&Row> = self
            .books
            .claims
            .iter()
            .filter(|claim| any || text(claim, "state") == "submitted")
            .collect();
        let claim = (*self.dice.pick(&claims)?).clone();
        let reports = self.books.reports_of(text(&claim, "id"));
        let lines: Vec<&Row> = self
            .books
            .lines
            .iter()
            .filter(|line| is_claimed(line) && reports.contains(&text(line, "cost_report_id")))
            .collect();
        let line = (*self.dice.pick(&lines)?).clone();
        let mut input = json!({
            "id": global("CostLine", text(&line, "id")), "expectedVersion": number(&line, "version"),
        });
        let decided = text(&line, "verification") != "pending";
        let (mutation, input_type) = match self.dice.below(10) {
            0..=1 => ("reopenCostLine", "ReopenCostLineInput"),
            _ if decided && self.dice.chance(85) => ("reopenCostLine", "ReopenCostLineInput"),
            2..=5 => ("disallowCostLine", "DisallowCostLineInput"),
            _ => ("partlyAcceptCostLine", "PartlyAcceptCostLineInput"),
        };
        if mutation != "reopenCostLine" {
            let codes = ["NO_EVIDENCE", "NOT_PROJECT_COST", "NOT_ELIGIBLE_COST", "OTHER"];
            input["reasonCode"] = json!(codes[self.dice.below(4)]);
            input["reason"] = json!(format!("Syy {}", self.step));
        }
        if mutation == "partlyAcceptCostLine" {
            let amount = self.part_of(number(&line, "amount_cents"));
            input["amount"] = json!(euros(amount));
        }
        Some(self.officer(mutation, input_type, input))
    }

    fn advance(&mut self) -> Option<Step> {
        if self.scene.rules != Rules::Advance && !self.rarely() {
            return None;
        }
        let input = json!({
            "projectId": self.scene.project.id, "expectedVersion": self.books.project_version,
            "instalment": self.dice.between(1, 3),
        });
        Some(self.officer("createAdvancePayout", "CreateAdvancePayoutInput", input))
    }

    fn hold(&mut self) -> Step {
        let input = json!({ "projectId": self.scene.project.id, "reason": format!("Syy {}", self.step) });
        self.officer("setPaymentHold", "SetPaymentHoldInput", input)
    }

    /// Money moves between two cells of the budget.
    fn shift(&mut self) -> Option<Step> {
        let from = (*self.dice.pick(&self.books.budget.iter().collect::<Vec<_>>())?).clone();
        let cents = self.dice.between(1, number(&from, "amount_cents").max(1));
        let to = self.scene.app.world.municipalities[self.dice.below(5)].id.clone();
        let category = ACCOUNTS[self.dice.below(ACCOUNTS.len())].1;
        let area = self.area();
        let changes = json!([
            { "partnerId": global("Organisation", text(&from, "partner_id")), "category": text(&from, "category"),
              "subAreaId": global("SubArea", text(&from, "sub_area_id")), "change": euros(-cents) },
            { "partnerId": to, "category": category, "subAreaId": area, "change": euros(cents) },
        ]);
        // To where it comes from would be two changes of one cell.
        let same = key(&to) == text(&from, "partner_id")
            && category == text(&from, "category")
            && key(&area) == text(&from, "sub_area_id");
        if same {
            return None;
        }
        let input = json!({
            "projectId": self.scene.project.id, "reason": format!("Muutos {}", self.step),
            "parts": [{ "budgetShift": { "changes": changes } }],
        });
        Some(self.lead("createChangeRequest", "CreateChangeRequestInput", input))
    }
}

pub fn ask(who: &User, mutation: &'static str, input_type: &'static str, input: Value) -> Step {
    Step::Ask(Command {
        who: who.clone(),
        mutation,
        input_type,
        input,
    })
}
