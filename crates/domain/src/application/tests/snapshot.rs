//! What a commitment stands on.

use super::{LEAD, PARTNER, facts, key, stamp};
use crate::{
    application::{Application, FundingSource, Part, Plan, Snapshot, State},
    form::{Answer, Value},
    money::Money,
};

#[test]
#[expect(clippy::too_many_lines, reason = "a case for each shared fact")]
fn the_snapshot_covers_every_shared_fact_and_no_order() {
    let application = Application {
        id: key(50),
        version: 1,
        call: key(60),
        authority: key(9),
        lead: key(LEAD),
        created_by: key(20),
        title: "Title".to_owned(),
        summary: "Summary".to_owned(),
        partners: vec![part(LEAD), part(PARTNER)],
        budget: key(80),
        state: State::Draft,
    };
    let (areas, cells) = (facts().sub_areas, facts().cells);
    let original = Snapshot::of(&application, &areas, &cells, &[], &[]);
    let reversed: Vec<_> = cells.iter().rev().cloned().collect();
    let mut other_order = application.clone();
    other_order.partners.reverse();
    other_order.version = 9;
    other_order.partners[0].prepared = Some(stamp(40));
    assert_eq!(Snapshot::of(&other_order, &areas, &reversed, &[], &[]), original);

    let changed = |change: fn(&mut Application)| {
        let mut other = application.clone();
        change(&mut other);
        Snapshot::of(&other, &areas, &cells, &[], &[])
    };
    let mut cheaper = cells.clone();
    cheaper[0].amount = Money::from_cents(49_999);
    let mut moved = areas.clone();
    moved[0].lead = key(PARTNER);
    let answer = |owner: u128, text: &str| Answer {
        field: "need".to_owned(),
        owner: key(owner),
        version: 1,
        form: key(90),
        value: Some(Value::Text(text.to_owned())),
        answered: stamp(20),
    };
    let with = |answers: &[Answer]| Snapshot::of(&application, &areas, &cells, answers, &[]);
    let mut taken_back = answer(LEAD, "x");
    taken_back.value = None;
    assert_eq!(with(&[taken_back]), original);
    assert_eq!(with(&[answer(77, "of nobody who takes part")]), original);
    let mut again = answer(LEAD, "x");
    again.version = 4;
    again.answered = stamp(21);
    assert_eq!(
        with(&[again, answer(PARTNER, "y")]),
        with(&[answer(PARTNER, "y"), answer(LEAD, "x")])
    );
    let plan = |own: i64| Plan {
        partner: key(PARTNER),
        years: Vec::new(),
        funding: vec![(FundingSource::OwnShare, Money::from_cents(own))],
        contacts: Vec::new(),
    };
    let planned = |plan: Plan| Snapshot::of(&application, &areas, &cells, &[], &[plan]);
    let nothing = Plan {
        funding: Vec::new(),
        ..plan(0)
    };
    assert_eq!(planned(nothing), original);
    let different = [
        planned(plan(1)),
        planned(plan(2)),
        with(&[answer(LEAD, "x")]),
        with(&[answer(PARTNER, "x")]),
        with(&[answer(LEAD, "y")]),
        with(&[answer(LEAD, "x"), answer(PARTNER, "x")]),
        changed(|other| other.title = "TitleS".to_owned()),
        changed(|other| {
            other.title = "TitleS".to_owned();
            other.summary = "ummary".to_owned();
        }),
        changed(|other| other.lead = key(PARTNER)),
        changed(|other| other.partners.truncate(1)),
        Snapshot::of(&application, &areas, &cheaper, &[], &[]),
        Snapshot::of(&application, &moved, &cells, &[], &[]),
        Snapshot::of(&application, &[], &cells, &[], &[]),
    ];
    for (place, one) in different.iter().enumerate() {
        assert_ne!(*one, original, "change {place}");
        assert!(
            !different[..place].contains(one),
            "change {place} looks like an earlier one"
        );
    }
}

fn part(organisation: u128) -> Part {
    Part {
        organisation: key(organisation),
        prepared: None,
    }
}
