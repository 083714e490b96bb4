use chrono::NaiveDate;

use crate::{
    claim, cost_report,
    entitlement::FinalOutcome,
    money::Money,
    schedule::ObligationKind,
    workflow::{Name, Reason, RefusalCode},
};

/// One thing that is not settled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Hindrance {
    /// Nobody has claimed for the last time.
    #[error("the last claim of the project is not approved")]
    NoLastClaim,
    /// A claim is being worked on.
    #[error("claim {number} is {}", claim::in_words(*.state))]
    OpenClaim {
        /// Its number.
        number: i32,
        /// Its state.
        state: claim::StateName,
    },
    /// What is payable has not been paid.
    #[error("claim {0} is not paid")]
    UnpaidClaim(i32),
    /// A report is in no approved claim.
    #[error("the cost report of {partner} for period {period} is {}", in_words(.state.code()))]
    CostReport {
        /// The municipality.
        partner: String,
        /// The number of the period.
        period: i32,
        /// Its state.
        state: cost_report::StateName,
    },
    /// Money is on its way.
    #[error("a payout of {0} is neither confirmed nor failed")]
    Payout(Money),
    /// A finding waits for the authority.
    #[error("correction {0} is not decided")]
    Correction(i32),
    /// Money is to come back.
    #[error("recovery {0} is not settled")]
    Recovery(i32),
    /// A change waits for a decision, a confirmation or its day.
    #[error("change request {0} is not settled")]
    ChangeRequest(i32),
    /// Something must still be handed in or accepted.
    #[error("the {} due on {due} is neither accepted nor waived", in_words((*.kind).into()))]
    Obligation {
        /// What.
        kind: ObligationKind,
        /// Until when.
        due: NaiveDate,
    },
    /// Something must still be paid or returned.
    #[error("{}", balance(*.0))]
    Balance(FinalOutcome),
}

fn in_words(code: &str) -> String {
    code.replace('_', " ")
}

fn balance(outcome: FinalOutcome) -> String {
    match outcome {
        FinalOutcome::Pay(amount) => format!("the final balance of {amount} is not paid (createFinalPayout)"),
        FinalOutcome::Settled => "the final balance is settled".to_owned(),
        FinalOutcome::Return(amount) => {
            format!("{amount} have to be returned (openRecovery of the project)")
        }
        FinalOutcome::Waivable(amount) => format!(
            "{amount} have to be returned, or waived by two persons as a trifle (openRecovery of the project)"
        ),
    }
}

/// Why a project cannot be closed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Something is open; each is named.
    #[error("settle what is open first: {}", listed(.0))]
    Open(Vec<Hindrance>),
}

fn listed(hindrances: &[Hindrance]) -> String {
    let words: Vec<String> = hindrances.iter().map(ToString::to_string).collect();
    words.join("; ")
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::Open(_) => RefusalCode::Incomplete,
        }
    }
}
