use chrono::NaiveDate;

use crate::ids::BankAccountId;

/// What can be asked of a payout.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a payout.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Approves it, as the second person.
    Approve,
    /// Points it to the account in force; an approval falls.
    Redirect {
        /// The account in force of whoever is paid, if there is one.
        account: Option<BankAccountId>,
    },
    /// Keeps a part of it back for a recovery; an approval falls.
    SetOff,
    /// Gives up such a part; an approval falls.
    WithdrawSetOff,
    /// Ends a payout of which nothing goes to the bank, because all of it is set off.
    SettleBySetOff,
    /// Records that it went to the bank.
    Send,
    /// Records that the money arrived.
    Confirm {
        /// The bank's reference of the transaction.
        bank_reference: String,
        /// The day on which the money was booked.
        value_date: NaiveDate,
    },
    /// Records that the bank could not pay.
    Fail {
        /// Why.
        reason: String,
    },
}
