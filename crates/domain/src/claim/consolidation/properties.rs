//! What holds for any costs, budgets, claims and partners.

use proptest::{prelude::*, sample::Index};
use uuid::Uuid;

use super::{Basis, Before, Cell, Consolidation, PartnerBefore, consolidate};
use crate::{
    claim::StateName,
    correction::{CorrectedLine, Finding, check_lines, restored},
    entitlement::PublicSupport,
    money::Money,
    project::Partner,
    rate::Rate,
};

/// Partner, category, sub-area, cents.
type Spent = (u8, u8, u8, i64);

const PARTNERS: u8 = 6;

fn spent() -> impl Strategy<Value = Vec<Spent>> {
    let cents = prop_oneof![-300_i64..300, -50_000_i64..5_000_000];
    proptest::collection::vec((0..PARTNERS, 0..3_u8, 0..3_u8, cents), 0..30)
}

fn basis(award: i64, budget: i64, millionths: i64) -> Basis {
    let rate = Rate::from_share(rust_decimal::Decimal::new(millionths, 6)).unwrap();
    Basis {
        rate,
        award: Money::from_cents(award),
        public: None,
        tolerance: Rate::ZERO,
        clearing: Rate::ZERO,
        is_last: false,
        budgets: (0..PARTNERS)
            .flat_map(|partner| {
                (0..2).map(move |category| {
                    let key = (organisation(partner).into(), format!("category {category}"));
                    (key, Money::from_cents(budget * i64::from(partner)))
                })
            })
            .collect(),
        partners: (0..PARTNERS)
            .map(|partner| Partner {
                organisation: organisation(partner).into(),
                code: format!("{:03}", 900 - u16::from(partner) * 7).parse().unwrap(),
                name: String::new(),
            })
            .collect(),
        flat_rate: None,
    }
}

fn organisation(partner: u8) -> Uuid {
    Uuid::from_u128(u128::from(partner) + 1)
}

/// What the database gives for the last of these claims.
fn cells(claims: &[Vec<Spent>]) -> Vec<Cell> {
    let last = claims.len().saturating_sub(1);
    claims
        .iter()
        .enumerate()
        .flat_map(|(index, claim)| {
            claim.iter().map(move |&(partner, category, area, cents)| {
                let amount = Money::from_cents(cents);
                let now = if index == last { amount } else { Money::ZERO };
                Cell {
                    partner: organisation(partner).into(),
                    category: format!("category {category}"),
                    sub_area: Uuid::from_u128(u128::from(area)).into(),
                    claimed: now,
                    counted: now,
                    cumulative: amount,
                }
            })
        })
        .collect()
}

fn after(claim: &Consolidation) -> Before {
    Before {
        eligible: claim.figures.eligible,
        grant: claim.figures.grant,
        advance: claim.figures.advance,
        owed: claim.figures.owed,
        partners: claim
            .partners
            .iter()
            .map(|one| {
                let stood = PartnerBefore {
                    accepted: one.cumulative_accepted,
                    share: one.cumulative_share,
                };
                (one.partner, stood)
            })
            .collect(),
    }
}

fn sum(amounts: impl IntoIterator<Item = Money>) -> Money {
    Money::sum(amounts).unwrap()
}

