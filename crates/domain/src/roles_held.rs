//! When somebody has held roles. What signs a person in does not outlast a time without any role: who comes back begins
//! anew.

use chrono::{DateTime, Utc};

use crate::ids::OrganisationId;

/// The time for which a role is held in an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Where.
    pub organisation: OrganisationId,
    /// From when on.
    pub from: DateTime<Utc>,
    /// Until when, exclusive; for good when left out.
    pub until: Option<DateTime<Utc>>,
}

impl Held {
    /// Whether the role is held at this time. One that ended before it began never is.
    fn holds(&self, at: DateTime<Utc>) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

/// When the person was left without any role for the last time until now, in this organisation, or in all of them when
/// none is named; nothing when that never happened, also when the person has not held a role yet.
#[must_use]
pub fn last_left(held: &[Held], within: Option<OrganisationId>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let there = |one: &&Held| within.is_none_or(|within| one.organisation == within);
    let ends = held.iter().filter(there).filter_map(|one| {
        let end = one.until?;
        (one.from < end && end <= now).then_some(end)
    });
    ends.filter(|end| !held.iter().filter(there).any(|other| other.holds(*end)))
        .max()
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use uuid::Uuid;

    use super::*;

    const NOW: u32 = 20;

    fn day(day: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 3, day, 0, 0, 0).unwrap()
    }

    fn organisation(number: u128) -> OrganisationId {
        Uuid::from_u128(number).into()
    }

    fn held(terms: &[(u128, u32, Option<u32>)]) -> Vec<Held> {
        terms
            .iter()
            .map(|&(of, from, until)| Held {
                organisation: organisation(of),
                from: day(from),
                until: until.map(day),
            })
            .collect()
    }

    type Term = (u128, u32, Option<u32>);

    /// Organisation, first day, end of each role: the last day on which the person was left without any, in all
    /// organisations and in the first one.
    #[test]
    fn when_somebody_was_last_without_a_role() {
        let table: [(&[Term], Option<u32>, Option<u32>); 13] = [
            (&[], None, None),
            (&[(1, 1, None)], None, None),
            (&[(1, 1, Some(20))], Some(20), Some(20)),
            (&[(1, 1, Some(21))], None, None),
            // A gap, none, and two roles that overlap.
            (&[(1, 1, Some(5)), (1, 8, None)], Some(5), Some(5)),
            (&[(1, 1, Some(5)), (1, 5, None)], None, None),
            (&[(1, 1, Some(9)), (1, 5, None)], None, None),
            (&[(1, 5, None), (1, 1, Some(9))], None, None),
            // The last of two gaps; one that is still to come.
            (
                &[(1, 1, Some(3)), (1, 5, Some(7)), (1, 9, None)],
                Some(7),
                Some(7),
            ),
            (&[(1, 1, Some(25)), (1, 28, None)], None, None),
            // In another organisation a role goes on, or begins and ends.
            (&[(1, 1, Some(5)), (2, 1, None), (1, 8, None)], None, Some(5)),
            (&[(2, 1, Some(5)), (1, 8, None)], Some(5), None),
            // One that ended before it began was never held.
            (&[(1, 4, Some(4)), (1, 8, None)], None, None),
        ];
        for (terms, in_all, in_first) in table {
            let held = held(terms);
            assert_eq!(last_left(&held, None, day(NOW)), in_all.map(day), "{terms:?}");
            let first = Some(organisation(1));
            assert_eq!(last_left(&held, first, day(NOW)), in_first.map(day), "{terms:?}");
        }
    }
}
