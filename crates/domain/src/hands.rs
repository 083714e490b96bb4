//! Who had a hand in something: the complete list behind every rule of two persons.
//!
//! `domain.md` section 6: two different persons, and nobody approves what they prepared. A state names
//! only the last one who did something; whoever worked on an object before and was followed by somebody
//! else prepared it all the same. The list is only ever added to, and when it cannot be trusted to be
//! complete the answer is no.

use crate::ids::PersonId;

/// What somebody did to an object that somebody else is to approve.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::EnumIter,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Deed {
    /// Started it.
    Drafted,
    /// Changed or computed it anew.
    Changed,
    /// Imported or classified its costs.
    Prepared,
    /// Prepared or submitted a cost report that it is made of.
    Reported,
    /// Handed it over.
    Submitted,
    /// Moved its deadline.
    Extended,
    /// Decided about one of its lines.
    Verified,
    /// Declared its content checked.
    Checked,
}

impl Deed {
    /// What was done, to go between "you" and the name of the object.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Drafted => "drafted",
            Self::Changed => "changed",
            Self::Prepared => "prepared",
            Self::Reported => "prepared or submitted costs of",
            Self::Submitted => "submitted",
            Self::Extended => "extended",
            Self::Verified => "verified lines of",
            Self::Checked => "checked the content of",
        }
    }

    /// Whether it makes the object what it is, as against judging it.
    #[must_use]
    pub const fn is_preparing(self) -> bool {
        match self {
            Self::Drafted
            | Self::Changed
            | Self::Prepared
            | Self::Reported
            | Self::Submitted
            | Self::Extended => true,
            Self::Verified | Self::Checked => false,
        }
    }
}

/// Everybody who had a hand in one object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hands(Vec<(PersonId, Deed)>);

impl Hands {
    /// What this person did to it first, if anything.
    #[must_use]
    pub fn of(&self, person: PersonId) -> Option<Deed> {
        self.0
            .iter()
            .filter(|(who, _)| *who == person)
            .map(|(_, deed)| *deed)
            .min()
    }

    /// What this person did to prepare it, if anything.
    #[must_use]
    pub fn prepared_by(&self, person: PersonId) -> Option<Deed> {
        self.of(person).filter(|deed| deed.is_preparing())
    }

    /// Whether somebody is known to have done this. A list that misses what must have been done has
    /// been lost, and nobody can be told apart by it.
    #[must_use]
    pub fn know(&self, deed: Deed) -> bool {
        self.0.iter().any(|(_, done)| *done == deed)
    }
}

impl FromIterator<(PersonId, Deed)> for Hands {
    fn from_iter<T: IntoIterator<Item = (PersonId, Deed)>>(hands: T) -> Self {
        Self(hands.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{Deed, Hands};
    use crate::ids::PersonId;

    /// Goal: preparing comes before judging, and a person who did both prepared it.
    #[test]
    fn what_a_person_did() {
        let person = |number| PersonId::from(Uuid::from_u128(number));
        let hands: Hands = [
            (person(1), Deed::Checked),
            (person(1), Deed::Submitted),
            (person(2), Deed::Verified),
            (person(3), Deed::Changed),
            (person(3), Deed::Drafted),
        ]
        .into_iter()
        .collect();
        for (number, did, prepared) in [
            (1, Some(Deed::Submitted), Some(Deed::Submitted)),
            (2, Some(Deed::Verified), None),
            (3, Some(Deed::Drafted), Some(Deed::Drafted)),
            (4, None, None),
        ] {
            assert_eq!(hands.of(person(number)), did, "{number}");
            assert_eq!(hands.prepared_by(person(number)), prepared, "{number}");
        }
        assert!(hands.know(Deed::Drafted));
        assert!(!hands.know(Deed::Extended));
    }
}
