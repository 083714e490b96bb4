use chrono::NaiveDate;

use crate::{
    schedule::ObligationKind,
    workflow::{Reason, RefusalCode},
};

/// Why something cannot be done to an obligation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Its first day has not come.
    #[error("it opens on {0}; until then there is nothing to hand in")]
    TooEarly(NaiveDate),
    /// Its day has not ended.
    #[error("it is in time until the end of {0}")]
    InTime(NaiveDate),
    /// The person who extended it may not waive it.
    #[error("you extended this obligation; another person must waive it")]
    ExtendedBySamePerson,
    /// It was extended by nobody knows whom, so two persons cannot be told apart.
    #[error(
        "it is not recorded who extended this obligation, so it cannot be checked that another person waives \
         it; let an officer extend it anew first"
    )]
    NobodyExtended,
    /// The new date is not later than the one in force.
    #[error("the deadline is {due} already; an extension moves it to a later day than that")]
    NotLater {
        /// The last day now.
        due: NaiveDate,
    },
    /// The new date is not earlier than the one in force.
    #[error("the deadline is {0} already; it is brought forward to an earlier day than that")]
    NotEarlier(NaiveDate),
    /// The new date has passed or ends today.
    #[error("{0} is not in the future; choose a day after today")]
    InThePast(NaiveDate),
    /// The new date is beyond what can be planned.
    #[error("{0} is too far away; choose a day within the next ten years")]
    TooFar(NaiveDate),
    /// No reason was given.
    #[error("the reason is missing; write why, for it stays on record")]
    NoReason,
    /// Nothing says what must be mended.
    #[error("nothing says what must be mended; write at least one reason")]
    NoReasons,
    /// A form of its own settles it.
    #[error("{}", how_settled(*.0))]
    OwnReport(ObligationKind),
    /// What it hangs on is given up, and the obligation with it.
    #[error("{}", how_given_up(*.0))]
    GivenUpOtherwise(ObligationKind),
    /// The notice of the hearing set the day.
    #[error(
        "the last day of a hearing is part of its notice and is not moved; an answer that comes later counts until the \
         hearing is closed"
    )]
    NoticedDay,
    /// A decision set the day.
    #[error(
        "the day to pay is part of the decision on recovery and is not moved; late interest is made milder by a \
         mitigation (proposeRecoveryRelief)"
    )]
    DecidedDay,
    /// The statement is empty.
    #[error("the statement is empty; write what was done and what came of it")]
    NoStatement,
    /// The statement is a book.
    #[error("the statement is longer than {0} characters; put the rest into a file")]
    StatementTooLong(usize),
    /// Too many files.
    #[error("more than {0} files; put what belongs together into one")]
    TooManyFiles(usize),
    /// The same file twice.
    #[error("a file is named twice; name each once")]
    FileTwice,
    /// Whoever handed it in may not judge it.
    #[error("you handed this in; another person must answer it")]
    SubmittedBySamePerson,
}

fn how_settled(kind: ObligationKind) -> String {
    match kind {
        ObligationKind::SupplementRequest => {
            "the answer to its supplement request settles this obligation (answerSupplementRequest)"
                .to_owned()
        }
        ObligationKind::RecoveryHearing => {
            "the answer in the hearing of its recovery settles this obligation (answerRecovery)".to_owned()
        }
        ObligationKind::RecoveryPayment => {
            "the payment of its recovery settles this obligation; the authority records it as it comes"
                .to_owned()
        }
        ObligationKind::AgreementSignature => {
            "the signature under the agreement settles this obligation (signAgreement)".to_owned()
        }
        ObligationKind::PortfolioReport
        | ObligationKind::CostReport
        | ObligationKind::InterimReport
        | ObligationKind::FinalReport
        | ObligationKind::FollowUp => {
            let words = kind.to_string().replace('_', " ");
            format!("a {words} of its own settles this obligation; hand that in")
        }
    }
}

const fn how_given_up(kind: ObligationKind) -> &'static str {
    match kind {
        ObligationKind::SupplementRequest => {
            "withdraw its supplement request (withdrawSupplementRequest); this obligation is waived with it"
        }
        ObligationKind::RecoveryHearing => {
            "nobody has to answer a hearing; end it after its last day (closeRecoveryHearing), or cancel the recovery"
        }
        ObligationKind::RecoveryPayment => {
            "a debt is not waived like a report; propose a mitigation or a write-off (proposeRecoveryRelief)"
        }
        ObligationKind::AgreementSignature => {
            "the lead withdraws the agreement (withdrawAgreement); this obligation is waived with it"
        }
        ObligationKind::PortfolioReport
        | ObligationKind::CostReport
        | ObligationKind::InterimReport
        | ObligationKind::FinalReport
        | ObligationKind::FollowUp => "waive it (waiveObligation)",
    }
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::TooEarly(_) | Self::InTime(_) => RefusalCode::Deadline,
            Self::ExtendedBySamePerson | Self::SubmittedBySamePerson => RefusalCode::SamePerson,
            Self::NobodyExtended => RefusalCode::CannotCheck,
            Self::GivenUpOtherwise(_) | Self::NoticedDay | Self::DecidedDay => RefusalCode::WrongState,
            Self::NotLater { .. }
            | Self::NotEarlier(_)
            | Self::InThePast(_)
            | Self::TooFar(_)
            | Self::OwnReport(_)
            | Self::StatementTooLong(_)
            | Self::TooManyFiles(_)
            | Self::FileTwice => RefusalCode::InvalidInput,
            Self::NoReason | Self::NoReasons | Self::NoStatement => RefusalCode::Incomplete,
        }
    }

    fn path(&self) -> Vec<String> {
        let field = match self {
            Self::NotLater { .. } | Self::NotEarlier(_) | Self::InThePast(_) | Self::TooFar(_) => "newDate",
            Self::NoReason => "reason",
            Self::NoReasons => "questions",
            Self::OwnReport(_) | Self::GivenUpOtherwise(_) | Self::NoticedDay | Self::DecidedDay => "id",
            Self::NoStatement | Self::StatementTooLong(_) => "statement",
            Self::TooManyFiles(_) | Self::FileTwice => "fileIds",
            Self::TooEarly(_)
            | Self::InTime(_)
            | Self::ExtendedBySamePerson
            | Self::NobodyExtended
            | Self::SubmittedBySamePerson => return Vec::new(),
        };
        vec![field.to_owned()]
    }
}
