use uuid::Uuid;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn tenure(person: u128, first: &str, last: Option<&str>) -> Tenure {
    Tenure {
        person: Uuid::from_u128(person).into(),
        first: day(first),
        last: last.map(day),
    }
}

/// What the tenures are after the changes, in the order of their first days.
fn after(held: &[Tenure], new: Tenure) -> Vec<Tenure> {
    let changes = give(held, &new, day("2026-06-01")).unwrap();
    let mut kept: Vec<Option<Tenure>> = held.iter().copied().map(Some).collect();
    let mut resumed = vec![new];
    for change in changes {
        match change {
            Change::Shorten { place, last } => kept[place].as_mut().unwrap().last = Some(last),
            Change::TakeBack { place } => kept[place] = None,
            Change::Resume(tenure) => resumed.push(tenure),
        }
    }
    let mut all: Vec<Tenure> = kept.into_iter().flatten().chain(resumed).collect();
    all.sort_by_key(|one| one.first);
    all
}

#[test]
fn one_person_holds_a_duty_on_any_day() {
    let first = tenure(1, "2026-01-01", None);
    // A successor: the one before ends the day before.
    let new = tenure(2, "2026-09-01", None);
    assert_eq!(
        after(&[first], new),
        [tenure(1, "2026-01-01", Some("2026-08-31")), new]
    );
    // A stand-in for some weeks: the one before comes back.
    let new = tenure(2, "2026-07-01", Some("2026-07-31"));
    assert_eq!(
        after(&[first], new),
        [
            tenure(1, "2026-01-01", Some("2026-06-30")),
            new,
            tenure(1, "2026-08-01", None)
        ]
    );
    // The same first day: the one before never comes about.
    let new = tenure(2, "2026-06-01", None);
    assert_eq!(after(&[tenure(1, "2026-06-01", None)], new), [new]);
    // Those planned for later within the days of the new one fall away, those after them stay.
    let held = [
        tenure(1, "2026-01-01", Some("2026-07-31")),
        tenure(2, "2026-08-01", Some("2026-08-31")),
        tenure(3, "2026-10-01", None),
    ];
    let new = tenure(4, "2026-07-15", Some("2026-09-15"));
    assert_eq!(
        after(&held, new),
        [tenure(1, "2026-01-01", Some("2026-07-14")), new, held[2]]
    );
    for one in ["2026-01-01", "2026-07-15", "2026-09-30", "2030-01-01"] {
        let holding = after(&held, new)
            .iter()
            .filter(|held| held.holds_on(day(one)))
            .count();
        assert!(holding <= 1, "{one}");
    }
}

#[test]
fn days_that_make_no_tenure_are_refused() {
    let today = day("2026-06-01");
    let refused = |first, last| give(&[], &tenure(1, first, last), today).unwrap_err();
    assert!(matches!(
        refused("2026-06-02", Some("2026-06-01")),
        Refused::Backwards { .. }
    ));
    assert_eq!(refused("2026-05-31", None), Refused::Past { earliest: today });
    assert!(matches!(refused("2126-06-01", None), Refused::TooFar { .. }));
    assert!(matches!(
        refused("2026-06-01", Some("2126-06-01")),
        Refused::TooFar { .. }
    ));
}

#[test]
fn a_tenure_ends_on_a_day_or_does_not_come_about() {
    let today = day("2026-06-01");
    let held = [
        tenure(2, "2026-09-01", None),
        tenure(1, "2026-01-01", Some("2026-07-31")),
    ];
    let end = |last| end(&held, day(last), today);
    let last = day("2026-06-30");
    assert_eq!(end("2026-06-30"), Ok(Change::Shorten { place: 1, last }));
    let last = day("2026-05-31");
    assert_eq!(end("2026-05-31"), Ok(Change::Shorten { place: 1, last }));
    assert_eq!(
        end("2026-07-31"),
        Ok(Change::TakeBack { place: 0 }),
        "nobody else goes on"
    );
    let last = day("2026-09-10");
    assert_eq!(end("2026-09-10"), Ok(Change::Shorten { place: 0, last }));
    assert_eq!(
        end("2026-05-30"),
        Err(Refused::Past {
            earliest: day("2026-05-31")
        })
    );
    assert!(matches!(end("2126-05-30"), Err(Refused::TooFar { .. })));
    assert_eq!(super::end(&[], today, today), Err(Refused::Nobody));
}

#[test]
fn every_day_without_anybody_is_in_a_gap() {
    let (from, until) = (day("2026-06-01"), day("2026-12-31"));
    let gap = |first, last| (day(first), day(last));
    assert_eq!(gaps(&[], from, until), [(from, until)]);
    assert_eq!(gaps(&[tenure(1, "2026-01-01", None)], from, until), []);
    let held = [
        tenure(2, "2026-08-01", Some("2026-09-30")),
        tenure(1, "2026-01-01", Some("2026-07-30")),
        tenure(3, "2027-02-01", None),
    ];
    assert_eq!(
        gaps(&held, from, until),
        [gap("2026-07-31", "2026-07-31"), gap("2026-10-01", "2026-12-31")]
    );
    assert_eq!(gaps(&held, day("2026-08-01"), day("2026-08-31")), []);
    assert_eq!(
        holder(&held, day("2026-08-05")).map(|one| one.person),
        Some(Uuid::from_u128(2).into())
    );
    assert_eq!(holder(&held, day("2026-07-31")), None);
}
