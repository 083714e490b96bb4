//! Money that the bank sent back after it had confirmed a payout.

use chrono::NaiveDate;

use super::Source;
use crate::{
    ids::PayoutId,
    money::{Money, Overflow},
    workflow::{Reason, RefusalCode, Stamp},
};

/// What becomes of money that came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum ReturnOutcome {
    /// The payout begins anew: approved, sent and confirmed again, to another account if need be. Only when all that
    /// went to the bank came back.
    PayAgain,
    /// So much less is paid; what is missing is part of the final balance.
    LessPaid,
}

/// Money that came back, recorded by one person and approved by another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Return {
    /// The payout.
    pub payout: PayoutId,
    /// Its place among the returns of the payout, from 1.
    pub number: i32,
    /// How much, EUR; more than nothing.
    pub amount: Money,
    /// The day on which it was booked on the authority's account.
    pub value_date: NaiveDate,
    /// The bank's reference of the transaction.
    pub bank_reference: String,
    /// Why it came back, as far as is known.
    pub reason: String,
    /// What becomes of it.
    pub outcome: ReturnOutcome,
    /// Who recorded it, and when.
    pub recorded: Stamp,
    /// Who approved it, and when; not the one who recorded it.
    pub approved: Option<Stamp>,
}

/// What must be known to take money back.
#[derive(Clone, Copy, Debug)]
pub struct Paid {
    /// What the payout paid for.
    pub source: Source,
    /// What went to the bank, EUR.
    pub to_bank: Money,
    /// What of it came back before, EUR.
    pub returned: Money,
    /// What of the payout was set off, EUR.
    pub set_off: Money,
    /// The day on which it was booked.
    pub paid_on: NaiveDate,
    /// What is left of the advance that the bank has confirmed, EUR.
    pub advance_left: Money,
    /// The day in Helsinki.
    pub today: NaiveDate,
}

/// Why money that came back cannot be recorded so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotReturn {
    /// Not an amount.
    #[error("{0} is not more than 0.00; say how much came back")]
    NotPositive(Money),
    /// More than was sent.
    #[error("{amount} is more than the {most} of this payout that went to the bank and did not come back")]
    TooMuch {
        /// What was said.
        amount: Money,
        /// What is possible.
        most: Money,
    },
    /// Before it was paid, or tomorrow.
    #[error(
        "{value_date} is not between {paid_on}, when the payout was booked, and today; look at the bank statement"
    )]
    WrongDay {
        /// The day said.
        value_date: NaiveDate,
        /// The day of the payout.
        paid_on: NaiveDate,
    },
    /// Nobody finds it again.
    #[error("write the bank's reference of the transaction")]
    NoReference,
    /// The second person must know.
    #[error("write why the money came back, as far as is known")]
    NoReason,
    /// Only the whole begins anew.
    #[error(
        "only a payout of which everything came back is paid again; count this as less paid (LESS_PAID): what is \
         missing is part of the final balance"
    )]
    OnlyPart,
    /// What is set off stays set off.
    #[error(
        "{0} of this payout are set off and stay so, so it is not paid again as a whole; count what came back as less \
         paid (LESS_PAID)"
    )]
    SetOff(Money),
    /// Claims clear the advance as it was granted.
    #[error("an instalment of the advance is paid again (PAY_AGAIN); it is not made less")]
    AdvanceStays,
    /// Claims have used it.
    #[error(
        "claims have used up all but {0} of the advance, so this instalment cannot be taken back; pay the municipality \
         by hand and tell the bank's new reference to the administrator"
    )]
    AdvanceUsed(Money),
    /// The numbers are too large.
    #[error(transparent)]
    TooLarge(#[from] Overflow),
}

impl Reason for CannotReturn {
    fn code(&self) -> RefusalCode {
        match self {
            Self::NotPositive(_) | Self::WrongDay { .. } | Self::OnlyPart | Self::AdvanceStays => {
                RefusalCode::InvalidInput
            }
            Self::TooMuch { .. } | Self::AdvanceUsed(_) => RefusalCode::LimitExceeded,
            Self::NoReference | Self::NoReason => RefusalCode::Incomplete,
            Self::SetOff(_) => RefusalCode::WrongState,
            Self::TooLarge(_) => RefusalCode::CannotCheck,
        }
    }

    fn path(&self) -> Vec<String> {
        let field = match self {
            Self::NotPositive(_) | Self::TooMuch { .. } => "amount",
            Self::WrongDay { .. } => "valueDate",
            Self::NoReference => "bankReference",
            Self::NoReason => "reason",
            Self::OnlyPart | Self::SetOff(_) | Self::AdvanceStays => "outcome",
            Self::AdvanceUsed(_) | Self::TooLarge(_) => return Vec::new(),
        };
        vec![field.to_owned()]
    }
}

