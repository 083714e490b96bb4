//! What is to be paid, before it is written down for the bank.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use talkoot_domain::{
    bank_account::Bic,
    identifiers::{Iban, PaymentReference},
    money::Money,
};

use crate::text::{LONGEST_NAME, sepa};

/// Somebody with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The name; what a bank does not take of it is left out.
    pub name: String,
    /// The account.
    pub iban: Iban,
    /// The bank, where it is to be named.
    pub bic: Option<Bic>,
}

/// One payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditTransfer {
    /// The name by which the bank answers; see [`end_to_end_id`](crate::end_to_end_id).
    pub end_to_end_id: String,
    /// How much, in euros; more than nothing.
    pub amount: Money,
    /// Who is paid.
    pub creditor: Party,
    /// The reference number, by which the payee knows the payment.
    pub reference: PaymentReference,
}

/// The payments of one file: from one account, on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditTransfers {
    /// The name of the file; see [`message_id`](crate::message_id).
    pub message_id: String,
    /// The name of its one group; see [`payment_info_id`](crate::payment_info_id).
    pub payment_info_id: String,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// Who pays.
    pub debtor: Party,
    /// The bank's identifier of the payer, where the bank gave one.
    pub service_id: Option<String>,
    /// The day on which the bank is to pay.
    pub execution_date: NaiveDate,
    /// The payments, in the order in which they are written.
    pub transfers: Vec<CreditTransfer>,
    /// How many there must be, as they were released.
    pub count: usize,
    /// What they must come to, as they were released.
    pub control_sum: Money,
}

/// Why no file is written.
#[derive(Debug, thiserror::Error)]
pub enum WriteRefused {
    /// Nothing is to be paid.
    #[error("there is nothing to pay in this file")]
    Empty,
    /// A payment of nothing, or less.
    #[error("payment {0} pays nothing")]
    NothingPaid(String),
    /// Two payments under one name; the bank's answer could not be matched.
    #[error("payment {0} is in the file twice")]
    Twice(String),
    /// A name is missing or longer than 35 characters.
    #[error("\"{0}\" cannot be the name of a message or payment: it takes 1 to 35 characters")]
    Name(String),
    /// A payee or payer whose name holds no character that banks take.
    #[error("the payee or payer of payment {0} has no name that a bank takes")]
    Nameless(String),
    /// The payments are not those that were released.
    #[error(
        "the file would hold {found} payments of {found_sum}, released were {released} of {released_sum}; \
         nothing is written"
    )]
    NotAsReleased {
        /// How many payments there are.
        found: usize,
        /// What they come to.
        found_sum: Money,
        /// How many were released.
        released: usize,
        /// What was released.
        released_sum: Money,
    },
    /// The payments come to more than an amount can hold.
    #[error("the payments come to more than an amount can hold")]
    Overflow,
    /// The text could not be put together.
    #[error("the file could not be put together")]
    Xml(#[from] std::io::Error),
}

const LONGEST_ID: usize = 35;

impl CreditTransfers {
    /// Makes sure that exactly what was released is written.
    pub(crate) fn checked(&self) -> Result<(), WriteRefused> {
        for name in [&self.message_id, &self.payment_info_id] {
            check_name(name)?;
        }
        if self.transfers.is_empty() {
            return Err(WriteRefused::Empty);
        }
        if sepa(&self.debtor.name, LONGEST_NAME).is_empty() {
            return Err(WriteRefused::Nameless(self.message_id.clone()));
        }
        let mut seen = BTreeSet::new();
        for transfer in &self.transfers {
            check_name(&transfer.end_to_end_id)?;
            if transfer.amount <= Money::ZERO {
                return Err(WriteRefused::NothingPaid(transfer.end_to_end_id.clone()));
            }
            if sepa(&transfer.creditor.name, LONGEST_NAME).is_empty() {
                return Err(WriteRefused::Nameless(transfer.end_to_end_id.clone()));
            }
            if !seen.insert(transfer.end_to_end_id.as_str()) {
                return Err(WriteRefused::Twice(transfer.end_to_end_id.clone()));
            }
        }
        let amounts = self.transfers.iter().map(|transfer| transfer.amount);
        let found_sum = Money::sum(amounts).map_err(|_| WriteRefused::Overflow)?;
        if found_sum != self.control_sum || self.transfers.len() != self.count {
            return Err(WriteRefused::NotAsReleased {
                found: self.transfers.len(),
                found_sum,
                released: self.count,
                released_sum: self.control_sum,
            });
        }
        Ok(())
    }
}

fn check_name(name: &str) -> Result<(), WriteRefused> {
    if name.is_empty() || name.chars().count() > LONGEST_ID || sepa(name, LONGEST_ID) != name {
        return Err(WriteRefused::Name(name.to_owned()));
    }
    Ok(())
}