proptest! {
    #[test]
    fn the_order_of_lines_and_partners_does_not_matter(
        claim in spent(), award in 0_i64..5_000_000, budget in 0_i64..2_000_000, millionths in 0_i64..=1_000_000,
        seed in any::<u64>(),
    ) {
        let basis_in_order = basis(award, budget, millionths);
        let mut shuffled = basis_in_order.clone();
        let mut mixed = claim.clone();
        // A different order each time, decided by the seed.
        mixed.sort_by_key(|line| (line.3 as u64).wrapping_mul(seed | 1).rotate_left(17));
        shuffled.partners.sort_by_key(|one| Uuid::from(one.organisation).as_u128() as u64 ^ seed);
        let one = consolidate(&basis_in_order, cells(&[claim]), &Before::default()).unwrap();
        let other = consolidate(&shuffled, cells(&[mixed]), &Before::default()).unwrap();
        prop_assert_eq!(one, other);
    }

    /// Cents are conserved: over partners in each claim, and over claims for each partner and the
    /// project; nothing is ever over the award; what is paid, in advance and for claims, less what is
    /// owed is the grant and the advance that is left; after the last claim no advance is left. Each
    /// claim comes with an instalment of the advance.
    #[test]
    fn cents_are_conserved_over_partners_and_claims(
        claims in proptest::collection::vec((spent(), prop_oneof![Just(0), 0_i64..2_000_000]), 1..5),
        award in 0_i64..50_000_000, budget in 0_i64..3_000_000, millionths in 0_i64..=1_000_000,
        clearing in 0_i64..=1_000_000,
        // Public support from others, more with each claim, and how much of it there may be (rule 10).
        public in proptest::option::of((0_i64..=1_000_000, 0_i64..2_000_000)),
    ) {
        let mut basis = basis(award, budget, millionths);
        basis.clearing = Rate::from_share(rust_decimal::Decimal::new(clearing, 6)).unwrap();
        let (claims, instalments): (Vec<_>, Vec<_>) = claims.into_iter().unzip();
        let mut before = Before::default();
        let mut granted = Money::ZERO;
        let mut paid = Money::ZERO;
        for count in 1..=claims.len() {
            basis.is_last = count == claims.len();
            let instalment = Money::from_cents(instalments[count - 1]);
            basis.public = public.map(|(most, other)| PublicSupport {
                most: Rate::from_share(rust_decimal::Decimal::new(most, 6)).unwrap(),
                other: Money::from_cents(other * i64::try_from(count).unwrap()),
            });
            before.advance = before.advance.checked_add(instalment).unwrap();
            paid = paid.checked_add(instalment).unwrap();
            let claim = consolidate(&basis, cells(&claims[..count]), &before).unwrap();
            let figures = claim.figures;
            prop_assert_eq!(sum(claim.partners.iter().map(|one| one.grant_share)), figures.amount);
            prop_assert_eq!(sum(claim.partners.iter().map(|one| one.cumulative_share)), figures.grant);
            prop_assert_eq!(
                sum(claim.partners.iter().map(|one| one.cumulative_accepted)), figures.eligible);
            prop_assert_eq!(sum(claim.partners.iter().map(|one| one.claimed)), figures.claimed);
            prop_assert_eq!(sum(claim.categories.iter().map(|one| one.accepted)), figures.eligible);
            for category in &claim.categories {
                prop_assert_eq!(
                    category.accepted.checked_add(category.parked), Ok(category.cumulative));
                prop_assert!(category.accepted <= category.ceiling);
            }
            for one in &claim.partners {
                prop_assert_eq!(one.grant_share.checked_add(one.own_share), Ok(one.accepted));
            }
            granted = granted.checked_add(figures.amount).unwrap();
            paid = paid.checked_add(figures.payable).unwrap();
            prop_assert_eq!(granted, figures.grant);
            let held = paid.checked_sub(figures.owed).unwrap();
            prop_assert_eq!(held.checked_sub(figures.advance), Ok(figures.grant));
            prop_assert!(!figures.advance.is_negative() && !figures.advance_cleared.is_negative());
            prop_assert!(!basis.is_last || figures.advance.is_zero());
            prop_assert!(figures.grant <= basis.award && !figures.payable.is_negative());
            if let Some(public) = basis.public {
                let together = figures.grant.checked_add(public.other).unwrap();
                prop_assert!(figures.grant.is_zero() || together <= public.most.of_floor(figures.eligible));
            }
            before = after(&claim);
        }
    }

    /// What a claim brings and a correction that takes all of it away again leave nothing, whatever
    /// was before: the project then holds, or owes, exactly what it did.
    #[test]
    fn a_correction_and_its_reversal_leave_nothing(
        first in spent(), more in spent(), award in 0_i64..50_000_000, budget in 0_i64..3_000_000,
        millionths in 0_i64..=1_000_000,
    ) {
        let basis = basis(award, budget, millionths);
        let one = consolidate(&basis, cells(std::slice::from_ref(&first)), &Before::default()).unwrap();
        let two = consolidate(&basis, cells(&[first.clone(), more.clone()]), &after(&one)).unwrap();
        let taken = more.iter().map(|&(partner, category, area, cents)| (partner, category, area, -cents));
        let back = consolidate(&basis, cells(&[first, more.clone(), taken.collect()]), &after(&two)).unwrap();
        prop_assert_eq!(back.figures.grant, one.figures.grant);
        let paid = sum([one.figures.payable, two.figures.payable, back.figures.payable]);
        prop_assert_eq!(paid.checked_sub(back.figures.owed), Ok(one.figures.grant));
        for partner in &back.partners {
            let stood = one.partners.iter().find(|other| other.partner == partner.partner);
            let stood = stood.map(|other| other.cumulative_share).unwrap_or_default();
            prop_assert_eq!(partner.cumulative_share, stood);
        }
    }

    /// Findings on lines of approved claims and their reversals, in any order, also on the same lines: what counts
    /// is what the findings that stand say, and when all of them are undone the project is entitled to the cent to
    /// what it was; the changes of the grant on the way add up to the difference.
    #[test]
    fn in_any_order_with_other_findings_a_correction_and_its_reversal_leave_nothing(
        lines in proptest::collection::vec(
            (0..PARTNERS, 0..3_u8, 0..3_u8, prop_oneof![-9_000_i64..-1, 1_i64..5_000_000], 0_i64..=4), 1..6),
        steps in proptest::collection::vec((any::<bool>(), any::<Index>(), 0_i64..=4), 0..24),
        award in 0_i64..5_000_000, budget in 0_i64..2_000_000, millionths in 0_i64..=1_000_000,
    ) {
        let basis = basis(award, budget, millionths);
        let part = |amount: i64, quarters: i64| Money::from_cents(amount * quarters / 4);
        let grant = |accepted: &[Money]| {
            let spent = lines.iter().zip(accepted);
            let spent = spent.map(|(line, now)| (line.0, line.1, line.2, now.cents())).collect();
            consolidate(&basis, cells(&[spent]), &Before::default()).unwrap()
        };
        let finding = |at: usize, accepted: &[Money], remains: Money| {
            let found = check_lines(&[Finding {
                line: Uuid::from_u128(at as u128).into(),
                partner: organisation(lines[at].0).into(),
                amount: Money::from_cents(lines[at].3),
                accepted: Some(accepted[at]),
                claim: Some(StateName::Paid),
                remains,
            }]);
            found.map(|(_, lines)| lines[0])
        };
        let first: Vec<Money> = lines.iter().map(|line| part(line.3, line.4)).collect();
        let entitled = grant(&first);
        let (mut accepted, mut standing, mut moved) = (first.clone(), Vec::new(), Money::ZERO);
        // Undoing again and again until nothing can be undone any more ends the history.
        let undo = |index| (true, index, 0);
        let rest = steps.iter().map(|step| undo(step.1)).cycle().take(steps.len() * steps.len());
        for (undoes, index, quarters) in steps.clone().into_iter().chain(rest) {
            let before = accepted.clone();
            if undoes {
                if standing.is_empty() {
                    continue;
                }
                let place = index.index(standing.len());
                let (at, line): (usize, CorrectedLine) = standing[place];
                // A later finding may rest on it: that one is undone first.
                let Ok(remains) = restored(&line, Money::from_cents(lines[at].3), accepted[at]) else { continue };
                accepted[at] = finding(at, &accepted, remains).unwrap().remains;
                standing.remove(place);
            } else {
                let at = index.index(lines.len());
                let Ok(line) = finding(at, &accepted, part(lines[at].3, quarters)) else { continue };
                accepted[at] = line.remains;
                standing.push((at, line));
            }
            let effect = grant(&accepted).figures.grant.checked_sub(grant(&before).figures.grant).unwrap();
            moved = moved.checked_add(effect).unwrap();
            let mut expected = first.clone();
            for (at, line) in &standing {
                let change = line.remains.checked_sub(line.accepted_before).unwrap();
                expected[*at] = expected[*at].checked_add(change).unwrap();
            }
            prop_assert_eq!(&accepted, &expected);
        }
        prop_assert_eq!(moved.checked_add(entitled.figures.grant), Ok(grant(&accepted).figures.grant));
        if standing.is_empty() {
            prop_assert_eq!(moved, Money::ZERO);
            prop_assert_eq!(grant(&accepted), entitled);
        }
    }
}
