use std::cmp::Ordering;

use crate::{
    ids::ApplicationId,
    money::{Money, Overflow},
    review_rules::Score,
};

/// Which of two applications with the same score comes first.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum TieRule {
    /// The better mean in the first criterion, then in the second, and so on. The default.
    #[default]
    CriteriaInOrder,
    /// The smaller requested grant.
    SmallerGrant,
}

/// An application that has been reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Which.
    pub application: ApplicationId,
    /// The weighted mean of its reviews.
    pub score: Score,
    /// The means in the criteria, in their order.
    pub by_criterion: Vec<Score>,
    /// The grant it asks for.
    pub requested: Money,
}

/// How an application lies to the line where the money ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Above it: the money covers it and everything better.
    Within,
    /// On it: so much of it fits, less than it asks for and more than nothing.
    Across(Money),
    /// Below it: nothing is left.
    Beyond,
}

/// A place in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// From 1.
    pub place: i32,
    /// Whether the rule for ties leaves it equal to a neighbour; the older application then comes first, and people
    /// have to decide if that matters.
    pub tied: bool,
    /// Which application.
    pub application: ApplicationId,
    /// The weighted mean of its reviews.
    pub score: Score,
    /// The grant it asks for.
    pub requested: Money,
    /// What it and everything better ask for.
    pub cumulative: Money,
}

impl Entry {
    /// How it lies to the line of this appropriation.
    ///
    /// # Errors
    /// [`Overflow`] when the difference does not fit.
    pub fn line(&self, appropriation: Money) -> Result<Line, Overflow> {
        if self.cumulative <= appropriation {
            return Ok(Line::Within);
        }
        let before = self.cumulative.checked_sub(self.requested)?;
        let fits = appropriation.checked_sub(before)?;
        Ok(if fits > Money::ZERO {
            Line::Across(fits)
        } else {
            Line::Beyond
        })
    }
}

/// The list, best first, whatever the order of the candidates.
///
/// # Errors
/// [`Overflow`] when the requested grants do not add up.
pub fn rank(mut candidates: Vec<Candidate>, rule: TieRule) -> Result<Vec<Entry>, Overflow> {
    candidates.sort_by(|one, other| order(one, other, rule).then(one.application.cmp(&other.application)));
    let is_tied = |place: usize| {
        let equal = |one: Option<&Candidate>, other: Option<&Candidate>| {
            one.zip(other)
                .is_some_and(|(one, other)| order(one, other, rule) == Ordering::Equal)
        };
        let this = candidates.get(place);
        let before = place.checked_sub(1).and_then(|before| candidates.get(before));
        equal(before, this) || equal(this, candidates.get(place + 1))
    };
    let mut cumulative = Money::ZERO;
    let mut entries = Vec::with_capacity(candidates.len());
    for ((index, candidate), place) in candidates.iter().enumerate().zip(1..) {
        cumulative = cumulative.checked_add(candidate.requested)?;
        entries.push(Entry {
            place,
            tied: is_tied(index),
            application: candidate.application,
            score: candidate.score,
            requested: candidate.requested,
            cumulative,
        });
    }
    Ok(entries)
}

/// Better first.
fn order(one: &Candidate, other: &Candidate, rule: TieRule) -> Ordering {
    other.score.cmp(&one.score).then_with(|| match rule {
        TieRule::CriteriaInOrder => other.by_criterion.cmp(&one.by_criterion),
        TieRule::SmallerGrant => one.requested.cmp(&other.requested),
    })
}
