use crate::{
    advance::FaultyPlan,
    application,
    hands::Deed,
    money::{Money, Overflow},
    rate::Rate,
    workflow::{Name, Reason, RefusalCode},
};

/// Why something cannot be done to a decision.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// A person who drafted or changed it may not make it.
    #[error("you {} this decision; another person must make it", .0.in_words())]
    SamePerson(Deed),
    /// Nobody is known to have drafted it, so two persons cannot be told apart.
    #[error(
        "nobody is recorded as having drafted this decision, so it cannot be checked that another person \
         makes it; let an officer change it first"
    )]
    NobodyDrafted,
    /// The application is not ready for a decision.
    #[error("the application is {}; only an evaluated application is decided", .0.code())]
    NotEvaluated(application::StateName),
    /// No reasons given.
    #[error("the decision has no reasoning; write why it is as it is")]
    NoReasoning,
    /// A condition without words.
    #[error("condition {} is empty; write it, or leave it out", .place + 1)]
    EmptyCondition {
        /// Its place in the input, from 0.
        place: usize,
    },
    /// A condition of pages.
    #[error("condition {} is longer than {most} characters; divide it", .place + 1)]
    ConditionTooLong {
        /// Its place in the input, from 0.
        place: usize,
        /// How many are allowed.
        most: usize,
    },
    /// Too many conditions.
    #[error("more than {0} conditions; put what belongs together into one")]
    TooManyConditions(usize),
    /// A rejection binds nobody.
    #[error("a rejection has no conditions; leave them out")]
    ConditionsOfNothing,
    /// Nothing awarded.
    #[error("an award is more than 0.00; to grant nothing, reject the application")]
    NoAward,
    /// A higher share than the call promises.
    #[error("a rate of {rate} per cent is more than the call's {most} per cent; choose a lower rate")]
    OverRate {
        /// The rate.
        rate: Rate,
        /// The call's rate.
        most: Rate,
    },
    /// More than one grant may be.
    #[error("an award of {award} is more than the {largest} that one grant of the call may be")]
    OverLargestAward {
        /// The award.
        award: Money,
        /// The call's limit.
        largest: Money,
    },
    /// Less than one grant must be.
    #[error("an award of {award} is less than the {smallest} that one grant of the call is at least")]
    UnderSmallestAward {
        /// The award.
        award: Money,
        /// The call's limit.
        smallest: Money,
    },
    /// More than the rate of the budget.
    #[error("an award of {award} is more than {covered}, which is the rate of the whole budget")]
    OverBudget {
        /// The award.
        award: Money,
        /// Rate of the budget, floored.
        covered: Money,
    },
    /// More than there is.
    #[error("an award of {award} is more than the {left} that is left of the call's appropriation")]
    OverAppropriation {
        /// The award.
        award: Money,
        /// What other decisions have left.
        left: Money,
    },
    /// An advance that cannot be.
    #[error(transparent)]
    Advance(#[from] FaultyPlan),
    /// A rejection is not up to the applicant.
    #[error("the decision grants nothing, so there is nothing to accept or refuse")]
    NothingGranted,
    /// A claim for correction has set it aside.
    #[error("a claim for correction has set this decision aside; the application is decided anew")]
    SetAside,
    /// A refusal without words.
    #[error("say why the grant is refused")]
    NoReason,
    /// The sums pass what can be counted.
    #[error("the amounts are too large to be added up")]
    TooLarge(#[from] Overflow),
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::SamePerson(_) => RefusalCode::SamePerson,
            Self::NobodyDrafted => RefusalCode::CannotCheck,
            Self::NotEvaluated(_) | Self::NothingGranted | Self::SetAside => RefusalCode::WrongState,
            Self::NoReasoning | Self::NoReason | Self::EmptyCondition { .. } => RefusalCode::Incomplete,
            Self::Advance(FaultyPlan::OverAward { .. }) => RefusalCode::LimitExceeded,
            Self::NoAward
            | Self::TooLarge(_)
            | Self::Advance(_)
            | Self::ConditionTooLong { .. }
            | Self::TooManyConditions(_)
            | Self::ConditionsOfNothing => RefusalCode::InvalidInput,
            Self::OverRate { .. }
            | Self::OverLargestAward { .. }
            | Self::UnderSmallestAward { .. }
            | Self::OverBudget { .. }
            | Self::OverAppropriation { .. } => RefusalCode::LimitExceeded,
        }
    }

    fn path(&self) -> Vec<String> {
        let field = match self {
            Self::NoReasoning => "reasoning",
            Self::NoReason => "reason",
            Self::TooManyConditions(_) | Self::ConditionsOfNothing => "conditions",
            Self::EmptyCondition { place } | Self::ConditionTooLong { place, .. } => {
                return vec!["conditions".to_owned(), place.to_string()];
            }
            Self::OverRate { .. } => "rate",
            Self::Advance(_) => "advance",
            Self::NoAward
            | Self::TooLarge(_)
            | Self::OverLargestAward { .. }
            | Self::UnderSmallestAward { .. }
            | Self::OverBudget { .. }
            | Self::OverAppropriation { .. } => "award",
            Self::SamePerson(_)
            | Self::NobodyDrafted
            | Self::NotEvaluated(_)
            | Self::NothingGranted
            | Self::SetAside => {
                return Vec::new();
            }
        };
        vec![field.to_owned()]
    }
}
