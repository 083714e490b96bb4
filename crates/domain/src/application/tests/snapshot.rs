//! What a commitment stands on.

use super::{LEAD, PARTNER, facts, key, stamp};
use crate::{
    application::{Application, Part, Snapshot, State},
    money::Money,
};

#[test]
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
    let original = Snapshot::of(&application, &areas, &cells);
    let reversed: Vec<_> = cells.iter().rev().cloned().collect();
    let mut other_order = application.clone();
    other_order.partners.reverse();
    other_order.version = 9;
    other_order.partners[0].prepared = Some(stamp(40));
    assert_eq!(Snapshot::of(&other_order, &areas, &reversed), original);

    let changed = |change: fn(&mut Application)| {
        let mut other = application.clone();
        change(&mut other);
        Snapshot::of(&other, &areas, &cells)
    };
    let mut cheaper = cells.clone();
    cheaper[0].amount = Money::from_cents(49_999);
    let mut moved = areas.clone();
    moved[0].lead = key(PARTNER);
    let different = [
        changed(|other| other.title = "TitleS".to_owned()),
        changed(|other| {
            other.title = "TitleS".to_owned();
            other.summary = "ummary".to_owned();
        }),
        changed(|other| other.lead = key(PARTNER)),
        changed(|other| other.partners.truncate(1)),
        Snapshot::of(&application, &areas, &cheaper),
        Snapshot::of(&application, &moved, &cells),
        Snapshot::of(&application, &[], &cells),
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
