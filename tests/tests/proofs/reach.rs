//! How far the histories come. A history that never gets anywhere proves nothing, so each set of rules says
//! what has to have happened under it.

use std::collections::BTreeMap;

use talkoot_test_support::{Dump, Row};

use crate::{
    proofs::books::{is_approved, maybe, number, text},
    proofs::scene::Rules,
};

/// How often each thing happened.
#[derive(Debug, Default)]
pub struct Reach(BTreeMap<&'static str, usize>);

impl Reach {
    fn count(&mut self, what: &'static str, rows: usize) {
        *self.0.entry(what).or_default() += rows;
    }

    /// Adds what one history left.
    pub fn add(&mut self, dump: &Dump, done: usize, refused: usize) {
        self.count("commands done", done);
        self.count("commands refused", refused);
        let approved: Vec<&Row> = dump["claim"].iter().filter(|claim| is_approved(claim)).collect();
        let claims = |fits: &dyn Fn(&Row) -> bool| approved.iter().filter(|claim| fits(claim)).count();
        self.count("claims approved", approved.len());
        self.count(
            "claims at the award",
            claims(&|claim| {
                let award = number(claim, "award_cents");
                number(claim, "grant_cents") == award && number(claim, "eligible_cents") > award * 2
            }),
        );
        self.count(
            "claims that leave something owed",
            claims(&|claim| number(claim, "owed_cents") > 0),
        );
        self.count(
            "claims after something owed",
            claims(&|claim| number(claim, "owed_before_cents") > 0),
        );
        self.count(
            "claims that clear an advance",
            claims(&|claim| number(claim, "advance_cleared_cents") > 0),
        );
        self.count(
            "claims that park",
            claims(&|claim| number(claim, "parked_cents") > 0),
        );
        self.count("last claims", claims(&|claim| number(claim, "is_last") == 1));
        let of =
            |table: &str, fits: &dyn Fn(&Row) -> bool| dump[table].iter().filter(|row| fits(row)).count();
        let in_state = |row: &Row, states: &[&str]| states.contains(&text(row, "state"));
        self.count(
            "payouts confirmed",
            of("payout", &|row| in_state(row, &["confirmed"])),
        );
        self.count("payouts failed", of("payout", &|row| in_state(row, &["failed"])));
        let approved = |row: &Row| !in_state(row, &["proposed", "endorsed", "rejected"]);
        self.count("corrections approved", of("correction", &approved));
        self.count(
            "corrections undone",
            of("correction", &|row| {
                approved(row) && maybe(row, "reverses_id").is_some()
            }),
        );
        let decided = |row: &Row| !in_state(row, &["notice", "heard", "drafted", "cancelled", "waived"]);
        self.count("recoveries decided", of("recovery", &decided));
        self.count(
            "recoveries late",
            of("recovery", &|row| maybe(row, "late_at").is_some()),
        );
        self.count(
            "recoveries with interest",
            of("recovery", &|row| {
                maybe(row, "interest_cents").is_some_and(|cents| cents != "0")
            }),
        );
        self.count("receipts of recoveries", dump["recovery_entry"].len());
        self.count(
            "transfers confirmed",
            of("transfer", &|row| in_state(row, &["confirmed"])),
        );
        self.count("budget shifts in force", dump["project_amendment"].len());
    }

    /// Checks that what these rules are there for has happened.
    ///
    /// # Panics
    /// When it has not.
    pub fn is_enough(&self, rules: Rules) {
        println!("{rules:?}: {:#?}", self.0);
        let of_rules: &[&str] = match rules {
            Rules::Plain => &[
                "claims after something owed",
                "corrections undone",
                "receipts of recoveries",
            ],
            Rules::Advance => &["claims that clear an advance", "corrections undone"],
            Rules::FlatRate => &["corrections approved", "recoveries with interest"],
            Rules::Capped => &["claims at the award", "transfers confirmed"],
            Rules::Tolerant => &["claims after something owed", "budget shifts in force"],
        };
        let of_all = [
            "commands done",
            "commands refused",
            "claims approved",
            "claims that park",
            "payouts confirmed",
            "corrections approved",
        ];
        for what in of_all.iter().chain(of_rules) {
            assert!(self.0[what] > 0, "under {rules:?} there are no {what}: {self:?}");
        }
    }
}
