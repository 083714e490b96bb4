//! Payment claims and payouts.

use super::Project;
use chrono::NaiveDate;
use talkoot_domain::money::Money;

/// The authority asks about a payment claim that is being checked (*täydennyspyyntö*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimSupplementRequested {
    /// The project.
    pub project: Project,
    /// The claim's number within the project, from 1.
    pub claim_number: u32,
    /// What is asked, in the officer's words.
    pub requests: Vec<String>,
    /// The last day to answer.
    pub respond_by: NaiveDate,
    /// The page of the request.
    pub url: String,
}

/// A payment claim (*maksatushakemus*) has arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimReceived {
    /// The project.
    pub project: Project,
    /// The claim's number within the project, from 1.
    pub claim_number: u32,
    /// The period it covers.
    pub period: String,
    /// The grant claimed.
    pub claimed: Money,
    /// The day it arrived, in Finland.
    pub received: NaiveDate,
    /// The page of the claim.
    pub url: String,
}

/// What a payout pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaidFor {
    /// A claim, by its number within the project, from 1.
    Claim(u32),
    /// An instalment of the advance, by its place in the decision, from 1.
    Instalment(u32),
}

/// The authority holds the payments to a project (*maksatuskielto*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentHoldSet {
    /// The project.
    pub project: Project,
    /// The day it was set, in Finland.
    pub set: NaiveDate,
    /// Why, in the authority's words.
    pub reason: String,
    /// The page of the project.
    pub url: String,
}

/// The authority lets payments to a project go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentHoldLifted {
    /// The project.
    pub project: Project,
    /// The day it was lifted, in Finland.
    pub lifted: NaiveDate,
    /// Why, in the authority's words.
    pub reason: String,
    /// The page of the project.
    pub url: String,
}

/// The bank confirmed a payout (*avustuksen maksu*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayoutConfirmed {
    /// The project.
    pub project: Project,
    /// What was paid.
    pub paid_for: PaidFor,
    /// The municipality that received the money.
    pub recipient: String,
    /// What was paid.
    pub amount: Money,
    /// What of it was kept back for a recovery and not sent, if anything was.
    pub set_off: Option<Money>,
    /// The day it was paid.
    pub paid: NaiveDate,
    /// The reference on the bank statement, when it has one. The account number is never mailed.
    pub payment_reference: Option<String>,
    /// The page of the payout.
    pub url: String,
}

/// The bank could not make a payment: to the officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayoutFailed {
    /// The project.
    pub project: Project,
    /// What was to be paid.
    pub paid_for: PaidFor,
    /// The municipality that was to receive the money.
    pub recipient: String,
    /// What was to be paid.
    pub amount: Money,
    /// The day it failed, in Finland.
    pub failed: NaiveDate,
    /// Why, as the bank says.
    pub reason: String,
    /// The page of the payout.
    pub url: String,
}

/// Shares of the grant that the lead municipality is to pass on to the partners (*avustuksen siirto
/// osatoteuttajille*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransfersDue {
    /// The project.
    pub project: Project,
    /// The number of the claim within the project, from 1.
    pub claim_number: u32,
    /// The municipalities that have not got their shares, by their names in the recipient's language, and how much.
    pub shares: Vec<(String, Money)>,
    /// The last day to pass them on.
    pub due: NaiveDate,
    /// Whether that day has passed.
    pub late: bool,
    /// The page of the project.
    pub url: String,
}
