//! Set-off (*kuittaus*, act 688/2001, 27 §): what the recipient owes is kept back from what it is paid.

use crate::{
    ids::{OrganisationId, PayoutId, ProjectId, RecoveryId},
    money::{Money, Overflow},
    recovery,
    workflow::{Name as _, Reason, RefusalCode, Stamp},
};

/// Stands for the bank's reference of a payout of which nothing went to the bank.
pub const NOTHING_SENT: &str = "SET-OFF";

/// A part of a payout that pays a recovery instead of going to the bank. It shares the fate of the payout:
/// booked on the recovery when the payout is confirmed, on the same day; undone when it fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetOff {
    /// The payout from which it is kept back.
    pub payout: PayoutId,
    /// The recovery that it pays.
    pub recovery: RecoveryId,
    /// How much, EUR; always more than nothing.
    pub amount: Money,
    /// Who proposed it, and when; does not approve the payout.
    pub proposed: Stamp,
}

/// What must be known to agree on a set-off.
#[derive(Clone, Copy, Debug)]
pub struct Sides {
    /// What the payout pays in all, EUR.
    pub payable: Money,
    /// What is set off against it already, EUR.
    pub set_off: Money,
    /// Whether this recovery is set off against it already.
    pub again: bool,
    /// Whose money the payout is: project and recipient.
    pub payee: (ProjectId, OrganisationId),
    /// What the recovery is of: project and debtor.
    pub debtor: (ProjectId, OrganisationId),
    /// Where the recovery stands.
    pub state: recovery::StateName,
    /// What is open of the recovery today, interest included, EUR.
    pub open: Money,
    /// What payouts that are on their way are to pay of it, EUR.
    pub reserved: Money,
}

/// Why something cannot be set off.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotSetOff {
    /// Another grant.
    #[error("the recovery is of another project; only what this project owes is set off against its payouts")]
    OtherProject,
    /// Another recipient.
    #[error(
        "another municipality owes this recovery than the one that is paid; only its own debt is set off"
    )]
    OtherDebtor,
    /// Not decided, or over.
    #[error("the recovery is {}; only a recovery that is decided and not settled is set off", .0.code())]
    NotDue(recovery::StateName),
    /// Proposed already.
    #[error("this recovery is set off against this payout already; withdraw that first (withdrawSetOff)")]
    Again,
    /// Not an amount.
    #[error("{0} is not more than 0.00; say how much is set off, or leave it out for as much as possible")]
    NotPositive(Money),
    /// The payout is used up.
    #[error(
        "all of this payout is set off already; withdraw one of the set-offs first (withdrawSetOff), or take another payout"
    )]
    NothingLeft,
    /// The debt is used up.
    #[error(
        "nothing of the recovery is open that is not set off against a payout already; look at the payouts that it names"
    )]
    NothingOpen,
    /// More than there is.
    #[error(
        "{asked} is more than can be set off; at most {most}: what is left of the payout and of the recovery"
    )]
    TooMuch {
        /// What was asked.
        asked: Money,
        /// What is possible.
        most: Money,
    },
    /// The numbers are too large.
    #[error(transparent)]
    TooLarge(#[from] Overflow),
}

impl Reason for CannotSetOff {
    fn code(&self) -> RefusalCode {
        match self {
            Self::OtherProject | Self::OtherDebtor | Self::NotPositive(_) => RefusalCode::InvalidInput,
            Self::NotDue(_) => RefusalCode::WrongState,
            Self::Again => RefusalCode::Duplicate,
            Self::NothingLeft | Self::NothingOpen | Self::TooMuch { .. } => RefusalCode::LimitExceeded,
            Self::TooLarge(_) => RefusalCode::CannotCheck,
        }
    }

    fn path(&self) -> Vec<String> {
        let field = match self {
            Self::OtherProject | Self::OtherDebtor | Self::NotDue(_) | Self::Again | Self::NothingOpen => {
                "recoveryId"
            }
            Self::NotPositive(_) | Self::TooMuch { .. } => "amount",
            Self::NothingLeft | Self::TooLarge(_) => return Vec::new(),
        };
        vec![field.to_owned()]
    }
}

