//! A partner's plan: what can be written down, and whether its sums agree.

use super::{LEAD, cell, facts, key, plan};
use crate::{
    application::{ApplicationMachine, CommandName, Disagreement, FundingSource, Plan, State},
    money::Money,
    workflow::{Reason, RefusalCode, check},
};

/// Goal: what cannot be written down, and where the fault is; a line per case.
#[test]
fn what_cannot_be_planned() {
    type Change = fn(&mut Plan);
    let terms = facts().call.details.terms;
    let cases: [(Change, &str); 11] = [
        (
            |plan| plan.years[0].category = "gold".to_owned(),
            "years/0/category",
        ),
        (|plan| plan.years[0].sub_area = key(71), "years/0/subAreaId"),
        (|plan| plan.years[0].year = 2027, "years/0/year"),
        (
            |plan| plan.years[0].amount = Money::from_cents(-1),
            "years/0/amount",
        ),
        (|plan| plan.years.push(plan.years[0].clone()), "years/1/year"),
        (
            |plan| plan.funding[1].1 = Money::from_cents(-1),
            "funding/1/amount",
        ),
        (
            |plan| plan.funding[1].0 = FundingSource::Grant,
            "funding/1/source",
        ),
        (|plan| plan.contacts[0].name = " ".to_owned(), "contacts/0/name"),
        (
            |plan| plan.contacts[0].email = "aino".to_owned(),
            "contacts/0/email",
        ),
        (|plan| plan.contacts[0].phone = "1".repeat(201), "contacts/0/name"),
        (
            |plan| plan.contacts = vec![plan.contacts[0].clone(); 11],
            "contacts",
        ),
    ];
    assert_eq!(plan().check(&terms, &[key(70)]), Ok(()));
    for (change, path) in cases {
        let mut changed = plan();
        change(&mut changed);
        let why = changed.check(&terms, &[key(70)]).unwrap_err();
        assert_eq!(why.path().join("/"), path);
        assert_eq!(why.code(), RefusalCode::InvalidInput);
    }
}

/// Goal: sums that agree to the cent and those that miss by one; a line per case.
#[test]
fn sums() {
    type Change = fn(&mut Plan);
    let given = facts();
    let terms = given.call.details.terms;
    // The partner's budget is 10.01, and 85 per cent of it 8.50.
    let cases: [(Change, &[&str]); 7] = [
        (|_| {}, &[]),
        (|plan| plan.years[0].amount = Money::from_cents(1_000), &["years"]),
        (
            |plan| plan.years[0].category = "services".to_owned(),
            &["years", "years"],
        ),
        // The use period lies in one year.
        (|plan| plan.years.clear(), &[]),
        (|plan| plan.funding[1].1 = Money::from_cents(150), &["funding"]),
        (
            |plan| {
                plan.funding[0].1 = Money::from_cents(851);
                plan.funding[1].1 = Money::from_cents(150);
            },
            &["grant"],
        ),
        (
            |plan| {
                *plan = Plan {
                    funding: vec![],
                    contacts: vec![],
                    ..plan.clone()
                }
            },
            &["funding", "contact"],
        ),
    ];
    for (change, expected) in cases {
        let mut changed = plan();
        change(&mut changed);
        let found = changed.disagreements(&given.cells, &terms);
        let found: Vec<&str> = found
            .iter()
            .map(|one| match one {
                Disagreement::Years { .. } => "years",
                Disagreement::Funding { .. } => "funding",
                Disagreement::Grant { .. } => "grant",
                Disagreement::NoContact => "contact",
                Disagreement::TooLarge(_) => "too large",
            })
            .collect();
        assert_eq!(found, expected);
    }
}

/// Goal: over several years the years are asked for.
#[test]
fn several_years() {
    let given = facts();
    let mut terms = given.call.details.terms;
    terms.use_period.last = "2027-12-31".parse().unwrap();
    let mut changed = plan();
    changed.years.clear();
    assert_eq!(changed.disagreements(&given.cells, &terms).len(), 1);
    let mut none = plan();
    none.partner = key(LEAD);
    let only = [cell(LEAD, "travel", 70, 1_001)];
    assert_eq!(none.disagreements(&only, &terms), []);
}

/// Goal: what does not agree stands in the way of asking and of submitting, with the name of the partner.
#[test]
fn in_the_way() {
    let mut given = facts();
    given.disagreements = vec![("Virrat".to_owned(), Disagreement::NoContact)];
    for (state, command) in [
        (State::Draft, CommandName::RequestCommitments),
        (State::PartnerCommitments, CommandName::Submit),
    ] {
        let refusal = check::<ApplicationMachine>(&state, command, &given).unwrap_err();
        assert_eq!(refusal.code, RefusalCode::SumMismatch);
        assert!(
            refusal.message.contains("Virrat: no contact person"),
            "{}",
            refusal.message
        );
    }
}
