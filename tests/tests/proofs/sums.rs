//! The rules of money once more, written independently of the product: whole numbers and plain sums.

use std::collections::{BTreeMap, BTreeSet};

use talkoot_test_support::Row;

use crate::{
    proofs::books::{Books, counted, is_claimed, number, text},
    proofs::scene::Rules,
};

/// What the lines of some reports come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Partner and category: what counts, and what of it is within the budget.
    pub categories: BTreeMap<(String, String), (i128, i128)>,
    /// What each partner has accepted within its budgets.
    pub accepted: BTreeMap<String, i128>,
    /// All of that.
    pub eligible: i128,
    /// The grant on it.
    pub grant: i128,
    /// Each partner's share of it.
    pub shares: BTreeMap<String, i128>,
}

/// A part of an amount in hundredths of a per cent, rounded half a cent away from zero.
pub fn half_up(amount: i128, rate: i128) -> i128 {
    let exact = amount * rate;
    let sign = if exact < 0 { -1 } else { 1 };
    sign * ((exact.abs() * 2 + 10_000) / 20_000)
}

/// A part of an amount in hundredths of a per cent, cut off towards zero.
pub fn cut(amount: i128, rate: i128) -> i128 {
    amount * rate / 10_000
}

/// What a partner may have accepted in a category.
pub fn ceiling(budget: i128, rules: Rules) -> i128 {
    budget.max(0) + cut(budget.max(0), rules.tolerance())
}

/// The lines of these reports under the budget in force; `stood` are partners that had a share before.
pub fn of_reports(books: &Books, rules: Rules, reports: &BTreeSet<&str>, stood: &BTreeSet<String>) -> Sums {
    let mut cumulative: BTreeMap<(String, String), i128> = BTreeMap::new();
    for line in books.lines.iter().filter(|line| is_claimed(line)) {
        if reports.contains(text(line, "cost_report_id")) {
            let at = (
                text(line, "partner_id").to_owned(),
                text(line, "category").to_owned(),
            );
            *cumulative.entry(at).or_default() += i128::from(counted(line));
        }
    }
    let budgets = books.budgets();
    let within = |(partner, category): &(String, String), sum: i128| {
        let budget = budgets.get(&(partner.as_str(), category.as_str()));
        sum.min(ceiling(budget.copied().unwrap_or_default(), rules))
    };
    if let Some(flat) = rules.flat_rate() {
        let wages: Vec<_> = cumulative
            .iter()
            .filter(|((_, category), _)| category == "personnel")
            .map(|(at, sum)| (at.0.clone(), within(at, *sum)))
            .collect();
        for (partner, accepted) in wages {
            cumulative.insert((partner, "flat_rate".to_owned()), half_up(accepted, flat));
        }
    }
    let mut sums = Sums::default();
    for partner in stood {
        sums.accepted.insert(partner.clone(), 0);
    }
    for (at, sum) in cumulative {
        let accepted = within(&at, sum);
        *sums.accepted.entry(at.0.clone()).or_default() += accepted;
        sums.categories.insert(at, (sum, accepted));
    }
    sums.eligible = sums.accepted.values().sum();
    let most = cut(sums.eligible, rules.rate()).max(0);
    sums.grant = most.min(books.award.into());
    sums.shares = split(&sums, most, rules, &books.codes());
    sums
}

/// The largest remainders; ties go by municipality code. Empty when credits exceed all costs, where the
/// shares only have to come to nothing together.
fn split(sums: &Sums, most: i128, rules: Rules, codes: &BTreeMap<&str, &str>) -> BTreeMap<String, i128> {
    if sums.eligible < 0 {
        return BTreeMap::new();
    }
    let (numerator, denominator) = if sums.grant == most {
        (rules.rate(), 10_000)
    } else {
        (sums.grant, sums.eligible)
    };
    let mut parts: Vec<(&str, &String, i128, i128)> = sums
        .accepted
        .iter()
        .map(|(partner, cost)| {
            let exact = cost * numerator;
            let code = codes.get(partner.as_str()).copied().unwrap_or_default();
            (
                code,
                partner,
                exact.div_euclid(denominator),
                exact.rem_euclid(denominator),
            )
        })
        .collect();
    parts.sort_by(|one, other| other.3.cmp(&one.3).then(one.0.cmp(other.0)));
    let floors: i128 = parts.iter().map(|part| part.2).sum();
    let missing = usize::try_from(sums.grant - floors).expect("floors are not above the whole");
    assert!(missing <= parts.len(), "{missing} cents are missing of {sums:?}");
    parts
        .iter()
        .enumerate()
        .map(|(place, part)| (part.1.clone(), part.2 + i128::from(place < missing)))
        .collect()
}

/// What a claim's own reports claim, by partner; with a flat rate on the wages among it.
pub fn claimed(books: &Books, rules: Rules, claim: &Row) -> BTreeMap<String, i128> {
    let reports: BTreeSet<&str> = books.reports_of(text(claim, "id")).into_iter().collect();
    let mut sums: BTreeMap<String, i128> = BTreeMap::new();
    let mut wages: BTreeMap<String, i128> = BTreeMap::new();
    for line in books.lines.iter().filter(|line| is_claimed(line)) {
        if !reports.contains(text(line, "cost_report_id")) {
            continue;
        }
        let partner = text(line, "partner_id").to_owned();
        let amount = i128::from(number(line, "amount_cents"));
        *sums.entry(partner.clone()).or_default() += amount;
        if text(line, "category") == "personnel" {
            *wages.entry(partner).or_default() += amount;
        }
    }
    if let Some(flat) = rules.flat_rate() {
        for (partner, wages) in wages {
            *sums.entry(partner).or_default() += half_up(wages, flat);
        }
    }
    sums
}