/// Whether money that came back can be recorded so.
///
/// # Errors
/// The first reason why not: the words, the amount, the day, what shall become of it.
pub fn check_return(paid: &Paid, back: &Return) -> Result<(), CannotReturn> {
    if back.bank_reference.trim().is_empty() {
        return Err(CannotReturn::NoReference);
    }
    if back.reason.trim().is_empty() {
        return Err(CannotReturn::NoReason);
    }
    if back.amount <= Money::ZERO {
        return Err(CannotReturn::NotPositive(back.amount));
    }
    let most = paid.to_bank.checked_sub(paid.returned)?;
    if back.amount > most {
        return Err(CannotReturn::TooMuch {
            amount: back.amount,
            most,
        });
    }
    if back.value_date < paid.paid_on || back.value_date > paid.today {
        return Err(CannotReturn::WrongDay {
            value_date: back.value_date,
            paid_on: paid.paid_on,
        });
    }
    let advance = matches!(paid.source, Source::Advance { .. });
    match back.outcome {
        ReturnOutcome::LessPaid if advance => Err(CannotReturn::AdvanceStays),
        ReturnOutcome::LessPaid => Ok(()),
        ReturnOutcome::PayAgain if !paid.set_off.is_zero() => Err(CannotReturn::SetOff(paid.set_off)),
        ReturnOutcome::PayAgain if back.amount != paid.to_bank => Err(CannotReturn::OnlyPart),
        ReturnOutcome::PayAgain if advance && paid.advance_left < back.amount => {
            Err(CannotReturn::AdvanceUsed(paid.advance_left))
        }
        ReturnOutcome::PayAgain => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use uuid::Uuid;

    use super::*;

    /// Goal: what can come back, in order of precedence.
    #[test]
    #[expect(clippy::too_many_lines, reason = "a table, a line per case")]
    fn what_can_come_back() {
        use ReturnOutcome::{LessPaid, PayAgain};
        let euros = |text: &str| text.parse::<Money>().unwrap();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let back = |amount: &str, on: &str, outcome| Return {
            payout: Uuid::from_u128(1).into(),
            number: 1,
            amount: euros(amount),
            value_date: day(on),
            bank_reference: "RF08".to_owned(),
            reason: "account closed".to_owned(),
            outcome,
            recorded: Stamp {
                by: Uuid::from_u128(2).into(),
                at: DateTime::<Utc>::UNIX_EPOCH,
            },
            approved: None,
        };
        let paid = Paid {
            source: Source::Claim(Uuid::from_u128(3).into()),
            to_bank: euros("900.00"),
            returned: Money::ZERO,
            set_off: Money::ZERO,
            paid_on: day("2027-01-04"),
            advance_left: Money::ZERO,
            today: day("2027-01-20"),
        };
        let before = Paid {
            returned: euros("300.00"),
            ..paid
        };
        let set_off = Paid {
            set_off: euros("100.00"),
            ..paid
        };
        let advance = |left: &str| Paid {
            source: Source::Advance { instalment: 1 },
            advance_left: euros(left),
            ..paid
        };
        let more = |most: &str, amount: &str| CannotReturn::TooMuch {
            amount: euros(amount),
            most: euros(most),
        };
        let on = |text: &str| CannotReturn::WrongDay {
            value_date: day(text),
            paid_on: paid.paid_on,
        };
        for (paid, back, expected) in [
            (
                paid,
                back("0.00", "2026-01-01", PayAgain),
                Err(CannotReturn::NotPositive(Money::ZERO)),
            ),
            (
                paid,
                back("900.01", "2026-01-01", PayAgain),
                Err(more("900.00", "900.01")),
            ),
            (
                before,
                back("600.01", "2027-01-10", LessPaid),
                Err(more("600.00", "600.01")),
            ),
            (
                paid,
                back("900.00", "2027-01-03", PayAgain),
                Err(on("2027-01-03")),
            ),
            (
                paid,
                back("900.00", "2027-01-21", PayAgain),
                Err(on("2027-01-21")),
            ),
            (
                paid,
                back("899.99", "2027-01-10", PayAgain),
                Err(CannotReturn::OnlyPart),
            ),
            (
                set_off,
                back("900.00", "2027-01-10", PayAgain),
                Err(CannotReturn::SetOff(euros("100.00"))),
            ),
            (
                advance("900.00"),
                back("900.00", "2027-01-10", LessPaid),
                Err(CannotReturn::AdvanceStays),
            ),
            (
                advance("899.99"),
                back("900.00", "2027-01-10", PayAgain),
                Err(CannotReturn::AdvanceUsed(euros("899.99"))),
            ),
            (advance("900.00"), back("900.00", "2027-01-10", PayAgain), Ok(())),
            (paid, back("900.00", "2027-01-04", PayAgain), Ok(())),
            (before, back("600.00", "2027-01-20", LessPaid), Ok(())),
            (set_off, back("0.01", "2027-01-10", LessPaid), Ok(())),
        ] {
            assert_eq!(check_return(&paid, &back), expected, "{back:?}");
        }
        let mute = |reference: &str, reason: &str| Return {
            bank_reference: reference.to_owned(),
            reason: reason.to_owned(),
            ..back("0.00", "2027-01-10", LessPaid)
        };
        assert_eq!(
            check_return(&paid, &mute(" ", "")),
            Err(CannotReturn::NoReference)
        );
        assert_eq!(
            check_return(&paid, &mute("RF08", " ")),
            Err(CannotReturn::NoReason)
        );
    }
}