/// How much is set off: what was asked, or as much as possible, and never more than what is left of the
/// payout or of the recovery.
///
/// # Errors
/// The first reason why not: the parties, the state of the recovery, what is left, the amount.
pub fn agree(sides: &Sides, asked: Option<Money>) -> Result<Money, CannotSetOff> {
    if sides.payee.0 != sides.debtor.0 {
        return Err(CannotSetOff::OtherProject);
    }
    if sides.payee.1 != sides.debtor.1 {
        return Err(CannotSetOff::OtherDebtor);
    }
    if !matches!(sides.state, recovery::StateName::Due | recovery::StateName::Late) {
        return Err(CannotSetOff::NotDue(sides.state));
    }
    if sides.again {
        return Err(CannotSetOff::Again);
    }
    let left = sides.payable.checked_sub(sides.set_off)?;
    let open = sides.open.checked_sub(sides.reserved)?;
    if left <= Money::ZERO {
        return Err(CannotSetOff::NothingLeft);
    }
    if open <= Money::ZERO {
        return Err(CannotSetOff::NothingOpen);
    }
    let most = left.min(open);
    match asked {
        None => Ok(most),
        Some(asked) if asked <= Money::ZERO => Err(CannotSetOff::NotPositive(asked)),
        Some(asked) if asked > most => Err(CannotSetOff::TooMuch { asked, most }),
        Some(asked) => Ok(asked),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use recovery::StateName as S;

    fn sides() -> Sides {
        let project = Uuid::from_u128(1).into();
        let lead = Uuid::from_u128(2).into();
        Sides {
            payable: Money::from_cents(2_550_000),
            set_off: Money::ZERO,
            again: false,
            payee: (project, lead),
            debtor: (project, lead),
            state: S::Due,
            open: Money::from_cents(368_807),
            reserved: Money::ZERO,
        }
    }

    /// Goal: who and what can be set off, in order of precedence.
    #[test]
    #[expect(clippy::too_many_lines, reason = "a table, a line per case")]
    fn the_order_of_reasons() {
        let other: (ProjectId, OrganisationId) = (Uuid::from_u128(9).into(), Uuid::from_u128(8).into());
        let cents = Money::from_cents;
        let own = sides();
        for (sides, asked, expected) in [
            (
                Sides {
                    debtor: other,
                    state: S::Paid,
                    ..own
                },
                None,
                Err(CannotSetOff::OtherProject),
            ),
            (
                Sides {
                    debtor: (own.payee.0, other.1),
                    state: S::Paid,
                    ..own
                },
                None,
                Err(CannotSetOff::OtherDebtor),
            ),
            (
                Sides {
                    state: S::Drafted,
                    again: true,
                    ..own
                },
                None,
                Err(CannotSetOff::NotDue(S::Drafted)),
            ),
            (
                Sides {
                    state: S::Paid,
                    ..own
                },
                None,
                Err(CannotSetOff::NotDue(S::Paid)),
            ),
            (
                Sides {
                    again: true,
                    set_off: own.payable,
                    ..own
                },
                None,
                Err(CannotSetOff::Again),
            ),
            (
                Sides {
                    set_off: own.payable,
                    ..own
                },
                None,
                Err(CannotSetOff::NothingLeft),
            ),
            (
                Sides {
                    reserved: own.open,
                    ..own
                },
                None,
                Err(CannotSetOff::NothingOpen),
            ),
            (
                own,
                Some(Money::ZERO),
                Err(CannotSetOff::NotPositive(Money::ZERO)),
            ),
            (own, Some(cents(-1)), Err(CannotSetOff::NotPositive(cents(-1)))),
            (
                own,
                Some(cents(368_808)),
                Err(CannotSetOff::TooMuch {
                    asked: cents(368_808),
                    most: cents(368_807),
                }),
            ),
            (own, None, Ok(cents(368_807))),
            (own, Some(cents(1)), Ok(cents(1))),
            (
                Sides {
                    state: S::Late,
                    payable: cents(100),
                    ..own
                },
                None,
                Ok(cents(100)),
            ),
            (
                Sides {
                    set_off: cents(2_549_999),
                    ..own
                },
                None,
                Ok(cents(1)),
            ),
        ] {
            assert_eq!(agree(&sides, asked), expected, "{sides:?} {asked:?}");
        }
    }

    proptest! {
        /// However often something is set off, nothing negative goes to the bank, no debt is paid twice, and
        /// what is paid is what goes to the bank and what is set off.
        #[test]
        fn nothing_is_set_off_twice(
            payable in 1_i64..10_000_000,
            debts in prop::collection::vec((1_i64..5_000_000, prop::option::of(1_i64..5_000_000)), 1..6),
        ) {
            let mut set_off = Money::ZERO;
            for (open, asked) in debts {
                let open = Money::from_cents(open);
                let mut reserved = Money::ZERO;
                for asked in [asked.map(Money::from_cents), None] {
                    let one = Sides {
                        payable: Money::from_cents(payable), set_off, open, reserved, ..sides()
                    };
                    if let Ok(amount) = agree(&one, asked) {
                        prop_assert!(amount > Money::ZERO);
                        set_off = set_off.checked_add(amount)?;
                        reserved = reserved.checked_add(amount)?;
                    }
                }
                prop_assert!(reserved <= open);
                prop_assert!(set_off <= Money::from_cents(payable));
            }
        }
    }
}
