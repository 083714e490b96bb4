//! What is to happen, as far as it can be said beforehand: who applies with whom for what, who reviews it with which
//! points, and what follows from that. Pure: the same seed is the same plan.

use std::cmp::Reverse;

use anyhow::Context;
use talkoot_domain::municipality::Municipality;

use super::{
    draw::Draw,
    money,
    municipalities::{self, OF_A_REVIEWER},
};

/// So many applications.
pub(super) const APPLICATIONS: usize = 52;
/// So many of them get something.
pub(super) const GRANTED: usize = 21;
/// The money of the call, in cents.
pub(super) const APPROPRIATION: i64 = 45_000_000;
/// Below so many per cent of the points nothing is granted.
pub(super) const CUT_OFF: i64 = 40;
/// A smaller share of what is asked for, in per cent, is of no use.
pub(super) const LEAST_USEFUL: i64 = 20;
/// What an application is about; the codes are those of the form that comes with the engine.
pub(super) const THEMES: [&str; 5] = [
    "e_decision_material",
    "e_decision",
    "resident_services",
    "local_democracy",
    "remote_work",
];
/// Code, names, weight and scale of each criterion; the most important first.
pub(super) const CRITERIA: [(&str, &str, &str, &str, i64, i64); 4] = [
    (
        "savings",
        "Osoitetut säästöt",
        "Påvisade besparingar",
        "Demonstrable savings",
        3,
        10,
    ),
    (
        "permanence",
        "Tulokset jäävät kunnille",
        "Resultaten stannar i kommunerna",
        "Results stay with municipalities",
        2,
        10,
    ),
    (
        "spread",
        "Hyöty muille kunnille",
        "Nytta för andra kommuner",
        "Use for other municipalities",
        1,
        5,
    ),
    (
        "feasibility",
        "Toteutettavuus",
        "Genomförbarhet",
        "Feasibility",
        1,
        5,
    ),
];
/// Reviewers, the last of whom works in a municipality.
const REVIEWERS: usize = 4;
/// Each application is scored by so many.
const SCORED_BY: usize = 2;
/// All the points that can be had: each criterion counts its weight times ten.
const ALL_POINTS: i64 = 140;
/// Applications of which a reviewer declares a conflict of interest.
const DECLARED: [usize; 2] = [9, 30];
/// So many applications would leave their results with others than the municipalities.
const LEAVING: usize = 4;
/// So many municipalities apply together; two more often than four.
const TOGETHER: [usize; 6] = [2, 2, 2, 3, 3, 4];
/// Draws that do not make a call like the real one are thrown away; so many are tried.
const TRIES: u64 = 1_000;

/// The whole call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) seed: u64,
    /// In the order in which they are written.
    pub(super) applications: Vec<Planned>,
    /// Their places in [`applications`](Self::applications), best first.
    pub(super) order: Vec<usize>,
}

/// One application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Planned {
    /// From 0.
    pub(super) place: usize,
    /// Who takes part, the lead first.
    pub(super) municipalities: Vec<&'static Municipality>,
    /// Its place in [`THEMES`].
    pub(super) theme: usize,
    /// Whether its results would stay with the municipalities.
    pub(super) results_stay: bool,
    /// Who is assigned, in order, and what comes of it.
    pub(super) reviews: Vec<(usize, Review)>,
    pub(super) cells: Vec<Cell>,
    /// The grant it asks for, in cents.
    pub(super) requested: i64,
    pub(super) outcome: Outcome,
}

/// A part of the budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// The place of the municipality in the application.
    pub(super) of: usize,
    pub(super) category: &'static str,
    /// The place of the sub-area, 0 or 1.
    pub(super) sub_area: usize,
    pub(super) euros: i64,
}

/// What comes of an assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Review {
    /// Points in the order of the criteria.
    Points([i64; CRITERIA.len()]),
    /// The engine finds that the reviewer works in a municipality that takes part.
    OwnMunicipality,
    /// The reviewer declares a conflict of interest.
    Declared,
}

/// What is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// What was asked for, in cents.
    Full(i64),
    /// Without the lead's equipment.
    Cut(i64),
    /// What was left at the line.
    Rest(i64),
    NoMoney,
    BelowCutOff,
    ResultsLeave,
}

impl Outcome {
    /// The award in cents; nothing for a rejection.
    pub(super) const fn award(self) -> Option<i64> {
        match self {
            Self::Full(award) | Self::Cut(award) | Self::Rest(award) => Some(award),
            Self::NoMoney | Self::BelowCutOff | Self::ResultsLeave => None,
        }
    }
}

