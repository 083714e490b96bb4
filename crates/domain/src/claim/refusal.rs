use chrono::NaiveDate;

use super::{StateName, in_words};
use crate::{
    hands::Deed,
    money::Money,
    payment_hold::PaymentsHeld,
    workflow::{Reason, RefusalCode},
};

/// Why something cannot be done to a claim.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Who had a hand in the claim may not decide about it.
    #[error("you {} this claim; another person must decide about it", .0.in_words())]
    SamePerson(Deed),
    /// Nobody is known to have drafted it, so two persons cannot be told apart.
    #[error(
        "nobody is recorded as having drafted this claim, so it cannot be checked that another person decides \
         about it; ask the administrator to restore the record"
    )]
    NobodyDrafted,
    /// Lines of the sample wait for the officer.
    #[error(
        "{0} lines of the sample are not decided; look at each of them and accept or disallow it by name"
    )]
    SampledLines(u64),
    /// The lead municipality is to answer a supplement request.
    #[error(
        "supplement request {number} of this claim is open until the end of {due}; wait for the answer, or withdraw it \
         (withdrawSupplementRequest)"
    )]
    SupplementOpen {
        /// Its number among the requests about the claim.
        number: i32,
        /// The last day to answer.
        due: NaiveDate,
    },
    /// The answer to a supplement request waits for the officer.
    #[error(
        "supplement request {0} of this claim has been answered; accept the answer (acceptSupplementAnswer), or ask \
         again"
    )]
    SupplementAnswered(i32),
    /// Lines wait for the officer.
    #[error("{0} cost lines are not verified; accept or disallow each of them first")]
    PendingLines(u64),
    /// Nothing is claimed.
    #[error("no accepted cost report is waiting to be claimed; accept the partners' cost reports first")]
    NoReports,
    /// A cost report changed its state after the draft.
    #[error("{0} cost reports of this draft are no longer accepted; compute the claim anew")]
    ReportsChanged(u64),
    /// The stored figures are not those of the lines.
    #[error(
        "the claim is not what its lines give now ({stored} granted as stored, {computed} by the lines; parts \
         of it may differ although these agree); compute it anew before it goes on"
    )]
    SumsDiffer {
        /// The grant of the claim as stored.
        stored: Money,
        /// The grant of the claim as its lines give it now.
        computed: Money,
    },
    /// The figures could not be compared.
    #[error(
        "it could not be checked whether the claim still equals its lines ({0}), so it is not let through"
    )]
    SumsUnknown(String),
    /// Questions were not asked.
    #[error("write what the lead municipality is to answer")]
    NoQuestions,
    /// Questions were not answered.
    #[error("the authority asked questions; write the answer")]
    NoAnswer,
    /// The lead must be told why.
    #[error("write why the claim is rejected; the lead municipality must be able to contest it")]
    NoReason,
    /// Nothing is to be paid.
    #[error(
        "nothing is payable for this claim ({grant} granted, {cleared} paid in advance, {owed} owed from \
         before); what is owed is set off against the next claim"
    )]
    NothingPayable {
        /// The grant of the claim.
        grant: Money,
        /// What of the advance it clears.
        cleared: Money,
        /// What the project owed before it.
        owed: Money,
    },
    /// There is nowhere to pay to.
    #[error(
        "the lead municipality has no approved bank account: it proposes one (proposeBankAccount), another \
         person there confirms it, and two persons of the authority review and approve it"
    )]
    NoAccountInForce,
    /// Payments to the project are held, or may be.
    #[error(transparent)]
    PaymentsHeld(#[from] PaymentsHeld),
    /// A payout is on its way.
    #[error("a payout of this claim exists already; a new one is made only after it has failed")]
    LivePayout,
    /// Money was not confirmed by the bank.
    #[error("no payout of this claim is confirmed by the bank")]
    NotConfirmed,
    /// Another claim is open.
    #[error("claim {number} is {}; only one claim of a project is open at a time, finish it first", in_words(*.state))]
    AnotherOpen {
        /// Its number.
        number: i32,
        /// Its state.
        state: StateName,
    },
    /// A period is left out or claimed again.
    #[error("claims form an unbroken chain: the next claim is for period {due}, not for period {asked}")]
    BrokenChain {
        /// The number of the period that is due.
        due: i32,
        /// The number of the period that was asked for.
        asked: i32,
    },
    /// The project has been claimed to its end.
    #[error("claim {0} was the last one of the project; what is found later is recovered or written off")]
    LastClaimed(i32),
    /// The last claim comes with the last period.
    #[error("the last claim is the one for period {last}, not for period {asked}")]
    NotLastPeriod {
        /// The number of the last period.
        last: i32,
        /// The number of the period that was asked for.
        asked: i32,
    },
    /// Costs can still accrue.
    #[error("the use period runs until {0}; the last claim is drafted after it")]
    UsePeriodRuns(NaiveDate),
    /// Reports are not in.
    #[error(
        "{0} cost reports are not accepted or not even opened; the last claim needs every partner's report of \
         every period"
    )]
    ReportsMissing(u64),
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::SamePerson(_) => RefusalCode::SamePerson,
            Self::PaymentsHeld(held) => held.code(),
            Self::PendingLines(_)
            | Self::SampledLines(_)
            | Self::SupplementOpen { .. }
            | Self::SupplementAnswered(_)
            | Self::NoReports
            | Self::ReportsMissing(_)
            | Self::ReportsChanged(_)
            | Self::NoQuestions
            | Self::NoAnswer
            | Self::NoReason
            | Self::NoAccountInForce => RefusalCode::Incomplete,
            Self::SumsDiffer { .. } => RefusalCode::SumMismatch,
            Self::NobodyDrafted | Self::SumsUnknown(_) => RefusalCode::CannotCheck,
            Self::NothingPayable { .. } => RefusalCode::LimitExceeded,
            Self::LivePayout | Self::AnotherOpen { .. } => RefusalCode::Duplicate,
            Self::NotConfirmed | Self::LastClaimed(_) => RefusalCode::WrongState,
            Self::BrokenChain { .. } | Self::NotLastPeriod { .. } => RefusalCode::InvalidInput,
            Self::UsePeriodRuns(_) => RefusalCode::Deadline,
        }
    }

    fn path(&self) -> Vec<String> {
        let field = match self {
            Self::NoQuestions => "questions",
            Self::NoAnswer => "answer",
            Self::NoReason => "reason",
            Self::BrokenChain { .. } | Self::NotLastPeriod { .. } => "periodId",
            Self::UsePeriodRuns(_) | Self::ReportsMissing(_) => "last",
            Self::SamePerson(_)
            | Self::NobodyDrafted
            | Self::PendingLines(_)
            | Self::SampledLines(_)
            | Self::SupplementOpen { .. }
            | Self::SupplementAnswered(_)
            | Self::NoReports
            | Self::ReportsChanged(_)
            | Self::SumsDiffer { .. }
            | Self::SumsUnknown(_)
            | Self::NothingPayable { .. }
            | Self::NoAccountInForce
            | Self::PaymentsHeld(_)
            | Self::LivePayout
            | Self::NotConfirmed
            | Self::LastClaimed(_)
            | Self::AnotherOpen { .. } => return Vec::new(),
        };
        vec![field.to_owned()]
    }
}