impl Planned {
    pub(super) fn lead(&self) -> Option<&'static Municipality> {
        self.municipalities.first().copied()
    }

    /// The points of the reviews that count, criterion by criterion.
    fn points(&self) -> [i64; CRITERIA.len()] {
        let mut sums = [0; CRITERIA.len()];
        for (_, review) in &self.reviews {
            if let Review::Points(points) = review {
                for (sum, points) in sums.iter_mut().zip(points) {
                    *sum += points;
                }
            }
        }
        sums
    }

    /// The weighted points, of [`ALL_POINTS`]: exact, for ten is a multiple of every scale.
    pub(super) fn score(&self) -> i64 {
        let weighed = CRITERIA.iter().zip(self.points());
        weighed
            .map(|((.., weight, scale), points)| weight * points * (10 / scale))
            .sum()
    }

    pub(super) fn is_below_cut_off(&self) -> bool {
        self.score() * 100 < CUT_OFF * ALL_POINTS
    }
}

impl Plan {
    /// Draws the call of a seed.
    pub(super) fn draw(seed: u64) -> anyhow::Result<Self> {
        let municipalities = municipalities::all()?;
        let attempts = (0..TRIES).map(|attempt| Draw::new(seed.wrapping_mul(TRIES).wrapping_add(attempt)));
        let mut plans = attempts.filter_map(|mut draw| {
            let applications = apply(&mut draw, &municipalities);
            let mut plan = Self {
                seed,
                order: order(&applications),
                applications,
            };
            money::give_out(&mut draw, &mut plan).then_some(plan)
        });
        plans.next().with_context(|| {
            format!("nothing like the real call can be drawn from the seed {seed}; take another")
        })
    }

    /// The applications, best first.
    pub(super) fn ranked(&self) -> impl Iterator<Item = &Planned> {
        self.order
            .iter()
            .filter_map(|&place| self.applications.get(place))
    }

    /// How many fulfil something.
    pub(super) fn count(&self, fulfils: impl Fn(&Planned) -> bool) -> usize {
        self.applications.iter().filter(|one| fulfils(one)).count()
    }

    /// What is granted in all, in cents.
    pub(super) fn granted(&self) -> i64 {
        self.applications
            .iter()
            .filter_map(|one| one.outcome.award())
            .sum()
    }
}

fn apply(draw: &mut Draw, municipalities: &[&'static Municipality]) -> Vec<Planned> {
    let leaving = draw.different(LEAVING, APPLICATIONS);
    let leads = municipalities.iter().take(APPLICATIONS).enumerate();
    leads
        .map(|(place, &lead)| {
            let mut together = vec![lead];
            let wanted = TOGETHER[draw.below(TOGETHER.len())];
            while together.len() < wanted {
                let other = municipalities.get(draw.below(municipalities.len())).copied();
                together.extend(other.filter(|other| !together.contains(other)));
            }
            let conflict = municipalities
                .get(OF_A_REVIEWER)
                .is_some_and(|home| together.contains(home));
            let results_stay = !leaving.contains(&place);
            Planned {
                place,
                municipalities: together,
                theme: draw.below(THEMES.len()),
                results_stay,
                reviews: review(draw, place, conflict, results_stay),
                cells: Vec::new(),
                requested: 0,
                outcome: Outcome::NoMoney,
            }
        })
        .collect()
}

/// Two who score, in turns; who has a conflict of interest is replaced by the next.
fn review(draw: &mut Draw, place: usize, conflict: bool, results_stay: bool) -> Vec<(usize, Review)> {
    let quality = if results_stay {
        draw.between(15, 100)
    } else {
        draw.between(5, 30)
    };
    let mut reviews = Vec::new();
    let mut scored = 0;
    for turn in 0..REVIEWERS {
        if scored == SCORED_BY {
            break;
        }
        let reviewer = (place + turn) % REVIEWERS;
        let review = if conflict && reviewer == REVIEWERS - 1 {
            Review::OwnMunicipality
        } else if turn == 0 && DECLARED.contains(&place) {
            Review::Declared
        } else {
            scored += 1;
            Review::Points(CRITERIA.map(|(code, .., scale)| {
                if code == "permanence" && !results_stay {
                    return draw.between(0, 1);
                }
                let own = draw.between(-scale / 5, scale / 5);
                (quality * scale / 100 + own).clamp(0, scale)
            }))
        };
        reviews.push((reviewer, review));
    }
    reviews
}

/// By the score, then by the criteria in their order, then the older first, as the call's ranking has it.
fn order(applications: &[Planned]) -> Vec<usize> {
    let mut order: Vec<&Planned> = applications.iter().collect();
    order.sort_by_key(|one| (Reverse((one.score(), one.points())), one.place));
    order.into_iter().map(|one| one.place).collect()
}

#[cfg(test)]
mod tests;
